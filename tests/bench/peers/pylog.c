/* pylog, through its public headers, as any program would use it. */
#include "../driver.h"

#include <pylog.h>
#include <pylog/handlers.h>

#define LINE "%(asctime)s - %(name)s - %(levelname)s - %(message)s"

static pylog_logger *logger;
static pylog_logger *loggers[BENCH_MANY_LOGGERS];
static pylog_queue *queue;
static pylog_queue_listener *listener;

const char *bench_version(void) {
    return PYLOG_VERSION_STRING;
}

/* ---- What is set up -------------------------------------------------------------------------- */

static void add_handler(pylog_handler *handler, const char *format) {
    if (!handler || (format && pylog_handler_set_format(handler, format, NULL) != 0))
        bench_fail(pylog_last_error());
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
}

/* The handler stands at the root, where basic_config would put it. */
static void set_up(pylog_handler *handler, const char *format) {
    logger = pylog_get_logger(BENCH_LOGGER);
    pylog_logger_set_level(NULL, PYLOG_INFO);
    add_handler(handler, format);
}

static void set_up_file(const char *file) {
    set_up(pylog_file_handler_new(file, NULL), LINE);
}

static void set_up_buffered(const char *file) {
    set_up(pylog_file_handler_new(file, &(struct pylog_file_options){ .buffer_size = 64 * 1024 }), LINE);
}

static void finish_buffered(void) {
    pylog_flush(0);
}

static void set_up_null(const char *file) {
    (void)file;
    set_up(pylog_null_handler_new(), LINE);
}

static void set_up_three(const char *file) {
    set_up_file(file);
    add_handler(pylog_file_handler_new(bench_further_file(file, 2), NULL), LINE);
    add_handler(pylog_file_handler_new(bench_further_file(file, 3), NULL), LINE);
}

static void set_up_field(const char *file) {
    set_up(pylog_file_handler_new(file, NULL), LINE " - %(user)s");
}

static int pass(struct pylog_record *record, void *data) {
    (void)record;
    (void)data;
    return 1;
}

static void set_up_filter(const char *file) {
    set_up_file(file);
    pylog_filter *filter = pylog_filter_new_callback(pass, NULL, NULL);
    pylog_logger_add_filter(logger, filter);
    pylog_filter_unref(filter);
}

/* The name would make the line longer; the line says the same in other words. */
static void set_up_deep(const char *file) {
    set_up(pylog_file_handler_new(file, NULL),
           "%(asctime)s - " BENCH_LOGGER " - %(levelname)s - %(message)s");
    logger = pylog_get_logger(BENCH_DEEP_LOGGER);
}

static pylog_logger *numbered_logger(long i) {
    char name[32];
    snprintf(name, sizeof name, BENCH_LOGGER ".%05ld", i % BENCH_MANY_LOGGERS);
    return pylog_get_logger(name);
}

static void set_up_many(const char *file) {
    set_up_file(file);
    for (int i = 0; i < BENCH_MANY_LOGGERS; i++)
        loggers[i] = numbered_logger(i);
}

/* ---- Queues ---------------------------------------------------------------------------------- */

/* A queue between the root and the file; without a listener it is never emptied. */
static void set_up_queue(const struct pylog_queue_options *options) {
    queue = pylog_queue_new(options);
    if (!queue)
        bench_fail(pylog_last_error());
    set_up(pylog_queue_handler_new(queue), NULL);
}

static void start_listener(const char *file) {
    pylog_handler *writer = pylog_file_handler_new(file, NULL);
    if (!writer || pylog_handler_set_format(writer, LINE, NULL) != 0)
        bench_fail(pylog_last_error());
    listener = pylog_queue_listener_new(queue, (pylog_handler *[]){ writer, NULL }, NULL);
    pylog_handler_unref(writer);
    bench_use_core(1);
    if (!listener || pylog_queue_listener_start(listener) != 0)
        bench_fail(pylog_last_error());
    bench_use_core(0);
}

static void stop_listener(void) {
    struct pylog_queue_stats stats;
    pylog_queue_listener_stop(listener);
    pylog_queue_get_stats(queue, &stats);
    bench_dropped((unsigned long)stats.dropped);
}

/* Define a function that sets up a queue with these options. */
#define QUEUE(name, ...)                                                                                     \
    static void name(const char *file) {                                                                     \
        set_up_queue(&(struct pylog_queue_options){ __VA_ARGS__ });                                          \
        start_listener(file);                                                                                \
    }

