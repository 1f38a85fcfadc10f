/* Without memory: each function of the library that allocates is called with each of its allocations failing.
 * It says so, nothing has changed, nothing leaks, and with memory the same call succeeds. What becomes of
 * log calls stands in test_memory_logging.c. */
#include <base/error.h>
#include <capture.h>
#include <handler_names.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>
#include <thread/thread.h>

/* ---- A small world, and its description ------------------------------------------------------ */

static struct {
    pylog_logger *a, *a_b, *adapter;
    pylog_handler *handler, *other;
    pylog_formatter *formatter;
    pylog_buffering_formatter *buffering;
    pylog_filter *filter, *added;
    pylog_buffer *buffer;
    struct pylog_record *record;
    pylog_handler *made_handler;
    pylog_formatter *made_formatter;
    pylog_filter *made_filter;
    pylog_buffer *made_buffer;
    pylog_buffering_formatter *made_buffering;
    pylog_logger *made_adapter;
    struct pylog_record *made_record;
} world;

static const struct pylog_field some_fields[] = {
    { "user", PYLOG_TYPE_STR, { .s = "ann" } },
    { "port", PYLOG_TYPE_INT, { .i = 22 } },
    { NULL, PYLOG_TYPE_NONE, { 0 } },
};

/* A record with a long message, and a time that is always the same. */
static struct pylog_record *make_record(void) {
    static const struct pylog_site site = { "dir/file.c", "main", 7 };
    struct pylog_call call = { .extra = some_fields, .site = &site };
    struct pylog_record *record = pylog_logger_make_record(world.a, PYLOG_INFO, &call, "%400d", 7);
    pylog_record_set(record, pylog_field_float("created", 0.5));
    pylog_record_set(record, pylog_field_float("msecs", 500.0));
    return record;
}

static void make_world(void) {
    struct pylog_formatter_options options = { .datefmt = "%H", .defaults = some_fields };
    memset(&world, 0, sizeof world);
    failing_allocator_begin();
    fclose(fopen("new.log", "w"));
    world.a = pylog_get_logger("a");
    world.a_b = pylog_get_logger("a.b");
    pylog_get_logger("p.q.r");
    world.adapter = pylog_logger_adapter_new(world.a, some_fields, NULL);
    world.handler = pylog_null_handler_new();
    world.other = pylog_null_handler_new();
    world.formatter = pylog_formatter_new("%(name)s %(message)s", &options);
    world.buffering = pylog_buffering_formatter_new(world.formatter);
    world.filter = pylog_filter_new("a");
    world.added = pylog_filter_new("nobody");
    world.buffer = pylog_buffer_new();
    world.record = make_record();
    pylog_logger_add_handler(world.a, world.handler);
    pylog_logger_add_handler(world.a_b, world.other);
    pylog_logger_add_handler(pylog_get_logger("p.q.r"), world.other);
    pylog_handler_add_filter(world.handler, world.added);
    pylog_handler_set_name(world.handler, "handler");
}

static void free_world(void) {
    pylog_logger_adapter_free(world.adapter);
    pylog_logger_adapter_free(world.made_adapter);
    pylog_handler_unref(world.handler);
    pylog_handler_unref(world.other);
    pylog_handler_unref(world.made_handler);
    pylog_formatter_unref(world.formatter);
    pylog_formatter_unref(world.made_formatter);
    pylog_buffering_formatter_free(world.buffering);
    pylog_filter_unref(world.filter);
    pylog_filter_unref(world.added);
    pylog_filter_unref(world.made_filter);
    pylog_buffer_free(world.buffer);
    pylog_buffer_free(world.made_buffer);
    pylog_buffering_formatter_free(world.made_buffering);
    pylog_record_free(world.record);
    pylog_record_free(world.made_record);
    failing_allocator_end();
    remove("new.log");
}

static struct description {
    size_t length;
    char text[16 * 1024];
} before, after;

