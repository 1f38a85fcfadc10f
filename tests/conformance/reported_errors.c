/* handleError: what a handler writes to stderr when it fails. Of the block, the first line, the exception and
 * the last two lines are compared. Unlike Python: one line stands for the traceback. */
#include "support.h"

static int fail(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    errno = ENOSPC;
    return -1;
}

static pylog_handler *new_failing(void) {
    static const struct pylog_handler_ops operations = { .name = "Failing", .emit = fail };
    return pylog_handler_new(&operations, NULL);
}

static void set_style(pylog_handler *handler, const char *format, char style) {
    pylog_formatter *formatter =
        pylog_formatter_new(format, &(struct pylog_formatter_options){ .style = style });
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
}

/* A handler of its own for each error: of one handler's the first is shown at once, and then one in a second. */
static pylog_handler *renew(pylog_logger *log, pylog_handler *handler, const char *format, char style) {
    pylog_logger_remove_handler(log, handler);
    pylog_handler_unref(handler);
    handler = print_to_stdout(log, "%(message)s");
    set_style(handler, format, style);
    return handler;
}

static void by_format(pylog_logger *log) {
    pylog_handler *handler = print_to_stdout(log, "%(message)s %(nope)s");
    pylog_error(log, "no such field");
    handler = renew(log, handler, "%(message)s %(nope)s", '%');
    pylog_error(log, "with arguments %s %d", "it's", 5);
    handler = renew(log, handler, "%(message)d", '%');
    pylog_error(log, "not a number: %.1f", 2.5);
    handler = renew(log, handler, "{msecs:3d}", '{');
    pylog_error(log, "brace");
    handler = renew(log, handler, "%(message)s %", '%');
    pylog_error(log, "quotes ' and \"");
    handler = renew(log, handler, "%(message)s %s", '%');
    pylog_error(log, "newline\n, tab\t, h\xc3\xa9llo \xe2\x82\xac");
    handler = renew(log, handler, "$nope", '$');
    pylog_error(log, "%s", "");
    print_reported_errors();
    pylog_set_raise_exceptions(false);
    pylog_error(log, "silent");
    pylog_set_raise_exceptions(true);
    print_reported_errors();
    pylog_logger_remove_handler(log, handler);
    pylog_handler_unref(handler);
}

static void by_handler(pylog_logger *log) {
    pylog_handler *handler = new_failing();
    pylog_logger_add_handler(log, handler);
    pylog_error(log, "full %d%%", 100);
    print_reported_errors();
    pylog_logger_remove_handler(log, handler);
    pylog_handler_unref(handler);
}

static void by_full_stream(pylog_logger *log) {
    FILE *full = fopen("/dev/full", "w");
    pylog_handler *handler = pylog_stream_handler_new(full);
    pylog_logger_add_handler(log, handler);
    pylog_error(log, "nowhere to go");
    pylog_logger_remove_handler(log, handler);
    print_reported_errors();
    pylog_handler_unref(handler);
    fclose(full);
}

static void by_file(pylog_logger *log) {
    pylog_handler *handler =
        pylog_file_handler_new("ascii.log", &(struct pylog_file_options){ .encoding = "ascii" });
    pylog_logger_add_handler(log, handler);
    pylog_error(log, "caf\xc3\xa9 %d", 1);
    pylog_error(log, "cafe");
    print_reported_errors();
    pylog_logger_remove_handler(log, handler);
    pylog_handler_unref(handler);
    by_full_stream(log);
}

/* One handler's failure does not keep the record from the next. */
static void others_go_on(pylog_logger *log) {
    pylog_handler *first = new_failing(), *second = print_to_stdout(log, "%(message)s");
    pylog_logger_remove_handler(log, second);
    pylog_logger_add_handler(log, first);
    pylog_logger_add_handler(log, second);
    pylog_error(log, "reaches the second");
    print_reported_errors();
    pylog_handler_unref(first);
    pylog_handler_unref(second);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*run)(pylog_logger *log);
    } parts[] = { { "by_format", by_format },
                  { "by_handler", by_handler },
                  { "by_file", by_file },
                  { "others_go_on", others_go_on } };
    begin(argc, argv);
    pylog_logger *log = pylog_get_logger("app");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        printf("## %s\n", parts[i].name);
        parts[i].run(log);
    }
    return 0;
}
