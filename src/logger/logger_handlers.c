/* A logger's handlers and filters, one at a time. */
#include "../base/error.h"
#include "../base/memory.h"
#include "../handler/handler.h"
#include "logger.h"
#include "reconfigure.h"

static size_t find_handler(const pylog_logger *logger, const pylog_handler *handler) {
    size_t i = 0;
    while (i < logger->node.handler_count && logger->node.handlers[i] != handler)
        i++;
    return i;
}

/* The logger's handlers without the one at `without` (if there is one), with `added` (unless NULL). */
static pylog_handler **copy_handlers(const pylog_logger *logger, size_t without, pylog_handler *added,
                                     size_t *count) {
    const struct pylog__node *node = &logger->node;
    pylog_handler **copy = pylog__allocate((node->handler_count + 1) * sizeof *copy);
    *count = 0;
    if (!copy)
        return NULL;
    for (size_t i = 0; i < node->handler_count; i++)
        if (i != without)
            copy[(*count)++] = pylog_handler_ref(node->handlers[i]);
    if (added)
        copy[(*count)++] = pylog_handler_ref(added);
    return copy;
}

static int change_handlers(pylog_logger *logger, pylog_handler *handler, bool add) {
    struct pylog__logger_next change = { .logger = logger, .set = PYLOG__SET_HANDLERS };
    bool done = true;
    if (!handler)
        return pylog__fail_type("a handler is needed, not NULL");
    pylog__tree_lock();
    size_t at = find_handler(logger, handler);
    if (add == (at == logger->node.handler_count)) {
        change.handlers = copy_handlers(logger, at, add ? handler : NULL, &change.handler_count);
        done = change.handlers && pylog__tree_change(logger, &change);
    }
    pylog__tree_unlock();
    pylog__release_handlers(change.handlers, change.handler_count);
    return done ? 0 : pylog__fail_memory();
}

int pylog_logger_add_handler(pylog_logger *logger, pylog_handler *handler) {
    return change_handlers(pylog__logger_of(logger), handler, true);
}

int pylog_logger_remove_handler(pylog_logger *logger, pylog_handler *handler) {
    return change_handlers(pylog__logger_of(logger), handler, false);
}

int pylog_logger_clear_handlers(pylog_logger *logger) {
    struct pylog__logger_next change = { .logger = pylog__logger_of(logger), .set = PYLOG__SET_HANDLERS };
    pylog__tree_lock();
    bool done = !change.logger->node.handler_count || pylog__tree_change(change.logger, &change);
    pylog__tree_unlock();
    pylog__release_handlers(change.handlers, change.handler_count);
    return done ? 0 : pylog__fail_memory();
}

bool pylog_logger_has_handlers(const pylog_logger *logger) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    bool any = pylog__snapshot(&pylog__logger_of(logger)->route)->count != 0;
    pylog__section_leave(thread);
    return any;
}

int pylog_logger_add_filter(pylog_logger *logger, pylog_filter *filter) {
    return pylog__filters_add(&pylog__logger_of(logger)->filters, filter);
}

int pylog_logger_remove_filter(pylog_logger *logger, pylog_filter *filter) {
    return pylog__filters_remove(&pylog__logger_of(logger)->filters, filter);
}

bool pylog_logger_filter(pylog_logger *logger, struct pylog_record *record) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    bool passed = pylog__filters_pass(&pylog__logger_of(logger)->filters, record);
    pylog__section_leave(thread);
    return passed;
}
