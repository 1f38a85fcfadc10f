/* Python's literals, against CPython (tables/literals.h), and the errors, which are pylog's own. */
#include <base/error.h>
#include <fixture.h>
#include <nodes.h>
#include <stdlib.h>
#include <syntax/literal.h>

#include "tables/literals.h"

static bool equal(const char *a, const char *b) {
    return strcmp(a ? a : "(none)", b ? b : "(none)") == 0;
}

/* False, and it is printed, if a row comes out otherwise. */
static bool check(size_t row) {
    struct pylog__document document = { 0 };
    char *text = exact_copy(rows[row].text, rows[row].length);
    struct pylog__node_value *value = pylog__literal_parse(&document, text, rows[row].length, 1, 1);
    char *repr = value ? node_repr(value) : NULL;
    char *places = value ? node_places(value) : NULL;
    bool good = equal(repr, rows[row].repr) && equal(places, rows[row].places);
    if (!good)
        print_error("%s\n    gives %s at %s\n", rows[row].text, repr ? repr : pylog__error_text(),
                    places ? places : "none");
    pylog__document_release(&document);
    free(repr);
    free(places);
    free(text);
    return good;
}

/* As literals.py has them. */
static void set_variables(void) {
    unsetenv("PYLOG_MISSING");
    setenv("PYLOG_WORD", "a w\303\266rd", 1);
    setenv("PYLOG_EMPTY", "", 1);
    setenv("PYLOG_EQUAL", "a=b", 1);
    setenv("PYLOG_NAME", "PYLOG_WORD", 1);
}

static void reads_and_refuses_what_python_does(void **state) {
    (void)state;
    set_variables();
    size_t wrong = 0;
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
        wrong += !check(row);
    assert_int_equal(wrong, 0);
}

static void expect_refusal(const char *text, size_t length, const char *sentence) {
    struct pylog__document document = { 0 };
    if (pylog__literal_parse(&document, text, length, 7, 10))
        fail_msg("%s is taken", text);
    if (strcmp(pylog__error_text(), sentence) != 0 || strcmp(pylog__error_kind(), "ValueError") != 0)
        fail_msg("%s: %s", text, pylog__error_text());
    pylog__document_release(&document);
}

