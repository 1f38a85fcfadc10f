/* A file that others rotate, logrotate say: Python's WatchedFileHandler. Before each record it looks whether
 * the name still means the file that is open. */
#include "../base/error.h"
#include "../base/memory.h"
#include "file_writer.h"

struct watched {
    struct pylog__file_writer writer;
    bool failing; /* there was no new file, which has been reported; under the lock */
};

/* ---- What is open ---------------------------------------------------------------------------- */

/* Where the path cannot be looked at for another reason, Python gives up the record; here the open file is as
 * good as any. */
static bool watched_was_moved(const struct watched *watched) {
    struct pylog__file_status named;
    if (watched->writer.append.file == PYLOG__NO_FILE || !pylog__port_moves_open_files())
        return false;
    if (pylog__port_path_status(watched->writer.append.path, &named))
        return errno == ENOENT;
    const struct pylog__identity *opened = &watched->writer.append.is;
    return named.device != opened->device || named.number != opened->number;
}

/* ---- Operations ------------------------------------------------------------------------------ */

/* Another thread may have been here first. If there is no new file to be had, the record goes into the one
 * that is open, and the failure is reported once. */
static void follow_file(pylog_handler *handler, struct watched *watched, const struct pylog_record *record) {
    if (pylog_handler_acquire_within(handler, 0)) {
        pylog_handler_handle_error(handler, record);
        return;
    }
    const bool moved = watched_was_moved(watched), was_failing = watched->failing;
    watched->failing = moved && pylog__append_file_reopen(&watched->writer.append) != 0;
    if (watched->failing && !was_failing)
        pylog_handler_handle_error(handler, record);
    if (moved && !watched->failing)
        pylog_handler_count_reconnect(handler);
    pylog_handler_release(handler);
}

static int watched_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                         size_t length) {
    struct watched *watched = pylog_handler_data(handler);
    if (watched_was_moved(watched))
        follow_file(handler, watched, record);
    struct pylog__append_part part;
    const enum pylog__appended appended =
        pylog__append_file_write(&watched->writer.append, record->created_ns, text, length, &part);
    if (appended == PYLOG__APPENDED)
        return 0;
    if (appended == PYLOG__APPEND_FAILED)
        return -1;
    if (pylog_handler_acquire_within(handler, 0))
        return -1;
    const int result = pylog__file_writer_write(handler, &watched->writer, record,
                                                appended == PYLOG__APPEND_REST ? &part : NULL, text, length);
    pylog_handler_release(handler);
    return result;
}

static int watched_buffered_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                                  size_t length) {
    struct watched *watched = pylog_handler_data(handler);
    if (watched_was_moved(watched))
        follow_file(handler, watched, record);
    return pylog__file_writer_write(handler, &watched->writer, record, NULL, text, length);
}

static int watched_flush(pylog_handler *handler) {
    struct watched *watched = pylog_handler_data(handler);
    return pylog__append_file_flush(&watched->writer.append);
}

static pylog_buffer *watched_batch(pylog_handler *handler, bool on) {
    struct watched *watched = pylog_handler_data(handler);
    return pylog__file_writer_batch(handler, &watched->writer, on);
}

static void watched_close(pylog_handler *handler) {
    struct watched *watched = pylog_handler_data(handler);
    pylog__file_writer_close(handler, &watched->writer);
}

static void watched_after_fork(pylog_handler *handler) {
    struct watched *watched = pylog_handler_data(handler);
    pylog__append_file_after_fork(&watched->writer.append);
}

static void watched_destroy(void *data) {
    struct watched *watched = data;
    pylog__append_file_release(&watched->writer.append);
    pylog__free(watched);
}

static const char *watched_base_filename(const pylog_handler *handler) {
    const struct watched *watched = pylog_handler_data(handler);
    return watched->writer.append.path;
}

static size_t watched_describe(const pylog_handler *handler, char *buffer, size_t size) {
    return (size_t)snprintf(buffer, size, "%s", watched_base_filename(handler));
}

static void watched_state(const pylog_handler *handler, struct pylog_file_state *out) {
    const struct watched *watched = pylog_handler_data(handler);
    pylog__append_file_state(&watched->writer.append, out);
}

static int watched_reopen(pylog_handler *handler) {
    struct watched *watched = pylog_handler_data(handler);
    return pylog__append_file_reopen(&watched->writer.append);
}

static const struct pylog_file_ops watched_file = { .batch = watched_batch,
                                                   .base_filename = watched_base_filename,
                                                   .reopen = watched_reopen,
                                                   .state = watched_state };
static const struct pylog_file_ops watched_buffered_file = { .base_filename = watched_base_filename,
                                                            .reopen = watched_reopen,
                                                            .state = watched_state };

static const struct pylog_handler_ops watched_ops = {
    .name = "WatchedFileHandler",
    .flags = PYLOG_HANDLER_SHARED_WRITE | PYLOG_HANDLER_REOPENS,
    .write = watched_write,
    .close = watched_close,
    .destroy = watched_destroy,
    .describe = watched_describe,
    .after_fork = watched_after_fork,
    .file = &watched_file,
};

/* At shutdown closing is what flushes, because it tells if that fails. */
static const struct pylog_handler_ops watched_buffered_ops = {
    .name = "WatchedFileHandler",
    .flags = PYLOG_HANDLER_REOPENS | PYLOG_HANDLER_NO_FLUSH_ON_CLOSE,
    .write = watched_buffered_write,
    .flush = watched_flush,
    .close = watched_close,
    .destroy = watched_destroy,
    .describe = watched_describe,
    .after_fork = watched_after_fork,
    .file = &watched_buffered_file,
};

/* Others may close the handler as soon as it is made: pylog_shutdown, a configuration. */
static int watched_open_now(pylog_handler *handler, struct watched *watched) {
    if (pylog_handler_acquire_within(handler, 0))
        return -1;
    const int result = pylog__append_file_open(&watched->writer.append);
    pylog_handler_release(handler);
    return result;
}

pylog_handler *pylog_watched_file_handler_new(const char *filename,
                                              const struct pylog_file_options *options) {
    static const struct pylog_file_options defaults = { 0 };
    if (!options)
        options = &defaults;
    struct watched *watched = pylog__allocate_zeroed(sizeof *watched);
    if (!watched) {
        pylog__fail_memory();
        return NULL;
    }
    if (pylog__file_writer_init(&watched->writer, filename, options)) {
        pylog__free(watched);
        return NULL;
    }
    pylog_handler *handler = pylog_handler_new(options->buffer_size ? &watched_buffered_ops : &watched_ops, watched);
    if (!handler) {
        watched_destroy(watched);
        return NULL;
    }
    if (pylog_handler_set_encoding(handler, options->encoding, options->errors) ||
        (!options->delay && watched_open_now(handler, watched))) {
        pylog_handler_unref(handler);
        return NULL;
    }
    return handler;
}
