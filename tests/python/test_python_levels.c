/* Levels and filters, by the behaviour that CPython's own tests ask for: BuiltinLevelsTest, BasicFilterTest,
 * CustomLevelsAndFiltersTest. */
#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <string.h>

static pylog_handler *seen; /* on the root, which logs from DEBUG */

static int set_up(void) {
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    seen = capture_on(NULL, "%(name)s %(levelname)s %(message)s");
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

/* A logger of that name and level, through which every level is logged. */
static pylog_logger *log_all_levels(const char *name, int level) {
    pylog_logger *logger = pylog_get_logger(name);
    if (level)
        pylog_logger_set_level(logger, level);
    pylog_debug(logger, "1");
    pylog_info(logger, "2");
    pylog_warning(logger, "3");
    pylog_error(logger, "4");
    pylog_log(logger, PYLOG_CRITICAL, "5");
    return logger;
}

static void loggers_side_by_side_have_their_own_levels(void **state) {
    (void)state;
    log_all_levels("ERR", PYLOG_ERROR);
    log_all_levels("INF", PYLOG_INFO);
    log_all_levels("DEB", PYLOG_DEBUG);
    assert_string_equal(capture_text(seen), "ERR ERROR 4\nERR CRITICAL 5\n"
                                            "INF INFO 2\nINF WARNING 3\nINF ERROR 4\nINF CRITICAL 5\n"
                                            "DEB DEBUG 1\nDEB INFO 2\nDEB WARNING 3\nDEB ERROR 4\n"
                                            "DEB CRITICAL 5\n");
}

static void an_adapter_sets_and_asks_the_level_of_its_logger(void **state) {
    (void)state;
    pylog_logger *adapter = pylog_logger_adapter_new(pylog_get_logger("INF"), NULL, NULL);
    pylog_logger_set_level(adapter, PYLOG_INFO);
    pylog_debug(adapter, "1");
    pylog_info(adapter, "2");
    assert_string_equal(capture_text(seen), "INF INFO 2\n");
    pylog_logger_adapter_free(adapter);
}

static void a_child_with_a_level_does_not_ask_its_parent(void **state) {
    (void)state;
    pylog_logger_set_level(pylog_get_logger("INF"), PYLOG_INFO);
    log_all_levels("INF.ERR", PYLOG_ERROR);
    assert_string_equal(capture_text(seen), "INF.ERR ERROR 4\nINF.ERR CRITICAL 5\n");
}

static void a_child_without_a_level_has_that_of_its_nearest_ancestor(void **state) {
    (void)state;
    pylog_logger_set_level(pylog_get_logger("INF"), PYLOG_INFO);
    pylog_logger_set_level(pylog_get_logger("INF.ERR"), PYLOG_ERROR);
    log_all_levels("INF.UNDEF", 0);
    log_all_levels("INF.ERR.UNDEF", 0);
    assert_string_equal(capture_text(seen), "INF.UNDEF INFO 2\nINF.UNDEF WARNING 3\nINF.UNDEF ERROR 4\n"
                                            "INF.UNDEF CRITICAL 5\n"
                                            "INF.ERR.UNDEF ERROR 4\nINF.ERR.UNDEF CRITICAL 5\n");
}

static void a_grandchild_made_before_its_parent_inherits_as_well(void **state) {
    (void)state;
    pylog_logger *top = pylog_get_logger("INF");
    pylog_logger *grandchild = pylog_get_logger("INF.MISSING.UNDEF");
    pylog_logger *child = pylog_get_logger("INF.MISSING");
    pylog_logger_set_level(top, PYLOG_INFO);
    assert_ptr_equal(pylog_logger_parent(grandchild), child);
    pylog_debug(grandchild, "1");
    pylog_info(grandchild, "2");
    pylog_debug(child, "3");
    pylog_info(child, "4");
    assert_string_equal(capture_text(seen), "INF.MISSING.UNDEF INFO 2\nINF.MISSING INFO 4\n");
}

static void level_names_are_found_both_ways(void **state) {
    int level = -1;
    (void)state;
    assert_int_equal(pylog_level_from_name("INFO", &level), 0);
    assert_int_equal(level, PYLOG_INFO);
    assert_string_equal(pylog_get_level_name(PYLOG_INFO), "INFO");
}

static void fatal_is_a_name_of_critical(void **state) {
    int level = -1;
    (void)state;
    assert_int_equal(pylog_level_from_name("FATAL", &level), 0);
    assert_int_equal(level, PYLOG_FATAL);
    assert_int_equal(PYLOG_FATAL, PYLOG_CRITICAL);
}

static void a_level_may_be_named_by_the_empty_string(void **state) {
    int level = -1;
    (void)state;
    assert_int_equal(pylog_add_level_name(PYLOG_INFO, ""), 0);
    assert_string_equal(pylog_get_level_name(PYLOG_INFO), "");
    assert_string_equal(pylog_get_level_name(PYLOG_NOTSET), "NOTSET");
    assert_int_equal(pylog_level_from_name("NOTSET", &level), 0);
    assert_int_equal(level, PYLOG_NOTSET);
}

static void log_to_spam_and_its_relatives(void) {
    static const char *const names[] = { "spam", "spam.eggs", "spam.eggs.fish", "spam.bakedbeans" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        pylog_info(pylog_get_logger(names[i]), "%d", (int)i + 1);
}

static void a_named_filter_lets_a_logger_and_its_descendants_pass(void **state) {
    pylog_filter *filter = pylog_filter_new("spam.eggs");
    (void)state;
    pylog_handler_add_filter(seen, filter);
    log_to_spam_and_its_relatives();
    assert_string_equal(capture_text(seen), "spam.eggs INFO 2\nspam.eggs.fish INFO 3\n");
    pylog_filter_unref(filter);
}

static int begins_with_spam_eggs(struct pylog_record *record, void *data) {
    (void)data;
    return strncmp(record->name, "spam.eggs", 9) == 0;
}

static void a_function_can_be_a_filter(void **state) {
    pylog_filter *filter = pylog_filter_new_callback(begins_with_spam_eggs, NULL, NULL);
    (void)state;
    pylog_handler_add_filter(seen, filter);
    log_to_spam_and_its_relatives();
    assert_string_equal(capture_text(seen), "spam.eggs INFO 2\nspam.eggs.fish INFO 3\n");
    pylog_filter_unref(filter);
}

static void a_filter_without_a_name_lets_everything_pass(void **state) {
    pylog_filter *nothing = pylog_filter_new(NULL), *empty = pylog_filter_new("");
    (void)state;
    pylog_handler_add_filter(seen, nothing);
    pylog_handler_add_filter(seen, empty);
    log_to_spam_and_its_relatives();
    assert_int_equal(capture_count(seen), 4);
    pylog_filter_unref(nothing);
    pylog_filter_unref(empty);
}

/* Ten levels of the program's own, from 111 to 120. */
enum { LOWEST = 111, HIGHEST = 120 };
static const char *const own_names[] = { "Boring",   "Chatterbox", "Garrulous", "Talkative", "Verbose",
                                         "Sociable", "Effusive",   "Terse",     "Taciturn",  "Silent" };

static void log_at_own_levels(void) {
    pylog_handler_set_format(seen, "%(levelname)s", NULL);
    for (int level = LOWEST; level <= HIGHEST; level++)
        pylog_add_level_name(level, own_names[level - LOWEST]);
    for (int level = LOWEST; level <= HIGHEST; level++)
        pylog_log(pylog_get_logger(NULL), level, "message");
}

static void a_loggers_level_counts_for_levels_of_the_programs_own(void **state) {
    (void)state;
    pylog_logger_set_level(NULL, 115);
    log_at_own_levels();
    assert_string_equal(capture_text(seen), "Verbose\nSociable\nEffusive\nTerse\nTaciturn\nSilent\n");
}

static void a_handlers_level_counts_for_levels_of_the_programs_own(void **state) {
    (void)state;
    pylog_handler_set_level(seen, 116);
    log_at_own_levels();
    assert_string_equal(capture_text(seen), "Sociable\nEffusive\nTerse\nTaciturn\nSilent\n");
}

static int is_not_garrulous(struct pylog_record *record, void *data) {
    (void)data;
    return record->levelno != 113;
}

static int is_neither_sociable_nor_taciturn(struct pylog_record *record, void *data) {
    (void)data;
    return record->levelno != 116 && record->levelno != 119;
}

static void filters_of_handler_and_logger_both_drop(void **state) {
    pylog_filter *of_handler = pylog_filter_new_callback(is_not_garrulous, NULL, NULL);
    pylog_filter *of_logger = pylog_filter_new_callback(is_neither_sociable_nor_taciturn, NULL, NULL);
    (void)state;
    pylog_handler_add_filter(seen, of_handler);
    log_at_own_levels();
    assert_string_equal(capture_text(seen),
                        "Boring\nChatterbox\nTalkative\nVerbose\nSociable\nEffusive\nTerse\n"
                        "Taciturn\nSilent\n");
    capture_clear(seen);
    pylog_logger_add_filter(NULL, of_logger);
    log_at_own_levels();
    assert_string_equal(capture_text(seen),
                        "Boring\nChatterbox\nTalkative\nVerbose\nEffusive\nTerse\nSilent\n");
    pylog_filter_unref(of_handler);
    pylog_filter_unref(of_logger);
}

static int count_calls(struct pylog_record *record, void *data) {
    (void)record;
    return ++*(int *)data;
}

static void every_filter_of_a_logger_is_asked_once_per_record(void **state) {
    int calls[2] = { 0, 0 };
    pylog_filter *one = pylog_filter_new_callback(count_calls, &calls[0], NULL);
    pylog_filter *two = pylog_filter_new_callback(count_calls, &calls[1], NULL);
    pylog_logger *logger = pylog_get_logger("logger");
    (void)state;
    pylog_logger_add_filter(logger, one);
    pylog_logger_add_filter(logger, two);
    pylog_logger_add_filter(logger, one);
    pylog_info(logger, "message");
    assert_int_equal(calls[0], 1);
    assert_int_equal(calls[1], 1);
    pylog_logger_remove_filter(logger, one);
    pylog_logger_remove_filter(logger, two);
    pylog_filter_unref(one);
    pylog_filter_unref(two);
}

static const struct CMUnitTest tests[] = {
    TEST(loggers_side_by_side_have_their_own_levels),
    TEST(an_adapter_sets_and_asks_the_level_of_its_logger),
    TEST(a_child_with_a_level_does_not_ask_its_parent),
    TEST(a_child_without_a_level_has_that_of_its_nearest_ancestor),
    TEST(a_grandchild_made_before_its_parent_inherits_as_well),
    TEST(level_names_are_found_both_ways),
    TEST(fatal_is_a_name_of_critical),
    TEST(a_level_may_be_named_by_the_empty_string),
    TEST(a_named_filter_lets_a_logger_and_its_descendants_pass),
    TEST(a_function_can_be_a_filter),
    TEST(a_filter_without_a_name_lets_everything_pass),
    TEST(a_loggers_level_counts_for_levels_of_the_programs_own),
    TEST(a_handlers_level_counts_for_levels_of_the_programs_own),
    TEST(filters_of_handler_and_logger_both_drop),
    TEST(every_filter_of_a_logger_is_asked_once_per_record),
};
TEST_MAIN
