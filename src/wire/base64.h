/* Base 64, as Python's base64.b64encode. */
#ifndef PYLOG_WIRE_BASE64_H
#define PYLOG_WIRE_BASE64_H

#include "../base/buffer.h"

#pragma GCC visibility push(hidden)

/* Without line breaks, padded with `=`. */
void pylog__put_base64(struct pylog_buffer *out, const char *bytes, size_t length);

static inline size_t pylog__base64_length(size_t length) {
    return (length + 2) / 3 * 4;
}

#pragma GCC visibility pop

#endif
