/* Log to a file and to the terminal. Named loggers need no handlers: their records go to the root's.
 *
 * Output:
 *     INFO:app:started
 *     INFO:app.db:connected to localhost in 7 ms
 *     WARNING:app.db:3 of 4 replicas are up
 *
 * quickstart.log:
 *     2026-11-20 10:55:01,123 INFO app: started
 *     2026-11-20 10:55:01,123 INFO app.db: connected to localhost in 7 ms
 *     2026-11-20 10:55:01,124 WARNING app.db: 3 of 4 replicas are up
 */
#include <pylog.h>

static void connect_to(const char *host) {
    pylog_logger *log = pylog_get_logger("app.db");

    pylog_debug(log, "not logged: the root's level is INFO");
    pylog_info(log, "connected to %s in %d ms", host, 7);
    pylog_warning(log, "%d of %d replicas are up", 3, 4);
}

int main(void) {
    const struct pylog_config config = {
        .filename = "quickstart.log",
        .format = "%(asctime)s %(levelname)s %(name)s: %(message)s",
        .level = PYLOG_INFO,
        .force = true, /* also if something has been logged before */
    };
    if (pylog_basic_config(&config) != 0) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_handler *terminal = pylog_stream_handler_new(stderr);
    pylog_handler_set_format(terminal, "%(levelname)s:%(name)s:%(message)s", NULL);
    pylog_logger_add_handler(NULL, terminal);
    pylog_handler_unref(terminal);

    pylog_info(pylog_get_logger("app"), "started");
    connect_to("localhost");
}
