/* Rendering the steps of a format: compiled twice, for the arguments of a call and for those that were
 * packed, so that in each it is known where they come from. */
#ifndef PYLOG_MESSAGE_FORMAT_STEPS_H
#define PYLOG_MESSAGE_FORMAT_STEPS_H

#include "format.h"
#include "../base/number.h"
#include "printf.h"

static inline void pylog__put_whole_string(struct pylog_buffer *out, const char *string, size_t length) {
    if (string)
        pylog__put_short(out, string, length);
    else
        pylog__put_string(out, "(null)");
}

/* Where a buffer is written to directly, and where text and number of a step may begin at the latest. */
struct pylog__cursor {
    char *at, *limit;
};

static inline struct pylog__cursor pylog__cursor_begin(const struct pylog_buffer *out) {
    enum { ROOM = PYLOG__PADDING + PYLOG__LONGEST_NUMBER };
    char *at = out->data + out->length;
    bool room = out->capacity - out->length > ROOM && !out->failed;
    return (struct pylog__cursor){ at, room ? out->data + out->capacity - ROOM : at };
}

static inline void pylog__cursor_end(struct pylog_buffer *out, struct pylog__cursor cursor) {
    out->length = (size_t)(cursor.at - out->data);
}

/* The most usual conversions, where there is room. */
PYLOG__ALWAYS_INLINE struct pylog__cursor pylog__step_write(struct pylog_buffer *out,
                                                            struct pylog__cursor cursor,
                                                            const struct pylog__step *step,
                                                            struct pylog__arguments *from) {
    memcpy(cursor.at, step->text, PYLOG__PADDING);
    cursor.at += step->length;
    if (step->printing == PYLOG__PRINT_INT) {
        cursor.at = pylog__write_int(cursor.at, pylog__next_int(from));
    } else if (step->printing == PYLOG__PRINT_STRING) {
        size_t length;
        const char *string = pylog__next_string(from, &length);
        if (string && length < (size_t)(cursor.limit - cursor.at + PYLOG__LONGEST_NUMBER)) {
            pylog__copy(cursor.at, string, length);
            cursor.at += length;
        } else {
            pylog__cursor_end(out, cursor);
            pylog__put_whole_string(out, string, length);
            cursor = pylog__cursor_begin(out);
        }
    } else if (step->printing == PYLOG__PRINT_FIXED) {
        double value = pylog__next_double(from);
        char *end = pylog__write_fixed(cursor.at, step->conversion.precision, value);
        if (end) {
            cursor.at = end;
        } else {
            pylog__cursor_end(out, cursor);
            pylog__put_fixed(out, step->conversion.precision, value);
            cursor = pylog__cursor_begin(out);
        }
    }
    return cursor;
}

PYLOG__ALWAYS_INLINE int pylog__steps_write(struct pylog_buffer *out, const struct pylog__step *steps,
                                            size_t count, struct pylog__arguments *from) {
    struct pylog__cursor cursor = pylog__cursor_begin(out);
    for (const struct pylog__step *step = steps, *end = steps + count; step < end; step++) {
        if (step->written_directly && cursor.at < cursor.limit) {
            cursor = pylog__step_write(out, cursor, step, from);
            continue;
        }
        pylog__cursor_end(out, cursor);
        if (pylog__step_put(out, step, from))
            return -1;
        cursor = pylog__cursor_begin(out);
    }
    pylog__cursor_end(out, cursor);
    return 0;
}

/* 0, or -1 with the error set and the buffer as it was. */
PYLOG__ALWAYS_INLINE int pylog__steps_render(const struct pylog__format *format,
                                             struct pylog__arguments *from, struct pylog_buffer *out) {
    size_t length = out->length;
    bool failed = out->failed;
    if (pylog__steps_write(out, format->steps, format->step_count, from) == 0)
        return 0;
    out->length = length;
    out->failed = failed;
    return -1;
}

#endif
