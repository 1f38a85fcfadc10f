/* A configuration as a transaction on the whole tree of loggers: it takes effect whole, or not at all.
 *
 * The caller builds handlers and filters first, which no logger has yet, and hands them over here. All memory is allocated
 * before anything is published. Everything is published while the tree's lock is held once. A log call under way ends
 * with the handlers that it began with. Then the handlers that no logger has any more are flushed and closed. */
#ifndef PYLOG_LOGGER_RECONFIGURE_H
#define PYLOG_LOGGER_RECONFIGURE_H

#include "logger.h"

#pragma GCC visibility push(hidden)

/* One more flag for `set`, besides PYLOG__SET_LEVEL and so on (logger.h): the filters are added to those that the logger
 * has, as Python's dictConfig does it. */
enum { PYLOG__ADD_FILTERS = 32 };

/* What to change on a logger. If an array names a logger twice, the later entry wins. */
struct pylog__logger_change {
    const char *name; /* NULL, "" or "root": the root. Made if it is missing */
    unsigned set;
    int level;
    bool propagate, disabled;
    pylog_handler *const *handlers; /* counted by the logger, each added once */
    size_t handler_count;
    pylog_filter *const *filters; /* likewise */
    size_t filter_count;
};

/* What happens to existing loggers that `loggers` does not name. The root is not among them. LEFT: nothing. The other two
 * do what Python's _handle_existing_loggers does: a logger below a named one (by its name) loses its level and handlers,
 * and propagates; any other logger is disabled, or enabled. */
enum pylog__existing { PYLOG__EXISTING_LEFT, PYLOG__EXISTING_DISABLED, PYLOG__EXISTING_ENABLED };

struct pylog__handler_name {
    pylog_handler *handler;
    const char *name;
};

/* Everything is borrowed for the length of the call. */
struct pylog__reconfiguration {
    const struct pylog__logger_change *loggers;
    size_t logger_count;
    enum pylog__existing existing;
    /* Names for handlers, by which they can be found. They take effect with the rest. */
    const struct pylog__handler_name *names;
    size_t name_count;
    bool forgets_names; /* no other handler is found by its name any more */
    /* The handlers that are replaced are left open: the caller has them closed by pylog__close_unseen, in its
     * own order, after the queue listeners that still write to them have been stopped. */
    bool leaves_replaced;
};

/* Returns 0, or -1 with ENOMEM. Then nothing has changed, except that missing loggers may have been made.
 *
 * When it returns, the handlers that no logger has any more are closed, after the last record on its way to them. For that
 * it waits until the log calls of other threads have ended. So the caller must hold no lock that a handler or filter may
 * want. In two cases it does not wait, and the handlers are closed by a later change of the tree: within a handler, filter
 * or formatter (or between pylog_handler_acquire and _release); and when a handler hangs for more than ten seconds. */
int pylog__reconfigure(const struct pylog__reconfiguration *reconfiguration);

/* Handlers to be flushed and closed in the same way. A handler that some logger still has, and that would not open again
 * for the next record, is only flushed. It is made with room for `capacity` handlers, with or without the tree's lock; NULL
 * without memory. The caller fills it with counted handlers, before they are taken out of the tree. */
struct pylog__closing {
    struct pylog__retired retired;
    size_t count;
    pylog_handler *handlers[];
};
struct pylog__closing *pylog__closing_new(size_t capacity);
/* Close them, and release `closing`. Waits as pylog__reconfigure does. Without the tree's lock. NULL is fine. */
void pylog__close_unseen(struct pylog__closing *closing);

#pragma GCC visibility pop

#endif
