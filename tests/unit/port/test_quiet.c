/* The signals of a thread's own writes are kept from the program; all others reach it as ever. */
#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <fixture.h>
#include <port/port.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static atomic_int pipes, limits;

static void on_signal(int number) {
    atomic_fetch_add(number == SIGPIPE ? &pipes : &limits, 1);
}

static void handle(int number, void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigaction(number, &action, NULL);
}

static int set_up(void) {
    atomic_store(&pipes, 0);
    atomic_store(&limits, 0);
    handle(SIGPIPE, on_signal);
    handle(SIGXFSZ, on_signal);
    return 0;
}

static int tear_down(void) {
    sigset_t both;
    sigemptyset(&both);
    sigaddset(&both, SIGPIPE);
    sigaddset(&both, SIGXFSZ);
    int result = pthread_sigmask(SIG_UNBLOCK, &both, NULL);
    handle(SIGPIPE, SIG_DFL);
    handle(SIGXFSZ, SIG_DFL);
    return result;
}

static const struct fixture fixture = { .set_up = set_up, .tear_down = tear_down };

/* A pipe's end whose reader is gone. */
static int broken_pipe(void) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    return ends[1];
}

static void write_quietly(int file, int expected) {
    struct pylog__quiet quiet;
    pylog__port_quiet_begin(&quiet);
    errno = 0;
    assert_int_equal(write(file, "x", 1), -1);
    assert_int_equal(errno, expected);
    pylog__port_quiet_end(&quiet, errno);
    assert_int_equal(errno, expected);
}

static void block(int number) {
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    pthread_sigmask(SIG_BLOCK, &one, NULL);
}

static bool is_pending(int number) {
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, number) == 1;
}

static void a_write_to_a_broken_pipe_raises_nothing(void **state) {
    int file = broken_pipe();
    (void)state;
    for (int i = 0; i < 3; i++)
        write_quietly(file, EPIPE);
    assert_int_equal(atomic_load(&pipes), 0);
    assert_int_equal(write(file, "x", 1), -1);
    assert_int_equal(atomic_load(&pipes), 1); /* without it, it does */
    close(file);
}

static void a_write_beyond_the_limit_raises_nothing(void **state) {
    struct rlimit before, limit;
    char name[] = "quietXXXXXX";
    int file = mkstemp(name);
    (void)state;
    unlink(name);
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = 4;
    assert_int_equal(write(file, "1234", 4), 4);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    write_quietly(file, EFBIG);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(atomic_load(&limits), 0);
    close(file);
}

static void the_default_action_kills_nobody(void **state) {
    int file = broken_pipe();
    (void)state;
    handle(SIGPIPE, SIG_DFL);
    write_quietly(file, EPIPE);
    handle(SIGPIPE, SIG_IGN);
    write_quietly(file, EPIPE);
    handle(SIGPIPE, on_signal);
    close(file);
    assert_false(is_pending(SIGPIPE));
    assert_int_equal(atomic_load(&pipes), 0);
}

static void what_the_program_raises_meanwhile_comes_afterwards(void **state) {
    struct pylog__quiet quiet;
    (void)state;
    pylog__port_quiet_begin(&quiet);
    raise(SIGPIPE);
    raise(SIGXFSZ);
    assert_int_equal(atomic_load(&pipes) + atomic_load(&limits), 0);
    pylog__port_quiet_end(&quiet, 0);
    assert_int_equal(atomic_load(&pipes), 1);
    assert_int_equal(atomic_load(&limits), 1);
}

static void what_was_pending_stays_pending(void **state) {
    int file = broken_pipe();
    (void)state;
    block(SIGPIPE);
    raise(SIGPIPE);
    write_quietly(file, EPIPE);
    assert_true(is_pending(SIGPIPE));
    assert_int_equal(atomic_load(&pipes), 0);
    close(file);
}

static void a_thread_that_blocks_them_has_none_pending_afterwards(void **state) {
    int file = broken_pipe();
    (void)state;
    block(SIGPIPE);
    write_quietly(file, EPIPE);
    assert_false(is_pending(SIGPIPE));
    close(file);
}

static void one_within_another_leaves_the_mask_as_it_was(void **state) {
    struct pylog__quiet outer;
    sigset_t before, after;
    int file = broken_pipe();
    (void)state;
    pthread_sigmask(SIG_SETMASK, NULL, &before);
    pylog__port_quiet_begin(&outer);
    write_quietly(file, EPIPE);
    assert_false(is_pending(SIGPIPE));
    pylog__port_quiet_end(&outer, 0);
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    for (int number = 1; number < 32; number++)
        assert_int_equal(sigismember(&before, number), sigismember(&after, number));
    assert_int_equal(atomic_load(&pipes), 0);
    close(file);
}

static const struct CMUnitTest tests[] = {
    TEST(a_write_to_a_broken_pipe_raises_nothing),
    TEST(a_write_beyond_the_limit_raises_nothing),
    TEST(the_default_action_kills_nobody),
    TEST(what_the_program_raises_meanwhile_comes_afterwards),
    TEST(what_was_pending_stays_pending),
    TEST(a_thread_that_blocks_them_has_none_pending_afterwards),
    TEST(one_within_another_leaves_the_mask_as_it_was),
};
TEST_MAIN
