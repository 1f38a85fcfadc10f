/* Format strings of all three styles, against CPython (tables/fields.h). */
#include <base/error.h>
#include <base/memory.h>
#include <base/utf8.h>
#include <errno.h>
#include <fixture.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <style/style.h>

#include "tables/fields.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- An allocator that counts, and fails when it is told to ---------------------------------- */

static long allocations;
static long allocations_left; /* below 0: no limit */

static void *allocate(void *data, void *block, size_t size) {
    (void)data;
    if (size == 0) {
        free(block);
        return NULL;
    }
    allocations++;
    if (allocations_left == 0)
        return NULL;
    allocations_left -= allocations_left > 0;
    return realloc(block, size);
}

static int use_allocator(void **state) {
    (void)state;
    pylog__memory_reset();
    allocations_left = -1;
    return pylog_set_allocator(allocate, NULL);
}

/* ---- The record ------------------------------------------------------------------------------ */

/* Strings live in memory that is gone at the next lookup, and have no NUL behind them. */
static int find(void *data, const char *key, struct pylog__value *out) {
    char **lent = data;
    free(*lent);
    *lent = NULL;
    for (size_t i = 0; i < COUNT(field_record); i++) {
        if (strcmp(field_record[i].key, key) != 0)
            continue;
        *out = field_record[i].value;
        if (out->kind != PYLOG__STR && out->kind != PYLOG__TUPLE)
            return 0;
        *lent = malloc(out->length + !out->length);
        assert_non_null(*lent);
        memcpy(*lent, out->as.s, out->length);
        out->as.s = *lent;
        return 0;
    }
    return -1;
}

static int parse(struct pylog__template *out, const char *fmt, char style, bool validate) {
    const struct pylog__style *found = pylog__style_find(style);
    *out = (struct pylog__template){ 0 };
    return found ? pylog__template_parse(out, fmt, found, validate) : -1;
}

static int put_piece(const struct pylog__piece *piece, char **lent, struct pylog_buffer *out) {
    struct pylog__value value;
    switch (piece->kind) {
    case PYLOG__LITERAL: pylog__put(out, piece->text, piece->length); return 0;
    case PYLOG__WRONG: return pylog__fail_as(piece->error_kind, EINVAL, "%s", piece->text);
    case PYLOG__FIELD: break;
    }
    if (strlen(piece->text) != piece->length)
        fail_msg("the key %s has the length %zu", piece->text, piece->length);
    if (find(lent, piece->text, &value))
        return pylog__fail_quoted("Formatting field not found in record: ", piece->text, piece->length);
    return pylog__piece_format(piece, &value, find, lent, out);
}

static int put_template(const struct pylog__template *parsed, struct pylog_buffer *out) {
    char *lent = NULL;
    int result = 0;
    for (size_t i = 0; i < parsed->count && result == 0; i++)
        result = put_piece(&parsed->pieces[i], &lent, out);
    free(lent);
    return result;
}

/* ---- Against tables -------------------------------------------------------------------------- */

/* NULL if the result is what was expected, or what it was instead. */
static const char *differs(int result, const char *kind, const char *expected, const char *text) {
    static char seen[1000];
    if (result)
        text = pylog__error_text();
    bool same = strcmp(text, expected) == 0 && (result ? errno == EINVAL : 0) == (kind != NULL);
    if (same && kind)
        same = strcmp(kind, pylog__error_kind()) == 0;
    snprintf(seen, sizeof seen, "%s: %s", result ? pylog__error_kind() : "text", text);
    return same ? NULL : seen;
}

struct row {
    char style;
    const char *format;
    bool validate;
    bool fails_when_made;
    const char *error_kind;
    const char *text;
};

