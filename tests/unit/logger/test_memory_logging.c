/* Log calls without memory: whatever allocation fails, the record is written, whole or cut short and marked,
 * and the program goes on. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>

#define MARK "[truncated: out of memory]"

/* ---- A handler that needs no memory ---------------------------------------------------------- */

enum { MOST = 2 * 1024 * 1024 };

static struct {
    size_t count, length;
    char text[MOST];
} written;

static int take(pylog_handler *handler, const struct pylog_record *record, const char *text, size_t length) {
    (void)handler, (void)record;
    written.count++;
    written.length = length < MOST ? length : MOST - 1;
    memcpy(written.text, text, written.length);
    written.text[written.length] = '\0';
    return 0;
}

static const struct pylog_handler_ops taking = { .name = "Taking", .write = take };

static const char long_time[] = "a time format that is longer than most of them, at %H";
static pylog_logger *logger, *adapter;
static size_t complaints;

static int set_up(void) {
    complaints = 0;
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

static pylog_handler *make_world(const char *format, char style) {
    static const struct pylog_field extra[] = { { "user", PYLOG_TYPE_STR, { .s = "ann" } },
                                                { NULL, PYLOG_TYPE_NONE, { 0 } } };
    struct pylog_adapter_options merge = { .merge_extra = true };
    failing_allocator_begin();
    logger = pylog_get_logger("app");
    adapter = pylog_logger_adapter_new(logger, extra, &merge);
    pylog_handler *handler = pylog_handler_new(&taking, NULL);
    struct pylog_formatter_options options = { .style = style, .datefmt = long_time };
    pylog_formatter *formatter = pylog_formatter_new(format, &options);
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    pylog_logger_add_handler(logger, handler);
    pylog_handler_unref(handler);
    written.count = written.length = 0;
    return handler;
}

static void free_world(void) {
    pylog_logger_adapter_free(adapter);
    failing_allocator_end();
    assert_int_equal(failing_allocator_bytes(), 0);
}

/* ---- The calls ------------------------------------------------------------------------------- */

static char long_text[5000], huge_text[1000 * 1000 + 1];

static void fill_texts(void) {
    memset(long_text, 'l', sizeof long_text - 1);
    memset(huge_text, 'h', sizeof huge_text - 1);
}

static void log_a_short_message(void) {
    pylog_error(logger, "BEGIN %s", "short");
}

static void log_a_long_message(void) {
    pylog_error(logger, "BEGIN %s", long_text);
}

static void log_a_huge_message(void) {
    pylog_error(logger, "BEGIN %s", huge_text);
}

static void log_a_wide_message(void) {
    pylog_error(logger, "BEGIN %5000d|%-3000s", 7, "x");
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat" /* ISO C has no %2$s */
static void log_many_arguments(void) {
    pylog_error(logger, "BEGIN %4$d %3$d %2$d %1$d %5$s", 1, 2, 3, 4, long_text);
}
#pragma GCC diagnostic pop

static void log_wide_characters(void) {
    pylog_error(logger, "BEGIN %ls", L"h\u00e9llo");
}

static void log_text_as_it_is(void) {
    pylog_log_text(logger, PYLOG_ERROR, NULL, "BEGIN\0text", 10);
}

static void log_extra_fields(void) {
    const struct pylog_field *extra = PYLOG_FIELDS(pylog_field_int("port", 22), pylog_field_str("host", long_text));
    pylog_log_with(logger, PYLOG_ERROR, (&(struct pylog_call){ .extra = extra }), "BEGIN");
}

static void log_a_reserved_field(void) {
    const struct pylog_field *extra = PYLOG_FIELDS(pylog_field_int("name", 22), pylog_field_str("host", "here"));
    capture_stderr_begin();
    pylog_log_with(logger, PYLOG_ERROR, (&(struct pylog_call){ .extra = extra }), "BEGIN");
    free(capture_stderr_end());
}

static void log_through_an_adapter(void) {
    const struct pylog_field *extra = PYLOG_FIELDS(pylog_field_int("port", 22));
    pylog_log_with(adapter, PYLOG_ERROR, (&(struct pylog_call){ .extra = extra }), "BEGIN");
}

static void log_the_stack(void) {
    pylog_log_with(logger, PYLOG_ERROR, (&(struct pylog_call){ .stack_info = true }), "BEGIN");
}

static void log_an_exception(void) {
    struct pylog_exc_info error = { "TypeError", "wrong", long_text };
    pylog_log_with(logger, PYLOG_ERROR, (&(struct pylog_call){ .exc_info = &error }), "BEGIN");
}

static void log_errno(void) {
    pylog_exception(logger, "BEGIN");
}

static const struct row {
    const char *name;
    const char *format;
    void (*log)(void);
    char style;
} rows[] = {
    { "short message", "%(message)s", log_a_short_message, '%' },
    { "short message in columns", "%(message)-60s|%(levelname)9s|%(lineno)06d", log_a_short_message, '%' },
    { "all fields",
      "%(message)s %(name)s %(levelno)s %(pathname)s %(module)s %(args)s %(exc_info)s "
      "%(threadName)s %(processName)s %(process)d %(taskName)s %(asctime)s",
      log_a_short_message, '%' },
    { "wide field", "%(message)s %(levelname)3000s", log_a_short_message, '%' },
    { "braces", "{message} {asctime} {levelname:>{lineno}} {args!r} {message!a:>3000}", log_a_short_message,
      '{' },
    { "dollars", "$message ${asctime} $$ $args", log_a_short_message, '$' },
    { "long message", "%(message)s", log_a_long_message, '%' },
    { "long message, cut", "%(message).5000s %(asctime)s", log_a_long_message, '%' },
    { "long message, repeated", "%(message)s %(message)s %(args)s", log_a_long_message, '%' },
    { "huge message", "%(message)s", log_a_huge_message, '%' },
    { "wide message", "%(message)s", log_a_wide_message, '%' },
    { "many arguments", "%(message)s %(args)s", log_many_arguments, '%' },
    { "wide characters", "%(message)s", log_wide_characters, '%' },
    { "text", "%(message)s", log_text_as_it_is, '%' },
    { "extra fields", "%(message)s %(port)d", log_extra_fields, '%' },
    { "reserved field", "%(message)s", log_a_reserved_field, '%' },
    { "adapter", "%(message)s %(user)s", log_through_an_adapter, '%' },
    { "stack", "%(message)s", log_the_stack, '%' },
    { "exception", "%(message)s", log_an_exception, '%' },
    { "errno", "%(message)s", log_errno, '%' },
};

/* ---- The sweep ------------------------------------------------------------------------------- */

static void complain(const struct row *row, size_t n, const char *what) {
    print_error("%s, allocation %zu failing: %s\n", row->name, n, what);
    complaints++;
}

static bool is_whole_or_marked(const struct row *row, const char *whole, bool failed) {
    if (row->log == log_the_stack) /* it shows where each call was */
        return strncmp(written.text, "BEGIN\nStack (most", 17) == 0 || strstr(written.text, MARK);
    return strcmp(written.text, whole) == 0 || (failed && strstr(written.text, MARK));
}

/* Did the n-th allocation of the call fail? */
static bool log_with_failure(const struct row *row, size_t n, void (*fail_at)(size_t n), const char *whole) {
    make_world(row->format, row->style);
    pylog_level_from_name("nope", &(int){ 0 });
    fail_at(n);
    errno = ENOENT;
    row->log();
    int error = errno;
    bool failed = failing_allocator_has_failed();
    failing_allocator_fail_at(0);
    if (error != ENOENT || strcmp(pylog_last_error(), "Unknown level: 'nope'") != 0)
        complain(row, n, "errno or the last error has changed");
    if (written.count != 1)
        complain(row, n, "it has not written one record");
    else if (strncmp(written.text, "BEGIN", 5) != 0 || written.text[written.length - 1] != '\n')
        complain(row, n, "the record is no line");
    else if (!is_whole_or_marked(row, whole, failed))
        complain(row, n, written.text);
    free_world();
    return failed;
}

static void sweep(void (*fail_at)(size_t n)) {
    fill_texts();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        make_world(rows[i].format, rows[i].style);
        errno = ENOENT;
        rows[i].log();
        char *whole = strdup(written.text);
        free_world();
        for (size_t n = 1; log_with_failure(&rows[i], n, fail_at, whole);)
            n++;
        free(whole);
    }
    assert_int_equal(complaints, 0);
}

static void each_record_is_written_if_one_allocation_fails(void **state) {
    (void)state;
    sweep(failing_allocator_fail_at);
}

static void each_record_is_written_if_memory_runs_out(void **state) {
    (void)state;
    sweep(failing_allocator_fail_from);
}

/* ---- Other ways of a record ---- */

static void a_record_in_another_encoding_is_written(void **state) {
    size_t n = 1;
    (void)state;
    fill_texts();
    for (bool failed = true; failed; n++) {
        pylog_handler *handler = make_world("%(message)s", '%');
        pylog_handler_set_encoding(handler, "utf-16-be", NULL);
        failing_allocator_fail_from(n);
        log_a_long_message();
        failed = failing_allocator_has_failed();
        failing_allocator_fail_at(0);
        assert_int_equal(written.count, 1);
        assert_memory_equal(written.text, "\0B\0E\0G\0I\0N\0 ", 12);
        assert_memory_equal(written.text + written.length - 2, "\0\n", 2);
        assert_int_equal(written.length % 2, 0);
        free_world();
    }
}

static void the_last_resort_prints_without_memory(void **state) {
    (void)state;
    failing_allocator_begin();
    failing_allocator_fail_from(1);
    capture_stderr_begin();
    pylog_warning(pylog_get_logger(NULL), "at the last resort");
    pylog_info(pylog_get_logger(NULL), "not this");
    char *text = capture_stderr_end();
    assert_string_equal(text, "at the last resort\n");
    free(text);
    failing_allocator_end();
}

static void a_call_without_a_logger_is_configured_once_there_is_memory(void **state) {
    (void)state;
    failing_allocator_begin();
    capture_stderr_begin();
    failing_allocator_fail_from(1);
    pylog_warning(NULL, "without");
    failing_allocator_fail_at(0);
    pylog_warning(NULL, "with");
    char *text = capture_stderr_end();
    assert_string_equal(text, "without\nWARNING:root:with\n");
    free(text);
    failing_allocator_end();
}

static void a_root_whose_first_handler_does_not_fit_is_configured_later(void **state) {
    (void)state;
    failing_allocator_begin();
    pylog_handler *handler = pylog_null_handler_new();
    failing_allocator_fail_at(2);
    assert_int_equal(pylog_logger_add_handler(NULL, handler), -1);
    failing_allocator_fail_at(0);
    capture_stderr_begin();
    pylog_warning(NULL, "with");
    char *text = capture_stderr_end();
    assert_string_equal(text, "WARNING:root:with\n");
    free(text);
    pylog_handler_unref(handler);
    failing_allocator_end();
}

static void a_captured_warning_is_logged_without_memory(void **state) {
    size_t n = 1;
    (void)state;
    for (bool failed = true; failed; n++) {
        failing_allocator_begin();
        pylog_handler *handler = pylog_handler_new(&taking, NULL);
        pylog_logger_add_handler(NULL, handler);
        pylog_handler_unref(handler);
        pylog_capture_warnings(true);
        written.count = 0;
        failing_allocator_fail_from(n);
        pylog_show_warning("UserWarning", "BEGIN %2000d", 7);
        failed = failing_allocator_has_failed();
        failing_allocator_fail_at(0);
        assert_int_equal(written.count, 1);
        assert_non_null(strstr(written.text, "UserWarning: BEGIN"));
        failing_allocator_end();
        assert_int_equal(failing_allocator_bytes(), 0);
    }
}

static void note_errno(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    (void)handler, (void)record;
    *(int *)data = error;
    assert_string_not_equal(text, "");
}

static int fail_to_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                         size_t length) {
    (void)handler, (void)record, (void)text, (void)length;
    errno = ENOSPC;
    return -1;
}

