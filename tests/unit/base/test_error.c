/* The last error of a thread: its kind, its sentence and errno. */
#include <base/error.h>
#include <fixture.h>
#include <pthread.h>
#include <pylog.h>
#include <stdio.h>
#include <string.h>

#include "tables/error_classes.h"

static const struct fixture fixture;

static void an_errno_value_has_the_class_that_python_gives_it(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(pylog__error_class(rows[i].error), rows[i].class) != 0)
            fail_msg("%s: %s", rows[i].name, pylog__error_class(rows[i].error));
}

static void at_first_there_is_none(void **state) {
    (void)state;
    assert_string_equal(pylog_last_error(), "");
    assert_string_equal(pylog__error_kind(), "");
    assert_int_equal(pylog__error_code(), 0);
}

static void each_failure_has_kind_sentence_and_errno(void **state) {
    (void)state;
    assert_int_equal(pylog__fail_value("%s and %d", "one", 2), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "one and 2");
    assert_string_equal(pylog__error_kind(), "ValueError");
    pylog__fail_type("a type");
    assert_string_equal(pylog__error_kind(), "TypeError");
    pylog__fail_key("a key");
    assert_string_equal(pylog__error_kind(), "KeyError");
    pylog__fail_as("LookupError", EDOM, "looked up");
    assert_string_equal(pylog__error_kind(), "LookupError");
    assert_int_equal(errno, EDOM);
    assert_int_equal(pylog__error_code(), EDOM);
    pylog__fail_memory();
    assert_string_equal(pylog__error_kind(), "MemoryError");
    assert_int_equal(errno, ENOMEM);
}

static void an_error_of_the_system_has_number_words_and_path(void **state) {
    (void)state;
    pylog__fail_os(ENOENT, "/no/file");
    assert_string_equal(pylog_last_error(), "[Errno 2] No such file or directory: '/no/file'");
    assert_int_equal(errno, ENOENT);
    pylog__fail_os(ENOSPC, NULL);
    assert_string_equal(pylog_last_error(), "[Errno 28] No space left on device");
}

static void a_sentence_may_be_made_from_the_one_before(void **state) {
    (void)state;
    pylog__fail_value("inner");
    pylog__fail_value("outer: %s", pylog_last_error());
    assert_string_equal(pylog_last_error(), "outer: inner");
}

static void a_sentence_of_any_length_is_whole(void **state) {
    char text[5001];
    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    pylog__fail_value("%s", text);
    assert_string_equal(pylog_last_error(), text);
}

static void an_error_can_be_put_aside(void **state) {
    (void)state;
    pylog__fail_value("kept");
    struct pylog__error kept = pylog__error_take();
    assert_string_equal(pylog_last_error(), "");
    pylog__fail_value("another");
    pylog__error_restore(kept);
    assert_string_equal(pylog_last_error(), "kept");
    pylog__error_clear();
    assert_string_equal(pylog_last_error(), "");
}

static void *fail_in_thread(void *seen) {
    snprintf(seen, 64, "%s", pylog_last_error());
    pylog__fail_value("of the thread");
    return NULL;
}

static void each_thread_has_its_own(void **state) {
    pthread_t thread;
    char seen[64] = "?";
    (void)state;
    pylog__fail_value("of the program");
    pthread_create(&thread, NULL, fail_in_thread, seen);
    pthread_join(thread, NULL);
    assert_string_equal(seen, "");
    assert_string_equal(pylog_last_error(), "of the program");
}

static const struct CMUnitTest tests[] = {
    TEST(an_errno_value_has_the_class_that_python_gives_it),
    TEST(at_first_there_is_none),
    TEST(each_failure_has_kind_sentence_and_errno),
    TEST(an_error_of_the_system_has_number_words_and_path),
    TEST(a_sentence_may_be_made_from_the_one_before),
    TEST(a_sentence_of_any_length_is_whole),
    TEST(an_error_can_be_put_aside),
    TEST(each_thread_has_its_own),
};
TEST_MAIN
