/* Python's format specification mini-language: format(value, spec).
 *
 *     [[fill]align][sign][z][#][0][width][, or _][.precision][type]
 *
 * Every part may be missing, and none may be out of order: what does not fit is taken for the type, and two
 * characters that don't fit are an invalid specifier. */
#include "../base/error.h"
#include "../base/number.h"
#include "style.h"
#include "../base/utf8.h"

#include <limits.h>
#include <math.h>

/* ---- Parsing --------------------------------------------------------------------------------- */

/* Not a sentence yet: that needs the type of the value. */
static const char invalid_specifier[] = "Invalid format specifier";
static const char too_many_digits[] = "Too many decimal digits in format string";
static const char two_groupings[] = "Cannot specify both ',' and '_'.";

struct format_spec_parser {
    const char *at, *end;
    struct pylog__layout *out;
};

static bool take_spec_character(struct format_spec_parser *parser, char c) {
    if (parser->at == parser->end || *parser->at != c)
        return false;
    parser->at++;
    return true;
}

static bool is_align(const char *at, const char *end) {
    return at < end && *at && strchr("<>=^", *at);
}

/* The code point before an alignment is the fill. */
static bool parse_align(struct format_spec_parser *parser) {
    if (parser->at == parser->end)
        return false;
    size_t used;
    uint32_t first = pylog__utf8_next(parser->at, (size_t)(parser->end - parser->at), &used);
    bool filled = is_align(parser->at + used, parser->end);
    if (filled) {
        parser->out->fill = first;
        parser->at += used;
    }
    if (is_align(parser->at, parser->end))
        parser->out->align = *parser->at++;
    return filled;
}

/* Each at most once, in this order. The flag 0 is the fill where no fill is given; the alignment that it
 * stands for is settled when the type of the value is known. */
static void spec_parse_flags(struct format_spec_parser *parser) {
    bool filled = parse_align(parser);
    if (parser->at < parser->end && *parser->at && strchr("+- ", *parser->at))
        parser->out->sign = *parser->at++;
    parser->out->no_minus_0 = take_spec_character(parser, 'z');
    parser->out->alternate = take_spec_character(parser, '#');
    if (!filled && take_spec_character(parser, '0'))
        parser->out->fill = '0';
}

/* Two commas are left for the type to stumble over, as in CPython. */
static const char *parse_grouping(struct format_spec_parser *parser) {
    if (take_spec_character(parser, ','))
        parser->out->grouping = ',';
    if (take_spec_character(parser, '_')) {
        if (parser->out->grouping)
            return two_groupings;
        parser->out->grouping = '_';
    }
    bool comma = parser->at < parser->end && *parser->at == ',';
    return comma && parser->out->grouping == '_' ? two_groupings : NULL;
}

static const char *parse_precision(struct format_spec_parser *parser) {
    if (!take_spec_character(parser, '.'))
        return NULL;
    const char *digits = parser->at;
    if (!pylog__scan_number(&parser->at, parser->end, PTRDIFF_MAX, &parser->out->precision))
        return too_many_digits;
    return parser->at == digits ? "Format specifier missing precision" : NULL;
}

/* One code point, any one: whether it is a type is for the value to say. */
static const char *parse_type(struct format_spec_parser *parser) {
    if (parser->at == parser->end)
        return NULL;
    size_t used, left = (size_t)(parser->end - parser->at);
    parser->out->type = pylog__utf8_next(parser->at, left, &used);
    return used == left ? NULL : invalid_specifier;
}

const char *pylog__layout_parse(struct pylog__layout *out, const char *text, size_t length) {
    *out = (struct pylog__layout){ .fill = ' ', .precision = PYLOG__NO_PRECISION };
    struct format_spec_parser parser = { text, text + length, out };
    spec_parse_flags(&parser);
    if (!pylog__scan_number(&parser.at, parser.end, PTRDIFF_MAX, &out->width))
        return too_many_digits;
    const char *wrong = parse_grouping(&parser);
    wrong = wrong ? wrong : parse_precision(&parser);
    return wrong ? wrong : parse_type(&parser);
}

/* ---- Errors ---------------------------------------------------------------------------------- */

/* A format code as Python's sentences show it. */
struct shown {
    char text[12];
};

