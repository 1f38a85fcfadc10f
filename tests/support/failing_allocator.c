/* An allocator for tests: malloc, with the size of each block before it. */
#include "failing_allocator.h"

#include <logger/reset.h>
#include <pthread.h>
#include <pylog.h>
#include <stdlib.h>

union header {
    size_t size;
    max_align_t alignment;
};

static struct {
    size_t calls, blocks, bytes;
    size_t until_failure; /* 0: none */
    size_t largest;       /* 0: any size */
    bool for_ever, failed;
} now;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER; /* of all of it */

static bool fails(size_t size) {
    bool failing = now.largest && size > now.largest;
    if (now.until_failure && --now.until_failure == 0) {
        failing = true;
        now.until_failure = now.for_ever;
    }
    now.failed |= failing;
    return failing;
}

static void *allocate_alone(void *block, size_t size) {
    union header *old = block ? (union header *)block - 1 : NULL;
    size_t old_size = old ? old->size : 0;
    if (size) {
        now.calls++;
        if (fails(size))
            return NULL;
    }
    if (old) {
        now.blocks--;
        now.bytes -= old_size;
    }
    if (!size) {
        free(old);
        return NULL;
    }
    union header *made = realloc(old, sizeof *made + size);
    if (!made)
        abort();
    made->size = size;
    now.blocks++;
    now.bytes += size;
    return made + 1;
}

static void *allocate(void *data, void *block, size_t size) {
    (void)data;
    pthread_mutex_lock(&mutex);
    void *result = allocate_alone(block, size);
    pthread_mutex_unlock(&mutex);
    return result;
}

void failing_allocator_begin(void) {
    pylog__reset();
    now.calls = now.blocks = now.bytes = 0;
    failing_allocator_fail_at(0);
    if (pylog_set_allocator(allocate, NULL))
        abort();
}

void failing_allocator_end(void) {
    failing_allocator_fail_at(0);
    pylog__reset();
    if (pylog_set_allocator(NULL, NULL))
        abort();
}

static void fail(size_t n, bool for_ever, size_t largest) {
    pthread_mutex_lock(&mutex);
    now.until_failure = n;
    now.for_ever = for_ever;
    now.largest = largest;
    now.failed = false;
    pthread_mutex_unlock(&mutex);
}

void failing_allocator_fail_at(size_t n) {
    fail(n, false, 0);
}

void failing_allocator_fail_from(size_t n) {
    fail(n, true, 0);
}

void failing_allocator_fail_above(size_t bytes) {
    fail(0, false, bytes);
}

bool failing_allocator_has_failed(void) {
    pthread_mutex_lock(&mutex);
    bool value = now.failed;
    pthread_mutex_unlock(&mutex);
    return value;
}

size_t failing_allocator_calls(void) {
    pthread_mutex_lock(&mutex);
    size_t value = now.calls;
    pthread_mutex_unlock(&mutex);
    return value;
}

size_t failing_allocator_blocks(void) {
    pthread_mutex_lock(&mutex);
    size_t value = now.blocks;
    pthread_mutex_unlock(&mutex);
    return value;
}

size_t failing_allocator_bytes(void) {
    pthread_mutex_lock(&mutex);
    size_t value = now.bytes;
    pthread_mutex_unlock(&mutex);
    return value;
}
