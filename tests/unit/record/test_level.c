/* Levels and their names. */
#include <capture.h>
#include <fixture.h>
#include <limits.h>
#include <pylog.h>
#include <string.h>

static const struct fixture fixture;

static int level_of(const char *name) {
    int level = -777;
    return pylog_level_from_name(name, &level) ? -777 : level;
}

static void the_names_of_python_mean_its_levels(void **state) {
    (void)state;
    assert_int_equal(level_of("NOTSET"), 0);
    assert_int_equal(level_of("DEBUG"), 10);
    assert_int_equal(level_of("INFO"), 20);
    assert_int_equal(level_of("WARNING"), 30);
    assert_int_equal(level_of("WARN"), 30);
    assert_int_equal(level_of("ERROR"), 40);
    assert_int_equal(level_of("CRITICAL"), 50);
    assert_int_equal(level_of("FATAL"), 50);
    assert_string_equal(pylog_get_level_name(30), "WARNING");
    assert_string_equal(pylog_get_level_name(50), "CRITICAL");
}

static void a_level_without_a_name_is_called_by_its_number(void **state) {
    (void)state;
    assert_string_equal(pylog_get_level_name(15), "Level 15");
    assert_string_equal(pylog_get_level_name(-1), "Level -1");
    assert_string_equal(pylog_get_level_name(INT_MAX), "Level 2147483647");
    assert_string_equal(pylog_get_level_name(INT_MIN), "Level -2147483648");
}

static void an_unknown_name_is_refused_in_pythons_words(void **state) {
    (void)state;
    assert_int_equal(level_of("info"), -777);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "Unknown level: 'info'");
    assert_int_equal(level_of("it's"), -777);
    assert_string_equal(pylog_last_error(), "Unknown level: \"it's\"");
    assert_int_equal(level_of("Level 15"), -777);
    assert_int_equal(level_of(""), -777);
    assert_int_equal(level_of(NULL), -777);
    assert_int_equal(pylog_level_from_name("INFO", NULL), -1);
    assert_int_equal(errno, EINVAL);
}

static void the_newest_name_is_the_levels_and_older_ones_still_mean_it(void **state) {
    (void)state;
    pylog_add_level_name(15, "NOTICE");
    pylog_add_level_name(15, "REMARK");
    assert_string_equal(pylog_get_level_name(15), "REMARK");
    assert_int_equal(level_of("NOTICE"), 15);
    assert_int_equal(level_of("REMARK"), 15);
    pylog_add_level_name(16, "NOTICE");
    assert_int_equal(level_of("NOTICE"), 16);
    assert_string_equal(pylog_get_level_name(15), "REMARK");
}

static void a_name_once_given_lives_for_ever(void **state) {
    char name[] = "NOTICE";
    (void)state;
    pylog_add_level_name(15, name);
    name[0] = 'X';
    const char *kept = pylog_get_level_name(15);
    for (int i = 0; i < 100; i++)
        pylog_add_level_name(15, i % 2 ? "ONE" : "TWO");
    assert_string_equal(kept, "NOTICE");
}

static void extreme_levels_may_have_names(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, "%(levelname)s");
    pylog_add_level_name(INT_MAX, "TOP");
    pylog_log(pylog_get_logger(NULL), INT_MAX, "x");
    assert_string_equal(capture_text(capture), "TOP\n");
    assert_int_equal(pylog_add_level_name(INT_MIN, ""), 0);
    assert_string_equal(pylog_get_level_name(INT_MIN), "");
}

static void a_name_of_null_is_refused(void **state) {
    (void)state;
    assert_int_equal(pylog_add_level_name(15, NULL), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_get_level_name(15), "Level 15");
}

static void the_mapping_fills_no_more_than_fits(void **state) {
    struct pylog_level_name names[3] = { { -7, NULL }, { -7, NULL }, { -7, NULL } };
    (void)state;
    assert_int_equal(pylog_get_level_names_mapping(names, 2), 8);
    assert_non_null(names[1].name);
    assert_int_equal(names[2].level, -7);
    assert_int_equal(pylog_get_level_names_mapping(NULL, 0), 8);
    pylog_add_level_name(15, "NOTICE");
    assert_int_equal(pylog_get_level_names_mapping(NULL, 0), 9);
}

static void disabling_is_undone_by_notset(void **state) {
    (void)state;
    pylog_logger *logger = pylog_get_logger("app");
    pylog_disable(PYLOG_CRITICAL);
    assert_false(pylog_is_enabled_for(logger, PYLOG_CRITICAL));
    assert_true(pylog_is_enabled_for(logger, PYLOG_CRITICAL + 1));
    assert_false(pylog_is_enabled_for(pylog_get_logger("made.later"), PYLOG_CRITICAL));
    pylog_disable(PYLOG_NOTSET);
    assert_true(pylog_is_enabled_for(logger, PYLOG_WARNING));
    assert_true(pylog_is_enabled_for(NULL, PYLOG_WARNING));
    assert_false(pylog_is_enabled_for(NULL, PYLOG_INFO));
}

static const struct CMUnitTest tests[] = {
    TEST(the_names_of_python_mean_its_levels),
    TEST(a_level_without_a_name_is_called_by_its_number),
    TEST(an_unknown_name_is_refused_in_pythons_words),
    TEST(the_newest_name_is_the_levels_and_older_ones_still_mean_it),
    TEST(a_name_once_given_lives_for_ever),
    TEST(extreme_levels_may_have_names),
    TEST(a_name_of_null_is_refused),
    TEST(the_mapping_fills_no_more_than_fits),
    TEST(disabling_is_undone_by_notset),
};
TEST_MAIN
