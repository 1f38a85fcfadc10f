/* Hooks: what the rooms do at a shutdown, a flush and around fork, and in which order. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fixture.h>
#include <parallel.h>
#include <port/lock.h>
#include <pylog.h>
#include <string.h>
#include <thread/hooks.h>
#include <unistd.h>

static char diary[64];

static void note(char what) {
    size_t length = strlen(diary);
    if (length < sizeof diary - 1)
        diary[length] = what;
}

static void prepare(void) {
    note('p');
}

static void parent(void) {
    note('P');
}

static void child(void) {
    note('C');
}

static void shut_down(int64_t deadline) {
    note(deadline > pylog__port_monotonic() ? 's' : '?');
}

static int flush(int64_t deadline) {
    note(deadline == PYLOG__PATIENTLY ? 'f' : '?');
    errno = EIO;
    return -1;
}

static struct pylog__hooks config = { .phase = PYLOG__PHASE_CONFIG,
                                      .prepare = prepare,
                                      .parent = parent,
                                      .child = child,
                                      .shut_down = shut_down,
                                      .flush = flush };

/* The same in capitals of its own. */
static void prepare_last(void) {
    note('q');
}

static void parent_first(void) {
    note('Q');
}

static void child_first(void) {
    note('D');
}

static void shut_down_last(int64_t deadline) {
    (void)deadline;
    note('t');
}

static int flush_last(int64_t deadline) {
    (void)deadline;
    note('g');
    errno = ENOSPC;
    return -1;
}

static struct pylog__hooks flusher = { .phase = PYLOG__PHASE_FLUSHER,
                                       .prepare = prepare_last,
                                       .parent = parent_first,
                                       .child = child_first,
                                       .shut_down = shut_down_last,
                                       .flush = flush_last };
static struct pylog__hooks none;

static int enter(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        pylog__hooks_add(&flusher);
        pylog__hooks_add(&none);
        pylog__hooks_add(&config);
    }
    memset(diary, 0, sizeof diary);
    return 0;
}

static void hooks_are_run_once_however_often_they_are_entered_and_by_their_phase(void **state) {
    (void)state;
    pylog_shutdown();
    assert_string_equal(diary, "st");
    pylog_shutdown();
    assert_string_equal(diary, "stst");
}

static void a_flush_calls_all_and_tells_the_first_error(void **state) {
    (void)state;
    assert_int_equal(pylog_flush(0), -1);
    assert_int_equal(errno, EIO);
    assert_string_equal(diary, "fg");
}

static void after_a_fork_the_order_is_the_opposite(void **state) {
    (void)state;
    pid_t process = fork();
    if (process == 0)
        _exit(strcmp(diary, "pqDC") == 0 ? 0 : 1);
    assert_int_equal(wait_for_child(process), 0);
    assert_string_equal(diary, "pqQP");
}

static struct pylog__hooks late = { .phase = PYLOG__PHASE_FLUSHER, .parent = parent, .child = child };

static void enter_late(void) {
    pylog__hooks_add(&late);
}

static struct pylog__hooks entering = { .phase = PYLOG__PHASE_FLUSHER, .prepare = enter_late };

/* As when another thread loads a library meanwhile. */
static void hooks_that_are_entered_during_a_fork_are_run_in_the_child_alone(void **state) {
    (void)state;
    pylog__hooks_add(&entering);
    pid_t process = fork();
    if (process == 0)
        _exit(strcmp(diary, "pqCDC") == 0 ? 0 : 1);
    assert_int_equal(wait_for_child(process), 0);
    assert_string_equal(diary, "pqQP");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup(hooks_are_run_once_however_often_they_are_entered_and_by_their_phase, enter),
    cmocka_unit_test_setup(a_flush_calls_all_and_tells_the_first_error, enter),
    cmocka_unit_test_setup(after_a_fork_the_order_is_the_opposite, enter),
    cmocka_unit_test_setup(hooks_that_are_entered_during_a_fork_are_run_in_the_child_alone, enter),
};
TEST_MAIN
