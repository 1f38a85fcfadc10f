/* Loggers, and the tree that they form. */
#ifndef PYLOG_LOGGER_LOGGER_H
#define PYLOG_LOGGER_LOGGER_H

#include "../record/filter.h"
#include "../record/record.h"

#pragma GCC visibility push(hidden)

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
    bool listed; /* for visits alone */
    struct pylog_logger *up, *first_child, *next_sibling;
    int effective_level;
    pylog_handler **handlers; /* its own, counted */
    size_t handler_count;
    bool owns_route;              /* the route is its own, and not its parent's */
    struct pylog__route *pending; /* while routes are being made anew, as the next one */
    struct pylog__logger_next *change;
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
    /* Published with the route and the filters: see pylog__handler_fast_path. */
    _Atomic uint64_t fast_path;
    pylog__filter_slot filters;
    _Atomic(void *) data;
    struct pylog__node node;
    struct pylog__adapter adapter;
};

extern struct pylog__route pylog__no_route; /* of those that reach nobody, and of adapters */
extern pylog_logger pylog__root;

/* The logger of the tree that a public argument means: NULL is the root, an adapter stands for its logger. */
pylog_logger *pylog__logger_of(const pylog_logger *logger);

/* ---- The tree (tree.c) ----------------------------------------------------------------------- */

/* The logger of exactly this name ("root" is none of its own here), made if it is missing; NULL without
 * memory. */
pylog_logger *pylog__tree_get(const char *name);

/* The rest with the tree locked. */

/* The node of that name, perhaps a placeholder; NULL if there is none. */
pylog_logger *pylog__tree_find(const char *name, size_t length);
/* The next node of the subtree, parents before children; NULL after the last. */
pylog_logger *pylog__tree_next(pylog_logger *node, const pylog_logger *top);
/* The nearest ancestor that exists; NULL for the root. */
pylog_logger *pylog__tree_parent(const pylog_logger *node);

/* The names of loggers, the newest first. They are never freed: placeholders' names lie in them. */
struct pylog__tree_name {
    struct pylog__tree_name *next;
    char text[];
};
const struct pylog__tree_name *pylog__tree_names(void);
/* How long the name is, the longest first, of each placeholder that a name may have needed; 0: there is no more.
 * `length` is that of the one before, or of the logger's own name, which `exists`. */
size_t pylog__tree_up_length(const char *name, size_t length, bool exists);

void pylog__tree_reset(void); /* for tests; takes the lock itself */

/* ---- Changes (route.c) ------------------------------------------------------------------------- */

enum {
    PYLOG__SET_LEVEL = 1,
    PYLOG__SET_PROPAGATE = 2,
    PYLOG__SET_DISABLED = 4,
    PYLOG__SET_HANDLERS = 8, /* in the place of those it has */
    PYLOG__SET_FILTERS = 16  /* likewise */
};

/* What one logger is to have, as far as it is `set`. */
struct pylog__logger_next {
    struct pylog__logger_next *next;
    pylog_logger *logger;
    unsigned set;
    int level;
    bool propagate, disabled;
    bool named, known; /* for reconfigure.c: by the configuration, and there before it */
    pylog_handler **handlers;        /* counted; once it is done, those that the logger had */
    size_t handler_count;
    struct pylog__filters *filters; /* once it is done, NULL */
};

/* Publish what is to become of these loggers, one of them at most once in the list and all of them in the
 * subtree, and work out anew what the subtree reaches and suppresses: all of it, or nothing without memory.
 * With the tree locked; what loggers had is released by the caller without the lock. */
bool pylog__tree_change(pylog_logger *top, struct pylog__logger_next *changes);
void pylog__release_handlers(pylog_handler **handlers, size_t count);
/* Counted, each of them once; NULL without memory. */
pylog_handler **pylog__handlers_copy(pylog_handler *const *handlers, size_t given, size_t *count);

/* Work out anew what the subtree suppresses, and which fast paths it has. */
void pylog__tree_refresh(pylog_logger *top);

/* A new node has what its parent has; and one that goes has nothing. */
void pylog__tree_inherit(pylog_logger *node);
void pylog__tree_forget_route(pylog_logger *node);

void pylog__root_reset(void); /* for tests */

/* ---- The root (basic_config.c) ----------------------------------------------------------------------- */

/* Replace the root's handlers by those of a NULL-terminated list, and give the formatter to those of another
 * one that have none: the same list, or what these hand records to. With only_if_none it returns 1, and has
 * done nothing, if the root has handlers; else 0 or -1. The former ones are closed. */
int pylog__root_set_handlers(pylog_handler *const *handlers, pylog_handler *const *writers,
                             pylog_formatter *formatter, bool only_if_none);

/* ---- basic_config (basic_config.c) ------------------------------------------------------------------- */

/* Begins struct pylog_queue, whose room is above: what basic_config asks of a queue. */
struct pylog__queue_operations {
    /* A handler that puts records into the queue, which somebody takes out again and hands to these. NULL with the
     * error set. */
    pylog_handler *(*make_handler)(pylog_queue *queue, pylog_handler *const *writers);
};

#pragma GCC visibility pop

#endif
