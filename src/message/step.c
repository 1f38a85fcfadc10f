/* The steps of a format: text, and the conversion that follows it. Parsing one, and writing one. */
#include "format_steps.h"

#include "../base/number.h"
#include "printf.h"

/* ---- Parsing ------------------------------------------------------------------------------------ */

static enum pylog__printing printing_of(const struct pylog__conversion *conversion) {
    bool plain = !conversion->left && !conversion->plus && !conversion->space && !conversion->alternate &&
                 !conversion->width && !conversion->width_from && !conversion->precision_from;
    bool whole = plain && conversion->precision < 0;
    bool narrow = conversion->length == PYLOG__NO_LENGTH;
    bool cut = conversion->length == PYLOG__HH || conversion->length == PYLOG__H;
    switch (conversion->letter) {
    case 'd':
    case 'i': return !whole || cut ? PYLOG__PRINT_BY_RULE : narrow ? PYLOG__PRINT_INT : PYLOG__PRINT_SIGNED;
    case 'u': return whole ? PYLOG__PRINT_UNSIGNED : PYLOG__PRINT_BY_RULE;
    case 'x': return whole ? PYLOG__PRINT_HEXADECIMAL : PYLOG__PRINT_BY_RULE;
    case 's': return whole && narrow ? PYLOG__PRINT_STRING : PYLOG__PRINT_BY_RULE;
    case 'c': return whole && narrow ? PYLOG__PRINT_CHARACTER : PYLOG__PRINT_BY_RULE;
    case 'f': return plain && conversion->length != PYLOG__LL ? PYLOG__PRINT_FIXED : PYLOG__PRINT_BY_RULE;
    default: return PYLOG__PRINT_BY_RULE;
    }
}

/* Of "%%" the first is the text's end. */
const char *pylog__step_parse(const char *at, struct pylog__step *out) {
    const char *percent = strchr(at, '%');
    out->text = at;
    out->printing = PYLOG__PRINT_NOTHING;
    out->written_directly = false;
    if (!percent) {
        out->length = strlen(at);
        return at + out->length;
    }
    out->length = (size_t)(percent - at);
    if (percent[1] == '%') {
        out->length++;
        return percent + 2;
    }
    const char *rest = pylog__conversion_parse(percent + 1, &out->conversion);
    if (rest) {
        out->printing = printing_of(&out->conversion);
        out->type = pylog__conversion_type(&out->conversion);
    }
    return rest;
}

/* ---- Writing ------------------------------------------------------------------------------------ */

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
