/* pylog_basic_config: everything is checked and made first, and then put into the tree in one step. */
#include "logger.h"
#include "reconfigure.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../formatter/formatter.h"
#include "../handler/handler.h"
#include "../base/reserved.h"

static const char *basic_format(char style) {
    return style == '{'   ? "{levelname}:{name}:{message}"
           : style == '$' ? "${levelname}:${name}:${message}"
                          : PYLOG_BASIC_FORMAT;
}

static int check_arguments(const struct pylog_config *config) {
    if (pylog__check_members(config))
        return -1;
    if (!config->handlers && config->stream && config->filename)
        return pylog__fail_value("'stream' and 'filename' should not be specified together");
    if (config->handlers && (config->stream || config->filename))
        return pylog__fail_value("'stream' or 'filename' should not be specified together with 'handlers'");
    return 0;
}

/* What Python looks at last. */
static int check_rest(const struct pylog_config *config, int *level) {
    *level = config->level;
    if (config->level_name && pylog_level_from_name(config->level_name, level))
        return -1;
    if (config->handlers && config->filemode)
        return pylog__fail_value("Unrecognised argument(s): filemode");
    return 0;
}

static pylog_formatter *make_formatter(const struct pylog_config *config, const struct pylog__parts *parts) {
    struct pylog_formatter_options options = { .datefmt = config->datefmt, .style = config->style };
    const char *format = config->format ? config->format : basic_format(config->style);
    return pylog__formatter_new(format, &options, parts);
}

static bool has_file(const struct pylog_config *config) {
    return !config->handlers && config->filename && *config->filename;
}

/* Python's default for errors; a binary file has none. */
static const char *errors_of(const struct pylog_config *config) {
    if (config->filemode && strchr(config->filemode, 'b'))
        return NULL;
    return config->errors || !config->encoding ? config->errors : "backslashreplace";
}

/* Its file is not open yet. */
static pylog_handler *make_handler(const struct pylog_config *config, const struct pylog__parts *parts) {
    if (!has_file(config))
        return pylog_stream_handler_new(config->stream);
    struct pylog_file_options options = {
        .mode = config->filemode, .encoding = config->encoding, .errors = errors_of(config), .delay = true
    };
    return pylog__file_handler_new(config->filename, &options, parts);
}

/* What the root gets: the handlers that write, or one with a queue that leads to them. False with the error
 * set. */
static bool make_front(const struct pylog_config *config, pylog_handler *const *writers,
                       pylog_handler **front) {
    const struct pylog__queue_operations *queue = (const void *)config->queue;
    *front = queue ? queue->make_handler(config->queue, writers) : NULL;
    return *front || !queue;
}

/* Python's order: what is wrong with the file's options, the formatter, the rest. The file is opened last. */
static int check_and_install(const struct pylog_config *config, const struct pylog__parts *parts,
                             pylog_handler *const *writers) {
    int level, result = -1;
    pylog_handler *front[] = { NULL, NULL };
    pylog_formatter *formatter = make_formatter(config, parts);
    if (formatter && check_rest(config, &level) == 0 && make_front(config, writers, front) &&
        !(has_file(config) && pylog__file_handler_open(writers[0])))
        result = pylog__root_set_handlers(*front ? front : writers, writers, formatter, !config->force);
    pylog_handler_unref(*front);
    pylog_formatter_unref(formatter);
    if (result == 0 && (config->level || config->level_name))
        pylog_logger_set_level(NULL, level);
    return result;
}

/* A program that takes 1 for an error has something to print. */
static int tell_that_nothing_was_done(void) {
    pylog__fail_as(
        "RuntimeError", EALREADY,
        "nothing was done, because the root logger has handlers already: set .force to replace them");
    return 1;
}

static int make_and_install(const struct pylog_config *config, const struct pylog__parts *parts) {
    if (check_arguments(config))
        return -1;
    if (config->handlers)
        return check_and_install(config, parts, config->handlers);
    pylog_handler *made[] = { make_handler(config, parts), NULL };
    int result = made[0] ? check_and_install(config, parts, made) : -1;
    pylog_handler_unref(made[0]);
    return result;
}

int pylog__basic_config(const struct pylog_config *config, const struct pylog__parts *parts) {
    static const struct pylog_config defaults = { .filename = NULL };
    if (!config)
        config = &defaults;
    if (!config->force && pylog_logger_handlers(NULL, NULL, 0))
        return tell_that_nothing_was_done();
    int result = make_and_install(config, parts);
    return result == 1 ? tell_that_nothing_was_done() : result; /* another thread was first */
}

/* ---- The root's handlers, replaced in one step ----------------------------------------------------------------- */

/* All or nothing; the former ones are then in what is to be closed. */
static bool replace_root_handlers(struct pylog__logger_next *change, pylog_handler *const *writers,
                                  size_t count, pylog_formatter *formatter, struct pylog__closing **closing) {
    *closing = pylog__closing_new(pylog__root.node.handler_count);
    struct pylog__setup **setups = *closing ? pylog__setups_prepare(writers, count, formatter) : NULL;
    if (!setups || !pylog__tree_change(&pylog__root, change)) {
        pylog__setups_discard(setups, count);
        return false;
    }
    pylog__setups_publish(setups, writers, count);
    for (size_t i = 0; i < change->handler_count; i++)
        (*closing)->handlers[(*closing)->count++] = pylog_handler_ref(change->handlers[i]);
    return true;
}

static size_t count_until_null(pylog_handler *const *handlers) {
    size_t count = 0;
    while (handlers[count])
        count++;
    return count;
}

int pylog__root_set_handlers(pylog_handler *const *handlers, pylog_handler *const *writers,
                             pylog_formatter *formatter, bool only_if_none) {
    struct pylog__logger_next change = { .logger = &pylog__root, .set = PYLOG__SET_HANDLERS };
    struct pylog__closing *closing = NULL;
    size_t count = 0;
    pylog_handler **unique = pylog__handlers_copy(writers, count_until_null(writers), &count);
    change.handlers = pylog__handlers_copy(handlers, count_until_null(handlers), &change.handler_count);
    pylog__tree_lock();
    bool refused = only_if_none && pylog__root.node.handler_count;
    bool done = !refused && unique && change.handlers &&
                replace_root_handlers(&change, unique, count, formatter, &closing);
    pylog__tree_unlock();
    pylog__close_unseen(closing);
    pylog__release_handlers(change.handlers, change.handler_count);
    pylog__release_handlers(unique, count);
    if (refused)
        return 1;
    return done ? 0 : pylog__fail_memory();
}