static struct shown show(uint32_t type) {
    struct shown shown = { "" };
    if (type > 32 && type < 128) {
        shown.text[0] = (char)type;
        return shown;
    }
    char digits[8], *end = digits + sizeof digits, *begin = pylog__digits(end, type, 16, false);
    memcpy(shown.text, "\\x", 2);
    memcpy(shown.text + 2, begin, (size_t)(end - begin));
    return shown;
}

static int fail_type_code(const struct pylog__layout *layout, const struct pylog__value *value) {
    return pylog__fail_value("Unknown format code '%s' for object of type '%s'", show(layout->type).text,
                             pylog__value_type(value));
}

/* What parsing has found wrong is an error only now: None and tuples refuse every spec in words of their own.
 */
static int fail_layout(const struct pylog__spec *spec, const struct pylog__value *value) {
    if (spec->bad_layout != invalid_specifier)
        return pylog__fail_value("%s", spec->bad_layout);
    return pylog__fail_value("Invalid format specifier '%.*s' for object of type '%s'", (int)spec->length,
                             spec->text, pylog__value_type(value));
}

/* No type is one of any set. */
static bool one_of(uint32_t type, const char *set) {
    return type == 0 || (type < 0x80 && strchr(set, (int)type));
}

/* Which types digits can be grouped for; `usual` is the type where none is given. */
static int check_grouping(const struct pylog__layout *layout, char usual) {
    uint32_t type = layout->type ? layout->type : (unsigned char)usual;
    if (!layout->grouping || one_of(type, "defgEG%F") || (layout->grouping == '_' && one_of(type, "boxX")))
        return 0;
    return pylog__fail_value("Cannot specify '%c' with '%s'.", layout->grouping, show(type).text);
}

/* ---- Numbers --------------------------------------------------------------------------------- */

/* How many digits, zeroes in front of them included, and how many separators. */
struct groups {
    size_t digits, separators;
};

/* At least so many digits, and with their separators at least as wide as `width`. A zero follows each
 * separator, so the result may be wider by one: `{:012,}` of 42 is 0,000,000,042. */
static struct groups group(size_t digits, size_t width, size_t size) {
    struct groups made = { digits, (digits - 1) / size };
    while (made.digits + made.separators < width) {
        made.separators += made.digits % size == 0;
        made.digits++;
    }
    return made;
}

/* Put zeroes and separators into the `digits` digits at the offset: make room before them, then move the
 * digits back to the front, group by group. */
static void spread(struct pylog_buffer *out, size_t start, size_t digits, struct groups made, size_t size,
                   char separator) {
    size_t before = out->length;
    pylog__buffer_insert(out, start, '0', made.digits + made.separators - digits);
    if (out->length == before || !made.separators)
        return;
    char *to = out->data + start, *from = to + made.separators;
    for (size_t left = made.digits; left; left--) {
        *to++ = *from++;
        if (left > 1 && (left - 1) % size == 0)
            *to++ = separator;
    }
}

/* inf and nan have none. */
static size_t leading_digits(const struct pylog_buffer *out, size_t start) {
    size_t at = start;
    while (at < out->length && out->data[at] >= '0' && out->data[at] <= '9')
        at++;
    return at - start;
}

/* Group and pad a number whose first `digits` characters from `start` on may be grouped. Zeroes that fill it
 * up to the width are digits, and grouped like them; other fills are not. */
static void lay_out_number(struct pylog_buffer *out, size_t start, size_t digits, size_t group_size,
                           const struct pylog__layout *given, const char *head) {
    struct pylog__layout layout = *given;
    if (!layout.align)
        layout.align = layout.fill == '0' ? '=' : '>';
    size_t rest = strlen(head) + (out->length - start - digits), wanted = 0;
    if (layout.fill == '0' && layout.align == '=' && layout.width > rest)
        wanted = layout.width - rest;
    if (layout.grouping && digits && (!wanted || pylog__buffer_room(out, wanted)))
        spread(out, start, digits, group(digits, wanted, group_size), group_size, layout.grouping);
    pylog__lay_out(out, start, &layout, head);
}

/* ---- Integers -------------------------------------------------------------------------------- */

