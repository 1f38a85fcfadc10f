/* A file that is rotated at certain times: Python's TimedRotatingFileHandler; and by its size as well, if
 * that is wanted. Backups are called by the date at which they began. */
#include "../base/error.h"
#include "../time/local_time.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "dated_backups.h"

struct timed {
    struct pylog__rotation rotation; /* must be first */
    struct pylog__rollover rule;
    int64_t rollover_at; /* seconds since the epoch */
    uint64_t max_bytes;
    bool numbered; /* a date may have several backups: there are other reasons to rotate than the time */
    bool by_size;  /* the reason of the rotation under way: the time stays as it is */
};

static int64_t now_in_seconds(void) {
    const int64_t now = pylog__port_now();
    return now / 1000000000 - (now % 1000000000 < 0);
}

static int64_t next_rollover(const struct timed *timed, int64_t now) {
    return pylog__rollover_next(&timed->rule, now, pylog__local_time);
}

/* ---- When ------------------------------------------------------------------------------------ */

/* What is no regular file cannot be moved. */
static bool can_be_moved(const struct timed *timed) {
    struct pylog__file_status status;
    return pylog__port_path_status(timed->rotation.writer.append.path, &status) || status.size >= 0;
}

static bool is_too_large(struct timed *timed, size_t length) {
    if (!timed->max_bytes)
        return false;
    int64_t size = pylog__rotation_size(&timed->rotation, timed->max_bytes / 16);
    if (size >= 0 && (uint64_t)size + length < timed->max_bytes)
        return false;
    size = pylog__rotation_size(&timed->rotation, 0);
    return size > 0 && (uint64_t)size + length >= timed->max_bytes;
}

/* Asking changes nothing: a rotation may be under way. */
static bool would_be_due(pylog_handler *handler, struct pylog__rotation *rotation,
                         const struct pylog_record *record, size_t length) {
    struct timed *timed = (struct timed *)rotation;
    (void)handler, (void)record;
    return (now_in_seconds() >= timed->rollover_at && can_be_moved(timed)) || is_too_large(timed, length);
}

static bool timed_is_due(pylog_handler *handler, struct pylog__rotation *rotation,
                         const struct pylog_record *record, size_t length) {
    struct timed *timed = (struct timed *)rotation;
    const int64_t now = now_in_seconds();
    (void)handler, (void)record;
    if (rotation->rolling) /* what is logged meanwhile */
        return false;
    timed->by_size = false;
    if (now >= timed->rollover_at) {
        if (can_be_moved(timed))
            return true;
        timed->rollover_at = next_rollover(timed, now); /* as good as this one */
    }
    timed->by_size = is_too_large(timed, length);
    return timed->by_size;
}

static void renewed(struct pylog__rotation *rotation) {
    struct timed *timed = (struct timed *)rotation;
    if (!timed->by_size)
        timed->rollover_at = next_rollover(timed, now_in_seconds());
    timed->by_size = false;
}

/* ---- Under which name ------------------------------------------------------------------------ */

/* The number of the next backup of this date: after that of the newest, so that they stay in order. 0: the
 * date alone. -1 with the error set. */
static int next_number(const struct timed *timed, const char *date) {
    struct pylog__backups backups;
    int number = pylog__backups_list(&timed->rotation, &timed->rule, true, &backups);
    for (size_t i = 0; i < backups.count && !number; i++) {
        const struct pylog__backup *backup = &backups.items[i];
        if (backup->date_length == strlen(date) &&
            memcmp(backup->path + backup->date, date, strlen(date)) == 0)
            number = backup->number + 1;
    }
    pylog__backups_release(&backups);
    return number;
}

/* The date, and the number after it. */
static int put_suffix(const struct timed *timed, struct pylog_buffer *suffix) {
    pylog__rollover_put_date(&timed->rule, timed->rollover_at, now_in_seconds(), pylog__local_time,
                             suffix);
    const int number = timed->numbered ? next_number(timed, pylog__buffer_text(suffix)) : 0;
    if (number > 0)
        pylog_buffer_printf(suffix, ".%d", number);
    return number < 0 ? -1 : 0;
}

/* As in Python, a date that is taken means that the file has been rotated already, by another process say.
 * Python stays there for ever, and computes the same name for each record; here the next time is waited for. */
static int move_by_date(struct pylog__rotation *rotation) {
    struct timed *timed = (struct timed *)rotation;
    char name_storage[256], suffix_storage[64];
    struct pylog_buffer name, suffix;
    pylog__buffer_init(&name, name_storage, sizeof name_storage);
    pylog__buffer_init(&suffix, suffix_storage, sizeof suffix_storage);
    int result = put_suffix(timed, &suffix);
    if (!result)
        result = pylog__rotation_name(rotation, pylog__buffer_text(&suffix), &name);
    if (!result)
        result = pylog__file_exists(name.data) ? 1 : pylog__rotation_move(rotation, name.data);
    pylog__buffer_release(&suffix);
    pylog__buffer_release(&name);
    if (result > 0 && !timed->by_size)
        timed->rollover_at = next_rollover(timed, now_in_seconds());
    timed->by_size = timed->by_size && !result;
    return result;
}

/* ---- How many -------------------------------------------------------------------------------- */

/* List the backups, the newest first, and tell how many of them stay. 0, or -1 with the error set; to be released
 * either way. */
