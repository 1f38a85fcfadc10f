/* The steps of formatting, one at a time, and what else needs strftime or is for formatters of a program's
 * own. */
#include "formatter.h"

#include "../base/error.h"

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
