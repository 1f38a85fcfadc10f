/* %-style: fields as Python's % operator with a mapping prints them.
 *
 *     %(key)[#0- +][width][.precision][hlL]conversion
 *
 * The key is looked up first, so a field that is not in the record is reported before anything that is wrong
 * with the rest. Without a key there is no value: all that is left to do is find Python's sentence. */
#include "../base/error.h"
#include "../base/number.h"
#include "style.h"
#include "../base/utf8.h"

#include <limits.h>
#include <math.h>

/* ---- Validation ------------------------------------------------------------------------------ */

/* (\*|\d+)? */
static const char *skip_count(const char *at) {
    return *at == '*' ? at + 1 : pylog__skip_digits(at);
}

/* %\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%], in any case */
static bool matches_field(const char *at) {
    if (at[0] != '%' || at[1] != '(')
        return false;
    const char *key = at + 2;
    at = pylog__skip_word(key, key + strlen(key));
    if (at == key || *at != ')')
        return false;
    at = skip_count(pylog__skip_any(at + 1, "#0+ -"));
    if (*at == '.') {
        const char *digits = at + 1;
        at = skip_count(digits);
        if (at == digits)
            return false;
    }
    return *at && strchr("diouxefgcrsaDIOUXEFGCRSA%", *at);
}

/* One field anywhere will do; what is around it is not looked at, not even %% before it. */
static int percent_validate(const char *fmt) {
    for (const char *at = fmt; (at = strchr(at, '%')); at++)
        if (matches_field(at))
            return 0;
    return pylog__fail_value("Invalid format '%s' for '%%' style", fmt);
}

/* ---- Parsing --------------------------------------------------------------------------------- */

static const char too_few[] = "not enough arguments for format string";
static const char char_wanted[] = "%c requires int or char";

/* One % and what belongs to it. */
struct directive {
    const char *key; /* NULL if it has none */
    size_t key_length;
    bool star; /* * has taken the value */
    struct pylog__layout layout;
    const char *error_kind, *error;
};

/* Parsing goes through a directive in the order in which CPython does, since the first thing that is wrong
 * makes the error. */
struct percent_parser {
    struct pylog__builder *builder;
    const char *at;
    bool keyed; /* there has been a key: Python then no longer takes the mapping itself for the value */
    struct directive directive;
};

/* With a key, the error comes only after the value has been found. Always false. */
static bool percent_fail(struct percent_parser *parser, const char *kind, const char *error) {
    parser->directive.error_kind = kind;
    parser->directive.error = error;
    return false;
}

/* Keys may have balanced parentheses in them. */
static bool parse_key(struct percent_parser *parser) {
    if (*parser->at != '(')
        return true;
    const char *key = ++parser->at;
    for (int depth = 1; depth; parser->at++) {
        if (!*parser->at)
            return percent_fail(parser, "ValueError", "incomplete format key");
        depth += *parser->at == '(' ? 1 : *parser->at == ')' ? -1 : 0;
    }
    parser->directive.key = key;
    parser->directive.key_length = (size_t)(parser->at - 1 - key);
    parser->keyed = true;
    return true;
}

/* In any order, and repeated; + wins over space. */
static void percent_parse_flags(struct percent_parser *parser) {
    struct pylog__layout *layout = &parser->directive.layout;
    for (; *parser->at && strchr("#0- +", *parser->at); parser->at++) {
        switch (*parser->at) {
        case '#': layout->alternate = true; break;
        case '0': layout->fill = '0'; break;
        case '-': layout->align = '<'; break;
        case '+': layout->sign = '+'; break;
        default: layout->sign = layout->sign ? layout->sign : ' '; break;
        }
    }
}

/* A value is taken by a width or precision *, or by the conversion. There is one, if there is a key. */
static bool take_value(struct percent_parser *parser, const char *otherwise) {
    struct directive *directive = &parser->directive;
    if (directive->key && !directive->star)
        return true;
    return percent_fail(parser, "TypeError", parser->keyed ? too_few : otherwise);
}

