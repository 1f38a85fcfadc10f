/* What every handler that writes to a file tells of it. */
#include "../base/error.h"
#include "handler.h"

static int ask_for_state(pylog_handler *handler, void *out) {
    pylog_handler_operations(handler)->file_state(handler, out);
    return 0;
}

int pylog_file_handler_state(pylog_handler *handler, struct pylog_file_state *out) {
    if (!handler || !pylog_handler_operations(handler)->file_state)
        return pylog__fail_type("this is no file handler");
    return pylog_handler_call_locked(handler, ask_for_state, out);
}
