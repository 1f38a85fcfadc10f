/* What filterers, formatters and handlers tell of themselves, and the level told to disable. */
#include "support.h"
#include <pylog/handlers.h>

enum { MOST = 8 };

static pylog_filter *first, *written, *second;

static const char *name_of(const pylog_filter *filter) {
    return filter == first ? "a" : filter == second ? "b" : "written";
}

static void show_filters(const char *what, pylog_logger *logger, pylog_handler *handler) {
    pylog_filter *found[MOST];
    const size_t count =
        logger ? pylog_logger_filters(logger, found, MOST) : pylog_handler_filters(handler, found, MOST);
    fputs(what, stdout);
    for (size_t i = 0; i < count; i++) {
        printf(" %s", name_of(found[i]));
        pylog_filter_unref(found[i]);
    }
    putchar('\n');
}

static int keep_all(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    return 1;
}

static void add_filter(pylog_logger *logger, pylog_handler *handler, pylog_filter *filter) {
    if (logger)
        pylog_logger_add_filter(logger, filter);
    else
        pylog_handler_add_filter(handler, filter);
}

static void filters_of(pylog_logger *logger, pylog_handler *handler) {
    pylog_filter *added[] = { first, written, second, first };
    show_filters("none:", logger, handler);
    for (size_t i = 0; i < sizeof added / sizeof *added; i++)
        add_filter(logger, handler, added[i]);
    show_filters("added:", logger, handler);
    if (logger)
        pylog_logger_remove_filter(logger, first);
    else
        pylog_handler_remove_filter(handler, first);
    show_filters("one removed:", logger, handler);
    add_filter(logger, handler, first);
    show_filters("added again:", logger, handler);
}

static void filters(void) {
    static const char *const names[] = { "a", "a.b", "b", "ab" };
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    first = pylog_filter_new("a");
    written = pylog_filter_new_callback(keep_all, NULL, NULL);
    second = pylog_filter_new("b");
    filters_of(pylog_get_logger("app"), NULL);
    filters_of(NULL, handler);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct pylog_record *record = pylog_make_log_record(PYLOG_FIELDS(pylog_field_str("name", names[i])));
        printf("by hand: %s %s\n", names[i], pylog_filter_filter(first, record) ? "True" : "False");
        pylog_record_free(record);
    }
    pylog_handler_unref(handler);
    pylog_filter_unref(first);
    pylog_filter_unref(written);
    pylog_filter_unref(second);
}

static const char *or_none(const char *text) {
    return text ? text : "None";
}

static void show_formatter(const char *fmt, const struct pylog_formatter_options *options) {
    pylog_formatter *formatter = pylog_formatter_new(fmt, options);
    printf("formatter: %s %c %s", pylog_formatter_fmt(formatter), pylog_formatter_style(formatter),
           or_none(pylog_formatter_datefmt(formatter)));
    for (const struct pylog_field *field = pylog_formatter_defaults(formatter); field->key; field++) {
        if (field->type == PYLOG_TYPE_STR)
            printf(" %s=%s", field->key, field->value.s);
        else
            printf(" %s=%d", field->key, (int)field->value.i);
    }
    putchar('\n');
    pylog_formatter_unref(formatter);
}

static void formatters(void) {
    show_formatter(NULL, NULL);
    show_formatter("", NULL);
    show_formatter("%(asctime)s %(message)s", &(struct pylog_formatter_options){ .datefmt = "%H:%M" });
    show_formatter("{levelname} {message}", &(struct pylog_formatter_options){ .style = '{' });
    show_formatter(NULL, &(struct pylog_formatter_options){ .style = '{' });
    show_formatter(NULL, &(struct pylog_formatter_options){ .style = '$' });
    show_formatter("$user $message",
                   &(struct pylog_formatter_options){
                       .style = '$',
                       .defaults = PYLOG_FIELDS(pylog_field_str("user", "nobody"), pylog_field_int("port", 22)) });
}

static void handle(pylog_handler *handler, int level, const char *msg) {
    struct pylog_record *record =
        pylog_make_log_record(PYLOG_FIELDS(pylog_field_int("levelno", level), pylog_field_str("msg", msg)));
    pylog_handler_handle(handler, record);
    pylog_record_free(record);
}

static const char *truth(bool value) {
    return value ? "True" : "False";
}

static bool has_target(pylog_handler *handler, const pylog_handler *target) {
    pylog_handler *found = pylog_memory_handler_target(handler);
    pylog_handler_unref(found);
    return found == target;
}