/* False, and the row is printed, if it comes out otherwise. */
static bool check(struct row row) {
    char storage[64];
    struct pylog__template parsed;
    struct pylog_buffer out;
    const char *seen;
    pylog__buffer_init(&out, storage, sizeof storage);
    int made = parse(&parsed, row.format, row.style, row.validate);
    if (row.fails_when_made || made) {
        seen = row.fails_when_made && !made ? "a template" : differs(made, row.error_kind, row.text, "");
        seen = !row.fails_when_made && !seen ? "the error came too early" : seen;
    } else {
        int result = put_template(&parsed, &out);
        seen = differs(result, row.error_kind, row.text, pylog__buffer_text(&out));
    }
    if (seen)
        print_error("'%c' \"%s\"%s: %s\n    instead of %s: %s\n", row.style, row.format,
                    row.validate ? "" : " unvalidated", seen, row.error_kind ? row.error_kind : "text",
                    row.text);
    pylog__buffer_release(&out);
    pylog__template_free(&parsed);
    return !seen;
}

static void expect(struct row row) {
    assert_true(check(row));
}

static void expect_style(char style) {
    size_t rows = 0, failed = 0;
    for (size_t i = 0; i < COUNT(field_rows); i++) {
        if (field_rows[i].style != style)
            continue;
        failed +=
            !check((struct row){ style, field_rows[i].format, field_rows[i].validate,
                                 field_rows[i].stage == MADE, field_rows[i].error_kind, field_rows[i].text });
        rows++;
    }
    assert_int_equal(failed, 0);
    assert_true(rows > 50);
}

static void percent_fields_are_those_of_python(void **state) {
    (void)state;
    expect_style('%');
}

static void brace_fields_are_those_of_python(void **state) {
    (void)state;
    expect_style('{');
}

static void dollar_fields_are_those_of_python(void **state) {
    (void)state;
    expect_style('$');
}

static void knows_when_the_time_is_needed(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(field_times); i++) {
        struct pylog__template parsed;
        assert_int_equal(parse(&parsed, field_times[i].format, field_times[i].style, false), 0);
        if (parsed.uses_time != field_times[i].uses_time)
            fail_msg("'%c' \"%s\"", field_times[i].style, field_times[i].format);
        pylog__template_free(&parsed);
    }
}

/* ---- What tables do not show ----------------------------------------------------------------- */

static void no_format_is_the_message(void **state) {
    (void)state;
    expect((struct row){ '%', NULL, true, false, NULL, "hello" });
    expect((struct row){ '{', NULL, true, false, NULL, "hello" });
    expect((struct row){ '$', NULL, true, false, NULL, "hello" });
}

static void refuses_other_styles(void **state) {
    (void)state;
    const char *sentence = "Style must be one of: %,{,$";
    expect((struct row){ 'x', "%(message)s", true, true, "ValueError", sentence });
    expect((struct row){ '\0', "%(message)s", false, true, "ValueError", sentence });
}

/* Unlike Python, where attributes and items of strings and the whole record may be printed. */
static void refuses_what_only_python_has(void **state) {
    (void)state;
    const char *sentence = "attributes and indices of fields are not supported: '{message.x}'";
    expect((struct row){ '{', "{message.x}", true, false, "ValueError", sentence });
    expect((struct row){ '{', "{message.x!z:>8}", false, false, "ValueError", sentence });
    sentence = "attributes and indices of fields are not supported: '{args[0][a].b}'";
    expect((struct row){ '{', "{args[0][a].b:8}", true, false, "ValueError", sentence });
    expect((struct row){ '{', "{message:{args[0][a].b}}", false, false, "ValueError", sentence });
    sentence = "Formatting field not found in record: 'nope'";
    expect((struct row){ '{', "{nope.x}", true, false, "ValueError", sentence });
    sentence = "not enough arguments for format string";
    expect((struct row){ '%', "%s %(message)s", true, false, "TypeError", sentence });
    expect((struct row){ '%', "%5.3r %(message)s", true, false, "TypeError", sentence });
}

/* Unlike Python, where letters and digits of all scripts make a word, but no symbols. */
static void any_printable_character_may_be_in_a_key(void **state) {
    (void)state;
    expect((struct row){ '%', "%(\342\202\254)s", true, false, "ValueError",
                         "Formatting field not found in record: '\342\202\254'" });
    expect((struct row){ '{', "{\342\202\254}", true, false, "ValueError",
                         "Formatting field not found in record: '\342\202\254'" });
}

