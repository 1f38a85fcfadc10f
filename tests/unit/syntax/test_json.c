/* JSON, against CPython (tables/json_texts.h), and what pylog alone refuses. */
#include <base/error.h>
#include <fixture.h>
#include <locale.h>
#include <nodes.h>
#include <stdlib.h>
#include <syntax/json.h>

#include "tables/json_texts.h"

static bool equal(const char *a, const char *b) {
    return strcmp(a ? a : "(none)", b ? b : "(none)") == 0;
}

/* False, and it is printed, if a row comes out otherwise. */
static bool check(size_t row) {
    struct pylog__document document = { 0 };
    char *text = exact_copy(rows[row].text, rows[row].length);
    int result = pylog__json_parse(text, rows[row].length, &document);
    const char *error = result ? pylog__error_text() : NULL;
    char *repr = document.root ? node_repr(document.root) : NULL;
    char *places = document.root ? node_places(document.root) : NULL;
    bool good = equal(error, rows[row].error) && equal(repr, rows[row].repr) &&
                (!rows[row].places || equal(places, rows[row].places));
    if (!good)
        print_error("%s\n    gives %s at %s\n", rows[row].text, error ? error : repr,
                    places ? places : "none");
    pylog__document_release(&document);
    free(repr);
    free(places);
    free(text);
    return good;
}

static void reads_and_refuses_what_python_does(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
        wrong += !check(row);
    assert_int_equal(wrong, 0);
}

static void expect_refusal(const char *text, size_t length, const char *sentence) {
    struct pylog__document document = { 0 };
    assert_int_equal(pylog__json_parse(text, length, &document), -1);
    assert_string_equal(pylog__error_text(), sentence);
    assert_string_equal(pylog__error_kind(), "ValueError");
    assert_null(document.root);
    assert_null(document.blocks);
}

static void refuses_what_c_cannot_hold(void **state) {
    (void)state;
    static const struct {
        const char *text, *sentence;
    } refused[] = {
        { "[9223372036854775808]", "Integer of more than 64 bits: line 1 column 2 (char 1)" },
        { "\n -9223372036854775809", "Integer of more than 64 bits: line 2 column 2 (char 2)" },
        { "{\"a\": \"b\\u0000\"}", "Null character in a string: line 1 column 9 (char 8)" },
        { "{\"\\u0000\": 1}", "Null character in a string: line 1 column 3 (char 2)" },
        { "\"\\ud800\"", "Surrogate without its other half: line 1 column 2 (char 1)" },
        { "\"\\udbff\"", "Surrogate without its other half: line 1 column 2 (char 1)" },
        { "\"\\udfff\"", "Surrogate without its other half: line 1 column 2 (char 1)" },
        { "\"\\udbff\\udbff\"", "Surrogate without its other half: line 1 column 2 (char 1)" },
        { "\"\\ud800\\ue000\"", "Surrogate without its other half: line 1 column 2 (char 1)" },
        { "\"\\udc00\\ud800\"", "Surrogate without its other half: line 1 column 2 (char 1)" },
        { "\"\\ud800\\ud800\"", "Surrogate without its other half: line 1 column 2 (char 1)" },
        { "\"\303\251\\ud83dx\"", "Surrogate without its other half: line 1 column 3 (char 2)" },
        { "[1,\n\"\303\251\377\"]", "'utf-8' codec can't decode byte 0xff in position 7: line 2 column 3" },
        { "\"\302\200\200\"", "'utf-8' codec can't decode byte 0x80 in position 3: line 1 column 3" },
        { "\"\355\240\200\"", "'utf-8' codec can't decode byte 0xed in position 1: line 1 column 2" },
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        expect_refusal(refused[i].text, strlen(refused[i].text), refused[i].sentence);
}

static void halves_of_characters_are_put_together(void **state) {
    (void)state;
    static const char text[] = "\"\\ud800\\udc00 \\ud800\\udfff \\udbff\\udc00 \\udbff\\udfff \\ud7ff \\ue000\"";
    struct pylog__document document = { 0 };
    assert_int_equal(pylog__json_parse(text, strlen(text), &document), 0);
    assert_string_equal(document.root->as.text.bytes, "\360\220\200\200 \360\220\217\277 \364\217\260\200 \364\217\277\277 "
                                                      "\355\237\277 \356\200\200");
    pylog__document_release(&document);
}

static char *nested(size_t depth, char opening, char closing) {
    char *text = malloc(2 * depth + 1);
    assert_non_null(text);
    memset(text, opening, depth);
    memset(text + depth, closing, depth);
    text[2 * depth] = '\0';
    return text;
}

static void takes_so_many_brackets_and_no_more(void **state) {
    (void)state;
    struct pylog__document document = { 0 };
    char *text = nested(PYLOG__DEEPEST_NODE, '[', ']');
    assert_int_equal(pylog__json_parse(text, strlen(text), &document), 0);
    pylog__document_release(&document);
    free(text);
    text = nested(PYLOG__DEEPEST_NODE + 1, '[', ']');
    expect_refusal(text, strlen(text), "Nested too deeply: line 1 column 201 (char 200)");
    free(text);
    text = nested(100000, '[', ']');
    expect_refusal(text, strlen(text), "Nested too deeply: line 1 column 201 (char 200)");
    free(text);
}

static void takes_no_text_out_of_all_proportion(void **state) {
    (void)state;
    size_t length = PYLOG__LONGEST_TEXT + 1;
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, ' ', length);
    expect_refusal(text, length, "the text is too long: 16777217 bytes, of 16777216 at the most");
    expect_refusal(text, length - 1, "Expecting value: line 1 column 16777217 (char 16777216)");
    free(text);
}

static void does_not_ask_the_locale_for_its_decimal_point(void **state) {
    (void)state;
    struct pylog__document document = { 0 };
    if (!setlocale(LC_ALL, "de_DE.UTF-8"))
        skip();
    int result = pylog__json_parse("1.5", 3, &document);
    setlocale(LC_ALL, "C");
    assert_int_equal(result, 0);
    assert_true(document.root->as.real > 1.4);
    pylog__document_release(&document);
}

static bool parse(void *data) {
    struct pylog__document document = { 0 };
    bool done = pylog__json_parse(data, strlen(data), &document) == 0;
    pylog__document_release(&document);
    return done;
}

static void without_memory_nothing_is_left_behind(void **state) {
    (void)state;
    char text[40000] = "{\"numbers\": [1.5, 1", *at = text + strlen(text);
    memset(at, 0x30, 300);
    at += 300;
    strcpy(at, ".5e-300], \"long\": \"");
    at += strlen(at);
    memset(at, 'x', 30000);
    strcpy(at + 30000, "\", \"a\": [{}, {\"b\": null, \"c\": [true, \"\\u00e9\"]}]}");
    expect_no_trace_without_memory(parse, text);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_and_refuses_what_python_does),
    cmocka_unit_test(refuses_what_c_cannot_hold),
    cmocka_unit_test(halves_of_characters_are_put_together),
    cmocka_unit_test(takes_so_many_brackets_and_no_more),
    cmocka_unit_test(takes_no_text_out_of_all_proportion),
    cmocka_unit_test(does_not_ask_the_locale_for_its_decimal_point),
    cmocka_unit_test(without_memory_nothing_is_left_behind),
};
TEST_MAIN
