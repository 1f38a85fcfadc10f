/* Listeners: a thread that drains a queue into handlers. Python's QueueListener. */
#include "listener.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "../base/timeout.h"
#include "../handler/handler.h"
#include "../thread/lifecycle.h"
#include "../thread/unwinding.h"
#include <errno.h>

/* A drain that this thread is doing for a listener. They lie on the stack; the list begins with the innermost. */
struct drain {
    pylog_queue_listener *listener;
    struct pylog__thread *thread;
    bool begun;                 /* the handlers have begun a batch */
    struct pylog__batch *batch; /* of the only handler; NULL: there are several */
    unsigned rests;             /* how deep calls of take_rest are nested */
    bool exits;                 /* it has asked for another shutdown at exit */
    struct drain *outer;
};
static _Thread_local PYLOG__TLS_FAST struct drain *drains;
/* The listener whose thread this is. NULL: it is another thread. */
static _Thread_local pylog_queue_listener *own_listener;

/* Nanoseconds. */
enum {
    MICROSECOND = 1000,
    MILLISECOND = 1000 * MICROSECOND,
    FIRST_PAUSE = 50 * MICROSECOND,
    LAST_PAUSE = 800 * MICROSECOND
};

/* ---- Handling -------------------------------------------------------------------------------- */

static bool is_for(const pylog_queue_listener *listener, const pylog_handler *handler,
                   const struct pylog__record *record) {
    return !listener->options.respect_handler_level || record->head.levelno >= pylog_handler_level(handler);
}

/* Ask the hook whether to hand the record on. Records that the hook itself logs are handed on. */
static bool is_handed_on(pylog_queue_listener *listener, struct pylog__record *record) {
    if (!listener->options.handle || listener->asks)
        return true;
    listener->asks = true;
    const bool handed_on = listener->options.handle(&record->head, listener->options.data) != 0;
    listener->asks = false;
    return handed_on;
}

/* Inside a section. */
static void listener_handle(pylog_queue_listener *listener, struct pylog__record *record) {
    if (!is_handed_on(listener, record))
        return;
    for (size_t i = 0; i < listener->count; i++)
        if (is_for(listener, listener->handlers[i], record))
            pylog__handler_handle(listener->handlers[i], record);
}

/* Several handlers may write to one stream, and each record has its turn there: only a handler that opens its
 * file itself may hold records back beside others. */
static bool may_batch(const pylog_queue_listener *listener, const pylog_handler *handler) {
    return listener->count == 1 || (handler->ops->flags & PYLOG_HANDLER_REOPENS);
}

static void end_batches(const pylog_queue_listener *listener) {
    for (size_t i = 0; i < listener->count; i++)
        if (may_batch(listener, listener->handlers[i]))
            pylog__handler_batch(listener->handlers[i], false);
}

/* Until the drain is over, the handlers may hold back what they write. */
static void begin_batches(struct drain *drain) {
    const pylog_queue_listener *listener = drain->listener;
    for (size_t i = 0; i < listener->count; i++) {
        if (!may_batch(listener, listener->handlers[i]))
            continue;
        pylog_buffer *text = pylog__handler_batch(listener->handlers[i], true);
        if (drain->batch)
            *drain->batch = (struct pylog__batch){ listener->handlers[i], drain->thread, .joins = text };
    }
    drain->begun = true;
}

/* `asks` may still be set: the hook may not have returned during the last drain. */
static void begin_drain(void *data) {
    struct drain *drain = data;
    drain->listener->asks = false;
    drain->outer = drains;
    drain->listener->queue->outer_drain = drains;
    drain->listener->queue->drained_for = drain->listener;
    drains = drain;
}

static void end_drain(void *data) {
    struct drain *drain = data;
    if (drain->begun && drain->batch)
        pylog__batch_pause(drain->batch);
    if (drain->begun)
        end_batches(drain->listener);
    drain->listener->queue->drained_for = NULL;
    drains = drain->outer;
}

