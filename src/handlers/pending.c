/* A queue in one block: each record after its length, moved to the front when the end is reached. */
#include "pending.h"

#include "../base/memory.h"
#include <string.h>

bool pylog__pending_resize(struct pylog__pending *pending, size_t capacity) {
    char *block = capacity ? pylog__allocate(capacity) : NULL;
    if (capacity && !block)
        return false;
    pylog__free(pending->block);
    *pending = (struct pylog__pending){ .block = block, .capacity = capacity };
    return true;
}

bool pylog__pending_put(struct pylog__pending *pending, const char *bytes, size_t length) {
    size_t used = pending->end - pending->start, room = pending->capacity - used;
    if (room < sizeof length || room - sizeof length < length)
        return false;
    if (pending->capacity - pending->end < sizeof length + length) {
        memmove(pending->block, pending->block + pending->start, used);
        pending->start = 0;
        pending->end = used;
    }
    memcpy(pending->block + pending->end, &length, sizeof length);
    memcpy(pending->block + pending->end + sizeof length, bytes, length);
    pending->end += sizeof length + length;
    pending->records++;
    return true;
}

const char *pylog__pending_first(const struct pylog__pending *pending, size_t *length) {
    if (!pending->records)
        return NULL;
    memcpy(length, pending->block + pending->start, sizeof *length);
    return pending->block + pending->start + sizeof *length;
}

void pylog__pending_drop_first(struct pylog__pending *pending) {
    size_t length;
    if (!pylog__pending_first(pending, &length))
        return;
    pending->start += sizeof length + length;
    if (--pending->records == 0)
        pending->start = pending->end = 0;
}

void pylog__pending_clear(struct pylog__pending *pending) {
    pending->start = pending->end = pending->records = 0;
}
