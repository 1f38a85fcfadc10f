/* Log calls: what they keep, what they do not evaluate, and what becomes of bad input. */
#include <capture.h>
#include <fixture.h>
#include <limits.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>

static pylog_handler *capture;
static pylog_logger *logger;

static int set_up(void) {
    logger = pylog_get_logger("app");
    pylog_logger_set_level(logger, PYLOG_DEBUG);
    capture = capture_on(logger, "%(message)s");
    pylog_handler_set_error_callback(capture, report, NULL);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

static void log_list(pylog_logger *to, int level, const struct pylog_call *call, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    pylog_vlog(to, level, call, fmt, args);
#pragma GCC diagnostic pop
    va_end(args);
}

/* ---- What a call keeps ---- */

static int set_errno(int value) {
    errno = EDOM;
    return value;
}

static void every_kind_of_call_keeps_errno_and_the_last_error(void **state) {
    int level;
    (void)state;
    capture_fail_write(capture, EIO);
    pylog_level_from_name("nope", &level);
    for (int kind = 0; kind < 6; kind++) {
        errno = ERANGE;
        switch (kind) {
        case 0: pylog_error(logger, "x"); break;
        case 1: pylog_log_with(logger, PYLOG_ERROR, &(struct pylog_call){ .stack_info = true }, "x"); break;
        case 2: pylog_exception(logger, "x"); break;
        case 3: log_list(logger, PYLOG_ERROR, NULL, "x"); break;
        case 4: pylog_log_text(logger, PYLOG_ERROR, NULL, "x", 1); break;
        default:
            capture_stderr_begin();
            errno = ERANGE;
            pylog_show_warning("UserWarning", "x");
            assert_int_equal(errno, ERANGE);
            free(capture_stderr_end());
            errno = ERANGE;
            break;
        }
        assert_int_equal(errno, ERANGE);
        assert_string_equal(pylog_last_error(), "Unknown level: 'nope'");
    }
    assert_int_equal(reported.count, 5);
}

static void a_disabled_call_keeps_errno_and_the_last_error(void **state) {
    int level;
    (void)state;
    pylog_level_from_name("nope", &level);
    errno = ERANGE;
    pylog_log(logger, 5, "x");
    log_list(logger, 5, NULL, "x");
    pylog_log_text(logger, 5, NULL, "x", 1);
    assert_int_equal(errno, ERANGE);
    assert_string_equal(pylog_last_error(), "Unknown level: 'nope'");
    assert_int_equal(capture_count(capture), 0);
}

static void *allocate_and_change_errno(void *data, void *block, size_t size) {
    void *allocated = size ? realloc(block, size) : NULL;
    (void)data;
    if (!size)
        free(block);
    errno = EDOM;
    return allocated;
}

static void a_call_that_configures_the_root_keeps_errno(void **state) {
    (void)state;
    pylog__reset();
    assert_int_equal(pylog_set_allocator(allocate_and_change_errno, NULL), 0);
    errno = ERANGE;
    pylog_debug(NULL, "not logged %d", 1);
    assert_int_equal(errno, ERANGE);
    assert_true(pylog_logger_has_handlers(NULL));
    pylog__reset();
    assert_int_equal(pylog_set_allocator(NULL, NULL), 0);
    errno = ERANGE;
    pylog_log(NULL, PYLOG_DEBUG, "not logged %d", 1);
    assert_int_equal(errno, ERANGE);
}

static void an_exception_is_errno_before_the_arguments_are_evaluated(void **state) {
    (void)state;
    errno = ENOENT;
    pylog_exception(logger, "number %d", set_errno(7));
    assert_string_equal(capture_text(capture),
                        "number 7\nFileNotFoundError: [Errno 2] No such file or directory\n");
    assert_int_equal(errno, ENOENT);
}

static void an_exception_without_errno_is_none(void **state) {
    (void)state;
    errno = 0;
    pylog_exception(logger, "x");
    assert_string_equal(capture_text(capture), "x\nNoneType: None\n");
}

static int evaluated;

static int evaluate(void) {
    return ++evaluated;
}

static const struct pylog_call *evaluate_call(void) {
    evaluated++;
    return NULL;
}

static void arguments_of_a_disabled_call_are_not_evaluated(void **state) {
    (void)state;
    evaluated = 0;
    pylog_log(logger, 5, "%d", evaluate());
    pylog_log_with(logger, 5, evaluate_call(), "%d", evaluate());
    pylog_logger_set_level(logger, PYLOG_CRITICAL);
    pylog_error(logger, "%d", evaluate());
    pylog_exception(logger, "%d", evaluate());
    assert_int_equal(evaluated, 0);
    pylog_critical(logger, "%d", evaluate());
    assert_int_equal(evaluated, 1);
}

static void logger_and_level_are_evaluated_once(void **state) {
    int level = PYLOG_INFO;
    pylog_logger *loggers[] = { logger, NULL }, **at = loggers;
    (void)state;
    pylog_log(*at++, level++, "x");
    assert_ptr_equal(at, loggers + 1);
    assert_int_equal(level, PYLOG_INFO + 1);
    assert_int_equal(capture_count(capture), 1);
}

/* ---- The functions ---- */

static void a_list_of_arguments_is_logged(void **state) {
    (void)state;
    log_list(logger, PYLOG_INFO, NULL, "%s is %d", "six", 6);
    assert_string_equal(capture_text(capture), "six is 6\n");
    assert_string_equal(capture_last(capture)->pathname, "(unknown file)");
    assert_string_equal(capture_last(capture)->func_name, "(unknown function)");
    assert_int_equal(capture_last(capture)->lineno, 0);
}

static void a_wrapper_hands_on_its_callers_place(void **state) {
    (void)state;
    struct pylog_call call = { .site = PYLOG_HERE };
    int line = __LINE__ - 1;
    log_list(logger, PYLOG_INFO, &call, "x");
    assert_int_equal(capture_last(capture)->lineno, line);
    assert_string_equal(capture_last(capture)->func_name, __func__);
    pylog_log_with(logger, PYLOG_INFO, &call, "y");
    assert_int_equal(capture_last(capture)->lineno, line);
    pylog_log_text(logger, PYLOG_INFO, &call, "z", 1);
    assert_int_equal(capture_last(capture)->lineno, line);
}

static void text_is_logged_as_it_is_with_its_nul_bytes(void **state) {
    (void)state;
    pylog_log_text(logger, PYLOG_INFO, NULL, "100% of\0it%n", 12);
    assert_memory_equal(capture_text(capture), "100% of\0it%n\n", 13);
}

static void text_need_not_end_with_a_nul(void **state) {
    const char text[] = { 'a', 'b' };
    (void)state;
    pylog_log_text(logger, PYLOG_INFO, NULL, text, sizeof text);
    pylog_log_text(logger, PYLOG_INFO, NULL, text, 0);
    assert_string_equal(capture_text(capture), "ab\n\n");
}

static void a_call_may_be_null(void **state) {
    (void)state;
    pylog_log_with(logger, PYLOG_INFO, NULL, "x %d", 1);
    assert_string_equal(capture_text(capture), "x 1\n");
}

/* ---- Bad input ---- */

static void a_null_format_or_text_is_logged_as_such(void **state) {
    const char *volatile none = NULL;
    (void)state;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    pylog_info(logger, none);
    pylog_log_with(logger, PYLOG_INFO, NULL, none);
    pylog_exception(logger, none);
#pragma GCC diagnostic pop
    log_list(logger, PYLOG_INFO, NULL, none);
    pylog_log_text(logger, PYLOG_INFO, NULL, none, 100);
    assert_int_equal(capture_count(capture), 5);
    assert_int_equal(strncmp(capture_text(capture), "(null)\n(null)\n(null)\n", 21), 0);
}

static void a_null_string_is_logged_as_such(void **state) {
    const char *volatile none = NULL;
    (void)state;
    pylog_info(logger, "%s and %10s", none, none);
    assert_string_equal(capture_text(capture), "(null) and     (null)\n");
}

static void a_wrong_format_is_reported_and_not_written(void **state) {
    static const char *const formats[] = { "%n", "%", "%y", "50%!", "%5", "%1$d %d", "%-" };
    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        reported.count = 0;
        log_list(logger, PYLOG_INFO, NULL, formats[i], 1, 2, 3);
        if (reported.count != 1 || reported.error != EINVAL || !*reported.text)
            fail_msg("%s: %zu, %d, %s", formats[i], reported.count, reported.error, reported.text);
    }
    assert_int_equal(capture_count(capture), 0);
    pylog_info(logger, "fine");
    assert_string_equal(capture_text(capture), "fine\n");
}

