/* What stands between the library and the system in faults.c: by the linker's --wrap each of these calls comes here, and
 * fails, is cut short, delayed or interrupted, as often as a seed says. For one file of a program alone. */
#ifndef STRESS_SHIM_H
#define STRESS_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stress.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    SHIM_SHORT = 1,     /* writes and reads that take less than they were given */
    SHIM_INTERRUPT = 2, /* EINTR */
    SHIM_ERRORS = 4,    /* EIO, ENOSPC and what else each call may say */
    SHIM_DELAY = 8,     /* pauses of up to 0.3 ms */
    SHIM_LACK = 16      /* EMFILE, ENOMEM, EAGAIN for threads, a barrier that is refused */
};

static unsigned shim_faults; /* of SHIM_...; before threads are started */
static unsigned long long shim_seed;
static atomic_bool shim_on;
static atomic_uint shim_threads;
static atomic_size_t shim_injected;
static atomic_size_t *shim_cut_before_newline; /* writes that took a record, and not the newline that ends it */
static _Thread_local unsigned long long shim_state; /* 0: this thread has made no call yet */
static _Thread_local bool shim_own;                 /* these are the test's own calls */

static unsigned shim_random(unsigned below) {
    if (!shim_state)
        shim_state = shim_seed + 1000003u * (1 + atomic_fetch_add(&shim_threads, 1));
    return stress_random(&shim_state, below);
}

/* The errno to fail with, or 0: of the errors that this call may have. */
static int shim_decide(bool interruptible, const int *errors, unsigned count, int lack) {
    if (!atomic_load(&shim_on) || shim_own)
        return 0;
    unsigned dice = shim_random(1000);
    int error = 0;
    if ((shim_faults & SHIM_DELAY) && dice >= 900) {
        struct timespec pause = { 0, 1000 * (long)shim_random(300) };
        nanosleep(&pause, NULL);
    } else if ((shim_faults & SHIM_INTERRUPT) && dice < 60 && interruptible) {
        error = EINTR;
    } else if ((shim_faults & SHIM_ERRORS) && dice >= 100 && dice < 130 && count) {
        error = errors[shim_random(count)];
    } else if ((shim_faults & SHIM_LACK) && dice >= 200 && dice < 250) {
        error = lack;
    }
    if (error)
        atomic_fetch_add(&shim_injected, 1);
    return error;
}

/* Some, but at least one, and at the most all of them. */
static size_t shim_shorten(size_t length) {
    if (!atomic_load(&shim_on) || shim_own || !(shim_faults & SHIM_SHORT) || length < 2 || shim_random(10))
        return length;
    atomic_fetch_add(&shim_injected, 1);
    return 1 + shim_random((unsigned)length - 1);
}

static void shim_look_at_cut(const char *bytes, size_t taken, size_t size) {
    if (taken < size && bytes[taken] == '\n' && shim_cut_before_newline)
        atomic_fetch_add(shim_cut_before_newline, 1);
}

#define SHIM_COUNT(errors) (unsigned)(sizeof(errors) / sizeof *(errors))

/* SHIM(result, name, parameters, arguments, interruptible, lack, errors...): fails, or does it. */
#define SHIM(result, name, parameters, arguments, interruptible, lack, ...)                                  \
    result __real_##name parameters;                                                                         \
    result __wrap_##name parameters;                                                                         \
    result __wrap_##name parameters {                                                                        \
        static const int errors[] = { __VA_ARGS__ };                                                         \
        int error = shim_decide(interruptible, errors, SHIM_COUNT(errors), lack);                            \
        if (!error)                                                                                          \
            return __real_##name arguments;                                                                  \
        errno = error;                                                                                       \
        return -1;                                                                                           \
    }

SHIM(int, fstat, (int file, struct stat *out), (file, out), false, ENOMEM, EIO, EOVERFLOW)
SHIM(int, stat, (const char *path, struct stat *out), (path, out), false, ENOMEM, EIO, EACCES)
SHIM(int, lstat, (const char *path, struct stat *out), (path, out), false, ENOMEM, EIO, EACCES)
SHIM(int, rename, (const char *from, const char *to), (from, to), false, ENOMEM, EIO, EACCES, ENOSPC)
SHIM(int, unlink, (const char *path), (path), false, ENOMEM, EIO, EACCES, EBUSY)
SHIM(int, mkdir, (const char *path, mode_t mode), (path, mode), false, ENOMEM, EIO, EACCES, ENOSPC)
SHIM(int, fsync, (int file), (file), true, ENOMEM, EIO, ENOSPC)
SHIM(int, ftruncate, (int file, off_t length), (file, length), true, ENOMEM, EIO)
SHIM(int, socket, (int domain, int type, int protocol), (domain, type, protocol), false, EMFILE, EACCES)
SHIM(int, connect, (int file, const struct sockaddr *to, socklen_t length), (file, to, length), false, ENOBUFS, ECONNREFUSED)
SHIM(int, poll, (struct pollfd *files, nfds_t count, int timeout), (files, count, timeout), true, ENOMEM, EINTR)

