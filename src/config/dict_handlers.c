/* The handlers of a dictionary: which are made first, and what they refer to. */
#include "../base/error.h"
#include "../base/value.h"
#include "classes.h"
#include "dict_config.h"
#include <stdlib.h>

/* Where a handler refers to one that is not there yet, it waits until all others have been read; as in
 * Python, once. */
enum { DEFERRED = 1 };

/* What a handler's entry has besides what it calls and the arguments of that. */
static const char *const own_keys[] = { "level", "formatter", "filters", NULL };
static const char *const memory_keys[] = { "level", "formatter", "filters", "target", NULL };
static const char *const queue_keys[] = {
    "level", "formatter", "filters", "queue", "listener", "handlers", "respect_handler_level", NULL
};

/* ---- References ------------------------------------------------------------------------------ */

static const struct pylog__node_value *section(const struct pylog__plan *plan, const char *name) {
    return pylog__node_get(plan->reader.document->root, name);
}

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
            return pylog__fail_repr("ValueError", "Unable to set formatter", id);
        *out = pylog__plan_find_formatter(plan, id->as.text.bytes);
        if (!*out) {
            pylog__wrap_error("Unable to set formatter", id->as.text.bytes);
            return pylog__hint_at_key(&plan->reader, id->as.text.bytes, section(plan, "formatters"));
        }
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
    return *out || meant->kind == PYLOG__NODE_NONE
               ? 0
               : pylog__fail_repr("ValueError", "Unable to set target handler", meant);
}

static bool comes_later(const struct pylog__plan *plan, const char *id) {
    return !pylog__plan_knows_handler(plan, id) && !plan->last_turn &&
           pylog__node_get(section(plan, "handlers"), id);
}

