/* The parts of a ring that are not needed at each entry. */
#include "ring.h"

#include "../port/compiler.h"
#include "memory.h"

bool pylog__ring_init(struct pylog__ring *ring, size_t capacity, size_t fill) {
    ring->block = pylog__allocate(capacity + PYLOG__CACHE_LINE);
    if (!ring->block)
        return false;
    ring->memory = pylog__begin_cache_line(ring->block);
    ring->capacity = capacity;
    ring->fill = fill;
    ring->next = ring->memory;
    ring->end = ring->memory + fill;
    return true;
}

void pylog__ring_release(struct pylog__ring *ring) {
    pylog__free(ring->block);
}

void pylog__ring_after_fork(struct pylog__ring *ring) {
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    ring->next = ring->end = ring->memory + ((size_t)head & (ring->capacity - 1));
}

static void set_end(struct pylog__ring *ring, size_t free) {
    size_t end = (size_t)(ring->memory + ring->capacity - ring->next);
    if (!end) {
        ring->next = ring->memory;
        end = ring->capacity;
    }
    ring->end = ring->next + (free < end ? free : end);
}

bool pylog__ring_make_room(struct pylog__ring *ring, size_t size, size_t fill) {
    size_t used = pylog__ring_used(ring), free = fill > used ? fill - used : 0;
    set_end(ring, free);
    if (size <= (size_t)(ring->end - ring->next))
        return true;
    size_t end = (size_t)(ring->memory + ring->capacity - ring->next);
    if (end >= size || end + size > free)
        return false;
    ((struct pylog__entry *)(void *)ring->next)->tag = pylog__entry_tag(end, 0);
    pylog__ring_commit(ring, end, memory_order_release);
    set_end(ring, free - end);
    return true;
}

/* The bytes for strings may be left unused at the end of the memory; of a small ring they would be a large
 * part. */
PYLOG__COLD ptrdiff_t pylog__ring_look_ahead(struct pylog__ring *ring, size_t least) {
    if (ring->capacity >= (size_t)16 * PYLOG__RING_STRINGS)
        pylog__ring_make_room(ring, least + PYLOG__RING_STRINGS, ring->fill);
    return ring->end - ring->next - (ptrdiff_t)least;
}
