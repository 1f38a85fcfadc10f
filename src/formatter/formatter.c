/* Formatting: the way of every line. */
#include "formatter.h"

#include "../base/error.h"
#include "../base/memory.h"

/* ---- Steps ----------------------------------------------------------------------------------- */

struct text {
    const char *bytes;
    size_t length; /* PYLOG__TOO_MUCH: to be looked up */
};

struct body {
    const pylog_formatter *formatter;
    struct pylog__record *record;
    struct text texts[PYLOG__READY_TEXTS];
};

static struct text ready(const char *bytes, size_t length) {
    return (struct text){ bytes, bytes ? length : PYLOG__TOO_MUCH };
}

static void find_texts(struct body *body, const pylog_formatter *formatter, struct pylog__record *record) {
    body->formatter = formatter;
    body->record = record;
    body->texts[PYLOG__READY_NOT] = (struct text){ NULL, PYLOG__TOO_MUCH };
    body->texts[PYLOG__READY_NOTHING] = (struct text){ pylog__no_text, 0 };
    body->texts[PYLOG__READY_NAME] = ready(record->head.name, record->name_length);
    body->texts[PYLOG__READY_LEVELNAME] = (struct text){ record->head.levelname, record->levelname_length };
    body->texts[PYLOG__READY_ASCTIME] = ready(record->asctime, record->asctime_length);
    body->texts[PYLOG__READY_MESSAGE] = (struct text){ record->message, record->message_length };
}

static __attribute__((noinline)) int put_step(struct pylog_buffer *out, const struct pylog__line_step *step,
                                              struct body *body) {
    const struct text *text = &body->texts[step->ready];
    pylog__put(out, step->text, step->length);
    if (text->length != PYLOG__TOO_MUCH)
        pylog__put(out, text->bytes, text->length);
    else if (step->piece)
        return pylog__put_field(out, step->piece, body->formatter, body->record);
    return 0;
}

/* Where writing directly ends: there is room for two paddings behind. */
static inline char *limit_of(const struct pylog_buffer *out) {
    bool room = out->capacity - out->length > 2 * PYLOG__PADDING && !out->failed;
    return out->data + (room ? out->capacity - 2 * PYLOG__PADDING : out->length);
}

