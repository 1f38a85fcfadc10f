/* What C has besides: compound literals, with their commas, as arguments of the macros. */
#include "every_macro.h"

extern inline void inlined(pylog_logger *log, int value);

int sum(struct point point) {
    return point.x + point.y;
}

void only_in_c(pylog_logger *log, const char *text, const char *(*pick)(int));
void only_in_c(pylog_logger *log, const char *text, const char *(*pick)(int)) {
    pylog_info(log, "sum %d", sum((struct point){ 1, 2 }));
    pylog_info(log, "sums %d %d", sum((struct point){ .x = 1, .y = 2 }), (int[]){ 3, 4 }[1]);
    pylog_exception(log, "sum %d", sum((struct point){ 1, 2 }));
    pylog_log_with(log, PYLOG_INFO, &(struct pylog_call){ .stack_info = true }, "format only");
    pylog_log_with(
        log, PYLOG_ERROR,
        &(struct pylog_call){ .exc_info = &(struct pylog_exc_info){ "ValueError", text, NULL },
                              .extra = PYLOG_FIELDS(pylog_field_str("user", text), pylog_field_int("port", 22)),
                              .site = PYLOG_HERE },
        "many %d, %s", 1, text);
    pylog_log_with(log, PYLOG_INFO, &(struct pylog_call){ .extra = PYLOG_FIELDS(pylog_field_none("n")) }, "%s",
                   text);
    if (text)
        pylog_log_with(log, PYLOG_INFO, &(struct pylog_call){ .site = PYLOG_HERE }, "in an if");
    else
        pylog_log_with(log, PYLOG_INFO, NULL, "else");
    run_time_formats(log, text, pick);
    inlined(log, 1);
}
