/* Whole files, and what their bytes mean. */
#include <errno.h>
#include <failing_allocator.h>
#include <files.h>
#include <fixture.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syntax/node.h>
#include <syntax/read_file.h>

#include "tables/decode.h"

static bool decodes(size_t row) {
    char storage[8];
    struct pylog_buffer out;
    struct pylog__codec codec;
    pylog__buffer_init(&out, storage, sizeof storage);
    assert_int_equal(pylog__codec_find(rows[row].encoding, NULL, &codec), 0);
    int result = pylog__decode(codec.encoding, rows[row].bytes, rows[row].length, &out);
    const char *actual = result ? pylog_last_error() : pylog__buffer_text(&out);
    const char *expected = rows[row].error ? rows[row].error : rows[row].text;
    bool right = result == (rows[row].error ? -1 : 0) && strcmp(actual, expected) == 0;
    if (!right)
        print_error("row %zu: %d, \"%s\", not \"%s\"\n", row, result, actual, expected);
    pylog__buffer_release(&out);
    return right;
}

static void bytes_mean_what_they_mean_in_python(void **state) {
    int failures = 0;
    (void)state;
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
        failures += !decodes(row);
    assert_int_equal(failures, 0);
}

static void a_file_is_read_whole(void **state) {
    enum { SIZE = 100000 };
    static char text[SIZE + 1];
    char storage[16];
    struct pylog_buffer out;
    (void)state;
    for (size_t i = 0; i < SIZE; i++)
        text[i] = (char)('a' + i % 26);
    files_write("whole.txt", text);
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_string(&out, ">");
    assert_int_equal(pylog__read_file("whole.txt", &out), 0);
    assert_int_equal(out.length, SIZE + 1);
    assert_string_equal(pylog__buffer_text(&out) + 1, text);
    pylog__buffer_release(&out);
    remove("whole.txt");
}

static void a_file_that_cannot_be_read_is_an_error(void **state) {
    char storage[16];
    struct pylog_buffer out;
    (void)state;
    pylog__buffer_init(&out, storage, sizeof storage);
    assert_int_equal(pylog__read_file("nope/nope", &out), -1);
    assert_int_equal(errno, ENOENT);
    assert_string_equal(pylog_last_error(), "[Errno 2] No such file or directory: 'nope/nope'");
    assert_int_equal(pylog__read_file(".", &out), -1);
    assert_int_equal(errno, EISDIR);
    pylog__buffer_release(&out);
}

static void a_file_without_end_is_refused(void **state) {
    char storage[16];
    struct pylog_buffer out;
    (void)state;
    pylog__buffer_init(&out, storage, sizeof storage);
    assert_int_equal(pylog__read_file("/dev/zero", &out), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "/dev/zero is too long: more than 16777216 bytes");
    pylog__buffer_release(&out);
}

static void without_memory_it_fails(void **state) {
    char storage[16];
    struct pylog_buffer out;
    (void)state;
    files_write("whole.txt", "some text that is longer than the storage");
    failing_allocator_begin();
    pylog__buffer_init(&out, storage, sizeof storage);
    failing_allocator_fail_from(1);
    assert_int_equal(pylog__read_file("whole.txt", &out), -1);
    assert_int_equal(errno, ENOMEM);
    pylog__buffer_release(&out);
    pylog__buffer_init(&out, storage, sizeof storage);
    assert_int_equal(pylog__decode(PYLOG__LATIN1, "some text that is longer", 24, &out), -1);
    assert_int_equal(errno, ENOMEM);
    pylog__buffer_release(&out);
    failing_allocator_end();
    remove("whole.txt");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(bytes_mean_what_they_mean_in_python),
    cmocka_unit_test(a_file_is_read_whole),
    cmocka_unit_test(a_file_that_cannot_be_read_is_an_error),
    cmocka_unit_test(a_file_without_end_is_refused),
    cmocka_unit_test(without_memory_it_fails),
};
TEST_MAIN
