/* Formats as steps: rendering them, and carrying their arguments from thread to thread. */
#include "format.h"

#include "error.h"
#include "memory.h"
#include "number.h"
#include "printf.h"

/* ---- Steps ----------------------------------------------------------------------------------- */

static void put_hexadecimal(struct pylog_buffer *out, uint64_t value) {
    char text[16], *end = text + sizeof text;
    char *begin = pylog__digits(end, value, 16, false);
    pylog__put(out, begin, (size_t)(end - begin));
}

PYLOG__COLD static int put_by_rule(struct pylog_buffer *out, const struct pylog__step *step,
                                   struct pylog__arguments *from) {
    struct pylog__conversion conversion = step->conversion;
    union pylog__argument value;
    if (conversion.width_from)
        pylog__conversion_set_width(&conversion, pylog__next_int(from));
    if (conversion.precision_from)
        pylog__conversion_set_precision(&conversion, pylog__next_int(from));
    pylog__argument_read(from, step->type, &value);
    return pylog__conversion_put(out, &conversion, &value);
}

static int64_t next_signed(const struct pylog__step *step, struct pylog__arguments *from) {
    union pylog__argument value;
    pylog__argument_read(from, step->type, &value);
    return value.integer;
}

static uint64_t next_unsigned(const struct pylog__step *step, struct pylog__arguments *from) {
    union pylog__argument value;
    pylog__argument_read(from, step->type, &value);
    return pylog__argument_unsigned(&value, step->conversion.length);
}

static void put_whole_string(struct pylog_buffer *out, const char *string, size_t length) {
    if (string)
        pylog__put_short(out, string, length);
    else
        pylog__put_string(out, "(null)");
}

static void put_next_string(struct pylog_buffer *out, struct pylog__arguments *from) {
    size_t length;
    const char *string = pylog__next_string(from, &length);
    put_whole_string(out, string, length);
}

static void put_fixed(struct pylog_buffer *out, const struct pylog__step *step, double value) {
    pylog__put_fixed(out, step->conversion.precision, value);
}

/* A step of any kind, with or without room. */
static __attribute__((noinline)) int put_step(struct pylog_buffer *out, const struct pylog__step *step,
                                              struct pylog__arguments *from) {
    pylog__put(out, step->text, step->length);
    switch (step->printing) {
    case PYLOG__PRINT_NOTHING: break;
    case PYLOG__PRINT_INT: pylog__put_int(out, pylog__next_int(from)); break;
    case PYLOG__PRINT_STRING: put_next_string(out, from); break;
    case PYLOG__PRINT_FIXED: put_fixed(out, step, pylog__next_double(from)); break;
    case PYLOG__PRINT_SIGNED: pylog__put_int(out, next_signed(step, from)); break;
    case PYLOG__PRINT_UNSIGNED: pylog__put_uint(out, next_unsigned(step, from)); break;
    case PYLOG__PRINT_HEXADECIMAL: put_hexadecimal(out, next_unsigned(step, from)); break;
    case PYLOG__PRINT_CHARACTER: pylog__put_char(out, (char)pylog__next_int(from)); break;
    case PYLOG__PRINT_BY_RULE: return put_by_rule(out, step, from);
    }
    return 0;
}

/* Where a buffer is written to directly, and where text and number of a step may begin at the latest. */
struct cursor {
    char *at, *limit;
};

static inline struct cursor begin_at(const struct pylog_buffer *out) {
    enum { ROOM = PYLOG__PADDING + PYLOG__LONGEST_NUMBER };
    char *at = out->data + out->length;
    bool room = out->capacity - out->length > ROOM && !out->failed;
    return (struct cursor){ at, room ? out->data + out->capacity - ROOM : at };
}

static inline void end_at(struct pylog_buffer *out, struct cursor cursor) {
    out->length = (size_t)(cursor.at - out->data);
}

/* The most usual conversions, where there is room. */
PYLOG__ALWAYS_INLINE struct cursor write_step(struct pylog_buffer *out, struct cursor cursor,
                                              const struct pylog__step *step, struct pylog__arguments *from) {
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
            end_at(out, cursor);
            put_whole_string(out, string, length);
            cursor = begin_at(out);
        }
    } else if (step->printing == PYLOG__PRINT_FIXED) {
        double value = pylog__next_double(from);
        char *end = pylog__write_fixed(cursor.at, step->conversion.precision, value);
        if (end) {
            cursor.at = end;
        } else {
            end_at(out, cursor);
            put_fixed(out, step, value);
            cursor = begin_at(out);
        }
    }
    return cursor;
}

