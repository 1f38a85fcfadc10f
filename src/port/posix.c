/* The contract of port.h on POSIX systems: Linux first, the BSDs and macOS where they differ. */
#ifndef _WIN32
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#else
#define _GNU_SOURCE /* syscall, tm_gmtoff; nothing that a plain POSIX build would lack */
#endif
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS        64
#endif

#include "compiler.h"
#include "port.h"
#include "unwind.h"

#ifndef _WIN32

/* Functions of libc with a lock of its own. In a child of fork such a lock stays taken if another thread of
 * the parent had it. What a log call needs is chosen so that this does not matter:
 *
 * - localtime, mktime, tzset: not used; local_time.c computes by rules that have been read before.
 * - strerror, strerror_l: glibc locks its translations; strerrordesc_np does not, where there is that (2.32).
 *   In musl there is no lock.
 * - newlocale: called at load, once.
 * - pthread_once: musl waits for a thread that is gone; not used, there are functions that run at load.
 * - malloc, pthread_create: glibc and musl make their locks anew in the child.
 * - stdio: glibc makes the locks of all streams anew in the child. Elsewhere a report on stderr, or a stream
 *   handler, may wait for a thread that is gone. snprintf has no lock.
 * - getenv: no lock in glibc and musl; and a log call looks at TZ only while there is one thread.
 * - backtrace, backtrace_symbols: the loader's locks. A stack has no frames in a child of a process with
 *   threads, unless one has been shown before the fork.
 * - getaddrinfo: locks that stay taken. It runs in a thread, and who waits for it has a time-out (resolve.c).
 * - opendir, readdir, qsort: malloc alone.
 * - atexit, pthread_atfork: at load, or at the first use.
 * - syslog, getpwnam, gethostbyname, strftime, setlocale, iconv: not used at all. */

#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/auxv.h>
#include <sys/syscall.h>
#endif
#if defined(__APPLE__)
#include <crt_externs.h>
#endif
#if defined(__GLIBC__) || defined(__APPLE__)
#include <execinfo.h>
#endif

/* ---- Time ------------------------------------------------------------------------------------ */

static int64_t clock_now(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t pylog__port_now(void) {
    return clock_now(CLOCK_REALTIME);
}

int64_t pylog__port_monotonic(void) {
    return clock_now(CLOCK_MONOTONIC);
}

const struct pylog__port_local_time *const pylog__port_local_time = NULL;

/* ---- Threads --------------------------------------------------------------------------------- */

#if PYLOG__CHECKS_LOCKS
void pylog__mutex_init_at(struct pylog__mutex *mutex, const char *place) {
    pylog__order_forget(mutex);
    pthread_mutex_init(&mutex->native, NULL);
    mutex->place = place;
}
#else
void pylog__mutex_init(struct pylog__mutex *mutex) {
    pthread_mutex_init(&mutex->native, NULL);
}
#endif

void pylog__mutex_destroy(struct pylog__mutex *mutex) {
    pthread_mutex_destroy(&mutex->native);
}

void pylog__mutex_lock(struct pylog__mutex *mutex) {
    pylog__order_take(mutex, mutex->place, true);
    pthread_mutex_lock(&mutex->native);
}

void pylog__mutex_unlock(struct pylog__mutex *mutex) {
    pylog__order_give(mutex);
    pthread_mutex_unlock(&mutex->native);
}

void pylog__condition_init(struct pylog__condition *condition) {
#if defined(__APPLE__)
    pthread_cond_init(&condition->native, NULL);
#else
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&condition->native, &attributes);
    pthread_condattr_destroy(&attributes);
#endif
}

void pylog__condition_destroy(struct pylog__condition *condition) {
    pthread_cond_destroy(&condition->native);
}

/* macOS has no monotonic condition, but one that waits for a span. */
static int timed_wait(struct pylog__condition *condition, struct pylog__mutex *mutex, int64_t deadline) {
#if defined(__APPLE__)
    int64_t span = deadline - pylog__port_monotonic();
    if (span < 0)
        span = 0;
    struct timespec wait = { .tv_sec = (time_t)(span / 1000000000), .tv_nsec = (long)(span % 1000000000) };
    return pthread_cond_timedwait_relative_np(&condition->native, &mutex->native, &wait);
#else
    struct timespec until = { .tv_sec = (time_t)(deadline / 1000000000),
                              .tv_nsec = (long)(deadline % 1000000000) };
    return pthread_cond_timedwait(&condition->native, &mutex->native, &until);
#endif
}

