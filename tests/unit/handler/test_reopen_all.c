/* Opening all files again, as a daemon does at SIGHUP. */
#define _XOPEN_SOURCE 700

#include <capture.h>
#include <files.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The clock, and handlers that another thread is stuck in: waiting for one takes all the time that is given. */
static _Atomic int64_t clock_shows; /* 0: the time */
static bool all_are_stuck;
static double waited[8];
static size_t wait_count;

int64_t __real_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void);
int __real_pylog_handler_acquire_within(pylog_handler *handler, double timeout);
int __wrap_pylog_handler_acquire_within(pylog_handler *handler, double timeout);

int64_t __wrap_pylog__port_monotonic(void) {
    return clock_shows ? clock_shows : __real_pylog__port_monotonic();
}

int __wrap_pylog_handler_acquire_within(pylog_handler *handler, double timeout) {
    if (!all_are_stuck)
        return __real_pylog_handler_acquire_within(handler, timeout);
    if (wait_count < sizeof waited / sizeof *waited)
        waited[wait_count++] = timeout;
    clock_shows += (int64_t)(timeout * 1e9);
    return pylog_fail(ETIMEDOUT, "stuck");
}

static int set_up(void) {
    clock_shows = 0;
    all_are_stuck = false;
    wait_count = 0;
    return 0;
}

static int tear_down(void) {
    all_are_stuck = false;
    clock_shows = 0;
    return 0;
}

static const struct fixture fixture = { .directory = "reopened", .set_up = set_up, .tear_down = tear_down };

static void without_files_it_has_nothing_to_do(void **state) {
    (void)state;
    assert_int_equal(pylog_reopen_all(), 0);
    pylog_handler *handler = capture_on(NULL, NULL);
    assert_int_equal(pylog_reopen_all(), 0);
    pylog_logger_remove_handler(NULL, handler);
}

static void every_file_that_is_open_is_opened_again(void **state) {
    (void)state;
    pylog_handler *const handlers[] = {
        pylog_file_handler_new("reopened/a", NULL),
        pylog_rotating_file_handler_new("reopened/b", NULL),
        pylog_file_handler_new("reopened/c", &(struct pylog_file_options){ .buffer_size = 1000 }),
    };
    struct pylog_handler_stats stats;
    for (size_t i = 0; i < 3; i++)
        files_log(handlers[i], "before");
    rename("reopened/a", "reopened/a.old");
    rename("reopened/b", "reopened/b.old");
    rename("reopened/c", "reopened/c.old");
    assert_int_equal(pylog_reopen_all(), 0);
    assert_string_equal(files_in("reopened"), "a a.old b b.old c c.old ");
    for (size_t i = 0; i < 3; i++) {
        files_log(handlers[i], "after");
        pylog_handler_get_stats(handlers[i], &stats);
        assert_int_equal(stats.reconnects, 1);
        pylog_handler_unref(handlers[i]);
    }
    files_assert("reopened/a.old", "before\n");
    files_assert("reopened/b.old", "before\n");
    files_assert("reopened/c.old", "before\n");
    files_assert("reopened/a", "after\n");
    files_assert("reopened/b", "after\n");
    files_assert("reopened/c", "after\n");
}

static void a_handler_behind_a_queue_is_among_them(void **state) {
    (void)state;
    pylog_queue *queue = pylog_queue_new(NULL);
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .filename = "reopened/a", .queue = queue }), 0);
    pylog_queue_unref(queue);
    pylog_error(NULL, "before");
    assert_int_equal(pylog_flush(0), 0);
    rename("reopened/a", "reopened/a.old");
    assert_int_equal(pylog_reopen_all(), 0);
    pylog_error(NULL, "after");
    assert_int_equal(pylog_flush(0), 0);
    files_assert("reopened/a.old", "ERROR:root:before\n");
    files_assert("reopened/a", "ERROR:root:after\n");
}

