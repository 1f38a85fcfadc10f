/* The classes of handlers that write to files. They are made closed, whatever `delay` says: files are opened
 * when all else is done. */
#include "../base/error.h"
#include "class_table.h"

static struct pylog__opening opening_for(const struct pylog_file_options *options) {
    return (struct pylog__opening){
        .at_once = !options->delay,
        .truncates = options->mode && strchr(options->mode, 'w'),
        .makes_directories = options->make_directories,
        .no_follow = options->no_follow,
        .permissions = options->permissions,
        .directory_permissions = options->directory_permissions,
    };
}

#define FILE_ARGUMENTS_OF_C(structure, member)                                                               \
    ARGUMENT("make_directories", BOOL, structure, member.make_directories, KEYWORD),                         \
        READ("permissions", pylog__read_permissions, structure, member.permissions, KEYWORD),                \
        READ("directory_permissions", pylog__read_permissions, structure, member.directory_permissions,      \
             KEYWORD),                                                                                       \
        ARGUMENT("no_follow", BOOL, structure, member.no_follow, KEYWORD),                                   \
        ARGUMENT("buffer_size", SIZE, structure, member.buffer_size, KEYWORD),                               \
        ARGUMENT("flush_level", LEVEL, structure, member.flush_level, KEYWORD),                              \
        ARGUMENT("flush_interval", FLOAT, structure, member.flush_interval, KEYWORD),                        \
        ARGUMENT("terminator", STRING, structure, terminator, ATTRIBUTE)

#define ROTATION_ARGUMENTS_OF_C(structure)                                                                   \
    ARGUMENT("rotate_at_start", BOOL, structure, options.rotate_at_start, KEYWORD),                          \
        ARGUMENT("several_processes", BOOL, structure, options.several_processes, KEYWORD),                  \
        ARGUMENT("max_age", FLOAT, structure, options.max_age, KEYWORD),                                     \
        ARGUMENT("max_total_bytes", COUNT, structure, options.max_total_bytes, KEYWORD),                     \
        READ("namer", pylog__read_namer, structure, hooks, ATTRIBUTE),                                       \
        READ("rotator", pylog__read_rotator, structure, hooks, ATTRIBUTE)

static int check_hooks(const struct pylog__rotation_hooks *hooks) {
    if (hooks->namer && hooks->rotator && hooks->namer_data != hooks->rotator_data)
        return pylog__fail_value("namer and rotator are registered with different data");
    return 0;
}

static void *data_of_hooks(const struct pylog__rotation_hooks *hooks) {
    return hooks->namer ? hooks->namer_data : hooks->rotator_data;
}

struct file_arguments {
    const char *filename;
    struct pylog_file_options options;
    const char *terminator;
};

static struct pylog__opening file_opening(const void *arguments) {
    const struct file_arguments *wanted = arguments;
    return opening_for(&wanted->options);
}

static void *make_file_handler(const void *arguments) {
    const struct file_arguments *wanted = arguments;
    struct pylog_file_options options = wanted->options;
    options.delay = true;
    return pylog__with_terminator(pylog_file_handler_new(wanted->filename, &options), wanted->terminator);
}

static void *make_watched_file_handler(const void *arguments) {
    const struct file_arguments *wanted = arguments;
    struct pylog_file_options options = wanted->options;
    options.delay = true;
    return pylog__with_terminator(pylog_watched_file_handler_new(wanted->filename, &options),
                                  wanted->terminator);
}

static const struct pylog__parameter file_parameters[] = {
    ARGUMENT("filename", STRING, file_arguments, filename, REQUIRED),
    ARGUMENT("mode", STRING, file_arguments, options.mode, 0),
    ARGUMENT("encoding", STRING, file_arguments, options.encoding, OR_NONE),
    ARGUMENT("delay", BOOL, file_arguments, options.delay, 0),
    ARGUMENT("errors", STRING, file_arguments, options.errors, OR_NONE),
    FILE_ARGUMENTS_OF_C(file_arguments, options),
    END,
};

const struct pylog__class pylog__file_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.FileHandler",
    .owner = "FileHandler",
    .parameters = file_parameters,
    .size = sizeof(struct file_arguments),
    .make = make_file_handler,
    .opening = file_opening,
};

const struct pylog__class pylog__watched_file_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.WatchedFileHandler",
    .owner = "WatchedFileHandler",
    .parameters = file_parameters,
    .size = sizeof(struct file_arguments),
    .make = make_watched_file_handler,
    .opening = file_opening,
};

struct rotating_arguments {
    const char *filename;
    struct pylog_rotating_options options;
    struct pylog__rotation_hooks hooks;
    const char *terminator;
};

