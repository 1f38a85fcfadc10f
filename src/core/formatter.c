/* Formatters: a record as text, by a template that was parsed when the formatter was made. */
#include "formatter.h"

#include "../text/error.h"
#include "../text/memory.h"
#include "../text/template.h"
#include "time_format.h"

/* What stands in almost every line is at hand when a line is made, and needs no look-up. */
enum ready_text {
    READY_NOT, /* to be looked up; or the text itself is long */
    READY_NOTHING,
    READY_NAME,
    READY_LEVELNAME,
    READY_ASCTIME,
    READY_MESSAGE,
    READY_TEXTS
};

/* Room that there never is: what asks for it takes the longer way. */
#define TOO_MUCH (SIZE_MAX / 4)

/* Some text, and a field behind it (at the end of the line there is none). */
struct step {
    const char *text; /* padded */
    size_t length;
    const struct pylog__piece *piece; /* NULL: none */
    enum ready_text ready;
};

struct pylog_formatter {
    atomic_uint references;
    struct pylog__template template;
    struct step *steps, *steps_end;
    char *datefmt; /* NULL: as time_format says, with milliseconds */
    struct pylog_field *defaults;
    _Atomic(struct pylog__time_format *) time_format;
    int (*format)(const struct pylog_record *record, pylog_buffer *out, void *data); /* NULL: the template */
    void *data;
    void (*destroy)(void *data);
};

/* ---- The time format ------------------------------------------------------------------------- */

enum change { CONVERTER, TIME_FORMAT, MSEC_FORMAT };

static int change_time_format(pylog_formatter *formatter, enum change what, enum pylog_converter converter,
                              const char *format) {
    pylog__tree_lock();
    struct pylog__time_format *before = atomic_load_explicit(&formatter->time_format, memory_order_relaxed);
    struct pylog__time_format *now =
        pylog__time_format_make(what == CONVERTER ? converter : before->converter,
                                what == TIME_FORMAT ? format : before->second_format,
                                what == MSEC_FORMAT ? format : before->msec_format);
    if (now) {
        pylog__publish(&formatter->time_format, now);
        pylog__retire(&before->retired);
    }
    pylog__tree_unlock();
    return now ? 0 : pylog__fail_memory();
}

void pylog_formatter_set_converter(pylog_formatter *formatter, enum pylog_converter converter) {
    change_time_format(formatter, CONVERTER, converter, NULL);
}

int pylog_formatter_set_default_time_format(pylog_formatter *formatter, const char *fmt) {
    if (!fmt)
        return pylog__fail_type("a time format is needed, not NULL");
    return change_time_format(formatter, TIME_FORMAT, PYLOG_LOCALTIME, fmt);
}

int pylog_formatter_set_default_msec_format(pylog_formatter *formatter, const char *fmt) {
    if (fmt && !pylog__is_msec_format(fmt))
        return pylog__fail_value("a milliseconds format has one %%s and one %%d, in this order");
    return change_time_format(formatter, MSEC_FORMAT, PYLOG_LOCALTIME, fmt);
}

/* ---- Making ---------------------------------------------------------------------------------- */

/* Also of a formatter that is half made. */
static void free_formatter(pylog_formatter *formatter) {
    pylog__template_free(&formatter->template);
    pylog__free(formatter->steps);
    pylog__free(formatter->datefmt);
    pylog__free(formatter->defaults);
    pylog__free(atomic_load_explicit(&formatter->time_format, memory_order_relaxed));
    pylog__free(formatter);
}

static enum ready_text ready_text(const struct pylog__piece *piece) {
    switch (piece->spec ? -1 : piece->id) {
    case PYLOG__FIELD_NAME: return READY_NAME;
    case PYLOG__FIELD_LEVELNAME: return READY_LEVELNAME;
    case PYLOG__FIELD_ASCTIME: return READY_ASCTIME;
    case PYLOG__FIELD_MESSAGE: return READY_MESSAGE;
    default: return READY_NOT;
    }
}

static pylog_formatter *make_formatter(void) {
    pylog_formatter *formatter = pylog__allocate_zeroed(sizeof *formatter);
    struct pylog__time_format *time_format =
        pylog__time_format_make(PYLOG_LOCALTIME, "%Y-%m-%d %H:%M:%S", "%s,%03d");
    if (!formatter || !time_format) {
        pylog__free(formatter);
        pylog__free(time_format);
        pylog__fail_memory();
        return NULL;
    }
    atomic_init(&formatter->references, 1);
    atomic_init(&formatter->time_format, time_format);
    return formatter;
}

