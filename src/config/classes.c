/* The classes that a text can name: their constructors' arguments under Python's names, and what is made of
 * them.
 *
 * A class has a structure that the arguments are read into; parameters stand in Python's order, so that they
 * can be given by position; those that are Python's attributes, or C's alone, are marked so. */
#include "classes.h"

#include "../text/error.h"

#define MEMBER(structure, member) (unsigned short)offsetof(struct structure, member)

#define ARGUMENT(name, kind, structure, member, flags)                                                       \
    { name, PYLOG__PARAMETER_##kind, MEMBER(structure, member), flags, NULL }
#define READ(name, function, structure, member, flags)                                                       \
    { name, PYLOG__PARAMETER_READ, MEMBER(structure, member), flags, function }
#define FOREIGN(name, flags)                                                                                 \
    { name, PYLOG__PARAMETER_FOREIGN, 0, flags, NULL }
#define END                                                                                                  \
    { NULL, PYLOG__PARAMETER_FOREIGN, 0, 0, NULL }

enum {
    REQUIRED = PYLOG__REQUIRED,
    ATTRIBUTE = PYLOG__ATTRIBUTE,
    KEYWORD = PYLOG__KEYWORD,
    OR_NONE = PYLOG__OR_NONE
};

/* What comes of it, unless setting it up has failed. */
static pylog_handler *finish(pylog_handler *handler, int result) {
    if (result == 0)
        return handler;
    pylog_handler_unref(handler);
    return NULL;
}

static pylog_handler *with_terminator(pylog_handler *handler, const char *terminator) {
    if (!handler || !terminator)
        return handler;
    return finish(handler, pylog_handler_set_terminator(handler, terminator));
}

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
    pylog__error_clear();
    if (wanted->converter != PYLOG_LOCALTIME)
        pylog_formatter_set_converter(formatter, wanted->converter);
    if (pylog__error_code() ||
        (wanted->default_time_format &&
         pylog_formatter_set_default_time_format(formatter, wanted->default_time_format)) ||
        (wanted->default_msec_format != no_msec_format &&
         pylog_formatter_set_default_msec_format(formatter, wanted->default_msec_format)))
        return -1;
    return 0;
}

static void *make_formatter(const void *arguments) {
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
    .make = make_formatter,
};

struct filter {
    const char *name;
};

static void *make_filter(const void *arguments) {
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
    .make = make_filter,
};

/* ---- Streams --------------------------------------------------------------------------------- */

struct stream {
    FILE *stream;
    const char *terminator;
};

static void *make_stream_handler(const void *arguments) {
    const struct stream *wanted = arguments;
    return with_terminator(pylog_stream_handler_new(wanted->stream), wanted->terminator);
}

static const struct pylog__parameter stream_parameters[] = {
    ARGUMENT("stream", STREAM, stream, stream, OR_NONE),
    ARGUMENT("terminator", STRING, stream, terminator, ATTRIBUTE),
    END,
};

static const struct pylog__class stream_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.StreamHandler",
    .owner = "StreamHandler",
    .parameters = stream_parameters,
    .size = sizeof(struct stream),
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

/* ---- Files ----------------------------------------------------------------------------------- */
/* They are made closed, whatever `delay` says: files are opened when all else is done. */

static struct pylog__opening opening_of(const struct pylog_file_options *options) {
    return (struct pylog__opening){
        .at_once = !options->delay,
        .truncates = options->mode && strchr(options->mode, 'w'),
        .makes_directories = options->make_directories,
    };
}

#define FILE_ARGUMENTS_OF_C(structure, member)                                                               \
    ARGUMENT("make_directories", BOOL, structure, member.make_directories, KEYWORD),                         \
        ARGUMENT("buffer_size", SIZE, structure, member.buffer_size, KEYWORD),                               \
        ARGUMENT("flush_level", LEVEL, structure, member.flush_level, KEYWORD),                              \
        ARGUMENT("flush_interval", FLOAT, structure, member.flush_interval, KEYWORD),                        \
        ARGUMENT("terminator", STRING, structure, terminator, ATTRIBUTE)

