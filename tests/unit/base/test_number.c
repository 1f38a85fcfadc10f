/* Numbers as text, beside libc's and CPython's. */
#include <base/memory.h>
#include <base/number.h>
#include <fixture.h>
#include <float.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "tables/float_repr.h"

#pragma GCC diagnostic ignored "-Wformat-nonliteral"

/* Small, so that growing is a part of every test. */
#define WITH_BUFFER(out)                                                                                     \
    char storage[8];                                                                                         \
    struct pylog_buffer out;                                                                                 \
    pylog__buffer_init(&(out), storage, sizeof storage)

static void integers_print_as_in_libc(void **state) {
    (void)state;
    uint64_t power = 1;
    for (int digits = 1; digits <= 20; digits++, power *= 10) {
        uint64_t values[] = {
            power - 1, power, power + 1, 0 - power, power * 7, UINT64_MAX, UINT64_C(1) << 63
        };
        for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
            WITH_BUFFER(out);
            char expected[64];
            snprintf(expected, sizeof expected, "%" PRIu64 " %" PRId64, values[i], (int64_t)values[i]);
            pylog__put_uint(&out, values[i]);
            pylog__put_char(&out, ' ');
            pylog__put_int(&out, (int64_t)values[i]);
            assert_string_equal(pylog__buffer_text(&out), expected);
            pylog__buffer_release(&out);
        }
    }
}

static void digits_come_in_four_bases(void **state) {
    (void)state;
    static const struct {
        unsigned base;
        bool upper;
        uint64_t value;
        const char *text;
    } rows[] = {
        { 10, false, 0, "0" },
        { 2, false, 10, "1010" },
        { 8, false, 511, "777" },
        { 16, false, 43981, "abcd" },
        { 16, true, 43981, "ABCD" },
        { 16, false, 0, "0" },
        { 2, false, UINT64_MAX, "1111111111111111111111111111111111111111111111111111111111111111" },
        { 8, false, UINT64_MAX, "1777777777777777777777" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[65], *end = text + 64;
        *end = '\0';
        assert_string_equal(pylog__digits(end, rows[i].value, rows[i].base, rows[i].upper), rows[i].text);
    }
}

static void float_repr_is_pythons(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof float_reprs / sizeof *float_reprs; i++) {
        WITH_BUFFER(out);
        double value;
        memcpy(&value, &float_reprs[i].bits, sizeof value);
        pylog__put_float_repr(&out, value);
        assert_string_equal(pylog__buffer_text(&out), float_reprs[i].text);
        pylog__buffer_release(&out);
    }
}

/* ---- Beside libc's printf -------------------------------------------------------------------- */

static void make_spec(char *spec, struct pylog__float_format format, const char *length) {
    char sign[2] = { format.sign, '\0' };
    sprintf(spec, "%%%s%s.*%s%c", sign, format.alternate ? "#" : "", length, format.conversion);
}

static void check_double(struct pylog__float_format format, double value) {
    WITH_BUFFER(out);
    char spec[16], expected[8192];
    make_spec(spec, format, "");
    snprintf(expected, sizeof expected, spec, format.precision, value);
    pylog__put_double(&out, format, value);
    if (strcmp(pylog__buffer_text(&out), expected) != 0)
        fail_msg("%s of %a, precision %d: %s instead of %s", spec, value, format.precision, out.data,
                 expected);
    pylog__buffer_release(&out);
}

static void check_decimals(double value) {
    for (int precision = 0; precision <= 10; precision++)
        check_double((struct pylog__float_format){ .conversion = 'f', .precision = precision }, value);
}

/* xorshift: the same on every system */
static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void random_doubles_of_each_exponent_print_as_in_libc(void **state) {
    (void)state;
    uint64_t seed = 20261120;
    for (uint64_t exponent = 0; exponent < 2048; exponent++) {
        int rounds = exponent > 960 && exponent < 1100 ? 60 : 2; /* those that are worked out here */
        for (int i = 0; i < rounds; i++) {
            uint64_t bits = (next_random(&seed) & ~(UINT64_C(2047) << 52)) | exponent << 52;
            double value;
            memcpy(&value, &bits, sizeof value);
            if (!isnan(value))
                check_decimals(value);
        }
    }
}

static void ties_are_rounded_to_even(void **state) {
    (void)state;
    for (int bits = 0; bits <= 12; bits++) {
        for (int i = 0; i < 64; i++) {
            double tie = ldexp(2 * i + 1, -bits);
            check_decimals(tie);
            check_decimals(-tie);
            check_decimals(1000 + tie);
            check_decimals(nextafter(tie, 0));
            check_decimals(nextafter(tie, HUGE_VAL));
        }
    }
}

static void values_from_decimals_print_as_in_libc(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 3000; i++) {
        double value = (double)(next_random(&seed) % 2000000) / 1000;
        check_decimals(value);
        check_decimals(value / 1e6);
    }
}

static const double edges[] = {
    0.0,
    -0.0,
    1.0,
    -1.5,
    0.5,
    2.5,
    9.5,
    99.95,
    0.999999,
    999999.5,
    1e15,
    1e16,
    1e17,
    1e22,
    1e23,
    1e300,
    1e-5,
    5e-5,
    5e-10,
    4.9999e-10,
    DBL_MAX,
    DBL_MIN,
    5e-324,
    DBL_EPSILON,
    0.1,
    123.456,
    4503599627370495.5,
    9007199254740993.0,
    9.3e18,
    9223372036854774784.0,
    18446744073709551616.0,
    HUGE_VAL,
    -HUGE_VAL,
};