static int copy_options(pylog_formatter *formatter, const struct pylog_formatter_options *options) {
    bool datefmt = options->datefmt && *options->datefmt;
    if (datefmt)
        formatter->datefmt = pylog__copy_string(options->datefmt);
    if (options->defaults)
        formatter->defaults = pylog__fields_copy(options->defaults);
    bool lacking = (datefmt && !formatter->datefmt) || (options->defaults && !formatter->defaults);
    return lacking ? pylog__fail_memory() : 0;
}

/* Before a piece comes a new step, unless it still fits into this one. */
static struct step *add_piece(struct step *step, struct pylog__piece *piece) {
    bool literal = piece->kind == PYLOG__LITERAL;
    if (step->piece || (step->length && (literal || step->ready == READY_NOT)))
        step++;
    if (literal) {
        step->text = piece->text;
        step->length = piece->length;
        step->ready = piece->length <= PYLOG__PADDING ? READY_NOTHING : READY_NOT;
    } else {
        piece->id = piece->kind == PYLOG__FIELD ? pylog__field_find(piece->text) : -1;
        step->piece = piece;
        step->ready = ready_text(piece);
    }
    return step;
}

static int make_steps(pylog_formatter *formatter) {
    struct pylog__template *template = &formatter->template;
    struct step *steps = pylog__allocate_zeroed((template->count + 1) * sizeof *steps), *step = steps;
    if (!steps)
        return pylog__fail_memory();
    for (size_t i = 0; i <= template->count; i++)
        steps[i] = (struct step){ .text = pylog__no_text, .ready = READY_NOTHING };
    for (size_t i = 0; i < template->count; i++)
        step = add_piece(step, &template->pieces[i]);
    formatter->steps = steps;
    formatter->steps_end = step + 1;
    return 0;
}

pylog_formatter *pylog_formatter_new(const char *fmt, const struct pylog_formatter_options *options) {
    static const struct pylog_formatter_options none = { 0 };
    if (!options)
        options = &none;
    pylog_formatter *formatter = make_formatter();
    if (!formatter)
        return NULL;
    char style = options->style ? options->style : '%';
    if (pylog__template_parse(&formatter->template, fmt, style, !options->no_validate) ||
        make_steps(formatter) || copy_options(formatter, options)) {
        free_formatter(formatter);
        return NULL;
    }
    return formatter;
}

