/* What producers do for their queue once they have put a record: wake the consumer, start a listener's thread
 * anew after a fork, and drain the queue themselves if it has no such thread any more. */
#include "listener.h"

#include "../base/error.h"
#include "../thread/unwinding.h"

/* Start the listener's thread anew. If the system has no thread, log calls drain the queue. */
static void restart(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    bool needed = atomic_load_explicit(&queue->flags, memory_order_relaxed) & PYLOG__QUEUE_RESTART;
    if (needed && queue->listener && !queue->listener->running &&
        pylog__listener_start_thread(queue->listener))
        atomic_fetch_or_explicit(&queue->flags, PYLOG__QUEUE_DIRECT, memory_order_relaxed);
    atomic_fetch_and_explicit(&queue->flags, ~(unsigned)PYLOG__QUEUE_RESTART, memory_order_relaxed);
    pylog__mutex_unlock(&queue->mutex);
}

static bool is_to_drain_again(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    bool again = queue->again && !queue->consumer;
    queue->again &= !again;
    pylog__mutex_unlock(&queue->mutex);
    return again;
}

/* Drain the queue in place of its listener. Not if the listener was abandoned while its thread still runs: that thread may
 * be in a drain that never ends. And no thread waits a second time for a consumer that does not get on. */
static void drain_directly(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    pylog_queue_listener *listener = pylog__listener_ref(queue->listener);
    bool stuck = listener && listener->running && pylog__listener_is_abandoned(listener);
    bool stalled = queue->consumer && queue->stalled_at == pylog__queue_progress(queue);
    queue->again |= stalled;
    pylog__mutex_unlock(&queue->mutex);
    unsigned hold = pylog__hold_no_lock(pylog__thread(), listener, pylog__listener_give_back);
    if (listener && !stuck && !stalled)
        do
            pylog__listener_drain(listener, INT64_MAX);
        while (is_to_drain_again(queue));
    pylog__unhold_no_lock(pylog__thread(), hold, listener);
    pylog__listener_unref(listener);
}

static void drain_if_direct(pylog_queue *queue, void *unused) {
    (void)unused;
    if (atomic_load_explicit(&queue->flags, memory_order_relaxed) & PYLOG__QUEUE_DIRECT)
        drain_directly(queue);
}

void pylog__queues_drain_directly(void) {
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__error kept = pylog__error_take();
    pylog__queues_visit(drain_if_direct, NULL);
    pylog__error_restore(kept);
    pylog__port_restore_error(saved);
}

/* Within a handler nothing is drained, because the consumer may want the handler's lock: that is put off. */
void pylog__queue_serve_within(pylog_queue *queue, unsigned flags, unsigned handlers) {
    struct pylog__thread *thread = pylog__thread();
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__error kept = pylog__error_take();
    if (flags & PYLOG__QUEUE_ASLEEP &&
        atomic_fetch_and_explicit(&queue->flags, ~(unsigned)PYLOG__QUEUE_ASLEEP, memory_order_relaxed) &
            PYLOG__QUEUE_ASLEEP)
        pylog__queue_wake(queue);
    if (flags & PYLOG__QUEUE_RESTART)
        restart(queue);
    if (!pylog__thread_is_within(thread, handlers))
        drain_if_direct(queue, NULL);
    else if (atomic_load_explicit(&queue->flags, memory_order_relaxed) & PYLOG__QUEUE_DIRECT)
        pylog__section_defer(thread, pylog__queues_drain_directly);
    pylog__error_restore(kept);
    pylog__port_restore_error(saved);
}

void pylog__queue_serve(struct pylog__producer *producer, unsigned flags) {
    pylog__queue_serve_within(((struct pylog__channel *)producer)->queue, flags, 0);
}
