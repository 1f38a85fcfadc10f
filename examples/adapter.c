/* An adapter is a logger that adds the same fields to every record. What a single call adds is `extra`.
 *
 * Output:
 *     alice 192.0.2.7 logged in
 *     alice 192.0.2.7 changed 2 settings
 *     bob 192.0.2.8 logged in
 */
#include <pylog.h>

static void serve(pylog_logger *log) {
    pylog_info(log, "logged in"); /* an adapter goes wherever a logger does */
}

int main(void) {
    pylog_basic_config(&(struct pylog_config){
        .format = "%(user)s %(address)s %(message)s", .level = PYLOG_INFO, .stream = stdout });
    pylog_logger *log = pylog_get_logger("app");

    pylog_logger *alice = pylog_logger_adapter_new(
        log, PYLOG_FIELDS(pylog_field_str("user", "alice"), pylog_field_str("address", "192.0.2.7")), NULL);
    serve(alice);
    pylog_info(alice, "changed %d settings", 2);
    pylog_logger_adapter_free(alice);

    pylog_log_with(log, PYLOG_INFO,
                   &(struct pylog_call){
                       .extra = PYLOG_FIELDS(pylog_field_str("user", "bob"), pylog_field_str("address", "192.0.2.8")) },
                   "logged in");
}
