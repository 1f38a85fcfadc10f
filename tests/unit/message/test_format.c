/* Random messages beside libc's printf, in three ways: as a format that is read at run time, as one that was
 * parsed before, and with arguments that were packed and unpacked on the way. */
#include <base/memory.h>
#include <base/number.h>
#include <errno.h>
#include <fixture.h>
#include <limits.h>
#include <locale.h>
#include <message/format.h>
#include <message/printf.h>
#include <parallel.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#pragma GCC diagnostic ignored "-Wformat-nonliteral"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SLOWER = 20 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
enum { SLOWER = 20 };
#else
enum { SLOWER = 1 };
#endif
#else
enum { SLOWER = 1 };
#endif

static size_t rounds(size_t usual) {
    return usual / SLOWER * test_scale();
}

/* The libc that is the model: elsewhere (nil), (null) and %a are different. */
static bool libc_is_the_model(void) {
#ifdef __GLIBC__
    return true;
#else
    return false;
#endif
}

/* ---- Chance ---------------------------------------------------------------------------------- */

static uint64_t chance_state;

static uint64_t chance(void) {
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return chance_state * UINT64_C(0x2545F4914F6CDD1D);
}

static unsigned below(unsigned limit) {
    return (unsigned)((chance() >> 32) % limit);
}

static int64_t any_integer(void) {
    static const int64_t edges[] = { 0, 1, -1, 9, 10, 99, 100, INT_MIN, INT_MAX, INT64_MIN, INT64_MAX };
    return below(4) ? (int64_t)chance() >> below(64) : edges[below(COUNT(edges))];
}

/* Any bits, infinities and NaNs among them; decimals; and what lies half-way between two decimals. */
static double any_double(void) {
    static const double scales[] = { 1, 10, 1e2, 1e3, 1e4, 1e6, 1e9, 2, 4, 8, 1024, 1048576 };
    static const uint64_t edges[] = { 0,
                                      UINT64_C(1) << 63,
                                      1,
                                      UINT64_C(0x7FF) << 52,
                                      UINT64_C(0xFFF) << 52,
                                      UINT64_C(0x7FF8) << 48,
                                      UINT64_C(1) << 52,
                                      (UINT64_C(1) << 52) - 1 };
    uint64_t bits = below(8) ? chance() : edges[below(COUNT(edges))];
    double value;
    if (below(3))
        return (double)((int64_t)chance() >> (11 + below(53))) / scales[below(COUNT(scales))];
    memcpy(&value, &bits, sizeof value);
    return value;
}

static const char *any_string(void) {
    static const char *const strings[] = { "",
                                           "a",
                                           "10.0.0.42",
                                           "h\303\251llo w\303\266rld",
                                           "sixteen bytes...",
                                           NULL,
                                           "seventeen bytes..",
                                           "rather longer than what is copied without a call" };
    return strings[below(COUNT(strings))];
}

/* ---- Formats --------------------------------------------------------------------------------- */

struct format {
    char text[256];
    size_t length;
};

static void add(struct format *format, const char *text) {
    int length = snprintf(format->text + format->length, sizeof format->text - format->length, "%s", text);
    format->length += (size_t)length;
}

static void add_number(struct format *format, unsigned number) {
    char digits[16];
    snprintf(digits, sizeof digits, "%u", number);
    add(format, digits);
}

static void add_text(struct format *format) {
    static const char *const texts[] = {
        "", "", " ", " from ", "100%% of ", "exactly sixteen.", " and more than that "
    };
    add(format, texts[below(COUNT(texts))]);
}

static void add_flags(struct format *format) {
    static const char *const flags[] = { "-", "+", " ", "#", "0", "'" };
    while (!below(3))
        add(format, flags[below(COUNT(flags))]);
}

/* As a number or, if it may be one of the arguments, as a star. Returns whether that. */
static bool add_size(struct format *format, bool may_be_star) {
    bool star = may_be_star && !below(3);
    if (star)
        add(format, "*");
    else
        add_number(format, below(8) ? below(20) : below(400));
    return star;
}

