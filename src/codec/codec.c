/* Encodings of a file. Text comes as UTF-8; a byte that is not part of it counts as the lone surrogate that
 * Python's surrogateescape makes of it, which no encoding has.
 *
 * Each encoding is a row of functions in one table; the loop over the text and the treatment of characters
 * that an encoding lacks are the same for all. */
#include "codec.h"

#include "charmap.h"
#include "../base/error.h"
#include "../base/utf8.h"
#include <stdio.h>

/* ---- Names ----------------------------------------------------------------------------------- */

/* Without `namereplace`, which needs the names of all characters. */
static bool find_errors(const char *name, enum pylog__codec_errors *out) {
    static const char names[][sizeof "xmlcharrefreplace"] = {
        [PYLOG__STRICT] = "strict",
        [PYLOG__IGNORE] = "ignore",
        [PYLOG__REPLACE] = "replace",
        [PYLOG__BACKSLASHREPLACE] = "backslashreplace",
        [PYLOG__XMLCHARREFREPLACE] = "xmlcharrefreplace",
        [PYLOG__SURROGATEESCAPE] = "surrogateescape",
        [PYLOG__SURROGATEPASS] = "surrogatepass",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = (enum pylog__codec_errors)i;
            return true;
        }
    }
    return false;
}

/* ---- Encodings ------------------------------------------------------------------------------- */

/* How many bytes at the front are ASCII. */
static size_t ascii_prefix(const char *text, size_t length) {
    size_t at = 0;
    for (uint64_t eight; length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
    }
    while (at < length && (unsigned char)text[at] < 0x80)
        at++;
    return at;
}

static bool is_surrogate(uint32_t point) {
    return point >= 0xD800 && point <= 0xDFFF;
}

/* How many bytes at the front are valid UTF-8. */
static size_t utf8_prefix(const char *text, size_t length) {
    size_t at = 0, used;
    for (;;) {
        at += ascii_prefix(text + at, length - at);
        if (at == length || is_surrogate(pylog__utf8_next(text + at, length - at, &used)))
            return at;
        at += used;
    }
}

static size_t no_prefix(const char *text, size_t length) {
    (void)text, (void)length;
    return 0;
}

static size_t encode_ascii(const struct pylog__charmap *map, uint32_t point, char out[4]) {
    (void)map;
    out[0] = (char)point;
    return point < 0x80;
}

static size_t encode_latin1(const struct pylog__charmap *map, uint32_t point, char out[4]) {
    (void)map;
    out[0] = (char)point;
    return point < 0x100;
}

static size_t encode_charmap(const struct pylog__charmap *map, uint32_t point, char out[4]) {
    unsigned char byte;
    bool found = pylog__charmap_find(map, point, &byte);
    out[0] = (char)byte;
    return found;
}

static size_t encode_utf8(const struct pylog__charmap *map, uint32_t point, char out[4]) {
    (void)map;
    return pylog__utf8_encode(point, out);
}

static void put_little(uint32_t value, char *out, unsigned bytes) {
    for (unsigned i = 0; i < bytes; i++)
        out[i] = (char)(value >> 8 * i);
}

static void put_big(uint32_t value, char *out, unsigned bytes) {
    for (unsigned i = 0; i < bytes; i++)
        out[i] = (char)(value >> 8 * (bytes - 1 - i));
}

static size_t encode_utf16(uint32_t point, char out[4], void (*put)(uint32_t, char *, unsigned)) {
    if (point < 0x10000) {
        put(point, out, 2);
        return 2;
    }
    put(0xD800 + ((point - 0x10000) >> 10), out, 2);
    put(0xDC00 + (point & 0x3FF), out + 2, 2);
    return 4;
}

static size_t encode_utf16le(const struct pylog__charmap *map, uint32_t point, char out[4]) {
    (void)map;
    return encode_utf16(point, out, put_little);
}

static size_t encode_utf16be(const struct pylog__charmap *map, uint32_t point, char out[4]) {
    (void)map;
    return encode_utf16(point, out, put_big);
}

static size_t encode_utf32le(const struct pylog__charmap *map, uint32_t point, char out[4]) {
    (void)map;
    put_little(point, out, 4);
    return 4;
}

static size_t encode_utf32be(const struct pylog__charmap *map, uint32_t point, char out[4]) {
    (void)map;
    put_big(point, out, 4);
    return 4;
}

enum charset_kind {
    ONE_BYTE,
    MAPPED,  /* one byte, too; Python takes what the encoding lacks together before it looks at the characters
              */
    UNICODE, /* lacks surrogates alone */
    WIDE     /* likewise, in units of two bytes or four; Python takes each character by itself */
};

