/* A handler that appends to a file: Python's FileHandler. Without a buffer `write` runs in several threads at
 * once; with one, each takes the lock to put its record into it. */
#include "append_file.h"
#include "handler.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../thread/unwinding.h"

struct file {
    struct pylog__append_file append;
    int flush_level;
    double flush_interval; /* seconds; 0: none */
    bool write_through; /* has been closed once: whoever does that expects nothing to be held back any more */
};

/* The program has closed what it did not open: told once, the record is in the file all the same. */
static __attribute__((noinline)) void tell_if_file_lost(pylog_handler *handler, struct file *file,
                                                        const struct pylog_record *record) {
    const int error = errno;
    if (pylog__append_file_was_lost(&file->append)) {
        pylog_handler_count_reconnect(handler);
        pylog_handler_handle_error(handler, record);
    }
    errno = error;
}

static int write_alone(pylog_handler *handler, struct file *file, const struct pylog_record *record,
                       struct pylog__append_part *part, const char *text, size_t length) {
    bool again = file->append.opened && file->append.file == PYLOG__NO_FILE;
    if (pylog__append_file_ready(&file->append, record->created_ns))
        return -1;
    if (again)
        pylog_handler_count_reconnect(handler);
    int result = pylog__append_file_write_alone(&file->append, part, text, length);
    if (file->append.lost)
        tell_if_file_lost(handler, file, record);
    return result;
}

/* After a write of which not all was taken. */
static __attribute__((noinline)) int write_rest(pylog_handler *handler, enum pylog__appended appended,
                                                const struct pylog_record *record,
                                                struct pylog__append_part *part, const char *text,
                                                size_t length) {
    struct file *file = pylog_handler_data(handler);
    if (appended == PYLOG__APPEND_FAILED)
        return -1;
    if (pylog_handler_acquire_within(handler, 0))
        return -1;
    int result =
        write_alone(handler, file, record, appended == PYLOG__APPEND_REST ? part : NULL, text, length);
    pylog_handler_release(handler);
    return result;
}

PYLOG__HOT static int file_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                                 size_t length) {
    struct file *file = pylog_handler_data(handler);
    if (pylog__append_file_is_mine(&file->append))
        return write_alone(handler, file, record, NULL, text, length);
    struct pylog__append_part part;
    enum pylog__appended appended =
        pylog__append_file_write(&file->append, record->created_ns, text, length, &part);
    return appended == PYLOG__APPENDED ? 0 : write_rest(handler, appended, record, &part, text, length);
}

/* The record is held still if it cannot be written now: that is reported, and it is counted all the same. */
static int flush_now(pylog_handler *handler, struct file *file) {
    if (pylog__append_file_flush(&file->append) == 0)
        return 0;
    pylog_handler_count_emitted(handler, 1);
    return -1;
}

/* A record that must not be held back is written with the others. Where there is no thread to flush them
 * later, none is held back. */
static int buffered_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                          size_t length) {
    struct file *file = pylog_handler_data(handler);
    bool empty = !file->append.held.length;
    int result = write_alone(handler, file, record, NULL, text, length);
    if (result)
        return result;
    if (record->levelno >= file->flush_level || file->write_through)
        return flush_now(handler, file);
    if (empty && file->append.held.length && file->flush_interval > 0 &&
        pylog_handler_flush_later(handler, file->flush_interval))
        return flush_now(handler, file);
    return 0;
}

static int file_flush(pylog_handler *handler) {
    struct file *file = pylog_handler_data(handler);
    return pylog__append_file_flush(&file->append);
}

/* What cannot be written is held still, for the next record to be written with. */
static void file_close(pylog_handler *handler) {
    struct file *file = pylog_handler_data(handler);
    file->write_through = true;
    if (pylog__append_file_close(&file->append))
        pylog_handler_handle_error(handler, NULL);
    tell_if_file_lost(handler, file, NULL);
}

static void file_destroy(void *data) {
    struct file *file = data;
    pylog__append_file_release(&file->append);
    pylog__free(file);
}

static const char *file_base_filename(const pylog_handler *handler) {
    const struct file *file = pylog_handler_data(handler);
    return file->append.path;
}

static size_t file_describe(const pylog_handler *handler, char *buffer, size_t size) {
    return (size_t)snprintf(buffer, size, "%s", file_base_filename(handler));
}

static void file_state(const pylog_handler *handler, struct pylog_file_state *out) {
    const struct file *file = pylog_handler_data(handler);
    pylog__append_file_state(&file->append, out);
}

