/* Dates as text. */
#ifndef PYLOG_TEXT_TIME_H
#define PYLOG_TEXT_TIME_H

#include "../port/port.h"
#include "buffer.h"

/* UTC of any second since the epoch, in the proleptic Gregorian calendar; zone "GMT", as glibc has it. */
void pylog__utc_time(int64_t seconds, struct pylog__calendar *out);

/* strftime in the C locale, with glibc's conversions, flags and widths; what is none is copied. */
void pylog__put_time(struct pylog_buffer *out, const char *fmt, const struct pylog__calendar *time);

#endif