/* One that takes a value of this type: "ld", "f", "s". */
static void add_conversion(struct format *format, const char *const *letters, size_t count) {
    if (below(2)) {
        add_flags(format);
        if (!below(3))
            add_size(format, false);
        if (!below(3)) {
            add(format, ".");
            if (below(6))
                add_size(format, false);
        }
    } else if (!below(3)) {
        add(format, ".");
        add_number(format, below(10));
    }
    add(format, letters[below((unsigned)count)]);
}

static const char *const ints[] = { "d", "d", "i", "u", "x", "X", "o", "hhd", "hu", "hx", "c" };
static const char *const longs[] = { "ld", "lu", "lx", "li", "lo" };
static const char *const long_longs[] = { "lld", "llu", "llx", "qd", "Li" };
static const char *const maximal[] = { "jd", "ju", "jX" };
static const char *const sizes[] = { "zu", "zd", "zx", "tu", "td" };
static const char *const reals[] = { "f", "f", "f", "F", "e", "E", "g", "G", "a", "A", "lf" };
static const char *const long_reals[] = { "Lf", "Lg", "Le", "La" };
static const char *const strings[] = { "s" };
static const char *const pointers[] = { "p" };
static const char *const wide_strings[] = { "ls", "S" };
static const char *const wide_characters[] = { "lc", "C" };

#define ADD(format, letters) add_conversion(format, letters, COUNT(letters))

/* ---- Comparing ------------------------------------------------------------------------------- */

static locale_t c_locale;

/* Small or large: what does not fit takes other ways. */
struct rendered {
    char storage[512];
    struct pylog_buffer text;
};

static void begin(struct rendered *rendered) {
    size_t size = below(2) ? sizeof rendered->storage : 1 + below(100);
    pylog__buffer_init(&rendered->text, rendered->storage, size);
}

static void compare(struct rendered *rendered, int result, const char *expected, size_t length,
                    const char *fmt, const char *way) {
    if (result || rendered->text.length != length || memcmp(rendered->text.data, expected, length) != 0)
        fail_msg("\"%s\" %s gave '%s' instead of '%s' (%d)", fmt, way, pylog__buffer_text(&rendered->text),
                 expected, result);
    pylog__buffer_release(&rendered->text);
}

/* Packed into too little room perhaps, and then once more. */
static void compare_deferred(const struct pylog__format *format, va_list args, const char *expected,
                             size_t length, const char *fmt) {
    _Alignas(8) char first[96], second[4096];
    struct rendered rendered;
    const char *packed = first;
    size_t size = pylog__format_pack(format, args, ENOENT, first, sizeof first);
    if (size > sizeof first) {
        packed = second;
        assert_true(pylog__format_pack(format, args, ENOENT, second, sizeof second) == size);
    }
    begin(&rendered);
    int result = pylog__format_put_packed(format, packed, &rendered.text);
    compare(&rendered, result, expected, length, fmt, "packed");
}

static size_t print_by_libc(char *out, size_t size, const char *fmt, va_list args) {
    locale_t before = uselocale(c_locale);
    errno = ENOENT;
    int length = vsnprintf(out, size, fmt, args);
    uselocale(before);
    assert_true(length >= 0 && (size_t)length < size);
    return (size_t)length;
}

static void check(const char *fmt, ...) {
    char expected[16384];
    struct rendered rendered;
    va_list args;
    va_start(args, fmt);
    size_t length = print_by_libc(expected, sizeof expected, fmt, args);
    va_end(args);

    va_start(args, fmt);
    begin(&rendered);
    int result = pylog__format_message(&rendered.text, fmt, args, ENOENT);
    compare(&rendered, result, expected, length, fmt, "read at run time");
    struct pylog__format *format = pylog__format_parse(fmt);
    if (format) {
        begin(&rendered);
        result = pylog__format_put(format, args, ENOENT, &rendered.text);
        compare(&rendered, result, expected, length, fmt, "parsed");
        if (pylog__format_packing(format)->deferrable)
            compare_deferred(format, args, expected, length, fmt);
        pylog__free(format);
    }
    va_end(args);
}

/* ---- Tests ----------------------------------------------------------------------------------- */

