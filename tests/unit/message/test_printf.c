/* Messages beside libc's printf, and the errors and arguments beside CPython's. */
#include <base/error.h>
#include <base/memory.h>
#include <errno.h>
#include <fixture.h>
#include <float.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <message/printf.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include "tables/printf_errors.h"

/* Formats are made up at run time here, wrong ones among them. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Small, so that growing is a part of every test. */
#define WITH_BUFFER(out)                                                                                     \
    char storage[8];                                                                                         \
    struct pylog_buffer out;                                                                                 \
    pylog__buffer_init(&(out), storage, sizeof storage)

static int format(struct pylog_buffer *out, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int result = pylog__format_message(out, fmt, args, ENOENT);
    va_end(args);
    return result;
}

static void check_against_libc(const char *fmt, ...) {
    WITH_BUFFER(out);
    char expected[8192];
    va_list args;
    va_start(args, fmt);
    int length = vsnprintf(expected, sizeof expected, fmt, args);
    va_end(args);
    va_start(args, fmt);
    int result = pylog__format_message(&out, fmt, args, 0);
    va_end(args);
    if (result || length < 0 || out.length != (size_t)length || memcmp(out.data, expected, out.length) != 0)
        fail_msg("%s gave '%s' instead of '%s' (%d)", fmt, pylog__buffer_text(&out), expected, result);
    pylog__buffer_release(&out);
}

static void check_text(const char *expected, const char *fmt, ...) {
    WITH_BUFFER(out);
    va_list args;
    va_start(args, fmt);
    int result = pylog__format_message(&out, fmt, args, ENOENT);
    va_end(args);
    if (result || strcmp(pylog__buffer_text(&out), expected) != 0)
        fail_msg("%s gave '%s' instead of '%s' (%d)", fmt, pylog__buffer_text(&out), expected, result);
    pylog__buffer_release(&out);
}

/* ---- All flags, widths and precisions, beside libc's ----------------------------------------- */

static const char *const widths[] = { "", "1", "7", "25" };
static const char *const precisions[] = { "", ".", ".0", ".1", ".4", ".12" };

/* Call check with `%` flags width precision, to be completed. */
static void for_each_prefix(void (*check)(const char *prefix)) {
    for (unsigned flags = 0; flags < 32; flags++)
        for (size_t w = 0; w < COUNT(widths); w++)
            for (size_t p = 0; p < COUNT(precisions); p++) {
                char prefix[32];
                snprintf(prefix, sizeof prefix, "<%%%s%s%s%s%s%s%s", flags & 1 ? "-" : "",
                         flags & 2 ? "+" : "", flags & 4 ? " " : "", flags & 8 ? "#" : "",
                         flags & 16 ? "0" : "", widths[w], precisions[p]);
                check(prefix);
            }
}

#define FOR_EACH_INTEGER(length, type)                                                                       \
    do {                                                                                                     \
        static const type values[] = {                                                                       \
            0, 1, 7, 8, 42, (type)-1, (type)-129, (type)INT64_MAX, (type)INT64_MIN                           \
        };                                                                                                   \
        snprintf(fmt, sizeof fmt, "%s%s%c>", prefix, length, *letter);                                       \
        for (size_t i = 0; i < COUNT(values); i++)                                                           \
            check_against_libc(fmt, values[i]);                                                              \
    } while (0)

static void check_integers(const char *prefix) {
    char fmt[64];
    for (const char *letter = "diouxX"; *letter; letter++) {
        FOR_EACH_INTEGER("", int);
        FOR_EACH_INTEGER("hh", int);
        FOR_EACH_INTEGER("h", int);
        FOR_EACH_INTEGER("l", long);
        FOR_EACH_INTEGER("ll", long long);
        FOR_EACH_INTEGER("q", long long);
        FOR_EACH_INTEGER("L", long long);
        FOR_EACH_INTEGER("j", intmax_t);
        FOR_EACH_INTEGER("z", size_t);
        FOR_EACH_INTEGER("t", ptrdiff_t);
    }
}

