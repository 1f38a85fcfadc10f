/* Producers: the channels that threads have in queues. And the list of all queues, for threads that end. */
#include "queue.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../port/compiler.h"
#include "../thread/unwinding.h"

static pylog_queue *queues; /* all of them; under the tree's lock */

/* What a thread has in queues. */
static _Thread_local PYLOG__TLS_FAST struct {
    struct pylog__channel *own; /* its channels; under the tree's lock */
    bool hooked;                /* it will give them back when it ends */
    struct pylog__thread_exit exit_hook;
} mine;

/* ---- A channel ------------------------------------------------------------------------------- */

static struct pylog__channel *make_channel(pylog_queue *queue, size_t capacity) {
    size_t fill = queue->options.overflow == PYLOG_DROP_BELOW ? capacity / 4 * 3 : capacity;
    void *block = pylog__allocate_zeroed(sizeof(struct pylog__channel) + PYLOG__CACHE_LINE);
    struct pylog__channel *channel = pylog__begin_cache_line(block);
    if (!block || !pylog__ring_init(&channel->producer.ring, capacity, fill)) {
        pylog__free(block);
        return NULL;
    }
    channel->block = block;
    channel->queue = queue;
    channel->producer.flags = &queue->flags;
    channel->producer.serve = queue->serve;
    channel->producer.barrier = queue->barrier;
    channel->producer.call_kind = queue->ticks ? PYLOG__ENTRY_TICKED : PYLOG__ENTRY_CALL;
    pylog__mutex_init(&channel->mutex);
    return channel;
}

static void free_channel(struct pylog__channel *channel) {
    if (!channel)
        return;
    pylog__ring_release(&channel->producer.ring);
    pylog__mutex_destroy(&channel->mutex);
    pylog__free(channel->producer_id);
    pylog__free(channel->block);
}

/* Only while nobody puts or takes. */
static void clear_channel(struct pylog__channel *channel) {
    uint64_t head = atomic_load_explicit(&channel->producer.ring.head, memory_order_relaxed);
    struct pylog__entry *entry;
    while ((entry = pylog__ring_first(&channel->producer.ring, head)) != NULL) {
        pylog__entry_discard((struct pylog__queue_entry *)(void *)entry);
        pylog__ring_advance(&channel->producer.ring, entry);
    }
    channel->producer.announced = 0;
    channel->first = NULL;
}

/* With the tree locked. */
static void disown(struct pylog__channel *channel) {
    struct pylog__channel **at = channel->owner;
    while (at && *at && *at != channel)
        at = &(*at)->next_own;
    if (at && *at)
        *at = channel->next_own;
}

/* ---- Queues ---------------------------------------------------------------------------------- */

void pylog__queue_init_locks(pylog_queue *queue) {
    pylog__mutex_init(&queue->mutex);
    pylog__condition_init(&queue->changed);
}

void pylog__queue_list(pylog_queue *queue) {
    static uint64_t last_id; /* under the tree's lock */
    pylog__tree_lock();
    queue->id = ++last_id;
    queue->next = queues;
    queue->link = &queues;
    if (queues)
        queues->link = &queue->next;
    queues = queue;
    pylog__tree_unlock();
}

/* With the tree locked. */
static void unlist(pylog_queue *queue) {
    *queue->link = queue->next;
    if (queue->next)
        queue->next->link = queue->link;
}

pylog_queue *pylog_queue_ref(pylog_queue *queue) {
    if (queue)
        atomic_fetch_add_explicit(&queue->references, 1, memory_order_relaxed);
    return queue;
}

void pylog__queue_free_old_ids(pylog_queue *queue) {
    struct pylog__producer_id *id = atomic_exchange_explicit(&queue->old_ids, NULL, memory_order_acquire);
    while (id) {
        struct pylog__producer_id *next = id->next;
        pylog__free(id);
        id = next;
    }
}

void pylog_queue_unref(pylog_queue *queue) {
    if (!queue || atomic_fetch_sub_explicit(&queue->references, 1, memory_order_acq_rel) != 1)
        return;
    pylog__tree_lock();
    unlist(queue);
    for (struct pylog__channel *channel = pylog__first_channel(queue); channel; channel = channel->next)
        disown(channel);
    pylog__tree_unlock();
    for (struct pylog__channel *channel = pylog__first_channel(queue), *next; channel; channel = next) {
        next = channel->next;
        clear_channel(channel);
        free_channel(channel);
    }
    pylog__queue_free_old_ids(queue);
    pylog__mutex_destroy(&queue->mutex);
    pylog__condition_destroy(&queue->changed);
    pylog__free(queue->taken_copy);
    pylog__free(queue);
}

/* Take a reference, unless the last one is just being given up. */
static bool take_reference(pylog_queue *queue) {
    unsigned references = atomic_load_explicit(&queue->references, memory_order_relaxed);
    while (references)
        if (atomic_compare_exchange_weak_explicit(&queue->references, &references, references + 1,
                                                  memory_order_relaxed, memory_order_relaxed))
            return true;
    return false;
}