static void each_level_that_an_int_can_be_is_compared_as_a_number(void **state) {
    (void)state;
    pylog_log(logger, INT_MAX, "highest");
    pylog_log(logger, INT_MIN, "lowest");
    pylog_log(logger, -5, "negative");
    pylog_log(logger, 0, "not set");
    assert_string_equal(capture_text(capture), "highest\n");
    assert_string_equal(capture_last(capture)->levelname, "Level 2147483647");
}

static void levels_of_zero_and_below_are_logged_once_disable_is_below_them(void **state) {
    (void)state;
    pylog_logger_set_level(logger, INT_MIN);
    pylog_handler_set_level(capture, INT_MIN);
    pylog_log(logger, 0, "disabled like in Python");
    pylog_disable(INT_MIN);
    pylog_log(logger, 0, "zero");
    pylog_log(logger, -5, "negative");
    pylog_log(logger, INT_MIN + 1, "second lowest");
    pylog_log(logger, INT_MIN, "lowest");
    assert_string_equal(capture_text(capture), "zero\nnegative\nsecond lowest\n");
}

static void a_logger_at_the_highest_level_logs_that_level_alone(void **state) {
    (void)state;
    pylog_logger_set_level(logger, INT_MAX);
    pylog_log(logger, INT_MAX - 1, "below");
    pylog_log(logger, INT_MAX, "highest");
    assert_string_equal(capture_text(capture), "highest\n");
    pylog_disable(INT_MAX);
    pylog_log(logger, INT_MAX, "disabled");
    assert_int_equal(capture_count(capture), 1);
}

