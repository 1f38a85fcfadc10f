/* Opening, closing and locking on POSIX systems, and which number stands for what.
 *
 * Nothing here waits without a bound: a FIFO without a reader, a terminal without a carrier or a lock that
 * somebody keeps would hold up a log call for ever. */
#ifndef _WIN32
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#else
#define _GNU_SOURCE /* flock, F_DUPFD_CLOEXEC under -std=c11; nothing that a plain POSIX build would lack */
#endif
#define _FILE_OFFSET_BITS 64
#endif

#include "port.h"

#ifndef _WIN32

#include "posix.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>

enum { MILLISECOND_OF_FILES = 1000000 };

void pylog__posix_nap(long microseconds) {
    struct timespec span = { .tv_nsec = microseconds * 1000 };
    nanosleep(&span, NULL);
}

/* ---- Numbers --------------------------------------------------------------------------------- */

intptr_t pylog__port_place(intptr_t *place, intptr_t descriptor) {
    pylog__port_hold_forks();
    intptr_t former = *place;
    *place = descriptor;
    pylog__port_let_fork();
    return former;
}

void pylog__port_identify(intptr_t descriptor, struct pylog__identity *out) {
    struct stat status;
    const int error = errno;
    *out = (struct pylog__identity){ 0, 0 };
    if (fstat((int)descriptor, &status) == 0)
        *out = (struct pylog__identity){ (uint64_t)status.st_dev, (uint64_t)status.st_ino };
    errno = error;
}

bool pylog__port_is_same(intptr_t descriptor, const struct pylog__identity *identity) {
    struct pylog__identity now;
    pylog__port_identify(descriptor, &now);
    return now.device == identity->device && now.number == identity->number;
}

int pylog__posix_not_standard(int descriptor) {
    enum { FIRST_OF_OURS = 3 };
    if (descriptor < 0 || descriptor >= FIRST_OF_OURS)
        return descriptor;
    const int higher = fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_OF_OURS);
    const int error = errno;
    close(descriptor);
    errno = error;
    return higher;
}

/* ---- Opening --------------------------------------------------------------------------------- */

/* Without O_NONBLOCK a FIFO would be waited for; with it, who has a lease on the file is not: asking again
 * does that, for a second. */
static int open_without_waiting(const char *path, int how, mode_t mode) {
    enum { NAP = 10000, MOST_NAPS = 100 };
    int file, naps = 0;
    do {
        file = open(path, how | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, mode);
        if (file < 0 && errno == EAGAIN && naps++ < MOST_NAPS)
            pylog__posix_nap(NAP);
    } while (file < 0 && (errno == EINTR || (errno == EAGAIN && naps <= MOST_NAPS)));
    return pylog__posix_not_standard(file);
}

/* A file that is made gets exactly these permissions, whatever the umask takes away. One that is there keeps
 * its own. */
static int open_or_make(const char *path, int how, mode_t permissions) {
    int file = -1;
    if (!(how & O_EXCL))
        file = open_without_waiting(path, how & ~O_CREAT, 0);
    if (file >= 0 || (!(how & O_EXCL) && errno != ENOENT))
        return file;
    file = open_without_waiting(path, how | O_EXCL, permissions);
    if (file >= 0)
        fchmod(file, permissions);
    else if (errno == EEXIST && !(how & O_EXCL)) /* made meanwhile, or a link to nothing */
        file = open_without_waiting(path, how, permissions);
    return file;
}

pylog__file pylog__port_file_open(const char *path, unsigned flags, unsigned permissions) {
    enum { EVERYBODY_BUT_UMASK = 0666 };
    int how = O_WRONLY | O_CREAT | O_APPEND;
    if (flags & PYLOG__FILE_TRUNCATE)
        how |= O_TRUNC;
    if (flags & PYLOG__FILE_EXCLUSIVE)
        how |= O_EXCL;
    if (flags & PYLOG__FILE_NO_FOLLOW)
        how |= O_NOFOLLOW;
    return permissions ? open_or_make(path, how, (mode_t)permissions)
                       : open_without_waiting(path, how, EVERYBODY_BUT_UMASK);
}

