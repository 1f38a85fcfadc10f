/* INI, against CPython's configparser (tables/ini_texts.h), and what pylog alone refuses. */
#include <base/error.h>
#include <base/utf8.h>
#include <errno.h>
#include <fixture.h>
#include <nodes.h>
#include <stdio.h>
#include <stdlib.h>
#include <syntax/ini.h>
#include <syntax/literal.h>

#include "tables/ini_texts.h"

static bool equal(const char *a, const char *b) {
    return strcmp(a ? a : "(none)", b ? b : "(none)") == 0;
}

static int parse_row(size_t row, struct pylog__document *document) {
    char *text = exact_copy(rows[row].text, rows[row].length);
    int result = pylog__ini_parse(text, rows[row].length, "it's.ini", document);
    free(text);
    return result;
}

/* False, and it is printed, if a row comes out otherwise. */
static bool check(size_t row) {
    struct pylog__document document = { 0 };
    int result = parse_row(row, &document);
    const char *kind = result ? pylog__error_kind() : NULL;
    char *repr = result ? NULL : node_repr(document.root);
    const char *seen = result ? pylog__error_text() : repr;
    bool good = equal(kind, rows[row].kind) && equal(seen, rows[row].result);
    if (!good)
        print_error("%s\n    gives %s: %s\n    not %s\n", rows[row].text, kind ? kind : "text", seen,
                    rows[row].result);
    pylog__document_release(&document);
    free(repr);
    return good;
}

static void reads_and_refuses_what_python_does(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
        wrong += !check(row);
    assert_int_equal(wrong, 0);
}

/* Is it Python's sentence, followed by a place if it is about names in a value? */
static bool is_expected_error(size_t i) {
    const char *text = pylog__error_text();
    size_t length = strlen(values[i].result);
    if (!equal(pylog__error_kind(), values[i].kind) || strncmp(text, values[i].result, length) != 0)
        return false;
    bool has_place = strncmp(text + length, ": line ", 7) == 0;
    return strcmp(values[i].kind, "KeyError") == 0 ? text[length] == '\0' : has_place;
}

static bool check_value(size_t i) {
    struct pylog__document document = { 0 };
    assert_int_equal(parse_row(values[i].row, &document), 0);
    const struct pylog__node_value *value = pylog__ini_get(&document, values[i].section, values[i].key, true);
    bool good = value ? !values[i].kind && equal(value->as.text.bytes, values[i].result) &&
                            value->as.text.length == strlen(values[i].result)
                      : values[i].kind && errno == EINVAL && is_expected_error(i);
    if (!good)
        print_error("%s\n    [%s] %s: %s\n    not %s\n", rows[values[i].row].text, values[i].section,
                    values[i].key, value ? value->as.text.bytes : pylog__error_text(), values[i].result);
    pylog__document_release(&document);
    return good;
}

static void replaces_names_as_python_does(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        wrong += !check_value(i);
    assert_int_equal(wrong, 0);
}

/* str.isspace() */
static bool is_blank(uint32_t point) {
    static const struct {
        uint32_t first, last;
    } blanks[] = { { 9, 13 },          { 0x1C, 0x20 },     { 0x85, 0x85 },     { 0xA0, 0xA0 },     { 0x1680, 0x1680 },
                   { 0x2000, 0x200A }, { 0x2028, 0x2029 }, { 0x202F, 0x202F }, { 0x205F, 0x205F }, { 0x3000, 0x3000 } };
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (point >= blanks[i].first && point <= blanks[i].last)
            return true;
    return false;
}

static void blanks_of_all_scripts_end_no_value(void **state) {
    (void)state;
    for (uint32_t point = 1; point < 0x10000; point++) {
        struct pylog__document document = { 0 };
        char text[32] = "[a]\nb=x", expected[8] = "x";
        if (point == '\n' || point == '\r' || (point >= 0xD800 && point < 0xE000))
            continue;
        text[7 + pylog__utf8_encode(point, text + 7)] = '\0';
        if (!is_blank(point))
            expected[1 + pylog__utf8_encode(point, expected + 1)] = '\0';
        assert_int_equal(pylog__ini_parse(text, strlen(text), "x", &document), 0);
        if (strcmp(pylog__ini_get(&document, "a", "b", false)->as.text.bytes, expected) != 0)
            fail_msg("U+%04X", (unsigned)point);
        pylog__document_release(&document);
    }
}

static void values_and_sections_know_their_places(void **state) {
    (void)state;
    static const char text[] = "# x\n [\303\251]\r\nb = 1\r\n\303\251:  2\nc=\n  3\n[d]\n";
    struct pylog__document document = { 0 };
    assert_int_equal(pylog__ini_parse(text, strlen(text), "x", &document), 0);
    char *places = node_places(document.root);
    assert_string_equal(places, "0:0 2:2 3:5 4:5 5:3 7:1");
    free(places);
    pylog__document_release(&document);
}

