/* A message of mail as Python's email.message.EmailMessage makes it: headers folded at 78 characters, words
 * that are not ASCII encoded (RFC 2047), and a text whose transfer encoding depends on what is in it. Pure.
 */
#ifndef PYLOG_WIRE_MAIL_H
#define PYLOG_WIRE_MAIL_H

#include "../base/buffer.h"

#pragma GCC visibility push(hidden)

/* Without memory the buffers have failed. Lines end with "\r\n". */

/* `Name: text`, any text without line breaks (Subject). With `utf8` nothing is encoded: SMTPUTF8. */
void pylog__put_text_header(struct pylog_buffer *out, const char *name, const char *text, size_t length,
                            bool utf8);
/* The same for a list of addresses (From, To), where only the names of people may be encoded. */
void pylog__put_address_header(struct pylog_buffer *out, const char *name, const char *addresses, bool utf8);

/* `Content-Type`, `Content-Transfer-Encoding`, `MIME-Version`, an empty line, and the text. */
void pylog__put_mail_text(struct pylog_buffer *out, const char *text, size_t length);

/* What SMTP sends: a dot more before each line that begins with one, and a line with a dot at the end. The
 * message ends with a line break. */
void pylog__put_dot_stuffed(struct pylog_buffer *out, const char *message, size_t length);

/* The next address of a list like `Ann <a@x>, b@y`: a@x. Moves *at past it; false at the end. An address that
 * is there twice is given twice; `length` 0: something that is no address stands here. */
bool pylog__next_address(const char **at, const char **address, size_t *length);
/* Can it be sent to an SMTP server as it is: no blanks, brackets or control characters? */
bool pylog__is_plain_address(const char *address, size_t length);

bool pylog__is_ascii(const char *bytes, size_t length);

#pragma GCC visibility pop

#endif
