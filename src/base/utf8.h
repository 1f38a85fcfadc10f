/* Code points in bytes that should be UTF-8. A byte that is not part of a valid sequence counts as one
 * character: Python's surrogateescape, U+DC80 to U+DCFF. */
#ifndef PYLOG_BASE_UTF8_H
#define PYLOG_BASE_UTF8_H

#include <pylog/namespace.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* The code point at bytes[0], its length in bytes to *used; length is at least 1. */
uint32_t pylog__utf8_next(const char *bytes, size_t length, size_t *used);
/* Write a code point (surrogates included), 1 to 4 bytes; returns how many. */
size_t pylog__utf8_encode(uint32_t point, char out[4]);
/* How many code points there are. */
size_t pylog__utf8_count(const char *bytes, size_t length);
/* The length in bytes of the first `points` code points, or of all if there are fewer. */
size_t pylog__utf8_prefix(const char *bytes, size_t length, size_t points);

#pragma GCC visibility pop

#endif