static void a_failing_handler_is_reported_without_memory(void **state) {
    static const struct pylog_handler_ops failing = { .name = "Failing", .write = fail_to_write };
    int noted = 0;
    (void)state;
    failing_allocator_begin();
    pylog_handler *handler = pylog_handler_new(&failing, NULL);
    pylog_handler_set_error_callback(handler, note_errno, &noted);
    pylog_logger_add_handler(NULL, handler);
    failing_allocator_fail_from(1);
    pylog_error(NULL, "lost");
    assert_int_equal(noted, ENOSPC);
    failing_allocator_fail_at(0);
    pylog_handler_unref(handler);
    failing_allocator_end();
    assert_int_equal(failing_allocator_bytes(), 0);
}

static int format_long(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)data;
    if (pylog_buffer_printf(out, "BEGIN %s ", pylog_record_message(record, NULL)))
        return -1;
    return pylog_buffer_append(out, long_text, sizeof long_text - 1);
}

static void a_record_of_a_formatter_in_c_is_marked(void **state) {
    (void)state;
    fill_texts();
    pylog_handler *handler = make_world("%(message)s", '%');
    pylog_formatter *formatter = pylog_formatter_new_callback(format_long, NULL, NULL);
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    failing_allocator_fail_from(1);
    pylog_error(logger, "short");
    failing_allocator_fail_at(0);
    assert_string_equal(written.text, "BEGIN short " MARK "\n");
    free_world();
}

