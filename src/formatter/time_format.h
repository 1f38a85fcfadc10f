/* How a formatter shows the time of a record. */
#ifndef PYLOG_FORMATTER_TIME_FORMAT_H
#define PYLOG_FORMATTER_TIME_FORMAT_H

#include "../base/number.h"
#include "../time/time.h"
#include "../record/record.h"

#pragma GCC visibility push(hidden)

/* What a formatter's setters change. */
struct pylog__time_choice {
    enum pylog_converter converter;
    pylog__put_time_function *put_time; /* shows second_format, and if it is pylog__put_time, any other */
    const char *second_format;          /* as for strftime */
    const char *msec_format;            /* NULL: no milliseconds; else it passes the check below */
};

/* The same with what follows from it, immutable. */
struct pylog__time_format {
    struct pylog__retired retired;
    uint64_t id;        /* never given twice: says whose rendered second a thread has */
    uint64_t own_id;    /* the same of its second_format: all defaults share one */
    uint64_t direct_id; /* own_id, if milliseconds may follow directly; or of nobody */
    struct pylog__time_choice choice;
    size_t separator_length; /* of msec_format "%s,%03d", what stands between the two; 0: another format */
    char text[];             /* of the choice's formats */
};

/* NULL without memory. The strings are copied. */
struct pylog__time_format *pylog__time_format_make(const struct pylog__time_choice *choice);
/* How much a format may widen a line: a configuration may be somebody else's. */
enum { PYLOG__WIDEST_FORMAT = 65536 };
/* One %s for the text, then one %d for the milliseconds, and nothing else that printf would look at; and none
 * of their widths and precisions is above the limit. */
bool pylog__is_msec_format(const char *fmt);

/* Read the zone of TZ, if it is another one now: see local_time.h. 0, or -1 with ENOMEM as the error. */
int pylog__read_zone_for_formatters(bool changed);

/* Each returns 0, or -1 if the system cannot tell the time. The first renders anew; the second gives what the
 * thread has rendered before, for a formatter that always uses this fmt. */
int pylog__put_second(struct pylog_buffer *out, pylog__put_time_function *put_time, const char *fmt,
                      enum pylog_converter converter, int64_t second);
int pylog__put_cached_second(struct pylog_buffer *out, const struct pylog__time_format *format,
                             const char *fmt, int64_t second);
static inline void pylog__write_three_digits(char out[3], uint32_t number) {
    out[0] = (char)('0' + number / 100);
    memcpy(out + 1, &pylog__digit_pairs[number % 100 * 2], 2);
}

/* Make the default format and milliseconds the record's asctime, if the second is the one that the thread has
 * rendered last; or false. Where a double would not round up to the next second, the record is in a second if
 * it is so many nanoseconds after its beginning. */
static inline bool pylog__copy_default_time(struct pylog__record *record, struct pylog__thread *thread,
                                            const struct pylog__time_format *format) {
    const struct pylog__rendered_second *kept =
        &thread->rendered[(thread->next_rendered - 1) % PYLOG__RENDERED];
    uint64_t after = (uint64_t)record->head.created_ns - (uint64_t)kept->second * 1000000000;
    _Static_assert(sizeof kept->text <= sizeof record->asctime_storage, "a time that is kept fits");
    if (kept->owner != format->direct_id || after >= 999000000 || record->overrides)
        return false;
    char *out = record->asctime_storage;
    memcpy(out, kept->text, sizeof kept->text);
    pylog__write_three_digits(out + kept->length, (uint32_t)after / 1000000);
    out[kept->length + 3] = '\0';
    record->asctime = out;
    record->asctime_length = kept->length + 3;
    return true;
}

/* The default format and milliseconds. */
int pylog__put_default_time(struct pylog_buffer *out, const struct pylog__time_format *format,
                            struct pylog__record *record);

#pragma GCC visibility pop

#endif
