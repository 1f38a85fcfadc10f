/* fork while a listener holds back what it writes: a child's first thread, which may look like the listener's
 * to the system, writes into the same file at once, directly. */
#define _DEFAULT_SOURCE 1

#include <parallel.h>
#include <pylog.h>
#include <pylog/handlers.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORKS = 20 };

static atomic_size_t entered;

static int wait_a_while(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    atomic_fetch_add(&entered, 1);
    sleep_milliseconds(700); /* longer than a fork waits for the queue */
    return 0;
}

static bool is_in_file(const char *text) {
    char line[100];
    bool found = false;
    FILE *file = fopen("batch.log", "r");
    while (file && !found && fgets(line, sizeof line, file))
        found = strstr(line, text) != NULL;
    if (file)
        fclose(file);
    return found;
}

static void *log_from_child(void *number) {
    char text[40];
    snprintf(text, sizeof text, "child %d.", *(int *)number);
    pylog_info(pylog_get_logger("direct"), "%s", text);
    _exit(is_in_file(text) ? 0 : 1);
}

int main(void) {
    static const struct pylog_handler_ops operations = { .name = "Slow", .emit = wait_a_while };
    int bad = 0;
    must_end_within(100 * (unsigned)test_scale());
    remove("batch.log");
    pylog_handler *file = pylog_file_handler_new("batch.log", NULL);
    pylog_handler *list[] = { file, pylog_handler_new(&operations, NULL), NULL };
    pylog_basic_config(&(struct pylog_config){
        .handlers = list, .level = PYLOG_INFO, .queue = pylog_queue_new(NULL) });
    pylog_logger_add_handler(pylog_get_logger("direct"), file);
    pylog_logger_set_propagate(pylog_get_logger("direct"), false);
    for (int i = 0; i < FORKS * (int)test_scale() / 4; i++) {
        size_t before = atomic_load(&entered);
        pylog_info(NULL, "round %d", i);
        while (atomic_load(&entered) == before)
            sleep_milliseconds(1);
        pid_t child = fork();
        if (!child) {
            alarm(30);
            pthread_t thread;
            pthread_create(&thread, NULL, log_from_child, &i);
            pthread_join(thread, NULL);
            _exit(2);
        }
        bad += wait_for_child(child) != 0;
        pylog_flush(10);
    }
    printf("%d children whose record was not in the file when the call had returned\n", bad);
    return bad ? 1 : 0;
}
