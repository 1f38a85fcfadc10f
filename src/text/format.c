/* Formats as steps: parsing them, rendering them, and carrying their arguments from thread to thread. */
#include "format.h"

#include "error.h"
#include "memory.h"
#include "number.h"
#include "printf.h"
#include <stdatomic.h>

/* ---- Steps ----------------------------------------------------------------------------------- */

static enum pylog__printing printing_of(const struct pylog__conversion *conversion) {
    bool plain = !conversion->left && !conversion->plus && !conversion->space && !conversion->alternate &&
                 !conversion->width && !conversion->width_from && !conversion->precision_from;
    bool whole = plain && conversion->precision < 0;
    bool narrow = conversion->length == PYLOG__NO_LENGTH;
    bool cut = conversion->length == PYLOG__HH || conversion->length == PYLOG__H;
    switch (conversion->letter) {
    case 'd':
    case 'i': return whole && !cut ? PYLOG__PRINT_SIGNED : PYLOG__PRINT_BY_RULE;
    case 'u': return whole ? PYLOG__PRINT_UNSIGNED : PYLOG__PRINT_BY_RULE;
    case 'x': return whole ? PYLOG__PRINT_HEXADECIMAL : PYLOG__PRINT_BY_RULE;
    case 's': return whole && narrow ? PYLOG__PRINT_STRING : PYLOG__PRINT_BY_RULE;
    case 'c': return whole && narrow ? PYLOG__PRINT_CHARACTER : PYLOG__PRINT_BY_RULE;
    case 'f': return plain && conversion->length != PYLOG__LL ? PYLOG__PRINT_FIXED : PYLOG__PRINT_BY_RULE;
    default: return PYLOG__PRINT_BY_RULE;
    }
}

static unsigned char arguments_of(const struct pylog__conversion *conversion) {
    return (unsigned char)((conversion->width_from != 0) + (conversion->precision_from != 0) +
                           (conversion->value_from != 0));
}

/* Of "%%" the first is the text's end. */
const char *pylog__step_parse(const char *at, struct pylog__step *out) {
    const char *percent = strchr(at, '%');
    out->text = at;
    out->printing = PYLOG__PRINT_NOTHING;
    out->arguments = 0;
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
        out->arguments = arguments_of(&out->conversion);
    }
    return rest;
}

static void put_hexadecimal(struct pylog_buffer *out, uint64_t value) {
    char text[16], *end = text + sizeof text;
    char *begin = pylog__digits(end, value, 16, false);
    pylog__put(out, begin, (size_t)(end - begin));
}

static void put_fixed(struct pylog_buffer *out, int precision, double value) {
    struct pylog__float_format format = { .conversion = 'f', .precision = precision };
    pylog__put_double(out, format, value);
}

static int put_by_rule(struct pylog_buffer *out, struct pylog__conversion conversion,
                       const union pylog__argument *values, int error) {
    if (conversion.width_from)
        pylog__conversion_set_width(&conversion, values++->integer);
    if (conversion.precision_from)
        pylog__conversion_set_precision(&conversion, values++->integer);
    return pylog__conversion_put(out, &conversion, values, error);
}

static inline int put_step(struct pylog_buffer *out, const struct pylog__step *step,
                           const union pylog__argument *values, int error) {
    switch (step->printing) {
    case PYLOG__PRINT_NOTHING: break;
    case PYLOG__PRINT_SIGNED: pylog__put_int(out, values->integer); break;
    case PYLOG__PRINT_UNSIGNED:
        pylog__put_uint(out, pylog__argument_unsigned(values, step->conversion.length));
        break;
    case PYLOG__PRINT_HEXADECIMAL:
        put_hexadecimal(out, pylog__argument_unsigned(values, step->conversion.length));
        break;
    case PYLOG__PRINT_STRING: pylog__put_string(out, values->pointer ? values->pointer : "(null)"); break;
    case PYLOG__PRINT_CHARACTER: pylog__put_char(out, (char)values->integer); break;
    case PYLOG__PRINT_FIXED: put_fixed(out, step->conversion.precision, values->real); break;
    case PYLOG__PRINT_BY_RULE: return put_by_rule(out, step->conversion, values, error);
    }
    return 0;
}

int pylog__step_put(struct pylog_buffer *out, const struct pylog__step *step,
                    const union pylog__argument *values, int error) {
    return put_step(out, step, values, error);
}

/* ---- Formats that were parsed ---------------------------------------------------------------- */

/* How much of a string argument is read. */
enum { WHOLE = -1, AS_THE_ARGUMENT_BEFORE_SAYS = -2 };

struct parameter {
    enum pylog__argument_type type;
    int most; /* bytes of a string, or one of the above */
};

