/* Encodings, against what CPython writes (tables/codec.h). */
#include <base/error.h>
#include <base/utf8.h>
#include <codec/codec.h>
#include <errno.h>
#include <fixture.h>
#include <stdio.h>
#include <stdlib.h>
#include <syntax/read_file.h>
#include "tables/codec.h"

static bool out_of_memory;

static void *allocate(void *data, void *block, size_t size) {
    (void)data;
    if (size == 0) {
        free(block);
        return NULL;
    }
    return out_of_memory ? NULL : realloc(block, size);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct pylog__codec find(const char *encoding, const char *errors) {
    struct pylog__codec codec;
    assert_int_equal(pylog__codec_find(encoding, errors, &codec), 0);
    return codec;
}

static int encode(struct pylog__codec codec, const char *text, size_t length, struct pylog_buffer *out) {
    return pylog__encode(&codec, text, length, out);
}

static char *in_hexadecimal(const struct pylog_buffer *buffer) {
    char *hex = malloc(2 * buffer->length + 1);
    assert_non_null(hex);
    hex[0] = '\0';
    for (size_t i = 0; i < buffer->length; i++)
        snprintf(hex + 2 * i, 3, "%02x", (unsigned)(unsigned char)buffer->data[i]);
    return hex;
}

static void expect_hexadecimal(const struct pylog_buffer *buffer, const char *expected, const char *where) {
    char *hex = in_hexadecimal(buffer);
    if (strcmp(hex, expected) != 0)
        fail_msg("%s: got %s, expected %s", where, hex, expected);
    free(hex);
}

static void expect_refusal(int result, const char *kind, const char *sentence, const char *where) {
    int error = errno;
    if (result != -1 || error != EINVAL || strcmp(pylog__error_kind(), kind) != 0 ||
        strcmp(pylog__error_text(), sentence) != 0)
        fail_msg("%s: got %d, errno %d, %s: %s, expected %s: %s", where, result, error, pylog__error_kind(),
                 pylog__error_text(), kind, sentence);
}

static void encodes_as_python_writes(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(codec_cases); i++) {
        char where[80], storage[8];
        struct pylog_buffer out;
        snprintf(where, sizeof where, "%s %s text %d", codec_cases[i].encoding, codec_cases[i].errors,
                 codec_cases[i].text);
        pylog__buffer_init(&out, storage, sizeof storage);
        int result =
            encode(find(codec_cases[i].encoding, codec_cases[i].errors),
                   codec_texts[codec_cases[i].text].bytes, codec_texts[codec_cases[i].text].length, &out);
        if (codec_cases[i].error)
            expect_refusal(result, "UnicodeEncodeError", codec_cases[i].error, where);
        else if (result != 0)
            fail_msg("%s: %s", where, pylog__error_text());
        expect_hexadecimal(&out, codec_cases[i].hex ? codec_cases[i].hex : "", where);
        pylog__buffer_release(&out);
    }
}

static uint64_t digest(uint64_t value, const char *bytes, size_t length) {
    for (size_t i = 0; i <= length; i++)
        value = (value ^ (i < length ? (unsigned char)bytes[i] : 0)) * UINT64_C(0x100000001B3);
    return value;
}
static const uint64_t empty_digest = UINT64_C(0xCBF29CE484222325);

static uint64_t digest_of(uint64_t value, int result, const struct pylog_buffer *out) {
    const char *text = pylog__error_text();
    return result ? digest(value, text, strlen(text)) : digest(value, out->data, out->length);
}

static void encodes_in_every_encoding_and_with_all_errors_as_python(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(codec_results); i++) {
        uint64_t value = empty_digest;
        for (size_t text = 0; text < COUNT(codec_texts); text++) {
            char storage[64];
            struct pylog_buffer out;
            pylog__buffer_init(&out, storage, sizeof storage);
            int result = encode(find(codec_results[i].encoding, codec_results[i].errors), codec_texts[text].bytes,
                                codec_texts[text].length, &out);
            value = digest_of(value, result, &out);
            pylog__buffer_release(&out);
        }
        if (value != codec_results[i].digest)
            fail_msg("%s, %s: not all is as in Python", codec_results[i].encoding, codec_results[i].errors);
    }
}

