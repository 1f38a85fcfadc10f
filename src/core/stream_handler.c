/* A handler that writes to a stream of the program's: Python's StreamHandler.
 *
 * It has nothing to flush and nothing to close: each record is flushed as it is written, and afterwards the
 * stream may be closed by its owner at any time that no record is on its way. */
#include "../text/error.h"
#include "../text/memory.h"
#include <pylog.h>
#include <stdatomic.h>

struct stream {
    _Atomic(FILE *) file; /* changed with the handler's lock held, as the others */
    bool batching;        /* this thread's records are flushed when its batch ends: */
    uint64_t batcher;
};

static bool is_in_batch(const struct stream *stream) {
    return stream->batching && stream->batcher == pylog__port_thread_id();
}

/* A signal may have interrupted it after a part, which libc then has forgotten: the record is written again.
 */
static int stream_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                        size_t length) {
    struct stream *stream = pylog_handler_data(handler);
    FILE *file = atomic_load_explicit(&stream->file, memory_order_relaxed);
    (void)record;
    for (;;) {
        errno = 0;
        if (fwrite(text, 1, length, file) == length && (is_in_batch(stream) || fflush(file) == 0))
            return 0;
        clearerr(file);
        if (errno != EINTR)
            return -1;
    }
}

static int flush(struct stream *stream) {
    FILE *file = atomic_load_explicit(&stream->file, memory_order_relaxed);
    while (fflush(file) != 0) {
        clearerr(file);
        if (errno != EINTR)
            return -1;
    }
    return 0;
}

static pylog_buffer *stream_batch(pylog_handler *handler, bool on) {
    struct stream *stream = pylog_handler_data(handler);
    stream->batching = on;
    stream->batcher = pylog__port_thread_id();
    if (!on && flush(stream))
        pylog_handler_handle_error(handler, NULL);
    return NULL;
}

static size_t stream_describe(const pylog_handler *handler, char *buffer, size_t size) {
    struct stream *stream = pylog_handler_data(handler);
    FILE *file = atomic_load_explicit(&stream->file, memory_order_relaxed);
    const char *name = file == stderr ? "<stderr>" : file == stdout ? "<stdout>" : "";
    return (size_t)snprintf(buffer, size, "%s", name);
}

static const struct pylog_handler_ops stream_ops = {
    .name = "StreamHandler",
    .write = stream_write,
    .destroy = pylog__free,
    .describe = stream_describe,
    .batch = stream_batch,
};

pylog_handler *pylog_stream_handler_new(FILE *file) {
    struct stream *stream = pylog__allocate(sizeof *stream);
    if (!stream) {
        pylog__fail_memory();
        return NULL;
    }
    stream->batching = false;
    atomic_init(&stream->file, file ? file : stderr);
    pylog_handler *handler = pylog_handler_new(&stream_ops, stream);
    if (!handler)
        pylog__free(stream);
    return handler;
}

FILE *pylog_stream_handler_set_stream(pylog_handler *handler, FILE *file) {
    if (!handler || pylog_handler_operations(handler) != &stream_ops) {
        pylog__fail_type("this is no stream handler");
        return NULL;
    }
    struct stream *stream = pylog_handler_data(handler);
    pylog_handler_acquire(handler);
    if (stream->batching && flush(stream))
        pylog_handler_handle_error(handler, NULL);
    FILE *before = atomic_exchange_explicit(&stream->file, file ? file : stderr, memory_order_relaxed);
    pylog_handler_release(handler);
    return before == (file ? file : stderr) ? NULL : before;
}

int pylog_stream_handler_set_terminator(pylog_handler *handler, const char *terminator) {
    return pylog_handler_set_terminator(handler, terminator);
}
