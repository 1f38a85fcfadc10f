/* Rotating, but for when and under which names. */
#include "rotation.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/timeout.h"
#include <errno.h>

#define ROTATION_SECOND INT64_C(1000000000)

/* ---- Files ----------------------------------------------------------------------------------- */

bool pylog__file_exists(const char *path) {
    struct pylog__file_status status;
    return pylog__port_path_status(path, &status) == 0;
}

int pylog__rename_file(const char *from, const char *to) {
    char text[128];
    if (pylog__port_rename(from, to) == 0)
        return 0;
    const int error = errno;
    return pylog__fail_as(pylog__error_class(error), error, "[Errno %d] %s: '%s' -> '%s'", error,
                          pylog__port_error_text(error, text, sizeof text), from, to);
}

int pylog__remove_file(const char *path) {
    if (pylog__port_remove(path) == 0 || errno == ENOENT)
        return 0;
    return pylog__fail_os(errno, path);
}

int pylog__rotation_name(const struct pylog__rotation *rotation, const char *suffix,
                         struct pylog_buffer *out) {
    char storage[256];
    struct pylog_buffer usual;
    pylog__buffer_init(&usual, storage, sizeof storage);
    pylog__put_string(&usual, rotation->writer.append.path);
    pylog__put_char(&usual, '.');
    pylog__put_string(&usual, suffix);
    int result = 0;
    if (rotation->options.namer)
        result = rotation->options.namer(pylog__buffer_text(&usual), out, rotation->options.data);
    else
        pylog__put(out, usual.data, usual.length);
    if (usual.failed || out->failed)
        result = pylog__fail_memory();
    pylog__buffer_release(&usual);
    pylog__buffer_text(out);
    return result;
}

/* A rotator may remove the file, which is best done when nobody has it open; and it makes the other one
 * itself. */
static int call_rotator(struct pylog__rotation *rotation, const char *to) {
    pylog__append_file_close(&rotation->writer.append);
    errno = 0;
    return rotation->options.rotator(rotation->writer.append.path, to, rotation->rotator_data);
}

int pylog__rotation_move(struct pylog__rotation *rotation, const char *to) {
    if (rotation->options.rotator)
        return call_rotator(rotation, to);
    return pylog__file_exists(rotation->writer.append.path)
               ? pylog__rename_file(rotation->writer.append.path, to)
               : 0;
}

/* Another file is open now. */
static void forget_file(struct pylog__rotation *rotation) {
    rotation->size = -1;
}

static void note_size(struct pylog__rotation *rotation, int64_t size) {
    rotation->size = size < 0 ? -1 : size + (int64_t)rotation->writer.append.held.length;
    rotation->unasked = 0;
}

int64_t pylog__rotation_size(struct pylog__rotation *rotation, uint64_t unasked) {
    const struct pylog__append_file *append = &rotation->writer.append;
    const bool was_open = append->file != PYLOG__NO_FILE;
    if (pylog__append_file_open(&rotation->writer.append) || !append->regular)
        return -1;
    if (!was_open)
        forget_file(rotation);
    if (rotation->size < 0 || rotation->unasked >= unasked)
        note_size(rotation, pylog__port_file_size(append->file));
    return rotation->size;
}

static void count_written(struct pylog__rotation *rotation, size_t length) {
    rotation->unasked += length;
    if (rotation->size >= 0)
        rotation->size += (int64_t)length;
}

/* ---- How many backups ------------------------------------------------------------------------ */

struct pylog__retention pylog__retention_begin(const struct pylog__rotation_options *options) {
    struct pylog__retention left = { UINT64_MAX, UINT64_MAX, INT64_MIN };
    if (options->backup_count > 0)
        left.count = (uint64_t)options->backup_count;
    if (options->max_total_bytes)
        left.bytes = options->max_total_bytes;
    if (options->max_age > 0 && options->max_age < 1e9)
        left.oldest = pylog__port_now() - (int64_t)(options->max_age * 1e9);
    return left;
}

