/* The contract of stream.h on Windows, where no signal interrupts a write and no process is forked: the
 * stream's own functions, which know how its text is to be encoded. */
#include "stream.h"

#ifdef _WIN32

size_t pylog__port_stream_write(FILE *file, struct pylog__stream_state *state, const char *bytes,
                                size_t length, int64_t patience) {
    (void)state, (void)patience;
    errno = 0;
    size_t taken = fwrite(bytes, 1, length, file);
    if (fflush(file) == 0 && taken == length)
        return taken;
    clearerr(file);
    if (!errno)
        errno = EIO;
    return taken < length ? taken : 0;
}

#endif
