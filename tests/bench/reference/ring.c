#include "ring.h"

#include "../driver.h"
#include "../ticks.h"
#include "text.h"

#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MOST_OF_ENTRY = 512, MOST_OF_LINE = 1024, BATCH = 64 * 1024, CACHE_LINE = 64 };

struct entry {
    uint32_t size; /* with this and the arguments; a multiple of 8 */
    const char *format;
    uint64_t stamp;
    char arguments[];
};

/* Positions only grow. An entry begins below the capacity and may end above it: there is room behind. */
struct ring {
    _Alignas(CACHE_LINE) _Atomic uint64_t head; /* the producer's */
    uint64_t known_tail;
    unsigned long dropped;
    _Alignas(CACHE_LINE) _Atomic uint64_t tail; /* the backend's */
    _Alignas(CACHE_LINE) struct ring *next;
    char memory[];
};

static struct ring_options options;
static _Atomic(struct ring *) rings;
static _Thread_local struct ring *own_ring;

static struct {
    pthread_t thread;
    atomic_bool stop;
    int file;
    size_t used;
    char lines[BATCH + MOST_OF_LINE];
} backend;

/* ---- The types of a call's arguments, four bits each ----------------------------------------- */

enum { INT = 1, UNSIGNED, LONG, DOUBLE, TEXT, NO_MORE = 15 };

static uint64_t type_of(char conversion) {
    switch (conversion) {
    case 'u':
    case '0': return UNSIGNED;
    case 'l': return LONG;
    case '.': return DOUBLE;
    case 's': return TEXT;
    default: return INT;
    }
}

static uint64_t parse_types(struct ring_site *site, const char *format) {
    uint64_t types = 0;
    int shift = 0;
    for (const char *at = format; *(at = strchrnul(at, '%')); at += 2, shift += 4)
        types |= type_of(at[1]) << shift;
    types |= (uint64_t)NO_MORE << shift;
    atomic_store_explicit(&site->types, types, memory_order_relaxed);
    return types;
}

/* ---- The call -------------------------------------------------------------------------------- */

