/* Text that grows, by doubling. */
#include "buffer.h"

#include "error.h"
#include "memory.h"
#include "printf.h"
#include "utf8.h"
#include <errno.h>
#include <stdint.h>

void pylog__buffer_release(struct pylog_buffer *buffer) {
    if (buffer->owned)
        pylog__free(buffer->data);
}

bool pylog__buffer_grow(struct pylog_buffer *buffer, size_t more) {
    if (more < buffer->capacity - buffer->length)
        return true;
    if (more > SIZE_MAX / 2 - buffer->capacity) {
        errno = ENOMEM;
        return false;
    }
    size_t capacity = buffer->capacity + more;
    capacity += capacity / 2 + 64;
    char *data = pylog__resize(buffer->owned ? buffer->data : NULL, capacity);
    if (!data)
        return false;
    if (!buffer->owned)
        memcpy(data, buffer->data, buffer->length);
    buffer->data = data;
    buffer->capacity = capacity;
    buffer->owned = true;
    return true;
}

static bool is_continuation(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

void pylog__put_slowly(struct pylog_buffer *buffer, const char *bytes, size_t length) {
    if (buffer->failed)
        return;
    if (!pylog__buffer_grow(buffer, length)) {
        buffer->failed = true;
        length = buffer->capacity - buffer->length - 1;
        while (length && is_continuation(bytes[length]))
            length--;
    }
    memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
}

char *pylog__buffer_room(struct pylog_buffer *buffer, size_t length) {
    if (buffer->failed)
        return NULL;
    if (!pylog__buffer_grow(buffer, length)) {
        buffer->failed = true;
        return NULL;
    }
    return buffer->data + buffer->length;
}

void pylog__put_fill(struct pylog_buffer *buffer, char c, size_t count) {
    char *room = count ? pylog__buffer_room(buffer, count) : NULL;
    if (!room)
        return;
    memset(room, c, count);
    buffer->length += count;
}

void pylog__buffer_insert(struct pylog_buffer *buffer, size_t offset, char fill, size_t count) {
    if (!pylog__buffer_room(buffer, count))
        return;
    char *at = buffer->data + offset;
    memmove(at + count, at, buffer->length - offset);
    memset(at, fill, count);
    buffer->length += count;
}

/* ---- The public side ------------------------------------------------------------------------- */

/* The first storage stands behind the structure, in the same block. */
enum { FIRST_SIZE = 256 };

pylog_buffer *pylog_buffer_new(void) {
    struct pylog_buffer *buffer = pylog__allocate(sizeof *buffer + FIRST_SIZE);
    if (!buffer) {
        pylog__fail_memory();
        return NULL;
    }
    pylog__buffer_init(buffer, (char *)(buffer + 1), FIRST_SIZE);
    return buffer;
}

void pylog_buffer_free(pylog_buffer *buffer) {
    if (buffer)
        pylog__buffer_release(buffer);
    pylog__free(buffer);
}

const char *pylog_buffer_data(const pylog_buffer *buffer) {
    buffer->data[buffer->length] = '\0';
    return buffer->data;
}

size_t pylog_buffer_length(const pylog_buffer *buffer) {
    return buffer->length;
}

int pylog_buffer_append(pylog_buffer *buffer, const char *bytes, size_t length) {
    if (buffer->failed || !pylog__buffer_grow(buffer, length)) {
        buffer->failed = true;
        return pylog__fail_memory();
    }
    pylog__put(buffer, bytes, length);
    return 0;
}

int pylog_buffer_printf(pylog_buffer *buffer, const char *fmt, ...) {
    int error = errno;
    size_t length = buffer->length;
    if (buffer->failed)
        return pylog__fail_memory();
    va_list args;
    va_start(args, fmt);
    int result = pylog__format_message(buffer, fmt, args, error);
    va_end(args);
    if (result)
        return -1;
    if (buffer->failed) {
        buffer->length = length;
        return pylog__fail_memory();
    }
    return 0;
}

void pylog_buffer_clear(pylog_buffer *buffer) {
    buffer->length = 0;
    buffer->failed = false;
}
