/* A flight recorder: debug records are kept in memory, where they cost little, and are written only when an
 * error shows that they are wanted, with what came before it.
 *
 * Output:
 *     INFO:app:started
 *     DEBUG:app.db:query 8
 *     DEBUG:app.db:query 9
 *     DEBUG:app.db:query 10
 *     ERROR:app:lost the connection
 *     INFO:app:connected again
 */
#include <pylog/handlers.h>

/* Where all records go in the end. */
static pylog_handler *terminal(int level) {
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    pylog_handler_set_format(handler, "%(levelname)s:%(name)s:%(message)s", NULL);
    pylog_handler_set_level(handler, level);
    return handler;
}

/* Only records below INFO: the others are on the terminal already. Errors pass, because they are the signal.
 */
static int is_detail_or_error(struct pylog_record *record, void *data) {
    (void)data;
    return record->levelno < PYLOG_INFO || record->levelno >= PYLOG_ERROR;
}

/* INFO and WARNING at once. */
static int is_below_error(struct pylog_record *record, void *data) {
    (void)data;
    return record->levelno < PYLOG_ERROR;
}

static void add_filter(pylog_handler *handler, int (*filter)(struct pylog_record *, void *)) {
    pylog_filter *made = pylog_filter_new_callback(filter, NULL, NULL);
    pylog_handler_add_filter(handler, made);
    pylog_filter_unref(made);
}

int main(void) {
    pylog_handler *now = terminal(PYLOG_INFO), *later = terminal(PYLOG_DEBUG);
    pylog_handler *recorder = pylog_memory_handler_new(
        3, &(struct pylog_memory_options){ .target = later, .keep_newest = true, .no_flush_on_close = true });
    add_filter(now, is_below_error);
    add_filter(recorder, is_detail_or_error);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    pylog_logger_add_handler(NULL, recorder);
    pylog_logger_add_handler(NULL, now);
    pylog_handler_unref(recorder);
    pylog_handler_unref(later);
    pylog_handler_unref(now);

    pylog_logger *app = pylog_get_logger("app"), *db = pylog_get_logger("app.db");
    pylog_info(app, "started");
    for (int i = 1; i <= 10; i++)
        pylog_debug(db, "query %d", i);
    pylog_error(app, "lost the connection");
    pylog_info(app, "connected again");
    pylog_debug(db, "query 11");
}
