/* Rollover times as CPython computes them, with all that follows from it around changes of the clock. */
#include "rollover.h"

#include "../base/error.h"
#include "../time/time.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* ---- Parsing --------------------------------------------------------------------------------- */

static const struct {
    const char *when;
    char kind;
    int unit;
    const char *suffix;
} rollover_kinds[] = {
    { "S", 'S', 1, "%Y-%m-%d_%H-%M-%S" }, { "M", 'M', MINUTE, "%Y-%m-%d_%H-%M" },
    { "H", 'H', HOUR, "%Y-%m-%d_%H" },    { "D", 'D', DAY, "%Y-%m-%d" },
    { "MIDNIGHT", 'N', DAY, "%Y-%m-%d" }, { "W", 'W', 7 * DAY, "%Y-%m-%d" },
};

static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool same_word(const char *a, const char *b) {
    while (*a && upper(*a) == *b)
        a++, b++;
    return *a == *b;
}

/* Python's sentences show the value in upper case. */
static int refuse_when(const char *sentence, const char *when) {
    char storage[64];
    struct pylog_buffer shown;
    pylog__buffer_init(&shown, storage, sizeof storage);
    for (; *when; when++)
        pylog__put_char(&shown, upper(*when));
    pylog__fail_value("%s: %s", sentence, pylog__buffer_text(&shown));
    pylog__buffer_release(&shown);
    return -1;
}

static int parse_weekday(const char *when, int *out) {
    if (strlen(when) != 2)
        return refuse_when("You must specify a day for weekly rollover from 0 to 6 (0 is Monday)", when);
    if (when[1] < '0' || when[1] > '6')
        return refuse_when("Invalid day specified for weekly rollover", when);
    *out = when[1] - '0';
    return 0;
}

int pylog__rollover_parse(const char *when, int interval, struct pylog__rollover *out) {
    const bool weekly = upper(*when) == 'W';
    *out = (struct pylog__rollover){ .time = DAY };
    if (weekly && parse_weekday(when, &out->weekday))
        return -1;
    if (interval < 1)
        return pylog__fail_value("the interval must be at least 1");
    for (size_t i = 0; i < sizeof rollover_kinds / sizeof *rollover_kinds; i++) {
        if (!same_word(weekly ? "W" : when, rollover_kinds[i].when))
            continue;
        out->when = rollover_kinds[i].kind;
        out->interval = (int64_t)rollover_kinds[i].unit * interval;
        out->suffix = rollover_kinds[i].suffix;
        return 0;
    }
    return refuse_when("Invalid rollover interval specified", when);
}

int pylog__rollover_set_time(struct pylog__rollover *rule, int hour, int minute, int second) {
    if (hour < 0 || hour > 23)
        return pylog__fail_value("hour must be in 0..23");
    if (minute < 0 || minute > 59)
        return pylog__fail_value("minute must be in 0..59");
    if (second < 0 || second > 59)
        return pylog__fail_value("second must be in 0..59");
    rule->time = (int64_t)hour * HOUR + minute * MINUTE + second;
    return 0;
}

/* ---- The next time --------------------------------------------------------------------------- */

static struct pylog__calendar local(int64_t seconds, pylog__local_time_function *local_time) {
    struct pylog__calendar out;
    if (local_time(seconds, &out))
        pylog__utc_time(seconds, &out);
    return out;
}

static bool in_summer(int64_t seconds, pylog__local_time_function *local_time) {
    return local(seconds, local_time).dst != 0;
}

/* The clock is changed before the next time comes: the hour that is lacking, or there twice. If the time lies
 * in the hour that is lacking, it comes after it. */
static int64_t correct_for_summer_time(int64_t next, bool summer_now, pylog__local_time_function *local_time) {
    if (in_summer(next, local_time) == summer_now)
        return next;
    if (summer_now)
        return next + HOUR;
    return in_summer(next - HOUR, local_time) ? next - HOUR : next;
}

int64_t pylog__rollover_next(const struct pylog__rollover *rule, int64_t now, pylog__local_time_function *local_time) {
    if (rule->when != 'N' && rule->when != 'W')
        return now + rule->interval;
    struct pylog__calendar today;
    if (rule->utc)
        pylog__utc_time(now, &today);
    else
        today = local(now, local_time);
    int weekday = (today.weekday + 6) % 7; /* 0 = Monday */
    int64_t wait = rule->time - (today.hour * HOUR + today.minute * MINUTE + today.second);
    if (wait <= 0) {
        wait += DAY;
        weekday = (weekday + 1) % 7;
    }
    int64_t unit = DAY;
    if (rule->when == 'W') {
        wait += (int64_t)((rule->weekday - weekday + 7) % 7) * DAY;
        unit = 7 * DAY;
    }
    const int64_t next = now + wait + rule->interval - unit;
    return rule->utc ? next : correct_for_summer_time(next, today.dst != 0, local_time);
}

/* ---- Dates in file names --------------------------------------------------------------------- */

void pylog__rollover_put_date(const struct pylog__rollover *rule, int64_t at, int64_t now,
                              pylog__local_time_function *local_time, struct pylog_buffer *out) {
    struct pylog__calendar begun;
    const int64_t start = at - rule->interval;
    if (rule->utc) {
        pylog__utc_time(start, &begun);
    } else {
        begun = local(start, local_time);
        const bool summer_now = in_summer(now, local_time);
        if (summer_now != (begun.dst != 0))
            begun = local(start + (summer_now ? HOUR : -HOUR), local_time);
    }
    pylog__put_time(out, rule->suffix, &begun);
}

static bool is_when_digit(char c) {
    return c >= '0' && c <= '9';
}

/* How long the date at the beginning of the text is; 0 if there is none. */
static size_t match_date(const char *suffix, const char *text) {
    const char *at = text;
    for (; *suffix; suffix++) {
        if (*suffix != '%') {
            if (*at++ != *suffix)
                return 0;
            continue;
        }
        for (int digits = *++suffix == 'Y' ? 4 : 2; digits; digits--)
            if (!is_when_digit(*at++))
                return 0;
    }
    return is_when_digit(*at) ? 0 : (size_t)(at - text);
}

const char *pylog__rollover_find_date(const struct pylog__rollover *rule, const char *name, const char *from,
                                      size_t *length) {
    for (; *from; from++) {
        *length = from > name && is_when_digit(from[-1]) ? 0 : match_date(rule->suffix, from);
        if (*length)
            return from;
    }
    return NULL;
}
