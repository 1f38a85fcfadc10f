/* What a formatter was made of. Nothing of it changes later. */
#include "formatter.h"

const char *pylog_formatter_fmt(const pylog_formatter *formatter) {
    if (formatter && formatter->fmt)
        return formatter->fmt;
    switch (pylog_formatter_style(formatter)) {
    case '%': return "%(message)s";
    case '{': return "{message}";
    case '$': return "${message}";
    default: return NULL;
    }
}

char pylog_formatter_style(const pylog_formatter *formatter) {
    return formatter ? formatter->style : '%';
}

const char *pylog_formatter_datefmt(const pylog_formatter *formatter) {
    return formatter ? formatter->datefmt : NULL;
}

const struct pylog_field *pylog_formatter_defaults(const pylog_formatter *formatter) {
    return formatter && formatter->defaults ? formatter->defaults : pylog__no_fields;
}
