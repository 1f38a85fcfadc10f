/* Shutting down and flushing: in which order, how often, and what still works afterwards. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <fixture.h>
#include <math.h>
#include <pthread.h>
#include <pylog.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const struct fixture fixture;

/* ---- Handlers that write down what is done with them ---- */

static FILE *diary; /* NULL: closed */
static char one[] = "one", two[] = "two", three[] = "three";

static void note(const char *what, const pylog_handler *handler) {
    if (!diary)
        return;
    fprintf(diary, "%s %s\n", what, (const char *)pylog_handler_data(handler));
    fflush(diary);
}

static int note_emit(pylog_handler *handler, const struct pylog_record *record) {
    (void)record;
    note("emit", handler);
    return 0;
}

static int note_flush(pylog_handler *handler) {
    note("flush", handler);
    return 0;
}

static void note_close(pylog_handler *handler) {
    note("close", handler);
}

static const struct pylog_handler_ops noting = { .name = "Noting",
                                                 .flags = PYLOG_HANDLER_REOPENS,
                                                 .emit = note_emit,
                                                 .flush = note_flush,
                                                 .close = note_close };

static pylog_handler *make(char *name) {
    pylog_handler *handler = pylog_handler_new(&noting, name);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    return handler;
}

static void begin_diary(void) {
    diary = fopen("diary.txt", "w");
    assert_non_null(diary);
}

static void assert_diary_is(const char *expected) {
    fclose(diary);
    diary = NULL;
    char *content = read_whole_file("diary.txt");
    assert_string_equal(content, expected);
    free(content);
}

/* Run in a process of its own, which then exits; returns its status. */
static int run_program(void (*program)(void)) {
    int status = -1;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        program();
        exit(0);
    }
    waitpid(child, &status, 0);
    return status;
}

/* ---- Shutting down ---- */

static void handlers_are_flushed_and_closed_the_newest_first(void **state) {
    (void)state;
    begin_diary();
    make(one);
    make(two);
    pylog_handler *alone = pylog_handler_new(&noting, three);
    pylog_shutdown();
    pylog_handler_unref(alone);
    assert_diary_is("flush three\nclose three\nflush two\nclose two\nflush one\nclose one\n");
}

static void again_nothing_is_closed_twice(void **state) {
    (void)state;
    begin_diary();
    make(one);
    pylog_shutdown();
    pylog_shutdown();
    assert_diary_is("flush one\nclose one\n");
}

static void logging_afterwards_still_works(void **state) {
    (void)state;
    begin_diary();
    make(one);
    pylog_handler *file = pylog_file_handler_new("shutdown.log", &(struct pylog_file_options){ .mode = "a" });
    pylog_logger_add_handler(NULL, file);
    pylog_handler_unref(file);
    pylog_error(NULL, "before");
    pylog_shutdown();
    pylog_error(NULL, "after");
    pylog_error(pylog_get_logger("made.afterwards"), "new");
    assert_diary_is("emit one\nflush one\nclose one\nemit one\nemit one\n");
    char *content = read_whole_file("shutdown.log");
    assert_string_equal(content, "before\nafter\nnew\n");
    free(content);
    remove("shutdown.log");
}

static void a_handler_that_cannot_be_flushed_is_not_closed_and_the_others_are(void **state) {
    (void)state;
    pylog_handler *first = capture_on(NULL, NULL), *stuck = capture_on(NULL, NULL);
    pylog_handler *last = capture_on(NULL, NULL);
    capture_fail_flush(stuck, ENOSPC);
    pylog_shutdown();
    assert_int_equal(capture_closes(last), 1);
    assert_int_equal(capture_closes(stuck), 0);
    assert_int_equal(capture_closes(first), 1);
    capture_fail_flush(stuck, 0);
    pylog_shutdown();
    assert_int_equal(capture_closes(stuck), 1);
}

/* ---- At exit ---- */

static void log_and_exit(void) {
    make(one);
    make(two);
    pylog_error(NULL, "x");
}

static void at_exit_all_handlers_are_flushed_and_closed_once(void **state) {
    (void)state;
    begin_diary();
    assert_int_equal(run_program(log_and_exit), 0);
    assert_diary_is("emit one\nemit two\nflush two\nclose two\nflush one\nclose one\n");
}

static void shut_down_and_exit(void) {
    make(one);
    pylog_shutdown();
}

