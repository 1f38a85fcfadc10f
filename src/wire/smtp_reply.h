/* Reading replies of an SMTP server (RFC 5321, 4.2), as smtplib does: bytes in, state out. Pure. */
#ifndef PYLOG_WIRE_SMTP_REPLY_H
#define PYLOG_WIRE_SMTP_REPLY_H

#include "../base/buffer.h"

#pragma GCC visibility push(hidden)

enum pylog__smtp_state {
    PYLOG__SMTP_MORE,  /* the reply has not ended */
    PYLOG__SMTP_DONE,  /* `code` and `text` are known */
    PYLOG__SMTP_BROKEN /* this is no reply: no number before the text, or too long a one */
};

struct pylog__smtp_reply {
    enum pylog__smtp_state state;
    int code;
    struct pylog_buffer *text; /* of all lines, joined by "\n"; the caller's */
    size_t column;             /* bytes of the present line so far */
    size_t line_start;         /* its offset in the text */
    bool last;                 /* no further line follows */
};

void pylog__smtp_reply_begin(struct pylog__smtp_reply *reply, struct pylog_buffer *text);
/* Take bytes until the reply ends; how many were taken. */
size_t pylog__smtp_reply_feed(struct pylog__smtp_reply *reply, const char *bytes, size_t length);

/* Of the text of a reply to EHLO: does the server have this extension, and which parameters does it name? The
 * parameters of lines that repeat one (`AUTH`, and `AUTH=` of old servers) are asked for one by one. */
bool pylog__smtp_has_extension(const char *text, const char *name);
bool pylog__smtp_has_parameter(const char *text, const char *name, const char *parameter);

#pragma GCC visibility pop

#endif