static void every_character_is_written_as_by_python(void **state) {
    (void)state;
    struct pylog_buffer text, out;
    pylog__buffer_init(&text, NULL, 0);
    for (uint32_t point = 0; point < 0x10000; point++) {
        char bytes[4];
        if (point < 0xD800 || point > 0xDFFF)
            pylog__put(&text, bytes, pylog__utf8_encode(point, bytes));
    }
    for (size_t i = 0; i < COUNT(codec_points); i++) {
        pylog__buffer_init(&out, NULL, 0);
        int result =
            encode(find(codec_points[i].encoding, "backslashreplace"), text.data, text.length, &out);
        if (digest_of(empty_digest, result, &out) != codec_points[i].written)
            fail_msg("%s: not every character is as in Python", codec_points[i].encoding);
        pylog__buffer_release(&out);
    }
    pylog__buffer_release(&text);
}

static void every_byte_is_read_as_by_python(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(codec_points); i++) {
        uint64_t value = empty_digest;
        for (int byte = 0; byte < 256 && codec_points[i].read; byte++) {
            char storage[64], bytes[1] = { (char)byte };
            struct pylog_buffer out;
            pylog__buffer_init(&out, storage, sizeof storage);
            int result = pylog__decode(find(codec_points[i].encoding, NULL).encoding, bytes, 1, &out);
            value = digest_of(value, result, &out);
            pylog__buffer_release(&out);
        }
        if (codec_points[i].read && value != codec_points[i].read)
            fail_msg("%s: not every byte is as in Python", codec_points[i].encoding);
    }
}

static void a_refused_text_leaves_the_buffer_as_it_was(void **state) {
    (void)state;
    char storage[64];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_string(&out, "before");
    assert_int_equal(encode(find("ascii", NULL), "some text \xC3\xA9", 12, &out), -1);
    assert_string_equal(pylog__buffer_text(&out), "before");
    assert_false(out.failed);
    pylog__buffer_release(&out);
}

static void appends_after_what_is_there(void **state) {
    (void)state;
    char storage[64];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_string(&out, "before ");
    assert_int_equal(encode(find("latin-1", NULL), "after", 5, &out), 0);
    assert_string_equal(pylog__buffer_text(&out), "before after");
    pylog__buffer_release(&out);
}

static void finds_the_character_beyond_any_length_of_ascii(void **state) {
    (void)state;
    char text[40], expected[100];
    for (size_t length = 0; length < 33; length++) {
        char storage[64];
        struct pylog_buffer out;
        memset(text, 'a', length);
        memcpy(text + length, "\xC5\x82", 2);
        snprintf(
            expected, sizeof expected,
            "'latin-1' codec can't encode character '\\u0142' in position %zu: ordinal not in range(256)",
            length);
        pylog__buffer_init(&out, storage, sizeof storage);
        expect_refusal(encode(find("latin-1", NULL), text, length + 2, &out), "UnicodeEncodeError", expected,
                       "latin-1");
        pylog__buffer_release(&out);
    }
}

static void raw_text_is_not_touched(void **state) {
    (void)state;
    char storage[16];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    assert_int_equal(encode(find(NULL, NULL), "a\0\xFF\xC5\x82", 5, &out), 0);
    expect_hexadecimal(&out, "6100ffc582", "raw");
    pylog__buffer_release(&out);
}

static void without_memory_no_character_is_cut_in_half(void **state) {
    (void)state;
    char storage[8];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    out_of_memory = true;
    int result = encode(find("utf-16-be", NULL), "ab\xF0\x9D\x84\x9Ez", 7, &out);
    out_of_memory = false;
    assert_int_equal(result, 0);
    assert_true(out.failed);
    expect_hexadecimal(&out, "00610062", "utf-16-be");
    pylog__buffer_release(&out);
}

static void new_files_begin_with_pythons_byte_order_mark(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(codec_marks); i++) {
        char storage[16];
        struct pylog_buffer out;
        pylog__buffer_init(&out, storage, sizeof storage);
        struct pylog__codec codec = find(codec_marks[i].encoding, NULL);
        pylog__put(&out, codec.mark, codec.mark_length);
        expect_hexadecimal(&out, codec_marks[i].hex, codec_marks[i].encoding);
        pylog__buffer_release(&out);
    }
}

