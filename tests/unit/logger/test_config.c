/* pylog_basic_config: all or nothing, whatever is wrong. */
#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int set_up(void) {
    remove("config.log");
    return 0;
}

static int clean_up(void) {
    remove("config.log");
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .clean_up = clean_up };

static void any_wrong_argument_leaves_root_and_files_as_they_were(void **state) {
    pylog_handler *kept = capture_on(NULL, NULL), *list[] = { kept, NULL };
    const struct {
        struct pylog_config config;
        const char *sentence; /* NULL: any */
    } rows[] = {
        { { .filename = "config.log", .stream = stdout },
          "'stream' and 'filename' should not be specified together" },
        { { .handlers = list, .stream = stdout },
          "'stream' or 'filename' should not be specified together with 'handlers'" },
        { { .handlers = list, .filename = "config.log" },
          "'stream' or 'filename' should not be specified together with 'handlers'" },
        { { .handlers = list, .filemode = "w" }, "Unrecognised argument(s): filemode" },
        { { .filename = "config.log", .style = '?' }, "Style must be one of: %,{,$" },
        { { .filename = "config.log", .format = "no field" }, "Invalid format 'no field' for '%' style" },
        { { .filename = "config.log", .level_name = "nope" }, "Unknown level: 'nope'" },
        { { .filename = "config.log", .filemode = "q" }, "invalid mode: 'q'" },
        { { .filename = "config.log", .encoding = "nope" }, "unknown encoding: nope" },
        { { .filename = "config.log", .encoding = "ascii", .errors = "nope" },
          "unknown error handler name 'nope'" },
        { { .filename = "no/directory/config.log" }, NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pylog_config config = rows[i].config;
        config.force = true;
        config.level = config.level_name ? 0 : PYLOG_DEBUG;
        errno = 0;
        int result = pylog_basic_config(&config);
        if (result != -1 || !errno || (rows[i].sentence && strcmp(pylog_last_error(), rows[i].sentence) != 0))
            fail_msg("row %zu: %d, %s", i, result, pylog_last_error());
        assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
        assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 1);
        assert_int_equal(capture_closes(kept), 0);
        assert_null(read_whole_file("config.log"));
    }
    assert_null(pylog_handler_formatter(kept));
}

static void a_configured_root_is_left_alone_whatever_the_arguments(void **state) {
    (void)state;
    capture_on(NULL, NULL);
    assert_int_equal(
        pylog_basic_config(&(struct pylog_config){ .filename = "config.log", .level = PYLOG_DEBUG }), 1);
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .level_name = "nope" }), 1);
    assert_int_equal(pylog_basic_config(NULL), 1);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
    assert_null(read_whole_file("config.log"));
}

static void a_handler_listed_twice_is_added_once(void **state) {
    (void)state;
    pylog_handler *handler = capture_new(NULL), *list[] = { handler, handler, NULL };
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .handlers = list }), 0);
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 1);
    pylog_warning(NULL, "x");
    assert_string_equal(capture_text(handler), "WARNING:root:x\n");
    pylog_handler_unref(handler);
}

static void a_handler_that_has_a_formatter_keeps_it(void **state) {
    (void)state;
    pylog_handler *own = capture_new("<%(message)s>"), *bare = capture_new(NULL),
                  *list[] = { own, bare, NULL };
    pylog_basic_config(&(struct pylog_config){ .handlers = list, .format = "{message}!", .style = '{' });
    pylog_warning(NULL, "x");
    assert_string_equal(capture_text(own), "<x>\n");
    assert_string_equal(capture_text(bare), "x!\n");
    pylog_handler_unref(own);
    pylog_handler_unref(bare);
}

static void an_empty_list_of_handlers_leaves_the_root_without(void **state) {
    pylog_handler *none[] = { NULL };
    (void)state;
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .handlers = none, .level = PYLOG_INFO }), 0);
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_INFO);
}

static void force_closes_the_former_handlers_once_the_new_ones_are_in_place(void **state) {
    (void)state;
    pylog_handler *former = capture_new(NULL);
    pylog_logger_add_handler(NULL, former);
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .force = true, .filename = "config.log" }),
                     0);
    assert_int_equal(capture_closes(former), 1);
    pylog_warning(NULL, "x");
    assert_int_equal(capture_count(former), 0);
    char *content = read_whole_file("config.log");
    assert_string_equal(content, "WARNING:root:x\n");
    free(content);
    pylog_handler_unref(former);
}

static void an_empty_filename_is_none(void **state) {
    (void)state;
    capture_stderr_begin();
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .filename = "" }), 0);
    pylog_warning(NULL, "x");
    char *text = capture_stderr_end();
    assert_string_equal(text, "WARNING:root:x\n");
    free(text);
}

static void a_level_by_its_name_wins(void **state) {
    (void)state;
    pylog_basic_config(
        &(struct pylog_config){ .level = PYLOG_DEBUG, .level_name = "ERROR", .stream = stdout });
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
}

static void it_says_why_it_has_done_nothing(void **state) {
    (void)state;
    assert_int_equal(pylog_basic_config(NULL), 0);
    pylog_fail(EIO, "something else");
    errno = 0;
    assert_int_equal(pylog_basic_config(NULL), 1);
    assert_int_equal(errno, EALREADY);
    assert_string_equal(pylog_last_error(),
                        "nothing was done, because the root logger has handlers already: set .force to replace them");
    assert_string_equal(pylog_last_error_class(), "RuntimeError");
}

static void with_force_a_program_may_have_logged_before_it_starts_up(void **state) {
    (void)state;
    capture_stderr_begin();
    pylog_warning(NULL, "too early");
    const struct pylog_config config = { .filename = "config.log", .filemode = "w", .level = PYLOG_INFO, .force = true };
    int result = pylog_basic_config(&config);
    pylog_info(NULL, "started");
    char *text = capture_stderr_end();
    assert_int_equal(result, 0);
    assert_string_equal(text, "WARNING:root:too early\n");
    free(text);
    text = read_whole_file("config.log");
    assert_string_equal(text, "INFO:root:started\n");
    free(text);
}

/* A call with NULL runs it quietly, and does not show what it has found. */
static void a_log_call_that_finds_handlers_keeps_the_last_error(void **state) {
    (void)state;
    pylog_handler *handler = capture_on(NULL, NULL);
    pylog_fail(EIO, "of the program");
    pylog_error(NULL, "x");
    assert_string_equal(pylog_last_error(), "of the program");
    pylog_logger_remove_handler(NULL, handler);
}

static const struct CMUnitTest tests[] = {
    TEST(any_wrong_argument_leaves_root_and_files_as_they_were),
    TEST(a_configured_root_is_left_alone_whatever_the_arguments),
    TEST(it_says_why_it_has_done_nothing),
    TEST(with_force_a_program_may_have_logged_before_it_starts_up),
    TEST(a_log_call_that_finds_handlers_keeps_the_last_error),
    TEST(a_handler_listed_twice_is_added_once),
    TEST(a_handler_that_has_a_formatter_keeps_it),
    TEST(an_empty_list_of_handlers_leaves_the_root_without),
    TEST(force_closes_the_former_handlers_once_the_new_ones_are_in_place),
    TEST(an_empty_filename_is_none),
    TEST(a_level_by_its_name_wins),
};
TEST_MAIN
