/* A log call on its way into a queue, before a record is made of it: where the logger reaches a queue and
 * nothing else, and nobody on the way wants to look at a record. It is compiled into the log call. */
#ifndef PYLOG_LOGGER_CALL_PACKED_H
#define PYLOG_LOGGER_CALL_PACKED_H

#include "../record/packed_call.h"
#include "logger.h"

#pragma GCC visibility push(hidden)

/* Do the logger's records of this level go to the calling thread's producer, and nowhere else? If not, a
 * record is needed, or the producer has to be looked for. Inside a section. */
static inline bool pylog__has_fast_path(const pylog_logger *logger, int level,
                                        const struct pylog__thread *thread) {
    uint64_t path = pylog__snapshot(&logger->fast_path);
    return path >> 32 == thread->producer_queue && level >= (int32_t)path;
}

/* Put the call, whose arguments are used up; false if that cannot be done at once. The format of a place that
 * has been there before is parsed; one whose arguments cannot be carried, or that may be another one the next
 * time, has a packing that fails. The time is read first, which is one call less to keep things across. */
PYLOG__ALWAYS_INLINE bool pylog__put_call_inline(struct pylog__producer *producer, const pylog_logger *logger,
                                                 int level, const struct pylog__call_site *site, va_list args,
                                                 bool barrier) {
    const unsigned kind = producer->call_kind;
    int64_t created = kind == PYLOG__ENTRY_TICKED ? (int64_t)pylog__port_ticks() : pylog__port_now();
    const struct pylog__format *format =
        __atomic_load_n((const struct pylog__format *const *)(const void *)&site->format, __ATOMIC_ACQUIRE);
    if (!format)
        return false;
    const struct pylog__packing *packing = pylog__format_packing(format);
    size_t spare, fixed = offsetof(struct pylog__call_entry, packed) + packing->size;
    char *at = pylog__ring_room_for(&producer->ring, fixed, &spare);
    if (!at)
        return false;
    struct pylog__call_entry *entry = (struct pylog__call_entry *)(void *)at;
    entry->head.level = level;
    entry->head.created = created;
    entry->name = logger->name;
    entry->format = format;
    const char *end = pylog__pack_arguments(packing, args, entry->packed, spare);
    if (!end)
        return false;
    /* the room is of whole such steps */
    size_t size = pylog__entry_round((size_t)(end - at));
    entry->head.entry.tag = pylog__entry_tag(size, kind);
    pylog__count_alone(&producer->put);
    unsigned flags = pylog__producer_commit(producer, size, barrier);
    if (flags)
        producer->serve(producer, flags);
    return true;
}

/* As a function, with a copy of the arguments. Inside a section; with errno as it was at the call. */
bool pylog__put_call(struct pylog__producer *producer, const pylog_logger *logger, int level,
                     const struct pylog__call_site *site, va_list args);

/* The same without the arguments' copy, for a call that has a fast path; false if it has none, too. Outside
 * of sections. errno stays as it was. */
PYLOG__ALWAYS_INLINE bool pylog__put_call_fast(const pylog_logger *logger, int level,
                                               const struct pylog__call_site *site, va_list args) {
    struct pylog__thread *thread = pylog__current_thread;
    if (!thread->producer_queue || !logger || !thread->plain || thread->sections)
        return false;
    pylog__section_enter_first(thread);
    bool put = pylog__has_fast_path(logger, level, thread) &&
               pylog__put_call_inline(thread->producer, logger, level, site, args,
                                      true); /* as there is for sections */
    pylog__section_leave(thread);
    return put;
}

#pragma GCC visibility pop

#endif
