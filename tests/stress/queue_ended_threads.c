/* Many threads log into a queue at once, and end: their rings are given back. */
#define _DEFAULT_SOURCE 1

#include <parallel.h>
#include <pylog.h>
#include <pylog/handlers.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS = 200, MOST_MORE = 3 * 1024 }; /* kilobytes; the rings of all would be 12,800 and more */

static pthread_barrier_t all;

static void *log_one(void *number) {
    pylog_info(NULL, "from thread %p", number);
    pthread_barrier_wait(&all);
    return NULL;
}

static void run_threads(size_t count) {
    pthread_t threads[THREADS];
    pthread_barrier_init(&all, NULL, (unsigned)count);
    for (size_t i = 0; i < count; i++)
        threads[i] = start_thread(log_one, NULL);
    for (size_t i = 0; i < count; i++)
        join_thread(threads[i]);
    pthread_barrier_destroy(&all);
    pylog_flush(10);
}

static long resident_kilobytes(void) {
    long pages = 0, unused;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &unused, &pages) != 2)
        pages = 0;
    if (file)
        fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

int main(void) {
    must_end_within(120 * (unsigned)test_scale());
    pylog_handler *list[] = { pylog_null_handler_new(), NULL };
    pylog_queue *queue = pylog_queue_new(NULL);
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, list, NULL);
    pylog_logger_add_handler(NULL, pylog_queue_handler_new(queue));
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_queue_listener_start(listener);
    run_threads(2);
    long before = resident_kilobytes(), more = 0;
    for (size_t round = 0; round < test_scale(); round++) {
        run_threads(THREADS);
        more = resident_kilobytes() - before;
    }
    struct pylog_queue_stats stats;
    pylog_queue_get_stats(queue, &stats);
    printf("%llu records taken of %llu, %ld KiB more than before\n", (unsigned long long)stats.taken,
           (unsigned long long)stats.put, more);
    return stats.taken == 2 + THREADS * test_scale() && stats.put == stats.taken && more < MOST_MORE ? 0 : 1;
}