static void tell(struct description *description, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void tell(struct description *description, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int length = vsnprintf(description->text + description->length,
                           sizeof description->text - description->length, fmt, args);
    va_end(args);
    description->length += (size_t)length;
    assert_true(description->length < sizeof description->text);
}

static int by_name(const void *left, const void *right) {
    pylog_logger *const *one = left, *const *two = right;
    return strcmp(pylog_logger_name(*one), pylog_logger_name(*two));
}

static void tell_of_logger(struct description *to, pylog_logger *logger) {
    pylog_logger *children[16];
    pylog_handler *handlers[8];
    size_t count = pylog_logger_handlers(logger, handlers, 8);
    tell(to, "%s %d %d %d %d %d\n", pylog_logger_name(logger), pylog_logger_level(logger),
         pylog_logger_get_effective_level(logger), pylog_logger_propagate(logger),
         pylog_logger_has_handlers(logger), pylog_logger_filter(logger, world.record));
    for (size_t i = 0; i < count; i++) {
        tell(to, "  %p\n", (void *)handlers[i]);
        pylog_handler_unref(handlers[i]);
    }
    count = pylog_logger_get_children(logger, children, 16);
    qsort(children, count, sizeof *children, by_name);
    for (size_t i = 0; i < count; i++)
        tell_of_logger(to, children[i]);
}

static void tell_of_handler(struct description *to, pylog_handler *handler) {
    pylog_formatter *formatter = pylog_handler_formatter(handler);
    const char *name = name_of_handler(handler);
    tell(to, "%p %d %s %d\n", (void *)formatter, pylog_handler_level(handler), name ? name : "(none)",
         pylog_handler_filter(handler, world.record));
    pylog_formatter_unref(formatter);
}

static void tell_of_record(struct description *to, const struct pylog_record *record) {
    static const char *const keys[] = { "name",     "msg",        "levelno", "pathname", "filename",
                                        "exc_text", "stack_info", "process", "taskName", "processName",
                                        "user",     "made",       "added" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct pylog_field field = pylog_field_none(NULL);
        int result = pylog_record_get(record, keys[i], &field);
        tell(to, "%s %d %d %s\n", keys[i], result, (int)field.type,
             field.type == PYLOG_TYPE_STR ? field.value.s : "");
    }
    tell(to, "%s %s\n", pylog_record_thread_name(record), pylog_record_process_name(record));
}

static void tell_of_formatter(struct description *to) {
    pylog_buffer *text = pylog_buffer_new();
    pylog_formatter_format(world.formatter, world.record, text);
    pylog_formatter_format_time(world.formatter, world.record, NULL, text);
    tell(to, "%s\n", pylog_buffer_data(text));
    pylog_buffer_free(text);
}

/* Everything that a failing function might change. A new record shows what the factory does with it. */
static void describe(struct description *to) {
    struct pylog_level_name names[32];
    pylog_handler *last_resort = pylog_get_last_resort();
    struct pylog_record *fresh = pylog_make_log_record(NULL);
    char *file = read_whole_file("new.log");
    to->length = 0;
    tell_of_logger(to, NULL);
    tell_of_handler(to, world.handler);
    tell_of_handler(to, world.other);
    tell_of_record(to, world.record);
    tell_of_record(to, fresh);
    tell_of_formatter(to);
    size_t count = pylog_get_level_names_mapping(names, 32);
    for (size_t i = 0; i < count; i++)
        tell(to, "%s=%d=%s\n", names[i].name, names[i].level, pylog_get_level_name(names[i].level));
    tell(to, "%p %d %s %s\n", (void *)last_resort, pylog_is_enabled_for(world.adapter, PYLOG_INFO),
         pylog_buffer_data(world.buffer), file ? file : "(no file)");
    free(file);
    pylog_record_free(fresh);
    pylog_handler_unref(last_resort);
}

/* ---- Loggers --------------------------------------------------------------------------------- */

static int is_made(const void *object) {
    return object ? 0 : -1;
}

static int other_than_root(const pylog_logger *logger) {
    return logger == pylog_get_logger(NULL) ? -1 : 0;
}

static int get_a_logger(void) {
    return other_than_root(pylog_get_logger("new"));
}

static int get_a_deep_logger(void) {
    return other_than_root(pylog_get_logger("new.with.four.placeholders.above"));
}

static int get_a_logger_where_a_placeholder_is(void) {
    return other_than_root(pylog_get_logger("p.q"));
}

static int get_a_child(void) {
    return other_than_root(pylog_logger_get_child(world.a, "child"));
}

static int get_a_child_of_a_long_name(void) {
    char name[1000];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    return other_than_root(pylog_logger_get_child(world.a, name));
}

static int add_a_handler(void) {
    return pylog_logger_add_handler(world.a, world.other);
}

static int add_a_handler_to_the_root(void) {
    return pylog_logger_add_handler(NULL, world.other);
}

static int remove_a_handler(void) {
    return pylog_logger_remove_handler(world.a, world.handler);
}

static int set_propagate(void) {
    return pylog_logger_set_propagate(world.a_b, false);
}

static int add_a_filter_to_a_logger(void) {
    return pylog_logger_add_filter(world.a, world.filter);
}

static int make_an_adapter(void) {
    world.made_adapter = pylog_logger_adapter_new(world.a, some_fields, NULL);
    return is_made(world.made_adapter);
}

static void ignore_logger(pylog_logger *logger, void *data) {
    (void)logger, (void)data;
}

static int set_the_logger_class(void) {
    return pylog_set_logger_class(ignore_logger, NULL);
}

static int make_a_record(void) {
    struct pylog_call call = { .extra = some_fields };
    world.made_record = pylog_logger_make_record(world.adapter, PYLOG_INFO, &call, "%s and %d", "one", 2);
    return is_made(world.made_record);
}

/* ---- Handlers -------------------------------------------------------------------------------- */

static int drop(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    return 0;
}
static const struct pylog_handler_ops dropping = { .name = "Dropping", .emit = drop };

static int make_a_handler(void) {
    world.made_handler = pylog_handler_new(&dropping, NULL);
    return is_made(world.made_handler);
}

static int make_a_null_handler(void) {
    world.made_handler = pylog_null_handler_new();
    return is_made(world.made_handler);
}

static int make_a_stream_handler(void) {
    world.made_handler = pylog_stream_handler_new(stdout);
    return is_made(world.made_handler);
}

static int make_a_file_handler(void) {
    struct pylog_file_options options = { .mode = "w", .encoding = "utf-16", .make_directories = true };
    world.made_handler = pylog_file_handler_new("new.log", &options);
    return is_made(world.made_handler);
}

static int set_a_formatter(void) {
    return pylog_handler_set_formatter(world.handler, world.formatter);
}

static int set_a_format(void) {
    return pylog_handler_set_format(world.handler, "%(asctime)s %(message)s", "%H:%M");
}

static int set_a_terminator(void) {
    return pylog_handler_set_terminator(world.handler, "; ");
}

static int set_an_encoding(void) {
    return pylog_handler_set_encoding(world.handler, "latin-1", "replace");
}

static int set_a_name(void) {
    return pylog_handler_set_name(world.other, "handler");
}

static int add_a_filter_to_a_handler(void) {
    return pylog_handler_add_filter(world.handler, world.filter);
}

static int remove_a_filter_from_a_handler(void) {
    return pylog_handler_remove_filter(world.handler, world.added);
}

static void ignore_error(pylog_handler *handler, const struct pylog_record *record, int error,
                         const char *text, void *data) {
    (void)handler, (void)record, (void)error, (void)text, (void)data;
}

static int set_an_error_callback(void) {
    return pylog_handler_set_error_callback(world.handler, ignore_error, NULL);
}

/* ---- Formatters and filters ------------------------------------------------------------------ */

static int make_a_formatter(const char *fmt, char style) {
    struct pylog_formatter_options options = { .style = style, .datefmt = "%H", .defaults = some_fields };
    world.made_formatter = pylog_formatter_new(fmt, &options);
    return is_made(world.made_formatter);
}

static int make_a_percent_formatter(void) {
    return make_a_formatter("%(asctime)s %(name)-10s 100%% %(message)s", '%');
}

static int make_a_brace_formatter(void) {
    return make_a_formatter("{asctime} {{}} {name:>10} {lineno:{lineno}} {message!r}", '{');
}

static int make_a_dollar_formatter(void) {
    return make_a_formatter("$asctime $$ ${name} $message", '$');
}

static int format_nothing(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)record, (void)out, (void)data;
    return 0;
}

