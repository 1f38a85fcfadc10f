/* Is there a counter of the processor that can stand for a clock? */
#include "port.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>

/* The time-stamp counter is invariant if a bit of the leaf on power management says so. */
bool pylog__port_has_ticks(void) {
    const unsigned power_management = 0x80000007U, invariant = 1U << 8;
    unsigned a, b, c, d;
    return __get_cpuid(power_management, &a, &b, &c, &d) && (d & invariant);
}
#elif defined(__aarch64__)
/* The generic timer runs at one speed by definition. */
bool pylog__port_has_ticks(void) {
    return true;
}
#else
bool pylog__port_has_ticks(void) {
    return false;
}
#endif
