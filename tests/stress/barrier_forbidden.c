/* A sandbox forbids membarrier after the library has begun to use it: what reconfigurations replace is closed all the
 * same, while other threads log, and the program is told once. */
#define _GNU_SOURCE

#include <stress.h>

#if defined(__linux__)
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pylog.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CONFIGURATIONS = 20, THREADS = 2 };

static atomic_bool stopped;

static void *log_on(void *data) {
    while (!atomic_load(&stopped)) {
        pylog_warning(NULL, "x");
        sleep_milliseconds(1);
    }
    return data;
}

static bool forbid_barrier(void) {
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0), /* the system call's number */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_membarrier, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = { sizeof steps / sizeof *steps, steps };
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static size_t count_told(void) {
    char line[256];
    size_t count = 0;
    FILE *file = fopen("told.txt", "r");
    while (file && fgets(line, sizeof line, file))
        count++;
    if (file)
        fclose(file);
    return count;
}

int main(void) {
    pthread_t threads[THREADS];
    must_end_within(200);
    pylog_basic_config(&(struct pylog_config){ .filename = "first.log" });
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(log_on, NULL);
    if (syscall(SYS_membarrier, 8, 0, 0) != 0 || !forbid_barrier())
        stress_skip("no membarrier, or no filter for system calls, to be had");
    if (!freopen("told.txt", "w", stderr))
        return 1;
    int before = stress_open_descriptors();
    for (int i = 0; i < CONFIGURATIONS; i++) {
        char name[32];
        snprintf(name, sizeof name, "%d.log", i);
        pylog_basic_config(&(struct pylog_config){ .filename = name, .force = true });
    }
    atomic_store(&stopped, true);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    int more = stress_open_descriptors() - before;
    fflush(stderr);
    stress_figure("%d configurations: %d descriptors more, told %zu times", CONFIGURATIONS, more, count_told());
    stress_check(more <= 1, "files that were replaced are closed");
    stress_check(count_told() == 1, "it is told once");
    return stress_end();
}
#else
int main(void) {
    stress_skip("no membarrier here");
}
#endif
