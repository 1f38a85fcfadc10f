/* Draining a queue: one thread at a time takes what is there, ordered by time. */
#include "queue.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/timeout.h"
#include "../thread/unwinding.h"
#include <errno.h>
#include <stdio.h>

/* ---- Waking and sleeping --------------------------------------------------------------------- */

static bool is_empty(const pylog_queue *queue) {
    struct pylog__channel *channel = pylog__first_channel(queue);
    for (; channel; channel = channel->next) {
        uint64_t head = atomic_load_explicit(&channel->producer.ring.head, memory_order_seq_cst);
        if (head != atomic_load_explicit(&channel->producer.ring.tail, memory_order_relaxed))
            return false;
    }
    return true;
}

bool pylog__queue_is_idle(const pylog_queue *queue) {
    return !queue->consumer && is_empty(queue);
}

bool pylog__queue_announce(const pylog_queue *queue) {
    return !queue->barrier || pylog__port_barrier();
}

/* Without a barrier a producer may miss the flag, so the sleep is short. */
PYLOG__COLD bool pylog__queue_sleep(pylog_queue *queue, int64_t deadline) {
    enum { LONGEST_UNSEEN = 50000000 };
    bool in_time = true;
    int64_t until = deadline;
    queue->sleepers++;
    atomic_fetch_or_explicit(&queue->flags, PYLOG__QUEUE_ASLEEP, memory_order_seq_cst);
    if (!pylog__queue_announce(queue) && deadline - LONGEST_UNSEEN > pylog__port_monotonic())
        until = pylog__port_monotonic() + LONGEST_UNSEEN;
    if (is_empty(queue))
        in_time = pylog__condition_wait(&queue->changed, &queue->mutex, until) || until != deadline;
    if (--queue->sleepers == 0)
        atomic_fetch_and_explicit(&queue->flags, ~(unsigned)PYLOG__QUEUE_ASLEEP, memory_order_relaxed);
    return in_time;
}

PYLOG__COLD bool pylog__queue_wait_briefly(pylog_queue *queue, int64_t deadline) {
    return !is_empty(queue) || pylog__condition_wait(&queue->changed, &queue->mutex, deadline);
}

/* ---- Waiting for the consumer ------------------------------------------------------------------- */

uint64_t pylog__queue_progress(const pylog_queue *queue) {
    uint64_t progress = queue->gone.taken + atomic_load_explicit(&queue->lost, memory_order_relaxed);
    struct pylog__channel *channel = pylog__first_channel(queue);
    for (; channel; channel = channel->next)
        progress += atomic_load_explicit(&channel->taken, memory_order_relaxed);
    return progress;
}

struct pylog__patience pylog__patience(const pylog_queue *queue, int64_t span) {
    return (struct pylog__patience){ span, pylog__port_monotonic() + span, pylog__queue_progress(queue) };
}

struct pylog__patience pylog__patience_here(const pylog_queue *queue) {
    bool within = pylog__thread_is_within(pylog__thread(), 0);
    return pylog__patience(queue, within ? PYLOG__SHORT_PATIENCE : PYLOG__USUAL_PATIENCE);
}

struct pylog__patience pylog__patience_until(const pylog_queue *queue, int64_t deadline) {
    return deadline == PYLOG__PATIENTLY ? pylog__patience_here(queue)
                                        : pylog__patience(queue, PYLOG__ENDLESS_PATIENCE);
}

int pylog__queue_fail_in_time(void) {
    return pylog__fail_as("TimeoutError", ETIMEDOUT, "the queue's records could not be written in time");
}

bool pylog__queue_wait(pylog_queue *queue, struct pylog__patience *patience, int64_t deadline) {
    int64_t until = deadline < patience->until ? deadline : patience->until;
    if (pylog__condition_wait(&queue->changed, &queue->mutex, until))
        return true;
    uint64_t progress = pylog__queue_progress(queue);
    if (until == deadline || progress == patience->progress)
        return false;
    patience->progress = progress;
    patience->until = pylog__port_monotonic() + patience->span;
    return true;
}

