/* What goes into a URL: Python's urllib.parse. */
#ifndef PYLOG_WIRE_URL_H
#define PYLOG_WIRE_URL_H

#include "../base/buffer.h"

#pragma GCC visibility push(hidden)

/* quote_plus: a space is `+`, letters, digits and `_.-~` stand for themselves, other bytes are %XX. */
void pylog__put_quoted_plus(struct pylog_buffer *out, const char *bytes, size_t length);

/* The host and port that `http://host:port/...` names; NULL if the URL names none. */
const char *pylog__url_network_location(const char *url, size_t *length);

#pragma GCC visibility pop

#endif
