/* Records as a log call would make them, for programs that handle them later. */
#include "call.h"
#include "../thread/unwinding.h"

#include "../base/error.h"

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
