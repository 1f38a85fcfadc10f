/* A file that is rotated by its size: Python's RotatingFileHandler. Backups are numbered, 1 is the newest. */
#include "../base/error.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "../base/utf8.h"
#include "rotation.h"

struct rotating {
    struct pylog__rotation rotation; /* must be first */
    uint64_t max_bytes;
    bool count_bytes;
    bool fewer_bytes; /* than characters a text may have: the encoding leaves some out */
};

/* Without a count, are there limits of another kind? */
static bool keeps_backups(const struct pylog__rotation_options *options) {
    return options->backup_count > 0 || options->max_age > 0 || options->max_total_bytes;
}

/* ---- When ------------------------------------------------------------------------------------ */

/* Python counts the characters of the text and a newline, whatever ends the record. -1: it cannot be told. */
static int64_t characters_of(pylog_handler *handler, const struct pylog_record *record) {
    char storage[512];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    int64_t count = -1;
    if (pylog_handler_format(handler, record, &text) == 0)
        count = (int64_t)pylog__utf8_count(text.data, text.length) + 1;
    pylog__buffer_release(&text);
    return count;
}

/* The bytes that are to be written tell enough, unless the end is near. */
static bool surely_fits(struct rotating *rotating, size_t length) {
    const int64_t size = pylog__rotation_size(&rotating->rotation, rotating->max_bytes / 16);
    return size >= 0 && !rotating->fewer_bytes && (uint64_t)size + length + 1 < rotating->max_bytes;
}

static bool is_full(pylog_handler *handler, struct pylog__rotation *rotation,
                    const struct pylog_record *record, size_t length) {
    struct rotating *rotating = (struct rotating *)rotation;
    if (!rotating->max_bytes || surely_fits(rotating, length))
        return false;
    const int64_t size = pylog__rotation_size(rotation, 0);
    if (size <= 0)
        return false;
    const int64_t characters = rotating->count_bytes ? -1 : characters_of(handler, record);
    return (uint64_t)size + (characters < 0 ? length : (uint64_t)characters) >= rotating->max_bytes;
}

static bool rotating_is_due(pylog_handler *handler, struct pylog__rotation *rotation,
                            const struct pylog_record *record, size_t length) {
    return keeps_backups(&rotation->options) && is_full(handler, rotation, record, length);
}

/* ---- Under which names ----------------------------------------------------------------------- */

struct name {
    char storage[256];
    struct pylog_buffer text;
};

/* The name of the backup of that number; to be released. NULL with the error set. */
static const char *backup_name(const struct pylog__rotation *rotation, int number, struct name *name) {
    char suffix[16];
    snprintf(suffix, sizeof suffix, "%d", number);
    pylog__buffer_init(&name->text, name->storage, sizeof name->storage);
    return pylog__rotation_name(rotation, suffix, &name->text) ? NULL : name->text.data;
}

static void release_name(struct name *name) {
    pylog__buffer_release(&name->text);
}

static bool has_backup(const struct pylog__rotation *rotation, int number) {
    struct name name;
    const char *path = backup_name(rotation, number, &name);
    const bool found = path && pylog__file_exists(path);
    release_name(&name);
    return found;
}

static int first_free_number(const struct pylog__rotation *rotation) {
    int number = 1;
    while (number < INT32_MAX && has_backup(rotation, number))
        number++;
    return number;
}

/* The oldest backup that is renamed. Python renames all, and leaves gaps as they are. But an attempt that
 * failed has left a gap, perhaps, and what stands behind that may not be moved once more. */
static int last_to_shift(const struct pylog__rotation *rotation) {
    const int count = rotation->options.backup_count;
    if (count > 0 && !rotation->failing && !rotation->options.several_processes)
        return count - 1;
    const int last = first_free_number(rotation) - 1;
    return count > 0 && last > count - 1 ? count - 1 : last;
}

static int shift(const struct pylog__rotation *rotation, int number) {
    struct name from, to;
    const char *from_path = backup_name(rotation, number, &from);
    const char *to_path = backup_name(rotation, number + 1, &to);
    int result = from_path && to_path ? 0 : -1;
    if (!result && pylog__file_exists(from_path))
        result = pylog__rename_file(from_path, to_path);
    release_name(&from);
    release_name(&to);
    return result;
}

static int move_by_number(struct pylog__rotation *rotation) {
    struct name name;
    int result = 0;
    if (!keeps_backups(&rotation->options))
        return 1;
    for (int number = last_to_shift(rotation); number > 0 && !result; number--)
        result = shift(rotation, number);
    if (result)
        return -1;
    const char *newest = backup_name(rotation, 1, &name);
    result = newest ? 0 : -1;
    if (!result && rotation->options.rotator)
        result = pylog__remove_file(newest);
    if (!result)
        result = pylog__rotation_move(rotation, newest);
    release_name(&name);
    return result ? -1 : 0;
}

/* ---- How many -------------------------------------------------------------------------------- */

