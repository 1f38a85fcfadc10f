/* The line through two readings. */
#include "tick_clock.h"

#include "../port/port.h"

enum { SECOND = 1000000000, SHORTEST = SECOND / 1000 };

/* Is this the speed that is known, but for a percent? If not, the system's clock has been set. */
static int is_likely(const struct pylog__tick_clock *clock, double speed) {
    return speed > clock->speed * 0.99 && speed < clock->speed * 1.01;
}

void pylog__tick_clock_read(struct pylog__tick_clock *clock, uint64_t ticks, int64_t time) {
    int64_t span = time - clock->time;
    double passed = (double)(int64_t)(ticks - clock->ticks);
    double speed = passed > 0 ? (double)span / passed : 0;
    bool known = clock->speed > 0;
    if (!clock->ticks || (known && (span < 0 || (span >= SHORTEST && !is_likely(clock, speed))))) {
        clock->ticks = ticks;
        clock->time = time;
        return;
    }
    if (span > 0 && (!known || span >= SHORTEST))
        clock->speed = speed;
    if (span > SECOND) {
        clock->ticks = ticks;
        clock->time = time;
    }
}

/* The time is read between two readings of the ticks; a pair that something came between is read again. */
void pylog__tick_clock_read_now(struct pylog__tick_clock *clock) {
    uint64_t least = UINT64_MAX, ticks = 0;
    int64_t time = 0;
    for (int i = 0; i < 3; i++) {
        uint64_t before = pylog__port_ticks();
        int64_t now = pylog__port_now();
        uint64_t span = pylog__port_ticks() - before;
        if (span < least) {
            least = span;
            ticks = before + span / 2;
            time = now;
        }
    }
    pylog__tick_clock_read(clock, ticks, time);
}