/* What follows it lies in the same block: steps, parameters, and a copy of the format's text. */
struct pylog__format {
    struct pylog__format *next; /* in the list of those that are kept */
    void **place;               /* which keeps it */
    const struct pylog__step *steps;
    const struct parameter *parameters;
    size_t step_count, parameter_count;
    bool deferrable;
    const char *fmt;
};

struct parsing {
    struct pylog__step *steps;
    struct parameter *parameters;
    size_t step_count, parameter_count;
    bool deferrable;
};

static void add_parameter(struct parsing *parsing, enum pylog__argument_type type, int most) {
    if (parsing->parameter_count < PYLOG__FORMAT_ARGUMENTS)
        parsing->parameters[parsing->parameter_count] = (struct parameter){ type, most };
    parsing->parameter_count++;
}

static void add_parameters(struct parsing *parsing, const struct pylog__conversion *conversion) {
    enum pylog__argument_type type = pylog__conversion_type(conversion);
    if (conversion->width_from)
        add_parameter(parsing, PYLOG__INT_ARGUMENT, WHOLE);
    if (conversion->precision_from)
        add_parameter(parsing, PYLOG__INT_ARGUMENT, WHOLE);
    int most = conversion->precision_from ? AS_THE_ARGUMENT_BEFORE_SAYS : conversion->precision;
    if (type != PYLOG__NOTHING)
        add_parameter(parsing, type, most);
    if (type == PYLOG__LONG_DOUBLE_ARGUMENT || type == PYLOG__WIDE_STRING_ARGUMENT ||
        (conversion->letter == 'c' && conversion->length == PYLOG__L))
        parsing->deferrable = false;
}

/* Without `steps` they are only counted. False if the format is none for here. */
static bool parse(struct parsing *parsing, const char *fmt) {
    struct pylog__step storage, *step;
    while (*fmt) {
        step = parsing->steps ? &parsing->steps[parsing->step_count] : &storage;
        fmt = pylog__step_parse(fmt, step);
        parsing->step_count++;
        if (!fmt)
            return false;
        if (step->printing == PYLOG__PRINT_NOTHING)
            continue;
        if (pylog__conversion_is_numbered(&step->conversion) || pylog__conversion_excess(&step->conversion))
            return false;
        add_parameters(parsing, &step->conversion);
    }
    return parsing->parameter_count <= PYLOG__FORMAT_ARGUMENTS;
}

/* NULL, if the format is not `usable` here or without memory. */
static struct pylog__format *make(const char *fmt, bool *usable) {
    struct parameter parameters[PYLOG__FORMAT_ARGUMENTS];
    struct parsing counted = { .parameters = parameters }, parsed = { .deferrable = true };
    *usable = parse(&counted, fmt);
    if (!*usable)
        return NULL;
    size_t steps_size = counted.step_count * sizeof *parsed.steps,
           parameters_size = counted.parameter_count * sizeof *parameters, size = strlen(fmt) + 1;
    struct pylog__format *format =
        pylog__allocate(sizeof *format + steps_size + parameters_size + size + PYLOG__PADDING);
    if (!format)
        return NULL;
    parsed.steps = (struct pylog__step *)(format + 1);
    parsed.parameters = (struct parameter *)(parsed.steps + counted.step_count);
    char *copy = memcpy(parsed.parameters + counted.parameter_count, fmt, size);
    memset(copy + size, 0, PYLOG__PADDING);
    parse(&parsed, copy);
    *format = (struct pylog__format){ .steps = parsed.steps,
                                      .parameters = parsed.parameters,
                                      .step_count = parsed.step_count,
                                      .parameter_count = parsed.parameter_count,
                                      .deferrable = parsed.deferrable,
                                      .fmt = copy };
    return format;
}

struct pylog__format *pylog__format_parse(const char *fmt) {
    bool usable;
    return make(fmt, &usable);
}

bool pylog__format_is_deferrable(const struct pylog__format *format) {
    return format->deferrable;
}

int pylog__format_render(const struct pylog__format *format, const union pylog__argument *values, int error,
                         struct pylog_buffer *out) {
    size_t length = out->length;
    bool failed = out->failed;
    const struct pylog__step *step = format->steps, *end = step + format->step_count;
    for (; step < end; step++) {
        pylog__put_padded(out, step->text, step->length);
        if (put_step(out, step, values, error)) {
            out->length = length;
            out->failed = failed;
            return -1;
        }
        values += step->arguments;
    }
    return 0;
}

static void read_arguments(const struct pylog__format *format, struct pylog__arguments *from,
                           union pylog__argument *values) {
    const struct parameter *parameter = format->parameters, *end = parameter + format->parameter_count;
    for (; parameter < end; parameter++)
        pylog__argument_read(from, parameter->type, values++);
}