/* Digits or a star; `most` is the greatest number. A star makes an error of any conversion after it: there is
 * one value only, and it takes that. */
static bool parse_count(struct percent_parser *parser, size_t *out, size_t most, const char *too_big) {
    if (*parser->at == '*') {
        parser->at++;
        if (!take_value(parser, "* wants int"))
            return false;
        parser->directive.star = true;
        return true;
    }
    const char *end = pylog__skip_digits(parser->at);
    return pylog__scan_number(&parser->at, end, most, out) || percent_fail(parser, "ValueError", too_big);
}

/* The conversion character is not one: Python's sentence about it. The index counts code points. */
static bool fail_conversion(struct percent_parser *parser, const char *at, uint32_t type) {
    char digits[8], *end = digits + sizeof digits, *begin = pylog__digits(end, type, 16, false);
    const char *fmt = parser->builder->fmt;
    struct pylog_buffer *sentence = &parser->builder->sentence;
    pylog__put_string(sentence, "unsupported format character '");
    pylog__put_char(sentence, type >= 31 && type <= 126 ? (char)type : '?');
    pylog__put_string(sentence, "' (0x");
    pylog__put(sentence, begin, (size_t)(end - begin));
    pylog__put_string(sentence, ") at index ");
    pylog__put_uint(sentence, pylog__utf8_count(fmt, (size_t)(at - fmt)));
    return percent_fail(parser, "ValueError", pylog__buffer_text(sentence));
}

/* Before there has been a key, the value is the whole record.
 * Unlike Python: %s and its like don't print that. */
static bool fail_mapping(struct percent_parser *parser, char type) {
    struct pylog_buffer *sentence = &parser->builder->sentence;
    if (strchr("sra", type))
        return percent_fail(parser, "TypeError", too_few);
    if (type == 'c')
        return percent_fail(parser, "TypeError", char_wanted);
    if (strchr("eEfFgG", type))
        return percent_fail(parser, "TypeError", "must be real number, not dict");
    pylog__put_string(sentence, (const char[]){ '%', type, '\0' });
    pylog__put_string(sentence, strchr("oxX", type) ? " format: an integer" : " format: a real number");
    pylog__put_string(sentence, " is required, not dict");
    return percent_fail(parser, "TypeError", pylog__buffer_text(sentence));
}

/* What is missing is noticed before what is unknown. Only %% right away is a percent sign: %5% is not. */
static bool parse_conversion(struct percent_parser *parser) {
    const char *at = parser->at;
    size_t used;
    uint32_t type = pylog__utf8_next(at, strlen(at), &used);
    bool known = type < 0x80 && strchr("diouxXeEfFgGcrsa", (int)type);
    parser->at += used;
    parser->directive.layout.type = type;
    if (parser->keyed && !take_value(parser, too_few))
        return false;
    if (!known)
        return fail_conversion(parser, at, type);
    return parser->directive.key || fail_mapping(parser, (char)type);
}

/* What follows the %. One length letter is skipped, whatever it is before. */
static bool parse_directive(struct percent_parser *parser) {
    struct pylog__layout *layout = &parser->directive.layout;
    if (!parse_key(parser))
        return false;
    percent_parse_flags(parser);
    if (!parse_count(parser, &layout->width, PTRDIFF_MAX, "width too big"))
        return false;
    if (*parser->at == '.') {
        parser->at++;
        layout->precision = 0;
        if (!parse_count(parser, &layout->precision, INT_MAX, "precision too big"))
            return false;
    }
    if (*parser->at && strchr("hlL", *parser->at))
        parser->at++;
    if (!*parser->at)
        return percent_fail(parser, "ValueError", "incomplete format");
    return parse_conversion(parser);
}

