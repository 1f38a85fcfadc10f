/* Formatters of which a program does some steps itself: a subclass of Python's Formatter; and the step in the middle,
 * formatMessage, by itself. */
#include "formatter.h"

#include "../base/error.h"
#include "../base/reserved.h"
#include "../base/memory.h"

/* ---- formatMessage --------------------------------------------------------------------------- */

/* A message that was set stands. */
static int have_message(struct pylog__record *record) {
    record->formatted = true;
    return record->state == PYLOG__MESSAGE_PENDING ? pylog__record_format_message(record) : 0;
}

static int put_message_alone(struct pylog__record *record, struct pylog_buffer *out) {
    struct pylog__value message;
    if (!pylog__record_value(record, PYLOG__FIELD_MESSAGE, &message))
        return -1;
    pylog__put(out, message.as.s, message.length);
    return 0;
}

int pylog__formatter_put_message(pylog_formatter *formatter, struct pylog__record *record,
                                 struct pylog_buffer *out) {
    if (have_message(record))
        return -1;
    if (!formatter)
        return put_message_alone(record, out);
    if (!formatter->steps)
        return pylog__fail_type("a formatter that is written in C has no format");
    if (formatter->template.uses_time && !record->asctime && pylog__formatter_make_asctime(formatter, record))
        return -1;
    return pylog__formatter_put_from(formatter, formatter->steps, record, out);
}

static int run_put_message(pylog_formatter *formatter, const struct pylog_record *record, const char *unused,
                           pylog_buffer *out) {
    (void)unused;
    return pylog__formatter_put_message(formatter, pylog__record(record), out);
}

int pylog_formatter_format_message(pylog_formatter *formatter, const struct pylog_record *record,
                                   pylog_buffer *out) {
    return pylog__formatter_run(run_put_message, formatter, record, NULL, out);
}

/* ---- Steps of a program's own ---------------------------------------------------------------- */

struct subclass {
    pylog_formatter *formatter; /* whose data this is */
    struct pylog_formatter_methods methods;
};

/* It may have failed without a reason, and must have left what stood before it. */
static int end_step(int result, const struct pylog_buffer *out, size_t from) {
    if (!result && out->length < from)
        return pylog__fail_value("a step of a formatter appends to the buffer, and must not clear it");
    if (result && !errno)
        errno = EINVAL;
    return result ? -1 : 0;
}

/* A short one needs no memory. NULL without any. */
static const char *keep_asctime(struct pylog__record *record, const struct pylog_buffer *text) {
    if (text->failed || text->length >= sizeof record->asctime_storage)
        return text->failed ? NULL : pylog__record_copy_bytes(record, text->data, text->length);
    memcpy(record->asctime_storage, text->data, text->length);
    record->asctime_storage[text->length] = '\0';
    return record->asctime_storage;
}

/* Once for each formatter, as in Python: another one has perhaps shown it in its own way. */
static int make_own_asctime(const struct subclass *self, struct pylog__record *record) {
    char storage[128];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    errno = 0;
    int result = self->methods.format_time(self->formatter, &record->head, self->formatter->datefmt, &text,
                                           self->methods.data);
    result = end_step(result, &text, 0);
    const char *kept = result ? NULL : keep_asctime(record, &text);
    if (kept) {
        record->asctime = kept;
        record->asctime_length = text.length;
    } else if (!result) {
        result = pylog__fail_memory();
    }
    pylog__buffer_release(&text);
    return result;
}

/* As Python's format(): whatever message was set before, and an asctime that is to be shown, is made anew. */
static int put_own_message(const struct subclass *self, struct pylog__record *record, struct pylog_buffer *out) {
    pylog_formatter *formatter = self->formatter;
    const size_t from = out->length;
    if (record->overrides)
        pylog__record_drop_override(record, PYLOG__FIELD_MESSAGE);
    if (formatter->template.uses_time)
        record->asctime = NULL;
    if (have_message(record) ||
        (formatter->template.uses_time && self->methods.format_time && make_own_asctime(self, record)))
        return -1;
    if (!self->methods.format_message)
        return pylog__formatter_put_message(formatter, record, out);
    if (formatter->template.uses_time && !record->asctime && pylog__formatter_make_asctime(formatter, record))
        return -1;
    errno = 0;
    return end_step(self->methods.format_message(formatter, &record->head, out, self->methods.data), out, from);
}

