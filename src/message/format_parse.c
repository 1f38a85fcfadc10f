/* Formats as steps: parsing them, once for all calls of a place. */
#include "format.h"

#include "../base/memory.h"
#include <stdatomic.h>

struct parsing {
    struct pylog__step *steps;
    struct pylog__format_parameter *parameters;
    size_t step_count, parameter_count;
    bool deferrable;
};

static void add_parameter(struct parsing *parsing, enum pylog__argument_type type, int most) {
    if (parsing->parameter_count < PYLOG__FORMAT_ARGUMENTS)
        parsing->parameters[parsing->parameter_count] = (struct pylog__format_parameter){ type, most };
    parsing->parameter_count++;
}

static void add_parameters(struct parsing *parsing, const struct pylog__conversion *conversion) {
    enum pylog__argument_type type = pylog__conversion_type(conversion);
    if (conversion->width_from)
        add_parameter(parsing, PYLOG__INT_ARGUMENT, PYLOG__WHOLE_STRING);
    if (conversion->precision_from)
        add_parameter(parsing, PYLOG__INT_ARGUMENT, PYLOG__WHOLE_STRING);
    int most = conversion->precision_from ? PYLOG__AS_THE_ARGUMENT_BEFORE_SAYS : conversion->precision;
    if (type != PYLOG__NOTHING)
        add_parameter(parsing, type, most);
    if (type == PYLOG__LONG_DOUBLE_ARGUMENT || type == PYLOG__WIDE_STRING_ARGUMENT ||
        (conversion->letter == 'c' && conversion->length == PYLOG__L))
        parsing->deferrable = false;
}

