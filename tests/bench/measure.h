/* What the two halves of the driver share. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include "driver.h"

enum { BENCH_WARM_UP = 1000 }; /* records */

void bench_finish(const struct bench_scenario *scenario);
void bench_print_rest(long records);

void bench_measure_calls(const struct bench_scenario *scenario, int message, long batches, const char *file);
void bench_measure_deliveries(const struct bench_scenario *scenario, int message, long records,
                              const char *file);

#endif