static void check_reals(const char *prefix) {
    static const double values[] = { 0.0,  -0.0, 1.0,   -1.5,    0.5,     2.5,    9.9996,   123456.789, 1e15,
                                     1e20, 1e-5, 1e100, DBL_MAX, DBL_MIN, 5e-324, HUGE_VAL, -HUGE_VAL };
    char fmt[64];
    for (const char *letter = "eEfFgGaA"; *letter; letter++) {
        for (size_t i = 0; i < COUNT(values); i++) {
            snprintf(fmt, sizeof fmt, "%s%c>", prefix, *letter);
            check_against_libc(fmt, values[i]);
            snprintf(fmt, sizeof fmt, "%sL%c>", prefix, *letter);
            check_against_libc(fmt, (long double)values[i] / 3);
        }
        snprintf(fmt, sizeof fmt, "%s%c>", prefix, *letter);
        check_against_libc(fmt, (double)NAN);
    }
}

static void check_texts(const char *prefix) {
    static const char *const strings[] = { "", "a", "hello, world", "h\303\251llo", NULL };
    char fmt[64];
    for (size_t i = 0; i < COUNT(strings); i++) {
        snprintf(fmt, sizeof fmt, "%ss>", prefix);
        check_against_libc(fmt, strings[i]);
    }
    snprintf(fmt, sizeof fmt, "%sls %sS>", prefix, prefix);
    check_against_libc(fmt, L"wide text", NULL);
    snprintf(fmt, sizeof fmt, "%sc%sc>", prefix, prefix);
    check_against_libc(fmt, 'x', '\0');
    snprintf(fmt, sizeof fmt, "%slc%sC>", prefix, prefix);
    check_against_libc(fmt, (wint_t)L'x', (wint_t)0);
    snprintf(fmt, sizeof fmt, "%sp%sp>", prefix, prefix);
    check_against_libc(fmt, (void *)fmt, NULL);
    snprintf(fmt, sizeof fmt, "%s%%>", prefix);
    check_against_libc(fmt);
}

/* Elsewhere libc differs in what C leaves open: (nil), (null), %a. */
static bool libc_is_the_model(void) {
#ifdef __GLIBC__
    return true;
#else
    return false;
#endif
}

static void integers_print_as_in_libc(void **state) {
    (void)state;
    if (!libc_is_the_model())
        skip();
    for_each_prefix(check_integers);
}

static void reals_print_as_in_libc(void **state) {
    (void)state;
    if (!libc_is_the_model())
        skip();
    for_each_prefix(check_reals);
}

static void texts_and_pointers_print_as_in_libc(void **state) {
    (void)state;
    if (!libc_is_the_model())
        skip();
    for_each_prefix(check_texts);
}

static void widths_and_precisions_come_from_arguments(void **state) {
    (void)state;
    check_against_libc("<%*d> <%-*d> <%*d>", 6, 42, 6, 42, -6, 42);
    check_against_libc("<%.*f> <%.*f> <%*.*f>", 2, 3.14159, -2, 3.14159, 9, 1, 3.14159);
    check_against_libc("<%.*s> <%.*s> <%0*.*d>", 2, "hello", -1, "hello", -7, 3, 5);
    check_against_libc("<%.*s> <%.2147483647s>", INT_MAX, "hello", "all of it");
}

static void usual_messages_print_as_in_libc(void **state) {
    (void)state;
    check_against_libc("");
    check_against_libc("plain text, rather longer than the storage of the buffer");
    check_against_libc("%d %i %u %x %c %s %% %f", -1, INT_MIN, UINT_MAX, 0xBEEFu, 'c', "text", 1.25);
    check_against_libc("request %d from %s took %.3f ms", 7, "10.0.0.1", 1.0625);
    check_against_libc("%ld %lu %lx %lld %llu %llx %zd %zu %zx %li %llo", LONG_MIN, ULONG_MAX, ULONG_MAX,
                       LLONG_MIN, ULLONG_MAX, ULLONG_MAX, (size_t)-1, SIZE_MAX, SIZE_MAX, -1L, 8ULL);
    check_against_libc("%.0f%.1f%.9f%.10f%.f", 0.5, 0.25, 1e-9, 1e-10, 1.5);
    check_against_libc("%'d %'.2f", 1234567, 1234567.891);
}

/* ---- What is not as in every libc ------------------------------------------------------------ */

