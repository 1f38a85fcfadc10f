/* Local time by the rules of a zone, and back. */
#include "zone.h"

#include "time.h"
#include <limits.h>

enum { ZONE_DAY = 86400, ZONE_EPOCH_WEEKDAY = 4 /* a Thursday */ };
#define MOST_SECONDS INT64_C(67768100567971200) /* more than any year of a struct tm needs */

static const struct pylog__zone_kind utc_kind = { .name = "UTC" };
const struct pylog__zone pylog__zone_utc = { .kinds = &utc_kind, .first = &utc_kind };

/* ---- Rules ----------------------------------------------------------------------------------- */

static int days_in_month(int64_t year, int month) {
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return days[month - 1] + (month == 2 && pylog__is_leap(year));
}

/* Days of the year before the day of a rule. */
static int64_t rule_day(const struct pylog__zone_day *day, int64_t year) {
    if (day->form == 'J')
        return day->day - 1 + (day->day >= 60 && pylog__is_leap(year));
    if (day->form != 'M')
        return day->day;
    const int64_t first = pylog__days_of(year, day->month, 1);
    const int weekday = (int)pylog__floor_remainder(first + ZONE_EPOCH_WEEKDAY, 7);
    int after = (day->day - weekday + 7) % 7;
    for (int week = 1; week < day->week && after + 7 < days_in_month(year, day->month); week++)
        after += 7;
    return first + after - pylog__days_of(year, 1, 1);
}

/* When a rule changes the clock in a year, which glibc takes for 1970 at least. */
static int64_t rule_change(const struct pylog__zone_rule *rule, int which, int64_t year) {
    const struct pylog__zone_day *day = &rule->days[which];
    const int64_t begin = year > 1970 ? pylog__days_of(year, 1, 1) : 0;
    return (begin + rule_day(day, year)) * ZONE_DAY + day->time - rule->kinds[which].offset;
}

/* The year is that of UTC. South of the equator summer time ends before it begins. */
static const struct pylog__zone_kind *kind_by_rule(const struct pylog__zone_rule *rule, int64_t seconds) {
    struct pylog__calendar utc;
    pylog__utc_time(seconds, &utc);
    const int64_t begin = rule_change(rule, 0, utc.year), end = rule_change(rule, 1, utc.year);
    const bool begun = seconds >= begin, ended = seconds >= end;
    return &rule->kinds[begin > end ? begun || !ended : begun && !ended];
}

/* ---- Local time ------------------------------------------------------------------------------ */

static const struct pylog__zone_kind *kind_by_transition(const struct pylog__zone *zone, int64_t seconds) {
    size_t low = 0, high = zone->transitions;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (zone->at[middle] <= seconds)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &zone->kinds[zone->kind_at[low - 1]] : zone->first;
}

static const struct pylog__zone_kind *kind_of_time(const struct pylog__zone *zone, int64_t seconds) {
    if (zone->has_rule && (!zone->transitions || seconds >= zone->at[zone->transitions - 1]))
        return kind_by_rule(&zone->rule, seconds);
    return kind_by_transition(zone, seconds);
}

/* How many leap seconds there have been, for zones that count them. `within` is how many of them have begun
 * in this minute and are shown as its second 60. */
static int64_t leap_seconds(const struct pylog__zone *zone, int64_t seconds, int *within) {
    const struct pylog__zone_leap *leaps = zone->leaps;
    size_t i = zone->leap_count;
    *within = 0;
    while (i && seconds < leaps[i - 1].at)
        i--;
    if (!i)
        return 0;
    const int64_t correction = leaps[--i].correction;
    if (seconds == leaps[i].at && correction > (i ? leaps[i - 1].correction : 0)) {
        *within = 1;
        for (; i && leaps[i].at == leaps[i - 1].at + 1 && leaps[i].correction == leaps[i - 1].correction + 1;
             i--)
            ++*within;
    }
    return correction;
}

