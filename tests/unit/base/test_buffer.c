/* Text that grows. */
#include <base/buffer.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <pylog.h>
#include <string.h>

static pylog_buffer *buffer;

static int set_up(void) {
    buffer = pylog_buffer_new();
    return buffer ? 0 : -1;
}

static int tear_down(void) {
    pylog_buffer_free(buffer);
    return 0;
}

static const struct fixture fixture = { .counts_memory = true, .set_up = set_up, .tear_down = tear_down };

static void it_begins_empty_and_ends_with_a_nul(void **state) {
    (void)state;
    assert_int_equal(pylog_buffer_length(buffer), 0);
    assert_string_equal(pylog_buffer_data(buffer), "");
    assert_int_equal(pylog_buffer_append(buffer, "abc", 2), 0);
    assert_string_equal(pylog_buffer_data(buffer), "ab");
    assert_int_equal(pylog_buffer_length(buffer), 2);
}

static void it_grows_as_far_as_it_is_filled(void **state) {
    (void)state;
    for (int i = 0; i < 10000; i++)
        assert_int_equal(pylog_buffer_append(buffer, "0123456789", 10), 0);
    assert_int_equal(pylog_buffer_length(buffer), 100000);
    assert_int_equal(strlen(pylog_buffer_data(buffer)), 100000);
    assert_int_equal(memcmp(pylog_buffer_data(buffer) + 99990, "0123456789", 10), 0);
}

static void it_takes_nul_bytes_and_nothing_at_all(void **state) {
    (void)state;
    assert_int_equal(pylog_buffer_append(buffer, "a\0b", 3), 0);
    assert_int_equal(pylog_buffer_append(buffer, "", 0), 0);
    assert_memory_equal(pylog_buffer_data(buffer), "a\0b", 4);
}

static void it_prints_as_a_log_call_does(void **state) {
    (void)state;
    errno = ENOENT;
    assert_int_equal(pylog_buffer_printf(buffer, "%s %5.1f%%", "at", 12.34), 0);
    assert_string_equal(pylog_buffer_data(buffer), "at  12.3%");
}

static void a_wrong_format_leaves_it_as_it_was(void **state) {
    const char *volatile wrong = "more %d %y";
    (void)state;
    pylog_buffer_append(buffer, "kept", 4);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    assert_int_equal(pylog_buffer_printf(buffer, wrong, 1, 2), -1);
#pragma GCC diagnostic pop
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_buffer_data(buffer), "kept");
    assert_int_equal(pylog_buffer_append(buffer, "!", 1), 0);
    assert_string_equal(pylog_buffer_data(buffer), "kept!");
}

static void a_cleared_one_is_empty_and_keeps_its_memory(void **state) {
    (void)state;
    pylog_buffer_printf(buffer, "%1000d", 1);
    size_t calls = failing_allocator_calls();
    pylog_buffer_clear(buffer);
    assert_string_equal(pylog_buffer_data(buffer), "");
    pylog_buffer_printf(buffer, "%1000d", 1);
    assert_int_equal(failing_allocator_calls(), calls);
}

static void without_memory_it_stays_as_it_was_until_it_is_cleared(void **state) {
    char bytes[1000] = { 0 };
    (void)state;
    pylog_buffer_append(buffer, "kept", 4);
    failing_allocator_fail_at(1);
    assert_int_equal(pylog_buffer_append(buffer, bytes, sizeof bytes), -1);
    assert_int_equal(errno, ENOMEM);
    assert_string_equal(pylog_buffer_data(buffer), "kept");
    assert_int_equal(pylog_buffer_append(buffer, "!", 1), -1);
    assert_int_equal(pylog_buffer_printf(buffer, "!"), -1);
    assert_string_equal(pylog_buffer_data(buffer), "kept");
    pylog_buffer_clear(buffer);
    assert_int_equal(pylog_buffer_append(buffer, bytes, sizeof bytes), 0);
}

static void a_length_beyond_all_memory_is_refused(void **state) {
    (void)state;
    assert_int_equal(pylog_buffer_append(buffer, "", SIZE_MAX - 16), -1);
    assert_int_equal(errno, ENOMEM);
}

static void a_freed_null_is_fine(void **state) {
    (void)state;
    pylog_buffer_free(NULL);
}

/* ---- Inside the library ---- */

static void text_that_does_not_fit_is_cut_between_characters(void **state) {
    char storage[8];
    struct pylog_buffer cut;
    (void)state;
    pylog__buffer_init(&cut, storage, sizeof storage);
    failing_allocator_fail_from(1);
    pylog__put_string(&cut, "abcde\xE2\x82\xAC");
    assert_true(cut.failed);
    assert_string_equal(pylog__buffer_text(&cut), "abcde");
    pylog__put_string(&cut, "!");
    assert_string_equal(pylog__buffer_text(&cut), "abcde");
    pylog__buffer_release(&cut);
}

static void fill_is_put_in_where_it_is_wanted(void **state) {
    char storage[4];
    struct pylog_buffer text;
    (void)state;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_string(&text, "ab");
    pylog__buffer_insert(&text, 1, '-', 3);
    pylog__put_fill(&text, '.', 2);
    pylog__put_fill(&text, '.', 0);
    assert_string_equal(pylog__buffer_text(&text), "a---b..");
    pylog__buffer_release(&text);
}

static const struct CMUnitTest tests[] = {
    TEST(it_begins_empty_and_ends_with_a_nul),
    TEST(it_grows_as_far_as_it_is_filled),
    TEST(it_takes_nul_bytes_and_nothing_at_all),
    TEST(it_prints_as_a_log_call_does),
    TEST(a_wrong_format_leaves_it_as_it_was),
    TEST(a_cleared_one_is_empty_and_keeps_its_memory),
    TEST(without_memory_it_stays_as_it_was_until_it_is_cleared),
    TEST(a_length_beyond_all_memory_is_refused),
    TEST(a_freed_null_is_fine),
    TEST(text_that_does_not_fit_is_cut_between_characters),
    TEST(fill_is_put_in_where_it_is_wanted),
};
TEST_MAIN
