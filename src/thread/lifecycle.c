/* The life of the process: fork, flushing, shutting down. What there is to do, the rooms have entered as hooks: in a
 * list for each phase, which only grows, at its front; so it is read without a lock. */
#include "lifecycle.h"
#include "unwinding.h"

#include "../base/timeout.h"
#include "../port/compiler.h"
#include "../port/lock.h"

#include <pylog.h>

static _Atomic(struct pylog__hooks *) entered_hooks[PYLOG__PHASES];

static struct pylog__hooks *first_hooks(enum pylog__phase phase) {
    return atomic_load_explicit(&entered_hooks[phase], memory_order_acquire);
}

/* ---- Around fork ----------------------------------------------------------------------------- */

/* What the thread that forks has found before: `parent` is for those alone, whatever was entered meanwhile. */
static _Thread_local struct pylog__hooks *prepared_hooks[PYLOG__PHASES];

static void prepare_hooks(void) {
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++) {
        prepared_hooks[phase] = first_hooks(phase);
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
        for (struct pylog__hooks *hooks = first_hooks(phase); hooks; hooks = hooks->next)
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
    _Atomic(struct pylog__hooks *) *list = &entered_hooks[hooks->phase];
    hooks->next = atomic_load_explicit(list, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(list, &hooks->next, hooks, memory_order_release,
                                                  memory_order_relaxed)) {
    }
}

void pylog__hooks_reset(void) {
    pylog__timeouts_reset();
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++)
        for (struct pylog__hooks *hooks = first_hooks(phase); hooks; hooks = hooks->next)
            if (hooks->reset)
                hooks->reset();
}

void pylog__hooks_leave(void) {
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++)
        for (struct pylog__hooks *hooks = first_hooks(phase); hooks; hooks = hooks->next)
            if (hooks->leave)
                hooks->leave();
}

/* ---- Flushing and shutting down -------------------------------------------------------------- */

static const int64_t lifecycle_second = INT64_C(1000000000);

/* All of a shutdown has ten seconds. Threads that configure may use up a part of it only; and a phase that
 * comes last has a moment, also if the others have used up all. */
static int64_t end_of_phase(enum pylog__phase phase, int64_t deadline) {
    int64_t now = pylog__port_monotonic();
    if (phase == PYLOG__PHASE_CONFIG && deadline > now + 3 * lifecycle_second)
        return now + 3 * lifecycle_second;
    return deadline < now + lifecycle_second / 4 ? now + lifecycle_second / 4 : deadline;
}

/* Not even by itself, as a thread could that is alone. */
static void shield(struct pylog__thread *thread) {
    if (thread->calls > 1 || thread->shielded)
        return;
    thread->cancel_state = pylog__port_cancel_off();
    thread->shielded = true;
}

void pylog_shutdown(void) {
    int64_t deadline = pylog__port_monotonic() + 10 * lifecycle_second;
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    shield(thread);
    pylog__timeouts_shut_down(deadline);
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++)
        for (struct pylog__hooks *hooks = first_hooks(phase); hooks; hooks = hooks->next)
            if (hooks->shut_down)
                hooks->shut_down(end_of_phase(phase, deadline));
    pylog__timeouts_have_shut_down();
    pylog__call_end(thread);
}

int pylog_flush(double timeout) {
    if (pylog__timeout_check("timeout", timeout))
        return -1;
    int64_t deadline = pylog__timeout_end(timeout, PYLOG__PATIENTLY);
    int result = 0, error = 0;
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    shield(thread);
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++)
        for (struct pylog__hooks *hooks = first_hooks(phase); hooks; hooks = hooks->next)
            if (hooks->flush && hooks->flush(deadline) && !result) {
                result = -1;
                error = errno;
            }
    pylog__call_end(thread);
    errno = result ? error : errno;
    return result;
}
