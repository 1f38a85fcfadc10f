/* A handler that drops everything: Python's NullHandler. */
#include <pylog.h>

static int null_emit(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    return 0;
}

static const struct pylog_handler_ops null_ops = {
    .name = "NullHandler",
    .flags = PYLOG_HANDLER_SHARED_WRITE | PYLOG_HANDLER_NO_FILTERS,
    .emit = null_emit,
};

pylog_handler *pylog_null_handler_new(void) {
    return pylog_handler_new(&null_ops, NULL);
}
