/* Integers as digits, two at a time. Floating point is in decimal.c. */
#include "number.h"

#define TEN(tens) tens "0" tens "1" tens "2" tens "3" tens "4" tens "5" tens "6" tens "7" tens "8" tens "9"
const char pylog__digit_pairs[] =
    TEN("0") TEN("1") TEN("2") TEN("3") TEN("4") TEN("5") TEN("6") TEN("7") TEN("8") TEN("9");

const uint64_t pylog__powers_of_ten[20] = {
    UINT64_C(1),
    UINT64_C(10),
    UINT64_C(100),
    UINT64_C(1000),
    UINT64_C(10000),
    UINT64_C(100000),
    UINT64_C(1000000),
    UINT64_C(10000000),
    UINT64_C(100000000),
    UINT64_C(1000000000),
    UINT64_C(10000000000),
    UINT64_C(100000000000),
    UINT64_C(1000000000000),
    UINT64_C(10000000000000),
    UINT64_C(100000000000000),
    UINT64_C(1000000000000000),
    UINT64_C(10000000000000000),
    UINT64_C(100000000000000000),
    UINT64_C(1000000000000000000),
    UINT64_C(10000000000000000000),
};

char *pylog__digits(char *end, uint64_t value, unsigned base, bool upper) {
    if (base == 10)
        return pylog__decimal_digits(end, value);
    const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    unsigned shift = base == 16 ? 4 : base == 8 ? 3 : 1;
    do {
        *--end = digits[value & (base - 1)];
        value >>= shift;
    } while (value);
    return end;
}

/* Numbers are written where they belong, if there is room for the longest: a copy would have to wait for the
 * bytes just written. */
static inline void put_signed(struct pylog_buffer *out, uint64_t magnitude, bool negative) {
    enum { LONGEST = 1 + 20 };
    bool fits = LONGEST < out->capacity - out->length && !out->failed;
    char spare[LONGEST], *begin = fits ? out->data + out->length : spare;
    size_t length = pylog__decimal_length(magnitude) + negative;
    pylog__decimal_digits(begin + length, magnitude);
    if (negative)
        *begin = '-';
    if (fits)
        out->length += length;
    else
        pylog__put(out, spare, length);
}

void pylog__put_uint(struct pylog_buffer *out, uint64_t value) {
    put_signed(out, value, false);
}

void pylog__put_int(struct pylog_buffer *out, int64_t value) {
    put_signed(out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0);
}
