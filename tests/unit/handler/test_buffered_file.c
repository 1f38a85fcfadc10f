/* The buffer of a file handler: when it is written, and that no record is lost with it. What goes wrong when
 * it is written stands in test_buffered_file_faults.c. */
#define _XOPEN_SOURCE 700

#include <capture.h>
#include <errno.h>
#include <failing_allocator.h>
#include <files.h>
#include <fixture.h>
#include <parallel.h>
#include <pylog.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- write(2), counted; the thread that flushes calls it, too ---- */

static atomic_size_t write_calls;

ssize_t __real_write(int file, const void *bytes, size_t length);
ssize_t __wrap_write(int file, const void *bytes, size_t length);

ssize_t __wrap_write(int file, const void *bytes, size_t length) {
    atomic_fetch_add(&write_calls, 1);
    return __real_write(file, bytes, length);
}

/* ---- What the tests share ---- */


static int set_up(void) {
    atomic_store(&write_calls, 0);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    return 0;
}

static const struct fixture fixture = {
    .seconds = 30, .directory = "buffered_file", .in_directory = true, .set_up = set_up
};

static pylog_handler *make_with(const char *filename, const struct pylog_file_options *options) {
    pylog_handler *handler = pylog_file_handler_new(filename, options);
    assert_non_null(handler);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    return handler;
}

static pylog_handler *make(size_t size) {
    return make_with("a.log", &(struct pylog_file_options){ .buffer_size = size });
}

static void info(const char *text) {
    pylog_info(pylog_get_logger(NULL), "%s", text);
}

/* ---- When it is full ---- */

static void nothing_is_written_before_the_buffer_is_full(void **state) {
    (void)state;
    pylog_handler *handler = make(16);
    for (int i = 0; i < 4; i++)
        info("123");
    assert_int_equal(write_calls, 0);
    files_assert("a.log", "");
    info("4");
    assert_int_equal(write_calls, 1);
    files_assert("a.log", "123\n123\n123\n123\n");
    files_assert_stats(handler, 5, 0, 0, 0);
}

