/* Loggers: what almost every program does with them (the rest is in logger_access.c and logger_handlers.c).
 *
 * Locks. The tree's lock is a leaf: it guards the tree, the lists of handlers and threads and what is
 * retired; under it nothing else is locked, nothing waits and no code of the program runs. Before it comes a
 * handler's own lock, held while the handler is at work; a handler may call other handlers, downwards only. A
 * log call itself takes no lock until it comes to a handler: what it reads on the way are snapshots
 * (thread.h). */
#include "logger.h"

#include "../base/error.h"

pylog_logger *pylog__logger_of(const pylog_logger *logger) {
    const pylog_logger *base = logger ? logger : &pylog__root;
    while (base->adapter.logger)
        base = base->adapter.logger;
    return (pylog_logger *)(uintptr_t)base;
}

/* ---- Getting loggers ------------------------------------------------------------------------- */

pylog_logger *pylog_get_logger(const char *name) {
    if (!name || !*name || strcmp(name, "root") == 0)
        return &pylog__root;
    pylog_logger *logger = pylog__tree_get(name);
    if (logger)
        return logger;
    pylog__fail_memory();
    return &pylog__root;
}

/* The root, which is what there is without memory, is looked up again: it may be another time's answer. */
pylog_logger *pylog__module_logger(pylog_logger **found, const char *name) {
    pylog_logger *logger = __atomic_load_n(found, __ATOMIC_ACQUIRE);
    if (logger)
        return logger;
    logger = pylog_get_logger(name);
    if (logger != &pylog__root)
        __atomic_store_n(found, logger, __ATOMIC_RELEASE);
    return logger;
}

/* ---- Their levels and handlers --------------------------------------------------------------- */

void pylog_logger_set_level(pylog_logger *logger, int level) {
    pylog_logger *base = pylog__logger_of(logger);
    pylog__tree_lock();
    atomic_store_explicit(&base->level, level, memory_order_relaxed);
    pylog__tree_refresh(base);
    pylog__tree_unlock();
}

int pylog_logger_level(const pylog_logger *logger) {
    return atomic_load_explicit(&pylog__logger_of(logger)->level, memory_order_relaxed);
}

size_t pylog_logger_handlers(const pylog_logger *logger, pylog_handler **out, size_t capacity) {
    const pylog_logger *base = pylog__logger_of(logger);
    pylog__tree_lock();
    size_t count = base->node.handler_count;
    for (size_t i = 0; i < count && i < capacity; i++)
        out[i] = pylog_handler_ref(base->node.handlers[i]);
    pylog__tree_unlock();
    return count;
}
