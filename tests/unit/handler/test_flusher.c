/* pylog_handler_flush_later: handlers are flushed when they have asked for it, by one thread that sleeps
 * meanwhile. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <handler/handler.h>
#include <parallel.h>
#include <pylog.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* ---- What the library does with threads, counted ---- */

static atomic_size_t threads_started, wake_ups;
static atomic_bool no_threads; /* none is to be had */

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *data);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *data);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *data) {
    if (atomic_load(&no_threads))
        return EAGAIN;
    atomic_fetch_add(&threads_started, 1);
    return __real_pthread_create(thread, attributes, run, data);
}

int __real_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex);
int __wrap_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex);
int __wrap_pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex) {
    int result = __real_pthread_cond_wait(condition, mutex);
    atomic_fetch_add(&wake_ups, 1);
    return result;
}

int __real_pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex,
                                  const struct timespec *until);
int __wrap_pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex,
                                  const struct timespec *until);
int __wrap_pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex,
                                  const struct timespec *until) {
    int result = __real_pthread_cond_timedwait(condition, mutex, until);
    atomic_fetch_add(&wake_ups, 1);
    return result;
}

/* ---- A handler that tells when it was flushed ---- */

static atomic_size_t flushes_in_all;

struct held {
    atomic_size_t flushes, reports, destructions;
    _Atomic int64_t flushed; /* when, at last */
    atomic_bool signals_blocked;
    atomic_int reported;
    char report[128];

    atomic_size_t failing; /* so many flushes are to fail */
    size_t again;          /* so often it asks anew, from within its flush */
    bool drop_itself;
};

static int held_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                      size_t length) {
    (void)handler, (void)record, (void)text, (void)length;
    return 0;
}

static bool are_signals_blocked(void) {
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    return sigismember(&blocked, SIGTERM) && sigismember(&blocked, SIGALRM) && sigismember(&blocked, SIGUSR1);
}

static int held_flush(pylog_handler *handler) {
    struct held *held = pylog_handler_data(handler);
    atomic_store(&held->flushed, pylog__port_monotonic());
    atomic_store(&held->signals_blocked, are_signals_blocked());
    if (held->again) {
        held->again--;
        pylog_handler_flush_later(handler, 0.01);
    }
    if (held->drop_itself)
        pylog_handler_unref(handler);
    bool fails = atomic_load(&held->failing) != 0;
    if (fails)
        atomic_fetch_sub(&held->failing, 1);
    atomic_fetch_add(&held->flushes, 1);
    atomic_fetch_add(&flushes_in_all, 1);
    errno = fails ? ENOSPC : 0;
    return fails ? -1 : 0;
}

static void held_close(pylog_handler *handler) {
    (void)handler;
}

static void held_destroy(void *data) {
    struct held *held = data;
    atomic_fetch_add(&held->destructions, 1);
}

static const struct pylog_handler_ops held_ops = {
    .name = "Held", .write = held_write, .flush = held_flush, .close = held_close, .destroy = held_destroy
};

static void hold_report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    struct held *held = data;
    (void)handler;
    strncpy(held->report, text, sizeof held->report - 1);
    atomic_store(&held->reported, record ? -1 : error);
    atomic_fetch_add(&held->reports, 1);
}

static pylog_handler *make(struct held *held) {
    memset(held, 0, sizeof *held);
    pylog_handler *handler = pylog_handler_new(&held_ops, held);
    assert_non_null(handler);
    pylog_handler_set_error_callback(handler, hold_report, held);
    return handler;
}

/* Does the counter reach the number? A machine under load is given time. */
static bool comes_to(atomic_size_t *counter, size_t number) {
    for (size_t i = 0; i < 4000 * test_scale() && atomic_load(counter) < number; i++)
        sleep_milliseconds(1);
    return atomic_load(counter) == number;
}

static void flush_later(pylog_handler *handler, double seconds) {
    assert_int_equal(pylog_handler_flush_later(handler, seconds), 0);
}

static int set_up(void) {
    atomic_store(&flushes_in_all, 0);
    atomic_store(&no_threads, false);
    return 0;
}