bool pylog__condition_wait(struct pylog__condition *condition, struct pylog__mutex *mutex, int64_t deadline) {
    pylog__order_wait(mutex, mutex->place, deadline == INT64_MAX);
    int state = pylog__port_cancel_off();
    int error = deadline == INT64_MAX ? pthread_cond_wait(&condition->native, &mutex->native)
                                      : timed_wait(condition, mutex, deadline);
    pylog__port_cancel_restore(state);
    return error != ETIMEDOUT;
}

void pylog__condition_broadcast(struct pylog__condition *condition) {
    pthread_cond_broadcast(&condition->native);
}

static void run_own_task(void *address) {
    struct pylog__task *task = address;
    task->run(task);
}

/* Unless it goes on the task is not looked at afterwards: its memory may be gone. */
static void *run_task(void *address) {
    bool goes_on = ((struct pylog__task *)address)->goes_on;
    pylog__port_cancel_off();
    while (!pylog__port_run_catching(run_own_task, address) && goes_on) {
    }
    return NULL;
}

int pylog__port_thread_start(struct pylog__task *task) {
    sigset_t all, before;
    pthread_attr_t attributes;
    pthread_t thread;
    sigfillset(&all);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    /* not the real-time class of whoever starts it */
    pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
    pthread_attr_setschedpolicy(&attributes, SCHED_OTHER);
    pthread_attr_setschedparam(&attributes, &(struct sched_param){ .sched_priority = 0 });
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&thread, &attributes, run_task, task);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    errno = error ? error : errno;
    return error ? -1 : 0;
}

/* pthread_t is a number or a pointer on every system of interest; Python shows its bits, too. */
uint64_t pylog__port_thread_id(void) {
    return (uint64_t)pthread_self();
}

int64_t pylog__port_process_id(void) {
    return getpid();
}

bool pylog__port_is_main_thread(void) {
#if defined(__linux__)
    return syscall(SYS_gettid) == getpid();
#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__OpenBSD__)
    extern int pthread_main_np(void);
    return pthread_main_np() != 0;
#else
    return false;
#endif
}

/* glibc has this since 2.32. */
#if defined(__GLIBC__)
extern char __libc_single_threaded __attribute__((weak));

bool pylog__port_has_one_thread(void) {
    return &__libc_single_threaded && __libc_single_threaded;
}
#else
bool pylog__port_has_one_thread(void) {
    return false;
}
#endif

/* The key's value is set in each thread that has hooks, to have its destructor called. */
static pthread_key_t exit_key;
static bool have_exit_key;
static _Thread_local struct pylog__thread_exit *exit_hooks;
static _Thread_local bool exiting;

static void run_exit_hooks(void *value) {
    (void)value;
    exiting = true;
    while (exit_hooks) {
        struct pylog__thread_exit *hook = exit_hooks;
        exit_hooks = hook->next;
        hook->run();
    }
}

/* Not by pthread_once: a child of fork would wait for ever, with musl, if another thread was in it. */
PYLOG__AT_LOAD static void make_exit_key(void) {
    have_exit_key = pthread_key_create(&exit_key, run_exit_hooks) == 0;
}

bool pylog__port_at_thread_exit(struct pylog__thread_exit *hook) {
    static const char present;
    if (exiting || !have_exit_key || pthread_setspecific(exit_key, &present) != 0)
        return false;
    hook->next = exit_hooks;
    exit_hooks = hook;
    return true;
}

/* membarrier is called by number: its header and its libc wrapper are younger than the kernels. */
#if defined(__linux__) && defined(SYS_membarrier)
enum { PRIVATE_EXPEDITED = 1 << 3, REGISTER_PRIVATE_EXPEDITED = 1 << 4 };

static bool have_barrier;