static int list_backups(struct timed *timed, struct pylog__backups *backups, size_t *staying) {
    const struct pylog__rotation_options *options = &timed->rotation.options;
    *backups = (struct pylog__backups){ NULL, 0, 0 };
    *staying = 0;
    if (options->backup_count <= 0 && !(options->max_age > 0) && !options->max_total_bytes)
        return 0;
    struct pylog__retention left = pylog__retention_begin(options);
    const int result = pylog__backups_list(&timed->rotation, &timed->rule, timed->numbered, backups);
    for (bool stays = true; *staying < backups->count && stays; *staying += stays) {
        struct pylog__file_status status;
        stays = pylog__port_path_status(backups->items[*staying].path, &status) != 0 ||
                pylog__retention_keeps(&left, &status);
    }
    return result;
}

static int prune_by_date(struct pylog__rotation *rotation) {
    struct pylog__backups backups;
    size_t at;
    int result = list_backups((struct timed *)rotation, &backups, &at);
    for (; at < backups.count && !result; at++)
        result = pylog__remove_file(backups.items[at].path);
    pylog__backups_release(&backups);
    return result;
}

static const struct pylog__rotation_rules timed_rules = {
    .due = timed_is_due,
    .should = would_be_due,
    .move = move_by_date,
    .renewed = renewed,
    .prune = prune_by_date,
};

/* ---- The handler ----------------------------------------------------------------------------- */

static void timed_destroy(void *data) {
    struct timed *timed = data;
    pylog__rotation_release(&timed->rotation);
    pylog__free(timed);
}

static const struct pylog_handler_ops timed_ops = {
    .name = "TimedRotatingFileHandler",
    .flags = PYLOG_HANDLER_REOPENS |
             PYLOG_HANDLER_NO_FLUSH_ON_CLOSE, /* closing flushes, and tells if that fails */
    .write = pylog__rotation_write,
    .flush = pylog__rotation_flush,
    .close = pylog__rotation_close,
    .destroy = timed_destroy,
    .describe = pylog__rotation_describe,
    .after_fork = pylog__rotation_after_fork,
    .after_unwinding = pylog__rotation_after_unwinding,
    .file = &pylog__rotation_file,
};

struct backup_listing {
    struct pylog__backups backups;
    size_t staying;
};

static int list_locked(pylog_handler *handler, void *data) {
    struct backup_listing *listing = data;
    return list_backups(pylog_handler_data(handler), &listing->backups, &listing->staying);
}

/* As in Python, the oldest first. */
int pylog_timed_rotating_file_handler_get_files_to_delete(pylog_handler *handler,
                                                          int (*visit)(const char *path, void *data),
                                                          void *data) {
    struct backup_listing listing = { { NULL, 0, 0 }, 0 };
    if (!handler || pylog_handler_operations(handler) != &timed_ops)
        return pylog__fail_type("this is no timed rotating file handler");
    if (!visit)
        return pylog__fail_type("a function to be called is needed, not NULL");
    int result = pylog_handler_call_locked(handler, list_locked, &listing);
    for (size_t at = listing.backups.count; at > listing.staying && !result; at--)
        result = visit(listing.backups.items[at - 1].path, data);
    pylog__backups_release(&listing.backups);
    return result;
}

int64_t pylog_timed_rotating_file_handler_compute_rollover(const pylog_handler *handler, int64_t now) {
    if (!handler || pylog_handler_operations(handler) != &timed_ops)
        return pylog__fail_type("this is no timed rotating file handler");
    return next_rollover(pylog_handler_data(handler), now);
}

static int init_rule(struct timed *timed, const struct pylog_timed_rotating_options *options) {
    const struct pylog_time_of_day *time = options->at_time;
    if (pylog__rollover_parse(options->when ? options->when : "H", options->interval ? options->interval : 1,
                              &timed->rule) ||
        (time && pylog__rollover_set_time(&timed->rule, time->hour, time->minute, time->second)))
        return -1;
    timed->rule.utc = options->utc;
    timed->max_bytes = options->max_bytes;
    timed->numbered = options->max_bytes || options->rotate_at_start;
    return 0;
}

static int timed_init(struct timed *timed, const char *filename, const struct pylog_timed_rotating_options *options,
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
    return init_rule(timed, options) ? -1 : pylog__rotation_init(&timed->rotation, &timed_rules, filename, &shared);
}

/* A file that is there already began when it was last written to: that is what Python takes for it. */
static int64_t first_rollover(const struct timed *timed) {
    struct pylog__file_status status;
    int64_t begun = now_in_seconds();
    if (pylog__port_path_status(timed->rotation.writer.append.path, &status) == 0)
        begun = status.modified / 1000000000;
    return next_rollover(timed, begun);
}

pylog_handler *pylog_timed_rotating_file_handler_new(const char *filename,
                                                     const struct pylog_timed_rotating_options *options) {
    static const struct pylog_timed_rotating_options defaults = { .when = NULL };
    if (!options)
        options = &defaults;
    struct pylog_file_options file = options->file;
    file.mode = "a";
    if (pylog__check_members(options) || pylog__read_zone(false) < 0)
        return NULL;
    struct timed *timed = pylog__allocate_zeroed(sizeof *timed);
    if (!timed) {
        pylog__fail_memory();
        return NULL;
    }
    if (timed_init(timed, filename, options, &file)) {
        pylog__free(timed);
        return NULL;
    }
    timed->rollover_at = first_rollover(timed);
    pylog_handler *handler = pylog_handler_new(&timed_ops, timed);
    if (!handler) {
        timed_destroy(timed);
        return NULL;
    }
    return pylog__rotation_start(handler, &file);
}
