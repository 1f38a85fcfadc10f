/* Formatters, as the rest of the core uses them. */
#ifndef PYLOG_CORE_FORMATTER_H
#define PYLOG_CORE_FORMATTER_H

#include "record.h"

/* Is it the library's own, which calls no function of the program's? */
bool pylog__formatter_is_built_in(const pylog_formatter *formatter);
/* As pylog_formatter_format; NULL is the default formatter, `%(message)s`. Inside a section. */
int pylog__formatter_format(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out);

#endif
