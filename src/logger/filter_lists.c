/* Which filters loggers and handlers have: Python's Filterer.filters. */
#include "../handler/handler.h"
#include "logger.h"

size_t pylog_logger_filters(const pylog_logger *logger, pylog_filter **out, size_t capacity) {
    return pylog__filters_copy(&pylog__logger_of(logger)->filters, out, capacity);
}

size_t pylog_handler_filters(const pylog_handler *handler, pylog_filter **out, size_t capacity) {
    pylog_handler *owner = (pylog_handler *)(uintptr_t)handler;
    return pylog__filters_copy(&owner->filters, out, capacity);
}