static const struct fixture fixture = { .seconds = 30, .set_up = set_up };

/* ---- The thread ---- */

/* The first test: there is no thread yet. */
static void where_no_thread_is_to_be_had_that_is_told_each_time(void **state) {
    struct held held;
    pylog_handler *handler = make(&held);
    (void)state;
    atomic_store(&no_threads, true);
    for (int i = 0; i < 2; i++) {
        errno = 0;
        assert_int_equal(pylog_handler_flush_later(handler, 0.01), -1);
        assert_int_equal(errno, EAGAIN);
        assert_string_equal(pylog_last_error(), "[Errno 11] Resource temporarily unavailable");
    }
    atomic_store(&no_threads, false);
    sleep_milliseconds(30);
    assert_int_equal(held.flushes, 0);
    pylog_handler_unref(handler);
}

static void the_thread_is_started_when_it_is_first_needed_and_once(void **state) {
    struct held held, other;
    pylog_handler *handlers[] = { make(&held), make(&other) };
    (void)state;
    pylog_handler_flush(handlers[0]);
    assert_int_equal(threads_started, 0);
    for (int i = 0; i < 2; i++)
        flush_later(handlers[i], 0.01);
    assert_true(comes_to(&flushes_in_all, 3));
    assert_int_equal(threads_started, 1);
    for (int i = 0; i < 2; i++)
        pylog_handler_unref(handlers[i]);
}

static void the_thread_takes_no_signals(void **state) {
    struct held held;
    pylog_handler *handler = make(&held);
    (void)state;
    assert_false(are_signals_blocked());
    flush_later(handler, 0);
    assert_true(comes_to(&held.flushes, 1));
    assert_true(held.signals_blocked);
    assert_false(are_signals_blocked());
    pylog_handler_unref(handler);
}

static void while_nothing_is_due_the_thread_does_not_wake(void **state) {
    struct held held;
    pylog_handler *handler = make(&held);
    (void)state;
    flush_later(handler, 0.01);
    assert_true(comes_to(&held.flushes, 1));
    sleep_milliseconds(20);
    size_t before = atomic_load(&wake_ups);
    sleep_milliseconds(150);
    assert_int_equal(wake_ups, before);
    pylog_handler_unref(handler);
}

static void what_is_due_later_does_not_wake_the_thread(void **state) {
    struct held held[3];
    pylog_handler *handlers[] = { make(&held[0]), make(&held[1]), make(&held[2]) };
    (void)state;
    flush_later(handlers[0], 50);
    sleep_milliseconds(20);
    size_t before = atomic_load(&wake_ups);
    flush_later(handlers[1], 60);
    flush_later(handlers[2], 1e300);
    flush_later(handlers[0], 70);
    sleep_milliseconds(50);
    assert_int_equal(wake_ups, before);
    for (int i = 0; i < 3; i++) {
        pylog_handler_unref(handlers[i]);
        assert_int_equal(held[i].flushes, 0);
    }
}

/* ---- Times ---- */

static void a_handler_is_flushed_at_its_time_once(void **state) {
    struct held held;
    pylog_handler *handler = make(&held);
    (void)state;
    int64_t asked = pylog__port_monotonic();
    flush_later(handler, 0.05);
    assert_true(comes_to(&held.flushes, 1));
    assert_true(held.flushed - asked >= 50 * 1000 * 1000);
    sleep_milliseconds(60);
    assert_int_equal(held.flushes, 1);
    pylog_handler_unref(handler);
}

static void no_time_at_all_is_at_once(void **state) {
    static const double rows[] = { 0, 1e-300 };
    struct held held;
    pylog_handler *handler = make(&held);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        flush_later(handler, rows[i]);
        if (!comes_to(&held.flushes, i + 1))
            fail_msg("%g seconds", rows[i]);
    }
    pylog_handler_unref(handler);
}

