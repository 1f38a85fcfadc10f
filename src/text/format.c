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

static void put_hexadecimal(struct pylog_buffer *out, uint64_t value) {
    char text[16], *end = text + sizeof text;
    char *begin = pylog__digits(end, value, 16, false);
    pylog__put(out, begin, (size_t)(end - begin));
}

static int put_by_rule(struct pylog_buffer *out, const struct pylog__step *step,
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

/* How much of a string argument is read. */
enum { WHOLE = -1, AS_THE_ARGUMENT_BEFORE_SAYS = -2 };

struct parameter {
    enum pylog__argument_type type;
    int most; /* bytes of a string, or one of the above */
};

/* What follows it lies in the same block: steps, parameters, and a copy of the format's text. */
struct pylog__format {
    struct pylog__packing packing;   /* must be first */
    struct pylog__format *next;      /* in the list of those that are kept */
    void **place;                    /* which keeps it */
    const struct pylog__step *steps; /* NULL: it could not be parsed here */
    const struct parameter *parameters;
    size_t step_count, parameter_count;
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
        step->written_directly = step->length <= PYLOG__PADDING && step->printing <= PYLOG__PRINT_FIXED;
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

/* A block with room for these; the text is in it. */
static struct pylog__format *allocate_format(const char *fmt, size_t steps, size_t parameters) {
    size_t steps_size = steps * sizeof(struct pylog__step),
           parameters_size = parameters * sizeof(struct parameter), size = strlen(fmt) + 1;
    struct pylog__format *format =
        pylog__allocate_zeroed(sizeof *format + steps_size + parameters_size + size + PYLOG__PADDING);
    if (!format)
        return NULL;
    format->packing.steps[0] = PYLOG__PACK_PART; /* until it is known better */
    format->fmt = memcpy((char *)(format + 1) + steps_size + parameters_size, fmt, size);
    return format;
}

static enum pylog__packing_step packing_of(const struct parameter *parameter) {
    switch (parameter->type) {
    case PYLOG__NOTHING: break;
    case PYLOG__INT_ARGUMENT: return PYLOG__PACK_INT;
    case PYLOG__LONG_ARGUMENT: return sizeof(long) == PYLOG__SLOT ? PYLOG__PACK_WORD : PYLOG__PACK_INT;
    case PYLOG__SIZE_ARGUMENT:
    case PYLOG__PTRDIFF_ARGUMENT:
    case PYLOG__POINTER_ARGUMENT: return sizeof(void *) == PYLOG__SLOT ? PYLOG__PACK_WORD : PYLOG__PACK_INT;
    case PYLOG__LONG_LONG_ARGUMENT:
    case PYLOG__INTMAX_ARGUMENT: return PYLOG__PACK_WORD;
    case PYLOG__DOUBLE_ARGUMENT: return PYLOG__PACK_REAL;
    case PYLOG__STRING_ARGUMENT: return parameter->most == WHOLE ? PYLOG__PACK_STRING : PYLOG__PACK_PART;
    case PYLOG__ERROR_ARGUMENT: return PYLOG__PACK_ERROR;
    case PYLOG__LONG_DOUBLE_ARGUMENT:
    case PYLOG__WIDE_STRING_ARGUMENT: break; /* not deferrable */
    }
    return PYLOG__PACK_END;
}

static void plan_packing(struct pylog__format *format, bool deferrable) {
    struct pylog__packing *packing = &format->packing;
    packing->deferrable = deferrable;
    packing->size = (unsigned char)(format->parameter_count * PYLOG__SLOT);
    for (size_t i = 0; i < format->parameter_count; i++)
        packing->steps[i] = (unsigned char)packing_of(&format->parameters[i]);
    packing->steps[format->parameter_count] = PYLOG__PACK_END;
    if (!deferrable)
        packing->steps[0] = PYLOG__PACK_PART;
}

static struct pylog__format *make(const char *fmt, struct parsing counted) {
    struct pylog__format *format = allocate_format(fmt, counted.step_count, counted.parameter_count);
    struct parsing parsed = { .deferrable = true };
    if (!format)
        return NULL;
    parsed.steps = (struct pylog__step *)(format + 1);
    parsed.parameters = (struct parameter *)(parsed.steps + counted.step_count);
    parse(&parsed, format->fmt);
    format->steps = parsed.steps;
    format->step_count = parsed.step_count;
    format->parameters = parsed.parameters;
    format->parameter_count = parsed.parameter_count;
    plan_packing(format, parsed.deferrable);
    return format;
}

struct pylog__format *pylog__format_parse(const char *fmt) {
    struct parameter parameters[PYLOG__FORMAT_ARGUMENTS];
    struct parsing counted = { .parameters = parameters };
    return parse(&counted, fmt) ? make(fmt, counted) : NULL;
}

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

PYLOG__HOT int pylog__format_put(const struct pylog__format *format, va_list args, int error, struct pylog_buffer *out) {
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
static size_t part_of(const struct parameter *parameter, const char *string, int64_t before) {
    int64_t most = parameter->most == AS_THE_ARGUMENT_BEFORE_SAYS ? before : parameter->most;
    return pylog__bounded_length(string, most < 0 ? -1 : (int)most);
}

/* A string up to `length`, where there may be no NUL. */
static void pack_part(char *at, const char *string, size_t length) {
    pylog__pack_integer(at, 0);
    memcpy(at, string, length);
    at[length] = '\0';
}

/* One argument, if there is room for it. Returns how much it takes; *value is it, and was the one before. */
static size_t pack_one(const struct parameter *parameter, struct pylog__arguments *from, char *at,
                       size_t room, union pylog__argument *value) {
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

size_t pylog__format_pack(const struct pylog__format *format, va_list args, int error, char *room,
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

/* ---- Formats of places ----------------------------------------------------------------------- */

/* They live as long as the process, because the places do that have them. */
static _Atomic(struct pylog__format *) kept;

static void keep(struct pylog__format *format, void **place) {
    format->place = place;
    format->next = atomic_load_explicit(&kept, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(&kept, &format->next, format, memory_order_release,
                                                  memory_order_relaxed)) {
    }
}

/* What cannot be parsed here is kept as text alone. */
static struct pylog__format *make_for_place(const char *fmt) {
    struct parameter parameters[PYLOG__FORMAT_ARGUMENTS];
    struct parsing counted = { .parameters = parameters };
    return parse(&counted, fmt) ? make(fmt, counted) : allocate_format(fmt, 0, 0);
}

static const struct pylog__format *settle(void **place, const char *fmt, bool literal) {
    struct pylog__format *format = make_for_place(fmt);
    void *now = NULL;
    if (!format)
        return NULL;
    if (!literal)
        format->packing.steps[0] = PYLOG__PACK_PART;
    if (__atomic_compare_exchange_n(place, &now, format, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        keep(format, place);
        return format;
    }
    pylog__free(format);
    return now;
}

const struct pylog__format *pylog__format_settle(void **place, const char *fmt, bool literal) {
    const struct pylog__format *format = __atomic_load_n(place, __ATOMIC_ACQUIRE);
    if (!format)
        format = settle(place, fmt, literal);
    return format && strcmp(format->fmt, fmt) == 0 ? format : NULL;
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
