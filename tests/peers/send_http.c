/* What send_http.py does, line by line: send_http HOST:PORT. */
#include <pylog/handlers.h>
#include <string.h>

static void set_fixed_fields(struct pylog_record *record, void *data) {
    const struct pylog_field fields[] = {
        pylog_field_str("pathname", "/src/app.c"),
        pylog_field_str("filename", "app.c"),
        pylog_field_str("module", "app"),
        pylog_field_int("lineno", 42),
        pylog_field_str("funcName", "work"),
        pylog_field_float("created", 1677903920.25),
        pylog_field_float("msecs", 250.0),
        pylog_field_float("relativeCreated", 12.5),
        pylog_field_uint("thread", UINT64_C(140737353971520)),
        pylog_field_str("threadName", "MainThread"),
        pylog_field_int("process", 4711),
        pylog_field_str("processName", "MainProcess"),
    };
    (void)data;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        pylog_record_set(record, fields[i]);
}

static int failures;

static void log_all(pylog_handler *handler) {
    static char long_text[30001];
    pylog_logger *log = pylog_get_logger("app.db");
    memset(long_text, 'x', sizeof long_text - 1);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        failures++;
        return;
    }
    pylog_logger_add_handler(log, handler);
    pylog_logger_set_level(log, 1);
    pylog_info(log, "plain");
    pylog_warning(log, "connected to %s in %d ms", "localhost", 7);
    pylog_log_text(log, PYLOG_ERROR, NULL, "h\xC3\xA9llo \xE2\x82\xAC \xF0\x9F\x98\x80 ~_.-/&=+?#%%", 28);
    pylog_log_text(log, PYLOG_INFO, NULL, "with\0NUL and\nline breaks\r\t", 26);
    const struct pylog_call call = {
        .extra = PYLOG_FIELDS(
            pylog_field_none("nothing"), pylog_field_bool("yes", true), pylog_field_bool("no", false), pylog_field_int("small", 255),
            pylog_field_uint("longest", UINT64_MAX), pylog_field_int("lowest", INT64_MIN), pylog_field_float("half", 0.5),
            pylog_field_float("tiny", 5e-324), pylog_field_float("infinite", (double)1e999L),
            pylog_field_str("text", "t\xC3\xA9xt"), pylog_field_str("empty", ""), pylog_field_int("k\xC3\xA9y", 1)),
    };
    pylog_log_with(log, PYLOG_INFO, &call, "extra fields");
    pylog_log_text(log, PYLOG_INFO, NULL, long_text, sizeof long_text - 1);
    pylog_logger_remove_handler(log, handler);

    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    failures += stats.emitted != 6;
    pylog_handler_unref(handler);
}

static int name_text_and_level(const struct pylog_record *record,
                               int (*put)(void *out, struct pylog_field field), void *out, void *data) {
    char text[64];
    (void)data;
    snprintf(text, sizeof text, "\xC3\xBC %s", record->levelname);
    if (put(out, pylog_field_str("name", record->name)) || put(out, pylog_field_str("text", text)))
        return -1;
    return put(out, pylog_field_int("level", record->levelno));
}

int main(int argc, char **argv) {
    static const char *const methods[] = { "GET", "POST" }, *const urls[] = { "/log", "/log?key=1", "/" };
    if (argc != 2)
        return 2;
    pylog_set_log_record_factory(set_fixed_fields, NULL);
    for (size_t i = 0; i < 2; i++) {
        struct pylog_http_options options = {
            .method = methods[i], .username = "user", .password = "p\xC3\xA4ss:word", .timeout = 20
        };
        for (size_t url = 0; url < 3; url++)
            log_all(pylog_http_handler_new(argv[1], urls[url], &options));
        options = (struct pylog_http_options){ .method = methods[i], .map_record = name_text_and_level };
        log_all(pylog_http_handler_new(argv[1], "/log", &options));
    }
    log_all(pylog_http_handler_new(argv[1], "", &(struct pylog_http_options){ .method = "POST" }));
    log_all(pylog_http_handler_new(argv[1], "http://other.example:8080/log?x", NULL));
    return failures != 0;
}
