/* The change of the whole tree by a configuration: all of it or nothing, in one step.
 *
 * Who configures builds its handlers and filters first, which nobody sees yet, and hands them over here. All
 * memory is had before anything is published, and everything is published under one hold of the tree's lock.
 * A log call under way ends with the handlers it began with; then those that no logger has any more are
 * flushed and closed. */
#ifndef PYLOG_LOGGER_RECONFIGURE_H
#define PYLOG_LOGGER_RECONFIGURE_H

#include "logger.h"

#pragma GCC visibility push(hidden)

/* What is to be `set` on a logger, besides PYLOG__SET_LEVEL and so on (logger.h): these filters are added to
 * those that it has, as by Python's dictConfig. */
enum { PYLOG__ADD_FILTERS = 32 };

/* The last one of an array to set something on the same logger has its way. */
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

/* What becomes of the loggers that exist and are not named in `loggers`, the root excepted. All but the first
 * are Python's _handle_existing_loggers: those below a named one (by their names) lose their level and
 * handlers and propagate; the others get `disabled` set, or taken away. */
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
    /* Handlers that get these names, and are found by them, with the same step. */
    const struct pylog__handler_name *names;
    size_t name_count;
    bool forgets_names; /* no other handler is found by its name any more */
    /* The handlers that are replaced are left open: the caller has them closed by pylog__close_unseen, in its
     * own order, after the queue listeners that still write to them have been stopped. */
    bool leaves_replaced;
};

/* 0, or -1 with ENOMEM: nothing has changed, but that a logger may have been made that was missing.
 *
 * When it returns, the handlers that loggers had and none has any more are closed, after the last record on
 * its way to them. For that it waits until the log calls that other threads are in have ended: hold no lock
 * that a handler or filter may want. Two cases do without waiting: within a handler, filter or formatter (or
 * between pylog_handler_acquire and _release) they are closed some time after that has ended; and when a
 * handler hangs for more than ten seconds, some time after it has come back. `Some time` is the next change
 * of the tree. */
int pylog__reconfigure(const struct pylog__reconfiguration *reconfiguration);

/* Handlers that are to be flushed and closed, in the same way. One that some logger has, and that does not
 * open again for the next record, is only flushed. Made with room for so many, with or without the tree's
 * lock, NULL without memory; filled with counted ones, before the handlers that it gets are out of sight. */
struct pylog__closing {
    struct pylog__retired retired;
    size_t count;
    pylog_handler *handlers[];
};
struct pylog__closing *pylog__closing_new(size_t capacity);
/* Takes it, and may wait, as pylog__reconfigure; without the lock. NULL is fine. */
void pylog__close_unseen(struct pylog__closing *closing);

#pragma GCC visibility pop

#endif
