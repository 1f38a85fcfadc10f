/* Time zones: local time by rules that have been read before. Everything here is a function of its arguments:
 * there is no clock, no file and no lock. What is read, and when: local_time.h.
 *
 * Where RFC 8536 and POSIX leave a choice, it is glibc's, because that is what CPython shows: years before
 * 1970 are to a POSIX rule as if they were 1970. Unlike glibc, a rule without dates is that of the United
 * States now, in all years. */
#ifndef PYLOG_TIME_ZONE_H
#define PYLOG_TIME_ZONE_H

#include "../port/port.h"

#pragma GCC visibility push(hidden)

/* One of the times that a zone has, or has had: standard time, summer time. */
struct pylog__zone_kind {
    const char *name; /* its abbreviation */
    long offset;      /* seconds east of Greenwich */
    bool dst;
};

/* When a rule changes the clock, each year. */
struct pylog__zone_day {
    char form; /* 'J': day of the year from 1, never 29 February; 'M': day of a week of a month */
    int month, week,
        day;   /* otherwise: day of the year from 0; only of 'M': month and week, 5 is the last one */
    long time; /* of this day, in seconds, by the clock that is changed; also below 0 or above 24 h */
};

/* A POSIX string. Both kinds are the same if there is no summer time. */
struct pylog__zone_rule {
    struct pylog__zone_kind kinds[2]; /* standard time and summer time */
    struct pylog__zone_day days[2];   /* when summer time begins and ends */
};

struct pylog__zone_leap {
    int64_t at, correction; /* seconds: how many leap seconds there have been since then */
};

/* Immutable, one block of memory: pylog__free. Its names live as long. */
struct pylog__zone {
    const int64_t *at;      /* transitions: when, */
    const uint8_t *kind_at; /* and to which kind */
    size_t transitions;
    const struct pylog__zone_kind *kinds;
    const struct pylog__zone_kind *first; /* before the first transition */
    const struct pylog__zone_leap *leaps;
    size_t leap_count;
    bool has_rule; /* from the last transition on */
    struct pylog__zone_rule rule;
};

extern const struct pylog__zone pylog__zone_utc;

enum { PYLOG__LONGEST_ZONE_FILE = 256 * 1024 };

/* The zone of a file: TZif, versions 1 to 4. NULL with EINVAL or ENOMEM. */
struct pylog__zone *pylog__zone_from_file(const unsigned char *bytes, size_t length);
/* The zone of a POSIX string, `EST5EDT,M3.2.0,M11.1.0`. What cannot be read is left out, as glibc does: the
 * rest is UTC without a name. NULL with ENOMEM. */
struct pylog__zone *pylog__zone_from_text(const char *text);
/* The same into a rule. The names go to `names`, which has room for the text and two bytes more. */
void pylog__zone_rule_parse(const char *text, char *names, struct pylog__zone_rule *out);

/* Local time of these seconds since the epoch. 0, or -1 with EOVERFLOW: the year is none of struct tm's. */
int pylog__zone_time(const struct pylog__zone *zone, int64_t seconds, struct pylog__calendar *out);
/* The seconds of a local time, as mktime; -1 with EOVERFLOW if there are none. `dst` below 0: not known. A
 * time that the clock leaves out counts as if the clock had not been changed yet; which one of two is meant
 * that have the same `dst`, is not specified. */
int64_t pylog__zone_seconds(const struct pylog__zone *zone, const struct pylog__calendar *local);

#pragma GCC visibility pop

#endif
