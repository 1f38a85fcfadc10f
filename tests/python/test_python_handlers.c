/* Handlers, by the behaviour that CPython's own tests ask for: HandlerTest, StreamHandlerTest,
 * FileHandlerTest, EncodingTest, LastResortTest, ShutdownTest, WarningsTest. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <files.h>
#include <fixture.h>
#include <handler_names.h>
#include <pthread.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int set_up(void) {
    remove("test.log");
    return 0;
}

static int clean_up(void) {
    remove("test.log");
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .clean_up = clean_up };

static void assert_stderr_is(const char *expected) {
    char *text = capture_stderr_end();
    assert_string_equal(text, expected);
    free(text);
}

static void handle(pylog_handler *handler, const char *text) {
    struct pylog_record *record = pylog_logger_make_record(NULL, PYLOG_INFO, NULL, "%s", text);
    pylog_handler_handle(handler, record);
    pylog_record_free(record);
}

/* ---- HandlerTest */

static void a_handler_has_the_name_that_it_was_given_last(void **state) {
    pylog_handler *handler = capture_new(NULL);
    (void)state;
    assert_null(name_of_handler(handler));
    pylog_handler_set_name(handler, "generic");
    assert_string_equal(name_of_handler(handler), "generic");
    pylog_handler_set_name(handler, "another");
    assert_string_equal(name_of_handler(handler), "another");
    assert_null(pylog_get_handler_by_name("generic"));
    pylog_handler_unref(handler);
}

static void a_handler_that_can_neither_write_nor_emit_is_refused(void **state) {
    static const struct pylog_handler_ops nothing = { .name = "Nothing" };
    (void)state;
    assert_null(pylog_handler_new(&nothing, NULL));
    assert_int_equal(errno, EINVAL);
    assert_string_not_equal(pylog_last_error(), "");
}

static pylog_handler *held;
static _Atomic int held_by_thread, may_release;

static void *hold_the_lock(void *data) {
    pylog_handler_acquire(held);
    held_by_thread = 1;
    while (!may_release)
        nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
    pylog_handler_release(held);
    return data;
}

