/* The base of all handlers, as the rest of the core uses it. The built-in handlers use the public interface. */
#ifndef PYLOG_HANDLER_HANDLER_H
#define PYLOG_HANDLER_HANDLER_H

#include "../codec/codec.h"
#include "../record/filter.h"
#include "../record/record.h"
#include <pylog/handlers.h>

#pragma GCC visibility push(hidden)

/* The settings of a handler, immutable: a setter publishes new ones. */
struct pylog__setup {
    struct pylog__retired retired;
    pylog_formatter *formatter; /* counted; NULL: the default */
    struct pylog__codec codec;
    void (*error_callback)(pylog_handler *handler, const struct pylog_record *record, int error,
                           const char *text, void *data);
    void *error_data;
    size_t terminator_length;
    char terminator[];
};

struct pylog_handler {
    struct pylog__retired retired; /* used if the last reference is given up within a section */
    const struct pylog_handler_ops *ops;
    uint64_t queue; /* the id of the queue that it puts records into; 0: it is no queue handler */
    void *data;
    atomic_uint references;
    atomic_int level;
    pylog__filter_slot filters;
    _Atomic(struct pylog__setup *) setup;
    struct pylog__lock lock;
    atomic_bool closed; /* changed with the lock held */
    /* A listener's batch is under way: the handler holds back what it writes, and everybody needs the lock exclusively.
     * Changed with the lock held. */
    atomic_bool batching;
    uint64_t batcher; /* the mark of the listener's thread */
    _Atomic uint64_t emitted, dropped, errors, reconnects;
    _Atomic int64_t next_report; /* when an error may be shown on stderr again, on the monotonic clock; 0: at once */
    _Atomic uint64_t left_out;   /* errors since the last report that were not shown */

    /* under the tree's lock */
    size_t loggers;   /* how many loggers have it */
    bool planned;     /* for the configuration that is being applied alone, which needs no lock: it is part of that */
    char *name;       /* the handler's own; nobody else has a pointer to it without the lock */
    bool registered;  /* found by its name, */
    pylog_handler *next_of_hash; /* in the list of those whose names have the same hash */
    bool forgotten;              /* its name has gone to others, whom closing it does not concern */
    int64_t flush_due;           /* when to flush it, on the monotonic clock; 0: not at all */
    int64_t flush_span;          /* how long after the request that is; nanoseconds */
    struct pylog_handler *older, *newer;
};

/* Does it do this with its file? Not if it has none. */
#define pylog__has_file_operation(handler, operation) ((handler)->ops->file && (handler)->ops->file->operation)

/* Format a record and have it written, without asking filters. 0, or -1 after the error has been reported. */
int pylog__handler_emit(pylog_handler *handler, struct pylog__thread *thread,
                        const struct pylog_record *record);

/* Ask the filters, and emit the record that they let pass. */
PYLOG__COLD bool pylog__handler_handle_filtered(pylog_handler *handler, const struct pylog__filters *filters,
                                                struct pylog__record *record);

/* Handle a record whose level has been checked: filters, then emit. Returns false if a filter dropped it. */
static inline bool pylog__handler_handle(pylog_handler *handler, struct pylog__record *record) {
    const struct pylog__filters *filters = pylog__snapshot(&handler->filters);
    if (filters && !(handler->ops->flags & PYLOG_HANDLER_NO_FILTERS))
        return pylog__handler_handle_filtered(handler, filters, record);
    pylog__handler_emit(handler, pylog__thread(), &record->head);
    return true;
}

/* The fast path of loggers that reach this handler and no other (record.h). With the tree locked. */
uint64_t pylog__handler_fast_path(const pylog_handler *handler);

/* Open the file of a FileHandler, unless it is open. 0, or -1 with errno. */
int pylog__file_handler_open(pylog_handler *handler);

/* Flush and close it, unless it is closed. If it cannot be flushed, it stays open, as in Python's shutdown. */
void pylog__handler_shut_down(pylog_handler *handler);

/* Begin a batch, because a listener has several records at hand; or end it. Returns what the operation does. */
pylog_buffer *pylog__handler_batch(pylog_handler *handler, bool on);

