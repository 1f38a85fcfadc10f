/* The yardsticks: an empty loop, one write(2) of a ready line, a bare file writer with a formatter of its own
 * and the bare ring (ring.h), all without loggers, records, filters or choices. What they take is what a
 * logger cannot go below by much. The lines of the bare writer are also what the lines of every library are
 * compared with. */
#include "../driver.h"
#include "../ticks.h"
#include "ring.h"
#include "text.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE_SIZE = 1024, FILES = 3, BATCH = 64 * 1024 };

static int files[FILES];
static int open_files;
static int level = 20;

const char *bench_version(void) {
    return "of this tree";
}

/* ---- Lines ----------------------------------------------------------------------------------- */

struct list {
    va_list arguments;
};

ALWAYS_INLINE struct value next_argument(void *from, char conversion) {
    struct list *list = from;
    struct value value = { .length = 0 };
    switch (conversion) {
    case 'l': value.is.integer = va_arg(list->arguments, long); break;
    case 'u':
    case '0': value.is.integer = va_arg(list->arguments, unsigned); break;
    case '.': value.is.number = va_arg(list->arguments, double); break;
    case 's':
        value.is.text = va_arg(list->arguments, const char *);
        value.length = strlen(value.is.text);
        break;
    default: value.is.integer = va_arg(list->arguments, int);
    }
    return value;
}

/* Returns the length. */
ALWAYS_INLINE size_t format_line(char *line, const char *name, const char *tail, const char *format,
                                 struct list *list) {
    char *out = put_text(put_time(line, bench_realtime()), " - ");
    out = put_text(out, name);
    out = put_text(out, " - INFO - ");
    out = put_message(out, format, next_argument, list);
    out = put_text(out, tail);
    *out++ = '\n';
    return (size_t)(out - line);
}

static void write_line(const char *line, size_t length) {
    for (int i = 0; i < open_files; i++)
        if (write(files[i], line, length) != (ssize_t)length)
            bench_fail("write");
}

/* Define a function that formats a line with this name and tail, and then does `use` with it. */
#define LINE_FUNCTION(function, name, tail, use)                                                             \
    __attribute__((noinline, format(printf, 1, 2))) static void function(const char *format, ...) {          \
        char line[LINE_SIZE];                                                                                \
        struct list list;                                                                                    \
        va_start(list.arguments, format);                                                                    \
        size_t length = format_line(line, name, tail, format, &list);                                        \
        va_end(list.arguments);                                                                              \
        use(line, length);                                                                                   \
    }

LINE_FUNCTION(log_line, BENCH_LOGGER, "", write_line)
LINE_FUNCTION(log_with_field, BENCH_LOGGER, " - alice", write_line)

static char numbered_name[32];
LINE_FUNCTION(log_numbered, numbered_name, "", write_line)

/* ---- A buffer: lines are formatted before the lock is taken ---------------------------------- */

static struct {
    pthread_mutex_t lock;
    size_t used;
    char bytes[BATCH + LINE_SIZE];
} buffer = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void write_buffer(void) {
    write_line(buffer.bytes, buffer.used);
    buffer.used = 0;
}

static void buffer_line(const char *line, size_t length) {
    pthread_mutex_lock(&buffer.lock);
    memcpy(buffer.bytes + buffer.used, line, length);
    buffer.used += length;
    if (buffer.used >= BATCH)
        write_buffer();
    pthread_mutex_unlock(&buffer.lock);
}

LINE_FUNCTION(log_buffered, BENCH_LOGGER, "", buffer_line)

/* ---- One line, as long as most, again and again ---------------------------------------------- */

__attribute__((noinline, format(printf, 4, 5))) static void
copies(void (*use)(const char *, size_t), long first, long last, const char *format, ...) {
    char line[LINE_SIZE];
    struct list list;
    va_start(list.arguments, format);
    size_t length = format_line(line, BENCH_LOGGER, "", format, &list);
    va_end(list.arguments);
    for (long i = first; i < last; i++)
        use(line, length);
}

#define COPIES(name, use, MESSAGE)                                                                           \
    static void name(long first, long last) {                                                                \
        copies(use, first, last, MESSAGE(last - 1));                                                         \
    }

