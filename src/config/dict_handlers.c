/* The handlers of a dictionary: which are made first, and what they refer to. */
#include "../text/error.h"
#include "../text/value.h"
#include "classes.h"
#include "dict_config.h"
#include <stdlib.h>

/* Where a handler refers to one that is not there yet, it waits until all others have been read; as in
 * Python, once. */
enum { DEFERRED = 1 };

/* What a handler's entry has besides what it calls and the arguments of that. */
static const char *const own_keys[] = { "level", "formatter", "filters", NULL };
static const char *const memory_keys[] = { "level", "formatter", "filters", "target", NULL };

/* ---- References ------------------------------------------------------------------------------ */

static int read_formatter_id(struct pylog__plan *plan, const struct pylog__node_value *entry,
                             struct pylog__formatter_plan **out) {
    const struct pylog__node_value *id;
    struct pylog__mark mark =
        pylog__reader_enter(&plan->reader, "formatter", pylog__node_get(entry, "formatter"));
    *out = NULL;
    if (pylog__reader_get(&plan->reader, entry, "formatter", &id))
        return -1;
    if (id && pylog__node_is_true(id)) {
        if (id->kind != PYLOG__NODE_STR)
            return pylog__fail_repr("Unable to set formatter", id);
        *out = pylog__plan_find_formatter(plan, id->as.text.bytes);
        if (!*out)
            return pylog__wrap_error("Unable to set formatter", id->as.text.bytes);
    }
    pylog__reader_leave(&plan->reader, mark);
    return 0;
}

/* The id of the target: by name, or where a factory is to be called, by its path. */
static int read_target_id(struct pylog__plan *plan, const struct pylog__node_value *value, const char **out) {
    static const char path[] = "cfg://handlers.";
    const struct pylog__node_value *meant;
    bool is_path =
        value->kind == PYLOG__NODE_STR && strncmp(value->as.text.bytes, path, sizeof path - 1) == 0;
    if (is_path) {
        *out = value->as.text.bytes + sizeof path - 1;
        return 0;
    }
    if (pylog__reader_value(&plan->reader, value, &meant))
        return -1;
    *out = meant->kind == PYLOG__NODE_STR ? meant->as.text.bytes : NULL;
    return *out || meant->kind == PYLOG__NODE_NONE ? 0
                                                   : pylog__fail_repr("Unable to set target handler", meant);
}

static const struct pylog__node_value *all_handlers(const struct pylog__plan *plan) {
    return pylog__node_get(plan->reader.document->root, "handlers");
}

static int find_target(struct pylog__plan *plan, const char *id, struct pylog__handler_plan **out) {
    *out = pylog__plan_find_handler(plan, id);
    if (*out)
        return 0;
    if (!pylog__node_get(all_handlers(plan), id))
        return pylog__wrap_error("Unable to set target handler", id);
    pylog__fail_type("target not configured yet");
    pylog__wrap_error("Unable to set target handler", id);
    return DEFERRED;
}

static int read_target(struct pylog__plan *plan, const struct pylog__node_value *entry,
                       struct pylog__handler_plan **out) {
    const struct pylog__node_value *value = pylog__node_get(entry, "target");
    const char *id;
    *out = NULL;
    if (!value)
        return 0;
    struct pylog__mark mark = pylog__reader_enter(&plan->reader, "target", value);
    if (read_target_id(plan, value, &id))
        return -1;
    int result = id ? find_target(plan, id, out) : 0;
    if (result == 0)
        pylog__reader_leave(&plan->reader, mark);
    return result;
}

/* ---- One handler ----------------------------------------------------------------------------- */

struct handler_entry {
    struct pylog__formatter_plan *formatter;
    struct pylog__filter_plan **filters;
    struct pylog__handler_plan *target;
    bool has_level;
    int level;
};

static int read_references(struct pylog__plan *plan, const struct pylog__node_value *entry,
                           struct handler_entry *out) {
    return read_formatter_id(plan, entry, &out->formatter) ||
                   pylog__read_level_of(plan, entry, &out->has_level, &out->level) ||
                   pylog__read_filter_ids(plan, entry, &out->filters)
               ? -1
               : 0;
}

static const struct pylog__node_value *called_of(const struct pylog__node_value *entry) {
    const struct pylog__node_value *factory = pylog__node_get(entry, "()");
    return factory ? factory : pylog__node_get(entry, "class");
}

