/* Going through all loggers and all handlers; the pair `visits` compares their order with Python's. */
#include <capture.h>
#include <handler_names.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <pylog.h>
#include <stdio.h>
#include <string.h>

static char seen[256]; /* names, a space after each */
static size_t seen_count;

static int set_up(void) {
    seen[0] = '\0';
    seen_count = 0;
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

/* ---- All of them */

#define ASSERT_REFUSED(visit)                                                                         \
    do {                                                                                              \
        errno = 0;                                                                                    \
        assert_int_equal(visit, -1);                                                                  \
        assert_int_equal(errno, EINVAL);                                                              \
        assert_string_equal(pylog_last_error(), "a function to be called is needed, not NULL");       \
    } while (0)

static void a_visit_needs_a_function(void **state) {
    struct pylog_record *record = pylog_make_log_record(NULL);
    (void)state;
    pylog_get_logger("a");
    ASSERT_REFUSED(pylog_visit_loggers(NULL, NULL));
    ASSERT_REFUSED(pylog_visit_handlers(NULL, NULL));
    ASSERT_REFUSED(pylog_record_visit(record, NULL, NULL));
    pylog_record_free(record);
}

/* ---- Loggers */

static int note(const char *name, pylog_logger *logger, void *stop_at) {
    snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s%s ", name, logger ? "" : "?");
    seen_count++;
    return stop_at && strcmp(name, stop_at) == 0 ? 7 : 0;
}

static void without_loggers_there_is_no_call(void **state) {
    (void)state;
    assert_int_equal(pylog_visit_loggers(note, NULL), 0);
    assert_int_equal(seen_count, 0);
}

static void a_visit_ends_at_the_first_result_that_is_not_0(void **state) {
    char b[] = "b";
    (void)state;
    pylog_get_logger("a");
    pylog_get_logger("b");
    pylog_get_logger("c");
    assert_int_equal(pylog_visit_loggers(note, b), 7);
    assert_string_equal(seen, "a b ");
}

static void every_visit_sees_all_again(void **state) {
    (void)state;
    pylog_get_logger("a.b");
    for (int i = 0; i < 2; i++) {
        seen[0] = '\0';
        assert_int_equal(pylog_visit_loggers(note, NULL), 0);
        assert_string_equal(seen, "a.b a? ");
    }
}

static void a_logger_that_a_visit_is_given_is_the_one_of_that_name(void **state) {
    (void)state;
    pylog_get_logger("");
    pylog_get_logger("a.b.c");
    pylog_get_logger("a");
    assert_int_equal(pylog_visit_loggers(note, NULL), 0);
    assert_string_equal(seen, "a.b.c a.b? a ");
}

static int make_more(const char *name, pylog_logger *logger, void *data) {
    char child[32];
    snprintf(child, sizeof child, "new.%s", name);
    pylog_get_logger(child);
    pylog_info(logger, "seen");
    return note(name, logger, data);
}

static void a_visit_may_log_and_make_loggers_which_it_does_not_see(void **state) {
    pylog_handler *capture = capture_on(NULL, NULL);
    (void)state;
    pylog_get_logger("a");
    pylog_get_logger("b");
    pylog_logger_set_level(NULL, PYLOG_INFO);
    assert_int_equal(pylog_visit_loggers(make_more, NULL), 0);
    assert_string_equal(seen, "a b ");
    assert_int_equal(capture_count(capture), 2);
    pylog_logger_remove_handler(NULL, capture);
}

static void without_memory_loggers_are_not_visited_at_all(void **state) {
    int result = -1;
    (void)state;
    pylog__reset();
    failing_allocator_begin();
    for (int i = 0; i < 200; i++) {
        char name[16];
        snprintf(name, sizeof name, "a.%d", i);
        pylog_get_logger(name);
    }
    for (size_t n = 1; result; n++) {
        const size_t before = failing_allocator_blocks();
        seen_count = 0;
        failing_allocator_fail_at(n);
        errno = 0;
        result = pylog_visit_loggers(note, NULL);
        failing_allocator_fail_at(0);
        assert_int_equal(errno, result ? ENOMEM : 0);
        assert_int_equal(seen_count, result ? 0 : 201);
        assert_int_equal(failing_allocator_blocks(), before);
        assert_true(n < 20);
    }
    pylog__reset();
    failing_allocator_end();
}

/* ---- Handlers */

static int note_handler(pylog_handler *handler, void *stop_at) {
    const char *name = name_of_handler(handler);
    snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s ", name ? name : "-");
    return stop_at && name && strcmp(name, stop_at) == 0 ? 7 : 0;
}

static pylog_handler *named(const char *name) {
    pylog_handler *handler = pylog_null_handler_new();
    pylog_handler_set_name(handler, name);
    return handler;
}

static void handlers_are_visited_from_the_newest(void **state) {
    pylog_handler *one = named("one"), *two = named(NULL), *three = named("three");
    char stop_at[] = "three";
    (void)state;
    assert_int_equal(pylog_visit_handlers(note_handler, NULL), 0);
    assert_string_equal(seen, "three - one ");
    seen[0] = '\0';
    pylog_handler_unref(two);
    assert_int_equal(pylog_visit_handlers(note_handler, stop_at), 7);
    assert_string_equal(seen, "three ");
    pylog_handler_unref(one);
    pylog_handler_unref(three);
}

static pylog_handler *dropped;

static int drop_once(pylog_handler *handler, void *data) {
    pylog_handler_unref(dropped);
    dropped = NULL;
    return note_handler(handler, data);
}

static void a_handler_is_there_while_it_is_visited(void **state) {
    pylog_handler *one = named("one");
    (void)state;
    dropped = named("two");
    assert_int_equal(pylog_visit_handlers(drop_once, NULL), 0);
    assert_string_equal(seen, "two one ");
    seen[0] = '\0';
    pylog_visit_handlers(note_handler, NULL);
    assert_string_equal(seen, "one ");
    pylog_handler_unref(one);
}

static const struct CMUnitTest tests[] = {
    TEST(a_visit_needs_a_function),
    TEST(without_loggers_there_is_no_call),
    TEST(a_visit_ends_at_the_first_result_that_is_not_0),
    TEST(every_visit_sees_all_again),
    TEST(a_logger_that_a_visit_is_given_is_the_one_of_that_name),
    TEST(a_visit_may_log_and_make_loggers_which_it_does_not_see),
    TEST(without_memory_loggers_are_not_visited_at_all),
    TEST(handlers_are_visited_from_the_newest),
    TEST(a_handler_is_there_while_it_is_visited),
};
TEST_MAIN
