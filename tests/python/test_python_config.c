/* basic_config, by the behaviour that CPython's own BasicConfigTest asks for, and logging at exit. Every
 * argument and every conflict is a row of tests/conformance/tables/basic_config.txt. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int set_up(void) {
    remove("test.log");
    return 0;
}

static int clean_up(void) {
    remove("test.log");
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .clean_up = clean_up };

/* The root's only handler, which the root keeps alive. */
static pylog_handler *only_handler(void) {
    pylog_handler *handlers[2] = { NULL, NULL };
    assert_int_equal(pylog_logger_handlers(NULL, handlers, 2), 1);
    pylog_handler_unref(handlers[0]);
    return handlers[0];
}

static void assert_repr_is(const pylog_handler *handler, const char *expected) {
    char text[4096];
    pylog_handler_repr(handler, text, sizeof text);
    assert_string_equal(text, expected);
}

static void assert_refused(const struct pylog_config *config, const char *expected) {
    assert_int_equal(pylog_basic_config(config), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), expected);
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 0);
    assert_int_not_equal(access("test.log", F_OK), 0);
}

static void assert_file_is(const char *expected) {
    char *content = read_whole_file("test.log");
    assert_non_null(content);
    assert_string_equal(content, expected);
    free(content);
}

static void without_arguments_stderr_gets_the_basic_format(void **state) {
    (void)state;
    assert_int_equal(pylog_basic_config(NULL), 0);
    assert_repr_is(only_handler(), "<StreamHandler <stderr> (NOTSET)>");
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
    capture_stderr_begin();
    pylog_error(pylog_get_logger("a"), "text");
    char *text = capture_stderr_end();
    assert_string_equal(text, "ERROR:a:text\n");
    free(text);
}

/* What a handler of the program's own gets with these options. */
static const char *text_with(struct pylog_config config) {
    static char text[256];
    pylog_handler *handler = capture_new(NULL);
    config.handlers = (pylog_handler *const[]){ handler, NULL };
    config.force = true;
    assert_int_equal(pylog_basic_config(&config), 0);
    pylog_error(NULL, "Log an error");
    snprintf(text, sizeof text, "%s", capture_text(handler));
    pylog_handler_unref(handler);
    return text;
}

static void each_style_has_its_basic_format(void **state) {
    (void)state;
    assert_string_equal(text_with((struct pylog_config){ .style = '%' }), "ERROR:root:Log an error\n");
    assert_string_equal(text_with((struct pylog_config){ .style = '{' }), "ERROR:root:Log an error\n");
    assert_string_equal(text_with((struct pylog_config){ .style = '$' }), "ERROR:root:Log an error\n");
}

static void format_and_datefmt_are_those_of_the_formatter(void **state) {
    (void)state;
    assert_string_equal(
        text_with((struct pylog_config){ .format = "%(asctime)s - %(message)s", .datefmt = "bar" }),
        "bar - Log an error\n");
    assert_string_equal(text_with((struct pylog_config){ .format = "$message!", .style = '$' }),
                        "Log an error!\n");
}

static void a_file_is_appended_to_unless_its_mode_says_otherwise(void **state) {
    (void)state;
    pylog_basic_config(&(struct pylog_config){ .filename = "test.log" });
    pylog_error(NULL, "1");
    pylog_basic_config(&(struct pylog_config){ .filename = "test.log", .force = true });
    pylog_error(NULL, "2");
    assert_file_is("ERROR:root:1\nERROR:root:2\n");
    pylog_basic_config(&(struct pylog_config){ .filename = "test.log", .filemode = "w", .force = true });
    pylog_error(NULL, "3");
    assert_file_is("ERROR:root:3\n");
}

static void a_binary_mode_is_told_as_it_was_given(void **state) {
    struct pylog_file_state file;
    (void)state;
    pylog_basic_config(&(struct pylog_config){ .filename = "test.log", .filemode = "wb" });
    assert_int_equal(pylog_file_handler_state(only_handler(), &file), 0);
    assert_string_equal(file.mode, "wb");
}

static void a_stream_is_the_handlers(void **state) {
    (void)state;
    pylog_basic_config(&(struct pylog_config){ .stream = stdout });
    assert_repr_is(only_handler(), "<StreamHandler <stdout> (NOTSET)>");
}

