/* Listeners: a thread that hands a queue's records to handlers, Python's QueueListener. */
#include "queue.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../handler/handler.h"
#include "../thread/lifecycle.h"
#include "../thread/unwinding.h"
#include <errno.h>

struct pylog_queue_listener {
    struct pylog__task task; /* must be first: its thread's */
    atomic_uint references;  /* the owner's, and that of the queue while it is the queue's */
    pylog_queue *queue;      /* counted */
    struct pylog_queue_listener_options options;

    /* under the queue's mutex */
    bool running;          /* a thread is at work, or about to be */
    bool stopping;         /* it is to end after another pass */
    bool freed;            /* by its owner, while it was running */
    unsigned awaited;      /* so many wait for the thread's end, and then give up what it had */
    atomic_bool abandoned; /* at once */

    bool asks; /* the taker's: its hook is being asked */

    size_t count;
    pylog_handler *handlers[]; /* counted */
};

/* A pass that this thread is at work on; on the stack, the innermost first. */
struct pass {
    pylog_queue_listener *listener;
    struct pylog__thread *thread;
    bool begun;                 /* the handlers know that more may come */
    struct pylog__batch *batch; /* of the only handler that there is; NULL: there are others */
    unsigned rests;             /* how many times it is taking the rest, one within the other */
    bool exits;                 /* it will do so at exit once more */
    struct pass *outer;
};
static _Thread_local PYLOG__TLS_FAST struct pass *passes;
/* Whose thread this is; NULL: none's. */
static _Thread_local pylog_queue_listener *own_listener;

enum {
    MICROSECOND = 1000,
    MILLISECOND = 1000 * MICROSECOND,
    FIRST_NAP = 50 * MICROSECOND,
    LAST_NAP = 800 * MICROSECOND
};

static bool is_abandoned(const pylog_queue_listener *listener) {
    return atomic_load_explicit(&listener->abandoned, memory_order_relaxed);
}

/* ---- Handling -------------------------------------------------------------------------------- */

static bool is_for(const pylog_queue_listener *listener, const pylog_handler *handler,
                   const struct pylog__record *record) {
    return !listener->options.respect_handler_level || record->head.levelno >= pylog_handler_level(handler);
}

/* Is the record to be handed on? What the hook logs itself is. */
static bool is_handed_on(pylog_queue_listener *listener, struct pylog__record *record) {
    if (!listener->options.handle || listener->asks)
        return true;
    listener->asks = true;
    const bool handed_on = listener->options.handle(&record->head, listener->options.data) != 0;
    listener->asks = false;
    return handed_on;
}

/* Inside a section. */
static void handle(pylog_queue_listener *listener, struct pylog__record *record) {
    if (!is_handed_on(listener, record))
        return;
    for (size_t i = 0; i < listener->count; i++)
        if (is_for(listener, listener->handlers[i], record))
            pylog__handler_handle(listener->handlers[i], record);
}

/* Several handlers may write to one stream, and each record has its turn there: only a handler that opens its file
 * itself may hold records back beside others. */
static bool may_batch(const pylog_queue_listener *listener, const pylog_handler *handler) {
    return listener->count == 1 || (handler->ops->flags & PYLOG_HANDLER_REOPENS);
}

static void end_batches(const pylog_queue_listener *listener) {
    for (size_t i = 0; i < listener->count; i++)
        if (may_batch(listener, listener->handlers[i]))
            pylog__handler_batch(listener->handlers[i], false);
}

/* The handlers may hold back what they write until the pass is over. */
static void begin_batches(struct pass *pass) {
    const pylog_queue_listener *listener = pass->listener;
    for (size_t i = 0; i < listener->count; i++) {
        if (!may_batch(listener, listener->handlers[i]))
            continue;
        pylog_buffer *text = pylog__handler_batch(listener->handlers[i], true);
        if (pass->batch)
            *pass->batch = (struct pylog__batch){ listener->handlers[i], pass->thread, .joins = text };
    }
    pass->begun = true;
}

