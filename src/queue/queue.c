/* Queues: making one, its statistics, and what flush, fork, shutdown and exit do with all of them. */
#include "listener.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "../base/timeout.h"
#include "../handler/handler.h"
#include "../port/compiler.h"
#include "../thread/hooks.h"
#include "../thread/unwinding.h"
#include <errno.h>

enum { SMALLEST_RING = 1024, USUAL_RING = 256 * 1024, QUEUE_SECOND = 1000000000 }; /* bytes; nanoseconds */

/* ---- Making ---------------------------------------------------------------------------------- */

int pylog__queue_check(const struct pylog_queue_options *options) {
    if (pylog__check_members(options))
        return -1;
    if (options->capacity > PYLOG__LARGEST_RING)
        return pylog__fail_value("capacity too big");
    if ((unsigned)options->overflow > PYLOG_DROP_BELOW)
        return pylog__fail_value("Unknown overflow: %d", (int)options->overflow);
    if ((unsigned)options->clock > PYLOG_CLOCK_TSC)
        return pylog__fail_value("Unknown clock: %d", (int)options->clock);
    return pylog__timeout_check("timeout", options->timeout);
}

static void set_options(pylog_queue *queue, const struct pylog_queue_options *options) {
    size_t capacity = SMALLEST_RING;
    while (capacity < (options->capacity ? options->capacity : USUAL_RING))
        capacity *= 2;
    queue->options = *options;
    queue->options.capacity = capacity;
    if (!options->drop_level)
        queue->options.drop_level = PYLOG_WARNING;
    queue->ticks = options->clock == PYLOG_CLOCK_TSC && pylog__port_has_ticks();
    queue->barrier = pylog__port_has_barrier();
    if (queue->ticks)
        pylog__tick_clock_read_now(&queue->clock);
}

pylog_queue *pylog_queue_new(const struct pylog_queue_options *options) {
    static const struct pylog_queue_options defaults = { 0 };
    if (!options)
        options = &defaults;
    if (pylog__queue_check(options))
        return NULL;
    const bool copies = options->overflow == PYLOG_DROP_OLDEST;
    pylog_queue *queue = pylog__allocate_zeroed(sizeof *queue);
    if (queue) {
        set_options(queue, options);
        queue->taken_copy = copies ? pylog__allocate(queue->options.capacity) : NULL;
    }
    if (!queue || (copies && !queue->taken_copy)) {
        pylog__free(queue);
        pylog__fail_memory();
        return NULL;
    }
    pylog__queue_init_locks(queue);
    queue->operations.make_handler = pylog__queue_make_handler;
    queue->serve = pylog__queue_serve;
    queue->stalled_at = queue->fork_stalled_at = UINT64_MAX;
    atomic_init(&queue->references, 1);
    pylog__queue_list(queue);
    return queue;
}

/* ---- What is known of it --------------------------------------------------------------------- */

/* While the mutex is locked, no channel is freed. */
void pylog_queue_get_stats(const pylog_queue *queue, struct pylog_queue_stats *out) {
    struct pylog__mutex *mutex = &((pylog_queue *)(uintptr_t)queue)->mutex;
    pylog__mutex_lock(mutex);
    *out = queue->gone;
    out->dropped += pylog__read_counter(&queue->lost);
    for (struct pylog__channel *channel = pylog__first_channel(queue); channel; channel = channel->next) {
        out->taken += pylog__read_counter(&channel->taken);
        out->dropped += pylog__read_counter(&channel->producer.dropped);
        out->blocked += pylog__read_counter(&channel->producer.blocked);
    }
    /* `put` is read last, so that it is never less than `taken` */
    for (struct pylog__channel *channel = pylog__first_channel(queue); channel; channel = channel->next)
        out->put += pylog__read_counter(&channel->producer.put);
    pylog__mutex_unlock(mutex);
}

/* ---- Flush ----------------------------------------------------------------------------------- */

struct flushing {
    int64_t deadline;
    bool in_time;
};