/* Become the consumer. Returns false if this thread is the consumer already, or another one is, and does not get on. */
static bool begin_draining(pylog_queue *queue, int64_t deadline) {
    bool in_time = true;
    pylog__mutex_lock(&queue->mutex);
    struct pylog__patience patience = pylog__patience(queue, PYLOG__USUAL_PATIENCE);
    queue->want_to_drain++;
    while (queue->consumer && queue->consumer != pylog__thread_mark() && in_time)
        in_time = pylog__queue_wait(queue, &patience, deadline);
    queue->want_to_drain--;
    bool draining = !queue->consumer;
    if (draining)
        queue->consumer = pylog__thread_mark();
    else if (!in_time)
        queue->stalled_at = pylog__queue_progress(queue);
    queue->again |= !in_time;
    pylog__mutex_unlock(&queue->mutex);
    return draining;
}

static void end_draining(pylog_queue *queue) {
    struct pylog__thread *thread = pylog__thread();
    pylog__queue_free_old_ids(queue);
    pylog__section_enter(thread); /* so that nothing is released while the mutex is locked */
    pylog__mutex_lock(&queue->mutex);
    pylog__queue_trim(queue);
    queue->consumer = 0;
    if (queue->want_to_drain)
        pylog__condition_broadcast(&queue->changed);
    pylog__mutex_unlock(&queue->mutex);
    pylog__section_leave(thread);
}

/* ---- The order of a drain --------------------------------------------------------------------- */

/* By time. At equal times the channel that was made first comes first: its thread may have got a larger one since. */
static inline bool comes_before(const struct pylog__channel *a, const struct pylog__channel *b) {
    return a->next_time < b->next_time || (a->next_time == b->next_time && a->number < b->number);
}

/* The channels are a skew heap, with the earliest entry at the top. */
static struct pylog__channel *merge(struct pylog__channel *a, struct pylog__channel *b) {
    if (!a || !b)
        return a ? a : b;
    struct pylog__channel *top = comes_before(b, a) ? b : a, *other = top == a ? b : a;
    struct pylog__channel *right = merge(top->right, other);
    top->right = top->left;
    top->left = right;
    return top;
}

static struct pylog__channel *merge_in(struct pylog__channel *others, struct pylog__channel *channel) {
    channel->left = channel->right = NULL;
    return merge(others, channel);
}

/* ---- Entries --------------------------------------------------------------------------------- */

static bool drops_oldest(const pylog_queue *queue) {
    return queue->options.overflow == PYLOG_DROP_OLDEST;
}

static bool was_interrupted(const pylog_queue *queue) {
    return atomic_load_explicit(&queue->interrupted, memory_order_relaxed);
}

/* A record that is being handled may still use it. */
static void keep_for_later(pylog_queue *queue, struct pylog__producer_id *producer_id) {
    producer_id->next = atomic_load_explicit(&queue->old_ids, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(&queue->old_ids, &producer_id->next, producer_id,
                                                  memory_order_release, memory_order_relaxed)) {
    }
}

bool pylog__channel_take_producer_id(struct pylog__channel *channel, struct pylog__entry *entry) {
    if (pylog__entry_kind(entry) != PYLOG__ENTRY_PRODUCER_ID)
        return false;
    struct pylog__producer_id *producer_id =
        pylog__entry_take_producer_id((struct pylog__queue_entry *)(void *)entry);
    struct pylog__producer_id *before = channel->producer_id;
    channel->producer_id = producer_id; /* stored before the former one is freed: a fork may come in between */
    if (before && was_interrupted(channel->queue))
        keep_for_later(channel->queue, before);
    else if (before != channel->in_use)
        pylog__free(before);
    return true;
}

static int64_t time_of(const pylog_queue *queue, const struct pylog__queue_entry *entry) {
    if (pylog__entry_kind(&entry->entry) == PYLOG__ENTRY_TICKED)
        return pylog__tick_clock_time(&queue->clock, (uint64_t)entry->created);
    return entry->created;
}

static struct pylog__queue_entry *first_entry(struct pylog__channel *channel) {
    return (struct pylog__queue_entry *)(void *)pylog__ring_first(&channel->producer.ring, channel->end);
}

/* Look at the channel's next entry of this drain; false if there is none. The producer_id is taken on the
 * way. With PYLOG_DROP_OLDEST the producer takes entries as well (`shared`). */
