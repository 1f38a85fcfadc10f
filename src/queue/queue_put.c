/* Putting records into a queue: the part of a log call, and what is done when there is no room. */
#include "queue_call.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../formatter/formatter.h"
#include "../thread/unwinding.h"

/* ---- Room ------------------------------------------------------------------------------------ */

/* GROW: the thread is within a handler, and does not wait: it is to have a larger lane. */
enum outcome { ROOM, DROPPED, FAILED, GROW };

/* The same as the taker of such a queue, so both hold the lane's mutex. */
static void drop_oldest(struct pylog__lane *lane, size_t size) {
    struct pylog__ring *ring = &lane->ring;
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    struct pylog__entry *first;
    pylog__mutex_lock(&lane->mutex);
    while (!pylog__ring_make_room(ring, size, ring->fill) &&
           (first = pylog__ring_first(ring, head)) != NULL) {
        if (!pylog__lane_take_origin(lane, first)) {
            pylog__entry_discard((struct pylog__queue_entry *)(void *)first);
            pylog__lane_count(&lane->dropped);
        }
        pylog__ring_advance(ring, first);
    }
    pylog__mutex_unlock(&lane->mutex);
}

/* The taker must see that there is somebody waiting, before this thread looks for room once more. */
static bool look_again(struct pylog__lane *lane, size_t size, bool *seen) {
    atomic_store_explicit(&lane->waiting, true, memory_order_seq_cst);
    *seen = pylog__queue_announce(lane->queue);
    return pylog__ring_make_room(&lane->ring, size, lane->ring.capacity);
}

/* False when the time is up. */
static bool wait_for_taker(pylog_queue *queue, struct pylog__patience *patience, int64_t deadline,
                           bool seen) {
    enum { LONGEST_UNSEEN = 50000000 };
    int64_t now = pylog__port_monotonic();
    if (!seen && deadline > now + LONGEST_UNSEEN && patience->until > now + LONGEST_UNSEEN) {
        pylog__condition_wait(&queue->changed, &queue->mutex, now + LONGEST_UNSEEN);
        return true;
    }
    return pylog__queue_wait(queue, patience, deadline);
}

/* Has it been given up, and done nothing since? */
static bool is_stalled(pylog_queue *queue) {
    if (queue->stalled_at != UINT64_MAX && queue->stalled_at != pylog__queue_progress(queue))
        queue->stalled_at = UINT64_MAX;
    return queue->stalled_at != UINT64_MAX;
}

/* The first record that is given up is an error; what follows it is dropped, until something is taken. */
static enum outcome give_up(pylog_queue *queue) {
    queue->stalled_at = pylog__queue_progress(queue);
    pylog__fail_as("queue.Full", ETIMEDOUT,
                   "the queue is full, and nothing has been taken from it for 10 seconds");
    return FAILED;
}

/* With the mutex locked. */
static bool is_taken_from(const pylog_queue *queue) {
    return pylog__queue_is_listened_to(queue) || pylog__queue_has_other_reader(queue);
}

/* Log calls do the listener's work, perhaps since a moment ago. With the mutex locked, but not meanwhile. */
static void take_directly_if_asked(pylog_queue *queue) {
    if (!(atomic_load_explicit(&queue->attention, memory_order_relaxed) & PYLOG__QUEUE_DIRECT))
        return;
    pylog__mutex_unlock(&queue->mutex);
    pylog__queue_attend_within(queue, PYLOG__QUEUE_DIRECT, 1);
    pylog__mutex_lock(&queue->mutex);
}

static enum outcome fail_without_taker(void) {
    pylog__fail_as("queue.Full", EAGAIN, "the queue is full, and nobody takes records from it");
    return FAILED;
}

static enum outcome wait_with_mutex(struct pylog__lane *lane, size_t size) {
    pylog_queue *queue = lane->queue;
    const double timeout = queue->options.timeout;
    int64_t deadline = pylog__deadline(timeout);
    struct pylog__patience patience =
        pylog__patience(queue, timeout > 0 ? INT64_MAX / 2 : PYLOG__USUAL_PATIENCE);
    bool seen;
    while (!look_again(lane, size, &seen)) {
        if (!is_taken_from(queue)) {
            take_directly_if_asked(queue);
            if (!is_taken_from(queue) && !look_again(lane, size, &seen))
                return fail_without_taker();
            continue;
        }
        if (!(timeout > 0) && is_stalled(queue))
            return DROPPED;
        pylog__condition_broadcast(&queue->changed);
        if (!wait_for_taker(queue, &patience, deadline, seen))
            return look_again(lane, size, &seen) ? ROOM : timeout > 0 ? DROPPED : give_up(queue);
    }
    return ROOM;
}

