/* A file that something else rotates. This program moves its own log away as logrotate would (without
 * `copytruncate`, and no signal is needed): the next record finds that the name means another file, or none,
 * and begins a new one.
 *
 * Output:
 *     files opened again: 1
 *
 * app.log.1:
 *     INFO:app:before the rotation
 *
 * app.log:
 *     INFO:app:after the rotation
 *     INFO:app:and in the same file
 */
#include <pylog/handlers.h>

int main(void) {
    pylog_handler *handler = pylog_watched_file_handler_new("app.log", NULL);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_basic_config(
        &(struct pylog_config){ .handlers = (pylog_handler *const[]){ handler, NULL }, .level = PYLOG_INFO });
    pylog_logger *log = pylog_get_logger("app");

    pylog_info(log, "before the rotation");
    if (rename("app.log", "app.log.1") != 0)
        perror("app.log");
    pylog_info(log, "after the rotation");
    pylog_info(log, "and in the same file");

    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    printf("files opened again: %d\n", (int)stats.reconnects);
    pylog_handler_unref(handler);
}
