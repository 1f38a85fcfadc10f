/* The tree of loggers: names of every kind, places, and what follows from them. */
#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct fixture fixture;

static pylog_logger *root(void) {
    return pylog_get_logger(NULL);
}

/* ---- Names ---- */

static void a_name_is_one_logger_for_ever(void **state) {
    char name[] = "app.db";
    (void)state;
    pylog_logger *logger = pylog_get_logger(name);
    name[0] = 'X';
    assert_ptr_equal(pylog_get_logger("app.db"), logger);
    assert_string_equal(pylog_logger_name(logger), "app.db");
    assert_ptr_not_equal(pylog_get_logger("App.db"), logger);
}

static void any_string_is_a_name(void **state) {
    static const char *const names[] = { ".",        "..",    "a.",   ".a",          "a..b", " ",   "\n",
                                         "\xFF\xFE", "root.", "%s%n", "caf\xC3\xA9", "a/b",  "ROOT" };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        pylog_logger *logger = pylog_get_logger(names[i]);
        assert_ptr_not_equal(logger, root());
        assert_string_equal(pylog_logger_name(logger), names[i]);
        assert_ptr_equal(pylog_get_logger(names[i]), logger);
        assert_non_null(pylog_logger_parent(logger));
        pylog_logger_set_level(logger, PYLOG_DEBUG);
        assert_true(pylog_is_enabled_for(logger, PYLOG_DEBUG));
    }
}

static void a_name_of_ten_thousand_dots_is_a_logger(void **state) {
    char *name = malloc(10001);
    (void)state;
    assert_non_null(name);
    memset(name, '.', 10000);
    name[10000] = '\0';
    pylog_logger *logger = pylog_get_logger(name);
    assert_string_equal(pylog_logger_name(logger), name);
    assert_ptr_equal(pylog_get_logger(name), logger);
    assert_ptr_equal(pylog_logger_parent(logger), root());
    pylog_handler *capture = capture_on(NULL, "%(name)s");
    pylog_error(logger, "x");
    assert_int_equal(strlen(capture_text(capture)), 10001);
    free(name);
}

static void a_name_of_five_thousand_parts_is_below_all_of_its_prefixes(void **state) {
    enum { PARTS = 5000 };
    char *name = malloc(2 * PARTS);
    (void)state;
    assert_non_null(name);
    for (size_t i = 0; i < PARTS; i++) {
        name[2 * i] = 'a';
        name[2 * i + 1] = '.';
    }
    name[2 * PARTS - 1] = '\0';
    pylog_logger *deepest = pylog_get_logger(name);
    assert_ptr_equal(pylog_logger_parent(deepest), root());
    pylog_logger *highest = pylog_get_logger("a");
    pylog_logger_set_level(highest, PYLOG_DEBUG);
    assert_ptr_equal(pylog_logger_parent(deepest), highest);
    assert_true(pylog_is_enabled_for(deepest, PYLOG_DEBUG));
    free(name);
}

static void ten_thousand_loggers_are_found_and_follow_the_root(void **state) {
    enum { COUNT = 10000 };
    static pylog_logger *loggers[COUNT];
    char name[32];
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        snprintf(name, sizeof name, "group%d.logger%d", i % 100, i);
        loggers[i] = pylog_get_logger(name);
    }
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    for (int i = 0; i < COUNT; i++) {
        snprintf(name, sizeof name, "group%d.logger%d", i % 100, i);
        assert_ptr_equal(pylog_get_logger(name), loggers[i]);
        assert_true(pylog_is_enabled_for(loggers[i], PYLOG_DEBUG));
    }
    assert_int_equal(pylog_logger_get_children(pylog_get_logger("group7"), NULL, 0), 100);
}

static void a_child_is_named_by_its_suffix(void **state) {
    pylog_logger *app = pylog_get_logger("app");
    (void)state;
    assert_ptr_equal(pylog_logger_get_child(app, "db.pool"), pylog_get_logger("app.db.pool"));
    assert_ptr_equal(pylog_logger_get_child(NULL, "app"), app);
    assert_string_equal(pylog_logger_name(pylog_logger_get_child(NULL, "")), "");
    assert_string_equal(pylog_logger_name(pylog_logger_get_child(app, NULL)), "app.");
}

/* ---- Places ---- */

static void a_logger_made_later_comes_between(void **state) {
    pylog_logger *below = pylog_get_logger("a.b.c.d"), *beside = pylog_get_logger("a.bc");
    (void)state;
    assert_ptr_equal(pylog_logger_parent(below), root());
    pylog_logger *between = pylog_get_logger("a.b");
    assert_ptr_equal(pylog_logger_parent(below), between);
    assert_ptr_equal(pylog_logger_parent(beside), root());
    pylog_logger *nearer = pylog_get_logger("a.b.c");
    assert_ptr_equal(pylog_logger_parent(below), nearer);
    assert_ptr_equal(pylog_logger_parent(nearer), between);
    assert_null(pylog_logger_parent(NULL));
}