static void arguments_are_named_by_number(void **state) {
    (void)state;
    check_text("world hello", "%2$s %1$s", "hello", "world");
    check_text("<   42> <42   >", "<%1$*2$d> <%1$-*2$d>", 42, 5);
    check_text("3.14 3", "%1$.*2$f %3$d", 3.14159, 2, 3);
    check_text("a 2.5 a 100%", "%1$s %3$g %1$s 100%%", "a", 2, 2.5);
    check_text("1 -1 4294967295 No such file or directory", "%2$lld %1$d %1$u %m", -1, 1LL);
    check_text("1.5 x y", "%1$Lg %3$ls %2$s", 1.5L, "y", L"x");
}

static void the_highest_argument_number_is_4096(void **state) {
    (void)state;
    WITH_BUFFER(out);
    assert_int_equal(format(&out, "%4097$d", 1), -1);
    assert_string_equal(pylog__error_text(), "unsupported format character '$' (0x24) at index 5");
    pylog__buffer_release(&out);
}

static void numbered_and_other_arguments_do_not_mix(void **state) {
    (void)state;
    static const struct {
        const char *fmt, *error;
    } rows[] = {
        { "%1$d %d", "unsupported format character 'd' (0x64) at index 6" },
        { "%d %1$d", "unsupported format character 'd' (0x64) at index 1" },
        { "%1$*d", "unsupported format character 'd' (0x64) at index 4" },
        { "%1$.*d", "unsupported format character 'd' (0x64) at index 5" },
        { "%1$d %1$y", "unsupported format character 'y' (0x79) at index 8" },
        { "%1$d %", "incomplete format" },
        { "%0$d", "unsupported format character '$' (0x24) at index 2" },
        { "%1$1$d", "unsupported format character '$' (0x24) at index 4" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        WITH_BUFFER(out);
        pylog__put_string(&out, "kept");
        assert_int_equal(format(&out, rows[i].fmt, 1, 2), -1);
        assert_string_equal(pylog__error_text(), rows[i].error);
        assert_string_equal(pylog__buffer_text(&out), "kept");
        pylog__buffer_release(&out);
    }
}

static void wrong_formats_are_refused_in_pythons_words(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(format_errors); i++) {
        WITH_BUFFER(out);
        pylog__put_string(&out, "kept");
        errno = 0;
        assert_int_equal(format(&out, format_errors[i].format, 1), -1);
        assert_int_equal(errno, EINVAL);
        assert_string_equal(pylog__error_kind(), "ValueError");
        assert_string_equal(pylog__error_text(), format_errors[i].error);
        assert_string_equal(pylog__buffer_text(&out), "kept");
        pylog__buffer_release(&out);
    }
}

static void conversions_that_write_to_memory_are_refused(void **state) {
    (void)state;
    static const char *const formats[] = { "%s %n", "%s%hhn", "%s%5n", "%2$n%1$s" };
    for (size_t i = 0; i < COUNT(formats); i++) {
        WITH_BUFFER(out);
        long long target = 42;
        assert_int_equal(format(&out, formats[i], "text", &target), -1);
        assert_non_null(strstr(pylog__error_text(), "unsupported format character 'n' (0x6e) at index"));
        assert_int_equal(target, 42);
        assert_int_equal(out.length, 0);
        pylog__buffer_release(&out);
    }
}

static void sizes_that_no_int_could_tell_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *fmt;
        int first, second;
        const char *error;
    } rows[] = {
        { "%2147483647d", 1, 0, "width too big" },      { "%99999999999s", 0, 0, "width too big" },
        { "%*d", INT_MAX, 1, "width too big" },         { "%*d", INT_MIN, 1, "width too big" },
        { "%.2147483647d", 1, 0, "precision too big" }, { "%.*d", INT_MAX, 1, "precision too big" },
        { "%2$*1$d", INT_MAX, 1, "width too big" },     { "%2$.*1$d", INT_MAX, 1, "precision too big" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        WITH_BUFFER(out);
        assert_int_equal(format(&out, rows[i].fmt, rows[i].first, rows[i].second), -1);
        assert_string_equal(pylog__error_text(), rows[i].error);
        assert_int_equal(out.length, 0);
        pylog__buffer_release(&out);
    }
}

static void the_error_text_is_that_of_the_call(void **state) {
    (void)state;
    errno = EACCES;
    check_text("open: No such file or directory", "open: %m");
    check_text("<   No such> <5>", "<%10.7m> <%d>", 5);
}

