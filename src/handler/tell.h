/* Records on their way to a stream, and what the library itself has to say on stderr. */
#ifndef PYLOG_HANDLER_TELL_H
#define PYLOG_HANDLER_TELL_H

#include "../port/stream.h"

#pragma GCC visibility push(hidden)

/* What is kept of a stream from one record to the next; zeroes at first, and for another stream. */
struct pylog__stream {
    struct pylog__stream_state state;
    atomic_bool fragment; /* its last line is a part of a record: the next one begins with a newline */
};

/* Write records, or whatever must not be mixed with others. Returns how many bytes have been taken; if not
 * all have, errno says why, and the rest is not to be written any more. Waits as pylog__port_stream_write
 * does, for ten seconds. */
size_t pylog__stream_write(FILE *file, struct pylog__stream *stream, const char *text, size_t length);

/* Say something on stderr, in one write: every report of the library, and what is meant for stderr where
 * there is no handler. No signal and no error comes of it; a stderr that is closed, full or not read loses
 * it, the latter after a second. errno is kept. Text of others (names, sentences) goes through
 * pylog__put_harmless before. */
void pylog__tell(const char *text, size_t length);
/* 0, or -1 with errno: for a handler that writes to stderr. */
int pylog__stderr_write(const char *text, size_t length);

#pragma GCC visibility pop

#endif
