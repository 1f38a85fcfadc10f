/* Python's literals: what ast.literal_eval takes, without bytes, sets and complex numbers, and with dotted
 * names. */
#include "literal.h"

#include "error.h"
#include "sentence.h"

struct parser {
    struct pylog__source source;
    struct pylog__document *document;
    const char *at;
    struct pylog_buffer text; /* of the string that is being read */
    int depth;                /* in how many brackets; in none of them a line feed ends the literal */
};

static struct pylog__node_value *read_value(struct parser *parser);

/* ---- Pieces ------------------------------------------------------------------------------------------- */

static void *refuse(struct parser *parser, const char *at, const char *sentence) {
    pylog__source_fail(&parser->source, at, sentence);
    return NULL;
}

/* The character ahead; NUL at the end. */
static char peek(const struct parser *parser, size_t ahead) {
    return ahead < (size_t)(parser->source.end - parser->at) ? parser->at[ahead] : '\0';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_in_name(char c) {
    return begins_name(c) || is_digit(c);
}

static size_t name_length(const struct parser *parser) {
    size_t length = 0;
    while (is_in_name(peek(parser, length)))
        length++;
    return length;
}

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

/* Past blanks and a comment, and with `lines` past the ends of lines, too. */
static void skip(struct parser *parser, bool lines) {
    for (;;) {
        char next = peek(parser, 0);
        if (next == ' ' || next == '\t' || next == '\f' || (lines && is_line_end(next)))
            parser->at++;
        else if (next == '\\' && is_line_end(peek(parser, 1)))
            parser->at += 2;
        else if (next == '#')
            while (parser->at < parser->source.end && !is_line_end(*parser->at))
                parser->at++;
        else
            return;
    }
}

static void skip_blanks(struct parser *parser) {
    skip(parser, parser->depth > 0);
}

static struct pylog__node_value *new_value(struct parser *parser, enum pylog__node_kind kind) {
    struct pylog__node_value *value = pylog__node_new(parser->document, kind);
    if (value)
        pylog__source_mark(&parser->source, parser->at, value);
    return value;
}

/* A word may be part of a password that has a quote in it: only what Python knows is named. */
static bool may_be_named(const char *at, size_t length) {
    static const char *const known[] = { "if",  "else", "for",   "in",     "is",    "not",
                                         "and", "or",   "await", "lambda", "async", "yield" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (length == strlen(known[i]) && memcmp(at, known[i], length) == 0)
            return true;
    return length == 1 && strchr("()[]{},:;.`$?\\", *at);
}

/* What stands there is none of what may stand there. */
static void *refuse_next(struct parser *parser) {
    struct pylog__sentence sentence;
    char next = peek(parser, 0);
    if (parser->at == parser->source.end)
        return refuse(parser, parser->at, "a literal is missing or incomplete");
    if (strchr("+-*/%@&|^~<>=!", next))
        return refuse(parser, parser->at, "only literals are taken, no operators");
    size_t length = name_length(parser);
    if (!length)
        do
            length++;
        while (((unsigned char)peek(parser, length) & 0xC0) == 0x80);
    pylog__sentence_begin(&sentence, "only literals are taken, not ");
    if (may_be_named(parser->at, length))
        pylog__sentence_put_repr(&sentence, parser->at, length);
    else
        pylog__sentence_put(&sentence, "a word without quotes");
    pylog__source_locate(&parser->source, parser->at);
    pylog__sentence_put_place(&sentence, parser->source.line, parser->source.column);
    pylog__sentence_fail(&sentence, "ValueError");
    return NULL;
}

/* ---- Numbers ------------------------------------------------------------------------------------------ */

/* How many characters from `from` on are digits of the base, with single underscores between them. */
static size_t count_digits(const struct parser *parser, size_t from, unsigned base) {
    size_t at = from;
    while (pylog__digit_value(peek(parser, at)) < base ||
           (at > from && peek(parser, at) == '_' && pylog__digit_value(peek(parser, at + 1)) < base))
        at++;
    return at - from;
}

static unsigned base_of(char letter) {
    switch (letter) {
    case 'x':
    case 'X': return 16;
    case 'o':
    case 'O': return 8;
    case 'b':
    case 'B': return 2;
    default: return 10;
    }
}

/* The number takes `length` characters, the first `skipped` of which say its base. */
static struct pylog__node_value *make_integer(struct parser *parser, size_t skipped, size_t length,
                                              unsigned base, bool negative) {
    struct pylog__node_value *value = new_value(parser, PYLOG__NODE_INT);
    if (!value)
        return NULL;
    if (!pylog__read_integer(parser->at + skipped, length - skipped, base, negative, &value->as.integer))
        return refuse(parser, parser->at, "integer of more than 64 bits");
    parser->at += length;
    return value;
}

static struct pylog__node_value *make_float(struct parser *parser, size_t length, bool negative) {
    struct pylog__node_value *value = new_value(parser, PYLOG__NODE_FLOAT);
    if (!value || pylog__read_float(parser->at, length, &value->as.real))
        return NULL;
    if (negative)
        value->as.real = -value->as.real;
    parser->at += length;
    return value;
}

static size_t measure_float(const struct parser *parser, size_t length) {
    if (peek(parser, length) == '.')
        length += 1 + count_digits(parser, length + 1, 10);
    if (peek(parser, length) == 'e' || peek(parser, length) == 'E') {
        size_t sign = peek(parser, length + 1) == '+' || peek(parser, length + 1) == '-';
        size_t digits = count_digits(parser, length + 1 + sign, 10);
        length += digits ? 1 + sign + digits : 0;
    }
    return length;
}

/* `007` would be octal in other languages: Python takes zeros only. */
static bool has_leading_zero(const struct parser *parser, size_t length) {
    if (*parser->at != '0')
        return false;
    while (length && (parser->at[length - 1] == '0' || parser->at[length - 1] == '_'))
        length--;
    return length > 0;
}

static struct pylog__node_value *read_number(struct parser *parser, bool negative) {
    const char *begin = parser->at;
    unsigned base = *begin == '0' ? base_of(peek(parser, 1)) : 10;
    size_t skipped = base == 10 ? 0 : peek(parser, 2) == '_' ? 3 : 2;
    size_t whole = skipped + count_digits(parser, skipped, base);
    size_t length = base == 10 ? measure_float(parser, whole) : whole;
    char next = peek(parser, length);
    if (length == skipped && skipped)
        return refuse(parser, begin, "a number without digits");
    if (length == whole && base == 10 && has_leading_zero(parser, length))
        return refuse(parser, begin, "leading zeros in decimal integer literals are not permitted");
    if (next == 'j' || next == 'J')
        return refuse(parser, begin, "complex numbers are not taken");
    if (is_in_name(next))
        return refuse(parser, begin, "invalid number");
    return length > whole ? make_float(parser, length, negative)
                          : make_integer(parser, skipped, length, base, negative);
}

static bool begins_number(const struct parser *parser) {
    return is_digit(peek(parser, 0)) || (peek(parser, 0) == '.' && is_digit(peek(parser, 1)));
}

static struct pylog__node_value *read_signed(struct parser *parser) {
    const char *sign = parser->at++;
    skip_blanks(parser);
    if (!begins_number(parser))
        return refuse_next(parser);
    struct pylog__node_value *value = read_number(parser, *sign == '-');
    if (value)
        pylog__source_mark(&parser->source, sign, value);
    return value;
}

/* ---- Strings ------------------------------------------------------------------------------------------ */

static bool is_quote(char c) {
    return c == '"' || c == '\'';
}

/* How many letters stand before the quote of a string literal. */
static size_t prefix_length(const struct parser *parser) {
    size_t length = name_length(parser);
    return length <= 2 && is_quote(peek(parser, length)) ? length : 0;
}

static bool begins_string(const struct parser *parser) {
    return is_quote(peek(parser, 0)) || prefix_length(parser);
}

static int read_string(struct parser *parser) {
    char prefix[3] = { 0 };
    size_t length = prefix_length(parser);
    memcpy(prefix, parser->at, length);
    pylog__lower(prefix);
    if (strchr(prefix, 'b'))
        return pylog__source_fail(&parser->source, parser->at, "bytes are not taken, only text");
    if (strchr(prefix, 'f'))
        return pylog__source_fail(&parser->source, parser->at, "only literals are taken, no f-strings");
    if (length && strcmp(prefix, "r") != 0 && strcmp(prefix, "u") != 0) {
        refuse_next(parser);
        return -1;
    }
    parser->at += length;
    return pylog__literal_string(&parser->source, &parser->at, *prefix == 'r', &parser->text);
}

/* Strings that follow each other are one. */
static struct pylog__node_value *read_strings(struct parser *parser) {
    struct pylog__node_value *value = new_value(parser, PYLOG__NODE_STR);
    if (!value)
        return NULL;
    parser->text.length = 0;
    do {
        if (read_string(parser))
            return NULL;
        skip_blanks(parser);
    } while (begins_string(parser));
    if (parser->text.failed) {
        pylog__fail_memory();
        return NULL;
    }
    value->as.text.length = parser->text.length;
    value->as.text.bytes = pylog__document_copy(parser->document, parser->text.data, parser->text.length);
    return value->as.text.bytes ? value : NULL;
}

/* ---- Names -------------------------------------------------------------------------------------------- */

static size_t dotted_length(const struct parser *parser) {
    size_t length = name_length(parser);
    while (peek(parser, length) == '.' && begins_name(peek(parser, length + 1)))
        do
            length++;
        while (is_in_name(peek(parser, length)));
    return length;
}

static bool is_name(const char *name, size_t length, const char *word) {
    return length == strlen(word) && memcmp(name, word, length) == 0;
}

static struct pylog__node_value *read_name(struct parser *parser) {
    const char *name = parser->at;
    size_t length = dotted_length(parser);
    bool is_true = is_name(name, length, "True");
    enum pylog__node_kind kind = is_name(name, length, "None")               ? PYLOG__NODE_NONE
                                 : is_true || is_name(name, length, "False") ? PYLOG__NODE_BOOL
                                                                             : PYLOG__NODE_NAME;
    struct pylog__node_value *value = new_value(parser, kind);
    if (!value)
        return NULL;
    parser->at += length;
    if (kind == PYLOG__NODE_BOOL)
        value->as.boolean = is_true;
    if (kind != PYLOG__NODE_NAME)
        return value;
    value->as.text.length = length;
    value->as.text.bytes = pylog__document_copy(parser->document, name, length);
    return value->as.text.bytes ? value : NULL;
}

/* ---- Brackets ----------------------------------------------------------------------------------------- */

/* Where a comma or a bracket should be. */
static int refuse_after_value(struct parser *parser) {
    if (peek(parser, 0) == '(')
        return pylog__source_fail(&parser->source, parser->at, "only literals are taken, no calls");
    refuse_next(parser);
    return -1;
}

/* Past the comma between two items: 1; or past the bracket after the last one: 0. */
static int read_separator(struct parser *parser, const char *opening, char closing) {
    skip_blanks(parser);
    if (parser->at == parser->source.end) {
        char sentence[] = "'(' was never closed";
        sentence[1] = *opening;
        return pylog__source_fail(&parser->source, opening, sentence);
    }
    if (*parser->at != ',' && *parser->at != closing)
        return refuse_after_value(parser);
    return *parser->at++ == ',';
}

/* A key that is no string is known by its str(). */
static const char *key_text(struct parser *parser, const char *at, const struct pylog__node_value *key) {
    char storage[128];
    struct pylog_buffer text;
    const char *copy = NULL;
    if (key->kind == PYLOG__NODE_STR)
        return key->as.text.bytes;
    if (key->kind == PYLOG__NODE_LIST || key->kind == PYLOG__NODE_DICT)
        return refuse(parser, at, "a list or a dict cannot be a key");
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__node_put_repr(&text, key);
    if (text.failed)
        pylog__fail_memory();
    else
        copy = pylog__document_copy(parser->document, text.data, text.length);
    pylog__buffer_release(&text);
    return copy;
}

static int read_member(struct parser *parser, struct pylog__node_value *dict) {
    const char *begin = parser->at;
    struct pylog__node_value *key = read_value(parser);
    const char *text = key ? key_text(parser, begin, key) : NULL;
    if (!text)
        return -1;
    skip_blanks(parser);
    if (peek(parser, 0) == ',' || peek(parser, 0) == '}')
        return pylog__source_fail(&parser->source, begin, "sets are not taken");
    if (peek(parser, 0) != ':')
        return refuse_after_value(parser);
    parser->at++;
    skip_blanks(parser);
    struct pylog__node_value *value = read_value(parser);
    if (!value)
        return -1;
    pylog__node_set(dict, text, value);
    return 0;
}

static int read_item(struct parser *parser, struct pylog__node_value *container) {
    if (container->kind == PYLOG__NODE_DICT)
        return read_member(parser, container);
    struct pylog__node_value *item = read_value(parser);
    if (!item)
        return -1;
    pylog__node_append(container, item);
    return 0;
}

/* Behind the opening bracket. How many commas there are, or -1. */
static int read_items(struct parser *parser, struct pylog__node_value *container, const char *opening,
                      char closing) {
    for (int commas = 0;; commas++) {
        skip_blanks(parser);
        if (peek(parser, 0) == closing) {
            parser->at++;
            return commas;
        }
        if (parser->at < parser->source.end && read_item(parser, container))
            return -1;
        int more = read_separator(parser, opening, closing);
        if (more <= 0)
            return more ? -1 : commas;
    }
}

/* Round brackets around one value without a comma make no tuple. */
static struct pylog__node_value *read_brackets(struct parser *parser) {
    const char *opening = parser->at;
    char closing = *opening == '(' ? ')' : *opening == '[' ? ']' : '}';
    enum pylog__node_kind kind = *opening == '('   ? PYLOG__NODE_TUPLE
                                 : *opening == '[' ? PYLOG__NODE_LIST
                                                   : PYLOG__NODE_DICT;
    if (parser->depth == PYLOG__DEEPEST_NODE)
        return refuse(parser, opening, "nested too deeply");
    struct pylog__node_value *container = new_value(parser, kind);
    if (!container)
        return NULL;
    parser->depth++;
    parser->at++;
    int commas = read_items(parser, container, opening, closing);
    parser->depth--;
    if (commas < 0)
        return NULL;
    bool is_tuple = commas || !container->as.items.first;
    return kind == PYLOG__NODE_TUPLE && !is_tuple ? container->as.items.first : container;
}

/* ---- Values ------------------------------------------------------------------------------------------- */

static struct pylog__node_value *read_value(struct parser *parser) {
    char next = peek(parser, 0);
    if (begins_string(parser))
        return read_strings(parser);
    if (begins_number(parser))
        return read_number(parser, false);
    if (next == '-' || next == '+')
        return read_signed(parser);
    if (begins_name(next))
        return read_name(parser);
    if (next == '(' || next == '[' || next == '{')
        return read_brackets(parser);
    return refuse_next(parser);
}

/* Without any brackets, commas make a tuple, too. */
static struct pylog__node_value *read_bare_tuple(struct parser *parser, struct pylog__node_value *first) {
    struct pylog__node_value *tuple = pylog__node_new(parser->document, PYLOG__NODE_TUPLE);
    if (!tuple)
        return NULL;
    tuple->line = first->line;
    tuple->column = first->column;
    for (struct pylog__node_value *item = first;; item = read_value(parser)) {
        if (!item)
            return NULL;
        pylog__node_append(tuple, item);
        skip_blanks(parser);
        if (peek(parser, 0) != ',')
            return tuple;
        parser->at++;
        skip_blanks(parser);
        if (parser->at == parser->source.end || is_line_end(*parser->at))
            return tuple;
    }
}

static struct pylog__node_value *read_text(struct parser *parser) {
    skip(parser, true);
    struct pylog__node_value *value = read_value(parser);
    if (!value)
        return NULL;
    skip_blanks(parser);
    if (peek(parser, 0) == ',')
        value = read_bare_tuple(parser, value);
    skip(parser, true);
    if (value && parser->at < parser->source.end) {
        refuse_after_value(parser);
        return NULL;
    }
    return value;
}

static struct pylog__node_value *parse(struct parser *parser) {
    char storage[256];
    if (pylog__source_refuse_null(&parser->source))
        return NULL;
    parser->at = parser->source.begin;
    pylog__buffer_init(&parser->text, storage, sizeof storage);
    struct pylog__node_value *value = read_text(parser);
    pylog__buffer_release(&parser->text);
    return value;
}

struct pylog__node_value *pylog__literal_parse(struct pylog__document *document, const char *text,
                                               size_t length, int line, int column) {
    struct parser parser = { .document = document };
    if (pylog__source_begin(&parser.source, text, length, line, column))
        return NULL;
    return parse(&parser);
}

struct pylog__node_value *pylog__literal_of(struct pylog__document *document,
                                            const struct pylog__node_value *text) {
    struct parser parser = { .document = document };
    if (pylog__source_begin(&parser.source, text->as.text.bytes, text->as.text.length, text->line,
                            text->column))
        return NULL;
    parser.source.lines = text->as.text.lines;
    parser.source.line_count = text->as.text.line_count;
    return parse(&parser);
}
