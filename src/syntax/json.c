/* JSON, read in one pass. What is taken, what is refused and where the error stands are those of Python's
 * json; beyond it, what a C string, an int64_t or the stack cannot hold is refused. */
#include "json.h"

#include "../base/error.h"
#include "source.h"
#include "../base/utf8.h"
#include <math.h>

struct json_parser {
    struct pylog__source source;
    struct pylog__document *document;
    const char *at;
    struct pylog_buffer text; /* of the string that is being read */
    int depth;
};

static int json_fail(struct json_parser *parser, const char *at, const char *sentence) {
    return pylog__source_fail(&parser->source, at, sentence);
}

static void *json_refuse(struct json_parser *parser, const char *at, const char *sentence) {
    json_fail(parser, at, sentence);
    return NULL;
}

static bool next_is(const struct json_parser *parser, char c) {
    return parser->at < parser->source.end && *parser->at == c;
}

static bool next_are(const struct json_parser *parser, const char *bytes) {
    size_t length = strlen(bytes);
    return length <= (size_t)(parser->source.end - parser->at) && memcmp(parser->at, bytes, length) == 0;
}

static void json_skip_blanks(struct json_parser *parser) {
    while (next_is(parser, ' ') || next_is(parser, '\t') || next_is(parser, '\n') || next_is(parser, '\r'))
        parser->at++;
}

static struct pylog__node_value *json_new_value(struct json_parser *parser, enum pylog__node_kind kind) {
    struct pylog__node_value *value = pylog__node_new(parser->document, kind);
    if (value)
        pylog__source_mark(&parser->source, parser->at, value);
    return value;
}

/* ---- Strings ---------------------------------------------------------------------------------------- */

/* The four digits behind a `\u`; Python wants more text after them before it looks at them. */
static int read_unit(struct json_parser *parser, uint32_t *out) {
    const char *digits = parser->at;
    *out = 0;
    for (int i = 0; i < 4; i++, parser->at++) {
        unsigned digit = parser->at < parser->source.end ? pylog__digit_value(*parser->at) : 99;
        if (digit > 15)
            return json_fail(parser, digits - 1, "Invalid \\uXXXX escape");
        *out = *out << 4 | digit;
    }
    return parser->at < parser->source.end ? 0 : json_fail(parser, digits - 1, "Invalid \\uXXXX escape");
}

static bool is_surrogate_unit(uint32_t unit, uint32_t first) {
    return unit >= first && unit < first + 0x400;
}

static int read_code_point(struct json_parser *parser) {
    const char *escape = parser->at - 2;
    uint32_t point, second = 0;
    char bytes[4];
    if (read_unit(parser, &point))
        return -1;
    if (is_surrogate_unit(point, 0xD800) && next_are(parser, "\\u")) {
        parser->at += 2;
        if (read_unit(parser, &second))
            return -1;
        if (is_surrogate_unit(second, 0xDC00))
            point = 0x10000 + ((point & 0x3FF) << 10 | (second & 0x3FF));
    }
    if (point >= 0xD800 && point <= 0xDFFF)
        return json_fail(parser, escape, "Surrogate without its other half");
    if (point == 0)
        return json_fail(parser, escape, "Null character in a string");
    pylog__put(&parser->text, bytes, pylog__utf8_encode(point, bytes));
    return 0;
}

/* What follows a backslash. */
static int json_read_escape(struct json_parser *parser, const char *opening) {
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (parser->at == parser->source.end)
        return json_fail(parser, opening, "Unterminated string starting at");
    char letter = *parser->at++;
    if (letter == 'u')
        return read_code_point(parser);
    const char *found = letter ? strchr(letters, letter) : NULL;
    if (!found)
        return json_fail(parser, parser->at - 2, "Invalid \\escape");
    pylog__put_char(&parser->text, meanings[found - letters]);
    return 0;
}

