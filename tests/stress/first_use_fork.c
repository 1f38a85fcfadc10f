/* A process forks while another thread of it uses the library for the first time: the child logs, and changes the
 * tree. Nobody hangs. */
#define _POSIX_C_SOURCE 200809L

#include <parallel.h>
#include <pylog.h>

#include <pthread.h>
#include <stdio.h>
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
static int fork_during_first_use(size_t turns) {
    alarm(20);
    if (!freopen("/dev/null", "w", stderr) || pthread_barrier_init(&both, NULL, 2) != 0)
        return 1;
    pthread_t thread = start_thread(use_first, NULL);
    pthread_barrier_wait(&both);
    spin(turns);
    pid_t child = fork();
    if (child == 0) {
        alarm(10);
        pylog_warning(NULL, "in the child");
        _exit(pylog_logger_set_level(pylog_get_logger("a.b"), PYLOG_DEBUG) != 0);
    }
    int status = wait_for_child(child);
    join_thread(thread);
    return status;
}

int main(void) {
    size_t count = FIRST_USES * test_scale(), failed = 0;
    must_end_within(60);
    for (size_t i = 0; i < count; i++) {
        pid_t process = fork();
        if (process == 0)
            _exit(fork_during_first_use(i * 7 % 20000) != 0);
        failed += wait_for_child(process) != 0;
    }
    printf("%zu of %zu forks during the first use ended badly\n", failed, count);
    return failed != 0;
}
