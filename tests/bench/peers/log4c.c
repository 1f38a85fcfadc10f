/* log4c: a stream, unbuffered but where lines are buffered. Layout and appender are the program's own, since
 * none of log4c's layouts has the line, and its stream appenders put their name before it. */
#include "../driver.h"

#include <log4c.h>
#include <stdio.h>
#include <time.h>

#define TEXT_OF(number) #number
#define TEXT(number)    TEXT_OF(number)

static log4c_category_t *category;
static const char *shown_name;
static int buffering = _IONBF;

const char *bench_version(void) {
    return TEXT(LOG4C_MAJOR_VERSION) "." TEXT(LOG4C_MINOR_VERSION) "." TEXT(LOG4C_MICRO_VERSION);
}

/* Each thread keeps the current second's text, as it would in a program that cares. */
static const char *format_line(const log4c_layout_t *layout, const log4c_logging_event_t *event) {
    static _Thread_local time_t second = -1;
    static _Thread_local struct tm broken_down;
    static _Thread_local char line[1024];
    (void)layout;
    if (event->evt_timestamp.tv_sec != second) {
        second = event->evt_timestamp.tv_sec;
        localtime_r(&second, &broken_down);
    }
    bench_time_text(line, &broken_down, (int)(event->evt_timestamp.tv_usec / 1000));
    snprintf(line + BENCH_TIME_LENGTH, sizeof line - BENCH_TIME_LENGTH, " - %s - %s - %s\n",
             shown_name ? shown_name : event->evt_category, log4c_priority_to_string(event->evt_priority),
             event->evt_msg);
    return line;
}

static int append_line(log4c_appender_t *appender, const log4c_logging_event_t *event) {
    FILE *stream = log4c_appender_get_udata(appender);
    return fputs(event->evt_rendered_msg, stream) < 0 ? -1 : 0;
}

static const log4c_layout_type_t line_layout = { "bench line", format_line };
static const log4c_appender_type_t stream_appender = { "bench stream", NULL, append_line, NULL };

static void append_to(log4c_category_t *to, const char *file) {
    FILE *stream = fopen(file, "a");
    if (!stream)
        bench_fail(file);
    setvbuf(stream, NULL, buffering, buffering == _IONBF ? 0 : 64 * 1024);
    log4c_layout_t *layout = log4c_layout_get(file);
    log4c_layout_set_type(layout, &line_layout);
    log4c_appender_t *appender = log4c_appender_get(file);
    log4c_appender_set_type(appender, &stream_appender);
    log4c_appender_set_layout(appender, layout);
    log4c_appender_set_udata(appender, stream);
    log4c_category_set_appender(to, appender);
}

static void set_up(const char *name) {
    log4c_init();
    category = log4c_category_get(name);
    log4c_category_set_priority(category, LOG4C_PRIORITY_INFO);
}

static void set_up_nothing(const char *file) {
    (void)file;
    set_up(BENCH_LOGGER);
}

static void set_up_file(const char *file) {
    set_up(BENCH_LOGGER);
    append_to(category, file);
}

static void set_up_buffered(const char *file) {
    buffering = _IOFBF;
    set_up_file(file);
}

static void finish_buffered(void) {
    fflush(NULL);
}

/* A category has one appender, so the others belong to its ancestors. */
static void set_up_three(const char *file) {
    set_up("n.n." BENCH_LOGGER);
    shown_name = BENCH_LOGGER;
    append_to(category, file);
    append_to(log4c_category_get("n.n"), bench_further_file(file, 2));
    append_to(log4c_category_get("n"), bench_further_file(file, 3));
}

static void set_up_deep(const char *file) {
    set_up(BENCH_DEEP_LOGGER);
    shown_name = BENCH_LOGGER;
    append_to(log4c_category_get("n"), file);
}

#define BENCH_LOCALS log4c_category_t *const to = category;
#define INFO(...)    log4c_category_info(to, __VA_ARGS__)
#define DEBUG(...)   log4c_category_debug(to, __VA_ARGS__)

BENCH_LOOPS(info, INFO)
BENCH_LOOPS(debug, DEBUG)
BENCH_LOOP(debug_expensive, DEBUG(BENCH_PRINTF_EXPENSIVE(i)))

const struct bench_scenario bench_scenarios[] = {
    { "disabled", BENCH_BODIES(debug), set_up_nothing, NULL },
    { "disabled-expensive", BENCH_ONLY_M3(debug_expensive), set_up_nothing, NULL },
    { "file", BENCH_BODIES(info), set_up_file, NULL },
    { "buffered", BENCH_BODIES(info), set_up_buffered, finish_buffered },
    { "three-handlers", BENCH_BODIES(info), set_up_three, NULL },
    { "deep", BENCH_BODIES(info), set_up_deep, NULL },
    { NULL, { NULL, NULL, NULL }, NULL, NULL },
};