PYLOG__ALWAYS_INLINE bool look_ahead(pylog_queue *queue, struct pylog__channel *channel, bool shared) {
    struct pylog__queue_entry *entry;
    if (shared)
        pylog__mutex_lock(&channel->mutex);
    while ((entry = first_entry(channel)) != NULL && pylog__channel_take_producer_id(channel, &entry->entry))
        pylog__ring_advance(&channel->producer.ring, &entry->entry);
    if (entry)
        channel->next_time = time_of(queue, entry);
    channel->first = entry;
    if (shared)
        pylog__mutex_unlock(&channel->mutex);
    return entry;
}

/* Who waits for room is woken when half of it is free: for a single place it would soon wait again. The
 * producer has a barrier before it relies on this. */
static inline void wake_producer(pylog_queue *queue, struct pylog__channel *channel) {
    atomic_signal_fence(memory_order_seq_cst);
    if (!atomic_load_explicit(&channel->waiting,
                              queue->barrier ? memory_order_relaxed : memory_order_seq_cst) ||
        pylog__ring_used(&channel->producer.ring) > channel->producer.ring.capacity / 2)
        return;
    if (atomic_exchange_explicit(&channel->waiting, false, memory_order_relaxed))
        pylog__queue_wake(queue);
}

static inline void advance(pylog_queue *queue, struct pylog__channel *channel,
                           const struct pylog__entry *entry) {
    uint64_t tail =
        atomic_load_explicit(&channel->producer.ring.tail, memory_order_relaxed) + pylog__entry_size(entry);
    if (queue->barrier)
        atomic_store_explicit(&channel->producer.ring.tail, tail, memory_order_release);
    else
        atomic_store_explicit(&channel->producer.ring.tail, tail, memory_order_seq_cst);
    wake_producer(queue, channel);
}

/* ---- A drain ---------------------------------------------------------------------------------- */

/* Hand an entry on as a record. An entry of which no record can be made counts as taken: that has been reported. */
PYLOG__ALWAYS_INLINE enum pylog__taken handle_entry(struct pylog__queue_entry *entry, int64_t created,
                                                    const struct pylog__producer_id *producer_id,
                                                    const struct pylog__drainer *drainer, void *data) {
    struct pylog__record record;
    struct pylog__scratch scratch;
    enum pylog__taken taken = PYLOG__TAKEN;
    struct pylog__record *opened = pylog__entry_open(entry, created, producer_id, &record, &scratch);
    if (opened)
        taken = drainer->visit(opened, data);
    if (opened && taken == PYLOG__NOT_TAKEN)
        pylog__entry_leave(entry, opened);
    else if (opened)
        pylog__entry_close(entry, opened);
    return taken;
}

/* The entry is handled where it stands. It is gone if a handler has forked: then this is the child, whose
 * queue is empty. If a handler has had all taken that came behind it, the drain is over. */
PYLOG__ALWAYS_INLINE enum pylog__taken take_in_place(pylog_queue *queue, struct pylog__channel *channel,
                                                     const struct pylog__drainer *drainer, void *data) {
    struct pylog__queue_entry *entry = channel->first;
    if (!entry)
        return PYLOG__TAKEN;
    queue->handling = channel;
    enum pylog__taken taken = handle_entry(entry, channel->next_time, channel->producer_id, drainer, data);
    queue->handling = NULL;
    if (taken == PYLOG__NOT_TAKEN || channel->first != entry)
        return taken;
    pylog__count_alone(&channel->taken);
    advance(queue, channel, &entry->entry);
    return was_interrupted(queue) ? PYLOG__TAKEN_LAST : taken;
}

/* Returns false in the child of a fork, where none is in use. */
static bool let_go_of_producer_id(struct pylog__channel *channel) {
    pylog__mutex_lock(&channel->mutex);
    bool used = channel->in_use;
    if (channel->in_use != channel->producer_id)
        pylog__free(channel->in_use);
    channel->in_use = NULL;
    pylog__mutex_unlock(&channel->mutex);
    return used;
}

/* The thread whose channel it is may drop entries meanwhile: this one is copied, and taken first. Without
 * memory to keep it, it is lost. */