static void begin_another_line(struct pylog_buffer *out, size_t start) {
    if (out->length == start || out->data[out->length - 1] != '\n')
        pylog__put_char(out, '\n');
}

/* Without memory it is not kept, and made again by the next formatter. */
static void keep_text(struct pylog__record *record, const struct pylog_buffer *out, size_t from) {
    const size_t length = out->length - from;
    struct pylog__value value = { .kind = PYLOG__STR, .length = length };
    value.as.s = out->failed ? NULL : pylog__record_copy_bytes(record, out->data + from, length);
    if (value.as.s)
        pylog__record_override(record, PYLOG__FIELD_EXC_TEXT, value);
}

/* An error without any text has no line of its own. */
static int put_own_exception(const struct subclass *self, struct pylog__record *record, size_t start,
                             struct pylog_buffer *out) {
    const size_t before = out->length;
    int result = 0;
    begin_another_line(out, start);
    const size_t from = out->length;
    errno = 0;
    if (self->methods.format_exception)
        result =
            self->methods.format_exception(self->formatter, record->head.exc_info, out, self->methods.data);
    else
        pylog__put_exception(out, record->head.exc_info);
    if (end_step(result, out, from))
        return -1;
    keep_text(record, out, from);
    if (out->length == from)
        out->length = before;
    return 0;
}

static int put_exception_text(const struct subclass *self, struct pylog__record *record, size_t start,
                              struct pylog_buffer *out) {
    struct pylog__value text;
    pylog__record_value(record, PYLOG__FIELD_EXC_TEXT, &text);
    if (text.kind != PYLOG__STR || !text.length)
        return record->head.exc_info ? put_own_exception(self, record, start, out) : 0;
    begin_another_line(out, start);
    pylog__put(out, text.as.s, text.length);
    return 0;
}

static int put_own_stack(const struct subclass *self, struct pylog__record *record, size_t start,
                         struct pylog_buffer *out) {
    const char *stack = record->head.stack_info;
    if (!stack || !*stack)
        return 0;
    begin_another_line(out, start);
    const size_t from = out->length;
    errno = 0;
    if (self->methods.format_stack)
        return end_step(self->methods.format_stack(self->formatter, stack, out, self->methods.data), out, from);
    pylog__put_string(out, stack);
    return 0;
}

static int format_by_methods(const struct pylog_record *public_record, pylog_buffer *out, void *data) {
    const struct subclass *self = data;
    struct pylog__record *record = pylog__record(public_record);
    const size_t start = out->length;
    if (put_own_message(self, record, out) || put_exception_text(self, record, start, out))
        return -1;
    return put_own_stack(self, record, start, out);
}

static void destroy_subclass(void *data) {
    struct subclass *self = data;
    if (self->methods.destroy)
        self->methods.destroy(self->methods.data);
    pylog__free(self);
}

pylog_formatter *pylog_formatter_new_subclass(const char *fmt, const struct pylog_formatter_options *options,
                                              const struct pylog_formatter_methods *methods) {
    if (!methods) {
        pylog__fail_type("the methods of a formatter are needed, not NULL");
        return NULL;
    }
    if (pylog__check_members(methods))
        return NULL;
    struct subclass *self = pylog__allocate(sizeof *self);
    if (!self) {
        pylog__fail_memory();
        return NULL;
    }
    pylog_formatter *formatter = pylog_formatter_new(fmt, options);
    if (!formatter) {
        pylog__free(self);
        return NULL;
    }
    *self = (struct subclass){ formatter, *methods };
    formatter->format = format_by_methods;
    formatter->data = self;
    formatter->destroy = destroy_subclass;
    return formatter;
}
