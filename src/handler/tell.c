/* One way to a stream, and one to stderr. */
#include "tell.h"

static const int64_t longest_told_wait = INT64_C(10000000000), longest_wait_to_tell = 1000000000;

static struct pylog__stream standard_error;

static size_t write_to_stream(FILE *file, struct pylog__stream *stream, const char *text, size_t length,
                              int64_t patience) {
    if (atomic_load_explicit(&stream->fragment, memory_order_relaxed)) {
        if (!pylog__port_stream_write(file, &stream->state, "\n", 1, patience))
            return 0;
        atomic_store_explicit(&stream->fragment, false, memory_order_relaxed);
    }
    size_t taken = pylog__port_stream_write(file, &stream->state, text, length, patience);
    if (taken && taken < length)
        atomic_store_explicit(&stream->fragment, text[taken - 1] != '\n', memory_order_relaxed);
    return taken;
}

size_t pylog__stream_write(FILE *file, struct pylog__stream *stream, const char *text, size_t length) {
    return write_to_stream(file, stream, text, length, longest_told_wait);
}

int pylog__stderr_write(const char *text, size_t length) {
    return write_to_stream(stderr, &standard_error, text, length, longest_told_wait) == length ? 0 : -1;
}

void pylog__tell(const char *text, size_t length) {
    struct pylog__port_error saved = pylog__port_save_error();
    write_to_stream(stderr, &standard_error, text, length, longest_wait_to_tell);
    pylog__port_restore_error(saved);
}
