/* Formatters: making them, changing them, and their steps one at a time. */
#include "formatter.h"

#include "../base/error.h"
#include "../base/reserved.h"
#include "../base/memory.h"
#include "../time/local_time.h"

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
    if (pylog__check_members(options))
        return NULL;
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

/* ---- What it was made of --------------------------------------------------------------------------------------- */

const char *pylog_formatter_fmt(const pylog_formatter *formatter) {
    if (formatter && formatter->fmt)
        return formatter->fmt;
    switch (pylog_formatter_style(formatter)) {
    case '%': return "%(message)s";
    case '{': return "{message}";
    case '$': return "${message}";
    default: return NULL;
    }
}

char pylog_formatter_style(const pylog_formatter *formatter) {
    return formatter ? formatter->style : '%';
}

const char *pylog_formatter_datefmt(const pylog_formatter *formatter) {
    return formatter ? formatter->datefmt : NULL;
}

const struct pylog_field *pylog_formatter_defaults(const pylog_formatter *formatter) {
    return formatter && formatter->defaults ? formatter->defaults : pylog__no_fields;
}

/* ---- How it shows the time ------------------------------------------------------------------------------------- */

/* What this thread has rendered is of the zone that was; other threads go on to the next second. */
int pylog__read_zone_for_formatters(bool changed) {
    const int result = pylog__read_zone(changed);
    if (result > 0)
        pylog__thread_forget_times(pylog__thread());
    return result < 0 ? -1 : 0;
}

int pylog_tzset(void) {
    return pylog__read_zone_for_formatters(true);
}

int pylog__formatter_choose_time(pylog_formatter *formatter,
                                 void (*change)(struct pylog__time_choice *choice, const void *argument),
                                 const void *argument) {
    pylog__tree_lock();
    struct pylog__time_format *before = atomic_load_explicit(&formatter->time_format, memory_order_relaxed);
    struct pylog__time_choice choice = before->choice;
    change(&choice, argument);
    struct pylog__time_format *now = pylog__time_format_make(&choice);
    if (now) {
        pylog__publish(&formatter->time_format, now);
        pylog__retire(&before->retired);
    }
    pylog__tree_unlock();
    return now ? 0 : pylog__fail_memory();
}

static void change_converter(struct pylog__time_choice *choice, const void *argument) {
    choice->converter = *(const enum pylog_converter *)argument;
}

int pylog_formatter_set_converter(pylog_formatter *formatter, enum pylog_converter converter) {
    return pylog__formatter_choose_time(formatter, change_converter, &converter);
}

static void change_msec_format(struct pylog__time_choice *choice, const void *argument) {
    choice->msec_format = argument;
}

int pylog_formatter_set_default_msec_format(pylog_formatter *formatter, const char *fmt) {
    if (fmt && !*fmt)
        fmt = NULL;
    if (fmt && !pylog__is_msec_format(fmt))
        return pylog__fail_value("a milliseconds format has one %%s and one %%d, in this order, and no width "
                                 "above %d",
                                 PYLOG__WIDEST_FORMAT);
    return pylog__formatter_choose_time(formatter, change_msec_format, fmt);
}

/* ---- Steps ----------------------------------------------------------------------------------------------------- */

int pylog__formatter_run(int (*run)(pylog_formatter *formatter, const struct pylog_record *record,
                                    const char *argument, pylog_buffer *out),
                         pylog_formatter *formatter, const struct pylog_record *record, const char *argument,
                         pylog_buffer *out) {
    struct pylog__thread *thread = pylog__thread();
    size_t length = out->length;
    pylog__section_enter(thread);
    int result = run(formatter, record, argument, out);
    pylog__section_leave(thread);
    if (!result && out->failed)
        result = pylog__fail_memory();
    if (result)
        out->length = length;
    return result;
}

static int run_format(pylog_formatter *formatter, const struct pylog_record *record, const char *unused,
                      pylog_buffer *out) {
    (void)unused;
    return pylog__formatter_format(formatter, record, out);
}

static int run_format_time(pylog_formatter *formatter, const struct pylog_record *record, const char *datefmt,
                           pylog_buffer *out) {
    const struct pylog__time_format *time_format = pylog__snapshot(&formatter->time_format);
    int unused;
    if (datefmt && *datefmt)
        return pylog__put_second(out, pylog__put_time, datefmt, time_format->choice.converter,
                                 pylog__record_second(pylog__record(record), &unused));
    return pylog__put_default_time(out, time_format, pylog__record(record));
}

int pylog_formatter_format(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out) {
    return pylog__formatter_run(run_format, formatter, record, NULL, out);
}

int pylog_formatter_format_time(pylog_formatter *formatter, const struct pylog_record *record,
                                const char *datefmt, pylog_buffer *out) {
    return pylog__formatter_run(run_format_time, formatter, record, datefmt, out);
}

int pylog_formatter_format_exception(pylog_formatter *formatter, const struct pylog_exc_info *exc_info,
                                     pylog_buffer *out) {
    static const struct pylog_exc_info none = { 0 };
    (void)formatter;
    pylog__put_exception(out, exc_info ? exc_info : &none);
    return out->failed ? pylog__fail_memory() : 0;
}

int pylog_formatter_format_stack(pylog_formatter *formatter, const char *stack_info, pylog_buffer *out) {
    (void)formatter;
    pylog__put_string(out, stack_info ? stack_info : "");
    return out->failed ? pylog__fail_memory() : 0;
}

bool pylog_formatter_uses_time(const pylog_formatter *formatter) {
    return formatter && formatter->template.uses_time;
}

pylog_formatter *pylog_formatter_new_callback(int (*format)(const struct pylog_record *record,
                                                            pylog_buffer *out, void *data),
                                              void *data, void (*destroy)(void *data)) {
    if (!format) {
        pylog__fail_type("a formatter needs a function");
        return NULL;
    }
    pylog_formatter *formatter = pylog__formatter_make(pylog__put_time);
    if (!formatter)
        return NULL;
    formatter->format = format;
    formatter->data = data;
    formatter->destroy = destroy;
    return formatter;
}

static void change_second_format(struct pylog__time_choice *choice, const void *argument) {
    choice->second_format = argument;
    choice->put_time = pylog__put_time;
}

int pylog_formatter_set_default_time_format(pylog_formatter *formatter, const char *fmt) {
    if (!fmt)
        return pylog__fail_type("a time format is needed, not NULL");
    return pylog__formatter_choose_time(formatter, change_second_format, fmt);
}
