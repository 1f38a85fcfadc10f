/* When a handler fails: what is reported, to whom, and in which words. */
#include <base/error.h>
#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>

int64_t __real_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void);
static int64_t clock_shows; /* 0: the time */

int64_t __wrap_pylog__port_monotonic(void) {
    return clock_shows ? clock_shows : __real_pylog__port_monotonic();
}

static int tear_down(void) {
    clock_shows = 0;
    return 0;
}

static const struct fixture fixture = { .tear_down = tear_down };

static pylog_logger *root(void) {
    return pylog_get_logger(NULL);
}

static struct {
    size_t count;
    int error;
    char text[256], message[64];
    void *data;
} noted;

static void note_report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    (void)handler;
    noted.count++;
    noted.error = error;
    noted.data = data;
    snprintf(noted.text, sizeof noted.text, "%s", text);
    snprintf(noted.message, sizeof noted.message, "%s", record ? record->msg : "(no record)");
}

static void assert_printed(const char *expected) {
    char *text = capture_stderr_end();
    assert_string_equal(text, expected);
    free(text);
}

static void the_block_on_stderr_has_error_place_message_and_arguments(void **state) {
    (void)state;
    struct pylog_call call = { .site = &(struct pylog_site){ "/src/db.c", "main", 42 } };
    capture_fail_write(capture_on(NULL, NULL), ENOSPC);
    capture_stderr_begin();
    pylog_log_with(root(), PYLOG_ERROR, &call, "%s of %d", "it's", 2);
    assert_printed("--- Logging error ---\nOSError: [Errno 28] No space left on device\n"
                   "Logged from file db.c, line 42\nMessage: '%s of %d'\nArguments: (\"it's\", 2)\n");
}

static void a_text_as_it_is_has_no_arguments(void **state) {
    (void)state;
    capture_fail_write(capture_on(NULL, NULL), EPIPE);
    capture_stderr_begin();
    pylog_log_text(root(), PYLOG_ERROR, NULL, "a\0b\n", 4);
    assert_printed("--- Logging error ---\nBrokenPipeError: [Errno 32] Broken pipe\n"
                   "Logged from file (unknown file), line 0\nMessage: 'a\\x00b\\n'\nArguments: ()\n");
}

static void without_a_record_only_the_error_is_printed(void **state) {
    (void)state;
    pylog_handler *handler = capture_on(NULL, NULL);
    capture_stderr_begin();
    errno = EIO;
    pylog_handler_handle_error(handler, NULL);
    assert_printed("--- Logging error ---\nOSError: [Errno 5] Input/output error\n");
}

static void the_callback_gets_record_error_and_sentence(void **state) {
    int mine;
    (void)state;
    pylog_handler *handler = capture_on(NULL, NULL);
    memset(&noted, 0, sizeof noted);
    capture_fail_write(handler, ENOSPC);
    pylog_handler_set_error_callback(handler, note_report, &mine);
    pylog_error(root(), "lost");
    assert_int_equal(noted.count, 1);
    assert_int_equal(noted.error, ENOSPC);
    assert_string_equal(noted.text, "[Errno 28] No space left on device");
    assert_string_equal(noted.message, "lost");
    assert_ptr_equal(noted.data, &mine);
    pylog_handler_set_error_callback(handler, NULL, NULL);
    capture_stderr_begin();
    pylog_error(root(), "lost");
    char *text = capture_stderr_end();
    assert_string_not_equal(text, "");
    assert_int_equal(noted.count, 1);
    free(text);
}

static void the_callback_is_called_even_if_nothing_is_raised(void **state) {
    (void)state;
    pylog_handler *handler = capture_on(NULL, NULL);
    memset(&noted, 0, sizeof noted);
    capture_fail_write(handler, ENOSPC);
    pylog_handler_set_error_callback(handler, note_report, NULL);
    pylog_set_raise_exceptions(false);
    pylog_error(root(), "lost");
    assert_int_equal(noted.count, 1);
}

static int fail_without_reason(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    errno = 0;
    return -1;
}