static void a_file_that_is_not_open_is_left_to_its_next_record(void **state) {
    (void)state;
    pylog_handler *later = pylog_file_handler_new("reopened/a", &(struct pylog_file_options){ .delay = true });
    pylog_handler *closed = pylog_file_handler_new("reopened/b", NULL);
    pylog_handler_close(closed);
    remove("reopened/b");
    assert_int_equal(pylog_reopen_all(), 0);
    assert_string_equal(files_in("reopened"), "");
    pylog_handler_unref(later);
    pylog_handler_unref(closed);
}

static void all_are_tried_and_the_first_error_is_told(void **state) {
    (void)state;
    mkdir("reopened/x", 0700);
    mkdir("reopened/y", 0700);
    pylog_handler *oldest = pylog_file_handler_new("reopened/a", NULL);
    pylog_handler *second = pylog_file_handler_new("reopened/x/log", NULL);
    pylog_handler *first = pylog_file_handler_new("reopened/y/log", NULL);
    remove("reopened/x/log");
    remove("reopened/y/log");
    rmdir("reopened/x");
    files_write("reopened/y/log", "");
    remove("reopened/y/log");
    mkdir("reopened/y/log", 0700);
    rename("reopened/a", "reopened/a.old");
    errno = 0;
    assert_int_equal(pylog_reopen_all(), -1);
    assert_int_equal(errno, EISDIR);
    assert_non_null(strstr(pylog_last_error(), "reopened/y/log"));
    assert_string_equal(pylog_last_error_class(), "IsADirectoryError");
    files_assert("reopened/a", "");
    pylog_handler_unref(first);
    pylog_handler_unref(second);
    pylog_handler_unref(oldest);
    rmdir("reopened/y/log");
    rmdir("reopened/y");
}

static void where_all_goes_well_the_last_error_stays(void **state) {
    (void)state;
    pylog_handler *handler = pylog_file_handler_new("reopened/a", NULL);
    pylog_fail(EIO, "of the program");
    assert_int_equal(pylog_reopen_all(), 0);
    assert_string_equal(pylog_last_error(), "of the program");
    pylog_handler_unref(handler);
}

static int take(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    return 0;
}

static int refuse(pylog_handler *handler) {
    (void)handler;
    errno = ENOTDIR;
    return -1;
}

static void a_handler_of_the_programs_is_asked_too(void **state) {
    static const struct pylog_file_ops file = { .reopen = refuse };
    static const struct pylog_handler_ops ops = { .name = "Own", .emit = take, .file = &file };
    (void)state;
    pylog_handler *handler = pylog_handler_new(&ops, NULL);
    pylog_fail(EIO, "of the program");
    assert_int_equal(pylog_reopen_all(), -1);
    assert_int_equal(errno, ENOTDIR);
    assert_string_equal(pylog_last_error(), "[Errno 20] Not a directory");
    pylog_handler_unref(handler);
}

static void all_waits_together_have_a_bound(void **state) {
    (void)state;
    pylog_handler *const handlers[] = { pylog_file_handler_new("reopened/a", NULL),
                                        pylog_file_handler_new("reopened/b", NULL),
                                        pylog_file_handler_new("reopened/c", NULL) };
    clock_shows = 1000000000;
    all_are_stuck = true;
    assert_int_equal(pylog_reopen_all(), -1);
    assert_int_equal(errno, ETIMEDOUT);
    assert_string_equal(pylog_last_error(), "stuck");
    all_are_stuck = false;
    assert_int_equal(wait_count, 3);
    assert_true(waited[0] > 9.99 && waited[0] < 10.01);
    assert_true(waited[1] > 0.09 && waited[1] < 0.11);
    assert_true(waited[2] > 0.09 && waited[2] < 0.11);
    for (size_t i = 0; i < 3; i++)
        pylog_handler_unref(handlers[i]);
}

static const struct CMUnitTest tests[] = {
    TEST(without_files_it_has_nothing_to_do),
    TEST(every_file_that_is_open_is_opened_again),
    TEST(a_handler_behind_a_queue_is_among_them),
    TEST(a_file_that_is_not_open_is_left_to_its_next_record),
    TEST(all_are_tried_and_the_first_error_is_told),
    TEST(where_all_goes_well_the_last_error_stays),
    TEST(a_handler_of_the_programs_is_asked_too),
    TEST(all_waits_together_have_a_bound),
};
TEST_MAIN
