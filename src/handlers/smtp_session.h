/* The dialogue with an SMTP server (RFC 5321), in the steps and the spelling of Python's smtplib. */
#ifndef PYLOG_HANDLERS_SMTP_SESSION_H
#define PYLOG_HANDLERS_SMTP_SESSION_H

#include "../base/buffer.h"
#include "conversation.h"

#pragma GCC visibility push(hidden)

struct pylog__smtp_session {
    struct pylog__conversation *conversation;
    char input[1024]; /* what has come and is not read yet: from `start` to `end` */
    size_t start, end;
    int code; /* of the last reply */
    struct pylog_buffer text;
    char text_storage[512];
    bool extended;                  /* the server has answered EHLO: */
    struct pylog_buffer extensions; /* the text of that */
    char extensions_storage[512];
};

/* All of them return 0, or -1 with the error set. */

/* Read the greeting of a server that a connection has been made to. To be released, also after an error. */
int pylog__smtp_greet(struct pylog__smtp_session *session, struct pylog__conversation *conversation);
void pylog__smtp_release(struct pylog__smtp_session *session);

/* EHLO, or HELO for an old server. */
int pylog__smtp_hello(struct pylog__smtp_session *session);
/* STARTTLS; afterwards the server must be greeted anew by hello. */
int pylog__smtp_start_tls(struct pylog__smtp_session *session, const char *host);
/* AUTH PLAIN, else LOGIN. */
int pylog__smtp_login(struct pylog__smtp_session *session, const char *username, const char *password);
bool pylog__smtp_supports(struct pylog__smtp_session *session, const char *extension);

/* MAIL, RCPT for each address of the list, and DATA: the message as it is, without its final dot.
 * `international`: an address is not ASCII, which needs SMTPUTF8. */
int pylog__smtp_send(struct pylog__smtp_session *session, const char *from, const char *to,
                     const struct pylog_buffer *message, bool international);
/* QUIT; what comes of it does not matter. */
void pylog__smtp_quit(struct pylog__smtp_session *session);

#pragma GCC visibility pop

#endif
