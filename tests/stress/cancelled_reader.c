/* A thread that waits in pylog_queue_get is cancelled: it ends in time, and another one reads on. */
#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <pthread.h>

enum { ROUNDS = 3 };

static pylog_queue *queue;

static void *read_for_ever(void *unused) {
    for (;;)
        pylog_record_free(pylog_queue_get(queue, PYLOG_FOREVER));
    return unused;
}

int main(void) {
    size_t taken = 0;
    must_end_within(30);
    queue = pylog_queue_new(NULL);
    pylog_logger_add_handler(NULL, pylog_queue_handler_new(queue));
    for (int i = 0; i < ROUNDS; i++) {
        pthread_t reader = start_thread(read_for_ever, NULL);
        sleep_milliseconds(20);
        pthread_cancel(reader);
        join_thread(reader);
        pylog_warning(NULL, "after %d", i);
        struct pylog_record *record = pylog_queue_get(queue, 5);
        taken += record != NULL;
        pylog_record_free(record);
    }
    stress_figure("%d readers cancelled, %zu records read afterwards", ROUNDS, taken);
    stress_check(taken == ROUNDS, "others read on");
    return stress_end();
}
