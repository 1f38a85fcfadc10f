/* What send_records.py does, line by line: send_records KIND HOST PORT. */
#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>

static void set_fixed_fields(struct pylog_record *record, void *data) {
    static const char stack[] = "Stack (most recent call last):\n  here";
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
    if (record->levelno == 15)
        pylog_record_set(record, pylog_field_str("stack_info", stack));
}

static void log_extra_fields(pylog_logger *log) {
    const struct pylog_call call = {
        .extra = PYLOG_FIELDS(
            pylog_field_none("nothing"), pylog_field_bool("yes", true), pylog_field_bool("no", false), pylog_field_int("zero", 0),
            pylog_field_int("small", 255), pylog_field_uint("medium", 256), pylog_field_int("short", 65535),
            pylog_field_int("large", 65536), pylog_field_int("limit", 2147483647), pylog_field_int("over", INT64_C(2147483648)),
            pylog_field_int("negative", -1), pylog_field_int("low", INT32_MIN), pylog_field_int("lower", INT64_C(-2147483649)),
            pylog_field_uint("longest", UINT64_MAX), pylog_field_int("lowest", INT64_MIN), pylog_field_float("half", 0.5),
            pylog_field_float("tiny", 5e-324), pylog_field_float("infinite", (double)1e999L),
            pylog_field_str("text", "t\xC3\xA9xt"), pylog_field_str("empty", "")),
    };
    pylog_log_with(log, PYLOG_INFO, &call, "extra fields");
}

static void log_errors(pylog_logger *log, pylog_handler *handler) {
    static const struct pylog_exc_info value = { "ValueError", "no such value", NULL };
    static const struct pylog_exc_info key = { "KeyError", NULL, NULL };
    pylog_log_with(log, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &value }, "with an error");
    pylog_handler_set_format(handler, "%(asctime)s %(message)s", "fixed");
    pylog_log_with(log, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &key },
                   "with an error, and a formatter that prints the time");
}

static void log_all(pylog_handler *handler) {
    static char long_text[30001];
    pylog_logger *log = pylog_get_logger("app.db");
    memset(long_text, 'x', sizeof long_text - 1);

    pylog_info(NULL, "plain");
    pylog_warning(log, "connected to %s in %d ms", "localhost", 7);
    pylog_error(log, "h\xC3\xA9llo \xE2\x82\xAC \xF0\x9F\x98\x80 %s", "\xFF");
    pylog_critical(log, "%s", "");
    pylog_log_text(log, PYLOG_INFO, NULL, "with\0NUL", 8);
    pylog_log(log, 15, "a level without a name, and a stack");
    log_extra_fields(log);
    log_errors(log, handler);
    pylog_info(log, "%s", long_text);
}

int main(int argc, char **argv) {
    if (argc != 4)
        return 2;
    bool datagrams = strcmp(argv[1], "udp") == 0 || strcmp(argv[1], "unixgram") == 0;
    int port = atoi(argv[3]);
    pylog_handler *handler =
        (datagrams ? pylog_datagram_handler_new : pylog_socket_handler_new)(argv[2], port);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_set_log_record_factory(set_fixed_fields, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_logger_set_level(NULL, 1);
    log_all(handler);

    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    pylog_handler_unref(handler);
    if (stats.dropped || stats.errors)
        fprintf(stderr, "%d dropped, %d errors\n", (int)stats.dropped, (int)stats.errors);
    return stats.dropped || stats.errors;
}
