/* What a handler does with a record, one step at a time, and what it does with its lock held: programs that make
 * handlers of their own use it. */
#include "handler.h"

#include "../thread/unwinding.h"

bool pylog_handler_handle(pylog_handler *handler, struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    pylog__section_enter(thread);
    bool passed = pylog__handler_handle(handler, pylog__record(record));
    pylog__section_leave(thread);
    pylog__call_end(thread);
    return passed;
}

bool pylog_handler_filter(pylog_handler *handler, struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    pylog__section_enter(thread);
    bool passed = pylog__filters_pass(&handler->filters, record);
    pylog__section_leave(thread);
    pylog__call_end(thread);
    return passed;
}

int pylog_handler_emit(pylog_handler *handler, const struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    pylog__section_enter(thread);
    int result = pylog__handler_emit(handler, thread, record);
    pylog__section_leave(thread);
    pylog__call_end(thread);
    return result;
}

int pylog_handler_format(pylog_handler *handler, const struct pylog_record *record, pylog_buffer *out) {
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    pylog__section_enter(thread);
    int result = pylog_formatter_format(pylog__snapshot(&handler->setup)->formatter, record, out);
    pylog__section_leave(thread);
    pylog__call_end(thread);
    return result;
}

/* ---- The text -------------------------------------------------------------------------------------------------- */

int pylog_handler_set_format(pylog_handler *handler, const char *fmt, const char *datefmt) {
    struct pylog_formatter_options options = { .datefmt = datefmt };
    pylog_formatter *formatter = pylog_formatter_new(fmt, &options);
    if (!formatter)
        return -1;
    int result = pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    return result;
}

int pylog_handler_set_encoding(pylog_handler *handler, const char *encoding, const char *errors) {
    struct pylog__codec codec;
    if (pylog__codec_find(encoding, errors, &codec))
        return -1;
    return pylog__handler_set_codec(handler, &codec);
}
