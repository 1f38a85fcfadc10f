/* Changing how a formatter shows the time, and in which zone. */
#include "formatter.h"

#include "../base/error.h"
#include "../time/local_time.h"

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
