/* UTF-8, with Python's surrogateescape for bytes that are none. */
#include "utf8.h"

#include <stdbool.h>

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/* How long a sequence is that begins with this byte; 0 if none does. */
static size_t sequence_length(unsigned char first) {
    if (first < 0x80)
        return 1;
    if (first < 0xC2)
        return 0;
    if (first < 0xE0)
        return 2;
    if (first < 0xF0)
        return 3;
    return first < 0xF5 ? 4 : 0;
}

/* Not overlong, no surrogate, not beyond U+10FFFF. */
static bool is_scalar(uint32_t point, size_t length) {
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    return point >= least[length] && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

uint32_t pylog__utf8_next(const char *bytes, size_t length, size_t *used) {
    const unsigned char *at = (const unsigned char *)bytes;
    size_t wanted = sequence_length(at[0]);
    *used = 1;
    if (wanted == 1)
        return at[0];
    if (wanted == 0 || wanted > length)
        return 0xDC00u + at[0];
    uint32_t point = at[0] & (0x7Fu >> wanted);
    for (size_t i = 1; i < wanted; i++) {
        if (!is_continuation(at[i]))
            return 0xDC00u + at[0];
        point = point << 6 | (at[i] & 0x3Fu);
    }
    if (!is_scalar(point, wanted))
        return 0xDC00u + at[0];
    *used = wanted;
    return point;
}

size_t pylog__utf8_encode(uint32_t point, char out[4]) {
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = length; --i > 0; point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)((0xF00u >> length & 0xFF) | point);
    return length;
}

size_t pylog__utf8_count(const char *bytes, size_t length) {
    size_t points = 0, used;
    for (size_t i = 0; i < length; i += used, points++)
        pylog__utf8_next(bytes + i, length - i, &used);
    return points;
}

size_t pylog__utf8_prefix(const char *bytes, size_t length, size_t points) {
    size_t i = 0, used;
    for (; i < length && points; i += used, points--)
        pylog__utf8_next(bytes + i, length - i, &used);
    return i;
}
