/* What the programs of tests/stress share: children that may hang, figures, and what must not grow. They are no
 * cmocka programs: main returns stress_end(). Lines that tell who wrote them: see parallel.h. */
#ifndef SUPPORT_STRESS_H
#define SUPPORT_STRESS_H

#include <parallel.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Children -------------------------------------------------------------------------------- */

struct stress_end {
    bool hung;      /* it did not end in time, and was killed */
    int status;     /* its exit status, or 1000 and the signal that killed it, as wait_for_child */
    double seconds; /* how long it took */
};

/* Run a function in a child, which ends by _exit with what it returns. It, and whatever processes it has started,
 * must end within so many seconds (times the sanitizer's slowness, see stress_patience); else all of them are
 * killed, and counted as hung. The caller has no other threads that use an allocator of a sanitizer.
 * With STRESS_KEEP in the environment a hung child is left as it is, for a debugger, and told on stderr. */
struct stress_end stress_in_child(int (*run)(void *data), void *data, double seconds);

/* The same for a child that the caller has forked (its process id), which is in no group of its own. */
struct stress_end stress_wait_for(int process, double seconds);

/* Run that many children, some of them at once, each with its number; the ends are written to ends[]. */
void stress_in_children(size_t count, size_t at_once, int (*run)(size_t number), double seconds,
                        struct stress_end *ends);

/* What a bound on time is multiplied by: more than 1 under a sanitizer. */
double stress_patience(void);

/* May a child of a process with several threads do anything but end? Under ASan and TSan it may not: the locks of
 * their own allocators are then as another thread had them at the fork, and the child's next malloc waits for ever. */
bool stress_child_may_allocate(void);

/* ---- What must not grow ---------------------------------------------------------------------- */

/* How many descriptors this process has open; -1 where that cannot be told. */
int stress_open_descriptors(void);
/* A number from 0 to below `below`, of a generator that begins with a seed: same seed, same numbers. */
unsigned stress_random(unsigned long long *state, unsigned below);

/* ---- Saying it ------------------------------------------------------------------------------- */

/* Print the line of figures: `stress_figure("%zu forks: %zu hung, %zu lost", ...)`. */
void stress_figure(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* What must be so: if not, it is printed, and the program fails in the end. Returns it. Any thread. */
bool stress_check(bool holds, const char *what, ...) __attribute__((format(printf, 2, 3)));
/* What main returns: 0, or 1 if any check has failed. */
int stress_end(void);
/* Say that this machine cannot run the test, and why, and end the program: ctest shows it as skipped, CI fails. */
void stress_skip(const char *why);

#ifdef __cplusplus
}
#endif

#endif
