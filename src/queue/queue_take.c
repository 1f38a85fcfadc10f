/* Taking records out of a queue: in passes, by one thread at a time. */
#include "queue.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../thread/unwinding.h"
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

bool pylog__queue_is_idle(const pylog_queue *queue) {
    return !queue->taker && is_empty(queue);
}

bool pylog__queue_announce(const pylog_queue *queue) {
    return !queue->barrier || pylog__port_barrier();
}

/* Without a barrier it may be missed by one who puts just now. */
PYLOG__COLD bool pylog__queue_sleep(pylog_queue *queue, int64_t deadline) {
    enum { LONGEST_UNSEEN = 50000000 };
    bool in_time = true;
    int64_t until = deadline;
    queue->sleepers++;
    atomic_fetch_or_explicit(&queue->attention, PYLOG__QUEUE_ASLEEP, memory_order_seq_cst);
    if (!pylog__queue_announce(queue) && deadline - LONGEST_UNSEEN > pylog__port_monotonic())
        until = pylog__port_monotonic() + LONGEST_UNSEEN;
    if (is_empty(queue))
        in_time = pylog__condition_wait(&queue->changed, &queue->mutex, until) || until != deadline;
    if (--queue->sleepers == 0)
        atomic_fetch_and_explicit(&queue->attention, ~(unsigned)PYLOG__QUEUE_ASLEEP, memory_order_relaxed);
    return in_time;
}

PYLOG__COLD bool pylog__queue_nap(pylog_queue *queue, int64_t deadline) {
    return !is_empty(queue) || pylog__condition_wait(&queue->changed, &queue->mutex, deadline);
}

/* ---- Waiting for the taker ------------------------------------------------------------------- */

uint64_t pylog__queue_progress(const pylog_queue *queue) {
    uint64_t progress = queue->gone.taken + atomic_load_explicit(&queue->lost, memory_order_relaxed);
    struct pylog__lane *lane = atomic_load_explicit(&queue->lanes, memory_order_acquire);
    for (; lane; lane = lane->next)
        progress += atomic_load_explicit(&lane->taken, memory_order_relaxed);
    return progress;
}