static void a_message_of_a_megabyte_is_whole(void **state) {
    enum { LENGTH = 1000 * 1000 };
    char *text = malloc(LENGTH + 1);
    (void)state;
    assert_non_null(text);
    memset(text, 'x', LENGTH);
    text[LENGTH] = '\0';
    pylog_info(logger, "%s", text);
    assert_int_equal(strlen(capture_text(capture)), LENGTH + 1);
    pylog_info(logger, "short again");
    assert_string_equal(capture_text(capture) + LENGTH + 1, "short again\n");
    free(text);
}

static void an_embedded_newline_is_written_as_it_is(void **state) {
    (void)state;
    pylog_info(logger, "two\nlines\n");
    assert_string_equal(capture_text(capture), "two\nlines\n\n");
}

static void an_embedded_nul_is_written(void **state) {
    (void)state;
    pylog_info(logger, "a%cb", 0);
    assert_memory_equal(capture_text(capture), "a\0b\n", 4);
}

static void bytes_that_are_no_utf_8_are_written_as_they_are(void **state) {
    (void)state;
    pylog_info(logger, "%s \xFF", "\xC3\x28\xED\xA0\x80");
    assert_string_equal(capture_text(capture), "\xC3\x28\xED\xA0\x80 \xFF\n");
}

static void extra_fields_of_null_or_none_are_no_fields(void **state) {
    (void)state;
    const struct pylog_field none[] = { pylog_field_none(NULL) };
    pylog_log_with(logger, PYLOG_INFO, (&(struct pylog_call){ .extra = NULL }), "x");
    pylog_log_with(logger, PYLOG_INFO, (&(struct pylog_call){ .extra = none }), "y");
    assert_null(capture_last(capture)->extra[0].key);
}

static void a_reserved_field_is_left_out_and_reported_and_the_rest_is_logged(void **state) {
    struct pylog_field port;
    (void)state;
    const struct pylog_field *extra = PYLOG_FIELDS(pylog_field_str("message", "mine"), pylog_field_int("port", 22));
    capture_stderr_begin();
    pylog_log_with(logger, PYLOG_INFO, (&(struct pylog_call){ .extra = extra }), "x");
    char *text = capture_stderr_end();
    assert_non_null(strstr(text, "Attempt to overwrite 'message' in LogRecord"));
    free(text);
    assert_string_equal(capture_text(capture), "x\n");
    assert_int_equal(pylog_record_get(capture_last(capture), "port", &port), 0);
    assert_int_equal(port.value.i, 22);
}