pylog_formatter *pylog_formatter_new_callback(int (*format)(const struct pylog_record *record,
                                                            pylog_buffer *out, void *data),
                                              void *data, void (*destroy)(void *data)) {
    if (!format) {
        pylog__fail_type("a formatter needs a function");
        return NULL;
    }
    pylog_formatter *formatter = make_formatter();
    if (!formatter)
        return NULL;
    formatter->format = format;
    formatter->data = data;
    formatter->destroy = destroy;
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

/* ---- Time ------------------------------------------------------------------------------------ */

/* Into memory of the record; if there is none, the mark of missing text stands for it. */
static void move_asctime(struct pylog__record *record, struct pylog_buffer *text) {
    size_t length = text->length;
    char *kept = pylog__record_allocate(record, length + 1);
    if (kept)
        memcpy(kept, text->data, length);
    pylog__buffer_release(text);
    pylog__buffer_init(text, kept ? kept : record->asctime_storage,
                       kept ? length + 1 : sizeof record->asctime_storage);
    text->length = kept ? length : 0;
    text->failed = !kept;
    pylog__finish_text(text, "", 0);
}

/* Once, and kept in the record: as in Python it is a field of the record from here on. */
static __attribute__((noinline)) int render_asctime(pylog_formatter *formatter, struct pylog__record *record,
                                                    const struct pylog__time_format *time_format) {
    struct pylog_buffer text;
    int unused;
    pylog__buffer_init(&text, record->asctime_storage, sizeof record->asctime_storage);
    int result = formatter->datefmt ? pylog__put_cached_second(&text, time_format, formatter->datefmt,
                                                               pylog__record_second(record, &unused))
                                    : pylog__put_default_time(&text, time_format, record);
    pylog__finish_text(&text, "", 0);
    if (text.owned)
        move_asctime(record, &text);
    record->asctime = pylog__buffer_text(&text);
    record->asctime_length = text.length;
    return result;
}

/* ---- Exception and stack --------------------------------------------------------------------- */

static void put_exception(struct pylog_buffer *out, const struct pylog_exc_info *info) {
    if (info->traceback && *info->traceback) {
        size_t length = strlen(info->traceback);
        pylog__put(out, info->traceback, length);
        if (info->traceback[length - 1] != '\n')
            pylog__put_char(out, '\n');
    }
    if (!info->type) {
        pylog__put_string(out, "NoneType: None");
        return;
    }
    pylog__put_string(out, info->type);
    if (info->message && *info->message) {
        pylog__put_string(out, ": ");
        pylog__put_string(out, info->message);
    }
}

/* Worked out by the first formatter, kept in the record for the next ones; without memory it is not kept. */
static void keep_exception_text(struct pylog__record *record) {
    char storage[256];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    put_exception(&text, record->head.exc_info);
    char *kept = text.failed ? NULL : pylog__record_allocate(record, text.length + 1);
    if (kept) {
        memcpy(kept, pylog__buffer_text(&text), text.length + 1);
        struct pylog__value value = { .kind = PYLOG__STR, .as.s = kept, .length = text.length };
        pylog__record_override(record, PYLOG__FIELD_EXC_TEXT, value);
    }
    pylog__buffer_release(&text);
}

static bool exception_text(struct pylog__record *record, struct pylog__value *text) {
    pylog__record_value(record, PYLOG__FIELD_EXC_TEXT, text);
    return text->kind == PYLOG__STR && text->length;
}

static void begin_below(struct pylog_buffer *out, size_t start) {
    if (out->length == start || out->data[out->length - 1] != '\n')
        pylog__put_char(out, '\n');
}

static void put_exception_and_stack(struct pylog_buffer *out, size_t start, struct pylog__record *record) {
    struct pylog__value text;
    if (!exception_text(record, &text) && record->head.exc_info)
        keep_exception_text(record);
    if (exception_text(record, &text)) {
        begin_below(out, start);
        pylog__put(out, text.as.s, text.length);
    } else if (record->head.exc_info) {
        begin_below(out, start);
        put_exception(out, record->head.exc_info);
    }
    if (record->head.stack_info && *record->head.stack_info) {
        begin_below(out, start);
        pylog__put_string(out, record->head.stack_info);
    }
}

/* ---- The body -------------------------------------------------------------------------------- */

struct text {
    const char *bytes;
    size_t length; /* TOO_MUCH: to be looked up */
};

struct body {
    const pylog_formatter *formatter;
    struct pylog__record *record;
    struct text texts[READY_TEXTS];
};

static struct text ready(const char *bytes, size_t length) {
    return (struct text){ bytes, bytes ? length : TOO_MUCH };
}

/* The record's own fields first, then the extra ones, then the defaults. */
static bool find_value(const struct body *body, int id, const char *key, struct pylog__value *out) {
    if (id >= 0 && pylog__record_value(body->record, (enum pylog__field_id)id, out))
        return true;
    return pylog__fields_find(body->record->head.extra, key, out) ||
           pylog__fields_find(body->formatter->defaults, key, out);
}

static int lookup(void *data, const char *key, struct pylog__value *out) {
    return find_value(data, pylog__field_find(key), key, out) ? 0 : -1;
}

/* If memory was missing for the field, its text is missing, too, and marked so. */
static int missing_field(const struct pylog__record *record, struct pylog_buffer *out, const char *key) {
    if (record->incomplete) {
        out->failed = true;
        return 0;
    }
    return pylog__fail_quoted("Formatting field not found in record: ", key, strlen(key));
}

static int put_field(struct pylog_buffer *out, const struct pylog__piece *piece, struct body *body) {
    struct pylog__value value;
    if (piece->kind == PYLOG__WRONG)
        return pylog__fail_as(piece->error_kind, EINVAL, "%s", piece->text);
    if (!find_value(body, piece->id, piece->text, &value))
        return missing_field(body->record, out, piece->text);
    if (piece->spec)
        return pylog__piece_format(piece, &value, lookup, body, out);
    if (value.kind == PYLOG__STR)
        pylog__put(out, value.as.s, value.length);
    else
        pylog__put_str(out, &value);
    return 0;
}

static __attribute__((noinline)) int put_step(struct pylog_buffer *out, const struct step *step,
                                              struct body *body) {
    const struct text *text = &body->texts[step->ready];
    pylog__put(out, step->text, step->length);
    if (text->length != TOO_MUCH)
        pylog__put(out, text->bytes, text->length);
    else if (step->piece)
        return put_field(out, step->piece, body);
    return 0;
}

/* Where writing directly ends: there is room for two paddings behind. */
static inline char *limit_of(const struct pylog_buffer *out) {
    bool room = out->capacity - out->length > 2 * PYLOG__PADDING && !out->failed;
    return out->data + (room ? out->capacity - 2 * PYLOG__PADDING : out->length);
}

/* Texts at hand are written directly, if there is room. */
static inline int put_steps(struct pylog_buffer *out, const struct step *step, struct body *body) {
    const struct step *last = body->formatter->steps_end;
    char *at = out->data + out->length, *limit = limit_of(out);
    for (; step < last; step++) {
        const struct text *text = &body->texts[step->ready];
        if ((ptrdiff_t)text->length < limit - at) {
            memcpy(at, step->text, PYLOG__PADDING);
            at += step->length;
            pylog__copy(at, text->bytes, text->length);
            at += text->length;
            continue;
        }
        out->length = (size_t)(at - out->data);
        if (put_step(out, step, body))
            return -1;
        at = out->data + out->length;
        limit = limit_of(out);
    }
    out->length = (size_t)(at - out->data);
    return 0;
}

static inline int make_asctime(pylog_formatter *formatter, struct pylog__record *record) {
    const struct pylog__time_format *time_format = pylog__snapshot(&formatter->time_format);
    if (!formatter->datefmt && pylog__copy_default_time(record, pylog__thread(), time_format))
        return 0;
    return render_asctime(formatter, record, time_format);
}

static int format_template(pylog_formatter *formatter, struct pylog__record *record,
                           struct pylog_buffer *out) {
    size_t start = out->length;
    if (record->overrides)
        pylog__record_drop_override(record, PYLOG__FIELD_MESSAGE);
    record->formatted = true;
    if (record->state == PYLOG__MESSAGE_PENDING && pylog__record_format_here(record))
        return -1;
    if (formatter->template.uses_time && make_asctime(formatter, record))
        return -1;
    struct body body;
    body.formatter = formatter;
    body.record = record;
    body.texts[READY_NOT] = (struct text){ NULL, TOO_MUCH };
    body.texts[READY_NOTHING] = (struct text){ pylog__no_text, 0 };
    body.texts[READY_NAME] = ready(record->head.name, record->name_length);
    body.texts[READY_LEVELNAME] = (struct text){ record->head.levelname, record->levelname_length };
    body.texts[READY_ASCTIME] = ready(record->asctime, record->asctime_length);
    body.texts[READY_MESSAGE] = (struct text){ record->message, record->message_length };
    if (put_steps(out, formatter->steps, &body))
        return -1;
    if (record->head.exc_info || record->head.stack_info || record->overrides)
        put_exception_and_stack(out, start, record);
    return 0;
}

/* The default formatter: the message, without a template and without its own time_format. */
static int format_message_alone(struct pylog__record *record, struct pylog_buffer *out) {
    size_t length, start = out->length;
    if (record->overrides)
        pylog__record_drop_override(record, PYLOG__FIELD_MESSAGE);
    record->formatted = true;
    const char *message = pylog__record_message(record, &length);
    if (!message)
        return -1;
    pylog__put(out, message, length);
    put_exception_and_stack(out, start, record);
    return 0;
}

bool pylog__formatter_is_built_in(const pylog_formatter *formatter) {
    return (!formatter || !formatter->format) && !pylog__has_task_names();
}

int pylog__formatter_format(pylog_formatter *formatter, const struct pylog_record *public_record,
                            pylog_buffer *out) {
    struct pylog__record *record = pylog__record(public_record);
    if (!formatter)
        return format_message_alone(record, out);
    if (formatter->format)
        return formatter->format(public_record, out, formatter->data);
    return format_template(formatter, record, out);
}

/* ---- The public side ------------------------------------------------------------------------- */

/* Run inside a section; text that is missing for want of memory is an error here. */
static int in_section(int (*run)(pylog_formatter *formatter, const struct pylog_record *record,
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
        return pylog__put_second(out, datefmt, time_format->converter,
                                 pylog__record_second(pylog__record(record), &unused));
    return pylog__put_default_time(out, time_format, pylog__record(record));
}

int pylog_formatter_format(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out) {
    return in_section(run_format, formatter, record, NULL, out);
}

int pylog_formatter_format_time(pylog_formatter *formatter, const struct pylog_record *record,
                                const char *datefmt, pylog_buffer *out) {
    return in_section(run_format_time, formatter, record, datefmt, out);
}

int pylog_formatter_format_exception(pylog_formatter *formatter, const struct pylog_exc_info *exc_info,
                                     pylog_buffer *out) {
    static const struct pylog_exc_info none = { 0 };
    (void)formatter;
    put_exception(out, exc_info ? exc_info : &none);
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