static void knows_the_names_that_python_knows(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(codec_names); i++) {
        struct pylog__codec codec = { .encoding = PYLOG__RAW, .errors = PYLOG__IGNORE };
        int result = pylog__codec_find(codec_names[i].name, NULL, &codec);
        if (codec_names[i].error) {
            expect_refusal(result, "LookupError", codec_names[i].error, codec_names[i].name);
            continue;
        }
        if (result != 0 || codec.encoding != find(codec_names[i].encoding, NULL).encoding)
            fail_msg("'%s' should be %s", codec_names[i].name, codec_names[i].encoding);
        assert_int_equal(codec.errors, PYLOG__STRICT);
    }
}

static void tells_its_encodings_apart(void **state) {
    (void)state;
    assert_int_equal(find("utf-8", NULL).encoding, PYLOG__UTF8);
    assert_int_equal(find("utf-8-sig", NULL).encoding, PYLOG__UTF8_SIG);
    assert_int_equal(find("ascii", NULL).encoding, PYLOG__ASCII);
    assert_int_equal(find("latin-1", NULL).encoding, PYLOG__LATIN1);
    assert_int_equal(find("utf-16", NULL).encoding, PYLOG__UTF16);
    assert_int_equal(find("utf-16-le", NULL).encoding, PYLOG__UTF16LE);
    assert_int_equal(find("utf-16-be", NULL).encoding, PYLOG__UTF16BE);
    assert_int_equal(find("utf-32", NULL).encoding, PYLOG__UTF32);
    assert_int_equal(find("utf-32-le", NULL).encoding, PYLOG__UTF32LE);
    assert_int_equal(find("utf-32-be", NULL).encoding, PYLOG__UTF32BE);
}

static void without_names_the_default_is_raw_and_strict(void **state) {
    (void)state;
    assert_int_equal(find(NULL, NULL).encoding, PYLOG__RAW);
    assert_int_equal(find(NULL, NULL).errors, PYLOG__STRICT);
    assert_int_equal(find(NULL, "ignore").encoding, PYLOG__UTF8);
    assert_int_equal(find(NULL, "ignore").errors, PYLOG__IGNORE);
}

static void refuses_error_handlers_that_it_lacks(void **state) {
    (void)state;
    static const char *const names[] = { "nope", "", "Strict", "namereplace", "surrogateescapes" };
    for (size_t i = 0; i < COUNT(names); i++) {
        char expected[80];
        struct pylog__codec codec = { .encoding = PYLOG__LATIN1, .errors = PYLOG__IGNORE };
        snprintf(expected, sizeof expected, "unknown error handler name '%s'", names[i]);
        expect_refusal(pylog__codec_find("ascii", names[i], &codec), "LookupError", expected, names[i]);
        assert_int_equal(codec.encoding, PYLOG__LATIN1);
        assert_int_equal(codec.errors, PYLOG__IGNORE);
    }
}

static void no_two_encodings_are_one(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(codec_points); i++)
        for (size_t other = 0; other < i; other++)
            assert_int_not_equal(find(codec_points[i].encoding, NULL).encoding,
                                 find(codec_points[other].encoding, NULL).encoding);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodes_as_python_writes),
        cmocka_unit_test(encodes_in_every_encoding_and_with_all_errors_as_python),
        cmocka_unit_test(every_character_is_written_as_by_python),
        cmocka_unit_test(every_byte_is_read_as_by_python),
        cmocka_unit_test(a_refused_text_leaves_the_buffer_as_it_was),
        cmocka_unit_test(appends_after_what_is_there),
        cmocka_unit_test(finds_the_character_beyond_any_length_of_ascii),
        cmocka_unit_test(raw_text_is_not_touched),
        cmocka_unit_test(without_memory_no_character_is_cut_in_half),
        cmocka_unit_test(new_files_begin_with_pythons_byte_order_mark),
        cmocka_unit_test(knows_the_names_that_python_knows),
        cmocka_unit_test(tells_its_encodings_apart),
        cmocka_unit_test(without_names_the_default_is_raw_and_strict),
        cmocka_unit_test(refuses_error_handlers_that_it_lacks),
        cmocka_unit_test(no_two_encodings_are_one),
    };
    if (pylog_set_allocator(allocate, NULL) != 0)
        return EXIT_FAILURE;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
