/* Levels as people write them, on a command line or in a variable of the environment. */
#include "level.h"

#include "../base/error.h"
#include "../base/value.h"
#include <limits.h>

static bool is_blank_around_level(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void pylog__strip(const char **begin, const char **end) {
    while (*begin < *end && is_blank_around_level(**begin))
        ++*begin;
    while (*begin < *end && is_blank_around_level((*end)[-1]))
        --*end;
}

/* ---- Numbers --------------------------------------------------------------------------------- */

/* A whole number that an int can hold, with a sign or without. */
static bool read_level_number(const char *at, const char *end, int *level) {
    const bool negative = at < end && *at == '-';
    int64_t value = 0;
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    if (at == end)
        return false;
    for (; at < end; at++) {
        if (*at < '0' || *at > '9')
            return false;
        value = value * 10 + (*at - '0');
        if (value > (int64_t)INT_MAX + negative)
            return false;
    }
    *level = (int)(negative ? -value : value);
    return true;
}

/* ---- Names ----------------------------------------------------------------------------------- */

struct written_level {
    const char *begin, *end;
};

static char upper_case_of(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

/* How well a level's name fits: 2 as it is written, 1 in another case, 0 not at all. */
static int fits(const char *name, const void *data) {
    const struct written_level *written = data;
    int result = 2;
    const char *at = written->begin;
    for (; at < written->end && *name; at++, name++) {
        if (upper_case_of(*at) != upper_case_of(*name))
            return 0;
        if (*at != *name)
            result = 1;
    }
    return at == written->end && !*name ? result : 0;
}

bool pylog__level_read(const char *begin, const char *end, int *level) {
    const struct written_level written = { begin, end };
    return read_level_number(begin, end, level) || pylog__level_search(fits, &written, level);
}

/* ---- For programs ---------------------------------------------------------------------------- */

int pylog_parse_level(const char *text, int *level) {
    if (!text || !level)
        return pylog__fail_type("the text of a level is needed, and a place for the level, not NULL");
    const char *begin = text, *end = text + strlen(text);
    pylog__strip(&begin, &end);
    if (pylog__level_read(begin, end, level))
        return 0;
    return pylog__fail_quoted("Unknown level: ", text, strlen(text));
}

int pylog_level_from_verbosity(int verbosity) {
    if (verbosity > 2)
        return PYLOG_ALL;
    return verbosity < -2 ? PYLOG_CRITICAL : PYLOG_WARNING - 10 * verbosity;
}
