/* The signals that a thread's own writes raise, on POSIX systems: SIGPIPE and SIGXFSZ. */
#ifndef _WIN32
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#else
#define _GNU_SOURCE
#endif
#endif

#include "port.h"

#ifndef _WIN32

#include <signal.h>
#include <time.h>

/* Take one pending signal back, without waiting. The kernel gives the thread's own before the process's. */
static void quiet_take(int number) {
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
#if defined(__APPLE__) || defined(__OpenBSD__)
    sigset_t pending;
    int taken;
    if (sigpending(&pending) == 0 && sigismember(&pending, number) == 1)
        sigwait(&one, &taken);
#else
    const struct timespec at_once = { 0, 0 };
    int taken;
    do
        taken = sigtimedwait(&one, NULL, &at_once);
    while (taken < 0 && errno == EINTR);
#endif
}

enum { QUIET_PIPE = 1, QUIET_LIMIT = 2 };

static unsigned char quiet_members(const sigset_t *set) {
    return (unsigned char)((sigismember(set, SIGPIPE) == 1 ? QUIET_PIPE : 0) |
                           (sigismember(set, SIGXFSZ) == 1 ? QUIET_LIMIT : 0));
}

static void quiet_change(int how, unsigned members, sigset_t *before) {
    sigset_t set;
    sigemptyset(&set);
    if (members & QUIET_PIPE)
        sigaddset(&set, SIGPIPE);
    if (members & QUIET_LIMIT)
        sigaddset(&set, SIGXFSZ);
    pthread_sigmask(how, &set, before);
}

/* Only what this thread had blocked already can be pending. */
void pylog__port_quiet_begin(struct pylog__quiet *quiet) {
    sigset_t before, pending;
    int error = errno;
    quiet_change(SIG_BLOCK, QUIET_PIPE | QUIET_LIMIT, &before);
    quiet->blocked = quiet_members(&before);
    quiet->pending = quiet->blocked && sigpending(&pending) == 0 ? quiet_members(&pending) : 0;
    errno = error;
}

/* Some systems keep no signal that the program ignores: then there is nothing to take. */
void pylog__port_quiet_end(const struct pylog__quiet *quiet, int raised) {
    int error = errno;
    unsigned member = raised == EPIPE ? QUIET_PIPE : raised == EFBIG ? QUIET_LIMIT : 0;
    if (member & ~(unsigned)quiet->pending)
        quiet_take(member == QUIET_PIPE ? SIGPIPE : SIGXFSZ);
    if (quiet->blocked != (QUIET_PIPE | QUIET_LIMIT))
        quiet_change(SIG_UNBLOCK, ~(unsigned)quiet->blocked, NULL);
    errno = error;
}

#endif