void pylog__format_read(const struct pylog__format *format, va_list args, union pylog__argument *values) {
    struct pylog__arguments from = { .values = NULL };
    va_copy(from.list, args);
    read_arguments(format, &from, values);
    va_end(from.list);
}

/* ---- Arguments on their way ------------------------------------------------------------------ */

enum { SLOT = 8 };

struct packing {
    char *slots, *strings; /* both are the room, if that is large enough for the slots */
    size_t size, used;     /* of the room, and of what has been asked for */
};

/* Returns where the string is. */
static inline size_t pack_string(struct packing *packing, const char *string, size_t length) {
    size_t at = packing->used;
    packing->used += length + 1;
    if (packing->used <= packing->size) {
        memcpy(packing->strings + at, string, length);
        packing->strings[at + length] = '\0';
    }
    return at;
}

static size_t length_of(const struct packing *packing, const struct parameter *parameter, size_t index,
                        const char *string) {
    int64_t most = parameter->most;
    if (most == AS_THE_ARGUMENT_BEFORE_SAYS)
        memcpy(&most, packing->slots + (index - 1) * SLOT, sizeof most);
    return pylog__bounded_length(string, most < 0 ? -1 : (int)most);
}

/* The slot of a string says where it lies. That is never 0, where the slots are: 0 is none. */
size_t pylog__format_pack(const struct pylog__format *format, va_list args, char *room, size_t size) {
    char spare[PYLOG__FORMAT_ARGUMENTS * SLOT];
    size_t slots_size = format->parameter_count * SLOT;
    struct packing packing = { slots_size <= size ? room : spare, room, size, slots_size };
    struct pylog__arguments from = { .values = NULL };
    va_copy(from.list, args);
    for (size_t i = 0; i < format->parameter_count; i++) {
        const struct parameter *parameter = &format->parameters[i];
        union pylog__argument value;
        pylog__argument_read(&from, parameter->type, &value);
        if (parameter->type == PYLOG__STRING_ARGUMENT) {
            const char *string = value.pointer;
            value.integer = 0;
            if (string)
                value.integer =
                    (int64_t)pack_string(&packing, string, length_of(&packing, parameter, i, string));
        } else if (parameter->type == PYLOG__POINTER_ARGUMENT) {
            value.integer = (int64_t)(intptr_t)value.pointer;
        }
        memcpy(packing.slots + i * SLOT, &value, SLOT);
    }
    va_end(from.list);
    return packing.used;
}

void pylog__format_unpack(const struct pylog__format *format, const char *packed,
                          union pylog__argument *values) {
    for (size_t i = 0; i < format->parameter_count; i++) {
        enum pylog__argument_type type = format->parameters[i].type;
        memcpy(&values[i], packed + i * SLOT, SLOT);
        if (type == PYLOG__STRING_ARGUMENT)
            values[i].pointer = values[i].integer ? packed + values[i].integer : NULL;
        else if (type == PYLOG__POINTER_ARGUMENT)
            values[i].pointer = (const void *)(intptr_t)values[i].integer;
    }
}

/* ---- Formats of places ----------------------------------------------------------------------- */

/* They live as long as the process, because the places do that have them. */
static _Atomic(struct pylog__format *) kept;

/* Of a format that is none for here. */
static struct pylog__format no_format;

static void keep(struct pylog__format *format, void **place) {
    format->place = place;
    format->next = atomic_load_explicit(&kept, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(&kept, &format->next, format, memory_order_release,
                                                  memory_order_relaxed)) {
    }
}

/* NULL without memory: another call may have some. */
static const struct pylog__format *parse_for(void **place, const char *fmt) {
    void *now = NULL;
    bool usable;
    struct pylog__format *format = make(fmt, &usable);
    if (!format && usable)
        return NULL;
    if (!__atomic_compare_exchange_n(place, &now, format ? format : &no_format, false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_ACQUIRE)) {
        pylog__free(format);
        return now;
    }
    if (format)
        keep(format, place);
    return format;
}

const struct pylog__format *pylog__format_of_place(void **place, const char *fmt, bool literal) {
    const struct pylog__format *format = __atomic_load_n(place, __ATOMIC_ACQUIRE);
    if (!format)
        format = parse_for(place, fmt);
    if (!format || format == &no_format)
        return NULL;
    return literal || strcmp(format->fmt, fmt) == 0 ? format : NULL;
}

void pylog__formats_reset(void) {
    struct pylog__format *format = atomic_exchange_explicit(&kept, NULL, memory_order_acquire);
    while (format) {
        struct pylog__format *next = format->next;
        __atomic_store_n(format->place, NULL, __ATOMIC_RELAXED);
        pylog__free(format);
        format = next;
    }
}