/* Rings live until the process ends. Pages are touched here, not in a call. */
static struct ring *make_ring(void) {
    size_t size = sizeof(struct ring) + options.capacity + MOST_OF_ENTRY;
    struct ring *ring = aligned_alloc(CACHE_LINE, (size + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE);
    if (!ring)
        bench_fail("memory for a ring");
    memset(ring, 0, size);
    ring->next = atomic_load(&rings);
    while (!atomic_compare_exchange_weak(&rings, &ring->next, ring))
        ;
    return own_ring = ring;
}

/* The ring looks full: is it, and still after a while? */
static bool wait_for_room(struct ring *ring, uint64_t head) {
    for (;; sched_yield()) {
        ring->known_tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
        if (head + MOST_OF_ENTRY - ring->known_tail <= options.capacity)
            return true;
        if (options.drop) {
            ring->dropped++;
            return false;
        }
    }
}

static char *copy_text(char *out, const char *text) {
    uint64_t length = strlen(text);
    memcpy(out, &length, 8);
    memcpy(out + 8, text, length);
    return out + 8 + (length + 7) / 8 * 8;
}

static inline char *copy_number(char *out, const void *number) {
    memcpy(out, number, 8);
    return out + 8;
}

static char *copy_arguments(char *out, uint64_t types, va_list arguments) {
    for (;; types >>= 4) {
        long integer;
        double number;
        switch (types & 15) {
        case NO_MORE: return out;
        case TEXT: out = copy_text(out, va_arg(arguments, const char *)); continue;
        case DOUBLE: number = va_arg(arguments, double), out = copy_number(out, &number); continue;
        case LONG: integer = va_arg(arguments, long); break;
        case UNSIGNED: integer = va_arg(arguments, unsigned); break;
        default: integer = va_arg(arguments, int); break;
        }
        out = copy_number(out, &integer);
    }
}

static inline uint64_t read_stamp(void) {
    return options.ticks ? bench_ticks() : (uint64_t)bench_realtime();
}

__attribute__((noinline)) void ring_log(struct ring_site *site, const char *format, ...) {
    struct ring *ring = own_ring ? own_ring : make_ring();
    uint64_t types = atomic_load_explicit(&site->types, memory_order_relaxed);
    if (!types)
        types = parse_types(site, format);
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    if (head + MOST_OF_ENTRY - ring->known_tail > options.capacity && !wait_for_room(ring, head))
        return;

    struct entry *entry = (void *)(ring->memory + (head & (options.capacity - 1)));
    entry->format = format;
    entry->stamp = read_stamp();
    va_list arguments;
    va_start(arguments, format);
    char *end = copy_arguments(entry->arguments, types, arguments);
    va_end(arguments);
    entry->size = (uint32_t)(end - (char *)entry);
    atomic_store_explicit(&ring->head, head + entry->size, memory_order_release);
}

/* ---- The thread that writes ------------------------------------------------------------------ */

/* Ticks become time by two looks at both clocks, as far apart as the thread is old. */
static struct {
    uint64_t first_ticks, ticks;
    int64_t first_time, time;
    double ticks_length; /* ns */
} clocks;

static void look_at_clocks(void) {
    clocks.ticks = bench_ticks();
    clocks.time = bench_realtime();
    if (!clocks.first_ticks)
        clocks.first_ticks = clocks.ticks, clocks.first_time = clocks.time;
    else
        clocks.ticks_length =
            (double)(clocks.time - clocks.first_time) / (double)(clocks.ticks - clocks.first_ticks);
}

static int64_t time_of_stamp(uint64_t stamp) {
    if (!options.ticks)
        return (int64_t)stamp;
    return clocks.time + (int64_t)((double)(int64_t)(stamp - clocks.ticks) * clocks.ticks_length);
}

ALWAYS_INLINE struct value next_copied(void *from, char conversion) {
    const char **at = from;
    struct value value;
    memcpy(&value.is, *at, 8);
    *at += 8;
    if (conversion == 's') {
        value.length = (size_t)value.is.integer;
        value.is.text = *at;
        *at += (value.length + 7) / 8 * 8;
    }
    return value;
}

static void write_batch(void) {
    if (backend.used && write(backend.file, backend.lines, backend.used) != (ssize_t)backend.used)
        bench_fail("write");
    backend.used = 0;
    look_at_clocks();
}

static void render(const struct entry *entry) {
    const char *arguments = entry->arguments;
    char *start = backend.lines + backend.used;
    char *out = put_text(put_time(start, time_of_stamp(entry->stamp)), " - " BENCH_LOGGER " - INFO - ");
    out = put_message(out, entry->format, next_copied, &arguments);
    *out++ = '\n';
    backend.used += (size_t)(out - start);
    if (backend.used >= BATCH)
        write_batch();
}

static bool take_all(struct ring *ring) {
    uint64_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
    if (tail == head)
        return false;
    while (tail != head) {
        const struct entry *entry = (void *)(ring->memory + (tail & (options.capacity - 1)));
        render(entry);
        tail += entry->size;
        atomic_store_explicit(&ring->tail, tail, memory_order_release);
    }
    return true;
}

static void *run_backend(void *data) {
    (void)data;
    look_at_clocks();
    for (int64_t until = bench_now() + 1000000; bench_now() < until;)
        ;
    look_at_clocks();
    for (;;) {
        bool stop = atomic_load_explicit(&backend.stop, memory_order_acquire), taken = false;
        for (struct ring *ring = atomic_load(&rings); ring; ring = ring->next)
            taken |= take_all(ring);
        if (taken)
            continue;
        if (backend.used)
            write_batch();
        if (stop)
            return NULL;
    }
}

void ring_begin(const struct ring_options *given) {
    options = *given;
    make_ring();
}

void ring_start(int file, const struct ring_options *given) {
    ring_begin(given);
    backend.file = file;
    bench_use_core(1);
    if (pthread_create(&backend.thread, NULL, run_backend, NULL) != 0)
        bench_fail("pthread_create");
    bench_use_core(0);
}

unsigned long ring_stop(void) {
    atomic_store_explicit(&backend.stop, true, memory_order_release);
    pthread_join(backend.thread, NULL);
    unsigned long dropped = 0;
    for (struct ring *ring = atomic_load(&rings); ring; ring = ring->next)
        dropped += ring->dropped;
    return dropped;
}
