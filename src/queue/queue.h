/* Queues: what their parts, and the rest of the core, know of them.
 *
 * Each thread that puts records into a queue has a lane in it: a ring, and what belongs to that. Nothing of a
 * lane is shared but the two positions of the ring. When its thread ends, the next thread that comes has it,
 * with whatever is still in it; of those that are empty and nobody's a few are kept.
 *
 * Whoever takes is the queue's `taker` for a pass: the listener, pylog_queue_get, and after shutdown the log
 * calls themselves. A pass takes what was there when it began, ordered by time.
 *
 * Sleeping: a taker that finds nothing sets a flag in `attention`, has the port's barrier make sure that
 * whoever puts either sees it or has put what the taker then finds, and sleeps. So a log call looks at the
 * flags only after it has put its record. In the same way a log call that waits for room makes sure that the
 * taker sees it.
 *
 * Order of locks and waits. A thread that has, or is, what stands further down, does not wait for what stands
 * above it:
 *
 *     the lock of configuring (config/)
 *     the end of a listener's thread, or of its pass: stop, flush, fork
 *     to be the taker of a queue; room in a queue
 *     a handler's lock, again and again: downwards, from a handler to those that it hands records to
 *     a link (handlers/link.h)
 *     the mutex of a queue, or of a lane: held for moments
 *     the tree's lock, which is a leaf
 *
 * The taker runs handlers, so who is within a handler neither waits for room nor takes: a log call there puts
 * its record, if need be into a larger ring, and what is to be taken by log calls is taken when the thread's
 * section ends, which is when it has given back all locks. What a program waits for within a handler all the
 * same (pylog_flush, stopping a listener) is given up when the taker does not get on. */
#ifndef PYLOG_QUEUE_QUEUE_H
#define PYLOG_QUEUE_QUEUE_H

#include "queue_entry.h"
#include "tick_clock.h"
#include <pylog/handlers.h>

/* What putters are to look at once they have put a record. */
enum {
    PYLOG__QUEUE_ASLEEP = 1, /* a taker sleeps until it is woken */
    PYLOG__QUEUE_DIRECT = 2, /* there is no listener's thread any more: take it yourself */
    PYLOG__QUEUE_RESTART = 4 /* in the child of a fork: the listener's thread is to be started anew */
};

/* What one of the two writes at each record lies apart from what the other one does: it begins a cache line.
 */
struct pylog__lane {
    struct pylog__ring ring; /* must be first */
    /* the putter's, in the line of the ring's own */
    _Atomic uint64_t put, dropped, blocked;
    pylog_queue *queue;
    unsigned call_kind; /* of log calls: by the queue's clock */
    unsigned known_as;  /* the version of its thread's name that the taker knows, or will read in the ring; 0:
                           none */
    char apart[PYLOG__CACHE_LINE];

    /* the taker's */
    atomic_bool waiting;          /* the putter waits for room; the taker takes this away when it wakes it */
    struct pylog__origin *origin; /* whose entries come now */
    struct pylog__origin *in_use; /* with PYLOG_DROP_OLDEST: of the entry that is being handled */
    _Atomic uint64_t taken;
    size_t populated;                 /* so much of the ring's memory has been written to, or populated */
    uint64_t end;                     /* of this pass */
    uint64_t cursor;                  /* how far pylog__queue_take_rest is */
    struct pylog__queue_entry *first; /* the next entry of this pass, without PYLOG_DROP_OLDEST; NULL: none */
    int64_t next_time;                /* when its next entry was made, in nanoseconds */
    struct pylog__lane *left, *right; /* in the order of the pass */

    struct pylog__mutex mutex; /* for taking an entry out, with PYLOG_DROP_OLDEST: both do */

    uint64_t number; /* in the order in which they were made */
    bool outgrown;   /* its thread has a larger one now: nobody is to have it before it is empty */

    /* under the tree's lock */
    struct pylog__lane **owner;   /* the list of its thread's lanes; NULL: nobody has it */
    struct pylog__lane *next_own; /* in that */
    struct pylog__lane *next;     /* in the queue */
    void *block;                  /* in which it lies */
};

struct pylog_queue {
    atomic_uint attention;
    bool barrier; /* the port has one: else putters and takers use sequentially consistent accesses */
    bool ticks;   /* the clock is the processor's counter */
    uint64_t id;  /* never given twice */
    _Atomic(struct pylog__lane *) lanes; /* grows at the front, under the tree's lock; read without it */
    _Atomic(const void *) reader;        /* the thread that has called pylog_queue_get last, while it lives */
    atomic_uint references;
    struct pylog_queue_options options; /* with the defaults filled in */
    char apart[64];                     /* from what takers write at each pass */

