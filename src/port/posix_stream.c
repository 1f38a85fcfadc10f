/* The contract of stream.h on POSIX systems. */
#ifndef _WIN32
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#else
#define _GNU_SOURCE
#endif
#define _FILE_OFFSET_BITS 64
#endif

#include "stream.h"

#ifndef _WIN32

#include <poll.h>
#include <string.h>
#include <time.h>

#if defined(__linux__)
#include <stdio_ext.h>
#endif

enum { STREAM_MILLISECOND = 1000000 };

/* ---- The stream's lock ----------------------------------------------------------------------- */

static void nap(int64_t nanoseconds) {
    nanosleep(&(struct timespec){ .tv_nsec = (long)nanoseconds }, NULL);
}

/* A child of fork may find it taken for ever: not every libc makes these locks anew. So nobody waits without
 * a bound, and nobody twice for the same holder. */
static bool lock_stream(FILE *file, struct pylog__stream_state *state, int64_t patience) {
    int64_t pause = STREAM_MILLISECOND / 50;
    if (ftrylockfile(file) != 0) {
        if (atomic_load_explicit(&state->lock_lost, memory_order_relaxed))
            return false;
        int64_t deadline = pylog__port_monotonic() + patience;
        while (ftrylockfile(file) != 0) {
            if (pylog__port_monotonic() >= deadline) {
                atomic_store_explicit(&state->lock_lost, true, memory_order_relaxed);
                return false;
            }
            nap(pause);
            pause = pause < STREAM_MILLISECOND ? 2 * pause : pause;
        }
    }
    atomic_store_explicit(&state->lock_lost, false, memory_order_relaxed);
    return true;
}

/* ---- A stream with a descriptor -------------------------------------------------------------- */

/* False if there is no room until the deadline. */
static bool wait_for_stream_room(int descriptor, int64_t deadline) {
    struct pollfd wanted = { .fd = descriptor, .events = POLLOUT };
    for (;;) {
        int64_t left = (deadline - pylog__port_monotonic() + STREAM_MILLISECOND - 1) / STREAM_MILLISECOND;
        int ready = left > 0 ? poll(&wanted, 1, left < 60000 ? (int)left : 60000) : 0;
        if (ready > 0)
            return true;
        if (left <= 0 || (ready < 0 && errno != EINTR))
            return false;
    }
}

/* How long its reader may take nothing. */
static int64_t room_deadline(struct pylog__stream_state *state, int64_t patience) {
    bool hasty = atomic_load_explicit(&state->hasty, memory_order_relaxed);
    return hasty ? 0 : pylog__port_monotonic() + patience;
}

/* A signal that has come with an error is taken back at the end, see pylog__port_quiet_end. */
static void note_signal(int *raised) {
    if (errno == EPIPE || errno == EFBIG)
        *raised = errno;
}

/* What the program has put into the stream comes first. Some libcs forget it if a signal, or a descriptor
 * that does not block, keeps them from writing it: so they are asked only when there is room. If it cannot be
 * written, the stream's error indicator tells the program, and the bytes that follow tell us. */
static void flush_stream(FILE *file, int descriptor, struct pylog__stream_state *state, int64_t patience,
                         int *raised) {
#if defined(__linux__)
    if (__fpending(file) && !wait_for_stream_room(descriptor, room_deadline(state, patience)))
        atomic_store_explicit(&state->hasty, true, memory_order_relaxed);
#else
    (void)descriptor, (void)state, (void)patience;
#endif
    if (fflush(file) != 0)
        note_signal(raised);
}

/* Where a stream is in its file it asks the system, once it is flushed; but for the BSDs, which remember it.
 */
static void tell_stream(FILE *file, int descriptor) {
#if defined(__linux__)
    (void)file, (void)descriptor;
#else
    off_t here = lseek(descriptor, 0, SEEK_CUR);
    if (here >= 0)
        fseeko(file, here, SEEK_SET);
#endif
}

static bool is_for_reading_only(FILE *file) {
#if defined(__linux__)
    return !__fwritable(file);
#else
    (void)file;
    return false;
#endif
}

