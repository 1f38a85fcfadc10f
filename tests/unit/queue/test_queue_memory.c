/* Queues without memory: what was accepted is not lost, what is refused is reported, and nothing leaks. */
#define _POSIX_C_SOURCE 200809L

#include <failing_allocator.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <queues.h>
#include <stdlib.h>
#include <string.h>

/* ---- A handler that takes no memory: it counts what it knows --------------------------------- */

enum { KINDS = 5 };
static const char *const texts[KINDS] = { "plain 7", "text", "with a field", "failed\nValueError: bad",
                                          "xxxx" };
static struct { size_t seen[KINDS], cut, dropped, reported; } seen;

static int count_text(pylog_handler *handler, const struct pylog_record *record, const char *text,
                      size_t length) {
    (void)handler;
    if (strcmp(record->name, "pylog") == 0) {
        seen.dropped += strtoul(text, NULL, 10);
        return 0;
    }
    for (size_t i = 0; i < KINDS; i++) {
        if (length > strlen(texts[i]) && strncmp(text, texts[i], strlen(texts[i])) == 0) {
            seen.seen[i]++;
            return 0;
        }
    }
    seen.cut += strstr(text, "[truncated: out of memory]") != NULL;
    return 0;
}

static void count_report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    (void)handler, (void)record, (void)data, (void)text;
    seen.reported += error == ENOMEM;
}

/* ---- One of each kind ------------------------------------------------------------------------ */

static const char large[9000] = "xxxx";

static void log_all_kinds(void) {
    const struct pylog_exc_info error = { .type = "ValueError", .message = "bad" };
    struct pylog_call field = { .extra = PYLOG_FIELDS(pylog_field_str("user", "ann")) },
                      failure = { .exc_info = &error };
    pylog_info(NULL, "plain %d", 7);
    pylog_log_text(NULL, PYLOG_INFO, NULL, "text", 4);
    pylog_log_with(NULL, PYLOG_INFO, &field, "with a field");
    pylog_log_with(NULL, PYLOG_ERROR, &failure, "failed");
    pylog_log_text(NULL, PYLOG_INFO, NULL, large, sizeof large);
}

static const struct pylog_handler_ops counting = { .name = "Counting", .write = count_text };

/* Make all of it, log, and give it up; the n-th allocation fails. False if making has failed. */
static bool run(const struct pylog_queue_options *options, bool read, bool formatted) {
    pylog_handler *writer = pylog_handler_new(&counting, NULL);
    pylog_queue *queue = pylog_queue_new(options);
    pylog_handler *handler = queue ? pylog_queue_handler_new(queue) : NULL;
    pylog_queue_listener *listener =
        writer && queue ? pylog_queue_listener_new(queue, (pylog_handler *[]){ writer, NULL }, NULL) : NULL;
    bool made = writer && handler && listener && !pylog_logger_add_handler(NULL, handler) &&
                (!formatted || !pylog_handler_set_format(handler, "%(message)s", NULL));
    if (made) {
        pylog_logger_set_level(NULL, PYLOG_DEBUG);
        pylog_handler_set_error_callback(handler, count_report, NULL);
        for (int i = 0; i < 2; i++)
            log_all_kinds();
        for (int i = 0; read && i < 3; i++) {
            struct pylog_record *record = pylog_queue_get(queue, PYLOG_NO_WAIT);
            if (record)
                count_text(writer, record, pylog_record_message(record, NULL), sizeof large);
            pylog_record_free(record);
        }
        if (pylog_queue_listener_start(listener) || pylog_queue_listener_stop(listener))
            abort();
    }
    struct pylog_queue_stats stats = { 0 };
    if (queue)
        pylog_queue_get_stats(queue, &stats);
    size_t handled = seen.cut;
    for (size_t i = 0; i < KINDS; i++)
        handled += seen.seen[i];
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    pylog_queue_listener_free(listener);
    pylog_handler_unref(writer);
    pylog_queue_unref(queue);
    if (made) {
        /* a call was put or its caller told; what was put came out, or is counted where a reader lost it */
        assert_int_equal(stats.put + seen.reported, 2 * KINDS);
        bool loses = read && options->overflow == PYLOG_DROP_OLDEST;
        assert_true(stats.put == stats.taken || (loses && stats.put == stats.taken + stats.dropped));
        assert_int_equal(handled, stats.taken);
    }
    return made;
}

/* The listener's thread gives its memory back a little after it was stopped. */
static void assert_no_leak(size_t before) {
    for (int i = 0; failing_allocator_blocks() > before && i < 5000; i++)
        sleep_milliseconds(1);
    assert_int_equal(failing_allocator_blocks(), before);
}

