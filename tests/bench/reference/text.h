/* The hand formatter of the reference: the conversions that the messages have, and nothing else. All
 * functions write to `out`, without a NUL, and return where they ended. They are here to be compiled into
 * their callers. */
#ifndef BENCH_REFERENCE_TEXT_H
#define BENCH_REFERENCE_TEXT_H

#include "../driver.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static inline char *put_text(char *out, const char *text) {
    size_t length = strlen(text);
    memcpy(out, text, length);
    return out + length;
}

/* At least `width` digits. */
static inline char *put_decimal(char *out, uint64_t value, int width) {
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
        "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
        "8081828384858687888990919293949596979899";
    char digits[24], *first = digits + sizeof digits;
    for (; value >= 100; value /= 100)
        memcpy(first -= 2, pairs + 2 * (value % 100), 2);
    if (value >= 10)
        memcpy(first -= 2, pairs + 2 * value, 2);
    else
        *--first = (char)('0' + value);
    while (digits + sizeof digits - first < width)
        *--first = '0';
    size_t length = (size_t)(digits + sizeof digits - first);
    memcpy(out, first, length);
    return out + length;
}

static inline char *put_hexadecimal(char *out, unsigned value, int width) {
    for (int shift = 4 * (width - 1); shift >= 0; shift -= 4)
        *out++ = "0123456789abcdef"[value >> shift & 15];
    return out;
}

static inline char *put_signed(char *out, int64_t value) {
    if (value >= 0)
        return put_decimal(out, (uint64_t)value, 1);
    *out++ = '-';
    return put_decimal(out, 0 - (uint64_t)value, 1);
}

/* Up to three decimals, exact and rounded half to even. The mantissa has 53 bits, so a thousand times it
 * fits; values that are too large for that, negative or not finite are left to libc. */
static inline char *put_fixed(char *out, double value, int decimals) {
    static const uint64_t powers[] = { 1, 10, 100, 1000 };
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    int exponent = (int)(bits >> 52) - 1075;
    if (exponent >= 0 || decimals > 3)
        return out + sprintf(out, "%.*f", decimals, value);

    uint64_t scaled = ((bits & (((uint64_t)1 << 52) - 1)) | (uint64_t)1 << 52) * powers[decimals];
    uint64_t rounded = 0;
    if (exponent > -64) {
        uint64_t half = (uint64_t)1 << (-exponent - 1);
        uint64_t rest = scaled & (2 * half - 1);
        rounded = scaled >> -exponent;
        rounded += rest > half || (rest == half && (rounded & 1));
    }
    uint64_t whole = decimals == 3 ? rounded / 1000 : rounded / powers[decimals];
    out = put_decimal(out, whole, 1);
    *out++ = '.';
    return put_decimal(out, rounded - whole * powers[decimals], decimals);
}

/* `2026-11-20 10:55:01,123` of nanoseconds since the epoch. Each thread keeps the text of its last second. */
static inline char *put_time(char *out, int64_t nanoseconds) {
    static _Thread_local time_t second = -1;
    static _Thread_local char text[BENCH_TIME_LENGTH];
    time_t now = nanoseconds / 1000000000;
    if (now != second) {
        struct tm broken_down;
        localtime_r(&now, &broken_down);
        bench_time_text(text, &broken_down, 0);
        second = now;
    }
    memcpy(out, text, BENCH_TIME_LENGTH - 3);
    return put_decimal(out + BENCH_TIME_LENGTH - 3, (uint64_t)(nanoseconds % 1000000000) / 1000000, 3);
}

/* ---- Messages -------------------------------------------------------------------------------- */

/* One argument, as its conversion takes it. */
struct value {
    union {
        long integer;
        double number;
        const char *text;
    } is;
    size_t length; /* of text */
};

/* Gets the next argument: d, u, c, s, l (of %ld), 0 (of %04x) or . (of %.3f). */
typedef struct value next_value(void *from, char conversion);

#define ALWAYS_INLINE static inline __attribute__((always_inline))

ALWAYS_INLINE char *put_message(char *out, const char *format, next_value *next, void *from) {
    for (;;) {
        const char *percent = strchrnul(format, '%');
        memcpy(out, format, (size_t)(percent - format));
        out += percent - format;
        if (!*percent)
            return out;
        format = percent + 2;
        struct value value = next(from, percent[1]);
        switch (percent[1]) {
        case 'd': out = put_signed(out, value.is.integer); break;
        case 'u': out = put_decimal(out, (uint64_t)value.is.integer, 1); break;
        case 's': memcpy(out, value.is.text, value.length), out += value.length; break;
        case 'c': *out++ = (char)value.is.integer; break;
        case 'l': out = put_signed(out, value.is.integer), format++; break;
        case '0':
            out = put_hexadecimal(out, (unsigned)value.is.integer, percent[2] - '0'), format += 2;
            break;
        case '.': out = put_fixed(out, value.is.number, percent[2] - '0'), format += 2; break;
        default: bench_fail(percent);
        }
    }
}

#endif
