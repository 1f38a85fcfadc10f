/* When a log is rotated by time, and by which date its backups are called: Python's TimedRotatingFileHandler,
 * without a clock and without files. */
#ifndef PYLOG_HANDLERS_ROLLOVER_H
#define PYLOG_HANDLERS_ROLLOVER_H

#include "../port/port.h"
#include "../base/buffer.h"

#pragma GCC visibility push(hidden)

/* Seconds since the epoch as local time: pylog__local_time, or another one in tests. 0, or -1. */
typedef int pylog__local_time_function(int64_t seconds, struct pylog__calendar *out);

struct pylog__rollover {
    char when;        /* 'S', 'M', 'H', 'D', 'N' (midnight) or 'W' */
    int weekday;      /* for 'W'; 0 = Monday */
    int64_t interval; /* seconds */
    int64_t time;     /* of day, for 'N' and 'W', in seconds; 86400: the midnight that ends it */
    bool utc;
    const char *suffix; /* for strftime */
};

/* Python's `when`, in any case, and how many of its units. 0, or -1 with EINVAL and Python's sentence. The
 * time is the end of the day, and local. */
int pylog__rollover_parse(const char *when, int interval, struct pylog__rollover *out);
/* At another time of day. 0, or -1 with EINVAL: `hour must be in 0..23`. */
int pylog__rollover_set_time(struct pylog__rollover *rule, int hour, int minute, int second);

/* The first rollover after `now`: computeRollover. Where there is no local time, UTC is taken. */
int64_t pylog__rollover_next(const struct pylog__rollover *rule, int64_t now, pylog__local_time_function *local_time);

/* Append the date of the backup that is made `now` of the file that was to be rotated `at`: that at which the
 * file began, by the clock that people have now. */
void pylog__rollover_put_date(const struct pylog__rollover *rule, int64_t at, int64_t now,
                              pylog__local_time_function *local_time, struct pylog_buffer *out);

/* Find such a date in a file name, from `from` on, with no digit before or after it; NULL if there is none.
 */
const char *pylog__rollover_find_date(const struct pylog__rollover *rule, const char *name, const char *from,
                                      size_t *length);

#pragma GCC visibility pop

#endif