static void a_place_without_names_is_none(void **state) {
    struct pylog_site nowhere = { NULL, NULL, 0 };
    struct pylog_field field;
    (void)state;
    pylog_handler_set_format(capture, "%(pathname)s %(filename)s %(module)s %(funcName)s %(message)s", NULL);
    log_list(logger, PYLOG_INFO, &(struct pylog_call){ .site = &nowhere, .stack_info = false }, "x");
    assert_string_equal(capture_text(capture), "None None Unknown module None x\n");
    assert_int_equal(pylog_record_get(capture_last(capture), "pathname", &field), 0);
    assert_int_equal(field.type, PYLOG_TYPE_NONE);
}

static void a_place_without_names_has_a_stack(void **state) {
    struct pylog_site nowhere = { NULL, NULL, 0 };
    (void)state;
    log_list(logger, PYLOG_INFO, &(struct pylog_call){ .site = &nowhere, .stack_info = true }, "x");
    assert_int_equal(strncmp(capture_text(capture), "x\nStack (most recent call last):\n", 33), 0);
}

/* ---- Without a logger ---- */

static void a_call_without_a_logger_configures_the_root_once(void **state) {
    (void)state;
    capture_stderr_begin();
    pylog_info(NULL, "not logged, but the root has a handler now");
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 1);
    pylog_warning(NULL, "logged");
    log_list(NULL, PYLOG_ERROR, NULL, "and %d", 1);
    pylog_log_text(NULL, PYLOG_ERROR, NULL, "text", 4);
    char *text = capture_stderr_end();
    assert_string_equal(text, "WARNING:root:logged\nERROR:root:and 1\nERROR:root:text\n");
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 1);
    free(text);
}

static void a_call_without_a_logger_leaves_a_configured_root_alone(void **state) {
    (void)state;
    pylog_handler *own = capture_on(NULL, NULL);
    pylog_warning(NULL, "x");
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 1);
    assert_string_equal(capture_text(own), "x\n");
}

static void a_module_logger_is_looked_up_by_its_name(void **state) {
    pylog_logger *found = NULL;
    (void)state;
    assert_ptr_equal(pylog__module_logger(&found, "app"), logger);
    assert_ptr_equal(found, logger);
    assert_ptr_equal(pylog__module_logger(&found, "another, once it is known"), logger);
}

static const struct CMUnitTest tests[] = {
    TEST(every_kind_of_call_keeps_errno_and_the_last_error),
    TEST(a_disabled_call_keeps_errno_and_the_last_error),
    TEST(a_call_that_configures_the_root_keeps_errno),
    TEST(an_exception_is_errno_before_the_arguments_are_evaluated),
    TEST(an_exception_without_errno_is_none),
    TEST(arguments_of_a_disabled_call_are_not_evaluated),
    TEST(logger_and_level_are_evaluated_once),
    TEST(a_list_of_arguments_is_logged),
    TEST(a_wrapper_hands_on_its_callers_place),
    TEST(text_is_logged_as_it_is_with_its_nul_bytes),
    TEST(text_need_not_end_with_a_nul),
    TEST(a_call_may_be_null),
    TEST(a_null_format_or_text_is_logged_as_such),
    TEST(a_null_string_is_logged_as_such),
    TEST(a_wrong_format_is_reported_and_not_written),
    TEST(each_level_that_an_int_can_be_is_compared_as_a_number),
    TEST(levels_of_zero_and_below_are_logged_once_disable_is_below_them),
    TEST(a_logger_at_the_highest_level_logs_that_level_alone),
    TEST(a_message_of_a_megabyte_is_whole),
    TEST(an_embedded_newline_is_written_as_it_is),
    TEST(an_embedded_nul_is_written),
    TEST(bytes_that_are_no_utf_8_are_written_as_they_are),
    TEST(extra_fields_of_null_or_none_are_no_fields),
    TEST(a_reserved_field_is_left_out_and_reported_and_the_rest_is_logged),
    TEST(a_place_without_names_is_none),
    TEST(a_place_without_names_has_a_stack),
    TEST(a_call_without_a_logger_configures_the_root_once),
    TEST(a_call_without_a_logger_leaves_a_configured_root_alone),
    TEST(a_module_logger_is_looked_up_by_its_name),
};
TEST_MAIN
