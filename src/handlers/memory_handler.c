/* Records that are kept until there are enough of them, or one is serious, and then given to another handler:
 * Python's MemoryHandler.
 *
 * The lock is held while the target handles them, which takes its own: a target is downwards. */
#include "../base/error.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "record_buffer.h"

enum { MOST_WITHOUT_TARGET = 10000 };

struct memory {
    struct pylog__record_buffer records;
    size_t capacity, most;
    int flush_level;
    bool keep_newest, flush_on_close;
    pylog_handler *target; /* counted */
    bool detached;         /* closed: there is no target, but it is released later, when no lock is held */
};

static pylog_handler *target_of(const struct memory *memory) {
    return memory->detached ? NULL : memory->target;
}

/* What the target logs to this handler meanwhile is kept for the next time. */
static int memory_flush(pylog_handler *handler) {
    struct memory *memory = pylog_handler_data(handler);
    for (size_t left = memory->records.count; left && target_of(memory); left--) {
        struct pylog_record *record = pylog__record_buffer_take(&memory->records);
        if (!record)
            break;
        pylog_handler_handle(target_of(memory), record);
        pylog_handler_count_emitted(handler, 1);
        pylog_record_free(record);
    }
    return 0;
}

static void drop_oldest_kept(pylog_handler *handler, struct memory *memory, size_t most) {
    for (; memory->records.count > most; pylog_handler_count_dropped(handler, 1))
        pylog_record_free(pylog__record_buffer_take(&memory->records));
}

static int memory_emit(pylog_handler *handler, const struct pylog_record *record) {
    struct memory *memory = pylog_handler_data(handler);
    if (pylog__record_buffer_add(&memory->records, record))
        return -1;
    const bool full = memory->records.count >= memory->capacity;
    if (record->levelno >= memory->flush_level || (full && !memory->keep_newest))
        memory_flush(handler);
    drop_oldest_kept(handler, memory, memory->keep_newest ? memory->capacity : memory->most);
    return 1;
}

/* As in Python, what has not been flushed stays: a new target may have it. */
static void memory_close(pylog_handler *handler) {
    struct memory *memory = pylog_handler_data(handler);
    if (memory->flush_on_close)
        memory_flush(handler);
    memory->detached = true;
}

static void memory_after_fork(pylog_handler *handler) {
    struct memory *memory = pylog_handler_data(handler);
    pylog__record_buffer_forget(&memory->records);
}

static void memory_destroy(void *data) {
    struct memory *memory = data;
    pylog_handler_unref(memory->target);
    pylog__record_buffer_release(&memory->records);
    pylog__free(memory);
}

static const struct pylog_handler_ops memory_ops = {
    .name = "MemoryHandler",
    .flags = PYLOG_HANDLER_REOPENS,
    .emit = memory_emit,
    .flush = memory_flush,
    .close = memory_close,
    .destroy = memory_destroy,
    .after_fork = memory_after_fork,
};

static const struct pylog_handler_ops memory_ops_without_flush = {
    .name = "MemoryHandler",
    .flags = PYLOG_HANDLER_REOPENS | PYLOG_HANDLER_NO_FLUSH_ON_CLOSE,
    .emit = memory_emit,
    .flush = memory_flush,
    .close = memory_close,
    .destroy = memory_destroy,
    .after_fork = memory_after_fork,
};

/* NULL with the error set if it is another handler. */
static struct memory *memory_of(const pylog_handler *handler) {
    const struct pylog_handler_ops *ops = handler ? pylog_handler_operations(handler) : NULL;
    if (ops == &memory_ops || ops == &memory_ops_without_flush)
        return pylog_handler_data(handler);
    pylog__fail_type("this is no memory handler");
    return NULL;
}

int pylog_memory_handler_set_target(pylog_handler *handler, pylog_handler *target) {
    struct memory *memory = memory_of(handler);
    if (!memory)
        return -1;
    if (target == handler)
        return pylog__fail_value("a memory handler cannot be its own target");
    if (pylog_handler_acquire_within(handler, 0))
        return -1;
    pylog_handler_ref(target);
    pylog_handler *before = memory->target;
    memory->target = target;
    memory->detached = false;
    pylog_handler_release(handler);
    pylog_handler_unref(before);
    return 0;
}

pylog_handler *pylog_memory_handler_target(pylog_handler *handler) {
    struct memory *memory = memory_of(handler);
    if (!memory || pylog_handler_acquire_within(handler, 0))
        return NULL;
    pylog_handler *target = pylog_handler_ref(target_of(memory));
    pylog_handler_release(handler);
    if (!target)
        errno = 0;
    return target;
}

size_t pylog_memory_handler_capacity(const pylog_handler *handler) {
    const struct memory *memory = memory_of(handler);
    return memory ? memory->capacity : 0;
}

int pylog_memory_handler_flush_level(const pylog_handler *handler) {
    const struct memory *memory = memory_of(handler);
    return memory ? memory->flush_level : 0;
}

int64_t pylog_memory_handler_count(pylog_handler *handler) {
    struct memory *memory = memory_of(handler);
    if (!memory || pylog_handler_acquire_within(handler, 0))
        return -1;
    const int64_t count = (int64_t)memory->records.count;
    pylog_handler_release(handler);
    return count;
}

int64_t pylog_memory_handler_discard(pylog_handler *handler) {
    struct memory *memory = memory_of(handler);
    if (!memory || pylog_handler_acquire_within(handler, 0))
        return -1;
    const size_t count = pylog__record_buffer_clear(&memory->records);
    pylog_handler_count_dropped(handler, count);
    pylog_handler_release(handler);
    return (int64_t)count;
}

pylog_handler *pylog_memory_handler_new(size_t capacity, const struct pylog_memory_options *options) {
    static const struct pylog_memory_options defaults = { .flush_level = 0 };
    if (!options)
        options = &defaults;
    if (pylog__check_members(options))
        return NULL;
    struct memory *memory = pylog__allocate_zeroed(sizeof *memory);
    if (!memory) {
        pylog__fail_memory();
        return NULL;
    }
    memory->capacity = capacity;
    memory->most = options->max_records ? options->max_records : MOST_WITHOUT_TARGET;
    if (!options->max_records && capacity > memory->most)
        memory->most = capacity;
    memory->flush_level = options->flush_level ? options->flush_level : PYLOG_ERROR;
    memory->keep_newest = options->keep_newest;
    memory->flush_on_close = !options->no_flush_on_close;
    memory->target = options->target;
    pylog_handler *handler =
        pylog_handler_new(options->no_flush_on_close ? &memory_ops_without_flush : &memory_ops, memory);
    if (handler)
        pylog_handler_ref(options->target);
    else
        pylog__free(memory);
    return handler;
}
