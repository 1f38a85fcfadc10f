/* Records as a queue carries them: from a record to the bytes of an entry, and back to a record. */
#ifndef PYLOG_QUEUE_ENTRY_H
#define PYLOG_QUEUE_ENTRY_H

#include "../record/packed_call.h"
#include "../record/record.h"

#pragma GCC visibility push(hidden)

/* The kinds besides those of log calls (record/packed_call.h); 0 is padding. */
enum {
    PYLOG__ENTRY_COPY = PYLOG__ENTRY_TICKED + 1, /* a record, copied into the entry */
    PYLOG__ENTRY_HEAP,       /* a record, copied into memory of its own, which the entry owns */
    PYLOG__ENTRY_PRODUCER_ID /* whose the entries are that follow; the entry owns it */
};

/* Can the log call be carried that the record was made by? Not if there is more to the record than that, if
 * its arguments are not to be packed, or if it has to do with its thread otherwise than by the producer_id.
 */
bool pylog__entry_is_call(const struct pylog__record *record);

/* Write an entry to `at`, where there are `room` bytes. Returns its size: if that is more than the room,
 * nothing worth anything has been written. 0 with the error set if the record cannot be copied. */
size_t pylog__entry_write_call(char *at, size_t room, const struct pylog__record *record);
size_t pylog__entry_write_copy(char *at, size_t room, const struct pylog__record *record);
size_t pylog__entry_write_heap(char *at, size_t room, struct pylog_record *owned);
size_t pylog__entry_write_producer_id(char *at, size_t room, struct pylog__producer_id *owned);

/* The record as Python's QueueHandler.prepare leaves it: its message is `text`, without arguments, exception
 * and stack. It borrows all else from the record, and lives as long as `no_exc_text`, which is its. */
void pylog__entry_prepare(struct pylog__record *prepared, struct pylog__override *no_exc_text,
                          const struct pylog__record *record, const char *text, size_t length);

/* The record in an entry: `record`, made from it, or the one that it holds. It is released by
 * pylog__entry_close, while the entry still stands. NULL if its message cannot be made, which has been
 * reported. */
struct pylog__record *pylog__entry_open(struct pylog__queue_entry *entry, int64_t created,
                                        const struct pylog__producer_id *producer_id,
                                        struct pylog__record *record, struct pylog__scratch *scratch);
void pylog__entry_close(struct pylog__queue_entry *entry, struct pylog__record *opened);
/* The same, but the entry will be opened again. */
void pylog__entry_leave(struct pylog__queue_entry *entry, struct pylog__record *opened);

/* Release what an entry owns. */
void pylog__entry_discard(struct pylog__queue_entry *entry);
/* What an entry owns and hands over: NULL if it is of another kind, or has done so. */
struct pylog_record *pylog__entry_take_heap(struct pylog__queue_entry *entry);
struct pylog__producer_id *pylog__entry_take_producer_id(struct pylog__queue_entry *entry);

#pragma GCC visibility pop

#endif
