/* What every handler that writes to a file tells of it. */
#include "../base/error.h"
#include "handler.h"

int pylog_file_handler_state(pylog_handler *handler, struct pylog_file_state *out) {
    if (!handler || !pylog_handler_operations(handler)->file_state)
        return pylog__fail_type("this is no file handler");
    if (pylog_handler_acquire_within(handler, 0))
        return -1;
    pylog_handler_operations(handler)->file_state(handler, out);
    pylog_handler_release(handler);
    return 0;
}