#define ROTATION_ARGUMENTS_OF_C(structure)                                                                   \
    ARGUMENT("rotate_at_start", BOOL, structure, options.rotate_at_start, KEYWORD),                          \
        ARGUMENT("several_processes", BOOL, structure, options.several_processes, KEYWORD),                  \
        ARGUMENT("max_age", FLOAT, structure, options.max_age, KEYWORD),                                     \
        ARGUMENT("max_total_bytes", COUNT, structure, options.max_total_bytes, KEYWORD)

struct file {
    const char *filename;
    struct pylog_file_options options;
    const char *terminator;
};

static struct pylog__opening file_opening(const void *arguments) {
    const struct file *wanted = arguments;
    return opening_of(&wanted->options);
}

static void *make_file_handler(const void *arguments) {
    const struct file *wanted = arguments;
    struct pylog_file_options options = wanted->options;
    options.delay = true;
    return with_terminator(pylog_file_handler_new(wanted->filename, &options), wanted->terminator);
}

static void *make_watched_file_handler(const void *arguments) {
    const struct file *wanted = arguments;
    struct pylog_file_options options = wanted->options;
    options.delay = true;
    return with_terminator(pylog_watched_file_handler_new(wanted->filename, &options), wanted->terminator);
}

static const struct pylog__parameter file_parameters[] = {
    ARGUMENT("filename", STRING, file, filename, REQUIRED),
    ARGUMENT("mode", STRING, file, options.mode, 0),
    ARGUMENT("encoding", STRING, file, options.encoding, OR_NONE),
    ARGUMENT("delay", BOOL, file, options.delay, 0),
    ARGUMENT("errors", STRING, file, options.errors, OR_NONE),
    FILE_ARGUMENTS_OF_C(file, options),
    END,
};

static const struct pylog__class file_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.FileHandler",
    .owner = "FileHandler",
    .parameters = file_parameters,
    .size = sizeof(struct file),
    .make = make_file_handler,
    .opening = file_opening,
};

static const struct pylog__class watched_file_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.WatchedFileHandler",
    .owner = "WatchedFileHandler",
    .parameters = file_parameters,
    .size = sizeof(struct file),
    .make = make_watched_file_handler,
    .opening = file_opening,
};

struct rotating {
    const char *filename;
    struct pylog_rotating_options options;
    const char *terminator;
};

/* What is to be rotated is not emptied. */
static struct pylog__opening rotating_opening(const void *arguments) {
    const struct rotating *wanted = arguments;
    struct pylog__opening opening = opening_of(&wanted->options.file);
    if (wanted->options.max_bytes || wanted->options.rotate_at_start)
        opening.truncates = false;
    return opening;
}

static void *make_rotating_file_handler(const void *arguments) {
    const struct rotating *wanted = arguments;
    struct pylog_rotating_options options = wanted->options;
    options.file.delay = true;
    return with_terminator(pylog_rotating_file_handler_new(wanted->filename, &options), wanted->terminator);
}

static const struct pylog__parameter rotating_parameters[] = {
    ARGUMENT("filename", STRING, rotating, filename, REQUIRED),
    ARGUMENT("mode", STRING, rotating, options.file.mode, 0),
    ARGUMENT("maxBytes", COUNT, rotating, options.max_bytes, 0),
    ARGUMENT("backupCount", INT, rotating, options.backup_count, 0),
    ARGUMENT("encoding", STRING, rotating, options.file.encoding, OR_NONE),
    ARGUMENT("delay", BOOL, rotating, options.file.delay, 0),
    ARGUMENT("errors", STRING, rotating, options.file.errors, OR_NONE),
    ARGUMENT("count_bytes", BOOL, rotating, options.count_bytes, KEYWORD),
    ROTATION_ARGUMENTS_OF_C(rotating),
    FILE_ARGUMENTS_OF_C(rotating, options.file),
    END,
};

static const struct pylog__class rotating_file_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.RotatingFileHandler",
    .owner = "RotatingFileHandler",
    .parameters = rotating_parameters,
    .size = sizeof(struct rotating),
    .make = make_rotating_file_handler,
    .opening = rotating_opening,
};

struct timed {
    const char *filename;
    struct pylog_timed_rotating_options options;
    struct pylog_time_of_day at_time; /* with an hour below 0: None */
    const char *terminator;
};

static const struct timed timed_defaults = { .at_time.hour = -1 };