PYLOG__COLD static enum pylog__taken take_copied(pylog_queue *queue, struct pylog__channel *channel,
                                                 const struct pylog__drainer *drainer, void *data) {
    struct pylog__queue_entry *copy = (struct pylog__queue_entry *)(void *)queue->taken_copy;
    pylog__mutex_lock(&channel->mutex);
    struct pylog__queue_entry *entry = first_entry(channel);
    bool any = entry && pylog__entry_kind(&entry->entry) != PYLOG__ENTRY_PRODUCER_ID;
    if (any) {
        memcpy(copy, entry, pylog__entry_size(&entry->entry));
        channel->in_use = channel->producer_id;
        pylog__ring_advance(&channel->producer.ring, &entry->entry);
    }
    pylog__mutex_unlock(&channel->mutex);
    if (!any)
        return PYLOG__TAKEN;
    enum pylog__taken taken = handle_entry(copy, time_of(queue, copy), channel->in_use, drainer, data);
    if (taken == PYLOG__NOT_TAKEN)
        pylog__entry_discard(copy);
    if (let_go_of_producer_id(channel))
        pylog__count_alone(taken == PYLOG__NOT_TAKEN ? &queue->lost : &channel->taken);
    return was_interrupted(queue) && taken == PYLOG__TAKEN ? PYLOG__TAKEN_LAST : taken;
}

/* The first write to a page has to wait for the kernel. So have some pages ready for the producer. */
static void populate_ahead(struct pylog__channel *channel) {
    enum { AHEAD = 64 * 1024 };
    const size_t capacity = channel->producer.ring.capacity;
    if (channel->populated == capacity || channel->populated >= channel->end + AHEAD / 2)
        return;
    size_t end = channel->end + AHEAD < capacity ? (size_t)channel->end + AHEAD : capacity;
    pylog__port_populate(channel->producer.ring.memory + channel->populated, end - channel->populated);
    channel->populated = end;
}

/* The channels with entries, as a heap. */
static struct pylog__channel *gather(pylog_queue *queue) {
    struct pylog__channel *first = pylog__first_channel(queue), *top = NULL;
    for (struct pylog__channel *channel = first; channel; channel = channel->next)
        channel->end = atomic_load_explicit(&channel->producer.ring.head, memory_order_acquire);
    for (struct pylog__channel *channel = first; channel; channel = channel->next)
        populate_ahead(channel);
    if (queue->ticks && first)
        pylog__tick_clock_read_now(&queue->clock);
    bool interrupted = atomic_exchange_explicit(&queue->interrupted, false, memory_order_relaxed);
    for (struct pylog__channel *channel = first; channel; channel = channel->next)
        if (look_ahead(queue, channel, drops_oldest(queue)))
            top = merge_in(top, channel);
    if (interrupted)
        pylog__queue_wake(queue); /* room has been given back: producers may wait for it */
    return top;
}

/* Take entries of one channel, as long as they come before those of all others, and are taken. Returns how many. */
PYLOG__ALWAYS_INLINE size_t take_run(pylog_queue *queue, struct pylog__channel *channel,
                                     const struct pylog__channel *until, bool shared, bool *more,
                                     const struct pylog__drainer *drainer, void *data,
                                     enum pylog__taken *taken) {
    size_t entries = 0;
    do {
        *taken = shared ? take_copied(queue, channel, drainer, data)
                        : take_in_place(queue, channel, drainer, data);
        *more = look_ahead(queue, channel, shared);
        entries++;
    } while (*more && (!until || comes_before(channel, until)) && *taken == PYLOG__TAKEN);
    return entries;
}

/* Take entries until the drainer stops. *taken is its last answer. Returns how many. */
PYLOG__HOT static size_t take_all(pylog_queue *queue, const struct pylog__drainer *drainer, void *data,
                                  enum pylog__taken *taken) {
    struct pylog__channel *top = gather(queue);
    size_t entries = 0;
    while (top && *taken == PYLOG__TAKEN) {
        struct pylog__channel *channel = top, *others = merge(channel->left, channel->right);
        bool more;
        entries += drops_oldest(queue) ? take_run(queue, channel, others, true, &more, drainer, data, taken)
                                       : take_run(queue, channel, others, false, &more, drainer, data, taken);
        top = more ? merge_in(others, channel) : others;
    }
    return entries;
}

/* ---- The rest of a drain ---------------------------------------------------------------------- */

