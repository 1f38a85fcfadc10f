/* Flushing, shutting down, and exit. */
#include "lifecycle.h"

#include "../base/timeout.h"
#include "hooks.h"
#include "unwinding.h"
#include <pylog.h>

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
        for (struct pylog__hooks *hooks = pylog__hooks_first(phase); hooks; hooks = hooks->next)
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
        for (struct pylog__hooks *hooks = pylog__hooks_first(phase); hooks; hooks = hooks->next)
            if (hooks->flush && hooks->flush(deadline) && !result) {
                result = -1;
                error = errno;
            }
    pylog__call_end(thread);
    errno = result ? error : errno;
    return result;
}

/* ---- Exit ------------------------------------------------------------------------------------- */

/* exit does not return to the calls within which the program has called it: in a handler, say. What they hold,
 * other threads may need to get on: a listener's thread the lock of that very handler. So it is given back
 * first, as at the end of a thread, and they are waited for as usual. Who is the consumer of a queue keeps all
 * meanwhile: it takes what is left itself, and goes by its locks to see which handler has called exit
 * (listener.c). */
static void shut_down_at_exit(void) {
    struct pylog__thread *thread = pylog__current_thread;
    const bool takes = thread->drains;
    if ((thread->calls || thread->hold_count) && !takes)
        pylog__thread_gives_back(thread);
    pylog_shutdown();
    if (takes)
        pylog__hooks_leave();
}

void pylog__shut_down_at_exit(void) {
    pylog__port_at_exit(shut_down_at_exit);
}
