/* Hooks for shutting down and for forks. They are only ever added, in front, so that the list is read without
 * the lock. */
#include "hooks.h"

static _Atomic(struct pylog__hooks *) all; /* changed under the tree's lock */

void pylog__hooks_add(struct pylog__hooks *hooks) {
    pylog__tree_lock();
    if (!hooks->added) {
        hooks->added = true;
        hooks->next = atomic_load_explicit(&all, memory_order_relaxed);
        atomic_store_explicit(&all, hooks, memory_order_release);
    }
    pylog__tree_unlock();
}

static struct pylog__hooks *first(void) {
    return atomic_load_explicit(&all, memory_order_acquire);
}

void pylog__hooks_shut_down(void) {
    for (struct pylog__hooks *hooks = first(); hooks; hooks = hooks->next)
        if (hooks->shut_down)
            hooks->shut_down();
}

void pylog__hooks_after_fork(void) {
    for (struct pylog__hooks *hooks = first(); hooks; hooks = hooks->next)
        if (hooks->after_fork)
            hooks->after_fork();
}

void pylog__hooks_reset(void) {
    for (struct pylog__hooks *hooks = first(); hooks; hooks = hooks->next)
        if (hooks->reset)
            hooks->reset();
}
