/* Ticks of the processor's counter as time: by a line through two readings of both clocks.
 *
 * The line is drawn anew with each reading, the newer point being now, so that what happened before now lies
 * between the points, or close to them, however badly the speed is known. */
#ifndef PYLOG_QUEUE_TICK_CLOCK_H
#define PYLOG_QUEUE_TICK_CLOCK_H

#include <pylog/namespace.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

struct pylog__tick_clock {
    uint64_t ticks; /* the older point */
    int64_t time;   /* nanoseconds since the epoch */
    double speed;   /* nanoseconds per tick; 0: not known yet */
};

/* Have a reading of both clocks. The first one is the older point of the line for a time. */
void pylog__tick_clock_read(struct pylog__tick_clock *clock, uint64_t ticks, int64_t time);
/* The same, of now. */
void pylog__tick_clock_read_now(struct pylog__tick_clock *clock);

static inline int64_t pylog__tick_clock_time(const struct pylog__tick_clock *clock, uint64_t ticks) {
    return clock->time + (int64_t)((double)(int64_t)(ticks - clock->ticks) * clock->speed);
}

#pragma GCC visibility pop

#endif