static struct pylog__opening timed_opening(const void *arguments) {
    const struct timed *wanted = arguments;
    return opening_of(&wanted->options.file);
}

static void *make_timed_rotating_file_handler(const void *arguments) {
    const struct timed *wanted = arguments;
    struct pylog_timed_rotating_options options = wanted->options;
    options.file.delay = true;
    options.at_time = wanted->at_time.hour < 0 ? NULL : &wanted->at_time;
    return with_terminator(pylog_timed_rotating_file_handler_new(wanted->filename, &options),
                           wanted->terminator);
}

static const struct pylog__parameter timed_parameters[] = {
    ARGUMENT("filename", STRING, timed, filename, REQUIRED),
    ARGUMENT("when", STRING, timed, options.when, 0),
    READ("interval", pylog__read_interval, timed, options.interval, 0),
    ARGUMENT("backupCount", INT, timed, options.backup_count, 0),
    ARGUMENT("encoding", STRING, timed, options.file.encoding, OR_NONE),
    ARGUMENT("delay", BOOL, timed, options.file.delay, 0),
    ARGUMENT("utc", BOOL, timed, options.utc, 0),
    READ("atTime", pylog__read_time_of_day, timed, at_time, OR_NONE),
    ARGUMENT("errors", STRING, timed, options.file.errors, OR_NONE),
    ARGUMENT("max_bytes", COUNT, timed, options.max_bytes, KEYWORD),
    ROTATION_ARGUMENTS_OF_C(timed),
    FILE_ARGUMENTS_OF_C(timed, options.file),
    END,
};

static const struct pylog__class timed_rotating_file_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.TimedRotatingFileHandler",
    .owner = "TimedRotatingFileHandler",
    .parameters = timed_parameters,
    .size = sizeof(struct timed),
    .defaults = &timed_defaults,
    .make = make_timed_rotating_file_handler,
    .opening = timed_opening,
};

/* ---- Memory ---------------------------------------------------------------------------------- */

struct memory {
    size_t capacity;
    struct pylog_memory_options options;
};

static void *make_buffering_handler(const void *arguments) {
    const struct memory *wanted = arguments;
    return pylog_buffering_handler_new(wanted->capacity);
}

static const struct pylog__parameter buffering_parameters[] = {
    ARGUMENT("capacity", SIZE, memory, capacity, REQUIRED),
    END,
};

static const struct pylog__class buffering_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.BufferingHandler",
    .owner = "BufferingHandler",
    .parameters = buffering_parameters,
    .size = sizeof(struct memory),
    .make = make_buffering_handler,
};

static void *make_memory_handler(const void *arguments) {
    const struct memory *wanted = arguments;
    return pylog_memory_handler_new(wanted->capacity, &wanted->options);
}

static const struct pylog__parameter memory_parameters[] = {
    ARGUMENT("capacity", SIZE, memory, capacity, REQUIRED),
    READ("flushLevel", pylog__read_flush_level, memory, options.flush_level, 0),
    FOREIGN("target", 0), /* another handler of the configuration */
    ARGUMENT("flushOnClose", NOT, memory, options.no_flush_on_close, 0),
    ARGUMENT("max_records", SIZE, memory, options.max_records, KEYWORD),
    ARGUMENT("keep_newest", BOOL, memory, options.keep_newest, KEYWORD),
    END,
};

const struct pylog__class pylog__memory_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.MemoryHandler",
    .owner = "MemoryHandler",
    .parameters = memory_parameters,
    .size = sizeof(struct memory),
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
    ARGUMENT("timeout", FLOAT, queue, options.timeout, KEYWORD),
    READ("clock", pylog__read_clock, queue, options.clock, KEYWORD),
    END,
};

#define QUEUE(class_name, owner_name)                                                                        \
    {                                                                                                        \
        .kind = PYLOG__QUEUE_CLASS, .name = class_name, .owner = owner_name, .parameters = queue_parameters, \
        .size = sizeof(struct queue), .make = make_queue                                                     \
    }

static const struct pylog__class queue_class = QUEUE("queue.Queue", "Queue"),
                                 simple_queue_class = QUEUE("queue.SimpleQueue", "SimpleQueue"),
                                 process_queue_class = QUEUE("multiprocessing.Queue", "Queue");

