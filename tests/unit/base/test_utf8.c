/* Characters in bytes that should be UTF-8, as CPython counts them. */
#include <base/utf8.h>
#include <fixture.h>
#include <string.h>

#include "tables/utf8.h"

enum { ROWS = sizeof rows / sizeof *rows };

static void finds_the_characters_that_python_finds(void **state) {
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        size_t at = 0, used, count = 0;
        for (; at < rows[i].length; at += used, count++) {
            uint32_t point = pylog__utf8_next(rows[i].bytes + at, rows[i].length - at, &used);
            if (count >= rows[i].count || point != rows[i].points[count])
                fail_msg("row %zu, character %zu is %x", i, count, point);
        }
        assert_int_equal(at, rows[i].length);
        assert_int_equal(count, rows[i].count);
    }
}

static void counts_characters_and_not_bytes(void **state) {
    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        if (pylog__utf8_count(rows[i].bytes, rows[i].length) != rows[i].count)
            fail_msg("row %zu", i);
}

static void a_prefix_ends_between_characters(void **state) {
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t points = 0; points <= rows[i].count + 1; points++) {
            size_t length = pylog__utf8_prefix(rows[i].bytes, rows[i].length, points);
            size_t expected = points < rows[i].count ? points : rows[i].count;
            if (length > rows[i].length || pylog__utf8_count(rows[i].bytes, length) != expected)
                fail_msg("row %zu, %zu characters: %zu bytes", i, points, length);
        }
    }
}

static void what_is_valid_is_encoded_as_it_was(void **state) {
    char encoded[4];
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        size_t used;
        for (size_t at = 0; at < rows[i].length; at += used) {
            uint32_t point = pylog__utf8_next(rows[i].bytes + at, rows[i].length - at, &used);
            if (point >= 0xDC80 && point <= 0xDCFF)
                continue; /* a byte that is none */
            assert_int_equal(pylog__utf8_encode(point, encoded), used);
            assert_memory_equal(encoded, rows[i].bytes + at, used);
        }
    }
}

static void a_lone_surrogate_is_encoded_in_three_bytes(void **state) {
    char encoded[4];
    (void)state;
    assert_int_equal(pylog__utf8_encode(0xDC80, encoded), 3);
    assert_memory_equal(encoded, "\xED\xB2\x80", 3);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(finds_the_characters_that_python_finds),
    cmocka_unit_test(counts_characters_and_not_bytes),
    cmocka_unit_test(a_prefix_ends_between_characters),
    cmocka_unit_test(what_is_valid_is_encoded_as_it_was),
    cmocka_unit_test(a_lone_surrogate_is_encoded_in_three_bytes),
};
TEST_MAIN
