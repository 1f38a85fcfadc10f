/* A ring of entries that one thread puts and one other thread at a time takes, without a lock.
 *
 * Positions only grow; where an entry stands is the position modulo the capacity. An entry lies in one piece:
 * if the end of the memory is too near for it, padding stands there, which the consumer steps over. */
#ifndef PYLOG_BASE_RING_H
#define PYLOG_BASE_RING_H

#include "../port/port.h"

#pragma GCC visibility push(hidden)

enum { PYLOG__ENTRY_ALIGNMENT = 16 };

/* Begins every entry. */
struct pylog__entry {
    uint32_t tag; /* the size, with this, a multiple of the alignment; and, less than that, the kind */
};

enum { PYLOG__ENTRY_PADDING = 0 }; /* a kind; the others are of who uses the ring */

static inline uint32_t pylog__entry_tag(size_t size, unsigned kind) {
    return (uint32_t)size | kind;
}
static inline size_t pylog__entry_size(const struct pylog__entry *entry) {
    return entry->tag & ~(uint32_t)(PYLOG__ENTRY_ALIGNMENT - 1);
}
static inline unsigned pylog__entry_kind(const struct pylog__entry *entry) {
    return entry->tag & (PYLOG__ENTRY_ALIGNMENT - 1);
}
static inline size_t pylog__entry_round(size_t size) {
    return (size + (PYLOG__ENTRY_ALIGNMENT - 1)) & ~(size_t)(PYLOG__ENTRY_ALIGNMENT - 1);
}

enum { PYLOG__CACHE_LINE = 64 };

/* The first place in a block that begins a cache line. */
static inline void *pylog__begin_cache_line(void *block) {
    return (char *)block + (-(uintptr_t)block & (PYLOG__CACHE_LINE - 1));
}

/* It begins a cache line, and what the producer writes at each entry another one, in which there is room for
 * what else belongs to the producer: the end of the struct. */
struct pylog__ring {
    /* the consumer's */
    _Atomic uint64_t tail; /* up to here entries have been taken */
    /* no one's: they do not change, and the consumer reads them */
    size_t capacity; /* a power of two */
    size_t fill;     /* how full the producer makes it without further thought: capacity or less */
    char *memory;
    void *block;
    char apart[PYLOG__CACHE_LINE - sizeof(uint64_t) - 2 * sizeof(size_t) - 2 * sizeof(void *)];
    /* the producer's */
    _Atomic uint64_t head; /* up to here entries are complete */
    char *next;            /* where that is in the memory: the next entry goes there */
    char *end;             /* up to here it may write without asking how far the consumer is */
};

/* Zeroed before. False without memory. */
bool pylog__ring_init(struct pylog__ring *ring, size_t capacity, size_t fill);
void pylog__ring_release(struct pylog__ring *ring);
/* In the child of a fork: the producer is gone, perhaps in the middle of what it did. */
void pylog__ring_after_fork(struct pylog__ring *ring);

/* ---- The producer ------------------------------------------------------------------------------ */

/* Where the next entry is to be written, and how many bytes there are for it. */
static inline char *pylog__ring_room(const struct pylog__ring *ring, size_t *room) {
    *room = (size_t)(ring->end - ring->next);
    return ring->next;
}

/* Look how far the consumer is, and let the ring be filled up to `fill` bytes; is there room for an entry of
 * this size? Padding may have been put before it. */
bool pylog__ring_make_room(struct pylog__ring *ring, size_t size, size_t fill);

/* Where the next entry is to be written, if it takes at least this many bytes, and how many there are
 * besides, for strings of which it is not known yet how long they are. NULL: as far as is known there is too
 * little, and pylog__ring_make_room may find more. In all but small rings how far the consumer is, is looked at
 * long before the room is used up, so that next to no entry finds too little. */
enum { PYLOG__RING_STRINGS = 512 };
/* Returns what there is besides; below 0: too little. */
ptrdiff_t pylog__ring_look_ahead(struct pylog__ring *ring, size_t least);
static inline char *pylog__ring_room_for(struct pylog__ring *ring, size_t least, size_t *besides) {
    ptrdiff_t spare = ring->end - ring->next - (ptrdiff_t)least;
    if (spare < PYLOG__RING_STRINGS) {
        spare = pylog__ring_look_ahead(ring, least);
        if (spare < 0)
            return NULL;
    }
    *besides = (size_t)spare;
    return ring->next;
}

/* How many bytes are taken up. */
static inline size_t pylog__ring_used(const struct pylog__ring *ring) {
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    return (size_t)(atomic_load_explicit(&ring->head, memory_order_acquire) - tail);
}

/* So far before the next entry is lies what is fetched from the consumer's cache meanwhile. */
enum { PYLOG__RING_AHEAD = 5 * PYLOG__CACHE_LINE };

/* The entry that was written to where one of these said is complete. The order is that of the store which
 * tells the consumer: release, or stronger. */
static inline void pylog__ring_commit(struct pylog__ring *ring, size_t bytes, memory_order order) {
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    ring->next += bytes;
    pylog__port_prefetch(ring->next + PYLOG__RING_AHEAD);
    atomic_store_explicit(&ring->head, head + bytes, order);
}

/* ---- The consumer ------------------------------------------------------------------------------- */

static inline struct pylog__entry *pylog__ring_at(const struct pylog__ring *ring, uint64_t position) {
    return (struct pylog__entry *)(void *)(ring->memory + ((size_t)position & (ring->capacity - 1)));
}
/* The first entry before the position `end`, which was the head; NULL if there is none. */
static inline struct pylog__entry *pylog__ring_first(struct pylog__ring *ring, uint64_t end);
/* It has been taken. */
static inline void pylog__ring_advance(struct pylog__ring *ring, const struct pylog__entry *entry) {
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    atomic_store_explicit(&ring->tail, tail + pylog__entry_size(entry), memory_order_release);
}

static inline struct pylog__entry *pylog__ring_first(struct pylog__ring *ring, uint64_t end) {
    for (;;) {
        uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
        if (tail >= end)
            return NULL;
        struct pylog__entry *entry = pylog__ring_at(ring, tail);
        if (pylog__entry_kind(entry))
            return entry;
        pylog__ring_advance(ring, entry);
    }
}

#pragma GCC visibility pop

#endif
