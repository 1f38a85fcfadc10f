/* What a configuration asks for, whatever it was written in. A reader (dict_config.c, file_config.c) writes
 * it down here, by which all of it is checked; then pylog__plan_apply makes the objects and puts them into
 * force, all or nothing.
 *
 * Everything in a plan has the memory of its document, but for the objects that are made. Functions that fail
 * return -1 or NULL with the error set, and leave the reader where they failed. */
#ifndef PYLOG_CONFIG_PLAN_H
#define PYLOG_CONFIG_PLAN_H

#include "construct.h"

#pragma GCC visibility push(hidden)

/* How handlers, formatters and filters are named in a plan; the first member of each. */
struct pylog__plan_id {
    const char *id;
    const char *path; /* where it was written down */
    const struct pylog__node_value *at;
    struct pylog__plan_id *below[2]; /* in the index of its kind, by the bits of a hash */
};

struct pylog__formatter_plan {
    struct pylog__plan_id is;
    struct pylog__construction construction;
    pylog_formatter *made;
    struct pylog__formatter_plan *next;
};

struct pylog__filter_plan {
    struct pylog__plan_id is;
    struct pylog__construction construction;
    pylog_filter *made;
    struct pylog__filter_plan *next;
};

struct pylog__handler_plan {
    struct pylog__plan_id is;
    struct pylog__construction construction;
    bool has_level;
    int level;
    struct pylog__formatter_plan *formatter; /* NULL: none */
    struct pylog__filter_plan **filters;     /* NULL-terminated; NULL: none */
    struct pylog__handler_plan *target;      /* of a MemoryHandler; NULL: none */
    struct pylog__construction queue;        /* of a QueueHandler */
    struct pylog__handler_plan **handlers;   /* of its listener; NULL-terminated; NULL: it has none */
    bool respect_handler_level;              /* of its listener */
    pylog_handler *made;
    bool created; /* its file was not there before */
    struct pylog__handler_plan *next;
};

struct pylog__logger_plan {
    const char *name; /* NULL: the root */
    bool has_level, has_propagate;
    int level;
    bool propagate;
    struct pylog__handler_plan **handlers; /* in the place of those it has; NULL-terminated; NULL: none */
    struct pylog__filter_plan **filters;   /* added to those it has; likewise */
    struct pylog__logger_plan *next;
};

struct pylog__plan {
    struct pylog__reader reader;
    bool plain;       /* nothing is said around the cause of an error, as fileConfig does not */
    bool incremental; /* only levels are set, and propagate */
    bool keep_existing_loggers;
    bool last_turn; /* handlers that refer to others are read for the last time: those must be there */

    /* In creation order. If a logger is listed twice, the later entry wins. */
    struct pylog__formatter_plan *formatters, **formatters_end;
    struct pylog__filter_plan *filters, **filters_end;
    struct pylog__handler_plan *handlers, **handlers_end;
    struct pylog__plan_id *formatter_index, *filter_index, *handler_index; /* the same, by their ids */
    struct pylog__logger_plan *loggers, **loggers_end;
};

void pylog__plan_begin(struct pylog__plan *plan, struct pylog__document *document);
/* Release what has been made; the document is the caller's. */
void pylog__plan_end(struct pylog__plan *plan);

/* ---- Writing it down ------------------------------------------------------------------------- */

/* Each puts an object at the end of its list. The class is a dotted name, NULL the class that there is by
 * default (logging.Formatter, logging.Filter). `positional` is a list or tuple, `keywords` and `attributes`
 * are dicts; any of them may be NULL. Errors are Python's (`FileHandler.__init__() missing 1 required
 * positional argument: 'filename'`, `Cannot resolve 'x': ...`, ...). */
struct pylog__formatter_plan *pylog__plan_formatter(struct pylog__plan *plan, const char *id,
                                                    const struct pylog__call *call);
struct pylog__filter_plan *pylog__plan_filter(struct pylog__plan *plan, const char *id,
                                              const struct pylog__call *call);
struct pylog__handler_plan *pylog__plan_handler(struct pylog__plan *plan, const char *id,
                                                const struct pylog__call *call);
/* A handler in force, which an incremental configuration gives another level; NULL with a KeyError. */
struct pylog__handler_plan *pylog__plan_existing_handler(struct pylog__plan *plan, const char *id);
struct pylog__logger_plan *pylog__plan_logger(struct pylog__plan *plan, const char *name);

/* The object of that id written down so far; NULL if there is none, with a KeyError. */
struct pylog__formatter_plan *pylog__plan_find_formatter(const struct pylog__plan *plan, const char *id);
struct pylog__filter_plan *pylog__plan_find_filter(const struct pylog__plan *plan, const char *id);
struct pylog__handler_plan *pylog__plan_find_handler(const struct pylog__plan *plan, const char *id);
bool pylog__plan_knows_handler(const struct pylog__plan *plan, const char *id);

/* Room for that many pointers and a NULL: for the lists above. */
void *pylog__plan_list(struct pylog__plan *plan, size_t count);

/* Is this a MemoryHandler, which has a target? A QueueHandler? */
bool pylog__plan_has_target(const struct pylog__handler_plan *handler);
bool pylog__plan_has_queue(const struct pylog__handler_plan *handler);

/* ---- Carrying it out ------------------------------------------------------------------------- */

/* One configuration at a time: everything from reading the text on is this `work`. Waits for another thread's, ten
 * seconds at the most. Returns what `work` returns, with its errno; or -1 with RuntimeError: EDEADLK if this thread is
 * configuring already, or is within a handler that the other thread may wait for; else ETIMEDOUT. If a factory of the
 * program's does not return, because it has thrown an exception say, others can configure (thread/unwinding.h). */
int pylog__configure(int (*work)(void *data), void *data);
/* For the configuration under way, of which there is one: the document that it is read into, and the plan. They lie on
 * no stack: where `work` does not return, all is undone that has not come into force, and they are released. */
struct pylog__document *pylog__configured_document(void);
struct pylog__plan *pylog__configured_plan(struct pylog__document *document);

/* May this thread wait for one that applies configurations? Not if that may have to wait for this one: it is
 * configuring itself, or within a handler, filter or formatter. */
bool pylog__may_wait_for_configuring(void);
#define PYLOG__LONGEST_CONFIGURING INT64_C(10000000000) /* nanoseconds */

/* Make everything, open the files, and change the tree. 0, or -1: nothing has changed. */
int pylog__plan_apply(struct pylog__plan *plan);

#pragma GCC visibility pop

#endif