/* Without `steps` they are only counted. False if the format is none for here. */
static bool parse_format(struct parsing *parsing, const char *fmt) {
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

/* Nobody's, for a format that is not kept. */
static const struct pylog_site no_site = { "", "", 0 };

static char *copy_text(char **at, const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = memcpy(*at, text, size);
    *at += size;
    return copy;
}

/* A block with room for these; the texts are in it. */
static struct pylog__format *allocate_format(const struct pylog_site *site, const char *fmt, size_t steps,
                                             size_t parameters) {
    size_t steps_size = steps * sizeof(struct pylog__step),
           parameters_size = parameters * sizeof(struct pylog__format_parameter),
           texts_size = strlen(fmt) + strlen(site->pathname) + strlen(site->func_name) + 3;
    struct pylog__format *format =
        pylog__allocate_zeroed(sizeof *format + steps_size + parameters_size + texts_size + PYLOG__PADDING);
    if (!format)
        return NULL;
    char *at = (char *)(format + 1) + steps_size + parameters_size;
    format->packing.steps[0] = PYLOG__PACK_PART; /* until it is known better */
    format->fmt = copy_text(&at, fmt);
    format->site.pathname = copy_text(&at, site->pathname);
    format->site.func_name = copy_text(&at, site->func_name);
    format->site.lineno = site->lineno;
    return format;
}

static enum pylog__packing_step packing_of(const struct pylog__format_parameter *parameter) {
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
    case PYLOG__STRING_ARGUMENT:
        return parameter->most == PYLOG__WHOLE_STRING ? PYLOG__PACK_STRING : PYLOG__PACK_PART;
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

static struct pylog__format *make_format(const struct pylog_site *site, const char *fmt, struct parsing counted) {
    struct pylog__format *format = allocate_format(site, fmt, counted.step_count, counted.parameter_count);
    struct parsing parsed = { .deferrable = true };
    if (!format)
        return NULL;
    parsed.steps = (struct pylog__step *)(format + 1);
    parsed.parameters = (struct pylog__format_parameter *)(parsed.steps + counted.step_count);
    parse_format(&parsed, format->fmt);
    format->steps = parsed.steps;
    format->step_count = parsed.step_count;
    format->parameters = parsed.parameters;
    format->parameter_count = parsed.parameter_count;
    plan_packing(format, parsed.deferrable);
    return format;
}

struct pylog__format *pylog__format_parse(const char *fmt) {
    struct pylog__format_parameter parameters[PYLOG__FORMAT_ARGUMENTS];
    struct parsing counted = { .parameters = parameters };
    return parse_format(&counted, fmt) ? make_format(&no_site, fmt, counted) : NULL;
}

/* ---- Formats of places ----------------------------------------------------------------------- */

/* They live as long as the process: the places have them, and queues. They are in lists, by the line of the
 * place, for a module that is loaded again. */
enum { LISTS = 256 };
static _Atomic(struct pylog__format *) kept_formats[LISTS];

static _Atomic(struct pylog__format *) *list_for(const struct pylog_site *site) {
    return &kept_formats[(unsigned)site->lineno % LISTS];
}

static void keep_format(struct pylog__format *format) {
    _Atomic(struct pylog__format *) *list = list_for(&format->site);
    format->next = atomic_load_explicit(list, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(list, &format->next, format, memory_order_release,
                                                  memory_order_relaxed)) {
    }
}

/* Two threads that look for the same format at once may both make it. */
static struct pylog__format *find_kept(const struct pylog_site *site, const char *fmt, bool literal) {
    struct pylog__format *format = atomic_load_explicit(list_for(site), memory_order_acquire);
    while (format && (format->site.lineno != site->lineno || format->literal != literal ||
                      strcmp(format->fmt, fmt) != 0 || strcmp(format->site.pathname, site->pathname) != 0 ||
                      strcmp(format->site.func_name, site->func_name) != 0))
        format = format->next;
    return format;
}

/* What cannot be parsed here is kept as text alone. */
static struct pylog__format *make_for_place(const struct pylog_site *site, const char *fmt, bool literal) {
    struct pylog__format_parameter parameters[PYLOG__FORMAT_ARGUMENTS];
    struct parsing counted = { .parameters = parameters };
    struct pylog__format *format =
        parse_format(&counted, fmt) ? make_format(site, fmt, counted) : allocate_format(site, fmt, 0, 0);
    if (format && !literal)
        format->packing.steps[0] = PYLOG__PACK_PART;
    if (format)
        format->literal = literal;
    return format;
}

static const struct pylog__format *settle_as(void **place, struct pylog__format *format) {
    void *now = NULL;
    if (__atomic_compare_exchange_n(place, &now, format, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return format;
    return now;
}

static const struct pylog__format *settle_format(void **place, const struct pylog_site *site, const char *fmt,
                                                 bool literal) {
    struct pylog__format *found = find_kept(site, fmt, literal);
    if (found) {
        if (found->place != place)
            atomic_store_explicit(&found->shared, true, memory_order_relaxed);
        return settle_as(place, found);
    }
    struct pylog__format *made = make_for_place(site, fmt, literal);
    if (!made)
        return NULL;
    made->place = place;
    const struct pylog__format *settled = settle_as(place, made);
    if (settled == made)
        keep_format(made);
    else
        pylog__free(made);
    return settled;
}

const struct pylog__format *pylog__format_settle(void **place, const struct pylog_site *site, const char *fmt,
                                                 bool literal) {
    const struct pylog__format *format = __atomic_load_n(place, __ATOMIC_ACQUIRE);
    if (!format)
        format = settle_format(place, site, fmt, literal);
    return format && strcmp(format->fmt, fmt) == 0 ? format : NULL;
}

/* Where the other places are, is not known: theirs stay. */
static void reset_list(_Atomic(struct pylog__format *) *list) {
    struct pylog__format *format = atomic_exchange_explicit(list, NULL, memory_order_acquire);
    while (format) {
        struct pylog__format *next = format->next;
        if (atomic_load_explicit(&format->shared, memory_order_relaxed)) {
            keep_format(format);
        } else {
            __atomic_store_n(format->place, NULL, __ATOMIC_RELAXED);
            pylog__free(format);
        }
        format = next;
    }
}

void pylog__formats_reset(void) {
    for (size_t i = 0; i < LISTS; i++)
        reset_list(&kept_formats[i]);
}