QUEUE(set_up_queued, .capacity = BENCH_QUEUE)
QUEUE(set_up_queued_ticks, .capacity = BENCH_QUEUE, .clock = PYLOG_CLOCK_TSC)
QUEUE(set_up_block, .capacity = BENCH_SMALL_QUEUE)
QUEUE(set_up_timeout, .capacity = BENCH_SMALL_QUEUE, .timeout = 0.001)
QUEUE(set_up_newest, .capacity = BENCH_SMALL_QUEUE, .overflow = PYLOG_DROP_NEWEST)
QUEUE(set_up_oldest, .capacity = BENCH_SMALL_QUEUE, .overflow = PYLOG_DROP_OLDEST)
QUEUE(set_up_below, .capacity = BENCH_SMALL_QUEUE, .overflow = PYLOG_DROP_BELOW)

static void set_up_alone(const char *file) {
    (void)file;
    set_up_queue(&(struct pylog_queue_options){ .capacity = BENCH_LARGE_QUEUE });
}

/* Loggers that log in turn. */
static void set_up_turns_alone(const char *file) {
    set_up_alone(file);
    for (int i = 0; i < BENCH_FEW_LOGGERS; i++)
        loggers[i] = numbered_logger(i);
}

static void set_up_ticks_alone(const char *file) {
    (void)file;
    set_up_queue(&(struct pylog_queue_options){ .capacity = BENCH_LARGE_QUEUE, .clock = PYLOG_CLOCK_TSC });
}

/* ---- What is measured ------------------------------------------------------------------------ */

#define BENCH_LOCALS pylog_logger *const to = logger;
#define INFO(...)    pylog_info(to, __VA_ARGS__)
#define DEBUG(...)   pylog_debug(to, __VA_ARGS__)
#define WITH_FIELD(...)                                                                                      \
    pylog_log_with(to, PYLOG_INFO,                                                                           \
                   &(struct pylog_call){ .extra = PYLOG_FIELDS(pylog_field_str("user", bench_user)) },             \
                   __VA_ARGS__)

BENCH_LOOPS(info, INFO)
BENCH_LOOPS(debug, DEBUG)
BENCH_LOOP(debug_expensive, DEBUG(BENCH_PRINTF_EXPENSIVE(i)))
BENCH_LOOP(with_field, WITH_FIELD(BENCH_PRINTF_M3(i)))

#undef BENCH_LOCALS
#define BENCH_LOCALS
BENCH_LOOP(many, pylog_info(loggers[i % BENCH_MANY_LOGGERS], BENCH_PRINTF_M3(i)))
BENCH_LOOP(few, pylog_info(loggers[i % BENCH_FEW_LOGGERS], BENCH_PRINTF_M3(i)))
BENCH_LOOP(get_logger, numbered_logger(i))

/* A log function of the program's own. */
__attribute__((noinline)) PYLOG__PRINTF(1, 2) static void own_function(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    pylog_vlog(logger, PYLOG_DEBUG, NULL, format, arguments);
    va_end(arguments);
}
BENCH_LOOPS(function, own_function)

const struct bench_scenario bench_scenarios[] = {
    { "disabled", BENCH_BODIES(debug), set_up_null, NULL },
    { "disabled-deep", BENCH_BODIES(debug), set_up_deep, NULL },
    { "disabled-expensive", BENCH_ONLY_M3(debug_expensive), set_up_null, NULL },
    { "disabled-function", BENCH_BODIES(function), set_up_null, NULL },
    { "null", BENCH_BODIES(info), set_up_null, NULL },
    { "file", BENCH_BODIES(info), set_up_file, NULL },
    { "buffered", BENCH_BODIES(info), set_up_buffered, finish_buffered },
    { "three-handlers", BENCH_BODIES(info), set_up_three, NULL },
    { "queued", BENCH_BODIES(info), set_up_queued, stop_listener },
    { "queued-ticks", BENCH_BODIES(info), set_up_queued_ticks, stop_listener },
    { "queued-alone", BENCH_BODIES(info), set_up_alone, NULL },
    { "queued-turns-alone", BENCH_ONLY_M3(few), set_up_turns_alone, NULL },
    { "queued-ticks-alone", BENCH_BODIES(info), set_up_ticks_alone, NULL },
    { "delivered", BENCH_BODIES(info), set_up_queued, stop_listener },
    { "overload-block", BENCH_BODIES(info), set_up_block, stop_listener },
    { "overload-timeout", BENCH_BODIES(info), set_up_timeout, stop_listener },
    { "overload-newest", BENCH_BODIES(info), set_up_newest, stop_listener },
    { "overload-oldest", BENCH_BODIES(info), set_up_oldest, stop_listener },
    { "overload-below", BENCH_BODIES(info), set_up_below, stop_listener },
    { "field", BENCH_ONLY_M3(with_field), set_up_field, NULL },
    { "filter", BENCH_BODIES(info), set_up_filter, NULL },
    { "deep", BENCH_BODIES(info), set_up_deep, NULL },
    { "many-loggers", BENCH_ONLY_M3(many), set_up_many, NULL },
    { "get-logger", BENCH_ONLY_M3(get_logger), set_up_many, NULL },
    { NULL, { NULL, NULL, NULL }, NULL, NULL },
};
