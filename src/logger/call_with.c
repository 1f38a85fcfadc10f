/* Log calls that few programs make: with keyword arguments, of errors, and as functions. */
#include "call.h"
#include "../thread/unwinding.h"

#include "../base/error.h"
#include <stdio.h>

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
