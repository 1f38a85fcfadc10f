/* What the Windows files of this folder share. */
#ifndef PYLOG_PORT_WINDOWS_SHARED_H
#define PYLOG_PORT_WINDOWS_SHARED_H

#include <stddef.h>

#pragma GCC visibility push(hidden)

#define FILETIME_OF_EPOCH INT64_C(116444736000000000) /* 100 ns since 1601 */

/* errno says what GetLastError says. Returns -1. */
int pylog__windows_fail(void);

/* Text to UTF-16 and back: a block to be freed, or NULL with errno. */
wchar_t *pylog__windows_to_wide(const char *text);
char *pylog__windows_to_utf8(const wchar_t *wide);

/* Copy a text into `out`, if it has room, and free it. Returns its length; -1 for NULL. */
ptrdiff_t pylog__windows_hand_over(char *text, char *out, size_t size);

#pragma GCC visibility pop

#endif