COPIES(write_m1, write_line, BENCH_PRINTF_M1)
COPIES(write_m3, write_line, BENCH_PRINTF_M3)
COPIES(write_m10, write_line, BENCH_PRINTF_M10)
COPIES(copy_m1, buffer_line, BENCH_PRINTF_M1)
COPIES(copy_m3, buffer_line, BENCH_PRINTF_M3)
COPIES(copy_m10, buffer_line, BENCH_PRINTF_M10)

/* ---- What is set up -------------------------------------------------------------------------- */

static void open_next(const char *file) {
    int opened = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (opened < 0)
        bench_fail(file);
    files[open_files++] = opened;
}

static void open_three(const char *file) {
    open_next(file);
    open_next(bench_further_file(file, 2));
    open_next(bench_further_file(file, 3));
}

static void start_ring(const char *file, struct ring_options options) {
    open_next(file);
    ring_start(files[0], &options);
}

static void start_queue(const char *file) {
    start_ring(file, (struct ring_options){ .capacity = BENCH_QUEUE });
}
static void start_queue_with_ticks(const char *file) {
    start_ring(file, (struct ring_options){ .capacity = BENCH_QUEUE, .ticks = true });
}
static void start_small_queue(const char *file) {
    start_ring(file, (struct ring_options){ .capacity = BENCH_SMALL_QUEUE });
}
static void start_small_queue_that_drops(const char *file) {
    start_ring(file, (struct ring_options){ .capacity = BENCH_SMALL_QUEUE, .drop = true });
}
static void begin_large_queue(const char *file) {
    (void)file;
    ring_begin(&(struct ring_options){ .capacity = BENCH_LARGE_QUEUE });
}
static void begin_large_queue_with_ticks(const char *file) {
    (void)file;
    ring_begin(&(struct ring_options){ .capacity = BENCH_LARGE_QUEUE, .ticks = true });
}

static void stop_queue(void) {
    bench_dropped(ring_stop());
}

/* ---- Scenarios ------------------------------------------------------------------------------- */

#define BENCH_LOCALS
#define IF_ENABLED(...)                                                                                      \
    if (__atomic_load_n(&level, __ATOMIC_RELAXED) <= 10)                                                     \
    log_line(__VA_ARGS__)

BENCH_LOOP(empty, (void)0)
BENCH_LOOPS(disabled, IF_ENABLED)
BENCH_LOOPS(line, log_line)
BENCH_LOOPS(buffered, log_buffered)
BENCH_LOOPS(queued, RING_LOG)
BENCH_LOOP(field, log_with_field(BENCH_PRINTF_M3(i)))

static void many(long first, long last) {
    for (long i = first; i < last; i++) {
        snprintf(numbered_name, sizeof numbered_name, BENCH_LOGGER ".%05ld", i % BENCH_MANY_LOGGERS);
        log_numbered(BENCH_PRINTF_M3(i));
    }
}

const struct bench_scenario bench_scenarios[] = {
    { "empty", { empty, empty, empty }, NULL, NULL },
    { "disabled", BENCH_BODIES(disabled), NULL, NULL },
    { "write", BENCH_BODIES(write), open_next, NULL },
    { "write-three", BENCH_BODIES(write), open_three, NULL },
    { "file", BENCH_BODIES(line), open_next, NULL },
    { "three-handlers", BENCH_BODIES(line), open_three, NULL },
    { "copy", BENCH_BODIES(copy), open_next, write_buffer },
    { "buffered", BENCH_BODIES(buffered), open_next, write_buffer },
    { "field", BENCH_ONLY_M3(field), open_next, NULL },
    { "many-loggers", BENCH_ONLY_M3(many), open_next, NULL },
    { "queued", BENCH_BODIES(queued), start_queue, stop_queue },
    { "queued-ticks", BENCH_BODIES(queued), start_queue_with_ticks, stop_queue },
    { "queued-alone", BENCH_BODIES(queued), begin_large_queue, NULL },
    { "queued-ticks-alone", BENCH_BODIES(queued), begin_large_queue_with_ticks, NULL },
    { "delivered", BENCH_BODIES(queued), start_queue, stop_queue },
    { "overload-block", BENCH_BODIES(queued), start_small_queue, stop_queue },
    { "overload-newest", BENCH_BODIES(queued), start_small_queue_that_drops, stop_queue },
    { NULL, { NULL, NULL, NULL }, NULL, NULL },
};