static void an_earlier_time_wins(void **state) {
    static const double rows[][2] = { { 60, 0.03 }, { 0.03, 60 } };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct held held;
        pylog_handler *handler = make(&held);
        flush_later(handler, rows[i][0]);
        flush_later(handler, rows[i][1]);
        if (!comes_to(&held.flushes, 1))
            fail_msg("%g, then %g seconds", rows[i][0], rows[i][1]);
        sleep_milliseconds(20);
        assert_int_equal(held.flushes, 1);
        pylog_handler_unref(handler);
    }
}

static void several_handlers_are_flushed_each_at_its_time(void **state) {
    static const double times[] = { 60, 0.05, 0.1 };
    struct held held[3];
    pylog_handler *handlers[3];
    (void)state;
    for (int i = 0; i < 3; i++)
        handlers[i] = make(&held[i]);
    int64_t asked = pylog__port_monotonic();
    for (int i = 0; i < 3; i++)
        flush_later(handlers[i], times[i]);
    assert_true(comes_to(&flushes_in_all, 2));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(held[i].flushes, i > 0);
        assert_true(i == 0 || held[i].flushed - asked >= (int64_t)(times[i] * 1e9));
        pylog_handler_unref(handlers[i]);
    }
}

static void a_handler_may_ask_anew_while_it_is_flushed(void **state) {
    struct held held;
    pylog_handler *handler = make(&held);
    (void)state;
    held.again = 5;
    flush_later(handler, 0.01);
    assert_true(comes_to(&held.flushes, 6));
    sleep_milliseconds(30);
    assert_int_equal(held.flushes, 6);
    pylog_handler_unref(handler);
}

static void *ask_often(void *held) {
    pylog_handler *handler = pylog_handler_new(&held_ops, held);
    for (unsigned asked = 0; asked < 200; asked++)
        pylog_handler_flush_later(handler, asked % 7 / 1e4);
    pylog_handler_unref(handler);
    return NULL;
}

static void handlers_of_many_threads_may_ask_and_go_at_any_time(void **state) {
    static struct held held[8];
    pthread_t threads[8];
    (void)state;
    memset(held, 0, sizeof held);
    for (int i = 0; i < 8; i++)
        threads[i] = start_thread(ask_often, &held[i]);
    for (int i = 0; i < 8; i++)
        join_thread(threads[i]);
    for (int i = 0; i < 8; i++)
        assert_true(comes_to(&held[i].destructions, 1));
}

/* ---- Handlers that go ---- */

static void a_handler_freed_before_its_time_is_not_flushed(void **state) {
    struct held gone, there;
    pylog_handler *handlers[] = { make(&gone), make(&there) };
    (void)state;
    flush_later(handlers[0], 0.02);
    flush_later(handlers[1], 0.05);
    pylog_handler_unref(handlers[0]);
    assert_int_equal(gone.destructions, 1);
    assert_true(comes_to(&there.flushes, 1));
    assert_int_equal(gone.flushes, 0);
    pylog_handler_unref(handlers[1]);
}

static void a_closed_handler_is_not_flushed(void **state) {
    struct held closed, open;
    pylog_handler *handlers[] = { make(&closed), make(&open) };
    (void)state;
    flush_later(handlers[0], 0.02);
    flush_later(handlers[1], 0.05);
    pylog_handler_close(handlers[0]);
    assert_true(comes_to(&open.flushes, 1));
    assert_int_equal(closed.flushes, 0);
    for (int i = 0; i < 2; i++)
        pylog_handler_unref(handlers[i]);
}

static void a_handler_may_drop_the_last_reference_while_it_is_flushed(void **state) {
    struct held held, next;
    pylog_handler *handler = make(&held), *other = make(&next);
    (void)state;
    held.drop_itself = true;
    flush_later(handler, 0.01);
    assert_true(comes_to(&held.destructions, 1));
    assert_int_equal(held.flushes, 1);
    flush_later(other, 0.01);
    assert_true(comes_to(&next.flushes, 1));
    pylog_handler_unref(other);
}

/* ---- Errors ---- */

