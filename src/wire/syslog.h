/* The parts of a syslog message by RFC 5424. */
#ifndef PYLOG_WIRE_SYSLOG_H
#define PYLOG_WIRE_SYSLOG_H

#include "../base/value.h"

#pragma GCC visibility push(hidden)

/* TIMESTAMP of a time in nanoseconds since the epoch: UTC, six digits of the second; "-" beyond the year
 * 9999.
 */
void pylog__put_syslog_time(struct pylog_buffer *out, int64_t ns);
/* HOSTNAME, APP-NAME, PROCID or MSGID: printable ASCII without spaces, up to the first character that is
 * none, at most `longest`; "-" if nothing is left, or name is NULL. */
void pylog__put_syslog_name(struct pylog_buffer *out, const char *name, size_t longest);
/* SD-PARAM, after a space: the key with `_` for what may not be in it, and the value escaped. */
void pylog__put_syslog_parameter(struct pylog_buffer *out, const char *key, const struct pylog__value *value);

#pragma GCC visibility pop

#endif
