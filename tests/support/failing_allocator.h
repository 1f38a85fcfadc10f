/* An allocator for tests that fails when it is told to, and counts what it has given out. */
#ifndef SUPPORT_FAILING_ALLOCATOR_H
#define SUPPORT_FAILING_ALLOCATOR_H

#include <stdbool.h>
#include <stddef.h>

/* Have the library, as if not used yet, take its memory from here; and back to malloc, afterwards. */
void failing_allocator_begin(void);
void failing_allocator_end(void);

/* Fail at the n-th allocation from now on, the next one being the first; 0: at none. Freeing and shrinking
 * to nothing never fail. */
void failing_allocator_fail_at(size_t n);
/* Fail at that one, and at all after it. */
void failing_allocator_fail_from(size_t n);
/* Fail at all that ask for more than this. */
void failing_allocator_fail_above(size_t bytes);

/* Has an allocation failed since one of the three was called? */
bool failing_allocator_has_failed(void);

/* How many allocations there were, and what has not been given back. */
size_t failing_allocator_calls(void);
size_t failing_allocator_blocks(void);
size_t failing_allocator_bytes(void);

#endif
