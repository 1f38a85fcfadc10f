/* A configuration's change of the tree: prepared under the tree's lock, published or dropped as a whole. */
#include "reconfigure.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../handler/handler.h"
#include "../thread/unwinding.h"

/* ---- Preparing ------------------------------------------------------------------------------- */

/* What a configuration is made of on the way; begins zeroed. */
struct step {
    struct pylog__logger_next *changes; /* one for each logger, marked in its node */
    struct pylog__closing *closing;
    char **names; /* for the handlers that get names; then those that they had */
    size_t name_count;
    bool *known; /* for each logger that is named: is there a node of that name before the first one is made? */
};

/* The change that is prepared for a logger, an empty one at first; NULL without memory. */
static struct pylog__logger_next *change_of(struct step *step, pylog_logger *logger) {
    struct pylog__logger_next *change = logger->node.change;
    if (change)
        return change;
    change = pylog__allocate_zeroed(sizeof *change);
    if (!change)
        return NULL;
    change->logger = logger;
    change->next = step->changes;
    step->changes = change;
    logger->node.change = change;
    return change;
}

static bool prepare_handlers(struct pylog__logger_next *change, const struct pylog__logger_change *wanted) {
    size_t count;
    pylog_handler **handlers = pylog__handlers_copy(wanted->handlers, wanted->handler_count, &count);
    if (!handlers)
        return false;
    pylog__release_handlers(change->handlers, change->handler_count);
    change->handlers = handlers;
    change->handler_count = count;
    return true;
}

/* Filters are added to those that the logger is to have, or has. */
static bool prepare_filters(struct pylog__logger_next *change, const struct pylog__logger_change *wanted) {
    struct pylog__filters *before = change->filters, *kept = NULL;
    if (wanted->set & PYLOG__ADD_FILTERS)
        kept = change->set & PYLOG__SET_FILTERS
                   ? before
                   : atomic_load_explicit(&change->logger->filters, memory_order_relaxed);
    if (!pylog__filters_prepare(kept, wanted->filters, wanted->filter_count, &change->filters)) {
        change->filters = before;
        return false;
    }
    pylog__filters_discard(before);
    return true;
}

static bool prepare_logger(struct step *step, pylog_logger *logger,
                           const struct pylog__logger_change *wanted, bool known) {
    struct pylog__logger_next *change = change_of(step, logger);
    unsigned filters = wanted->set & (PYLOG__SET_FILTERS | PYLOG__ADD_FILTERS);
    if (!change || ((wanted->set & PYLOG__SET_HANDLERS) && !prepare_handlers(change, wanted)) ||
        (filters && !prepare_filters(change, wanted)))
        return false;
    change->named = true;
    change->known |= known;
    change->set |= wanted->set & ~(unsigned)PYLOG__ADD_FILTERS;
    change->set |= filters ? PYLOG__SET_FILTERS : 0;
    if (wanted->set & PYLOG__SET_LEVEL)
        change->level = wanted->level;
    if (wanted->set & PYLOG__SET_PROPAGATE)
        change->propagate = wanted->propagate;
    if (wanted->set & PYLOG__SET_DISABLED)
        change->disabled = wanted->disabled;
    return true;
}

/* ---- The loggers that are not named ---------------------------------------------------------- */

static bool is_named(const pylog_logger *logger) {
    return logger && logger->node.change && logger->node.change->named;
}

/* Does the name begin with that of a named logger and a dot? Python looks only for those that were there, if
 * only as placeholders, before the configuration made any: "a..b" alone is not below a new "a". */
static bool is_below_named(const pylog_logger *logger) {
    for (size_t length = 1; length < logger->node.name_length; length++) {
        const pylog_logger *above =
            logger->name[length] == '.' ? pylog__tree_find(logger->name, length) : NULL;
        if (is_named(above) && above->node.change->known)
            return true;
    }
    return false;
}

static bool prepare_existing_one(struct step *step, pylog_logger *logger, bool disabled) {
    struct pylog__logger_next *change = change_of(step, logger);
    if (!change)
        return false;
    if (is_below_named(logger)) {
        change->set = PYLOG__SET_LEVEL | PYLOG__SET_PROPAGATE | PYLOG__SET_HANDLERS;
        change->propagate = true;
    } else {
        change->set = PYLOG__SET_DISABLED;
        change->disabled = disabled;
    }
    return true;
}

static bool prepare_existing(struct step *step, enum pylog__existing rule) {
    if (rule == PYLOG__EXISTING_LEFT)
        return true;
    for (pylog_logger *node = &pylog__root; node; node = pylog__tree_next(node, &pylog__root))
        if (node != &pylog__root && node->node.exists && !is_named(node) &&
            !prepare_existing_one(step, node, rule == PYLOG__EXISTING_DISABLED))
            return false;
    return true;
}

