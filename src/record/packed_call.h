/* Log calls that go into a queue without a record: the arguments of the format, packed into a ring of the
 * calling thread's own. What a log call needs for that stands here, so that it need not know queues: those
 * lie above, and read the entries (queue/entry.h). */
#ifndef PYLOG_RECORD_PACKED_CALL_H
#define PYLOG_RECORD_PACKED_CALL_H

#include "../base/ring.h"
#include "../message/format.h"

/* The kinds of entries of a log call. The queue has others besides. */
enum {
    PYLOG__ENTRY_CALL = 1, /* its time in nanoseconds since the epoch */
    PYLOG__ENTRY_TICKED    /* its time in ticks of the processor */
};

/* How every entry but padding begins. */
struct pylog__queue_entry {
    struct pylog__entry entry;
    int32_t level;   /* of a log call */
    int64_t created; /* nanoseconds since the epoch, or ticks */
};

/* A log call: short, for every byte has to get from one processor to another. Name and format live as long as
 * the process, also if the call came from a module that is unloaded meanwhile; the format has the site. */
struct pylog__call_entry {
    struct pylog__queue_entry head;
    const char *name;
    const struct pylog__format *format;
    char packed[]; /* the arguments: message/pack.h */
};

/* A thread that puts entries into a queue. All of this is the thread's, but for the consumer's part of the
 * ring, and what does not change. The members behind the ring lie in the cache line that the ring's producer
 * writes to anyway. */
struct pylog__producer {
    struct pylog__ring ring;                /* must be first */
    _Atomic uint64_t put, dropped, blocked; /* records */
    atomic_uint *flags;                     /* of the queue: what it wants of producers, 0 as a rule */
    unsigned call_kind;                     /* of its log calls: by the queue's clock */
    unsigned announced; /* the version of the thread's name that the consumer knows; 0: none */
    bool barrier;       /* see pylog__producer_commit */
    void (*serve)(struct pylog__producer *producer, unsigned flags); /* do what the queue wants */
};

/* A counter that one thread changes. */
static inline void pylog__count_alone(_Atomic uint64_t *counter) {
    uint64_t value = atomic_load_explicit(counter, memory_order_relaxed);
    atomic_store_explicit(counter, value + 1, memory_order_relaxed);
}

/* An entry of this size is complete. Returns the queue's flags. Between the store of the one and the load of
 * the other belongs a barrier. It is the consumers' where the port has one (`barrier`). */
static inline unsigned pylog__producer_commit(struct pylog__producer *producer, size_t size, bool barrier) {
    if (!barrier) {
        pylog__ring_commit(&producer->ring, size, memory_order_seq_cst);
        return atomic_load_explicit(producer->flags, memory_order_seq_cst);
    }
    pylog__ring_commit(&producer->ring, size, memory_order_release);
    atomic_signal_fence(memory_order_seq_cst); /* for the compiler alone */
    return atomic_load_explicit(producer->flags, memory_order_relaxed);
}

#endif
