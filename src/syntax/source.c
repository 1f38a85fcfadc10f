/* Places in a text that is parsed, and numbers. */
#include "source.h"

#include "../base/error.h"
#include "../base/utf8.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- Places ----------------------------------------------------------------------------------------- */

static void rewind_to_begin(struct pylog__source *source) {
    source->known = source->begin;
    source->line = source->first_line;
    source->column = source->first_column;
    source->character = 0;
    source->line_index = 0;
}

static void begin_line(struct pylog__source *source) {
    struct pylog__place place = { source->line + 1, 1 };
    if (source->line_index < source->line_count)
        place = source->lines[source->line_index++];
    source->line = place.line;
    source->column = place.column;
}

void pylog__source_locate(struct pylog__source *source, const char *at) {
    if (at < source->known)
        rewind_to_begin(source);
    for (; source->known < at; source->known++) {
        if (((unsigned char)*source->known & 0xC0) == 0x80)
            continue;
        source->character++;
        source->column++;
        if (*source->known == '\n')
            begin_line(source);
    }
}

void pylog__source_mark(struct pylog__source *source, const char *at, struct pylog__node_value *value) {
    pylog__source_locate(source, at);
    value->line = source->line;
    value->column = source->column;
}

int pylog__source_fail(struct pylog__source *source, const char *at, const char *sentence) {
    pylog__source_locate(source, at);
    if (source->shows_character)
        return pylog__fail_value("%s: line %d column %d (char %zu)", sentence, source->line, source->column,
                                 source->character);
    return pylog__fail_value("%s: line %d column %d", sentence, source->line, source->column);
}

/* The first byte that is not part of UTF-8, or the end. */
static const char *find_wrong_byte(const char *at, const char *end) {
    for (size_t used; at < end; at += used) {
        uint32_t point = pylog__utf8_next(at, (size_t)(end - at), &used);
        if (point >= 0xDC80 && point <= 0xDCFF)
            break;
    }
    return at;
}

int pylog__source_begin(struct pylog__source *source, const char *text, size_t length, int line, int column) {
    *source = (struct pylog__source){
        .begin = text, .end = text + length, .first_line = line, .first_column = column
    };
    rewind_to_begin(source);
    if (length > PYLOG__LONGEST_TEXT)
        return pylog__fail_value("the text is too long: %zu bytes, of %d at the most", length,
                                 (int)PYLOG__LONGEST_TEXT);
    const char *wrong = find_wrong_byte(text, source->end);
    if (wrong == source->end)
        return 0;
    char sentence[100];
    snprintf(sentence, sizeof sentence, "'utf-8' codec can't decode byte 0x%02x in position %zu",
             (unsigned)(unsigned char)*wrong, (size_t)(wrong - text));
    return pylog__source_fail(source, wrong, sentence);
}

int pylog__source_refuse_null(struct pylog__source *source) {
    size_t length = (size_t)(source->end - source->begin);
    const char *null = length ? memchr(source->begin, '\0', length) : NULL;
    return null ? pylog__source_fail(source, null, "null character in the text") : 0;
}

void pylog__lower(char *text) {
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text + ('a' - 'A'));
}

/* ---- Numbers ---------------------------------------------------------------------------------------- */

unsigned pylog__digit_value(char c) {
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (unsigned)(c - 'a') + 10;
    if (c >= 'A' && c <= 'F')
        return (unsigned)(c - 'A') + 10;
    return 99;
}

bool pylog__read_integer(const char *digits, size_t length, unsigned base, bool negative, int64_t *out) {
    const uint64_t most = (uint64_t)INT64_MAX + negative;
    uint64_t value = 0;
    for (size_t i = 0; i < length; i++) {
        if (digits[i] == '_')
            continue;
        unsigned digit = pylog__digit_value(digits[i]);
        if (value > (most - digit) / base)
            return false;
        value = value * base + digit;
    }
    *out = negative && value ? -(int64_t)(value - 1) - 1 : (int64_t)value;
    return true;
}

/* Beyond what any double has, and far from what an int64_t has. */
static int64_t read_exponent(const char *at, const char *end) {
    const int64_t enough = INT64_C(1000000000000);
    bool negative = at < end && *at == '-';
    int64_t exponent = 0;
    for (; at < end; at++)
        if (*at >= '0' && *at <= '9' && exponent < enough)
            exponent = exponent * 10 + (*at - '0');
    return negative ? -exponent : exponent;
}

/* strtod looks for the locale's decimal point: it gets all digits as a whole number, and an exponent that
 * makes up for it. */
int pylog__read_float(const char *text, size_t length, double *out) {
    char storage[64];
    struct pylog_buffer digits;
    const char *at = text, *end = text + length;
    int64_t exponent = 0;
    bool fraction = false;
    pylog__buffer_init(&digits, storage, sizeof storage);
    for (; at < end && *at != 'e' && *at != 'E'; at++) {
        if (*at == '.')
            fraction = true;
        if (*at < '0' || *at > '9')
            continue;
        pylog__put_char(&digits, *at);
        exponent -= fraction;
    }
    if (at < end)
        exponent += read_exponent(at + 1, end);
    char tail[32];
    pylog__put(&digits, tail, (size_t)snprintf(tail, sizeof tail, "e%lld", (long long)exponent));
    bool failed = digits.failed;
    *out = strtod(pylog__buffer_text(&digits), NULL);
    pylog__buffer_release(&digits);
    return failed ? pylog__fail_memory() : 0;
}
