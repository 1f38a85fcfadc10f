/* Formatters, as the rest of the core uses them. */
#ifndef PYLOG_CORE_FORMATTER_H
#define PYLOG_CORE_FORMATTER_H

#include "record.h"

/* As pylog_formatter_format; NULL is the default formatter, `%(message)s`. Inside a section. */
int pylog__formatter_format(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out);

#endif
