/* The buffer of a file handler: when it is written, that no record is lost with it, and none is there twice.
 */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <core/reset.h>
#include <errno.h>
#include <failing_allocator.h>
#include <parallel.h>
#include <pylog.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

/* ---- write(2), as a test wants it; the thread that flushes calls it, too ---- */

static atomic_size_t write_calls;
static atomic_bool disk_full; /* each write fails with ENOSPC */

/* What the next writes do: take so many bytes at most; 0: fail with ENOSPC. Then all is well again. */
static struct {
    size_t most[16];
    size_t count, next;
} planned;

static void plan(size_t most) {
    planned.most[planned.count++] = most;
}

ssize_t __real_write(int file, const void *bytes, size_t length);
ssize_t __wrap_write(int file, const void *bytes, size_t length);

ssize_t __wrap_write(int file, const void *bytes, size_t length) {
    atomic_fetch_add(&write_calls, 1);
    size_t most = SIZE_MAX;
    if (atomic_load(&disk_full))
        most = 0;
    else if (planned.next < planned.count)
        most = planned.most[planned.next++];
    if (most)
        return __real_write(file, bytes, length < most ? length : most);
    errno = ENOSPC;
    return -1;
}

/* ---- What the tests share ---- */

static atomic_size_t reports;
static atomic_int reported;

static void report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    (void)handler, (void)record, (void)text, (void)data;
    atomic_store(&reported, error);
    atomic_fetch_add(&reports, 1);
}

static char home[512];

static int set_up(void **state) {
    (void)state;
    must_end_within(30);
    pylog__reset();
    memset(&planned, 0, sizeof planned);
    atomic_store(&write_calls, 0);
    atomic_store(&disk_full, false);
    atomic_store(&reports, 0);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    if (!*home && !getcwd(home, sizeof home))
        return -1;
    return system("rm -rf buffered_file && mkdir buffered_file") || chdir("buffered_file");
}

static int tear_down(void **state) {
    (void)state;
    must_end_within(0);
    pylog__reset();
    return chdir(home);
}

static pylog_handler *make_with(const char *filename, const struct pylog_file_options *options) {
    pylog_handler *handler = pylog_file_handler_new(filename, options);
    assert_non_null(handler);
    pylog_handler_set_error_callback(handler, report, NULL);
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

static void error(const char *text) {
    pylog_error(pylog_get_logger(NULL), "%s", text);
}

static void assert_file_is(const char *path, const char *expected) {
    char *content = read_whole_file(path);
    assert_non_null(content);
    assert_string_equal(content, expected);
    free(content);
}

static void assert_bytes_are(const char *path, const char *expected, size_t length) {
    struct stat status;
    char *content = read_whole_file(path);
    assert_non_null(content);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_size, length);
    assert_memory_equal(content, expected, length);
    free(content);
}

static bool comes_to_be(const char *path, const char *expected) {
    bool equal = false;
    for (size_t i = 0; i < 2000 * test_scale() && !equal; i++) {
        char *content = read_whole_file(path);
        equal = content && strcmp(content, expected) == 0;
        free(content);
        if (!equal)
            sleep_milliseconds(2);
    }
    return equal;
}

static void assert_stats_are(const pylog_handler *handler, uint64_t emitted, uint64_t dropped,
                             uint64_t errors, uint64_t reconnects) {
    struct pylog_handler_stats stats;
    pylog_handler_stats(handler, &stats);
    assert_int_equal(stats.emitted, emitted);
    assert_int_equal(stats.dropped, dropped);
    assert_int_equal(stats.errors, errors);
    assert_int_equal(stats.reconnects, reconnects);
}

/* ---- When it is full ---- */

static void nothing_is_written_before_the_buffer_is_full(void **state) {
    (void)state;
    pylog_handler *handler = make(16);
    for (int i = 0; i < 4; i++)
        info("123");
    assert_int_equal(write_calls, 0);
    assert_file_is("a.log", "");
    info("4");
    assert_int_equal(write_calls, 1);
    assert_file_is("a.log", "123\n123\n123\n123\n");
    assert_stats_are(handler, 5, 0, 0, 0);
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
    assert_file_is("a.log", "first\nlarger than that\n");
    info("last");
    assert_int_equal(write_calls, 2);
    pylog_flush(0);
    assert_file_is("a.log", "first\nlarger than that\nlast\n");
}

static void a_record_as_large_as_the_buffer_is_held_back(void **state) {
    (void)state;
    make(8);
    info("1234567");
    assert_int_equal(write_calls, 0);
    info("7654321");
    assert_int_equal(write_calls, 1);
    assert_file_is("a.log", "1234567\n");
}