struct charset {
    char name[sizeof "utf-16-le"], reason[sizeof "character maps to <undefined>"]; /* in Python's sentence */
    enum charset_kind kind;
    /* How many bytes at the front stay as they are; and one character, 0 if the encoding lacks it. */
    size_t (*prefix)(const char *text, size_t length);
    size_t (*encode)(const struct pylog__charmap *map, uint32_t point, char out[4]);
};

#define UTF16LE                                                                                              \
    { "utf-16-le", "surrogates not allowed", WIDE, no_prefix, encode_utf16le }
#define UTF16BE                                                                                              \
    { "utf-16-be", "surrogates not allowed", WIDE, no_prefix, encode_utf16be }
#define UTF32LE                                                                                              \
    { "utf-32-le", "surrogates not allowed", WIDE, no_prefix, encode_utf32le }
#define UTF32BE                                                                                              \
    { "utf-32-be", "surrogates not allowed", WIDE, no_prefix, encode_utf32be }
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define UTF16 UTF16BE
#define UTF32 UTF32BE
#else
#define UTF16 UTF16LE
#define UTF32 UTF32LE
#endif

/* Python reports utf-16 and utf-32 under the name of the byte order, but in the first write to a file. */
static const struct charset charsets[] = {
    [PYLOG__UTF8] = { "utf-8", "surrogates not allowed", UNICODE, utf8_prefix, encode_utf8 },
    [PYLOG__UTF8_SIG] = { "utf-8", "surrogates not allowed", UNICODE, utf8_prefix, encode_utf8 },
    [PYLOG__ASCII] = { "ascii", "ordinal not in range(128)", ONE_BYTE, ascii_prefix, encode_ascii },
    [PYLOG__LATIN1] = { "latin-1", "ordinal not in range(256)", ONE_BYTE, ascii_prefix, encode_latin1 },
    [PYLOG__UTF16] = UTF16,
    [PYLOG__UTF16LE] = UTF16LE,
    [PYLOG__UTF16BE] = UTF16BE,
    [PYLOG__UTF32] = UTF32,
    [PYLOG__UTF32LE] = UTF32LE,
    [PYLOG__UTF32BE] = UTF32BE,
};

/* Those of one byte per character: with ASCII in its place, and without. */
static const struct charset charmaps_of_ascii = { "charmap", "character maps to <undefined>", MAPPED,
                                                  ascii_prefix, encode_charmap };
static const struct charset other_charmaps = { "charmap", "character maps to <undefined>", MAPPED, no_prefix,
                                               encode_charmap };

static const struct charset *charset_of(enum pylog__encoding encoding) {
    if (encoding < PYLOG__CHARMAPS)
        return &charsets[encoding];
    return pylog__charmap_has_ascii(encoding - PYLOG__CHARMAPS) ? &charmaps_of_ascii : &other_charmaps;
}

/* ---- Text ------------------------------------------------------------------------------------ */

/* A text that is being encoded. The charmap is loaded at the first character that is not in the prefix. */
struct encoder {
    const struct charset *charset;
    enum pylog__codec_errors errors;
    bool loaded;
    struct pylog__charmap map;
    const char *text;
    size_t length;
    size_t gap, gap_end; /* the characters before `gap_end` that the encoding lacks, one after the other */
};

enum { ESCAPE_SIZE = sizeof "\\U0001d11e" };

static void escape(uint32_t point, char out[ESCAPE_SIZE]) {
    if (point < 0x100)
        snprintf(out, ESCAPE_SIZE, "\\x%02x", (unsigned)point);
    else if (point < 0x10000)
        snprintf(out, ESCAPE_SIZE, "\\u%04x", (unsigned)point);
    else
        snprintf(out, ESCAPE_SIZE, "\\U%08x", (unsigned)point);
}

/* One character; 0 if the encoding lacks it. */
static size_t encode_point(const struct encoder *encoder, uint32_t point, char out[4]) {
    if (encoder->charset->kind >= UNICODE && is_surrogate(point))
        return 0;
    return encoder->charset->encode(&encoder->map, point, out);
}

/* Fail on the character at text[at], or on all of its kind that follow it. */
static int refuse_character(const struct encoder *encoder, size_t at) {
    const struct charset *charset = encoder->charset;
    char bytes[4], escaped[ESCAPE_SIZE];
    size_t used, length = encoder->length;
    uint32_t point = pylog__utf8_next(encoder->text + at, length - at, &used);
    size_t first = pylog__utf8_count(encoder->text, at), last = first;
    while (charset->kind != WIDE && (at += used) < length &&
           !encode_point(encoder, pylog__utf8_next(encoder->text + at, length - at, &used), bytes))
        last++;
    if (last > first)
        return pylog__fail_as("UnicodeEncodeError", EINVAL,
                              "'%s' codec can't encode characters in position %zu-%zu: %s", charset->name,
                              first, last, charset->reason);
    escape(point, escaped);
    return pylog__fail_as("UnicodeEncodeError", EINVAL,
                          "'%s' codec can't encode character '%s' in position %zu: %s", charset->name,
                          escaped, first, charset->reason);
}