bool pylog__retention_keeps(struct pylog__retention *left, const struct pylog__file_status *backup) {
    const uint64_t size = backup->size > 0 ? (uint64_t)backup->size : 0;
    if (left->count == 0 || size > left->bytes || backup->modified < left->oldest) {
        left->count = 0;
        return false;
    }
    left->count--;
    left->bytes -= size;
    return true;
}

/* ---- Several processes ----------------------------------------------------------------------- */

static void close_lock(struct pylog__rotation *rotation) {
    const pylog__file closing = pylog__port_place(&rotation->lock_file, PYLOG__NO_FILE);
    if (closing != PYLOG__NO_FILE && pylog__port_is_same(closing, &rotation->lock_is))
        pylog__port_file_close(closing);
}

static int open_lock(struct pylog__rotation *rotation) {
    const struct pylog__append_file *append = &rotation->writer.append;
    struct pylog__identity identity;
    if (rotation->lock_file != PYLOG__NO_FILE)
        return 0;
    if (append->make_directories &&
        pylog__make_directories(rotation->lock_path, append->directory_permissions))
        return -1;
    const pylog__file opened = pylog__port_lock_open(rotation->lock_path, append->permissions);
    if (opened == PYLOG__NO_FILE)
        return pylog__fail_os(errno, rotation->lock_path);
    pylog__port_identify(opened, &identity);
    pylog__port_hold_forks();
    rotation->lock_file = opened;
    rotation->lock_is = identity;
    pylog__port_let_fork();
    return 0;
}

/* Both files, at most once a second: see pylog__append_file_look. */
static void look_at_files(struct pylog__rotation *rotation) {
    if (pylog__append_file_look(&rotation->writer.append))
        forget_file(rotation);
    if (rotation->lock_file != PYLOG__NO_FILE && !pylog__port_is_same(rotation->lock_file, &rotation->lock_is))
        close_lock(rotation);
}

/* Somebody keeps the lock. Next time it is waited for only when the pause is over. */
static void give_up_lock_file(struct pylog__rotation *rotation) {
    enum { LONGEST_PAUSE = 60 };
    const int64_t now = pylog__port_monotonic();
    if (rotation->lock_pause && now < rotation->lock_patience)
        return;
    const int64_t pause = rotation->lock_pause ? 2 * rotation->lock_pause : ROTATION_SECOND;
    rotation->lock_pause = pause < LONGEST_PAUSE * ROTATION_SECOND ? pause : LONGEST_PAUSE * ROTATION_SECOND;
    rotation->lock_patience = now + rotation->lock_pause;
}

static int fail_lock(const struct pylog__rotation *rotation) {
    if (errno != ETIMEDOUT)
        return pylog__fail_os(errno, rotation->lock_path);
    return pylog__fail_as("TimeoutError", ETIMEDOUT,
                          "'%s' is locked by another process: records are appended, and nothing is rotated",
                          rotation->lock_path);
}

/* Others may have closed the lock file, whose number is not open then. */
static int lock_until(struct pylog__rotation *rotation, int64_t deadline) {
    if (open_lock(rotation))
        return -1;
    if (pylog__port_lock(rotation->lock_file, deadline) == 0)
        return 0;
    if (errno != EBADF)
        return fail_lock(rotation);
    close_lock(rotation);
    if (open_lock(rotation))
        return -1;
    return pylog__port_lock(rotation->lock_file, deadline) ? fail_lock(rotation) : 0;
}

static int lock_file(const pylog_handler *handler, struct pylog__rotation *rotation) {
    const bool patient = !rotation->lock_pause || pylog__port_monotonic() >= rotation->lock_patience;
    if (lock_until(rotation, 0) &&
        (errno != ETIMEDOUT || !patient || lock_until(rotation, pylog__port_monotonic() + ROTATION_SECOND))) {
        give_up_lock_file(rotation);
        return -1;
    }
    rotation->lock_pause = 0;
    rotation->locked = pylog_handler_depth(handler);
    rotation->lock_failing = false;
    return 0;
}

static void unlock_file(struct pylog__rotation *rotation) {
    rotation->locked = 0;
    pylog__port_unlock(rotation->lock_file);
}

