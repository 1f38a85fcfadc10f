/* Handlers: repr, names, levels, formatters, streams, terminators, and handlers that log or remove
 * themselves. */
#include "support.h"
#include "../support/handler_names.h"

#include <sys/stat.h>

enum { MOST_NAMES = 16 };

static void handle(pylog_handler *handler, const char *text) {
    struct pylog_record *record =
        pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, NULL, "%s", text);
    pylog_handler_handle(handler, record);
    pylog_record_free(record);
}

static void print_repr(const pylog_handler *handler) {
    print_without_directory(handler_repr(handler));
    putchar('\n');
}

static void reprs(void) {
    const struct pylog_file_options delay = { .delay = true };
    pylog_add_level_name(15, "TRACE");
    pylog_handler *handlers[] = {
        pylog_stream_handler_new(stdout),
        pylog_stream_handler_new(NULL),
        pylog_file_handler_new("repr.log", &delay),
        pylog_file_handler_new("a/../b//./repr.log", &delay),
        pylog_null_handler_new(),
        pylog_get_last_resort(),
    };
    const int levels[] = { 15, 17, -1, 50 };
    for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
        print_repr(handlers[i]);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        pylog_handler_set_level(handlers[0], levels[i]);
        printf("%d %s\n", pylog_handler_level(handlers[0]), handler_repr(handlers[0]));
    }
    for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
        pylog_handler_unref(handlers[i]);
    pylog_handler *file = pylog_file_handler_new("./x/../y.log", &delay);
    print_without_directory(pylog_file_handler_base_filename(file));
    putchar('\n');
    pylog_handler_unref(file);
}

/* Print all names as Python prints a list, then who has these (up to the NULL). */
static void show_names(const char *const *wanted) {
    const char *found[MOST_NAMES];
    size_t count = names_of_handlers(found, MOST_NAMES);
    putchar('[');
    for (size_t i = 0; i < count; i++)
        printf("%s'%s'", i ? ", " : "", found[i]);
    puts("]");
    for (; *wanted; wanted++) {
        pylog_handler *handler = pylog_get_handler_by_name(*wanted);
        printf("%s %s\n", *wanted, handler ? handler_repr(handler) : "None");
        pylog_handler_unref(handler);
    }
}
#define SHOW_NAMES(...) show_names((const char *const[]){ __VA_ARGS__, NULL })

static const char *name_of(const pylog_handler *handler) {
    const char *name = name_of_handler(handler);
    return name ? name : "None";
}

static void names(void) {
    pylog_handler *one = pylog_stream_handler_new(stdout), *two = pylog_null_handler_new();
    puts(name_of(one));
    SHOW_NAMES("one");
    pylog_handler_set_name(one, "one");
    pylog_handler_set_name(two, "two");
    printf("%s %s\n", name_of(one), name_of(two));
    SHOW_NAMES("one", "two", "three");
    pylog_handler_set_name(two, "one"); /* the last to take a name has it */
    printf("%s %s\n", name_of(one), name_of(two));
    SHOW_NAMES("one", "two");
    pylog_handler_set_name(two, NULL);
    printf("%s %s\n", name_of(one), name_of(two));
    SHOW_NAMES("one");
    pylog_handler_set_name(one, "again");
    SHOW_NAMES("one", "again");
    pylog_handler_close(one);
    puts(name_of(one));
    SHOW_NAMES("again");
    pylog_handler_set_name(one, "");
    SHOW_NAMES("");
    pylog_handler_unref(one);
    pylog_handler_unref(two);
}

static void print_bool(bool value) {
    puts(value ? "True" : "False");
}

static void streams(void) {
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    handle(handler, "to stdout");
    print_bool(pylog_stream_handler_set_stream(handler, stdout) == NULL);
    print_bool(pylog_stream_handler_set_stream(handler, stderr) == stdout);
    handle(handler, "to stderr");
    print_repr(handler);
    print_bool(pylog_stream_handler_set_stream(handler, stdout) == stderr);
    pylog_handler_set_terminator(handler, "|");
    handle(handler, "x");
    handle(handler, "y");
    pylog_handler_set_terminator(handler, "");
    handle(handler, "z");
    pylog_handler_set_terminator(handler, " end\n");
    handle(handler, "line");
    pylog_handler_flush(handler);
    pylog_handler_unref(handler);
    print_stderr();
}

