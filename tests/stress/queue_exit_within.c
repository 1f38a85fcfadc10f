/* exit() in a handler that stands on both sides of a queue, with its lock held, in a thread that is not the
 * listener's, while the listener wants that lock: what is queued is written all the same, each record once, and
 * soon. */
#define _DEFAULT_SOURCE 1

#include <parallel.h>
#include <pylog.h>
#include <pylog/handlers.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RECORDS = 200, TIMES = 10 };

static int kind; /* 0: exit; 1: quick_exit; 2: exit, with the handler acquired by the program, too */
static FILE *out;
static pylog_handler *both;

static int write_or_exit(pylog_handler *handler, const struct pylog_record *record) {
    if (strcmp(record->name, "direct") != 0) {
        fprintf(out, "%s\n", pylog_record_message(record, NULL));
        fflush(out);
        return 0;
    }
    for (int i = RECORDS / 2; i < RECORDS; i++)
        pylog_info(NULL, "record %d", i);
    sleep_milliseconds(2); /* the listener is waiting for this handler by now */
    if (kind == 2)
        pylog_handler_acquire(handler);
    if (kind == 1)
        quick_exit(0);
    exit(0);
}

static void *log_directly(void *unused) {
    pylog_info(pylog_get_logger("direct"), "the last");
    return unused;
}

static void log_all(void) {
    static const struct pylog_handler_ops operations = { .name = "Both", .emit = write_or_exit };
    out = fopen("within.log", "w");
    both = pylog_handler_new(&operations, NULL);
    pylog_handler *list[] = { both, NULL };
    pylog_queue *queue = pylog_queue_new(NULL);
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, list, NULL);
    pylog_logger_add_handler(NULL, pylog_queue_handler_new(queue));
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_logger_add_handler(pylog_get_logger("direct"), both);
    pylog_logger_set_propagate(pylog_get_logger("direct"), false);
    pylog_queue_listener_start(listener);
    for (int i = 0; i < RECORDS / 2; i++)
        pylog_info(NULL, "record %d", i);
    start_thread(log_directly, NULL);
    pause();
}

int main(void) {
    int bad = 0;
    must_end_within(120 * (unsigned)test_scale());
    time_t before = time(NULL);
    for (size_t i = 0; i < TIMES * test_scale(); i++) {
        remove("within.log");
        fflush(NULL);
        kind = (int)(i % 3);
        pid_t child = fork();
        if (!child) {
            alarm(30);
            log_all();
        }
        int status = wait_for_child(child);
        size_t wrong = count_wrong_records("within.log", RECORDS);
        if (status || wrong) {
            printf("round %zu: status %d, %zu of %d records missing or there twice\n", i, status, wrong, RECORDS);
            bad++;
        }
    }
    double took = difftime(time(NULL), before);
    printf("%d bad rounds of %zu, %.0f s\n", bad, TIMES * test_scale(), took);
    return bad || took > 40 * (double)test_scale() ? 1 : 0;
}