/* Many conversions of one format, in the order of their arguments. */
static void check_many(void) {
    struct format format = { .length = 0 };
    unsigned count = below(7);
    for (unsigned i = 0; i < count; i++) {
        add_text(&format);
        add(&format, "%");
        switch (i) {
        case 0: ADD(&format, ints); break;
        case 1: ADD(&format, strings); break;
        case 2: ADD(&format, reals); break;
        case 3: ADD(&format, longs); break;
        case 4: ADD(&format, long_longs); break;
        default: ADD(&format, pointers); break;
        }
    }
    add_text(&format);
    check(format.text, (int)any_integer(), any_string(), any_double(), (long)any_integer(),
          (long long)any_integer(), below(4) ? (void *)&format : NULL);
}

/* The same, named by number in any order, and more than once. */
static void check_numbered(void) {
    struct format format = { .length = 0 };
    bool named[3] = { false };
    for (unsigned i = 0; i < 5 || !named[0] || !named[1] || !named[2]; i++) {
        unsigned number = below(3);
        if (format.length > sizeof format.text - 64)
            return;
        named[number] = true;
        add_text(&format);
        add(&format, "%");
        add_number(&format, number + 1);
        add(&format, "$");
        if (number == 0)
            ADD(&format, ints);
        else if (number == 1)
            ADD(&format, strings);
        else
            ADD(&format, reals);
    }
    check(format.text, (int)any_integer(), any_string(), any_double());
}

/* One conversion, whose width and precision may be arguments as well. */
#define CHECK_ONE(letters, value)                                                                            \
    do {                                                                                                     \
        add(&format, letters[below(COUNT(letters))]);                                                        \
        add_text(&format);                                                                                   \
        if (width && precision)                                                                              \
            check(format.text, width_value, precision_value, value);                                         \
        else if (width || precision)                                                                         \
            check(format.text, width ? width_value : precision_value, value);                                \
        else                                                                                                 \
            check(format.text, value);                                                                       \
    } while (0)

static void check_one(void) {
    struct format format = { .length = 0 };
    int width_value = (int)below(60) - 30, precision_value = (int)below(40) - 5;
    bool width = false, precision = false;
    add_text(&format);
    add(&format, "%");
    add_flags(&format);
    if (below(2))
        width = add_size(&format, true);
    if (below(2)) {
        add(&format, ".");
        precision = below(6) && add_size(&format, true);
    }
    switch (below(12)) {
    case 0: CHECK_ONE(ints, (int)any_integer()); break;
    case 1: CHECK_ONE(longs, (long)any_integer()); break;
    case 2: CHECK_ONE(long_longs, (long long)any_integer()); break;
    case 3: CHECK_ONE(maximal, (intmax_t)any_integer()); break;
    case 4: CHECK_ONE(sizes, (size_t)any_integer()); break;
    case 5: CHECK_ONE(long_reals, (long double)any_double() / 3); break;
    case 6: CHECK_ONE(strings, any_string()); break;
    case 7: CHECK_ONE(pointers, below(3) ? (void *)(uintptr_t)any_integer() : NULL); break;
    case 8: CHECK_ONE(wide_strings, below(4) ? L"wide" : NULL); break;
    case 9: CHECK_ONE(wide_characters, (wint_t)(1 + below(127))); break;
    default: CHECK_ONE(reals, any_double()); break;
    }
}

static void check_random_messages(size_t usual) {
    chance_state = UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = rounds(usual); i; i--) {
        check_many();
        check_one();
        if (i % 4 == 0)
            check_numbered();
    }
}

static void random_messages_are_what_libc_prints(void **state) {
    (void)state;
    if (!libc_is_the_model())
        skip();
    check_random_messages(250000);
}

static void a_decimal_comma_changes_nothing_in_them(void **state) {
    (void)state;
    if (!libc_is_the_model() || !setlocale(LC_ALL, "de_DE.UTF-8"))
        skip();
    check_random_messages(60000);
    setlocale(LC_ALL, "C");
}

