/* The queue itself: making it, its lanes and their threads, forks, what is known of it. */
#include "queue.h"
#include "../thread/lifecycle.h"
#include "../thread/unwinding.h"

#include "../port/compiler.h"
#include "../base/error.h"
#include "../base/memory.h"

enum { SMALLEST = 1024, USUAL = 256 * 1024, LARGEST = 1 << 30 };

static pylog_queue *queues; /* all of them; under the tree's lock */

/* What a thread has in queues. */
static _Thread_local PYLOG__TLS_FAST struct {
    struct pylog__lane *own; /* its lanes; under the tree's lock */
    bool hooked;             /* it will give them back when it ends */
    struct pylog__thread_exit exit_hook;
} mine;

/* ---- Making ---------------------------------------------------------------------------------- */

int pylog__queue_check(const struct pylog_queue_options *options) {
    if (options->capacity > LARGEST)
        return pylog__fail_value("capacity too big");
    if ((unsigned)options->overflow > PYLOG_DROP_BELOW)
        return pylog__fail_value("Unknown overflow: %d", (int)options->overflow);
    if ((unsigned)options->clock > PYLOG_CLOCK_TSC)
        return pylog__fail_value("Unknown clock: %d", (int)options->clock);
    if (!(options->timeout >= 0))
        return pylog__fail_value("'timeout' must be a non-negative number");
    return 0;
}