static void an_error_is_reported_and_the_flush_tried_again(void **state) {
    struct pylog_handler_stats stats;
    struct held held;
    pylog_handler *handler = make(&held);
    (void)state;
    held.failing = 1;
    int64_t asked = pylog__port_monotonic();
    flush_later(handler, 0.01);
    assert_true(comes_to(&held.reports, 1));
    assert_int_equal(held.reported, ENOSPC);
    assert_string_equal(held.report, "[Errno 28] No space left on device");
    assert_true(comes_to(&held.flushes, 2));
    assert_true(held.flushed - asked >= 1000 * 1000 * 1000);
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.errors, 1);
    assert_int_equal(held.reports, 1);
    pylog_handler_unref(handler);
}

/* It lives as long as the program. */
static void the_thread_keeps_no_error_when_it_was_reported(void **state) {
    struct held held;
    (void)state;
    failing_allocator_begin();
    pylog_handler *handler = make(&held);
    held.failing = 1;
    flush_later(handler, 0);
    assert_true(comes_to(&held.reports, 1));
    pylog_handler_unref(handler);
    assert_true(comes_to(&held.destructions, 1));
    pylog__reset();
    for (size_t i = 0; i < 4000 * test_scale() && failing_allocator_bytes(); i++)
        sleep_milliseconds(1);
    assert_int_equal(failing_allocator_bytes(), 0);
    failing_allocator_end();
}

static void a_handler_that_fails_does_not_keep_others_waiting(void **state) {
    struct held failing, other;
    pylog_handler *handlers[] = { make(&failing), make(&other) };
    (void)state;
    failing.failing = 1000;
    flush_later(handlers[0], 0);
    assert_true(comes_to(&failing.reports, 1));
    flush_later(handlers[1], 0.01);
    assert_true(comes_to(&other.flushes, 1));
    assert_int_equal(failing.flushes, 1);
    for (int i = 0; i < 2; i++)
        pylog_handler_unref(handlers[i]);
}

/* ---- fork ---- */

/* GCC's ThreadSanitizer cannot start threads in the child of a process that has several. */
static bool can_start_threads_after_fork(void) {
#if defined(__SANITIZE_THREAD__)
    return false;
#else
    return true;
#endif
}

static int flush_in_child(pylog_handler *handler, struct held *held) {
    must_end_within(20);
    sleep_milliseconds(1250);
    if (held->flushes)
        return 1;
    if (pylog_handler_flush_later(handler, 0.01))
        return 2;
    return comes_to(&held->flushes, 1) ? 0 : 3;
}

static void a_child_of_fork_begins_with_nothing_due_and_a_thread_of_its_own(void **state) {
    struct held held;
    pylog_handler *handler = make(&held);
    (void)state;
    if (!can_start_threads_after_fork())
        skip();
    flush_later(handler, 1);
    pid_t child = fork();
    if (child == 0)
        _exit(flush_in_child(handler, &held));
    assert_int_equal(wait_for_child(child), 0);
    assert_true(comes_to(&held.flushes, 1));
    pylog_handler_unref(handler);
}

static const struct CMUnitTest tests[] = {
    TEST(where_no_thread_is_to_be_had_that_is_told_each_time),
    TEST(the_thread_is_started_when_it_is_first_needed_and_once),
    TEST(the_thread_takes_no_signals),
    TEST(while_nothing_is_due_the_thread_does_not_wake),
    TEST(what_is_due_later_does_not_wake_the_thread),
    TEST(a_handler_is_flushed_at_its_time_once),
    TEST(no_time_at_all_is_at_once),
    TEST(an_earlier_time_wins),
    TEST(several_handlers_are_flushed_each_at_its_time),
    TEST(a_handler_may_ask_anew_while_it_is_flushed),
    TEST(handlers_of_many_threads_may_ask_and_go_at_any_time),
    TEST(a_handler_freed_before_its_time_is_not_flushed),
    TEST(a_closed_handler_is_not_flushed),
    TEST(a_handler_may_drop_the_last_reference_while_it_is_flushed),
    TEST(the_thread_keeps_no_error_when_it_was_reported),
    TEST(an_error_is_reported_and_the_flush_tried_again),
    TEST(a_handler_that_fails_does_not_keep_others_waiting),
    TEST(a_child_of_fork_begins_with_nothing_due_and_a_thread_of_its_own),
};
TEST_MAIN