static void says_what_is_wrong_and_where_in_its_file(void **state) {
    (void)state;
    static const struct {
        const char *text, *sentence;
    } refused[] = {
        { "", "a literal is missing or incomplete: line 7 column 10" },
        { "(1, -)", "only literals are taken, not ')': line 7 column 15" },
        { "-", "a literal is missing or incomplete: line 7 column 11" },
        { "(os.path.split('a'),)", "of calls only os.path.join, os.getenv, os.environ.get, tuple, list and dict are "
                                   "taken: line 7 column 24" },
        { "open('x')", "of calls only os.path.join, os.getenv, os.environ.get, tuple, list and dict are taken: "
                       "line 7 column 14" },
        { "(1)(2)", "of calls only os.path.join, os.getenv, os.environ.get, tuple, list and dict are taken: line 7 "
                    "column 13" },
        { "x[0]", "only os.environ['NAME'] and sys.argv[0] have such brackets: line 7 column 11" },
        { "(\n 'a' %\n 1,)", "of operators only + - * ** << >> are taken: line 8 column 6" },
        { "1 /\n1", "of operators only + - * ** << >> are taken: line 7 column 12" },
        { "'secret' * 3", "* takes two numbers: line 7 column 19" },
        { "('a' +\n 1)", "+ takes two numbers or two strings: line 7 column 15" },
        { "1 - 'a'", "- takes two numbers: line 7 column 12" },
        { "1.5 ** 2", "** takes two whole numbers: line 7 column 14" },
        { "2 ** -1", "a negative exponent is not taken: line 7 column 12" },
        { "1 << 1.0", "<< takes two whole numbers: line 7 column 12" },
        { "1 >> ()", ">> takes two whole numbers: line 7 column 12" },
        { "1 << -1", "negative shift count: line 7 column 12" },
        { "1 << 63", "integer of more than 64 bits: line 7 column 12" },
        { "1 << 9223372036854775807", "integer of more than 64 bits: line 7 column 12" },
        { "9 ** 9 ** 9", "integer of more than 64 bits: line 7 column 12" },
        { "9223372036854775807 + 1", "integer of more than 64 bits: line 7 column 30" },
        { "-(-9223372036854775808)", "integer of more than 64 bits: line 7 column 10" },
        { "-'a'", "a sign takes a number: line 7 column 10" },
        { "os.environ['PYLOG_MISSING']", "the environment has no variable of that name: line 7 column 20" },
        { "os.environ[1]", "['NAME'] is needed here: line 7 column 20" },
        { "os.environ['a',]", "one index is needed here, without a comma: line 7 column 20" },
        { "os.getenv()", "('NAME') or ('NAME', default) is needed here: line 7 column 19" },
        { "os.getenv('A'", "'(' was never closed: line 7 column 19" },
        { "os.path.join('a', 1)", "os.path.join takes strings: line 7 column 22" },
        { "sys.argv[1]", "of sys.argv only sys.argv[0] is taken: line 7 column 18" },
        { "tuple(1)", "nothing, or one list or tuple is needed here: line 7 column 15" },
        { "dict([])", "dict() takes name=value: line 7 column 15" },
        { "dict(a=1, a=2)", "keyword argument repeated: line 7 column 20" },
        { "(\n\n\303\251)", "only literals are taken, not a word without quotes: line 9 column 1" },
        { "'\303\251' or 1", "only literals are taken, not 'or': line 7 column 14" },
        { "[1, (2, 3]", "only literals are taken, not ']': line 7 column 19" },
        { "[1, (2, 3", "'(' was never closed: line 7 column 14" },
        { "{'a': 1", "'{' was never closed: line 7 column 10" },
        { "{'a'}", "sets are not taken: line 7 column 11" },
        { "{'a' f()}", "only literals are taken, not a word without quotes: line 7 column 15" },
        { "{[1]: 2}", "a list or a dict cannot be a key: line 7 column 11" },
        { "1\n2", "only literals are taken, not a word without quotes: line 8 column 1" },
        { "b'x'", "bytes are not taken, only text: line 7 column 10" },
        { "'a' rB'x'", "bytes are not taken, only text: line 7 column 14" },
        { "f'x'", "only literals are taken, no f-strings: line 7 column 10" },
        { "ur'x'", "only literals are taken, not a word without quotes: line 7 column 10" },
        { "'x", "unterminated string literal: line 7 column 10" },
        { "('x\n',)", "unterminated string literal: line 7 column 11" },
        { "'''x\n'", "unterminated triple-quoted string literal: line 7 column 10" },
        { "'\\x4'", "truncated escape: line 7 column 11" },
        { "'\\U00110000'", "illegal Unicode character: line 7 column 11" },
        { "'a\\udfff'", "a surrogate is no character: line 7 column 12" },
        { "'\\ud7ff\\ue000\\U0010ffff\\0'", "null character in a string: line 7 column 33" },
        { "'\302\200\200'", "'utf-8' codec can't decode byte 0x80 in position 3: line 7 column 12" },
        { "'a\\ud800'", "a surrogate is no character: line 7 column 12" },
        { "'a\\0'", "null character in a string: line 7 column 12" },
        { "'\\N{DASH}'", "names of characters (\\N) are not known here: line 7 column 11" },
        { "007", "leading zeros in decimal integer literals are not permitted: line 7 column 10" },
        { "0x", "a number without digits: line 7 column 10" },
        { "1__0", "invalid number: line 7 column 10" },
        { "1.5x", "invalid number: line 7 column 10" },
        { "1j", "complex numbers are not taken: line 7 column 10" },
        { "-9223372036854775809", "integer of more than 64 bits: line 7 column 11" },
        { "0x8000000000000000", "integer of more than 64 bits: line 7 column 10" },
        { "'\303\251\377'", "'utf-8' codec can't decode byte 0xff in position 3: line 7 column 12" },
    };
    set_variables();
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        expect_refusal(refused[i].text, strlen(refused[i].text), refused[i].sentence);
    expect_refusal("'a\0b'", 5, "null character in the text: line 7 column 12");
}

static void takes_so_many_brackets_and_no_more(void **state) {
    (void)state;
    static const char brackets[] = "([";
    enum { DEEP = PYLOG__DEEPEST_NODE };
    for (int i = 0; i < 2; i++) {
        char text[2 * DEEP + 3] = "";
        struct pylog__document document = { 0 };
        memset(text, brackets[i], DEEP);
        memset(text + DEEP, i ? ']' : ')', DEEP);
        assert_non_null(pylog__literal_parse(&document, text, 2 * DEEP, 1, 1));
        pylog__document_release(&document);
        memset(text, brackets[i], DEEP + 1);
        expect_refusal(text, DEEP + 1, "nested too deeply: line 7 column 210");
    }
}

/* Before `one`, often. */
static char *repeat(const char *piece, size_t count, const char *one) {
    size_t length = strlen(piece);
    char *text = malloc(count * length + strlen(one) + 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * length, piece, length);
    strcpy(text + count * length, one);
    return text;
}

static void takes_so_many_exponents_and_any_number_of_signs(void **state) {
    (void)state;
    struct pylog__document document = { 0 };
    char *text = repeat("1**", PYLOG__DEEPEST_NODE, "1");
    assert_non_null(pylog__literal_parse(&document, text, strlen(text), 1, 1));
    free(text);
    text = repeat("1**", PYLOG__DEEPEST_NODE + 1, "1");
    expect_refusal(text, strlen(text), "nested too deeply: line 7 column 611");
    free(text);
    text = repeat("-", 1000001, "5");
    struct pylog__node_value *value = pylog__literal_parse(&document, text, strlen(text), 1, 1);
    assert_int_equal(value->as.integer, -5);
    free(text);
    pylog__document_release(&document);
}