/* What is to be rotated is not emptied. */
static struct pylog__opening rotating_opening(const void *arguments) {
    const struct rotating_arguments *wanted = arguments;
    struct pylog__opening opening = opening_for(&wanted->options.file);
    if (wanted->options.max_bytes || wanted->options.rotate_at_start)
        opening.truncates = false;
    return opening;
}

static void *make_rotating_file_handler(const void *arguments) {
    const struct rotating_arguments *wanted = arguments;
    struct pylog_rotating_options options = wanted->options;
    options.file.delay = true;
    options.namer = wanted->hooks.namer;
    options.rotator = wanted->hooks.rotator;
    options.data = data_of_hooks(&wanted->hooks);
    if (check_hooks(&wanted->hooks))
        return NULL;
    return pylog__with_terminator(pylog_rotating_file_handler_new(wanted->filename, &options),
                                  wanted->terminator);
}

static const struct pylog__parameter rotating_parameters[] = {
    ARGUMENT("filename", STRING, rotating_arguments, filename, REQUIRED),
    ARGUMENT("mode", STRING, rotating_arguments, options.file.mode, 0),
    ARGUMENT("maxBytes", COUNT, rotating_arguments, options.max_bytes, 0),
    ARGUMENT("backupCount", INT, rotating_arguments, options.backup_count, 0),
    ARGUMENT("encoding", STRING, rotating_arguments, options.file.encoding, OR_NONE),
    ARGUMENT("delay", BOOL, rotating_arguments, options.file.delay, 0),
    ARGUMENT("errors", STRING, rotating_arguments, options.file.errors, OR_NONE),
    ARGUMENT("count_bytes", BOOL, rotating_arguments, options.count_bytes, KEYWORD),
    ROTATION_ARGUMENTS_OF_C(rotating_arguments),
    FILE_ARGUMENTS_OF_C(rotating_arguments, options.file),
    END,
};

const struct pylog__class pylog__rotating_file_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.RotatingFileHandler",
    .owner = "RotatingFileHandler",
    .parameters = rotating_parameters,
    .size = sizeof(struct rotating_arguments),
    .make = make_rotating_file_handler,
    .opening = rotating_opening,
};

struct timed_arguments {
    const char *filename;
    struct pylog_timed_rotating_options options;
    struct pylog__rotation_hooks hooks;
    struct pylog_time_of_day at_time; /* with an hour below 0: None */
    const char *terminator;
};

static const struct timed_arguments timed_defaults = { .at_time.hour = -1 };

static struct pylog__opening timed_opening(const void *arguments) {
    const struct timed_arguments *wanted = arguments;
    return opening_for(&wanted->options.file);
}

static void *make_timed_rotating_file_handler(const void *arguments) {
    const struct timed_arguments *wanted = arguments;
    struct pylog_timed_rotating_options options = wanted->options;
    options.file.delay = true;
    options.namer = wanted->hooks.namer;
    options.rotator = wanted->hooks.rotator;
    options.data = data_of_hooks(&wanted->hooks);
    if (check_hooks(&wanted->hooks))
        return NULL;
    options.at_time = wanted->at_time.hour < 0 ? NULL : &wanted->at_time;
    return pylog__with_terminator(pylog_timed_rotating_file_handler_new(wanted->filename, &options),
                                  wanted->terminator);
}

static const struct pylog__parameter timed_parameters[] = {
    ARGUMENT("filename", STRING, timed_arguments, filename, REQUIRED),
    ARGUMENT("when", STRING, timed_arguments, options.when, 0),
    READ("interval", pylog__read_interval, timed_arguments, options.interval, 0),
    ARGUMENT("backupCount", INT, timed_arguments, options.backup_count, 0),
    ARGUMENT("encoding", STRING, timed_arguments, options.file.encoding, OR_NONE),
    ARGUMENT("delay", BOOL, timed_arguments, options.file.delay, 0),
    ARGUMENT("utc", BOOL, timed_arguments, options.utc, 0),
    READ("atTime", pylog__read_time_of_day, timed_arguments, at_time, OR_NONE),
    ARGUMENT("errors", STRING, timed_arguments, options.file.errors, OR_NONE),
    ARGUMENT("max_bytes", COUNT, timed_arguments, options.max_bytes, KEYWORD),
    ROTATION_ARGUMENTS_OF_C(timed_arguments),
    FILE_ARGUMENTS_OF_C(timed_arguments, options.file),
    END,
};

const struct pylog__class pylog__timed_rotating_file_class = {
    .kind = PYLOG__HANDLER_CLASS,
    .name = "logging.handlers.TimedRotatingFileHandler",
    .owner = "TimedRotatingFileHandler",
    .parameters = timed_parameters,
    .size = sizeof(struct timed_arguments),
    .defaults = &timed_defaults,
    .make = make_timed_rotating_file_handler,
    .opening = timed_opening,
};
