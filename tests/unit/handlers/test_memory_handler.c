/* Records kept in memory: CPython's MemoryHandlerTest, what C adds, and bad days. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <files.h>
#include <fixture.h>
#include <pthread.h>
#include <pylog/handlers.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pylog_logger *logger;
static pylog_handler *target;

static int set_up(void) {
    target = capture_new(NULL);
    logger = pylog_get_logger("mem");
    pylog_logger_set_propagate(logger, false);
    pylog_logger_set_level(logger, PYLOG_DEBUG);
    return 0;
}

static int clean_up(void) {
    pylog_handler_unref(target);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .clean_up = clean_up };

/* A memory handler on the logger, which has the only other reference. */
static pylog_handler *memory(size_t capacity, const struct pylog_memory_options *options) {
    pylog_handler *handler = pylog_memory_handler_new(capacity, options);
    assert_non_null(handler);
    pylog_logger_add_handler(logger, handler);
    return handler;
}

static void drop(pylog_handler *handler) {
    pylog_logger_remove_handler(logger, handler);
    pylog_handler_unref(handler);
}

static void assert_stats(pylog_handler *handler, uint64_t emitted, uint64_t dropped) {
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.emitted, emitted);
    assert_int_equal(stats.dropped, dropped);
}

/* ---- MemoryHandlerTest */

static void a_serious_record_or_a_full_buffer_flushes(void **state) {
    pylog_handler *handler =
        memory(10, &(struct pylog_memory_options){ .flush_level = PYLOG_WARNING, .target = target });
    (void)state;
    pylog_debug(logger, "1");
    pylog_info(logger, "2");
    assert_string_equal(capture_text(target), "");
    pylog_warning(logger, "3");
    assert_string_equal(capture_text(target), "1\n2\n3\n");
    for (int round = 1; round <= 2; round++) {
        for (int i = 0; i < 9; i++)
            pylog_debug(logger, "more");
        assert_int_equal(capture_count(target), 3 + 10 * (round - 1));
        pylog_debug(logger, "full");
        assert_int_equal(capture_count(target), 3 + 10 * round);
    }
    pylog_debug(logger, "kept");
    assert_int_equal(capture_count(target), 23);
    assert_stats(handler, 23, 0);
    drop(handler);
}

static void close_flushes_unless_told_otherwise(void **state) {
    (void)state;
    for (int no_flush = 0; no_flush < 2; no_flush++) {
        pylog_handler *handler = memory(
            10, &(struct pylog_memory_options){ .target = target, .no_flush_on_close = no_flush == 1 });
        capture_clear(target);
        pylog_debug(logger, "1");
        pylog_info(logger, "2");
        assert_string_equal(capture_text(target), "");
        pylog_handler_close(handler);
        assert_string_equal(capture_text(target), no_flush ? "" : "1\n2\n");
        drop(handler);
    }
}

static void shutdown_flushes_unless_told_otherwise(void **state) {
    (void)state;
    for (int no_flush = 0; no_flush < 2; no_flush++) {
        pylog_handler *handler = memory(
            10, &(struct pylog_memory_options){ .target = target, .no_flush_on_close = no_flush == 1 });
        capture_clear(target);
        pylog_debug(logger, "1");
        pylog_shutdown();
        assert_string_equal(capture_text(target), no_flush ? "" : "1\n");
        drop(handler);
    }
}

static pylog_handler *raced;
static pthread_t remover;
static atomic_int removals;

static void *remove_target(void *unused) {
    pylog_memory_handler_set_target(raced, NULL);
    removals++;
    return unused;
}

static int start_to_remove(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    if (pthread_create(&remover, NULL, remove_target, NULL) != 0)
        abort();
    nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
    return 0;
}

