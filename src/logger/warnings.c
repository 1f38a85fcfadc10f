/* Warnings, to stderr or to the logger `py.warnings`: Python's captureWarnings. */
#include "logger.h"

#include "../base/error.h"
#include "../message/printf.h"
#include "../handler/tell.h"
#include <stdio.h>

static atomic_bool warnings_captured;

void pylog_capture_warnings(bool capture) {
    atomic_store_explicit(&warnings_captured, capture, memory_order_relaxed);
}

/* As in Python: the logger has a handler, so that the last resort does not print. */
static pylog_logger *warnings_logger(void) {
    pylog_logger *logger = pylog_get_logger("py.warnings");
    if (pylog_logger_handlers(logger, NULL, 0))
        return logger;
    pylog_handler *handler = pylog_null_handler_new();
    if (handler)
        pylog_logger_add_handler(logger, handler);
    pylog_handler_unref(handler);
    return logger;
}

static void show_on_stderr(const struct pylog_site *site, const char *text, size_t length) {
    if (!atomic_load_explicit(&warnings_captured, memory_order_relaxed)) {
        pylog__tell(text, length);
        return;
    }
    struct pylog_call call = { .site = site };
    pylog_log_text(warnings_logger(), PYLOG_WARNING, &call, text, length);
}

void pylog__show_warning(const struct pylog_site *site, const char *category, const char *fmt, ...) {
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__error kept = pylog__error_take();
    struct pylog__thread *thread = pylog__thread();
    struct pylog__scratch text;
    char line[16];
    va_list args;
    pylog__scratch_begin(thread, &text);
    pylog__put_string(&text.buffer, site->pathname ? site->pathname : "None");
    snprintf(line, sizeof line, ":%d: ", site->lineno);
    pylog__put_string(&text.buffer, line);
    pylog__put_string(&text.buffer, category ? category : "UserWarning");
    pylog__put_string(&text.buffer, ": ");
    va_start(args, fmt);
    if (pylog__format_message(&text.buffer, fmt, args, saved.error))
        pylog__put_string(&text.buffer, fmt);
    va_end(args);
    pylog__finish_text(&text.buffer, "\n", 1);
    show_on_stderr(site, text.buffer.data, text.buffer.length);
    pylog__scratch_end(thread, &text);
    pylog__error_restore(kept);
    pylog__port_restore_error(saved);
}