static int make_a_formatter_in_c(void) {
    world.made_formatter = pylog_formatter_new_callback(format_nothing, NULL, NULL);
    return is_made(world.made_formatter);
}

static int set_the_time_format(void) {
    return pylog_formatter_set_default_time_format(world.formatter, "%S");
}

static int set_the_milliseconds_format(void) {
    return pylog_formatter_set_default_msec_format(world.formatter, "%s.%03d");
}

static int set_the_converter(void) {
    return pylog_formatter_set_converter(world.formatter, PYLOG_GMTIME);
}

static int make_a_buffering_formatter(void) {
    world.made_buffering = pylog_buffering_formatter_new(world.formatter);
    return is_made(world.made_buffering);
}

static int make_a_filter(void) {
    world.made_filter = pylog_filter_new("a.b");
    return is_made(world.made_filter);
}

static int keep(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    return 1;
}

static int make_a_filter_in_c(void) {
    world.made_filter = pylog_filter_new_callback(keep, NULL, NULL);
    return is_made(world.made_filter);
}

static int make_a_buffer(void) {
    world.made_buffer = pylog_buffer_new();
    return is_made(world.made_buffer);
}

static int append_to_a_buffer(void) {
    char bytes[1000] = { 0 };
    pylog_buffer_clear(world.buffer);
    return pylog_buffer_append(world.buffer, bytes, sizeof bytes);
}