static void errors_in_values_tell_the_place_of_the_value(void **state) {
    (void)state;
    static const char text[] = "[a]\nb = %(c)s\nc=%x\n";
    struct pylog__document document = { 0 };
    assert_int_equal(pylog__ini_parse(text, strlen(text), "x", &document), 0);
    assert_null(pylog__ini_get(&document, "a", "b", true));
    assert_string_equal(pylog__error_text(),
                        "'%' must be followed by '%' or '(', found: '%x': line 2 column 5");
    assert_string_equal(pylog__ini_get(&document, "a", "b", false)->as.text.bytes, "%(c)s");
    pylog__document_release(&document);
}

/* Comments and the blanks before its lines are not in the value. */
static void literals_in_values_know_their_places_in_the_file(void **state) {
    (void)state;
    static const char text[] =
        "[a]\nb=(1,\n  # x\n\n   x, %(c)s,\n  2)\nc='\303\251'\nd=%(e)s\n  3 4\ne=1\n 2\n";
    struct pylog__document document = { 0 };
    assert_int_equal(pylog__ini_parse(text, strlen(text), "x", &document), 0);
    struct pylog__node_value *value = pylog__literal_of(&document, pylog__ini_get(&document, "a", "b", true));
    char *places = node_places(value);
    assert_string_equal(places, "2:3 2:4 5:4 5:7 6:3");
    free(places);
    assert_null(pylog__literal_of(&document, pylog__ini_get(&document, "a", "b", false)));
    assert_string_equal(pylog__error_text(), "of operators only + - * ** << >> are taken: line 5 column 7");
    assert_null(pylog__literal_of(&document, pylog__ini_get(&document, "a", "d", true)));
    assert_string_equal(pylog__error_text(), "only literals are taken, not a word without quotes: line 9 column 1");
    pylog__document_release(&document);
}

static void expect_refusal(const char *text, size_t length, const char *sentence) {
    struct pylog__document document = { 0 };
    assert_int_equal(pylog__ini_parse(text, length, "x", &document), -1);
    assert_string_equal(pylog__error_text(), sentence);
    assert_null(document.root);
    assert_null(document.blocks);
}

static void refuses_what_is_no_text(void **state) {
    (void)state;
    expect_refusal("[a]\nb=\0\n", 8, "null character in the text: line 2 column 3");
    expect_refusal("[a]\n\303\251\377", 7,
                   "'utf-8' codec can't decode byte 0xff in position 6: line 2 column 2");
}

/* Ten levels of a hundred names each would be replaced until the end of days. */
static void few_lines_do_not_make_a_text_without_end(void **state) {
    (void)state;
    char text[10000] = "[a]\n";
    for (int level = 0; level < 9; level++) {
        char line[16];
        snprintf(line, sizeof line, "b%d=", level);
        strcat(text, line);
        snprintf(line, sizeof line, "%%(b%d)s", level + 1);
        for (int i = 0; i < 100; i++)
            strcat(text, line);
        strcat(text, "\n");
    }
    strcat(text, "b9=\n");
    struct pylog__document document = { 0 };
    assert_int_equal(pylog__ini_parse(text, strlen(text), "x", &document), 0);
    assert_null(pylog__ini_get(&document, "a", "b0", true));
    assert_string_equal(pylog__error_text(),
                        "Too much is substituted: option 'b0' in section 'a': line 2 column 4");
    pylog__document_release(&document);
}

static bool parse_and_get(void *data) {
    struct pylog__document document = { 0 };
    bool done = pylog__ini_parse(data, strlen(data), "x", &document) == 0 &&
                pylog__ini_get(&document, "a", "b", true) != NULL;
    pylog__document_release(&document);
    return done;
}

static void without_memory_nothing_is_left_behind(void **state) {
    (void)state;
    char text[10000] = "[a]\nb=x%(c)s\n y\n[DEFAULT]\nc=", *at = text + strlen(text);
    memset(at, 'x', 6000);
    strcpy(at + 6000, "\n[b]\nc=%%\nd=");
    for (at += strlen(at); at < text + sizeof text - 4; at += 3)
        strcpy(at, "\n x");
    expect_no_trace_without_memory(parse_and_get, text);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_and_refuses_what_python_does),
    cmocka_unit_test(replaces_names_as_python_does),
    cmocka_unit_test(blanks_of_all_scripts_end_no_value),
    cmocka_unit_test(values_and_sections_know_their_places),
    cmocka_unit_test(errors_in_values_tell_the_place_of_the_value),
    cmocka_unit_test(literals_in_values_know_their_places_in_the_file),
    cmocka_unit_test(refuses_what_is_no_text),
    cmocka_unit_test(few_lines_do_not_make_a_text_without_end),
    cmocka_unit_test(without_memory_nothing_is_left_behind),
};
TEST_MAIN
