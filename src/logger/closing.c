/* Closing the handlers that were replaced, once no log call can see them any more. */
#include "../base/error.h"
#include "../base/memory.h"
#include "../handler/handler.h"
#include "../thread/unwinding.h"
#include "reconfigure.h"

static const int64_t longest_closing = INT64_C(10000000000);

static bool is_in_use(const pylog_handler *handler) {
    pylog__tree_lock();
    bool in_use = handler->loggers != 0;
    pylog__tree_unlock();
    return in_use;
}

/* Python closes them all; what a logger still has would have to open again for the next record. */
static void close_or_flush(pylog_handler *handler) {
    if ((handler->ops->flags & PYLOG_HANDLER_REOPENS) || !is_in_use(handler))
        pylog__handler_shut_down(handler);
    else if (!(handler->ops->flags & PYLOG_HANDLER_NO_FLUSH_ON_CLOSE))
        pylog_handler_flush(handler);
}

/* What a handler of the program's does not return from is not called again. The last reference closes the others. */
static void give_back_closing(void *data) {
    struct pylog__closing *closing = data;
    pylog__thread()->lock_free--;
    for (size_t i = 0; i < closing->count; i++)
        pylog_handler_unref(closing->handlers[i]);
    pylog__free(closing);
}

/* What goes wrong is not the caller's error. */
static __attribute__((noinline)) void close_all(struct pylog__retired *self) {
    struct pylog__closing *closing = (struct pylog__closing *)self;
    struct pylog__thread *thread = pylog__thread();
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__error kept = pylog__error_take();
    pylog__call_begin(thread);
    unsigned hold = pylog__hold_no_lock(thread, closing, give_back_closing);
    for (size_t i = 0; i < closing->count; i++) {
        pylog_handler *handler = closing->handlers[i];
        close_or_flush(handler);
        closing->handlers[i] = NULL;
        pylog_handler_unref(handler);
    }
    pylog__unhold_no_lock(thread, hold, closing);
    pylog__free(closing);
    pylog__call_end(thread);
    pylog__error_restore(kept);
    pylog__port_restore_error(saved);
}

struct pylog__closing *pylog__closing_new(size_t capacity) {
    struct pylog__closing *closing = pylog__allocate(sizeof *closing + capacity * sizeof *closing->handlers);
    if (closing)
        *closing = (struct pylog__closing){ .retired.release = close_all };
    return closing;
}

void pylog__close_unseen(struct pylog__closing *closing) {
    if (!closing)
        return;
    bool within = pylog__thread()->sections != 0;
    if (!closing->count || (!within && pylog__synchronize(pylog__port_monotonic() + longest_closing))) {
        close_all(&closing->retired);
        return;
    }
    pylog__tree_lock();
    pylog__retire(&closing->retired);
    pylog__tree_unlock();
}
