/* Ticks as time: the line through two readings, what it says in between and
 * beyond, and when it is drawn anew. */
#include <fixture.h>
#include <port/port.h>
#include <queue/tick_clock.h>

#define MS     INT64_C(1000000)
#define SECOND INT64_C(1000000000)
#define START  (INT64_C(1700000000) * SECOND)

/* A counter that begins at 5000 at START, with so many ticks for 1000
 * nanoseconds. */
static uint64_t ticks_at(int64_t since_start, int64_t per_1000) {
    return 5000 + (uint64_t)(since_start / 1000 * per_1000 + since_start % 1000 * per_1000 / 1000);
}

/* Readings `at` nanoseconds after START, when the system's clock says `error`
 * more than that; then the time of ticks `asked` after START, which must come
 * out with an error of at most `most`. */
static const struct row {
    const char *name;
    int64_t per_1000;
    struct {
        int64_t at, error;
    } readings[6];
    size_t count;
    int64_t asked, expected, most;
} rows[] = {
    { "the first reading is that time", 3000, { { 0, 0 } }, 1, 0, 0, 0 },
    { "between two readings", 3000, { { 0, 0 }, { 100 * MS, 0 } }, 2, 50 * MS, 50 * MS, 1 },
    { "behind the second", 3000, { { 0, 0 }, { 100 * MS, 0 } }, 2, 150 * MS, 150 * MS, 1 },
    { "before the first", 3000, { { 0, 0 }, { 100 * MS, 0 } }, 2, -10 * MS, -10 * MS, 1 },
    { "a slow counter", 25, { { 0, 0 }, { 100 * MS, 0 } }, 2, 50 * MS, 50 * MS, 41 },
    { "a counter of a nanosecond", 1000, { { 0, 0 }, { 100 * MS, 0 } }, 2, 77 * MS, 77 * MS, 1 },
    { "a first span shorter than a millisecond", 3000, { { 0, 0 }, { 1000, 0 } }, 2, 500, 500, 1 },
    { "a reading that is 500 ns off puts the line off by no more",
      3000,
      { { 0, 0 }, { 100 * MS, 0 }, { 100 * MS + 1000, 500 } },
      3,
      50 * MS,
      50 * MS,
      500 },
    { "after more than a second the line begins anew",
      3000,
      { { 0, 0 }, { 1500 * MS, 0 }, { 1600 * MS, 0 } },
      3,
      1550 * MS,
      1550 * MS,
      1 },
    { "the clock drifts by 20 in a million",
      3000,
      { { 0, 0 }, { 1000 * MS, 20000 }, { 2100 * MS, 42000 }, { 2200 * MS, 44000 } },
      4,
      2150 * MS,
      2150 * MS + 43000,
      2000 },
    { "the clock is set forward by an hour",
      3000,
      { { 0, 0 }, { 500 * MS, 0 }, { 600 * MS, 3600 * SECOND } },
      3,
      650 * MS,
      650 * MS + 3600 * SECOND,
      1 },
    { "the clock is set back by an hour",
      3000,
      { { 0, 0 }, { 500 * MS, 0 }, { 600 * MS, -3600 * SECOND } },
      3,
      650 * MS,
      650 * MS - 3600 * SECOND,
      1 },
    { "the clock is set back by some milliseconds",
      3000,
      { { 0, 0 }, { 500 * MS, 0 }, { 600 * MS, -100 * MS } },
      3,
      650 * MS,
      550 * MS,
      1 },
};

static void ticks_are_times_on_the_line(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pylog__tick_clock clock = { 0 };
        const struct row *row = &rows[i];
        for (size_t at = 0; at < row->count; at++)
            pylog__tick_clock_read(&clock, ticks_at(row->readings[at].at, row->per_1000),
                                   START + row->readings[at].at + row->readings[at].error);
        int64_t time = pylog__tick_clock_time(&clock, ticks_at(row->asked, row->per_1000)) - START;
        int64_t off = time - row->expected;
        if (off > row->most || off < -row->most)
            fail_msg("%s: off by %lld ns", row->name, (long long)off);
    }
}

/* A run of an hour with a reading each 300 ms, and a counter of 2.9 GHz. */
static void an_hour_of_readings_stays_on_time(void **state) {
    struct pylog__tick_clock clock = { 0 };
    (void)state;
    for (int64_t now = 0; now < 3600 * SECOND; now += 300 * MS) {
        int64_t error = (now / MS * 7919) % 80 - 40; /* the readings are 40 ns off at the most */
        pylog__tick_clock_read(&clock, ticks_at(now, 2900), START + now + error);
        if (now < SECOND)
            continue;
        int64_t before = now - 100 * MS;
        int64_t off = pylog__tick_clock_time(&clock, ticks_at(before, 2900)) - START - before;
        if (off > 200 || off < -200)
            fail_msg("off by %lld ns after %lld s", (long long)off, (long long)(now / SECOND));
    }
}

static void the_clock_of_this_machine_is_read(void **state) {
    struct pylog__tick_clock clock = { 0 };
    (void)state;
    if (!pylog__port_has_ticks())
        return;
    pylog__tick_clock_read_now(&clock);
    int64_t start = pylog__port_now();
    while (pylog__port_now() - start < 20 * MS) {
    }
    pylog__tick_clock_read_now(&clock);
    int64_t off = pylog__tick_clock_time(&clock, pylog__port_ticks()) - pylog__port_now();
    assert_true(off < MS && off > -MS);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(ticks_are_times_on_the_line),
    cmocka_unit_test(an_hour_of_readings_stays_on_time),
    cmocka_unit_test(the_clock_of_this_machine_is_read),
};
TEST_MAIN
