/* Records: fields and their rounding, names of files, repr, makeLogRecord, what the log... switches leave
 * out. */
#include "support.h"

static const char *const fields[] = {
    "name",        "msg",     "args",     "levelname",       "levelno",    "pathname",
    "filename",    "module",  "exc_info", "exc_text",        "stack_info", "lineno",
    "funcName",    "created", "msecs",    "relativeCreated", "thread",     "threadName",
    "processName", "process", "taskName", "message",         "asctime", /* only a formatter puts these two
                                                                           there */
};
enum { ALL_FIELDS = sizeof fields / sizeof *fields, OWN_FIELDS = ALL_FIELDS - 2 };

static void print_format(const char *format, const struct pylog_record *record) {
    pylog_buffer *out = pylog_buffer_new();
    pylog_formatter *formatter = pylog_formatter_new(format, NULL);
    pylog_formatter_format(formatter, record, out);
    print_escaped(pylog_buffer_data(out));
    putchar('\n');
    pylog_formatter_unref(formatter);
    pylog_buffer_free(out);
}

static void show(const struct pylog_record *record) {
    char text[1024] = "";
    for (size_t i = 0; i < OWN_FIELDS; i++)
        sprintf(text + strlen(text), "%s%%(%s)s", i ? "|" : "", fields[i]);
    print_format(text, record);
    pylog_record_repr(record, text, sizeof text);
    print_escaped(text);
    putchar('\n');
}

static struct pylog_record *new_record(const struct pylog_call *call) {
    return pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, call, "m");
}

static void times(const char *nanoseconds) {
    bool relative = nanoseconds[0] == '+';
    set_clock(strtoll(nanoseconds + relative, NULL, 10) + (relative ? START_NS : 0));
    struct pylog_record *record = new_record(NULL);
    printf("%s ", nanoseconds);
    print_format("%(created)s %(created)f %(msecs)s %(relativeCreated)s", record);
    pylog_record_free(record);
}

/* A place that the record's site gives, with the factory out of the way. */
static void places(const char *pathname) {
    const struct pylog_site site = { .pathname = pathname, .func_name = "f", .lineno = 7 };
    pylog_set_log_record_factory(NULL, NULL);
    struct pylog_record *record = new_record(&(struct pylog_call){ .site = &site });
    print_escaped(pathname);
    putchar(' ');
    print_format("%(filename)s %(module)s", record);
    pylog_record_free(record);
    pylog_set_log_record_factory(fix_record, NULL);
}

/* A record that comes from elsewhere brings its own created and msecs. */
static void made_at(const char *created, const char *msecs) {
    pylog_buffer *out = pylog_buffer_new();
    pylog_formatter *formatter = pylog_formatter_new("%(asctime)s %(created)s %(msecs)s", NULL);
    struct pylog_record *record = pylog_make_log_record(PYLOG_FIELDS(
        pylog_field_str("msg", "m"), pylog_field_float("created", atof(created)), pylog_field_float("msecs", atof(msecs))));
    pylog_formatter_set_converter(formatter, PYLOG_GMTIME);
    pylog_formatter_format(formatter, record, out);
    printf("%s %s %s\n", created, msecs, pylog_buffer_data(out));
    pylog_record_free(record);
    pylog_formatter_unref(formatter);
    pylog_buffer_free(out);
}

#define SHOWN                                                                                                \
    pylog_field_float("created", 1700000000.5), pylog_field_float("msecs", 500.0), pylog_field_float("relativeCreated", 1.25), \
        pylog_field_int("thread", 1), pylog_field_int("process", 2)

/* What does not come from the outside: no place, no thread, and Python's own text for what is missing. */
static void made(void) {
    pylog_set_log_record_factory(NULL, NULL);
    struct pylog_record *record = pylog_make_log_record(PYLOG_FIELDS(SHOWN));
    show(record);
    pylog_record_free(record);
    record = pylog_make_log_record(
        PYLOG_FIELDS(SHOWN, pylog_field_str("name", "far"), pylog_field_str("msg", "hello"), pylog_field_int("levelno", 25),
                     pylog_field_str("levelname", "Level 25"), pylog_field_str("pathname", "/x/y.c"),
                     pylog_field_int("lineno", 3), pylog_field_str("funcName", "g"), pylog_field_str("threadName", "T"),
                     pylog_field_int("thread", 5), pylog_field_int("process", 6), pylog_field_str("processName", "P"),
                     pylog_field_str("taskName", "task"), pylog_field_str("user", "alice"), pylog_field_int("port", 22),
                     pylog_field_float("ratio", 0.5), pylog_field_bool("flag", true), pylog_field_none("nothing")));
    show(record);
    print_format("%(user)s %(port)05d %(ratio).2f %(flag)s %(nothing)s", record);
    pylog_record_free(record);
    pylog_set_log_record_factory(fix_record, NULL);
}

static void switches(void) {
    static void (*const set[])(bool on) = { pylog_set_log_threads, pylog_set_log_processes,
                                            pylog_set_log_multiprocessing, pylog_set_log_asyncio_tasks };
    for (size_t i = 0; i < 5; i++) {
        if (i < 4)
            set[i](false);
        for (size_t j = 0; i == 4 && j < 4; j++)
            set[j](true);
        struct pylog_record *record = new_record(NULL);
        print_format("%(thread)s %(threadName)s %(process)s %(processName)s %(taskName)s", record);
        pylog_record_free(record);
    }
}

static void print_quoted_error(void) {
    /* Python shows a KeyError's text quoted, for it is a key in general. */
    printf("\"%s\"\n", pylog_last_error());
}

static void extras(pylog_logger *log) {
    struct pylog_call call = { .extra = PYLOG_FIELDS(pylog_field_str("user", "alice"), pylog_field_int("port", 22)) };
    pylog_log_with(log, PYLOG_ERROR, &call, "%s", "m");
    for (size_t i = 0; i < ALL_FIELDS; i++) {
        call.extra = PYLOG_FIELDS(pylog_field_str("user", "alice"), pylog_field_str(fields[i], "x"));
        struct pylog_record *record = new_record(&call);
        printf("%s ", fields[i]);
        if (record)
            puts("is free");
        else
            print_quoted_error();
        pylog_record_free(record);
    }
}

static void threads(pylog_logger *log) {
    const struct pylog_call call = { .extra = PYLOG_FIELDS(pylog_field_str("user", ""), pylog_field_int("port", 0)) };
    pylog_set_thread_name("worker \xe2\x82\xac");
    pylog_log_with(log, PYLOG_ERROR, &call, "named");
    pylog_set_thread_name(NULL);
}

static void run(const struct row *row) {
    if (strcmp(row->cells[0], "time") == 0)
        times(row->cells[1]);
    else if (strcmp(row->cells[0], "place") == 0)
        places(row->cells[1]);
    else
        made_at(row->cells[1], row->cells[2]);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    for_each_row("records", run);
    set_clock(START_NS + 1500000);
    struct pylog_record *record =
        pylog_logger_make_record(pylog_get_logger("a.b"), 15, NULL, "%s and %d", "x", 5);
    show(record);
    pylog_record_free(record);
    made();
    switches();
    pylog_logger *log = pylog_get_logger("app");
    pylog_handler_unref(print_to_stdout(log, "%(threadName)s %(user)s %(port)d"));
    extras(log);
    threads(log);
    return 0;
}
