/* A process forks while another thread of it uses the library for the first time: the child logs, and changes the
 * tree. Nobody hangs. */
#define _POSIX_C_SOURCE 200809L

#include <pylog.h>
#include <stress.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FIRST_USES = 300 };

static pthread_barrier_t both;

static void *use_first(void *data) {
    pthread_barrier_wait(&both);
    pylog_warning(NULL, "first");
    return data;
}

static void spin(size_t turns) {
    for (volatile size_t i = 0; i < turns; i++) {
    }
}

/* In a process that has not used the library yet. */
static int fork_during_first_use(size_t number) {
    if (!freopen("/dev/null", "w", stderr) || pthread_barrier_init(&both, NULL, 2) != 0)
        return 1;
    pthread_t thread = start_thread(use_first, NULL);
    pthread_barrier_wait(&both);
    spin(number * 7 % 20000);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        pylog_warning(NULL, "in the child");
        pylog_logger_set_level(pylog_get_logger("a.b"), PYLOG_DEBUG);
        _exit(0);
    }
    int status = wait_for_child(child);
    join_thread(thread);
    return status != 0;
}

int main(void) {
    size_t count = FIRST_USES * test_scale(), hung = 0, failed = 0;
    struct stress_end *ends = calloc(count, sizeof *ends);
    if (!ends)
        return 1;
    stress_in_children(count, 4, fork_during_first_use, 30, ends);
    for (size_t i = 0; i < count; i++) {
        hung += ends[i].hung;
        failed += ends[i].status != 0;
    }
    free(ends);
    stress_figure("%zu forks during the first use: %zu ended badly, %zu hung", count, failed, hung);
    stress_check(!failed, "none of them does");
    return stress_end();
}
