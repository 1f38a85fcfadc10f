/* Formatters of which some steps are a program's own, one step by itself, and records with texts of their own. */
#include "support.h"

static int own_time(pylog_formatter *formatter, const struct pylog_record *record, const char *datefmt,
                    pylog_buffer *out, void *data) {
    (void)formatter, (void)data;
    return pylog_buffer_printf(out, "<%s %s>", datefmt ? datefmt : "None", record->levelname);
}

static int later_time(pylog_formatter *formatter, const struct pylog_record *record, const char *datefmt,
                      pylog_buffer *out, void *data) {
    (void)data;
    return pylog_buffer_printf(out, "at ") || pylog_formatter_format_time(formatter, record, datefmt, out);
}

static int own_exception(pylog_formatter *formatter, const struct pylog_exc_info *exc_info, pylog_buffer *out,
                         void *data) {
    (void)data;
    return pylog_buffer_printf(out, "! ") || pylog_formatter_format_exception(formatter, exc_info, out);
}

static int no_exception(pylog_formatter *formatter, const struct pylog_exc_info *exc_info, pylog_buffer *out,
                        void *data) {
    (void)formatter, (void)exc_info, (void)out, (void)data;
    return 0;
}

static int ended_exception(pylog_formatter *formatter, const struct pylog_exc_info *exc_info, pylog_buffer *out,
                           void *data) {
    (void)formatter, (void)exc_info, (void)data;
    return pylog_buffer_printf(out, "ended\n");
}

static int own_stack(pylog_formatter *formatter, const char *stack_info, pylog_buffer *out, void *data) {
    (void)data;
    return pylog_buffer_printf(out, "[") || pylog_formatter_format_stack(formatter, stack_info, out) ||
           pylog_buffer_printf(out, "]");
}

static int own_message(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out,
                       void *data) {
    (void)data;
    return pylog_buffer_printf(out, "{") || pylog_formatter_format_message(formatter, record, out) ||
           pylog_buffer_printf(out, "}\n");
}

static const struct {
    const char *name;
    struct pylog_formatter_methods methods;
} classes[] = {
    { "Formatter", { .format_time = NULL } },
    { "Time", { .format_time = own_time } },
    { "LaterTime", { .format_time = later_time } },
    { "Exception", { .format_exception = own_exception } },
    { "NoException", { .format_exception = no_exception } },
    { "EndedException", { .format_exception = ended_exception } },
    { "Stack", { .format_stack = own_stack } },
    { "Message", { .format_message = own_message } },
    { "All",
      { .format_time = own_time,
        .format_message = own_message,
        .format_exception = own_exception,
        .format_stack = own_stack } },
};
enum { CLASSES = sizeof classes / sizeof *classes, EXCEPTION = 3, MESSAGE = 7, ALL = 8, RECORDS = 6 };

static pylog_formatter *make_formatter(size_t class, const char *fmt, const char *datefmt) {
    return pylog_formatter_new_subclass(fmt, &(struct pylog_formatter_options){ .datefmt = datefmt },
                                        &classes[class].methods);
}

static struct pylog_record *make(int number) {
    static const struct pylog_exc_info error = { "ValueError", "wrong", NULL };
    static const struct pylog_call calls[RECORDS] = {
        { .exc_info = NULL },
        { .exc_info = &error },
        { .stack_text = "my stack" },
        { .exc_info = &error, .stack_text = "my\nstack" },
        { .exc_info = &error, .exc_text = "my error" },
        { .stack_text = "my stack", .exc_text = "my error" },
    };
    return pylog_logger_make_record(pylog_get_logger("app"), PYLOG_ERROR, &calls[number - 1], "message %d", number);
}

static void show(const char *text) {
    fputs("    ", stdout);
    print_escaped(text);
    putchar('\n');
}

static void show_result(int result, pylog_buffer *out) {
    show(result ? pylog_last_error() : pylog_buffer_data(out));
    pylog_buffer_clear(out);
}

static void formats_of(size_t class, const char *fmt, const char *datefmt) {
    pylog_buffer *out = pylog_buffer_new();
    pylog_formatter *formatter = make_formatter(class, fmt, datefmt);
    printf("%s %s\n", classes[class].name, fmt);
    printf("    %s %s\n", pylog_formatter_fmt(formatter), datefmt ? pylog_formatter_datefmt(formatter) : "None");
    for (int number = 1; number <= RECORDS; number++) {
        struct pylog_record *record = make(number);
        show_result(pylog_formatter_format(formatter, record, out), out);
        pylog_record_free(record);
    }
    pylog_formatter_unref(formatter);
    pylog_buffer_free(out);
}

static void formats(void) {
    for (size_t class = 0; class < CLASSES; class++) {
        formats_of(class, "%(message)s", NULL);
        formats_of(class, "%(asctime)s %(name)s %(message)s", "%H:%M");
        formats_of(class, "%(asctime)s", NULL);
    }
}

static void show_field(const struct pylog_record *record, const char *key) {
    struct pylog_field field;
    pylog_record_get(record, key, &field);
    show(field.type == PYLOG_TYPE_STR ? field.value.s : NULL);
}

