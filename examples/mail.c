/* Errors by mail, with a subject of their own. Here no server listens: what cannot be sent is handed to the
 * error callback, and not tried again.
 *
 * Output:
 *     Subject: [shop] ERROR in app.db
 *     Lost the connection to db1.
 *     (refused: no mail)
 */
#include <pylog/handlers.h>

static int get_subject(const struct pylog_record *record, pylog_buffer *subject, void *data) {
    (void)data;
    return pylog_buffer_printf(subject, "[shop] %s in %s", record->levelname, record->name);
}

static void report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    pylog_buffer *subject = pylog_buffer_new();
    (void)handler, (void)data;
    if (subject && get_subject(record, subject, NULL) == 0)
        printf("Subject: %s\n%s\n", pylog_buffer_data(subject), pylog_record_message(record, NULL));
    printf("(%s: no mail)\n", error == ECONNREFUSED ? "refused" : text);
    pylog_buffer_free(subject);
}

int main(void) {
    const struct pylog_smtp_options options = {
        .mailhost = "127.0.0.1",
        .port = 1,
        .fromaddr = "shop@example.com",
        .toaddrs = (const char *const[]){ "admin@example.com", "oncall@example.com", NULL },
        .get_subject = get_subject,
    };
    pylog_handler *handler = pylog_smtp_handler_new(&options);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_handler_set_level(handler, PYLOG_ERROR);
    pylog_handler_set_error_callback(handler, report, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);

    pylog_warning(pylog_get_logger("app.db"), "below the handler's level");
    pylog_error(pylog_get_logger("app.db"), "Lost the connection to %s.", "db1");
}