static int prune_one(const struct pylog__rotation *rotation, int number, struct pylog__retention *left) {
    struct name name;
    struct pylog__file_status status;
    const char *path = backup_name(rotation, number, &name);
    int result = path ? 0 : -1;
    if (path && pylog__port_path_status(path, &status) == 0 && !pylog__retention_keeps(left, &status))
        result = pylog__remove_file(path);
    release_name(&name);
    return result;
}

static int prune_by_number(struct pylog__rotation *rotation) {
    const struct pylog__rotation_options *options = &rotation->options;
    if (!(options->max_age > 0) && !options->max_total_bytes)
        return 0;
    struct pylog__retention left = pylog__retention_begin(options);
    const int last = options->backup_count > 0 ? options->backup_count : first_free_number(rotation) - 1;
    int result = 0;
    for (int number = 1; number <= last; number++)
        result |= prune_one(rotation, number, &left);
    return result;
}

static const struct pylog__rotation_rules rotating_rules = {
    .due = rotating_is_due,
    .should = is_full,
    .move = move_by_number,
    .prune = prune_by_number,
};

/* ---- The handler ----------------------------------------------------------------------------- */

static void rotating_destroy(void *data) {
    struct rotating *rotating = data;
    pylog__rotation_release(&rotating->rotation);
    pylog__free(rotating);
}

static const struct pylog_handler_ops rotating_ops = {
    .name = "RotatingFileHandler",
    .flags = PYLOG_HANDLER_REOPENS |
             PYLOG_HANDLER_NO_FLUSH_ON_CLOSE, /* closing flushes, and tells if that fails */
    .write = pylog__rotation_write,
    .flush = pylog__rotation_flush,
    .close = pylog__rotation_close,
    .destroy = rotating_destroy,
    .describe = pylog__rotation_describe,
    .after_fork = pylog__rotation_after_fork,
    .after_unwinding = pylog__rotation_after_unwinding,
    .file = &pylog__rotation_file,
};

/* NULL with the error set if it is another handler. */
static struct rotating *rotating_of(const pylog_handler *handler) {
    if (handler && pylog_handler_operations(handler) == &rotating_ops)
        return pylog_handler_data(handler);
    pylog__fail_type("this is no rotating file handler");
    return NULL;
}

int pylog_rotating_file_handler_set_max_bytes(pylog_handler *handler, uint64_t max_bytes) {
    struct rotating *rotating = rotating_of(handler);
    if (!rotating || pylog_handler_acquire_within(handler, 0))
        return -1;
    rotating->max_bytes = max_bytes;
    pylog_handler_release(handler);
    return 0;
}

int64_t pylog_rotating_file_handler_max_bytes(pylog_handler *handler) {
    struct rotating *rotating = rotating_of(handler);
    if (!rotating || pylog_handler_acquire_within(handler, 0))
        return -1;
    const uint64_t max_bytes = rotating->max_bytes;
    pylog_handler_release(handler);
    return max_bytes < INT64_MAX ? (int64_t)max_bytes : INT64_MAX;
}

static int rotating_init(struct rotating *rotating, const char *filename, const struct pylog_rotating_options *options,
                         const struct pylog_file_options *file) {
    const struct pylog__rotation_options shared = {
        .file = file,
        .backup_count = options->backup_count,
        .namer = options->namer,
        .rotator = options->rotator,
        .data = options->data,
        .rotate_at_start = options->rotate_at_start,
        .several_processes = options->several_processes,
        .max_age = options->max_age,
        .max_total_bytes = options->max_total_bytes,
    };
    rotating->max_bytes = options->max_bytes;
    rotating->count_bytes = options->count_bytes;
    if (pylog__rotation_init(&rotating->rotation, &rotating_rules, filename, &shared))
        return -1;
    rotating->fewer_bytes = rotating->rotation.writer.append.codec.errors == PYLOG__IGNORE;
    return 0;
}

/* As in Python, a file that is rotated is not truncated: what is in it is to become a backup. */
pylog_handler *pylog_rotating_file_handler_new(const char *filename,
                                               const struct pylog_rotating_options *options) {
    static const struct pylog_rotating_options defaults = { .max_bytes = 0 };
    if (!options)
        options = &defaults;
    if (pylog__check_members(options))
        return NULL;
    struct pylog_file_options file = options->file;
    if (options->max_bytes || options->rotate_at_start)
        file.mode = "a";
    struct rotating *rotating = pylog__allocate_zeroed(sizeof *rotating);
    if (!rotating) {
        pylog__fail_memory();
        return NULL;
    }
    if (rotating_init(rotating, filename, options, &file)) {
        pylog__free(rotating);
        return NULL;
    }
    pylog_handler *handler = pylog_handler_new(&rotating_ops, rotating);
    if (!handler) {
        rotating_destroy(rotating);
        return NULL;
    }
    return pylog__rotation_start(handler, &file);
}
