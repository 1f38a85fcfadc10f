/* Records that are kept, the oldest first, up to a number. Whoever owns the buffer has a lock for it. */
#ifndef PYLOG_HANDLERS_RECORD_BUFFER_H
#define PYLOG_HANDLERS_RECORD_BUFFER_H

#include <pylog/handlers.h>

#pragma GCC visibility push(hidden)

struct pylog__record_buffer {
    struct pylog_record **slots; /* a ring */
    size_t size, first, count;
};

/* Keep a copy of the record. 0, or -1 with errno; nothing has changed then. */
int pylog__record_buffer_add(struct pylog__record_buffer *buffer, const struct pylog_record *record);
/* The oldest one, to be freed; NULL if there is none. */
struct pylog_record *pylog__record_buffer_take(struct pylog__record_buffer *buffer);
/* Free them all; returns how many. */
size_t pylog__record_buffer_clear(struct pylog__record_buffer *buffer);
void pylog__record_buffer_release(struct pylog__record_buffer *buffer);
/* In a child of fork: the records are the parent's. They are not freed, because a thread of the parent's may
 * have been at work on them, but left behind in the ring. */
void pylog__record_buffer_forget(struct pylog__record_buffer *buffer);

#pragma GCC visibility pop

#endif
