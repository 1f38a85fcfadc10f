/* Taking records out of a queue: in passes, by whoever has the queue's `taking` mutex. */
#include "queue.h"

#include "../text/error.h"
#include "../text/memory.h"
#include <errno.h>
#include <stdio.h>

/* ---- Waking and sleeping --------------------------------------------------------------------- */

void pylog__queue_poke(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    pylog__condition_broadcast(&queue->changed);
    pylog__mutex_unlock(&queue->mutex);
}

static bool is_empty(const pylog_queue *queue) {
    struct pylog__lane *lane = atomic_load_explicit(&queue->lanes, memory_order_acquire);
    for (; lane; lane = lane->next) {
        uint64_t head = atomic_load_explicit(&lane->ring.head, memory_order_seq_cst);
        if (head != atomic_load_explicit(&lane->ring.tail, memory_order_relaxed))
            return false;
    }
    return true;
}

/* After the barrier a putter sees the flag, or has put what is found then. */
static void announce(pylog_queue *queue) {
    atomic_fetch_or_explicit(&queue->attention, PYLOG__QUEUE_ASLEEP, memory_order_seq_cst);
    if (queue->barrier)
        pylog__port_barrier();
}

PYLOG__COLD bool pylog__queue_sleep(pylog_queue *queue, int64_t deadline) {
    bool in_time = true;
    queue->sleepers++;
    announce(queue);
    if (is_empty(queue))
        in_time = pylog__condition_wait(&queue->changed, &queue->mutex, deadline);
    if (--queue->sleepers == 0)
        atomic_fetch_and_explicit(&queue->attention, ~(unsigned)PYLOG__QUEUE_ASLEEP, memory_order_relaxed);
    return in_time;
}

PYLOG__COLD bool pylog__queue_nap(pylog_queue *queue, int64_t deadline) {
    return !is_empty(queue) || pylog__condition_wait(&queue->changed, &queue->mutex, deadline);
}

/* ---- The order of a pass --------------------------------------------------------------------- */

/* A skew heap: the lane with the earliest entry is its top. */
static struct pylog__lane *merge(struct pylog__lane *a, struct pylog__lane *b) {
    if (!a || !b)
        return a ? a : b;
    struct pylog__lane *top = b->next_time < a->next_time ? b : a, *other = top == a ? b : a;
    struct pylog__lane *right = merge(top->right, other);
    top->right = top->left;
    top->left = right;
    return top;
}

static struct pylog__lane *merge_in(struct pylog__lane *others, struct pylog__lane *lane) {
    lane->left = lane->right = NULL;
    return merge(others, lane);
}

/* ---- Entries --------------------------------------------------------------------------------- */

static bool drops_oldest(const pylog_queue *queue) {
    return queue->options.overflow == PYLOG_DROP_OLDEST;
}

bool pylog__lane_take_origin(struct pylog__lane *lane, struct pylog__entry *entry) {
    if (pylog__entry_kind(entry) != PYLOG__ENTRY_ORIGIN)
        return false;
    struct pylog__origin *origin = pylog__entry_take_origin((struct pylog__queue_entry *)(void *)entry);
    struct pylog__origin *before = lane->origin;
    lane->origin = origin; /* first: a fork may come between, and the child has what is there */
    if (before != lane->in_use)
        pylog__free(before);
    return true;
}

static int64_t time_of(const pylog_queue *queue, const struct pylog__queue_entry *entry) {
    if (pylog__entry_kind(&entry->entry) == PYLOG__ENTRY_TICKED)
        return pylog__tick_clock_time(&queue->clock, (uint64_t)entry->created);
    return entry->created;
}

static struct pylog__queue_entry *first_entry(struct pylog__lane *lane) {
    return (struct pylog__queue_entry *)(void *)pylog__ring_first(&lane->ring, lane->end);
}

/* Look at the lane's next entry of this pass; false if there is none. The origin is taken on the way. With
 * PYLOG_DROP_OLDEST the putter takes entries as well (`shared`). */
PYLOG__ALWAYS_INLINE bool look_ahead(pylog_queue *queue, struct pylog__lane *lane, bool shared) {
    struct pylog__queue_entry *entry;
    if (shared)
        pylog__mutex_lock(&lane->mutex);
    while ((entry = first_entry(lane)) != NULL && pylog__lane_take_origin(lane, &entry->entry))
        pylog__ring_advance(&lane->ring, &entry->entry);
    if (entry)
        lane->next_time = time_of(queue, entry);
    lane->first = entry;
    if (shared)
        pylog__mutex_unlock(&lane->mutex);
    return entry;
}

/* Who waits for room is woken when half of it is free: for a single place it would soon wait again. The
 * putter has a barrier before it relies on this. */
static inline void wake_putter(pylog_queue *queue, struct pylog__lane *lane) {
    atomic_signal_fence(memory_order_seq_cst);
    if (!atomic_load_explicit(&lane->waiting, queue->barrier ? memory_order_relaxed : memory_order_seq_cst) ||
        pylog__ring_used(&lane->ring) > lane->ring.capacity / 2)
        return;
    if (atomic_exchange_explicit(&lane->waiting, false, memory_order_relaxed))
        pylog__queue_poke(queue);
}

