/* A file that others move: the watched file handler. With the real logrotate: tests/peers/logrotate.sh. */
#define _XOPEN_SOURCE 700

#include <files.h>
#include <fixture.h>
#include <pthread.h>
#include <pylog/handlers.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOG "watched/log"

static const struct fixture fixture = { .directory = "watched" };

static pylog_handler *watched(const struct pylog_file_options *options) {
    pylog_handler *handler = pylog_watched_file_handler_new(LOG, options);
    assert_non_null(handler);
    pylog_handler_set_error_callback(handler, report, NULL);
    return handler;
}

static void after_the_file_was_moved_a_new_one_is_made(void **state) {
    pylog_handler *handler = watched(NULL);
    struct pylog_handler_stats stats;
    (void)state;
    files_log(handler, "1");
    rename(LOG, LOG ".old");
    files_log(handler, "2");
    files_log(handler, "3");
    files_assert(LOG ".old", "1\n");
    files_assert(LOG, "2\n3\n");
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.emitted, 3);
    assert_int_equal(stats.reconnects, 1);
    pylog_handler_unref(handler);
}

static void a_file_put_in_its_place_is_appended_to(void **state) {
    pylog_handler *handler = watched(NULL);
    (void)state;
    files_log(handler, "1");
    files_write("watched/new", "0\n");
    rename("watched/new", LOG);
    files_log(handler, "2");
    files_assert(LOG, "0\n2\n");
    pylog_handler_unref(handler);
}

static void with_delay_the_file_is_made_by_the_first_record(void **state) {
    pylog_handler *handler = watched(&(struct pylog_file_options){ .delay = true });
    (void)state;
    assert_string_equal(files_in("watched"), "");
    files_log(handler, "1");
    rename(LOG, LOG ".old");
    files_log(handler, "2");
    files_assert(LOG, "2\n");
    pylog_handler_unref(handler);
}

static void mode_w_truncates_only_once(void **state) {
    (void)state;
    files_write(LOG, "old\n");
    pylog_handler *handler = watched(&(struct pylog_file_options){ .mode = "w" });
    files_log(handler, "1");
    files_write("watched/new", "0\n");
    rename("watched/new", LOG);
    files_log(handler, "2");
    files_assert(LOG, "0\n2\n");
    pylog_handler_close(handler);
    files_log(handler, "3");
    files_assert(LOG, "0\n2\n3\n");
    pylog_handler_unref(handler);
}

static void what_was_held_back_goes_into_the_file_that_was_moved(void **state) {
    pylog_handler *handler = watched(&(struct pylog_file_options){ .buffer_size = 100 });
    (void)state;
    files_log(handler, "1");
    rename(LOG, LOG ".old");
    files_log(handler, "2");
    pylog_handler_flush(handler);
    files_assert(LOG ".old", "1\n");
    files_assert(LOG, "2\n");
    pylog_handler_unref(handler);
}

static void a_closed_handler_opens_its_file_again(void **state) {
    pylog_handler *handler = watched(NULL);
    (void)state;
    files_log(handler, "1");
    pylog_handler_close(handler);
    files_log(handler, "2");
    files_log(handler, "3");
    files_assert(LOG, "1\n2\n3\n");
    assert_int_equal(pylog_file_handler_reopen(handler), 0);
    files_log(handler, "4");
    files_assert(LOG, "1\n2\n3\n4\n");
    pylog_handler_unref(handler);
}

static void without_its_directory_it_writes_on_and_says_so_once(void **state) {
    pylog_handler *handler = watched(NULL);
    struct pylog_handler_stats stats;
    (void)state;
    files_log(handler, "1");
    files_end("watched");
    files_log(handler, "2");
    files_log(handler, "3");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, ENOENT);
    files_begin("watched");
    files_log(handler, "4");
    files_assert(LOG, "4\n");
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.emitted, 4);
    pylog_handler_unref(handler);
}

static void its_repr_has_class_and_path(void **state) {
    pylog_handler *handler = watched(NULL);
    char text[512];
    (void)state;
    pylog_handler_repr(handler, text, sizeof text);
    assert_memory_equal(text, "<WatchedFileHandler /", 21);
    assert_non_null(strstr(text, "/watched/log (NOTSET)>"));
    pylog_handler_unref(handler);
}

/* CPython's HandlerTest has this race: the file is removed all the time while records are written. */
enum { RECORDS = 2000, THREADS = 2 };
static atomic_bool done;

static void *remove_again_and_again(void *unused) {
    while (!done) {
        char path[64];
        static int number;
        snprintf(path, sizeof path, LOG ".%d", number++ % 50);
        rename(LOG, path);
        nanosleep(&(struct timespec){ .tv_nsec = 200000 }, NULL);
    }
    return unused;
}

static void *log_records(void *handler) {
    for (int i = 0; i < RECORDS; i++)
        files_log(handler, "x");
    return NULL;
}

static void threads_may_log_while_the_file_is_moved(void **state) {
    pylog_handler *handler = watched(NULL);
    pthread_t remover, loggers[THREADS];
    struct pylog_handler_stats stats;
    (void)state;
    done = false;
    pthread_create(&remover, NULL, remove_again_and_again, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&loggers[i], NULL, log_records, handler);
    for (int i = 0; i < THREADS; i++)
        pthread_join(loggers[i], NULL);
    done = true;
    pthread_join(remover, NULL);
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.emitted, THREADS * RECORDS);
    assert_int_equal(reported.count, 0);
    pylog_handler_unref(handler);
}

static const struct CMUnitTest tests[] = {
    TEST(after_the_file_was_moved_a_new_one_is_made),
    TEST(a_file_put_in_its_place_is_appended_to),
    TEST(with_delay_the_file_is_made_by_the_first_record),
    TEST(mode_w_truncates_only_once),
    TEST(what_was_held_back_goes_into_the_file_that_was_moved),
    TEST(a_closed_handler_opens_its_file_again),
    TEST(without_its_directory_it_writes_on_and_says_so_once),
    TEST(its_repr_has_class_and_path),
    TEST(threads_may_log_while_the_file_is_moved),
};
TEST_MAIN