static int file_reopen(pylog_handler *handler) {
    struct file *file = pylog_handler_data(handler);
    return pylog__append_file_reopen(&file->append);
}

/* With a buffer all is held back in any case. */
static pylog_buffer *file_batch(pylog_handler *handler, bool on) {
    struct file *file = pylog_handler_data(handler);
    if (file->append.buffered)
        return NULL;
    if (pylog__append_file_batch(&file->append, on))
        pylog_handler_handle_error(handler, NULL);
    return pylog__append_file_held(&file->append);
}

static void file_after_fork(pylog_handler *handler) {
    struct file *file = pylog_handler_data(handler);
    pylog__append_file_after_fork(&file->append);
}

static const struct pylog_file_ops file_of_file_handler = {
    .batch = file_batch, .base_filename = file_base_filename, .reopen = file_reopen, .state = file_state
};

static const struct pylog_handler_ops file_ops = {
    .name = "FileHandler",
    .flags = PYLOG_HANDLER_SHARED_WRITE | PYLOG_HANDLER_REOPENS,
    .write = file_write,
    .close = file_close,
    .destroy = file_destroy,
    .describe = file_describe,
    .after_fork = file_after_fork,
    .file = &file_of_file_handler,
};

/* At shutdown closing is what flushes, because it tells if that fails. */
static const struct pylog_handler_ops buffered_ops = {
    .name = "FileHandler",
    .flags = PYLOG_HANDLER_REOPENS | PYLOG_HANDLER_NO_FLUSH_ON_CLOSE,
    .write = buffered_write,
    .flush = file_flush,
    .close = file_close,
    .destroy = file_destroy,
    .describe = file_describe,
    .after_fork = file_after_fork,
    .file = &file_of_file_handler,
};

/* Others may close the handler as soon as it is made: pylog_shutdown, a configuration. */
PYLOG__COLD int pylog__file_handler_open(pylog_handler *handler) {
    struct file *file = pylog_handler_data(handler);
    if (pylog_handler_acquire_within(handler, 0))
        return -1;
    int result = pylog__append_file_open(&file->append);
    pylog_handler_release(handler);
    return result;
}

/* The file is opened last: when anything else fails, nothing has been created or truncated. */
pylog_handler *pylog__file_handler_new(const char *filename, const struct pylog_file_options *options,
                                       const struct pylog__parts *parts) {
    static const struct pylog_file_options defaults = { 0 };
    if (!options)
        options = &defaults;
    struct file *file = pylog__allocate_zeroed(sizeof *file);
    if (!file) {
        pylog__fail_memory();
        return NULL;
    }
    if (pylog__append_file_init(&file->append, filename, options, parts->find_codec)) {
        pylog__free(file);
        return NULL;
    }
    file->flush_level = options->flush_level ? options->flush_level : PYLOG_ERROR;
    file->flush_interval = options->flush_interval;
    pylog_handler *handler = pylog_handler_new(options->buffer_size ? &buffered_ops : &file_ops, file);
    if (!handler) {
        file_destroy(file);
        return NULL;
    }
    if (pylog__handler_set_codec(handler, &file->append.codec) ||
        (!options->delay && pylog__file_handler_open(handler))) {
        pylog_handler_unref(handler);
        return NULL;
    }
    return handler;
}

/* ---- For every handler that writes to a file ------------------------------------------------- */

int pylog_file_handler_reopen(pylog_handler *handler) {
    if (!handler || !pylog__has_file_operation(handler, reopen))
        return pylog__fail_type("this is no file handler");
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    int result = pylog_handler_acquire_within(handler, 0);
    if (!result) {
        result = handler->ops->file->reopen(handler);
        if (!result)
            pylog_handler_count_reconnect(handler);
        pylog_handler_release(handler);
    }
    pylog__call_end(thread);
    return result;
}

const char *pylog_file_handler_base_filename(const pylog_handler *handler) {
    if (handler && pylog__has_file_operation(handler, base_filename))
        return handler->ops->file->base_filename(handler);
    pylog__fail_type("this is no file handler");
    return NULL;
}

/* ---- What every handler of files tells ------------------------------------------------------------------------- */

static int ask_for_state(pylog_handler *handler, void *out) {
    *(struct pylog_file_state *)out = (struct pylog_file_state){ .mode = NULL };
    handler->ops->file->state(handler, out);
    return 0;
}

int pylog_file_handler_state(pylog_handler *handler, struct pylog_file_state *out) {
    if (!handler || !pylog__has_file_operation(handler, state))
        return pylog__fail_type("this is no file handler");
    return pylog_handler_call_locked(handler, ask_for_state, out);
}
