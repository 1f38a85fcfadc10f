/* A handler that writes to a stream of the program's: Python's StreamHandler.
 *
 * It has nothing to flush and nothing to close: each record is handed to the system as it is written, and
 * afterwards the stream may be closed by its owner at any time that no record is on its way. What a listener
 * holds back until its batch ends is held in memory of the handler's own, and never in the stream's: see
 * tell.h. */
#include "../port/lock.h"
#include "../base/error.h"
#include "../base/memory.h"
#include "tell.h"
#include <pylog.h>
#include <string.h>

/* Records that are written together. */
struct held {
    size_t length, count;
    unsigned ends[1024]; /* where each of them ends */
    char text[60 * 1024];
};

struct stream {
    _Atomic(FILE *) file; /* changed with the handler's lock held, as the others */
    struct pylog__stream written;
    struct held *held; /* NULL: there has been no batch yet, or there was no memory */
    bool batching;     /* this thread's records may be held back: */
    uint64_t batcher; /* its mark */
};

static FILE *file_of(const struct stream *stream) {
    return atomic_load_explicit(&stream->file, memory_order_relaxed);
}

/* They are counted here. What cannot be written is given up: the stream may be closed when the batch is over.
 */
static void write_held(pylog_handler *handler, struct stream *stream) {
    struct held *held = stream->held;
    if (!held || !held->count)
        return;
    size_t taken = pylog__stream_write(file_of(stream), &stream->written, held->text, held->length),
           whole = 0;
    bool failed = taken < held->length;
    while (whole < held->count && held->ends[whole] <= taken)
        whole++;
    pylog_handler_count_emitted(handler, whole);
    pylog_handler_count_dropped(handler, held->count - whole);
    held->length = held->count = 0;
    if (failed)
        pylog_handler_handle_error(handler, NULL);
}

static bool is_batching(const struct stream *stream) {
    return stream->batching && stream->batcher == pylog__thread_mark();
}

/* False if it is too long. */
static bool hold_text(pylog_handler *handler, struct stream *stream, const char *text, size_t length) {
    struct held *held = stream->held;
    if (held->count == sizeof held->ends / sizeof *held->ends || length > sizeof held->text - held->length)
        write_held(handler, stream);
    if (length > sizeof held->text)
        return false;
    memcpy(held->text + held->length, text, length);
    held->length += length;
    held->ends[held->count++] = (unsigned)held->length;
    return true;
}

static int stream_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                        size_t length) {
    struct stream *stream = pylog_handler_data(handler);
    (void)record;
    if (is_batching(stream) && hold_text(handler, stream, text, length))
        return 1;
    write_held(handler, stream);
    return pylog__stream_write(file_of(stream), &stream->written, text, length) == length ? 0 : -1;
}

/* Without memory nothing is held back. */
static pylog_buffer *stream_batch(pylog_handler *handler, bool on) {
    struct stream *stream = pylog_handler_data(handler);
    if (on && !stream->held)
        stream->held = pylog__allocate_zeroed(sizeof *stream->held);
    stream->batching = on && stream->held;
    stream->batcher = pylog__thread_mark();
    if (!on)
        write_held(handler, stream);
    return NULL;
}

/* What is held back is the parent's, and so is the thread whose batch it was. */
static void stream_after_fork(pylog_handler *handler) {
    struct stream *stream = pylog_handler_data(handler);
    if (stream->held)
        stream->held->length = stream->held->count = 0;
    stream->batching = false;
}

static size_t stream_describe(const pylog_handler *handler, char *buffer, size_t size) {
    FILE *file = file_of(pylog_handler_data(handler));
    const char *name = file == stderr ? "<stderr>" : file == stdout ? "<stdout>" : "";
    return (size_t)snprintf(buffer, size, "%s", name);
}

static void stream_destroy(void *data) {
    struct stream *stream = data;
    pylog__free(stream->held);
    pylog__free(stream);
}

static const struct pylog_file_ops stream_file = { .batch = stream_batch };

static const struct pylog_handler_ops stream_ops = {
    .name = "StreamHandler",
    .write = stream_write,
    .destroy = stream_destroy,
    .describe = stream_describe,
    .after_fork = stream_after_fork,
    .file = &stream_file,
};

pylog_handler *pylog_stream_handler_new(FILE *file) {
    struct stream *stream = pylog__allocate_zeroed(sizeof *stream);
    if (!stream) {
        pylog__fail_memory();
        return NULL;
    }
    atomic_init(&stream->file, file ? file : stderr);
    pylog_handler *handler = pylog_handler_new(&stream_ops, stream);
    if (!handler)
        pylog__free(stream);
    return handler;
}

static void forget_stream(struct pylog__stream *written) {
    atomic_store_explicit(&written->state.known, 0, memory_order_relaxed);
    atomic_store_explicit(&written->state.hasty, false, memory_order_relaxed);
    atomic_store_explicit(&written->state.lock_lost, false, memory_order_relaxed);
    atomic_store_explicit(&written->fragment, false, memory_order_relaxed);
}

struct stream_change {
    FILE *file;
};

/* The former file, and an error callback, may be code of the program's. */
static int change_stream(pylog_handler *handler, void *data) {
    struct stream *stream = pylog_handler_data(handler);
    struct stream_change *change = data;
    write_held(handler, stream);
    FILE *before = atomic_exchange_explicit(&stream->file, change->file, memory_order_relaxed);
    if (before != change->file)
        forget_stream(&stream->written);
    change->file = before;
    return 0;
}

FILE *pylog_stream_handler_set_stream(pylog_handler *handler, FILE *file) {
    if (!handler || pylog_handler_operations(handler) != &stream_ops) {
        pylog__fail_type("this is no stream handler");
        return NULL;
    }
    file = file ? file : stderr;
    struct stream_change change = { file };
    if (pylog_handler_call_locked(handler, change_stream, &change))
        return NULL;
    if (change.file != file)
        return change.file;
    errno = 0;
    return NULL;
}

FILE *pylog_stream_handler_stream(const pylog_handler *handler) {
    if (handler && pylog_handler_operations(handler) == &stream_ops)
        return file_of(pylog_handler_data(handler));
    pylog__fail_type("this is no stream handler");
    return NULL;
}
