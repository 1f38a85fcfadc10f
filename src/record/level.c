/* Levels and their names: two maps, as in Python, in one immutable table. A name once given is never freed,
 * because records point to it. */
#include "level.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/value.h"
#include "../thread/thread.h"
#include <limits.h>
#include <stdio.h>

/* The first `named` entries tell each level's name; all tell each name's level. An entry whose name has
 * been given to another level, or whose level has been renamed, is in one of the maps only. */
struct level_names {
    struct pylog__retired retired;
    size_t named, known;
    struct pylog_level_name *by_level, *by_name;
};

static struct pylog_level_name first_by_level[] = {
    { PYLOG_CRITICAL, "CRITICAL" }, { PYLOG_ERROR, "ERROR" }, { PYLOG_WARNING, "WARNING" },
    { PYLOG_INFO, "INFO" },         { PYLOG_DEBUG, "DEBUG" }, { PYLOG_NOTSET, "NOTSET" },
};
static struct pylog_level_name first_by_name[] = {
    { PYLOG_CRITICAL, "CRITICAL" }, { PYLOG_FATAL, "FATAL" },     { PYLOG_ERROR, "ERROR" },
    { PYLOG_WARN, "WARN" },         { PYLOG_WARNING, "WARNING" }, { PYLOG_INFO, "INFO" },
    { PYLOG_DEBUG, "DEBUG" },       { PYLOG_NOTSET, "NOTSET" },
};
static struct level_names first_names = { .named = sizeof first_by_level / sizeof *first_by_level,
                                          .known = sizeof first_by_name / sizeof *first_by_name,
                                          .by_level = first_by_level,
                                          .by_name = first_by_name };
static _Atomic(struct level_names *) level_names = &first_names;

/* Names that were given, to be found again and, by tests, to be freed. Under the tree's lock. */
struct interned_level {
    struct interned_level *next;
    char name[];
};
static struct interned_level *interned_levels;

static struct pylog_level_name *find_level(struct level_names *in, int level) {
    for (size_t i = 0; i < in->named; i++)
        if (in->by_level[i].level == level)
            return &in->by_level[i];
    return NULL;
}

static struct pylog_level_name *find_name(struct level_names *in, const char *name) {
    for (size_t i = 0; i < in->known; i++)
        if (strcmp(in->by_name[i].name, name) == 0)
            return &in->by_name[i];
    return NULL;
}

#define TEXT(level, name)                                                                                    \
    { name, level, sizeof name - 1 }
static const struct pylog__level_text first_texts[PYLOG__FIRST_LEVELS] = {
    TEXT(PYLOG_NOTSET, "NOTSET"),   TEXT(PYLOG_DEBUG, "DEBUG"), TEXT(PYLOG_INFO, "INFO"),
    TEXT(PYLOG_WARNING, "WARNING"), TEXT(PYLOG_ERROR, "ERROR"), TEXT(PYLOG_CRITICAL, "CRITICAL"),
};
_Atomic(const struct pylog__level_text *) pylog__level_texts = first_texts;

const char *pylog__level_name_found(int level, size_t *length) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    struct pylog_level_name *found = find_level(pylog__snapshot(&level_names), level);
    const char *name = found ? found->name : NULL;
    pylog__section_leave(thread);
    *length = name ? strlen(name) : 0;
    return name;
}

const char *pylog_get_level_name(int level) {
    static _Thread_local char unnamed[24];
    size_t length;
    const char *name = pylog__level_name(level, &length);
    if (name)
        return name;
    snprintf(unnamed, sizeof unnamed, "Level %d", level);
    return unnamed;
}

int pylog_level_from_name(const char *name, int *level) {
    if (!name || !level)
        return pylog__fail_type("Level not an integer or a valid string: None");
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    struct pylog_level_name *found = find_name(pylog__snapshot(&level_names), name);
    if (found)
        *level = found->level;
    pylog__section_leave(thread);
    return found ? 0 : pylog__fail_quoted("Unknown level: ", name, strlen(name));
}

