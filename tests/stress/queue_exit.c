/* exit() in a handler of a queue's listener: what is queued is written all the same, each record once; also
 * if the handler calls exit again for what comes behind, and if another thread waits for room meanwhile. */
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

enum { RECORDS = 200, WHERE = 6, TIMES = 20 };

static bool again;

static int exit_at_a_record(pylog_handler *handler, const struct pylog_record *record) {
    static int seen;
    (void)handler, (void)record;
    seen++;
    if (seen == WHERE || (again && seen > WHERE))
        exit(0);
    return 0;
}

static void log_all(int kind) {
    static const struct pylog_handler_ops operations = { .name = "Exiting", .emit = exit_at_a_record };
    pylog_handler *list[] = { pylog_file_handler_new("exit.log", NULL), pylog_handler_new(&operations, NULL),
                              NULL };
    pylog_queue *queue = pylog_queue_new(
        &(struct pylog_queue_options){ .overflow = kind == 2 ? PYLOG_DROP_OLDEST : PYLOG_BLOCK });
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, list, NULL);
    pylog_logger_add_handler(NULL, pylog_queue_handler_new(queue));
    pylog_logger_set_level(NULL, PYLOG_INFO);
    again = kind == 1;
    for (int i = 0; i < RECORDS; i++) {
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
    unsigned char times[RECORDS] = { 0 };
    char line[100];
    int wrong = 0, number;
    FILE *file = fopen("exit.log", "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "record %d", &number) == 1 && number >= 0 && number < RECORDS)
            times[number]++;
    if (file)
        fclose(file);
    for (int i = 0; i < RECORDS; i++)
        wrong += times[i] != 1;
    if (wrong)
        printf("%d of %d records missing or there twice\n", wrong, RECORDS);
    return !wrong;
}

int main(void) {
    int bad = 0;
    must_end_within(120 * (unsigned)test_scale());
    for (size_t i = 0; i < TIMES * test_scale(); i++) {
        remove("exit.log");
        fflush(NULL);
        pid_t child = fork();
        if (!child) {
            alarm(30);
            log_all((int)(i % 3));
        }
        if (wait_for_child(child) != 0 || !is_whole()) {
            printf("round %zu\n", i);
            bad++;
        }
    }
    return bad ? 1 : 0;
}
