/* What others have to do when the library shuts down, or finds itself in the child of a fork: floors above
 * the core, of which it knows nothing. */
#ifndef PYLOG_CORE_HOOKS_H
#define PYLOG_CORE_HOOKS_H

#include "thread.h"

struct pylog__hooks {
    /* By pylog_shutdown, before handlers are closed, without a lock; perhaps more than once. */
    void (*shut_down)(void);
    /* In the child: threads are gone, and mutexes are to be made anew. The tree's lock is held, nothing may
     * be logged, and what other threads were at work on may be in any state. */
    void (*after_fork)(void);
    /* In tests: forget all, as if the library had not been used yet. */
    void (*reset)(void);
    struct pylog__hooks *next;
    bool added;
};

/* Any of the functions may be NULL. Static, and added for ever; adding them again does nothing. */
void pylog__hooks_add(struct pylog__hooks *hooks);

void pylog__hooks_shut_down(void);
void pylog__hooks_after_fork(void);
void pylog__hooks_reset(void);

#endif