/* While the process has one thread yet this takes no time. */
PYLOG__AT_LOAD static void register_barrier(void) {
    int error = errno;
    have_barrier = syscall(SYS_membarrier, REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
    errno = error;
}

bool pylog__port_has_barrier(void) {
    return have_barrier;
}

bool pylog__port_barrier(void) {
    int error = errno;
    bool done = syscall(SYS_membarrier, PRIVATE_EXPEDITED, 0, 0) == 0;
    errno = error;
    return done;
}
#else
bool pylog__port_has_barrier(void) {
    return false;
}

bool pylog__port_barrier(void) {
    return false;
}
#endif

static void (*fork_prepare)(void), (*fork_parent)(void), (*fork_child)(void);

static _Atomic(struct pylog__fork_lock *) fork_locks; /* grows at its front */
/* Those that the thread which forks has locked. */
static _Thread_local struct pylog__fork_lock *fork_locks_held;

void pylog__port_hold_across_fork(struct pylog__fork_lock *lock) {
    lock->next = atomic_load(&fork_locks);
    while (!atomic_compare_exchange_weak(&fork_locks, &lock->next, lock)) {
    }
}

/* Held for moments, no system call within; and across fork. A leaf. */
static pthread_mutex_t fork_lock = PTHREAD_MUTEX_INITIALIZER;

void pylog__port_hold_forks(void) {
    pthread_mutex_lock(&fork_lock);
}

void pylog__port_let_fork(void) {
    pthread_mutex_unlock(&fork_lock);
}

static bool forks_with_threads;  /* between port_before_fork and after it */
static bool is_child_of_threads; /* so other threads of the parent may have had any lock */

static void port_before_fork(void) {
    fork_prepare();
    forks_with_threads = !pylog__port_has_one_thread();
    fork_locks_held = atomic_load(&fork_locks);
    for (struct pylog__fork_lock *lock = fork_locks_held; lock; lock = lock->next)
        pylog__mutex_lock(lock->mutex);
    pylog__port_hold_forks();
}

static void port_after_fork_in_parent(void) {
    pylog__port_let_fork();
    for (struct pylog__fork_lock *lock = fork_locks_held; lock; lock = lock->next)
        pylog__mutex_unlock(lock->mutex);
    fork_parent();
}

static void remake(struct pylog__mutex *mutex) {
#if PYLOG__CHECKS_LOCKS
    pylog__mutex_init_at(mutex, mutex->place);
#else
    pylog__mutex_init(mutex);
#endif
}

static void port_after_fork_in_child(void) {
    pylog__order_set_alone(true);
    is_child_of_threads = is_child_of_threads || forks_with_threads;
    pylog__port_let_fork();
    bool held = false; /* those that are younger than port_before_fork are not */
    for (struct pylog__fork_lock *lock = atomic_load(&fork_locks); lock; lock = lock->next) {
        held = held || lock == fork_locks_held;
        if (held)
            pylog__mutex_unlock(lock->mutex);
        else
            remake(lock->mutex);
        if (lock->child)
            lock->child();
    }
    fork_child();
    pylog__order_set_alone(false);
}

int pylog__port_at_fork(void (*prepare)(void), void (*parent)(void), void (*child)(void)) {
    fork_prepare = prepare;
    fork_parent = parent;
    fork_child = child;
    int error = pthread_atfork(port_before_fork, port_after_fork_in_parent, port_after_fork_in_child);
    errno = error ? error : errno;
    return error ? -1 : 0;
}

/* macOS has had no quick_exit for long, and OpenBSD has none. */
void pylog__port_at_exit(void (*run)(void)) {
    atexit(run);
#if defined(__linux__) || defined(__FreeBSD__) || defined(__NetBSD__)
    at_quick_exit(run);
#endif
}

/* ---- The stack ------------------------------------------------------------------------------- */

bool pylog__port_stack_bounds(uintptr_t *low, uintptr_t *high) {
#if defined(__linux__)
    pthread_attr_t attributes;
    void *lowest = NULL;
    size_t size = 0;
    int saved = errno, error = pthread_getattr_np(pthread_self(), &attributes);
    if (!error) {
        error = pthread_attr_getstack(&attributes, &lowest, &size);
        pthread_attr_destroy(&attributes);
    }
    errno = saved;
    *low = (uintptr_t)lowest;
    *high = (uintptr_t)lowest + size;
    return !error;
#else
    (void)low, (void)high;
    return false;
#endif
}

/* ---- Memory ---------------------------------------------------------------------------------- */

/* madvise is called by numbers, too: this advice is younger than the kernels and headers. */
void pylog__port_populate(void *memory, size_t size) {
#if defined(__linux__) && defined(SYS_madvise)
    enum { POPULATE_WRITE = 23 };
    int saved = errno;
    uintptr_t begin = (uintptr_t)memory & ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
    syscall(SYS_madvise, begin, (uintptr_t)memory + size - begin, POPULATE_WRITE);
    errno = saved;
#else
    (void)memory, (void)size;
#endif
}

/* ---- Environment ----------------------------------------------------------------------------- */

/* Whoever starts a set-user-id program gives it its environment, but not its rights. It is told by the kernel
 * (AT_SECURE), so that a program that has given its rights up since is still one. */
static const char *trusted_environment(const char *name) {
#if defined(__linux__)
    return secure_getenv(name);
#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__OpenBSD__) || defined(__NetBSD__) ||           \
    defined(__DragonFly__)
    return issetugid() ? NULL : getenv(name);
#else
    return getuid() != geteuid() || getgid() != getegid() ? NULL : getenv(name);
#endif
}

static ptrdiff_t hand_over(const char *value, char *out, size_t size) {
    if (!value)
        return -1;
    size_t length = strlen(value);
    if (length < size)
        memcpy(out, value, length + 1);
    return (ptrdiff_t)length;
}

ptrdiff_t pylog__port_environment(const char *name, char *out, size_t size) {
    return hand_over(trusted_environment(name), out, size);
}

/* Whoever may give a program its environment may give it this, too. */
ptrdiff_t pylog__port_program(char *out, size_t size) {
#if defined(__linux__) && !defined(__ANDROID__)
    return getauxval(AT_SECURE) ? -1 : hand_over(program_invocation_name, out, size);
#elif defined(__APPLE__)
    return issetugid() ? -1 : hand_over((*_NSGetArgv())[0], out, size);
#elif defined(__FreeBSD__) || defined(__OpenBSD__) || defined(__NetBSD__) || defined(__DragonFly__)
    return issetugid() ? -1 : hand_over(getprogname(), out, size);
#else
    (void)out, (void)size;
    return -1;
#endif
}

bool pylog__port_is_privileged(void) {
    return geteuid() == 0;
}

/* ---- Time zones ------------------------------------------------------------------------------ */

#define DEFAULT_ZONE    "/etc/localtime"
#define ZONES_DIRECTORY "/usr/share/zoneinfo"

ptrdiff_t pylog__port_zone_variable(char *out, size_t size) {
    return hand_over(getenv("TZ"), out, size);
}

/* What was given by somebody without rights may not make a program with rights read any file. */
static bool zone_may_be_read(const char *name) {
    static const char allowed[] = ZONES_DIRECTORY "/";
    if (trusted_environment("TZ"))
        return true;
    const bool foreign =
        *name == '/' && strcmp(name, DEFAULT_ZONE) != 0 && strncmp(name, allowed, sizeof allowed - 1) != 0;
    return !foreign && !strstr(name, "../");
}

bool pylog__port_zone_path(const char *value, char *out, size_t size) {
    const char *name = value ? value + (*value == ':') : DEFAULT_ZONE;
    const char *directory = trusted_environment("TZDIR");
    if (!*name || (value && !zone_may_be_read(name)))
        return false;
    if (*name == '/')
        directory = "";
    else if (!directory || !*directory)
        directory = ZONES_DIRECTORY;
    const int length = snprintf(out, size, "%s%s%s", directory, *directory ? "/" : "", name);
    return length > 0 && (size_t)length < size;
}

/* ---- Errors ---------------------------------------------------------------------------------- */

/* In the C locale. glibc's strerror_l looks for a translation all the same, under a lock; since 2.32 there is
 * a function that does not. */
#if defined(__GLIBC__)
extern const char *strerrordesc_np(int error) __attribute__((weak));
#endif

static locale_t c_locale;

PYLOG__AT_LOAD static void make_c_locale(void) {
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

/* NULL: not known. */
static const char *find_error_text(int error) {
#if defined(__GLIBC__)
    if (strerrordesc_np)
        return strerrordesc_np(error);
#endif
    return c_locale ? strerror_l(error, c_locale) : NULL;
}

const char *pylog__port_error_text(int error, char *buffer, size_t size) {
    int saved = errno;
    const char *text = find_error_text(error);
    if (text)
        snprintf(buffer, size, "%s", text);
    else
        snprintf(buffer, size, "Unknown error %d", error);
    errno = saved;
    return buffer;
}

#if defined(__GLIBC__)
extern void *libc_find_object(void *, void *) __asm__("_dl_find_object") __attribute__((weak));

static atomic_bool has_unwinder;

/* glibc loads what backtrace needs when that is called first, under a lock of the loader's that stays taken
 * in a child. Afterwards it takes none since 2.35, when this function came. */
static bool stack_can_be_seen(void) {
    return !is_child_of_threads || (libc_find_object && atomic_load(&has_unwinder));
}

static void stack_was_seen(void) {
    atomic_store(&has_unwinder, true);
}
#elif defined(__APPLE__)
static bool stack_can_be_seen(void) {
    return true;
}

static void stack_was_seen(void) {}
#endif

#if defined(__GLIBC__) || defined(__APPLE__)
enum { MOST_FRAMES = 256 };

void pylog__port_stack(unsigned skip, void (*frame)(const char *text, void *data), void *data) {
    void *addresses[MOST_FRAMES];
    if (!stack_can_be_seen())
        return;
    int count = backtrace(addresses, MOST_FRAMES);
    stack_was_seen();
    char **names = backtrace_symbols(addresses, count);
    for (int i = count; names && i-- > (int)skip + 1;)
        frame(names[i], data);
    free(names);
}
#else
void pylog__port_stack(unsigned skip, void (*frame)(const char *text, void *data), void *data) {
    (void)skip, (void)frame, (void)data;
}
#endif

/* ---- Files ----------------------------------------------------------------------------------- */

bool pylog__port_moves_open_files(void) {
    return true;
}

int pylog__port_rename(const char *from, const char *to) {
    return rename(from, to);
}

int pylog__port_remove(const char *path) {
    return unlink(path);
}

bool pylog__port_is_separator(char c) {
    return c == '/';
}

struct path {
    char *out;
    size_t size, length;
};

static void path_append(struct path *path, const char *bytes, size_t length) {
    if (path->length + length < path->size)
        memcpy(path->out + path->length, bytes, length);
    path->length += length;
}

/* Leave out empty and "." components; ".." takes one away. Works on what fits, and counts the rest. */
static void path_add_components(struct path *path, const char *from) {
    while (*from) {
        size_t length = strcspn(from, "/");
        if (length == 2 && memcmp(from, "..", 2) == 0) {
            while (path->length && (path->length > path->size || path->out[path->length - 1] != '/'))
                path->length--;
            path->length -= path->length ? 1 : 0;
        } else if (length && !(length == 1 && *from == '.')) {
            path_append(path, "/", 1);
            path_append(path, from, length);
        }
        from += length;
        from += *from == '/';
    }
}

ptrdiff_t pylog__port_absolute_path(const char *path, char *out, size_t size) {
    struct path result = { .out = out, .size = size };
    if (*path != '/') {
        if (!getcwd(out, size)) {
            if (errno == ERANGE)
                return (ptrdiff_t)(2 * size + strlen(path) + PATH_MAX);
            return -1;
        }
        result.length = strcmp(out, "/") == 0 ? 0 : strlen(out);
    } else if (path[1] == '/' && path[2] != '/') {
        path_append(&result, "/", 1); /* POSIX, and so Python, keeps exactly two slashes at the front */
    }
    path_add_components(&result, path);
    if (result.length == 0 || (result.length == 1 && path[0] == '/' && path[1] == '/'))
        path_append(&result, "/", 1);
    if (result.length < size)
        out[result.length] = '\0';
    return (ptrdiff_t)result.length;
}

#endif
