/* Counts the allocations of the program with peers/pylog.c, and prints how many there were. A block that
 * grows counts each time, and one that is freed does not. */
#include <pylog.h>

#include <stdatomic.h>
#include <stdlib.h>

static atomic_ulong allocations;

static void *allocate(void *data, void *block, size_t size) {
    (void)data;
    if (size == 0) {
        free(block);
        return NULL;
    }
    atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
    return realloc(block, size);
}

static void report(void) {
    printf("allocations %lu\n", atomic_load(&allocations));
}

__attribute__((constructor)) static void count_allocations(void) {
    if (pylog_set_allocator(allocate, NULL) != 0)
        abort();
    atexit(report);
}
