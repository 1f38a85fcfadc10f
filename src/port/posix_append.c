/* What becomes of bytes in a file that is appended to, on POSIX systems. */
#ifndef _WIN32
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#else
#define _GNU_SOURCE
#endif
#define _FILE_OFFSET_BITS 64
#endif

#include "port.h"

#ifndef _WIN32

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* Never one of the three that a program takes for its standard streams. */
static int again_above_standard(int file) {
    if (file < 0 || file > STDERR_FILENO)
        return file;
    int above = fcntl(file, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int error = errno;
    close(file);
    errno = error;
    return above;
}

static bool again_is_same(int one, int other) {
    struct stat first, second;
    return fstat(one, &first) == 0 && fstat(other, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

static int again_by_path(int file, const char *path, int how) {
    int opened = again_above_standard(open(path, how | O_NONBLOCK | O_NOCTTY));
    if (opened < 0 || again_is_same(file, opened))
        return opened;
    close(opened);
    errno = ESTALE;
    return -1;
}

/* By its number, for its name may mean another file by now; where that is no way to a new opening, by its
 * name. */
pylog__file pylog__port_file_open_again(pylog__file file, const char *path, bool anywhere) {
    int how = (anywhere ? O_RDWR : O_WRONLY | O_APPEND) | O_CLOEXEC;
#if defined(__linux__)
    char name[40];
    snprintf(name, sizeof name, "/proc/self/fd/%d", (int)file);
    int opened = again_above_standard(open(name, how | O_NONBLOCK | O_NOCTTY));
    if (opened >= 0)
        return opened;
#endif
    return again_by_path((int)file, path, how);
}

int64_t pylog__port_file_position(pylog__file file) {
    return lseek((int)file, 0, SEEK_CUR);
}

ptrdiff_t pylog__port_file_read_at(pylog__file file, void *bytes, size_t size, int64_t offset) {
    ptrdiff_t came;
    do
        came = pread((int)file, bytes, size, (off_t)offset);
    while (came < 0 && errno == EINTR);
    return came;
}

ptrdiff_t pylog__port_file_write_at(pylog__file file, const void *bytes, size_t length, int64_t offset) {
    ptrdiff_t taken;
    do
        taken = pwrite((int)file, bytes, length, (off_t)offset);
    while (taken < 0 && errno == EINTR);
    return taken;
}

/* The search for a hole takes the lock that a write holds, in the file systems of Linux that have one. */
void pylog__port_file_await_writes(pylog__file file) {
#if defined(SEEK_HOLE)
    int error = errno;
    lseek((int)file, 0, SEEK_HOLE);
    errno = error;
#else
    (void)file;
#endif
}

bool pylog__port_file_is_limited(void) {
    struct rlimit limit;
    return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

int pylog__port_file_wait(pylog__file file, int64_t deadline) {
    struct pollfd ready = { .fd = (int)file, .events = POLLOUT };
    for (;;) {
        int64_t left = deadline - pylog__port_monotonic();
        int milliseconds = left <= 0 ? 0 : left > 1000000000 ? 1000 : (int)(left / 1000000) + 1;
        int found = poll(&ready, 1, milliseconds);
        if (found > 0)
            return 0;
        if (found < 0 && errno != EINTR)
            return -1;
        if (left <= 0) {
            errno = EAGAIN;
            return -1;
        }
    }
}

#endif