#define SHIM_TRANSFER(name, parameters, arguments, ...)                                                      \
    ssize_t __real_##name parameters;                                                                        \
    ssize_t __wrap_##name parameters;                                                                        \
    ssize_t __wrap_##name parameters {                                                                       \
        static const int errors[] = { __VA_ARGS__ };                                                         \
        int error = shim_decide(true, errors, SHIM_COUNT(errors), 0);                                        \
        size = shim_shorten(size);                                                                           \
        if (!error)                                                                                          \
            return __real_##name arguments;                                                                  \
        errno = error;                                                                                       \
        return -1;                                                                                           \
    }

ssize_t __real_write(int file, const void *bytes, size_t size);
ssize_t __wrap_write(int file, const void *bytes, size_t size);
ssize_t __wrap_write(int file, const void *bytes, size_t size) {
    static const int errors[] = { EIO, ENOSPC, EAGAIN };
    int error = shim_decide(true, errors, SHIM_COUNT(errors), 0);
    size_t taken = shim_shorten(size);
    if (!error) {
        shim_look_at_cut(bytes, taken, size);
        return __real_write(file, bytes, taken);
    }
    errno = error;
    return -1;
}

SHIM_TRANSFER(pwrite, (int file, const void *bytes, size_t size, off_t at), (file, bytes, size, at), EIO, ENOSPC)
SHIM_TRANSFER(read, (int file, void *bytes, size_t size), (file, bytes, size), EIO)
SHIM_TRANSFER(pread, (int file, void *bytes, size_t size, off_t at), (file, bytes, size, at), EIO)
SHIM_TRANSFER(send, (int file, const void *bytes, size_t size, int flags), (file, bytes, size, flags), ECONNRESET, EAGAIN)
SHIM_TRANSFER(recv, (int file, void *bytes, size_t size, int flags), (file, bytes, size, flags), ECONNRESET, EAGAIN)

/* What is held can be given up always. */
int __real_flock(int file, int how);
int __wrap_flock(int file, int how);
int __wrap_flock(int file, int how) {
    static const int errors[] = { EIO };
    int error = how == LOCK_UN ? 0 : shim_decide(true, errors, 1, ENOLCK);
    if (!error)
        return __real_flock(file, how);
    errno = error;
    return -1;
}

/* As on Linux the descriptor is gone, whatever it says. */
int __real_close(int file);
int __wrap_close(int file);
int __wrap_close(int file) {
    static const int errors[] = { EIO, ENOSPC };
    int error = shim_decide(true, errors, 2, 0), result = __real_close(file);
    if (!error || result)
        return result;
    errno = error;
    return -1;
}

int __real_open(const char *path, int how, ...);
int __wrap_open(const char *path, int how, ...);
int __wrap_open(const char *path, int how, ...) {
    static const int errors[] = { EIO, ENOSPC, EACCES };
    va_list args;
    va_start(args, how);
    mode_t mode = how & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    int error = shim_decide(true, errors, 3, EMFILE);
    if (!error)
        return __real_open(path, how, mode);
    errno = error;
    return -1;
}

int __real_fcntl(int file, int what, ...);
int __wrap_fcntl(int file, int what, ...);
int __wrap_fcntl(int file, int what, ...) {
    va_list args;
    va_start(args, what);
    long argument = va_arg(args, long);
    va_end(args);
    int error = what == F_DUPFD_CLOEXEC ? shim_decide(false, NULL, 0, EMFILE) : 0;
    if (!error)
        return __real_fcntl(file, what, argument);
    errno = error;
    return -1;
}

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *data);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *data);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *data) {
    int error = shim_decide(false, NULL, 0, EAGAIN);
    return error ? error : __real_pthread_create(thread, attributes, run, data);
}

/* membarrier is the one that may be refused; the rest is advice. */
long __real_syscall(long number, long a, long b, long c, long d, long e, long f);
long __wrap_syscall(long number, long a, long b, long c, long d, long e, long f);
long __wrap_syscall(long number, long a, long b, long c, long d, long e, long f) {
    int error = shim_decide(false, NULL, 0, EPERM);
    if (!error)
        return __real_syscall(number, a, b, c, d, e, f);
    errno = error;
    return -1;
}

int __real_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out);
int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out);
int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out) {
    static const int errors[] = { EIO };
    return shim_decide(false, errors, 1, ENOMEM) ? EAI_AGAIN : __real_getaddrinfo(host, service, hints, out);
}

#endif
