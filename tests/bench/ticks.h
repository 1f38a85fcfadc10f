/* The clocks of the benchmarks. */
#ifndef BENCH_TICKS_H
#define BENCH_TICKS_H

#include <stdint.h>
#include <time.h>

static inline int64_t bench_read_clock(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static inline int64_t bench_now(void) { /* ns of a clock that only goes forward */
    return bench_read_clock(CLOCK_MONOTONIC);
}

static inline int64_t bench_realtime(void) { /* ns since the epoch */
    return bench_read_clock(CLOCK_REALTIME);
}

/* The processor's counter, or nanoseconds where this does not know one. */
static inline uint64_t bench_ticks(void) {
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
    uint64_t ticks;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
#else
    return (uint64_t)bench_now();
#endif
}

#endif