static void with_delay_the_first_record_opens_the_file_and_is_held_back(void **state) {
    (void)state;
    make_with("a.log", &(struct pylog_file_options){ .buffer_size = 100, .delay = true });
    assert_null(read_whole_file("a.log"));
    info("x");
    assert_file_is("a.log", "");
    pylog_flush(0);
    assert_file_is("a.log", "x\n");
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
    assert_file_is("a.log", "1\n2\n");
    assert_stats_are(handler, 2, 1, 0, 1);
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
        assert_true(comes_to_be("a.log", round ? "1\n2\n1\n2\n" : "1\n2\n"));
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
    assert_true(comes_to_be("a.log", "12345\n67890\n"));
    info("larger than that");
    info("last");
    assert_true(comes_to_be("a.log", "12345\n67890\nlarger than that\nlast\n"));
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
        assert_file_is("a.log", "1\n2\n");
        if (rows[i].call != drop)
            drop(handler);
        assert_file_is("a.log", "1\n2\n");
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
    assert_file_is("a.log", "1\n2\n");
    info("3");
    assert_file_is("a.log", "1\n2\n3\n");
    assert_stats_are(handler, 3, 0, 0, 1);
}

static void what_is_held_goes_to_the_former_file_when_it_is_reopened(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    info("1");
    rename("a.log", "old.log");
    assert_int_equal(pylog_file_handler_reopen(handler), 0);
    info("2");
    pylog_handler_flush(handler);
    assert_file_is("old.log", "1\n");
    assert_file_is("a.log", "2\n");
}

static void what_the_former_file_does_not_take_goes_to_the_new_one(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    info("1");
    info("2");
    rename("a.log", "old.log");
    plan(2);
    plan(0);
    assert_int_equal(pylog_file_handler_reopen(handler), 0);
    pylog_handler_flush(handler);
    assert_file_is("old.log", "1\n");
    assert_file_is("a.log", "2\n");
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
    assert_file_is("moved/a.log", "1\n");
}

/* The program that the next test runs: it ends without a word to the library. */
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
        execl("/proc/self/exe", "test_buffered_file", "just end", (char *)NULL);
        _exit(77);
    }
    assert_int_equal(wait_for_child(child), 0);
    assert_file_is("program.log", "1\n2\n");
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
    pylog_handler_stats(handler, &stats);
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
    assert_file_is("a.log", "child\nbefore\nparent\n");
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
    assert_file_is("a.log", "child\nbefore\n");
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
    assert_file_is("a.log", "\xEF\xBB\xBF"
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

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
const char *__tsan_default_options(void);
const char *__tsan_default_options(void) {
    return "die_after_fork=0:report_thread_leaks=0";
}
#endif
#endif

static void the_interval_holds_in_a_child_of_fork(void **state) {
    struct pylog_file_options options = { .buffer_size = 1000, .flush_interval = 0.05 };
    (void)state;
    if (!can_start_threads_after_fork())
        skip();
    make_with("a.log", &options);
    info("before");
    assert_true(comes_to_be("a.log", "before\n"));
    pid_t child = fork();
    if (child == 0) {
        must_end_within(20);
        info("child");
        _exit(comes_to_be("a.log", "before\nchild\n") ? 0 : 1);
    }
    assert_int_equal(wait_for_child(child), 0);
    info("after");
    assert_true(comes_to_be("a.log", "before\nchild\nafter\n"));
}

/* ---- A full disk ---- */

static void a_full_disk_is_reported_and_what_was_held_is_written_later(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    info("1");
    atomic_store(&disk_full, true);
    error("2");
    assert_int_equal(reports, 1);
    assert_int_equal(reported, ENOSPC);
    error("3");
    assert_int_equal(reports, 2);
    errno = 0;
    assert_int_equal(pylog_handler_flush(handler), -1);
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(pylog_flush(1), -1);
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(reports, 2);
    atomic_store(&disk_full, false);
    info("4");
    assert_int_equal(pylog_handler_flush(handler), 0);
    assert_file_is("a.log", "1\n2\n3\n4\n");
    assert_stats_are(handler, 4, 0, 2, 0);
}

static void what_finds_no_room_in_a_full_buffer_is_lost_and_reported_each(void **state) {
    (void)state;
    pylog_handler *handler = make(8);
    info("123");
    info("456");
    atomic_store(&disk_full, true);
    info("lost");
    info("larger than that");
    assert_int_equal(reports, 2);
    atomic_store(&disk_full, false);
    info("789");
    pylog_handler_flush(handler);
    assert_file_is("a.log", "123\n456\n789\n");
    assert_stats_are(handler, 3, 0, 2, 0);
}

static void a_record_is_held_in_the_room_that_a_failed_flush_has_made(void **state) {
    (void)state;
    pylog_handler *handler = make(8);
    info("123");
    info("456");
    plan(4);
    plan(0);
    info("789");
    assert_file_is("a.log", "123\n");
    pylog_handler_flush(handler);
    assert_file_is("a.log", "123\n456\n789\n");
    assert_stats_are(handler, 3, 0, 0, 0);
}

static void with_an_interval_a_full_disk_is_tried_again(void **state) {
    struct pylog_file_options options = { .buffer_size = 1000, .flush_interval = 0.01 };
    (void)state;
    pylog_handler *handler = make_with("a.log", &options);
    atomic_store(&disk_full, true);
    info("1");
    for (int i = 0; i < 2000 && !reports; i++)
        sleep_milliseconds(1);
    assert_int_equal(reported, ENOSPC);
    info("2");
    sleep_milliseconds(50);
    assert_int_equal(reports, 1);
    assert_int_equal(write_calls, 1);
    atomic_store(&disk_full, false);
    assert_true(comes_to_be("a.log", "1\n2\n"));
    assert_stats_are(handler, 2, 0, 1, 0);
}

static void a_close_or_shutdown_that_cannot_write_is_reported(void **state) {
    static int (*const rows[])(pylog_handler * handler) = { close_handler, shut_down };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        remove("a.log");
        pylog_handler *handler = make(100);
        info("1");
        atomic_store(&disk_full, true);
        atomic_store(&reports, 0);
        rows[i](handler);
        assert_int_equal(reports, 1);
        assert_int_equal(reported, ENOSPC);
        atomic_store(&disk_full, false);
        info("2");
        assert_file_is("a.log", "1\n2\n");
        assert_stats_are(handler, 2, 0, 1, 1);
        drop(handler);
    }
}

