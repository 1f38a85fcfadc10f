/* Putting records into a queue, and what happens when there is no room. */
#include "listener.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/timeout.h"
#include "../formatter/formatter.h"
#include "../thread/unwinding.h"

/* ---- Room ------------------------------------------------------------------------------------ */

/* GROW: the thread is within a handler, where it must not wait. It gets a larger channel. */
enum outcome { ROOM, DROPPED, FAILED, GROW };

/* Both the producer and the consumer of such a queue take entries out, so both lock the channel's mutex. */
static void drop_oldest(struct pylog__channel *channel, size_t size) {
    struct pylog__ring *ring = &channel->producer.ring;
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    struct pylog__entry *first;
    pylog__mutex_lock(&channel->mutex);
    while (!pylog__ring_make_room(ring, size, ring->fill) &&
           (first = pylog__ring_first(ring, head)) != NULL) {
        if (!pylog__channel_take_producer_id(channel, first)) {
            pylog__entry_discard((struct pylog__queue_entry *)(void *)first);
            pylog__count_alone(&channel->producer.dropped);
        }
        pylog__ring_advance(ring, first);
    }
    pylog__mutex_unlock(&channel->mutex);
}

/* Tell the consumer that this thread waits, and then look for room once more. */
static bool look_again(struct pylog__channel *channel, size_t size, bool *seen) {
    atomic_store_explicit(&channel->waiting, true, memory_order_seq_cst);
    *seen = pylog__queue_announce(channel->queue);
    return pylog__ring_make_room(&channel->producer.ring, size, channel->producer.ring.capacity);
}

/* Returns false when the time is up. */
static bool wait_for_consumer(pylog_queue *queue, struct pylog__patience *patience, int64_t deadline,
                              bool seen) {
    enum { LONGEST_UNSEEN = 50000000 };
    int64_t now = pylog__port_monotonic();
    if (!seen && deadline > now + LONGEST_UNSEEN && patience->until > now + LONGEST_UNSEEN) {
        pylog__condition_wait(&queue->changed, &queue->mutex, now + LONGEST_UNSEEN);
        return true;
    }
    return pylog__queue_wait(queue, patience, deadline);
}

/* Has the consumer been given up, and taken nothing since? */
static bool is_stalled(pylog_queue *queue) {
    if (queue->stalled_at != UINT64_MAX && queue->stalled_at != pylog__queue_progress(queue))
        queue->stalled_at = UINT64_MAX;
    return queue->stalled_at != UINT64_MAX;
}

/* The first record that is given up is an error. The next ones are dropped at once, until something is taken again. */
static enum outcome give_up(pylog_queue *queue) {
    queue->stalled_at = pylog__queue_progress(queue);
    pylog__fail_as("queue.Full", ETIMEDOUT,
                   "the queue is full, and nothing has been taken from it for 10 seconds");
    return FAILED;
}

/* Does anybody take entries? With the mutex locked. */
static bool is_taken_from(const pylog_queue *queue) {
    return pylog__queue_is_listened_to(queue) || pylog__queue_has_other_reader(queue);
}

/* If log calls have to drain the queue, do so. With the mutex locked; it is unlocked meanwhile. */
static void take_directly_if_asked(pylog_queue *queue) {
    if (!(atomic_load_explicit(&queue->flags, memory_order_relaxed) & PYLOG__QUEUE_DIRECT))
        return;
    pylog__mutex_unlock(&queue->mutex);
    pylog__queue_serve_within(queue, PYLOG__QUEUE_DIRECT, 1);
    pylog__mutex_lock(&queue->mutex);
}

static enum outcome fail_without_consumer(void) {
    pylog__fail_as("queue.Full", EAGAIN, "the queue is full, and nobody takes records from it");
    return FAILED;
}

static enum outcome wait_with_mutex(struct pylog__channel *channel, size_t size) {
    pylog_queue *queue = channel->queue;
    const double timeout = queue->options.timeout;
    int64_t deadline = pylog__timeout_end(timeout, INT64_MAX);
    struct pylog__patience patience =
        pylog__patience(queue, timeout == 0 ? PYLOG__USUAL_PATIENCE : PYLOG__ENDLESS_PATIENCE);
    bool seen;
    while (!look_again(channel, size, &seen)) {
        if (!is_taken_from(queue)) {
            take_directly_if_asked(queue);
            if (!is_taken_from(queue) && !look_again(channel, size, &seen))
                return fail_without_consumer();
            continue;
        }
        if (timeout == 0 && is_stalled(queue))
            return DROPPED;
        pylog__condition_broadcast(&queue->changed);
        if (!wait_for_consumer(queue, &patience, deadline, seen))
            return look_again(channel, size, &seen) ? ROOM : timeout == 0 ? give_up(queue) : DROPPED;
    }
    return ROOM;
}