static void each_full_buffer_is_one_write(void **state) {
    (void)state;
    pylog_handler *handler = make(1000);
    for (int i = 0; i < 1000; i++)
        pylog_info(pylog_get_logger(NULL), "%09d", i);
    assert_int_equal(write_calls, 9);
    pylog_handler_flush(handler);
    assert_int_equal(write_calls, 10);
    char *content = read_whole_file("a.log");
    assert_int_equal(strlen(content), 10000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(atoi(content + i * 10), i);
    free(content);
}

static void a_record_larger_than_the_buffer_goes_straight_through_in_order(void **state) {
    (void)state;
    make(8);
    info("first");
    info("larger than that");
    assert_int_equal(write_calls, 2);
    files_assert("a.log", "first\nlarger than that\n");
    info("last");
    assert_int_equal(write_calls, 2);
    pylog_flush(0);
    files_assert("a.log", "first\nlarger than that\nlast\n");
}

static void a_record_as_large_as_the_buffer_is_held_back(void **state) {
    (void)state;
    make(8);
    info("1234567");
    assert_int_equal(write_calls, 0);
    info("7654321");
    assert_int_equal(write_calls, 1);
    files_assert("a.log", "1234567\n");
}

static void with_delay_the_first_record_opens_the_file_and_is_held_back(void **state) {
    (void)state;
    make_with("a.log", &(struct pylog_file_options){ .buffer_size = 100, .delay = true });
    assert_null(read_whole_file("a.log"));
    info("x");
    files_assert("a.log", "");
    pylog_flush(0);
    files_assert("a.log", "x\n");
}

static void mode_w_truncates_once(void **state) {
    struct pylog_file_options options = { .mode = "w", .buffer_size = 100 };
    (void)state;
    pylog_handler *handler = make_with("a.log", &options);
    info("1");
    assert_int_equal(pylog_file_handler_reopen(handler), 0);
    info("2");
    pylog_handler_close(handler);
    info("3");
    files_assert("a.log", "1\n2\n3\n");
    files_assert_stats(handler, 3, 0, 0, 2);
}

/* ---- Levels ---- */

static void a_record_of_flush_level_is_written_at_once_with_what_was_held(void **state) {
    static const struct {
        int flush_level, level;
        size_t writes;
    } rows[] = {
        { 0, PYLOG_WARNING, 0 },
        { 0, PYLOG_ERROR, 1 },
        { 0, PYLOG_CRITICAL, 1 },
        { PYLOG_WARNING, PYLOG_INFO, 0 },
        { PYLOG_WARNING, PYLOG_WARNING, 1 },
        { 31, PYLOG_WARNING, 0 },
        { 1, PYLOG_DEBUG, 1 },
        { 1000, PYLOG_CRITICAL, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pylog_file_options options = { .buffer_size = 100, .flush_level = rows[i].flush_level };
        pylog_handler *handler = make_with("a.log", &options);
        if (rows[i].flush_level != 1)
            pylog_debug(pylog_get_logger(NULL), "held");
        pylog_log(pylog_get_logger(NULL), rows[i].level, "now");
        if (atomic_exchange(&write_calls, 0) != rows[i].writes)
            fail_msg("flush level %d, level %d", rows[i].flush_level, rows[i].level);
        pylog_logger_remove_handler(NULL, handler);
        atomic_store(&write_calls, 0);
    }
}

/* ---- Time ---- */

static void after_the_interval_an_idle_process_has_written(void **state) {
    struct pylog_file_options options = { .buffer_size = 1000, .flush_interval = 0.05 };
    (void)state;
    make_with("a.log", &options);
    for (int round = 0; round < 2; round++) {
        atomic_store(&write_calls, 0);
        info("1");
        info("2");
        assert_true(files_come_to_be("a.log", round ? "1\n2\n1\n2\n" : "1\n2\n"));
        assert_int_equal(write_calls, 1);
    }
}

static void before_the_interval_nothing_is_written(void **state) {
    struct pylog_file_options options = { .buffer_size = 1000, .flush_interval = 30 };
    (void)state;
    make_with("a.log", &options);
    info("1");
    sleep_milliseconds(50);
    assert_int_equal(write_calls, 0);
}

static void the_interval_begins_with_the_first_record_and_is_not_put_off(void **state) {
    struct pylog_file_options options = { .buffer_size = 100000, .flush_interval = 0.05 };
    (void)state;
    make_with("a.log", &options);
    for (size_t i = 0; i < 2000 * test_scale() && !write_calls; i++) {
        info("x");
        sleep_milliseconds(2);
    }
    assert_true(write_calls > 0);
}

static void a_record_after_a_full_buffer_is_flushed_in_time(void **state) {
    struct pylog_file_options options = { .buffer_size = 8, .flush_interval = 0.05 };
    (void)state;
    make_with("a.log", &options);
    info("12345");
    info("67890");
    assert_true(files_come_to_be("a.log", "12345\n67890\n"));
    info("larger than that");
    info("last");
    assert_true(files_come_to_be("a.log", "12345\n67890\nlarger than that\nlast\n"));
}

/* ---- Flush, close, shutdown, exit ---- */

static int flush_handler(pylog_handler *handler) {
    return pylog_handler_flush(handler);
}

static int flush_all(pylog_handler *handler) {
    (void)handler;
    return pylog_flush(1);
}

static int close_handler(pylog_handler *handler) {
    pylog_handler_close(handler);
    return 0;
}

static int shut_down(pylog_handler *handler) {
    (void)handler;
    pylog_shutdown();
    return 0;
}

static int drop(pylog_handler *handler) {
    pylog_logger_remove_handler(NULL, handler);
    return 0;
}

static int reopen(pylog_handler *handler) {
    return pylog_file_handler_reopen(handler);
}

static void what_is_held_back_is_written_once(void **state) {
    static const struct {
        const char *by;
        int (*call)(pylog_handler *handler);
    } rows[] = { { "flushing it", flush_handler }, { "flushing all", flush_all }, { "close", close_handler },
                 { "shutdown", shut_down },        { "the end of it", drop },     { "reopening", reopen } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        remove("a.log");
        pylog_handler *handler = make(100);
        info("1");
        info("2");
        atomic_store(&write_calls, 0);
        int result = rows[i].call(handler);
        if (result || write_calls != 1)
            fail_msg("%s: %d, %zu writes", rows[i].by, result, (size_t)write_calls);
        files_assert("a.log", "1\n2\n");
        if (rows[i].call != drop)
            drop(handler);
        files_assert("a.log", "1\n2\n");
    }
}

static void flushing_an_empty_buffer_writes_nothing(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    assert_int_equal(pylog_handler_flush(handler), 0);
    pylog_handler_close(handler);
    assert_int_equal(pylog_handler_flush(handler), 0);
    assert_int_equal(write_calls, 0);
}

static void after_shutdown_nothing_is_held_back(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    info("1");
    pylog_shutdown();
    info("2");
    files_assert("a.log", "1\n2\n");
    info("3");
    files_assert("a.log", "1\n2\n3\n");
    files_assert_stats(handler, 3, 0, 0, 1);
}

static void what_is_held_goes_to_the_former_file_when_it_is_reopened(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    info("1");
    rename("a.log", "old.log");
    assert_int_equal(pylog_file_handler_reopen(handler), 0);
    info("2");
    pylog_handler_flush(handler);
    files_assert("old.log", "1\n");
    files_assert("a.log", "2\n");
}

static void a_file_that_cannot_be_reopened_keeps_what_is_held(void **state) {
    (void)state;
    mkdir("dir", 0777);
    pylog_handler *handler = make_with("dir/a.log", &(struct pylog_file_options){ .buffer_size = 100 });
    info("1");
    rename("dir", "moved");
    assert_int_equal(pylog_file_handler_reopen(handler), -1);
    assert_int_equal(errno, ENOENT);
    pylog_handler_flush(handler);
    files_assert("moved/a.log", "1\n");
}

static char *program; /* this one's path */

/* What the next test runs it for: it ends without a word to the library. */
static int program_that_just_ends(void) {
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    make_with("program.log", &(struct pylog_file_options){ .buffer_size = 1000 });
    info("1");
    info("2");
    return 0;
}

static void a_program_that_just_ends_has_written_all(void **state) {
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        execl(program, program, "just end", (char *)NULL);
        _exit(77);
    }
    assert_int_equal(wait_for_child(child), 0);
    files_assert("program.log", "1\n2\n");
}

/* ---- Threads ---- */

enum { WRITERS = 4, NUMBERS = 2000, LONGEST = 150 };

static void *log_lines(void *number) {
    char line[LINE_SIZE];
    for (size_t i = 0; i < NUMBERS; i++) {
        compose_line(line, (size_t)(uintptr_t)number, i, LONGEST);
        pylog_log(pylog_get_logger(NULL), i % 100 ? PYLOG_INFO : PYLOG_ERROR, "%s", line);
    }
    return NULL;
}

static atomic_bool all_written;

static void *flush_and_reopen(void *data) {
    while (!atomic_load(&all_written)) {
        pylog_handler_flush(data);
        pylog_file_handler_reopen(data);
        sleep_milliseconds(1);
    }
    return NULL;
}

static void lines_of_several_threads_are_all_there_and_whole(void **state) {
    struct pylog_file_options options = { .buffer_size = 1024, .flush_interval = 0.001 };
    (void)state;
    pylog_handler *handler = make_with("a.log", &options);
    atomic_store(&all_written, false);
    pthread_t other = start_thread(flush_and_reopen, handler);
    run_in_threads(WRITERS, log_lines);
    atomic_store(&all_written, true);
    join_thread(other);
    pylog_handler_close(handler);
    struct tally tally = tally_new(WRITERS, NUMBERS, LONGEST);
    tally_file(&tally, "a.log");
    assert_int_equal(tally.lines, WRITERS * NUMBERS);
    assert_int_equal(tally.torn, 0);
    assert_int_equal(tally.twice, 0);
    assert_int_equal(tally_missing(&tally), 0);
    tally_free(&tally);
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.emitted, WRITERS * NUMBERS);
    assert_int_equal(stats.errors, 0);
}

