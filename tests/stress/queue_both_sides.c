/* A handler that stands on both sides of a queue: threads within it log into the queue, while it is full, and
 * its listener wants the handler. Before pylog_shutdown and after it nobody hangs, and no record is missing.
 */
#define _POSIX_C_SOURCE 200809L

#include <parallel.h>
#include <pylog.h>
#include <pylog/handlers.h>

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 3, ROUNDS = 20, INNER = 50 };

static atomic_size_t through_queue, direct;

static int count_and_log(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    if (strcmp(record->name, "direct") != 0) {
        atomic_fetch_add(&through_queue, 1);
        return 0;
    }
    atomic_fetch_add(&direct, 1);
    for (int i = 0; i < INNER; i++)
        pylog_info(NULL, "from within, %d of %d", i, INNER);
    return 0;
}

static void *log_to_both(void *number) {
    for (size_t i = 0; i < ROUNDS * test_scale(); i++) {
        pylog_info(pylog_get_logger("direct"), "round %zu", i);
        pylog_info(NULL, "thread %zu, round %zu", (size_t)(uintptr_t)number, i);
    }
    return NULL;
}

static size_t left; /* of the records of one half; 0: all are there */

static void run_half(const char *when) {
    size_t rounds = THREADS * ROUNDS * test_scale();
    atomic_store(&through_queue, 0);
    atomic_store(&direct, 0);
    run_in_threads(THREADS, log_to_both);
    pylog_flush(10);
    left = rounds * (INNER + 1) + rounds - atomic_load(&through_queue) - atomic_load(&direct);
    printf("%s: %zu records missing of %zu\n", when, left, rounds * (INNER + 2));
}

int main(void) {
    static const struct pylog_handler_ops operations = { .name = "Both", .emit = count_and_log };
    must_end_within(120 * (unsigned)test_scale());
    pylog_handler *both = pylog_handler_new(&operations, NULL), *handlers[] = { both, NULL };
    pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){ .capacity = 1024 });
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, handlers, NULL);
    pylog_handler *putter = pylog_queue_handler_new(queue);
    pylog_logger_add_handler(NULL, putter);
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_logger_add_handler(pylog_get_logger("direct"), both);
    pylog_logger_set_propagate(pylog_get_logger("direct"), false);
    pylog_queue_listener_start(listener);
    run_half("with a listener");
    size_t missing = left;
    pylog_shutdown();
    run_half("after shutdown");
    return missing + left ? 1 : 0;
}
