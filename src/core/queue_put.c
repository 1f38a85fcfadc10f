/* Putting records into a queue: the part of a log call, and what is done when there is no room. */
#include "queue_call.h"

#include "../text/error.h"
#include "../text/memory.h"
#include "formatter.h"

/* ---- Room ------------------------------------------------------------------------------------ */

enum outcome { ROOM, DROPPED, FAILED };

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
static bool look_again(struct pylog__lane *lane, size_t size) {
    atomic_store_explicit(&lane->waiting, true, memory_order_seq_cst);
    if (lane->queue->barrier)
        pylog__port_barrier();
    return pylog__ring_make_room(&lane->ring, size, lane->ring.capacity);
}

static enum outcome wait_with_mutex(struct pylog__lane *lane, size_t size) {
    pylog_queue *queue = lane->queue;
    int64_t deadline = pylog__deadline(queue->options.timeout);
    while (!look_again(lane, size)) {
        if (!pylog__queue_is_listened_to(queue) && !pylog__queue_has_other_reader(queue)) {
            pylog__fail_as("queue.Full", EAGAIN, "the queue is full, and nobody takes records from it");
            return FAILED;
        }
        pylog__condition_broadcast(&queue->changed);
        if (!pylog__condition_wait(&queue->changed, &queue->mutex, deadline))
            return look_again(lane, size) ? ROOM : DROPPED;
    }
    return ROOM;
}

static enum outcome wait_for_room(struct pylog__lane *lane, size_t size) {
    pylog__lane_count(&lane->blocked);
    pylog__queue_attend(lane->queue, atomic_load_explicit(&lane->queue->attention, memory_order_relaxed) &
                                         PYLOG__QUEUE_DIRECT);
    pylog__mutex_lock(&lane->queue->mutex);
    enum outcome outcome = wait_with_mutex(lane, size);
    atomic_store_explicit(&lane->waiting, false, memory_order_relaxed);
    pylog__mutex_unlock(&lane->queue->mutex);
    return outcome;
}

static enum outcome find_room(struct pylog__lane *lane, size_t size, int level) {
    const struct pylog_queue_options *options = &lane->queue->options;
    bool may_fill = options->overflow != PYLOG_DROP_BELOW || level >= options->drop_level;
    if (pylog__ring_make_room(&lane->ring, size, may_fill ? lane->ring.capacity : lane->ring.fill))
        return ROOM;
    switch (options->overflow) {
    case PYLOG_DROP_NEWEST: return DROPPED;
    case PYLOG_DROP_OLDEST: drop_oldest(lane, size); return ROOM;
    case PYLOG_DROP_BELOW: return may_fill ? wait_for_room(lane, size) : DROPPED;
    case PYLOG_BLOCK: break;
    }
    return wait_for_room(lane, size);
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

/* 0 with the flags, 1 if it was dropped, -1 with the error set. What is owned then still is the caller's. */
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
            return outcome == DROPPED ? 1 : -1;
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

static int put_record(struct pylog__lane *lane, const struct pylog__record *record, bool call,
                      unsigned *attention) {
    struct pylog__thread *thread = pylog__thread();
    struct wanted wanted = { .record = record, .call = call };
    int level = record->head.levelno, result = 0;
    if (lane->known_as != thread->name_version)
        result = introduce(lane, thread, level, attention);
    if (result)
        pylog__thread_forget_lane(thread);
    if (!result)
        result = put(lane, &wanted, level, attention);
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
        pylog__queue_attend(queue, attention);
    return result;
}
