/* Headers of a mail, folded and encoded with CPython's choices (email._header_value_parser): a header is a
 * row of pieces, each of which goes where it fits, and else to the next line. */
#include "base64.h"
#include "mail.h"
#include "../base/utf8.h"

enum {
    LONGEST_LINE = 78,
    CHROME = sizeof "=?utf-8?q?" - 1 + 2 /* what surrounds an encoded word */
};

struct folding {
    struct pylog_buffer *out;
    size_t column; /* code points in the present line */
    bool utf8;     /* nothing is encoded */
    bool encodes;  /* a piece may be encoded to be broken: not in addresses */
    size_t word;   /* offset in `out` of the encoded word in this line; NO_WORD */
    size_t word_column;
    struct pylog_buffer *plain; /* the text from that word to the end of the line */
};
#define NO_WORD SIZE_MAX

/* ---- Encoded words --------------------------------------------------------------------------- */

static bool is_safe(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-!*+/", c));
}

static size_t quoted_length(const char *text, size_t length) {
    size_t result = 0;
    for (size_t i = 0; i < length; i++)
        result += is_safe(text[i]) || text[i] == ' ' ? 1 : 3;
    return result;
}

/* Bias towards the one that people can read. */
static bool is_better_quoted(const char *text, size_t length) {
    return quoted_length(text, length) < pylog__base64_length(length) + 5;
}

static size_t word_length(const char *text, size_t length) {
    return CHROME +
           (is_better_quoted(text, length) ? quoted_length(text, length) : pylog__base64_length(length));
}

static void put_quoted_words(struct pylog_buffer *out, const char *text, size_t length) {
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        char quoted[3] = { '=', digits[byte >> 4], digits[byte & 15] };
        if (is_safe(text[i]))
            pylog__put_char(out, text[i]);
        else if (text[i] == ' ')
            pylog__put_char(out, '_');
        else
            pylog__put(out, quoted, sizeof quoted);
    }
}

