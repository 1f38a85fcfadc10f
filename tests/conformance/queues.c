/* Queues: what a listener's handlers print of what a queue handler has put, and what is in the records
 * meanwhile. */
#include "support.h"
#include <pylog/handlers.h>

static const char line[] = "%(levelname)s:%(name)s:%(message)s";

/* A queue with its handler at the logger `app`, and a listener that prints in two formats. */
struct end {
    pylog_logger *log;
    pylog_queue *queue;
    pylog_handler *handler, *first, *second;
    pylog_queue_listener *listener;
};

static struct end begin_end(const char *title, const char *format, bool respect, int level) {
    struct end end = { .log = pylog_get_logger("app"), .queue = pylog_queue_new(NULL) };
    printf("[%s]\n", title);
    pylog_logger_set_propagate(end.log, false);
    pylog_logger_set_level(end.log, PYLOG_DEBUG);
    end.handler = pylog_queue_handler_new(end.queue);
    if (format)
        pylog_handler_set_format(end.handler, format, NULL);
    pylog_logger_add_handler(end.log, end.handler);
    end.first = pylog_stream_handler_new(stdout);
    pylog_handler_set_format(end.first, line, NULL);
    pylog_handler_set_level(end.first, level);
    end.second = pylog_stream_handler_new(stdout);
    pylog_handler_set_format(end.second, "  %(asctime)s %(funcName)s %(threadName)s %(msg)s %(args)s", NULL);
    end.listener =
        pylog_queue_listener_new(end.queue, (pylog_handler *[]){ end.first, end.second, NULL },
                                 &(struct pylog_queue_listener_options){ .respect_handler_level = respect });
    return end;
}

static void finish(struct end *end) {
    pylog_queue_listener_start(end->listener);
    pylog_queue_listener_free(end->listener);
    pylog_logger_remove_handler(end->log, end->handler);
    pylog_handler_unref(end->handler);
    pylog_handler_unref(end->first);
    pylog_handler_unref(end->second);
    pylog_queue_unref(end->queue);
}

static void messages(struct end *end) {
    pylog_info(end->log, "plain");
    pylog_debug(end->log, "%d %s", 1, "text");
    pylog_warning(end->log, "%5d|%-5d|%05d|%x|0o%o", 42, 42, 42, 255U, 8U);
    pylog_error(end->log, "%.3f %e %g %c %%%s", 1.5, 12345.678, 1e-7, 'z', "");
    pylog_critical(end->log, "two\nlines %s", "and\nmore");
    pylog_info(end->log, "%s", "");
    pylog_log(end->log, 15, "another level");
    pylog_info(end->log, "caf\xc3\xa9 %s", "\xe2\x82\xac");
}

static struct pylog_exc_info error(const char *text) {
    return (struct pylog_exc_info){ .type = "ValueError", .message = text };
}

static void errors(struct end *end) {
    const struct pylog_exc_info bad = error("bad value"), two = error("one\ntwo"), v = error("v"),
                                none = { 0 };
    pylog_log_with(end->log, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &bad }, "wrong");
    pylog_log_with(end->log, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &two }, "%d wrong", 2);
    pylog_log_with(end->log, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &none }, "no error");
    pylog_log_with(end->log, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &v }, "ends with a newline\n");
}

static int put_stack(struct pylog_record *record, void *data) {
    (void)data;
    pylog_record_set(record, pylog_field_str("stack_info", "Stack (most recent call last):\n  here"));
    return 1;
}

static void stacks(struct end *end) {
    const struct pylog_exc_info bad = error("bad value");
    pylog_filter *filter = pylog_filter_new_callback(put_stack, NULL, NULL);
    pylog_logger_add_filter(end->log, filter);
    pylog_info(end->log, "with a stack");
    pylog_log_with(end->log, PYLOG_INFO, &(struct pylog_call){ .exc_info = &bad }, "with %s", "both");
    pylog_logger_remove_filter(end->log, filter);
    pylog_filter_unref(filter);
}

static void levels(struct end *end) {
    for (int level = 10; level <= 50; level += 10)
        pylog_log(end->log, level, "level %d", level);
}

static void fields(struct end *end) {
    const struct pylog_field *extra =
        PYLOG_FIELDS(pylog_field_str("user", "ann"), pylog_field_int("port", 22), pylog_field_none("nothing"));
    pylog_handler_set_format(end->first, "%(user)s %(port)d %(nothing)s %(message)s", NULL);
    pylog_log_with(end->log, PYLOG_INFO, &(struct pylog_call){ .extra = extra }, "by extra %d", 1);
    pylog_logger *adapter = pylog_logger_adapter_new(end->log, extra, NULL);
    pylog_warning(adapter, "by an adapter");
    pylog_logger_adapter_free(adapter);
}