/* The flag 0 is for numbers, and of no effect to the left of them. */
static void settle_fill(struct pylog__layout *layout) {
    bool number = layout->type < 0x80 && !strchr("crsa", (int)layout->type);
    if (layout->fill == '0' && !layout->align && number)
        layout->align = '=';
    else
        layout->fill = ' ';
}

/* A plain %(key)s, by far the most frequent, has no spec. */
static void add_directive(struct percent_parser *parser) {
    struct directive *directive = &parser->directive;
    if (!directive->key) {
        pylog__add_wrong(parser->builder, directive->error_kind, directive->error);
        return;
    }
    struct pylog__piece *piece = pylog__add_field(parser->builder, directive->key, directive->key_length);
    struct pylog__layout *layout = &directive->layout;
    settle_fill(layout);
    bool plain = layout->type == 's' && !layout->width && layout->precision == PYLOG__NO_PRECISION;
    if (plain && !directive->error)
        return;
    *pylog__add_spec(parser->builder, piece) = (struct pylog__spec){
        .style = &pylog__percent_style,
        .layout = *layout,
        .error_kind = directive->error_kind,
        .error = directive->error,
        .star = directive->star,
    };
}

static void percent_parse(struct pylog__builder *builder) {
    struct percent_parser parser = { .builder = builder, .at = builder->fmt };
    const char *literal = parser.at;
    bool going_on = true;
    while (going_on && (parser.at = strchr(parser.at, '%'))) {
        if (parser.at[1] == '%') {
            pylog__add_literal(builder, literal, parser.at + 1);
            literal = parser.at += 2;
            continue;
        }
        pylog__add_literal(builder, literal, parser.at++);
        parser.directive = (struct directive){ .layout = { .precision = PYLOG__NO_PRECISION } };
        going_on = parse_directive(&parser);
        add_directive(&parser);
        literal = parser.at;
    }
    if (going_on)
        pylog__add_literal(builder, literal, literal + strlen(literal));
}

/* ---- Formatting ------------------------------------------------------------------------------ */

static bool is_integer(const struct pylog__value *value) {
    return value->kind == PYLOG__INT || value->kind == PYLOG__UINT || value->kind == PYLOG__BOOL;
}

/* %d of a float: its integral part, exactly, without a minus before 0. */
static int put_truncated(struct pylog_buffer *out, double value, bool *negative) {
    if (isnan(value))
        return pylog__fail_value("cannot convert float NaN to integer");
    if (isinf(value))
        return pylog__fail_as("OverflowError", EINVAL, "cannot convert float infinity to integer");
    *negative = value <= -1;
    double magnitude = value < 0 ? -value : value;
    if (magnitude < 9e18)
        pylog__put_uint(out, (uint64_t)magnitude);
    else
        pylog__put_magnitude(out, 'f', 0, false, magnitude);
    return 0;
}

/* Python takes floats for %d, but not for %x. */
static int fail_integer(uint32_t type, const struct pylog__value *value) {
    const char *wanted = strchr("oxX", (int)type) ? "an integer" : "a real number";
    return pylog__fail_type("%%%c format: %s is required, not %s", (int)type, wanted,
                            pylog__value_type(value));
}

/* The digits; whether there is a minus before them goes to *negative. */
static int put_integer(struct pylog_buffer *out, uint32_t type, const struct pylog__value *value,
                       bool *negative) {
    bool decimal = strchr("diu", (int)type) != NULL;
    if (value->kind == PYLOG__FLOAT && decimal)
        return put_truncated(out, value->as.f, negative);
    if (!is_integer(value))
        return fail_integer(type, value);
    struct pylog__magnitude integer = pylog__integer_of(value);
    *negative = integer.negative;
    char digits[64], *end = digits + sizeof digits;
    char *begin = pylog__digits(end, integer.value, decimal ? 10 : type == 'o' ? 8 : 16, type == 'X');
    pylog__put(out, begin, (size_t)(end - begin));
    return 0;
}

