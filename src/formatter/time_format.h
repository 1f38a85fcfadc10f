/* How a formatter shows the time of a record. */
#ifndef PYLOG_FORMATTER_TIME_FORMAT_H
#define PYLOG_FORMATTER_TIME_FORMAT_H

#include "../base/number.h"
#include "../time/time.h"
#include "../record/record.h"

#pragma GCC visibility push(hidden)

/* What a formatter's setters can change. */
struct pylog__time_choice {
    enum pylog_converter converter;
    pylog__put_time_function *put_time; /* can write second_format; pylog__put_time can write any format */
    const char *second_format;          /* as for strftime */
    const char *msec_format;            /* NULL: no milliseconds; else pylog__is_msec_format is true of it */
};

/* The same, with what can be worked out beforehand. Immutable. */
struct pylog__time_format {
    struct pylog__retired retired;
    uint64_t id;        /* unique: the owner of a second that a thread has rendered (thread.h) */
    uint64_t own_id;    /* the same for second_format alone; all default formats share one */
    uint64_t direct_id; /* own_id, if milliseconds may follow directly; else nobody's */
    struct pylog__time_choice choice;
    size_t separator_length; /* of the "," in the msec_format "%s,%03d"; 0: another format */
    char text[];             /* the strings of `choice` */
};

/* NULL without memory. The strings are copied. */
struct pylog__time_format *pylog__time_format_make(const struct pylog__time_choice *choice);
/* The most that a width or a precision may be: a configuration may come from somebody else. */
enum { PYLOG__WIDEST_FORMAT = 65536 };
/* Has the format one %s for the text, then one %d for the milliseconds, and no other conversion? And is no width or
 * precision above the limit? */
bool pylog__is_msec_format(const char *fmt);

/* Read the rules of the time zone in TZ, if TZ has changed: see local_time.h. 0, or -1 with ENOMEM. */
int pylog__read_zone_for_formatters(bool changed);

/* Append a second as `fmt` shows it. 0, or -1 if the system cannot tell the local time. The second function takes the text
 * that the thread has rendered before, if it has: for a formatter that always uses this fmt. */
int pylog__put_second(struct pylog_buffer *out, pylog__put_time_function *put_time, const char *fmt,
                      enum pylog_converter converter, int64_t second);
int pylog__put_cached_second(struct pylog_buffer *out, const struct pylog__time_format *format,
                             const char *fmt, int64_t second);
static inline void pylog__write_three_digits(char out[3], uint32_t number) {
    out[0] = (char)('0' + number / 100);
    memcpy(out + 1, &pylog__digit_pairs[number % 100 * 2], 2);
}

/* If the thread's last rendered second is the record's, make asctime of it and the milliseconds, in the default format.
 * Else return false. The last millisecond of a second is left to the slow path: there Python's double rounds up. */
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

/* Append the time in the default format, with milliseconds. 0, or -1 if the system cannot tell the local time. */
int pylog__put_default_time(struct pylog_buffer *out, const struct pylog__time_format *format,
                            struct pylog__record *record);

#pragma GCC visibility pop

#endif