static pylog_queue *first_living(pylog_queue *queue) {
    while (queue && !take_reference(queue))
        queue = queue->next;
    return queue;
}

static void give_back_visited_queue(void *queue) {
    pylog__thread()->lock_free--;
    pylog_queue_unref(queue);
}

/* A thread that forks may never have used the library: it has no id, and writes down no holds. */
void pylog__queues_visit(void (*visit)(pylog_queue *queue, void *data), void *data) {
    struct pylog__thread *thread = pylog__current_thread;
    unsigned hold = 0;
    if (thread->id)
        pylog__call_begin(thread);
    pylog__tree_lock();
    pylog_queue *queue = first_living(queues);
    pylog__tree_unlock();
    while (queue) {
        if (thread->id)
            hold = pylog__hold_no_lock(thread, queue, give_back_visited_queue);
        visit(queue, data);
        if (thread->id)
            pylog__unhold_no_lock(thread, hold, queue);
        pylog__tree_lock();
        pylog_queue *next = first_living(queue->next);
        pylog__tree_unlock();
        pylog_queue_unref(queue);
        queue = next;
    }
    if (thread->id)
        pylog__call_end(thread);
}

void pylog__queues_visit_in_child(void (*visit)(pylog_queue *queue)) {
    for (pylog_queue *queue = queues; queue; queue = queue->next)
        visit(queue);
}

void pylog__queue_wake(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    pylog__condition_broadcast(&queue->changed);
    pylog__mutex_unlock(&queue->mutex);
}

/* ---- Whose a channel is ---------------------------------------------------------------------- */

/* A channel that its thread has left. NULL if there is none. With the tree locked. */
static struct pylog__channel *find_left(const pylog_queue *queue) {
    struct pylog__channel *channel = pylog__first_channel(queue);
    while (channel && (channel->owner || (channel->outgrown && pylog__ring_used(&channel->producer.ring))))
        channel = channel->next;
    return channel;
}

static struct pylog__channel *find_own(const pylog_queue *queue) {
    struct pylog__channel *channel = mine.own;
    while (channel && channel->queue != queue)
        channel = channel->next_own;
    return channel;
}

static struct pylog__channel *adopt(struct pylog__channel *channel) {
    channel->owner = &mine.own;
    channel->producer.announced = 0;
    channel->outgrown = false;
    channel->next_own = mine.own;
    mine.own = channel;
    return channel;
}

/* Enter it at the front of the list. So a consumer that finds it sees what its thread has put into other channels
 * before. With the tree locked. */
static void enter(pylog_queue *queue, struct pylog__channel *channel) {
    channel->number = ++queue->channels_made;
    channel->next = pylog__first_channel(queue);
    atomic_store_explicit(&queue->channels, channel, memory_order_release);
}

/* The thread's own channel, or one that was left, or the new one, *made, which is then NULL. NULL if there is none. */
static struct pylog__channel *find_channel(pylog_queue *queue, struct pylog__channel **made) {
    pylog__tree_lock();
    struct pylog__channel *channel = find_own(queue);
    if (!channel && (channel = find_left(queue)) != NULL) {
        adopt(channel);
        atomic_fetch_sub_explicit(&queue->left, 1, memory_order_relaxed);
    }
    if (!channel && *made) {
        channel = adopt(*made);
        enter(queue, channel);
        *made = NULL;
    }
    pylog__tree_unlock();
    return channel;
}

/* The thread ends: give its channels, with what is in them, to others. */
static void leave_channels(void) {
    pylog__tree_lock();
    for (; mine.own; mine.own = mine.own->next_own) {
        mine.own->owner = NULL;
        atomic_fetch_add_explicit(&mine.own->queue->left, 1, memory_order_relaxed);
    }
    pylog__thread_forget_producer(pylog__thread());
    pylog__tree_unlock();
}

/* So many empty channels without a thread are kept for new threads. */
enum { SPARE_CHANNELS = 2 };

static bool is_spare(const struct pylog__channel *channel) {
    return !channel->owner && !pylog__ring_used(&channel->producer.ring);
}

static void add_counters(struct pylog_queue_stats *sum, const struct pylog__channel *channel) {
    sum->taken += pylog__read_counter(&channel->taken);
    sum->dropped += pylog__read_counter(&channel->producer.dropped);
    sum->blocked += pylog__read_counter(&channel->producer.blocked);
    sum->put += pylog__read_counter(&channel->producer.put);
}

/* Take an empty channel without a thread out of the list. NULL: there are none beyond those that are kept. With the tree
 * locked. */
static struct pylog__channel *take_spare(pylog_queue *queue) {
    unsigned kept = 0;
    struct pylog__channel *before = NULL, *channel = pylog__first_channel(queue);
    for (; channel; before = channel, channel = channel->next) {
        if (!is_spare(channel) || ++kept <= SPARE_CHANNELS)
            continue;
        if (before)
            before->next = channel->next;
        else
            atomic_store_explicit(&queue->channels, channel->next, memory_order_release);
        atomic_fetch_sub_explicit(&queue->left, 1, memory_order_relaxed);
        return channel;
    }
    return NULL;
}

