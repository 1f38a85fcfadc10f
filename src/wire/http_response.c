/* A machine of states, fed with what a server sends. */
#include "http_response.h"

#include <string.h>

/* http.client's limits. */
enum { LONGEST_HEADER_LINE = 65536, MOST_HEADERS = 100 };

void pylog__http_response_begin(struct pylog__http_response *response) {
    *response = (struct pylog__http_response){ .state = PYLOG__HTTP_STATUS };
}

static void http_fail(struct pylog__http_response *response) {
    response->state = PYLOG__HTTP_BROKEN;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static bool is_http_digit(char c) {
    return c >= '0' && c <= '9';
}

static char http_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* `HTTP/1.1 200 OK` */
static void end_status(struct pylog__http_response *response) {
    const char *line = response->line, *space = strchr(line, ' ');
    if (strncmp(line, "HTTP/", 5) != 0 || !space) {
        http_fail(response);
        return;
    }
    const char *code = space + strspn(space, " ");
    if (!is_http_digit(code[0]) || !is_http_digit(code[1]) || !is_http_digit(code[2]) || (code[3] && code[3] != ' ') ||
        code[0] == '0') {
        http_fail(response);
        return;
    }
    response->status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
    response->state = PYLOG__HTTP_HEADERS;
}

/* What follows `name:` and blanks; NULL if the line is another header. */
static const char *header_value(const char *line, const char *name) {
    for (; *name; line++, name++)
        if (http_lower(*line) != *name)
            return NULL;
    return *line == ':' ? line + 1 + strspn(line + 1, " \t") : NULL;
}

/* The digit's value, or more than any base. */
static unsigned digit_value(char c) {
    c = http_lower(c);
    return is_http_digit(c) ? (unsigned)(c - '0') : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 99;
}

/* False if there is no number, or one that is out of all proportion. */
static bool read_http_number(const char *at, unsigned base, uint64_t *out) {
    uint64_t value = 0;
    if (digit_value(*at) >= base)
        return false;
    for (; digit_value(*at) < base; at++) {
        if (value > UINT64_MAX >> 8)
            return false;
        value = value * base + digit_value(*at);
    }
    *out = value;
    return *at == '\0' || strchr(" \t;", *at) != NULL;
}

/* Chunks are the last coding that is applied, so `chunked` ends the list. */
static bool ends_with_chunked(const char *value) {
    static const char chunked[] = "chunked";
    size_t length = strlen(value), size = sizeof chunked - 1;
    while (length && strchr(" \t", value[length - 1]))
        length--;
    if (length < size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (http_lower(value[length - size + i]) != chunked[i])
            return false;
    return true;
}

static void begin_body(struct pylog__http_response *response) {
    if (response->status >= 100 && response->status < 200 && response->status != 101) {
        pylog__http_response_begin(response); /* `100 Continue`: the answer is yet to come */
        return;
    }
    response->has_headers = true;
    if (response->status == 204 || response->status == 304)
        response->state = PYLOG__HTTP_DONE;
    else if (response->chunked)
        response->state = PYLOG__HTTP_CHUNK_SIZE;
    else if (!response->has_length)
        response->state = PYLOG__HTTP_UNTIL_CLOSE;
    else
        response->state = response->left ? PYLOG__HTTP_BODY : PYLOG__HTTP_DONE;
}

/* A length that is none is ignored, as http.client does: the body ends with the connection. */
static void end_header(struct pylog__http_response *response) {
    const char *value = NULL;
    if (!response->column) {
        begin_body(response);
    } else if (++response->headers > MOST_HEADERS) {
        http_fail(response);
    } else if ((value = header_value(response->line, "content-length")) != NULL) {
        response->has_length = read_http_number(value, 10, &response->left);
    } else if ((value = header_value(response->line, "transfer-encoding")) != NULL) {
        response->chunked = ends_with_chunked(value);
    }
}

static void end_chunk_size(struct pylog__http_response *response) {
    if (!read_http_number(response->line, 16, &response->left))
        http_fail(response);
    else
        response->state = response->left ? PYLOG__HTTP_CHUNK : PYLOG__HTTP_TRAILERS;
}

static void end_header_line(struct pylog__http_response *response) {
    if (response->column && response->column <= sizeof response->line &&
        response->line[response->column - 1] == '\r')
        response->column--;
    size_t kept = response->column < sizeof response->line ? response->column : sizeof response->line - 1;
    response->line[kept] = '\0';
    switch (response->state) {
    case PYLOG__HTTP_STATUS: end_status(response); break;
    case PYLOG__HTTP_HEADERS: end_header(response); break;
    case PYLOG__HTTP_CHUNK_SIZE: end_chunk_size(response); break;
    case PYLOG__HTTP_CHUNK_END:
        response->state = response->column ? PYLOG__HTTP_BROKEN : PYLOG__HTTP_CHUNK_SIZE;
        break;
    case PYLOG__HTTP_TRAILERS:
        if (!response->column)
            response->state = PYLOG__HTTP_DONE;
        else if (++response->headers > MOST_HEADERS)
            http_fail(response);
        break;
    case PYLOG__HTTP_BODY:
    case PYLOG__HTTP_CHUNK:
    case PYLOG__HTTP_UNTIL_CLOSE:
    case PYLOG__HTTP_DONE:
    case PYLOG__HTTP_BROKEN: break;
    }
    response->column = 0;
}

static void take_of_line(struct pylog__http_response *response, char c) {
    if (c == '\n') {
        end_header_line(response);
        return;
    }
    if (response->column < sizeof response->line)
        response->line[response->column] = c;
    if (++response->column > LONGEST_HEADER_LINE)
        http_fail(response);
}

/* ---- Bytes ----------------------------------------------------------------------------------- */

/* As much as there is of what is left. */
static size_t skip_bytes(struct pylog__http_response *response, size_t length, enum pylog__http_state next) {
    size_t skipped = response->left < length ? (size_t)response->left : length;
    response->left -= skipped;
    if (!response->left)
        response->state = next;
    return skipped;
}

size_t pylog__http_response_feed(struct pylog__http_response *response, const char *bytes, size_t length) {
    size_t at = 0;
    while (at < length) {
        switch (response->state) {
        case PYLOG__HTTP_BODY: at += skip_bytes(response, length - at, PYLOG__HTTP_DONE); break;
        case PYLOG__HTTP_CHUNK: at += skip_bytes(response, length - at, PYLOG__HTTP_CHUNK_END); break;
        case PYLOG__HTTP_UNTIL_CLOSE: at = length; break;
        case PYLOG__HTTP_DONE:
        case PYLOG__HTTP_BROKEN: return at;
        case PYLOG__HTTP_STATUS:
        case PYLOG__HTTP_HEADERS:
        case PYLOG__HTTP_CHUNK_SIZE:
        case PYLOG__HTTP_CHUNK_END:
        case PYLOG__HTTP_TRAILERS: take_of_line(response, bytes[at++]); break;
        }
    }
    return at;
}

bool pylog__http_response_end(struct pylog__http_response *response) {
    if (response->state == PYLOG__HTTP_UNTIL_CLOSE)
        response->state = PYLOG__HTTP_DONE;
    else if (response->state != PYLOG__HTTP_DONE)
        http_fail(response);
    return response->state == PYLOG__HTTP_DONE;
}