/* The queue is made beforehand, and its listener afterwards. */
static void *make_queue_handler(const void *arguments) {
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
    .make = make_queue_handler,
};

/* ---- Sockets --------------------------------------------------------------------------------- */

struct socket {
    const char *host;
    int port;
    bool close_on_error;
    double retry_start, retry_factor, retry_max;
    double timeout;
    size_t buffer;
};

static const struct socket socket_defaults = {
    .retry_start = 1, .retry_factor = 2, .retry_max = 30, .timeout = 1
};

static pylog_handler *set_up_socket(pylog_handler *handler, const struct socket *wanted) {
    if (!handler)
        return NULL;
    pylog_socket_handler_set_close_on_error(handler, wanted->close_on_error);
    pylog_socket_handler_set_retry(handler, wanted->retry_start, wanted->retry_factor, wanted->retry_max);
    pylog_socket_handler_set_timeout(handler, wanted->timeout);
    return finish(handler, wanted->buffer ? pylog_socket_handler_set_buffer(handler, wanted->buffer) : 0);
}

static void *make_socket_handler(const void *arguments) {
    const struct socket *wanted = arguments;
    return set_up_socket(pylog_socket_handler_new(wanted->host, wanted->port), wanted);
}

static void *make_datagram_handler(const void *arguments) {
    const struct socket *wanted = arguments;
    return set_up_socket(pylog_datagram_handler_new(wanted->host, wanted->port), wanted);
}

static const struct pylog__parameter socket_parameters[] = {
    ARGUMENT("host", STRING, socket, host, REQUIRED),
    READ("port", pylog__read_port, socket, port, REQUIRED),
    ARGUMENT("closeOnError", BOOL, socket, close_on_error, ATTRIBUTE),
    ARGUMENT("retryStart", FLOAT, socket, retry_start, ATTRIBUTE),
    ARGUMENT("retryFactor", FLOAT, socket, retry_factor, ATTRIBUTE),
    ARGUMENT("retryMax", FLOAT, socket, retry_max, ATTRIBUTE),
    ARGUMENT("timeout", FLOAT, socket, timeout, KEYWORD),
    ARGUMENT("buffer", SIZE, socket, buffer, KEYWORD),
    END,
};

static const struct pylog__class socket_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.SocketHandler",
    .owner = "SocketHandler",
    .parameters = socket_parameters,
    .size = sizeof(struct socket),
    .defaults = &socket_defaults,
    .make = make_socket_handler,
};

static const struct pylog__class datagram_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.DatagramHandler",
    .owner = "DatagramHandler",
    .parameters = socket_parameters,
    .size = sizeof(struct socket),
    .defaults = &socket_defaults,
    .make = make_datagram_handler,
};

/* ---- Syslog ---------------------------------------------------------------------------------- */

struct syslog {
    struct pylog__address address;
    struct pylog_syslog_options options;
};

static void *make_syslog_handler(const void *arguments) {
    const struct syslog *wanted = arguments;
    struct pylog_syslog_options options = wanted->options;
    options.address = wanted->address.host;
    options.port = wanted->address.port;
    return pylog_syslog_handler_new(&options);
}

static const struct pylog__parameter syslog_parameters[] = {
    READ("address", pylog__read_syslog_address, syslog, address, 0),
    READ("facility", pylog__read_facility, syslog, options.facility, 0),
    READ("socktype", pylog__read_socktype, syslog, options.socktype, OR_NONE),
    ARGUMENT("timeout", FLOAT, syslog, options.timeout, OR_NONE), /* since Python 3.14 */
    ARGUMENT("ident", STRING, syslog, options.ident, ATTRIBUTE),
    ARGUMENT("append_nul", NOT, syslog, options.no_append_nul, ATTRIBUTE),
    ARGUMENT("octet_counting", BOOL, syslog, options.octet_counting, KEYWORD),
    ARGUMENT("rfc5424", BOOL, syslog, options.rfc5424, KEYWORD),
    ARGUMENT("hostname", STRING, syslog, options.hostname, KEYWORD | OR_NONE),
    ARGUMENT("structured_data_id", STRING, syslog, options.structured_data_id, KEYWORD | OR_NONE),
    END,
};

static const struct pylog__class syslog_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.SysLogHandler",
    .owner = "SysLogHandler",
    .parameters = syslog_parameters,
    .size = sizeof(struct syslog),
    .make = make_syslog_handler,
};