/* Values of every size, beside libc's; the precision tells by which way they go. */
static void decimals_are_rounded_as_libc_does(void **state) {
    static const char *const formats[] = { "%.0f", "%.1f", "%.2f", "%.3f", "%.4f", "%.6f", "%.9f", "%.10f" };
    (void)state;
    chance_state = 1;
    for (size_t i = rounds(600000); i; i--) {
        char expected[512], storage[512];
        struct pylog_buffer out;
        unsigned precision = below(COUNT(formats));
        double value = any_double();
        pylog__buffer_init(&out, storage, sizeof storage);
        int length = snprintf(expected, sizeof expected, formats[precision], value);
        pylog__put_fixed(&out, atoi(formats[precision] + 2), value);
        if (out.length != (size_t)length || memcmp(out.data, expected, out.length) != 0)
            fail_msg("%s gave %s instead of %s", formats[precision], pylog__buffer_text(&out), expected);
    }
}

static const struct pylog_site here = { "here.c", "somewhere", 7 };

static void check_refused(const char *fmt, ...) {
    static void *place;
    char storage[64];
    struct pylog_buffer out;
    va_list args;
    va_start(args, fmt);
    const struct pylog__format *format = pylog__format_of_place(&place, &here, fmt, true);
    pylog__buffer_init(&out, storage, sizeof storage);
    assert_null(pylog__format_parse(fmt));
    assert_non_null(format);
    assert_false(pylog__format_packing(format)->deferrable);
    assert_int_equal(pylog__format_put(format, args, 0, &out), -1);
    assert_int_equal(out.length, 0);
    va_end(args);
}

static void a_wrong_format_is_kept_to_be_refused_each_time(void **state) {
    (void)state;
    check_refused("%d %y", 1);
    check_refused("%2147483647d", 1);
    check_refused("%1$d %d", 1, 2);
    pylog__formats_reset();
}

static void a_place_keeps_the_first_of_its_formats(void **state) {
    static void *place;
    char fmt[] = "%d a";
    (void)state;
    const struct pylog__format *first = pylog__format_of_place(&place, &here, fmt, false);
    assert_non_null(first);
    assert_ptr_equal(pylog__format_of_place(&place, &here, fmt, false), first);
    fmt[3] = 'b';
    assert_null(pylog__format_of_place(&place, &here, fmt, false));
    pylog__formats_reset();
    assert_null(place);
}

/* As those of a module that is unloaded and loaded again: its memory is gone. */
static void a_place_that_is_gone_leaves_its_format_with_all_its_texts(void **state) {
    void *place = NULL, *again = NULL, *other = NULL;
    char path[] = "plugin.c", function[] = "run", fmt[] = "%d pieces";
    struct pylog_site gone = { path, function, 300 };
    (void)state;
    const struct pylog__format *format = pylog__format_of_place(&place, &gone, fmt, true);
    assert_non_null(format);
    memset(path, 'x', sizeof path - 1);
    memset(function, 'x', sizeof function - 1);
    memset(fmt, 'x', sizeof fmt - 1);
    assert_string_equal(format->fmt, "%d pieces");
    assert_string_equal(format->site.pathname, "plugin.c");
    assert_string_equal(format->site.func_name, "run");
    assert_int_equal(format->site.lineno, 300);
    struct pylog_site back = { "plugin.c", "run", 300 };
    assert_ptr_equal(pylog__format_of_place(&again, &back, "%d pieces", true), format);
    assert_ptr_not_equal(pylog__format_of_place(&other, &back, "%u pieces", true), format);
    pylog__formats_reset();
    assert_null(other);
    assert_ptr_equal(place, format); /* it has two places, and only one of them is known */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_messages_are_what_libc_prints),
        cmocka_unit_test(a_decimal_comma_changes_nothing_in_them),
        cmocka_unit_test(decimals_are_rounded_as_libc_does),
        cmocka_unit_test(a_wrong_format_is_kept_to_be_refused_each_time),
        cmocka_unit_test(a_place_keeps_the_first_of_its_formats),
        cmocka_unit_test(a_place_that_is_gone_leaves_its_format_with_all_its_texts),
    };
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    freelocale(c_locale);
    return failed;
}
