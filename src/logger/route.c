/* What follows from a logger's place in the tree: who is next to it, the levels that it suppresses, and the handlers
 * that it reaches. All of this file is done with the tree's lock held, but for pylog_disable and its getter. */
#include "../handler/handler.h"
#include "logger.h"

#include "../base/memory.h"
#include <limits.h>

struct pylog__route pylog__no_route;

pylog_logger pylog__root = {
    .suppressed = PYLOG_WARNING - 1,
    .level = PYLOG_WARNING,
    .propagate = true,
    .name = "root",
    .route = &pylog__no_route,
    .fast_path = PYLOG__NO_FAST_PATH,
    .node = { .name_length = 4, .exists = true, .effective_level = PYLOG_WARNING },
};

int pylog__module_suppressed = INT_MIN;

static int disabled_level = PYLOG_NOTSET; /* Python's manager.disable */

/* ---- Walking --------------------------------------------------------------------------------- */

pylog_logger *pylog__tree_next(pylog_logger *node, const pylog_logger *top) {
    if (node->node.first_child)
        return node->node.first_child;
    while (node != top && !node->node.next_sibling)
        node = node->node.up;
    return node == top ? NULL : node->node.next_sibling;
}

pylog_logger *pylog__tree_parent(const pylog_logger *node) {
    pylog_logger *up = node->node.up;
    while (up && !up->node.exists)
        up = up->node.up;
    return up;
}

/* ---- Levels ---------------------------------------------------------------------------------- */

/* The highest level that does not pass. */
static int suppressed_level(const pylog_logger *logger) {
    int effective = logger->node.effective_level;
    int below = effective == INT_MIN ? INT_MIN : effective - 1;
    if (atomic_load_explicit(&logger->disabled, memory_order_relaxed))
        return INT_MAX;
    return below > disabled_level ? below : disabled_level;
}

static void update_module_level(void) {
    int suppressed = pylog__root.node.handler_count
                         ? atomic_load_explicit(&pylog__root.suppressed, memory_order_relaxed)
                         : INT_MIN;
    __atomic_store_n(&pylog__module_suppressed, suppressed, __ATOMIC_RELAXED);
}

static void refresh_level(pylog_logger *node) {
    int own = atomic_load_explicit(&node->level, memory_order_relaxed);
    node->node.effective_level = own || !node->node.up ? own : node->node.up->node.effective_level;
    int suppressed = suppressed_level(node);
    atomic_store_explicit(&node->suppressed, suppressed, memory_order_relaxed);
    for (pylog_logger *adapter = node->node.adapters; adapter; adapter = adapter->adapter.next)
        atomic_store_explicit(&adapter->suppressed, suppressed, memory_order_relaxed);
}

/* ---- Fast paths ------------------------------------------------------------------------------ */

static void refresh_all(void) {
    pylog__tree_refresh(&pylog__root);
}

/* There is one if the logger reaches a queue's handler and nothing else, and has no filters. */
static void refresh_fast_path(pylog_logger *node) {
    const struct pylog__route *route = atomic_load_explicit(&node->route, memory_order_relaxed);
    uint64_t path = PYLOG__NO_FAST_PATH;
    if (route->count == 1 && !atomic_load_explicit(&node->filters, memory_order_relaxed))
        path = pylog__handler_fast_path(route->handlers[0]);
    if (route->count == 1 && route->handlers[0]->queue)
        pylog__fast_paths_changed = refresh_all;
    pylog__publish(&node->fast_path, path);
}

void pylog__tree_refresh(pylog_logger *top) {
    for (pylog_logger *node = top; node; node = pylog__tree_next(node, top)) {
        refresh_level(node);
        refresh_fast_path(node);
    }
    update_module_level();
}

void pylog_disable(int level) {
    pylog__tree_lock();
    disabled_level = level;
    pylog__tree_refresh(&pylog__root);
    pylog__tree_unlock();
}

int pylog_manager_disable(void) {
    pylog__tree_lock();
    const int level = disabled_level;
    pylog__tree_unlock();
    return level;
}

/* ---- What a logger is to have ------------------------------------------------------------------ */

static bool is_set(const pylog_logger *node, unsigned what) {
    return node->node.change && (node->node.change->set & what);
}

static bool next_propagate(const pylog_logger *node) {
    return is_set(node, PYLOG__SET_PROPAGATE) ? node->node.change->propagate
                                              : atomic_load_explicit(&node->propagate, memory_order_relaxed);
}

static size_t next_count(const pylog_logger *node) {
    return is_set(node, PYLOG__SET_HANDLERS) ? node->node.change->handler_count : node->node.handler_count;
}

static pylog_handler **next_handlers(const pylog_logger *node) {
    return is_set(node, PYLOG__SET_HANDLERS) ? node->node.change->handlers : node->node.handlers;
}

/* ---- Routes ---------------------------------------------------------------------------------- */

static void release_route(struct pylog__retired *self) {
    struct pylog__route *route = (struct pylog__route *)self;
    for (size_t i = 0; i < route->count; i++)
        pylog_handler_unref(route->handlers[i]);
    pylog__free(route);
}

