/* A ring of records. */
#include "record_buffer.h"

#include "../base/error.h"
#include "../base/memory.h"

static bool grow(struct pylog__record_buffer *buffer) {
    const size_t size = buffer->size ? 2 * buffer->size : 16;
    struct pylog_record **slots = pylog__allocate(size * sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < buffer->count; i++)
        slots[i] = buffer->slots[(buffer->first + i) % buffer->size];
    struct pylog_record **before = buffer->slots;
    buffer->slots = slots; /* first: a fork may come at any time, and needs as much room as `size` says */
    buffer->first = 0;
    buffer->size = size;
    pylog__free(before);
    return true;
}

int pylog__record_buffer_add(struct pylog__record_buffer *buffer, const struct pylog_record *record) {
    if (buffer->count == buffer->size && !grow(buffer))
        return pylog__fail_memory();
    struct pylog_record *copy = pylog_record_copy(record);
    if (!copy)
        return -1;
    buffer->slots[(buffer->first + buffer->count++) % buffer->size] = copy;
    return 0;
}

struct pylog_record *pylog__record_buffer_take(struct pylog__record_buffer *buffer) {
    if (!buffer->count)
        return NULL;
    struct pylog_record *oldest = buffer->slots[buffer->first];
    buffer->first = (buffer->first + 1) % buffer->size;
    buffer->count--;
    return oldest;
}

size_t pylog__record_buffer_clear(struct pylog__record_buffer *buffer) {
    const size_t count = buffer->count;
    while (buffer->count)
        pylog_record_free(pylog__record_buffer_take(buffer));
    return count;
}

void pylog__record_buffer_release(struct pylog__record_buffer *buffer) {
    pylog__record_buffer_clear(buffer);
    pylog__free(buffer->slots);
}

void pylog__record_buffer_forget(struct pylog__record_buffer *buffer) {
    if (buffer->size)
        buffer->first = (buffer->first + buffer->count) % buffer->size;
    buffer->count = 0;
}
