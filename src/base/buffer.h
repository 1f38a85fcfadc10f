/* Text that grows: struct pylog_buffer, beginning in storage that the caller lends it.
 *
 * The internal way to append never fails: without memory the buffer keeps what fits into it, drops the
 * rest and remembers that (`failed`). So a record is cut short rather than lost. */
#ifndef PYLOG_BASE_BUFFER_H
#define PYLOG_BASE_BUFFER_H

#include "copy.h"
#include <pylog.h>

#pragma GCC visibility push(hidden)

struct pylog_buffer {
    char *data; /* `capacity` bytes, the last of them for a NUL */
    size_t length;
    size_t capacity;
    bool owned;  /* data is ours to free: it is not the caller's storage */
    bool failed; /* text is missing, for want of memory */
    bool fixed;  /* it may not grow: what does not fit is missing */
};

/* Begin in this storage, which must outlive the buffer; size is at least 1. */
static inline void pylog__buffer_init(struct pylog_buffer *buffer, char *storage, size_t size) {
    buffer->data = storage;
    buffer->length = 0;
    buffer->capacity = size;
    buffer->owned = false;
    buffer->failed = false;
    buffer->fixed = false;
}
/* Free what has been allocated. The buffer may not be used afterwards. */
void pylog__buffer_release(struct pylog_buffer *buffer);

/* Make room for `more` bytes (and a NUL); false without memory, with errno ENOMEM, nothing changed. */
bool pylog__buffer_grow(struct pylog_buffer *buffer, size_t more);

/* pylog__put and pylog__put_string are not static: where the compiler is to save space, it calls those in buffer.c. */

/* The slow half of pylog__put: grow, or keep what fits (of UTF-8, whole characters). */
void pylog__put_slowly(struct pylog_buffer *buffer, const char *bytes, size_t length);

inline void pylog__put(struct pylog_buffer *buffer, const char *bytes, size_t length) {
    if (length < buffer->capacity - buffer->length && !buffer->failed) {
        memcpy(buffer->data + buffer->length, bytes, length);
        buffer->length += length;
    } else {
        pylog__put_slowly(buffer, bytes, length);
    }
}

static inline void pylog__put_short(struct pylog_buffer *buffer, const char *bytes, size_t length) {
    if (length < buffer->capacity - buffer->length && !buffer->failed) {
        pylog__copy(buffer->data + buffer->length, bytes, length);
        buffer->length += length;
    } else {
        pylog__put_slowly(buffer, bytes, length);
    }
}

/* Padded text has so many bytes behind it that may be read: short text is copied at once then. */
enum { PYLOG__PADDING = 16 };
extern const char pylog__no_text[PYLOG__PADDING];

static inline void pylog__put_char(struct pylog_buffer *buffer, char c) {
    pylog__put(buffer, &c, 1);
}

inline void pylog__put_string(struct pylog_buffer *buffer, const char *string) {
    pylog__put(buffer, string, strlen(string));
}

/* The same byte many times. */
void pylog__put_fill(struct pylog_buffer *buffer, char c, size_t count);

/* Room for `length` bytes at the end, to be written to and then added to buffer->length by the caller;
 * NULL, and the buffer has failed, without memory. */
char *pylog__buffer_room(struct pylog_buffer *buffer, size_t length);

/* Put `count` bytes of `fill` in at an offset: for padding what has been written. */
void pylog__buffer_insert(struct pylog_buffer *buffer, size_t offset, char fill, size_t count);

/* The text, with a NUL after it. */
static inline char *pylog__buffer_text(struct pylog_buffer *buffer) {
    buffer->data[buffer->length] = '\0';
    return buffer->data;
}

#pragma GCC visibility pop

#endif
