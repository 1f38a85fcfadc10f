/* Numbers as text, the same in every locale. */
#ifndef PYLOG_TEXT_NUMBER_H
#define PYLOG_TEXT_NUMBER_H

#include "buffer.h"

void pylog__put_int(struct pylog_buffer *out, int64_t value);
void pylog__put_uint(struct pylog_buffer *out, uint64_t value);
/* How many decimal digits there are. */
static inline size_t pylog__decimal_length(uint64_t value) {
    for (size_t length = 1;; length += 4, value /= 10000) {
        if (value < 10)
            return length;
        if (value < 100)
            return length + 1;
        if (value < 1000)
            return length + 2;
        if (value < 10000)
            return length + 3;
    }
}

/* "00" to "99", one after the other. */
extern const char pylog__digit_pairs[];

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
void pylog__put_long_double(struct pylog_buffer *out, struct pylog__float_format format, long double value);

#endif
