/* From a log call to a record on its way to the handlers: compiled into the calls. */
#ifndef PYLOG_LOGGER_CALL_RECORD_H
#define PYLOG_LOGGER_CALL_RECORD_H

#include "../base/error.h"
#include "adapter.h"
#include "call.h"
#include "../handler/handler.h"

/* The handlers, or the last resort. Inside a section. */
PYLOG__ALWAYS_INLINE void pylog__call_handlers_inline(pylog_logger *logger, struct pylog__record *record) {
    const struct pylog__route *route = pylog__snapshot(&logger->route);
    pylog_handler *const *handler = route->handlers, *const *end = handler + route->count;
    if (handler == end)
        pylog__handle_by_last_resort(logger, record);
    for (; handler < end; handler++)
        if (record->head.levelno >= atomic_load_explicit(&(*handler)->level, memory_order_relaxed))
            pylog__handler_handle(*handler, record);
}

/* Filters, then the handlers; not for a disabled logger. Inside a section. */
PYLOG__ALWAYS_INLINE void pylog__dispatch_inline(pylog_logger *logger, struct pylog__record *record) {
    if (atomic_load_explicit(&logger->disabled, memory_order_relaxed))
        return;
    const struct pylog__filters *filters = pylog__snapshot(&logger->filters);
    if (filters)
        pylog__dispatch_filtered(logger, filters, record);
    else
        pylog__call_handlers_inline(logger, record);
}

/* `call` is NULL if the call has no keyword arguments; `hand_on` is pylog__dispatch, or the inline one. */
PYLOG__ALWAYS_INLINE void
pylog__log_record_inline(pylog_logger *logger, pylog_logger *base, struct pylog__thread *thread,
                         const struct pylog__record_source *source, const struct pylog_call *call,
                         void (*hand_on)(pylog_logger *logger, struct pylog__record *record)) {
    struct pylog__record record;
    struct pylog__scratch scratch;
    pylog__record_init(&record, thread, source, &scratch);
    bool bare = !call && base == logger && !pylog__has_record_factory();
    if (!bare && pylog__complete_record(&record, logger, call))
        pylog__print_error(&record.head);
    hand_on(base, &record);
    pylog__record_release(&record);
}

PYLOG__ALWAYS_INLINE void
pylog__log_source_inline(pylog_logger *logger, struct pylog__thread *thread,
                         struct pylog__record_source *source, const struct pylog_call *call,
                         void (*hand_on)(pylog_logger *logger, struct pylog__record *record)) {
    pylog_logger *base = logger && !logger->adapter.logger ? logger : pylog__logger_of(logger);
    bool had_error = pylog__last_error.text != NULL;
    struct pylog__error kept;
    if (had_error)
        kept = pylog__error_take();
    source->name = base->name;
    source->name_length = base->node.name_length;
    pylog__log_record_inline(logger, base, thread, source, call, hand_on);
    if (had_error)
        pylog__error_replace(kept);
    else
        pylog__error_clear();
}

#endif