static void wide_text_becomes_utf8(void **state) {
    (void)state;
    static const wchar_t pair[] = { 0xD83D, 0xDE00, 0 }, halves[] = { 0xD83D, 'x', 0xDE00, 0 };
    check_text("h\303\251llo \342\202\254", "%ls", L"h\u00e9llo \u20ac");
    check_text("h\303\251|h|  h", "%.3ls|%.2ls|%3.2S", L"h\u00e9llo", L"h\u00e9llo", L"h\u00e9llo");
    check_text("\342\202\254 \303\251", "%lc %C", (wint_t)0x20AC, (wint_t)0xE9);
    check_text("\360\237\230\200||\360\237\230\200", "%ls|%.3ls|%.4ls", pair, pair, pair);
    check_text("\357\277\275x\357\277\275", "%ls", halves);
    check_text("\357\277\275", "%lc", (wint_t)0xD800);
}

/* Both sides of where surrogates begin and end, and of the last code point. */
static void what_is_no_character_becomes_the_replacement_character(void **state) {
    (void)state;
    static const wchar_t none[] = { 0xD800, 0xDBFF, 0xDBFF, 0xE000, 0 };
    static const wchar_t ends[] = { 0xD7FF, 0xE000, 0xDBFF, 0xDC00, 0xD800, 0xDFFF, 0xDC00, 0xDFFF, 'x', 0 };
    check_text("\355\237\277|\356\200\200", "%lc|%lc", (wint_t)0xD7FF, (wint_t)0xE000);
    check_text("\357\277\275|\357\277\275", "%lc|%lc", (wint_t)0xD800, (wint_t)0xDBFF);
    check_text("\357\277\275|\357\277\275", "%lc|%lc", (wint_t)0xDC00, (wint_t)0xDFFF);
#if WCHAR_MAX > 0xFFFF
    check_text("\364\217\277\277|\357\277\275", "%lc|%lc", (wint_t)0x10FFFF, (wint_t)0x110000);
#endif
    check_text("\355\237\277\356\200\200\364\217\260\200\360\220\217\277\357\277\275\357\277\275x", "%ls", ends);
    check_text("\357\277\275\357\277\275\357\277\275\356\200\200", "%ls", none);
    check_text("|x", "%.3ls|x", (const wchar_t[]){ 0xD800, 0xDC00, 0 });
    check_text("|x", "%.3ls|x", (const wchar_t[]){ 0xDBFF, 0xDC00, 0 });
}

/* AddressSanitizer and valgrind see it if something is. */
static void nothing_is_read_beyond_the_precision(void **state) {
    (void)state;
    char *bytes = malloc(3);
    wchar_t *wide = malloc(3 * sizeof *wide);
    assert_non_null(bytes);
    assert_non_null(wide);
    memcpy(bytes, "abc", 3);
    wmemcpy(wide, L"a\u00e9c", 3);
    check_text("abc a\303\251c abc", "%.3s %.4ls %.*s", bytes, wide, 3, bytes);
    free(bytes);
    free(wide);
}

static void a_nul_character_is_a_byte_like_others(void **state) {
    (void)state;
    WITH_BUFFER(out);
    assert_int_equal(format(&out, "a%cb%3c", '\0', '\0'), 0);
    assert_int_equal(out.length, 6);
    assert_memory_equal(out.data, "a\0b  \0", 6);
    pylog__buffer_release(&out);
}

static void the_locale_changes_nothing(void **state) {
    (void)state;
    if (!setlocale(LC_ALL, "de_DE.UTF-8"))
        skip();
    check_text("1.5 2.50000000000 1e+02 0x1.8p+0 1234567 3.25", "%g %.11f %.0e %a %'d %Lg", 1.5, 2.5, 100.0,
               1.5, 1234567, 3.25L);
    setlocale(LC_ALL, "C");
}

static bool memory_fails;

static void *allocate_or_not(void *data, void *block, size_t size) {
    (void)data;
    if (size)
        return memory_fails ? NULL : realloc(block, size);
    free(block);
    return NULL;
}