    /* the taker's */
    struct pylog__tick_clock clock;
    struct pylog__lane *handling; /* whose first entry is being handled; NULL: none */
    pylog_queue_listener *taken_for; /* whose handlers get what is taken in this pass; NULL: nobody's */
    void *outer_pass;                /* its, see queue_listener.c */
    atomic_bool interrupted;      /* what came behind that has been taken meanwhile: the pass is over */
    _Atomic(struct pylog__origin *) old_origins; /* to be released at the end of the pass */
    uint64_t reported;                           /* of those that were dropped */
    _Atomic uint64_t lost;                       /* dropped by the taker, for want of memory */
    char *taken_copy;                            /* with PYLOG_DROP_OLDEST: the entry that was taken */

    struct pylog__mutex mutex;
    struct pylog__condition changed;
    uint64_t taker;                /* the mark of the thread that is at work on a pass; 0: nobody. Under the
                                      mutex, as all of these */
    unsigned want_to_take;         /* threads that wait until nobody is */
    bool again;                    /* one has given up: who takes directly takes once more */
    struct pylog_queue_stats gone; /* of lanes that were given back */
    uint64_t stalled_at;           /* how far the taker was when it was given up; UINT64_MAX: it was not */
    uint64_t fork_stalled_at;      /* the same, of a fork that waited for it */
    unsigned sleepers;
    uint64_t begun, done, awaited;  /* passes of the listener; the last that somebody waits for */
    pylog_queue_listener *listener; /* the one that was started, until it is stopped */

    struct pylog_queue *next, **link; /* under the tree's lock, as the next one */
    uint64_t lanes_made;
    atomic_uint left; /* lanes that are nobody's; changed under the tree's lock */
};

/* What the rest of the core asks of queues, once one has been made. Until then it is NULL: a program that
 * makes none has none of this in it. */
struct pylog__queueing {
    /* Do what is asked for by the flags that a putter has seen. */
    void (*attend)(pylog_queue *queue, unsigned attention);
};
extern _Atomic(const struct pylog__queueing *) pylog__queueing; /* queue_call.c */
static inline const struct pylog__queueing *pylog__queues(void) {
    return atomic_load_explicit(&pylog__queueing, memory_order_acquire);
}

/* ---- Lanes (queue.c) ------------------------------------------------------------------------- */

/* The largest entry that room is made for: beyond it the heap is taken. A filling and it always fit. Where
 * there happens to be room for a larger one, that goes in as well. */
static inline size_t pylog__lane_largest(const pylog_queue *queue) {
    return queue->options.capacity / 4;
}

/* A counter that one thread changes. */
static inline void pylog__lane_count(_Atomic uint64_t *counter) {
    uint64_t value = atomic_load_explicit(counter, memory_order_relaxed);
    atomic_store_explicit(counter, value + 1, memory_order_relaxed);
}

/* An entry of this size is complete. Returns the flags that takers have set: between the store of the one and
 * the load of the other belongs a barrier, which is the takers' if they have one. */
static inline unsigned pylog__lane_commit(struct pylog__lane *lane, size_t size, bool barrier) {
    const pylog_queue *queue = lane->queue;
    if (!barrier) {
        pylog__ring_commit(&lane->ring, size, memory_order_seq_cst);
        return atomic_load_explicit(&queue->attention, memory_order_seq_cst);
    }
    pylog__ring_commit(&lane->ring, size, memory_order_release);
    atomic_signal_fence(memory_order_seq_cst); /* for the compiler alone */
    return atomic_load_explicit(&queue->attention, memory_order_relaxed);
}

/* The calling thread's; NULL without memory. To be put down after use: a thread that is ending cannot keep
 * it. */
struct pylog__lane *pylog__lane_of_thread(pylog_queue *queue);
void pylog__lane_put_down(void);
/* Give the calling thread a larger lane instead of this one, which is full; NULL if it may have none. */
struct pylog__lane *pylog__lane_grow(struct pylog__lane *lane);
/* Give back lanes that are empty and nobody's. Inside a section, with the mutex locked, by the taker or while
 * there is none. */
void pylog__queue_trim(pylog_queue *queue);

/* The calling thread reads the queue. Does another one? */
void pylog__queue_become_reader(pylog_queue *queue);
bool pylog__queue_has_other_reader(const pylog_queue *queue);

/* Call `visit` for each queue, with a reference and without a lock. */
void pylog__queues_visit(void (*visit)(pylog_queue *queue, void *data), void *data);

/* ---- Putting (queue_put.c) ------------------------------------------------------------------- */

/* Put a record; with a formatter its text is the message. 0, 1 if it was dropped, or -1 with the error set.
 * Inside a section. */
