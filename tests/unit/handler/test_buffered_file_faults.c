/* The buffer of a file handler on its bad days: what cannot be written is held still, and none of it is
 * written twice. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <errno.h>
#include <fcntl.h>
#include <files.h>
#include <fixture.h>
#include <parallel.h>
#include <pylog.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- write(2), as a test wants it; the thread that flushes calls it, too ---- */

static atomic_size_t write_calls;
static atomic_bool disk_full; /* each write fails with ENOSPC */

/* What the next writes do: take so many bytes at most; 0: fail with ENOSPC. Then all is well again. */
static struct {
    size_t most[16];
    size_t count, next;
    bool others;      /* another process appends a line behind what was cut short; */
    bool others_late; /* or only right before the second write */
} planned;

static void plan(size_t most) {
    planned.most[planned.count++] = most;
}

ssize_t __real_write(int file, const void *bytes, size_t length);
ssize_t __wrap_write(int file, const void *bytes, size_t length);

static void append_foreign(void) {
    int other = open("a.log", O_WRONLY | O_APPEND);
    assert_int_equal(__real_write(other, "-\n", 2), 2);
    close(other);
}

ssize_t __wrap_write(int file, const void *bytes, size_t length) {
    atomic_fetch_add(&write_calls, 1);
    size_t most = SIZE_MAX;
    if (atomic_load(&disk_full))
        most = 0;
    else if (planned.next < planned.count)
        most = planned.most[planned.next++];
    if (most && most < length && planned.others) {
        ssize_t taken = __real_write(file, bytes, most);
        append_foreign();
        return taken;
    }
    if (planned.others_late && planned.next == 2) {
        planned.others_late = false;
        append_foreign();
    }
    if (most)
        return __real_write(file, bytes, length < most ? length : most);
    errno = ENOSPC;
    return -1;
}

/* ---- What the tests share ---- */

static int set_up(void) {
    memset(&planned, 0, sizeof planned);
    atomic_store(&write_calls, 0);
    atomic_store(&disk_full, false);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    return 0;
}

static const struct fixture fixture = {
    .seconds = 30, .directory = "buffered_file_faults", .in_directory = true, .set_up = set_up
};

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

/* ---- A full disk ---- */

static int drop(pylog_handler *handler) {
    pylog_logger_remove_handler(NULL, handler);
    return 0;
}

static int shut_down(pylog_handler *handler) {
    (void)handler;
    pylog_shutdown();
    return 0;
}

static int close_handler(pylog_handler *handler) {
    pylog_handler_close(handler);
    return 0;
}

static void a_full_disk_is_reported_and_what_was_held_is_written_later(void **state) {
    (void)state;
    pylog_handler *handler = make(100);
    info("1");
    atomic_store(&disk_full, true);
    error("2");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, ENOSPC);
    error("3");
    assert_int_equal(reported.count, 2);
    errno = 0;
    assert_int_equal(pylog_handler_flush(handler), -1);
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(pylog_flush(1), -1);
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(reported.count, 2);
    atomic_store(&disk_full, false);
    info("4");
    assert_int_equal(pylog_handler_flush(handler), 0);
    files_assert("a.log", "1\n2\n3\n4\n");
    files_assert_stats(handler, 4, 0, 2, 0);
}

static void what_finds_no_room_in_a_full_buffer_is_lost_and_reported_each(void **state) {
    (void)state;
    pylog_handler *handler = make(8);
    info("123");
    info("456");
    atomic_store(&disk_full, true);
    info("lost");
    info("larger than that");
    assert_int_equal(reported.count, 2);
    atomic_store(&disk_full, false);
    info("789");
    pylog_handler_flush(handler);
    files_assert("a.log", "123\n456\n789\n");
    files_assert_stats(handler, 3, 0, 2, 0);
}

