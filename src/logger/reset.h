/* For tests alone. */
#ifndef PYLOG_LOGGER_RESET_H
#define PYLOG_LOGGER_RESET_H

#include <pylog/namespace.h>

#pragma GCC visibility push(hidden)

/* As if the library had not been used yet: the tree, level names, switches, hooks and the calling thread's
 * memory are gone, and the allocator may be set again. Handlers, adapters and records of the program's own
 * stay its own. No other thread may be using the library. */
void pylog__reset(void);

#pragma GCC visibility pop

#endif
