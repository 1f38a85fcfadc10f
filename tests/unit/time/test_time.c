/* Calendar and strftime, against CPython on glibc (tables/strftime.h). */
#define _XOPEN_SOURCE 700 /* putenv */

#include <fixture.h>
#include <stdlib.h>
#include <time.h>
#include <time/time.h>
#include "tables/strftime.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void expect_text(int moment, const char *fmt, const char *expected) {
    char storage[16];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_time(&out, fmt, &moments[moment]);
    if (strcmp(pylog__buffer_text(&out), expected) != 0)
        fail_msg("moment %d, year %lld: '%s'\n     got '%s'\nexpected '%s'", moment,
                 (long long)moments[moment].year, fmt, out.data, expected);
    pylog__buffer_release(&out);
}

static void prints_what_strftime_prints(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(strftime_cases); i++)
        expect_text(strftime_cases[i].moment, strftime_cases[i].fmt, strftime_cases[i].text);
}

static void prints_the_seconds_since_the_epoch(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(strftime_epoch_cases); i++)
        expect_text(strftime_epoch_cases[i].moment, strftime_epoch_cases[i].fmt,
                    strftime_epoch_cases[i].text);
}

static void appends_after_what_is_there(void **state) {
    (void)state;
    char storage[64];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_string(&out, "kept ");
    pylog__put_time(&out, "%99999d", &moments[0]); /* nothing, being too long */
    pylog__put_time(&out, "%Y", &moments[0]);
    assert_string_equal(pylog__buffer_text(&out), "kept 2023");
    pylog__buffer_release(&out);
}

static void a_calendar_without_zone_has_an_empty_one(void **state) {
    (void)state;
    char storage[16];
    struct pylog_buffer out;
    struct pylog__calendar calendar = moments[0];
    calendar.zone = NULL;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_time(&out, "[%Z]", &calendar);
    assert_string_equal(pylog__buffer_text(&out), "[]");
    pylog__buffer_release(&out);
}

/* Years of which libc knows nothing, up to the ends of the number's range. */
static void prints_years_beyond_those_of_libc(void **state) {
    (void)state;
    char storage[64];
    struct pylog_buffer out;
    struct pylog__calendar calendar;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__utc_time(INT64_MAX, &calendar);
    pylog__put_time(&out, "%F %T", &calendar);
    assert_string_equal(pylog__buffer_text(&out), "292277026596-12-04 15:30:07");
    pylog__buffer_release(&out);
}

static void expect_usual_time(const struct pylog__calendar *calendar) {
    char storage[64], general_storage[64];
    struct pylog_buffer out, general;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__buffer_init(&general, general_storage, sizeof general_storage);
    pylog__put_usual_time(&out, NULL, calendar);
    pylog__put_time(&general, "%Y-%m-%d %H:%M:%S", calendar);
    assert_string_equal(pylog__buffer_text(&out), pylog__buffer_text(&general));
}

static void the_usual_form_is_what_strftime_prints(void **state) {
    (void)state;
    struct pylog__calendar calendar;
    for (size_t i = 0; i < COUNT(moments); i++)
        expect_usual_time(&moments[i]);
    for (int64_t second = INT64_MIN / 2; second < INT64_MAX / 2; second += INT64_MAX / 4099) {
        pylog__utc_time(second, &calendar);
        expect_usual_time(&calendar);
    }
    for (int64_t year = -1100; year < 11000; year += 7) {
        pylog__utc_time(year * 31556952, &calendar);
        expect_usual_time(&calendar);
    }
}

static bool same(const struct pylog__calendar *a, const struct pylog__calendar *b) {
    return a->year == b->year && a->month == b->month && a->day == b->day && a->hour == b->hour &&
           a->minute == b->minute && a->second == b->second && a->weekday == b->weekday &&
           a->yearday == b->yearday && a->dst == b->dst && a->utc_offset == b->utc_offset &&
           strcmp(a->zone, b->zone) == 0;
}

static void knows_the_utc_of_any_second(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(utc_times); i++) {
        struct pylog__calendar got;
        const struct pylog__calendar *expected = &utc_times[i].calendar;
        pylog__utc_time(utc_times[i].seconds, &got);
        if (!same(&got, expected))
            fail_msg("%lld: got %lld-%d-%d %d:%d:%d, weekday %d, yearday %d, expected %lld-%d-%d",
                     (long long)utc_times[i].seconds, (long long)got.year, got.month, got.day, got.hour,
                     got.minute, got.second, got.weekday, got.yearday, (long long)expected->year,
                     expected->month, expected->day);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_what_strftime_prints),
        cmocka_unit_test(prints_the_seconds_since_the_epoch),
        cmocka_unit_test(appends_after_what_is_there),
        cmocka_unit_test(a_calendar_without_zone_has_an_empty_one),
        cmocka_unit_test(prints_years_beyond_those_of_libc),
        cmocka_unit_test(the_usual_form_is_what_strftime_prints),
        cmocka_unit_test(knows_the_utc_of_any_second),
    };
    static char zone[] = "TZ=UTC0";
    putenv(zone);
    tzset();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