int pylog__zone_time(const struct pylog__zone *zone, int64_t seconds, struct pylog__calendar *out) {
    int within = 0;
    if (seconds > MOST_SECONDS || seconds < -MOST_SECONDS) {
        errno = EOVERFLOW;
        return -1;
    }
    const struct pylog__zone_kind *kind = kind_of_time(zone, seconds);
    const int64_t leaps = zone->leap_count ? leap_seconds(zone, seconds, &within) : 0;
    pylog__utc_time(seconds + kind->offset - leaps, out);
    out->second += within;
    out->dst = kind->dst;
    out->utc_offset = kind->offset;
    out->zone = kind->name;
    if (out->year - 1900 <= INT_MAX && out->year - 1900 >= INT_MIN)
        return 0;
    errno = EOVERFLOW;
    return -1;
}

/* ---- And back -------------------------------------------------------------------------------- */

static int64_t seconds_as_utc(const struct pylog__calendar *time) {
    return pylog__days_of(time->year, time->month, time->day) * ZONE_DAY + time->hour * 3600 +
           time->minute * 60 + time->second;
}

static bool other_dst(int asked, int is) {
    return asked >= 0 && is >= 0 && (asked > 0) != (is > 0);
}

/* A time that is shown as `shown` would be, or that is as far from it as the clock leaves out. */
struct rule_search {
    int64_t seconds;             /* what has been found, */
    struct pylog__calendar time; /* and what is shown then */
    bool exact;                  /* not in a gap of the clock */
};

/* Does the search go to and fro between both sides of a gap, and is this the side to stay at? */
static bool is_side_of_gap(const struct rule_search *search, int dst, const int64_t before[2], bool dst_before) {
    if (search->seconds != before[0] || search->seconds == before[1])
        return false;
    const bool summer = search->time.dst != 0;
    return search->time.dst < 0 || (dst < 0 ? dst_before <= summer : (dst != 0) != summer);
}

/* Begin with UTC, and go on by what is missing: after one step the offset is that of the other side of a
 * transition at most. */
static int search_time(const struct pylog__zone *zone, int64_t shown, int dst, struct rule_search *out) {
    enum { MOST_STEPS = 6 };
    int64_t before[2] = { shown, shown };
    bool dst_before = false;
    out->seconds = shown;
    for (int steps = MOST_STEPS; steps; steps--) {
        if (pylog__zone_time(zone, out->seconds, &out->time))
            return -1;
        const int64_t missing = shown - seconds_as_utc(&out->time);
        out->exact = missing == 0;
        if (out->exact || is_side_of_gap(out, dst, before, dst_before))
            return 0;
        before[0] = before[1];
        before[1] = out->seconds;
        dst_before = out->time.dst != 0;
        out->seconds += missing;
    }
    errno = EOVERFLOW;
    return -1;
}

/* It is summer and winter time was asked for, or the other way round: count by the offset of the nearest time
 * that has it. The stride is shorter than any summer has been, and the bound longer. */
static int take_other_dst(const struct pylog__zone *zone, int64_t shown, int dst, struct rule_search *found) {
    enum { STRIDE = 601200, BOUND = 457243209 / 2 + STRIDE };
    struct pylog__calendar near;
    for (int64_t distance = STRIDE; distance < BOUND; distance += STRIDE)
        for (int direction = -1; direction <= 1; direction += 2) {
            const int64_t at = found->seconds + distance * direction;
            if (pylog__zone_time(zone, at, &near))
                return -1;
            if (other_dst(dst, near.dst))
                continue;
            found->seconds = at + shown - seconds_as_utc(&near);
            return pylog__zone_time(zone, found->seconds, &found->time);
        }
    found->seconds += dst == 0 ? 3600 : -3600;
    return pylog__zone_time(zone, found->seconds, &found->time);
}

int64_t pylog__zone_seconds(const struct pylog__zone *zone, const struct pylog__calendar *local) {
    struct rule_search found;
    struct pylog__calendar wanted = *local;
    if (wanted.year < INT_MIN || wanted.year > (int64_t)INT_MAX + 1900) {
        errno = EOVERFLOW;
        return -1;
    }
    wanted.second = local->second > 59 ? 59 : local->second;
    const int64_t shown = seconds_as_utc(&wanted);
    if (search_time(zone, shown, local->dst, &found))
        return -1;
    if (found.exact && other_dst(local->dst, found.time.dst) &&
        take_other_dst(zone, shown, local->dst, &found))
        return -1;
    if (found.time.second != local->second)
        found.seconds += local->second - wanted.second + (wanted.second == 0 && found.time.second == 60);
    return found.seconds;
}