/* The hook has perhaps not returned from the pass before. */
static void begin_pass(void *data) {
    struct pass *pass = data;
    pass->listener->asks = false;
    pass->outer = passes;
    pass->listener->queue->outer_pass = passes;
    pass->listener->queue->taken_for = pass->listener;
    passes = pass;
}

static void end_pass(void *data) {
    struct pass *pass = data;
    if (pass->begun && pass->batch)
        pylog__batch_pause(pass->batch);
    if (pass->begun)
        end_batches(pass->listener);
    pass->listener->queue->taken_for = NULL;
    passes = pass->outer;
}

PYLOG__HOT static enum pylog__taken visit(struct pylog__record *record, void *data) {
    struct pass *pass = data;
    pylog_queue_listener *listener = pass->listener;
    if (!pass->begun)
        begin_batches(pass);
    if (!pass->batch) {
        pylog__section_enter(pass->thread);
        handle(listener, record);
        pylog__section_leave(pass->thread);
    } else if (is_for(listener, pass->batch->handler, record)) {
        pylog__batch_handle(pass->batch, record);
    }
    return is_abandoned(listener) ? PYLOG__TAKEN_LAST : PYLOG__TAKEN;
}

static size_t run_pass(pylog_queue_listener *listener, int64_t deadline) {
    struct pylog__batch batch;
    struct pass here = { .listener = listener,
                         .thread = pylog__thread(),
                         .batch = listener->count == 1 && !listener->options.handle ? &batch : NULL };
    pylog__thread_forget_lane(here.thread);
    return pylog__queue_pass(listener->queue, deadline, visit, begin_pass, end_pass, &here);
}

/* The pass that this thread is at work on in the queue; NULL: none. */
static struct pass *find_pass(const pylog_queue *queue) {
    struct pass *at = passes;
    while (at && at->listener->queue != queue)
        at = at->outer;
    return at;
}

static bool is_passing(const pylog_queue *queue) {
    return find_pass(queue) != NULL;
}

/* A handler that has had the rest taken, and does so again, is in the way. */
static void handle_rest(const struct pass *pass, struct pylog__record *record) {
    pylog_queue_listener *listener = pass->listener;
    if (!is_handed_on(listener, record))
        return;
    for (size_t i = 0; i < listener->count; i++) {
        pylog_handler *handler = listener->handlers[i];
        if (!is_for(listener, handler, record))
            continue;
        if (pass->rests > 1 && (pylog__lock_is_mine(&handler->lock) || pylog__handler_shared_holds(handler)))
            pylog_handler_count_dropped(handler, 1);
        else
            pylog__handler_handle(handler, record);
    }
}

static enum pylog__taken visit_rest(struct pylog__record *record, void *data) {
    struct pass *pass = data;
    pylog__section_enter(pass->thread);
    handle_rest(pass, record);
    pylog__section_leave(pass->thread);
    return PYLOG__TAKEN;
}

/* This thread's handler, or its hook, is shutting down, perhaps because it has called exit, and then never returns: take
 * what is left from within, and ask the hook for each. If one of the handlers calls exit again, this is called once
 * more. */
static void take_rest(struct pass *pass, int64_t deadline) {
    enum { MOST = 3 };
    const bool asks = pass->listener->asks;
    if (pass->rests >= MOST)
        return;
    if (!pass->exits)
        pylog__shut_down_at_exit();
    pass->exits = true;
    pass->rests++;
    pass->listener->asks = false;
    pylog__queue_take_rest(pass->listener->queue, deadline, visit_rest, pass);
    pass->listener->asks = asks;
    end_batches(pass->listener);
    pass->rests--;
}

bool pylog__queue_bypass(pylog_queue *queue, struct pylog__record *record) {
    for (struct pass *at = passes; at; at = at->outer) {
        if (at->listener->queue == queue) {
            handle(at->listener, record);
            return true;
        }
    }
    return false;
}

