/* Making formatters. */
#include "formatter.h"

#include "../base/error.h"
#include "../base/memory.h"

/* Also of a formatter that is half made. */
static void free_formatter(pylog_formatter *formatter) {
    pylog__template_free(&formatter->template);
    pylog__free(formatter->steps);
    pylog__free(formatter->fmt);
    pylog__free(formatter->datefmt);
    pylog__free(formatter->defaults);
    pylog__free(atomic_load_explicit(&formatter->time_format, memory_order_relaxed));
    pylog__free(formatter);
}

static enum pylog__ready_text ready_text(const struct pylog__piece *piece) {
    switch (piece->spec ? -1 : piece->id) {
    case PYLOG__FIELD_NAME: return PYLOG__READY_NAME;
    case PYLOG__FIELD_LEVELNAME: return PYLOG__READY_LEVELNAME;
    case PYLOG__FIELD_ASCTIME: return PYLOG__READY_ASCTIME;
    case PYLOG__FIELD_MESSAGE: return PYLOG__READY_MESSAGE;
    default: return PYLOG__READY_NOT;
    }
}

pylog_formatter *pylog__formatter_make(pylog__put_time_function *put_time) {
    pylog_formatter *formatter = pylog__allocate_zeroed(sizeof *formatter);
    const struct pylog__time_choice first = { PYLOG_LOCALTIME, put_time, "%Y-%m-%d %H:%M:%S", "%s,%03d" };
    struct pylog__time_format *time_format = pylog__time_format_make(&first);
    if (!formatter || !time_format || pylog__read_zone_for_formatters(false)) {
        pylog__free(formatter);
        pylog__free(time_format);
        pylog__fail_memory();
        return NULL;
    }
    atomic_init(&formatter->references, 1);
    atomic_init(&formatter->time_format, time_format);
    return formatter;
}

static int copy_options(pylog_formatter *formatter, const char *fmt,
                        const struct pylog_formatter_options *options) {
    bool datefmt = options->datefmt && *options->datefmt, given = fmt && *fmt;
    formatter->style = options->style ? options->style : '%';
    if (given)
        formatter->fmt = pylog__copy_string(fmt);
    if (datefmt)
        formatter->datefmt = pylog__copy_string(options->datefmt);
    if (options->defaults)
        formatter->defaults = pylog__fields_copy(options->defaults);
    bool lacking = (given && !formatter->fmt) || (datefmt && !formatter->datefmt) ||
                   (options->defaults && !formatter->defaults);
    return lacking ? pylog__fail_memory() : 0;
}

/* Before a piece comes a new step, unless it still fits into this one. */
static struct pylog__line_step *add_line_step(struct pylog__line_step *step, struct pylog__piece *piece) {
    bool literal = piece->kind == PYLOG__LITERAL;
    if (step->piece || (step->length && (literal || step->ready == PYLOG__READY_NOT)))
        step++;
    if (literal) {
        step->text = piece->text;
        step->length = piece->length;
        step->ready = piece->length <= PYLOG__PADDING ? PYLOG__READY_NOTHING : PYLOG__READY_NOT;
    } else {
        piece->id = piece->kind == PYLOG__FIELD ? pylog__field_find(piece->text) : -1;
        step->piece = piece;
        step->ready = ready_text(piece);
    }
    return step;
}

/* All before it must be at hand. */
static struct pylog__line_step *find_message(const pylog_formatter *formatter) {
    struct pylog__line_step *step = formatter->steps;
    while (step < formatter->steps_end && step->ready != PYLOG__READY_MESSAGE &&
           !(step->ready == PYLOG__READY_NOT && step->piece))
        step++;
    return step < formatter->steps_end && step->ready == PYLOG__READY_MESSAGE ? step : NULL;
}

static int make_steps(pylog_formatter *formatter) {
    struct pylog__template *template = &formatter->template;
    struct pylog__line_step *steps = pylog__allocate_zeroed((template->count + 1) * sizeof *steps),
                            *step = steps;
    if (!steps)
        return pylog__fail_memory();
    for (size_t i = 0; i <= template->count; i++)
        steps[i] = (struct pylog__line_step){ .text = pylog__no_text, .ready = PYLOG__READY_NOTHING };
    for (size_t i = 0; i < template->count; i++)
        step = add_line_step(step, &template->pieces[i]);
    formatter->steps = steps;
    formatter->steps_end = step + 1;
    formatter->message = find_message(formatter);
    return 0;
}

static int check_width(const struct pylog__template *template) {
    if (pylog__template_width(template) <= PYLOG__WIDEST_FORMAT)
        return 0;
    return pylog__fail_value("the widths of a format may come to %d at the most", PYLOG__WIDEST_FORMAT);
}

pylog_formatter *pylog__formatter_new(const char *fmt, const struct pylog_formatter_options *options,
                                      const struct pylog__parts *parts) {
    static const struct pylog_formatter_options none = { 0 };
    if (!options)
        options = &none;
    bool usual = !options->style || options->style == '%';
    const struct pylog__style *style = usual ? &pylog__percent_style : parts->find_style(options->style);
    pylog__put_time_function *put_time = options->datefmt ? parts->put_time : pylog__put_usual_time;
    pylog_formatter *formatter = style ? pylog__formatter_make(put_time) : NULL;
    if (!formatter)
        return NULL;
    if (pylog__template_parse(&formatter->template, fmt, style, !options->no_validate) ||
        check_width(&formatter->template) || make_steps(formatter) || copy_options(formatter, fmt, options)) {
        free_formatter(formatter);
        return NULL;
    }
    return formatter;
}

pylog_formatter *pylog_formatter_ref(pylog_formatter *formatter) {
    if (formatter)
        atomic_fetch_add_explicit(&formatter->references, 1, memory_order_relaxed);
    return formatter;
}

void pylog_formatter_unref(pylog_formatter *formatter) {
    if (!formatter || atomic_fetch_sub_explicit(&formatter->references, 1, memory_order_acq_rel) != 1)
        return;
    if (formatter->destroy)
        formatter->destroy(formatter->data);
    free_formatter(formatter);
}