static void what_comes_between_gives_level_and_handlers_to_those_below(void **state) {
    pylog_logger *below = pylog_get_logger("a.b.c");
    (void)state;
    pylog_logger *between = pylog_get_logger("a.b");
    pylog_handler *capture = capture_on(between, NULL);
    pylog_logger_set_level(between, PYLOG_DEBUG);
    pylog_debug(below, "x");
    assert_string_equal(capture_text(capture), "x\n");
    pylog_logger_set_propagate(between, false);
    pylog_handler *above = capture_on(NULL, NULL);
    pylog_debug(below, "y");
    assert_int_equal(capture_count(above), 0);
    pylog_logger_set_propagate(below, false);
    pylog_debug(below, "z");
    assert_string_equal(capture_text(capture), "x\ny\n");
}

static bool is_among(pylog_logger *const *loggers, size_t count, const pylog_logger *logger) {
    for (size_t i = 0; i < count; i++)
        if (loggers[i] == logger)
            return true;
    return false;
}

static void children_are_direct_and_exist(void **state) {
    pylog_logger *children[8] = { NULL };
    (void)state;
    pylog_logger *a = pylog_get_logger("a");
    pylog_get_logger("a.b.c");
    pylog_logger *d = pylog_get_logger("a.d"), *e = pylog_get_logger("a.e");
    assert_int_equal(pylog_logger_get_children(a, children, 8), 2);
    assert_true(is_among(children, 2, d) && is_among(children, 2, e));
    children[1] = NULL;
    assert_int_equal(pylog_logger_get_children(a, children, 1), 2);
    assert_null(children[1]);
    assert_int_equal(pylog_logger_get_children(a, NULL, 0), 2);
    assert_int_equal(pylog_logger_get_children(NULL, NULL, 0), 1);
    assert_int_equal(pylog_logger_get_children(d, NULL, 0), 0);
}

static void a_repr_has_name_and_effective_level(void **state) {
    char repr[64];
    (void)state;
    pylog_logger *logger = pylog_get_logger("app.db");
    assert_int_equal(pylog_logger_repr(logger, repr, sizeof repr), 25);
    assert_string_equal(repr, "<Logger app.db (WARNING)>");
    pylog_logger_repr(NULL, repr, sizeof repr);
    assert_string_equal(repr, "<RootLogger root (WARNING)>");
    assert_int_equal(pylog_logger_repr(logger, repr, 5), 25);
    assert_string_equal(repr, "<Log");
    assert_int_equal(pylog_logger_repr(logger, NULL, 0), 25);
}

/* ---- Handlers, levels and data ---- */

static void a_handler_is_had_once_and_counted(void **state) {
    pylog_handler *got[2] = { NULL };
    (void)state;
    pylog_logger *logger = pylog_get_logger("app");
    pylog_handler *handler = capture_new(NULL);
    assert_int_equal(pylog_logger_add_handler(logger, handler), 0);
    assert_int_equal(pylog_logger_add_handler(logger, handler), 0);
    pylog_error(logger, "x");
    assert_int_equal(capture_count(handler), 1);
    assert_int_equal(pylog_logger_handlers(logger, got, 2), 1);
    assert_ptr_equal(got[0], handler);
    pylog_handler_unref(got[0]);
    assert_int_equal(pylog_logger_remove_handler(logger, handler), 0);
    assert_int_equal(pylog_logger_remove_handler(logger, handler), 0);
    pylog_handler_unref(handler);
}

static void a_record_reaches_a_handler_as_often_as_it_stands_above(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    pylog_logger_add_handler(pylog_get_logger("a"), capture);
    pylog_logger_add_handler(pylog_get_logger("a.b"), capture);
    pylog_error(pylog_get_logger("a.b"), "x");
    assert_string_equal(capture_text(capture), "x\nx\nx\n");
}