static void set_options(pylog_queue *queue, const struct pylog_queue_options *options) {
    size_t capacity = SMALLEST;
    while (capacity < (options->capacity ? options->capacity : USUAL))
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

static void list(pylog_queue *queue) {
    static const struct pylog__queueing queueing = { pylog__queue_attend };
    static uint64_t last_id; /* under the tree's lock */
    pylog__tree_lock();
    atomic_store_explicit(&pylog__queueing, &queueing, memory_order_release);
    queue->id = ++last_id;
    queue->next = queues;
    queue->link = &queues;
    if (queues)
        queues->link = &queue->next;
    queues = queue;
    pylog__tree_unlock();
}

static void init_locks(pylog_queue *queue) {
    pylog__mutex_init(&queue->mutex);
    pylog__condition_init(&queue->changed);
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
    init_locks(queue);
    queue->stalled_at = queue->fork_stalled_at = UINT64_MAX;
    atomic_init(&queue->references, 1);
    list(queue);
    return queue;
}

pylog_queue *pylog_queue_ref(pylog_queue *queue) {
    if (queue)
        atomic_fetch_add_explicit(&queue->references, 1, memory_order_relaxed);
    return queue;
}

/* ---- Lanes ----------------------------------------------------------------------------------- */

static struct pylog__lane *make_lane(pylog_queue *queue, size_t capacity) {
    size_t fill = queue->options.overflow == PYLOG_DROP_BELOW ? capacity / 4 * 3 : capacity;
    void *block = pylog__allocate_zeroed(sizeof(struct pylog__lane) + PYLOG__CACHE_LINE);
    struct pylog__lane *lane = pylog__begin_cache_line(block);
    if (!block || !pylog__ring_init(&lane->ring, capacity, fill)) {
        pylog__free(block);
        return NULL;
    }
    lane->block = block;
    lane->queue = queue;
    lane->call_kind = queue->ticks ? PYLOG__ENTRY_TICKED : PYLOG__ENTRY_CALL;
    pylog__mutex_init(&lane->mutex);
    return lane;
}

static struct pylog__lane *first_lane(const pylog_queue *queue) {
    return atomic_load_explicit(&queue->lanes, memory_order_acquire);
}

/* One that its thread has left, with the tree locked; NULL if there is none. */
static struct pylog__lane *find_left(const pylog_queue *queue) {
    struct pylog__lane *lane = first_lane(queue);
    while (lane && (lane->owner || (lane->outgrown && pylog__ring_used(&lane->ring))))
        lane = lane->next;
    return lane;
}

static struct pylog__lane *find_own(const pylog_queue *queue) {
    struct pylog__lane *lane = mine.own;
    while (lane && lane->queue != queue)
        lane = lane->next_own;
    return lane;
}

static struct pylog__lane *adopt(struct pylog__lane *lane) {
    lane->owner = &mine.own;
    lane->known_as = 0;
    lane->outgrown = false;
    lane->next_own = mine.own;
    mine.own = lane;
    return lane;
}

/* In front: who comes to it has seen what its thread had put into others before. With the tree locked. */
static void enter(pylog_queue *queue, struct pylog__lane *lane) {
    lane->number = ++queue->lanes_made;
    lane->next = first_lane(queue);
    atomic_store_explicit(&queue->lanes, lane, memory_order_release);
}

/* The thread's own, or one that was left, or the new one (then *made is NULL); NULL if there is none of them.
 */
static struct pylog__lane *find_lane(pylog_queue *queue, struct pylog__lane **made) {
    pylog__tree_lock();
    struct pylog__lane *lane = find_own(queue);
    if (!lane && (lane = find_left(queue)) != NULL) {
        adopt(lane);
        atomic_fetch_sub_explicit(&queue->left, 1, memory_order_relaxed);
    }
    if (!lane && *made) {
        lane = adopt(*made);
        enter(queue, lane);
        *made = NULL;
    }
    pylog__tree_unlock();
    return lane;
}

/* With the tree locked. */
static void disown(struct pylog__lane *lane) {
    struct pylog__lane **at = lane->owner;
    while (at && *at && *at != lane)
        at = &(*at)->next_own;
    if (at && *at)
        *at = lane->next_own;
}

static void free_lane(struct pylog__lane *lane) {
    if (!lane)
        return;
    pylog__ring_release(&lane->ring);
    pylog__mutex_destroy(&lane->mutex);
    pylog__free(lane->origin);
    pylog__free(lane->block);
}

/* The thread ends: its lanes, with what is in them, are for others. */
static void leave_lanes(void) {
    pylog__tree_lock();
    for (; mine.own; mine.own = mine.own->next_own) {
        mine.own->owner = NULL;
        atomic_fetch_add_explicit(&mine.own->queue->left, 1, memory_order_relaxed);
    }
    pylog__thread_forget_lane(pylog__thread());
    pylog__tree_unlock();
}

/* How many lanes that are nobody's and empty are kept, for threads to come. */
enum { SPARE_LANES = 2 };

static bool is_spare(const struct pylog__lane *lane) {
    return !lane->owner && !pylog__ring_used(&lane->ring);
}

static uint64_t read_counter(const _Atomic uint64_t *counter) {
    return atomic_load_explicit(counter, memory_order_relaxed);
}

static void add_counters(struct pylog_queue_stats *sum, const struct pylog__lane *lane) {
    sum->taken += read_counter(&lane->taken);
    sum->dropped += read_counter(&lane->dropped);
    sum->blocked += read_counter(&lane->blocked);
    sum->put += read_counter(&lane->put);
}

/* Take it out of the list that begins there; NULL: there is none but those to be kept. With the tree locked.
 */
static struct pylog__lane *take_spare(pylog_queue *queue) {
    unsigned kept = 0;
    struct pylog__lane *before = NULL, *lane = first_lane(queue);
    for (; lane; before = lane, lane = lane->next) {
        if (!is_spare(lane) || ++kept <= SPARE_LANES)
            continue;
        if (before)
            before->next = lane->next;
        else
            atomic_store_explicit(&queue->lanes, lane->next, memory_order_release);
        atomic_fetch_sub_explicit(&queue->left, 1, memory_order_relaxed);
        return lane;
    }
    return NULL;
}

void pylog__queue_trim(pylog_queue *queue) {
    while (atomic_load_explicit(&queue->left, memory_order_relaxed) > SPARE_LANES) {
        pylog__tree_lock();
        struct pylog__lane *lane = take_spare(queue);
        pylog__tree_unlock();
        if (!lane)
            return;
        add_counters(&queue->gone, lane);
        free_lane(lane);
    }
}

/* Whoever waits for room is not to wait for a reader that is gone. The taker trims itself. */
static void leave_queue(pylog_queue *queue, void *reader) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    pylog__mutex_lock(&queue->mutex);
    if (!queue->taker)
        pylog__queue_trim(queue);
    pylog__mutex_unlock(&queue->mutex);
    pylog__section_leave(thread);
    const void *expected = reader;
    if (atomic_compare_exchange_strong(&queue->reader, &expected, NULL))
        pylog__queue_poke(queue);
}

