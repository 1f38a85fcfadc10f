/* Reading the response of an HTTP server, to its end: bytes in, state out. Pure. The body is thrown away;
 * what counts is where it ends, be it by its length, by chunks, or by the end of the connection (RFC 9112,
 * 6). */
#ifndef PYLOG_WIRE_HTTP_RESPONSE_H
#define PYLOG_WIRE_HTTP_RESPONSE_H

#include <pylog/namespace.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

enum pylog__http_state {
    PYLOG__HTTP_STATUS,
    PYLOG__HTTP_HEADERS,
    PYLOG__HTTP_BODY, /* `left` bytes of it are to come */
    PYLOG__HTTP_CHUNK_SIZE,
    PYLOG__HTTP_CHUNK,     /* `left` bytes of it */
    PYLOG__HTTP_CHUNK_END, /* the line break after it */
    PYLOG__HTTP_TRAILERS,
    PYLOG__HTTP_UNTIL_CLOSE,
    PYLOG__HTTP_DONE,
    PYLOG__HTTP_BROKEN /* this is no HTTP */
};

struct pylog__http_response {
    enum pylog__http_state state;
    int status;
    bool has_headers; /* status and headers are complete: the server has answered */
    bool chunked, has_length;
    uint64_t left;
    unsigned headers;
    size_t column;  /* bytes of the present line so far */
    char line[128]; /* its beginning: more than any header has that matters here */
};

void pylog__http_response_begin(struct pylog__http_response *response);
/* Take bytes until the response ends; how many were taken. */
size_t pylog__http_response_feed(struct pylog__http_response *response, const char *bytes, size_t length);
/* The connection has ended: is the response whole? */
bool pylog__http_response_end(struct pylog__http_response *response);

#pragma GCC visibility pop

#endif
