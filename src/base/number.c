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

void pylog__put_uint(struct pylog_buffer *out, uint64_t value) {
    char text[PYLOG__LONGEST_NUMBER];
    pylog__put(out, text, (size_t)(pylog__write_uint(text, value) - text));
}

void pylog__put_int(struct pylog_buffer *out, int64_t value) {
    char text[PYLOG__LONGEST_NUMBER];
    pylog__put(out, text, (size_t)(pylog__write_int(text, value) - text));
}
