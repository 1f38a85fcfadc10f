/* The life of the process: flushing, shutting down, exit. What there is to do, the rooms have entered as hooks. */
#include "../port/lock.h"
#include "../thread/hooks.h"
#include "../queue/queue.h"
#include "../handler/unwinding.h"

#include <pylog.h>

static const int64_t second = INT64_C(1000000000);

/* All of a shutdown has ten seconds. Threads that configure may use up a part of it only; and a phase that
 * comes last has a moment, also if the others have used up all. */
static int64_t end_of_phase(enum pylog__phase phase, int64_t deadline) {
    int64_t now = pylog__port_monotonic();
    if (phase == PYLOG__PHASE_CONFIG && deadline > now + 3 * second)
        return now + 3 * second;
    return deadline < now + second / 4 ? now + second / 4 : deadline;
}

void pylog_shutdown(void) {
    int64_t deadline = pylog__port_monotonic() + 10 * second;
    int state = pylog__port_cancel_off();
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++)
        for (struct pylog__hooks *hooks = pylog__hooks_first(phase); hooks; hooks = hooks->next)
            if (hooks->shut_down)
                hooks->shut_down(end_of_phase(phase, deadline));
    pylog__port_cancel_restore(state);
}

/* exit does not return to the calls within which the program has called it: in a handler, say. What they hold,
 * other threads may need to get on: a listener's thread the lock of that very handler. So it is given back
 * first, as at the end of a thread, and they are waited for as usual. Who is the taker of a queue keeps all
 * meanwhile: it takes what is left itself, and goes by its locks to see which handler has called exit
 * (queue_listener.c). */
static void shut_down_at_exit(void) {
    struct pylog__thread *thread = pylog__current_thread;
    const bool takes = thread->takes;
    if ((thread->calls || thread->hold_count) && !takes)
        pylog__calls_abandon(thread);
    pylog_shutdown();
    if (takes)
        pylog__queues()->leave();
}

void pylog__shut_down_at_exit(void) {
    pylog__port_at_exit(shut_down_at_exit);
}

int pylog_flush(double timeout) {
    int64_t deadline = timeout == 0 ? PYLOG__PATIENTLY : pylog__deadline(timeout);
    int result = 0, error = 0, state = pylog__port_cancel_off();
    for (unsigned phase = 0; phase < PYLOG__PHASES; phase++)
        for (struct pylog__hooks *hooks = pylog__hooks_first(phase); hooks; hooks = hooks->next)
            if (hooks->flush && hooks->flush(deadline) && !result) {
                result = -1;
                error = errno;
            }
    pylog__port_cancel_restore(state);
    errno = result ? error : errno;
    return result;
}