static enum outcome wait_for_room(struct pylog__channel *channel, size_t size) {
    pylog__order_no_handler("room in a queue");
    pylog__count_alone(&channel->producer.blocked);
    pylog__mutex_lock(&channel->queue->mutex);
    take_directly_if_asked(channel->queue);
    enum outcome outcome = wait_with_mutex(channel, size);
    atomic_store_explicit(&channel->waiting, false, memory_order_relaxed);
    pylog__mutex_unlock(&channel->queue->mutex);
    return outcome;
}

/* Within a handler, besides that of the queue, nobody is waited for: who takes may want that handler. What
 * this thread puts is taken in time, or by itself afterwards. */
static enum outcome wait_or_grow(struct pylog__channel *channel, size_t size) {
    pylog_queue *queue = channel->queue;
    if (!pylog__thread_is_within(pylog__thread(), 1))
        return wait_for_room(channel, size);
    pylog__mutex_lock(&queue->mutex);
    bool taken = is_taken_from(queue) ||
                 atomic_load_explicit(&queue->flags, memory_order_relaxed) & PYLOG__QUEUE_DIRECT;
    pylog__mutex_unlock(&queue->mutex);
    return taken ? GROW : fail_without_consumer();
}

static enum outcome find_room(struct pylog__channel *channel, size_t size, int level) {
    const struct pylog_queue_options *options = &channel->queue->options;
    bool may_fill = options->overflow != PYLOG_DROP_BELOW || level >= options->drop_level;
    if (pylog__ring_make_room(&channel->producer.ring, size,
                              may_fill ? channel->producer.ring.capacity : channel->producer.ring.fill))
        return ROOM;
    switch (options->overflow) {
    case PYLOG_DROP_NEWEST: return DROPPED;
    case PYLOG_DROP_OLDEST: drop_oldest(channel, size); return ROOM;
    case PYLOG_DROP_BELOW: return may_fill ? wait_or_grow(channel, size) : DROPPED;
    case PYLOG_BLOCK: break;
    }
    return wait_or_grow(channel, size);
}

/* ---- Entries --------------------------------------------------------------------------------- */

/* What to put: one of these. */
struct wanted {
    const struct pylog__record *record;
    bool call;                 /* put the log call that has made the record; false: copy the record */
    struct pylog_record *heap; /* owned */
    struct pylog__producer_id *producer_id; /* owned */
};

static size_t write_entry(char *at, size_t room, const struct wanted *wanted) {
    if (wanted->producer_id)
        return pylog__entry_write_producer_id(at, room, wanted->producer_id);
    if (wanted->heap)
        return pylog__entry_write_heap(at, room, wanted->heap);
    if (wanted->call)
        return pylog__entry_write_call(at, room, wanted->record);
    return pylog__entry_write_copy(at, room, wanted->record);
}

/* A large record is copied to the heap. So is a copy that the consumer would move (it points into itself). */
static int prefer_heap(const pylog_queue *queue, struct wanted *wanted, size_t size) {
    bool moves = queue->options.overflow == PYLOG_DROP_OLDEST && !wanted->call;
    if (wanted->heap || wanted->producer_id || !(moves || size > pylog__largest_entry(queue)))
        return 0;
    wanted->heap = pylog_record_copy(&wanted->record->head);
    return wanted->heap ? 0 : -1;
}

/* The entry may have used the reserve beyond `fill`. The next one has to ask again. */
static void keep_reserve(struct pylog__ring *ring) {
    if (ring->fill < ring->capacity)
        pylog__ring_make_room(ring, 0, ring->fill);
}

/* 0 with the flags, 1 if it was dropped, 2 if a larger channel is needed, -1 with the error set. What is
 * owned then still is the caller's. */