static int drop_odd(struct pylog_record *record, void *data) {
    (void)data;
    pylog_record_set(record, pylog_field_str("seen", "seen"));
    return strcmp(pylog_record_message(record, NULL), "odd") != 0;
}

static void filters(struct end *end) {
    pylog_filter *filter = pylog_filter_new_callback(drop_odd, NULL, NULL);
    pylog_handler_set_format(end->first, "%(seen)s %(message)s", NULL);
    pylog_handler_add_filter(end->handler, filter);
    pylog_filter_unref(filter);
    pylog_info(end->log, "odd");
    pylog_info(end->log, "even");
}

/* The factory is taken away, so that the arguments go into the queue as they are. */
static void deferred(struct end *end) {
    pylog_set_log_record_factory(NULL, NULL);
    pylog_handler_set_format(end->second, "  %(threadName)s %(msg)s %(args)s", NULL);
    messages(end);
}

static int print_field(struct pylog_field field, size_t length, void *data) {
    static const char *const shown[] = { "name",       "msg",      "args",     "levelname",  "levelno",
                                         "pathname",   "filename", "module",   "exc_info",   "exc_text",
                                         "stack_info", "lineno",   "funcName", "threadName", "processName",
                                         "taskName",   "user",     "message",  "asctime" };
    (void)length, (void)data;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (strcmp(field.key, shown[i]) != 0)
            continue;
        printf("  %s=", field.key);
        if (field.type == PYLOG_TYPE_STR)
            print_escaped(field.value.s);
        else if (field.type == PYLOG_TYPE_INT)
            printf("%" PRId64, field.value.i);
        else
            fputs("None", stdout);
        putchar('\n');
    }
    return 0;
}

/* What a record has that a program takes out of the queue. */
static void in_the_queue(struct end *end) {
    const struct pylog_exc_info bad = error("bad value");
    const struct pylog_field *extra = PYLOG_FIELDS(pylog_field_str("user", "ann"));
    pylog_handler *other = pylog_stream_handler_new(stdout);
    pylog_handler_set_format(other, "other: %(asctime)s %(message)s", NULL);
    pylog_info(end->log, "%d %s", 1, "text");
    pylog_log_with(end->log, PYLOG_INFO, &(struct pylog_call){ .extra = extra }, "%s", "by extra");
    pylog_log_with(end->log, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &bad }, "wrong");
    pylog_logger_remove_handler(end->log, end->handler);
    pylog_logger_add_handler(end->log, other);
    pylog_logger_add_handler(end->log, end->handler);
    pylog_info(end->log, "after %s", "another handler");
    pylog_logger_remove_handler(end->log, other);
    pylog_handler_unref(other);
    for (int i = 0; i < 4; i++) {
        struct pylog_record *record = pylog_queue_get(end->queue, PYLOG_NO_WAIT);
        pylog_record_visit(record, print_field, NULL);
        pylog_record_free(record);
    }
}

int main(int argc, char **argv) {
    static const struct {
        const char *title;
        void (*run)(struct end *end);
        const char *format;
        int level;
        bool respect;
    } runs[] = {
        { "messages", messages, NULL, 0, false },
        { "formatted messages", messages, "<%(levelname)s %(message)s>", 0, false },
        { "errors", errors, NULL, 0, false },
        { "formatted errors", errors, "<%(message)s>", 0, false },
        { "stacks", stacks, NULL, 0, false },
        { "formatted stacks", stacks, "<%(message)s>", 0, false },
        { "levels", levels, NULL, PYLOG_ERROR, false },
        { "levels respected", levels, NULL, PYLOG_ERROR, true },
        { "fields", fields, NULL, 0, false },
        { "formatted fields", fields, "<%(user)s %(message)s>", 0, false },
        { "filters", filters, NULL, 0, false },
        { "in the queue", in_the_queue, NULL, 0, false },
        { "formatted in the queue", in_the_queue, "%(asctime)s %(message)s", 0, false },
        { "deferred", deferred, NULL, 0, false },
    };
    begin(argc, argv);
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        struct end end = begin_end(runs[i].title, runs[i].format, runs[i].respect, runs[i].level);
        runs[i].run(&end);
        finish(&end);
    }
    return 0;
}
