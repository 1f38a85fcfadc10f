/* The names of handlers, as Python's programs have them: a string or None, and a list that can be sorted. */
#ifndef SUPPORT_HANDLER_NAMES_H
#define SUPPORT_HANDLER_NAMES_H

#include <pylog.h>
#include <stdlib.h>
#include <string.h>

/* The handler's name, NULL if it has none; valid until the next call but one. */
static inline const char *name_of_handler(const pylog_handler *handler) {
    static char names[2][64];
    static unsigned calls;
    char *name = names[calls++ % 2];
    return pylog_handler_name(handler, name, sizeof names[0]) ? name : NULL;
}

static inline int handler_names_compare(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names by which handlers are found, sorted, as many as fit; valid until the next call. Returns how many there are. */
static inline size_t names_of_handlers(const char **out, size_t capacity) {
    static char names[4096];
    size_t length = pylog_get_handler_names(names, sizeof names), count = 0;
    for (const char *name = names; length <= sizeof names && name < names + length; name += strlen(name) + 1)
        if (count++ < capacity)
            out[count - 1] = name;
    if (count && capacity)
        qsort(out, count < capacity ? count : capacity, sizeof *out, handler_names_compare);
    return count;
}

#endif