/* Each of these would take minutes, or gigabytes, if a sum were copied for each of its parts or places counted
 * from the beginning. */
static void long_expressions_take_time_and_memory_as_their_length(void **state) {
    (void)state;
    static const char *const pieces[] = { "'abcdefgh'+", "-1+", "(1)+", "-(1)+", "1**1-", "'a'+'b'," };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct pylog__document document = { 0 };
        char *text = repeat(pieces[i], 100000, *pieces[i] == '\'' ? "'x'" : "1");
        assert_non_null(pylog__literal_parse(&document, text, strlen(text), 1, 1));
        free(text);
        pylog__document_release(&document);
    }
}

static void the_text_that_expressions_make_is_limited(void **state) {
    (void)state;
    char *value = repeat("x", 100000, "");
    setenv("PYLOG_LONG", value, 1);
    char *text = repeat("os.getenv('PYLOG_LONG'),", 1000, "1");
    struct pylog__document document = { 0 };
    assert_null(pylog__literal_parse(&document, text, strlen(text), 1, 1));
    assert_non_null(strstr(pylog__error_text(), "expressions make too much text: line 1 column "));
    pylog__document_release(&document);
    free(text);
    free(value);
    unsetenv("PYLOG_LONG");
}

static void knows_what_the_program_was_called(void **state) {
    (void)state;
    struct pylog__document document = { 0 };
    struct pylog__node_value *value = pylog__literal_parse(&document, "sys.argv[0] + '.log'", 20, 1, 1);
    assert_non_null(value);
    assert_non_null(strstr(value->as.text.bytes, "test_literal.log"));
    pylog__document_release(&document);
}

static void keys_that_are_no_strings_are_known_by_their_text(void **state) {
    (void)state;
    static const char text[] = "{1: 'one', None: 'none', (1,): 'tuple', x.y: 'name', 'a': 1, 'a': 2}";
    struct pylog__document document = { 0 };
    struct pylog__node_value *dict = pylog__literal_parse(&document, text, strlen(text), 1, 1);
    assert_non_null(dict);
    assert_string_equal(pylog__node_get(dict, "1")->as.text.bytes, "one");
    assert_string_equal(pylog__node_get(dict, "None")->as.text.bytes, "none");
    assert_string_equal(pylog__node_get(dict, "(1,)")->as.text.bytes, "tuple");
    assert_string_equal(pylog__node_get(dict, "x.y")->as.text.bytes, "name");
    assert_int_equal(pylog__node_get(dict, "a")->as.integer, 2);
    pylog__document_release(&document);
}

static void a_name_is_no_string(void **state) {
    (void)state;
    struct pylog__document document = { 0 };
    struct pylog__node_value *value = pylog__literal_parse(&document, " sys.stdout ", 12, 1, 1);
    assert_int_equal(value->kind, PYLOG__NODE_NAME);
    assert_int_equal(value->as.text.length, 10);
    assert_string_equal(value->as.text.bytes, "sys.stdout");
    pylog__document_release(&document);
}

static bool parse(void *data) {
    struct pylog__document document = { 0 };
    bool done = pylog__literal_parse(&document, data, strlen(data), 1, 1) != NULL;
    pylog__document_release(&document);
    return done;
}

static void without_memory_nothing_is_left_behind(void **state) {
    (void)state;
    char text[20000] = "('", *at = text + 2;
    memset(at, 'x', 10000);
    strcpy(at + 10000, "' 'y', sys.stdout, 0.");
    at += strlen(at);
    memset(at, '1', 300);
    strcpy(at + 300, ", {(1, 'a'): [None, True, 1]}, 'a' + 'b' + 'c', os.getenv('PATH'), dict(a=os.path.join('a', 'b')))");
    expect_no_trace_without_memory(parse, text);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_and_refuses_what_python_does),
    cmocka_unit_test(says_what_is_wrong_and_where_in_its_file),
    cmocka_unit_test(takes_so_many_brackets_and_no_more),
    cmocka_unit_test(takes_so_many_exponents_and_any_number_of_signs),
    cmocka_unit_test(long_expressions_take_time_and_memory_as_their_length),
    cmocka_unit_test(the_text_that_expressions_make_is_limited),
    cmocka_unit_test(knows_what_the_program_was_called),
    cmocka_unit_test(keys_that_are_no_strings_are_known_by_their_text),
    cmocka_unit_test(a_name_is_no_string),
    cmocka_unit_test(without_memory_nothing_is_left_behind),
};
TEST_MAIN
