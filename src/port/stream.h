/* Writing to a stream of the program's: behind what the program has put into it, and no byte twice.
 *
 * Nothing of the library's is ever in the stream's own buffer. So a child of fork that ends by exit() has
 * nothing of the parent's to write, and a signal makes nothing be written again. */
#ifndef PYLOG_PORT_STREAM_H
#define PYLOG_PORT_STREAM_H

#include "port.h"
#include <stdio.h>

#pragma GCC visibility push(hidden)

/* What is kept of a stream from one write to the next; zeroes at first, and for another stream. Any thread
 * may use it. */
struct pylog__stream_state {
    atomic_int known;      /* its descriptor when it was written to last, and one; 0: none */
    atomic_bool hasty;     /* its reader has gone to sleep: it is not waited for until it takes something */
    atomic_bool lock_lost; /* likewise who has the stream's lock */
};

/* Hand bytes over to the operating system. Returns how many were taken; if that is less than `length`, errno
 * says why, and is not 0.
 *
 * - Where the stream has a descriptor, the stream is flushed, and the bytes are written to the descriptor
 * while the stream's lock is held. A write that a signal has cut short goes on where it was. A stream without
 * a descriptor (open_memstream, fopencookie) gets them by fwrite and fflush.
 * - No SIGPIPE and no SIGXFSZ comes of it.
 * - Waits are bounded by `patience` nanoseconds: for the stream's lock, after which the bytes are written
 *   without it where the descriptor is known (else ETIMEDOUT), and for a descriptor that does not block and
 * takes nothing (EAGAIN). A descriptor that blocks does so. */
size_t pylog__port_stream_write(FILE *file, struct pylog__stream_state *state, const char *bytes,
                                size_t length, int64_t patience);

#pragma GCC visibility pop

#endif