PYLOG__HOT static enum pylog__taken listener_visit(struct pylog__record *record, void *data) {
    struct drain *drain = data;
    pylog_queue_listener *listener = drain->listener;
    if (!drain->begun)
        begin_batches(drain);
    if (!drain->batch) {
        pylog__section_enter(drain->thread);
        listener_handle(listener, record);
        pylog__section_leave(drain->thread);
    } else if (is_for(listener, drain->batch->handler, record)) {
        pylog__batch_handle(drain->batch, record);
    }
    return pylog__listener_is_abandoned(listener) ? PYLOG__TAKEN_LAST : PYLOG__TAKEN;
}

/* The frame of the drain is gone, and is not looked at. */
static void give_drain_up(pylog_queue *queue) {
    drains = queue->outer_drain;
    end_batches(queue->drained_for);
    queue->drained_for = NULL;
}

/* The drain of this queue that this thread is doing. NULL: none. */
static struct drain *find_drain(const pylog_queue *queue) {
    struct drain *at = drains;
    while (at && at->listener->queue != queue)
        at = at->outer;
    return at;
}

bool pylog__queue_is_draining(const pylog_queue *queue) {
    return find_drain(queue) != NULL;
}

bool pylog__is_draining_any(void) {
    return drains != NULL;
}

void pylog__visit_draining(void (*each)(pylog_queue *queue)) {
    for (const struct drain *drain = drains; drain; drain = drain->outer)
        each(drain->listener->queue);
}

/* The second time that handlers have the rest taken, a handler whose lock this thread has gets no more records. */
static void handle_rest(const struct drain *drain, struct pylog__record *record) {
    pylog_queue_listener *listener = drain->listener;
    if (!is_handed_on(listener, record))
        return;
    for (size_t i = 0; i < listener->count; i++) {
        pylog_handler *handler = listener->handlers[i];
        if (!is_for(listener, handler, record))
            continue;
        if (drain->rests > 1 && (pylog__lock_is_mine(&handler->lock) || pylog__handler_shared_holds(handler)))
            pylog_handler_count_dropped(handler, 1);
        else
            pylog__handler_handle(handler, record);
    }
}

static enum pylog__taken visit_rest(struct pylog__record *record, void *data) {
    struct drain *drain = data;
    pylog__section_enter(drain->thread);
    handle_rest(drain, record);
    pylog__section_leave(drain->thread);
    return PYLOG__TAKEN;
}

static void take_rest(struct drain *drain, int64_t deadline) {
    enum { MOST = 3 };
    static const struct pylog__drainer rest_drainer = { .visit = visit_rest };
    const bool asks = drain->listener->asks;
    if (drain->rests >= MOST)
        return;
    if (!drain->exits)
        pylog__shut_down_at_exit();
    drain->exits = true;
    drain->rests++;
    drain->listener->asks = false;
    pylog__queue_take_rest(drain->listener->queue, deadline, &rest_drainer, drain);
    drain->listener->asks = asks;
    end_batches(drain->listener);
    drain->rests--;
}

bool pylog__queue_take_rest_within(pylog_queue *queue, int64_t deadline) {
    struct drain *drain = find_drain(queue);
    if (drain)
        take_rest(drain, deadline);
    return drain;
}

bool pylog__queue_handle_reentrant(pylog_queue *queue, struct pylog__record *record) {
    const struct drain *drain = find_drain(queue);
    if (drain)
        listener_handle(drain->listener, record);
    return drain;
}

/* ---- The thread ------------------------------------------------------------------------------ */

pylog_queue_listener *pylog__listener_ref(pylog_queue_listener *listener) {
    if (listener)
        atomic_fetch_add_explicit(&listener->references, 1, memory_order_relaxed);
    return listener;
}

void pylog__listener_unref(pylog_queue_listener *listener) {
    if (!listener || atomic_fetch_sub_explicit(&listener->references, 1, memory_order_acq_rel) != 1)
        return;
    for (size_t i = 0; i < listener->count; i++)
        pylog_handler_unref(listener->handlers[i]);
    pylog_queue_unref(listener->queue);
    pylog__free(listener);
}

