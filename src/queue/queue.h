/* Queues, as the files of this room know them.
 *
 * Each thread that puts records into a queue has a channel in it: a ring (base/ring.h), which the thread
 * fills as the producer and the queue's consumer empties. When a thread ends, the next new thread gets its
 * channel, with whatever is still in it. Of the channels that are empty and nobody's a few are kept.
 *
 * The consumer of a queue is one thread at a time, for one drain: the listener's, one that calls
 * pylog_queue_get, and after shutdown the log calls themselves. A drain takes what was there when it began,
 * ordered by time.
 *
 * Sleeping: a consumer that finds nothing sets a flag of the queue, has the port's barrier make sure that
 * each producer either sees the flag or has put what the consumer then finds, and sleeps. So a log call looks
 * at the flags after it has put its record. In the same way a log call that waits for room makes sure that
 * the consumer sees it.
 *
 * Order of locks and waits. A thread that has, or is, what stands further down does not wait for what stands
 * above it:
 *
 *     the lock of configuring (config/)
 *     the end of a listener's thread, or of its drain: stop, flush, fork
 *     to be the consumer of a queue; room in a queue
 *     a handler's lock, again and again: downwards, from a handler to those that it hands records to
 *     a link (handlers/link.h)
 *     the mutex of a queue, or of a channel: held for moments
 *     the tree's lock, which is a leaf
 *
 * The consumer runs handlers. So a thread within a handler neither waits for room nor drains: a log call
 * there puts its record, if need be into a larger ring. What log calls are to drain is drained when the
 * thread's section ends, which is when it has given back all locks. What a program waits for within a handler
 * all the same (pylog_flush, stopping a listener) is given up when the consumer does not get on.
 *
 * The files, each of which uses those before it: entry.c (what stands in a ring), producer.c (channels and
 * the list of queues), drain.c, listener.c, serve.c (what producers do for the queue), put.c,
 * queue_handler.c, queue.c (a queue is made; all queues are flushed, forked and shut down). */
#ifndef PYLOG_QUEUE_QUEUE_H
#define PYLOG_QUEUE_QUEUE_H

#include "../logger/logger.h"
#include "entry.h"
#include "tick_clock.h"
#include <pylog/handlers.h>

#pragma GCC visibility push(hidden)

/* What a queue wants of its producers once they have put a record. */
enum {
    PYLOG__QUEUE_ASLEEP = 1, /* a consumer sleeps: wake it */
    PYLOG__QUEUE_DIRECT = 2, /* there is no listener's thread any more: drain the queue yourself */
    PYLOG__QUEUE_RESTART = 4 /* in the child of a fork: start the listener's thread anew */
};

/* What the producer writes at each record lies in other cache lines than what the consumer writes. */
struct pylog__channel {
    struct pylog__producer producer; /* must be first */
    pylog_queue *queue;
    char apart[PYLOG__CACHE_LINE];

    /* the consumer's */
    atomic_bool waiting; /* the producer waits for room; the consumer takes this away when it wakes it */
    struct pylog__producer_id *producer_id; /* whose entries come now */
    struct pylog__producer_id *in_use;      /* with PYLOG_DROP_OLDEST: of the entry that is being handled */
    _Atomic uint64_t taken;
    size_t populated; /* so much of the ring's memory has been written to, or populated */
    uint64_t end;     /* of this drain */
    uint64_t cursor;  /* how far pylog__queue_take_rest is */
    struct pylog__queue_entry
        *first;        /* the next entry of this drain, without PYLOG_DROP_OLDEST; NULL: none */
    int64_t next_time; /* when its next entry was made, in nanoseconds */
    struct pylog__channel *left, *right; /* in the order of the drain */

    struct pylog__mutex mutex; /* for taking an entry out, with PYLOG_DROP_OLDEST: both sides do */

    uint64_t number; /* in the order in which they were made */
    bool outgrown;   /* its thread has a larger one now: nobody is to have it before it is empty */

    /* under the tree's lock */
    struct pylog__channel **owner;   /* the list of its thread's channels; NULL: nobody has it */
    struct pylog__channel *next_own; /* in that */
    struct pylog__channel *next;     /* in the queue */
    void *block;                     /* in which it lies */
};

/* What a drain does. It may end without returning: see give_up. */
enum pylog__taken { PYLOG__TAKEN, PYLOG__TAKEN_LAST, PYLOG__NOT_TAKEN };
struct pylog__drainer {
    /* Take a record, which is valid during the call. Says whether it has been taken, and whether more is
     * wanted. */
    enum pylog__taken (*visit)(struct pylog__record *record, void *data);
    /* At first and at last, by the consumer. NULL: nothing. */
    void (*begin)(void *data);
    void (*end)(void *data);
    /* Instead of `end`, if a visit does not return: it has ended the thread, thrown an exception or jumped
     * out. The record counts as taken. `data` is gone. give_up is called by the consumer, after_give_up by
     * the consumer no more. NULL: nothing. */
    void (*give_up)(pylog_queue *queue);
    void (*after_give_up)(pylog_queue *queue);
};

