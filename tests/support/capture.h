/* A handler for tests that keeps what it gets: the text of the records, and the last record itself. It is
 * written against the public handler interface alone. */
#ifndef SUPPORT_CAPTURE_H
#define SUPPORT_CAPTURE_H

#include <pylog.h>

/* A capturing handler with a format in `%` style (NULL: the message). The caller holds a reference. */
pylog_handler *capture_new(const char *format);
/* The same, added to a logger (NULL: the root), which then holds the only reference. */
pylog_handler *capture_on(pylog_logger *logger, const char *format);

/* What it has got since it was made or cleared: all text, each record ended by "\n"; how many records; and a
 * copy of the last one, NULL if there is none. Valid until the next record. */
const char *capture_text(const pylog_handler *capture);
size_t capture_count(const pylog_handler *capture);
const struct pylog_record *capture_last(const pylog_handler *capture);
void capture_clear(pylog_handler *capture);

/* How often it was flushed and closed. */
size_t capture_flushes(const pylog_handler *capture);
size_t capture_closes(const pylog_handler *capture);
/* From now on flushing, or taking a record, fails with this errno; 0: succeeds. */
void capture_fail_flush(pylog_handler *capture, int error);
void capture_fail_write(pylog_handler *capture, int error);

/* Have stderr go to a file, until capture_stderr_end gives its text, to be freed, and puts stderr back. */
void capture_stderr_begin(void);
char *capture_stderr_end(void);

/* Everything that is written to a file so far, with a NUL after it; to be freed. NULL if there is no file. */
char *read_whole_file(const char *path);

#endif