/* handle() does not look at the level; a logger that calls its handlers does. */
static void levels(void) {
    pylog_logger *logger = pylog_get_logger("app");
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    pylog_handler_set_level(handler, PYLOG_ERROR);
    pylog_logger_add_handler(logger, handler);
    pylog_warning(logger, "below the level");
    pylog_error(logger, "at the level");
    handle(handler, "handled");
    struct pylog_record *record = pylog_logger_make_record(logger, PYLOG_INFO, NULL, "emitted");
    pylog_handler_emit(handler, record);
    pylog_record_free(record);
    pylog_logger_remove_handler(logger, handler);
    pylog_handler_unref(handler);
}

static void print_format(pylog_handler *handler, const char *text) {
    pylog_buffer *out = pylog_buffer_new();
    struct pylog_record *record =
        pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, NULL, "%s", text);
    pylog_handler_format(handler, record, out);
    puts(pylog_buffer_data(out));
    pylog_record_free(record);
    pylog_buffer_free(out);
}

static void formatters(void) {
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    puts(pylog_handler_formatter(handler) ? "formatter" : "None");
    print_format(handler, "default");
    pylog_formatter *formatter = pylog_formatter_new("%(levelname)s %(message)s", NULL);
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter *found = pylog_handler_formatter(handler);
    fputs(found == formatter ? "True " : "False ", stdout);
    print_format(handler, "set");
    pylog_formatter_unref(found);
    pylog_formatter_unref(formatter);
    pylog_handler_set_formatter(handler, NULL);
    fputs(pylog_handler_formatter(handler) ? "formatter " : "None ", stdout);
    print_format(handler, "default again");
    pylog_handler_unref(handler);
}

static void files(void) {
    pylog_handler *handler = pylog_file_handler_new("terminated.log", NULL);
    pylog_handler_set_terminator(handler, "\r\n");
    handle(handler, "one");
    pylog_handler_flush(handler);
    handle(handler, "two");
    pylog_handler_close(handler);
    print_file("terminated.log");
    pylog_handler_unref(handler);
    /* The path is absolute from the start. */
    handler = pylog_file_handler_new("here.log", &(struct pylog_file_options){ .delay = true });
    if (mkdir("elsewhere", 0777) || chdir("elsewhere"))
        abort();
    handle(handler, "one");
    if (chdir(".."))
        abort();
    pylog_handler_close(handler);
    print_file("here.log");
    print_repr(handler);
    pylog_handler_unref(handler);
}

static void null(void) {
    pylog_handler *handler = pylog_null_handler_new();
    handle(handler, "nothing");
    pylog_handler_flush(handler);
    pylog_handler_close(handler);
    handle(handler, "nothing");
    pylog_handler_unref(handler);
}

/* Logs to another logger, and to its own once, while it handles a record. */
static int repeat(pylog_handler *handler, const struct pylog_record *record) {
    const char *message = pylog_record_message(record, NULL);
    (void)handler;
    printf("begin %s\n", message);
    if (strcmp(record->name, "outer") == 0)
        pylog_error(pylog_get_logger("inner"), "from %s", message);
    if (strcmp(message, "once") == 0)
        pylog_error(pylog_get_logger("outer"), "twice");
    printf("end %s\n", message);
    return 0;
}

static void nested(void) {
    static const struct pylog_handler_ops repeating = { .name = "Repeating", .emit = repeat };
    pylog_handler *handler = pylog_handler_new(&repeating, NULL);
    pylog_logger_add_handler(pylog_get_logger("outer"), handler);
    pylog_logger_add_handler(pylog_get_logger("inner"), handler);
    pylog_error(pylog_get_logger("outer"), "first");
    pylog_error(pylog_get_logger("outer"), "once");
    print_repr(handler);
    pylog_handler_unref(handler);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*run)(void);
    } parts[] = {
        { "reprs", reprs },           { "names", names }, { "streams", streams }, { "levels", levels },
        { "formatters", formatters }, { "files", files }, { "null", null },       { "nested", nested },
    };
    begin(argc, argv);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        printf("## %s\n", parts[i].name);
        parts[i].run();
    }
    return 0;
}
