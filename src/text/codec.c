/* Encodings of a file. Text comes as UTF-8; a byte that is not part of it counts as the lone surrogate that
 * Python's surrogateescape makes of it, which no encoding has.
 *
 * Each encoding is a row of functions in one table; the loop over the text and the treatment of characters
 * that an encoding lacks are the same for all. */
#include "codec.h"

#include "codec_tables.h"
#include "error.h"
#include "utf8.h"
#include <stdio.h>

/* ---- Names ----------------------------------------------------------------------------------- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

/* Python's normalisation: lower case, and one underscore for whatever stands between letters, digits and
 * dots. False if no name that we know is as long. */
static bool normalise(const char *name, char out[LONGEST_NAME + 1]) {
    size_t length = 0;
    bool gap = false;
    for (; *name; name++) {
        if (!is_digit(*name) && !is_upper(*name) && !is_lower(*name) && *name != '.') {
            gap = length > 0;
            continue;
        }
        if (length + gap + 1 > LONGEST_NAME)
            return false;
        if (gap)
            out[length++] = '_';
        gap = false;
        out[length++] = (char)(is_upper(*name) ? *name - 'A' + 'a' : *name);
    }
    out[length] = '\0';
    return true;
}

static bool find_in(const struct encoding_name *names, size_t count, const char *name,
                    enum pylog__encoding *out) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i].name, name) == 0) {
            *out = (enum pylog__encoding)names[i].encoding;
            return true;
        }
    }
    return false;
}

static bool find_alias(const char *name, enum pylog__encoding *out) {
    return find_in(alias_names, sizeof alias_names / sizeof *alias_names, name, out);
}

/* As Python, take dots for underscores in aliases alone: `iso8859.1` is latin-1, `utf.8` is nothing. */
static bool find_encoding(const char *given, enum pylog__encoding *out) {
    char name[LONGEST_NAME + 1];
    if (!normalise(given, name))
        return false;
    if (find_alias(name, out) || find_in(module_names, sizeof module_names / sizeof *module_names, name, out))
        return true;
    for (char *c = name; *c; c++)
        *c = *c == '.' ? '_' : *c;
    return find_alias(name, out);
}

/* Without `namereplace`, which needs the names of all characters, and without the handlers that would let
 * bytes through that are not in the encoding (`surrogateescape`, `surrogatepass`). */
