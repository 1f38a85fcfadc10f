/* Where all memory of the library comes from: malloc, or the program's own function. */
#ifndef PYLOG_BASE_MEMORY_H
#define PYLOG_BASE_MEMORY_H

#include <pylog/namespace.h>
#include <stdbool.h>
#include <stddef.h>

#pragma GCC visibility push(hidden)

/* NULL with errno ENOMEM. `pylog__resize` frees nothing when it fails. */
void *pylog__allocate(size_t size);
void *pylog__allocate_zeroed(size_t size);
void *pylog__resize(void *block, size_t size);
void pylog__free(void *block);

char *pylog__copy_string(const char *string);
char *pylog__copy_bytes(const char *bytes, size_t length); /* with a NUL after them */

/* From this function instead, or from malloc again (NULL). False if something has been allocated before. */
bool pylog__memory_come_from(void *(*allocate)(void *data, void *ptr, size_t size), void *data);
void pylog__memory_reset(void); /* for tests: as if nothing had been allocated yet */

#pragma GCC visibility pop

#endif
