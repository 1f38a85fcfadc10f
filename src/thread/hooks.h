/* What the rooms of the library have to do at its first use, when the process forks, when the program flushes or shuts down, and
 * when a test begins again. The lower rooms call these hooks, and know nobody who has entered one.
 *
 * Hooks are entered by a constructor, while the module is loaded. So the library's fork handlers are older than
 * those of the program: they run last before a fork, and first after it, and the program's own may log. */
#ifndef PYLOG_THREAD_HOOKS_H
#define PYLOG_THREAD_HOOKS_H

#include "../port/port.h"

#pragma GCC visibility push(hidden)

/* Who comes first at a shutdown, a flush and before a fork. After a fork the order is the opposite. */
enum pylog__phase {
    PYLOG__PHASE_CONFIG,   /* the threads that change the configuration */
    PYLOG__PHASE_QUEUES,   /* what they hold goes to handlers */
    PYLOG__PHASE_HANDLERS, /* what they hold goes to files and peers */
    PYLOG__PHASE_FLUSHER,
    PYLOG__PHASE_EPOCHS, /* the tree's lock, which is a leaf; and the threads */
    PYLOG__PHASES
};

/* Any of the functions may be NULL. A deadline is one of pylog__port_monotonic(). */
struct pylog__hooks {
    enum pylog__phase phase;
    /* At the first use of the library, once, with the tree locked. */
    void (*start)(void);
    /* In the thread that forks; it may take locks, which `parent` gives back. */
    void (*prepare)(void);
    void (*parent)(void);
    /* In the child: the other threads are gone, mutexes are to be made anew, and what other threads were at
     * work on may be in any state. Nothing may be logged. Also where `prepare` has not been called: the hooks
     * were entered between the two. */
    void (*child)(void);
    /* By pylog_shutdown and at exit, without a lock; perhaps more than once, and in several threads. What is
     * not done by the deadline is given up, counted and told. */
    void (*shut_down)(int64_t deadline);
    /* By pylog_flush, without a lock: 0, or -1 with the error set. */
    int (*flush)(int64_t deadline);
    /* At exit, after the shutdown, by a thread that does not return to its work as the consumer of a queue: it has called
     * exit in a handler. */
    void (*leave)(void);
    /* In tests: forget all, as if the library had not been used yet. */
    void (*reset)(void);
    struct pylog__hooks *next;
    atomic_bool added;
};

/* Static, and entered for ever; entering them again does nothing. Takes no lock. */
void pylog__hooks_add(struct pylog__hooks *hooks);

/* Those of a phase, the newest first; NULL: none. The list only grows, at its front. */
struct pylog__hooks *pylog__hooks_first(enum pylog__phase phase);

void pylog__hooks_start(void);
void pylog__hooks_leave(void);
void pylog__hooks_reset(void); /* for tests */

#pragma GCC visibility pop

#endif
