/* Records over UDP to Python's logging: one datagram each, a length of four bytes and a pickle, which a
 * receiver reads with
 *
 *     record = logging.makeLogRecord(pickle.loads(datagram[4:]))
 *
 * Nothing waits for a receiver, and nothing tells for sure whether there is one. What no datagram can hold
 * is an error.
 *
 * Output:
 *     not sent: 70000 bytes, a datagram has at most 65507
 *     1 of 2 records is an error
 */
#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>

static void report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    (void)handler, (void)data;
    if (error == EMSGSIZE)
        printf("not sent: %d bytes, a datagram has at most 65507\n",
               (int)strlen(pylog_record_message(record, NULL)));
    else
        printf("not sent: %s\n", text);
}

int main(int argc, char **argv) {
    pylog_handler *handler = pylog_datagram_handler_new("127.0.0.1", argc > 1 ? atoi(argv[1]) : 9);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_handler_set_error_callback(handler, report, NULL);
    pylog_logger_add_handler(NULL, handler);

    pylog_warning(pylog_get_logger("app"), "3 of 4 replicas are up");
    pylog_error(pylog_get_logger("app"), "%070000d", 0);

    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    printf("%d of 2 records is an error\n", (int)stats.errors);
    pylog_handler_unref(handler);
}
