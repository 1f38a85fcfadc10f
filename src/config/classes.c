/* The classes that a text can name: those that write neither to files nor to other programs, and the list of
 * all. */
#include "class_table.h"

#include "../base/error.h"

/* ---- Formatters and filters ------------------------------------------------------------------ */

static const char no_msec_format[] = "";

struct formatter {
    const char *fmt;
    struct pylog_formatter_options options;
    enum pylog_converter converter;
    const char *default_time_format;
    const char *default_msec_format; /* NULL: None */
};

static const struct formatter formatter_defaults = { .default_msec_format = no_msec_format };

static int set_up_formatter(pylog_formatter *formatter, const struct formatter *wanted) {
    if ((wanted->converter != PYLOG_LOCALTIME && pylog_formatter_set_converter(formatter, wanted->converter)) ||
        (wanted->default_time_format &&
         pylog_formatter_set_default_time_format(formatter, wanted->default_time_format)) ||
        (wanted->default_msec_format != no_msec_format &&
         pylog_formatter_set_default_msec_format(formatter, wanted->default_msec_format)))
        return -1;
    return 0;
}

static void *construct_formatter(const void *arguments) {
    const struct formatter *wanted = arguments;
    pylog_formatter *formatter = pylog_formatter_new(wanted->fmt, &wanted->options);
    if (!formatter || set_up_formatter(formatter, wanted) == 0)
        return formatter;
    pylog_formatter_unref(formatter);
    return NULL;
}

static const struct pylog__parameter formatter_parameters[] = {
    ARGUMENT("fmt", STRING, formatter, fmt, OR_NONE),
    ARGUMENT("datefmt", STRING, formatter, options.datefmt, OR_NONE),
    READ("style", pylog__read_style, formatter, options.style, 0),
    ARGUMENT("validate", NOT, formatter, options.no_validate, 0),
    READ("defaults", pylog__read_defaults, formatter, options.defaults, KEYWORD | OR_NONE),
    ARGUMENT("format", STRING, formatter, fmt, KEYWORD | OR_NONE), /* dictConfig has it mean fmt */
    READ("converter", pylog__read_converter, formatter, converter, ATTRIBUTE),
    ARGUMENT("default_time_format", STRING, formatter, default_time_format, ATTRIBUTE),
    READ("default_msec_format", pylog__read_string_or_none, formatter, default_msec_format, ATTRIBUTE),
    END,
};

static const struct pylog__class formatter_class = {
    .kind = PYLOG__FORMATTER_CLASS,
    .name = "logging.Formatter",
    .owner = "Formatter",
    .parameters = formatter_parameters,
    .size = sizeof(struct formatter),
    .defaults = &formatter_defaults,
    .make = construct_formatter,
};

struct filter {
    const char *name;
};

static void *construct_filter(const void *arguments) {
    const struct filter *wanted = arguments;
    return pylog_filter_new(wanted->name);
}

static const struct pylog__parameter filter_parameters[] = {
    ARGUMENT("name", STRING, filter, name, 0),
    END,
};

static const struct pylog__class filter_class = {
    .kind = PYLOG__FILTER_CLASS,
    .name = "logging.Filter",
    .owner = "Filter",
    .parameters = filter_parameters,
    .size = sizeof(struct filter),
    .make = construct_filter,
};

/* ---- Streams --------------------------------------------------------------------------------- */

struct stream_arguments {
    FILE *stream;
    const char *terminator;
};

static void *make_stream_handler(const void *arguments) {
    const struct stream_arguments *wanted = arguments;
    return pylog__with_terminator(pylog_stream_handler_new(wanted->stream), wanted->terminator);
}

static const struct pylog__parameter stream_parameters[] = {
    ARGUMENT("stream", STREAM, stream_arguments, stream, OR_NONE),
    ARGUMENT("terminator", STRING, stream_arguments, terminator, ATTRIBUTE),
    END,
};

static const struct pylog__class stream_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.StreamHandler",
    .owner = "StreamHandler",
    .parameters = stream_parameters,
    .size = sizeof(struct stream_arguments),
    .make = make_stream_handler,
};

struct null {
    int level;
};

static void *make_null_handler(const void *arguments) {
    const struct null *wanted = arguments;
    pylog_handler *handler = pylog_null_handler_new();
    if (handler)
        pylog_handler_set_level(handler, wanted->level);
    return handler;
}

static const struct pylog__parameter null_parameters[] = {
    ARGUMENT("level", LEVEL, null, level, 0),
    END,
};

static const struct pylog__class null_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.NullHandler",
    .owner = "Handler",
    .parameters = null_parameters,
    .size = sizeof(struct null),
    .make = make_null_handler,
};

/* ---- Memory ---------------------------------------------------------------------------------- */

