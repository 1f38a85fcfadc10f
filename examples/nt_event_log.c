/* The event log of Windows, under a source of the program's name; elsewhere there is none, and the terminal
 * will have to do. On Windows this prints nothing: the record is in the event viewer, under Application.
 *
 * Output:
 *     no event log here
 *     3 of 4 replicas are up
 */
#include <pylog/handlers.h>

int main(void) {
    pylog_handler *handler = pylog_nt_event_log_handler_new("pylog example", NULL);
    if (!handler && errno == ENOSYS) {
        puts("no event log here");
        handler = pylog_stream_handler_new(stdout);
    }
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);

    pylog_warning(pylog_get_logger("app"), "%d of %d replicas are up", 3, 4);
}
