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
/* Of the levels 0, 10, ... 50, as long as there are no other names; then NULL. */
enum { PYLOG__FIRST_LEVELS = 6 };
extern _Atomic(const struct pylog__level_text *) pylog__level_texts;

/* The level's name, which lives for ever, and its length; NULL if it has none. */
const char *pylog__level_name_found(int level, size_t *length);
static inline const char *pylog__level_name(int level, size_t *length) {
    const struct pylog__level_text *texts = atomic_load_explicit(&pylog__level_texts, memory_order_acquire);
    if (!texts || (unsigned)level >= PYLOG__FIRST_LEVELS * 10)
        return pylog__level_name_found(level, length);
    texts += (unsigned)level * 205 >> 11; /* a tenth */
    if (texts->level != level)
        return pylog__level_name_found(level, length);
    *length = texts->length;
    return texts->name;
}

/* The level of the name that ranks highest, the first one of those; false if none ranks above 0. `rank` calls nothing. */
bool pylog__level_search(int (*rank)(const char *name, const void *data), const void *data, int *level);

/* The level that a text without blanks around it means: a whole number, or a name, in any case unless there is one
 * written so. False, and the level as it was, if it means none. */
bool pylog__level_read(const char *begin, const char *end, int *level);
/* Leave out blanks at both ends. */
void pylog__strip(const char **begin, const char **end);

void pylog__levels_reset(void); /* for tests */

#pragma GCC visibility pop

#endif
