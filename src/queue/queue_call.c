/* Log calls that need no record, and what the core knows of queues where there may be none. */
#include "queue_call.h"

_Atomic(const struct pylog__queueing *) pylog__queueing;

bool pylog__put_call(struct pylog__lane *lane, const pylog_logger *logger, int level,
                     const struct pylog__call_site *site, va_list args) {
    va_list copy;
    va_copy(copy, args);
    bool put = pylog__lane_put_call(lane, logger, level, site, copy, lane->queue->barrier);
    va_end(copy);
    return put;
}
