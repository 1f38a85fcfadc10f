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

bool stress_child_may_allocate(void) {
    return !SANITIZED;
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

struct running {
    int process; /* 0: none */
    int target;  /* what is killed: the process, or its group (below 0) */
    double begun, bound;
};

static struct running watched(int process, int target, double seconds) {
    return (struct running){ process, target, now(), seconds * stress_patience() };
}

/* Has it ended, or has it been made to? */
static bool looked_after(struct running *child, struct stress_end *end) {
    double time = now() - child->begun;
    if (!has_ended(child->process, &end->status)) {
        if (time <= child->bound)
            return false;
        end->hung = true;
        end->status = 1000 + SIGKILL;
        if (getenv("STRESS_KEEP")) {
            fprintf(stderr, "hung: process %d is left as it is\n", child->process);
        } else {
            kill(child->target, SIGKILL);
            wait_for_child(child->process);
        }
    } else if (child->target < 0) {
        kill(child->target, SIGKILL); /* what it has left behind */
    }
    end->seconds = time;
    child->process = 0;
    return true;
}

static struct stress_end end_of(struct running child) {
    struct stress_end end = { .status = 0 };
    for (long pause = 1; !looked_after(&child, &end); pause += pause < 10)
        sleep_milliseconds(pause);
    return end;
}

struct stress_end stress_wait_for(int process, double seconds) {
    return end_of(watched(process, process, seconds));
}

/* A process of a group of its own, or 0 in the child. */
static int begin_child(void) {
    fflush(NULL);
    int process = fork();
    if (process < 0)
        abort();
    setpgid(process, process); /* parent and child: whoever is first */
    return process;
}

struct stress_end stress_in_child(int (*run)(void *data), void *data, double seconds) {
    int process = begin_child();
    if (process == 0)
        _exit(run(data));
    return end_of(watched(process, -process, seconds));
}

void stress_in_children(size_t count, size_t at_once, int (*run)(size_t number), double seconds,
                        struct stress_end *ends) {
    enum { MOST = 16 };
    struct running children[MOST] = { { .process = 0 } };
    size_t numbers[MOST], begun = 0, done = 0;
    if (at_once > MOST)
        abort();
    while (done < count) {
        for (size_t i = 0; i < at_once; i++) {
            if (!children[i].process && begun < count) {
                int process = begin_child();
                if (process == 0)
                    _exit(run(begun));
                children[i] = watched(process, -process, seconds);
                ends[begun] = (struct stress_end){ .status = 0 };
                numbers[i] = begun++;
            }
            done += children[i].process && looked_after(&children[i], &ends[numbers[i]]);
        }
        sleep_milliseconds(1);
    }
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