static void every_conversion_prints_as_in_libc(void **state) {
    (void)state;
    static const char conversions[] = "eEfFgGaA", signs[] = { '\0', '+', ' ' };
    static const int precisions[] = { -1, 0, 1, 2, 3, 6, 9, 10, 17, 40 };
    for (size_t c = 0; c < sizeof conversions - 1; c++)
        for (size_t p = 0; p < sizeof precisions / sizeof *precisions; p++)
            for (size_t variant = 0; variant < 6; variant++)
                for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
                    check_double((struct pylog__float_format){ .conversion = conversions[c],
                                                               .precision = precisions[p],
                                                               .alternate = variant % 2,
                                                               .sign = signs[variant / 2] },
                                 edges[i]);
}

static void long_doubles_print_as_in_libc(void **state) {
    (void)state;
    static const char conversions[] = "eEfFgGaA";
    for (size_t c = 0; c < sizeof conversions - 1; c++) {
        for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
            WITH_BUFFER(out);
            struct pylog__float_format format = { .conversion = conversions[c], .precision = 20 };
            char spec[16], expected[8192];
            long double value = (long double)edges[i] / 3;
            make_spec(spec, format, "L");
            snprintf(expected, sizeof expected, spec, format.precision, value);
            pylog__put_long_double(&out, format, value);
            assert_string_equal(pylog__buffer_text(&out), expected);
            pylog__buffer_release(&out);
        }
    }
}

static void long_results_are_not_cut(void **state) {
    (void)state;
    check_double((struct pylog__float_format){ .conversion = 'f', .precision = 4000 }, 1e308);
    check_double((struct pylog__float_format){ .conversion = 'f', .precision = 1074 }, 5e-324);
    check_double((struct pylog__float_format){ .conversion = 'e', .precision = 8000 }, DBL_MAX);
}

/* ---- Circumstances --------------------------------------------------------------------------- */

static void a_decimal_comma_of_the_locale_never_appears(void **state) {
    (void)state;
    if (!setlocale(LC_ALL, "de_DE.UTF-8"))
        skip();
    char expected[64];
    snprintf(expected, sizeof expected, "%.1f", 0.5);
    assert_string_equal(expected, "0,5");
    WITH_BUFFER(out);
    pylog__put_double(&out, (struct pylog__float_format){ .conversion = 'g', .precision = -1 }, 1234.5);
    pylog__put_double(&out, (struct pylog__float_format){ .conversion = 'f', .precision = 12 }, -0.5);
    pylog__put_double(&out, (struct pylog__float_format){ .conversion = 'f', .precision = 1 }, 2.5);
    pylog__put_double(&out, (struct pylog__float_format){ .conversion = 'e', .precision = 0 }, 2.0);
    pylog__put_double(&out, (struct pylog__float_format){ .conversion = 'a', .precision = 1, .sign = '+' },
                      1.5);
    pylog__put_long_double(&out, (struct pylog__float_format){ .conversion = 'E', .precision = 2 }, 1.25L);
    pylog__put_float_repr(&out, 0.1 + 0.2);
    setlocale(LC_ALL, "C");
    assert_string_equal(pylog__buffer_text(&out),
                        "1234.5-0.5000000000002.52e+00+0x1.8p+01.25E+000.30000000000000004");
    pylog__buffer_release(&out);
}

static void *no_memory(void *data, void *block, size_t size) {
    (void)data;
    if (!size)
        free(block);
    return NULL;
}

static void without_memory_the_buffer_keeps_what_fits(void **state) {
    (void)state;
    pylog__memory_reset();
    assert_int_equal(pylog_set_allocator(no_memory, NULL), 0);
    for (int kind = 0; kind < 4; kind++) {
        static const char *const expected[] = { "-123456", "3.14159", "1.23400", "0.10000" };
        WITH_BUFFER(out);
        switch (kind) {
        case 0: pylog__put_int(&out, -123456789); break;
        case 1:
            pylog__put_double(&out, (struct pylog__float_format){ .conversion = 'f', .precision = 8 },
                              3.14159265);
            break;
        case 2:
            pylog__put_double(&out, (struct pylog__float_format){ .conversion = 'e', .precision = 8 }, 1.234);
            break;
        default:
            pylog__put_double(&out, (struct pylog__float_format){ .conversion = 'f', .precision = 30 }, 0.1);
            break;
        }
        assert_true(out.failed);
        assert_string_equal(pylog__buffer_text(&out), expected[kind]);
        pylog__put_double(&out, (struct pylog__float_format){ .conversion = 'e', .precision = 8 }, 1.0);
        assert_string_equal(pylog__buffer_text(&out), expected[kind]);
        pylog__buffer_release(&out);
    }
    pylog__memory_reset();
    assert_int_equal(pylog_set_allocator(NULL, NULL), 0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(integers_print_as_in_libc),
    cmocka_unit_test(digits_come_in_four_bases),
    cmocka_unit_test(float_repr_is_pythons),
    cmocka_unit_test(random_doubles_of_each_exponent_print_as_in_libc),
    cmocka_unit_test(ties_are_rounded_to_even),
    cmocka_unit_test(values_from_decimals_print_as_in_libc),
    cmocka_unit_test(every_conversion_prints_as_in_libc),
    cmocka_unit_test(long_doubles_print_as_in_libc),
    cmocka_unit_test(long_results_are_not_cut),
    cmocka_unit_test(a_decimal_comma_of_the_locale_never_appears),
    cmocka_unit_test(without_memory_the_buffer_keeps_what_fits),
};
TEST_MAIN