/* Has another process moved the file away that is open here? If not, it may have appended to it. */
static bool was_moved(struct pylog__rotation *rotation) {
    struct pylog__file_status named;
    const struct pylog__append_file *append = &rotation->writer.append;
    if (append->file == PYLOG__NO_FILE)
        return false;
    if (pylog__port_path_status(append->path, &named) || named.device != append->is.device ||
        named.number != append->is.number)
        return true;
    if (rotation->size != named.size)
        pylog__append_file_look_at_end(&rotation->writer.append); /* another process was here last */
    note_size(rotation, named.size);
    return false;
}

/* ---- Rotating -------------------------------------------------------------------------------- */

static void report_failure(pylog_handler *handler, struct pylog__rotation *rotation,
                           const struct pylog_record *record) {
    const bool again = rotation->failing;
    rotation->failing = true;
    rotation->retry_at = pylog__port_monotonic() + ROTATION_SECOND;
    if (!again)
        pylog_handler_handle_error(handler, record);
}

static int renew(struct pylog__rotation *rotation) {
    if (pylog__append_file_reopen(&rotation->writer.append))
        return -1;
    forget_file(rotation);
    rotation->moved = false;
    rotation->failing = false;
    if (rotation->rules->renewed)
        rotation->rules->renewed(rotation);
    return 0;
}

/* Move the file, unless that has been done, and begin a new one. */
static int move_and_renew(struct pylog__rotation *rotation) {
    if (rotation->moved)
        return renew(rotation);
    const int result = rotation->rules->move(rotation);
    if (result)
        return result;
    rotation->moved = true;
    return renew(rotation) ? -1 : rotation->rules->prune(rotation);
}

static void roll(pylog_handler *handler, struct pylog__rotation *rotation,
                 const struct pylog_record *record) {
    if (rotation->rolling || (rotation->failing && pylog__port_monotonic() < rotation->retry_at))
        return;
    rotation->rolling = pylog_handler_depth(handler);
    if (move_and_renew(rotation) < 0)
        report_failure(handler, rotation, record);
    rotation->rolling = 0;
}

static bool is_due_at_start(struct pylog__rotation *rotation) {
    struct pylog__file_status status;
    const bool pending = rotation->start_pending;
    rotation->start_pending = false;
    return pending && pylog__port_path_status(rotation->writer.append.path, &status) == 0 && status.size > 0;
}

/* Rotate if it is time, before a record of this length; without a record: when the handler is made. A file
 * that has been moved already, by an attempt that failed later or by another process, is left first; the new
 * one may be due as well. */
static void roll_if_due(pylog_handler *handler, struct pylog__rotation *rotation,
                        const struct pylog_record *record, size_t length) {
    if (rotation->moved)
        roll(handler, rotation, record);
    if (rotation->moved)
        return;
    if (is_due_at_start(rotation) || (record && rotation->rules->due(handler, rotation, record, length)))
        roll(handler, rotation, record);
}

/* Another process may have rotated all the same: its new file is as good without the lock. */
static void go_without_lock(pylog_handler *handler, struct pylog__rotation *rotation,
                            const struct pylog_record *record) {
    const bool again = rotation->lock_failing;
    rotation->lock_failing = true;
    if (!again)
        pylog_handler_handle_error(handler, record);
    if (was_moved(rotation))
        renew(rotation);
}

/* The same, with the file's lock. Returns with the lock held if that is needed and to be had: without it
 * nothing is rotated. A record that is logged from within has the lock already. */
static bool begin_rotation(pylog_handler *handler, struct pylog__rotation *rotation, const struct pylog_record *record,
                           size_t length) {
    const bool needs_lock = rotation->options.several_processes && !rotation->locked;
    if (needs_lock && lock_file(handler, rotation)) {
        go_without_lock(handler, rotation, record);
        return false;
    }
    if (needs_lock && was_moved(rotation))
        rotation->moved = true;
    roll_if_due(handler, rotation, record, length);
    return needs_lock;
}

/* ---- By hand -------------------------------------------------------------------------------------------- */