/* ---- The thread ------------------------------------------------------------------------------ */

static void release(pylog_queue_listener *listener) {
    if (!listener || atomic_fetch_sub_explicit(&listener->references, 1, memory_order_acq_rel) != 1)
        return;
    for (size_t i = 0; i < listener->count; i++)
        pylog_handler_unref(listener->handlers[i]);
    pylog_queue_unref(listener->queue);
    pylog__free(listener);
}

/* Nap for longer and longer, and at last sleep until a putter wakes it. With the mutex locked. */
static void rest(pylog_queue *queue, int64_t *nap) {
    if (*nap > LAST_NAP) {
        pylog__queue_sleep(queue, INT64_MAX);
        return;
    }
    pylog__queue_nap(queue, pylog__port_monotonic() + *nap);
    *nap *= 2;
}

/* Whoever asks for a pass has put his records before that, so that one that begins later sees them. Returns
 * false after the last one. */
static bool next_pass(pylog_queue_listener *listener, int64_t *nap) {
    pylog_queue *queue = listener->queue;
    pylog__mutex_lock(&queue->mutex);
    queue->begun++;
    bool last = listener->stopping;
    pylog__mutex_unlock(&queue->mutex);
    size_t entries = run_pass(listener, INT64_MAX);
    pylog__mutex_lock(&queue->mutex);
    queue->done = queue->begun;
    bool awaited = queue->awaited > queue->done;
    if (queue->awaited)
        pylog__condition_broadcast(&queue->changed);
    if (entries)
        *nap = FIRST_NAP;
    else if (!listener->stopping && !awaited)
        rest(queue, nap);
    pylog__mutex_unlock(&queue->mutex);
    return !last && !is_abandoned(listener);
}

/* The queue's listener is no more; with the mutex locked. What is returned is to be released without it. */
static pylog_queue_listener *dismiss(pylog_queue_listener *listener) {
    if (listener->queue->listener != listener)
        return NULL;
    listener->queue->listener = NULL;
    atomic_fetch_and_explicit(&listener->queue->attention,
                              ~(unsigned)(PYLOG__QUEUE_DIRECT | PYLOG__QUEUE_RESTART), memory_order_relaxed);
    return listener;
}

/* The queue's listener is no more when its thread is, unless log calls are to do its work. With the mutex
 * locked; as dismiss. */
static pylog_queue_listener *end_of_thread(pylog_queue_listener *listener) {
    bool direct =
        atomic_load_explicit(&listener->queue->attention, memory_order_relaxed) & PYLOG__QUEUE_DIRECT;
    return direct && !listener->freed ? NULL : dismiss(listener);
}

/* With the mutex locked; as dismiss. */
static pylog_queue_listener *note_end(pylog_queue_listener *listener) {
    listener->running = false;
    atomic_store_explicit(&listener->abandoned, false,
                          memory_order_relaxed); /* for log calls that do its work */
    pylog__condition_broadcast(&listener->queue->changed);
    return listener->awaited ? NULL : end_of_thread(listener);
}

static void run(struct pylog__task *task) {
    pylog_queue_listener *listener = (pylog_queue_listener *)task;
    pylog_queue *queue = listener->queue;
    int64_t nap = FIRST_NAP;
    own_listener = listener;
    while (next_pass(listener, &nap)) {
    }
    own_listener = NULL;
    pylog__mutex_lock(&queue->mutex);
    pylog_queue_listener *dismissed = note_end(listener);
    pylog__mutex_unlock(&queue->mutex);
    release(dismissed);
}

/* The frame of the pass is not to be looked at. */
void pylog__queue_listener_end_pass(pylog_queue_listener *listener) {
    passes = listener->queue->outer_pass;
    listener->queue->taken_for = NULL;
    end_batches(listener);
}

/* Its thread is at work, and the log calls are to do that from now on all the same; with the mutex locked. */
static bool is_left(const pylog_queue_listener *listener) {
    unsigned attention = atomic_load_explicit(&listener->queue->attention, memory_order_relaxed);
    return attention & PYLOG__QUEUE_DIRECT && !listener->stopping;
}

