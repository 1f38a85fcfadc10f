/* Noticing unwinding: see unwind.h. */
#include "unwind.h"

#include <setjmp.h>

extern inline int pylog__port_cancel_off(void);
extern inline void pylog__port_cancel_restore(int before);
extern inline const void *pylog__return_address_in(void *frame);

static void (*unwinding_passed)(void *frame); /* set while the module is loaded, as the next one */
static void (*exception_caught)(void);

void pylog__port_at_unwinding(void (*passed)(void *frame)) {
    unwinding_passed = passed;
}

void pylog__port_at_uncaught(void (*caught)(void)) {
    exception_caught = caught;
}

#if PYLOG__HAS_UNWINDER

/* The unwinder's, which need not be there: a program without exceptions has none, unless a thread is ended, and then
 * libc loads it. */
extern uintptr_t _Unwind_GetGR(void *context, int number) __attribute__((weak));

/* As it begins, whatever language has thrown it. */
struct exception {
    uint64_t class;
    void (*cleanup)(int reason, struct exception *self);
};

/* Where a thread of the library's begins. */
struct base {
    jmp_buf frame;
    struct exception *exception;
};
static _Thread_local struct base *thread_bottom;

int pylog__personality(int version, int actions, uint64_t class, void *exception, void *context)
    __attribute__((used, visibility("hidden")));
int pylog__catching_personality(int version, int actions, uint64_t class, struct exception *exception, void *context)
    __attribute__((used, visibility("hidden")));

/* By the Itanium ABI for C++: the first of two phases looks for somebody who catches it, and the second one ends the
 * frames up to there. */
enum { SEARCH_PHASE = 1, CLEANUP_PHASE = 2, HANDLER_FRAME = 4, FORCED = 8 }; /* actions */
enum { FOREIGN_EXCEPTION_CAUGHT = 1, HANDLER_FOUND = 6, CONTINUE_UNWIND = 8 };

int pylog__personality(int version, int actions, uint64_t class, void *exception, void *context) {
#if defined(__x86_64__)
    enum { FRAME_POINTER = 6 };
#else
    enum { FRAME_POINTER = 29 };
#endif
    (void)version, (void)class, (void)exception;
    if ((actions & CLEANUP_PHASE) && _Unwind_GetGR && unwinding_passed)
        unwinding_passed((void *)_Unwind_GetGR(context, FRAME_POINTER));
    return CONTINUE_UNWIND;
}

/* The end of a thread (FORCED) is not caught. */
int pylog__catching_personality(int version, int actions, uint64_t class, struct exception *exception, void *context) {
    (void)version, (void)class, (void)context;
    if (actions & FORCED)
        return CONTINUE_UNWIND;
    if (actions & SEARCH_PHASE)
        return HANDLER_FOUND;
    if (!(actions & HANDLER_FRAME))
        return CONTINUE_UNWIND;
    thread_bottom->exception = exception;
    longjmp(thread_bottom->frame, 1);
}

__attribute__((noinline)) bool pylog__port_run_catching(void (*run)(void *data), void *data) {
    struct base here;
    PYLOG__CATCHES_HERE;
    thread_bottom = &here;
    if (setjmp(here.frame) == 0) {
        run(data);
        return true;
    }
    exception_caught();
    if (here.exception->cleanup)
        here.exception->cleanup(FOREIGN_EXCEPTION_CAUGHT, here.exception);
    return false;
}

#else

bool pylog__port_run_catching(void (*run)(void *data), void *data) {
    run(data);
    return true;
}

#endif

/* AddressSanitizer knows what lies there, and does not like it. */
#if defined(__GNUC__)
__attribute__((no_sanitize_address, noinline))
#endif
const void *pylog__port_look_for_return_address(void *frame) {
    return pylog__return_address_in(frame);
}
