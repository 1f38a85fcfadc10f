/* pylog_exception adds what errno says, as Python adds the exception that is being handled.
 *
 * Output:
 *     ERROR:app:cannot read settings.ini
 *     FileNotFoundError: [Errno 2] No such file or directory
 *     WARNING:app:using the default port
 *     ValueError: no port in 'localhost:'
 */
#include <pylog.h>

int main(void) {
    pylog_basic_config(&(struct pylog_config){ .stream = stdout });
    pylog_logger *log = pylog_get_logger("app");
    const char *path = "settings.ini";

    FILE *settings = fopen(path, "r");
    if (!settings)
        pylog_exception(log, "cannot read %s", path);
    else
        fclose(settings);

    /* An error of the program's own, at any level. */
    const struct pylog_exc_info error = { .type = "ValueError", .message = "no port in 'localhost:'" };
    pylog_log_with(log, PYLOG_WARNING, &(struct pylog_call){ .exc_info = &error }, "using the default port");
}