static void the_target_may_be_taken_away_during_a_flush(void **state) {
    static const struct pylog_handler_ops operations = { .name = "Racing", .emit = start_to_remove };
    pylog_handler *racing = pylog_handler_new(&operations, NULL);
    (void)state;
    raced = memory(10, &(struct pylog_memory_options){ .flush_level = PYLOG_WARNING });
    for (int i = 0; i < 5; i++) {
        pylog_memory_handler_set_target(raced, racing);
        removals = 0;
        pylog_warning(logger, "flushed");
        pthread_join(remover, NULL);
        assert_int_equal(removals, 1);
    }
    assert_stats(raced, 5, 0);
    pylog_handler_unref(racing);
    drop(raced);
}

/* ---- More of Python's rules */

static int drop_all(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    return 0;
}

static void the_targets_filters_are_asked_but_not_its_level(void **state) {
    pylog_handler *handler = memory(1, &(struct pylog_memory_options){ .target = target });
    pylog_filter *filter = pylog_filter_new_callback(drop_all, NULL, NULL);
    (void)state;
    pylog_handler_set_level(target, PYLOG_CRITICAL);
    pylog_info(logger, "1");
    assert_string_equal(capture_text(target), "1\n");
    pylog_handler_add_filter(target, filter);
    pylog_info(logger, "2");
    assert_string_equal(capture_text(target), "1\n");
    pylog_filter_unref(filter);
    drop(handler);
}

static void capacity_none_hands_every_record_on(void **state) {
    pylog_handler *handler = memory(0, &(struct pylog_memory_options){ .target = target });
    (void)state;
    pylog_debug(logger, "1");
    assert_string_equal(capture_text(target), "1\n");
    drop(handler);
}

static void error_is_the_level_that_flushes_unless_told_otherwise(void **state) {
    pylog_handler *handler = memory(10, &(struct pylog_memory_options){ .target = target });
    (void)state;
    pylog_warning(logger, "1");
    assert_string_equal(capture_text(target), "");
    pylog_error(logger, "2");
    assert_string_equal(capture_text(target), "1\n2\n");
    drop(handler);
}

static void a_record_keeps_what_it_said_when_it_was_made(void **state) {
    char text[] = "before";
    pylog_handler *handler = memory(10, &(struct pylog_memory_options){ .target = target });
    (void)state;
    pylog_info(logger, "%s", text);
    memcpy(text, "after.", sizeof text);
    pylog_handler_flush(handler);
    assert_string_equal(capture_text(target), "before\n");
    drop(handler);
}

static void after_close_records_are_kept_for_another_target(void **state) {
    pylog_handler *handler = memory(10, &(struct pylog_memory_options){ .target = target });
    (void)state;
    pylog_handler_close(handler);
    pylog_error(logger, "1");
    assert_string_equal(capture_text(target), "");
    pylog_memory_handler_set_target(handler, target);
    pylog_handler_flush(handler);
    assert_string_equal(capture_text(target), "1\n");
    drop(handler);
}

static void a_buffering_handler_forgets_what_it_has_kept(void **state) {
    pylog_handler *handler = pylog_buffering_handler_new(3);
    (void)state;
    files_log(handler, "1");
    files_log(handler, "2");
    assert_stats(handler, 0, 0);
    files_log(handler, "3");
    assert_stats(handler, 0, 3);
    files_log(handler, "4");
    pylog_handler_flush(handler);
    assert_stats(handler, 0, 4);
    files_log(handler, "5");
    pylog_handler_close(handler);
    assert_stats(handler, 0, 5);
    pylog_handler_unref(handler);
}

/* ---- What C adds */

static void without_a_target_the_oldest_records_are_forgotten(void **state) {
    pylog_handler *handler = memory(2, &(struct pylog_memory_options){ .max_records = 3 });
    (void)state;
    for (int i = 0; i < 5; i++)
        pylog_error(logger, "%d", i);
    assert_stats(handler, 0, 2);
    pylog_memory_handler_set_target(handler, target);
    pylog_handler_flush(handler);
    assert_string_equal(capture_text(target), "2\n3\n4\n");
    drop(handler);
}

static void without_a_target_ten_thousand_are_kept(void **state) {
    pylog_handler *handler = memory(10, NULL);
    (void)state;
    for (int i = 0; i < 10001; i++)
        pylog_info(logger, "%d", i);
    assert_stats(handler, 0, 1);
    drop(handler);
}