static void a_second_call_does_nothing_and_says_so(void **state) {
    (void)state;
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .level = 57 }), 0);
    assert_int_equal(pylog_logger_level(NULL), 57);
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .level = 58 }), 1);
    assert_int_equal(pylog_logger_level(NULL), 57);
}

static void arguments_that_exclude_each_other_change_nothing(void **state) {
    pylog_handler *handler = capture_new(NULL);
    pylog_handler *const handlers[] = { handler, NULL };
    (void)state;
    assert_refused(&(struct pylog_config){ .filename = "test.log", .stream = stderr },
                   "'stream' and 'filename' should not be specified together");
    assert_refused(&(struct pylog_config){ .filename = "test.log", .handlers = handlers },
                   "'stream' or 'filename' should not be specified together with 'handlers'");
    assert_refused(&(struct pylog_config){ .stream = stderr, .handlers = handlers },
                   "'stream' or 'filename' should not be specified together with 'handlers'");
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .filename = NULL, .filemode = "a" }), 0);
    pylog_handler_unref(handler);
}

/* Unlike Python: on error nothing has changed, and the file has not been created if another argument was
 * wrong. */
static void a_wrong_argument_leaves_everything_as_it_was(void **state) {
    (void)state;
    assert_refused(&(struct pylog_config){ .filename = "test.log", .style = 'x' },
                   "Style must be one of: %,{,$");
    assert_refused(&(struct pylog_config){ .filename = "test.log", .format = "foo" },
                   "Invalid format 'foo' for '%' style");
    assert_refused(&(struct pylog_config){ .filename = "test.log", .level_name = "foo" },
                   "Unknown level: 'foo'");
    pylog_handler *old = capture_on(NULL, NULL);
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .force = true, .style = 'x' }), -1);
    assert_ptr_equal(only_handler(), old);
    assert_int_equal(capture_closes(old), 0);
}

static void handlers_without_a_formatter_share_the_new_one(void **state) {
    pylog_handler *handlers[] = { capture_new(NULL), capture_new(NULL), capture_new("own %(message)s"),
                                  NULL };
    pylog_handler *found[4];
    (void)state;
    pylog_formatter *own = pylog_handler_formatter(handlers[2]);
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .handlers = handlers }), 0);
    assert_int_equal(pylog_logger_handlers(NULL, found, 4), 3);
    pylog_formatter *formatters[3];
    for (size_t i = 0; i < 3; i++) {
        assert_ptr_equal(found[i], handlers[i]);
        formatters[i] = pylog_handler_formatter(handlers[i]);
        pylog_handler_unref(found[i]);
    }
    assert_non_null(formatters[0]);
    assert_ptr_equal(formatters[0], formatters[1]);
    assert_ptr_equal(formatters[2], own);
    for (size_t i = 0; i < 3; i++) {
        pylog_formatter_unref(formatters[i]);
        pylog_handler_unref(handlers[i]);
    }
    pylog_formatter_unref(own);
}

static void log_three_levels(void) {
    pylog_warning(NULL, "warn");
    pylog_info(NULL, "info");
    pylog_debug(NULL, "debug");
}

static void force_replaces_and_closes_the_old_handlers(void **state) {
    pylog_handler *old = capture_new(NULL), *new = capture_new(NULL);
    (void)state;
    pylog_basic_config(
        &(struct pylog_config){ .level = PYLOG_WARNING, .handlers = (pylog_handler *const[]){ old, NULL } });
    log_three_levels();
    assert_ptr_equal(only_handler(), old);
    pylog_basic_config(&(struct pylog_config){
        .level = PYLOG_INFO, .handlers = (pylog_handler *const[]){ new, NULL }, .force = true });
    log_three_levels();
    assert_ptr_equal(only_handler(), new);
    assert_string_equal(capture_text(old), "WARNING:root:warn\n");
    assert_string_equal(capture_text(new), "WARNING:root:warn\nINFO:root:info\n");
    assert_int_equal(capture_closes(old), 1);
    pylog_handler_unref(old);
    pylog_handler_unref(new);
}

static void log_to_file(const char *encoding, const char *errors, const char *text) {
    const struct pylog_config config = { .filename = "test.log",
                                         .encoding = encoding,
                                         .errors = errors,
                                         .format = "%(message)s",
                                         .level = PYLOG_DEBUG };
    assert_int_equal(pylog_basic_config(&config), 0);
    pylog_debug(NULL, "%s", text);
}

#define BRIDGE "The \xc3\x98resund Bridge joins Copenhagen to Malm\xc3\xb6"

