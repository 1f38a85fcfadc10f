/* Log calls that need no record, as a function: call_packed.h. */
#include "call_packed.h"

bool pylog__put_call(struct pylog__producer *producer, const pylog_logger *logger, int level,
                     const struct pylog__call_site *site, va_list args) {
    va_list copy;
    va_copy(copy, args);
    bool put = pylog__put_call_inline(producer, logger, level, site, copy, producer->barrier);
    va_end(copy);
    return put;
}
