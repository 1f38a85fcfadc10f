/* The allocator: malloc, or what pylog_set_allocator has been given before the first use. */
#include "memory.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static void *allocate_by_libc(void *data, void *block, size_t size) {
    (void)data;
    if (size)
        return realloc(block, size);
    free(block);
    return NULL;
}

static void *(*allocator)(void *data, void *ptr, size_t size) = allocate_by_libc;
static void *allocator_data;
static atomic_bool memory_used;

/* Every allocation says so, and only the first one writes: the flag's cache line stays shared. */
static void *call_allocator(void *block, size_t size) {
    if (!atomic_load_explicit(&memory_used, memory_order_relaxed))
        atomic_store_explicit(&memory_used, true, memory_order_relaxed);
    return allocator(allocator_data, block, size);
}

bool pylog__memory_come_from(void *(*allocate)(void *data, void *ptr, size_t size), void *data) {
    if (atomic_load_explicit(&memory_used, memory_order_relaxed))
        return false;
    allocator = allocate ? allocate : allocate_by_libc;
    allocator_data = data;
    return true;
}

/* For tests, which begin again and again: with nothing allocated, the allocator may be set once more. */
void pylog__memory_reset(void) {
    atomic_store_explicit(&memory_used, false, memory_order_relaxed);
}

void *pylog__resize(void *block, size_t size) {
    void *resized = call_allocator(block, size ? size : 1);
    if (!resized)
        errno = ENOMEM;
    return resized;
}

void *pylog__allocate(size_t size) {
    return pylog__resize(NULL, size);
}

void *pylog__allocate_zeroed(size_t size) {
    void *block = pylog__allocate(size);
    return block ? memset(block, 0, size) : NULL;
}

void pylog__free(void *block) {
    if (block)
        call_allocator(block, 0);
}

char *pylog__copy_bytes(const char *bytes, size_t length) {
    char *copy = pylog__allocate(length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *pylog__copy_string(const char *string) {
    return pylog__copy_bytes(string, strlen(string));
}
