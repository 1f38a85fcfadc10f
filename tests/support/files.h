/* Files in the tests of handlers that write to them. */
#ifndef SUPPORT_FILES_H
#define SUPPORT_FILES_H

#include <pylog.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Have an empty directory of that name, below the current one; and remove it. */
void files_begin(const char *directory);
void files_end(const char *directory);

/* Make a file with this text. With a time: last written to at that second. */
void files_write(const char *path, const char *text);
void files_set_time(const char *path, int64_t seconds);

/* Fail the test unless the file has this text; NULL: unless there is no such file. */
void files_assert(const char *path, const char *text);

/* Wait until the file has this text: false if it has not after some seconds. */
bool files_come_to_be(const char *path, const char *text);
/* How many lines it has; 0 if there is no such file. */
size_t files_lines(const char *path);

/* The names in the directory in order, each followed by a space; valid until the next call. */
const char *files_in(const char *directory);

/* Fail the test unless these are the statistics of the handler. */
void files_assert_stats(const pylog_handler *handler, uint64_t emitted, uint64_t dropped, uint64_t errors,
                        uint64_t reconnects);

/* Have the handler handle a record with this text, at level INFO, if there is memory for it. */
void files_log(pylog_handler *handler, const char *text);

#endif