/* A handler has ended the listener's thread: another one goes on with what is left, to stop if this one was to.
 * Without a thread to be had the log calls do its work, as after exit in a handler. */
void pylog__queue_listener_go_on(pylog_queue_listener *listener) {
    pylog_queue *queue = listener->queue;
    pylog_queue_listener *dismissed = NULL;
    if (own_listener != listener)
        return;
    own_listener = NULL;
    pylog__mutex_lock(&queue->mutex);
    bool abandoned = is_abandoned(listener);
    if (abandoned || is_left(listener) || pylog__port_thread_start(&listener->task)) {
        if (!abandoned)
            atomic_fetch_or_explicit(&queue->attention, PYLOG__QUEUE_DIRECT, memory_order_relaxed);
        dismissed = note_end(listener);
    }
    pylog__mutex_unlock(&queue->mutex);
    release(dismissed);
}

/* With the mutex locked. */
static int start_thread(pylog_queue_listener *listener) {
    listener->stopping = false;
    atomic_store_explicit(&listener->abandoned, false, memory_order_relaxed);
    if (pylog__port_thread_start(&listener->task))
        return -1;
    listener->running = true;
    return 0;
}

/* ---- What putters see to --------------------------------------------------------------------- */

bool pylog__queue_is_listened_to(const pylog_queue *queue) {
    const pylog_queue_listener *listener = queue->listener;
    return listener && listener->running && !is_abandoned(listener) && !is_passing(queue);
}

static pylog_queue_listener *reference(pylog_queue_listener *listener) {
    if (listener)
        atomic_fetch_add_explicit(&listener->references, 1, memory_order_relaxed);
    return listener;
}

/* Without a thread to be had the log calls do its work. */
static void restart(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    bool needed = atomic_load_explicit(&queue->attention, memory_order_relaxed) & PYLOG__QUEUE_RESTART;
    if (needed && queue->listener && !queue->listener->running && start_thread(queue->listener))
        atomic_fetch_or_explicit(&queue->attention, PYLOG__QUEUE_DIRECT, memory_order_relaxed);
    atomic_fetch_and_explicit(&queue->attention, ~(unsigned)PYLOG__QUEUE_RESTART, memory_order_relaxed);
    pylog__mutex_unlock(&queue->mutex);
}

static bool is_to_take_again(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    bool again = queue->again && !queue->taker;
    queue->again &= !again;
    pylog__mutex_unlock(&queue->mutex);
    return again;
}

static void release_held(void *listener) {
    pylog__thread()->lock_free--;
    release(listener);
}

/* One that was given up may never end, and with it the pass that it has begun. Nobody waits for another
 * thread that does not get on in its pass, twice. */
static void take_directly(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    pylog_queue_listener *listener = reference(queue->listener);
    bool stuck = listener && listener->running && is_abandoned(listener);
    bool stalled = queue->taker && queue->stalled_at == pylog__queue_progress(queue);
    queue->again |= stalled;
    pylog__mutex_unlock(&queue->mutex);
    unsigned hold = pylog__hold_no_lock(pylog__thread(), listener, release_held);
    if (listener && !stuck && !stalled)
        do
            run_pass(listener, INT64_MAX);
        while (is_to_take_again(queue));
    pylog__unhold_no_lock(pylog__thread(), hold, listener);
    release(listener);
}

static void take_if_direct(pylog_queue *queue, void *unused) {
    (void)unused;
    if (atomic_load_explicit(&queue->attention, memory_order_relaxed) & PYLOG__QUEUE_DIRECT)
        take_directly(queue);
}

/* A log call leaves errno and the last error as they were. */
static void take_what_was_left(void) {
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__error kept = pylog__error_take();
    pylog__queues_visit(take_if_direct, NULL);
    pylog__error_restore(kept);
    pylog__port_restore_error(saved);
}

