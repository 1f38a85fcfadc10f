/* Records over TCP to Python's logging. The receiver is the one in Python's logging cookbook, under "Sending
 * and receiving logging events across a network", which listens on port 9020: start it, and then
 *
 *     socket 9020
 *
 * Without an argument nobody listens. The program does not wait: the handler tries to connect at once, then
 * again after pauses, and records that come meanwhile are dropped and counted.
 *
 * Output:
 *     0 sent, 1000 dropped, 0 errors
 */
#include <pylog/handlers.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    pylog_handler *handler = pylog_socket_handler_new("127.0.0.1", argc > 1 ? atoi(argv[1]) : 1);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_logger_add_handler(NULL, handler);

    for (int i = 1; i <= 1000; i++)
        pylog_info(pylog_get_logger("app"), "request %d", i);

    struct pylog_handler_stats stats;
    pylog_handler_stats(handler, &stats);
    printf("%d sent, %d dropped, %d errors\n", (int)stats.emitted, (int)stats.dropped, (int)stats.errors);
    pylog_handler_unref(handler);
}