/* As in Python, with `delay` the new file is made by the next record. */
static int leave_file(struct pylog__rotation *rotation) {
    if (pylog__append_file_close(&rotation->writer.append))
        return -1;
    forget_file(rotation);
    rotation->moved = rotation->failing = false;
    if (rotation->rules->renewed)
        rotation->rules->renewed(rotation);
    return 0;
}

static int begin_file(struct pylog__rotation *rotation) {
    return rotation->delay ? leave_file(rotation) : renew(rotation);
}

/* What an attempt that failed, or another process, has moved away already is left first. */
static int roll_by_hand(struct pylog__rotation *rotation) {
    if (rotation->moved && renew(rotation))
        return -1;
    const int result = rotation->rules->move(rotation);
    if (result)
        return result;
    rotation->moved = true;
    return begin_file(rotation) ? -1 : rotation->rules->prune(rotation);
}

int pylog__rotation_do_rollover(const pylog_handler *handler, struct pylog__rotation *rotation) {
    if (rotation->rolling)
        return pylog__fail_as("RecursionError", EDEADLK, "the file is being rotated");
    const bool needs_lock = rotation->options.several_processes && !rotation->locked;
    if (needs_lock && lock_file(handler, rotation))
        return -1;
    if (needs_lock && was_moved(rotation))
        rotation->moved = true;
    rotation->rolling = pylog_handler_depth(handler);
    const int result = roll_by_hand(rotation);
    rotation->rolling = 0;
    if (needs_lock)
        unlock_file(rotation);
    if (result >= 0)
        return 0;
    rotation->failing = true; /* and has been told */
    rotation->retry_at = pylog__port_monotonic() + ROTATION_SECOND;
    return -1;
}

struct pylog__rotation *pylog__rotation_of(const pylog_handler *handler) {
    if (handler && pylog_handler_operations(handler)->write == pylog__rotation_write)
        return pylog_handler_data(handler);
    pylog__fail_type("this is no rotating handler");
    return NULL;
}

/* ---- Operations ------------------------------------------------------------------------------ */

int pylog__rotation_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                          size_t length) {
    struct pylog__rotation *rotation = pylog_handler_data(handler);
    if (pylog__append_file_is_unseen(&rotation->writer.append, record->created_ns))
        look_at_files(rotation);
    const bool locked = begin_rotation(handler, rotation, record, length);
    const bool was_open = rotation->writer.append.file != PYLOG__NO_FILE;
    const int result = pylog__file_writer_write(handler, &rotation->writer, record, NULL, text, length);
    if (result || !was_open)
        forget_file(rotation);
    else
        count_written(rotation, length);
    if (locked)
        unlock_file(rotation);
    return result;
}

int pylog__rotation_flush(pylog_handler *handler) {
    struct pylog__rotation *rotation = pylog_handler_data(handler);
    return pylog__append_file_flush(&rotation->writer.append);
}

/* What several processes write is not held back. */
static pylog_buffer *rotation_batch(pylog_handler *handler, bool on) {
    struct pylog__rotation *rotation = pylog_handler_data(handler);
    return rotation->options.several_processes ? NULL
                                               : pylog__file_writer_batch(handler, &rotation->writer, on);
}

void pylog__rotation_close(pylog_handler *handler) {
    struct pylog__rotation *rotation = pylog_handler_data(handler);
    pylog__file_writer_close(handler, &rotation->writer);
    rotation->moved = false;
}

/* The lock file was opened by the parent, and so the lock would be the parent's. */
void pylog__rotation_after_fork(pylog_handler *handler) {
    struct pylog__rotation *rotation = pylog_handler_data(handler);
    pylog__append_file_after_fork(&rotation->writer.append);
    close_lock(rotation);
    rotation->locked = rotation->rolling = 0;
}

/* The namer, the rotator or an error callback has not returned. If that was in an operation within another one, which
 * goes on, what the outer one has stays as it is. */
