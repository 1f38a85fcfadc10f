/* Level names, both ways. */
#ifndef PYLOG_CORE_LEVEL_H
#define PYLOG_CORE_LEVEL_H

/* The level's name, which lives for ever; NULL if it has none. */
const char *pylog__level_name(int level);

void pylog__levels_reset(void); /* for tests */

#endif
