/* A sandbox that is set up after the queue forbids the barrier: no record waits for another one to be
 * written. */
#define _DEFAULT_SOURCE 1

#include <parallel.h>
#include <pylog.h>
#include <pylog/handlers.h>

#include <stdatomic.h>
#include <stdio.h>

#if defined(__linux__) && defined(__x86_64__)
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static bool forbid_barriers(void) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_membarrier, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
#else
static bool forbid_barriers(void) {
    return false;
}
#endif

enum { ROUNDS = 1000, THREADS = 2 };

static atomic_size_t written;

static int count(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    atomic_fetch_add(&written, 1);
    return 0;
}

static void *log_many(void *data) {
    for (size_t i = 0; i < ROUNDS * test_scale(); i++)
        pylog_info(NULL, "%0100d", 1);
    return data;
}

int main(void) {
    static const struct pylog_handler_ops operations = { .name = "Counting", .emit = count };
    size_t records = THREADS * ROUNDS * test_scale(), rounds = 30 * test_scale();
    must_end_within(120 * (unsigned)test_scale());
    pylog_handler *list[] = { pylog_handler_new(&operations, NULL), NULL };
    pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){ .capacity = 1024 });
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, list, NULL);
    pylog_logger_add_handler(NULL, pylog_queue_handler_new(queue));
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_queue_listener_start(listener);
    if (!forbid_barriers()) {
        printf("SKIPPED: no sandbox to be had here\n");
        return 77;
    }
    run_in_threads(THREADS, log_many);
    for (size_t i = 0; i < rounds; i++) {
        sleep_milliseconds(3 + (long)(i % 5)); /* the listener falls asleep */
        pylog_info(NULL, "one");
    }
    for (int i = 0; i < 2000 && atomic_load(&written) < records + rounds; i++)
        sleep_milliseconds(1);
    printf("%zu records of %zu\n", atomic_load(&written), records + rounds);
    return atomic_load(&written) == records + rounds ? 0 : 1;
}
