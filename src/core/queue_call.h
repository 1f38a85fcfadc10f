/* A log call on its way into a queue, before a record is made of it: where the logger reaches a queue and
 * nothing else, and nobody on the way wants to look at a record. It is compiled into the log call. */
#ifndef PYLOG_CORE_QUEUE_CALL_H
#define PYLOG_CORE_QUEUE_CALL_H

#include "handler.h"
#include "logger.h"
#include "queue.h"

/* The calling thread's lane in the queue that a logger's records of this level go to; NULL: a record is
 * needed, or the lane has to be looked for. The second remembers what it finds until something changes.
 * Inside a section. */
struct pylog__lane *pylog__lane_find(const pylog_logger *logger, int level, struct pylog__thread *thread);
static inline struct pylog__lane *pylog__lane_for(const pylog_logger *logger, int level,
                                                  struct pylog__thread *thread) {
    if (logger != thread->last_logger || level < thread->last_level ||
        thread->last_changes != atomic_load_explicit(&pylog__changes, memory_order_relaxed))
        return pylog__lane_find(logger, level, thread);
    return thread->last_lane;
}

/* Put the call, whose arguments are used up; false if that cannot be done at once. The format of a place that
 * has been there before is parsed; one whose arguments cannot be carried has a packing that fails. */
static inline bool pylog__lane_put_call(struct pylog__lane *lane, const pylog_logger *logger, int level,
                                        const struct pylog__call_site *site, va_list args, int error) {
    const struct pylog__format *format =
        site->fmt ? __atomic_load_n((const struct pylog__format **)(void *)site->format, __ATOMIC_ACQUIRE)
                  : NULL;
    const unsigned kind = lane->call_kind;
    size_t room;
    char *at = pylog__ring_room(&lane->ring, &room);
    struct pylog__call_entry *entry = (struct pylog__call_entry *)(void *)at;
    if (!format || room < sizeof *entry)
        return false;
    entry->call.created = kind == PYLOG__ENTRY_TICKED ? (int64_t)pylog__port_ticks() : pylog__port_now();
    entry->call.name = logger->name;
    entry->call.place = &site->site;
    entry->call.format = format;
    entry->call.level = level;
    entry->call.error = error;
    const char *end = pylog__pack_arguments(pylog__format_packing(format), args, entry->packed, at + room);
    if (!end)
        return false;
    /* the room is of whole such steps */
    size_t size = pylog__entry_round((size_t)(end - at));
    entry->entry = (struct pylog__entry){ .size = (uint32_t)size, .kind = kind };
    pylog__lane_count(&lane->put);
    unsigned attention = pylog__lane_commit(lane, size);
    if (attention)
        pylog__queue_attend(lane->queue, attention);
    return true;
}

#endif
