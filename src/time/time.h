/* Dates as text. */
#ifndef PYLOG_TIME_TIME_H
#define PYLOG_TIME_TIME_H

#include "../port/port.h"
#include "../base/buffer.h"

#pragma GCC visibility push(hidden)

/* Division that rounds down, and its remainder. */
static inline int64_t pylog__floor_quotient(int64_t value, int64_t by) {
    return value / by - (value % by < 0);
}

static inline int64_t pylog__floor_remainder(int64_t value, int64_t by) {
    return value % by + (value % by < 0 ? by : 0);
}

static inline bool pylog__is_leap(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static inline int pylog__days_in_year(int64_t year) {
    return pylog__is_leap(year) ? 366 : 365;
}

/* Days since the epoch of a date in the proleptic Gregorian calendar; months and days from 1. */
int64_t pylog__days_of(int64_t year, int month, int day);
/* UTC of any second since the epoch, in the proleptic Gregorian calendar; zone "GMT", as glibc has it. */
void pylog__utc_time(int64_t seconds, struct pylog__calendar *out);

/* pylog__put_time (declared in pylog/parts.h): strftime in the C locale, with glibc's conversions, flags and
 * widths; what is none is copied. */

/* The same for the format "%Y-%m-%d %H:%M:%S", whatever fmt is. */
pylog__put_time_function pylog__put_usual_time;

#pragma GCC visibility pop

#endif
