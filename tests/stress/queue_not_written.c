/* The handler of a queue's listener never comes back, and the program exits: exit ends within its bound, and how many
 * records could not be written is told on stderr. */
#define _DEFAULT_SOURCE 1

#include <capture.h>
#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WRITTEN = 5, STUCK_AT = WRITTEN, RECORDS = 23 };

/* ---- The program that exits ------------------------------------------------------------------- */

static struct gate never = GATE_CLOSED, entered = GATE_CLOSED;

static int get_stuck(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    if (atoi(pylog_record_message(record, NULL)) < STUCK_AT)
        return 0;
    gate_open(&entered);
    gate_pass(&never);
    return 0;
}

static void *exit_here(void *unused) {
    (void)unused;
    exit(0);
}

static void exit_in_main(void) {
    exit(0);
}

static void exit_in_a_thread(void) {
    start_thread(exit_here, NULL);
    gate_pass(&never);
}

static void quick_exit_in_main(void) {
    quick_exit(0);
}

static void shut_down(void) {
    pylog_shutdown();
    _exit(0);
}

static const struct trial {
    const char *name;
    void (*leave)(void);
    enum pylog_overflow overflow;
} trials[] = {
    { "exit", exit_in_main, PYLOG_BLOCK },
    { "exit in a thread", exit_in_a_thread, PYLOG_BLOCK },
    { "quick_exit", quick_exit_in_main, PYLOG_BLOCK },
    { "pylog_shutdown", shut_down, PYLOG_BLOCK },
    { "a queue that drops its oldest", exit_in_main, PYLOG_DROP_OLDEST },
};
enum { TRIALS = sizeof trials / sizeof *trials };

static void name_report(char *out, size_t size, size_t number) {
    snprintf(out, size, "not_written-%zu.txt", number);
}

static int run(size_t number) {
    static const struct pylog_handler_ops operations = { .name = "Stuck", .emit = get_stuck };
    const struct trial *trial = &trials[number];
    char path[64];
    name_report(path, sizeof path, number);
    if (!freopen(path, "w", stderr))
        return 1;
    pylog_handler *list[] = { pylog_handler_new(&operations, NULL), NULL };
    pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){ .overflow = trial->overflow });
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, list, NULL);
    pylog_logger_add_handler(NULL, pylog_queue_handler_new(queue));
    pylog_queue_listener_start(listener);
    for (int i = 0; i < RECORDS; i++)
        pylog_warning(NULL, "%d", i);
    gate_pass(&entered);
    trial->leave();
    return 1;
}

/* ---- What it has said ------------------------------------------------------------------------- */

static void judge(size_t number, const struct stress_end *end) {
    const struct trial *trial = &trials[number];
    char path[64], expected[256];
    name_report(path, sizeof path, number);
    char *report = read_whole_file(path);
    snprintf(expected, sizeof expected,
             "--- Logging error ---\nTimeoutError: %d of the queue's records could not be written in time\n"
             "--- Logging error ---\nTimeoutError: a Stuck is in use by another thread, and is not closed\n",
             RECORDS - WRITTEN);
    stress_check(!end->hung && end->status == 0, "%s: %s, status %d", trial->name, end->hung ? "hung" : "ended",
                 end->status);
    stress_check(report && strcmp(report, expected) == 0, "%s: it says: %s", trial->name, report ? report : "");
    printf("%s: %.1f s\n", trial->name, end->seconds);
    free(report);
    remove(path);
}

int main(void) {
    struct stress_end ends[TRIALS];
    stress_in_children(TRIALS, TRIALS, run, 18, ends); /* 10 in all, and what a busy machine takes */
    for (size_t i = 0; i < TRIALS; i++)
        judge(i, &ends[i]);
    stress_figure("%d ways to exit beside a handler that is stuck", (int)TRIALS);
    return stress_end();
}
