/* How long does a call keep its caller, and a record take to the file? Percentiles of many single looks. */
#include "measure.h"
#include "ticks.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CALLS = 20,
    GAP = 200 * 1000,
    PAUSE = 2 * 1000 * 1000,
    LONGEST_DELIVERY = 1000 * 1000 * 1000
}; /* ns */

static const struct percentile {
    const char *name;
    double share;
} percentiles[] = {
    { "p10", 0.1 },  { "p25", 0.25 }, { "p50", 0.5 },     { "p75", 0.75 },      { "p90", 0.9 },
    { "p95", 0.95 }, { "p99", 0.99 }, { "p99.9", 0.999 }, { "p99.99", 0.9999 },
};
enum { PERCENTILES = sizeof percentiles / sizeof percentiles[0] };

static int compare(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* `scale` makes nanoseconds of a sample. */
static void print_percentiles(uint64_t *samples, long count, double scale) {
    qsort(samples, (size_t)count, sizeof *samples, compare);
    for (int i = 0; i < PERCENTILES; i++) {
        long rank = (long)(percentiles[i].share * (double)count);
        printf("%s %.2f ", percentiles[i].name, scale * (double)samples[rank < count ? rank : count - 1]);
    }
    printf("worst %.2f ", scale * (double)samples[count - 1]);
}

static uint64_t *new_samples(long count) {
    uint64_t *samples = calloc((size_t)count, sizeof *samples);
    if (!samples)
        bench_fail("memory for samples");
    return samples;
}

static void spin(int64_t nanoseconds) {
    for (int64_t until = bench_now() + nanoseconds; bench_now() < until;)
        ;
}

static void set_up(const struct bench_scenario *scenario, int message, const char *file) {
    if (scenario->set_up)
        scenario->set_up(file);
    scenario->bodies[message](0, BENCH_WARM_UP);
    spin(10 * PAUSE);
}

void bench_measure_calls(const struct bench_scenario *scenario, int message, long batches, const char *file) {
    bench_body *body = scenario->bodies[message];
    uint64_t *samples = new_samples(batches);
    set_up(scenario, message, file);

    uint64_t first_ticks = bench_ticks();
    int64_t first_time = bench_now();
    long next = BENCH_WARM_UP;
    for (long i = 0; i < batches; i++, next += CALLS) {
        uint64_t started = bench_ticks();
        body(next, next + CALLS);
        samples[i] = bench_ticks() - started;
        spin(GAP);
    }
    double tick = (double)(bench_now() - first_time) / (double)(bench_ticks() - first_ticks);

    bench_finish(scenario);
    print_percentiles(samples, batches, tick / CALLS);
    bench_print_rest(next);
    free(samples);
}

/* ---- From the call to the file --------------------------------------------------------------- */

static int64_t size_of(int file) {
    struct stat status;
    if (fstat(file, &status) != 0)
        bench_fail("fstat");
    return status.st_size;
}

static uint64_t deliver(bench_body *body, long number, int file) {
    int64_t size = size_of(file), started = bench_now(), now = started;
    body(number, number + 1);
    while (size_of(file) == size && now - started < LONGEST_DELIVERY)
        now = bench_now();
    return (uint64_t)(bench_now() - started);
}

void bench_measure_deliveries(const struct bench_scenario *scenario, int message, long records,
                              const char *path) {
    uint64_t *samples = new_samples(records);
    set_up(scenario, message, path);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        bench_fail(path);
    for (long i = 0; i < records; i++) {
        struct timespec pause = { .tv_nsec = PAUSE };
        nanosleep(&pause, NULL); /* long enough for whoever writes to fall asleep */
        samples[i] = deliver(scenario->bodies[message], BENCH_WARM_UP + i, file);
    }
    close(file);
    bench_finish(scenario);
    print_percentiles(samples, records, 1);
    bench_print_rest(BENCH_WARM_UP + records);
    free(samples);
}
