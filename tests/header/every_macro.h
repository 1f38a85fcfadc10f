/* Every public macro in every shape and every public header, in text that is both C and C++. Compiled only:
 * see every_macro.sh. */
#ifndef PYLOG_TESTS_EVERY_MACRO_H
#define PYLOG_TESTS_EVERY_MACRO_H

#include <pylog.h>
#include <pylog/config.h>
#include <pylog/handlers.h>

struct point {
    int x, y;
};

PYLOG_MODULE_LOGGER(used, "app.used");
PYLOG_MODULE_LOGGER(unused, "app.unused");

int sum(struct point point);
void shapes(pylog_logger *log, int level, const char *text, struct point point);
void statements(pylog_logger *log, int value);
void with_keywords(pylog_logger *log, const struct pylog_call *call, const char *text);
void fields(pylog_logger *log, const char *text);
void wrapper(pylog_logger *log, const struct pylog_site *site, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void inlined(pylog_logger *log, int value);

/* Each call with a format only, with one argument, with many, and with NULL as logger. */
void shapes(pylog_logger *log, int level, const char *text, struct point point) {
    const void *nowhere = &point;
    pylog_debug(log, "format only");
    pylog_debug(log, "one %d", 1);
    pylog_debug(NULL, "many %d %s %c %5.2f %%", 1, text, 'c', 1.5);
    pylog_info(log, "format only");
    pylog_info(log, "one %s", text);
    pylog_info(NULL, "many %zu %lld %p", sizeof(int), 1LL, nowhere);
    pylog_warning(log, "format only");
    pylog_warning(log, "one %-10.3s|", text);
    pylog_warning(NULL, "many %*d %.*s", 5, 1, 2, text);
    pylog_error(log, "format only");
    pylog_error(log, "one %x", 255U);
    pylog_error(NULL, "many %d %d %d %d %d %d %d %d %d %d", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    pylog_critical(log, "format only");
    pylog_critical(log, "one %d", sum(point));
    pylog_critical(used(), "many %d, %d", point.x, point.y);
    pylog_log(log, PYLOG_INFO, "format only");
    pylog_log(log, level, "one %d", 1);
    pylog_log(NULL, level > 10 ? PYLOG_INFO : 5, "many %d %d", 1, 2);
    pylog_log(log, -7, "a negative level");
    pylog_log(log, sum(point), "a level from a function");
    pylog_log(log, ++level, "a level that is counted, once");
    pylog_exception(log, "format only");
    pylog_exception(log, "one %s", text);
    pylog_exception(NULL, "many %s %d", text, 2);
    pylog_show_warning("UserWarning", "format only");
    pylog_show_warning("DeprecationWarning", "use %s, not %s", text, "this");
    if (pylog_is_enabled_for(log, PYLOG_DEBUG))
        pylog_debug(log,
                    "adjacent "
                    "literals %d",
                    PYLOG_VERSION_NUMBER);
}

/* A call is one statement wherever a statement may stand. */
void statements(pylog_logger *log, int value) {
    if (value > 0)
        pylog_info(log, "above");
    else if (value < 0)
        pylog_exception(log, "below %d", value);
    else
        pylog_log(log, PYLOG_DEBUG, "zero");

    for (int i = 0; i < value; i++)
        pylog_debug(log, "%d", i);

    switch (value) {
    case 1:
        pylog_info(log, "one");
        break;
    case 2:
        pylog_warning(log, "two %d", value);
        break;
    default:
        pylog_error(log, "other");
    }

    do
        pylog_critical(log, "once");
    while (value-- > 100);

    if (value) {
        pylog_info(log, "pylog__logger, pylog__level and pylog__site are names of the macro's own");
        if (value > 1) {
            pylog_info(log, "in a block of a block");
        }
    }
}

void with_keywords(pylog_logger *log, const struct pylog_call *call, const char *text) {
    pylog_log_with(log, PYLOG_INFO, call, "format only");
    pylog_log_with(log, PYLOG_INFO, call, "one %d", 1);
    pylog_log_with(NULL, PYLOG_INFO, NULL, "many %s %s", text, text);
}

void fields(pylog_logger *log, const char *text) {
    const struct pylog_field *list =
        PYLOG_FIELDS(pylog_field_none("nothing"), pylog_field_bool("yes", true), pylog_field_int("port", -22),
                     pylog_field_uint("size", 22), pylog_field_float("load", 0.5), pylog_field_str("user", text));
    const struct pylog_field *one = PYLOG_FIELDS(pylog_field_str("user", text));
    struct pylog_call call;
    call.exc_info = NULL;
    call.extra = list ? list : one;
    call.site = PYLOG_HERE;
    call.stack_info = false;
    pylog_log_with(log, PYLOG_INFO, &call, "with fields of %s", text);
}

/* A program's own log function: what it is given is a run-time format. */
void wrapper(pylog_logger *log, const struct pylog_site *site, const char *fmt, ...) {
    struct pylog_call call;
    va_list args;
    call.exc_info = NULL;
    call.extra = NULL;
    call.site = site;
    call.stack_info = true;
    va_start(args, fmt);
    pylog_vlog(log, PYLOG_INFO, &call, fmt, args);
    va_end(args);
    pylog_log_text(log, PYLOG_INFO, &call, "text", 4);
}

/* Neither C nor C++ lets an inline function define a static that another file would not share; the call
 * site is one all the same. */
inline void inlined(pylog_logger *log, int value) {
    pylog_info(log, "inline");
    pylog_info(log, "inline %d", value);
    pylog_exception(log, "inline %d", value);
    wrapper(log, PYLOG_HERE, "inline %d", value);
}

/* Formats known at run time only, which -Wformat=2 asks about. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
static inline void run_time_formats(pylog_logger *log, const char *variable, const char *(*function)(int)) {
    static const char constant[] = "constant %d";
    pylog_info(log, variable);
    pylog_info(log, variable, 1);
    pylog_info(log, function(1), 1, 2);
    pylog_info(log, variable ? "this %d" : "that %d", 1);
    pylog_info(log, constant, 1);
    pylog_exception(log, variable, 1);
    pylog_log(log, PYLOG_INFO, function(2), 1);
    pylog_log_with(log, PYLOG_INFO, NULL, variable, 1);
    pylog_show_warning("UserWarning", variable, 1);
}
#pragma GCC diagnostic pop

#endif