/* ---- Handlers that come and go --------------------------------------------------------------- */

/* The references held by what the loggers had keep each handler alive until the closing has its own. */
static bool prepare_closing(struct step *step) {
    size_t most = 0;
    for (const struct pylog__logger_next *change = step->changes; change; change = change->next)
        if (change->set & PYLOG__SET_HANDLERS)
            most += change->logger->node.handler_count;
    step->closing = pylog__closing_new(most);
    return step->closing != NULL;
}

static void fill_closing(struct step *step) {
    for (const struct pylog__logger_next *change = step->changes; change; change = change->next)
        for (size_t i = 0; i < change->handler_count; i++)
            if (!change->handlers[i]->loggers)
                step->closing->handlers[step->closing->count++] = pylog_handler_ref(change->handlers[i]);
}

static bool prepare_names(struct step *step, const struct pylog__reconfiguration *wanted) {
    step->names = pylog__allocate_zeroed((wanted->name_count + 1) * sizeof *step->names);
    for (; step->names && step->name_count < wanted->name_count; step->name_count++) {
        step->names[step->name_count] = pylog__copy_string(wanted->names[step->name_count].name);
        if (!step->names[step->name_count])
            return false;
    }
    return step->names != NULL;
}

static void give_names(struct step *step, const struct pylog__reconfiguration *wanted) {
    if (wanted->forgets_names)
        pylog__handlers_forget_names();
    for (size_t i = 0; i < step->name_count; i++)
        step->names[i] = pylog__handler_take_name(wanted->names[i].handler, step->names[i]);
}

/* ---- All together ---------------------------------------------------------------------------- */

static bool is_root(const char *name) {
    return !name || !*name || strcmp(name, "root") == 0;
}

static pylog_logger *logger_of(const struct pylog__logger_change *wanted) {
    return is_root(wanted->name) ? &pylog__root : pylog__tree_find(wanted->name, strlen(wanted->name));
}

static bool find_known(struct step *step, const struct pylog__reconfiguration *wanted) {
    step->known = pylog__allocate_zeroed(wanted->logger_count + 1);
    if (!step->known)
        return false;
    pylog__tree_lock();
    for (size_t i = 0; i < wanted->logger_count; i++)
        if (!is_root(wanted->loggers[i].name))
            step->known[i] = logger_of(&wanted->loggers[i]) != NULL;
    pylog__tree_unlock();
    return true;
}

/* Loggers are made beforehand, since the program may be told of new ones; found again, they stay. */
static bool make_loggers(const struct pylog__reconfiguration *wanted) {
    for (size_t i = 0; i < wanted->logger_count; i++)
        if (!is_root(wanted->loggers[i].name) && !pylog__tree_get(wanted->loggers[i].name))
            return false;
    return true;
}

static bool change_tree(struct step *step, const struct pylog__reconfiguration *wanted) {
    for (size_t i = 0; i < wanted->logger_count; i++)
        if (!prepare_logger(step, logger_of(&wanted->loggers[i]), &wanted->loggers[i], step->known[i]))
            return false;
    if (!prepare_existing(step, wanted->existing) || !prepare_closing(step) ||
        !pylog__tree_change(&pylog__root, step->changes))
        return false;
    if (!wanted->leaves_replaced)
        fill_closing(step);
    give_names(step, wanted);
    return true;
}

static void release_step(struct step *step) {
    while (step->changes) {
        struct pylog__logger_next *change = step->changes;
        step->changes = change->next;
        pylog__release_handlers(change->handlers, change->handler_count);
        pylog__filters_discard(change->filters);
        pylog__free(change);
    }
    for (size_t i = 0; i < step->name_count; i++)
        pylog__free(step->names[i]);
    pylog__free(step->names);
    pylog__free(step->known);
}

int pylog__reconfigure(const struct pylog__reconfiguration *wanted) {
    struct step step = { .name_count = 0 };
    bool done = prepare_names(&step, wanted) && find_known(&step, wanted) && make_loggers(wanted);
    if (done) {
        pylog__tree_lock();
        done = change_tree(&step, wanted);
        for (struct pylog__logger_next *change = step.changes; change; change = change->next)
            change->logger->node.change = NULL;
        pylog__tree_unlock();
    }
    pylog__close_unseen(step.closing);
    release_step(&step);
    return done ? 0 : pylog__fail_memory();
}

/* ---- Closing what was replaced --------------------------------------------------------------------------------- */

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
