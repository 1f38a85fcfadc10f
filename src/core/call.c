/* Log calls: from the macro's arguments to a record on its way. */
#include "adapter.h"
#include "handler.h"
#include "queue_call.h"

#include "../text/error.h"
#include <limits.h>
#include <stdio.h>

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

int pylog_version(void) {
    return PYLOG_VERSION_NUMBER;
}

static const struct pylog_call plain_call = { NULL, NULL, NULL, false };

/* ---- Records --------------------------------------------------------------------------------- */

/* A field that would overwrite one of the record's, or of those that the factory has given it, is left out of
 * the list, and returned as an error; the record is good without it. */
static int join_extra(struct pylog__record *record, const struct pylog_field *extra) {
    const struct pylog_field *had = record->head.extra;
    size_t used = pylog__fields_count(had), most = used + pylog__fields_count(extra);
    struct pylog_field *joined = pylog__record_allocate(record, (most + 1) * sizeof *joined);
    int result = 0;
    if (!joined) {
        record->incomplete = true;
        return pylog__fail_memory();
    }
    memcpy(joined, had, used * sizeof *had);
    for (; extra->key; extra++) {
        struct pylog__value unused;
        if (pylog__field_is_reserved(extra->key) || pylog__fields_find(had, extra->key, &unused))
            result = pylog__fail_key("Attempt to overwrite '%s' in LogRecord", extra->key);
        else
            joined[used++] = *extra;
    }
    joined[used] = pylog_none(NULL);
    record->head.extra = joined;
    return result;
}

static bool any_reserved(const struct pylog_field *extra) {
    for (; extra->key; extra++)
        if (pylog__field_is_reserved(extra->key))
            return true;
    return false;
}

/* The fields of an adapter have been checked when it was made. */
static int add_extra(struct pylog__record *record, const pylog_logger *logger,
                     const struct pylog_call *call) {
    const struct pylog_field *extra = pylog__adapter_extra(logger, call->extra, record);
    if (!extra->key)
        return 0;
    if (record->head.extra->key || (call->extra && any_reserved(extra)))
        return join_extra(record, extra);
    record->head.extra = extra;
    return 0;
}

/* As Python makes a record: the factory sees it without the extra fields, which may not overwrite what it has
 * set. 0, or -1 if some of them are missing. */
static int complete_record(struct pylog__record *record, const pylog_logger *logger,
                           const struct pylog_call *call) {
    record->head.exc_info = call->exc_info;
    if (call->stack_info)
        pylog__record_add_stack(record);
    pylog__record_run_factory(record);
    if (!call->extra && !pylog__is_adapter(logger))
        return 0;
    int result = add_extra(record, logger, call);
    pylog__adapter_process(logger, record);
    return result;
}

/* The module itself, as Python's logging.info(): the root, with a handler. Is the level still to be logged?
 */
static bool prepare_module(int level) {
    if (__atomic_load_n(&pylog__module_suppressed, __ATOMIC_RELAXED) == INT_MIN &&
        !pylog_logger_handlers(NULL, NULL, 0)) {
        struct pylog__error kept = pylog__error_take();
        pylog_basic_config(NULL);
        pylog__error_restore(kept);
    }
    return level > pylog__suppressed(&pylog__root);
}

/* ---- On the way to the handlers -------------------------------------------------------------- */

static void warn_of_no_handlers(const pylog_logger *logger) {
    static atomic_bool warned;
    if (pylog__raise_exceptions() && !atomic_exchange_explicit(&warned, true, memory_order_relaxed))
        fprintf(stderr, "No handlers could be found for logger \"%s\"\n", logger->name);
}

static void handle_by_last_resort(const pylog_logger *logger, struct pylog__record *record) {
    pylog_handler *handler = pylog_get_last_resort();
    if (handler && record->head.levelno >= pylog_handler_level(handler))
        pylog__handler_handle(handler, record);
    else if (!handler && pylog__last_resort_is_none())
        warn_of_no_handlers(logger);
    else if (!handler)
        pylog__print_as_last_resort(record);
    pylog_handler_unref(handler);
}

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
        handle_by_last_resort(logger, record);
    for (; handler < end; handler++)
        if (record->head.levelno >= level_of(*handler))
            pylog__handler_handle(*handler, record);
}

void pylog_logger_handle(pylog_logger *logger, struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    dispatch(pylog__logger_of(logger), pylog__record(record));
    pylog__section_leave(thread);
}

/* ---- Log calls --------------------------------------------------------------------------------- */

/* `call` is NULL if the call has no keyword arguments. */
PYLOG__ALWAYS_INLINE void log_record(pylog_logger *logger, pylog_logger *base, struct pylog__thread *thread,
                                     const struct pylog__record_source *source,
                                     const struct pylog_call *call) {
    struct pylog__record record;
    struct pylog__scratch scratch;
    pylog__record_init(&record, thread, source, &scratch);
    bool bare = !call && base == logger && !pylog__has_record_factory();
    if (!bare && complete_record(&record, logger, call ? call : &plain_call))
        pylog__print_error(&record.head);
    dispatch(base, &record);
    pylog__record_release(&record);
}

PYLOG__ALWAYS_INLINE void log_source(pylog_logger *logger, struct pylog__thread *thread,
                                     struct pylog__record_source *source, const struct pylog_call *call) {
    pylog_logger *base = logger && !logger->adapter.logger ? logger : pylog__logger_of(logger);
    bool had_error = pylog__last_error.text != NULL;
    struct pylog__error kept;
    if (had_error)
        kept = pylog__error_take();
    source->name = base->name;
    source->name_length = base->node.name_length;
    log_record(logger, base, thread, source, call);
    if (had_error)
        pylog__error_replace(kept);
    else
        pylog__error_clear();
}

