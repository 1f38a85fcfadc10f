/* Loggers, and the tree that they form. */
#ifndef PYLOG_CORE_LOGGER_H
#define PYLOG_CORE_LOGGER_H

#include "filter.h"
#include "record.h"

/* The handlers that a logger reaches, its own first, then its ancestors'; immutable. A logger without
 * handlers of its own shares its parent's. */
struct pylog__route {
    struct pylog__retired retired;
    size_t count;
    pylog_handler *handlers[]; /* counted */
};

/* What a logger that stands in the tree knows of its place. All under the tree's lock. */
struct pylog__node {
    size_t name_length;
    bool exists; /* false: a placeholder, for a name that so far is only a prefix of others */
    struct pylog_logger *up, *first_child, *next_sibling;
    int effective_level;
    pylog_handler **handlers; /* its own, counted */
    size_t handler_count;
    bool owns_route;              /* the route is its own, and not its parent's */
    struct pylog__route *pending; /* while routes are being made anew */
    struct pylog_logger *adapters;
};

/* What an adapter knows besides. */
struct pylog__adapter {
    struct pylog_logger *logger; /* what it stands for, perhaps an adapter too; NULL: this is none */
    struct pylog_logger *next;   /* in its logger's list; under the tree's lock */
    struct pylog_field *extra;   /* NULL: none */
    bool merge_extra;
    void (*process)(struct pylog_record *record, void *data);
    void *data;
};

struct pylog_logger {
    atomic_int suppressed; /* must be first: the log calls read it */
    atomic_int level;
    atomic_bool propagate, disabled;
    const char *name;
    _Atomic(struct pylog__route *) route;
    pylog__filter_slot filters;
    _Atomic(void *) data;
    struct pylog__node node;
    struct pylog__adapter adapter;
};

extern pylog_logger pylog__root;

/* The logger of the tree that a public argument means: NULL is the root, an adapter stands for its logger. */
pylog_logger *pylog__logger_of(const pylog_logger *logger);

/* Filters, then the handlers, or the last resort; not for a disabled logger. Inside a section. */
void pylog__logger_dispatch(pylog_logger *logger, struct pylog__record *record);

/* ---- The tree (tree.c) ----------------------------------------------------------------------- */

/* The logger of exactly this name ("root" is none of its own here), made if it is missing; NULL without
 * memory. */
pylog_logger *pylog__tree_get(const char *name);

/* Work out anew, with the tree locked, what this logger and its descendants suppress, or reach. The latter
 * may fail for want of memory, and then has changed nothing. */
void pylog__tree_refresh_levels(pylog_logger *top);
bool pylog__tree_refresh_routes(pylog_logger *top);

/* The next node of the subtree, parents before children; NULL after the last. */
pylog_logger *pylog__tree_next(pylog_logger *node, const pylog_logger *top);
/* The nearest ancestor that exists; NULL for the root. */
pylog_logger *pylog__tree_parent(const pylog_logger *node);

/* Put these handlers (a counted array of the tree's, or NULL) in the place of a logger's own. Takes the
 * array; the former one is left in *handlers and *count, to be released without the lock. With the tree
 * locked. False without memory: nothing has changed. */
bool pylog__tree_set_handlers(pylog_logger *logger, pylog_handler ***handlers, size_t *count);
void pylog__release_handlers(pylog_handler **handlers, size_t count);

/* Replace the root's handlers by those of a NULL-terminated list, and give the formatter to those that have
 * none. With only_if_none it returns 1, and has done nothing, if there are some; else 0 or -1. The former ones
 * are closed. */
int pylog__root_set_handlers(pylog_handler *const *handlers, pylog_formatter *formatter, bool only_if_none);

void pylog__tree_reset(void); /* for tests */

#endif
