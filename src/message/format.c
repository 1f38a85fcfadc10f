/* Formats as steps: rendering them. */
#include "format_steps.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/number.h"
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

static void put_next_string(struct pylog_buffer *out, struct pylog__arguments *from) {
    size_t length;
    const char *string = pylog__next_string(from, &length);
    pylog__put_whole_string(out, string, length);
}

int pylog__step_put(struct pylog_buffer *out, const struct pylog__step *step, struct pylog__arguments *from) {
    pylog__put(out, step->text, step->length);
    switch (step->printing) {
    case PYLOG__PRINT_NOTHING: break;
    case PYLOG__PRINT_INT: pylog__put_int(out, pylog__next_int(from)); break;
    case PYLOG__PRINT_STRING: put_next_string(out, from); break;
    case PYLOG__PRINT_FIXED:
        pylog__put_fixed(out, step->conversion.precision, pylog__next_double(from));
        break;
    case PYLOG__PRINT_SIGNED: pylog__put_int(out, next_signed(step, from)); break;
    case PYLOG__PRINT_UNSIGNED: pylog__put_uint(out, next_unsigned(step, from)); break;
    case PYLOG__PRINT_HEXADECIMAL: put_hexadecimal(out, next_unsigned(step, from)); break;
    case PYLOG__PRINT_CHARACTER: pylog__put_char(out, (char)pylog__next_int(from)); break;
    case PYLOG__PRINT_BY_RULE: return put_by_rule(out, step, from);
    }
    return 0;
}

/* ---- Formats that were parsed ---------------------------------------------------------------- */

PYLOG__HOT int pylog__format_put(const struct pylog__format *format, va_list args, int error,
                                 struct pylog_buffer *out) {
    if (!format->steps)
        return pylog__format_message(out, format->fmt, args, error);
    struct pylog__arguments from = { .packed = NULL, .error = error };
    va_copy(from.list, args);
    int result = pylog__steps_render(format, &from, out);
    va_end(from.list);
    return result;
}