static void a_message_too_large_for_memory_is_cut(void **state) {
    (void)state;
    make_world("%(message)s", '%');
    failing_allocator_fail_above(64 * 1024);
    pylog_error(logger, "BEGIN %*d", 100000, 7);
    failing_allocator_fail_at(0);
    assert_int_equal(strncmp(written.text, "BEGIN ", 6), 0);
    assert_non_null(strstr(written.text, MARK "\n"));
    free_world();
}

static void a_sentence_without_memory_says_that(void **state) {
    int level;
    (void)state;
    failing_allocator_begin();
    failing_allocator_fail_from(1);
    errno = 0;
    assert_int_equal(pylog_level_from_name("nope", &level), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "out of memory");
    failing_allocator_end();
}

static void a_module_logger_is_looked_up_again_after_it_did_not_fit(void **state) {
    pylog_logger *found = NULL;
    (void)state;
    failing_allocator_begin();
    failing_allocator_fail_from(1);
    assert_ptr_equal(pylog__module_logger(&found, "app"), pylog_get_logger(NULL));
    failing_allocator_fail_at(0);
    assert_string_equal(pylog_logger_name(pylog__module_logger(&found, "app")), "app");
    failing_allocator_end();
}

static void the_allocator_can_be_set_before_the_first_use_only(void **state) {
    (void)state;
    failing_allocator_begin();
    pylog_get_logger("used");
    assert_int_equal(pylog_set_allocator(NULL, NULL), -1);
    assert_int_equal(errno, EBUSY);
    failing_allocator_end();
}

static const struct CMUnitTest tests[] = {
    TEST(each_record_is_written_if_one_allocation_fails),
    TEST(each_record_is_written_if_memory_runs_out),
    TEST(a_record_in_another_encoding_is_written),
    TEST(the_last_resort_prints_without_memory),
    TEST(a_call_without_a_logger_is_configured_once_there_is_memory),
    TEST(a_root_whose_first_handler_does_not_fit_is_configured_later),
    TEST(a_captured_warning_is_logged_without_memory),
    TEST(a_failing_handler_is_reported_without_memory),
    TEST(a_record_of_a_formatter_in_c_is_marked),
    TEST(a_message_too_large_for_memory_is_cut),
    TEST(a_sentence_without_memory_says_that),
    TEST(a_module_logger_is_looked_up_again_after_it_did_not_fit),
    TEST(the_allocator_can_be_set_before_the_first_use_only),
};
TEST_MAIN
