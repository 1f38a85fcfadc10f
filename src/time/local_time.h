/* Local time in the zone of the program: its rules are read at certain moments, and then computed with.
 *
 * libc's localtime takes a lock, which a child of fork may find taken for ever. So a log call does not ask
 * libc. */
#ifndef PYLOG_TIME_LOCAL_TIME_H
#define PYLOG_TIME_LOCAL_TIME_H

#include "../port/port.h"

#pragma GCC visibility push(hidden)

/* Read the rules of the zone of TZ, unless they are those that are known already: 1 if there are new ones, or
 * 0; -1 with ENOMEM as the error. Reads TZ and perhaps a file, and takes no lock. `changed`: the program says
 * that TZ is another one; only Windows needs to be told. */
int pylog__read_zone(bool changed);

/* Local time of these seconds since the epoch. Reads no rules but the first ones, if that has not been done
 * yet, and where the process is known to have one thread, those of a TZ that has been changed. 0, or -1 with
 * EOVERFLOW. */
int pylog__local_time(int64_t seconds, struct pylog__calendar *out);
/* The seconds of a local time, as mktime; -1 if there are none. */
int64_t pylog__make_time(const struct pylog__calendar *local);

void pylog__zones_reset(void); /* for tests: forget all zones */

#pragma GCC visibility pop

#endif
