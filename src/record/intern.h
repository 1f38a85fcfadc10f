/* Strings that are handed out and stay valid for ever, however often what has them is given another one. */
#ifndef PYLOG_RECORD_INTERN_H
#define PYLOG_RECORD_INTERN_H

#include <pylog/namespace.h>

#pragma GCC visibility push(hidden)

/* The one string that is equal to this; NULL without memory. Takes no lock. */
const char *pylog__intern(const char *text);
void pylog__intern_reset(void); /* for tests */

#pragma GCC visibility pop

#endif
