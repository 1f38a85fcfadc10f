#include "text.h"

#include "../driver.h"

#include <stdio.h>
#include <time.h>

char *put_text(char *out, const char *text) {
    size_t length = strlen(text);
    memcpy(out, text, length);
    return out + length;
}

char *put_decimal(char *out, uint64_t value, int width) {
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

static char *put_hexadecimal(char *out, unsigned value, int width) {
    for (int shift = 4 * (width - 1); shift >= 0; shift -= 4)
        *out++ = "0123456789abcdef"[value >> shift & 15];
    return out;
}

static char *put_signed(char *out, int64_t value) {
    if (value >= 0)
        return put_decimal(out, (uint64_t)value, 1);
    *out++ = '-';
    return put_decimal(out, 0 - (uint64_t)value, 1);
}

/* Up to three decimals, exact and rounded half to even. The mantissa has 53 bits, so a thousand times it
 * fits; values that are too large for that, negative or not finite are left to libc. */
static char *put_fixed(char *out, double value, int decimals) {
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

char *put_value(char *out, struct conversion conversion, struct value value) {
    switch (conversion.type) {
    case 'd':
    case 'l': return put_signed(out, value.is.integer);
    case 'u': return put_decimal(out, (uint64_t)value.is.integer, 1);
    case 'x': return put_hexadecimal(out, (unsigned)value.is.integer, conversion.digits);
    case 'f': return put_fixed(out, value.is.number, conversion.digits);
    case 's': memcpy(out, value.is.text, value.length); return out + value.length;
    case 'c': *out = (char)value.is.integer; return out + 1;
    default: bench_fail("a conversion that no message has"); return out;
    }
}

/* Each thread keeps the text of the last second that it wrote. */
char *put_time(char *out, int64_t nanoseconds) {
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
