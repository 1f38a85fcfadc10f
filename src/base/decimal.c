/* Floating point as text: printf's conversions and Python's repr(float).
 *
 * %.0f to %.9f of values below 2^63 are worked out here in integers; everything else comes from libc, through
 * put_by_libc alone, which takes the locale's decimal point out of it. */
#define __USE_MINGW_ANSI_STDIO 1 /* C99's conversions and long double from mingw's own printf */

#include "number.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- Through libc ---------------------------------------------------------------------------- */

struct request {
    char spec[8]; /* "%+#.*Lf" at the longest */
    int precision;
    bool is_long;
    double value;
    long double long_value;
};

static void make_spec(struct request *request, struct pylog__float_format format) {
    char *at = request->spec;
    *at++ = '%';
    if (format.sign)
        *at++ = format.sign;
    if (format.alternate)
        *at++ = '#';
    *at++ = '.';
    *at++ = '*';
    if (request->is_long)
        *at++ = 'L';
    *at++ = format.conversion;
    *at = '\0';
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static int print(const struct request *request, char *out, size_t size) {
    if (request->is_long)
        return snprintf(out, size, request->spec, request->precision, request->long_value);
    return snprintf(out, size, request->spec, request->precision, request->value);
}
#pragma GCC diagnostic pop

static bool belongs_to_number(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' ||
           c == '-' || c == ' ';
}

/* The decimal point of a locale is one or more bytes, none of which a number has otherwise. */
static void make_point_a_dot(struct pylog_buffer *out, size_t start) {
    size_t point = start;
    while (point < out->length && belongs_to_number(out->data[point]))
        point++;
    if (point == out->length)
        return;
    size_t rest = point + 1;
    while (rest < out->length && !belongs_to_number(out->data[rest]))
        rest++;
    out->data[point] = '.';
    memmove(out->data + point + 1, out->data + rest, out->length - rest);
    out->length -= rest - point - 1;
}

/* Usually there is room enough already, and libc is called once. What libc cannot print, because it is too
 * long or for want of memory, is text missing like any other. */
PYLOG__COLD static void put_by_libc(struct pylog_buffer *out, const struct request *request) {
    if (out->failed)
        return;
    size_t start = out->length, room = out->capacity - start;
    if (room > INT_MAX)
        room = INT_MAX; /* more than that is an error to some libcs */
    int length = print(request, out->data + start, room);
    if (length < 0) {
        out->failed = true;
        return;
    }
    if ((size_t)length < room) {
        out->length += (size_t)length;
    } else if (pylog__buffer_room(out, (size_t)length)) {
        print(request, out->data + start, (size_t)length + 1);
        out->length += (size_t)length;
    } else {
        out->length = out->capacity - 1;
    }
    make_point_a_dot(out, start);
}

PYLOG__COLD void pylog__put_long_double(struct pylog_buffer *out, struct pylog__float_format format,
                                        long double value) {
    struct request request = { .precision = format.precision, .is_long = true, .long_value = value };
    make_spec(&request, format);
    put_by_libc(out, &request);
}

/* ---- %.Nf in integers ------------------------------------------------------------------------ */

enum { FEW_DECIMALS = 3, MOST_DECIMALS = 9, EXPONENT_BIAS = 1075, EXPONENT_MASK = 0x7FF };
#define IMPLICIT_BIT (UINT64_C(1) << 52)
#define SIGN_BIT     (UINT64_C(1) << 63)

static uint32_t scale_of(unsigned precision) {
    return (uint32_t)pylog__powers_of_ten[precision];
}

struct wide {
    uint64_t high, low;
};

static struct wide multiply(uint64_t a, uint32_t b) {
    uint64_t low = (a & UINT32_MAX) * b;
    uint64_t middle = (a >> 32) * b + (low >> 32);
    return (struct wide){ .high = middle >> 32, .low = middle << 32 | (low & UINT32_MAX) };
}

/* A value as whole + decimals / scale, and what is cut off of that, in 2^64ths. */
struct fixed {
    uint64_t whole, decimals, rest;
};

/* A value below 2^-11: mantissa / 2^(64 + shift). */
static struct fixed split_small(uint64_t mantissa, unsigned shift, uint32_t scale) {
    if (shift > 63)
        return (struct fixed){ .rest = mantissa != 0 };
    struct wide product = multiply(mantissa, scale);
    uint64_t mask = (UINT64_C(1) << shift) - 1, lost = product.low & mask;
    return (struct fixed){
        .decimals = product.high >> shift,
        .rest = (product.high & mask) << (63 - shift) << 1 | product.low >> shift | (lost != 0),
    };
}

/* The value is mantissa / 2^shift, with shift at least 1. */
static inline struct fixed split(uint64_t mantissa, unsigned shift, uint32_t scale) {
    if (shift > 63)
        return split_small(mantissa, shift - 64, scale);
    /* the fraction as so many 2^64ths: times the scale, the upper word has the decimals */
    struct wide product = multiply(mantissa << (64 - shift), scale);
    return (struct fixed){ .whole = mantissa >> shift, .decimals = product.high, .rest = product.low };
}

/* The magnitude of a value, rounded half to even; false if it is too large (or no number). */
static bool round_to_decimals(uint64_t bits, uint32_t scale, struct fixed *out) {
    unsigned exponent = (unsigned)(bits >> 52) & EXPONENT_MASK;
    uint64_t mantissa = bits & (IMPLICIT_BIT - 1);
    if (exponent)
        mantissa |= IMPLICIT_BIT;
    else
        exponent = 1;
    if (exponent > EXPONENT_BIAS + 10)
        return false;
    if (exponent >= EXPONENT_BIAS) {
        *out = (struct fixed){ .whole = mantissa << (exponent - EXPONENT_BIAS) };
        return true;
    }
    *out = split(mantissa, EXPONENT_BIAS - exponent, scale);
    uint64_t odd = (scale == 1 ? out->whole : out->decimals) & 1, half = UINT64_C(1) << 63;
    if (out->rest > half - odd && ++out->decimals == scale) {
        out->decimals = 0;
        out->whole++;
    }
    return true;
}

/* The same of up to three decimals where a value that is multiplied by their scale fits into 64 bits: of the
 * usual sizes, from 2^-11 to 2^52. */
static inline bool round_to_few_decimals(uint64_t bits, uint32_t scale, struct fixed *out) {
    unsigned shift = EXPONENT_BIAS - ((unsigned)(bits >> 52) & EXPONENT_MASK);
    if (shift - 1 >= 63)
        return false;
    uint64_t scaled = ((bits & (IMPLICIT_BIT - 1)) | IMPLICIT_BIT) * scale;
    uint64_t rounded = scaled >> shift, half = UINT64_C(1) << 63;
    rounded += scaled << (64 - shift) > half - (rounded & 1);
    out->whole = rounded / scale;
    out->decimals = rounded - out->whole * scale;
    return true;
}

static inline void write_decimals(char *end, uint32_t decimals, unsigned count) {
    for (; count > 1; count -= 2, decimals /= 100)
        memcpy(end -= 2, &pylog__digit_pairs[decimals % 100 * 2], 2);
    if (count)
        end[-1] = (char)('0' + decimals);
}

static inline void write_few_decimals(char *at, uint32_t decimals, unsigned count) {
    if (count & 1) {
        uint32_t first = count == 1 ? decimals : decimals / 100;
        *at++ = (char)('0' + first);
        decimals -= first * 100;
    }
    if (count > 1)
        memcpy(at, &pylog__digit_pairs[decimals * 2], 2);
}

static inline char *write_whole(char *at, uint64_t bits, uint64_t whole, unsigned decimals) {
    if (bits & SIGN_BIT)
        *at++ = '-';
    at = pylog__write_uint(at, whole);
    if (decimals)
        *at++ = '.';
    return at;
}

PYLOG__COLD static char *write_unusual(char *at, uint64_t bits, unsigned decimals) {
    struct fixed fixed;
    if (decimals > MOST_DECIMALS || !round_to_decimals(bits, scale_of(decimals), &fixed))
        return NULL;
    at = write_whole(at, bits, fixed.whole, decimals) + decimals;
    write_decimals(at, (uint32_t)fixed.decimals, decimals);
    return at;
}

/* At the longest a minus, 19 digits, the point and the decimals. */
PYLOG__HOT char *pylog__write_fixed(char *at, int precision, double value) {
    uint64_t bits;
    struct fixed fixed;
    unsigned decimals = precision < 0 ? 6 : (unsigned)precision;
    memcpy(&bits, &value, sizeof bits);
    if (decimals > FEW_DECIMALS || !round_to_few_decimals(bits, scale_of(decimals), &fixed))
        return write_unusual(at, bits, decimals);
    at = write_whole(at, bits, fixed.whole, decimals);
    write_few_decimals(at, (uint32_t)fixed.decimals, decimals);
    return at + decimals;
}

PYLOG__COLD static void put_double_by_libc(struct pylog_buffer *out, struct pylog__float_format format,
                                           double value) {
    struct request request = { .precision = format.precision, .value = value };
    make_spec(&request, format);
    put_by_libc(out, &request);
}

void pylog__put_fixed(struct pylog_buffer *out, int precision, double value) {
    char text[PYLOG__LONGEST_NUMBER], *end = pylog__write_fixed(text, precision, value);
    struct pylog__float_format format = { .conversion = 'f', .precision = precision < 0 ? 6 : precision };
    if (end)
        pylog__put(out, text, (size_t)(end - text));
    else
        put_double_by_libc(out, format, value);
}

void pylog__put_double(struct pylog_buffer *out, struct pylog__float_format format, double value) {
    bool fixed = format.conversion == 'f' && !(format.alternate && format.precision == 0);
    if (!fixed) {
        put_double_by_libc(out, format, value);
        return;
    }
    if (format.sign && !signbit(value))
        pylog__put_char(out, format.sign);
    pylog__put_fixed(out, format.precision, value);
}

/* ---- repr(float) ----------------------------------------------------------------------------- */

enum { MOST_DIGITS = DBL_DECIMAL_DIG };

/* d.ddd * 10^exponent */
struct decimal {
    char digits[MOST_DIGITS + 1];
    size_t count;
    int exponent;
};

/* The decimal of so many digits that is nearest to a finite value above 0. */
static struct decimal nearest(double value, size_t count) {
    char storage[64];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_double(&text, (struct pylog__float_format){ .conversion = 'e', .precision = (int)count - 1 },
                      value);
    struct decimal decimal = { .count = count };
    decimal.digits[0] = storage[0];
    memcpy(decimal.digits + 1, storage + 2, count - 1);
    const char *exponent = strchr(pylog__buffer_text(&text), 'e');
    decimal.exponent = (int)strtol(exponent + 1, NULL, 10);
    pylog__buffer_release(&text);
    return decimal;
}

/* The next decimal above, of as many digits. */
static struct decimal next_above(struct decimal decimal) {
    size_t i = decimal.count;
    while (i > 0 && decimal.digits[i - 1] == '9')
        decimal.digits[--i] = '0';
    if (i > 0) {
        decimal.digits[i - 1]++;
    } else {
        decimal.digits[0] = '1';
        decimal.exponent++;
    }
    return decimal;
}

/* There is no point in this text for strtod, which would look for the locale's. */
static bool reads_back(const struct decimal *decimal, double value) {
    char text[MOST_DIGITS + 16];
    snprintf(text, sizeof text, "%.*se%d", (int)decimal->count, decimal->digits,
             decimal->exponent - (int)decimal->count + 1);
    double back = strtod(text, NULL);
    return memcmp(&back, &value, sizeof value) == 0;
}

/* A power of two is half as far from the value below as from the one above. Then the nearest decimal, if it
 * is below, may read back as the value below, where the next decimal above reads back as this one. */
static bool is_power_of_two(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (bits & (IMPLICIT_BIT - 1)) == 0;
}

/* The shortest decimal that reads back as a finite value above 0. If 15 digits or fewer do, they are the
 * nearest 15 and zeros, except for denormals. */
static struct decimal shortest(double value) {
    size_t count = value < DBL_MIN ? 1 : DBL_DIG;
    for (; count < MOST_DIGITS; count++) {
        struct decimal decimal = nearest(value, count);
        bool found = reads_back(&decimal, value);
        if (!found && is_power_of_two(value)) {
            decimal = next_above(decimal);
            found = reads_back(&decimal, value);
        }
        if (found) {
            while (decimal.count > 1 && decimal.digits[decimal.count - 1] == '0')
                decimal.count--;
            return decimal;
        }
    }
    return nearest(value, MOST_DIGITS);
}

static void put_scientific(struct pylog_buffer *out, const struct decimal *decimal) {
    pylog__put(out, decimal->digits, 1);
    if (decimal->count > 1) {
        pylog__put_char(out, '.');
        pylog__put(out, decimal->digits + 1, decimal->count - 1);
    }
    int exponent = decimal->exponent;
    pylog__put(out, exponent < 0 ? "e-" : "e+", 2);
    exponent = abs(exponent);
    if (exponent < 10)
        pylog__put_char(out, '0');
    pylog__put_int(out, exponent);
}

static void put_positional(struct pylog_buffer *out, const struct decimal *decimal) {
    if (decimal->exponent < 0) {
        pylog__put(out, "0.", 2);
        pylog__put_fill(out, '0', (size_t)(-1 - decimal->exponent));
        pylog__put(out, decimal->digits, decimal->count);
        return;
    }
    size_t whole = (size_t)decimal->exponent + 1;
    if (decimal->count > whole) {
        pylog__put(out, decimal->digits, whole);
        pylog__put_char(out, '.');
        pylog__put(out, decimal->digits + whole, decimal->count - whole);
    } else {
        pylog__put(out, decimal->digits, decimal->count);
        pylog__put_fill(out, '0', whole - decimal->count);
        pylog__put(out, ".0", 2);
    }
}

#define FIRST_INEXACT_INTEGER (UINT64_C(1) << 53)

/* The usual value has few decimals: the first so many that read back are the shortest. Reading back is the
 * division of two integers that a double holds exactly, unless the compiler computes in more than double. */
static bool put_few_decimals(struct pylog_buffer *out, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    if (FLT_EVAL_METHOD != 0 || value < 1e-4 || value >= 1e15)
        return false;
    for (unsigned precision = 1; precision <= MOST_DECIMALS; precision++) {
        struct fixed fixed;
        uint32_t scale = scale_of(precision);
        if (!round_to_decimals(bits, scale, &fixed) || fixed.whole >= FIRST_INEXACT_INTEGER / scale)
            return false;
        if ((double)(fixed.whole * scale + fixed.decimals) / scale == value) {
            pylog__put_fixed(out, (int)precision, value);
            return true;
        }
    }
    return false;
}

PYLOG__COLD void pylog__put_float_repr(struct pylog_buffer *out, double value) {
    if (isnan(value)) {
        pylog__put(out, "nan", 3);
        return;
    }
    if (signbit(value))
        pylog__put_char(out, '-');
    value = signbit(value) ? -value : value;
    if (isinf(value)) {
        pylog__put(out, "inf", 3);
    } else if (value < 1e15 && value == (double)(int64_t)value) {
        pylog__put_fixed(out, 1, value);
    } else if (!put_few_decimals(out, value)) {
        struct decimal decimal = shortest(value);
        if (decimal.exponent < -4 || decimal.exponent >= 16)
            put_scientific(out, &decimal);
        else
            put_positional(out, &decimal);
    }
}