void pylog__queue_trim(pylog_queue *queue) {
    while (atomic_load_explicit(&queue->left, memory_order_relaxed) > SPARE_CHANNELS) {
        pylog__tree_lock();
        struct pylog__channel *channel = take_spare(queue);
        pylog__tree_unlock();
        if (!channel)
            return;
        add_counters(&queue->gone, channel);
        free_channel(channel);
    }
}

/* Wake producers that wait for a reader which is gone now. Trim the queue, unless there is a consumer, which does so. */
static void leave_queue(pylog_queue *queue, void *reader) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    pylog__mutex_lock(&queue->mutex);
    if (!queue->consumer)
        pylog__queue_trim(queue);
    pylog__mutex_unlock(&queue->mutex);
    pylog__section_leave(thread);
    const void *expected = reader;
    if (atomic_compare_exchange_strong(&queue->reader, &expected, NULL))
        pylog__queue_wake(queue);
}

static void leave_queues(void) {
    leave_channels();
    mine.hooked = false; /* destructors that come later may log, and then put their channel down each time */
    pylog__queues_visit(leave_queue, &mine);
}

static bool stays(void) {
    mine.exit_hook.run = leave_queues;
    if (!mine.hooked)
        mine.hooked = pylog__port_at_thread_exit(&mine.exit_hook);
    return mine.hooked;
}

struct pylog__channel *pylog__channel_of_thread(pylog_queue *queue) {
    struct pylog__thread *thread = pylog__thread();
    if (thread->producer_queue == queue->id)
        return (struct pylog__channel *)thread->producer;
    struct pylog__channel *made = NULL, *channel = find_channel(queue, &made);
    if (!channel) {
        made = make_channel(queue, queue->options.capacity);
        channel = find_channel(queue, &made);
        free_channel(made);
    }
    if (channel && stays()) {
        thread->producer_queue = queue->id;
        thread->producer = &channel->producer;
    }
    return channel;
}

/* A ring may grow to sixteen times the usual size, or 1 MiB. The thread's former channels have as much again at most. */
struct pylog__channel *pylog__channel_grow(struct pylog__channel *channel) {
    enum { GROWTH = 16, LEAST = 1 << 20 };
    pylog_queue *queue = channel->queue;
    size_t most = queue->options.capacity > LEAST / GROWTH ? GROWTH * queue->options.capacity : LEAST;
    const size_t larger = channel->producer.ring.capacity * 2;
    if (!mine.hooked || larger > most || larger > PYLOG__LARGEST_RING)
        return NULL;
    struct pylog__channel *made = make_channel(queue, larger);
    if (!made)
        return NULL;
    pylog__tree_lock();
    disown(channel);
    channel->owner = NULL;
    channel->outgrown = true;
    atomic_fetch_add_explicit(&queue->left, 1, memory_order_relaxed);
    enter(queue, adopt(made));
    pylog__thread_forget_producer(pylog__thread());
    pylog__tree_unlock();
    return made;
}

void pylog__channels_put_down(void) {
    if (!mine.hooked)
        leave_channels();
}

/* ---- Readers --------------------------------------------------------------------------------- */

void pylog__queue_become_reader(pylog_queue *queue) {
    if (stays())
        atomic_store_explicit(&queue->reader, &mine, memory_order_relaxed);
}

bool pylog__queue_has_other_reader(const pylog_queue *queue) {
    const void *reader = atomic_load_explicit(&queue->reader, memory_order_relaxed);
    return reader && reader != &mine;
}

/* ---- Forks ----------------------------------------------------------------------------------- */

static void clear_counters(struct pylog__channel *channel) {
    _Atomic uint64_t *counters[] = { &channel->producer.put, &channel->taken, &channel->producer.dropped,
                                     &channel->producer.blocked };
    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
        atomic_store_explicit(counters[i], 0, memory_order_relaxed);
}

void pylog__channels_after_fork(pylog_queue *queue) {
    atomic_store_explicit(&queue->left, 0, memory_order_relaxed);
    for (struct pylog__channel *channel = pylog__first_channel(queue); channel; channel = channel->next) {
        pylog__mutex_init(&channel->mutex);
        atomic_store_explicit(&channel->waiting, false, memory_order_relaxed);
        if (channel->owner != &mine.own) {
            channel->owner = NULL;
            atomic_fetch_add_explicit(&queue->left, 1, memory_order_relaxed);
        }
        clear_channel(channel);
        pylog__ring_after_fork(&channel->producer.ring);
        clear_counters(channel);
        channel->in_use = NULL;
    }
    if (pylog__queue_has_other_reader(queue))
        atomic_store_explicit(&queue->reader, NULL, memory_order_relaxed);
}