int pylog__queue_put(pylog_queue *queue, struct pylog__record *record, pylog_formatter *formatter);

/* ---- Taking (queue_take.c) ------------------------------------------------------------------- */

/* A pass over the queue. The records are valid during the call; `visit` says whether it has taken this one,
 * and wants more. `begin` and `end` (or NULL) are called at first and at last, by the taker. Returns how many
 * entries there were. If a visit does not return, because it has ended the thread, or jumps out, then the pass
 * is over, and the record counts as taken (unwinding.h). */
enum pylog__taken { PYLOG__TAKEN, PYLOG__TAKEN_LAST, PYLOG__NOT_TAKEN };
typedef enum pylog__taken pylog__queue_visit(struct pylog__record *record, void *data);
/* Nothing is done if another thread is the taker until the deadline, or as long as it gets on. */
size_t pylog__queue_pass(pylog_queue *queue, int64_t deadline, pylog__queue_visit *visit,
                         void (*begin)(void *data), void (*end)(void *data), void *data);
/* For the taker, within a visit that may not return: take all that is left, each record once, and until the
 * deadline what comes meanwhile. */
void pylog__queue_take_rest(pylog_queue *queue, int64_t deadline, pylog__queue_visit *visit, void *data);
void pylog__queue_free_origins(pylog_queue *queue);

/* Take an entry that says whose those are that follow; false if it is another one. */
bool pylog__lane_take_origin(struct pylog__lane *lane, struct pylog__entry *entry);

/* Have takers that sleep, and putters that wait, look again. */
void pylog__queue_poke(pylog_queue *queue);
/* With the mutex locked, if the queue is empty: wait until it is poked. Who sleeps is poked when somebody
 * puts a record; who naps is not. False when the deadline on the monotonic clock is over. */
bool pylog__queue_sleep(pylog_queue *queue, int64_t deadline);
bool pylog__queue_nap(pylog_queue *queue, int64_t deadline);
/* Is nothing in it, and nobody at work? With the mutex locked. */
bool pylog__queue_is_idle(const pylog_queue *queue);
/* Have flags that were set seen by putters: after this one sees them, or has put what is found then. False if
 * the port's barrier has failed: it will be so in a moment, and who sleeps looks again by himself. */
bool pylog__queue_announce(const pylog_queue *queue);

/* How many records have been taken. With the mutex locked, or by the taker. */
uint64_t pylog__queue_progress(const pylog_queue *queue);

/* Waiting for the taker, as long as it gets on: with the mutex locked. */
struct pylog__patience {
    int64_t span, until; /* nanoseconds without progress */
    uint64_t progress;
};
#define PYLOG__USUAL_PATIENCE INT64_C(10000000000)
#define PYLOG__SHORT_PATIENCE INT64_C(1000000000) /* within a handler: perhaps the taker wants its lock */
struct pylog__patience pylog__patience(const pylog_queue *queue, int64_t span);
/* Wait for a change. False when the deadline is over, or there has been no progress for too long. */
bool pylog__queue_wait(pylog_queue *queue, struct pylog__patience *patience, int64_t deadline);

/* ---- Listening (queue_listener.c) ------------------------------------------------------------ */

/* If the calling thread is at work for the queue's listener: have that handle the record at once. */
bool pylog__queue_bypass(pylog_queue *queue, struct pylog__record *record);
/* The calling thread's pass for this listener is over, and does not return: what is to be done by its taker, and
 * what by nobody's. */
void pylog__queue_listener_end_pass(pylog_queue_listener *listener);
void pylog__queue_listener_go_on(pylog_queue_listener *listener);
/* Is there a listener at work? With the mutex locked. */
bool pylog__queue_is_listened_to(const pylog_queue *queue);

/* Stop it, and have log calls do its work from now on: as long as there may be any, none is to be lost. */
int pylog__queue_listener_retire(pylog_queue_listener *listener);

/* As struct pylog__queueing has it; by a thread that is within so many handlers that hold no lock. */
void pylog__queue_attend(pylog_queue *queue, unsigned attention);
void pylog__queue_attend_within(pylog_queue *queue, unsigned attention, unsigned handlers);
void pylog__queues_leave(void);
/* Before a fork: wait for a moment until what is in the queues has been handled, if there is anything. */
void pylog__queues_before_fork(void);
/* Wait until what is in the queues now has been handled; -1 with the error set if the time is up before. */
int pylog__queues_flush(int64_t deadline);
/* Stop all listeners; one whose time is up before, its own stop_timeout or the deadline, is reported. */
void pylog__queues_shut_down(int64_t deadline);
void pylog__queue_listener_after_fork(pylog_queue *queue);

#endif
