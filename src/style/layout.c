/* Laying a field out: width and alignment in code points, signs, prefixes. For % as for {}. */
#include "../base/number.h"
#include "style.h"
#include "../base/utf8.h"

#include <limits.h>
#include <math.h>

/* Write a code point many times; returns where it ends. */
static char *layout_fill(char *at, const char *bytes, size_t size, size_t count) {
    if (size == 1) {
        memset(at, bytes[0], count);
        return at + count;
    }
    for (; count; count--, at += size)
        memcpy(at, bytes, size);
    return at;
}

/* Where padding goes, in code points; `inner` is between the head and the digits. */
struct padding {
    size_t left, inner, right;
};

/* The odd one of centred text goes to the right. */
static struct padding distribute(size_t missing, char align) {
    struct padding pad = { 0 };
    if (align == '<')
        pad.right = missing;
    else if (align == '=')
        pad.inner = missing;
    else
        pad.left = align == '^' ? missing / 2 : missing;
    pad.right += align == '^' ? missing - pad.left : 0;
    return pad;
}

void pylog__lay_out(struct pylog_buffer *out, size_t start, const struct pylog__layout *layout,
                    const char *head) {
    size_t head_length = strlen(head), missing = 0;
    if (layout->width) {
        size_t points = head_length + pylog__utf8_count(out->data + start, out->length - start);
        missing = layout->width > points ? layout->width - points : 0;
    }
    if (missing + head_length == 0)
        return;

    char bytes[4];
    size_t size = pylog__utf8_encode(layout->fill, bytes);
    /* A width that no memory can hold fails here, before anything overflows. */
    size_t more = missing > SIZE_MAX / 8 ? SIZE_MAX / 2 : missing * size + head_length;
    if (!pylog__buffer_room(out, more))
        return;
    struct padding pad = distribute(missing, layout->align);
    pylog__buffer_insert(out, start, ' ', (pad.left + pad.inner) * size + head_length);
    char *at = layout_fill(out->data + start, bytes, size, pad.left);
    memcpy(at, head, head_length);
    layout_fill(at + head_length, bytes, size, pad.inner);
    layout_fill(out->data + out->length, bytes, size, pad.right);
    out->length += pad.right * size;
}

/* The cut is between code points, never within one. */
void pylog__lay_out_text(struct pylog_buffer *out, size_t start, const struct pylog__layout *layout) {
    if (layout->precision != PYLOG__NO_PRECISION)
        out->length = start + pylog__utf8_prefix(out->data + start, out->length - start, layout->precision);
    pylog__lay_out(out, start, layout, "");
}

/* The magnitude of INT64_MIN is one that int64_t does not have. */
struct pylog__magnitude pylog__integer_of(const struct pylog__value *value) {
    if (value->kind == PYLOG__BOOL)
        return (struct pylog__magnitude){ false, value->as.b };
    if (value->kind == PYLOG__UINT || value->as.i >= 0)
        return (struct pylog__magnitude){ false, value->as.u };
    return (struct pylog__magnitude){ true, 0 - value->as.u };
}

/* Rounds to even, as Python's float(int) does. */
double pylog__double_of(const struct pylog__value *value) {
    if (value->kind == PYLOG__FLOAT)
        return value->as.f;
    struct pylog__magnitude integer = pylog__integer_of(value);
    return integer.negative ? -(double)integer.value : (double)integer.value;
}

/* A plus wins over a space, and an explicit minus sign in the layout asks for nothing. */
void pylog__make_head(char head[4], bool negative, const struct pylog__layout *layout, const char *prefix) {
    if (negative)
        *head++ = '-';
    else if (layout->sign == '+' || layout->sign == ' ')
        *head++ = layout->sign;
    memcpy(head, prefix, strlen(prefix) + 1);
}

/* Octal is 0o, where printf has 0. */
const char *pylog__base_prefix(uint32_t type) {
    switch (type) {
    case 'b': return "0b";
    case 'o': return "0o";
    case 'x': return "0x";
    case 'X': return "0X";
    default: return "";
    }
}

/* The sign is not printf's business: Python has no -nan, and puts padding behind a sign. */
void pylog__put_magnitude(struct pylog_buffer *out, char conversion, size_t precision, bool alternate,
                          double value) {
    if (!isfinite(value)) {
        bool upper = conversion == 'E' || conversion == 'F' || conversion == 'G';
        const char *name = isnan(value) ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf");
        pylog__put(out, name, 3);
        return;
    }
    struct pylog__float_format format = { .conversion = conversion, .alternate = alternate };
    format.precision = precision > INT_MAX ? INT_MAX : (int)precision;
    pylog__put_double(out, format, signbit(value) ? -value : value);
}