/* Precision is a number of digits, to which zeroes are added. */
static int percent_format_integer(struct pylog_buffer *out, const struct pylog__layout *layout,
                                  const struct pylog__value *value) {
    size_t start = out->length;
    bool negative = false;
    if (put_integer(out, layout->type, value, &negative))
        return -1;
    size_t digits = out->length - start;
    if (layout->precision != PYLOG__NO_PRECISION && layout->precision > INT_MAX - 3)
        return pylog__fail_as("OverflowError", EINVAL, "precision too large");
    if (layout->precision != PYLOG__NO_PRECISION && layout->precision > digits)
        pylog__buffer_insert(out, start, '0', layout->precision - digits);
    char head[4];
    pylog__make_head(head, negative, layout, layout->alternate ? pylog__base_prefix(layout->type) : "");
    pylog__lay_out(out, start, layout, head);
    return 0;
}

/* The sign of -0.0 is shown. */
static int percent_format_float(struct pylog_buffer *out, const struct pylog__layout *layout,
                                const struct pylog__value *value) {
    if (!is_integer(value) && value->kind != PYLOG__FLOAT)
        return pylog__fail_type("must be real number, not %s", pylog__value_type(value));
    double number = pylog__double_of(value);
    size_t start = out->length, precision = layout->precision;
    precision = precision == PYLOG__NO_PRECISION ? 6 : precision;
    pylog__put_magnitude(out, (char)layout->type, precision, layout->alternate, number);
    char head[4];
    pylog__make_head(head, signbit(number) && !isnan(number), layout, "");
    pylog__lay_out(out, start, layout, head);
    return 0;
}

/* %c has a width, but takes no notice of a precision. */
static int percent_format_char(struct pylog_buffer *out, const struct pylog__layout *layout,
                               const struct pylog__value *value) {
    size_t start = out->length;
    if (is_integer(value)) {
        struct pylog__magnitude point = pylog__integer_of(value);
        if (point.negative || point.value > 0x10FFFF)
            return pylog__fail_as("OverflowError", EINVAL, "%%c arg not in range(0x110000)");
        char bytes[4];
        pylog__put(out, bytes, pylog__utf8_encode((uint32_t)point.value, bytes));
    } else if (value->kind == PYLOG__STR && pylog__utf8_count(value->as.s, value->length) == 1) {
        pylog__put(out, value->as.s, value->length);
    } else {
        return pylog__fail_type("%s", char_wanted);
    }
    pylog__lay_out(out, start, layout, "");
    return 0;
}

static int format_text(struct pylog_buffer *out, const struct pylog__layout *layout,
                       const struct pylog__value *value) {
    size_t start = out->length;
    if (layout->type == 's')
        pylog__put_str(out, value);
    else if (layout->type == 'r')
        pylog__put_repr(out, value);
    else
        pylog__put_ascii(out, value);
    pylog__lay_out_text(out, start, layout);
    return 0;
}

/* A star wants an int even where an error is sure to follow. */
static int percent_format(const struct pylog__spec *spec, const struct pylog__value *value, pylog__lookup *lookup,
                          void *data, struct pylog_buffer *out) {
    (void)lookup, (void)data;
    if (spec->star && !is_integer(value))
        return pylog__fail_type("* wants int");
    if (spec->error)
        return pylog__fail_as(spec->error_kind, EINVAL, "%s", spec->error);
    switch (spec->layout.type) {
    case 's':
    case 'r':
    case 'a': return format_text(out, &spec->layout, value);
    case 'c': return percent_format_char(out, &spec->layout, value);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X': return percent_format_integer(out, &spec->layout, value);
    default: return percent_format_float(out, &spec->layout, value);
    }
}

const struct pylog__style pylog__percent_style = {
    .name = '%',
    .marks = "%",
    .default_format = "%(message)s",
    .time = { "%(asctime)" },
    .validate = percent_validate,
    .parse = percent_parse,
    .format = percent_format,
};
