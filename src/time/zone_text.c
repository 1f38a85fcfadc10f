/* POSIX strings: `EST5EDT,M3.2.0,M11.1.0`. */
#include "zone.h"

#include "../base/memory.h"
#include <string.h>

enum { TEXT_MINUTE = 60, TEXT_HOUR = 3600, MOST_NUMBER = 65535 };

static bool is_zone_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit_of_zone(char c) {
    return c >= '0' && c <= '9';
}

/* A number, if there is one; what is beyond any sense becomes the largest. */
static bool read_zone_number(const char **at, long *out) {
    if (!is_digit_of_zone(**at))
        return false;
    for (*out = 0; is_digit_of_zone(**at); ++*at)
        *out = *out < MOST_NUMBER ? *out * 10 + (**at - '0') : *out;
    return true;
}

/* hh[:mm[:ss]]: how many numbers there are. */
static int read_time(const char **at, long numbers[3]) {
    int count = 0;
    while (count < 3) {
        const char *next = *at + (count > 0);
        if ((count > 0 && **at != ':') || !read_zone_number(&next, &numbers[count]))
            break;
        *at = next;
        count++;
    }
    return count;
}

static const char *skip_zone_name(const char *at, bool quoted) {
    while (is_zone_letter(*at) || (quoted && (is_digit_of_zone(*at) || *at == '+' || *at == '-')))
        at++;
    return at;
}

/* Three letters or more; or between < and > digits and signs, too. */
static bool read_zone_name(const char **at, char **names, struct pylog__zone_kind *out) {
    const char *begin = *at, *end = skip_zone_name(begin, false), *rest = end;
    if (end - begin < 3) {
        if (*begin++ != '<')
            return false;
        end = skip_zone_name(begin, true);
        rest = end + 1;
        if (*end != '>' || end - begin < 3)
            return false;
    }
    const size_t length = (size_t)(end - begin);
    out->name = memcpy(*names, begin, length);
    (*names)[length] = '\0';
    *names += length + 1;
    *at = rest;
    return true;
}

static long smaller_long(long a, long b) {
    return a < b ? a : b;
}

/* Seconds west of Greenwich, with a sign or without; false if there are none. */
static bool read_offset(const char **at, long *offset) {
    long numbers[3] = { 0 };
    const long sign = **at == '-' ? 1 : -1;
    *at += **at == '-' || **at == '+';
    if (!read_time(at, numbers))
        return false;
    *offset = sign * (smaller_long(numbers[0], 24) * TEXT_HOUR + smaller_long(numbers[1], 59) * TEXT_MINUTE +
                      smaller_long(numbers[2], 59));
    return true;
}

static bool read_month_day(const char **at, struct pylog__zone_day *out) {
    long numbers[3];
    for (int i = 0; i < 3; i++)
        if (*(*at)++ != (i ? '.' : 'M') || !read_zone_number(at, &numbers[i]))
            return false;
    if (numbers[0] < 1 || numbers[0] > 12 || numbers[1] < 1 || numbers[1] > 5 || numbers[2] > 6)
        return false;
    out->form = 'M';
    out->month = (int)numbers[0];
    out->week = (int)numbers[1];
    out->day = (int)numbers[2];
    return true;
}

static bool read_day_of_year(const char **at, struct pylog__zone_day *out) {
    long day;
    const bool julian = **at == 'J';
    *at += julian;
    if (!read_zone_number(at, &day) || day > 365 || day < julian)
        return false;
    out->form = julian ? 'J' : 'n';
    out->day = (int)day;
    return true;
}

/* /time, by day, with a sign or without. */
static bool read_time_of_day(const char **at, long *out) {
    long numbers[3] = { 2 };
    if (!*++*at)
        return false;
    const long sign = **at == '-' ? -1 : 1;
    *at += sign < 0;
    read_time(at, numbers);
    *out = sign * (numbers[0] * TEXT_HOUR + numbers[1] * TEXT_MINUTE + numbers[2]);
    return true;
}

/* At the end of the text it is the day of the United States. A comma may be missing. */
static bool read_day(const char **from, const struct pylog__zone_day *usual, struct pylog__zone_day *out) {
    const char *at = *from + (**from == ',');
    struct pylog__zone_day day = { .time = 2 * TEXT_HOUR };
    if (!*at)
        day = *usual;
    else if (*at == 'M' ? !read_month_day(&at, &day) : !read_day_of_year(&at, &day))
        return false;
    if (*at && *at != '/' && *at != ',')
        return false;
    if (*at == '/' && !read_time_of_day(&at, &day.time))
        return false;
    *out = day;
    *from = at;
    return true;
}

void pylog__zone_rule_parse(const char *text, char *names, struct pylog__zone_rule *out) {
    static const struct pylog__zone_day usual[2] = { { 'M', 3, 2, 0, 2 * TEXT_HOUR },
                                                     { 'M', 11, 1, 0, 2 * TEXT_HOUR } };
    *out = (struct pylog__zone_rule){ .kinds = { { .name = "" }, { .name = "", .dst = true } } };
    struct pylog__zone_kind *winter = &out->kinds[0], *summer = &out->kinds[1];
    const bool named = read_zone_name(&text, &names, winter);
    if (!named || (*text != '+' && *text != '-' && !is_digit_of_zone(*text)) ||
        !read_offset(&text, &winter->offset))
        return;
    if (!*text) {
        *summer = *winter;
        return;
    }
    if (read_zone_name(&text, &names, summer) && !read_offset(&text, &summer->offset))
        summer->offset = winter->offset + TEXT_HOUR;
    if (read_day(&text, &usual[0], &out->days[0]))
        read_day(&text, &usual[1], &out->days[1]);
}

struct pylog__zone *pylog__zone_from_text(const char *text) {
    struct pylog__zone *zone = pylog__allocate(sizeof *zone + strlen(text) + 2);
    if (!zone)
        return NULL;
    *zone = pylog__zone_utc;
    zone->has_rule = true;
    pylog__zone_rule_parse(text, (char *)(zone + 1), &zone->rule);
    return zone;
}
