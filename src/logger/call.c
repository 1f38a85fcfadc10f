/* Log calls at a level of their own: from the macro's arguments to a queue, or to a record on its way. */
#include "../thread/unwinding.h"
#include "call_packed.h"
#include "call_record.h"

PYLOG__ALWAYS_INLINE void log_plainly(pylog_logger *logger, int level, struct pylog__call_site *site,
                                      const char *fmt, va_list *args) {
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__thread *thread = pylog__thread();
    if (!logger && !pylog__prepare_module(level)) {
        pylog__port_restore_error(saved);
        return;
    }
    const pylog_logger *base = logger ? logger : &pylog__root;
    pylog__call_begin(thread);
    pylog__section_enter(thread);
    bool fast = pylog__has_fast_path(base, level, thread);
    pylog__port_restore_error(saved);
    if (!fast || !pylog__put_call(thread->producer, base, level, site, *args)) {
        struct pylog__record_source source;
        source.level = level;
        source.site = &site->site;
        source.place = site;
        source.created_ns = 0;
        source.text_length = 0;
        source.args = args;
        source.error = saved.error;
        pylog__take_format(&source, site, fmt);
        pylog__log_source_inline(logger, thread, &source, NULL, pylog__dispatch_inline);
        pylog__port_restore_error(saved);
    }
    pylog__section_leave(thread);
    pylog__log_call_end(thread);
}

/* The argument list is begun anew, if the queue has used it up in vain. */
PYLOG__HOT void pylog__log(pylog_logger *logger, struct pylog__call_site *site, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    bool put = pylog__put_call_fast(logger, site->level, site, args);
    va_end(args);
    if (put)
        return;
    va_start(args, fmt);
    log_plainly(logger, site->level, site, fmt, &args);
    va_end(args);
}
