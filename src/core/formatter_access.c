/* What programs do with formatters, which few need: their own, the time format, the steps of formatting. */
#include "formatter.h"

#include "../text/error.h"

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

/* ---- The time format ------------------------------------------------------------------------- */

enum change { CONVERTER, TIME_FORMAT, MSEC_FORMAT };

static int change_time_format(pylog_formatter *formatter, enum change what, enum pylog_converter converter,
                              const char *format) {
    pylog__tree_lock();
    struct pylog__time_format *before = atomic_load_explicit(&formatter->time_format, memory_order_relaxed);
    struct pylog__time_format *now =
        pylog__time_format_make(pylog__put_time, what == CONVERTER ? converter : before->converter,
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

/* ---- Formatting, one step at a time ---------------------------------------------------------- */

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
        return pylog__put_second(out, pylog__put_time, datefmt, time_format->converter,
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
