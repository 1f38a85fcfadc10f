/* Log calls that need no record, and what the core knows of queues where there may be none. */
#include "queue_call.h"
#include <limits.h>

_Atomic(const struct pylog__queueing *) pylog__queueing;

static bool has_filters(const pylog__filter_slot *slot) {
    return pylog__snapshot(slot) != NULL;
}

/* The handler that takes the calls of this logger, and needs no record for that; NULL if there is none. */
static pylog_handler *find_taker(const pylog_logger *logger) {
    const struct pylog__route *route = pylog__snapshot(&logger->route);
    if (route->count != 1 || has_filters(&logger->filters) || pylog__has_record_factory() ||
        pylog__has_task_names())
        return NULL;
    pylog_handler *handler = route->handlers[0];
    bool wants_record = has_filters(&handler->filters) || pylog__snapshot(&handler->setup)->formatter;
    return handler->queue && !wants_record ? handler : NULL;
}

/* A change that comes after the number was read makes the thread look again. */
struct pylog__lane *pylog__lane_find(const pylog_logger *logger, int level, struct pylog__thread *thread) {
    unsigned changes = atomic_load_explicit(&pylog__changes, memory_order_seq_cst);
    pylog_handler *taker = find_taker(logger);
    int least = taker ? pylog_handler_level(taker) : INT_MIN;
    if (level < least || (taker && taker->queue->id != thread->lane_queue))
        return NULL;
    struct pylog__lane *lane = taker ? thread->lane : NULL;
    if (lane && !thread->plain)
        return lane;
    thread->last_logger = logger;
    thread->last_lane = lane;
    thread->last_level = least;
    thread->last_changes = changes;
    return lane;
}

bool pylog__put_call(struct pylog__lane *lane, const pylog_logger *logger, int level,
                     const struct pylog__call_site *site, va_list args) {
    va_list copy;
    va_copy(copy, args);
    bool put = pylog__lane_put_call(lane, logger, level, site, copy, lane->queue->barrier);
    va_end(copy);
    return put;
}