static inline void advance(pylog_queue *queue, struct pylog__lane *lane, const struct pylog__entry *entry) {
    uint64_t tail = atomic_load_explicit(&lane->ring.tail, memory_order_relaxed) + pylog__entry_size(entry);
    if (queue->barrier)
        atomic_store_explicit(&lane->ring.tail, tail, memory_order_release);
    else
        atomic_store_explicit(&lane->ring.tail, tail, memory_order_seq_cst);
    wake_putter(queue, lane);
}

/* ---- A pass ---------------------------------------------------------------------------------- */

/* What cannot be read is taken all the same: it has been reported. */
PYLOG__ALWAYS_INLINE enum pylog__taken handle(struct pylog__queue_entry *entry, int64_t created,
                                              const struct pylog__origin *origin, pylog__queue_visit *visit,
                                              void *data) {
    struct pylog__record record;
    struct pylog__scratch scratch;
    enum pylog__taken taken = PYLOG__TAKEN;
    struct pylog__record *opened = pylog__entry_open(entry, created, origin, &record, &scratch);
    if (opened)
        taken = visit(opened, data);
    if (opened && taken == PYLOG__NOT_TAKEN)
        pylog__entry_leave(entry, opened);
    else if (opened)
        pylog__entry_close(entry, opened);
    return taken;
}

/* The entry is handled where it stands. It is gone if a handler has forked: then this is the child, whose
 * queue is empty. */
PYLOG__ALWAYS_INLINE enum pylog__taken take_in_place(pylog_queue *queue, struct pylog__lane *lane,
                                                     pylog__queue_visit *visit, void *data) {
    struct pylog__queue_entry *entry = lane->first;
    if (!entry)
        return PYLOG__TAKEN;
    enum pylog__taken taken = handle(entry, lane->next_time, lane->origin, visit, data);
    if (taken == PYLOG__NOT_TAKEN || lane->first != entry)
        return taken;
    pylog__lane_count(&lane->taken);
    advance(queue, lane, &entry->entry);
    return taken;
}

/* False in the child of a fork, where none is in use. */
static bool let_go_of_origin(struct pylog__lane *lane) {
    pylog__mutex_lock(&lane->mutex);
    bool used = lane->in_use;
    if (lane->in_use != lane->origin)
        pylog__free(lane->in_use);
    lane->in_use = NULL;
    pylog__mutex_unlock(&lane->mutex);
    return used;
}

/* The thread whose lane it is may drop entries meanwhile: this one is copied, and taken first. Without memory
 * to keep it, it is lost. */
PYLOG__COLD static enum pylog__taken take_copied(pylog_queue *queue, struct pylog__lane *lane,
                                                 pylog__queue_visit *visit, void *data) {
    struct pylog__queue_entry *copy = (struct pylog__queue_entry *)(void *)queue->taken_copy;
    pylog__mutex_lock(&lane->mutex);
    struct pylog__queue_entry *entry = first_entry(lane);
    bool any = entry && pylog__entry_kind(&entry->entry) != PYLOG__ENTRY_ORIGIN;
    if (any) {
        memcpy(copy, entry, pylog__entry_size(&entry->entry));
        lane->in_use = lane->origin;
        pylog__ring_advance(&lane->ring, &entry->entry);
    }
    pylog__mutex_unlock(&lane->mutex);
    if (!any)
        return PYLOG__TAKEN;
    enum pylog__taken taken = handle(copy, time_of(queue, copy), lane->in_use, visit, data);
    if (taken == PYLOG__NOT_TAKEN)
        pylog__entry_discard(copy);
    if (let_go_of_origin(lane))
        pylog__lane_count(taken == PYLOG__NOT_TAKEN ? &queue->lost : &lane->taken);
    return taken;
}

/* The first who writes to a page waits until there is one: have some at hand for the putter. */
static void populate_ahead(struct pylog__lane *lane) {
    enum { AHEAD = 64 * 1024 };
    const size_t capacity = lane->ring.capacity;
    if (lane->populated == capacity || lane->populated >= lane->end + AHEAD / 2)
        return;
    size_t end = lane->end + AHEAD < capacity ? (size_t)lane->end + AHEAD : capacity;
    pylog__port_populate(lane->ring.memory + lane->populated, end - lane->populated);
    lane->populated = end;
}

/* The lanes that have something to take, in the order of their first entries. */
static struct pylog__lane *gather(pylog_queue *queue) {
    struct pylog__lane *first = atomic_load_explicit(&queue->lanes, memory_order_acquire), *top = NULL;
    for (struct pylog__lane *lane = first; lane; lane = lane->next)
        lane->end = atomic_load_explicit(&lane->ring.head, memory_order_acquire);
    for (struct pylog__lane *lane = first; lane; lane = lane->next)
        populate_ahead(lane);
    if (queue->ticks && first)
        pylog__tick_clock_read_now(&queue->clock);
    for (struct pylog__lane *lane = first; lane; lane = lane->next)
        if (look_ahead(queue, lane, drops_oldest(queue)))
            top = merge_in(top, lane);
    return top;
}

