/* What not every log call needs: keyword arguments and extra fields, the module's own handler, the last
 * resort. */
#include "call.h"

#include "../base/error.h"
#include "adapter.h"
#include "../handler/handler.h"
#include "../handler/tell.h"
#include <limits.h>

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
