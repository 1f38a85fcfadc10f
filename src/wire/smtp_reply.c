/* Lines of `250-text`, the last of them `250 text`. */
#include "smtp_reply.h"

/* smtplib's _MAXLINE, and how much text a server may send in one reply. */
enum { LONGEST_REPLY_LINE = 8192, LONGEST_TEXT = 65536 };

void pylog__smtp_reply_begin(struct pylog__smtp_reply *reply, struct pylog_buffer *text) {
    *reply = (struct pylog__smtp_reply){ .text = text };
    text->length = 0;
}

static bool is_reply_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void trim_line(struct pylog__smtp_reply *reply) {
    struct pylog_buffer *text = reply->text;
    char *line = text->data + reply->line_start;
    size_t length = text->length - reply->line_start, blanks = 0;
    while (length && is_reply_blank(line[length - 1]))
        length--;
    while (blanks < length && is_reply_blank(line[blanks]))
        blanks++;
    memmove(line, line + blanks, length - blanks);
    text->length = reply->line_start + length - blanks;
}

static void end_line(struct pylog__smtp_reply *reply) {
    trim_line(reply);
    if (reply->column < 3) {
        reply->state = PYLOG__SMTP_BROKEN;
    } else if (reply->last || reply->column == 3) {
        reply->state = PYLOG__SMTP_DONE;
    } else {
        pylog__put_char(reply->text, '\n');
        reply->line_start = reply->text->length;
        reply->column = 0;
    }
}

static void take_digit(struct pylog__smtp_reply *reply, char c) {
    if (c < '0' || c > '9')
        reply->state = PYLOG__SMTP_BROKEN;
    else
        reply->code = (reply->column ? reply->code * 10 : 0) + (c - '0');
}

/* A line of nothing but the number ends the reply; smtplib is as lenient. */
static void take_character(struct pylog__smtp_reply *reply, char c) {
    if (c == '\n') {
        end_line(reply);
        return;
    }
    if (reply->column < 3)
        take_digit(reply, c);
    else if (reply->column == 3)
        reply->last = c != '-';
    else
        pylog__put_char(reply->text, c);
    reply->column++;
    if (reply->column > LONGEST_REPLY_LINE || reply->text->length > LONGEST_TEXT || reply->text->failed)
        reply->state = PYLOG__SMTP_BROKEN;
}

size_t pylog__smtp_reply_feed(struct pylog__smtp_reply *reply, const char *bytes, size_t length) {
    size_t taken = 0;
    while (taken < length && reply->state == PYLOG__SMTP_MORE)
        take_character(reply, bytes[taken++]);
    return taken;
}

/* ---- Extensions ------------------------------------------------------------------------------ */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool is_separator(char c) {
    return c == ' ' || c == '=' || c == '\t' || c == '\n' || c == '\0';
}

/* The name at `at`, and nothing more: what follows it. */
static const char *skip_name(const char *at, const char *name) {
    for (; *name; at++, name++)
        if (lower(*at) != lower(*name))
            return NULL;
    return is_separator(*at) ? at : NULL;
}

/* What follows the name in the next line that begins with it. The first line is the server's greeting. */
static const char *next_reply_line(const char *text, const char *name) {
    while ((text = strchr(text, '\n')) != NULL) {
        const char *rest = skip_name(++text, name);
        if (rest)
            return rest;
    }
    return NULL;
}

bool pylog__smtp_has_extension(const char *text, const char *name) {
    return next_reply_line(text, name) != NULL;
}

static bool line_has(const char *at, const char *parameter) {
    while (*at && *at != '\n') {
        if (skip_name(at, parameter) && is_separator(at[-1]))
            return true;
        at++;
    }
    return false;
}

bool pylog__smtp_has_parameter(const char *text, const char *name, const char *parameter) {
    for (const char *line = text; (line = next_reply_line(line, name)) != NULL;)
        if (line_has(line, parameter))
            return true;
    return false;
}