static void a_record_is_held_in_the_room_that_a_failed_flush_has_made(void **state) {
    (void)state;
    pylog_handler *handler = make(8);
    info("123");
    info("456");
    plan(4);
    plan(0);
    info("789");
    files_assert("a.log", "123\n");
    pylog_handler_flush(handler);
    files_assert("a.log", "123\n456\n789\n");
    files_assert_stats(handler, 3, 0, 0, 0);
}

static void with_an_interval_a_full_disk_is_tried_again(void **state) {
    struct pylog_file_options options = { .buffer_size = 1000, .flush_interval = 0.01 };
    (void)state;
    pylog_handler *handler = make_with("a.log", &options);
    atomic_store(&disk_full, true);
    info("1");
    for (int i = 0; i < 2000 && !reported.count; i++)
        sleep_milliseconds(1);
    assert_int_equal(reported.error, ENOSPC);
    info("2");
    sleep_milliseconds(50);
    assert_int_equal(reported.count, 1);
    assert_int_equal(write_calls, 1);
    atomic_store(&disk_full, false);
    assert_true(files_come_to_be("a.log", "1\n2\n"));
    files_assert_stats(handler, 2, 0, 1, 0);
}

static void a_close_or_shutdown_that_cannot_write_is_reported(void **state) {
    static int (*const rows[])(pylog_handler * handler) = { close_handler, shut_down };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        remove("a.log");
        pylog_handler *handler = make(100);
        info("1");
        atomic_store(&disk_full, true);
        atomic_store(&reported.count, 0);
        rows[i](handler);
        assert_int_equal(reported.count, 1);
        assert_int_equal(reported.error, ENOSPC);
        atomic_store(&disk_full, false);
        info("2");
        files_assert("a.log", "1\n2\n");
        files_assert_stats(handler, 2, 0, 1, 1);
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
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, ENOSPC);
    files_assert_stats(full, 2, 0, 1, 0);
    files_assert("a.log", "1\n2\n");
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
    files_assert("old.log", "1\n");
    files_assert("a.log", "2\n");
}

/* ---- Short writes ---- */

