/* What send_mail.py does, line by line: send_mail PORT. */
#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>

static pylog_logger *app_log;
static int failures;

static pylog_handler *attached(const struct pylog_smtp_options *options) {
    pylog_handler *handler = pylog_smtp_handler_new(options);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        exit(1);
    }
    pylog_logger_add_handler(app_log, handler);
    return handler;
}

static void detach(pylog_handler *handler, uint64_t mails) {
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    if (stats.emitted != mails || stats.errors) {
        fprintf(stderr, "%d mails, %d errors\n", (int)stats.emitted, (int)stats.errors);
        failures++;
    }
    pylog_logger_remove_handler(app_log, handler);
    pylog_handler_unref(handler);
}

static void log_all(const struct pylog_smtp_options *options) {
    static char many[2001];
    char cyrillic[601] = "";
    pylog_handler *handler = attached(options);
    memset(many, 'x', sizeof many - 1);
    for (size_t i = 0; i < 600; i++)
        cyrillic[i] = i % 2 ? '\x8F' : '\xD1';
    pylog_info(app_log, "plain");
    pylog_error(app_log, "h\xC3\xA9llo \xE2\x82\xAC\nsecond line\n\n.\n..dots\nlast");
    pylog_error(app_log,
                "a long line with one \xC3\xBC in it, and otherwise only words of ASCII, up to its very end");
    pylog_error(app_log, "%s", many);
    pylog_error(app_log, "%s", cyrillic);
    pylog_error(app_log, "%s", "");
    detach(handler, 6);
}

static int subject_of(const struct pylog_record *record, pylog_buffer *subject, void *data) {
    (void)data;
    return pylog_buffer_printf(subject, "%s in %s: %s", record->levelname, record->name,
                               pylog_record_message(record, NULL));
}

int main(int argc, char **argv) {
    static const char *const you[] = { "you@example.com", NULL };
    static const char *const several[] = { "Ann <ann@example.com>", "refused@example.com", "b@example.com",
                                           NULL };
    static const struct pylog_exc_info error = { "ValueError", "no such value", NULL };
    if (argc != 2)
        return 2;
    struct pylog_smtp_options options = { .mailhost = "127.0.0.1", .port = atoi(argv[1]) };
    app_log = pylog_get_logger("app.db");
    pylog_logger_set_level(app_log, 1);

    options.fromaddr = "me@example.com";
    options.toaddrs = you;
    options.subject = "Log";
    log_all(&options);

    struct pylog_smtp_options named = options;
    named.fromaddr = "J\xC3\xBCrgen <j@example.com>";
    named.toaddrs = several;
    named.subject = "F\xC3\xA4hler in app";
    named.username = "user";
    named.password = "pass";
    log_all(&named);

    struct pylog_smtp_options international = options;
    international.fromaddr = "j\xC3\xBCrgen@example.com";
    international.subject = "\xC3\xBC"
                            "ber";
    log_all(&international);

    struct pylog_smtp_options by_record = options;
    by_record.get_subject = subject_of;
    pylog_handler *handler = attached(&by_record);
    pylog_error(app_log, "disk \xC3\xBC"
                         "berfull");
    pylog_error(
        app_log,
        "a subject that is so long that it does not fit into a line, and then goes on, and on, and on");
    detach(handler, 2);

    handler = attached(&options);
    pylog_handler_set_format(handler, "%(levelname)s:%(name)s:%(message)s", NULL);
    pylog_log_with(app_log, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &error }, "with an error");
    detach(handler, 1);
    return failures != 0;
}