static void all_handlers_of_a_logger_are_removed_at_once(void **state) {
    (void)state;
    pylog_logger *logger = pylog_get_logger("app"), *child = pylog_get_logger("app.db");
    pylog_handler *kept = pylog_handler_ref(capture_on(logger, NULL)), *above = capture_on(NULL, NULL);
    capture_on(logger, NULL);
    capture_on(child, NULL);
    assert_int_equal(pylog_logger_clear_handlers(logger), 0);
    assert_int_equal(pylog_logger_handlers(logger, NULL, 0), 0);
    assert_int_equal(pylog_logger_handlers(child, NULL, 0), 1);
    assert_int_equal(capture_closes(kept), 0);
    pylog_error(child, "x");
    assert_string_equal(capture_text(kept), "");
    assert_string_equal(capture_text(above), "x\n");
    assert_int_equal(pylog_logger_clear_handlers(logger), 0);
    assert_int_equal(pylog_logger_clear_handlers(NULL), 0);
    assert_false(pylog_logger_has_handlers(logger));
    pylog_handler_unref(kept);
}

static int closed_handlers;

static void count_closed(pylog_handler *handler) {
    (void)handler;
    closed_handlers++;
}

static int take_nothing(pylog_handler *handler, const struct pylog_record *record) {
    (void)record;
    return pylog_logger_clear_handlers(pylog_handler_data(handler));
}

static void a_handler_may_clear_those_of_its_logger_and_what_nobody_holds_is_closed(void **state) {
    static const struct pylog_handler_ops ops = { .name = "Clears", .emit = take_nothing, .close = count_closed };
    (void)state;
    pylog_logger *logger = pylog_get_logger("app");
    pylog_handler *first = pylog_handler_new(&ops, logger), *second = capture_new(NULL);
    pylog_logger_add_handler(logger, first);
    pylog_logger_add_handler(logger, second);
    pylog_handler_unref(first);
    closed_handlers = 0;
    pylog_error(logger, "x");
    assert_int_equal(closed_handlers, 1);
    assert_int_equal(pylog_logger_handlers(logger, NULL, 0), 0);
    assert_string_equal(capture_text(second), "x\n");
    pylog_handler_unref(second);
}

static void null_is_no_handler_and_no_filter(void **state) {
    (void)state;
    assert_int_equal(pylog_logger_add_handler(NULL, NULL), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_not_equal(pylog_last_error(), "");
    assert_int_equal(pylog_logger_remove_handler(NULL, NULL), -1);
    assert_int_equal(pylog_logger_add_filter(NULL, NULL), -1);
    assert_int_equal(pylog_logger_remove_filter(NULL, NULL), -1);
}

static void a_disabled_logger_is_silent_and_its_children_are_not(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    pylog_logger *a = pylog_get_logger("a");
    pylog_logger_set_disabled(a, true);
    assert_true(pylog_logger_disabled(a));
    pylog_critical(a, "x");
    pylog_critical(pylog_get_logger("a.b"), "y");
    struct pylog_record *record = pylog_logger_make_record(a, PYLOG_CRITICAL, NULL, "z");
    pylog_logger_handle(a, record);
    pylog_record_free(record);
    assert_string_equal(capture_text(capture), "y\n");
}

static void handle_does_not_look_at_the_loggers_level(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    struct pylog_record *record = pylog_logger_make_record(NULL, PYLOG_DEBUG, NULL, "below");
    pylog_logger_handle(NULL, record);
    pylog_record_free(record);
    assert_string_equal(capture_text(capture), "below\n");
}

static void a_logger_keeps_a_pointer_of_the_programs(void **state) {
    int mine;
    (void)state;
    pylog_logger *logger = pylog_get_logger("app");
    assert_null(pylog_logger_data(logger));
    pylog_logger_set_data(logger, &mine);
    assert_ptr_equal(pylog_logger_data(logger), &mine);
}

static const struct CMUnitTest tests[] = {
    TEST(a_name_is_one_logger_for_ever),
    TEST(any_string_is_a_name),
    TEST(a_name_of_ten_thousand_dots_is_a_logger),
    TEST(a_name_of_five_thousand_parts_is_below_all_of_its_prefixes),
    TEST(ten_thousand_loggers_are_found_and_follow_the_root),
    TEST(a_child_is_named_by_its_suffix),
    TEST(a_logger_made_later_comes_between),
    TEST(what_comes_between_gives_level_and_handlers_to_those_below),
    TEST(children_are_direct_and_exist),
    TEST(a_repr_has_name_and_effective_level),
    TEST(a_handler_is_had_once_and_counted),
    TEST(a_record_reaches_a_handler_as_often_as_it_stands_above),
    TEST(all_handlers_of_a_logger_are_removed_at_once),
    TEST(a_handler_may_clear_those_of_its_logger_and_what_nobody_holds_is_closed),
    TEST(null_is_no_handler_and_no_filter),
    TEST(a_disabled_logger_is_silent_and_its_children_are_not),
    TEST(handle_does_not_look_at_the_loggers_level),
    TEST(a_logger_keeps_a_pointer_of_the_programs),
};
TEST_MAIN
