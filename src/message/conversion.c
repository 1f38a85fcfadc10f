/* One conversion of printf, and its argument: the text that comes of it. */
#include "printf_spec.h"

#include "../port/port.h"
#include "../base/error.h"
#include "../base/number.h"
#include <limits.h>
#include <math.h>

/* ---- One conversion, with all that it may have ----------------------------------------------- */

/* Bring what has been written since `start` to the width. */
static void pad(struct pylog_buffer *out, size_t start, const struct pylog__conversion *conversion) {
    size_t written = out->length - start, width = (size_t)conversion->width;
    if (written >= width)
        return;
    if (conversion->left)
        pylog__put_fill(out, ' ', width - written);
    else
        pylog__buffer_insert(out, start, ' ', width - written);
}

/* The same for a number, whose zeros go between its prefix and its digits. */
static void pad_number(struct pylog_buffer *out, size_t start, size_t prefix,
                       const struct pylog__conversion *conversion) {
    size_t written = out->length - start, width = (size_t)conversion->width;
    if (conversion->zero && !conversion->left && written < width)
        pylog__buffer_insert(out, start + prefix, '0', width - written);
    else
        pad(out, start, conversion);
}

/* '+', ' ' or 0 */
static char sign_of_positive(const struct pylog__conversion *conversion) {
    return conversion->plus ? '+' : conversion->space ? ' ' : '\0';
}

static void put_digits(struct pylog_buffer *out, struct pylog__conversion conversion, uint64_t magnitude,
                       const char *prefix) {
    char text[64], *end = text + sizeof text, *begin = end;
    char letter = conversion.letter;
    unsigned base = letter == 'o' ? 8 : letter == 'x' || letter == 'X' ? 16 : 10;
    if (magnitude || conversion.precision != 0)
        begin = pylog__digits(end, magnitude, base, letter == 'X');
    size_t digits = (size_t)(end - begin), zeros = 0, start = out->length;
    if (conversion.precision > 0 && (size_t)conversion.precision > digits)
        zeros = (size_t)conversion.precision - digits;
    else if (letter == 'o' && conversion.alternate && (begin == end || *begin != '0'))
        zeros = 1;
    pylog__put_string(out, prefix);
    pylog__put_fill(out, '0', zeros);
    pylog__put(out, begin, digits);
    if (conversion.precision >= 0)
        conversion.zero = false;
    pad_number(out, start, strlen(prefix), &conversion);
}

static void put_signed(struct pylog_buffer *out, const struct pylog__conversion *conversion,
                       const union pylog__argument *argument) {
    int64_t value = pylog__argument_signed(argument, conversion->length);
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    const char prefix[] = { value < 0 ? '-' : sign_of_positive(conversion), '\0' };
    put_digits(out, *conversion, magnitude, prefix);
}

static void put_unsigned(struct pylog_buffer *out, const struct pylog__conversion *conversion,
                         const union pylog__argument *argument) {
    uint64_t value = pylog__argument_unsigned(argument, conversion->length);
    const char *prefix = "";
    if (conversion->alternate && value && conversion->letter == 'x')
        prefix = "0x";
    else if (conversion->alternate && value && conversion->letter == 'X')
        prefix = "0X";
    put_digits(out, *conversion, value, prefix);
}

static void put_pointer(struct pylog_buffer *out, struct pylog__conversion conversion, const void *pointer) {
    if (pointer) {
        const char prefix[] = { sign_of_positive(&conversion), '0', 'x', '\0' };
        conversion.letter = 'x';
        put_digits(out, conversion, (uintptr_t)pointer, prefix[0] ? prefix : prefix + 1);
    } else {
        size_t start = out->length;
        pylog__put(out, "(nil)", 5);
        pad(out, start, &conversion);
    }
}

static void put_real(struct pylog_buffer *out, const struct pylog__conversion *conversion,
                     const union pylog__argument *argument) {
    struct pylog__float_format format = {
        .conversion = conversion->letter,
        .alternate = conversion->alternate,
        .sign = sign_of_positive(conversion),
        .precision = conversion->precision,
    };
    size_t start = out->length;
    bool negative;
    if (conversion->length == PYLOG__LL) {
        pylog__put_long_double(out, format, argument->long_real);
        negative = signbit(argument->long_real);
    } else {
        pylog__put_double(out, format, argument->real);
        negative = signbit(argument->real);
    }
    size_t prefix = negative || format.sign ? 1 : 0;
    bool is_number = start + prefix < out->length && out->data[start + prefix] <= '9'; /* or else inf, nan */
    if (conversion->letter == 'a' || conversion->letter == 'A')
        prefix += 2;
    if (is_number)
        pad_number(out, start, prefix, conversion);
    else
        pad(out, start, conversion);
}

/* glibc prints `(null)` whole or not at all. */
static void put_null(struct pylog_buffer *out, const struct pylog__conversion *conversion) {
    static const char null[] = "(null)";
    int length = sizeof null - 1;
    if (conversion->precision < 0 || conversion->precision >= length)
        pylog__put(out, null, (size_t)length);
}

static void put_text(struct pylog_buffer *out, const struct pylog__conversion *conversion,
                     const union pylog__argument *argument) {
    size_t start = out->length;
    if (conversion->letter == 's' && !argument->pointer)
        put_null(out, conversion);
    else
        pylog__argument_put_text(out, conversion, argument);
    pad(out, start, conversion);
}

static void put_error(struct pylog_buffer *out, struct pylog__conversion conversion, int error) {
    char storage[256];
    union pylog__argument text = { .pointer = pylog__port_error_text(error, storage, sizeof storage) };
    conversion.letter = 's';
    conversion.length = PYLOG__NO_LENGTH;
    put_text(out, &conversion, &text);
}

/* A text as long as INT_MAX printf could not return either. Strings have no such limit: "%.*s" with INT_MAX
 * is a way to say none. */
const char *pylog__conversion_excess(const struct pylog__conversion *conversion) {
    if (conversion->width == INT_MAX)
        return "width too big";
    if (conversion->precision == INT_MAX && conversion->letter != 's')
        return "precision too big";
    return NULL;
}

int pylog__conversion_put(struct pylog_buffer *out, const struct pylog__conversion *conversion,
                          const union pylog__argument *argument) {
    const char *excess = pylog__conversion_excess(conversion);
    if (excess)
        return pylog__fail_value("%s", excess);
    switch (conversion->letter) {
    case 'd':
    case 'i': put_signed(out, conversion, argument); break;
    case 'o':
    case 'u':
    case 'x':
    case 'X': put_unsigned(out, conversion, argument); break;
    case 'c':
    case 's': put_text(out, conversion, argument); break;
    case 'p': put_pointer(out, *conversion, argument->pointer); break;
    case 'm': put_error(out, *conversion, (int)argument->integer); break;
    case '%': pylog__put_char(out, '%'); break;
    default: put_real(out, conversion, argument); break;
    }
    return 0;
}
