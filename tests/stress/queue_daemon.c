/* A record is queued, and then the process forks and its parent ends at once, as daemon(3) does: it is
 * written. */
#define _DEFAULT_SOURCE 1

#include <parallel.h>
#include <pylog.h>
#include <pylog/handlers.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TIMES = 50 };

static void become_a_daemon(size_t number) {
    pylog_basic_config(&(struct pylog_config){ .filename = "daemon.log",
                                               .level = PYLOG_INFO,
                                               .format = "%(message)s",
                                               .queue = pylog_queue_new(NULL) });
    pylog_info(NULL, "before %zu", number);
    pid_t child = fork();
    if (child)
        _exit(child < 0);
    pylog_info(NULL, "after %zu", number);
    pylog_shutdown();
    _exit(0);
}

/* The daemons are nobody's children: their lines are waited for. */
static size_t count_lines(void) {
    size_t lines = 0;
    int byte;
    FILE *file = fopen("daemon.log", "r");
    while (file && (byte = getc(file)) != EOF)
        lines += byte == '\n';
    if (file)
        fclose(file);
    return lines;
}

int main(void) {
    size_t times = TIMES * test_scale(), wrong = 0;
    must_end_within(120 * (unsigned)test_scale());
    remove("daemon.log");
    for (size_t i = 0; i < times; i++) {
        pid_t child = fork();
        if (!child) {
            alarm(30);
            become_a_daemon(i);
        }
        wrong += wait_for_child(child) != 0;
    }
    for (int i = 0; i < 1000 && count_lines() < 2 * times; i++)
        sleep_milliseconds(10);
    printf("%zu lines of %zu, %zu bad children\n", count_lines(), 2 * times, wrong);
    return count_lines() == 2 * times && !wrong ? 0 : 1;
}
