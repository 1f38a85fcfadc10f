/* How long does a whole process take, and how much memory? `spawn COUNT PROGRAM ARGUMENTS...` runs the
 * program that often, one run after the other, and prints the mean time of a run in nanoseconds and the
 * largest peak of resident memory in KiB. It is linked statically and is small, since to Linux the peak of a
 * process includes what its parent had when it was made. */
#include <errno.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static long run_once(char **command) {
    pid_t child;
    int status;
    struct rusage usage;
    errno = posix_spawnp(&child, command[0], NULL, NULL, command, environ);
    if (errno || wait4(child, &status, 0, &usage) != child || status != 0) {
        fprintf(stderr, "%s: %s\n", command[0], errno ? strerror(errno) : "failed");
        exit(1);
    }
    return usage.ru_maxrss;
}

int main(int argc, char **argv) {
    int count = argc > 2 ? atoi(argv[1]) : 0;
    if (count < 1) {
        fprintf(stderr, "usage: %s COUNT PROGRAM ARGUMENTS...\n", argv[0]);
        return 2;
    }
    long peak = 0;
    int64_t started = now();
    for (int i = 0; i < count; i++) {
        long own = run_once(argv + 2);
        peak = own > peak ? own : peak;
    }
    printf("ns %.0f rss_kib %ld\n", (double)(now() - started) / count, peak);
    return 0;
}
