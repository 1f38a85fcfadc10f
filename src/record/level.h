/* Level names, both ways. */
#ifndef PYLOG_RECORD_LEVEL_H
#define PYLOG_RECORD_LEVEL_H

#include <pylog/namespace.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#pragma GCC visibility push(hidden)

struct pylog__level_text {
    const char *name;
    int level;
    unsigned length;
};
/* The texts of the levels 0, 10, ... 50. NULL once the program has named a level. */
enum { PYLOG__FIRST_LEVELS = 6 };
extern _Atomic(const struct pylog__level_text *) pylog__level_texts;

/* The level's name, which lives for ever, and its length; NULL if it has none. */
const char *pylog__level_name_found(int level, size_t *length);
static inline const char *pylog__level_name(int level, size_t *length) {
    const struct pylog__level_text *texts = atomic_load_explicit(&pylog__level_texts, memory_order_acquire);
    if (!texts || (unsigned)level >= PYLOG__FIRST_LEVELS * 10)
        return pylog__level_name_found(level, length);
    texts += (unsigned)level * 205 >> 11; /* level / 10, without a division */
    if (texts->level != level)
        return pylog__level_name_found(level, length);
    *length = texts->length;
    return texts->name;
}

/* The level whose name `rank` ranks highest; the first one of several. Returns false if none ranks above 0. `rank` must not
 * call the library. */
bool pylog__level_search(int (*rank)(const char *name, const void *data), const void *data, int *level);

/* Read a level: a whole number, or a name. A name that is written just so is preferred; else case does not count. The text
 * has no blanks around it. Returns false, and leaves *level alone, if it is no level. */
bool pylog__level_read(const char *begin, const char *end, int *level);
/* Leave out blanks at both ends. */
void pylog__strip(const char **begin, const char **end);

void pylog__levels_reset(void); /* for tests */

#pragma GCC visibility pop

#endif