/* ---- Mail, HTTP, the event log --------------------------------------------------------------- */

struct smtp {
    struct pylog__address mailhost;
    struct pylog__credentials credentials;
    struct pylog_smtp_options options;
};

static void *make_smtp_handler(const void *arguments) {
    const struct smtp *wanted = arguments;
    struct pylog_smtp_options options = wanted->options;
    options.mailhost = wanted->mailhost.host;
    options.port = wanted->mailhost.port;
    options.username = wanted->credentials.username;
    options.password = wanted->credentials.password;
    return pylog_smtp_handler_new(&options);
}

static const struct pylog__parameter smtp_parameters[] = {
    READ("mailhost", pylog__read_mailhost, smtp, mailhost, REQUIRED),
    ARGUMENT("fromaddr", STRING, smtp, options.fromaddr, REQUIRED),
    READ("toaddrs", pylog__read_addresses, smtp, options.toaddrs, REQUIRED),
    ARGUMENT("subject", STRING, smtp, options.subject, REQUIRED),
    READ("credentials", pylog__read_credentials, smtp, credentials, OR_NONE),
    READ("secure", pylog__read_secure, smtp, options.secure, OR_NONE),
    ARGUMENT("timeout", FLOAT, smtp, options.timeout, 0),
    END,
};

static const struct pylog__class smtp_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.SMTPHandler",
    .owner = "SMTPHandler",
    .parameters = smtp_parameters,
    .size = sizeof(struct smtp),
    .make = make_smtp_handler,
};

struct http {
    const char *host, *url;
    struct pylog__credentials credentials;
    struct pylog_http_options options;
};

static void *make_http_handler(const void *arguments) {
    const struct http *wanted = arguments;
    struct pylog_http_options options = wanted->options;
    options.username = wanted->credentials.username;
    options.password = wanted->credentials.password;
    return pylog_http_handler_new(wanted->host, wanted->url, &options);
}

static const struct pylog__parameter http_parameters[] = {
    ARGUMENT("host", STRING, http, host, REQUIRED),
    ARGUMENT("url", STRING, http, url, REQUIRED),
    ARGUMENT("method", STRING, http, options.method, 0),
    ARGUMENT("secure", BOOL, http, options.secure, 0),
    READ("credentials", pylog__read_credentials, http, credentials, OR_NONE),
    FOREIGN("context", 0),
    ARGUMENT("timeout", FLOAT, http, options.timeout, KEYWORD),
    END,
};

static const struct pylog__class http_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.HTTPHandler",
    .owner = "HTTPHandler",
    .parameters = http_parameters,
    .size = sizeof(struct http),
    .make = make_http_handler,
};

struct event_log {
    const char *appname;
    struct pylog_nt_event_log_options options;
};

static void *make_nt_event_log_handler(const void *arguments) {
    const struct event_log *wanted = arguments;
    return pylog_nt_event_log_handler_new(wanted->appname, &wanted->options);
}

static const struct pylog__parameter event_log_parameters[] = {
    ARGUMENT("appname", STRING, event_log, appname, REQUIRED),
    ARGUMENT("dllname", STRING, event_log, options.dllname, OR_NONE),
    ARGUMENT("logtype", STRING, event_log, options.logtype, 0),
    END,
};

static const struct pylog__class nt_event_log_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.NTEventLogHandler",
    .owner = "NTEventLogHandler",
    .parameters = event_log_parameters,
    .size = sizeof(struct event_log),
    .make = make_nt_event_log_handler,
};

/* ---- All of them ----------------------------------------------------------------------------- */

/* The first of its kind is what is made where a text names none. */
const struct pylog__class *const pylog__classes[] = {
    &formatter_class,
    &filter_class,
    &stream_class,
    &null_class,
    &file_class,
    &watched_file_class,
    &rotating_file_class,
    &timed_rotating_file_class,
    &buffering_class,
    &pylog__memory_class,
    &queue_class,
    &simple_queue_class,
    &process_queue_class,
    &pylog__queue_handler_class,
    &socket_class,
    &datagram_class,
    &syslog_class,
    &smtp_class,
    &http_class,
    &nt_event_log_class,
    NULL,
};
