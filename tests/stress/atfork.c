/* The program's own pthread_atfork handlers log, in prepare, parent and child, whenever they were registered, while
 * other threads log. No record is missing, and nobody hangs. */
#define _POSIX_C_SOURCE 200809L

#include <parallel.h>
#include <pylog.h>
#include <pylog/handlers.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORKS = 100, THREADS = 2 };

static atomic_bool stopped;

static void log_in_prepare(void) {
    pylog_info(NULL, "prepare");
}

static void log_in_parent(void) {
    pylog_info(NULL, "parent");
}

static void log_in_child(void) {
    pylog_info(NULL, "child");
}

/* Each record is there as often as that. */
static size_t times;

static void register_handlers(void) {
    if (pthread_atfork(log_in_prepare, log_in_parent, log_in_child) != 0)
        abort();
    times++;
}

__attribute__((constructor)) static void register_at_load(void) {
    register_handlers();
}

static void *log_on(void *data) {
    for (unsigned i = 1; !atomic_load(&stopped); i++) {
        pylog_debug(pylog_get_logger("busy"), "busy");
        if (i % 50 == 0)
            sleep_milliseconds(1);
    }
    return data;
}

static size_t count_lines(const char *path, const char *end) {
    char line[256];
    size_t count = 0;
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        count += strstr(line, end) != NULL;
    if (file)
        fclose(file);
    return count;
}

static int fork_with_handlers(const char *path, pylog_queue *queue) {
    pthread_t threads[THREADS];
    size_t forks = FORKS * test_scale();
    remove(path);
    if (pylog_basic_config(&(struct pylog_config){ .filename = path,
                                                   .level = PYLOG_DEBUG,
                                                   .format = "%(asctime)s %(message)s",
                                                   .queue = queue,
                                                   .force = true }))
        return 1;
    atomic_store(&stopped, false);
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(log_on, NULL);
    for (size_t i = 0; i < forks; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(pylog_flush(5) == 0 ? 0 : 1);
        if (child < 0 || wait_for_child(child) != 0)
            return 1;
    }
    atomic_store(&stopped, true);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    pylog_flush(5);
    size_t prepare = count_lines(path, " prepare\n"), parent = count_lines(path, " parent\n"),
           child = count_lines(path, " child\n");
    printf("%s: of %zu: %zu in prepare, %zu in the parent, %zu in the child\n", path, times * forks, prepare, parent,
           child);
    return prepare != times * forks || parent != times * forks || child != times * forks;
}

int main(void) {
    must_end_within(200);
    register_handlers();
    int failed = fork_with_handlers("direct.log", NULL);
    register_handlers();
    failed |= fork_with_handlers("queued.log", pylog_queue_new(&(struct pylog_queue_options){ .capacity = 65536 }));
    return failed;
}
