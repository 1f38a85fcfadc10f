/* A configuration file that changes: applied when it is whole, refused when it is wrong, waited for when it
 * is gone. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <errno.h>
#include <files.h>
#include <fixture.h>
#include <math.h>
#include <parallel.h>
#include <port/port.h>
#include <pylog/config.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The system may refuse to make a thread. */
static bool refuses_threads;

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *data);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *data);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *data) {
    return refuses_threads ? EAGAIN : __real_pthread_create(thread, attributes, run, data);
}

static int tear_down(void) {
    pylog_config_watch(NULL, 0);
    return 0;
}

static const struct fixture fixture = { .seconds = 60, .directory = "watched", .tear_down = tear_down };

static const double often = 0.01;

/* A whole configuration; `padding` makes it longer, so that each differs from the one before in size. */
static void compose(char *out, size_t size, const char *level) {
    static int padding;
    padding = padding % 50 + 1;
    snprintf(out, size, "{\"version\": 1,%*s\"root\": {\"level\": \"%s\"}}", padding, "", level);
}

static void write_level(const char *path, const char *level) {
    char text[256];
    compose(text, sizeof text, level);
    files_write(path, text);
}

/* As editors do: a new file takes the place of the old one. */
static void replace_level(const char *path, const char *level) {
    write_level("watched/new", level);
    assert_int_equal(rename("watched/new", path), 0);
}

static bool wait_for_level(int level) {
    for (int tries = 0; tries < 2000; tries++) {
        if (pylog_logger_level(NULL) == level)
            return true;
        sleep_milliseconds(5);
    }
    return false;
}

/* Long enough for what has changed to be applied. */
static void wait_for_looks(void) {
    sleep_milliseconds(150);
}