static void a_file_has_the_encoding_that_it_was_given(void **state) {
    (void)state;
    log_to_file("utf-8", "strict", BRIDGE);
    assert_file_is(BRIDGE "\n");
}

static void errors_ignore_leaves_out_what_the_encoding_lacks(void **state) {
    (void)state;
    log_to_file("ascii", "ignore", BRIDGE);
    assert_file_is("The resund Bridge joins Copenhagen to Malm\n");
}

static void errors_are_backslashes_unless_given(void **state) {
    (void)state;
    log_to_file("ascii", NULL, "\xf0\x9f\x98\x82: \xe2\x98\x83\xef\xb8\x8f: " BRIDGE);
    assert_file_is("\\U0001f602: \\u2603\\ufe0f: The \\xd8resund Bridge joins Copenhagen to Malm\\xf6\n");
}

static void keep_text(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                      void *data) {
    (void)handler, (void)record, (void)error;
    snprintf(data, 256, "%s", text);
}

static void errors_strict_reports_the_record_and_writes_nothing(void **state) {
    char text[256] = "";
    (void)state;
    const struct pylog_config config = { .filename = "test.log", .encoding = "ascii", .errors = "strict" };
    pylog_basic_config(&config);
    pylog_handler_set_error_callback(only_handler(), keep_text, text);
    pylog_error(NULL, "%s", BRIDGE);
    assert_string_equal(
        text, "'ascii' codec can't encode character '\\xd8' in position 15: ordinal not in range(128)");
    assert_file_is("");
}

static const char *current_task(void *data) {
    return data;
}

static void the_task_can_be_a_field_of_the_format(void **state) {
    static char task[] = "Task-1";
    (void)state;
    pylog_set_task_name_callback(current_task, task);
    assert_string_equal(text_with((struct pylog_config){ .format = "%(taskName)s - %(message)s" }),
                        "Task-1 - Log an error\n");
}

static void a_call_without_a_logger_configures_first(void **state) {
    static const int levels[] = { PYLOG_DEBUG, PYLOG_INFO, PYLOG_WARNING, PYLOG_ERROR, PYLOG_CRITICAL, 35 };
    (void)state;
    capture_stderr_begin();
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        pylog__reset();
        pylog_log(NULL, levels[i], "test me");
        assert_repr_is(only_handler(), "<StreamHandler <stderr> (NOTSET)>");
    }
    char *text = capture_stderr_end();
    assert_string_equal(text, "WARNING:root:test me\nERROR:root:test me\nCRITICAL:root:test me\n"
                              "Level 35:root:test me\n");
    free(text);
}

/* ---- ModuleLevelMiscTest: logging when the program ends, after the library's own hook */

static void a_file_closed_by_shutdown_is_opened_again_for_a_last_record(void **state) {
    const struct pylog_exc_info info = { .type = "ValueError", .message = "some error" };
    (void)state;
    pylog_basic_config(&(struct pylog_config){ .filename = "test.log" });
    pylog_shutdown();
    pylog_log_with(NULL, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &info }, "at exit");
    assert_file_is("ERROR:root:at exit\nValueError: some error\n");
}

static const struct CMUnitTest tests[] = {
    TEST(without_arguments_stderr_gets_the_basic_format),
    TEST(each_style_has_its_basic_format),
    TEST(format_and_datefmt_are_those_of_the_formatter),
    TEST(a_file_is_appended_to_unless_its_mode_says_otherwise),
    TEST(a_binary_mode_is_told_as_it_was_given),
    TEST(a_stream_is_the_handlers),
    TEST(a_second_call_does_nothing_and_says_so),
    TEST(arguments_that_exclude_each_other_change_nothing),
    TEST(a_wrong_argument_leaves_everything_as_it_was),
    TEST(handlers_without_a_formatter_share_the_new_one),
    TEST(force_replaces_and_closes_the_old_handlers),
    TEST(a_file_has_the_encoding_that_it_was_given),
    TEST(errors_ignore_leaves_out_what_the_encoding_lacks),
    TEST(errors_are_backslashes_unless_given),
    TEST(errors_strict_reports_the_record_and_writes_nothing),
    TEST(the_task_can_be_a_field_of_the_format),
    TEST(a_call_without_a_logger_configures_first),
    TEST(a_file_closed_by_shutdown_is_opened_again_for_a_last_record),
};
TEST_MAIN