static void one_after_the_other(void) {
    pylog_buffer *out = pylog_buffer_new();
    pylog_formatter *formatters[] = { make_formatter(EXCEPTION, "%(message)s", NULL),
                                      pylog_formatter_new("%(asctime)s", NULL),
                                      make_formatter(ALL, "%(asctime)s %(message)s", NULL),
                                      pylog_formatter_new("%(asctime)s %(message)s", NULL) };
    puts("one after the other");
    for (int number = 1; number <= RECORDS; number++) {
        struct pylog_record *record = make(number);
        for (size_t i = 0; i < 4; i++)
            show_result(pylog_formatter_format(formatters[i], record, out), out);
        show_field(record, "asctime");
        show_field(record, "exc_text");
        show_field(record, "message");
        pylog_record_free(record);
    }
    for (size_t i = 0; i < 4; i++)
        pylog_formatter_unref(formatters[i]);
    pylog_buffer_free(out);
}

/* Unlike Python: a message and an asctime that the record lacks are worked out. So they are there before. */
static void one_step(void) {
    pylog_buffer *out = pylog_buffer_new();
    pylog_formatter *first = pylog_formatter_new("%(asctime)s", NULL);
    pylog_formatter *formatters[] = {
        pylog_formatter_new(NULL, NULL),
        pylog_formatter_new("{levelname} {message}", &(struct pylog_formatter_options){ .style = '{' }),
        make_formatter(MESSAGE, "%(asctime)s %(message)s", NULL),
        pylog_formatter_new("%(nope)s", NULL),
    };
    puts("one step");
    for (int number = 1; number <= RECORDS; number++) {
        struct pylog_record *record = make(number);
        pylog_formatter_format(first, record, out);
        pylog_buffer_clear(out);
        for (size_t i = 0; i < 4; i++)
            show_result(pylog_formatter_format_message(formatters[i], record, out), out);
        pylog_record_free(record);
    }
    for (size_t i = 0; i < 4; i++)
        pylog_formatter_unref(formatters[i]);
    pylog_formatter_unref(first);
    pylog_buffer_free(out);
}

static int shows(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out, void *data) {
    struct pylog_field asctime;
    (void)data;
    pylog_record_get(record, "asctime", &asctime);
    return pylog_buffer_printf(out, "%s, ", asctime.value.s) ||
           pylog_formatter_format_message(formatter, record, out);
}

static void set_and_show(pylog_formatter *formatter, pylog_buffer *out) {
    struct pylog_record *record = make(1);
    pylog_record_set(record, pylog_field_str("message", "mine"));
    pylog_record_set(record, pylog_field_str("asctime", "noon"));
    show_result(pylog_formatter_format_message(formatter, record, out), out);
    show_field(record, "message");
    if (!pylog_formatter_uses_time(formatter))
        show_result(pylog_formatter_format(formatter, record, out), out);
    show_field(record, "asctime");
    show_field(record, "message");
    show_result(pylog_formatter_format_message(formatter, record, out), out);
    pylog_record_free(record);
}

static void what_was_set(void) {
    pylog_buffer *out = pylog_buffer_new();
    pylog_formatter *formatters[] = {
        NULL,
        pylog_formatter_new("{message:>8}|{message}", &(struct pylog_formatter_options){ .style = '{' }),
        pylog_formatter_new("%(asctime)s %(message)-8s|", NULL),
        pylog_formatter_new_subclass("%(message)s", NULL,
                                     &(struct pylog_formatter_methods){ .format_message = shows }),
    };
    puts("what was set");
    for (size_t i = 0; i < 4; i++) {
        set_and_show(formatters[i], out);
        pylog_formatter_unref(formatters[i]);
    }
    pylog_buffer_free(out);
}

static struct pylog_record *make_by_list(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static struct pylog_record *make_by_list(const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    struct pylog_record *record =
        pylog_logger_make_record_v(pylog_get_logger("app"), PYLOG_INFO, NULL, fmt, args);
    va_end(args);
    return record;
}

static void own_records(void) {
    static const char text[] = "100% text";
    pylog_logger *logger = pylog_get_logger("app");
    pylog_buffer *out = pylog_buffer_new();
    pylog_formatter *formatter = pylog_formatter_new(
        "%(user)s %(message)s",
        &(struct pylog_formatter_options){ .defaults = PYLOG_FIELDS(pylog_field_str("user", "nobody")) });
    struct pylog_record *records[] = {
        pylog_logger_make_record_text(logger, PYLOG_INFO, NULL, text, strlen(text)),
        make_by_list("%s and %d", "one", 2),
        pylog_logger_make_record_text(logger, PYLOG_INFO,
                                      &(struct pylog_call){ .extra = PYLOG_FIELDS(pylog_field_str("user", "eve")),
                                                            .stack_text = "a stack" },
                                      "text", 4),
    };
    puts("own records");
    for (size_t i = 0; i < 3; i++) {
        struct pylog_field args;
        show_result(pylog_formatter_format(formatter, records[i], out), out);
        pylog_record_get(records[i], "args", &args);
        printf("    %s ", args.type == PYLOG_TYPE_STR && strcmp(args.value.s, "()") == 0 ? "True" : "False");
        print_escaped(records[i]->msg);
        putchar('\n');
        pylog_record_free(records[i]);
    }
    pylog_formatter_unref(formatter);
    pylog_buffer_free(out);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    formats();
    one_after_the_other();
    one_step();
    what_was_set();
    own_records();
    return 0;
}
