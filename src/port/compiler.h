/* What is asked of a compiler, beyond C11. */
#ifndef PYLOG_PORT_COMPILER_H
#define PYLOG_PORT_COMPILER_H

/* For what every record passes through: compiled into one place; or a function, which the linker puts beside
 * the others, so that they are few lines of the processor's cache, and pages. */
#define PYLOG__ALWAYS_INLINE static inline __attribute__((always_inline))
#define PYLOG__HOT           __attribute__((hot))
/* Beside it, and seldom: small rather than fast. */
#define PYLOG__COLD __attribute__((cold, noinline))
/* A function that looks at the address of its frame: inlined, it would see its caller's. */
#define PYLOG__OWN_FRAME __attribute__((noinline))

/* A function that runs while the module is loaded, before the code of the program: also before its constructors
 * and those of C++, in the programs that the module is linked into. */
#define PYLOG__AT_LOAD __attribute__((constructor(101)))

#endif