/* From now on log calls take what they put themselves. One that is putting a record sees that, or, where it cannot be
 * made to, is given the time to end. With the mutex locked. */
static void have_calls_take(pylog_queue *queue) {
    atomic_fetch_or_explicit(&queue->attention, PYLOG__QUEUE_DIRECT, memory_order_seq_cst);
    const int64_t seen = pylog__queue_announce(queue) ? 0 : pylog__port_monotonic() + 10 * MILLISECOND;
    while (pylog__port_monotonic() < seen)
        pylog__condition_wait(&queue->changed, &queue->mutex, seen);
}

/* Other threads log still, until the process ends. What they have put since this one has taken the rest is taken
 * at last. */
PYLOG__COLD void pylog__queues_leave(void) {
    for (const struct pass *at = passes; at; at = at->outer) {
        pylog_queue *queue = at->listener->queue;
        pylog__mutex_lock(&queue->mutex);
        have_calls_take(queue);
        pylog__mutex_unlock(&queue->mutex);
    }
    pylog__calls_abandon(pylog__thread());
    take_what_was_left();
}

void pylog__queue_attend(pylog_queue *queue, unsigned attention) {
    pylog__queue_attend_within(queue, attention, 0);
}

/* Within a handler nothing is taken: whoever is the taker may want its lock. */
void pylog__queue_attend_within(pylog_queue *queue, unsigned attention, unsigned handlers) {
    struct pylog__thread *thread = pylog__thread();
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__error kept = pylog__error_take();
    if (attention & PYLOG__QUEUE_ASLEEP &&
        atomic_fetch_and_explicit(&queue->attention, ~(unsigned)PYLOG__QUEUE_ASLEEP, memory_order_relaxed) &
            PYLOG__QUEUE_ASLEEP)
        pylog__queue_poke(queue);
    if (attention & PYLOG__QUEUE_RESTART)
        restart(queue);
    if (!pylog__thread_is_within(thread, handlers))
        take_if_direct(queue, NULL);
    else if (atomic_load_explicit(&queue->attention, memory_order_relaxed) & PYLOG__QUEUE_DIRECT)
        pylog__section_defer(thread, take_what_was_left);
    pylog__error_restore(kept);
    pylog__port_restore_error(saved);
}

/* ---- The public functions -------------------------------------------------------------------- */