static void after_a_short_write_whole_lines_are_not_written_twice(void **state) {
    static const struct {
        size_t first, second, third; /* bytes taken */
        bool others;
        const char *content;
    } rows[] = {
        { 4, SIZE_MAX, SIZE_MAX, false, "one\ntwo\nthree\n" },
        { 1, SIZE_MAX, SIZE_MAX, false, "one\ntwo\nthree\n" },
        { 13, SIZE_MAX, SIZE_MAX, false, "one\ntwo\nthree\n" },
        { 6, 1, 2, false, "one\ntwo\nthree\n" },
        { 4, SIZE_MAX, SIZE_MAX, true, "one\n-\ntwo\nthree\n" },
        { 8, SIZE_MAX, SIZE_MAX, true, "one\ntwo\n-\nthree\n" },
        { 1, SIZE_MAX, SIZE_MAX, true, "\n-\none\ntwo\nthree\n" },
        { 6, SIZE_MAX, SIZE_MAX, true, "one\nt\n-\ntwo\nthree\n" },
        { 13, SIZE_MAX, SIZE_MAX, true, "one\ntwo\nthre\n-\nthree\n" },
        { 6, 1, SIZE_MAX, true, "one\nt\n-\n\n-\ntwo\nthree\n" },
        { 6, 8, 5, true, "one\nt\n-\ntwo\nthr\n-\nthre\n-\nthree\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        remove("a.log");
        memset(&planned, 0, sizeof planned);
        planned.others = rows[i].others;
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

/* It was looked at before whether the fragment is the end of the file still: nobody can do both at once. */
static void of_many_records_the_one_alone_that_others_come_into_is_written_again(void **state) {
    static const struct {
        size_t first;
        const char *content;
    } rows[] = {
        { 1, "\n-\nne\none\ntwo\nthree\n" },
        { 4, "one\n-\ntwo\nthree\n" },
        { 6, "one\nt\n-\no\ntwo\nthree\n" },
        { 12, "one\ntwo\nthr\n-\ne\nthree\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        remove("a.log");
        memset(&planned, 0, sizeof planned);
        planned.others_late = true;
        pylog_handler *handler = make(100);
        info("one");
        info("two");
        info("three");
        plan(rows[i].first);
        plan(SIZE_MAX);
        assert_int_equal(pylog_handler_flush(handler), 0);
        drop(handler);
        files_assert("a.log", rows[i].content);
    }
}

/* One deadline holds for all of them then. */
static void into_a_pipe_the_rest_of_all_records_goes_on_at_once(void **state) {
    char bytes[64] = "";
    (void)state;
    assert_int_equal(mkfifo("pipe", 0666), 0);
    int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    pylog_handler *handler = make_with("pipe", &(struct pylog_file_options){ .buffer_size = 100 });
    info("first");
    info("second");
    info("third");
    plan(3);
    assert_int_equal(pylog_handler_flush(handler), 0);
    assert_int_equal(atomic_load(&write_calls), 2);
    assert_int_equal(read(reader, bytes, sizeof bytes - 1), 19);
    assert_string_equal(bytes, "first\nsecond\nthird\n");
    close(reader);
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
    files_assert("a.log", "one\nt\n");
    info("four");
    assert_int_equal(pylog_handler_flush(handler), 0);
    files_assert("a.log", "one\nt\ntwo\nthree\nfour\n");
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
    planned.others = true;
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

static void assert_bytes_are(const char *path, const char *expected, size_t length) {
    struct stat status;
    char *content = read_whole_file(path);
    assert_non_null(content);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_size, length);
    assert_memory_equal(content, expected, length);
    free(content);
}

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
        { "utf-16-le", 6, "\x0A\x01\n\0\x0A\x0A\n\0b\0\n\0", 12 },
        { "utf-16-be", 8, "\x01\x0A\0\n\x0A\x0A\0\n\0b\0\n", 12 },
        { "utf-16-be", 6, "\x01\x0A\0\n\x0A\x0A\0\n\0b\0\n", 12 },
        { "utf-32-le", 8, "\x0A\x01\0\0\n\0\0\0\x0A\x0A\0\0\n\0\0\0b\0\0\0\n\0\0\0", 24 },
        { "utf-32-be", 12, "\0\0\x01\x0A\0\0\0\n\0\0\x0A\x0A\0\0\0\n\0\0\0b\0\0\0\n", 24 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pylog_file_options options = { .buffer_size = 100, .encoding = rows[i].encoding };
        remove("a.log");
        memset(&planned, 0, sizeof planned);
        print_message("[ %s, %zu bytes taken ]\n", rows[i].encoding, rows[i].taken);
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

static const struct CMUnitTest tests[] = {
    TEST(a_full_disk_is_reported_and_what_was_held_is_written_later),
    TEST(what_finds_no_room_in_a_full_buffer_is_lost_and_reported_each),
    TEST(a_record_is_held_in_the_room_that_a_failed_flush_has_made),
    TEST(with_an_interval_a_full_disk_is_tried_again),
    TEST(a_close_or_shutdown_that_cannot_write_is_reported),
    TEST(a_full_device_is_reported),
    TEST(what_the_former_file_does_not_take_goes_to_the_new_one),
    TEST(after_a_short_write_whole_lines_are_not_written_twice),
    TEST(of_many_records_the_one_alone_that_others_come_into_is_written_again),
    TEST(into_a_pipe_the_rest_of_all_records_goes_on_at_once),
    TEST(a_fragment_before_a_full_disk_is_ended_when_space_returns),
    TEST(writes_that_advance_by_lines_are_not_given_up),
    TEST(writes_that_stay_short_are_given_up_and_held),
    TEST(utf_16_begins_with_one_byte_order_mark),
    TEST(in_wide_encodings_too_whole_lines_are_not_written_twice),
};
TEST_MAIN
