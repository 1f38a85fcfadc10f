/* The text of a mail, and the encodings it travels in. */
#include "base64.h"
#include "mail.h"

enum { LONGEST_BODY_LINE = 78, BASE64_BYTES = LONGEST_BODY_LINE / 4 * 3, SNIFFED_LINES = 10 };

bool pylog__is_ascii(const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

/* ---- Lines: as bytes.splitlines() ------------------------------------------------------------ */

struct lines {
    const char *at, *end;
};

static bool next_line(struct lines *lines, const char **line, size_t *length) {
    if (lines->at == lines->end)
        return false;
    const char *stop = lines->at;
    while (stop < lines->end && *stop != '\n' && *stop != '\r')
        stop++;
    *line = lines->at;
    *length = (size_t)(stop - lines->at);
    lines->at = stop;
    if (lines->at < lines->end)
        lines->at += *stop == '\r' && stop + 1 < lines->end && stop[1] == '\n' ? 2 : 1;
    return true;
}

static size_t longest_line(const char *text, size_t length) {
    struct lines lines = { text, text + length };
    const char *line;
    size_t found, longest = 0;
    while (next_line(&lines, &line, &found))
        if (found > longest)
            longest = found;
    return longest;
}

/* The first so many lines, joined by `ending`, and one more at the end. */
static void put_lines(struct pylog_buffer *out, const char *text, size_t length, size_t most,
                      const char *ending) {
    struct lines lines = { text, text + length };
    const char *line;
    size_t found, count = 0;
    for (; count < most && next_line(&lines, &line, &found); count++) {
        if (count)
            pylog__put_string(out, ending);
        pylog__put(out, line, found);
    }
    pylog__put_string(out, ending);
}

/* ---- Quoted-printable ------------------------------------------------------------------------ */

static void put_quoted_byte(struct pylog_buffer *out, char c) {
    static const char digits[] = "0123456789ABCDEF";
    char quoted[3] = { '=', digits[(unsigned char)c >> 4], digits[(unsigned char)c & 15] };
    pylog__put(out, quoted, sizeof quoted);
}

static void quote_line(struct pylog_buffer *out, const char *line, size_t length) {
    for (size_t i = 0; i < length; i++) {
        bool safe = (line[i] >= ' ' && line[i] <= '~' && line[i] != '=') || line[i] == '\t';
        if (safe)
            pylog__put_char(out, line[i]);
        else
            put_quoted_byte(out, line[i]);
    }
}

/* A blank may not end a line: quoted where there is room for it, else before or on a line of its own. */
static void put_last_piece(struct pylog_buffer *out, const char *piece, size_t length) {
    static const char soft_break[] = "=\r\n";
    char last = length ? piece[length - 1] : '\0';
    if (last != ' ' && last != '\t') {
        pylog__put(out, piece, length);
        return;
    }
    pylog__put(out, piece, length - 1);
    if (length + 2 <= LONGEST_BODY_LINE) {
        put_quoted_byte(out, last);
    } else if (length + 1 == LONGEST_BODY_LINE) {
        pylog__put_char(out, last);
        pylog__put_string(out, soft_break);
    } else {
        pylog__put_string(out, soft_break);
        put_quoted_byte(out, last);
    }
}

/* Break a quoted line, but not within an escape. */
static void put_broken(struct pylog_buffer *out, const char *quoted, size_t length) {
    size_t start = 0;
    while (length - start > LONGEST_BODY_LINE) {
        size_t stop = start + LONGEST_BODY_LINE - 1;
        if (quoted[stop - 2] == '=')
            stop -= 2;
        else if (quoted[stop - 1] == '=')
            stop -= 1;
        pylog__put(out, quoted + start, stop - start);
        pylog__put_string(out, "=\r\n");
        start = stop;
    }
    put_last_piece(out, quoted + start, length - start);
}

static void put_quoted_printable(struct pylog_buffer *out, const char *text, size_t length, size_t most) {
    struct lines lines = { text, text + length };
    const char *line;
    size_t found, count = 0;
    char storage[512];
    struct pylog_buffer quoted;
    pylog__buffer_init(&quoted, storage, sizeof storage);
    for (; count < most && next_line(&lines, &line, &found); count++) {
        quoted.length = 0;
        quote_line(&quoted, line, found);
        put_broken(out, quoted.data, quoted.length);
        pylog__put_string(out, "\r\n");
    }
    if (!count)
        pylog__put_string(out, "\r\n");
    out->failed |= quoted.failed;
    pylog__buffer_release(&quoted);
}

/* ---- Which encoding -------------------------------------------------------------------------- */

static size_t count_body_lines(const char *text, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '\n';
    return count;
}

/* CPython tries both on the first lines, and compares; there a line break is one byte. */
static bool is_shorter_in_base64(const char *text, size_t length, bool *failed) {
    char storage[1024];
    struct pylog_buffer sniffed;
    pylog__buffer_init(&sniffed, storage, sizeof storage);
    put_lines(&sniffed, text, length, SNIFFED_LINES, "\n");
    size_t in_base64 = pylog__base64_length(sniffed.length) + 1;
    sniffed.length = 0;
    put_quoted_printable(&sniffed, text, length, SNIFFED_LINES);
    size_t quoted = sniffed.length - count_body_lines(sniffed.data, sniffed.length);
    *failed |= sniffed.failed;
    pylog__buffer_release(&sniffed);
    return quoted > in_base64;
}

static void put_in_base64(struct pylog_buffer *out, const char *text, size_t length) {
    char storage[1024];
    struct pylog_buffer joined;
    pylog__buffer_init(&joined, storage, sizeof storage);
    put_lines(&joined, text, length, SIZE_MAX, "\n");
    for (size_t at = 0; at < joined.length; at += BASE64_BYTES) {
        size_t left = joined.length - at;
        pylog__put_base64(out, joined.data + at, left < BASE64_BYTES ? left : BASE64_BYTES);
        pylog__put_string(out, "\r\n");
    }
    out->failed |= joined.failed;
    pylog__buffer_release(&joined);
}

static void put_head(struct pylog_buffer *out, const char *encoding) {
    pylog__put_string(out, "Content-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: ");
    pylog__put_string(out, encoding);
    pylog__put_string(out, "\r\nMIME-Version: 1.0\r\n\r\n");
}

void pylog__put_mail_text(struct pylog_buffer *out, const char *text, size_t length) {
    if (longest_line(text, length) <= LONGEST_BODY_LINE) {
        put_head(out, pylog__is_ascii(text, length) ? "7bit" : "8bit");
        put_lines(out, text, length, SIZE_MAX, "\r\n");
    } else if (is_shorter_in_base64(text, length, &out->failed)) {
        put_head(out, "base64");
        put_in_base64(out, text, length);
    } else {
        put_head(out, "quoted-printable");
        put_quoted_printable(out, text, length, SIZE_MAX);
    }
}

void pylog__put_dot_stuffed(struct pylog_buffer *out, const char *message, size_t length) {
    for (size_t at = 0; at < length;) {
        const char *newline = memchr(message + at, '\n', length - at);
        size_t line = newline ? (size_t)(newline - message) + 1 - at : length - at;
        if (message[at] == '.')
            pylog__put_char(out, '.');
        pylog__put(out, message + at, line);
        at += line;
    }
    pylog__put_string(out, ".\r\n");
}