static void a_handler_that_gives_no_reason_is_reported_all_the_same(void **state) {
    static const struct pylog_handler_ops failing = { .name = "Failing", .emit = fail_without_reason };
    (void)state;
    pylog_handler *handler = pylog_handler_new(&failing, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    memset(&noted, 0, sizeof noted);
    pylog_handler_set_error_callback(handler, note_report, NULL);
    pylog_error(root(), "lost");
    assert_int_equal(noted.count, 1);
    assert_string_not_equal(noted.text, "");
    assert_int_equal(noted.error, EIO);
}

static int fail_with_a_sentence(pylog_handler *handler, const struct pylog_record *record) {
    int level;
    (void)handler, (void)record;
    return pylog_level_from_name("nope", &level);
}

static void the_sentence_of_a_failed_call_within_is_reported(void **state) {
    static const struct pylog_handler_ops failing = { .name = "Failing", .emit = fail_with_a_sentence };
    (void)state;
    pylog_handler *handler = pylog_handler_new(&failing, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    capture_stderr_begin();
    pylog_error(root(), "lost");
    char *text = capture_stderr_end();
    assert_non_null(strstr(text, "--- Logging error ---\nValueError: Unknown level: 'nope'\n"));
    free(text);
}

static int fail_with_control_characters(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    return pylog__fail_as("OSError", EIO, "%s", "\x1b[31mred\n--- forged\r\x7f\xc2\x9b\xff\xe2\x80\xae caf\xc3\xa9");
}

static void control_characters_in_a_report_are_escaped(void **state) {
    static const struct pylog_handler_ops failing = { .name = "Failing", .emit = fail_with_control_characters };
    struct pylog_call call = { .site = &(struct pylog_site){ "/src/\x1b[1m.c", "main", 42 } };
    (void)state;
    pylog_handler *handler = pylog_handler_new(&failing, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    capture_stderr_begin();
    pylog_log_with(root(), PYLOG_ERROR, &call, "\x1b%s", "\x1b");
    char *text = capture_stderr_end();
    assert_non_null(strstr(text, "\\x1b[31mred\\n--- forged\\r\\x7f\\x9b\\xff\\u202e caf\xc3\xa9\n"
                                 "Logged from file \\x1b[1m.c, line 42\nMessage: '\\x1b%s'\nArguments: "));
    assert_null(strchr(text, '\x1b'));
    free(text);
}

static void the_handlers_after_a_failing_one_get_the_record(void **state) {
    (void)state;
    pylog_set_raise_exceptions(false);
    capture_fail_write(capture_on(NULL, NULL), EIO);
    pylog_handler *next = capture_on(NULL, NULL);
    pylog_error(root(), "x");
    assert_string_equal(capture_text(next), "x\n");
}

static int fail_to_format(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)record, (void)data;
    pylog_buffer_append(out, "half", 4);
    errno = ERANGE;
    return -1;
}

static void what_a_formatter_in_c_fails_with_is_reported_and_nothing_written(void **state) {
    (void)state;
    pylog_handler *handler = capture_on(NULL, NULL);
    pylog_formatter *formatter = pylog_formatter_new_callback(fail_to_format, NULL, NULL);
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    memset(&noted, 0, sizeof noted);
    pylog_handler_set_error_callback(handler, note_report, NULL);
    pylog_error(root(), "x");
    assert_int_equal(noted.error, ERANGE);
    assert_int_equal(capture_count(handler), 0);
    pylog_handler_set_formatter(handler, NULL);
    pylog_error(root(), "y");
    assert_string_equal(capture_text(handler), "y\n");
}

static void a_field_that_a_record_lacks_is_reported(void **state) {
    (void)state;
    pylog_handler *handler = capture_on(NULL, "%(nope)s");
    memset(&noted, 0, sizeof noted);
    pylog_handler_set_error_callback(handler, note_report, NULL);
    pylog_error(root(), "x");
    assert_int_equal(noted.error, EINVAL);
    assert_string_equal(noted.text, "Formatting field not found in record: 'nope'");
}

static void emit_reports_and_tells(void **state) {
    (void)state;
    pylog_handler *handler = capture_new(NULL);
    memset(&noted, 0, sizeof noted);
    pylog_handler_set_error_callback(handler, note_report, NULL);
    capture_fail_write(handler, EIO);
    struct pylog_record *record = pylog_logger_make_record(NULL, PYLOG_INFO, NULL, "x");
    assert_int_equal(pylog_handler_emit(handler, record), -1);
    assert_int_equal(noted.count, 1);
    pylog_record_free(record);
    pylog_handler_unref(handler);
}

static size_t blocks_in(const char *text) {
    size_t count = 0;
    while ((text = strstr(text, "--- Logging error ---\n")) != NULL)
        count++, text++;
    return count;
}

static size_t blocks_for_an_error(int64_t clock) {
    clock_shows = clock;
    capture_stderr_begin();
    pylog_error(root(), "lost");
    char *text = capture_stderr_end();
    size_t blocks = blocks_in(text);
    free(text);
    return blocks;
}

static void a_handlers_first_error_is_shown_at_once_and_then_one_in_a_second(void **state) {
    enum { SECOND = 1000000000, FIRST = 1000 };
    (void)state;
    capture_fail_write(capture_on(NULL, NULL), ENOSPC);
    assert_int_equal(blocks_for_an_error(FIRST), 1);
    assert_int_equal(blocks_for_an_error(FIRST), 0);
    assert_int_equal(blocks_for_an_error(FIRST + SECOND - 1), 0);
    assert_int_equal(blocks_for_an_error(FIRST + SECOND), 1);
    assert_int_equal(blocks_for_an_error(FIRST + SECOND + SECOND - 1), 0);
    assert_int_equal(blocks_for_an_error(FIRST + INT64_C(7) * SECOND), 1);
    assert_int_equal(blocks_for_an_error(FIRST + INT64_C(8) * SECOND - 1), 0);
}

static void those_left_out_are_counted_and_told_with_the_next_and_at_shutdown(void **state) {
    struct pylog_handler_stats stats;
    (void)state;
    clock_shows = 1000;
    pylog_handler *handler = capture_on(NULL, NULL), *other = capture_on(NULL, NULL);
    capture_fail_write(handler, ENOSPC);
    capture_stderr_begin();
    for (int i = 0; i < 1000; i++)
        pylog_error(root(), "lost");
    char *text = capture_stderr_end();
    assert_int_equal(blocks_in(text), 1);
    assert_null(strstr(text, "not shown"));
    free(text);
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.errors, 1000);
    capture_fail_write(other, ENOSPC);
    clock_shows += 1000000000;
    capture_stderr_begin();
    pylog_error(root(), "lost");
    text = capture_stderr_end();
    assert_int_equal(blocks_in(text), 2); /* of each handler one */
    assert_non_null(strstr(text, "Arguments: ()\n999 more errors of <Capture (NOTSET)> were not shown\n"));
    free(text);
    pylog_error(root(), "lost");
    capture_stderr_begin();
    pylog_shutdown();
    text = capture_stderr_end();
    assert_non_null(strstr(text, "1 more error of <Capture (NOTSET)> was not shown\n"));
    assert_int_equal(blocks_in(text), 0);
    free(text);
}

static void the_callback_sees_each_error(void **state) {
    (void)state;
    pylog_handler *handler = capture_on(NULL, NULL);
    memset(&noted, 0, sizeof noted);
    pylog_handler_set_error_callback(handler, note_report, NULL);
    capture_fail_write(handler, ENOSPC);
    for (int i = 0; i < 10; i++)
        pylog_error(root(), "lost");
    assert_int_equal(noted.count, 10);
}

static const struct CMUnitTest tests[] = {
    TEST(the_block_on_stderr_has_error_place_message_and_arguments),
    TEST(a_text_as_it_is_has_no_arguments),
    TEST(without_a_record_only_the_error_is_printed),
    TEST(the_callback_gets_record_error_and_sentence),
    TEST(the_callback_is_called_even_if_nothing_is_raised),
    TEST(a_handler_that_gives_no_reason_is_reported_all_the_same),
    TEST(the_sentence_of_a_failed_call_within_is_reported),
    TEST(control_characters_in_a_report_are_escaped),
    TEST(the_handlers_after_a_failing_one_get_the_record),
    TEST(what_a_formatter_in_c_fails_with_is_reported_and_nothing_written),
    TEST(a_field_that_a_record_lacks_is_reported),
    TEST(a_handlers_first_error_is_shown_at_once_and_then_one_in_a_second),
    TEST(those_left_out_are_counted_and_told_with_the_next_and_at_shutdown),
    TEST(the_callback_sees_each_error),
    TEST(emit_reports_and_tells),
};
TEST_MAIN
