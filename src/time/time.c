/* The calendar, without libc, and the form in which dates are usually shown. */
#include "time.h"

#include "../base/number.h"

enum {
    SECONDS_PER_DAY = 86400,
    DAYS_PER_4_YEARS = 1461,
    DAYS_PER_100_YEARS = 36524,
    DAYS_PER_400_YEARS = 146097,
    DAYS_BEFORE_EPOCH = 719468, /* from 1 March of the year 0 to 1 January 1970 */
    EPOCH_WEEKDAY = 4           /* a Thursday */
};

static int smaller(int a, int b) {
    return a < b ? a : b;
}

/* Year, month and day of a number of days since the epoch. Years are counted from March on, so that a leap
 * day is the last day of whatever period it is in. */
static void set_date(struct pylog__calendar *out, int64_t days) {
    static const int before_month[] = { 0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337 };
    days += DAYS_BEFORE_EPOCH;
    int rest = (int)pylog__floor_remainder(days, DAYS_PER_400_YEARS);
    const int centuries = smaller(rest / DAYS_PER_100_YEARS, 3);
    rest -= centuries * DAYS_PER_100_YEARS;
    const int fours = rest / DAYS_PER_4_YEARS;
    rest -= fours * DAYS_PER_4_YEARS;
    const int ones = smaller(rest / 365, 3);
    rest -= ones * 365;
    int month = 11;
    while (rest < before_month[month])
        month--;
    out->day = rest - before_month[month] + 1;
    out->month = month < 10 ? month + 3 : month - 9;
    out->year = pylog__floor_quotient(days, DAYS_PER_400_YEARS) * 400 + centuries * 100 + fours * 4 + ones;
    out->year += out->month < 3;
}

/* Days of the year before a date. */
static int days_before(int64_t year, int month, int day) {
    static const int before_month[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
    return before_month[month - 1] + (month > 2 && pylog__is_leap(year)) + day - 1;
}

int64_t pylog__days_of(int64_t year, int month, int day) {
    const int64_t before = year - 1;
    return 365 * (year - 1970) + pylog__floor_quotient(before, 4) - pylog__floor_quotient(before, 100) +
           pylog__floor_quotient(before, 400) - (1969 / 4 - 1969 / 100 + 1969 / 400) + days_before(year, month, day);
}

void pylog__utc_time(int64_t seconds, struct pylog__calendar *out) {
    const int64_t days = pylog__floor_quotient(seconds, SECONDS_PER_DAY);
    const int rest = (int)pylog__floor_remainder(seconds, SECONDS_PER_DAY);
    *out = (struct pylog__calendar){
        .hour = rest / 3600,
        .minute = rest / 60 % 60,
        .second = rest % 60,
        .weekday = (int)pylog__floor_remainder(days + EPOCH_WEEKDAY, 7),
        .zone = "GMT",
    };
    set_date(out, days);
    out->yearday = days_before(out->year, out->month, out->day);
}

static void put_two_digits(struct pylog_buffer *out, char before, int number) {
    char text[3] = { before };
    memcpy(text + 1, &pylog__digit_pairs[number * 2], 2);
    pylog__put(out, text, sizeof text);
}

void pylog__put_usual_time(struct pylog_buffer *out, const char *fmt, const struct pylog__calendar *time) {
    (void)fmt;
    pylog__put_int(out, time->year);
    put_two_digits(out, '-', time->month);
    put_two_digits(out, '-', time->day);
    put_two_digits(out, ' ', time->hour);
    put_two_digits(out, ':', time->minute);
    put_two_digits(out, ':', time->second);
}