static size_t write_all(int descriptor, struct pylog__stream_state *state, const char *bytes, size_t length,
                        int64_t patience) {
    size_t taken = 0;
    while (taken < length) {
        ssize_t now = write(descriptor, bytes + taken, length - taken);
        if (now > 0) {
            taken += (size_t)now;
            atomic_store_explicit(&state->hasty, false, memory_order_relaxed);
            continue;
        }
        if (now == 0)
            errno = EIO;
        if (now < 0 && errno == EINTR)
            continue;
        if (now == 0 || errno != EAGAIN)
            break;
        if (!wait_for_stream_room(descriptor, room_deadline(state, patience))) {
            atomic_store_explicit(&state->hasty, true, memory_order_relaxed);
            errno = EAGAIN;
            break;
        }
    }
    return taken;
}

static size_t write_by_descriptor(FILE *file, int descriptor, struct pylog__stream_state *state,
                                  const char *bytes, size_t length, int64_t patience, int *raised) {
    if (is_for_reading_only(file)) {
        errno = EBADF;
        return 0;
    }
    flush_stream(file, descriptor, state, patience, raised);
    size_t taken = write_all(descriptor, state, bytes, length, patience);
    int error = errno;
    tell_stream(file, descriptor);
    errno = error;
    return taken;
}

/* ---- A stream without one -------------------------------------------------------------------- */

/* So much that the stream's function is called once for it: it fits in the buffer, and a newline, at which a
 * stream may be flushed, is its last byte or not in it at all. */
static size_t piece_of(FILE *file, const char *bytes, size_t length) {
    size_t room = BUFSIZ;
#if defined(__linux__)
    if (__fbufsize(file))
        room = __fbufsize(file);
    if (room == 1)
        return length; /* no buffer */
#endif
    if (length > room)
        length = room;
    for (size_t last = length; last; last--)
        if (bytes[last - 1] == '\n')
            return last;
    return length;
}

/* What libc could not hand over it forgets. If that was due to a signal, nothing has been taken; if there is
 * no reason, a part has, and nobody knows how much. False if it failed; `taken` is then how much to go on
 * behind. */
static bool put_stream_piece(FILE *file, const char *bytes, size_t length, size_t *taken) {
    bool had_error = ferror(file);
    errno = 0;
    *taken = fwrite(bytes, 1, length, file);
    bool all = *taken == length, unbuffered = *taken > 0 && !all;
    if (fflush(file) == 0 && all && (had_error || !ferror(file)))
        return true;
    if (!had_error)
        clearerr(file);
    if (!unbuffered)
        *taken = !errno && length > 1;
    if (!errno)
        errno = EIO;
    return errno == EINTR;
}

static size_t write_by_stdio(FILE *file, const char *bytes, size_t length) {
    size_t taken = 0, now;
    fflush(file);
    while (taken < length) {
        bool goes_on = put_stream_piece(file, bytes + taken, piece_of(file, bytes + taken, length - taken), &now);
        taken += now;
        if (!goes_on)
            break;
    }
    return taken;
}

static size_t write_locked(FILE *file, struct pylog__stream_state *state, const char *bytes, size_t length,
                           int64_t patience, int *raised) {
    int descriptor = fileno(file);
    atomic_store_explicit(&state->known, descriptor >= 0 ? descriptor + 1 : 0, memory_order_relaxed);
    if (descriptor < 0)
        return write_by_stdio(file, bytes, length);
    return write_by_descriptor(file, descriptor, state, bytes, length, patience, raised);
}

/* Every function of libc that takes the stream may want its lock. */
static size_t write_without_lock(struct pylog__stream_state *state, const char *bytes, size_t length,
                                 int64_t patience) {
    int known = atomic_load_explicit(&state->known, memory_order_relaxed);
    if (known)
        return write_all(known - 1, state, bytes, length, patience);
    errno = ETIMEDOUT;
    return 0;
}

size_t pylog__port_stream_write(FILE *file, struct pylog__stream_state *state, const char *bytes,
                                size_t length, int64_t patience) {
    struct pylog__quiet quiet;
    int raised = 0;
    bool locked = lock_stream(file, state, patience);
    pylog__port_quiet_begin(&quiet);
    size_t taken = locked ? write_locked(file, state, bytes, length, patience, &raised)
                          : write_without_lock(state, bytes, length, patience);
    int error = errno;
    if (taken < length)
        note_signal(&raised);
    if (locked)
        funlockfile(file);
    pylog__port_quiet_end(&quiet, raised);
    errno = error;
    return taken;
}

#endif