void pylog__listener_give_back(void *listener) {
    pylog__thread()->lock_free--;
    pylog__listener_unref(listener);
}

/* The queue forgets its listener. With the mutex locked. The caller releases what is returned, without the mutex. */
static pylog_queue_listener *dismiss(pylog_queue_listener *listener) {
    if (listener->queue->listener != listener)
        return NULL;
    listener->queue->listener = NULL;
    atomic_fetch_and_explicit(&listener->queue->flags,
                              ~(unsigned)(PYLOG__QUEUE_DIRECT | PYLOG__QUEUE_RESTART), memory_order_relaxed);
    return listener;
}

/* The queue's listener is no more when its thread is, unless log calls are to do its work. With the mutex
 * locked; as dismiss. */
static pylog_queue_listener *end_of_thread(pylog_queue_listener *listener) {
    bool direct = atomic_load_explicit(&listener->queue->flags, memory_order_relaxed) & PYLOG__QUEUE_DIRECT;
    return direct && !listener->freed ? NULL : dismiss(listener);
}

/* The thread has ended. With the mutex locked. Returns what dismiss does. */
static pylog_queue_listener *note_end(pylog_queue_listener *listener) {
    listener->running = false;
    atomic_store_explicit(&listener->abandoned, false,
                          memory_order_relaxed); /* so that log calls can drain for it */
    pylog__condition_broadcast(&listener->queue->changed);
    return listener->awaited ? NULL : end_of_thread(listener);
}

/* Are log calls to drain the queue, though the thread still runs? With the mutex locked. */
static bool is_left(const pylog_queue_listener *listener) {
    unsigned flags = atomic_load_explicit(&listener->queue->flags, memory_order_relaxed);
    return flags & PYLOG__QUEUE_DIRECT && !listener->stopping;
}

/* A handler has ended the listener's thread: another one goes on with what is left, to stop if this one was
 * to. Without a thread to be had the log calls do its work, as after exit in a handler. */
static void listener_go_on(pylog_queue *queue) {
    pylog_queue_listener *listener = own_listener, *dismissed = NULL;
    if (!listener || listener->queue != queue)
        return;
    own_listener = NULL;
    pylog__mutex_lock(&queue->mutex);
    bool abandoned = pylog__listener_is_abandoned(listener);
    if (abandoned || is_left(listener) || pylog__port_thread_start(&listener->task)) {
        if (!abandoned)
            atomic_fetch_or_explicit(&queue->flags, PYLOG__QUEUE_DIRECT, memory_order_relaxed);
        dismissed = note_end(listener);
    }
    pylog__mutex_unlock(&queue->mutex);
    pylog__listener_unref(dismissed);
}

static const struct pylog__drainer drainer = { .visit = listener_visit,
                                               .begin = begin_drain,
                                               .end = end_drain,
                                               .give_up = give_drain_up,
                                               .after_give_up = listener_go_on };

size_t pylog__listener_drain(pylog_queue_listener *listener, int64_t deadline) {
    struct pylog__batch batch;
    struct drain here = { .listener = listener,
                          .thread = pylog__thread(),
                          .batch = listener->count == 1 && !listener->options.handle ? &batch : NULL };
    pylog__thread_forget_producer(here.thread);
    return pylog__queue_drain(listener->queue, deadline, &drainer, &here);
}

/* Pause, each time twice as long; at last sleep until a producer wakes this thread. With the mutex locked. */
static void listener_rest(pylog_queue *queue, int64_t *pause) {
    if (*pause > LAST_PAUSE) {
        pylog__queue_sleep(queue, INT64_MAX);
        return;
    }
    pylog__queue_wait_briefly(queue, pylog__port_monotonic() + *pause);
    *pause *= 2;
}

/* Whoever asks for a drain has put his records before that, so that one that begins later sees them. Returns
 * false after the last one. */
