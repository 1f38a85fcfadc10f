/* What programs learn of a logger and change in it, which few need. */
#include "../base/error.h"
#include "logger.h"
#include "reconfigure.h"
#include <stdio.h>

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