static int find_target(struct pylog__plan *plan, const char *id, struct pylog__handler_plan **out) {
    if (comes_later(plan, id))
        return DEFERRED;
    *out = pylog__plan_find_handler(plan, id);
    if (*out)
        return 0;
    if (pylog__node_get(section(plan, "handlers"), id))
        pylog__fail_type("target not configured yet");
    pylog__wrap_error("Unable to set target handler", id);
    return pylog__hint_at_key(&plan->reader, id, section(plan, "handlers"));
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

/* ---- Queues ---------------------------------------------------------------------------------- */

/* The dotted name of a specifier: itself, or its `()`. NULL if it has none. */
static const struct pylog__node_value *specified(const struct pylog__node_value *value) {
    const struct pylog__node_value *factory = pylog__node_get(value, "()");
    return factory ? factory : pylog__node_is(value, PYLOG__NODE_STR) ? value : NULL;
}

static int read_queue(struct pylog__plan *plan, const struct pylog__node_value *entry,
                      struct pylog__construction *out) {
    static const char *const nothing[] = { NULL };
    struct pylog__call call = { .class = "queue.Queue" };
    const struct pylog__node_value *value;
    struct pylog__mark mark = pylog__reader_enter(&plan->reader, "queue", pylog__node_get(entry, "queue"));
    if (pylog__reader_get(&plan->reader, entry, "queue", &value))
        return -1;
    if (value && !specified(value))
        return pylog__fail_repr("TypeError", "Invalid queue specifier", value);
    if (value && value->kind == PYLOG__NODE_STR)
        call.class = value->as.text.bytes;
    else if (value && pylog__read_call(plan, value, specified(value), nothing, &call))
        return -1;
    if (pylog__construction_read(&plan->reader, PYLOG__QUEUE_CLASS, &call, out))
        return -1;
    pylog__reader_leave(&plan->reader, mark);
    return 0;
}

/* There is but one kind of listener. */
static int check_listener(struct pylog__plan *plan, const struct pylog__node_value *entry) {
    const struct pylog__node_value *value;
    struct pylog__mark mark =
        pylog__reader_enter(&plan->reader, "listener", pylog__node_get(entry, "listener"));
    if (pylog__reader_get(&plan->reader, entry, "listener", &value))
        return -1;
    if (value) {
        const struct pylog__node_value *name = specified(value);
        if (!pylog__node_is(name, PYLOG__NODE_STR))
            return pylog__fail_repr("TypeError", "Invalid listener specifier", value);
        const char *class = pylog__without_ext(name->as.text.bytes);
        if (pylog__find_class(&plan->reader, class))
            return pylog__fail_repr("TypeError", "Invalid listener specifier", value);
        if (strcmp(class, "logging.handlers.QueueListener") != 0)
            return pylog__fail_unresolved(class, NULL);
    }
    pylog__reader_leave(&plan->reader, mark);
    return 0;
}

static int find_required(struct pylog__plan *plan, const struct pylog__node_value *id,
                         struct pylog__handler_plan **out) {
    if (id->kind != PYLOG__NODE_STR)
        return pylog__fail_repr("ValueError", "Unable to set required handler", id);
    const char *name = id->as.text.bytes;
    if (comes_later(plan, name))
        return DEFERRED;
    *out = pylog__plan_find_handler(plan, name);
    if (*out)
        return 0;
    if (pylog__node_get(section(plan, "handlers"), name))
        pylog__fail_type("Required handler %s is not configured yet", pylog__error_text());
    pylog__wrap_error("Unable to set required handler", name);
    return pylog__hint_at_key(&plan->reader, name, section(plan, "handlers"));
}

/* 0, -1 or DEFERRED. */
static int read_required(struct pylog__plan *plan, const struct pylog__node_value *entry,
                         struct pylog__handler_plan ***out) {
    const struct pylog__node_value *list;
    struct pylog__mark mark =
        pylog__reader_enter(&plan->reader, "handlers", pylog__node_get(entry, "handlers"));
    if (pylog__reader_get(&plan->reader, entry, "handlers", &list))
        return -1;
    if (list && pylog__node_is_true(list)) {
        if (list->kind != PYLOG__NODE_LIST)
            return pylog__fail_type("a list is needed here, not %s", pylog__node_type(list));
        struct pylog__handler_plan **found = *out = pylog__plan_list(plan, list->as.items.count);
        int result = found ? 0 : -1;
        for (const struct pylog__node_value *id = list->as.items.first; id && !result; id = id->next)
            result = find_required(plan, id, found++);
        if (result)
            return result;
    }
    pylog__reader_leave(&plan->reader, mark);
    return 0;
}

static int read_respect(struct pylog__plan *plan, const struct pylog__node_value *entry, bool *out) {
    const struct pylog__node_value *value;
    if (pylog__reader_get(&plan->reader, entry, "respect_handler_level", &value))
        return -1;
    *out = value && pylog__node_is_true(value);
    return 0;
}

/* ---- One handler ----------------------------------------------------------------------------- */

static const struct pylog__node_value *called_of(const struct pylog__node_value *entry) {
    const struct pylog__node_value *factory = pylog__node_get(entry, "()");
    return factory ? factory : pylog__node_get(entry, "class");
}

/* The library's class that is called; NULL if it is a factory, or nothing that is known. */
static const struct pylog__class *class_of(const struct pylog__plan *plan, const struct pylog__call *call) {
    const char *name = pylog__without_ext(call->class);
    struct pylog__factory registered;
    if (pylog__find_factory(PYLOG__HANDLER_CLASS, name, &registered))
        return NULL;
    return pylog__find_class(&plan->reader, name);
}

/* What a handler refers to: 0, -1 or DEFERRED. */
static int read_references(struct pylog__plan *plan, const struct pylog__node_value *entry,
                           const struct pylog__class *class, struct pylog__handler_plan *out) {
    if (read_formatter_id(plan, entry, &out->formatter) ||
        pylog__read_level_of(plan, entry, &out->has_level, &out->level) ||
        pylog__read_filter_ids(plan, entry, &out->filters))
        return -1;
    if (class == &pylog__memory_class)
        return read_target(plan, entry, &out->target);
    if (class != &pylog__queue_handler_class)
        return 0;
    if (read_queue(plan, entry, &out->queue) || check_listener(plan, entry) ||
        read_respect(plan, entry, &out->respect_handler_level))
        return -1;
    return read_required(plan, entry, &out->handlers);
}

static const char *const *keys_of(const struct pylog__class *class) {
    return class == &pylog__memory_class          ? memory_keys
           : class == &pylog__queue_handler_class ? queue_keys
                                                  : own_keys;
}

/* 0, -1 or DEFERRED. */
static int read_handler(struct pylog__plan *plan, const char *id, const struct pylog__node_value *entry) {
    struct pylog__handler_plan refers = { .made = NULL };
    struct pylog__call call;
    const struct pylog__node_value *called = called_of(entry);
    if (!called)
        return pylog__fail_value("a handler needs a 'class'");
    if (pylog__read_call(plan, entry, called, own_keys, &call))
        return -1;
    const struct pylog__class *class = class_of(plan, &call);
    int result = read_references(plan, entry, class, &refers);
    if (result)
        return result;
    if (keys_of(class) != own_keys && pylog__read_call(plan, entry, called, keys_of(class), &call))
        return -1;
    struct pylog__handler_plan *handler = pylog__plan_handler(plan, id, &call);
    if (!handler)
        return -1;
    refers.is = handler->is;
    refers.construction = handler->construction;
    *handler = refers;
    return 0;
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
    plan->last_turn = true;
    for (size_t i = 0; i < deferred; i++)
        if (pylog__read_at(plan, "handler", list[i], read_handler))
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
