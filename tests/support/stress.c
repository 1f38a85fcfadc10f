/* Children, figures and checks for the programs of tests/stress. */
#define _GNU_SOURCE

#include "stress.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- Children -------------------------------------------------------------------------------- */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED true
#endif
#endif
#ifndef SANITIZED
#define SANITIZED false
#endif

double stress_patience(void) {
    return SANITIZED ? 5 : 1;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool has_ended(int process, int *status) {
    int raw, found = waitpid(process, &raw, WNOHANG);
    if (found < 0 && errno != EINTR)
        abort();
    if (found <= 0)
        return false;
    *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 1000 + WTERMSIG(raw);
    return true;
}

/* `target` is what is killed: the process, or its group (below 0). */
static struct stress_end wait_or_kill(int process, int target, double seconds) {
    struct stress_end end = { .status = 0 };
    double begun = now(), bound = seconds * stress_patience();
    for (long pause = 1; !has_ended(process, &end.status); pause += pause < 10) {
        if (now() - begun > bound) {
            end.hung = true;
            if (getenv("STRESS_KEEP")) {
                fprintf(stderr, "hung: process %d is left as it is\n", process);
                end.status = 1000 + SIGKILL;
                break;
            }
            kill(target, SIGKILL);
            end.status = wait_for_child(process);
            break;
        }
        sleep_milliseconds(pause);
    }
    end.seconds = now() - begun;
    return end;
}

struct stress_end stress_wait_for(int process, double seconds) {
    return wait_or_kill(process, process, seconds);
}

struct stress_end stress_in_child(int (*run)(void *data), void *data, double seconds) {
    fflush(NULL);
    int process = fork();
    if (process < 0)
        abort();
    if (process == 0) {
        setpgid(0, 0);
        _exit(run(data));
    }
    setpgid(process, process); /* whoever is first */
    struct stress_end end = wait_or_kill(process, -process, seconds);
    if (!end.hung)
        kill(-process, SIGKILL); /* what it has left behind */
    return end;
}

/* ---- What must not grow ---------------------------------------------------------------------- */

int stress_open_descriptors(void) {
    DIR *directory = opendir("/proc/self/fd");
    if (!directory)
        directory = opendir("/dev/fd");
    if (!directory)
        return -1;
    int count = 0;
    for (const struct dirent *entry; (entry = readdir(directory));)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count - 1;
}

unsigned stress_random(unsigned long long *state, unsigned below) {
    unsigned long long mixed = *state += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return (unsigned)((mixed ^ (mixed >> 31)) >> 33) % below;
}

/* ---- Saying it ------------------------------------------------------------------------------- */

static atomic_int failed;

void stress_figure(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    fflush(stdout);
}

bool stress_check(bool holds, const char *what, ...) {
    if (!holds) {
        char text[1024];
        va_list args;
        va_start(args, what);
        vsnprintf(text, sizeof text, what, args);
        va_end(args);
        printf("FAILED: %s\n", text);
        fflush(stdout);
        atomic_store(&failed, 1);
    }
    return holds;
}

int stress_end(void) {
    return atomic_load(&failed);
}

void stress_skip(const char *why) {
    printf("SKIPPED: %s\n", why);
    fflush(stdout);
    _exit(getenv("CI") ? 1 : 77);
}