pylog_queue_listener *pylog_queue_listener_new(pylog_queue *queue, pylog_handler *const *handlers,
                                               const struct pylog_queue_listener_options *options) {
    size_t count = 0;
    if (!queue || !handlers) {
        pylog__fail_type("a listener needs a queue and handlers");
        return NULL;
    }
    while (handlers[count])
        count++;
    pylog_queue_listener *listener =
        pylog__allocate_zeroed(sizeof *listener + count * sizeof *listener->handlers);
    if (!listener) {
        pylog__fail_memory();
        return NULL;
    }
    listener->task.run = run;
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
    if (start_thread(listener))
        return pylog__fail_os(errno, NULL);
    if (!queue->listener)
        queue->listener = reference(listener);
    atomic_fetch_and_explicit(&queue->attention, ~(unsigned)(PYLOG__QUEUE_DIRECT | PYLOG__QUEUE_RESTART),
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

static int fail_in_time(void) {
    return pylog__fail_as("TimeoutError", ETIMEDOUT, "the queue's records could not be written in time");
}

/* Within a handler the listener may be waiting for this very thread. */
static struct pylog__patience patience_here(const pylog_queue *queue) {
    bool within = pylog__thread_is_within(pylog__thread(), 0);
    return pylog__patience(queue, within ? PYLOG__SHORT_PATIENCE : PYLOG__USUAL_PATIENCE);
}

/* With the mutex locked, and a reference that is the caller's: the queue's is not the last one. */
static int stop_before(pylog_queue_listener *listener, int64_t deadline) {
    bool in_time = true;
    struct pylog__patience patience = patience_here(listener->queue);
    listener->stopping = true;
    pylog__condition_broadcast(&listener->queue->changed);
    listener->awaited++;
    while (listener->running && in_time)
        in_time = pylog__queue_wait(listener->queue, &patience, deadline);
    listener->awaited--;
    if (!listener->running) {
        release(end_of_thread(listener));
        return 0;
    }
    atomic_store_explicit(&listener->abandoned, true, memory_order_relaxed);
    pylog__condition_broadcast(&listener->queue->changed); /* nobody is to wait for it */
    return fail_in_time();
}

/* What was put before, the listener's thread takes, or the next log call. With the mutex locked. */
static int stop_for_good(pylog_queue_listener *listener, int64_t deadline) {
    pylog_queue *queue = listener->queue;
    if (!listener->running || is_passing(queue))
        return 0;
    have_calls_take(queue);
    return stop_before(listener, deadline);
}

int pylog__queue_listener_retire(pylog_queue_listener *listener) {
    pylog__mutex_lock(&listener->queue->mutex);
    bool given_up = is_abandoned(listener); /* which has been reported */
    int result = given_up ? 0 : stop_for_good(listener, pylog__deadline(listener->options.stop_timeout));
    pylog__mutex_unlock(&listener->queue->mutex);
    return result;
}

int pylog_queue_listener_stop(pylog_queue_listener *listener) {
    if (!listener)
        return pylog__fail_type("a listener is needed, not NULL");
    if (is_passing(listener->queue))
        return pylog__fail_as("RuntimeError", EDEADLK, "a listener cannot be stopped by its own handlers");
    pylog__mutex_lock(&listener->queue->mutex);
    int result =
        listener->running ? stop_before(listener, pylog__deadline(listener->options.stop_timeout)) : 0;
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
    release(dismissed);
    release(listener);
}

/* ---- All queues ------------------------------------------------------------------------------ */

struct flushing {
    int64_t deadline;
    bool in_time;
};

/* Wait for a pass that begins later, as long as the listener gets on. With the mutex locked. */
static bool wait_for_pass(pylog_queue *queue, struct pylog__patience *patience, int64_t deadline) {
    bool in_time = true;
    uint64_t wanted = queue->begun + 1;
    if (queue->awaited < wanted)
        queue->awaited = wanted;
    pylog__condition_broadcast(&queue->changed);
    while (queue->done < wanted && queue->listener && queue->listener->running && in_time)
        in_time = pylog__queue_wait(queue, patience, deadline);
    return in_time;
}

static void flush_queue(pylog_queue *queue, void *data) {
    struct flushing *flushing = data;
    if (is_passing(queue))
        return;
    pylog__mutex_lock(&queue->mutex);
    struct pylog__patience patience = patience_here(queue);
    flushing->in_time &= wait_for_pass(queue, &patience, flushing->deadline);
    pylog__mutex_unlock(&queue->mutex);
}

/* The parent of a fork may end at once, as in daemon(3). Who does not get on is waited for no second time. */
static void drain_before_fork(pylog_queue *queue, void *data) {
    const int64_t *deadline = data;
    pylog__mutex_lock(&queue->mutex);
    bool busy = pylog__queue_is_listened_to(queue) && !pylog__queue_is_idle(queue);
    uint64_t progress = pylog__queue_progress(queue);
    if (busy && queue->fork_stalled_at != progress) {
        struct pylog__patience patience = pylog__patience(queue, 500 * MILLISECOND);
        bool in_time = wait_for_pass(queue, &patience, *deadline);
        queue->fork_stalled_at = in_time ? UINT64_MAX : pylog__queue_progress(queue);
    }
    pylog__mutex_unlock(&queue->mutex);
}

void pylog__queues_before_fork(void) {
    struct pylog__thread *thread = pylog__current_thread;
    if (!pylog__queues() || thread->sections || passes || pylog__thread_is_within(thread, 0))
        return;
    struct pylog__port_error saved = pylog__port_save_error();
    int64_t deadline = pylog__port_monotonic() + 1000 * (int64_t)MILLISECOND;
    pylog__queues_visit(drain_before_fork, &deadline);
    pylog__port_restore_error(saved);
}

int pylog__queues_flush(int64_t deadline) {
    struct flushing flushing = { .deadline = deadline, .in_time = true };
    pylog__queues_visit(flush_queue, &flushing);
    if (flushing.in_time)
        return 0;
    return fail_in_time();
}

/* After a listener's thread has ended: what came behind its last pass, and was left for another thread that is
 * the taker since, but does not get on; and what this thread has put within a handler, which exit does not
 * return to. 0, or -1 with the error set: such a taker is stuck still. */
static int take_what_is_left(pylog_queue_listener *listener, int64_t deadline) {
    pylog_queue *queue = listener->queue;
    int64_t soon = pylog__port_monotonic() + PYLOG__SHORT_PATIENCE;
    bool within = pylog__thread_is_within(pylog__thread(), 0);
    unsigned attention = atomic_load_explicit(&queue->attention, memory_order_relaxed);
    pylog__mutex_lock(&queue->mutex);
    bool needed = attention & PYLOG__QUEUE_DIRECT && !pylog__queue_is_idle(queue);
    pylog__mutex_unlock(&queue->mutex);
    if (needed)
        run_pass(listener, within && soon < deadline ? soon : deadline);
    pylog__mutex_lock(&queue->mutex);
    bool stuck = needed && queue->taker && queue->stalled_at == pylog__queue_progress(queue);
    pylog__mutex_unlock(&queue->mutex);
    return stuck ? fail_in_time() : 0;
}

/* How many of them is said, too; they may be written later, if the program goes on. */
static void tell_what_is_left(const pylog_queue *queue) {
    struct pylog_queue_stats stats;
    pylog_queue_get_stats(queue, &stats);
    if (queue->options.overflow == PYLOG_DROP_OLDEST)
        stats.taken += stats.dropped; /* inside */
    unsigned long long left = stats.put > stats.taken ? stats.put - stats.taken : 0;
    pylog__fail_as("TimeoutError", ETIMEDOUT, "%llu of the queue's records could not be written in time",
                   left);
    pylog__print_error(NULL);
}

static void shut_queue_down(pylog_queue *queue, void *data) {
    const int64_t *deadline = data;
    struct pass *own = find_pass(queue);
    if (own) {
        take_rest(own, *deadline);
        return;
    }
    pylog__mutex_lock(&queue->mutex);
    pylog_queue_listener *listener = reference(queue->listener);
    double timeout = listener ? listener->options.stop_timeout : 0;
    int result = listener ? stop_for_good(listener, timeout > 0 ? pylog__deadline(timeout) : *deadline) : 0;
    bool ended = listener && !listener->running;
    pylog__mutex_unlock(&queue->mutex);
    unsigned hold = pylog__hold_no_lock(pylog__thread(), listener, release_held);
    if (ended)
        result = take_what_is_left(listener, *deadline);
    pylog__unhold_no_lock(pylog__thread(), hold, listener);
    release(listener);
    if (result)
        tell_what_is_left(queue);
}

void pylog__queues_shut_down(int64_t deadline) {
    pylog__queues_visit(shut_queue_down, &deadline);
}

/* If this thread is at work in the queue, it goes on with it. */
void pylog__queue_listener_after_fork(pylog_queue *queue) {
    unsigned attention = atomic_load_explicit(&queue->attention, memory_order_relaxed);
    attention &= ~(unsigned)PYLOG__QUEUE_ASLEEP;
    queue->done = queue->begun;
    if (!is_passing(queue) && queue->listener && queue->listener->running) {
        queue->listener->running = false;
        attention |= PYLOG__QUEUE_RESTART;
    }
    atomic_store_explicit(&queue->attention, attention, memory_order_relaxed);
}