/* Read on behind the opening quote. The text is of the document's memory; NULL with the error set. */
static const char *json_read_string(struct json_parser *parser, size_t *length) {
    const char *opening = parser->at - 1;
    parser->text.length = 0;
    for (;;) {
        const char *plain = parser->at;
        while (parser->at < parser->source.end && *parser->at != '"' && *parser->at != '\\' &&
               (unsigned char)*parser->at >= ' ')
            parser->at++;
        pylog__put(&parser->text, plain, (size_t)(parser->at - plain));
        if (parser->at == parser->source.end)
            return json_refuse(parser, opening, "Unterminated string starting at");
        char found = *parser->at++;
        if (found == '"')
            break;
        if (found != '\\')
            return json_refuse(parser, parser->at - 1, "Invalid control character at");
        if (json_read_escape(parser, opening))
            return NULL;
    }
    if (parser->text.failed) {
        pylog__fail_memory();
        return NULL;
    }
    *length = parser->text.length;
    return pylog__document_copy(parser->document, parser->text.data, parser->text.length);
}

static struct pylog__node_value *read_string_value(struct json_parser *parser) {
    struct pylog__node_value *value = json_new_value(parser, PYLOG__NODE_STR);
    parser->at++;
    if (!value || !(value->as.text.bytes = json_read_string(parser, &value->as.text.length)))
        return NULL;
    return value;
}

/* ---- Numbers and words ------------------------------------------------------------------------------ */

static const char *skip_digits(const char *at, const char *end) {
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

/* Past a fraction and an exponent, as far as they are complete. */
static const char *skip_fraction(const char *at, const char *end) {
    if (at < end && *at == '.' && skip_digits(at + 1, end) > at + 1)
        at = skip_digits(at + 1, end);
    if (at == end || (*at != 'e' && *at != 'E'))
        return at;
    const char *digits = at + 1;
    if (digits < end && (*digits == '+' || *digits == '-'))
        digits++;
    return skip_digits(digits, end) > digits ? skip_digits(digits, end) : at;
}

static struct pylog__node_value *json_read_number(struct json_parser *parser) {
    const char *end = parser->source.end, *begin = parser->at;
    bool negative = *begin == '-';
    const char *digits = begin + negative, *whole = digits;
    if (digits < end && *digits == '0')
        whole = digits + 1;
    else
        whole = skip_digits(digits, end);
    if (whole == digits)
        return json_refuse(parser, begin, "Expecting value");
    const char *after = skip_fraction(whole, end);
    size_t length = (size_t)(after - digits);
    struct pylog__node_value *value = json_new_value(parser, after > whole ? PYLOG__NODE_FLOAT : PYLOG__NODE_INT);
    if (!value)
        return NULL;
    parser->at = after;
    if (value->kind == PYLOG__NODE_INT) {
        if (pylog__read_integer(digits, length, 10, negative, &value->as.integer))
            return value;
        return json_refuse(parser, begin, "Integer of more than 64 bits");
    }
    if (pylog__read_float(digits, length, &value->as.real))
        return NULL;
    if (negative)
        value->as.real = -value->as.real;
    return value;
}

static const struct word {
    const char *text;
    struct pylog__node_value value;
} words[] = {
    { "null", { .kind = PYLOG__NODE_NONE } },
    { "true", { .kind = PYLOG__NODE_BOOL, .as.boolean = true } },
    { "false", { .kind = PYLOG__NODE_BOOL, .as.boolean = false } },
    { "NaN", { .kind = PYLOG__NODE_FLOAT, .as.real = (double)NAN } },
    { "Infinity", { .kind = PYLOG__NODE_FLOAT, .as.real = (double)INFINITY } },
    { "-Infinity", { .kind = PYLOG__NODE_FLOAT, .as.real = -(double)INFINITY } },
};

static const struct word *find_word(const struct json_parser *parser) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (next_are(parser, words[i].text))
            return &words[i];
    return NULL;
}

/* ---- Values ----------------------------------------------------------------------------------------- */

static struct pylog__node_value *json_read_value(struct json_parser *parser);

