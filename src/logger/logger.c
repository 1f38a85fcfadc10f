/* Loggers, one at a time: what programs set in them and ask of them. */
#include "logger.h"
#include "reconfigure.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../handler/handler.h"
#include <pylog.h>
#include <stdio.h>

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

/* ---- What programs ask and set --------------------------------------------------------------------------------- */

/* ---- Its place in the tree ------------------------------------------------------------------- */

pylog_logger *pylog_logger_get_child(pylog_logger *logger, const char *suffix) {
    const pylog_logger *base = pylog__logger_of(logger);
    char storage[256];
    struct pylog_buffer name;
    pylog__buffer_init(&name, storage, sizeof storage);
    if (base != &pylog__root) {
        pylog__put_string(&name, base->name);
        pylog__put_char(&name, '.');
    }
    pylog__put_string(&name, suffix ? suffix : "");
    pylog_logger *child = name.failed ? NULL : pylog__tree_get(pylog__buffer_text(&name));
    pylog__buffer_release(&name);
    if (child)
        return child;
    pylog__fail_memory();
    return &pylog__root;
}

/* Python's level of a logger in the hierarchy. */
static size_t depth_of(const pylog_logger *logger) {
    size_t depth = 0;
    if (logger == &pylog__root)
        return 0;
    for (const char *at = logger->name; at; depth++) {
        at = strchr(at, '.');
        at = at ? at + 1 : NULL;
    }
    return depth;
}

size_t pylog_logger_get_children(const pylog_logger *logger, pylog_logger **out, size_t capacity) {
    pylog_logger *base = pylog__logger_of(logger);
    size_t count = 0, depth = depth_of(base) + 1;
    pylog__tree_lock();
    for (pylog_logger *node = base; node; node = pylog__tree_next(node, base)) {
        if (!node->node.exists || pylog__tree_parent(node) != base || depth_of(node) != depth)
            continue;
        if (count < capacity)
            out[count] = node;
        count++;
    }
    pylog__tree_unlock();
    return count;
}

const char *pylog_logger_name(const pylog_logger *logger) {
    return pylog__logger_of(logger)->name;
}

pylog_logger *pylog_logger_parent(const pylog_logger *logger) {
    pylog__tree_lock();
    pylog_logger *parent = pylog__tree_parent(pylog__logger_of(logger));
    pylog__tree_unlock();
    return parent;
}

size_t pylog_logger_repr(const pylog_logger *logger, char *buffer, size_t size) {
    const char *class = !logger || logger == &pylog__root ? "RootLogger"
                        : logger->adapter.logger          ? "LoggerAdapter"
                                                          : "Logger";
    int length = snprintf(buffer, size, "<%s %s (%s)>", class, pylog_logger_name(logger),
                          pylog_get_level_name(pylog_logger_get_effective_level(logger)));
    return length < 0 ? 0 : (size_t)length;
}

void *pylog_logger_data(const pylog_logger *logger) {
    return atomic_load_explicit(&pylog__logger_of(logger)->data, memory_order_acquire);
}

void pylog_logger_set_data(pylog_logger *logger, void *data) {
    atomic_store_explicit(&pylog__logger_of(logger)->data, data, memory_order_release);
}

/* ---- Switches -------------------------------------------------------------------------------- */

int pylog_logger_get_effective_level(const pylog_logger *logger) {
    pylog__tree_lock();
    int level = pylog__logger_of(logger)->node.effective_level;
    pylog__tree_unlock();
    return level;
}

bool pylog_logger_propagate(const pylog_logger *logger) {
    return atomic_load_explicit(&pylog__logger_of(logger)->propagate, memory_order_relaxed);
}

int pylog_logger_set_propagate(pylog_logger *logger, bool propagate) {
    pylog_logger *base = pylog__logger_of(logger);
    struct pylog__logger_next change = { .logger = base,
                                         .set = PYLOG__SET_PROPAGATE,
                                         .propagate = propagate };
    pylog__tree_lock();
    bool done = pylog__tree_change(base, &change);
    pylog__tree_unlock();
    return done ? 0 : pylog__fail_memory();
}

bool pylog_logger_disabled(const pylog_logger *logger) {
    return atomic_load_explicit(&pylog__logger_of(logger)->disabled, memory_order_relaxed);
}

void pylog_logger_set_disabled(pylog_logger *logger, bool disabled) {
    pylog_logger *base = pylog__logger_of(logger);
    pylog__tree_lock();
    atomic_store_explicit(&base->disabled, disabled, memory_order_relaxed);
    pylog__tree_refresh(base);
    pylog__tree_unlock();
}

/* ---- Handlers -------------------------------------------------------------------------------------------------- */

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

/* ---- Filters --------------------------------------------------------------------------------------------------- */

size_t pylog_logger_filters(const pylog_logger *logger, pylog_filter **out, size_t capacity) {
    return pylog__filters_copy(&pylog__logger_of(logger)->filters, out, capacity);
}

size_t pylog_handler_filters(const pylog_handler *handler, pylog_filter **out, size_t capacity) {
    pylog_handler *owner = (pylog_handler *)(uintptr_t)handler;
    return pylog__filters_copy(&owner->filters, out, capacity);
}

/* ---- Inline functions of the public headers -------------------------------------------------------------------- */

extern inline int pylog__suppressed(const pylog_logger *logger);
extern inline bool pylog__may_log(const pylog_logger *logger, int level);
extern inline bool pylog_is_enabled_for(pylog_logger *logger, int level);