struct memory_arguments {
    size_t capacity;
    struct pylog_memory_options options;
};

static void *make_buffering_handler(const void *arguments) {
    const struct memory_arguments *wanted = arguments;
    return pylog_buffering_handler_new(wanted->capacity);
}

static const struct pylog__parameter buffering_parameters[] = {
    ARGUMENT("capacity", SIZE, memory_arguments, capacity, REQUIRED),
    END,
};

static const struct pylog__class buffering_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.BufferingHandler",
    .owner = "BufferingHandler",
    .parameters = buffering_parameters,
    .size = sizeof(struct memory_arguments),
    .make = make_buffering_handler,
};

static void *make_memory_handler(const void *arguments) {
    const struct memory_arguments *wanted = arguments;
    return pylog_memory_handler_new(wanted->capacity, &wanted->options);
}

static const struct pylog__parameter memory_parameters[] = {
    ARGUMENT("capacity", SIZE, memory_arguments, capacity, REQUIRED),
    READ("flushLevel", pylog__read_flush_level, memory_arguments, options.flush_level, 0),
    FOREIGN("target", 0), /* another handler of the configuration */
    ARGUMENT("flushOnClose", NOT, memory_arguments, options.no_flush_on_close, 0),
    ARGUMENT("max_records", SIZE, memory_arguments, options.max_records, KEYWORD),
    ARGUMENT("keep_newest", BOOL, memory_arguments, options.keep_newest, KEYWORD),
    END,
};

const struct pylog__class pylog__memory_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.MemoryHandler",
    .owner = "MemoryHandler",
    .parameters = memory_parameters,
    .size = sizeof(struct memory_arguments),
    .make = make_memory_handler,
};

/* ---- Queues ---------------------------------------------------------------------------------- */

struct queue {
    struct pylog_queue_options options;
    int maxsize; /* in records; of no concern here, where a queue has so many bytes */
};

static void *make_queue(const void *arguments) {
    const struct queue *wanted = arguments;
    return pylog_queue_new(&wanted->options);
}

static const struct pylog__parameter queue_parameters[] = {
    ARGUMENT("maxsize", INT, queue, maxsize, 0),
    ARGUMENT("capacity", SIZE, queue, options.capacity, KEYWORD),
    READ("overflow", pylog__read_overflow, queue, options.overflow, KEYWORD),
    ARGUMENT("drop_level", LEVEL, queue, options.drop_level, KEYWORD),
    READ("timeout", pylog__read_timeout, queue, options.timeout, KEYWORD),
    READ("clock", pylog__read_clock, queue, options.clock, KEYWORD),
    END,
};

#define QUEUE_ENTRY(class_name, owner_name)                                                                  \
    {                                                                                                        \
        .kind = PYLOG__QUEUE_CLASS, .name = class_name, .owner = owner_name, .parameters = queue_parameters, \
        .size = sizeof(struct queue), .make = make_queue                                                     \
    }

static const struct pylog__class queue_class = QUEUE_ENTRY("queue.Queue", "Queue"),
                                 simple_queue_class = QUEUE_ENTRY("queue.SimpleQueue", "SimpleQueue"),
                                 process_queue_class = QUEUE_ENTRY("multiprocessing.Queue", "Queue");

/* The queue is made beforehand, and its listener afterwards. */
static void *construct_queue_handler(const void *arguments) {
    pylog_queue *const *queue = arguments;
    return pylog_queue_handler_new(*queue);
}

static const struct pylog__parameter queue_handler_parameters[] = {
    FOREIGN("queue", 0),
    FOREIGN("listener", KEYWORD),
    FOREIGN("handlers", KEYWORD),
    FOREIGN("respect_handler_level", KEYWORD),
    END,
};

const struct pylog__class pylog__queue_handler_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.QueueHandler",
    .owner = "QueueHandler",
    .parameters = queue_handler_parameters,
    .size = sizeof(pylog_queue *),
    .make = construct_queue_handler,
};

/* ---- All of them ----------------------------------------------------------------------------- */

/* The first of its kind is what is made where a text names none. */
const struct pylog__class *const pylog__classes[] = {
    &formatter_class,
    &filter_class,
    &stream_class,
    &null_class,
    &pylog__file_class,
    &pylog__watched_file_class,
    &pylog__rotating_file_class,
    &pylog__timed_rotating_file_class,
    &buffering_class,
    &pylog__memory_class,
    &queue_class,
    &simple_queue_class,
    &process_queue_class,
    &pylog__queue_handler_class,
    &pylog__socket_class,
    &pylog__datagram_class,
    &pylog__syslog_class,
    &pylog__smtp_class,
    &pylog__http_class,
    &pylog__nt_event_log_class,
    NULL,
};
