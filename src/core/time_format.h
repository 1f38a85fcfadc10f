/* How a formatter shows the time of a record. */
#ifndef PYLOG_CORE_TIME_FORMAT_H
#define PYLOG_CORE_TIME_FORMAT_H

#include "record.h"

/* What a formatter's setters change, immutable. */
struct pylog__time_format {
    struct pylog__retired retired;
    uint64_t id; /* never given twice: says whose rendered second a thread has */
    enum pylog_converter converter;
    const char *msec_format; /* NULL: no milliseconds */
    size_t separator_length; /* of msec_format "%s,%03d", what stands between the two; 0: another format */
    char second_format[];    /* for strftime; msec_format lies behind it */
};

/* NULL without memory. The strings are copied; msec_format is NULL or one that passes the check below. */
struct pylog__time_format *pylog__time_format_make(enum pylog_converter converter, const char *second_format,
                                                   const char *msec_format);
/* One %s for the text, then one %d for the milliseconds, and nothing else that printf would look at. */
bool pylog__is_msec_format(const char *fmt);

/* Each returns 0, or -1 if the system cannot tell the time. The first renders anew; the second gives what the
 * thread has rendered before, for a formatter that always uses this fmt. */
int pylog__put_second(struct pylog_buffer *out, const char *fmt, enum pylog_converter converter,
                      int64_t second);
int pylog__put_cached_second(struct pylog_buffer *out, const struct pylog__time_format *format,
                             const char *fmt, int64_t second);
/* Make that the record's asctime, with milliseconds, if the thread has rendered the second of the default
 * format before; or false. */
bool pylog__copy_default_time(struct pylog__record *record, const struct pylog__time_format *format);
/* The default format and milliseconds. */
int pylog__put_default_time(struct pylog_buffer *out, const struct pylog__time_format *format,
                            struct pylog__record *record);

#endif