static int print_to_a_buffer(void) {
    pylog_buffer_clear(world.buffer);
    return pylog_buffer_printf(world.buffer, "%1000d", 7);
}

static int format_a_record(void) {
    pylog_buffer_clear(world.buffer);
    return pylog_formatter_format(world.formatter, world.record, world.buffer);
}

static int format_a_batch(void) {
    const struct pylog_record *records[] = { world.record, world.record };
    pylog_buffer_clear(world.buffer);
    return pylog_buffering_formatter_format(world.buffering, records, 2, world.buffer);
}

/* ---- Records --------------------------------------------------------------------------------- */

static int set_an_extra_field(void) {
    return pylog_record_set(world.record, pylog_field_str("added", "text"));
}

static int set_the_message(void) {
    return pylog_record_set(world.record, pylog_field_str("msg", "another"));
}

static int set_the_path(void) {
    return pylog_record_set(world.record, pylog_field_str("pathname", "/another/file.c"));
}

static int set_the_process(void) {
    return pylog_record_set(world.record, pylog_field_int("process", 7));
}

static int get_the_module(void) {
    struct pylog_field module;
    return pylog_record_get(world.record, "module", &module);
}

static int get_the_arguments(void) {
    struct pylog_field arguments;
    return pylog_record_get(world.record, "args", &arguments);
}

static int copy_a_record(void) {
    world.made_record = pylog_record_copy(world.record);
    return is_made(world.made_record);
}

static int make_a_log_record(void) {
    const struct pylog_field fields[] = { pylog_field_str("name", "a"), pylog_field_str("msg", "text"),
                                          pylog_field_str("pathname", "/x/y.c"), pylog_field_str("user", "ann"),
                                          pylog_field_none(NULL) };
    world.made_record = pylog_make_log_record(fields);
    return is_made(world.made_record);
}

static void ignore_record(struct pylog_record *record, void *data) {
    (void)record, (void)data;
}

static int set_the_record_factory(void) {
    return pylog_set_log_record_factory(ignore_record, NULL);
}

/* ---- The module ------------------------------------------------------------------------------ */

static int name_a_level(void) {
    return pylog_add_level_name(15, "NOTICE");
}

static int name_the_thread(void) {
    return pylog_set_thread_name("worker");
}

static int name_the_process(void) {
    return pylog_set_process_name("server");
}

static int configure_a_file(void) {
    return pylog_basic_config(&(struct pylog_config){ .filename = "new.log",
                                                      .format = "{asctime} {message}",
                                                      .style = '{',
                                                      .datefmt = "%H",
                                                      .level = PYLOG_DEBUG,
                                                      .encoding = "ascii" });
}

static int configure_a_stream(void) {
    return pylog_basic_config(&(struct pylog_config){ .stream = stdout, .level = PYLOG_DEBUG });
}

static int configure_handlers(void) {
    pylog_handler *handlers[] = { world.handler, world.other, NULL };
    return pylog_basic_config(&(struct pylog_config){ .handlers = handlers, .level_name = "INFO" });
}

static int configure_by_force(void) {
    return pylog_basic_config(&(struct pylog_config){ .force = true, .level = PYLOG_DEBUG });
}

/* ---- The sweep ------------------------------------------------------------------------------- */

struct row {
    const char *name;
    int (*call)(void);
    bool kept_by_record; /* what was allocated before the failure is freed with the record */
};

