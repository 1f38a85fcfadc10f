/* printf's messages: a format and its arguments, in order or by number. */
#include "printf.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "format.h"

/* ---- A whole message ------------------------------------------------------------------------- */

struct message {
    struct pylog_buffer *out;
    const char *fmt;
    struct pylog__arguments arguments; /* where they come in order */
    struct pylog__numbered *numbered;  /* where they come by number */
};

enum printf_outcome { COMPLETE, REFUSED, BY_NUMBER };

static enum printf_outcome printf_step(struct message *message, const struct pylog__step *step) {
    if (step->printing != PYLOG__PRINT_NOTHING && pylog__conversion_is_numbered(&step->conversion))
        return BY_NUMBER;
    return pylog__step_put(message->out, step, &message->arguments) ? REFUSED : COMPLETE;
}

static enum printf_outcome format_in_order(struct message *message) {
    struct pylog__step step;
    enum printf_outcome outcome = COMPLETE;
    for (const char *at = message->fmt; *at && outcome == COMPLETE;) {
        at = pylog__step_parse(at, &step);
        if (!at) {
            pylog__conversion_refuse(message->fmt, step.conversion.wrong);
            return REFUSED;
        }
        outcome = printf_step(message, &step);
    }
    return outcome;
}

static int put_numbered(struct message *message, struct pylog__conversion *conversion) {
    const struct pylog__numbered *numbered = message->numbered;
    if (conversion->width_from)
        pylog__conversion_set_width(conversion, numbered[conversion->width_from - 1].value.integer);
    if (conversion->precision_from)
        pylog__conversion_set_precision(conversion, numbered[conversion->precision_from - 1].value.integer);
    const union pylog__argument error = { .integer = message->arguments.error }, *argument = &error;
    if (conversion->value_from)
        argument = &numbered[conversion->value_from - 1].value;
    return pylog__conversion_put(message->out, conversion, argument);
}

/* Without memory for the arguments the text ends where the first one belongs. */
static enum printf_outcome format_by_number(struct message *message, va_list args) {
    size_t count;
    const char *wrong;
    if (pylog__arguments_by_number(message->fmt, args, &message->numbered, &count, &wrong)) {
        pylog__put(message->out, message->fmt, strcspn(message->fmt, "%"));
        message->out->failed = true;
        return COMPLETE;
    }
    int result = wrong ? pylog__conversion_refuse(message->fmt, wrong) : 0;
    for (const char *at = message->fmt; !result && *at;) {
        struct pylog__step step;
        at = pylog__step_parse(at, &step);
        pylog__put(message->out, step.text, step.length);
        if (step.printing != PYLOG__PRINT_NOTHING)
            result = put_numbered(message, &step.conversion);
    }
    pylog__free(message->numbered);
    return result ? REFUSED : COMPLETE;
}

int pylog__format_message(struct pylog_buffer *out, const char *fmt, va_list args, int error) {
    size_t length = out->length;
    bool failed = out->failed;
    struct message message = { .out = out, .fmt = fmt, .arguments.error = error };
    va_copy(message.arguments.list, args);
    enum printf_outcome outcome = format_in_order(&message);
    va_end(message.arguments.list);
    if (outcome == COMPLETE)
        return 0;
    out->length = length;
    out->failed = failed;
    if (outcome == BY_NUMBER && format_by_number(&message, args) == COMPLETE)
        return 0;
    out->length = length;
    out->failed = failed;
    return -1;
}
