/* A whole file, as text. */
#ifndef PYLOG_SYNTAX_READ_FILE_H
#define PYLOG_SYNTAX_READ_FILE_H

#include "../codec/codec.h"

#pragma GCC visibility push(hidden)

/* Append all bytes of a file. 0; or -1 with OSError (`[Errno 2] No such file or directory: 'x'`), with
 * ValueError if it is longer than a configuration may be, or ENOMEM. */
int pylog__read_file(const char *path, struct pylog_buffer *out);

/* Append text that is encoded as UTF-8; a byte order mark in front is left out by the encodings that have
 * one. RAW and UTF-8 are passed on as they are. 0; or -1 with EINVAL and Python's UnicodeDecodeError
 * sentence, or ENOMEM. */
int pylog__decode(enum pylog__encoding encoding, const char *bytes, size_t length, struct pylog_buffer *out);

#pragma GCC visibility pop

#endif
