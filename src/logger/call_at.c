/* Log calls at any level, and what all but the usual ones are made of. */
#include "call_record.h"
#include "call_packed.h"
#include "../thread/unwinding.h"

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