static bool is_memory(const struct pylog__plan *plan, const struct pylog__call *call) {
    const char *name = pylog__without_ext(call->class);
    struct pylog__factory registered;
    return !pylog__find_factory(PYLOG__HANDLER_CLASS, name, &registered) &&
           pylog__find_class(&plan->reader, name) == &pylog__memory_class;
}

/* 0, -1 or DEFERRED. */
static int read_handler(struct pylog__plan *plan, const char *id, const struct pylog__node_value *entry) {
    struct handler_entry read = { .target = NULL };
    struct pylog__call call;
    const struct pylog__node_value *called = called_of(entry);
    if (!called)
        return pylog__fail_value("a handler needs a 'class'");
    if (read_references(plan, entry, &read) || pylog__read_call(plan, entry, called, own_keys, &call))
        return -1;
    if (is_memory(plan, &call)) {
        int result = read_target(plan, entry, &read.target);
        if (result || (result = pylog__read_call(plan, entry, called, memory_keys, &call)) != 0)
            return result;
    }
    struct pylog__handler_plan *handler = pylog__plan_handler(plan, id, &call);
    if (!handler)
        return -1;
    handler->has_level = read.has_level;
    handler->level = read.level;
    handler->formatter = read.formatter;
    handler->filters = read.filters;
    handler->target = read.target;
    return 0;
}

/* For those that have waited: what is not there now never will be. */
static int read_deferred_handler(struct pylog__plan *plan, const char *id,
                                 const struct pylog__node_value *entry) {
    return read_handler(plan, id, entry) ? -1 : 0;
}

/* ---- All of them ----------------------------------------------------------------------------- */

static int by_id(const void *left, const void *right) {
    const struct pylog__node_value *const *a = left, *const *b = right;
    return strcmp((*a)->key, (*b)->key);
}

/* The handlers in the order of their ids. */
static const struct pylog__node_value **sorted(struct pylog__plan *plan,
                                               const struct pylog__node_value *dict) {
    const struct pylog__node_value **list = pylog__plan_list(plan, dict->as.items.count);
    size_t count = 0;
    for (const struct pylog__node_value *at = dict->as.items.first; list && at; at = at->next)
        list[count++] = at;
    if (count)
        qsort(list, count, sizeof *list, by_id);
    return list;
}

int pylog__read_handlers(struct pylog__plan *plan, const struct pylog__node_value *handlers) {
    const struct pylog__node_value **list = sorted(plan, handlers);
    size_t deferred = 0;
    if (!list)
        return -1;
    for (size_t i = 0; list[i]; i++) {
        int result = pylog__read_at(plan, "handler", list[i], read_handler);
        if (result < 0)
            return -1;
        if (result == DEFERRED)
            list[deferred++] = list[i];
    }
    if (deferred)
        pylog__error_clear();
    for (size_t i = 0; i < deferred; i++)
        if (pylog__read_at(plan, "handler", list[i], read_deferred_handler))
            return -1;
    return 0;
}

/* ---- Those in force -------------------------------------------------------------------------- */

/* Only the level counts; as in Python, 0 and "" are none. */
static int read_incremental_handler(struct pylog__plan *plan, const char *id,
                                    const struct pylog__node_value *entry) {
    const struct pylog__node_value *level;
    struct pylog__handler_plan *handler = pylog__plan_existing_handler(plan, id);
    if (!handler || pylog__reader_get(&plan->reader, entry, "level", &level))
        return -1;
    if (!called_of(entry) && pylog__check_keys(plan, entry, own_keys))
        return -1;
    if (!level || !pylog__node_is_true(level))
        return 0;
    pylog__reader_enter(&plan->reader, "level", pylog__node_get(entry, "level"));
    handler->has_level = true;
    return pylog__read_level(level, &handler->level);
}

int pylog__read_incremental_handlers(struct pylog__plan *plan, const struct pylog__node_value *handlers) {
    for (const struct pylog__node_value *at = handlers->as.items.first; at; at = at->next) {
        struct pylog__mark mark = pylog__reader_enter(&plan->reader, at->key, at);
        pylog_handler *handler = pylog_get_handler_by_name(at->key);
        if (!handler)
            return pylog__fail_quoted("No handler found with name ", at->key, strlen(at->key));
        pylog_handler_unref(handler);
        pylog__reader_leave(&plan->reader, mark);
        if (pylog__read_at(plan, "handler", at, read_incremental_handler))
            return -1;
        pylog__reader_leave(&plan->reader, mark);
    }
    return 0;
}
