/* Adapters, as log calls use them. */
#ifndef PYLOG_LOGGER_ADAPTER_H
#define PYLOG_LOGGER_ADAPTER_H

#include "logger.h"

#pragma GCC visibility push(hidden)

static inline bool pylog__is_adapter(const pylog_logger *logger) {
    return logger && logger->adapter.logger;
}

/* The extra fields of a call through this logger: those of the call, and of the adapters by Python's rules.
 * They are borrowed, or lie in the record. */
const struct pylog_field *pylog__adapter_extra(const pylog_logger *logger, const struct pylog_field *extra,
                                               struct pylog__record *record);

/* Let the adapters, the outermost first, see the record. */
void pylog__adapter_process(const pylog_logger *logger, struct pylog__record *record);

#pragma GCC visibility pop

#endif