void pylog__rotation_after_unwinding(pylog_handler *handler) {
    struct pylog__rotation *rotation = pylog_handler_data(handler);
    const unsigned depth = pylog_handler_depth(handler);
    if (rotation->locked && rotation->locked >= depth)
        unlock_file(rotation);
    if (rotation->rolling >= depth)
        rotation->rolling = 0;
    forget_file(rotation);
    if (!rotation->making || rotation->making < depth)
        return;
    rotation->making = 0;
    pylog_handler_unref(handler); /* which is destroyed when the lock has been given back */
}

static const char *rotation_base_filename(const pylog_handler *handler) {
    const struct pylog__rotation *rotation = pylog_handler_data(handler);
    return rotation->writer.append.path;
}

size_t pylog__rotation_describe(const pylog_handler *handler, char *buffer, size_t size) {
    return (size_t)snprintf(buffer, size, "%s", rotation_base_filename(handler));
}

static void rotation_state(const pylog_handler *handler, struct pylog_file_state *out) {
    const struct pylog__rotation *rotation = pylog_handler_data(handler);
    pylog__append_file_state(&rotation->writer.append, out);
}

static int rotation_reopen(pylog_handler *handler) {
    struct pylog__rotation *rotation = pylog_handler_data(handler);
    if (pylog__append_file_reopen(&rotation->writer.append))
        return -1;
    forget_file(rotation);
    rotation->moved = false;
    return 0;
}

const struct pylog_file_ops pylog__rotation_file = { .batch = rotation_batch,
                                                     .base_filename = rotation_base_filename,
                                                     .reopen = rotation_reopen,
                                                     .state = rotation_state };

/* ---- Making ---------------------------------------------------------------------------------- */

static int make_lock_path(struct pylog__rotation *rotation) {
    char storage[256];
    struct pylog_buffer path;
    if (!rotation->options.several_processes)
        return 0;
    pylog__buffer_init(&path, storage, sizeof storage);
    pylog__put_string(&path, rotation->writer.append.path);
    pylog__put_string(&path, ".lock");
    rotation->lock_path = path.failed ? NULL : pylog__copy_bytes(path.data, path.length);
    pylog__buffer_release(&path);
    return rotation->lock_path ? 0 : pylog__fail_memory();
}

int pylog__rotation_init(struct pylog__rotation *rotation, const struct pylog__rotation_rules *rules,
                         const char *filename, const struct pylog__rotation_options *options) {
    if (options->several_processes && options->file->buffer_size)
        return pylog__fail_value(
            "several processes cannot hold records back: 'several_processes' and 'buffer_size' "
            "should not be specified together");
    if (pylog__interval_check("max_age", options->max_age) || pylog__file_writer_init(&rotation->writer, filename, options->file))
        return -1;
    rotation->rules = rules;
    rotation->options = *options;
    rotation->options.file = NULL;
    rotation->rotator_data = options->data;
    rotation->delay = options->file->delay;
    rotation->start_pending = options->rotate_at_start;
    forget_file(rotation);
    rotation->lock_file = PYLOG__NO_FILE;
    if (make_lock_path(rotation) == 0)
        return 0;
    pylog__append_file_release(&rotation->writer.append);
    return -1;
}

void pylog__rotation_release(struct pylog__rotation *rotation) {
    pylog__append_file_release(&rotation->writer.append);
    close_lock(rotation);
    pylog__free(rotation->lock_path);
}

/* In the same way as a record does it. */
static int open_now(pylog_handler *handler, void *data) {
    struct pylog__rotation *rotation = data;
    rotation->making = pylog_handler_depth(handler);
    const bool locked = begin_rotation(handler, rotation, NULL, 0);
    const int result = pylog__append_file_open(&rotation->writer.append);
    if (locked)
        unlock_file(rotation);
    rotation->making = 0;
    return result;
}

pylog_handler *pylog__rotation_start(pylog_handler *handler, const struct pylog_file_options *options) {
    if (pylog_handler_set_encoding(handler, options->encoding, options->errors) ||
        (!options->delay && pylog_handler_call_locked(handler, open_now, pylog_handler_data(handler)))) {
        pylog_handler_unref(handler);
        return NULL;
    }
    return handler;
}