static bool next_drain(pylog_queue_listener *listener, int64_t *pause) {
    pylog_queue *queue = listener->queue;
    pylog__mutex_lock(&queue->mutex);
    queue->begun++;
    bool last = listener->stopping;
    pylog__mutex_unlock(&queue->mutex);
    size_t entries = pylog__listener_drain(listener, INT64_MAX);
    pylog__mutex_lock(&queue->mutex);
    queue->done = queue->begun;
    bool awaited = queue->awaited > queue->done;
    if (queue->awaited)
        pylog__condition_broadcast(&queue->changed);
    if (entries)
        *pause = FIRST_PAUSE;
    else if (!listener->stopping && !awaited)
        listener_rest(queue, pause);
    pylog__mutex_unlock(&queue->mutex);
    return !last && !pylog__listener_is_abandoned(listener);
}

static void listener_run(struct pylog__task *task) {
    pylog_queue_listener *listener = (pylog_queue_listener *)task;
    pylog_queue *queue = listener->queue;
    int64_t pause = FIRST_PAUSE;
    own_listener = listener;
    while (next_drain(listener, &pause)) {
    }
    own_listener = NULL;
    pylog__mutex_lock(&queue->mutex);
    pylog_queue_listener *dismissed = note_end(listener);
    pylog__mutex_unlock(&queue->mutex);
    pylog__listener_unref(dismissed);
}

int pylog__listener_start_thread(pylog_queue_listener *listener) {
    listener->stopping = false;
    atomic_store_explicit(&listener->abandoned, false, memory_order_relaxed);
    if (pylog__port_thread_start(&listener->task))
        return -1;
    listener->running = true;
    return 0;
}

bool pylog__queue_is_listened_to(const pylog_queue *queue) {
    const pylog_queue_listener *listener = queue->listener;
    return listener && listener->running && !pylog__listener_is_abandoned(listener) &&
           !pylog__queue_is_draining(queue);
}

/* ---- The public functions -------------------------------------------------------------------- */

pylog_queue_listener *pylog_queue_listener_new(pylog_queue *queue, pylog_handler *const *handlers,
                                               const struct pylog_queue_listener_options *options) {
    size_t count = 0;
    if (!queue || !handlers) {
        pylog__fail_type("a listener needs a queue and handlers");
        return NULL;
    }
    if (options && (pylog__check_members(options) || pylog__timeout_check("stop_timeout", options->stop_timeout)))
        return NULL;
    while (handlers[count])
        count++;
    pylog_queue_listener *listener =
        pylog__allocate_zeroed(sizeof *listener + count * sizeof *listener->handlers);
    if (!listener) {
        pylog__fail_memory();
        return NULL;
    }
    listener->task.run = listener_run;
    atomic_init(&listener->references, 1);
    listener->queue = pylog_queue_ref(queue);
    if (options)
        listener->options = *options;
    for (; listener->count < count; listener->count++)
        listener->handlers[listener->count] = pylog_handler_ref(handlers[listener->count]);
    return listener;
}

static int start_with_mutex(pylog_queue_listener *listener) {
    pylog_queue *queue = listener->queue;
    if (listener->running)
        return pylog__fail_as("RuntimeError", EINVAL, "Listener already started");
    if (queue->listener && queue->listener != listener)
        return pylog__fail_as("RuntimeError", EINVAL, "the queue has another listener");
    if (pylog__listener_start_thread(listener))
        return pylog__fail_os(errno, NULL);
    if (!queue->listener)
        queue->listener = pylog__listener_ref(listener);
    atomic_fetch_and_explicit(&queue->flags, ~(unsigned)(PYLOG__QUEUE_DIRECT | PYLOG__QUEUE_RESTART),
                              memory_order_relaxed);
    return 0;
}

int pylog_queue_listener_start(pylog_queue_listener *listener) {
    if (!listener)
        return pylog__fail_type("a listener is needed, not NULL");
    pylog__mutex_lock(&listener->queue->mutex);
    int result = start_with_mutex(listener);
    pylog__mutex_unlock(&listener->queue->mutex);
    return result;
}

