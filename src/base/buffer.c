/* Text that grows, by doubling. */
#include "buffer.h"

#include "memory.h"
#include <errno.h>
#include <stdint.h>

extern inline void pylog__put(struct pylog_buffer *buffer, const char *bytes, size_t length);
extern inline void pylog__put_string(struct pylog_buffer *buffer, const char *string);

const char pylog__no_text[PYLOG__PADDING];

void pylog__buffer_release(struct pylog_buffer *buffer) {
    if (buffer->owned)
        pylog__free(buffer->data);
}

bool pylog__buffer_grow(struct pylog_buffer *buffer, size_t more) {
    if (more < buffer->capacity - buffer->length)
        return true;
    if (buffer->fixed || more > SIZE_MAX / 2 - buffer->capacity) {
        errno = ENOMEM;
        return false;
    }
    size_t capacity = buffer->capacity + more;
    capacity += capacity / 2 + 64;
    char *data = pylog__resize(buffer->owned ? buffer->data : NULL, capacity);
    if (!data)
        return false;
    if (!buffer->owned && buffer->length) /* else there may be no data */
        memcpy(data, buffer->data, buffer->length);
    buffer->data = data;
    buffer->capacity = capacity;
    buffer->owned = true;
    return true;
}

static bool continues_character(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

void pylog__put_slowly(struct pylog_buffer *buffer, const char *bytes, size_t length) {
    if (buffer->failed)
        return;
    if (!pylog__buffer_grow(buffer, length)) {
        buffer->failed = true;
        length = buffer->capacity - buffer->length - 1;
        while (length && continues_character(bytes[length]))
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