static void sweep(const struct pylog_queue_options *options, bool read, bool formatted) {
    size_t failures = 0;
    must_end_within(60);
    for (size_t n = 1;; n++) {
        failing_allocator_begin();
        pylog_set_raise_exceptions(false);
        memset(&seen, 0, sizeof seen);
        failing_allocator_fail_at(n);
        bool made = run(options, read, formatted);
        bool failed = failing_allocator_has_failed();
        failing_allocator_fail_at(0);
        failures += failed;
        pylog__reset();
        assert_no_leak(0);
        failing_allocator_end();
        if (!failed) {
            assert_true(made);
            for (size_t i = 0; i < KINDS; i++)
                if (seen.seen[i] != 2)
                    fail_msg("%zu times: %s", seen.seen[i], texts[i]);
            break;
        }
    }
    assert_true(failures > 10);
    must_end_within(0);
}

static void whatever_allocation_fails_nothing_is_lost_or_leaks(void **state) {
    (void)state;
    sweep(&(struct pylog_queue_options){ .capacity = 32768 }, false, false);
}

static void the_same_with_a_formatter(void **state) {
    (void)state;
    sweep(&(struct pylog_queue_options){ .capacity = 32768 }, false, true);
}

static void the_same_with_a_reader(void **state) {
    (void)state;
    sweep(&(struct pylog_queue_options){ .capacity = 32768 }, true, false);
}

static void the_same_when_the_oldest_are_dropped(void **state) {
    (void)state;
    sweep(&(struct pylog_queue_options){ .capacity = 8192, .overflow = PYLOG_DROP_OLDEST }, true, false);
}

/* ---- One at a time --------------------------------------------------------------------------- */

static void without_memory_for_its_ring_a_thread_is_told(void **state) {
    (void)state;
    failing_allocator_begin();
    struct queued queued = queued_begin(NULL, NULL);
    memset(&seen, 0, sizeof seen);
    pylog_handler_set_error_callback(queued.handler, count_report, NULL);
    failing_allocator_fail_from(1);
    pylog_info(NULL, "lost");
    failing_allocator_fail_at(0);
    assert_int_equal(seen.reported, 1);
    pylog_info(NULL, "there");
    assert_string_equal(queued_text(&queued), "there\n");
    queued_end(&queued);
    pylog__reset();
    assert_no_leak(0);
    failing_allocator_end();
}

static void log_a_number(int number) {
    pylog_info(NULL, "%d %s", number, "text");
}

static void a_record_that_fits_needs_no_memory(void **state) {
    (void)state;
    failing_allocator_begin();
    struct queued queued = queued_begin(NULL, NULL);
    log_a_number(0);
    size_t calls = failing_allocator_calls();
    failing_allocator_fail_from(1);
    for (int i = 0; i < 50; i++)
        log_a_number(i);
    assert_false(failing_allocator_has_failed());
    failing_allocator_fail_at(0);
    assert_int_equal(failing_allocator_calls(), calls);
    assert_string_equal(queued_counts(&queued), "51 0 0 0");
    queued_end(&queued);
    pylog__reset();
    assert_no_leak(0);
    failing_allocator_end();
}

static void who_reads_without_memory_gets_the_record_later(void **state) {
    (void)state;
    failing_allocator_begin();
    struct queued queued = queued_begin(&(struct pylog_queue_options){ .capacity = 8192 }, NULL);
    for (int kind = 0; kind < 2; kind++) {
        pylog_log_text(NULL, PYLOG_INFO, NULL, large, kind ? sizeof large : 4);
        failing_allocator_fail_from(1);
        errno = 0;
        assert_null(pylog_queue_get(queued.queue, PYLOG_NO_WAIT));
        assert_int_equal(errno, ENOMEM);
        failing_allocator_fail_at(0);
        struct pylog_record *record = pylog_queue_get(queued.queue, PYLOG_NO_WAIT);
        assert_non_null(record);
        assert_string_equal(pylog_record_message(record, NULL), "xxxx");
        pylog_record_free(record);
    }
    queued_end(&queued);
    pylog__reset();
    assert_no_leak(0);
    failing_allocator_end();
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(whatever_allocation_fails_nothing_is_lost_or_leaks),
    cmocka_unit_test(the_same_with_a_formatter),
    cmocka_unit_test(the_same_with_a_reader),
    cmocka_unit_test(the_same_when_the_oldest_are_dropped),
    cmocka_unit_test(without_memory_for_its_ring_a_thread_is_told),
    cmocka_unit_test(a_record_that_fits_needs_no_memory),
    cmocka_unit_test(who_reads_without_memory_gets_the_record_later),
};
TEST_MAIN
