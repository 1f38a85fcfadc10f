/* Threads are cancelled while they log into a queue that is full, so while they wait for room, and while they
 * read from one: the others go on, and so does exit. */
#define _POSIX_C_SOURCE 200809L

#include <parallel.h>
#include <pylog.h>
#include <pylog/handlers.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { ROUNDS = 20 };

static atomic_size_t last;

static int be_slow(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    sleep_milliseconds(1);
    if (strcmp(pylog_record_message(record, NULL), "last") == 0)
        atomic_fetch_add(&last, 1);
    return 0;
}

static void *log_on(void *data) {
    for (;;) {
        pylog_info(NULL, "%0200d", 1);
        pthread_testcancel();
    }
    return data;
}

static void *read_on(void *queue) {
    for (;;) {
        pylog_record_free(pylog_queue_get(queue, 0.01));
        pthread_testcancel();
    }
    return NULL;
}

int main(void) {
    static const struct pylog_handler_ops operations = { .name = "Slow", .emit = be_slow };
    must_end_within(120 * (unsigned)test_scale());
    pylog_handler *list[] = { pylog_handler_new(&operations, NULL), NULL };
    pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){ .capacity = 1024 });
    pylog_queue *read = pylog_queue_new(NULL);
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, list, NULL);
    pylog_logger_add_handler(NULL, pylog_queue_handler_new(queue));
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_queue_listener_start(listener);
    for (size_t i = 0; i < ROUNDS * test_scale(); i++) {
        pthread_t writer = start_thread(log_on, NULL), reader = start_thread(read_on, read);
        sleep_milliseconds(10);
        pthread_cancel(writer);
        pthread_cancel(reader);
        join_thread(writer);
        join_thread(reader);
    }
    pylog_info(NULL, "last");
    int result = pylog_flush(10);
    printf("flush: %d, the last record: %zu\n", result, atomic_load(&last));
    return result == 0 && atomic_load(&last) == 1 ? 0 : 1;
}