/* After EINTR the descriptor is gone on Linux, and unknown elsewhere: never again. */
void pylog__port_file_close(pylog__file file) {
    close((int)file);
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* Until there is something to read, or the end. False, with ETIMEDOUT, if nothing comes. */
static bool wait_to_read(int file) {
    enum { LONGEST_TRY = 5000 };
    const int64_t deadline = pylog__port_monotonic() + (int64_t)LONGEST_TRY * MILLISECOND_OF_FILES;
    struct pollfd one = { .fd = file, .events = POLLIN };
    for (int64_t left = LONGEST_TRY; left > 0;
         left = (deadline - pylog__port_monotonic()) / MILLISECOND_OF_FILES) {
        const int ready = poll(&one, 1, (int)left);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
    errno = ETIMEDOUT;
    return false;
}

/* Who writes into a FIFO may come later. */
pylog__file pylog__port_file_open_to_read(const char *path) {
    struct stat status;
    const int file = open_without_waiting(path, O_RDONLY, 0);
    if (file < 0 || fstat(file, &status) != 0 || !S_ISFIFO(status.st_mode) || wait_to_read(file))
        return file;
    const int error = errno;
    close(file);
    errno = error;
    return PYLOG__NO_FILE;
}

ptrdiff_t pylog__port_file_read(pylog__file file, void *bytes, size_t size) {
    ptrdiff_t came;
    do
        came = read((int)file, bytes, size);
    while (came < 0 && (errno == EINTR || (errno == EAGAIN && wait_to_read((int)file))));
    return came;
}

/* ---- What is known of a file ----------------------------------------------------------------- */

int64_t pylog__port_file_size(pylog__file file) {
    struct stat status;
    if (fstat((int)file, &status) != 0)
        return -1;
    return S_ISREG(status.st_mode) ? (int64_t)status.st_size : -1;
}

static void take_status(const struct stat *from, struct pylog__file_status *out) {
#if defined(__APPLE__)
    const struct timespec modified = from->st_mtimespec;
#else
    const struct timespec modified = from->st_mtim;
#endif
    *out = (struct pylog__file_status){
        .device = (uint64_t)from->st_dev,
        .number = (uint64_t)from->st_ino,
        .size = S_ISREG(from->st_mode) ? (int64_t)from->st_size : -1,
        .modified = (int64_t)modified.tv_sec * 1000000000 + modified.tv_nsec,
    };
}

int pylog__port_file_status(pylog__file file, struct pylog__file_status *out) {
    struct stat status;
    if (fstat((int)file, &status) != 0)
        return -1;
    take_status(&status, out);
    return 0;
}

int pylog__port_path_status(const char *path, struct pylog__file_status *out) {
    struct stat status;
    if (stat(path, &status) != 0)
        return -1;
    take_status(&status, out);
    return 0;
}

/* ---- Locks ----------------------------------------------------------------------------------- */

/* Who may read the file could keep its lock: none but those who may write the log. */
pylog__file pylog__port_lock_open(const char *path, unsigned permissions) {
    enum { OWNER = 0600, GROUP_WRITES = 0020, GROUP = 0060, OTHERS_WRITE = 0002, OTHERS = 0006 };
    const mode_t mode = (mode_t)(OWNER | (permissions & GROUP_WRITES ? GROUP : 0) |
                                 (permissions & OTHERS_WRITE ? OTHERS : 0));
    return open_or_make(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode);
}

/* flock knows no time-out. */
int pylog__port_lock(pylog__file file, int64_t deadline) {
    enum { SHORTEST_NAP = 20, LONGEST_NAP = 1000 };
    for (long nap = SHORTEST_NAP; flock((int)file, LOCK_EX | LOCK_NB) != 0;
         nap = nap < LONGEST_NAP / 2 ? 2 * nap : LONGEST_NAP) {
        if (errno == EINTR)
            continue;
        if (errno != EWOULDBLOCK)
            return -1;
        if (deadline <= 0 || pylog__port_monotonic() >= deadline) {
            errno = ETIMEDOUT;
            return -1;
        }
        pylog__posix_nap(nap);
    }
    return 0;
}

void pylog__port_unlock(pylog__file file) {
    flock((int)file, LOCK_UN);
}

/* ---- Directories ----------------------------------------------------------------------------- */

/* Bits that the umask has taken; those that the system has given, to hand on the group say, stay. */
static void give_permissions(const char *path, mode_t permissions) {
    struct stat status;
    const int directory = open_without_waiting(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
    if (directory < 0)
        return;
    if (fstat(directory, &status) == 0)
        fchmod(directory, permissions | (status.st_mode & (S_ISUID | S_ISGID | S_ISVTX)));
    close(directory);
}

int pylog__port_make_directory(const char *path, unsigned permissions) {
    enum { EVERYBODY_BUT_UMASK = 0777 };
    struct stat status;
    if (mkdir(path, permissions ? (mode_t)permissions : EVERYBODY_BUT_UMASK) == 0) {
        if (permissions)
            give_permissions(path, (mode_t)permissions);
        return 0;
    }
    if (errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return 0;
    if (errno != EEXIST)
        return -1;
    errno = ENOTDIR;
    return -1;
}

static DIR *open_directory(const char *path) {
    const int file = open_without_waiting(path, O_RDONLY | O_DIRECTORY, 0);
    DIR *directory = file < 0 ? NULL : fdopendir(file);
    if (file >= 0 && !directory) {
        const int error = errno;
        close(file);
        errno = error;
    }
    return directory;
}

int pylog__port_list_directory(const char *path, int (*entry)(const char *name, void *data), void *data) {
    DIR *directory = open_directory(path);
    if (!directory)
        return -1;
    int result = 0;
    while (!result) {
        errno = 0;
        const struct dirent *found = readdir(directory);
        if (!found)
            break;
        result = entry(found->d_name, data);
    }
    int error = errno;
    closedir(directory);
    errno = error;
    return result || error == 0 ? result : -1;
}

#endif