static void after_a_shutdown_nothing_is_closed_at_exit(void **state) {
    (void)state;
    begin_diary();
    assert_int_equal(run_program(shut_down_and_exit), 0);
    assert_diary_is("flush one\nclose one\n");
}

static void close_the_stream_and_exit(void) {
    FILE *file = fopen("stream.log", "w");
    pylog_handler *handler = pylog_stream_handler_new(file);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    pylog_error(NULL, "x");
    fclose(file);
}

static void a_stream_closed_before_exit_is_not_touched(void **state) {
    (void)state;
    assert_int_equal(run_program(close_the_stream_and_exit), 0);
    char *content = read_whole_file("stream.log");
    assert_string_equal(content, "x\n");
    free(content);
}

static void log_at_exit(void) {
    pylog_error(NULL, "at exit");
}

static void configure_and_log_at_exit(void) {
    atexit(log_at_exit);
    pylog_basic_config(&(struct pylog_config){ .filename = "exit.log", .filemode = "w" });
    pylog_error(NULL, "before exit");
}

static void exit_functions_of_the_program_may_log(void **state) {
    (void)state;
    assert_int_equal(run_program(configure_and_log_at_exit), 0);
    char *content = read_whole_file("exit.log");
    assert_non_null(strstr(content, "ERROR:root:before exit\n"));
    free(content);
}

/* ---- Flushing ---- */

static void flushing_reaches_every_handler_and_tells_the_first_error(void **state) {
    (void)state;
    pylog_handler *oldest = capture_on(NULL, NULL), *older = capture_on(NULL, NULL);
    pylog_handler *newest = capture_on(NULL, NULL);
    assert_int_equal(pylog_flush(0), 0);
    capture_fail_flush(newest, ENOSPC);
    capture_fail_flush(older, EIO);
    assert_int_equal(pylog_flush(1.0), -1);
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(capture_flushes(oldest), 2);
    assert_int_equal(capture_flushes(older), 2);
    capture_fail_flush(older, 0);
    capture_fail_flush(newest, 0);
}

static void a_time_without_meaning_is_refused_and_nothing_flushed(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    assert_int_equal(pylog_flush(-1.0), -1);
    assert_int_equal(pylog_flush((double)NAN), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(capture_flushes(capture), 0);
    assert_int_equal(pylog_flush(1e300), 0);
    assert_int_equal(pylog_flush(PYLOG_FOREVER), 0);
    assert_int_equal(capture_flushes(capture), 2);
}

static struct {
    pylog_handler *handler;
    _Atomic int taken, may_go;
} held;

static void *hold(void *unused) {
    pylog_handler_acquire(held.handler);
    held.taken = 1;
    while (!held.may_go)
        nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
    pylog_handler_release(held.handler);
    return unused;
}

static void a_handler_in_use_is_given_up_in_time_and_the_others_are_flushed(void **state) {
    pthread_t thread;
    (void)state;
    pylog_handler *other = capture_on(NULL, NULL);
    held.handler = capture_on(NULL, NULL);
    held.taken = held.may_go = 0;
    pthread_create(&thread, NULL, hold, NULL);
    while (!held.taken)
        nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
    int result = pylog_flush(0.05), error = errno;
    held.may_go = 1;
    pthread_join(thread, NULL);
    assert_int_equal(result, -1);
    assert_int_equal(error, ETIMEDOUT);
    assert_int_equal(capture_flushes(held.handler), 0);
    assert_int_equal(capture_flushes(other), 1);
    assert_int_equal(pylog_flush(0.05), 0);
}

static const struct CMUnitTest tests[] = {
    TEST(handlers_are_flushed_and_closed_the_newest_first),
    TEST(again_nothing_is_closed_twice),
    TEST(logging_afterwards_still_works),
    TEST(a_handler_that_cannot_be_flushed_is_not_closed_and_the_others_are),
    TEST(at_exit_all_handlers_are_flushed_and_closed_once),
    TEST(after_a_shutdown_nothing_is_closed_at_exit),
    TEST(a_stream_closed_before_exit_is_not_touched),
    TEST(exit_functions_of_the_program_may_log),
    TEST(flushing_reaches_every_handler_and_tells_the_first_error),
    TEST(a_time_without_meaning_is_refused_and_nothing_flushed),
    TEST(a_handler_in_use_is_given_up_in_time_and_the_others_are_flushed),
};
TEST_MAIN
