/* The root's handlers, replaced in one step. */
#include "../base/error.h"
#include "../base/memory.h"
#include "../formatter/formatter.h"
#include "../handler/handler.h"
#include "logger.h"
#include "reconfigure.h"

static bool is_among(pylog_handler *const *handlers, size_t count, const pylog_handler *handler) {
    for (size_t i = 0; i < count; i++)
        if (handlers[i] == handler)
            return true;
    return false;
}

/* Each of them once, as addHandler does it. */
pylog_handler **pylog__handlers_copy(pylog_handler *const *handlers, size_t given, size_t *count) {
    pylog_handler **copy = pylog__allocate((given + 1) * sizeof *copy);
    *count = 0;
    for (size_t i = 0; copy && i < given; i++)
        if (!is_among(copy, *count, handlers[i]))
            copy[(*count)++] = pylog_handler_ref(handlers[i]);
    return copy;
}

/* All or nothing; the former ones are then in what is to be closed. */
static bool replace_root_handlers(struct pylog__logger_next *change, pylog_handler *const *writers,
                                  size_t count, pylog_formatter *formatter, struct pylog__closing **closing) {
    *closing = pylog__closing_new(pylog__root.node.handler_count);
    struct pylog__setup **setups = *closing ? pylog__setups_prepare(writers, count, formatter) : NULL;
    if (!setups || !pylog__tree_change(&pylog__root, change)) {
        pylog__setups_discard(setups, count);
        return false;
    }
    pylog__setups_publish(setups, writers, count);
    for (size_t i = 0; i < change->handler_count; i++)
        (*closing)->handlers[(*closing)->count++] = pylog_handler_ref(change->handlers[i]);
    return true;
}

static size_t count_until_null(pylog_handler *const *handlers) {
    size_t count = 0;
    while (handlers[count])
        count++;
    return count;
}

int pylog__root_set_handlers(pylog_handler *const *handlers, pylog_handler *const *writers,
                             pylog_formatter *formatter, bool only_if_none) {
    struct pylog__logger_next change = { .logger = &pylog__root, .set = PYLOG__SET_HANDLERS };
    struct pylog__closing *closing = NULL;
    size_t count = 0;
    pylog_handler **unique = pylog__handlers_copy(writers, count_until_null(writers), &count);
    change.handlers = pylog__handlers_copy(handlers, count_until_null(handlers), &change.handler_count);
    pylog__tree_lock();
    bool refused = only_if_none && pylog__root.node.handler_count;
    bool done = !refused && unique && change.handlers &&
                replace_root_handlers(&change, unique, count, formatter, &closing);
    pylog__tree_unlock();
    pylog__close_unseen(closing);
    pylog__release_handlers(change.handlers, change.handler_count);
    pylog__release_handlers(unique, count);
    if (refused)
        return 1;
    return done ? 0 : pylog__fail_memory();
}