/* ---- fork ---- */

static void what_was_held_at_a_fork_is_written_by_the_parent_alone(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    info("before");
    pid_t child = fork();
    if (child == 0) {
        info("child");
        _exit(pylog_handler_flush(handler) != 0);
    }
    assert_int_equal(wait_for_child(child), 0);
    info("parent");
    pylog_handler_flush(handler);
    files_assert("a.log", "child\nbefore\nparent\n");
}

static void a_child_that_exits_writes_what_is_its_own(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    info("before");
    pid_t child = fork();
    if (child == 0) {
        info("child");
        pylog_shutdown();
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    pylog_handler_flush(handler);
    files_assert("a.log", "child\nbefore\n");
}

static void whoever_writes_first_writes_the_byte_order_mark(void **state) {
    struct pylog_file_options options = { .buffer_size = 100, .encoding = "utf-8-sig" };
    (void)state;
    pylog_handler *handler = make_with("a.log", &options);
    info("before");
    pid_t child = fork();
    if (child == 0) {
        info("child");
        _exit(pylog_handler_flush(handler) != 0);
    }
    assert_int_equal(wait_for_child(child), 0);
    pylog_handler_flush(handler);
    files_assert("a.log", "\xEF\xBB\xBF"
                          "child\nbefore\n");
}

/* GCC's ThreadSanitizer cannot start threads in the child of a process that has several. */
static bool can_start_threads_after_fork(void) {
#if defined(__SANITIZE_THREAD__)
    return false;
#else
    return true;
#endif
}

static void the_interval_holds_in_a_child_of_fork(void **state) {
    struct pylog_file_options options = { .buffer_size = 1000, .flush_interval = 0.05 };
    (void)state;
    if (!can_start_threads_after_fork())
        skip();
    make_with("a.log", &options);
    info("before");
    assert_true(files_come_to_be("a.log", "before\n"));
    pid_t child = fork();
    if (child == 0) {
        must_end_within(20);
        info("child");
        _exit(files_come_to_be("a.log", "before\nchild\n") ? 0 : 1);
    }
    assert_int_equal(wait_for_child(child), 0);
    info("after");
    assert_true(files_come_to_be("a.log", "before\nchild\nafter\n"));
}

/* ---- Memory ---- */

static void without_memory_for_the_buffer_there_is_no_handler(void **state) {
    (void)state;
    failing_allocator_begin();
    failing_allocator_fail_above(100 * 1000);
    errno = 0;
    assert_null(pylog_file_handler_new("a.log", &(struct pylog_file_options){ .buffer_size = 1000 * 1000 }));
    assert_int_equal(errno, ENOMEM);
    assert_string_equal(pylog_last_error(), "out of memory");
    assert_true(failing_allocator_has_failed());
    failing_allocator_end();
    assert_null(read_whole_file("a.log"));
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_written_before_the_buffer_is_full),
        TEST(each_full_buffer_is_one_write),
        TEST(a_record_larger_than_the_buffer_goes_straight_through_in_order),
        TEST(a_record_as_large_as_the_buffer_is_held_back),
        TEST(with_delay_the_first_record_opens_the_file_and_is_held_back),
        TEST(mode_w_truncates_once),
        TEST(a_record_of_flush_level_is_written_at_once_with_what_was_held),
        TEST(after_the_interval_an_idle_process_has_written),
        TEST(before_the_interval_nothing_is_written),
        TEST(the_interval_begins_with_the_first_record_and_is_not_put_off),
        TEST(a_record_after_a_full_buffer_is_flushed_in_time),
        TEST(what_is_held_back_is_written_once),
        TEST(flushing_an_empty_buffer_writes_nothing),
        TEST(after_shutdown_nothing_is_held_back),
        TEST(what_is_held_goes_to_the_former_file_when_it_is_reopened),
        TEST(a_file_that_cannot_be_reopened_keeps_what_is_held),
        TEST(a_program_that_just_ends_has_written_all),
        TEST(lines_of_several_threads_are_all_there_and_whole),
        TEST(what_was_held_at_a_fork_is_written_by_the_parent_alone),
        TEST(a_child_that_exits_writes_what_is_its_own),
        TEST(whoever_writes_first_writes_the_byte_order_mark),
        TEST(the_interval_holds_in_a_child_of_fork),
        TEST(without_memory_for_the_buffer_there_is_no_handler),
    };
    if (count > 1 && strcmp(arguments[1], "just end") == 0)
        return program_that_just_ends();
    program = realpath(arguments[0], NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(program);
    return failed;
}