struct pylog_queue {
    struct pylog__queue_operations operations; /* must be first: what basic_config asks of it */
    atomic_uint flags;                         /* PYLOG__QUEUE_... */
    bool barrier; /* the port has one: else producers and consumers use sequentially consistent accesses */
    bool ticks;   /* the clock is the processor's counter */
    uint64_t id;  /* never given twice */
    _Atomic(struct pylog__channel *)
        channels;                 /* grows at the front, under the tree's lock; read without it */
    _Atomic(const void *) reader; /* the thread that has called pylog_queue_get last, while it lives */
    atomic_uint references;
    void (*serve)(struct pylog__producer *producer, unsigned flags); /* for the producers that will be made */
    struct pylog_queue_options options;                              /* with the defaults filled in */
    char apart[64]; /* from what consumers write at each drain */

    /* the consumer's */
    struct pylog__tick_clock clock;
    struct pylog__channel *handling;      /* whose first entry is being handled; NULL: none */
    const struct pylog__drainer *drainer; /* of this drain */
    pylog_queue_listener *drained_for;    /* whose handlers get what is taken in this drain; NULL: nobody's */
    void *outer_drain;                    /* its, see listener.c */
    atomic_bool interrupted; /* what came behind that has been taken meanwhile: the drain is over */
    _Atomic(struct pylog__producer_id *) old_ids; /* to be released at the end of the drain */
    uint64_t reported;                            /* of those that were dropped */
    _Atomic uint64_t lost;                        /* dropped by the consumer, for want of memory */
    char *taken_copy;                             /* with PYLOG_DROP_OLDEST: the entry that was taken */

    struct pylog__mutex mutex;
    struct pylog__condition changed;
    uint64_t
        consumer; /* the mark of the thread that drains it; 0: nobody. Under the mutex, as all of these */
    unsigned want_to_drain;        /* threads that wait until nobody does */
    bool again;                    /* one has given up: who drains directly does so once more */
    struct pylog_queue_stats gone; /* of channels that were given back */
    uint64_t stalled_at;           /* how far the consumer was when it was given up; UINT64_MAX: it was not */
    uint64_t fork_stalled_at;      /* the same, of a fork that waited for it */
    unsigned sleepers;
    uint64_t begun, done, awaited;  /* drains of the listener; the last that somebody waits for */
    pylog_queue_listener *listener; /* the one that was started, until it is stopped */

    struct pylog_queue *next, **link; /* under the tree's lock, as the next one */
    uint64_t channels_made;
    atomic_uint left; /* channels that are nobody's; changed under the tree's lock */
};

static inline struct pylog__channel *pylog__first_channel(const pylog_queue *queue) {
    return atomic_load_explicit(&queue->channels, memory_order_acquire);
}

static inline uint64_t pylog__read_counter(const _Atomic uint64_t *counter) {
    return atomic_load_explicit(counter, memory_order_relaxed);
}

/* ---- Producers, and the list of queues (producer.c) -------------------------------------------------------
 */

enum { PYLOG__LARGEST_RING = 1 << 30 };

/* The largest entry that room is made for: beyond it the heap is taken. Padding and it always fit. Where
 * there happens to be room for a larger one, that goes in as well. */
static inline size_t pylog__largest_entry(const pylog_queue *queue) {
    return queue->options.capacity / 4;
}

/* The calling thread's; NULL without memory. To be put down after use: a thread that is ending cannot keep
 * it. */
struct pylog__channel *pylog__channel_of_thread(pylog_queue *queue);
void pylog__channels_put_down(void);
/* Give the calling thread a larger channel instead of this one, which is full; NULL if it may have none. */
struct pylog__channel *pylog__channel_grow(struct pylog__channel *channel);
/* Give back channels that are empty and nobody's. Inside a section, with the mutex locked, by the consumer or
 * while there is none. */
void pylog__queue_trim(pylog_queue *queue);
/* In the child of a fork: the other threads are gone. What is in the channels is the parent's. */
void pylog__channels_after_fork(pylog_queue *queue);

/* The calling thread reads the queue. Does another one? */
void pylog__queue_become_reader(pylog_queue *queue);
bool pylog__queue_has_other_reader(const pylog_queue *queue);

