/* str(), repr() and ascii() of values, against CPython (tables/values.h). */
#include <base/utf8.h>
#include <base/value.h>
#include <fixture.h>
#include <math.h>
#include "tables/values.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef void put_function(struct pylog_buffer *out, const struct pylog__value *value);

static void expect(put_function *put, struct pylog__value value, const char *expected, size_t row) {
    char storage[8];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    put(&out, &value);
    if (strcmp(pylog__buffer_text(&out), expected) != 0)
        fail_msg("row %zu: %s instead of %s", row, out.data, expected);
    pylog__buffer_release(&out);
}

static struct pylog__value string(const char *bytes, size_t length) {
    return (struct pylog__value){ .kind = PYLOG__STR, .as.s = bytes, .length = length };
}

static void quotes_strings_as_python_does(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(value_texts); i++) {
        struct pylog__value value = string(value_texts[i].bytes, value_texts[i].length);
        expect(pylog__put_repr, value, value_texts[i].repr, i);
        expect(pylog__put_ascii, value, value_texts[i].ascii, i);
    }
}

static void knows_which_code_points_are_printable(void **state) {
    (void)state;
    for (uint32_t block = 0; block < COUNT(value_printable); block++) {
        unsigned count = 0, sum = 0;
        for (unsigned offset = 0; offset < VALUE_BLOCK; offset++) {
            if (!pylog__is_printable(block * VALUE_BLOCK + offset))
                continue;
            count++;
            sum += offset;
        }
        if (count != value_printable[block].count || sum != value_printable[block].sum)
            fail_msg("block %u: %u printable code points, sum %u", (unsigned)block, count, sum);
    }
}

static void names_types_as_python_does(void **state) {
    (void)state;
    static const char *const names[] = { "NoneType", "bool", "int", "int", "float", "str", "tuple" };
    for (int kind = PYLOG__NONE; kind <= PYLOG__TUPLE; kind++) {
        struct pylog__value value = { .kind = (enum pylog__kind)kind };
        assert_string_equal(pylog__value_type(&value), names[kind]);
    }
}

static void prints_other_values_the_same_in_all_three_ways(void **state) {
    (void)state;
    static const struct {
        struct pylog__value value;
        const char *text;
    } rows[] = {
        { { .kind = PYLOG__NONE }, "None" },
        { { .kind = PYLOG__BOOL, .as.b = true }, "True" },
        { { .kind = PYLOG__BOOL, .as.b = false }, "False" },
        { { .kind = PYLOG__INT, .as.i = -42 }, "-42" },
        { { .kind = PYLOG__INT, .as.i = INT64_MIN }, "-9223372036854775808" },
        { { .kind = PYLOG__UINT, .as.u = UINT64_MAX }, "18446744073709551615" },
        { { .kind = PYLOG__FLOAT, .as.f = 1700000000.123456 }, "1700000000.123456" },
        { { .kind = PYLOG__FLOAT, .as.f = 1.234e-05 }, "1.234e-05" },
        { { .kind = PYLOG__FLOAT, .as.f = -(double)INFINITY }, "-inf" },
        { { .kind = PYLOG__FLOAT, .as.f = (double)NAN }, "nan" },
        { { .kind = PYLOG__TUPLE, .as.s = "('x', 1)!", .length = 8 }, "('x', 1)" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        expect(pylog__put_str, rows[i].value, rows[i].text, i);
        expect(pylog__put_repr, rows[i].value, rows[i].text, i);
        expect(pylog__put_ascii, rows[i].value, rows[i].text, i);
    }
}

static void prints_strings_as_they_are(void **state) {
    (void)state;
    expect(pylog__put_str, string("a'\xff\n\xc3\xa9", 6), "a'\xff\n\xc3\xa9", 0);
    expect(pylog__put_str, string("", 0), "", 0);
}

static void escapes_what_is_not_ascii_in_tuples(void **state) {
    (void)state;
    struct pylog__value tuple = string("('\xc3\xa9', '\\n', '\xe2\x82\xac')", 19);
    tuple.kind = PYLOG__TUPLE;
    expect(pylog__put_ascii, tuple, "('\\xe9', '\\n', '\\u20ac')", 0);
    expect(pylog__put_repr, tuple, "('\xc3\xa9', '\\n', '\xe2\x82\xac')", 0);
}

static void escapes_what_is_not_ascii_in_tuples_from_0x80_on(void **state) {
    (void)state;
    struct pylog__value tuple = string("('\x7f\xc2\x80\xc2\x81')", 9);
    tuple.kind = PYLOG__TUPLE;
    expect(pylog__put_ascii, tuple, "('\x7f\\x80\\x81')", 0);
}

/* Of one character: is it put as it is? */
static bool is_harmless(uint32_t point) {
    char storage[32], bytes[4];
    struct pylog_buffer out;
    size_t length = pylog__utf8_encode(point, bytes);
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_harmless(&out, bytes, length);
    bool same = out.length == length && memcmp(out.data, bytes, length) == 0;
    pylog__buffer_release(&out);
    return same;
}

static void controls_and_what_turns_text_round_do_no_harm(void **state) {
    static const struct {
        uint32_t first, last;
    } harmful[] = { { 0, 0x1F }, { 0x7F, 0x9F }, { 0x2028, 0x202E }, { 0x2066, 0x2069 } };
    (void)state;
    for (uint32_t point = 0; point < 0x110000; point++) {
        bool expected = true;
        for (size_t i = 0; i < COUNT(harmful); i++)
            expected = expected && (point < harmful[i].first || point > harmful[i].last);
        if ((point < 0xD800 || point > 0xDFFF) && is_harmless(point) != expected)
            fail_msg("U+%04X", (unsigned)point);
    }
}

static void bytes_that_are_no_text_are_shown_as_numbers(void **state) {
    char storage[64];
    struct pylog_buffer out;
    (void)state;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_harmless(&out, "a\x80\xff\n\x1b\xc2\x80z", 8);
    assert_string_equal(pylog__buffer_text(&out), "a\\x80\\xff\\n\\x1b\\x80z");
    pylog__buffer_release(&out);
}

static void quotes_text_of_a_given_length(void **state) {
    (void)state;
    char storage[32];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_quoted(&out, "%message'", 8);
    assert_string_equal(pylog__buffer_text(&out), "'%message'");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(quotes_strings_as_python_does),
    cmocka_unit_test(knows_which_code_points_are_printable),
    cmocka_unit_test(names_types_as_python_does),
    cmocka_unit_test(prints_other_values_the_same_in_all_three_ways),
    cmocka_unit_test(prints_strings_as_they_are),
    cmocka_unit_test(escapes_what_is_not_ascii_in_tuples),
    cmocka_unit_test(escapes_what_is_not_ascii_in_tuples_from_0x80_on),
    cmocka_unit_test(controls_and_what_turns_text_round_do_no_harm),
    cmocka_unit_test(bytes_that_are_no_text_are_shown_as_numbers),
    cmocka_unit_test(quotes_text_of_a_given_length),
};
TEST_MAIN