static void put_word(struct folding *folding, const char *text, size_t length) {
    bool quoted = is_better_quoted(text, length);
    pylog__put_string(folding->out, quoted ? "=?utf-8?q?" : "=?utf-8?b?");
    if (quoted)
        put_quoted_words(folding->out, text, length);
    else
        pylog__put_base64(folding->out, text, length);
    pylog__put_string(folding->out, "?=");
    folding->column += word_length(text, length);
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static void put_plain(struct folding *folding, const char *text, size_t length) {
    pylog__put(folding->out, text, length);
    folding->column += pylog__utf8_count(text, length);
    if (folding->word != NO_WORD)
        pylog__put(folding->plain, text, length);
}

/* A line begins with a blank, if with nothing else the one that is given. */
static void begin_folded_line(struct folding *folding, const char *blank) {
    pylog__put_string(folding->out, "\r\n");
    pylog__put_string(folding->out, blank);
    folding->column = *blank ? 1 : 0;
    folding->word = NO_WORD;
}

/* Move to the next line, with the blank that ends this one. False if there is none. */
static bool break_at_blank(struct folding *folding) {
    struct pylog_buffer *out = folding->out;
    if (!out->length || !is_blank(out->data[out->length - 1]))
        return false;
    char blank[2] = { out->data[--out->length], '\0' };
    begin_folded_line(folding, blank);
    return true;
}

/* As many whole characters as make a word of no more than `room`; none if not even one does. */
static size_t fitting(const char *text, size_t length, size_t room) {
    if (room <= CHROME)
        return 0;
    size_t fits = pylog__utf8_prefix(text, length, room - CHROME);
    while (fits && word_length(text, fits) > room)
        fits = pylog__utf8_prefix(text, fits, pylog__utf8_count(text, fits) - 1);
    return fits;
}

static void put_words(struct folding *folding, const char *text, size_t length) {
    while (length) {
        size_t room = folding->column < LONGEST_LINE ? LONGEST_LINE - folding->column : 0;
        size_t fits = fitting(text, length, room);
        if (!fits) {
            begin_folded_line(folding, " ");
            continue;
        }
        folding->word = folding->out->length;
        folding->word_column = folding->column;
        folding->plain->length = 0;
        pylog__put(folding->plain, text, fits);
        put_word(folding, text, fits);
        text += fits;
        length -= fits;
        if (length)
            begin_folded_line(folding, " ");
    }
}

/* Words that follow each other are one word: a reader would drop the blank between two. */
static void put_encoded(struct folding *folding, const char *text, size_t length) {
    if (folding->word == NO_WORD) {
        put_words(folding, text, length);
        return;
    }
    char storage[256];
    struct pylog_buffer joined;
    pylog__buffer_init(&joined, storage, sizeof storage);
    pylog__put(&joined, folding->plain->data, folding->plain->length);
    pylog__put(&joined, text, length);
    folding->out->length = folding->word;
    folding->column = folding->word_column;
    put_words(folding, joined.data, joined.length);
    folding->out->failed |= joined.failed;
    pylog__buffer_release(&joined);
}

/* ---- Pieces ---------------------------------------------------------------------------------- */

static void put_piece(struct folding *folding, const char *text, size_t length) {
    size_t points = pylog__utf8_count(text, length);
    if (!folding->utf8 && !pylog__is_ascii(text, length)) {
        put_encoded(folding, text, length);
    } else if (folding->column + points <= LONGEST_LINE) {
        put_plain(folding, text, length);
    } else if (is_blank(*text)) {
        begin_folded_line(folding, "");
        put_plain(folding, text, length);
    } else if ((points < LONGEST_LINE || !folding->encodes) && break_at_blank(folding)) {
        put_plain(folding, text, length);
    } else if (folding->encodes) {
        put_encoded(folding, text, length);
    } else {
        put_plain(folding, text, length);
    }
}

/* Blanks and what is between them, each in its turn. */
static void put_pieces(struct folding *folding, const char *text, size_t length) {
    for (size_t at = 0, end; at < length; at = end) {
        for (end = at + 1; end < length && is_blank(text[end]) == is_blank(text[at]); end++) {
        }
        put_piece(folding, text + at, end - at);
    }
}

static void begin_folding(struct folding *folding, struct pylog_buffer *plain, struct pylog_buffer *out,
                          const char *name) {
    folding->out = out;
    folding->plain = plain;
    folding->word = NO_WORD;
    pylog__put_string(out, name);
    pylog__put_char(out, ':');
    folding->column = strlen(name) + 1;
}

static void end(struct folding *folding) {
    pylog__put_string(folding->out, "\r\n");
    folding->out->failed |= folding->plain->failed;
    pylog__buffer_release(folding->plain);
}

void pylog__put_text_header(struct pylog_buffer *out, const char *name, const char *text, size_t length,
                            bool utf8) {
    char storage[256];
    struct pylog_buffer plain;
    pylog__buffer_init(&plain, storage, sizeof storage);
    struct folding folding = { .utf8 = utf8, .encodes = !utf8 };
    begin_folding(&folding, &plain, out, name);
    if (length)
        put_plain(&folding, " ", 1);
    size_t points = pylog__utf8_count(text, length);
    bool whole = length && (utf8 || pylog__is_ascii(text, length));
    if (whole && folding.column + points > LONGEST_LINE && points < LONGEST_LINE)
        break_at_blank(&folding); /* all of it fits into the next line */
    if (whole && folding.column + points <= LONGEST_LINE)
        put_plain(&folding, text, length);
    else
        put_pieces(&folding, text, length);
    end(&folding);
}

/* ---- Addresses ------------------------------------------------------------------------------- */

/* Past a string in quotes, with backslashes in it. */
static const char *skip_quoted(const char *at) {
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at ? at + 1 : at;
}

/* Past `<a@b>`, a quoted string, a comma, or a word up to one of these; and the blanks after it. */
static const char *skip_token(const char *at) {
    if (*at == '<')
        at += strcspn(at, ">") + (strchr(at, '>') != NULL);
    else if (*at == '"')
        at = skip_quoted(at);
    else if (*at == ',')
        at++;
    else
        at += strcspn(at, "<\", \t");
    return at;
}

/* A name in quotes that is not ASCII is encoded without them. */
static void put_unquoted(struct folding *folding, const char *text, size_t length) {
    char storage[256];
    struct pylog_buffer name;
    pylog__buffer_init(&name, storage, sizeof storage);
    for (size_t i = 1; i + 1 < length; i++) {
        if (text[i] == '\\' && i + 2 < length)
            i++;
        pylog__put_char(&name, text[i]);
    }
    put_encoded(folding, name.data, name.length);
    folding->out->failed |= name.failed;
    pylog__buffer_release(&name);
}

static void put_token(struct folding *folding, const char *text, size_t length) {
    bool encoded = !folding->utf8 && !pylog__is_ascii(text, length);
    if (*text == '<' || *text == ',')
        folding->word = NO_WORD;
    if (encoded && *text == '"' && length > 2)
        put_unquoted(folding, text, length);
    else
        put_piece(folding, text, length);
}

void pylog__put_address_header(struct pylog_buffer *out, const char *name, const char *addresses, bool utf8) {
    char storage[256];
    struct pylog_buffer plain;
    pylog__buffer_init(&plain, storage, sizeof storage);
    struct folding folding = { .utf8 = utf8 };
    begin_folding(&folding, &plain, out, name);
    if (*addresses)
        put_plain(&folding, " ", 1);
    for (const char *at = addresses, *next; *at; at = next) {
        next = is_blank(*at) ? at + strspn(at, " \t") : skip_token(at);
        put_token(&folding, at, (size_t)(next - at));
    }
    end(&folding);
}

bool pylog__next_address(const char **at, const char **address, size_t *length) {
    const char *start = *at, *end;
    if (!*start)
        return false;
    *address = start + strspn(start, " \t");
    for (end = *address; *end && *end != ','; end = is_blank(*end) ? end + 1 : skip_token(end))
        if (*end == '<') {
            *address = end + 1;
            *length = strcspn(end + 1, ">");
            end += strcspn(end, ",");
            *at = *end ? end + 1 : end;
            return true;
        }
    *at = *end ? end + 1 : end;
    while (end > *address && is_blank(end[-1]))
        end--;
    *length = (size_t)(end - *address);
    return true;
}

bool pylog__is_plain_address(const char *address, size_t length) {
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)address[i] <= ' ' || address[i] == '<' || address[i] == '>' || address[i] == 0x7F)
            return false;
    return length > 0;
}
