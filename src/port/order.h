/* The order in which locks are taken, and what may be held while waiting; checked where PYLOG_CHECK_LOCKS is
 * defined, as the presets for tests do. A thread that breaks it ends the process, with what it holds. Elsewhere
 * nothing of this is compiled.
 *
 * Whoever holds a lock may take those that stand below it, and no other. The table in order.c is this list:
 *
 *     handler       one handler's; calls handlers further down, and so may follow another handler's
 *     (moments)     what follows is held for moments, without calling anybody:
 *     link          whose turn it is to use a connection
 *     state         who applies a configuration; the watcher's, the listener's (for configurations), the flusher's
 *     channel          a ring from which two sides take
 *     queue         who takes its entries, who sleeps, who waits for room; a listener calls handlers without it
 *     tree          loggers, lists of handlers and threads
 *     port          the port's own: sleepers of a handler's lock, name lookups, descriptors
 *
 * Waiting at a condition: nothing is held by a thread that waits without a bound, but the lock that belongs to it; and
 * nothing that is held for moments by one that waits with a bound. Room in a queue, and the end of sections, are not
 * waited for with a handler's lock held, whatever the bound: what would make room may want it. */
#ifndef PYLOG_PORT_ORDER_H
#define PYLOG_PORT_ORDER_H

#include <pylog/namespace.h>

#if defined(PYLOG_CHECK_LOCKS) && !defined(_WIN32)
#define PYLOG__CHECKS_LOCKS 1
#include <stdbool.h>
#pragma GCC visibility push(hidden)

/* `place` says which lock it is: the file and the words by which it was made. */
void pylog__order_take(const void *lock, const char *place, bool forever); /* before it is waited for */
void pylog__order_give(const void *lock);
void pylog__order_forget(const void *lock); /* it is made anew: in a child of fork it may have been held */
/* Nothing is checked as long as no other thread is there: in a child of fork, what is made anew is taken again. */
void pylog__order_set_alone(bool alone);
/* For a condition, with its lock held. */
void pylog__order_wait(const void *lock, const char *place, bool forever);
/* What must not be waited for with a handler's lock held. */
void pylog__order_no_handler(const char *what);
#pragma GCC visibility pop
#else
#define PYLOG__CHECKS_LOCKS 0
/* macros, which have no name to the linker (pylog/namespace.h) */
#undef pylog__order_take
#undef pylog__order_give
#undef pylog__order_forget
#undef pylog__order_set_alone
#undef pylog__order_wait
#undef pylog__order_no_handler
#define pylog__order_take(lock, place, forever) ((void)0)
#define pylog__order_give(lock) ((void)0)
#define pylog__order_forget(lock) ((void)0)
#define pylog__order_set_alone(alone) ((void)0)
#define pylog__order_wait(lock, place, forever) ((void)0)
#define pylog__order_no_handler(what) ((void)0)
#endif

#endif
