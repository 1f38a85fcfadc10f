/* Log calls: from the macro's arguments to a record on its way. */
#include "call.h"

#include "adapter.h"
#include "handler.h"
#include "queue_call.h"

#include "../text/error.h"

/* The inline functions of the header, for whoever needs them as functions. */
extern inline struct pylog_field pylog_none(const char *key);
extern inline struct pylog_field pylog_bool(const char *key, bool value);
extern inline struct pylog_field pylog_int(const char *key, int64_t value);
extern inline struct pylog_field pylog_uint(const char *key, uint64_t value);
extern inline struct pylog_field pylog_float(const char *key, double value);
extern inline struct pylog_field pylog_str(const char *key, const char *value);
extern inline int pylog__suppressed(const pylog_logger *logger);
extern inline bool pylog__may_log(const pylog_logger *logger, int level);
extern inline bool pylog_is_enabled_for(pylog_logger *logger, int level);

/* ---- On the way to the handlers -------------------------------------------------------------- */

static int level_of(const pylog_handler *handler) {
    return atomic_load_explicit(&handler->level, memory_order_relaxed);
}

/* Filters, then the handlers, or the last resort; not for a disabled logger. Inside a section. */
PYLOG__ALWAYS_INLINE void dispatch(pylog_logger *logger, struct pylog__record *record) {
    if (atomic_load_explicit(&logger->disabled, memory_order_relaxed) ||
        !pylog__filters_pass(&logger->filters, &record->head))
        return;
    const struct pylog__route *route = pylog__snapshot(&logger->route);
    pylog_handler *const *handler = route->handlers, *const *end = handler + route->count;
    if (handler == end)
        pylog__handle_by_last_resort(logger, record);
    for (; handler < end; handler++)
        if (record->head.levelno >= level_of(*handler))
            pylog__handler_handle(*handler, record);
}

void pylog__dispatch(pylog_logger *logger, struct pylog__record *record) {
    dispatch(logger, record);
}

/* ---- Log calls --------------------------------------------------------------------------------- */

/* `call` is NULL if the call has no keyword arguments; `hand_on` is one of the two above. */
PYLOG__ALWAYS_INLINE void log_record(pylog_logger *logger, pylog_logger *base, struct pylog__thread *thread,
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

PYLOG__ALWAYS_INLINE void log_source(pylog_logger *logger, struct pylog__thread *thread,
                                     struct pylog__record_source *source, const struct pylog_call *call,
                                     void (*hand_on)(pylog_logger *logger, struct pylog__record *record)) {
    pylog_logger *base = logger && !logger->adapter.logger ? logger : pylog__logger_of(logger);
    bool had_error = pylog__last_error.text != NULL;
    struct pylog__error kept;
    if (had_error)
        kept = pylog__error_take();
    source->name = base->name;
    source->name_length = base->node.name_length;
    log_record(logger, base, thread, source, call, hand_on);
    if (had_error)
        pylog__error_replace(kept);
    else
        pylog__error_clear();
}

void pylog__log_source(pylog_logger *logger, struct pylog__record_source *source,
                       const struct pylog_call *call) {
    if (!logger && !pylog__prepare_module(source->level))
        return;
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    log_source(logger, thread, source, call, pylog__dispatch);
    pylog__section_leave(thread);
}

/* ---- Entries --------------------------------------------------------------------------------- */

/* Inside a section; with errno as it was at the call. */
static __attribute__((noinline)) bool put_call(struct pylog__lane *lane, const pylog_logger *logger,
                                               int level, const struct pylog__call_site *site, va_list args) {
    va_list copy;
    va_copy(copy, args);
    bool put = pylog__lane_put_call(lane, logger, level, site, copy, lane->queue->barrier);
    va_end(copy);
    return put;
}

PYLOG__ALWAYS_INLINE void log_plainly(pylog_logger *logger, int level, struct pylog__call_site *site,
                                      const char *fmt, va_list *args) {
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__thread *thread = pylog__thread();
    if (!logger && !pylog__prepare_module(level)) {
        pylog__port_restore_error(saved);
        return;
    }
    const pylog_logger *base = logger ? logger : &pylog__root;
    pylog__section_enter(thread);
    struct pylog__lane *lane = pylog__lane_for(base, level, thread);
    pylog__port_restore_error(saved);
    if (!lane || !put_call(lane, base, level, site, *args)) {
        struct pylog__record_source source;
        source.level = level;
        source.site = &site->site;
        source.place = site;
        source.created_ns = 0;
        source.text_length = 0;
        source.args = args;
        source.error = saved.error;
        pylog__take_format(&source, site, fmt);
        log_source(logger, thread, &source, NULL, dispatch);
        pylog__port_restore_error(saved);
    }
    pylog__section_leave(thread);
}

/* The argument list is begun anew, if the queue has used it up in vain. */
PYLOG__HOT void pylog__log(pylog_logger *logger, struct pylog__call_site *site, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    bool put = pylog__put_call_again(logger, site->level, site, args);
    va_end(args);
    if (put)
        return;
    va_start(args, fmt);
    log_plainly(logger, site->level, site, fmt, &args);
    va_end(args);
}

void pylog__log_at(pylog_logger *logger, struct pylog__call_site *site, int level, const char *fmt, ...) {
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__thread *thread = pylog__thread();
    const pylog_logger *base = logger ? logger : &pylog__root;
    va_list args;
    va_start(args, fmt);
    pylog__section_enter(thread);
    struct pylog__lane *lane = logger ? pylog__lane_for(base, level, thread) : NULL;
    pylog__port_restore_error(saved);
    bool put = lane && put_call(lane, base, level, site, args);
    pylog__section_leave(thread);
    if (!put) {
        struct pylog__record_source source = {
            .level = level, .site = &site->site, .place = site, .args = &args, .error = saved.error
        };
        pylog__take_format(&source, site, fmt);
        pylog__log_source(logger, &source, NULL);
        pylog__port_restore_error(saved);
    }
    va_end(args);
}
