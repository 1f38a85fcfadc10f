/* Integers as digits, two at a time. Floating point is in decimal.c. */
#include "number.h"

#define TEN(tens) tens "0" tens "1" tens "2" tens "3" tens "4" tens "5" tens "6" tens "7" tens "8" tens "9"
const char pylog__digit_pairs[] =
    TEN("0") TEN("1") TEN("2") TEN("3") TEN("4") TEN("5") TEN("6") TEN("7") TEN("8") TEN("9");

static char *decimal_digits(char *end, uint64_t value) {
    while (value >= 100) {
        end -= 2;
        memcpy(end, &pylog__digit_pairs[value % 100 * 2], 2);
        value /= 100;
    }
    if (value >= 10) {
        end -= 2;
        memcpy(end, &pylog__digit_pairs[value * 2], 2);
    } else {
        *--end = (char)('0' + value);
    }
    return end;
}

char *pylog__digits(char *end, uint64_t value, unsigned base, bool upper) {
    if (base == 10)
        return decimal_digits(end, value);
    const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    unsigned shift = base == 16 ? 4 : base == 8 ? 3 : 1;
    do {
        *--end = digits[value & (base - 1)];
        value >>= shift;
    } while (value);
    return end;
}

static char *room_for(struct pylog_buffer *out, size_t length) {
    return length < out->capacity - out->length && !out->failed ? out->data + out->length : NULL;
}

/* Numbers are written where they belong: a copy would have to wait for the bytes just written. Only where
 * the buffer is too small are they written elsewhere first. */
static void put_signed(struct pylog_buffer *out, uint64_t magnitude, bool negative) {
    size_t length = pylog__decimal_length(magnitude) + negative;
    char *room = room_for(out, length), spare[1 + 20];
    char *begin = decimal_digits((room ? room : spare) + length, magnitude);
    if (negative)
        *--begin = '-';
    if (room)
        out->length += length;
    else
        pylog__put_slowly(out, begin, length);
}

void pylog__put_uint(struct pylog_buffer *out, uint64_t value) {
    put_signed(out, value, false);
}

void pylog__put_int(struct pylog_buffer *out, int64_t value) {
    put_signed(out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0);
}