static bool find_errors(const char *name, enum pylog__codec_errors *out) {
    static const char names[][sizeof "xmlcharrefreplace"] = {
        [PYLOG__STRICT] = "strict",
        [PYLOG__IGNORE] = "ignore",
        [PYLOG__REPLACE] = "replace",
        [PYLOG__BACKSLASHREPLACE] = "backslashreplace",
        [PYLOG__XMLCHARREFREPLACE] = "xmlcharrefreplace",
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

static size_t encode_utf8(uint32_t point, char out[4]) {
    return is_surrogate(point) ? 0 : pylog__utf8_encode(point, out);
}

static size_t encode_ascii(uint32_t point, char out[4]) {
    out[0] = (char)point;
    return point < 0x80;
}

static size_t encode_latin1(uint32_t point, char out[4]) {
    out[0] = (char)point;
    return point < 0x100;
}

static size_t encode_cp1252(uint32_t point, char out[4]) {
    if (point < 0x80 || (point >= 0xA0 && point < 0x100))
        return encode_latin1(point, out);
    for (unsigned i = 0; i < sizeof cp1252_characters / sizeof *cp1252_characters; i++) {
        if (cp1252_characters[i] == point) {
            out[0] = (char)(0x80 + i);
            return 1;
        }
    }
    return 0;
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
    if (is_surrogate(point))
        return 0;
    if (point < 0x10000) {
        put(point, out, 2);
        return 2;
    }
    put(0xD800 + ((point - 0x10000) >> 10), out, 2);
    put(0xDC00 + (point & 0x3FF), out + 2, 2);
    return 4;
}

static size_t encode_utf16le(uint32_t point, char out[4]) {
    return encode_utf16(point, out, put_little);
}

static size_t encode_utf16be(uint32_t point, char out[4]) {
    return encode_utf16(point, out, put_big);
}

static size_t encode_utf32le(uint32_t point, char out[4]) {
    put_little(point, out, 4);
    return is_surrogate(point) ? 0 : 4;
}

static size_t encode_utf32be(uint32_t point, char out[4]) {
    put_big(point, out, 4);
    return is_surrogate(point) ? 0 : 4;
}

struct charset {
    char name[sizeof "utf-16-le"], reason[sizeof "character maps to <undefined>"]; /* in Python's sentence */
    /* How many bytes at the front stay as they are; and one character, 0 if the encoding lacks it. */
    size_t (*prefix)(const char *text, size_t length);
    size_t (*encode)(uint32_t point, char out[4]);
    bool singly; /* the sentence tells of one character, even if more of the kind follow */
};

#define UTF16LE                                                                                              \
    { "utf-16-le", "surrogates not allowed", no_prefix, encode_utf16le, true }
#define UTF16BE                                                                                              \
    { "utf-16-be", "surrogates not allowed", no_prefix, encode_utf16be, true }
#define UTF32LE                                                                                              \
    { "utf-32-le", "surrogates not allowed", no_prefix, encode_utf32le, true }
#define UTF32BE                                                                                              \
    { "utf-32-be", "surrogates not allowed", no_prefix, encode_utf32be, true }
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define UTF16 UTF16BE
#define UTF32 UTF32BE
#else
#define UTF16 UTF16LE
#define UTF32 UTF32LE
#endif

/* Python reports utf-16 and utf-32 under the name of the byte order, but in the first write to a file. */
static const struct charset charsets[] = {
    [PYLOG__UTF8] = { "utf-8", "surrogates not allowed", utf8_prefix, encode_utf8, false },
    [PYLOG__UTF8_SIG] = { "utf-8", "surrogates not allowed", utf8_prefix, encode_utf8, false },
    [PYLOG__ASCII] = { "ascii", "ordinal not in range(128)", ascii_prefix, encode_ascii, false },
    [PYLOG__LATIN1] = { "latin-1", "ordinal not in range(256)", ascii_prefix, encode_latin1, false },
    [PYLOG__CP1252] = { "charmap", "character maps to <undefined>", ascii_prefix, encode_cp1252, false },
    [PYLOG__UTF16] = UTF16,
    [PYLOG__UTF16LE] = UTF16LE,
    [PYLOG__UTF16BE] = UTF16BE,
    [PYLOG__UTF32] = UTF32,
    [PYLOG__UTF32LE] = UTF32LE,
    [PYLOG__UTF32BE] = UTF32BE,
};

/* ---- Text ------------------------------------------------------------------------------------ */

enum { ESCAPE_SIZE = sizeof "\\U0001d11e" };

static void escape(uint32_t point, char out[ESCAPE_SIZE]) {
    if (point < 0x100)
        snprintf(out, ESCAPE_SIZE, "\\x%02x", (unsigned)point);
    else if (point < 0x10000)
        snprintf(out, ESCAPE_SIZE, "\\u%04x", (unsigned)point);
    else
        snprintf(out, ESCAPE_SIZE, "\\U%08x", (unsigned)point);
}

/* Fail on the character at text[at], or on all of its kind that follow it. */
static int refuse(const struct charset *charset, const char *text, size_t length, size_t at) {
    char bytes[4], escaped[ESCAPE_SIZE];
    size_t used;
    uint32_t point = pylog__utf8_next(text + at, length - at, &used);
    size_t first = pylog__utf8_count(text, at), last = first;
    while (!charset->singly && (at += used) < length &&
           !charset->encode(pylog__utf8_next(text + at, length - at, &used), bytes))
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

/* Append a character whole or, without memory, not at all. */
static bool put_character(const struct charset *charset, uint32_t point, struct pylog_buffer *out) {
    char bytes[4];
    size_t length = charset->encode(point, bytes);
    char *room = length ? pylog__buffer_room(out, length) : NULL;
    if (room) {
        memcpy(room, bytes, length);
        out->length += length;
    }
    return length > 0;
}

static void put_replacement(const struct charset *charset, enum pylog__codec_errors errors, uint32_t point,
                            struct pylog_buffer *out) {
    char text[ESCAPE_SIZE] = "";
    if (errors == PYLOG__REPLACE)
        text[0] = '?';
    else if (errors == PYLOG__BACKSLASHREPLACE)
        escape(point, text);
    else if (errors == PYLOG__XMLCHARREFREPLACE)
        snprintf(text, sizeof text, "&#%u;", (unsigned)point);
    for (const char *c = text; *c; c++)
        put_character(charset, (unsigned char)*c, out);
}

static int encode(const struct pylog__codec *codec, const char *text, size_t length,
                  struct pylog_buffer *out) {
    const struct charset *charset = &charsets[codec->encoding];
    const size_t start = out->length;
    const bool failed = out->failed;
    for (size_t at = 0, used; at < length; at += used) {
        used = charset->prefix(text + at, length - at);
        if (used) {
            pylog__put(out, text + at, used);
            continue;
        }
        uint32_t point = pylog__utf8_next(text + at, length - at, &used);
        if (put_character(charset, point, out))
            continue;
        if (codec->errors == PYLOG__STRICT) {
            out->length = start;
            out->failed = failed;
            return refuse(charset, text, length, at);
        }
        put_replacement(charset, codec->errors, point, out);
    }
    return 0;
}

/* ---- The contract of codec.h ----------------------------------------------------------------- */

int pylog__codec_find(const char *encoding, const char *errors, struct pylog__codec *out) {
    struct pylog__codec found = { .encoding = errors ? PYLOG__UTF8 : PYLOG__RAW };
    if (encoding && !find_encoding(encoding, &found.encoding))
        return pylog__fail_as("LookupError", EINVAL, "unknown encoding: %s", encoding);
    if (errors && !find_errors(errors, &found.errors))
        return pylog__fail_as("LookupError", EINVAL, "unknown error handler name '%s'", errors);
    if (found.encoding != PYLOG__RAW)
        found.encode = encode;
    if (found.encoding == PYLOG__UTF8_SIG || found.encoding == PYLOG__UTF16 || found.encoding == PYLOG__UTF32)
        found.mark_length = charsets[found.encoding].encode(0xFEFF, found.mark);
    *out = found;
    return 0;
}
