/* What the rooms have entered as hooks: a list for each phase, which only grows, at its front. So it is read without a
 * lock. */
#include "hooks.h"

#include "../base/timeout.h"
#include "../port/compiler.h"

static _Atomic(struct pylog__hooks *) entered_hooks[PYLOG__PHASES];

struct pylog__hooks *pylog__hooks_first(enum pylog__phase phase) {
    return atomic_load_explicit(&entered_hooks[phase], memory_order_acquire);
}

void pylog__hooks_add(struct pylog__hooks *hooks) {
    if (atomic_exchange(&hooks->added, true))
        return;
    _Atomic(struct pylog__hooks *) *list = &entered_hooks[hooks->phase];
    hooks->next = atomic_load_explicit(list, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(list, &hooks->next, hooks, memory_order_release,
                                                  memory_order_relaxed)) {
    }
}

void pylog__hooks_start(void) {
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++)
        for (struct pylog__hooks *hooks = pylog__hooks_first(phase); hooks; hooks = hooks->next)
            if (hooks->start)
                hooks->start();
}

void pylog__hooks_reset(void) {
    pylog__timeouts_reset();
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++)
        for (struct pylog__hooks *hooks = pylog__hooks_first(phase); hooks; hooks = hooks->next)
            if (hooks->reset)
                hooks->reset();
}

void pylog__hooks_leave(void) {
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++)
        for (struct pylog__hooks *hooks = pylog__hooks_first(phase); hooks; hooks = hooks->next)
            if (hooks->leave)
                hooks->leave();
}

/* ---- Around fork ----------------------------------------------------------------------------- */

/* What the thread that forks has found before: `parent` is for those alone, whatever was entered meanwhile. */
static _Thread_local struct pylog__hooks *prepared_hooks[PYLOG__PHASES];

static void prepare_hooks(void) {
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++) {
        prepared_hooks[phase] = pylog__hooks_first(phase);
        for (struct pylog__hooks *hooks = prepared_hooks[phase]; hooks; hooks = hooks->next)
            if (hooks->prepare)
                hooks->prepare();
    }
}

static void run_parent_hooks(void) {
    for (unsigned phase = PYLOG__PHASES; phase-- > 0;)
        for (struct pylog__hooks *hooks = prepared_hooks[phase]; hooks; hooks = hooks->next)
            if (hooks->parent)
                hooks->parent();
}

static void run_child_hooks(void) {
    for (unsigned phase = PYLOG__PHASES; phase-- > 0;)
        for (struct pylog__hooks *hooks = pylog__hooks_first(phase); hooks; hooks = hooks->next)
            if (hooks->child)
                hooks->child();
}


PYLOG__AT_LOAD static void hook_into_fork(void) {
    pylog__port_at_fork(prepare_hooks, run_parent_hooks, run_child_hooks);
}