static enum outcome wait_for_room(struct pylog__lane *lane, size_t size) {
    pylog__order_no_handler("room in a queue");
    pylog__lane_count(&lane->blocked);
    pylog__mutex_lock(&lane->queue->mutex);
    take_directly_if_asked(lane->queue);
    enum outcome outcome = wait_with_mutex(lane, size);
    atomic_store_explicit(&lane->waiting, false, memory_order_relaxed);
    pylog__mutex_unlock(&lane->queue->mutex);
    return outcome;
}

/* Within a handler, besides that of the queue, nobody is waited for: who takes may want that handler. What
 * this thread puts is taken in time, or by itself afterwards. */
static enum outcome wait_or_grow(struct pylog__lane *lane, size_t size) {
    pylog_queue *queue = lane->queue;
    if (!pylog__thread_is_within(pylog__thread(), 1))
        return wait_for_room(lane, size);
    pylog__mutex_lock(&queue->mutex);
    bool taken = is_taken_from(queue) ||
                 atomic_load_explicit(&queue->attention, memory_order_relaxed) & PYLOG__QUEUE_DIRECT;
    pylog__mutex_unlock(&queue->mutex);
    return taken ? GROW : fail_without_taker();
}

static enum outcome find_room(struct pylog__lane *lane, size_t size, int level) {
    const struct pylog_queue_options *options = &lane->queue->options;
    bool may_fill = options->overflow != PYLOG_DROP_BELOW || level >= options->drop_level;
    if (pylog__ring_make_room(&lane->ring, size, may_fill ? lane->ring.capacity : lane->ring.fill))
        return ROOM;
    switch (options->overflow) {
    case PYLOG_DROP_NEWEST: return DROPPED;
    case PYLOG_DROP_OLDEST: drop_oldest(lane, size); return ROOM;
    case PYLOG_DROP_BELOW: return may_fill ? wait_or_grow(lane, size) : DROPPED;
    case PYLOG_BLOCK: break;
    }
    return wait_or_grow(lane, size);
}

/* ---- Entries --------------------------------------------------------------------------------- */

/* What is put: one of these. */
struct wanted {
    const struct pylog__record *record;
    bool call;                    /* as the log call that it was made by; else the record is copied */
    struct pylog_record *heap;    /* owned */
    struct pylog__origin *origin; /* owned */
};

static size_t write_entry(char *at, size_t room, const struct wanted *wanted) {
    if (wanted->origin)
        return pylog__entry_write_origin(at, room, wanted->origin);
    if (wanted->heap)
        return pylog__entry_write_heap(at, room, wanted->heap);
    if (wanted->call)
        return pylog__entry_write_call(at, room, wanted->record);
    return pylog__entry_write_copy(at, room, wanted->record);
}

/* A large record goes by the heap, and so does a copy that would be moved: it points into itself. */
static int prefer_heap(const pylog_queue *queue, struct wanted *wanted, size_t size) {
    bool moves = queue->options.overflow == PYLOG_DROP_OLDEST && !wanted->call;
    if (wanted->heap || wanted->origin || !(moves || size > pylog__lane_largest(queue)))
        return 0;
    wanted->heap = pylog_record_copy(&wanted->record->head);
    return wanted->heap ? 0 : -1;
}

/* What went in behind `fill` was let in: the next entry is to ask again. */
static void keep_reserve(struct pylog__ring *ring) {
    if (ring->fill < ring->capacity)
        pylog__ring_make_room(ring, 0, ring->fill);
}

/* 0 with the flags, 1 if it was dropped, 2 if a larger lane is needed, -1 with the error set. What is owned
 * then still is the caller's. */
enum { NOT_THIS_LANE = 2 };
static int put(struct pylog__lane *lane, struct wanted *wanted, int level, unsigned *attention) {
    for (;;) {
        size_t room;
        char *at = pylog__ring_room(&lane->ring, &room);
        size_t size = prefer_heap(lane->queue, wanted, 0) ? 0 : write_entry(at, room, wanted);
        if (!size)
            return -1;
        if (size <= room) {
            *attention |= pylog__lane_commit(lane, size, lane->queue->barrier);
            keep_reserve(&lane->ring);
            return 0;
        }
        if (prefer_heap(lane->queue, wanted, size))
            return -1;
        if (wanted->heap)
            size = write_entry(at, 0, wanted);
        enum outcome outcome = find_room(lane, size, level);
        if (outcome != ROOM)
            return outcome == DROPPED ? 1 : outcome == GROW ? NOT_THIS_LANE : -1;
    }
}