static struct pylog__route *make_route(pylog_handler **own, size_t own_count,
                                       const struct pylog__route *further) {
    size_t count = own_count + further->count;
    struct pylog__route *route = pylog__allocate(sizeof *route + count * sizeof *route->handlers);
    if (!route)
        return NULL;
    *route = (struct pylog__route){ .retired.release = release_route, .count = count };
    for (size_t i = 0; i < count; i++)
        route->handlers[i] = pylog_handler_ref(i < own_count ? own[i] : further->handlers[i - own_count]);
    return route;
}

static struct pylog__route *current_route(const pylog_logger *node) {
    return atomic_load_explicit(&node->route, memory_order_relaxed);
}

/* The route that the node shall have; its parent's is pending as well, or stays as it is. */
static struct pylog__route *next_route(const pylog_logger *node) {
    const pylog_logger *up = node->node.up;
    struct pylog__route *further = &pylog__no_route;
    if (up && next_propagate(node))
        further = up->node.pending ? up->node.pending : current_route(up);
    return next_count(node) ? make_route(next_handlers(node), next_count(node), further) : further;
}

/* The references given up here are not the last ones: the tree and the caller have theirs. */
static void drop_pending(pylog_logger *node) {
    if (node->node.pending && next_count(node))
        release_route(&node->node.pending->retired);
    node->node.pending = NULL;
}

static void publish_route(pylog_logger *node) {
    struct pylog__route *before = current_route(node);
    bool owned = node->node.owns_route;
    pylog__publish(&node->route, node->node.pending);
    node->node.owns_route = next_count(node) != 0;
    node->node.pending = NULL;
    pylog__retire(owned ? &before->retired : NULL);
}

/* ---- Changing -------------------------------------------------------------------------------- */

static void count_loggers(pylog_handler *const *handlers, size_t count, size_t step) {
    for (size_t i = 0; i < count; i++)
        handlers[i]->loggers += step;
}

static void swap_handlers(pylog_logger *node, struct pylog__logger_next *change) {
    pylog_handler **handlers = change->handlers;
    size_t count = change->handler_count;
    change->handlers = node->node.handlers;
    change->handler_count = node->node.handler_count;
    node->node.handlers = handlers;
    node->node.handler_count = count;
    count_loggers(handlers, count, 1);
    count_loggers(change->handlers, change->handler_count, (size_t)-1);
}

static void publish_own(pylog_logger *node, struct pylog__logger_next *change) {
    if (change->set & PYLOG__SET_HANDLERS)
        swap_handlers(node, change);
    if (change->set & PYLOG__SET_FILTERS)
        pylog__filters_publish(&node->filters, change->filters);
    change->filters = NULL;
    if (change->set & PYLOG__SET_PROPAGATE)
        atomic_store_explicit(&node->propagate, change->propagate, memory_order_relaxed);
    if (change->set & PYLOG__SET_LEVEL)
        atomic_store_explicit(&node->level, change->level, memory_order_relaxed);
    if (change->set & PYLOG__SET_DISABLED)
        atomic_store_explicit(&node->disabled, change->disabled, memory_order_relaxed);
}

bool pylog__tree_change(pylog_logger *top, struct pylog__logger_next *changes) {
    bool complete = true;
    for (struct pylog__logger_next *change = changes; change; change = change->next)
        change->logger->node.change = change;
    for (pylog_logger *node = top; node && complete; node = pylog__tree_next(node, top)) {
        node->node.pending = next_route(node);
        complete = node->node.pending != NULL;
    }
    for (pylog_logger *node = top; node; node = pylog__tree_next(node, top))
        complete ? publish_route(node) : drop_pending(node);
    for (struct pylog__logger_next *change = changes; change; change = change->next) {
        change->logger->node.change = NULL;
        if (complete)
            publish_own(change->logger, change);
    }
    if (complete)
        pylog__tree_refresh(top);
    return complete;
}

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

void pylog__release_handlers(pylog_handler **handlers, size_t count) {
    for (size_t i = 0; i < count; i++)
        pylog_handler_unref(handlers[i]);
    pylog__free(handlers);
}

/* ---- Coming and going -------------------------------------------------------------------------- */

void pylog__tree_inherit(pylog_logger *node) {
    node->node.effective_level = node->node.up->node.effective_level;
    atomic_store_explicit(&node->route, current_route(node->node.up), memory_order_release);
    refresh_level(node);
    refresh_fast_path(node);
}

void pylog__tree_forget_route(pylog_logger *node) {
    if (node->node.owns_route)
        pylog__retire(&current_route(node)->retired);
    pylog__publish(&node->route, &pylog__no_route);
    pylog__publish(&node->fast_path, PYLOG__NO_FAST_PATH);
    node->node.owns_route = false;
}

void pylog__root_reset(void) {
    struct pylog__logger_next change = { .logger = &pylog__root,
                                         .set = PYLOG__SET_LEVEL | PYLOG__SET_PROPAGATE |
                                                PYLOG__SET_DISABLED | PYLOG__SET_HANDLERS |
                                                PYLOG__SET_FILTERS,
                                         .level = PYLOG_WARNING,
                                         .propagate = true };
    pylog__tree_lock();
    disabled_level = PYLOG_NOTSET;
    pylog__tree_change(&pylog__root, &change);
    pylog__tree_unlock();
    pylog__release_handlers(change.handlers, change.handler_count);
    atomic_store(&pylog__root.data, NULL);
}