static void leave_queues(void) {
    leave_lanes();
    mine.hooked = false; /* destructors may come that log: they put their lane down each time */
    pylog__queues_visit(leave_queue, &mine);
}

static bool stays(void) {
    mine.exit_hook.run = leave_queues;
    if (!mine.hooked)
        mine.hooked = pylog__port_at_thread_exit(&mine.exit_hook);
    return mine.hooked;
}

struct pylog__lane *pylog__lane_of_thread(pylog_queue *queue) {
    struct pylog__thread *thread = pylog__thread();
    if (thread->lane_queue == queue->id)
        return thread->lane;
    struct pylog__lane *made = NULL, *lane = find_lane(queue, &made);
    if (!lane) {
        made = make_lane(queue, queue->options.capacity);
        lane = find_lane(queue, &made);
        free_lane(made);
    }
    if (lane && stays()) {
        thread->lane_queue = queue->id;
        thread->lane = lane;
    }
    return lane;
}

/* What such a thread puts may become sixteen times as much as usual, or 1 MiB; and as much again lies in its
 * former lanes at the most. */
struct pylog__lane *pylog__lane_grow(struct pylog__lane *lane) {
    enum { GROWTH = 16, LEAST = 1 << 20 };
    pylog_queue *queue = lane->queue;
    size_t most = queue->options.capacity > LEAST / GROWTH ? GROWTH * queue->options.capacity : LEAST;
    if (!mine.hooked || lane->ring.capacity * 2 > most || lane->ring.capacity * 2 > LARGEST)
        return NULL;
    struct pylog__lane *made = make_lane(queue, lane->ring.capacity * 2);
    if (!made)
        return NULL;
    pylog__tree_lock();
    disown(lane);
    lane->owner = NULL;
    lane->outgrown = true;
    atomic_fetch_add_explicit(&queue->left, 1, memory_order_relaxed);
    enter(queue, adopt(made));
    pylog__thread_forget_lane(pylog__thread());
    pylog__tree_unlock();
    return made;
}

