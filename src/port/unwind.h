/* Frames that never return: noticing the exception that passes by one, and that one is gone. */
#ifndef PYLOG_PORT_UNWIND_H
#define PYLOG_PORT_UNWIND_H

#include "port.h"

#pragma GCC visibility push(hidden)

/* In a function: when an exception, or the end of the thread, unwinds the stack through it, what was given to
 * pylog__port_at_unwinding is called with __builtin_frame_address(0) of the function, and unwinding goes on. It
 * is the function's personality routine, as C++ has one; so the compiler need not know of exceptions, but has to
 * make unwind tables, as it does by default. Where it makes none, or on another processor, nothing is noticed. */
#if defined(__ELF__) && defined(__GCC_HAVE_DWARF2_CFI_ASM) && (defined(__x86_64__) || defined(__aarch64__))
#define PYLOG__HAS_UNWINDER 1
#define PYLOG__STRING_NOW(text) #text
#define PYLOG__STRING(text)     PYLOG__STRING_NOW(text)
#define PYLOG__UNWINDS_HERE     __asm__ volatile(".cfi_personality 0x1b, " PYLOG__STRING(pylog__personality))
#define PYLOG__CATCHES_HERE     __asm__ volatile(".cfi_personality 0x1b, " PYLOG__STRING(pylog__catching_personality))
#else
#define PYLOG__HAS_UNWINDER 0
#define PYLOG__UNWINDS_HERE ((void)0)
#endif

/* What is called then. */
void pylog__port_at_unwinding(void (*passed)(void *frame));

/* What the thread itself calls when an exception has come to its end in pylog__port_run_catching. */
void pylog__port_at_uncaught(void (*caught)(void));

/* Run it, as what is at the base of a thread of the library's. False if an exception has come out of it, which nobody
 * catches: it has been deleted. Where exceptions are not noticed, they end the program as usual. */
bool pylog__port_run_catching(void (*run)(void *data), void *data);

/* Where a frame returns to, as it stands above the address of the frame; NULL if that is not known. */
inline const void *pylog__return_address_in(void *frame) {
#if defined(__x86_64__) || defined(__i386__) || defined(__aarch64__)
    return ((void **)frame)[1];
#else
    (void)frame;
    return NULL;
#endif
}

/* The same of a frame that may be gone, in whose place others are. */
const void *pylog__port_look_for_return_address(void *frame);

/* The bounds of the calling thread's stack; false if they are not known. */
bool pylog__port_stack_bounds(uintptr_t *low, uintptr_t *high);

#pragma GCC visibility pop

#endif
