/* exit() in a handler of a queue's listener: what is queued is written all the same, each record once; also
 * if the handler calls exit again for what comes behind, if another thread waits for room meanwhile, and if threads
 * log while the program's own functions of atexit run. */
#define _DEFAULT_SOURCE 1

#include <parallel.h>
#include <pylog.h>
#include <pylog/handlers.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RECORDS = 200, WHERE = 6, TIMES = 20, LATE = 50 };
/* How it exits. */
enum { ONCE, AT_EACH, WITHOUT_ROOM, BESIDE_LATE, KINDS };

static bool again, beside_late;
static atomic_bool late, late_done; /* exit has come so far; what is logged then has been */

static int exit_at_a_record(pylog_handler *handler, const struct pylog_record *record) {
    static int seen;
    (void)handler, (void)record;
    seen++;
    if (seen == WHERE || (again && seen > WHERE))
        exit(0);
    return 0;
}

/* The last records, in a thread that is not held up by exit. */
static void *log_late(void *unused) {
    while (!atomic_load(&late))
        sleep_milliseconds(1);
    for (int i = RECORDS - LATE; i < RECORDS - 1; i++)
        pylog_info(NULL, "record %d", i);
    atomic_store(&late_done, true);
    return unused;
}

/* It is registered before the library's own, and so called after that. */
static void run_late(void) {
    if (!beside_late)
        return;
    atomic_store(&late, true);
    while (!atomic_load(&late_done))
        sleep_milliseconds(1);
    pylog_info(NULL, "record %d", RECORDS - 1);
}

static void log_all(int kind) {
    static const struct pylog_handler_ops operations = { .name = "Exiting", .emit = exit_at_a_record };
    beside_late = kind == BESIDE_LATE;
    int count = beside_late ? RECORDS - LATE : RECORDS;
    if (beside_late)
        start_thread(log_late, NULL);
    pylog_handler *list[] = { pylog_file_handler_new("exit.log", NULL), pylog_handler_new(&operations, NULL),
                              NULL };
    pylog_queue *queue = pylog_queue_new(
        &(struct pylog_queue_options){ .overflow = kind == WITHOUT_ROOM ? PYLOG_DROP_OLDEST : PYLOG_BLOCK });
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, list, NULL);
    pylog_logger_add_handler(NULL, pylog_queue_handler_new(queue));
    pylog_logger_set_level(NULL, PYLOG_INFO);
    again = kind == AT_EACH;
    for (int i = 0; i < count; i++) {
        if (i % 3 == 0)
            pylog_log_with(NULL, PYLOG_INFO, &(struct pylog_call){ .stack_info = false }, "record %d %ls", i,
                           L"copied");
        else
            pylog_info(NULL, "record %d", i);
    }
    pylog_queue_listener_start(listener);
    pause();
}

static bool is_whole(void) {
    size_t wrong = count_wrong_records("exit.log", RECORDS);
    if (wrong)
        printf("%zu of %d records missing or there twice\n", wrong, RECORDS);
    return !wrong;
}

int main(void) {
    int bad = 0;
    must_end_within(120 * (unsigned)test_scale());
    atexit(run_late);
    for (size_t i = 0; i < TIMES * test_scale(); i++) {
        remove("exit.log");
        fflush(NULL);
        pid_t child = fork();
        if (!child) {
            alarm(30);
            log_all((int)(i % KINDS));
        }
        if (wait_for_child(child) != 0 || !is_whole()) {
            printf("round %zu\n", i);
            bad++;
        }
    }
    return bad ? 1 : 0;
}
