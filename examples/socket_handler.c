/* Records sent to another program, a receiver of Python's logging perhaps; and what becomes of them while it
 * is not there. Here nobody ever listens: Python would drop the records without a word. A receiver for a try is in
 * Python's logging cookbook, "Sending and receiving logging events across a network"; its port is 9020.
 *
 * Output:
 *     0 sent, 3 dropped
 *     0 sent, 3 dropped, and 3 kept for when there is a receiver
 */
#include <pylog/handlers.h>

static void log_three(pylog_logger *log) {
    for (int i = 1; i <= 3; i++)
        pylog_info(log, "record %d", i);
}

int main(void) {
    enum { NOBODY = 1, KEPT_BYTES = 1 << 16 };
    struct pylog_handler_stats stats;
    pylog_logger *log = pylog_get_logger("app");
    pylog_handler *handler = pylog_socket_handler_new("127.0.0.1", NOBODY);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_logger_set_level(log, PYLOG_INFO);
    pylog_logger_add_handler(log, handler);

    log_three(log);
    pylog_handler_get_stats(handler, &stats);
    printf("%d sent, %d dropped\n", (int)stats.emitted, (int)stats.dropped);

    pylog_socket_handler_set_buffer(handler, KEPT_BYTES);
    log_three(log);
    pylog_handler_get_stats(handler, &stats);
    printf("%d sent, %d dropped, and 3 kept for when there is a receiver\n", (int)stats.emitted,
           (int)stats.dropped);
    pylog_handler_unref(handler);
}
