/* Level names, both ways. */
#ifndef PYLOG_CORE_LEVEL_H
#define PYLOG_CORE_LEVEL_H

#include <stddef.h>

/* The level's name, which lives for ever, and its length; NULL if it has none. */
const char *pylog__level_name(int level, size_t *length);

void pylog__levels_reset(void); /* for tests */

#endif