void pylog__lane_put_down(void) {
    if (!mine.hooked)
        leave_lanes();
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

/* ---- The end of a queue ---------------------------------------------------------------------- */

/* With nobody putting or taking. */
static void clear_lane(struct pylog__lane *lane) {
    uint64_t head = atomic_load_explicit(&lane->ring.head, memory_order_relaxed);
    struct pylog__entry *entry;
    while ((entry = pylog__ring_first(&lane->ring, head)) != NULL) {
        pylog__entry_discard((struct pylog__queue_entry *)(void *)entry);
        pylog__ring_advance(&lane->ring, entry);
    }
    lane->known_as = 0;
    lane->first = NULL;
}

/* With the tree locked. */
static void unlist(pylog_queue *queue) {
    *queue->link = queue->next;
    if (queue->next)
        queue->next->link = queue->link;
}

void pylog_queue_unref(pylog_queue *queue) {
    if (!queue || atomic_fetch_sub_explicit(&queue->references, 1, memory_order_acq_rel) != 1)
        return;
    pylog__tree_lock();
    unlist(queue);
    for (struct pylog__lane *lane = first_lane(queue); lane; lane = lane->next)
        disown(lane);
    pylog__tree_unlock();
    for (struct pylog__lane *lane = first_lane(queue), *next; lane; lane = next) {
        next = lane->next;
        clear_lane(lane);
        free_lane(lane);
    }
    pylog__queue_free_origins(queue);
    pylog__mutex_destroy(&queue->mutex);
    pylog__condition_destroy(&queue->changed);
    pylog__free(queue->taken_copy);
    pylog__free(queue);
}

/* ---- All queues ------------------------------------------------------------------------------ */

/* A reference, unless the last one is just being given up. */
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

/* A thread that forks may not have used the library before. It calls nothing of the program's here. */
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

static void clear_counters(struct pylog__lane *lane) {
    _Atomic uint64_t *counters[] = { &lane->put, &lane->taken, &lane->dropped, &lane->blocked };
    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
        atomic_store_explicit(counters[i], 0, memory_order_relaxed);
}

/* The other threads are gone, and what they were about to put; what was in the queue is the parent's. */
static void empty_after_fork(pylog_queue *queue) {
    init_locks(queue);
    queue->sleepers = queue->want_to_take = 0;
    queue->handling = NULL;
    queue->gone = (struct pylog_queue_stats){ .put = 0 };
    queue->stalled_at = queue->fork_stalled_at = UINT64_MAX;
    atomic_store_explicit(&queue->interrupted, false, memory_order_relaxed);
    atomic_store_explicit(&queue->left, 0, memory_order_relaxed);
    if (queue->taker != pylog__thread_mark()) {
        queue->taker = 0;
        queue->taken_for = NULL;
    }
    for (struct pylog__lane *lane = first_lane(queue); lane; lane = lane->next) {
        pylog__mutex_init(&lane->mutex);
        atomic_store_explicit(&lane->waiting, false, memory_order_relaxed);
        if (lane->owner != &mine.own) {
            lane->owner = NULL;
            atomic_fetch_add_explicit(&queue->left, 1, memory_order_relaxed);
        }
        clear_lane(lane);
        pylog__ring_after_fork(&lane->ring);
        clear_counters(lane);
        lane->in_use = NULL;
    }
    queue->lost = queue->reported = 0;
    if (pylog__queue_has_other_reader(queue))
        atomic_store_explicit(&queue->reader, NULL, memory_order_relaxed);
    pylog__queue_listener_after_fork(queue);
}

static void queues_after_fork(void) {
    pylog__thread_forget_lane(pylog__thread());
    for (pylog_queue *queue = queues; queue; queue = queue->next)
        empty_after_fork(queue);
}

PYLOG__AT_LOAD static void enter_queue_hooks(void) {
    static struct pylog__hooks hooks = { .phase = PYLOG__PHASE_QUEUES,
                                         .prepare = pylog__queues_before_fork,
                                         .child = queues_after_fork,
                                         .shut_down = pylog__queues_shut_down,
                                         .flush = pylog__queues_flush,
                                         .leave = pylog__queues_leave };
    pylog__hooks_add(&hooks);
}

/* ---- What is known of it --------------------------------------------------------------------- */

/* The mutex keeps the lanes there. */
void pylog_queue_get_stats(const pylog_queue *queue, struct pylog_queue_stats *out) {
    struct pylog__mutex *mutex = &((pylog_queue *)(uintptr_t)queue)->mutex;
    pylog__mutex_lock(mutex);
    *out = queue->gone;
    out->dropped += read_counter(&queue->lost);
    for (struct pylog__lane *lane = first_lane(queue); lane; lane = lane->next) {
        out->taken += read_counter(&lane->taken);
        out->dropped += read_counter(&lane->dropped);
        out->blocked += read_counter(&lane->blocked);
    }
    /* last, so that no more seem to have been taken than were put */
    for (struct pylog__lane *lane = first_lane(queue); lane; lane = lane->next)
        out->put += read_counter(&lane->put);
    pylog__mutex_unlock(mutex);
}