/* The channel's next entry behind the cursor. NULL: there is none. */
static struct pylog__queue_entry *next_behind(struct pylog__channel *channel) {
    uint64_t tail = atomic_load_explicit(&channel->producer.ring.tail, memory_order_relaxed);
    if (channel->cursor < tail)
        channel->cursor = tail; /* its thread has dropped what was there */
    while (channel->cursor < channel->end) {
        struct pylog__entry *entry = pylog__ring_at(&channel->producer.ring, channel->cursor);
        if (pylog__entry_kind(entry) && !pylog__channel_take_producer_id(channel, entry))
            return (struct pylog__queue_entry *)(void *)entry;
        channel->cursor += pylog__entry_size(entry);
    }
    return NULL;
}

/* The entry that is being handled stays in its ring until its handler is done with it. */
static void begin_rest(pylog_queue *queue, struct pylog__channel *first) {
    for (struct pylog__channel *channel = first; channel; channel = channel->next) {
        channel->end = atomic_load_explicit(&channel->producer.ring.head, memory_order_acquire);
        channel->cursor = atomic_load_explicit(&channel->producer.ring.tail, memory_order_relaxed);
        if (channel == queue->handling && channel->first)
            channel->cursor += pylog__entry_size(&channel->first->entry);
    }
    if (queue->ticks && first)
        pylog__tick_clock_read_now(&queue->clock);
}

static struct pylog__channel *find_earliest(pylog_queue *queue, struct pylog__channel *first) {
    struct pylog__channel *earliest = NULL;
    for (struct pylog__channel *channel = first; channel; channel = channel->next) {
        pylog__mutex_lock(&channel->mutex);
        struct pylog__queue_entry *entry = next_behind(channel);
        if (entry)
            channel->next_time = time_of(queue, entry);
        if (entry && (!earliest || comes_before(channel, earliest)))
            earliest = channel;
        pylog__mutex_unlock(&channel->mutex);
    }
    return earliest;
}

/* An entry is made padding before it is handled, for that may not return. Its room is given back with that
 * of the entries before it. */
static void take_behind(pylog_queue *queue, struct pylog__channel *channel,
                        const struct pylog__drainer *drainer, void *data) {
    struct pylog__record record, *opened = NULL;
    struct pylog__scratch scratch;
    unsigned kind = 0;
    pylog__mutex_lock(&channel->mutex);
    struct pylog__queue_entry *entry = next_behind(channel);
    if (entry) {
        size_t size = pylog__entry_size(&entry->entry);
        kind = pylog__entry_kind(&entry->entry);
        opened = pylog__entry_open(entry, time_of(queue, entry), channel->producer_id, &record, &scratch);
        entry->entry.tag = pylog__entry_tag(size, PYLOG__ENTRY_PADDING);
        channel->cursor += size;
        pylog__count_alone(&channel->taken);
    }
    pylog__mutex_unlock(&channel->mutex);
    if (!opened)
        return;
    drainer->visit(opened, data);
    if (kind == PYLOG__ENTRY_HEAP)
        pylog_record_free(&opened->head);
    else
        pylog__record_release(opened);
}

PYLOG__COLD void pylog__queue_take_rest(pylog_queue *queue, int64_t deadline,
                                        const struct pylog__drainer *drainer, void *data) {
    bool any;
    atomic_store_explicit(&queue->interrupted, true, memory_order_relaxed);
    do {
        struct pylog__channel *first = pylog__first_channel(queue), *channel;
        begin_rest(queue, first);
        for (any = false; (channel = find_earliest(queue, first)) != NULL; any = true)
            take_behind(queue, channel, drainer, data);
    } while (any && pylog__port_monotonic() < deadline);
}

/* ---- What was dropped ------------------------------------------------------------------------ */

static uint64_t count_dropped(const pylog_queue *queue) {
    uint64_t dropped = queue->gone.dropped + atomic_load_explicit(&queue->lost, memory_order_relaxed);
    struct pylog__channel *channel = pylog__first_channel(queue);
    for (; channel; channel = channel->next)
        dropped += atomic_load_explicit(&channel->producer.dropped, memory_order_relaxed);
    return dropped;
}

/* Are all channels at most half full again? */
static bool has_recovered(const pylog_queue *queue) {
    struct pylog__channel *channel = pylog__first_channel(queue);
    while (channel && pylog__ring_used(&channel->producer.ring) <= channel->producer.ring.capacity / 2)
        channel = channel->next;
    return !channel;
}

/* Put a record into the log that says how many were dropped. */
PYLOG__COLD static bool report_dropped(pylog_queue *queue, const struct pylog__drainer *drainer, void *data) {
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
    if (drainer->visit(&record, data) != PYLOG__NOT_TAKEN)
        queue->reported = dropped;
    pylog__record_release(&record);
    return true;
}

