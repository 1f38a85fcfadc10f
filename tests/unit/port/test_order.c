/* The checker of the order of locks (port/order.h): whoever breaks it is ended, with the names of both locks; whoever
 * keeps it is not. In builds without the checker nothing is looked at. */
#define _POSIX_C_SOURCE 200809L

#include <fixture.h>
#include <parallel.h>
#include <port/lock.h>
#include <port/order.h>
#include <pylog.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <thread/thread.h>
#include <unistd.h>

static char said[1024]; /* on stderr, by the child */

/* How the child has ended: its exit status, or 1000 and the signal. */
static int in_child(void (*run)(size_t, size_t), size_t first, size_t second) {
    int ends[2];
    size_t length = 0;
    ssize_t taken;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        dup2(ends[1], STDERR_FILENO);
        run(first, second);
        _exit(0);
    }
    close(ends[1]);
    while (length < sizeof said - 1 && (taken = read(ends[0], said + length, sizeof said - 1 - length)) > 0)
        length += (size_t)taken;
    said[length] = '\0';
    close(ends[0]);
    return wait_for_child(child);
}

static int set_up(void) {
    pylog_get_logger("used");
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

/* ---- The library's own locks ------------------------------------------------------------------ */

enum { TREE, HANDLER };

/* The one with the other held, by the functions that the library takes them by. */
static void take(size_t which, pylog_handler *handler) {
    if (which == TREE)
        pylog__tree_lock();
    else
        pylog_handler_acquire(handler);
}

static void take_both(size_t first, size_t second) {
    pylog_handler *handler = pylog_null_handler_new();
    take(first, handler);
    take(second, handler);
}

static void the_right_order_is_let_pass(void **state) {
    (void)state;
    assert_int_equal(in_child(take_both, HANDLER, TREE), 0);
    assert_string_equal(said, "");
}

#if PYLOG__CHECKS_LOCKS

static void the_wrong_order_ends_the_process_and_names_both_locks(void **state) {
    (void)state;
    assert_int_equal(in_child(take_both, TREE, HANDLER), 1000 + SIGABRT);
    assert_string_equal(said, "pylog: takes handler, with tree held; this thread holds, in the order of taking: tree; "
                              "the order is: handler, link, state, channel, queue, tree, port\n");
}

static void synchronize_within_a_handler(size_t unused, size_t within) {
    pylog_handler *handler = pylog_null_handler_new();
    (void)unused;
    if (within)
        pylog_handler_acquire(handler);
    pylog__synchronize(INT64_MAX);
}

static void sections_are_not_waited_for_with_a_handlers_lock(void **state) {
    (void)state;
    assert_int_equal(in_child(synchronize_within_a_handler, 0, false), 0);
    assert_int_equal(in_child(synchronize_within_a_handler, 0, true), 1000 + SIGABRT);
    assert_non_null(strstr(said, "pylog: waits for the end of sections, with handler held;"));
}

/* For a moment, or for ever, at a condition whose lock is this file's own. */
static void wait_with_it_held(size_t which, size_t forever) {
    struct pylog__mutex mutex;
    struct pylog__condition never;
    pylog__mutex_init(&mutex);
    pylog__condition_init(&never);
    pylog__mutex_lock(&mutex);
    take(which, pylog_null_handler_new());
    alarm(forever ? 20 : 0);
    pylog__condition_wait(&never, &mutex, forever ? INT64_MAX : pylog__port_monotonic());
}

static void at_a_condition_nothing_is_held_for_moments_nor_anything_for_ever(void **state) {
    (void)state;
    assert_int_equal(in_child(wait_with_it_held, HANDLER, false), 0);
    assert_int_equal(in_child(wait_with_it_held, HANDLER, true), 1000 + SIGABRT);
    assert_non_null(strstr(said, "pylog: waits at test, with handler held;"));
    assert_int_equal(in_child(wait_with_it_held, TREE, false), 1000 + SIGABRT);
    assert_non_null(strstr(said, "pylog: waits at test, with tree held;"));
}

/* ---- All of the table ------------------------------------------------------------------------- */

/* In their order. */
static const struct row {
    const char *name, *place;
    bool again; /* another one of the same kind may follow */
} rows[] = {
    { "handler", "src/handler/handler.c:&handler->lock", true },
    { "link", "src/handlers/link.c:&link->mutex", false },
    { "state", "src/config/apply.c:&configuring.mutex", false },
    { "channel", "src/queue/producer.c:&channel->mutex", false },
    { "queue", "src/queue/producer.c:&queue->mutex", false },
    { "tree", "src/thread/thread.c:tree", false },
    { "port", "src/port/resolve.c:&mutex", true },
};
enum { ROWS = sizeof rows / sizeof *rows };
static char locks[2];

static void take_rows(size_t first, size_t second) {
    pylog__order_take(&locks[0], rows[first].place, true);
    pylog__order_take(&locks[1], rows[second].place, true);
}

static void each_lock_may_follow_those_above_it_and_no_other(void **state) {
    (void)state;
    for (size_t first = 0; first < ROWS; first++) {
        for (size_t second = 0; second < ROWS; second++) {
            char expected[64];
            bool right = second > first || (second == first && rows[first].again);
            snprintf(expected, sizeof expected, "takes %s, with %s held;", rows[second].name, rows[first].name);
            int ended = in_child(take_rows, first, second);
            if (ended != (right ? 0 : 1000 + SIGABRT) || !strstr(said, right ? "" : expected))
                fail_msg("%s after %s: %d: %s", rows[second].name, rows[first].name, ended, said);
        }
    }
}

static void try_rows(size_t first, size_t second) {
    pylog__order_take(&locks[0], rows[first].place, true);
    pylog__order_take(&locks[1], rows[second].place, false);
}

static void give_one_back_first(size_t first, size_t second) {
    pylog__order_take(&locks[0], rows[first].place, true);
    pylog__order_give(&locks[0]);
    pylog__order_take(&locks[1], rows[second].place, true);
}

static void forget_one_first(size_t first, size_t second) {
    pylog__order_take(&locks[0], rows[first].place, true);
    pylog__order_take(&locks[0], rows[first].place, false);
    pylog__order_forget(&locks[0]);
    pylog__order_take(&locks[1], rows[second].place, true);
}

static void take_the_same_again(size_t first, size_t second) {
    (void)second;
    pylog__order_take(&locks[0], rows[first].place, true);
    pylog__order_take(&locks[0], rows[first].place, true);
}

static void what_cannot_wait_for_ever_or_is_held_no_more_may_come_in_any_order(void **state) {
    (void)state;
    assert_int_equal(in_child(try_rows, ROWS - 1, 0), 0);
    assert_int_equal(in_child(give_one_back_first, ROWS - 1, 0), 0);
    assert_int_equal(in_child(forget_one_first, ROWS - 1, 0), 0);
    assert_int_equal(in_child(take_the_same_again, 1, 1), 0);
}

static void take_one_that_nobody_knows(size_t first, size_t second) {
    (void)first, (void)second;
    pylog__order_take(&locks[0], "src/text/somewhere.c:&mutex", true);
}

static void a_lock_that_is_not_in_the_table_ends_the_process(void **state) {
    (void)state;
    assert_int_equal(in_child(take_one_that_nobody_knows, 0, 0), 1000 + SIGABRT);
    assert_string_equal(said, "pylog: the lock src/text/somewhere.c:&mutex is not in the table of order.c\n");
}

#else

static void the_wrong_order_is_not_looked_at(void **state) {
    (void)state;
    assert_int_equal(in_child(take_both, TREE, HANDLER), 0);
    assert_string_equal(said, "");
}

#endif

static const struct CMUnitTest tests[] = {
    TEST(the_right_order_is_let_pass),
#if PYLOG__CHECKS_LOCKS
    TEST(the_wrong_order_ends_the_process_and_names_both_locks),
    TEST(sections_are_not_waited_for_with_a_handlers_lock),
    TEST(at_a_condition_nothing_is_held_for_moments_nor_anything_for_ever),
    TEST(each_lock_may_follow_those_above_it_and_no_other),
    TEST(what_cannot_wait_for_ever_or_is_held_no_more_may_come_in_any_order),
    TEST(a_lock_that_is_not_in_the_table_ends_the_process),
#else
    TEST(the_wrong_order_is_not_looked_at),
#endif
};
TEST_MAIN
