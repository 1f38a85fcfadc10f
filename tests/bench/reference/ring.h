/* The bare ring: what a deferred log call cannot go below by much. Each thread has a ring that it alone
 * fills; a thread of the ring's renders the lines and writes them, 64 KiB at a time. It never sleeps. No
 * loggers, no records, no order between threads; it knows that an entry of these messages is short. */
#ifndef BENCH_REFERENCE_RING_H
#define BENCH_REFERENCE_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ring_options {
    size_t capacity; /* bytes for each thread, a power of two */
    bool ticks;      /* stamp with the processor's counter instead of clock_gettime */
    bool drop;       /* when full; otherwise wait */
};

/* Start the thread that writes to this file; or begin without it, and then nothing is ever written. */
void ring_start(int file, const struct ring_options *options);
void ring_begin(const struct ring_options *options);
/* Let the thread write what there is, and end it. Returns how many entries were dropped. */
unsigned long ring_stop(void);

/* What is known of a call after its first time: the types of its arguments. */
struct ring_site {
    _Atomic uint64_t types;
};
__attribute__((format(printf, 2, 3))) void ring_log(struct ring_site *site, const char *format, ...);

#define RING_LOG(...)                                                                                        \
    do {                                                                                                     \
        static struct ring_site site;                                                                        \
        ring_log(&site, __VA_ARGS__);                                                                        \
    } while (0)

#endif