/* Take the entry that was being handled out of its ring. The memory that its record owned is lost. */
static void finish_handled(pylog_queue *queue) {
    struct pylog__channel *channel = queue->handling;
    queue->handling = NULL;
    if (channel && channel->first) {
        pylog__count_alone(&channel->taken);
        advance(queue, channel, &channel->first->entry);
    }
    for (channel = pylog__first_channel(queue); channel; channel = channel->next)
        if (let_go_of_producer_id(channel))
            pylog__count_alone(&channel->taken);
}

/* The calling thread is the consumer, and a handler does not return to it: it has ended the thread, thrown an
 * exception, or jumped out. The frames of the drain are gone, or are not to be used any more. */
PYLOG__COLD static void give_up_drain(void *object) {
    pylog_queue *queue = object;
    const struct pylog__drainer *drainer = queue->drainer;
    pylog__thread()->drains--;
    pylog__thread()->lock_free--;
    finish_handled(queue);
    if (drainer->give_up)
        drainer->give_up(queue);
    end_draining(queue);
    if (drainer->after_give_up)
        drainer->after_give_up(queue);
}

size_t pylog__queue_drain(pylog_queue *queue, int64_t deadline, const struct pylog__drainer *drainer,
                          void *data) {
    struct pylog__thread *thread = pylog__thread();
    if (!begin_draining(queue, deadline))
        return 0;
    queue->drainer = drainer;
    unsigned hold = pylog__hold_no_lock(thread, queue, give_up_drain);
    thread->drains++;
    if (drainer->begin)
        drainer->begin(data);
    enum pylog__taken taken = PYLOG__TAKEN;
    size_t entries = take_all(queue, drainer, data, &taken);
    if (taken == PYLOG__TAKEN)
        entries += report_dropped(queue, drainer, data);
    if (drainer->end)
        drainer->end(data);
    thread->drains--;
    pylog__unhold_no_lock(thread, hold, queue);
    end_draining(queue);
    return entries;
}

/* ---- A program that reads its queue itself --------------------------------------------------- */

static enum pylog__taken keep_copy(struct pylog__record *record, void *data) {
    struct pylog_record **kept = data;
    *kept = pylog_record_copy(&record->head);
    return *kept ? PYLOG__TAKEN_LAST : PYLOG__NOT_TAKEN;
}

/* Wait for an entry. Returns false when the time is up. */
static bool wait_for_any(pylog_queue *queue, int64_t deadline) {
    /* The wait ends now and then, because the thread can be cancelled only outside of it. */
    const int64_t while_cancelled = 250000000;
    int64_t until = pylog__port_monotonic() + while_cancelled;
    pylog__mutex_lock(&queue->mutex);
    bool in_time = pylog__queue_sleep(queue, until < deadline ? until : deadline);
    pylog__mutex_unlock(&queue->mutex);
    pylog__port_cancel_here();
    return in_time || until < deadline;
}

static bool is_consumer(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    bool mine = queue->consumer == pylog__thread_mark();
    pylog__mutex_unlock(&queue->mutex);
    return mine;
}

/* Another reader is the consumer for a moment only, so even PYLOG_NO_WAIT waits for that. */
struct pylog_record *pylog_queue_get(pylog_queue *queue, double timeout) {
    const int64_t moment = 100000000, usual = INT64_C(10000000000);
    const bool waits = timeout >= 0;
    static const struct pylog__drainer reader = { .visit = keep_copy };
    struct pylog_record *record = NULL;
    if (pylog__timeout_check("timeout", timeout))
        return NULL;
    int64_t deadline = pylog__timeout_end(timeout, pylog__port_monotonic() + usual) + (waits ? 0 : moment);
    if (is_consumer(queue)) {
        pylog__fail_as("RuntimeError", EDEADLK, "a queue cannot be read by its listener's own handlers");
        return NULL;
    }
    pylog__queue_become_reader(queue);
    while (!pylog__queue_drain(queue, deadline, &reader, &record)) {
        if (!waits || !wait_for_any(queue, deadline) || pylog__port_monotonic() > deadline) {
            pylog__fail_as("queue.Empty", EAGAIN, "the queue is empty");
            return NULL;
        }
    }
    return record;
}
