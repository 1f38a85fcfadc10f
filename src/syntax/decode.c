/* Decoding: text in one of the encodings of codec.h, as UTF-8. */
#include "../codec/charmap.h"
#include "../base/error.h"
#include "read_file.h"
#include "../base/utf8.h"
#include <stdio.h>

/* How one encoding is read: the character at `bytes`, whose length goes to *used. What is no character gives
 * the reason instead. */
struct decoder {
    char name[sizeof "utf-16-le"];
    const char *(*next)(const unsigned char *bytes, size_t length, uint32_t *point, size_t *used);
};

static const char *next_ascii(const unsigned char *bytes, size_t length, uint32_t *point, size_t *used) {
    (void)length;
    *point = bytes[0];
    *used = 1;
    return bytes[0] < 0x80 ? NULL : "ordinal not in range(128)";
}

static const char *next_latin1(const unsigned char *bytes, size_t length, uint32_t *point, size_t *used) {
    (void)length;
    *point = bytes[0];
    *used = 1;
    return NULL;
}

static uint32_t get(const unsigned char *bytes, unsigned size, bool big) {
    uint32_t value = 0;
    for (unsigned i = 0; i < size; i++)
        value |= (uint32_t)bytes[i] << 8 * (big ? size - 1 - i : i);
    return value;
}

static const char *next_utf16(const unsigned char *bytes, size_t length, uint32_t *point, size_t *used,
                              bool big) {
    *used = length < 2 ? length : 2;
    if (length < 2)
        return "truncated data";
    *point = get(bytes, 2, big);
    if (*point < 0xD800 || *point >= 0xE000)
        return NULL;
    if (*point >= 0xDC00)
        return "illegal encoding";
    if (length < 4)
        return "unexpected end of data";
    uint32_t low = get(bytes + 2, 2, big);
    if (low < 0xDC00 || low >= 0xE000)
        return "illegal UTF-16 surrogate";
    *point = 0x10000 + ((*point - 0xD800) << 10 | (low - 0xDC00));
    *used = 4;
    return NULL;
}

static const char *next_utf16le(const unsigned char *bytes, size_t length, uint32_t *point, size_t *used) {
    return next_utf16(bytes, length, point, used, false);
}

static const char *next_utf16be(const unsigned char *bytes, size_t length, uint32_t *point, size_t *used) {
    return next_utf16(bytes, length, point, used, true);
}

static const char *next_utf32(const unsigned char *bytes, size_t length, uint32_t *point, size_t *used,
                              bool big) {
    *used = length < 4 ? length : 4;
    if (length < 4)
        return "truncated data";
    *point = get(bytes, 4, big);
    if (*point >= 0x110000)
        return "code point not in range(0x110000)";
    return *point >= 0xD800 && *point < 0xE000 ? "code point in surrogate code point range(0xd800, 0xe000)"
                                               : NULL;
}

static const char *next_utf32le(const unsigned char *bytes, size_t length, uint32_t *point, size_t *used) {
    return next_utf32(bytes, length, point, used, false);
}

static const char *next_utf32be(const unsigned char *bytes, size_t length, uint32_t *point, size_t *used) {
    return next_utf32(bytes, length, point, used, true);
}

static const struct decoder decoders[] = {
    [PYLOG__ASCII] = { "ascii", next_ascii },         [PYLOG__LATIN1] = { "latin-1", next_latin1 },
    [PYLOG__UTF16LE] = { "utf-16-le", next_utf16le }, [PYLOG__UTF16BE] = { "utf-16-be", next_utf16be },
    [PYLOG__UTF32LE] = { "utf-32-le", next_utf32le }, [PYLOG__UTF32BE] = { "utf-32-be", next_utf32be },
};

/* Skip the mark that is at the front, and find out from it what the encoding leaves open. */
static enum pylog__encoding skip_mark(enum pylog__encoding encoding, const unsigned char *bytes,
                                      size_t length, size_t *skipped) {
    static const struct {
        enum pylog__encoding encoding, means;
        unsigned char size, mark[4];
    } marks[] = {
        { PYLOG__UTF8_SIG, PYLOG__UTF8, 3, { 0xEF, 0xBB, 0xBF } },
        { PYLOG__UTF16, PYLOG__UTF16LE, 2, { 0xFF, 0xFE } },
        { PYLOG__UTF16, PYLOG__UTF16BE, 2, { 0xFE, 0xFF } },
        { PYLOG__UTF32, PYLOG__UTF32LE, 4, { 0xFF, 0xFE, 0, 0 } },
        { PYLOG__UTF32, PYLOG__UTF32BE, 4, { 0, 0, 0xFE, 0xFF } },
    };
    *skipped = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (marks[i].encoding != encoding || length < marks[i].size ||
            memcmp(bytes, marks[i].mark, marks[i].size) != 0)
            continue;
        *skipped = marks[i].size;
        return marks[i].means;
    }
    bool big = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
    if (encoding == PYLOG__UTF16)
        return big ? PYLOG__UTF16BE : PYLOG__UTF16LE;
    if (encoding == PYLOG__UTF32)
        return big ? PYLOG__UTF32BE : PYLOG__UTF32LE;
    return encoding;
}

/* Python's sentence for `used` bytes that are no character. */
static int refuse_byte(const struct decoder *decoder, unsigned byte, size_t at, size_t used, const char *reason) {
    char hexadecimal[5];
    if (used > 1)
        return pylog__fail_as("UnicodeDecodeError", EINVAL,
                              "'%s' codec can't decode bytes in position %zu-%zu: %s", decoder->name, at,
                              at + used - 1, reason);
    snprintf(hexadecimal, sizeof hexadecimal, "0x%02x", byte);
    return pylog__fail_as("UnicodeDecodeError", EINVAL, "'%s' codec can't decode byte %s in position %zu: %s",
                          decoder->name, hexadecimal, at, reason);
}

static int decode_charmap(unsigned number, const unsigned char *bytes, size_t length,
                          struct pylog_buffer *out) {
    static const struct decoder decoder = { .name = "charmap" };
    struct pylog__charmap map;
    char character[4];
    pylog__charmap_load(number, &map);
    for (size_t at = 0; at < length; at++) {
        uint32_t point = map.points[bytes[at]];
        if (point == PYLOG__CHARMAP_UNDEFINED)
            return refuse_byte(&decoder, bytes[at], at, 1, "character maps to <undefined>");
        pylog__put(out, character, pylog__utf8_encode(point, character));
    }
    return out->failed ? pylog__fail_memory() : 0;
}

int pylog__decode(enum pylog__encoding encoding, const char *text, size_t length, struct pylog_buffer *out) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at, used;
    enum pylog__encoding known = skip_mark(encoding, bytes, length, &at);
    if (known == PYLOG__RAW || known == PYLOG__UTF8 || known == PYLOG__UTF8_SIG) {
        pylog__put(out, text + at, length - at);
        return out->failed ? pylog__fail_memory() : 0;
    }
    if (known >= PYLOG__CHARMAPS)
        return decode_charmap(known - PYLOG__CHARMAPS, bytes, length, out);
    for (; at < length; at += used) {
        uint32_t point;
        char character[4];
        const char *wrong = decoders[known].next(bytes + at, length - at, &point, &used);
        if (wrong)
            return refuse_byte(&decoders[known], bytes[at], at, used, wrong);
        pylog__put(out, character, pylog__utf8_encode(point, character));
    }
    return out->failed ? pylog__fail_memory() : 0;
}
