/* Log calls that are not the usual ones: at any level, with keyword arguments, of errors; and what their records need
 * that others do not. */
#include "call_record.h"
#include "call_packed.h"
#include "call.h"
#include "adapter.h"

#include "../base/error.h"
#include "../handler/handler.h"
#include "../handler/tell.h"
#include "../thread/unwinding.h"
#include <limits.h>
#include <stdio.h>

/* ---- At any level ---------------------------------------------------------------------------------------------- */

void pylog__dispatch(pylog_logger *logger, struct pylog__record *record) {
    pylog__dispatch_inline(logger, record);
}

void pylog__log_source(pylog_logger *logger, struct pylog__record_source *source,
                       const struct pylog_call *call) {
    if (!logger && !pylog__prepare_module(source->level))
        return;
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    pylog__section_enter(thread);
    pylog__log_source_inline(logger, thread, source, call, pylog__dispatch);
    pylog__section_leave(thread);
    pylog__log_call_end(thread);
}

void pylog__log_at(pylog_logger *logger, struct pylog__call_site *site, int level, const char *fmt, ...) {
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__thread *thread = pylog__thread();
    const pylog_logger *base = logger ? logger : &pylog__root;
    va_list args;
    va_start(args, fmt);
    pylog__section_enter(thread);
    bool fast = logger && pylog__has_fast_path(base, level, thread);
    pylog__port_restore_error(saved);
    bool put = fast && pylog__put_call(thread->producer, base, level, site, args);
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

/* ---- With keyword arguments, of errors, and as functions ------------------------------------------------------- */

int pylog_version(void) {
    return PYLOG_VERSION_NUMBER;
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
    pylog__take_format(&source, site, fmt);
    pylog__log_source(logger, &source, call);
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
    pylog__take_format(&source, site, fmt);
    pylog__log_source(logger, &source, &call);
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
    pylog__log_source(logger, &source, call);
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
    pylog__log_source(logger, &source, call);
    pylog__port_restore_error(saved);
}

void pylog_logger_handle(pylog_logger *logger, struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    pylog__section_enter(thread);
    pylog__dispatch(pylog__logger_of(logger), pylog__record(record));
    pylog__section_leave(thread);
    pylog__call_end(thread);
}

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
    joined[used] = pylog_field_none(NULL);
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

/* It is borrowed, as all of the call is. */
static int set_exc_text(struct pylog__record *record, const char *text) {
    struct pylog__value value = { .kind = PYLOG__STR, .as.s = text, .length = strlen(text) };
    record->place = NULL; /* the place alone does not make this record */
    record->incomplete |= pylog__record_override(record, PYLOG__FIELD_EXC_TEXT, value) != 0;
    return record->incomplete ? -1 : 0;
}

int pylog__complete_record(struct pylog__record *record, const pylog_logger *logger,
                           const struct pylog_call *call) {
    static const struct pylog_call plain_call = { .site = NULL };
    if (!call)
        call = &plain_call;
    record->head.exc_info = call->exc_info;
    if (call->stack_text)
        record->head.stack_info = call->stack_text;
    else if (call->stack_info)
        pylog__record_add_stack(record);
    int result = call->exc_text ? set_exc_text(record, call->exc_text) : 0;
    pylog__error_begin_callback();
    pylog__record_run_factory(record);
    if (call->extra || pylog__is_adapter(logger)) {
        result |= add_extra(record, logger, call);
        pylog__adapter_process(logger, record);
    }
    return pylog__callback_has_failed() ? -1 : result;
}

bool pylog__prepare_module(int level) {
    static const struct pylog__parts none = { .find_style = NULL };
    if (__atomic_load_n(&pylog__module_suppressed, __ATOMIC_RELAXED) == INT_MIN &&
        !pylog_logger_handlers(NULL, NULL, 0)) {
        struct pylog__error kept = pylog__error_take();
        pylog__basic_config(NULL, &none);
        pylog__error_restore(kept);
    }
    return level > pylog__suppressed(&pylog__root);
}

/* ---- Records that reach no handler --------------------------------------------------------------- */

static void warn_of_no_handlers(const pylog_logger *logger) {
    static atomic_bool warned;
    struct pylog__scratch line;
    if (!pylog__raise_exceptions() || atomic_exchange_explicit(&warned, true, memory_order_relaxed))
        return;
    pylog__scratch_begin(pylog__thread(), &line);
    pylog__put_string(&line.buffer, "No handlers could be found for logger \"");
    pylog__put_harmless(&line.buffer, logger->name, strlen(logger->name));
    pylog__put_string(&line.buffer, "\"\n");
    pylog__tell(line.buffer.data, line.buffer.length);
    pylog__scratch_end(pylog__thread(), &line);
}

void pylog__handle_by_last_resort(const pylog_logger *logger, struct pylog__record *record) {
    pylog_handler *handler = pylog_get_last_resort();
    if (handler && record->head.levelno >= pylog_handler_level(handler))
        pylog__handler_handle(handler, record);
    else if (!handler && pylog__last_resort_is_none())
        warn_of_no_handlers(logger);
    else if (!handler)
        pylog__print_as_last_resort(record);
    pylog_handler_unref(handler);
}

/* ---- Filters of a logger --------------------------------------------------------------------------------------- */

PYLOG__COLD void pylog__dispatch_filtered(pylog_logger *logger, const struct pylog__filters *filters,
                                          struct pylog__record *record) {
    pylog__error_begin_callback();
    struct pylog_record *passed = pylog__filters_run(filters, &record->head);
    if (pylog__callback_has_failed())
        pylog__print_error(&record->head);
    if (!passed)
        return;
    pylog__call_handlers_inline(logger, pylog__record(passed));
    pylog__filtered_release(passed, &record->head);
}

/* ---- Records without a call ------------------------------------------------------------------------------------ */

/* A copy of the record that a call of this logger would make; the source lacks the logger's name. */
static struct pylog_record *make_from(pylog_logger *logger, const struct pylog_call *call,
                                      struct pylog__record_source *source) {
    struct pylog__thread *thread = pylog__thread();
    const pylog_logger *base = pylog__logger_of(logger);
    struct pylog__record record;
    struct pylog__scratch scratch;
    source->name = base->name;
    source->name_length = base->node.name_length;
    source->site = call ? call->site : NULL;
    pylog__call_begin(thread);
    pylog__section_enter(thread);
    pylog__record_init(&record, thread, source, &scratch);
    int result = pylog__complete_record(&record, logger, call);
    struct pylog_record *copy = result ? NULL : pylog_record_copy(&record.head);
    pylog__record_release(&record);
    pylog__section_leave(thread);
    pylog__call_end(thread);
    return copy;
}

struct pylog_record *pylog_logger_make_record_v(pylog_logger *logger, int level, const struct pylog_call *call,
                                                const char *fmt, va_list args) {
    const int error = errno;
    va_list copy;
    va_copy(copy, args);
    struct pylog__record_source source = {
        .level = level, .msg = fmt ? fmt : "(null)", .args = &copy, .error = error
    };
    struct pylog_record *record = make_from(logger, call, &source);
    va_end(copy);
    return record;
}

struct pylog_record *pylog_logger_make_record(pylog_logger *logger, int level, const struct pylog_call *call,
                                              const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    struct pylog_record *record = pylog_logger_make_record_v(logger, level, call, fmt, args);
    va_end(args);
    return record;
}

struct pylog_record *pylog_logger_make_record_text(pylog_logger *logger, int level,
                                                   const struct pylog_call *call, const char *text,
                                                   size_t length) {
    struct pylog__record_source source = { .level = level,
                                           .msg = text ? text : "(null)",
                                           .text_length = text ? length : sizeof "(null)" - 1,
                                           .error = errno };
    return make_from(logger, call, &source);
}
