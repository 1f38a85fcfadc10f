/* Records to a web server, as a form of the fields that this program chooses. Here no server listens: what
 * cannot be sent is handed to the error callback, and not tried again.
 *
 * Output:
 *     refused: Lost the connection to db1.
 */
#include <pylog/handlers.h>

/* level=ERROR&logger=app.db&text=Lost+the+connection+to+db1. */
static int map_record(const struct pylog_record *record, int (*put)(void *out, struct pylog_field field),
                      void *out, void *data) {
    (void)data;
    return put(out, pylog_field_str("level", record->levelname)) || put(out, pylog_field_str("logger", record->name)) ||
                   put(out, pylog_field_str("text", pylog_record_message(record, NULL)))
               ? -1
               : 0;
}

static void report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    (void)handler, (void)data;
    printf("%s: %s\n", error == ECONNREFUSED ? "refused" : text, pylog_record_message(record, NULL));
}

int main(int argc, char **argv) {
    const struct pylog_http_options options = { .method = "POST", .timeout = 5, .map_record = map_record };
    pylog_handler *handler = pylog_http_handler_new(argc > 1 ? argv[1] : "127.0.0.1:1", "/log", &options);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_handler_set_error_callback(handler, report, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);

    pylog_error(pylog_get_logger("app.db"), "Lost the connection to %s.", "db1");
}
