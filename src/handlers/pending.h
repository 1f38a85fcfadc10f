/* Records that wait for a peer: a queue of byte strings in a block of fixed size. */
#ifndef PYLOG_HANDLERS_PENDING_H
#define PYLOG_HANDLERS_PENDING_H

#include <pylog/namespace.h>
#include <stdbool.h>
#include <stddef.h>

#pragma GCC visibility push(hidden)

struct pylog__pending {
    char *block; /* NULL: nothing can be kept */
    size_t capacity;
    size_t start, end; /* of what is kept */
    size_t records;
};

/* False without memory; nothing has changed then. What was kept is dropped. 0: nothing can be kept. */
bool pylog__pending_resize(struct pylog__pending *pending, size_t capacity);
/* False if there is no room: a record takes its length and that of a size_t. */
bool pylog__pending_put(struct pylog__pending *pending, const char *bytes, size_t length);
/* The oldest, valid until the next change; NULL: none. */
const char *pylog__pending_first(const struct pylog__pending *pending, size_t *length);
void pylog__pending_drop_first(struct pylog__pending *pending);
void pylog__pending_clear(struct pylog__pending *pending);

#pragma GCC visibility pop

#endif