/* Wait until a drain has ended that begins after this call, as long as the listener gets on. With the mutex locked. */
static bool wait_for_drain(pylog_queue *queue, struct pylog__patience *patience, int64_t deadline) {
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
    if (pylog__queue_is_draining(queue))
        return;
    pylog__mutex_lock(&queue->mutex);
    struct pylog__patience patience = pylog__patience_until(queue, flushing->deadline);
    if (!pylog__queue_is_idle(queue) || flushing->deadline > pylog__port_monotonic())
        flushing->in_time &= wait_for_drain(queue, &patience, flushing->deadline);
    pylog__mutex_unlock(&queue->mutex);
}

/* Wait until what is in the queues now has been handled. -1 with the error set if the time is up before. */
static int flush_queues(int64_t deadline) {
    struct flushing flushing = { .deadline = deadline, .in_time = true };
    pylog__queues_visit(flush_queue, &flushing);
    if (flushing.in_time)
        return 0;
    return pylog__queue_fail_in_time();
}

/* ---- Forks ----------------------------------------------------------------------------------- */

/* After a fork the parent may end at once, as in daemon(3). A listener that does not get on is not waited for twice. */
static void drain_before_fork(pylog_queue *queue, void *data) {
    const int64_t *deadline = data;
    pylog__mutex_lock(&queue->mutex);
    bool busy = pylog__queue_is_listened_to(queue) && !pylog__queue_is_idle(queue);
    uint64_t progress = pylog__queue_progress(queue);
    if (busy && queue->fork_stalled_at != progress) {
        struct pylog__patience patience = pylog__patience(queue, QUEUE_SECOND / 2);
        bool in_time = wait_for_drain(queue, &patience, *deadline);
        queue->fork_stalled_at = in_time ? UINT64_MAX : pylog__queue_progress(queue);
    }
    pylog__mutex_unlock(&queue->mutex);
}

static void drain_all_before_fork(void) {
    struct pylog__thread *thread = pylog__current_thread;
    if (thread->sections || pylog__is_draining_any() || pylog__thread_is_within(thread, 0))
        return;
    struct pylog__port_error saved = pylog__port_save_error();
    int64_t deadline = pylog__port_monotonic() + QUEUE_SECOND;
    pylog__queues_visit(drain_before_fork, &deadline);
    pylog__port_restore_error(saved);
}

/* The other threads are gone, and what they were about to put. What was in the queue is the parent's. */
static void empty_after_fork(pylog_queue *queue) {
    pylog__queue_init_locks(queue);
    queue->sleepers = queue->want_to_drain = 0;
    queue->handling = NULL;
    queue->gone = (struct pylog_queue_stats){ .put = 0 };
    queue->stalled_at = queue->fork_stalled_at = UINT64_MAX;
    atomic_store_explicit(&queue->interrupted, false, memory_order_relaxed);
    if (queue->consumer != pylog__thread_mark()) {
        queue->consumer = 0;
        queue->drained_for = NULL;
    }
    pylog__channels_after_fork(queue);
    queue->lost = queue->reported = 0;
    pylog__queue_listener_after_fork(queue);
}

static void empty_all_after_fork(void) {
    pylog__thread_forget_producer(pylog__thread());
    pylog__queues_visit_in_child(empty_after_fork);
}

/* ---- Shutdown and exit ------------------------------------------------------------------------ */

/* After a listener's thread has ended: what came behind its last drain, and was left for another thread that
 * is the consumer since, but does not get on; and what this thread has put within a handler, which exit does
 * not return to. 0, or -1 with the error set: such a consumer is stuck still. */
