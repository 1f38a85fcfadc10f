/* A filter may change the record: here it adds what the program is doing to every line.
 *
 * Output:
 *     WARNING [request 17] app.db: slow query
 *     ERROR [request 18] app.web: no such page: /favicon.ico
 */
#include <pylog.h>

static _Thread_local int request;

static int add_request(struct pylog_record *record, void *data) {
    (void)data;
    pylog_record_set(record, pylog_field_int("request", request));
    return 1; /* 0 would drop the record */
}

int main(void) {
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    pylog_filter *filter = pylog_filter_new_callback(add_request, NULL, NULL);

    pylog_handler_add_filter(handler, filter);
    pylog_handler_set_format(handler, "%(levelname)s [request %(request)d] %(name)s: %(message)s", NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_filter_unref(filter);
    pylog_handler_unref(handler);

    request = 17;
    pylog_warning(pylog_get_logger("app.db"), "slow query");
    request = 18;
    pylog_error(pylog_get_logger("app.web"), "no such page: %s", "/favicon.ico");
}
