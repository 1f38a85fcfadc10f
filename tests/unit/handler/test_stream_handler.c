/* The stream handler: among the program's own output, flushed at each record, never closed. */
#define _GNU_SOURCE

#include <capture.h>
#include <files.h>
#include <fixture.h>
#include <pylog.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct fixture fixture;

static pylog_handler *stream_on_root(FILE *file) {
    pylog_handler *handler = pylog_stream_handler_new(file);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    return handler;
}

static void log_text(const char *text) {
    pylog_error(pylog_get_logger(NULL), "%s", text);
}

static void records_keep_their_place_among_the_programs_output(void **state) {
    (void)state;
    FILE *file = fopen("stream.log", "w");
    stream_on_root(file);
    fputs("before ", file);
    log_text("one");
    fputs("between ", file);
    log_text("two");
    files_assert("stream.log", "before one\nbetween two\n");
    fclose(file);
}

static void without_a_stream_it_is_stderr(void **state) {
    (void)state;
    capture_stderr_begin();
    stream_on_root(NULL);
    log_text("x");
    char *text = capture_stderr_end();
    assert_string_equal(text, "x\n");
    free(text);
}

static void the_stream_can_be_changed_and_the_old_one_is_given_back(void **state) {
    (void)state;
    FILE *one = fopen("one.log", "w"), *two = fopen("two.log", "w");
    pylog_handler *handler = stream_on_root(one);
    log_text("1");
    assert_ptr_equal(pylog_stream_handler_set_stream(handler, two), one);
    assert_null(pylog_stream_handler_set_stream(handler, two));
    log_text("2");
    assert_ptr_equal(pylog_stream_handler_set_stream(handler, NULL), two);
    files_assert("one.log", "1\n");
    files_assert("two.log", "2\n");
    fclose(one);
    fclose(two);
}

static void a_handler_without_a_stream_has_none_to_change(void **state) {
    (void)state;
    pylog_handler *handler = pylog_null_handler_new();
    assert_null(pylog_stream_handler_set_stream(handler, stdout));
    assert_null(pylog_stream_handler_set_stream(NULL, stdout));
    assert_int_equal(errno, EINVAL);
    pylog_handler_unref(handler);
}

static void its_repr_names_the_standard_streams(void **state) {
    char repr[64];
    (void)state;
    pylog_handler *handler = stream_on_root(NULL);
    pylog_handler_repr(handler, repr, sizeof repr);
    assert_string_equal(repr, "<StreamHandler <stderr> (NOTSET)>");
    pylog_stream_handler_set_stream(handler, stdout);
    pylog_handler_repr(handler, repr, sizeof repr);
    assert_string_equal(repr, "<StreamHandler <stdout> (NOTSET)>");
}

static void the_terminator_can_be_changed(void **state) {
    (void)state;
    FILE *file = fopen("stream.log", "w");
    pylog_handler *handler = stream_on_root(file);
    assert_int_equal(pylog_handler_set_terminator(handler, ";"), 0);
    log_text("a");
    log_text("b");
    files_assert("stream.log", "a;b;");
    fclose(file);
}

static void closing_the_handler_leaves_the_stream_open(void **state) {
    (void)state;
    FILE *file = fopen("stream.log", "w");
    pylog_handler *handler = stream_on_root(file);
    log_text("1");
    pylog_handler_close(handler);
    log_text("2");
    pylog_logger_remove_handler(NULL, handler);
    fputs("3\n", file);
    fclose(file);
    files_assert("stream.log", "1\n2\n3\n");
}

static void a_full_device_is_reported_at_each_record(void **state) {
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (!full)
        skip();
    reported.count = 0;
    pylog_handler *handler = stream_on_root(full);
    pylog_handler_set_error_callback(handler, report, NULL);
    log_text("1");
    log_text("2");
    assert_int_equal(reported.count, 2);
    assert_int_equal(reported.error, ENOSPC);
    pylog_logger_remove_handler(NULL, handler);
    fclose(full);
}

static void a_stream_that_only_reads_is_reported(void **state) {
    (void)state;
    FILE *file = fopen("stream.log", "w");
    fclose(file);
    file = fopen("stream.log", "r");
    reported.count = 0;
    pylog_handler_set_error_callback(stream_on_root(file), report, NULL);
    log_text("x");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, EBADF);
    fclose(file);
}

/* ---- A stream that is interrupted ---- */

static struct {
    size_t length;
    int interruptions;
    char bytes[256];
} cookie;

static ssize_t write_cookie(void *unused, const char *bytes, size_t length) {
    (void)unused;
    if (cookie.interruptions) {
        cookie.interruptions--;
        errno = EINTR;
        return 0;
    }
    memcpy(cookie.bytes + cookie.length, bytes, length);
    cookie.length += length;
    return (ssize_t)length;
}

static void an_interrupted_record_is_written_once(void **state) {
    (void)state;
    memset(&cookie, 0, sizeof cookie);
    FILE *file = fopencookie(NULL, "w", (cookie_io_functions_t){ .write = write_cookie });
    pylog_handler *handler = stream_on_root(file);
    reported.count = 0;
    pylog_handler_set_error_callback(handler, report, NULL);
    cookie.interruptions = 2;
    log_text("one");
    log_text("two");
    assert_string_equal(cookie.bytes, "one\ntwo\n");
    assert_int_equal(reported.count, 0);
    pylog_logger_remove_handler(NULL, handler);
    fclose(file);
}

static const struct CMUnitTest tests[] = {
    TEST(records_keep_their_place_among_the_programs_output),
    TEST(without_a_stream_it_is_stderr),
    TEST(the_stream_can_be_changed_and_the_old_one_is_given_back),
    TEST(a_handler_without_a_stream_has_none_to_change),
    TEST(its_repr_names_the_standard_streams),
    TEST(the_terminator_can_be_changed),
    TEST(closing_the_handler_leaves_the_stream_open),
    TEST(a_full_device_is_reported_at_each_record),
    TEST(a_stream_that_only_reads_is_reported),
    TEST(an_interrupted_record_is_written_once),
};
TEST_MAIN