/* A batch for one handler. The lock and a section are kept from one record to the next, as long as no other thread wants
 * the lock and no code of the program's is called. */
struct pylog__batch {
    pylog_handler *handler;
    struct pylog__thread *thread;
    bool joins;   /* the handler's `batch` has returned a buffer */
    bool holding; /* the lock is held, and a section is open */
    /* only while `holding`: */
    pylog_buffer *text; /* that buffer */
    unsigned hold;
    uint64_t emitted;
};
/* Handle a record whose level has been checked, as pylog__handler_handle does. */
void pylog__batch_handle(struct pylog__batch *batch, struct pylog__record *record);
/* Let go of the lock. */
void pylog__batch_pause(struct pylog__batch *batch);

/* Set the encoding of its text. 0, or -1 with ENOMEM. */
int pylog__handler_set_codec(pylog_handler *handler, const struct pylog__codec *codec);

/* Set the error of a call that does not get the handler's lock. Returns -1 with ETIMEDOUT. */
int pylog__handler_fail_in_use(void);

/* How holds on a handler's lock are given back (unwinding.h): those of an operation, with the lock shared or exclusive; and
 * that of pylog_handler_acquire, which has a section besides. */
void pylog__give_back_shared(void *lock);
void pylog__give_back_exclusive(void *lock);
void pylog__give_back_acquired(void *lock);

/* How often the calling thread has the handler's lock shared, because it is within `write`. */
unsigned pylog__handler_shared_holds(const pylog_handler *handler);

/* ---- The list of all handlers (handler_list.c) ----------------------------------------------- */

void pylog__handler_list(pylog_handler *handler);        /* it is the newest */
void pylog__handler_unlist(pylog_handler *handler);      /* and nameless */
void pylog__handler_forget_name(pylog_handler *handler); /* take its name out of the registry */
/* With the tree locked: give a handler this name, which it owns from now on. Returns the one that it had, for the
 * caller to free. */
char *pylog__handler_take_name(pylog_handler *handler, char *name);
/* With the tree locked: let no handler be found by its name any more. */
void pylog__handlers_forget_names(void);
/* Make all locks anew, but for what this thread holds, and empty what is held back. */
void pylog__handlers_after_fork(void);
/* A handler whose flush is due, counted, and no longer due; or NULL, and when the next one will be
 * (INT64_MAX: none). With the tree locked. */
pylog_handler *pylog__handler_due(int64_t now, int64_t *next);

/* Call `visit` for each handler, the newest first, with a reference and without a lock. */
void pylog__handlers_visit(void (*visit)(pylog_handler *handler, void *data), void *data);

/* Has the program set the last resort to NULL? Otherwise the getter gives none only without memory, and then
 * this prints what it would have printed. */
bool pylog__last_resort_is_none(void);
void pylog__print_as_last_resort(struct pylog__record *record);

void pylog__last_resort_reset(void); /* for tests */

bool pylog__raise_exceptions(void);
/* The last error on stderr as Python's handleError prints it, unless raiseExceptions is false. */
void pylog__print_error(const struct pylog_record *record);
/* Say how many errors of the handler have not been shown, if any: nobody knows whether another one comes. */
void pylog__tell_left_out(pylog_handler *handler);

/* Give a formatter to those handlers that have none, in two steps, the first of which may fail: NULL without
 * memory. With the tree locked; either of the last two takes the setups. */
struct pylog__setup **pylog__setups_prepare(pylog_handler *const *handlers, size_t count,
                                            pylog_formatter *formatter);
void pylog__setups_publish(struct pylog__setup **setups, pylog_handler *const *handlers, size_t count);
void pylog__setups_discard(struct pylog__setup **setups, size_t count);

/* ---- Exceptions (handler_error.c) ----------------------------------------------------------------- */

/* An exception of the program's has come to its end in a thread of the library's, which gives back all that it has:
 * it will be reported as an error of this handler's, the innermost one. False if that is not so, or another one is the
 * innermost. */
bool pylog__note_uncaught(pylog_handler *handler);

#pragma GCC visibility pop

#endif