struct pylog__patience pylog__patience(const pylog_queue *queue, int64_t span) {
    return (struct pylog__patience){ span, pylog__port_monotonic() + span, pylog__queue_progress(queue) };
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

void pylog__queue_free_origins(pylog_queue *queue) {
    struct pylog__origin *origin = atomic_exchange_explicit(&queue->old_origins, NULL, memory_order_acquire);
    while (origin) {
        struct pylog__origin *next = origin->next;
        pylog__free(origin);
        origin = next;
    }
}

/* Not again: who is at work on a pass takes no other one, but what is left of it. */
static bool begin_taking(pylog_queue *queue, int64_t deadline) {
    bool in_time = true;
    pylog__mutex_lock(&queue->mutex);
    struct pylog__patience patience = pylog__patience(queue, PYLOG__USUAL_PATIENCE);
    queue->want_to_take++;
    while (queue->taker && queue->taker != pylog__thread_mark() && in_time)
        in_time = pylog__queue_wait(queue, &patience, deadline);
    queue->want_to_take--;
    bool taking = !queue->taker;
    if (taking)
        queue->taker = pylog__thread_mark();
    else if (!in_time)
        queue->stalled_at = pylog__queue_progress(queue);
    queue->again |= !in_time;
    pylog__mutex_unlock(&queue->mutex);
    return taking;
}

static void end_taking(pylog_queue *queue) {
    struct pylog__thread *thread = pylog__thread();
    pylog__queue_free_origins(queue);
    pylog__section_enter(thread); /* with the mutex locked nothing is to be released */
    pylog__mutex_lock(&queue->mutex);
    pylog__queue_trim(queue);
    queue->taker = 0;
    if (queue->want_to_take)
        pylog__condition_broadcast(&queue->changed);
    pylog__mutex_unlock(&queue->mutex);
    pylog__section_leave(thread);
}

/* ---- The order of a pass --------------------------------------------------------------------- */

/* At the same time the lane that was made first: its thread may have a larger one since. */
static inline bool comes_before(const struct pylog__lane *a, const struct pylog__lane *b) {
    return a->next_time < b->next_time || (a->next_time == b->next_time && a->number < b->number);
}

/* A skew heap: the lane with the earliest entry is its top. */
static struct pylog__lane *merge(struct pylog__lane *a, struct pylog__lane *b) {
    if (!a || !b)
        return a ? a : b;
    struct pylog__lane *top = comes_before(b, a) ? b : a, *other = top == a ? b : a;
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

static bool was_interrupted(const pylog_queue *queue) {
    return atomic_load_explicit(&queue->interrupted, memory_order_relaxed);
}

/* A record that is being handled may be of it. */
static void keep_for_later(pylog_queue *queue, struct pylog__origin *origin) {
    origin->next = atomic_load_explicit(&queue->old_origins, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(&queue->old_origins, &origin->next, origin,
                                                  memory_order_release, memory_order_relaxed)) {
    }
}

bool pylog__lane_take_origin(struct pylog__lane *lane, struct pylog__entry *entry) {
    if (pylog__entry_kind(entry) != PYLOG__ENTRY_ORIGIN)
        return false;
    struct pylog__origin *origin = pylog__entry_take_origin((struct pylog__queue_entry *)(void *)entry);
    struct pylog__origin *before = lane->origin;
    lane->origin = origin; /* first: a fork may come between, and the child has what is there */
    if (before && was_interrupted(lane->queue))
        keep_for_later(lane->queue, before);
    else if (before != lane->in_use)
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
 * queue is empty. If a handler has had all taken that came behind it, the pass is over. */
PYLOG__ALWAYS_INLINE enum pylog__taken take_in_place(pylog_queue *queue, struct pylog__lane *lane,
                                                     pylog__queue_visit *visit, void *data) {
    struct pylog__queue_entry *entry = lane->first;
    if (!entry)
        return PYLOG__TAKEN;
    queue->handling = lane;
    enum pylog__taken taken = handle(entry, lane->next_time, lane->origin, visit, data);
    queue->handling = NULL;
    if (taken == PYLOG__NOT_TAKEN || lane->first != entry)
        return taken;
    pylog__lane_count(&lane->taken);
    advance(queue, lane, &entry->entry);
    return was_interrupted(queue) ? PYLOG__TAKEN_LAST : taken;
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
    return was_interrupted(queue) && taken == PYLOG__TAKEN ? PYLOG__TAKEN_LAST : taken;
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
    bool interrupted = atomic_exchange_explicit(&queue->interrupted, false, memory_order_relaxed);
    for (struct pylog__lane *lane = first; lane; lane = lane->next)
        if (look_ahead(queue, lane, drops_oldest(queue)))
            top = merge_in(top, lane);
    if (interrupted)
        pylog__queue_poke(queue); /* the room that fillings took has been given back now */
    return top;
}

/* Those of one lane, as long as they come before all of the others' and are taken. Returns how many. */
PYLOG__ALWAYS_INLINE size_t take_run(pylog_queue *queue, struct pylog__lane *lane,
                                     const struct pylog__lane *until, bool shared, bool *more,
                                     pylog__queue_visit *visit, void *data, enum pylog__taken *taken) {
    size_t entries = 0;
    do {
        *taken = shared ? take_copied(queue, lane, visit, data) : take_in_place(queue, lane, visit, data);
        *more = look_ahead(queue, lane, shared);
        entries++;
    } while (*more && (!until || comes_before(lane, until)) && *taken == PYLOG__TAKEN);
    return entries;
}

/* Until one is not taken, or the last; *taken is what was said of the last. */
PYLOG__HOT static size_t take_all(pylog_queue *queue, pylog__queue_visit *visit, void *data,
                                  enum pylog__taken *taken) {
    struct pylog__lane *top = gather(queue);
    size_t entries = 0;
    while (top && *taken == PYLOG__TAKEN) {
        struct pylog__lane *lane = top, *others = merge(lane->left, lane->right);
        bool more;
        entries += drops_oldest(queue) ? take_run(queue, lane, others, true, &more, visit, data, taken)
                                       : take_run(queue, lane, others, false, &more, visit, data, taken);
        top = more ? merge_in(others, lane) : others;
    }
    return entries;
}

/* ---- The rest of a pass ---------------------------------------------------------------------- */

/* The lane's next entry behind the cursor; NULL: there is none. */
static struct pylog__queue_entry *next_behind(struct pylog__lane *lane) {
    uint64_t tail = atomic_load_explicit(&lane->ring.tail, memory_order_relaxed);
    if (lane->cursor < tail)
        lane->cursor = tail; /* its thread has dropped what was there */
    while (lane->cursor < lane->end) {
        struct pylog__entry *entry = pylog__ring_at(&lane->ring, lane->cursor);
        if (pylog__entry_kind(entry) && !pylog__lane_take_origin(lane, entry))
            return (struct pylog__queue_entry *)(void *)entry;
        lane->cursor += pylog__entry_size(entry);
    }
    return NULL;
}

/* The first entry of `handling` stands until its handler is done with it. */
static void begin_rest(pylog_queue *queue, struct pylog__lane *first) {
    for (struct pylog__lane *lane = first; lane; lane = lane->next) {
        lane->end = atomic_load_explicit(&lane->ring.head, memory_order_acquire);
        lane->cursor = atomic_load_explicit(&lane->ring.tail, memory_order_relaxed);
        if (lane == queue->handling && lane->first)
            lane->cursor += pylog__entry_size(&lane->first->entry);
    }
    if (queue->ticks && first)
        pylog__tick_clock_read_now(&queue->clock);
}

static struct pylog__lane *find_earliest(pylog_queue *queue, struct pylog__lane *first) {
    struct pylog__lane *earliest = NULL;
    for (struct pylog__lane *lane = first; lane; lane = lane->next) {
        pylog__mutex_lock(&lane->mutex);
        struct pylog__queue_entry *entry = next_behind(lane);
        if (entry)
            lane->next_time = time_of(queue, entry);
        if (entry && (!earliest || comes_before(lane, earliest)))
            earliest = lane;
        pylog__mutex_unlock(&lane->mutex);
    }
    return earliest;
}

/* An entry is made a filling before it is handled, for that may not return. Its room is given back with that
 * of the entries before it. */
static void take_behind(pylog_queue *queue, struct pylog__lane *lane, pylog__queue_visit *visit, void *data) {
    struct pylog__record record, *opened = NULL;
    struct pylog__scratch scratch;
    unsigned kind = 0;
    pylog__mutex_lock(&lane->mutex);
    struct pylog__queue_entry *entry = next_behind(lane);
    if (entry) {
        size_t size = pylog__entry_size(&entry->entry);
        kind = pylog__entry_kind(&entry->entry);
        opened = pylog__entry_open(entry, time_of(queue, entry), lane->origin, &record, &scratch);
        entry->entry.tag = pylog__entry_tag(size, PYLOG__ENTRY_FILLING);
        lane->cursor += size;
        pylog__lane_count(&lane->taken);
    }
    pylog__mutex_unlock(&lane->mutex);
    if (!opened)
        return;
    visit(opened, data);
    if (kind == PYLOG__ENTRY_HEAP)
        pylog_record_free(&opened->head);
    else
        pylog__record_release(opened);
}

PYLOG__COLD void pylog__queue_take_rest(pylog_queue *queue, int64_t deadline, pylog__queue_visit *visit,
                                        void *data) {
    bool any;
    atomic_store_explicit(&queue->interrupted, true, memory_order_relaxed);
    do {
        struct pylog__lane *first = atomic_load_explicit(&queue->lanes, memory_order_acquire), *lane;
        begin_rest(queue, first);
        for (any = false; (lane = find_earliest(queue, first)) != NULL; any = true)
            take_behind(queue, lane, visit, data);
    } while (any && pylog__port_monotonic() < deadline);
}

/* ---- What was dropped ------------------------------------------------------------------------ */

static uint64_t count_dropped(const pylog_queue *queue) {
    uint64_t dropped = queue->gone.dropped + atomic_load_explicit(&queue->lost, memory_order_relaxed);
    struct pylog__lane *lane = atomic_load_explicit(&queue->lanes, memory_order_acquire);
    for (; lane; lane = lane->next)
        dropped += atomic_load_explicit(&lane->dropped, memory_order_relaxed);
    return dropped;
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

/* The entry that was being handled is never seen again. What its record owned is lost. */
static void finish_handled(pylog_queue *queue) {
    struct pylog__lane *lane = queue->handling;
    queue->handling = NULL;
    if (lane && lane->first) {
        pylog__lane_count(&lane->taken);
        advance(queue, lane, &lane->first->entry);
    }
    for (lane = atomic_load_explicit(&queue->lanes, memory_order_acquire); lane; lane = lane->next)
        if (let_go_of_origin(lane))
            pylog__lane_count(&lane->taken);
}

/* The calling thread is the taker, and a handler does not return to it: it has ended the thread, thrown an
 * exception, or jumped out. The frames of the pass are gone, or are not to be used any more. */
PYLOG__COLD static void give_up_pass(void *object) {
    pylog_queue *queue = object;
    pylog_queue_listener *listener = queue->taken_for;
    pylog__thread()->takes--;
    pylog__thread()->lock_free--;
    finish_handled(queue);
    if (listener)
        pylog__queue_listener_end_pass(listener);
    end_taking(queue);
    if (listener)
        pylog__queue_listener_go_on(listener);
}

size_t pylog__queue_pass(pylog_queue *queue, int64_t deadline, pylog__queue_visit *visit,
                         void (*begin)(void *data), void (*end)(void *data), void *data) {
    struct pylog__thread *thread = pylog__thread();
    if (!begin_taking(queue, deadline))
        return 0;
    unsigned hold = pylog__hold_no_lock(thread, queue, give_up_pass);
    thread->takes++;
    if (begin)
        begin(data);
    enum pylog__taken taken = PYLOG__TAKEN;
    size_t entries = take_all(queue, visit, data, &taken);
    if (taken == PYLOG__TAKEN)
        entries += report_dropped(queue, visit, data);
    if (end)
        end(data);
    thread->takes--;
    pylog__unhold_no_lock(thread, hold, queue);
    end_taking(queue);
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
    const int64_t while_cancelled = 250000000; /* a wait cannot be cancelled: it ends now and then for that */
    int64_t until = pylog__port_monotonic() + while_cancelled;
    pylog__mutex_lock(&queue->mutex);
    bool in_time = pylog__queue_sleep(queue, until < deadline ? until : deadline);
    pylog__mutex_unlock(&queue->mutex);
    pylog__port_cancel_here();
    return in_time || until < deadline;
}

static bool is_taker(pylog_queue *queue) {
    pylog__mutex_lock(&queue->mutex);
    bool mine = queue->taker == pylog__thread_mark();
    pylog__mutex_unlock(&queue->mutex);
    return mine;
}

/* Other readers have it for moments. */
struct pylog_record *pylog_queue_get(pylog_queue *queue, double timeout) {
    const int64_t moment = 100000000;
    const bool waits = timeout > 0 || timeout < 0;
    int64_t deadline = waits ? pylog__deadline(timeout) : pylog__port_monotonic() + moment;
    struct pylog_record *record = NULL;
    if (is_taker(queue)) {
        pylog__fail_as("RuntimeError", EDEADLK, "a queue cannot be read by its listener's own handlers");
        return NULL;
    }
    pylog__queue_become_reader(queue);
    while (!pylog__queue_pass(queue, deadline, keep, NULL, NULL, &record)) {
        if (!waits || !wait_for_any(queue, deadline) || pylog__port_monotonic() > deadline) {
            pylog__fail_as("queue.Empty", EAGAIN, "the queue is empty");
            return NULL;
        }
    }
    return record;
}