/* Enter a new queue in the list. */
void pylog__queue_list(pylog_queue *queue);
void pylog__queue_init_locks(pylog_queue *queue);
/* Call `visit` for each queue, with a reference and without a lock; in the child of a fork without either. */
void pylog__queues_visit(void (*visit)(pylog_queue *queue, void *data), void *data);
void pylog__queues_visit_in_child(void (*visit)(pylog_queue *queue));

/* Have consumers that sleep, and producers that wait, look again. */
void pylog__queue_wake(pylog_queue *queue);
/* Free the producer_ids that were kept for a record under way. */
void pylog__queue_free_old_ids(pylog_queue *queue);

/* ---- Draining (drain.c)
 * ------------------------------------------------------------------------------------ */

/* Drain the queue once, with `data` for the drainer. Returns how many entries there were. Nothing is done if
 * another thread is the consumer until the deadline, or until it has not got on for ten seconds. */
size_t pylog__queue_drain(pylog_queue *queue, int64_t deadline, const struct pylog__drainer *drainer,
                          void *data);
/* For the consumer, within a visit that may not return: take all that is left, each record once, and until
 * the deadline what comes meanwhile. */
void pylog__queue_take_rest(pylog_queue *queue, int64_t deadline, const struct pylog__drainer *drainer,
                            void *data);

/* Take an entry that says whose those are that follow; false if it is another one. */
bool pylog__channel_take_producer_id(struct pylog__channel *channel, struct pylog__entry *entry);

/* With the mutex locked, if the queue is empty: wait until it is woken. Who sleeps is woken when somebody
 * puts a record; who waits briefly is not. False when the deadline on the monotonic clock is over. */
bool pylog__queue_sleep(pylog_queue *queue, int64_t deadline);
bool pylog__queue_wait_briefly(pylog_queue *queue, int64_t deadline);
/* Is nothing in it, and nobody at work? With the mutex locked. */
bool pylog__queue_is_idle(const pylog_queue *queue);
/* Have flags that were set seen by producers: after this, each sees them, or has put what is found then.
 * False if the port's barrier has failed: it will be so in a moment, and who sleeps looks again by himself.
 */
bool pylog__queue_announce(const pylog_queue *queue);

/* How many records have been taken. With the mutex locked, or by the consumer. */
uint64_t pylog__queue_progress(const pylog_queue *queue);

/* Waiting for the consumer, as long as it gets on: with the mutex locked. */
struct pylog__patience {
    int64_t span, until; /* nanoseconds without progress */
    uint64_t progress;
};
#define PYLOG__USUAL_PATIENCE INT64_C(10000000000)
#define PYLOG__SHORT_PATIENCE INT64_C(1000000000) /* within a handler: perhaps the consumer wants its lock */
#define PYLOG__ENDLESS_PATIENCE (INT64_MAX / 2)   /* the deadline alone ends it */
struct pylog__patience pylog__patience(const pylog_queue *queue, int64_t span);
/* The same, shorter within a handler: there the consumer may be waiting for this very thread. */
struct pylog__patience pylog__patience_here(const pylog_queue *queue);
/* The same for PYLOG__PATIENTLY; without an end for another deadline. */
struct pylog__patience pylog__patience_until(const pylog_queue *queue, int64_t deadline);
/* Wait for a change. False when the deadline is over, or there has been no progress for too long. */
bool pylog__queue_wait(pylog_queue *queue, struct pylog__patience *patience, int64_t deadline);
/* What such a wait says then. Returns -1 with ETIMEDOUT. */
int pylog__queue_fail_in_time(void);

/* ---- What producers do for a queue (serve.c)
 * ------------------------------------------------------------------ */

/* Do what the flags say, by a thread that is within so many handlers that hold no lock. */
void pylog__queue_serve_within(pylog_queue *queue, unsigned flags, unsigned handlers);
/* The same, as struct pylog__producer has it. */
void pylog__queue_serve(struct pylog__producer *producer, unsigned flags);
/* Drain all queues that have no listener's thread any more. A log call leaves errno and the last error as
 * they were. */
void pylog__queues_drain_directly(void);

/* ---- Putting (put.c)
 * ------------------------------------------------------------------------------------------ */

/* Put a record; with a formatter its text is the message. 0, 1 if it was dropped, or -1 with the error set.
 * Inside a section. */
int pylog__queue_put(pylog_queue *queue, struct pylog__record *record, pylog_formatter *formatter);

/* ---- queue_handler.c and queue.c
 * -------------------------------------------------------------------------------- */

/* A handler that puts records into the queue, with a listener that is started and hands them to these. NULL
 * with the error set. */
pylog_handler *pylog__queue_make_handler(pylog_queue *queue, pylog_handler *const *writers);

/* What is wrong with the options: 0, or -1 with the error set. */
int pylog__queue_check(const struct pylog_queue_options *options);

#pragma GCC visibility pop

#endif