int pylog__listener_stop_before(pylog_queue_listener *listener, int64_t deadline, struct pylog__patience patience) {
    bool in_time = true;
    listener->stopping = true;
    pylog__condition_broadcast(&listener->queue->changed);
    listener->awaited++;
    while (listener->running && in_time)
        in_time = pylog__queue_wait(listener->queue, &patience, deadline);
    listener->awaited--;
    if (!listener->running) {
        pylog__listener_unref(end_of_thread(listener));
        return 0;
    }
    atomic_store_explicit(&listener->abandoned, true, memory_order_relaxed);
    pylog__condition_broadcast(&listener->queue->changed); /* so that nobody waits for it any more */
    return pylog__queue_fail_in_time();
}

void pylog__queue_have_calls_drain(pylog_queue *queue) {
    atomic_fetch_or_explicit(&queue->flags, PYLOG__QUEUE_DIRECT, memory_order_seq_cst);
    const int64_t seen = pylog__queue_announce(queue) ? 0 : pylog__port_monotonic() + 10 * MILLISECOND;
    while (pylog__port_monotonic() < seen)
        pylog__condition_wait(&queue->changed, &queue->mutex, seen);
}

int pylog__listener_stop_for_good(pylog_queue_listener *listener, int64_t deadline, struct pylog__patience patience) {
    pylog_queue *queue = listener->queue;
    if (!listener->running || pylog__queue_is_draining(queue))
        return 0;
    pylog__queue_have_calls_drain(queue);
    return pylog__listener_stop_before(listener, deadline, patience);
}

static int64_t end_of_stop(const pylog_queue_listener *listener) {
    return pylog__timeout_end(listener->options.stop_timeout, PYLOG__PATIENTLY);
}

int pylog__listener_retire(pylog_queue_listener *listener) {
    pylog__mutex_lock(&listener->queue->mutex);
    bool given_up = pylog__listener_is_abandoned(listener); /* and that has been reported */
    const int64_t deadline = end_of_stop(listener);
    struct pylog__patience patience = pylog__patience_until(listener->queue, deadline);
    int result = given_up ? 0 : pylog__listener_stop_for_good(listener, deadline, patience);
    pylog__mutex_unlock(&listener->queue->mutex);
    return result;
}

int pylog_queue_listener_stop(pylog_queue_listener *listener) {
    if (!listener)
        return pylog__fail_type("a listener is needed, not NULL");
    if (pylog__queue_is_draining(listener->queue))
        return pylog__fail_as("RuntimeError", EDEADLK, "a listener cannot be stopped by its own handlers");
    const int64_t deadline = end_of_stop(listener);
    pylog__mutex_lock(&listener->queue->mutex);
    struct pylog__patience patience = pylog__patience_until(listener->queue, deadline);
    int result = listener->running ? pylog__listener_stop_before(listener, deadline, patience) : 0;
    pylog__mutex_unlock(&listener->queue->mutex);
    return result;
}

void pylog_queue_listener_free(pylog_queue_listener *listener) {
    if (!listener)
        return;
    pylog_queue *queue = listener->queue;
    pylog_queue_listener_stop(listener);
    pylog__mutex_lock(&queue->mutex);
    listener->freed = true;
    pylog_queue_listener *dismissed = listener->running ? NULL : dismiss(listener);
    pylog__mutex_unlock(&queue->mutex);
    pylog__listener_unref(dismissed);
    pylog__listener_unref(listener);
}

void pylog__queue_listener_after_fork(pylog_queue *queue) {
    unsigned flags = atomic_load_explicit(&queue->flags, memory_order_relaxed);
    flags &= ~(unsigned)PYLOG__QUEUE_ASLEEP;
    queue->done = queue->begun;
    if (!pylog__queue_is_draining(queue) && queue->listener && queue->listener->running) {
        queue->listener->running = false;
        flags |= PYLOG__QUEUE_RESTART;
    }
    atomic_store_explicit(&queue->flags, flags, memory_order_relaxed);
}