static void memory(void) {
    pylog_handler *target = pylog_null_handler_new();
    pylog_handler *handler = pylog_memory_handler_new(
        3, &(struct pylog_memory_options){ .flush_level = PYLOG_CRITICAL, .target = target });
    printf("memory: %zu %d %d %s\n", pylog_memory_handler_capacity(handler),
           pylog_memory_handler_flush_level(handler), (int)pylog_memory_handler_count(handler),
           truth(has_target(handler, target)));
    for (int i = 0; i < 4; i++) {
        handle(handler, PYLOG_INFO, "kept");
        printf("memory keeps: %d\n", (int)pylog_memory_handler_count(handler));
    }
    pylog_memory_handler_discard(handler);
    printf("discarded: %d\n", (int)pylog_memory_handler_count(handler));
    pylog_memory_handler_set_target(handler, NULL);
    printf("memory without target: %s\n", has_target(handler, NULL) ? "None" : "one");
    pylog_memory_handler_set_target(handler, target);
    pylog_handler_close(handler);
    printf("closed memory: %s\n", has_target(handler, NULL) ? "None" : "one");
    pylog_handler_unref(handler);
    pylog_handler_unref(target);
    handler = pylog_buffering_handler_new(2);
    for (int i = 0; i < 3; i++) {
        handle(handler, PYLOG_INFO, "kept");
        printf("buffer of %zu keeps: %d\n", pylog_buffering_handler_capacity(handler),
               (int)pylog_buffering_handler_count(handler));
    }
    pylog_handler_unref(handler);
}

static void show_stream(const pylog_handler *handler) {
    const FILE *stream = pylog_stream_handler_stream(handler);
    printf("stream is stdout: %s stderr: %s\n", truth(stream == stdout), truth(stream == stderr));
}

static void streams(void) {
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    show_stream(handler);
    pylog_stream_handler_set_stream(handler, stderr);
    show_stream(handler);
    pylog_handler_unref(handler);
    handler = pylog_stream_handler_new(NULL);
    printf("default stream is stderr: %s\n", truth(pylog_stream_handler_stream(handler) == stderr));
    pylog_handler_unref(handler);
}

static void show_file(pylog_handler *handler) {
    struct pylog_file_state state;
    pylog_file_handler_state(handler, &state);
    printf("file: %s %s %s %s\n", state.mode, or_none(state.encoding), or_none(state.errors),
           state.open ? "open" : "not open");
}

static void show_and_drop(pylog_handler *handler) {
    show_file(handler);
    pylog_handler_unref(handler);
}

static void files(void) {
    static const struct {
        const char *mode, *encoding, *errors;
        bool delay;
    } rows[] = {
        { "a", "utf-8", NULL, false },
        { "w", "UTF8", "strict", true },
        { "at", "latin-1", "backslashreplace", false },
        { "x", "ascii", "ignore", true },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[16];
        snprintf(name, sizeof name, "%s.log", rows[i].mode);
        pylog_handler *handler =
            pylog_file_handler_new(name, &(struct pylog_file_options){ .mode = rows[i].mode,
                                                                       .encoding = rows[i].encoding,
                                                                       .errors = rows[i].errors,
                                                                       .delay = rows[i].delay });
        show_file(handler);
        handle(handler, PYLOG_INFO, "text");
        show_file(handler);
        pylog_handler_close(handler);
        show_file(handler);
        pylog_handler_unref(handler);
    }
    /* As in Python, what rotates by size has the mode "a". */
    const struct pylog_file_options w = { .mode = "w", .encoding = "utf-8", .errors = "replace", .delay = true };
    show_and_drop(pylog_rotating_file_handler_new(
        "size.log", &(struct pylog_rotating_options){ .file = w, .max_bytes = 100, .backup_count = 2 }));
    const struct pylog_file_options ascii = { .encoding = "ascii", .delay = true };
    show_and_drop(pylog_timed_rotating_file_handler_new(
        "time.log", &(struct pylog_timed_rotating_options){ .file = ascii, .backup_count = 2 }));
    show_and_drop(pylog_watched_file_handler_new(
        "watched.log", &(struct pylog_file_options){ .mode = "w", .encoding = "utf-8" }));
}

static void show_socket(pylog_handler *handler) {
    struct pylog_socket_state state;
    pylog_socket_handler_state(handler, &state);
    printf("socket: connected %d, closes on error %d, retries %g %g %g, in a pause %d\n", state.connected,
           state.close_on_error, state.retry_start, state.retry_factor, state.retry_max, state.retry_time > 0);
}

static void sockets(void) {
    pylog_handler *handler = pylog_socket_handler_new("missing.sock", PYLOG_UNIX);
    struct pylog_socket_state state;
    show_socket(handler);
    pylog_socket_handler_set_retry(handler, 0.5, 3, 7);
    pylog_socket_handler_set_close_on_error(handler, true);
    handle(handler, PYLOG_INFO, "lost");
    show_socket(handler);
    pylog_socket_handler_state(handler, &state);
    printf("socket: pause of %g\n", state.retry_period);
    pylog_handler_unref(handler);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    filters();
    formatters();
    memory();
    streams();
    files();
    sockets();
    printf("disable: %d\n", pylog_manager_disable());
    pylog_disable(PYLOG_INFO);
    printf("disable: %d\n", pylog_manager_disable());
    pylog_disable(PYLOG_CRITICAL);
    printf("disable: %d\n", pylog_manager_disable());
    return 0;
}