static void log_call(pylog_logger *logger, struct pylog__record_source *source,
                     const struct pylog_call *call) {
    if (!logger && !prepare_module(source->level))
        return;
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    log_source(logger, thread, source, call);
    pylog__section_leave(thread);
}

/* A format that is no literal may be another one the next time. */
static inline void take_format(struct pylog__record_source *source, struct pylog__call_site *site,
                               const char *fmt) {
    bool literal = site->fmt != NULL;
    source->msg = literal || fmt ? fmt : "(null)";
    source->format = pylog__format_of_place(&site->format, source->msg, literal);
}

/* ---- Entries --------------------------------------------------------------------------------- */

/* Inside a section; with errno as it was at the call. */
static __attribute__((noinline)) bool put_call(struct pylog__lane *lane, const pylog_logger *logger,
                                               int level, const struct pylog__call_site *site, va_list args) {
    va_list copy;
    va_copy(copy, args);
    bool put = pylog__lane_put_call(lane, logger, level, site, copy);
    va_end(copy);
    return put;
}

PYLOG__ALWAYS_INLINE void log_plainly(pylog_logger *logger, int level, struct pylog__call_site *site,
                                      const char *fmt, va_list *args) {
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__thread *thread = pylog__thread();
    if (!logger && !prepare_module(level))
        return;
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
        take_format(&source, site, fmt);
        log_source(logger, thread, &source, NULL);
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
    va_list args;
    va_start(args, fmt);
    log_plainly(logger, level, site, fmt, &args);
    va_end(args);
}

void pylog__log_with(pylog_logger *logger, struct pylog__call_site *site, int level,
                     const struct pylog_call *call, const char *fmt, ...) {
    struct pylog__port_error saved = pylog__port_save_error();
    va_list args;
    va_start(args, fmt);
    struct pylog__record_source source = { .level = level,
                                           .site = call && call->site ? call->site : &site->site,
                                           .place = call && call->site ? NULL : site,
                                           .args = &args,
                                           .error = saved.error };
    take_format(&source, site, fmt);
    log_call(logger, &source, call);
    va_end(args);
    pylog__port_restore_error(saved);
}

void pylog__exception(pylog_logger *logger, struct pylog__call_site *site, int error, const char *fmt, ...) {
    struct pylog__port_error saved = pylog__port_save_error();
    char text[256], message[300];
    struct pylog_exc_info info = { NULL, NULL, NULL };
    struct pylog_call call = { .exc_info = &info };
    if (error) {
        snprintf(message, sizeof message, "[Errno %d] %s", error,
                 pylog__port_error_text(error, text, sizeof text));
        info = (struct pylog_exc_info){ pylog__error_class(error), message, NULL };
    }
    va_list args;
    va_start(args, fmt);
    struct pylog__record_source source = {
        .level = PYLOG_ERROR, .site = &site->site, .args = &args, .error = error
    };
    take_format(&source, site, fmt);
    log_call(logger, &source, &call);
    va_end(args);
    saved.error = error;
    pylog__port_restore_error(saved);
}

/* Checked here, because these are functions: the level, in which the module counts as enabled without
 * handlers. */
void pylog_vlog(pylog_logger *logger, int level, const struct pylog_call *call, const char *fmt,
                va_list args) {
    if (!pylog__may_log(logger, level))
        return;
    struct pylog__port_error saved = pylog__port_save_error();
    va_list copy;
    va_copy(copy, args);
    struct pylog__record_source source = { .level = level,
                                           .site = call ? call->site : NULL,
                                           .msg = fmt ? fmt : "(null)",
                                           .args = &copy,
                                           .error = saved.error };
    log_call(logger, &source, call);
    va_end(copy);
    pylog__port_restore_error(saved);
}

void pylog_log_text(pylog_logger *logger, int level, const struct pylog_call *call, const char *text,
                    size_t length) {
    if (!pylog__may_log(logger, level))
        return;
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__record_source source = { .level = level,
                                           .site = call ? call->site : NULL,
                                           .msg = text ? text : "(null)",
                                           .text_length = text ? length : sizeof "(null)" - 1,
                                           .error = saved.error };
    log_call(logger, &source, call);
    pylog__port_restore_error(saved);
}

struct pylog_record *pylog_logger_make_record(pylog_logger *logger, int level, const struct pylog_call *call,
                                              const char *fmt, ...) {
    int error = errno;
    struct pylog__thread *thread = pylog__thread();
    struct pylog__record record;
    struct pylog__scratch scratch;
    if (!call)
        call = &plain_call;
    va_list args;
    va_start(args, fmt);
    const pylog_logger *base = pylog__logger_of(logger);
    struct pylog__record_source source = { .name = base->name,
                                           .name_length = base->node.name_length,
                                           .level = level,
                                           .site = call->site,
                                           .msg = fmt ? fmt : "(null)",
                                           .args = &args,
                                           .error = error };
    pylog__section_enter(thread);
    pylog__record_init(&record, thread, &source, &scratch);
    int result = complete_record(&record, logger, call);
    struct pylog_record *copy = result ? NULL : pylog_record_copy(&record.head);
    pylog__record_release(&record);
    pylog__section_leave(thread);
    va_end(args);
    return copy;
}
