/* A handler ends the thread that it is called in: the listener's, again and again, and after pylog_shutdown that
 * of a log call. What comes behind goes to the handlers all the same, each record once, and nobody waits for the
 * thread that is gone. */
#define _DEFAULT_SOURCE 1

#include <parallel.h>
#include <pylog.h>
#include <pylog/handlers.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { RECORDS = 200, EACH = 10 };

static atomic_uchar *times; /* that each record came to the handler in front */
static size_t records;
static atomic_int ended;

static int note(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    size_t number = strtoul(pylog_record_message(record, NULL), NULL, 10);
    if (number < records)
        atomic_fetch_add(&times[number], 1);
    return 0;
}

static int end_some_threads(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    if (atoi(pylog_record_message(record, NULL)) % EACH != 5)
        return 0;
    atomic_fetch_add(&ended, 1);
    pthread_exit(NULL);
}

static void *log_some(void *from) {
    size_t first = *(size_t *)from;
    for (size_t i = first; i < first + records / 4; i++)
        pylog_info(NULL, "%zu", i);
    return NULL;
}

static void *log_one(void *number) {
    pylog_info(NULL, "%zu", *(size_t *)number);
    return NULL;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t count_wrong(size_t from, size_t to) {
    size_t wrong = 0;
    for (size_t i = from; i < to; i++)
        wrong += atomic_load(&times[i]) != 1;
    return wrong;
}

static int run(enum pylog_overflow overflow) {
    static const struct pylog_handler_ops noting = { .name = "Noting", .emit = note },
                                          ending = { .name = "Ending", .emit = end_some_threads };
    records = RECORDS * test_scale();
    times = calloc(records, sizeof *times);
    pylog_handler *list[] = { pylog_handler_new(&noting, NULL), pylog_file_handler_new("ended.log", NULL),
                              pylog_handler_new(&ending, NULL), NULL };
    pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){ .overflow = overflow });
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, list, NULL);
    pylog_logger_add_handler(NULL, pylog_queue_handler_new(queue));
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_queue_listener_start(listener);
    double before = seconds();
    pthread_t threads[2];
    size_t from[] = { 0, records / 4 };
    for (int i = 0; i < 2; i++)
        threads[i] = start_thread(log_some, &from[i]);
    for (int i = 0; i < 2; i++)
        join_thread(threads[i]);
    int flushed = pylog_flush(10);
    size_t wrong = count_wrong(0, records / 2);
    pylog_shutdown();
    for (size_t i = records / 2; i < records; i++)
        join_thread(start_thread(log_one, &i));
    size_t wrong_after = count_wrong(records / 2, records);
    double took = seconds() - before;
    printf("overflow %d: %d threads ended, flush %d, %zu and %zu wrong of %zu, %.1f s\n", (int)overflow,
           atomic_load(&ended), flushed, wrong, wrong_after, records, took);
    return flushed || wrong || wrong_after || (size_t)atomic_load(&ended) != records / EACH ||
           took > 9.5 * (double)test_scale();
}

int main(void) {
    const enum pylog_overflow overflows[] = { PYLOG_BLOCK, PYLOG_DROP_OLDEST };
    int bad = 0;
    must_end_within(120 * (unsigned)test_scale());
    for (int i = 0; i < 2; i++) {
        fflush(NULL);
        int child = fork();
        if (!child)
            exit(run(overflows[i]));
        bad += wait_for_child(child) != 0;
    }
    return bad ? 1 : 0;
}