/* Texts at hand are written directly, if there is room. */
static int put_steps(struct pylog_buffer *out, const struct pylog__line_step *step, struct body *body) {
    const struct pylog__line_step *last = body->formatter->steps_end;
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

/* ---- The start of a line --------------------------------------------------------------------- */

/* From one record to the next what stands before the message is the same, but for the milliseconds, as long
 * as logger, level and second are. The thread keeps it. The pointers to names tell which they are: those that
 * live for ever, and so not those of a record that has memory of its own, or a level without a name. */

static struct pylog__line_start *start_for(struct pylog__thread *thread, const struct pylog__record *record) {
    uintptr_t name = (uintptr_t)record->head.name, levelname = (uintptr_t)record->head.levelname;
    return &thread->starts[((name >> 4) + (levelname >> 2)) % PYLOG__STARTS];
}

/* It is no copy, and nobody has set a field of it: its names do not lie in its own memory. */
static inline bool may_have_start(const struct pylog__record *record) {
    return record->scratch && !record->blocks && !record->overrides;
}

/* asctime becomes a field of the record, as in Python. */
static inline bool put_start_and_message(struct pylog__record *record, const struct pylog__line_start *start,
                                         uint64_t owner, struct pylog_buffer *out) {
    enum { FURTHEST = sizeof record->asctime_storage }; /* read behind the start: more than a padding */
    uint64_t after = (uint64_t)record->head.created_ns - (uint64_t)start->from;
    if (start->owner != owner || after >= start->span || start->name != record->head.name ||
        start->levelname != record->head.levelname || !may_have_start(record) || out->failed ||
        out->capacity - out->length <= start->length + record->message_length + FURTHEST)
        return false;
    const size_t length = start->length, message_length = record->message_length;
    char *at = out->data + out->length, *asctime = at + start->asctime;
    out->length += length + message_length;
    for (size_t i = 0; i < length; i += PYLOG__PADDING)
        memcpy(at + i, start->text + i, PYLOG__PADDING);
    if (start->asctime_length) {
        record->asctime_length = start->asctime_length;
        if (start->milliseconds)
            pylog__write_three_digits(asctime + start->asctime_length - 3, (uint32_t)after / 1000000);
        record->asctime = memcpy(record->asctime_storage, asctime, sizeof record->asctime_storage);
        record->asctime_storage[record->asctime_length] = '\0';
    }
    pylog__copy(at + length, record->message, message_length);
    return true;
}

/* Note where asctime stands. False if it does not fit into a record, or has milliseconds in two places. */
static bool note_asctime(struct pylog__line_start *start, size_t end, size_t length, bool milliseconds) {
    if (start->asctime_length)
        return !milliseconds;
    start->asctime = (unsigned)(end - length);
    start->asctime_length = (unsigned)length;
    start->milliseconds = milliseconds;
    return length < sizeof((struct pylog__record *)NULL)->asctime_storage;
}

/* False if some of it does not fit, or has to be looked up. It is copied in whole paddings. */
static bool make_start(struct pylog__line_start *start, const struct body *body, bool milliseconds) {
    const struct pylog__line_step *message = body->formatter->message;
    struct pylog_buffer text;
    pylog__buffer_init(&text, start->text, sizeof start->text / PYLOG__PADDING * PYLOG__PADDING + 1);
    text.fixed = true;
    start->asctime = start->asctime_length = 0;
    for (const struct pylog__line_step *step = body->formatter->steps; step < message; step++) {
        const struct text *ready = &body->texts[step->ready];
        pylog__put(&text, step->text, step->length);
        if (ready->length != PYLOG__TOO_MUCH)
            pylog__put(&text, ready->bytes, ready->length);
        else if (step->piece)
            return false;
        if (step->ready == PYLOG__READY_ASCTIME &&
            !note_asctime(start, text.length, ready->length, milliseconds))
            return false;
    }
    pylog__put(&text, message->text, message->length);
    start->length = (unsigned)text.length;
    return !text.failed && body->formatter->template.uses_time == (start->asctime_length != 0);
}

static bool has_starts(struct pylog__thread *thread) {
    if (thread->starts == pylog__no_starts && !thread->leaving) {
        struct pylog__line_start *starts = pylog__allocate_zeroed(PYLOG__STARTS * sizeof *starts);
        thread->starts = starts ? starts : pylog__no_starts;
    }
    return thread->starts != pylog__no_starts;
}

/* Of a record that has just been formatted; without memory nothing is kept. */
PYLOG__COLD static void keep_start(struct pylog__thread *thread, const struct body *body,
                                   const struct pylog__time_format *time_format) {
    const struct pylog_formatter *formatter = body->formatter;
    struct pylog__record *record = body->record;
    enum { LINE_SECOND = 1000000000 };
    bool milliseconds = !formatter->datefmt && time_format->choice.msec_format;
    int unused;
    if (record->head.created_ns > INT64_MAX - LINE_SECOND || record->head.created_ns < INT64_MIN + LINE_SECOND)
        return; /* where the beginning or the end of the second is no number */
    if (!may_have_start(record) || record->head.levelname == record->levelname ||
        (milliseconds && !time_format->separator_length) || !has_starts(thread))
        return;
    struct pylog__line_start *start = start_for(thread, record);
    start->owner = 0;
    if (!make_start(start, body, milliseconds))
        return;
    start->from = 0;
    start->span = UINT64_MAX;
    if (start->asctime_length) {
        start->from = pylog__record_second(record, &unused) * LINE_SECOND;
        start->span = 999000000; /* behind that a double may be rounded up */
    }
    start->name = record->head.name;
    start->levelname = record->head.levelname;
    start->owner = time_format->id;
}

/* ---- A line ---------------------------------------------------------------------------------- */

static inline int make_asctime(pylog_formatter *formatter, struct pylog__record *record,
                               struct pylog__thread *thread, const struct pylog__time_format *time_format) {
    if (!formatter->datefmt && pylog__copy_default_time(record, thread, time_format))
        return 0;
    return pylog__formatter_make_asctime(formatter, record);
}

static __attribute__((noinline)) int put_whole_line(pylog_formatter *formatter, struct pylog__record *record,
                                                    struct pylog__thread *thread,
                                                    const struct pylog__time_format *time_format,
                                                    struct pylog_buffer *out) {
    struct body body;
    if (formatter->template.uses_time && make_asctime(formatter, record, thread, time_format))
        return -1;
    find_texts(&body, formatter, record);
    if (put_steps(out, formatter->steps, &body))
        return -1;
    if (formatter->message)
        keep_start(thread, &body, time_format);
    return 0;
}

PYLOG__COLD int pylog__formatter_put_from(const pylog_formatter *formatter, const struct pylog__line_step *step,
                                          struct pylog__record *record, struct pylog_buffer *out) {
    struct body body;
    find_texts(&body, formatter, record);
    if (record->overrides) /* perhaps of the message */
        body.texts[PYLOG__READY_MESSAGE] = body.texts[PYLOG__READY_NOT];
    return put_steps(out, step, &body);
}

static int format_template(pylog_formatter *formatter, struct pylog__record *record,
                           struct pylog_buffer *out) {
    struct pylog__thread *thread = pylog__thread();
    size_t begin = out->length;
    int result = 0;
    if (record->overrides)
        pylog__record_drop_override(record, PYLOG__FIELD_MESSAGE);
    record->formatted = true;
    if (record->state == PYLOG__MESSAGE_PENDING && pylog__record_format_here(record))
        return -1;
    const struct pylog__time_format *time_format = pylog__snapshot(&formatter->time_format);
    if (!formatter->message ||
        !put_start_and_message(record, start_for(thread, record), time_format->id, out))
        result = put_whole_line(formatter, record, thread, time_format, out);
    else if (formatter->message + 1 < formatter->steps_end)
        result = pylog__formatter_put_from(formatter, formatter->message + 1, record, out);
    if (result)
        return result;
    if (record->head.exc_info || record->head.stack_info || record->overrides)
        pylog__put_exception_and_stack(out, begin, record);
    return 0;
}

/* The default formatter: the message, without a template and without a time format of its own. */
static int format_message_alone(struct pylog__record *record, struct pylog_buffer *out) {
    size_t length, start = out->length;
    if (record->overrides)
        pylog__record_drop_override(record, PYLOG__FIELD_MESSAGE);
    record->formatted = true;
    const char *message = pylog__record_message(record, &length);
    if (!message)
        return -1;
    pylog__put(out, message, length);
    pylog__put_exception_and_stack(out, start, record);
    return 0;
}

bool pylog__formatter_is_built_in(const pylog_formatter *formatter) {
    return (!formatter || !formatter->format) && !pylog__has_task_names();
}

PYLOG__HOT int pylog__formatter_format(pylog_formatter *formatter, const struct pylog_record *public_record,
                                       pylog_buffer *out) {
    struct pylog__record *record = pylog__record(public_record);
    if (!formatter)
        return format_message_alone(record, out);
    if (formatter->format)
        return formatter->format(public_record, out, formatter->data);
    return format_template(formatter, record, out);
}
