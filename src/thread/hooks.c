/* The hooks: a list for each phase, which only grows, at its front; so it is read without a lock. */
#include "hooks.h"

#include "../port/compiler.h"

static _Atomic(struct pylog__hooks *) entered[PYLOG__PHASES];

struct pylog__hooks *pylog__hooks_first(enum pylog__phase phase) {
    return atomic_load_explicit(&entered[phase], memory_order_acquire);
}

/* ---- Around fork ----------------------------------------------------------------------------- */

/* What the thread that forks has found before: `parent` is for those alone, whatever was entered meanwhile. */
static _Thread_local struct pylog__hooks *prepared[PYLOG__PHASES];

static void prepare_hooks(void) {
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++) {
        prepared[phase] = pylog__hooks_first(phase);
        for (struct pylog__hooks *hooks = prepared[phase]; hooks; hooks = hooks->next)
            if (hooks->prepare)
                hooks->prepare();
    }
}

static void run_parent_hooks(void) {
    for (unsigned phase = PYLOG__PHASES; phase-- > 0;)
        for (struct pylog__hooks *hooks = prepared[phase]; hooks; hooks = hooks->next)
            if (hooks->parent)
                hooks->parent();
}

static void run_child_hooks(void) {
    for (unsigned phase = PYLOG__PHASES; phase-- > 0;)
        for (struct pylog__hooks *hooks = pylog__hooks_first(phase); hooks; hooks = hooks->next)
            if (hooks->child)
                hooks->child();
}

/* ------------------------------------------------------------------------------------------------ */

PYLOG__AT_LOAD static void hook_into_fork(void) {
    pylog__port_at_fork(prepare_hooks, run_parent_hooks, run_child_hooks);
}

void pylog__hooks_add(struct pylog__hooks *hooks) {
    if (atomic_exchange(&hooks->added, true))
        return;
    _Atomic(struct pylog__hooks *) *list = &entered[hooks->phase];
    hooks->next = atomic_load_explicit(list, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(list, &hooks->next, hooks, memory_order_release,
                                                  memory_order_relaxed)) {
    }
}

void pylog__hooks_reset(void) {
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++)
        for (struct pylog__hooks *hooks = pylog__hooks_first(phase); hooks; hooks = hooks->next)
            if (hooks->reset)
                hooks->reset();
}