static void without_memory_the_message_is_cut(void **state) {
    (void)state;
    pylog__memory_reset();
    assert_int_equal(pylog_set_allocator(allocate_or_not, NULL), 0);
    memory_fails = true;
    WITH_BUFFER(out);
    assert_int_equal(format(&out, "%s %d and more", "text", 12345678), 0);
    assert_true(out.failed);
    assert_string_equal(pylog__buffer_text(&out), "text 12");
    pylog__buffer_init(&out, storage, sizeof storage);
    assert_int_equal(format(&out, "no %1$d", 1), 0);
    assert_true(out.failed);
    assert_string_equal(pylog__buffer_text(&out), "no ");
    memory_fails = false;
    pylog__memory_reset();
    assert_int_equal(pylog_set_allocator(NULL, NULL), 0);
}

/* ---- Arguments ------------------------------------------------------------------------------------------
 */

static void check_arguments(const char *expected, const char *fmt, ...) {
    WITH_BUFFER(out);
    va_list args;
    va_start(args, fmt);
    pylog__format_arguments(&out, fmt, args);
    va_end(args);
    if (strcmp(pylog__buffer_text(&out), expected) != 0)
        fail_msg("%s: %s instead of %s", fmt, out.data, expected);
    pylog__buffer_release(&out);
}

static void arguments_print_as_pythons_tuple(void **state) {
    (void)state;
#define ROW(...) check_arguments(__VA_ARGS__);
#include "tables/printf_arguments.h"
#undef ROW
}

static void arguments_have_the_type_of_their_conversion(void **state) {
    (void)state;
    check_arguments("(-1, 255, -1, 65535, 18446744073709551615)", "%hhd %hhu %hd %hx %llu", 255, 255, 65535,
                    65535, ULLONG_MAX);
    check_arguments("(2.5, 1, 2)", "%Lf %zu %td", 2.5L, (size_t)1, (ptrdiff_t)2);
    check_arguments("('h\303\251', '\342\202\254', '\\x00')", "%ls %lc %c", L"h\u00e9", (wint_t)0x20AC, '\0');
    check_arguments("(0x1f, (nil))", "%p %p", (void *)31, (void *)NULL);
    check_arguments("(3, 'abc')", "%.*s", 3, "abcdef");
    check_arguments("(1,)", "%m %d %%", 1);
}

static void arguments_end_at_a_wrong_conversion(void **state) {
    (void)state;
    check_arguments("(1,)", "%d %y %d", 1, 2);
    check_arguments("(1, 'x')", "%d %s %", 1, "x");
    check_arguments("()", "%n", 0);
    check_arguments("(1,)", "%1$d %y", 1);
}

static void numbered_arguments_print_in_their_own_order(void **state) {
    (void)state;
    check_arguments("(1, 'b')", "%2$s %1$d", 1, "b");
    check_arguments("(4, 5, 2.5)", "%3$*1$f", 4, 5, 2.5);
    check_arguments("('abc', 3)", "%1$.*2$s", "abcdef", 3);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(integers_print_as_in_libc),
    cmocka_unit_test(reals_print_as_in_libc),
    cmocka_unit_test(texts_and_pointers_print_as_in_libc),
    cmocka_unit_test(widths_and_precisions_come_from_arguments),
    cmocka_unit_test(usual_messages_print_as_in_libc),
    cmocka_unit_test(arguments_are_named_by_number),
    cmocka_unit_test(the_highest_argument_number_is_4096),
    cmocka_unit_test(numbered_and_other_arguments_do_not_mix),
    cmocka_unit_test(wrong_formats_are_refused_in_pythons_words),
    cmocka_unit_test(conversions_that_write_to_memory_are_refused),
    cmocka_unit_test(sizes_that_no_int_could_tell_are_refused),
    cmocka_unit_test(the_error_text_is_that_of_the_call),
    cmocka_unit_test(wide_text_becomes_utf8),
    cmocka_unit_test(what_is_no_character_becomes_the_replacement_character),
    cmocka_unit_test(nothing_is_read_beyond_the_precision),
    cmocka_unit_test(a_nul_character_is_a_byte_like_others),
    cmocka_unit_test(the_locale_changes_nothing),
    cmocka_unit_test(without_memory_the_message_is_cut),
    cmocka_unit_test(arguments_print_as_pythons_tuple),
    cmocka_unit_test(arguments_have_the_type_of_their_conversion),
    cmocka_unit_test(arguments_end_at_a_wrong_conversion),
    cmocka_unit_test(numbered_arguments_print_in_their_own_order),
};
TEST_MAIN
