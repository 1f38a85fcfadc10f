/* Listeners, as this room knows them: a thread that drains a queue into handlers. */
#ifndef PYLOG_QUEUE_LISTENER_H
#define PYLOG_QUEUE_LISTENER_H

#include "queue.h"

#pragma GCC visibility push(hidden)

struct pylog_queue_listener {
    struct pylog__task task; /* must be first: its thread's */
    atomic_uint references;  /* the owner's, and that of the queue while it is the queue's */
    pylog_queue *queue;      /* counted */
    struct pylog_queue_listener_options options;

    /* under the queue's mutex */
    bool running;          /* a thread is at work, or about to be */
    bool stopping;         /* it is to end after another drain */
    bool freed;            /* by its owner, while it was running */
    unsigned awaited;      /* so many wait for the thread's end, and then give up what it had */
    atomic_bool abandoned; /* at once */

    bool asks; /* the consumer's: its hook is being asked */

    size_t count;
    pylog_handler *handlers[]; /* counted */
};

static inline bool pylog__listener_is_abandoned(const pylog_queue_listener *listener) {
    return atomic_load_explicit(&listener->abandoned, memory_order_relaxed);
}

/* NULL is fine. */
pylog_queue_listener *pylog__listener_ref(pylog_queue_listener *listener);
void pylog__listener_unref(pylog_queue_listener *listener);
/* The same for what pylog__hold_no_lock holds. */
void pylog__listener_give_back(void *listener);

/* Drain the queue once into its handlers. Returns how many entries there were. */
size_t pylog__listener_drain(pylog_queue_listener *listener, int64_t deadline);
/* With the mutex locked. 0, or -1 with errno. */
int pylog__listener_start_thread(pylog_queue_listener *listener);
/* Have it end; with the mutex locked, and a reference that is the caller's. 0, or -1 with the error set: by the
 * deadline it has not, or the patience with it is over, and it is abandoned. */
int pylog__listener_stop_before(pylog_queue_listener *listener, int64_t deadline, struct pylog__patience patience);
/* The same, and have log calls do its work from now on: what was put before, its thread takes, or the next log call. */
int pylog__listener_stop_for_good(pylog_queue_listener *listener, int64_t deadline, struct pylog__patience patience);
/* The same within its own time-out, once: as long as there may be log calls, nothing is to be lost. */
int pylog__listener_retire(pylog_queue_listener *listener);
/* From now on log calls drain what they put. One that is putting a record sees that, or, where it cannot be
 * made to, is given the time to end. With the mutex locked. */
void pylog__queue_have_calls_drain(pylog_queue *queue);

/* Is there a listener at work? With the mutex locked. */
bool pylog__queue_is_listened_to(const pylog_queue *queue);
/* If the calling thread is draining the queue for a listener: have that handle the record at once. */
bool pylog__queue_handle_reentrant(pylog_queue *queue, struct pylog__record *record);
/* Is it? And is it draining any queue? */
bool pylog__queue_is_draining(const pylog_queue *queue);
bool pylog__is_draining_any(void);
/* Call `each` for every queue that it is draining, the innermost first. */
void pylog__visit_draining(void (*each)(pylog_queue *queue));

/* A handler of this thread's drain, or its hook, is shutting down, perhaps because it has called exit, and
 * then never returns: take what is left from within, and ask the hook for each. If one of the handlers calls
 * exit again, this is called once more. False if the thread is not draining the queue. */
bool pylog__queue_take_rest_within(pylog_queue *queue, int64_t deadline);

/* In the child of a fork: if this thread is at work in the queue, it goes on with it. */
void pylog__queue_listener_after_fork(pylog_queue *queue);

#pragma GCC visibility pop

#endif