/* Python looks at the flags before it looks at the number. */
static int format_char(struct pylog_buffer *out, const struct pylog__layout *given,
                       struct pylog__magnitude point) {
    struct pylog__layout layout = *given;
    if (layout.sign)
        return pylog__fail_value("Sign not allowed with integer format specifier 'c'");
    if (layout.alternate)
        return pylog__fail_value("Alternate form (#) not allowed with integer format specifier 'c'");
    if (point.value > (uint64_t)INT64_MAX + point.negative)
        return pylog__fail_as("OverflowError", EINVAL, "Python int too large to convert to C long");
    if (point.negative || point.value > 0x10FFFF)
        return pylog__fail_as("OverflowError", EINVAL, "%%c arg not in range(0x110000)");
    size_t start = out->length;
    char bytes[4];
    pylog__put(out, bytes, pylog__utf8_encode((uint32_t)point.value, bytes));
    if (!layout.align)
        layout.align = '>';
    pylog__lay_out(out, start, &layout, "");
    return 0;
}

static unsigned spec_base(uint32_t type) {
    switch (type) {
    case 'b': return 2;
    case 'o': return 8;
    case 'x':
    case 'X': return 16;
    default: return 10;
    }
}

/* Decimal digits are grouped by three, all others by four. */
static int format_integer(struct pylog_buffer *out, const struct pylog__layout *layout,
                          const struct pylog__value *value) {
    struct pylog__magnitude integer = pylog__integer_of(value);
    if (layout->precision != PYLOG__NO_PRECISION)
        return pylog__fail_value("Precision not allowed in integer format specifier");
    if (layout->no_minus_0)
        return pylog__fail_value("Negative zero coercion (z) not allowed in integer format specifier");
    if (layout->type == 'c')
        return format_char(out, layout, integer);
    unsigned base = spec_base(layout->type);
    char digits[64], *end = digits + sizeof digits;
    char *begin = pylog__digits(end, integer.value, base, layout->type == 'X');
    size_t start = out->length, count = (size_t)(end - begin);
    pylog__put(out, begin, count);
    char head[4];
    pylog__make_head(head, integer.negative, layout,
                     layout->alternate ? pylog__base_prefix(layout->type) : "");
    lay_out_number(out, start, out->length - start, base == 10 ? 3 : 4, layout, head);
    return 0;
}

/* ---- Floats ---------------------------------------------------------------------------------- */

/* `1.500e+02` to `1.5e+02`: digits that %g would not have written. */
static void strip_zeroes(struct pylog_buffer *out, size_t start) {
    char *text = out->data + start, *exponent = memchr(text, 'e', out->length - start);
    if (!exponent || !memchr(text, '.', (size_t)(exponent - text)))
        return;
    char *end = exponent;
    while (end[-1] == '0')
        end--;
    if (end[-1] == '.')
        end--;
    memmove(end, exponent, (size_t)(out->data + out->length - exponent));
    out->length -= (size_t)(exponent - end);
}

/* A precision but no type: as %g, but with a digit behind the point, for which the exponent comes earlier
 * by one. Where %g gives an integer of as many digits as the precision has, there is no room for that digit:
 * `{:.3}` of 123.0 is 1.23e+02. */
static void put_like_str(struct pylog_buffer *out, size_t precision, bool alternate, double value) {
    size_t start = out->length;
    precision = precision ? precision : 1;
    pylog__put_magnitude(out, 'g', precision, alternate, value);
    size_t digits = leading_digits(out, start), length = out->length - start;
    bool integral = digits == length || (alternate && digits + 1 == length);
    if (!isfinite(value) || !integral)
        return;
    if (digits < precision) {
        pylog__put_string(out, ".0");
        return;
    }
    out->length = start;
    pylog__put_magnitude(out, 'e', precision - 1, alternate, value);
    if (!alternate)
        strip_zeroes(out, start);
}

/* Neither precision nor type: repr(), in which # shows a point in any case. */
static void put_shortest(struct pylog_buffer *out, bool alternate, double value) {
    size_t start = out->length;
    pylog__put_float_repr(out, value);
    char *text = out->data + start, *exponent = memchr(text, 'e', out->length - start);
    if (alternate && exponent && !memchr(text, '.', out->length - start))
        pylog__buffer_insert(out, (size_t)(exponent - out->data), '.', 1);
}

