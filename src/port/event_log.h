/* The event log of Windows, kept by windows_eventlog.c; elsewhere each function fails with ENOSYS. Errors,
 * memory and threads are as in port.h. */
#ifndef PYLOG_PORT_EVENT_LOG_H
#define PYLOG_PORT_EVENT_LOG_H

#include "port.h"

#pragma GCC visibility push(hidden)

enum pylog__event_type { PYLOG__EVENT_ERROR = 1, PYLOG__EVENT_WARNING = 2, PYLOG__EVENT_INFORMATION = 4 };

/* More characters (UTF-16 units) than this the system refuses. */
enum { PYLOG__EVENT_LONGEST_TEXT = 31839 };

/* A source of events, open. */
typedef void *pylog__event_source;

/* Tell the registry which file has the texts of a source's messages; NULL: a file of the system's whose
 * message 1 is the event's own text. `log` is "Application", say. Fails with EACCES if this program may not.
 */
int pylog__event_log_register(const char *source, const char *message_file, const char *log);

pylog__event_source pylog__event_source_open(const char *source); /* NULL with errno */
void pylog__event_source_close(pylog__event_source source);
/* An event with message 1, category 0. The text ends at its first NUL or at the longest length. */
int pylog__event_report(pylog__event_source source, enum pylog__event_type type, const char *text,
                        size_t length);

#pragma GCC visibility pop

#endif