static void a_child_logs_though_another_thread_held_the_lock(void **state) {
    pthread_t thread;
    int status = -1;
    (void)state;
    held = capture_on(NULL, NULL);
    held_by_thread = may_release = 0;
    pthread_create(&thread, NULL, hold_the_lock, NULL);
    while (!held_by_thread)
        nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
    pid_t child = fork();
    if (child == 0) {
        alarm(10);
        pylog_error(pylog_get_logger(NULL), "from the child");
        _exit(capture_count(held) == 1 ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    may_release = 1;
    pthread_join(thread, NULL);
    assert_int_equal(status, 0);
    pylog_error(pylog_get_logger(NULL), "from the parent");
    assert_string_equal(capture_text(held), "from the parent\n");
}

/* ---- StreamHandlerTest */

static void note_errno(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    (void)handler, (void)text;
    assert_string_equal(pylog_record_message(record, NULL), "lost");
    *(int *)data = error;
}

static void a_failing_handler_reports_the_record_to_its_callback(void **state) {
    int noted = 0;
    pylog_handler *handler = capture_new(NULL);
    (void)state;
    capture_fail_write(handler, EIO);
    pylog_handler_set_error_callback(handler, note_errno, &noted);
    handle(handler, "lost");
    assert_int_equal(noted, EIO);
    assert_int_equal(capture_count(handler), 0);
    pylog_handler_unref(handler);
}

static void a_failing_handler_without_callback_writes_to_stderr(void **state) {
    pylog_handler *handler = capture_new(NULL);
    (void)state;
    capture_fail_write(handler, EIO);
    capture_stderr_begin();
    handle(handler, "lost");
    char *text = capture_stderr_end();
    assert_non_null(strstr(text, "--- Logging error ---\n"));
    assert_non_null(strstr(text, "\nOSError: [Errno 5] Input/output error\n"));
    assert_non_null(strstr(text, "\nMessage: '%s'\nArguments: ('lost',)\n"));
    free(text);
    pylog_handler_unref(handler);
}

static void without_raise_exceptions_nothing_is_reported(void **state) {
    pylog_handler *handler = capture_new(NULL);
    (void)state;
    capture_fail_write(handler, EIO);
    pylog_set_raise_exceptions(false);
    capture_stderr_begin();
    handle(handler, "lost");
    assert_stderr_is("");
    pylog_handler_unref(handler);
}

static void setting_the_stream_gives_the_old_one_or_nothing(void **state) {
    pylog_handler *handler = pylog_stream_handler_new(NULL);
    (void)state;
    assert_ptr_equal(pylog_stream_handler_set_stream(handler, stdout), stderr);
    assert_ptr_equal(pylog_stream_handler_set_stream(handler, stderr), stdout);
    assert_null(pylog_stream_handler_set_stream(handler, stderr));
    pylog_handler_unref(handler);
}

static int remove_itself(pylog_handler *handler, const struct pylog_record *record) {
    (void)record;
    return pylog_logger_remove_handler(NULL, handler);
}

/* Unlike Python: a handler that removes itself does not make the next one be skipped. */
static void a_handler_that_removes_itself_does_not_hide_the_next(void **state) {
    static const struct pylog_handler_ops operations = { .name = "Once", .emit = remove_itself };
    pylog_handler *once = pylog_handler_new(&operations, NULL);
    (void)state;
    pylog_logger_add_handler(NULL, once);
    pylog_handler_unref(once);
    pylog_handler *next = capture_on(NULL, NULL);
    pylog_error(NULL, "1");
    pylog_error(NULL, "2");
    assert_string_equal(capture_text(next), "1\n2\n");
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 1);
}

/* ---- FileHandlerTest */

static void with_delay_the_file_is_made_by_the_first_record(void **state) {
    pylog_handler *handler = pylog_file_handler_new(
        "test.log", &(struct pylog_file_options){ .encoding = "utf-8", .delay = true });
    (void)state;
    assert_int_not_equal(access("test.log", F_OK), 0);
    handle(handler, "text");
    files_assert("test.log", "text\n");
    pylog_handler_unref(handler);
}

static void unlike_in_python_a_closed_file_of_mode_w_is_appended_to(void **state) {
    pylog_handler *handler = pylog_file_handler_new("test.log", &(struct pylog_file_options){ .mode = "w" });
    (void)state;
    handle(handler, "1");
    pylog_handler_close(handler);
    handle(handler, "2");
    files_assert("test.log", "1\n2\n");
    pylog_handler_unref(handler);
}

/* ---- EncodingTest */

static void a_file_in_utf_8_has_the_bytes_of_the_message(void **state) {
    pylog_handler *handler =
        pylog_file_handler_new("test.log", &(struct pylog_file_options){ .encoding = "utf-8" });
    (void)state;
    handle(handler, "foo\xc2\x80");
    files_assert("test.log", "foo\xc2\x80\n");
    pylog_handler_unref(handler);
}

static void a_file_in_cp1251_has_the_bytes_of_the_message(void **state) {
    pylog_handler *handler =
        pylog_file_handler_new("test.log", &(struct pylog_file_options){ .encoding = "cp1251" });
    (void)state;
    handle(handler, "до свидания");
    files_assert("test.log", "\xe4\xee \xf1\xe2\xe8\xe4\xe0\xed\xe8\xff\n");
    pylog_handler_unref(handler);
}

/* ---- LastResortTest */

static void without_handlers_a_warning_goes_to_stderr(void **state) {
    pylog_logger *root = pylog_get_logger(NULL);
    (void)state;
    pylog_logger_set_level(root, PYLOG_DEBUG);
    capture_stderr_begin();
    pylog_debug(root, "This should not appear");
    pylog_warning(root, "Final chance!");
    assert_stderr_is("Final chance!\n");
}

static void without_a_last_resort_one_line_says_so_once(void **state) {
    pylog_logger *root = pylog_get_logger(NULL);
    (void)state;
    pylog_set_last_resort(NULL);
    capture_stderr_begin();
    pylog_warning(root, "Final chance!");
    pylog_warning(root, "Final chance!");
    assert_stderr_is("No handlers could be found for logger \"root\"\n");
}

static void without_raise_exceptions_that_line_is_not_printed(void **state) {
    (void)state;
    pylog_set_last_resort(NULL);
    pylog_set_raise_exceptions(false);
    capture_stderr_begin();
    pylog_warning(pylog_get_logger(NULL), "Final chance!");
    assert_stderr_is("");
}

/* ---- ShutdownTest */

static char called[256];

static int note_flush(pylog_handler *handler) {
    const char *name = pylog_handler_data(handler);
    strcat(strcat(called, name), " flush\n");
    errno = EIO;
    return name[0] == '!' ? -1 : 0;
}

static void note_close(pylog_handler *handler) {
    strcat(strcat(called, pylog_handler_data(handler)), " close\n");
}

static int note_emit(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    return 0;
}

static pylog_handler *noting(char *name) {
    static const struct pylog_handler_ops operations = {
        .name = "Noting",
        .emit = note_emit,
        .flush = note_flush,
        .close = note_close,
    };
    called[0] = '\0';
    return pylog_handler_new(&operations, name);
}

static void shutdown_flushes_and_closes_the_newest_first(void **state) {
    static char names[][2] = { "0", "1", "2" };
    pylog_handler *handlers[3];
    (void)state;
    for (size_t i = 0; i < 3; i++)
        handlers[i] = noting(names[i]);
    pylog_shutdown();
    assert_string_equal(called, "2 flush\n2 close\n1 flush\n1 close\n0 flush\n0 close\n");
    for (size_t i = 0; i < 3; i++)
        pylog_handler_unref(handlers[i]);
}

static void *take_the_lock(void *handler) {
    pylog_handler_acquire(handler);
    pylog_handler_release(handler);
    return NULL;
}

static void shutdown_leaves_the_lock_free_though_flushing_failed(void **state) {
    static char name[] = "!bad", other[] = "other";
    pthread_t thread;
    pylog_handler *first = noting(other), *handler = noting(name);
    (void)state;
    capture_stderr_begin();
    pylog_shutdown();
    assert_stderr_is("");
    assert_string_equal(called, "!bad flush\nother flush\nother close\n");
    alarm(10);
    pthread_create(&thread, NULL, take_the_lock, handler);
    pthread_join(thread, NULL);
    alarm(0);
    capture_stderr_begin();
    pylog_handler_unref(handler);
    free(capture_stderr_end());
    pylog_handler_unref(first);
}

/* ---- WarningsTest */

static void a_captured_warning_is_logged_with_its_category(void **state) {
    pylog_handler *seen = capture_on(pylog_get_logger("py.warnings"), NULL);
    (void)state;
    pylog_capture_warnings(true);
    pylog_show_warning("UserWarning", "I'm warning you...");
    assert_non_null(strstr(capture_text(seen), ": UserWarning: I'm warning you...\n"));
    assert_string_equal(capture_last(seen)->levelname, "WARNING");
}

static void an_uncaptured_warning_goes_to_stderr(void **state) {
    const struct pylog_site site = { .pathname = "dummy.c", .func_name = "f", .lineno = 42 };
    (void)state;
    capture_stderr_begin();
    pylog__show_warning(&site, "UserWarning", "Explicit");
    assert_stderr_is("dummy.c:42: UserWarning: Explicit\n");
}

static void a_captured_warning_without_handler_adds_one_that_drops_it(void **state) {
    pylog_logger *logger = pylog_get_logger("py.warnings");
    pylog_handler *handler = NULL;
    char text[64];
    (void)state;
    pylog_capture_warnings(true);
    assert_int_equal(pylog_logger_handlers(logger, NULL, 0), 0);
    capture_stderr_begin();
    pylog_show_warning("UserWarning", "Explicit");
    assert_stderr_is("");
    assert_int_equal(pylog_logger_handlers(logger, &handler, 1), 1);
    pylog_handler_repr(handler, text, sizeof text);
    assert_string_equal(text, "<NullHandler (NOTSET)>");
    pylog_handler_unref(handler);
}

static const struct CMUnitTest tests[] = {
    TEST(a_handler_has_the_name_that_it_was_given_last),
    TEST(a_handler_that_can_neither_write_nor_emit_is_refused),
    TEST(a_child_logs_though_another_thread_held_the_lock),
    TEST(a_failing_handler_reports_the_record_to_its_callback),
    TEST(a_failing_handler_without_callback_writes_to_stderr),
    TEST(without_raise_exceptions_nothing_is_reported),
    TEST(setting_the_stream_gives_the_old_one_or_nothing),
    TEST(a_handler_that_removes_itself_does_not_hide_the_next),
    TEST(with_delay_the_file_is_made_by_the_first_record),
    TEST(unlike_in_python_a_closed_file_of_mode_w_is_appended_to),
    TEST(a_file_in_utf_8_has_the_bytes_of_the_message),
    TEST(a_file_in_cp1251_has_the_bytes_of_the_message),
    TEST(without_handlers_a_warning_goes_to_stderr),
    TEST(without_a_last_resort_one_line_says_so_once),
    TEST(without_raise_exceptions_that_line_is_not_printed),
    TEST(shutdown_flushes_and_closes_the_newest_first),
    TEST(shutdown_leaves_the_lock_free_though_flushing_failed),
    TEST(a_captured_warning_is_logged_with_its_category),
    TEST(an_uncaptured_warning_goes_to_stderr),
    TEST(a_captured_warning_without_handler_adds_one_that_drops_it),
};
TEST_MAIN