static void a_full_device_is_reported(void **state) {
    (void)state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    pylog_handler *full = make_with("/dev/full", &(struct pylog_file_options){ .buffer_size = 100 });
    make(100);
    info("1");
    error("2");
    assert_int_equal(reports, 1);
    assert_int_equal(reported, ENOSPC);
    assert_stats_are(full, 2, 0, 1, 0);
    assert_file_is("a.log", "1\n2\n");
}

/* ---- Short writes ---- */

static void after_a_short_write_whole_lines_are_not_written_twice(void **state) {
    static const struct {
        size_t first, second, third; /* bytes taken */
        const char *content;
    } rows[] = {
        { 4, SIZE_MAX, SIZE_MAX, "one\ntwo\nthree\n" },
        { 8, SIZE_MAX, SIZE_MAX, "one\ntwo\nthree\n" },
        { 1, SIZE_MAX, SIZE_MAX, "o\none\ntwo\nthree\n" },
        { 6, SIZE_MAX, SIZE_MAX, "one\ntw\ntwo\nthree\n" },
        { 13, SIZE_MAX, SIZE_MAX, "one\ntwo\nthree\nthree\n" },
        { 6, 1, SIZE_MAX, "one\ntw\ntwo\nthree\n" },
        { 6, 2, SIZE_MAX, "one\ntw\nt\ntwo\nthree\n" },
        { 6, 5, SIZE_MAX, "one\ntw\ntwo\nthree\n" },
        { 6, 8, SIZE_MAX, "one\ntw\ntwo\nthr\nthree\n" },
        { 6, 8, 5, "one\ntw\ntwo\nthr\nthre\nthree\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        remove("a.log");
        memset(&planned, 0, sizeof planned);
        pylog_handler *handler = make(100);
        info("one");
        info("two");
        info("three");
        plan(rows[i].first);
        plan(rows[i].second);
        plan(rows[i].third);
        int result = pylog_handler_flush(handler);
        drop(handler);
        char *content = read_whole_file("a.log");
        if (result || strcmp(content, rows[i].content) != 0)
            fail_msg("%zu, %zu, %zu bytes taken: %d, \"%s\"", rows[i].first, rows[i].second, rows[i].third,
                     result, content);
        free(content);
    }
}

static void a_fragment_before_a_full_disk_is_ended_when_space_returns(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    info("one");
    info("two");
    info("three");
    plan(6);
    plan(0);
    errno = 0;
    assert_int_equal(pylog_handler_flush(handler), -1);
    assert_int_equal(errno, ENOSPC);
    assert_file_is("a.log", "one\ntw");
    info("four");
    assert_int_equal(pylog_handler_flush(handler), 0);
    assert_file_is("a.log", "one\ntw\ntwo\nthree\nfour\n");
}

static void writes_that_advance_by_lines_are_not_given_up(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    for (int i = 0; i < 14; i++) {
        info("x");
        plan(2);
    }
    assert_int_equal(pylog_handler_flush(handler), 0);
    assert_int_equal(write_calls, 14);
}

static void writes_that_stay_short_are_given_up_and_held(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    info("long");
    for (int i = 0; i < 16; i++)
        plan(2);
    errno = 0;
    assert_int_equal(pylog_handler_flush(handler), -1);
    assert_int_equal(errno, EIO);
    assert_true(planned.next < planned.count);
    planned.next = planned.count;
    assert_int_equal(pylog_handler_flush(handler), 0);
    char *content = read_whole_file("a.log");
    assert_string_equal(content + strlen(content) - 6, "\nlong\n");
    free(content);
}

/* ---- Encodings ---- */

static void utf_16_begins_with_one_byte_order_mark(void **state) {
    struct pylog_file_options options = { .buffer_size = 100, .encoding = "utf-16" };
    uint16_t expected[] = { 0xFEFF, 'a', 0xE9, '\n', 'b', '\n', 'c', '\n' };
    (void)state;
    pylog_handler *handler = make_with("a.log", &options);
    info("a\xC3\xA9");
    info("b");
    pylog_handler_flush(handler);
    assert_int_equal(write_calls, 1);
    info("c");
    pylog_handler_flush(handler);
    assert_bytes_are("a.log", (const char *)expected, sizeof expected);
}

static void in_wide_encodings_too_whole_lines_are_not_written_twice(void **state) {
    static const struct {
        const char *encoding;
        size_t taken;
        const char *content;
        size_t length;
    } rows[] = {
        { "utf-16-le", 8, "\x0A\x01\n\0\x0A\x0A\n\0b\0\n\0", 12 },
        { "utf-16-le", 6, "\x0A\x01\n\0\x0A\x0A\n\0\x0A\x0A\n\0b\0\n\0", 16 },
        { "utf-16-be", 8, "\x01\x0A\0\n\x0A\x0A\0\n\0b\0\n", 12 },
        { "utf-16-be", 6, "\x01\x0A\0\n\x0A\x0A\0\n\x0A\x0A\0\n\0b\0\n", 16 },
        { "utf-32-le", 8, "\x0A\x01\0\0\n\0\0\0\x0A\x0A\0\0\n\0\0\0b\0\0\0\n\0\0\0", 24 },
        { "utf-32-be", 12, "\0\0\x01\x0A\0\0\0\n\0\0\x0A\x0A\0\0\0\n\0\0\x0A\x0A\0\0\0\n\0\0\0b\0\0\0\n",
          32 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pylog_file_options options = { .buffer_size = 100, .encoding = rows[i].encoding };
        remove("a.log");
        memset(&planned, 0, sizeof planned);
        print_message("%s, %zu bytes taken\n", rows[i].encoding, rows[i].taken);
        pylog_handler *handler = make_with("a.log", &options);
        info("\xC4\x8A");     /* U+010A */
        info("\xE0\xA8\x8A"); /* U+0A0A */
        info("b");
        plan(rows[i].taken);
        assert_int_equal(pylog_handler_flush(handler), 0);
        assert_bytes_are("a.log", rows[i].content, rows[i].length);
        drop(handler);
    }
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
    assert_null(pylog_file_handler_new("a.log", &(struct pylog_file_options){ .buffer_size = SIZE_MAX / 2 }));
    assert_int_equal(errno, ENOMEM);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

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
        TEST(what_the_former_file_does_not_take_goes_to_the_new_one),
        TEST(a_file_that_cannot_be_reopened_keeps_what_is_held),
        TEST(a_program_that_just_ends_has_written_all),
        TEST(lines_of_several_threads_are_all_there_and_whole),
        TEST(what_was_held_at_a_fork_is_written_by_the_parent_alone),
        TEST(a_child_that_exits_writes_what_is_its_own),
        TEST(whoever_writes_first_writes_the_byte_order_mark),
        TEST(the_interval_holds_in_a_child_of_fork),
        TEST(a_full_disk_is_reported_and_what_was_held_is_written_later),
        TEST(what_finds_no_room_in_a_full_buffer_is_lost_and_reported_each),
        TEST(a_record_is_held_in_the_room_that_a_failed_flush_has_made),
        TEST(with_an_interval_a_full_disk_is_tried_again),
        TEST(a_close_or_shutdown_that_cannot_write_is_reported),
        TEST(a_full_device_is_reported),
        TEST(after_a_short_write_whole_lines_are_not_written_twice),
        TEST(a_fragment_before_a_full_disk_is_ended_when_space_returns),
        TEST(writes_that_advance_by_lines_are_not_given_up),
        TEST(writes_that_stay_short_are_given_up_and_held),
        TEST(utf_16_begins_with_one_byte_order_mark),
        TEST(in_wide_encodings_too_whole_lines_are_not_written_twice),
        TEST(without_memory_for_the_buffer_there_is_no_handler),
    };
    if (count > 1 && strcmp(arguments[1], "just end") == 0)
        return program_that_just_ends();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
