/* What tests of configurations share: a stream that stands for sys.stdout, and texts that can be read. */
#ifndef SUPPORT_CONFIGS_H
#define SUPPORT_CONFIGS_H

#include <stdio.h>

/* Have ext://sys.stdout mean a file, until configs_end. */
void configs_begin(void);
void configs_end(void);

/* What has been printed to it since the last time; valid until the next call. */
const char *printed(void);
/* The file itself, for handlers of the test. */
FILE *printed_file(void);

/* The text with ' turned into "; valid until the next call. */
const char *json_of(const char *text);
/* Apply such a text: 0 or -1. */
int apply_json(const char *text);

/* Fail the test unless a configuration was refused (`result` is -1, errno EINVAL) with this sentence in the
 * error, and nothing has changed: there are no handlers. */
void assert_refused(int result, const char *sentence);

/* Log "1" at INFO and "2" at ERROR. */
void log_info_and_error(const char *name);

/* What the next file that is opened gets: the same again if all others have been closed. */
int lowest_free_descriptor(void);

#endif
