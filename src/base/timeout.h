/* Time-outs as programs give them (see the head of pylog.h): seconds, or PYLOG_FOREVER, or PYLOG_NO_WAIT; 0 is the
 * default of the place, which the place itself knows. */
#ifndef PYLOG_BASE_TIMEOUT_H
#define PYLOG_BASE_TIMEOUT_H

#include <pylog/namespace.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* 0, or -1 with EINVAL: it is NaN, or below 0 and not PYLOG_NO_WAIT. `name` is what it is called. */
int pylog__timeout_check(const char *name, double timeout);
/* The same for an interval, which may not be PYLOG_NO_WAIT. */
int pylog__interval_check(const char *name, double seconds);

/* When the time-out ends, on the monotonic clock: `usual` for 0; INT64_MAX: never. While the library shuts down it is
 * over when that is, or a quarter of a second later. After that PYLOG_FOREVER is ten seconds. */
int64_t pylog__timeout_end(double timeout, int64_t usual);

/* A shutdown begins, which has until then; or it takes longer. And it has ended. */
void pylog__timeouts_shut_down(int64_t deadline);
void pylog__timeouts_have_shut_down(void);
void pylog__timeouts_reset(void); /* for tests */

#pragma GCC visibility pop

#endif
