/* Noticing unwinding: see unwind.h. */
#include "unwind.h"

static void (*unwinding_passed)(void *frame); /* set while the module is loaded */

void pylog__port_at_unwinding(void (*passed)(void *frame)) {
    unwinding_passed = passed;
}

#if PYLOG__HAS_UNWINDER

/* The unwinder's, which need not be there: a program without exceptions has none, unless a thread is ended, and then
 * libc loads it. */
extern uintptr_t _Unwind_GetGR(void *context, int number) __attribute__((weak));

int pylog__personality(int version, int actions, uint64_t class, void *exception, void *context)
    __attribute__((used, visibility("hidden")));

/* By the Itanium ABI for C++: 2 in actions is the second of two phases, and 8 says "go on". */
int pylog__personality(int version, int actions, uint64_t class, void *exception, void *context) {
#if defined(__x86_64__)
    enum { FRAME_POINTER = 6 };
#else
    enum { FRAME_POINTER = 29 };
#endif
    enum { CLEANUP_PHASE = 2, CONTINUE_UNWIND = 8 };
    (void)version, (void)class, (void)exception;
    if ((actions & CLEANUP_PHASE) && _Unwind_GetGR && unwinding_passed)
        unwinding_passed((void *)_Unwind_GetGR(context, FRAME_POINTER));
    return CONTINUE_UNWIND;
}

#endif

/* AddressSanitizer knows what lies there, and does not like it. */
#if defined(__GNUC__)
__attribute__((no_sanitize_address, noinline))
#endif
const void *pylog__port_look_for_return_address(void *frame) {
    return pylog__return_address_in(frame);
}
