/* When to try again what has failed: Python's retryStart, retryFactor and retryMax. Pure: the caller tells
 * the time, in nanoseconds of any clock. */
#ifndef PYLOG_HANDLERS_BACKOFF_H
#define PYLOG_HANDLERS_BACKOFF_H

#include <pylog/namespace.h>
#include <stdbool.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

struct pylog__backoff {
    double start, factor, max; /* seconds */
    double pause;              /* the present one, in seconds */
    int64_t next;              /* when it ends */
    bool waiting;              /* there is one: the last attempt failed */
};

/* May an attempt be made? */
bool pylog__backoff_is_due(const struct pylog__backoff *backoff, int64_t now);
/* An attempt at that time has failed, or succeeded. */
void pylog__backoff_failed(struct pylog__backoff *backoff, int64_t now);
void pylog__backoff_succeeded(struct pylog__backoff *backoff);

#pragma GCC visibility pop

#endif