/* Past the comma between two members or items: 1; or past the bracket after the last one: 0. */
static int json_read_separator(struct json_parser *parser, char closing, const char *illegal_comma) {
    json_skip_blanks(parser);
    if (next_is(parser, closing)) {
        parser->at++;
        return 0;
    }
    if (!next_is(parser, ','))
        return json_fail(parser, parser->at, "Expecting ',' delimiter");
    const char *comma = parser->at++;
    json_skip_blanks(parser);
    return next_is(parser, closing) ? json_fail(parser, comma, illegal_comma) : 1;
}

static int json_read_member(struct json_parser *parser, struct pylog__node_value *dict) {
    size_t length;
    if (!next_is(parser, '"'))
        return json_fail(parser, parser->at, "Expecting property name enclosed in double quotes");
    parser->at++;
    const char *key = json_read_string(parser, &length);
    if (!key)
        return -1;
    json_skip_blanks(parser);
    if (!next_is(parser, ':'))
        return json_fail(parser, parser->at, "Expecting ':' delimiter");
    parser->at++;
    json_skip_blanks(parser);
    struct pylog__node_value *value = json_read_value(parser);
    if (!value)
        return -1;
    pylog__node_set(dict, key, value);
    return json_read_separator(parser, '}', "Illegal trailing comma before end of object");
}

static int json_read_item(struct json_parser *parser, struct pylog__node_value *list) {
    struct pylog__node_value *value = json_read_value(parser);
    if (!value)
        return -1;
    pylog__node_append(list, value);
    return json_read_separator(parser, ']', "Illegal trailing comma before end of array");
}

static struct pylog__node_value *read_container(struct json_parser *parser) {
    bool is_dict = *parser->at == '{';
    struct pylog__node_value *value = json_new_value(parser, is_dict ? PYLOG__NODE_DICT : PYLOG__NODE_LIST);
    if (!value)
        return NULL;
    if (parser->depth == PYLOG__DEEPEST_NODE)
        return json_refuse(parser, parser->at, "Nested too deeply");
    parser->depth++;
    parser->at++;
    json_skip_blanks(parser);
    int more = 1;
    if (next_is(parser, is_dict ? '}' : ']')) {
        parser->at++;
        more = 0;
    }
    while (more > 0)
        more = is_dict ? json_read_member(parser, value) : json_read_item(parser, value);
    parser->depth--;
    return more == 0 ? value : NULL;
}

static struct pylog__node_value *json_read_value(struct json_parser *parser) {
    if (next_is(parser, '"'))
        return read_string_value(parser);
    if (next_is(parser, '{') || next_is(parser, '['))
        return read_container(parser);
    const struct word *word = find_word(parser);
    if (!word) {
        if (parser->at < parser->source.end)
            return json_read_number(parser);
        return json_refuse(parser, parser->at, "Expecting value");
    }
    struct pylog__node_value *value = json_new_value(parser, word->value.kind);
    if (!value)
        return NULL;
    value->as = word->value.as;
    parser->at += strlen(word->text);
    return value;
}

static struct pylog__node_value *json_read_text(struct json_parser *parser) {
    if (next_are(parser, "\xEF\xBB\xBF"))
        return json_refuse(parser, parser->at, "Unexpected UTF-8 BOM (decode using utf-8-sig)");
    json_skip_blanks(parser);
    struct pylog__node_value *value = json_read_value(parser);
    if (!value)
        return NULL;
    json_skip_blanks(parser);
    if (parser->at < parser->source.end)
        return json_refuse(parser, parser->at, "Extra data");
    return value;
}

int pylog__json_parse(const char *text, size_t length, struct pylog__document *out) {
    char storage[256];
    struct json_parser parser = { .document = out, .at = text };
    if (pylog__source_begin(&parser.source, text, length, 1, 1))
        return -1;
    parser.source.shows_character = true;
    pylog__buffer_init(&parser.text, storage, sizeof storage);
    out->root = json_read_text(&parser);
    pylog__buffer_release(&parser.text);
    if (out->root)
        return 0;
    pylog__document_release(out);
    return -1;
}