static void prints_the_character_nul(void **state) {
    (void)state;
    static const char *const formats[] = { "%(zero)c|", "{zero:c}|" };
    for (size_t i = 0; i < COUNT(formats); i++) {
        struct pylog__template parsed;
        char storage[8];
        struct pylog_buffer out;
        pylog__buffer_init(&out, storage, sizeof storage);
        assert_int_equal(parse(&parsed, formats[i], formats[i][0], true), 0);
        assert_int_equal(put_template(&parsed, &out), 0);
        assert_int_equal(out.length, 2);
        assert_memory_equal(out.data, "\0|", 2);
        pylog__template_free(&parsed);
    }
}

static int put_character(const char *format, int64_t point, struct pylog_buffer *out) {
    char *lent = NULL;
    struct pylog__template parsed;
    const struct pylog__value value = { .kind = PYLOG__INT, .as.i = point };
    assert_int_equal(parse(&parsed, format, *format, false), 0);
    int result = pylog__piece_format(&parsed.pieces[0], &value, find, &lent, out);
    pylog__template_free(&parsed);
    return result;
}

static void prints_characters_up_to_the_last_one(void **state) {
    (void)state;
    static const char *const formats[] = { "%(zero)c", "{zero:c}" };
    for (size_t i = 0; i < COUNT(formats); i++) {
        char storage[8];
        struct pylog_buffer out;
        pylog__buffer_init(&out, storage, sizeof storage);
        assert_int_equal(put_character(formats[i], 0x10FFFF, &out), 0);
        assert_string_equal(pylog__buffer_text(&out), "\364\217\277\277");
        assert_int_equal(put_character(formats[i], 0x110000, &out), -1);
        assert_string_equal(pylog__error_text(), "%c arg not in range(0x110000)");
        pylog__buffer_release(&out);
    }
}

/* str.splitlines() */
static bool ends_a_line(uint32_t point) {
    static const uint32_t ends[] = { '\n', '\v', '\f', '\r', 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029 };
    for (size_t i = 0; i < COUNT(ends); i++)
        if (point == ends[i])
            return true;
    return false;
}

static void knows_where_lines_end_before_a_bare_sign(void **state) {
    (void)state;
    for (uint32_t point = 1; point < 0x10000; point++) {
        char format[32] = "x";
        if (point == '$' || (point >= 0xD800 && point < 0xE000))
            continue;
        strcpy(format + 1 + pylog__utf8_encode(point, format + 1), "y$ ${message}");
        if (!check((struct row){ '$', format, false, false, "ValueError",
                                 ends_a_line(point) ? "Invalid placeholder in string: line 2, col 2"
                                                    : "Invalid placeholder in string: line 1, col 4" }))
            fail_msg("U+%04X", (unsigned)point);
    }
}

