/* Numbers as text, the same in every locale. */
#ifndef PYLOG_BASE_NUMBER_H
#define PYLOG_BASE_NUMBER_H

#include "buffer.h"

#pragma GCC visibility push(hidden)

void pylog__put_int(struct pylog_buffer *out, int64_t value);
void pylog__put_uint(struct pylog_buffer *out, uint64_t value);

extern const uint64_t pylog__powers_of_ten[20];

/* How many decimal digits there are: 1233 / 4096 is the logarithm of 2. */
static inline unsigned pylog__decimal_length(uint64_t value) {
    value |= 1;
    unsigned at_least = ((63 ^ (unsigned)__builtin_clzll(value)) + 1) * 1233 >> 12;
    return at_least + (value >= pylog__powers_of_ten[at_least]);
}

/* "00" to "99", one after the other. */
extern const char pylog__digit_pairs[];

/* Write the decimal digits backwards from `end`; returns where they begin. */
static inline char *pylog__decimal_digits(char *end, uint64_t value) {
    for (; value > UINT32_MAX; value /= 100)
        memcpy(end -= 2, &pylog__digit_pairs[value % 100 * 2], 2);
    uint32_t rest = (uint32_t)value; /* divided faster */
    while (rest >= 100) {
        uint32_t hundreds = rest / 100;
        memcpy(end -= 2, &pylog__digit_pairs[(rest - hundreds * 100) * 2], 2);
        rest = hundreds;
    }
    if (rest >= 10)
        memcpy(end -= 2, &pylog__digit_pairs[rest * 2], 2);
    else
        *--end = (char)('0' + rest);
    return end;
}

/* Write a number and return its end. */
enum { PYLOG__LONGEST_NUMBER = 32 };
static inline char *pylog__write_uint(char *at, uint64_t value) {
    at += pylog__decimal_length(value);
    pylog__decimal_digits(at, value);
    return at;
}
static inline char *pylog__write_int(char *at, int64_t value) {
    if (value < 0)
        *at++ = '-';
    return pylog__write_uint(at, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

/* Digits in base 2, 8, 10 or 16, written backwards from `end`; returns where they begin. At most 64. */
char *pylog__digits(char *end, uint64_t value, unsigned base, bool upper);

/* Python's repr(float): the shortest digits that read back as the same value. */
void pylog__put_float_repr(struct pylog_buffer *out, double value);

/* How printf shows a floating-point number, padding apart. */
struct pylog__float_format {
    char conversion; /* one of eEfFgGaA */
    bool alternate;  /* # */
    char sign;       /* '+', ' ' or 0: only a minus */
    int precision;   /* below 0: printf's default */
};
/* Exact, as printf rounds. The usual %.Nf is worked out here, everything else by libc. */
void pylog__put_double(struct pylog_buffer *out, struct pylog__float_format format, double value);
/* The same: %.Nf. The second returns the end, or NULL if that is not worked out here. */
void pylog__put_fixed(struct pylog_buffer *out, int precision, double value);
char *pylog__write_fixed(char *at, int precision, double value);
void pylog__put_long_double(struct pylog_buffer *out, struct pylog__float_format format, long double value);

#pragma GCC visibility pop

#endif
