/* All handlers, Python's _handlerList: visiting them, and opening their files again. */
#include "../base/error.h"
#include "handler.h"
#include "../thread/unwinding.h"

struct handler_visit {
    int (*visit)(pylog_handler *handler, void *data);
    void *data;
    int result;
};

/* The rest of the list is passed over. */
static void visit_one(pylog_handler *handler, void *data) {
    struct handler_visit *visit = data;
    if (!visit->result)
        visit->result = visit->visit(handler, visit->data);
}

int pylog_visit_handlers(int (*visit)(pylog_handler *handler, void *data), void *data) {
    struct handler_visit wanted = { visit, data, 0 };
    if (!visit)
        return pylog__fail_type("a function to be called is needed, not NULL");
    pylog__handlers_visit(visit_one, &wanted);
    return wanted.result;
}

/* ---- Opening all files again ------------------------------------------------------------------- */

struct reopening {
    int64_t deadline;          /* of all waits together, on the monotonic clock */
    struct pylog__error first; /* of the handlers that failed */
    int error;                 /* its errno value; 0: none has failed */
};

static bool has_open_file(pylog_handler *handler) {
    struct pylog_file_state state = { .open = true };
    if (handler->ops->file_state)
        handler->ops->file_state(handler, &state);
    return state.open;
}

/* 0, or -1 with errno. */
static int reopen_before(pylog_handler *handler, int64_t deadline) {
    const double left = (double)(deadline - pylog__port_monotonic()) / 1e9;
    int result = 0;
    if (pylog_handler_acquire_within(handler, left > 0.1 ? left : 0.1))
        return -1;
    if (has_open_file(handler)) {
        result = handler->ops->reopen(handler);
        if (!result)
            pylog_handler_count_reconnect(handler);
    }
    pylog_handler_release(handler);
    return result;
}

static void keep_first_error(struct reopening *reopening, int error) {
    if (reopening->error)
        return;
    if (!*pylog__error_text())
        pylog__fail_os(error, NULL);
    reopening->error = error ? error : EIO;
    reopening->first = pylog__error_take();
}

static void reopen_one(pylog_handler *handler, void *data) {
    struct reopening *reopening = data;
    struct pylog__thread *thread = pylog__thread();
    if (!handler->ops->reopen)
        return;
    pylog__error_clear();
    pylog__call_begin(thread);
    if (reopen_before(handler, reopening->deadline))
        keep_first_error(reopening, errno);
    pylog__call_end(thread);
}

int pylog_reopen_all(void) {
    struct reopening reopening = { .deadline = pylog__port_monotonic() + INT64_C(10000000000) };
    struct pylog__error before = pylog__error_take();
    pylog__handlers_visit(reopen_one, &reopening);
    pylog__error_replace(before);
    if (!reopening.error)
        return 0;
    pylog__error_replace(reopening.first);
    errno = reopening.error;
    return -1;
}