static struct pylog__origin *make_origin(struct pylog__thread *thread) {
    const char *name = pylog__thread_name(thread);
    size_t size = strlen(name) + 1;
    struct pylog__origin *origin = pylog__allocate(sizeof *origin + size);
    if (!origin)
        return NULL;
    origin->id = thread->id;
    memcpy(origin->name, name, size);
    return origin;
}

/* Say whose the entries are that follow, at first and when the thread has been given another name. */
static int introduce(struct pylog__lane *lane, struct pylog__thread *thread, int level, unsigned *attention) {
    struct wanted wanted = { .origin = make_origin(thread) };
    if (!wanted.origin)
        return pylog__fail_memory();
    int result = put(lane, &wanted, level, attention);
    if (result) {
        pylog__free(wanted.origin);
        return result;
    }
    lane->known_as = thread->name_version;
    return 0;
}

static int put_into(struct pylog__lane *lane, struct wanted *wanted, unsigned *attention) {
    struct pylog__thread *thread = pylog__thread();
    int level = wanted->record->head.levelno, result = 0;
    if (lane->known_as != thread->name_version)
        result = introduce(lane, thread, level, attention);
    if (result)
        pylog__thread_forget_lane(thread);
    return result ? result : put(lane, wanted, level, attention);
}

static int put_record(struct pylog__lane *lane, const struct pylog__record *record, bool call,
                      unsigned *attention) {
    struct wanted wanted = { .record = record, .call = call };
    int result = put_into(lane, &wanted, attention);
    while (result == NOT_THIS_LANE) {
        struct pylog__lane *larger = pylog__lane_grow(lane);
        lane = larger ? larger : lane;
        result = larger ? put_into(lane, &wanted, attention) : 1;
    }
    if (result)
        pylog_record_free(wanted.heap);
    pylog__lane_count(result ? &lane->dropped : &lane->put);
    return result;
}

/* Python's prepare: the text by the formatter becomes the message. */
static int put_prepared(struct pylog__lane *lane, struct pylog__record *record, pylog_formatter *formatter,
                        unsigned *attention) {
    struct pylog__thread *thread = pylog__thread();
    struct pylog__scratch text;
    struct pylog__record prepared;
    struct pylog__override no_exc_text;
    pylog__scratch_begin(thread, &text);
    int result = pylog__formatter_format(formatter, &record->head, &text.buffer);
    if (!result || text.buffer.failed) {
        pylog__finish_text(&text.buffer, "", 0);
        pylog__entry_prepare(&prepared, &no_exc_text, record, pylog__buffer_text(&text.buffer),
                             text.buffer.length);
        result = put_record(lane, &prepared, false, attention);
        pylog__record_release(&prepared);
    }
    pylog__scratch_end(thread, &text);
    return result;
}

int pylog__queue_put(pylog_queue *queue, struct pylog__record *record, pylog_formatter *formatter) {
    unsigned attention = 0;
    int result;
    if (pylog__queue_bypass(queue, record))
        return 0;
    struct pylog__lane *lane = pylog__lane_of_thread(queue);
    if (!lane)
        return pylog__fail_memory();
    if (!formatter && pylog__entry_is_call(record))
        result = put_record(lane, record, true, &attention);
    else
        result = put_prepared(lane, record, formatter, &attention);
    pylog__lane_put_down();
    if (attention)
        pylog__queue_attend_within(queue, attention, 1);
    return result;
}

int pylog_queue_put(pylog_queue *queue, const struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    unsigned attention = 0;
    if (!queue || !record)
        return pylog__fail_type("a queue and a record are needed, not NULL");
    pylog__call_begin(thread);
    pylog__section_enter(thread);
    struct pylog__lane *lane = pylog__lane_of_thread(queue);
    const int result = lane ? put_record(lane, pylog__record(record), false, &attention) : pylog__fail_memory();
    pylog__lane_put_down();
    if (attention)
        pylog__queue_attend_within(queue, attention, 0);
    pylog__section_leave(thread);
    pylog__call_end(thread);
    return result;
}