/* |value|, and the percent sign. */
static void put_float(struct pylog_buffer *out, const struct pylog__layout *layout, double value) {
    bool precise = layout->precision != PYLOG__NO_PRECISION;
    uint32_t type = layout->type == '%' ? 'f' : layout->type == 'n' ? 'g' : layout->type;
    if (type)
        pylog__put_magnitude(out, (char)type, precise ? layout->precision : 6, layout->alternate, value);
    else if (precise || !isfinite(value))
        put_like_str(out, layout->precision, layout->alternate, value);
    else
        put_shortest(out, layout->alternate, signbit(value) ? -value : value);
    if (layout->type == '%')
        pylog__put_char(out, '%');
}

/* Are there only zeroes in the number? Its exponent does not count. */
static bool shows_zero(const struct pylog_buffer *out, size_t start) {
    size_t at = start;
    while (at < out->length && (out->data[at] == '0' || out->data[at] == '.'))
        at++;
    return at == out->length || strchr("eE%", out->data[at]);
}

/* z takes the minus away from what shows as zero, -0.001 with two places too. */
static int format_float(struct pylog_buffer *out, const struct pylog__layout *layout, double value) {
    if (layout->precision != PYLOG__NO_PRECISION && layout->precision > INT_MAX)
        return pylog__fail_value("precision too big");
    if (layout->type == '%')
        value *= 100;
    size_t start = out->length;
    put_float(out, layout, value);
    bool negative = signbit(value) && !isnan(value);
    if (layout->no_minus_0 && shows_zero(out, start))
        negative = false;
    char head[4];
    pylog__make_head(head, negative, layout, "");
    lay_out_number(out, start, leading_digits(out, start), 3, layout, head);
    return 0;
}

/* ---- Any value ------------------------------------------------------------------------------- */

/* Whole numbers have the types of floats as well, but floats not theirs. */
static int format_number(struct pylog_buffer *out, const struct pylog__layout *layout,
                         const struct pylog__value *value) {
    bool whole = value->kind != PYLOG__FLOAT;
    if (check_grouping(layout, whole ? 'd' : 'g'))
        return -1;
    if (one_of(layout->type, "eEfFgG%") && (layout->type || !whole))
        return format_float(out, layout, pylog__double_of(value));
    if (whole && one_of(layout->type, "bcdonxX"))
        return format_integer(out, layout, value);
    if (layout->type == 'n')
        return format_float(out, layout, value->as.f);
    return fail_type_code(layout, value);
}

/* The order of the checks is CPython's, since the first one makes the error. */
static int format_string(struct pylog_buffer *out, const struct pylog__layout *given,
                         const struct pylog__value *value) {
    struct pylog__layout layout = *given;
    if (check_grouping(&layout, 's'))
        return -1;
    if (!one_of(layout.type, "s"))
        return fail_type_code(&layout, value);
    if (layout.sign)
        return pylog__fail_value("%s not allowed in string format specifier",
                                 layout.sign == ' ' ? "Space" : "Sign");
    if (layout.no_minus_0)
        return pylog__fail_value("Negative zero coercion (z) not allowed in string format specifier");
    if (layout.alternate)
        return pylog__fail_value("Alternate form (#) not allowed in string format specifier");
    if (layout.align == '=')
        return pylog__fail_value("'=' alignment not allowed in string format specifier");
    if (!layout.align)
        layout.align = '<';
    size_t start = out->length;
    pylog__put(out, value->as.s, value->length);
    pylog__lay_out_text(out, start, &layout);
    return 0;
}

/* An empty spec is str(), of any value. */
int pylog__layout_format(struct pylog_buffer *out, const struct pylog__spec *spec,
                         const struct pylog__value *value) {
    if (spec->length == 0) {
        pylog__put_str(out, value);
        return 0;
    }
    if (value->kind == PYLOG__NONE || value->kind == PYLOG__TUPLE)
        return pylog__fail_type("unsupported format string passed to %s.__format__",
                                pylog__value_type(value));
    if (spec->bad_layout)
        return fail_layout(spec, value);
    if (value->kind == PYLOG__STR)
        return format_string(out, &spec->layout, value);
    return format_number(out, &spec->layout, value);
}