enum { NOT_THIS_CHANNEL = 2 };
static int put(struct pylog__channel *channel, struct wanted *wanted, int level, unsigned *flags) {
    for (;;) {
        size_t room;
        char *at = pylog__ring_room(&channel->producer.ring, &room);
        size_t size = prefer_heap(channel->queue, wanted, 0) ? 0 : write_entry(at, room, wanted);
        if (!size)
            return -1;
        if (size <= room) {
            *flags |= pylog__producer_commit(&channel->producer, size, channel->queue->barrier);
            keep_reserve(&channel->producer.ring);
            return 0;
        }
        if (prefer_heap(channel->queue, wanted, size))
            return -1;
        if (wanted->heap)
            size = write_entry(at, 0, wanted);
        enum outcome outcome = find_room(channel, size, level);
        if (outcome != ROOM)
            return outcome == DROPPED ? 1 : outcome == GROW ? NOT_THIS_CHANNEL : -1;
    }
}

static struct pylog__producer_id *make_producer_id(struct pylog__thread *thread) {
    const char *name = pylog__thread_name(thread);
    size_t size = strlen(name) + 1;
    struct pylog__producer_id *producer_id = pylog__allocate(sizeof *producer_id + size);
    if (!producer_id)
        return NULL;
    producer_id->id = thread->id;
    memcpy(producer_id->name, name, size);
    return producer_id;
}

/* Put an entry that says which thread the next entries come from: at first, and when the thread is renamed. */
static int announce_producer(struct pylog__channel *channel, struct pylog__thread *thread, int level,
                             unsigned *flags) {
    struct wanted wanted = { .producer_id = make_producer_id(thread) };
    if (!wanted.producer_id)
        return pylog__fail_memory();
    int result = put(channel, &wanted, level, flags);
    if (result) {
        pylog__free(wanted.producer_id);
        return result;
    }
    channel->producer.announced = thread->name_version;
    return 0;
}

static int put_into(struct pylog__channel *channel, struct wanted *wanted, unsigned *flags) {
    struct pylog__thread *thread = pylog__thread();
    int level = wanted->record->head.levelno, result = 0;
    if (channel->producer.announced != thread->name_version)
        result = announce_producer(channel, thread, level, flags);
    if (result)
        pylog__thread_forget_producer(thread);
    return result ? result : put(channel, wanted, level, flags);
}

static int put_record(struct pylog__channel *channel, const struct pylog__record *record, bool call,
                      unsigned *flags) {
    struct wanted wanted = { .record = record, .call = call };
    int result = put_into(channel, &wanted, flags);
    while (result == NOT_THIS_CHANNEL) {
        struct pylog__channel *larger = pylog__channel_grow(channel);
        channel = larger ? larger : channel;
        result = larger ? put_into(channel, &wanted, flags) : 1;
    }
    if (result)
        pylog_record_free(wanted.heap);
    pylog__count_alone(result ? &channel->producer.dropped : &channel->producer.put);
    return result;
}

/* Python's QueueHandler.prepare: the formatted text becomes the message. */
static int put_prepared(struct pylog__channel *channel, struct pylog__record *record,
                        pylog_formatter *formatter, unsigned *flags) {
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
        result = put_record(channel, &prepared, false, flags);
        pylog__record_release(&prepared);
    }
    pylog__scratch_end(thread, &text);
    return result;
}

int pylog__queue_put(pylog_queue *queue, struct pylog__record *record, pylog_formatter *formatter) {
    unsigned flags = 0;
    int result;
    if (pylog__queue_handle_reentrant(queue, record))
        return 0;
    struct pylog__channel *channel = pylog__channel_of_thread(queue);
    if (!channel)
        return pylog__fail_memory();
    if (!formatter && pylog__entry_is_call(record))
        result = put_record(channel, record, true, &flags);
    else
        result = put_prepared(channel, record, formatter, &flags);
    pylog__channels_put_down();
    if (flags)
        pylog__queue_serve_within(queue, flags, 1);
    return result;
}

int pylog_queue_put(pylog_queue *queue, const struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    unsigned flags = 0;
    if (!queue || !record)
        return pylog__fail_type("a queue and a record are needed, not NULL");
    pylog__call_begin(thread);
    pylog__section_enter(thread);
    struct pylog__channel *channel = pylog__channel_of_thread(queue);
    const int result =
        channel ? put_record(channel, pylog__record(record), false, &flags) : pylog__fail_memory();
    pylog__channels_put_down();
    if (flags)
        pylog__queue_serve_within(queue, flags, 0);
    pylog__section_leave(thread);
    pylog__call_end(thread);
    return result;
}
