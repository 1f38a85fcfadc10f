/* A queue by hand: log calls only put their records into it, and a listener writes them in a thread of its
 * own.
 *
 * pylog_basic_config does the same in one line, with .queue. Here the queue may forget details when they come
 * faster than they can be written, but nothing from INFO on; and it tells how it went.
 *
 * Output:
 *     INFO:app:started
 *     INFO:app.worker:10 things done
 *     INFO:app:that was all
 *     3 records put, 3 taken, 0 dropped
 */
#include <pylog/handlers.h>
#include <stdlib.h>

/* What writes, at its own pace. */
static pylog_handler *terminal(void) {
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    pylog_handler_set_format(handler, "%(levelname)s:%(name)s:%(message)s", NULL);
    return handler;
}

static void work(void) {
    pylog_logger *log = pylog_get_logger("app.worker");
    int done = 0;
    for (; done < 10; done++)
        pylog_debug(log, "thing %d", done); /* below the root's level: not put */
    pylog_info(log, "%d things done", done);
}

int main(void) {
    pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){
        .capacity = 1024 * 1024, .overflow = PYLOG_DROP_BELOW, .drop_level = PYLOG_INFO });
    pylog_handler *writers[] = { terminal(), NULL };
    pylog_handler *handler = pylog_queue_handler_new(queue);
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, writers, NULL);
    if (!listener || pylog_queue_listener_start(listener) != 0) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return EXIT_FAILURE;
    }
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_logger_add_handler(NULL, handler);

    pylog_info(pylog_get_logger("app"), "started");
    work();
    pylog_info(pylog_get_logger("app"), "that was all");

    struct pylog_queue_stats stats;
    pylog_queue_listener_stop(listener); /* everything is written now */
    pylog_queue_get_stats(queue, &stats);
    printf("%d records put, %d taken, %d dropped\n", (int)stats.put, (int)stats.taken, (int)stats.dropped);

    pylog_logger_remove_handler(NULL, handler);
    pylog_queue_listener_free(listener);
    pylog_handler_unref(handler);
    pylog_handler_unref(writers[0]);
    pylog_queue_unref(queue);
}