/* Append bytes all or, without memory, not at all. */
static void put_whole(struct pylog_buffer *out, const char *bytes, size_t length) {
    char *room = length ? pylog__buffer_room(out, length) : NULL;
    if (!room)
        return;
    memcpy(room, bytes, length);
    out->length += length;
}

static bool put_character(const struct encoder *encoder, uint32_t point, struct pylog_buffer *out) {
    char bytes[4];
    size_t length = encode_point(encoder, point, bytes);
    put_whole(out, bytes, length);
    return length > 0;
}

static void put_replacement(const struct encoder *encoder, uint32_t point, struct pylog_buffer *out) {
    char text[ESCAPE_SIZE] = "";
    if (encoder->errors == PYLOG__REPLACE)
        text[0] = '?';
    else if (encoder->errors == PYLOG__BACKSLASHREPLACE)
        escape(point, text);
    else if (encoder->errors == PYLOG__XMLCHARREFREPLACE)
        snprintf(text, sizeof text, "&#%u;", (unsigned)point);
    for (const char *c = text; *c; c++)
        put_character(encoder, (unsigned char)*c, out);
}

/* Append what the encoding lacks as the bytes that it stands for. False if it stands for none. */
static bool put_surrogate(const struct encoder *encoder, uint32_t point, struct pylog_buffer *out) {
    char bytes[4] = { (char)point };
    if (encoder->errors == PYLOG__SURROGATEESCAPE) {
        if (point < 0xDC80 || point > 0xDCFF || encoder->charset->kind == WIDE)
            return false;
        put_whole(out, bytes, 1);
        return true;
    }
    if (encoder->charset->kind < UNICODE)
        return false;
    put_whole(out, bytes, encoder->charset->encode(&encoder->map, point, bytes));
    return true;
}

/* The encoding lacks the character at text[at]. -1 if it is refused. */
static int put_lacking(struct encoder *encoder, uint32_t point, size_t at, size_t used,
                       struct pylog_buffer *out) {
    if (at != encoder->gap_end)
        encoder->gap = at;
    encoder->gap_end = at + used;
    if (encoder->errors == PYLOG__STRICT)
        return refuse_character(encoder, at);
    if (encoder->errors >= PYLOG__SURROGATEESCAPE) {
        if (put_surrogate(encoder, point, out))
            return 0;
        return refuse_character(encoder, encoder->charset->kind == MAPPED ? encoder->gap : at);
    }
    put_replacement(encoder, point, out);
    return 0;
}

static int encode(const struct pylog__codec *codec, const char *text, size_t length,
                  struct pylog_buffer *out) {
    struct encoder encoder;
    encoder.charset = charset_of(codec->encoding);
    encoder.errors = codec->errors;
    encoder.loaded = encoder.charset->kind != MAPPED;
    encoder.text = text;
    encoder.length = length;
    encoder.gap = encoder.gap_end = 0;
    const size_t start = out->length;
    const bool failed = out->failed;
    for (size_t at = 0, used; at < length; at += used) {
        used = encoder.charset->prefix(text + at, length - at);
        if (used) {
            pylog__put(out, text + at, used);
            continue;
        }
        if (!encoder.loaded)
            pylog__charmap_load(codec->encoding - PYLOG__CHARMAPS, &encoder.map);
        encoder.loaded = true;
        uint32_t point = pylog__utf8_next(text + at, length - at, &used);
        if (put_character(&encoder, point, out) || put_lacking(&encoder, point, at, used, out) == 0)
            continue;
        out->length = start;
        out->failed = failed;
        return -1;
    }
    return 0;
}

/* ---- The contract of codec.h ----------------------------------------------------------------- */

int pylog__codec_find(const char *encoding, const char *errors, struct pylog__codec *out) {
    struct pylog__codec found = { .encoding = errors ? PYLOG__UTF8 : PYLOG__RAW };
    if (encoding && pylog__encoding_find(encoding, &found.encoding))
        return -1;
    if (errors && !find_errors(errors, &found.errors))
        return pylog__fail_as("LookupError", EINVAL, "unknown error handler name '%s'", errors);
    if (found.encoding != PYLOG__RAW)
        found.encode = encode;
    if (found.encoding == PYLOG__UTF8_SIG || found.encoding == PYLOG__UTF16 || found.encoding == PYLOG__UTF32)
        found.mark_length = charsets[found.encoding].encode(NULL, 0xFEFF, found.mark);
    *out = found;
    return 0;
}