#define ROW(function)                                                                                        \
    { #function, function, false }

static const struct row rows[] = {
    ROW(get_a_logger),
    ROW(get_a_deep_logger),
    ROW(get_a_logger_where_a_placeholder_is),
    ROW(get_a_child),
    ROW(get_a_child_of_a_long_name),
    ROW(add_a_handler),
    ROW(add_a_handler_to_the_root),
    ROW(remove_a_handler),
    ROW(set_propagate),
    ROW(add_a_filter_to_a_logger),
    ROW(make_an_adapter),
    ROW(set_the_logger_class),
    ROW(make_a_record),
    ROW(make_a_handler),
    ROW(make_a_null_handler),
    ROW(make_a_stream_handler),
    ROW(make_a_file_handler),
    ROW(set_a_formatter),
    ROW(set_a_format),
    ROW(set_a_terminator),
    ROW(set_an_encoding),
    ROW(set_a_name),
    ROW(add_a_filter_to_a_handler),
    ROW(remove_a_filter_from_a_handler),
    ROW(set_an_error_callback),
    ROW(make_a_percent_formatter),
    ROW(make_a_brace_formatter),
    ROW(make_a_dollar_formatter),
    ROW(make_a_formatter_in_c),
    ROW(set_the_time_format),
    ROW(set_the_milliseconds_format),
    ROW(set_the_converter),
    ROW(make_a_buffering_formatter),
    ROW(make_a_filter),
    ROW(make_a_filter_in_c),
    ROW(make_a_buffer),
    ROW(append_to_a_buffer),
    ROW(print_to_a_buffer),
    ROW(format_a_record),
    ROW(format_a_batch),
    { "set_an_extra_field", set_an_extra_field, true },
    ROW(set_the_message),
    { "set_the_path", set_the_path, true },
    ROW(set_the_process),
    ROW(get_the_module),
    ROW(get_the_arguments),
    ROW(copy_a_record),
    ROW(make_a_log_record),
    ROW(set_the_record_factory),
    ROW(name_a_level),
    ROW(name_the_thread),
    ROW(name_the_process),
    ROW(configure_a_file),
    ROW(configure_a_stream),
    ROW(configure_handlers),
    ROW(configure_by_force),
};

static size_t complaints;

static void complain(const struct row *row, size_t n, const char *what) {
    print_error("%s, allocation %zu failing: %s\n", row->name, n, what);
    complaints++;
}

static void check_failed_call(const struct row *row, size_t n, int error, size_t blocks) {
    if (error != ENOMEM)
        complain(row, n, "errno is not ENOMEM");
    if (strcmp(pylog_last_error(), "out of memory") != 0)
        complain(row, n, "the last error says something else");
    pylog__thread_reset();
    if (failing_allocator_blocks() != blocks && !row->kept_by_record)
        complain(row, n, "something leaks");
    describe(&after);
    if (strcmp(before.text, after.text) != 0)
        complain(row, n, "something has changed");
    errno = 0;
    if (row->call())
        complain(row, n, "the same call fails with memory");
}

/* Did the n-th allocation of the call fail? If so, the call has to. */
static bool call_with_failure(const struct row *row, size_t n, void (*fail_at)(size_t n)) {
    make_world();
    describe(&before);
    pylog__error_clear();
    pylog__thread_reset();
    size_t blocks = failing_allocator_blocks();
    fail_at(n);
    errno = 0;
    int result = row->call();
    int error = errno;
    bool failed = failing_allocator_has_failed();
    failing_allocator_fail_at(0);
    if (failed != (result == -1))
        complain(row, n, failed ? "the call succeeds" : "the call fails with memory");
    if (failed)
        check_failed_call(row, n, error, blocks);
    free_world();
    if (failing_allocator_bytes())
        complain(row, n, "memory is left at the end");
    return failed;
}

static void sweep(void (*fail_at)(size_t n)) {
    complaints = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t n = 1; call_with_failure(&rows[i], n, fail_at);)
            n++;
    assert_int_equal(complaints, 0);
}

static void each_call_fails_whole_if_one_of_its_allocations_fails(void **state) {
    (void)state;
    sweep(failing_allocator_fail_at);
}

static void each_call_fails_whole_if_memory_runs_out_in_it(void **state) {
    (void)state;
    sweep(failing_allocator_fail_from);
}

static void without_memory_there_is_no_last_resort_until_there_is(void **state) {
    (void)state;
    for (size_t n = 1; n <= 2; n++) {
        failing_allocator_begin();
        failing_allocator_fail_at(n);
        assert_null(pylog_get_last_resort());
        assert_int_equal(errno, ENOMEM);
        pylog_handler *handler = pylog_get_last_resort();
        assert_non_null(handler);
        pylog_handler_unref(handler);
        failing_allocator_end();
        assert_int_equal(failing_allocator_bytes(), 0);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(each_call_fails_whole_if_one_of_its_allocations_fails),
    cmocka_unit_test(each_call_fails_whole_if_memory_runs_out_in_it),
    cmocka_unit_test(without_memory_there_is_no_last_resort_until_there_is),
};
TEST_MAIN