PYLOG__ALWAYS_INLINE int put_steps(struct pylog_buffer *out, const struct pylog__step *steps, size_t count,
                                   struct pylog__arguments *from) {
    struct cursor cursor = begin_at(out);
    for (const struct pylog__step *step = steps, *end = steps + count; step < end; step++) {
        if (step->written_directly && cursor.at < cursor.limit) {
            cursor = write_step(out, cursor, step, from);
            continue;
        }
        end_at(out, cursor);
        if (put_step(out, step, from))
            return -1;
        cursor = begin_at(out);
    }
    end_at(out, cursor);
    return 0;
}

int pylog__steps_put(struct pylog_buffer *out, const struct pylog__step *steps, size_t count,
                     struct pylog__arguments *from) {
    for (const struct pylog__step *end = steps + count; steps < end; steps++)
        if (put_step(out, steps, from))
            return -1;
    return 0;
}

/* ---- Formats that were parsed ---------------------------------------------------------------- */

/* Twice in the machine's code: where the arguments come from is known in each. */
PYLOG__ALWAYS_INLINE int render(const struct pylog__format *format, struct pylog__arguments *from,
                                struct pylog_buffer *out) {
    size_t length = out->length;
    bool failed = out->failed;
    if (put_steps(out, format->steps, format->step_count, from) == 0)
        return 0;
    out->length = length;
    out->failed = failed;
    return -1;
}

PYLOG__HOT int pylog__format_put(const struct pylog__format *format, va_list args, int error,
                                 struct pylog_buffer *out) {
    if (!format->steps)
        return pylog__format_message(out, format->fmt, args, error);
    struct pylog__arguments from = { .packed = NULL, .error = error };
    va_copy(from.list, args);
    int result = render(format, &from, out);
    va_end(from.list);
    return result;
}

PYLOG__HOT int pylog__format_put_packed(const struct pylog__format *format, const char *packed,
                                        struct pylog_buffer *out) {
    struct pylog__arguments from = { .packed = packed };
    return render(format, &from, out);
}

/* ---- Arguments on their way ------------------------------------------------------------------ */

/* How much of a string is carried; `before` is the argument before it. */
static size_t part_of(const struct pylog__format_parameter *parameter, const char *string, int64_t before) {
    int64_t most = parameter->most == PYLOG__AS_THE_ARGUMENT_BEFORE_SAYS ? before : parameter->most;
    return pylog__bounded_length(string, most < 0 ? -1 : (int)most);
}

/* A string up to `length`, where there may be no NUL. */
static void pack_part(char *at, const char *string, size_t length) {
    pylog__pack_integer(at, 0);
    memcpy(at, string, length);
    at[length] = '\0';
}

/* One argument, if there is room for it. Returns how much it takes; *value is it, and was the one before. */
static size_t pack_one(const struct pylog__format_parameter *parameter, struct pylog__arguments *from,
                       char *at, size_t room, union pylog__argument *value) {
    int64_t before = value->integer;
    pylog__argument_read(from, parameter->type, value);
    const char *string = parameter->type == PYLOG__STRING_ARGUMENT ? value->pointer : NULL;
    size_t length = string ? part_of(parameter, string, before) : 0;
    size_t size = pylog__slots_round(length + 1);
    if (size > room)
        return size;
    if (string)
        pack_part(at, string, length);
    else if (parameter->type == PYLOG__STRING_ARGUMENT)
        pylog__pack_null(at);
    else if (parameter->type == PYLOG__DOUBLE_ARGUMENT)
        pylog__pack_real(at, value->real);
    else if (parameter->type == PYLOG__POINTER_ARGUMENT)
        pylog__pack_integer(at, (int64_t)(intptr_t)value->pointer);
    else
        pylog__pack_integer(at, value->integer);
    return size;
}

PYLOG__COLD size_t pylog__format_pack(const struct pylog__format *format, va_list args, int error, char *room,
                                      size_t size) {
    struct pylog__arguments from = { .packed = NULL, .error = error };
    union pylog__argument value = { .integer = 0 };
    size_t used = 0;
    va_copy(from.list, args);
    for (size_t i = 0; i < format->parameter_count; i++) {
        size_t left = used < size ? size - used : 0;
        used += pack_one(&format->parameters[i], &from, left ? room + used : room, left, &value);
    }
    va_end(from.list);
    return used;
}
