/* Records that are kept until there are enough of them, and then forgotten: Python's BufferingHandler. */
#include "../base/error.h"
#include "../base/memory.h"
#include "record_buffer.h"

struct buffering {
    struct pylog__record_buffer records;
    size_t capacity;
};

static int buffering_flush(pylog_handler *handler) {
    struct buffering *buffering = pylog_handler_data(handler);
    pylog_handler_count_dropped(handler, pylog__record_buffer_clear(&buffering->records));
    return 0;
}

static int buffering_emit(pylog_handler *handler, const struct pylog_record *record) {
    struct buffering *buffering = pylog_handler_data(handler);
    if (pylog__record_buffer_add(&buffering->records, record))
        return -1;
    if (buffering->records.count >= buffering->capacity)
        buffering_flush(handler);
    return 1;
}

static void buffering_close(pylog_handler *handler) {
    buffering_flush(handler);
}

static void buffering_after_fork(pylog_handler *handler) {
    struct buffering *buffering = pylog_handler_data(handler);
    pylog__record_buffer_forget(&buffering->records);
}

static void buffering_destroy(void *data) {
    struct buffering *buffering = data;
    pylog__record_buffer_release(&buffering->records);
    pylog__free(buffering);
}

static const struct pylog_handler_ops buffering_ops = {
    .name = "BufferingHandler",
    .flags = PYLOG_HANDLER_REOPENS,
    .emit = buffering_emit,
    .flush = buffering_flush,
    .close = buffering_close,
    .destroy = buffering_destroy,
    .after_fork = buffering_after_fork,
};

/* NULL with the error set if it is another handler. */
static struct buffering *buffering_of(const pylog_handler *handler) {
    if (handler && pylog_handler_operations(handler) == &buffering_ops)
        return pylog_handler_data(handler);
    pylog__fail_type("this is no buffering handler");
    return NULL;
}

size_t pylog_buffering_handler_capacity(const pylog_handler *handler) {
    const struct buffering *buffering = buffering_of(handler);
    return buffering ? buffering->capacity : 0;
}

int64_t pylog_buffering_handler_count(pylog_handler *handler) {
    struct buffering *buffering = buffering_of(handler);
    if (!buffering || pylog_handler_acquire_within(handler, 0))
        return -1;
    const int64_t count = (int64_t)buffering->records.count;
    pylog_handler_release(handler);
    return count;
}

pylog_handler *pylog_buffering_handler_new(size_t capacity) {
    struct buffering *buffering = pylog__allocate_zeroed(sizeof *buffering);
    if (!buffering) {
        pylog__fail_memory();
        return NULL;
    }
    buffering->capacity = capacity;
    pylog_handler *handler = pylog_handler_new(&buffering_ops, buffering);
    if (!handler)
        pylog__free(buffering);
    return handler;
}