static void pads_far_beyond_the_buffer(void **state) {
    (void)state;
    static const char *const formats[] = {
        "%(accents)100000s", "%(accents)-100000s", "%(lineno)0100000d",    "%(lineno).100000d",
        "{accents:>100000}", "{accents:^100000}",  "{lineno:0100000,.0f}", "{message:{width}}",
    };
    for (size_t i = 0; i < COUNT(formats); i++) {
        struct pylog__template parsed;
        char storage[16];
        struct pylog_buffer out;
        pylog__buffer_init(&out, storage, sizeof storage);
        assert_int_equal(parse(&parsed, formats[i], formats[i][0], true), 0);
        if (i + 1 < COUNT(formats)) {
            assert_int_equal(put_template(&parsed, &out), 0);
            assert_true(out.length >= 100000);
            assert_false(out.failed);
        } else {
            assert_int_equal(put_template(&parsed, &out), -1);
        }
        pylog__buffer_release(&out);
        pylog__template_free(&parsed);
    }
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static void freeing_nothing_is_fine(void **state) {
    (void)state;
    struct pylog__template parsed = { 0 };
    pylog__template_free(&parsed);
    assert_int_equal(parse(&parsed, "", '$', true), 0);
    pylog__template_free(&parsed);
    assert_null(parsed.memory);
    pylog__template_free(&parsed);
}

static void a_failed_parse_leaves_nothing_behind(void **state) {
    (void)state;
    struct pylog__template parsed = { .count = 7 };
    assert_int_equal(parse(&parsed, "no fields", '{', true), -1);
    assert_int_equal(parsed.count, 0);
    assert_null(parsed.memory);
}

static void parsing_takes_one_allocation_which_may_fail(void **state) {
    (void)state;
    static const char *const formats[] = { "%(asctime)s %(name)-8s %(message)s",
                                           "{asctime} {name!r:<8} {message}", "$asctime ${name} $message" };
    for (size_t i = 0; i < COUNT(formats); i++) {
        struct pylog__template parsed;
        allocations_left = 0;
        errno = 0;
        assert_int_equal(parse(&parsed, formats[i], formats[i][0], true), -1);
        assert_int_equal(errno, ENOMEM);
        assert_string_equal(pylog__error_kind(), "MemoryError");
        assert_null(parsed.memory);
        allocations_left = 1;
        assert_int_equal(parse(&parsed, formats[i], formats[i][0], true), 0);
        allocations_left = -1;
        pylog__template_free(&parsed);
    }
}

static void formatting_short_texts_allocates_nothing(void **state) {
    (void)state;
    static const char *const formats[] = {
        "%(asctime)s %(name)-8s %(lineno)05d %(accents)10.3s %(created).3f %(message)r %(msecs)03d %(args)s",
        "{asctime} {name!r:<8} {lineno:>+8,} {accents:*^12} {created:.3f} {message:{lineno}.{levelno}}",
        "$asctime ${name} $message $created",
    };
    for (size_t i = 0; i < COUNT(formats); i++) {
        struct pylog__template parsed;
        char storage[512];
        struct pylog_buffer out;
        pylog__buffer_init(&out, storage, sizeof storage);
        assert_int_equal(parse(&parsed, formats[i], formats[i][0], true), 0);
        allocations = 0;
        assert_int_equal(put_template(&parsed, &out), 0);
        assert_int_equal(allocations, 0);
        assert_ptr_equal(out.data, storage);
        pylog__template_free(&parsed);
    }
}

/* Each row of the tables once more, with a buffer that is too small and cannot grow: nothing may be written
 * outside of it, and text is missing rather than wrong. */
static void without_memory_text_is_cut_short(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(field_rows); i++) {
        struct pylog__template parsed;
        if (parse(&parsed, field_rows[i].format, field_rows[i].style, field_rows[i].validate))
            continue;
        for (size_t size = 1; size < 24; size += 3) {
            char *storage = malloc(size);
            struct pylog_buffer out;
            pylog__buffer_init(&out, storage, size);
            allocations_left = 0;
            int result = put_template(&parsed, &out);
            allocations_left = -1;
            assert_true(out.length < size);
            if (!result && !out.failed && strcmp(pylog__buffer_text(&out), field_rows[i].text) != 0)
                fail_msg("%s: cut to %s without saying so", field_rows[i].format, out.data);
            free(storage);
        }
        pylog__template_free(&parsed);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percent_fields_are_those_of_python),
        cmocka_unit_test(brace_fields_are_those_of_python),
        cmocka_unit_test(dollar_fields_are_those_of_python),
        cmocka_unit_test(knows_when_the_time_is_needed),
        cmocka_unit_test(no_format_is_the_message),
        cmocka_unit_test(refuses_other_styles),
        cmocka_unit_test(refuses_what_only_python_has),
        cmocka_unit_test(any_printable_character_may_be_in_a_key),
        cmocka_unit_test(prints_the_character_nul),
        cmocka_unit_test(prints_characters_up_to_the_last_one),
        cmocka_unit_test(knows_where_lines_end_before_a_bare_sign),
        cmocka_unit_test(pads_far_beyond_the_buffer),
        cmocka_unit_test(freeing_nothing_is_fine),
        cmocka_unit_test(a_failed_parse_leaves_nothing_behind),
        cmocka_unit_test(parsing_takes_one_allocation_which_may_fail),
        cmocka_unit_test(formatting_short_texts_allocates_nothing),
        cmocka_unit_test(without_memory_text_is_cut_short),
    };
    return cmocka_run_group_tests(tests, use_allocator, NULL);
}