/* Those of one lane, as long as they come before all of the others' and are taken. Returns how many. */
PYLOG__ALWAYS_INLINE size_t take_run(pylog_queue *queue, struct pylog__lane *lane, int64_t until, bool shared,
                                     bool *more, pylog__queue_visit *visit, void *data,
                                     enum pylog__taken *taken) {
    size_t entries = 0;
    do {
        *taken = shared ? take_copied(queue, lane, visit, data) : take_in_place(queue, lane, visit, data);
        *more = look_ahead(queue, lane, shared);
        entries++;
    } while (*more && lane->next_time <= until && *taken == PYLOG__TAKEN);
    return entries;
}

/* Until one is not taken, or the last; *taken is what was said of the last. */
PYLOG__HOT static size_t take_all(pylog_queue *queue, pylog__queue_visit *visit, void *data,
                                  enum pylog__taken *taken) {
    struct pylog__lane *top = gather(queue);
    size_t entries = 0;
    while (top && *taken == PYLOG__TAKEN) {
        struct pylog__lane *lane = top, *others = merge(lane->left, lane->right);
        int64_t until = others ? others->next_time : INT64_MAX;
        bool more;
        entries += drops_oldest(queue) ? take_run(queue, lane, until, true, &more, visit, data, taken)
                                       : take_run(queue, lane, until, false, &more, visit, data, taken);
        top = more ? merge_in(others, lane) : others;
    }
    return entries;
}

/* ---- What was dropped ------------------------------------------------------------------------ */

static uint64_t count_dropped(const pylog_queue *queue) {
    struct pylog_queue_stats stats;
    pylog_queue_stats(queue, &stats);
    return stats.dropped;
}

/* Is there room again in all lanes? */
static bool has_recovered(const pylog_queue *queue) {
    struct pylog__lane *lane = atomic_load_explicit(&queue->lanes, memory_order_acquire);
    while (lane && pylog__ring_used(&lane->ring) <= lane->ring.capacity / 2)
        lane = lane->next;
    return !lane;
}

/* The log itself tells what is missing in it. */
PYLOG__COLD static bool report_dropped(pylog_queue *queue, pylog__queue_visit *visit, void *data) {
    char text[48];
    uint64_t dropped = count_dropped(queue);
    if (dropped == queue->reported || !has_recovered(queue))
        return false;
    unsigned long long missing = dropped - queue->reported;
    int length = snprintf(text, sizeof text, "%llu record%s dropped", missing, missing == 1 ? "" : "s");
    struct pylog__record record;
    struct pylog__scratch scratch;
    struct pylog__record_source source = { .name = "pylog",
                                           .name_length = sizeof "pylog" - 1,
                                           .level = PYLOG_WARNING,
                                           .msg = text,
                                           .text_length = (size_t)length };
    pylog__record_init(&record, pylog__thread(), &source, &scratch);
    if (visit(&record, data) != PYLOG__NOT_TAKEN)
        queue->reported = dropped;
    pylog__record_release(&record);
    return true;
}

size_t pylog__queue_pass(pylog_queue *queue, pylog__queue_visit *visit, void (*end)(void *data), void *data) {
    pylog__mutex_lock(&queue->taking);
    enum pylog__taken taken = PYLOG__TAKEN;
    size_t entries = take_all(queue, visit, data, &taken);
    if (taken == PYLOG__TAKEN)
        entries += report_dropped(queue, visit, data);
    if (end)
        end(data);
    pylog__mutex_unlock(&queue->taking);
    return entries;
}

/* ---- A program that reads its queue itself --------------------------------------------------- */

static enum pylog__taken keep(struct pylog__record *record, void *data) {
    struct pylog_record **kept = data;
    *kept = pylog_record_copy(&record->head);
    return *kept ? PYLOG__TAKEN_LAST : PYLOG__NOT_TAKEN;
}

/* When nothing is there: does it pay to ask again? */
static bool wait_for_any(pylog_queue *queue, int64_t deadline) {
    pylog__mutex_lock(&queue->mutex);
    bool in_time = pylog__queue_sleep(queue, deadline);
    pylog__mutex_unlock(&queue->mutex);
    return in_time;
}

struct pylog_record *pylog_queue_get(pylog_queue *queue, double timeout) {
    int64_t deadline = pylog__deadline(timeout);
    struct pylog_record *record = NULL;
    pylog__queue_become_reader(queue);
    while (!pylog__queue_pass(queue, keep, NULL, &record)) {
        if (!(timeout > 0 || timeout < 0) || !wait_for_any(queue, deadline)) {
            pylog__fail_as("queue.Empty", EAGAIN, "the queue is empty");
            return NULL;
        }
    }
    return record;
}
