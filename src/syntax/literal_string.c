/* One of Python's string literals. */
#include "literal.h"

#include "../base/utf8.h"

struct string {
    struct pylog__source *source;
    const char *begin, *at;
    char quote;
    bool triple, raw;
    struct pylog_buffer *out;
};

static size_t left(const struct string *string) {
    return (size_t)(string->source->end - string->at);
}

static int fail_string(const struct string *string, const char *at, const char *sentence) {
    return pylog__source_fail(string->source, at, sentence);
}

/* Text has no half characters, and what reads it may look for the NUL that ends it. */
static int put_point(struct string *string, const char *escape, uint32_t point) {
    char bytes[4];
    if (point > 0x10FFFF)
        return fail_string(string, escape, "illegal Unicode character");
    if (point >= 0xD800 && point <= 0xDFFF)
        return fail_string(string, escape, "a surrogate is no character");
    if (point == 0)
        return fail_string(string, escape, "null character in a string");
    pylog__put(string->out, bytes, pylog__utf8_encode(point, bytes));
    return 0;
}

/* Behind `\x`, `\u` or `\U`. */
static int read_hexadecimal(struct string *string, const char *escape, size_t digits) {
    uint32_t point = 0;
    for (size_t i = 0; i < digits; i++, string->at++) {
        unsigned digit = left(string) ? pylog__digit_value(*string->at) : 99;
        if (digit > 15)
            return fail_string(string, escape, "truncated escape");
        point = point << 4 | digit;
    }
    return put_point(string, escape, point);
}

static int read_octal(struct string *string, const char *escape) {
    uint32_t point = 0;
    string->at--;
    for (int i = 0; i < 3 && left(string) && pylog__digit_value(*string->at) < 8; i++, string->at++)
        point = point << 3 | pylog__digit_value(*string->at);
    return put_point(string, escape, point);
}

/* A line feed, whatever ends the line: so Python reads its sources. */
static bool skip_line_end(struct string *string) {
    if (left(string) >= 2 && string->at[0] == '\r' && string->at[1] == '\n')
        string->at += 2;
    else if (left(string) && (*string->at == '\r' || *string->at == '\n'))
        string->at++;
    else
        return false;
    return true;
}

/* Behind a backslash. What is no escape stays as it is, with the backslash. */
static int read_escape(struct string *string) {
    static const char letters[] = "\\'\"abfnrtv", meanings[] = "\\'\"\a\b\f\n\r\t\v";
    const char *escape = string->at - 1;
    if (!left(string) || skip_line_end(string))
        return 0;
    char letter = *string->at++;
    const char *known = strchr(letters, letter);
    if (known)
        pylog__put_char(string->out, meanings[known - letters]);
    else if (letter == 'x')
        return read_hexadecimal(string, escape, 2);
    else if (letter == 'u' || letter == 'U')
        return read_hexadecimal(string, escape, letter == 'u' ? 4 : 8);
    else if (pylog__digit_value(letter) < 8)
        return read_octal(string, escape);
    else if (letter == 'N')
        return fail_string(string, escape, "names of characters (\\N) are not known here");
    else
        pylog__put(string->out, (const char[]){ '\\', letter }, 2);
    return 0;
}

/* A backslash stays, and keeps a quote behind it from ending the string. */
static void read_raw(struct string *string) {
    pylog__put_char(string->out, '\\');
    if (skip_line_end(string))
        pylog__put_char(string->out, '\n');
    else if (left(string) && (*string->at == string->quote || *string->at == '\\'))
        pylog__put_char(string->out, *string->at++);
}

static bool skip_quotes(struct string *string) {
    const char quotes[] = { string->quote, string->quote, string->quote };
    size_t count = string->triple ? 3 : 1;
    if (left(string) < count || memcmp(string->at, quotes, count) != 0)
        return false;
    string->at += count;
    return true;
}

static int read_plain(struct string *string) {
    if (skip_line_end(string)) {
        if (!string->triple)
            return fail_string(string, string->begin, "unterminated string literal");
        pylog__put_char(string->out, '\n');
        return 0;
    }
    pylog__put_char(string->out, *string->at++);
    return 0;
}

static int read_next(struct string *string) {
    if (!left(string))
        return fail_string(string, string->begin,
                           string->triple ? "unterminated triple-quoted string literal"
                                   : "unterminated string literal");
    if (*string->at != '\\')
        return read_plain(string);
    string->at++;
    if (!string->raw)
        return read_escape(string);
    read_raw(string);
    return 0;
}

int pylog__literal_string(struct pylog__source *source, const char **at, bool raw, struct pylog_buffer *out) {
    struct string string = {
        .source = source, .begin = *at, .at = *at, .quote = **at, .triple = true, .raw = raw, .out = out
    };
    if (!skip_quotes(&string)) {
        string.triple = false;
        string.at++;
    }
    while (!skip_quotes(&string))
        if (read_next(&string))
            return -1;
    *at = string.at;
    return 0;
}