static void the_file_is_applied_at_once_and_when_it_changes(void **state) {
    (void)state;
    write_level("watched/c.json", "ERROR");
    assert_int_equal(pylog_config_watch("watched/c.json", often), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    write_level("watched/c.json", "INFO");
    assert_true(wait_for_level(PYLOG_INFO));
    replace_level("watched/c.json", "DEBUG");
    assert_true(wait_for_level(PYLOG_DEBUG));
    write_level("watched/c.json", "CRITICAL");
    assert_true(wait_for_level(PYLOG_CRITICAL));
}

static void an_ini_file_is_watched_as_well(void **state) {
    static const char head[] =
        "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nhandlers=\n";
    char text[256];
    (void)state;
    snprintf(text, sizeof text, "%slevel=ERROR\n", head);
    files_write("watched/c.ini", text);
    assert_int_equal(pylog_config_watch("watched/c.ini", often), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    snprintf(text, sizeof text, "%slevel=INFO\n", head);
    files_write("watched/c.ini", text);
    assert_true(wait_for_level(PYLOG_INFO));
}

static void what_cannot_be_applied_at_first_is_not_watched(void **state) {
    (void)state;
    assert_int_equal(pylog_config_watch("watched/nope.json", often), -1);
    assert_int_equal(errno, ENOENT);
    files_write("watched/c.json", "{");
    assert_int_equal(pylog_config_watch("watched/c.json", often), -1);
    assert_int_equal(errno, EINVAL);
    write_level("watched/c.json", "ERROR");
    wait_for_looks();
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
}

static void an_interval_below_zero_is_refused(void **state) {
    (void)state;
    write_level("watched/c.json", "ERROR");
    assert_int_equal(pylog_config_watch("watched/c.json", -1), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(pylog_config_watch("watched/c.json", (double)NAN), -1);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
}

static void without_a_thread_nothing_is_applied(void **state) {
    (void)state;
    write_level("watched/c.json", "ERROR");
    refuses_threads = true;
    int result = pylog_config_watch("watched/c.json", often), error = errno;
    refuses_threads = false;
    assert_int_equal(result, -1);
    assert_int_equal(error, EAGAIN);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
}

static void a_path_may_be_long(void **state) {
    char path[600] = "watched";
    (void)state;
    for (int i = 0; i < 200; i++)
        strcat(path, "/.");
    strcat(path, "/c.json");
    write_level("watched/c.json", "ERROR");
    assert_int_equal(pylog_config_watch(path, often), 0);
    write_level("watched/c.json", "INFO");
    assert_true(wait_for_level(PYLOG_INFO));
}

static void a_bad_one_is_reported_once_and_the_old_one_stays(void **state) {
    (void)state;
    write_level("watched/c.json", "ERROR");
    assert_int_equal(pylog_config_watch("watched/c.json", often), 0);
    capture_stderr_begin();
    write_level("watched/c.json", "LOUD");
    for (int tries = 0; tries < 4000; tries++) {
        char *so_far = read_whole_file("captured_stderr.txt");
        bool is_told = so_far && strchr(so_far, '\n');
        free(so_far);
        if (is_told)
            break;
        sleep_milliseconds(5);
    }
    wait_for_looks();
    char *report = capture_stderr_end();
    const char *found = strstr(report, "Unknown level: 'LOUD'");
    assert_non_null(found);
    assert_null(strstr(found + 1, "Unknown level: 'LOUD'"));
    assert_non_null(strstr(report, "watched/c.json: root.level"));
    assert_memory_equal(report, "--- Logging error ---\n", 22);
    free(report);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    write_level("watched/c.json", "INFO");
    assert_true(wait_for_level(PYLOG_INFO));
}

static void a_file_that_is_missing_or_empty_for_a_while_is_waited_for(void **state) {
    (void)state;
    write_level("watched/c.json", "ERROR");
    assert_int_equal(pylog_config_watch("watched/c.json", often), 0);
    capture_stderr_begin();
    remove("watched/c.json");
    wait_for_looks();
    files_write("watched/c.json", "");
    wait_for_looks();
    char *report = capture_stderr_end();
    assert_string_equal(report, "");
    free(report);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    write_level("watched/c.json", "INFO");
    assert_true(wait_for_level(PYLOG_INFO));
}

/* Returns the longest time without a change, in nanoseconds. */
static int64_t write_bit_by_bit(const char *text) {
    int64_t longest = 0, before = pylog__port_monotonic();
    FILE *file = fopen("watched/c.json", "w");
    assert_non_null(file);
    for (const char *at = text; *at; at++) {
        sleep_milliseconds(3);
        fputc(*at, file);
        fflush(file);
        int64_t now = pylog__port_monotonic();
        longest = now - before > longest ? now - before : longest;
        before = now;
    }
    fclose(file);
    return longest;
}

/* If the machine has no time for this thread, the file does not look as if it were being written. */
static void a_file_that_is_being_written_is_left_alone(void **state) {
    enum { PAUSE = 100000000 };
    bool in_time = false;
    char text[256];
    (void)state;
    compose(text, sizeof text, "INFO");
    for (int times = 0; times < 20 && !in_time; times++) {
        write_level("watched/c.json", "ERROR");
        assert_int_equal(pylog_config_watch("watched/c.json", 0.5), 0);
        capture_stderr_begin();
        in_time = write_bit_by_bit(text) < PAUSE;
        bool applied = wait_for_level(PYLOG_INFO);
        char *report = capture_stderr_end();
        assert_true(applied);
        assert_true(!in_time || !*report);
        free(report);
    }
    assert_true(in_time);
}

static void another_file_takes_its_place_and_none_ends_it(void **state) {
    (void)state;
    write_level("watched/a.json", "ERROR");
    write_level("watched/b.json", "INFO");
    assert_int_equal(pylog_config_watch("watched/a.json", often), 0);
    assert_int_equal(pylog_config_watch("watched/b.json", often), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_INFO);
    write_level("watched/a.json", "CRITICAL");
    wait_for_looks();
    assert_int_equal(pylog_logger_level(NULL), PYLOG_INFO);
    assert_int_equal(pylog_config_watch("watched/nope.json", often), -1);
    write_level("watched/b.json", "DEBUG");
    assert_true(wait_for_level(PYLOG_DEBUG));
    assert_int_equal(pylog_config_watch(NULL, 0), 0);
    assert_int_equal(pylog_config_watch(NULL, 0), 0);
    write_level("watched/b.json", "CRITICAL");
    wait_for_looks();
    assert_int_equal(pylog_logger_level(NULL), PYLOG_DEBUG);
}

static void it_is_found_from_another_directory(void **state) {
    (void)state;
    write_level("watched/c.json", "ERROR");
    assert_int_equal(pylog_config_watch("watched/c.json", often), 0);
    assert_int_equal(chdir("watched"), 0);
    write_level("c.json", "INFO");
    bool applied = wait_for_level(PYLOG_INFO);
    assert_int_equal(chdir(".."), 0);
    assert_true(applied);
}

static void shutdown_ends_it(void **state) {
    (void)state;
    write_level("watched/c.json", "ERROR");
    assert_int_equal(pylog_config_watch("watched/c.json", often), 0);
    pylog_shutdown();
    write_level("watched/c.json", "INFO");
    wait_for_looks();
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
}

static void a_child_of_fork_does_not_watch(void **state) {
    (void)state;
    write_level("watched/c.json", "ERROR");
    assert_int_equal(pylog_config_watch("watched/c.json", often), 0);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        write_level("watched/c.json", "INFO");
        wait_for_looks();
        if (pylog_logger_level(NULL) != PYLOG_ERROR || pylog_config_watch("watched/nope.json", often) != -1)
            _exit(1);
        wait_for_looks();
        _exit(pylog_logger_level(NULL) != PYLOG_ERROR || pylog_config_watch(NULL, 0) != 0);
    }
    assert_int_equal(wait_for_child(child), 0);
    assert_true(wait_for_level(PYLOG_INFO));
}

/* ---- While others log ---- */

static atomic_bool stop_logging;
static atomic_size_t records_logged;

static void *log_all_the_time(void *data) {
    size_t count = 0;
    for (; !atomic_load_explicit(&stop_logging, memory_order_relaxed); count++)
        pylog_error(pylog_get_logger("app"), "record");
    atomic_fetch_add(&records_logged, count);
    return data;
}

static void no_record_is_lost_while_files_are_applied(void **state) {
    pthread_t threads[2];
    char text[256];
    (void)state;
    records_logged = 0;
    atomic_store(&stop_logging, false);
    for (int round = 0; round < 10; round++) {
        snprintf(text, sizeof text,
                 "{\"version\": 1, \"disable_existing_loggers\": false, \"handlers\": {\"h\": {\"class\": "
                 "\"logging.FileHandler\", \"filename\": \"watched/out%d.log\"}}, \"root\": {\"handlers\": "
                 "[\"h\"]}}",
                 round % 2);
        files_write("watched/new", text);
        assert_int_equal(rename("watched/new", "watched/c.json"), 0);
        if (round == 0) {
            assert_int_equal(pylog_config_watch("watched/c.json", often), 0);
            for (size_t i = 0; i < 2; i++)
                threads[i] = start_thread(log_all_the_time, NULL);
        }
        sleep_milliseconds(50);
    }
    atomic_store(&stop_logging, true);
    for (size_t i = 0; i < 2; i++)
        join_thread(threads[i]);
    pylog_config_watch(NULL, 0);
    assert_true(files_lines("watched/out1.log") > 0);
    assert_int_equal(files_lines("watched/out0.log") + files_lines("watched/out1.log"), records_logged);
}

static const struct CMUnitTest tests[] = {
    TEST(the_file_is_applied_at_once_and_when_it_changes),
    TEST(an_ini_file_is_watched_as_well),
    TEST(what_cannot_be_applied_at_first_is_not_watched),
    TEST(an_interval_below_zero_is_refused),
    TEST(without_a_thread_nothing_is_applied),
    TEST(a_path_may_be_long),
    TEST(a_bad_one_is_reported_once_and_the_old_one_stays),
    TEST(a_file_that_is_missing_or_empty_for_a_while_is_waited_for),
    TEST(a_file_that_is_being_written_is_left_alone),
    TEST(another_file_takes_its_place_and_none_ends_it),
    TEST(it_is_found_from_another_directory),
    TEST(shutdown_ends_it),
    TEST(a_child_of_fork_does_not_watch),
    TEST(no_record_is_lost_while_files_are_applied),
};
TEST_MAIN
