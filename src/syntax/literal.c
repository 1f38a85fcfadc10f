/* Python's literals: what ast.literal_eval takes, without bytes, sets and complex numbers; and with dotted
 * names, and a few operators and calls. */
#include "literal.h"

#include "../base/error.h"
#include "../base/sentence.h"

struct parser {
    struct pylog__source source;
    struct pylog__document *document;
    const char *at;
    struct pylog_buffer text; /* of the string that is being read */
    int depth;                /* in how many brackets; in none of them a line feed ends the literal */
    int powers;               /* in how many exponents */
};

static struct pylog__node_value *read_value(struct parser *parser);
static struct pylog__node_value *read_operand(struct parser *parser);

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

/* To be asked for in the order of the text, which is then counted once. */
static struct pylog__place place_here(struct parser *parser) {
    pylog__source_locate(&parser->source, parser->at);
    return (struct pylog__place){ parser->source.line, parser->source.column };
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
        return refuse(parser, parser->at, "of operators only + - * ** << >> are taken");
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

/* ---- Strings ------------------------------------------------------------------------------------------ */

static bool is_quote(char c) {
    return c == '"' || c == '\'';
}

/* How many letters stand before the quote of a string literal. */
static size_t string_prefix_length(const struct parser *parser) {
    size_t length = name_length(parser);
    return length <= 2 && is_quote(peek(parser, length)) ? length : 0;
}

static bool begins_string(const struct parser *parser) {
    return is_quote(peek(parser, 0)) || string_prefix_length(parser);
}

static int read_string(struct parser *parser) {
    char prefix[3] = { 0 };
    size_t length = string_prefix_length(parser);
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

/* ---- Brackets ----------------------------------------------------------------------------------------- */

/* Where a comma or a bracket should be. */
static int refuse_after_value(struct parser *parser) {
    if (peek(parser, 0) == '(')
        return pylog__source_fail(&parser->source, parser->at, "of calls only " PYLOG__LITERAL_CALLS " are taken");
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

/* What reads an item, and puts it into the container. */
typedef int item_reader(struct parser *parser, struct pylog__node_value *container);

/* Behind the opening bracket. How many commas there are, or -1. */
static int read_items(struct parser *parser, struct pylog__node_value *container, item_reader *read,
                      const char *opening, char closing) {
    for (int commas = 0;; commas++) {
        skip_blanks(parser);
        if (peek(parser, 0) == closing) {
            parser->at++;
            return commas;
        }
        if (parser->at < parser->source.end && read(parser, container))
            return -1;
        int more = read_separator(parser, opening, closing);
        if (more <= 0)
            return more ? -1 : commas;
    }
}

/* From the opening bracket to the closing one. How many commas there are, or -1. */
static int read_between(struct parser *parser, struct pylog__node_value *container, item_reader *read) {
    const char *opening = parser->at;
    char closing = *opening == '(' ? ')' : *opening == '[' ? ']' : '}';
    if (parser->depth == PYLOG__DEEPEST_NODE)
        return pylog__source_fail(&parser->source, opening, "nested too deeply");
    parser->depth++;
    parser->at++;
    int commas = read_items(parser, container, read, opening, closing);
    parser->depth--;
    return commas;
}

/* Round brackets around one value without a comma make no tuple. */
static struct pylog__node_value *read_brackets(struct parser *parser) {
    enum pylog__node_kind kind = *parser->at == '('   ? PYLOG__NODE_TUPLE
                                 : *parser->at == '[' ? PYLOG__NODE_LIST
                                                      : PYLOG__NODE_DICT;
    struct pylog__node_value *container = new_value(parser, kind);
    int commas = container ? read_between(parser, container, read_item) : -1;
    if (commas < 0)
        return NULL;
    bool is_tuple = commas || !container->as.items.first;
    return kind == PYLOG__NODE_TUPLE && !is_tuple ? container->as.items.first : container;
}

/* ---- Names, and what is asked of them ----------------------------------------------------------------- */

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

/* `name=value` */
static int read_keyword(struct parser *parser, struct pylog__node_value *dict) {
    const char *name = parser->at;
    size_t length = name_length(parser);
    if (!length || is_digit(*name))
        return pylog__source_fail(&parser->source, name, "dict() takes name=value");
    parser->at += length;
    skip_blanks(parser);
    if (peek(parser, 0) != '=' || peek(parser, 1) == '=')
        return pylog__source_fail(&parser->source, name, "dict() takes name=value");
    parser->at++;
    skip_blanks(parser);
    char *key = pylog__document_copy(parser->document, name, length);
    struct pylog__node_value *value = key ? read_value(parser) : NULL;
    if (!value)
        return -1;
    if (pylog__node_get(dict, key))
        return pylog__source_fail(&parser->source, name, "keyword argument repeated");
    pylog__node_set(dict, key, value);
    return 0;
}

/* At the bracket behind a name. */
static struct pylog__node_value *read_call(struct parser *parser, const char *name, size_t length) {
    const struct pylog__literal_function *function = pylog__literal_function(name, length, *parser->at);
    const struct pylog__literal_site site = { parser->document, &parser->source, parser->at };
    if (!function)
        return refuse(parser, parser->at,
                      *parser->at == '(' ? "of calls only " PYLOG__LITERAL_CALLS " are taken"
                                         : "only os.environ['NAME'] and sys.argv[0] have such brackets");
    enum pylog__node_kind kind = function->keywords ? PYLOG__NODE_DICT : PYLOG__NODE_TUPLE;
    struct pylog__node_value *value = new_value(parser, kind);
    struct pylog__node_value *arguments = value ? pylog__node_new(parser->document, kind) : NULL;
    int commas =
        arguments ? read_between(parser, arguments, function->keywords ? read_keyword : read_item) : -1;
    if (commas > 0 && function->bracket == '[')
        return refuse(parser, site.at, "one index is needed here, without a comma");
    return commas < 0 || function->run(&site, arguments, value) ? NULL : value;
}

static struct pylog__node_value *read_name(struct parser *parser) {
    const char *name = parser->at;
    const struct pylog__place place = place_here(parser);
    size_t length = dotted_length(parser);
    bool is_true = is_name(name, length, "True");
    enum pylog__node_kind kind = is_name(name, length, "None")               ? PYLOG__NODE_NONE
                                 : is_true || is_name(name, length, "False") ? PYLOG__NODE_BOOL
                                                                             : PYLOG__NODE_NAME;
    parser->at += length;
    skip_blanks(parser);
    bool is_call = peek(parser, 0) == '(' || peek(parser, 0) == '[';
    struct pylog__node_value *value =
        is_call ? read_call(parser, name, length) : pylog__node_new(parser->document, kind);
    if (!value)
        return NULL;
    value->line = place.line;
    value->column = place.column;
    if (is_call)
        return value;
    if (kind == PYLOG__NODE_BOOL)
        value->as.boolean = is_true;
    if (kind != PYLOG__NODE_NAME)
        return value;
    value->as.text.length = length;
    value->as.text.bytes = pylog__document_copy(parser->document, name, length);
    return value->as.text.bytes ? value : NULL;
}

/* ---- Values ------------------------------------------------------------------------------------------- */

static struct pylog__node_value *read_atom(struct parser *parser) {
    char next = peek(parser, 0);
    if (begins_string(parser))
        return read_strings(parser);
    if (begins_number(parser))
        return read_number(parser, false);
    if (begins_name(next))
        return read_name(parser);
    if (next == '(' || next == '[' || next == '{')
        return read_brackets(parser);
    return refuse_next(parser);
}

/* ---- Operators ---------------------------------------------------------------------------------------- */

/* A sum that becomes longer: its bytes are the document's, with this much room. */
struct sum {
    char *bytes;
    size_t size;
};

static int join_strings(struct parser *parser, const char *at, struct sum *sum, struct pylog__node_value *left,
                        const struct pylog__node_value *right) {
    const struct pylog__literal_site site = { parser->document, &parser->source, at };
    size_t left_length = left->as.text.length, length = left_length + right->as.text.length;
    if (length >= sum->size) {
        char *bytes = pylog__literal_room(&site, 2 * length + 1);
        if (!bytes)
            return -1;
        memcpy(bytes, left->as.text.bytes, left_length);
        *sum = (struct sum){ bytes, 2 * length + 1 };
    }
    memcpy(sum->bytes + left_length, right->as.text.bytes, right->as.text.length);
    left->as.text.bytes = sum->bytes;
    left->as.text.length = length;
    return 0;
}

/* What stands at `at`; false if that is none of the operators, or one that binds less than `rank`. */
static bool operator_at(const struct parser *parser, int rank, struct pylog__literal_operator *out) {
    const char a = peek(parser, 0), b = peek(parser, 1);
    *out = (struct pylog__literal_operator){ .symbol = a, .rank = 2 };
    if (a == '*')
        out->rank = b == '*' ? -1 : 3;
    else if ((a == '<' || a == '>') && b == a)
        out->rank = 1;
    else if (a != '+' && a != '-')
        return false;
    return out->rank >= rank;
}

/* Into the left one. 0, or -1. */
static int combine(struct parser *parser, const char *at, char symbol, struct pylog__node_value *left,
                   const struct pylog__node_value *right, struct sum *sum) {
    if (symbol == '+' && left->kind == PYLOG__NODE_STR && right->kind == PYLOG__NODE_STR)
        return join_strings(parser, at, sum, left, right);
    const char *wrong = pylog__literal_operate(symbol, left, right);
    return wrong ? pylog__source_fail(&parser->source, at, wrong) : 0;
}

/* An atom, or a power: what is behind ** may have a sign, and be a power itself. */
static struct pylog__node_value *read_power(struct parser *parser) {
    const struct pylog__place place = place_here(parser);
    struct pylog__node_value *base = read_atom(parser);
    if (!base)
        return NULL;
    skip_blanks(parser);
    const char *at = parser->at;
    if (peek(parser, 0) != '*' || peek(parser, 1) != '*')
        return base;
    if (parser->powers == PYLOG__DEEPEST_NODE)
        return refuse(parser, at, "nested too deeply");
    parser->at += 2;
    skip_blanks(parser);
    parser->powers++;
    const struct pylog__node_value *exponent = read_operand(parser);
    parser->powers--;
    if (!exponent || combine(parser, at, '^', base, exponent, NULL))
        return NULL;
    base->line = place.line;
    base->column = place.column;
    return base;
}

/* Signs belong to a number behind them, of which one more is below zero than above; but ** binds more. */
static struct pylog__node_value *read_signed(struct parser *parser) {
    const char *sign = parser->at, *begin;
    bool negative = false;
    for (char next = *sign; next == '-' || next == '+'; next = peek(parser, 0)) {
        negative ^= next == '-';
        parser->at++;
        skip_blanks(parser);
    }
    begin = parser->at;
    if (begins_number(parser)) {
        struct pylog__node_value *number = read_number(parser, negative);
        skip_blanks(parser);
        if (!number || peek(parser, 0) != '*' || peek(parser, 1) != '*')
            return number;
        parser->at = begin;
    }
    struct pylog__node_value *value = read_power(parser);
    const char *wrong = value ? pylog__literal_sign(negative, value) : NULL;
    return wrong ? refuse(parser, sign, wrong) : value;
}

static struct pylog__node_value *read_operand(struct parser *parser) {
    const struct pylog__place place = place_here(parser);
    const char next = peek(parser, 0);
    struct pylog__node_value *value =
        next == '-' || next == '+' ? read_signed(parser) : read_power(parser);
    if (value && (next == '-' || next == '+')) {
        value->line = place.line;
        value->column = place.column;
    }
    return value;
}

/* Operands with operators of that rank or more between them, from the left to the right. */
static struct pylog__node_value *read_operation(struct parser *parser, int rank) {
    const struct pylog__place place = place_here(parser);
    struct pylog__literal_operator operator;
    struct sum sum = { NULL, 0 };
    struct pylog__node_value *left = read_operand(parser);
    for (; left; left->line = place.line, left->column = place.column) {
        skip_blanks(parser);
        if (!operator_at(parser, rank, &operator))
            return left;
        const char *at = parser->at;
        parser->at += operator.rank == 1 ? 2 : 1;
        skip_blanks(parser);
        const struct pylog__node_value *right = read_operation(parser, operator.rank + 1);
        if (!right || combine(parser, at, operator.symbol, left, right, &sum))
            return NULL;
    }
    return NULL;
}

static struct pylog__node_value *read_value(struct parser *parser) {
    return read_operation(parser, 1);
}

/* ---- The whole ---------------------------------------------------------------------------------------- */

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