bool pylog__level_search(int (*rank)(const char *name, const void *data), const void *data, int *level) {
    struct pylog__thread *thread = pylog__thread();
    int highest = 0;
    pylog__section_enter(thread);
    const struct level_names *now = pylog__snapshot(&level_names);
    for (size_t i = 0; i < now->known; i++) {
        int ranks = rank(now->by_name[i].name, data);
        if (ranks > highest) {
            highest = ranks;
            *level = now->by_name[i].level;
        }
    }
    pylog__section_leave(thread);
    return highest != 0;
}

size_t pylog_get_level_names_mapping(struct pylog_level_name *out, size_t capacity) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    struct level_names *now = pylog__snapshot(&level_names);
    size_t known = now->known;
    if (capacity)
        memcpy(out, now->by_name, (known < capacity ? known : capacity) * sizeof *out);
    pylog__section_leave(thread);
    return known;
}

static void release_names(struct pylog__retired *self) {
    pylog__free(self);
}

/* A copy with room for one more entry in each map. */
static struct level_names *copy_names(const struct level_names *from) {
    size_t entries = from->named + from->known + 2;
    struct level_names *copy = pylog__allocate(sizeof *copy + entries * sizeof *copy->by_level);
    if (!copy)
        return NULL;
    *copy =
        (struct level_names){ .retired.release = release_names, .named = from->named, .known = from->known };
    copy->by_level = (struct pylog_level_name *)(copy + 1);
    copy->by_name = copy->by_level + copy->named + 1;
    memcpy(copy->by_level, from->by_level, from->named * sizeof *copy->by_level);
    memcpy(copy->by_name, from->by_name, from->known * sizeof *copy->by_name);
    return copy;
}

static const char *intern(const char *name) {
    for (struct interned_level *known = interned_levels; known; known = known->next)
        if (strcmp(known->name, name) == 0)
            return known->name;
    size_t size = strlen(name) + 1;
    struct interned_level *made = pylog__allocate(sizeof *made + size);
    if (!made)
        return NULL;
    memcpy(made->name, name, size);
    made->next = interned_levels;
    interned_levels = made;
    return made->name;
}

static void put_entry(struct pylog_level_name *found, struct pylog_level_name *end, size_t *count,
                      struct pylog_level_name entry) {
    if (!found) {
        found = end;
        ++*count;
    }
    *found = entry;
}

static void publish_names(struct level_names *now) {
    struct level_names *before = atomic_load_explicit(&level_names, memory_order_relaxed);
    pylog__publish(&level_names, now);
    pylog__publish(&pylog__level_texts, now == &first_names ? first_texts : NULL);
    pylog__retire(before == &first_names ? NULL : &before->retired);
}

int pylog_add_level_name(int level, const char *name) {
    if (!name)
        return pylog__fail_type("a level name must be a string, not None");
    pylog__tree_lock();
    struct level_names *copy = copy_names(atomic_load_explicit(&level_names, memory_order_relaxed));
    const char *kept = copy ? intern(name) : NULL;
    if (kept) {
        struct pylog_level_name entry = { level, kept };
        put_entry(find_level(copy, level), copy->by_level + copy->named, &copy->named, entry);
        put_entry(find_name(copy, kept), copy->by_name + copy->known, &copy->known, entry);
        publish_names(copy);
    }
    pylog__tree_unlock();
    if (kept)
        return 0;
    pylog__free(copy);
    return pylog__fail_memory();
}

void pylog__levels_reset(void) {
    pylog__tree_lock();
    publish_names(&first_names);
    struct interned_level *freed = interned_levels;
    interned_levels = NULL;
    pylog__tree_unlock();
    while (freed) {
        struct interned_level *next = freed->next;
        pylog__free(freed);
        freed = next;
    }
}

/* ---- As people write them -------------------------------------------------------------------------------------- */

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