static int take_what_is_left(pylog_queue_listener *listener, int64_t deadline) {
    pylog_queue *queue = listener->queue;
    int64_t soon = pylog__port_monotonic() + PYLOG__SHORT_PATIENCE;
    bool within = pylog__thread_is_within(pylog__thread(), 0);
    unsigned flags = atomic_load_explicit(&queue->flags, memory_order_relaxed);
    pylog__mutex_lock(&queue->mutex);
    bool needed = flags & PYLOG__QUEUE_DIRECT && !pylog__queue_is_idle(queue);
    pylog__mutex_unlock(&queue->mutex);
    if (needed)
        pylog__listener_drain(listener, within && soon < deadline ? soon : deadline);
    pylog__mutex_lock(&queue->mutex);
    bool stuck = needed && queue->consumer && queue->stalled_at == pylog__queue_progress(queue);
    pylog__mutex_unlock(&queue->mutex);
    return stuck ? pylog__queue_fail_in_time() : 0;
}

/* Report how many records are left. They may still be written, if the program goes on. */
static void tell_what_is_left(const pylog_queue *queue) {
    struct pylog_queue_stats stats;
    pylog_queue_get_stats(queue, &stats);
    if (queue->options.overflow == PYLOG_DROP_OLDEST)
        stats.taken += stats.dropped; /* in such a queue the dropped ones have been put, too */
    unsigned long long left = stats.put > stats.taken ? stats.put - stats.taken : 0;
    pylog__fail_as("TimeoutError", ETIMEDOUT, "%llu of the queue's records could not be written in time",
                   left);
    pylog__print_error(NULL);
}

/* A time-out of the listener's own may be longer than the shutdown's, but not without a bound. With the mutex locked. */
static int stop_at_shutdown(pylog_queue_listener *listener, int64_t deadline) {
    const double timeout = listener->options.stop_timeout;
    if (timeout == 0 || timeout >= PYLOG_FOREVER)
        return pylog__listener_stop_for_good(listener, deadline, pylog__patience_here(listener->queue));
    int64_t own = pylog__port_monotonic() + (timeout > 0 ? (int64_t)(timeout * 1e9) : 0);
    if (own > deadline)
        pylog__timeouts_shut_down(own);
    return pylog__listener_stop_for_good(listener, own, pylog__patience_until(listener->queue, own));
}

static void shut_queue_down(pylog_queue *queue, void *data) {
    const int64_t *deadline = data;
    if (pylog__queue_take_rest_within(queue, *deadline))
        return;
    pylog__mutex_lock(&queue->mutex);
    pylog_queue_listener *listener = pylog__listener_ref(queue->listener);
    int result = listener ? stop_at_shutdown(listener, *deadline) : 0;
    bool ended = listener && !listener->running;
    pylog__mutex_unlock(&queue->mutex);
    unsigned hold = pylog__hold_no_lock(pylog__thread(), listener, pylog__listener_give_back);
    if (ended)
        result = take_what_is_left(listener, *deadline);
    pylog__unhold_no_lock(pylog__thread(), hold, listener);
    pylog__listener_unref(listener);
    if (result)
        tell_what_is_left(queue);
}

/* Stop all listeners. One whose time is up before, its own stop_timeout or the deadline, is reported. */
static void shut_queues_down(int64_t deadline) {
    pylog__queues_visit(shut_queue_down, &deadline);
}

static void have_calls_drain(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    pylog__queue_have_calls_drain(queue);
    pylog__mutex_unlock(&queue->mutex);
}

/* Other threads log still, until the process ends. What they have put since this one has taken the rest is
 * taken at last. */
PYLOG__COLD static void leave_queues_at_exit(void) {
    pylog__visit_draining(have_calls_drain);
    pylog__calls_abandon(pylog__thread());
    pylog__queues_drain_directly();
}

PYLOG__AT_LOAD static void enter_queue_hooks(void) {
    static struct pylog__hooks hooks = { .phase = PYLOG__PHASE_QUEUES,
                                         .prepare = drain_all_before_fork,
                                         .child = empty_all_after_fork,
                                         .shut_down = shut_queues_down,
                                         .flush = flush_queues,
                                         .leave = leave_queues_at_exit };
    pylog__hooks_add(&hooks);
}