static void a_flight_recorder_hands_on_the_newest_when_an_error_comes(void **state) {
    pylog_handler *handler =
        memory(3, &(struct pylog_memory_options){ .target = target, .keep_newest = true });
    (void)state;
    for (int i = 0; i < 7; i++)
        pylog_debug(logger, "%d", i);
    assert_string_equal(capture_text(target), "");
    assert_stats(handler, 0, 4);
    pylog_error(logger, "crash");
    assert_string_equal(capture_text(target), "4\n5\n6\ncrash\n");
    assert_stats(handler, 4, 4);
    drop(handler);
}

/* ---- Bad days */

static int log_again(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    if (record->levelno == PYLOG_ERROR)
        pylog_info(logger, "from the target");
    return 0;
}

static void a_target_may_log_to_its_own_source(void **state) {
    static const struct pylog_handler_ops operations = { .name = "Echo", .emit = log_again };
    pylog_handler *echo = pylog_handler_new(&operations, NULL);
    pylog_handler *handler = memory(10, &(struct pylog_memory_options){ .target = echo });
    (void)state;
    pylog_error(logger, "1");
    assert_stats(handler, 1, 0);
    pylog_handler_flush(handler);
    assert_stats(handler, 2, 0);
    pylog_handler_unref(echo);
    drop(handler);
}

static void a_handler_is_not_its_own_target(void **state) {
    pylog_handler *handler = memory(10, NULL);
    (void)state;
    assert_int_equal(pylog_memory_handler_set_target(handler, handler), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(pylog_memory_handler_set_target(target, NULL), -1);
    assert_int_equal(pylog_memory_handler_set_target(NULL, NULL), -1);
    drop(handler);
}

static void the_target_lives_as_long_as_it_is_needed(void **state) {
    pylog_handler *own = capture_new(NULL);
    pylog_handler *handler = memory(10, &(struct pylog_memory_options){ .target = own });
    (void)state;
    pylog_handler_unref(own);
    pylog_error(logger, "1");
    assert_string_equal(capture_text(own), "1\n");
    pylog_handler_close(handler);
    drop(handler);
}

static void a_child_of_fork_begins_with_an_empty_buffer(void **state) {
    pylog_handler *handler = memory(10, &(struct pylog_memory_options){ .target = target });
    int status = -1;
    (void)state;
    pylog_info(logger, "the parent's");
    pid_t child = fork();
    if (child == 0) {
        pylog_info(logger, "the child's");
        pylog_handler_flush(handler);
        _exit(strcmp(capture_text(target), "the child's\n") == 0 ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    pylog_handler_flush(handler);
    assert_string_equal(capture_text(target), "the parent's\n");
    drop(handler);
}

static const struct CMUnitTest tests[] = {
    TEST(a_serious_record_or_a_full_buffer_flushes),
    TEST(close_flushes_unless_told_otherwise),
    TEST(shutdown_flushes_unless_told_otherwise),
    TEST(the_target_may_be_taken_away_during_a_flush),
    TEST(the_targets_filters_are_asked_but_not_its_level),
    TEST(capacity_none_hands_every_record_on),
    TEST(error_is_the_level_that_flushes_unless_told_otherwise),
    TEST(a_record_keeps_what_it_said_when_it_was_made),
    TEST(after_close_records_are_kept_for_another_target),
    TEST(a_buffering_handler_forgets_what_it_has_kept),
    TEST(without_a_target_the_oldest_records_are_forgotten),
    TEST(without_a_target_ten_thousand_are_kept),
    TEST(a_flight_recorder_hands_on_the_newest_when_an_error_comes),
    TEST(a_target_may_log_to_its_own_source),
    TEST(a_handler_is_not_its_own_target),
    TEST(the_target_lives_as_long_as_it_is_needed),
    TEST(a_child_of_fork_begins_with_an_empty_buffer),
};
TEST_MAIN
