/* Messages: printf's formats and arguments, in the C locale, into a buffer. */
#ifndef PYLOG_MESSAGE_PRINTF_H
#define PYLOG_MESSAGE_PRINTF_H

#include "printf_spec.h"

#pragma GCC visibility push(hidden)

/* Neither is marked as a format function: the formats come from log calls, where the compiler has checked
 * them. */

/* Append the formatted text; `error` is the errno value that %m shows. 0, or -1 with EINVAL and Python's
 * sentence (`unsupported format character 'y' (0x79) at index 3`, `incomplete format`), the buffer then
 * as it was. */
int pylog__format_message(struct pylog_buffer *out, const char *fmt, va_list args, int error);

/* Append the arguments as Python prints record.args: `()`, `('x',)`, `(1, 2.5)`. */
void pylog__format_arguments(struct pylog_buffer *out, const char *fmt, va_list args);

#pragma GCC visibility pop

#endif
