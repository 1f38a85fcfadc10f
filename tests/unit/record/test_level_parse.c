/* Levels as people write them, and those that -v means. */
#include <capture.h>
#include <errno.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <pylog.h>
#include <string.h>

static const struct fixture fixture;

static void a_level_is_a_name_in_any_case_or_a_number(void **state) {
    static const struct {
        const char *text;
        int level;
    } rows[] = {
        { "info", 20 }, { "INFO", 20 }, { "Info", 20 }, { "warn", 30 }, { "warning", 30 }, { "fatal", 50 },
        { "notset", 0 }, { "20", 20 }, { "+7", 7 }, { "-1", -1 }, { "007", 7 }, { "0", 0 }, { "-0", 0 },
        { "2147483647", 2147483647 }, { "-2147483648", -2147483647 - 1 }, { " \t\n\r\v\fdebug ", 10 },
        { "Notice", 15 }, { "notice", 16 }, { "NOTICE", 15 }, { "a-b", 17 },
    };
    (void)state;
    pylog_add_level_name(15, "Notice");
    pylog_add_level_name(16, "notice");
    pylog_add_level_name(17, "A-B");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int level = 99;
        if (pylog_parse_level(rows[i].text, &level) || level != rows[i].level)
            fail_msg("%s: %d, %s", rows[i].text, level, pylog_last_error());
    }
}

static void anything_else_is_no_level(void **state) {
    static const struct {
        const char *text, *sentence;
    } rows[] = {
        { "loud", "Unknown level: 'loud'" },
        { "", "Unknown level: ''" },
        { " ", "Unknown level: ' '" },
        { "-", "Unknown level: '-'" },
        { "+", "Unknown level: '+'" },
        { "--1", "Unknown level: '--1'" },
        { "1.5", "Unknown level: '1.5'" },
        { "1 0", "Unknown level: '1 0'" },
        { "1:", "Unknown level: '1:'" },
        { "1/", "Unknown level: '1/'" },
        { "inf", "Unknown level: 'inf'" },
        { "infos", "Unknown level: 'infos'" },
        { "2147483648", "Unknown level: '2147483648'" },
        { "-2147483649", "Unknown level: '-2147483649'" },
        { "99999999999999999999999", "Unknown level: '99999999999999999999999'" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int level = 99;
        errno = 0;
        if (pylog_parse_level(rows[i].text, &level) != -1 || errno != EINVAL || level != 99 ||
            strcmp(pylog_last_error(), rows[i].sentence) != 0)
            fail_msg("%s: %d, %s", rows[i].text, level, pylog_last_error());
    }
}

static void null_is_no_level_and_no_place(void **state) {
    int level = 99;
    (void)state;
    assert_int_equal(pylog_parse_level(NULL, &level), -1);
    assert_int_equal(level, 99);
    errno = 0;
    assert_int_equal(pylog_parse_level("info", NULL), -1);
    assert_int_equal(errno, EINVAL);
}

static void the_other_one_takes_names_as_they_are_written_as_python_does(void **state) {
    int level = 99;
    (void)state;
    assert_int_equal(pylog_level_from_name("info", &level), -1);
    assert_int_equal(pylog_level_from_name("20", &level), -1);
    assert_int_equal(pylog_level_from_name(" INFO", &level), -1);
    assert_int_equal(level, 99);
}

static void each_v_logs_more_and_each_q_less(void **state) {
    static const struct {
        int verbosity, level;
    } rows[] = {
        { 0, PYLOG_WARNING }, { 1, PYLOG_INFO },    { 2, PYLOG_DEBUG },    { 3, PYLOG_ALL },
        { 4, PYLOG_ALL },     { INT32_MAX, PYLOG_ALL }, { -1, PYLOG_ERROR }, { -2, PYLOG_CRITICAL },
        { -3, PYLOG_CRITICAL }, { INT32_MIN, PYLOG_CRITICAL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(pylog_level_from_verbosity(rows[i].verbosity), rows[i].level);
}

static void three_vs_log_everything(void **state) {
    (void)state;
    pylog_handler *capture = capture_new(NULL);
    pylog_handler *const handlers[] = { capture, NULL };
    assert_int_equal(pylog_basic_config(&(struct pylog_config){
                         .handlers = handlers, .level = pylog_level_from_verbosity(3), .force = true }),
                     0);
    pylog_log(pylog_get_logger("app"), 1, "the lowest");
    assert_int_equal(capture_count(capture), 1);
    pylog_handler_unref(capture);
}

/* ---- Levels of many loggers ------------------------------------------------------------------ */

static void levels_of_many_loggers_are_set_and_they_are_enabled(void **state) {
    (void)state;
    pylog_logger *app = pylog_get_logger("app"), *other = pylog_get_logger("other");
    pylog_logger_set_disabled(app, true);
    pylog_logger_set_level(other, PYLOG_ERROR);
    assert_int_equal(pylog_set_levels("info, app=5 ,app.db=Debug,,app.db=critical"), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_INFO);
    assert_int_equal(pylog_logger_level(app), 5);
    assert_false(pylog_logger_disabled(app));
    assert_int_equal(pylog_logger_level(pylog_get_logger("app.db")), PYLOG_CRITICAL);
    assert_int_equal(pylog_logger_level(other), PYLOG_ERROR);
    assert_int_equal(pylog_set_levels("root=error"), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
}

static void without_a_text_nothing_changes(void **state) {
    (void)state;
    assert_int_equal(pylog_set_levels(NULL), 0);
    assert_int_equal(pylog_set_levels(""), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
}

static int see(const char *name, pylog_logger *logger, void *data) {
    (void)name, (void)logger;
    ++*(int *)data;
    return 0;
}

static void one_part_that_is_wrong_changes_nothing(void **state) {
    int loggers = 0;
    (void)state;
    assert_int_equal(pylog_set_levels("debug,app=info,app.db=loud"), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "Unknown level: 'loud' in 'app.db=loud': line 1 column 23");
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
    pylog_visit_loggers(see, &loggers);
    assert_int_equal(loggers, 0);
}

static void without_memory_no_level_changes(void **state) {
    int result = -1;
    (void)state;
    failing_allocator_begin();
    pylog_get_logger("used");
    for (size_t n = 1; result; n++) {
        failing_allocator_fail_at(n);
        result = pylog_set_levels("debug,a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1");
        int error = errno;
        failing_allocator_fail_at(0);
        if (result)
            assert_int_equal(error, ENOMEM);
        assert_int_equal(pylog_logger_level(NULL), result ? PYLOG_WARNING : PYLOG_DEBUG);
        assert_int_equal(pylog_logger_level(pylog_get_logger("a")), result ? PYLOG_NOTSET : 1);
        assert_true(n < 100);
    }
    pylog__reset();
    assert_int_equal(failing_allocator_blocks(), 0);
    failing_allocator_end();
}

static const struct CMUnitTest tests[] = {
    TEST(a_level_is_a_name_in_any_case_or_a_number),
    TEST(anything_else_is_no_level),
    TEST(null_is_no_level_and_no_place),
    TEST(the_other_one_takes_names_as_they_are_written_as_python_does),
    TEST(each_v_logs_more_and_each_q_less),
    TEST(three_vs_log_everything),
    TEST(levels_of_many_loggers_are_set_and_they_are_enabled),
    TEST(without_a_text_nothing_changes),
    TEST(one_part_that_is_wrong_changes_nothing),
    TEST(without_memory_no_level_changes),
};
TEST_MAIN
