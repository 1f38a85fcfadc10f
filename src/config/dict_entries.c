/* What all sections of a dictionary are made of: entries and their keys, calls, levels, lists of ids. */
#include "dict_config.h"

#include "../base/error.h"
#include "../base/value.h"

/* ---- Dicts and their keys -------------------------------------------------------------------- */

int pylog__check_dict(const struct pylog__node_value *value) {
    if (pylog__node_is(value, PYLOG__NODE_DICT))
        return 0;
    return pylog__fail_type("a dict is needed here, not %s", pylog__node_type(value));
}

enum { CHECKING = 16 }; /* the steps of a key */

int pylog__check_keys(struct pylog__plan *plan, const struct pylog__node_value *dict,
                      const char *const *known) {
    if (pylog__document_spend(plan->reader.document, CHECKING, dict->as.items.count))
        return -1;
    for (const struct pylog__node_value *at = dict->as.items.first; at; at = at->next)
        if (pylog__check_key(&plan->reader, at, known))
            return -1;
    return 0;
}

int pylog__read_at(struct pylog__plan *plan, const char *kind, const struct pylog__node_value *value,
                   pylog__read_entry *read) {
    char head[40];
    const struct pylog__node_value *entry;
    struct pylog__mark mark = pylog__reader_enter(&plan->reader, value->key, value);
    int result = -1;
    if (pylog__reader_value(&plan->reader, value, &entry) == 0 && pylog__check_dict(entry) == 0)
        result = read(plan, value->key, entry);
    if (result < 0) {
        snprintf(head, sizeof head, "Unable to configure %s", kind);
        return pylog__wrap_error(head, value->key);
    }
    pylog__reader_leave(&plan->reader, mark);
    return result;
}

int pylog__read_each(struct pylog__plan *plan, const char *kind, const struct pylog__node_value *dict,
                     pylog__read_entry *read) {
    for (const struct pylog__node_value *at = dict->as.items.first; at; at = at->next)
        if (pylog__read_at(plan, kind, at, read))
            return -1;
    return 0;
}

/* ---- Calls ----------------------------------------------------------------------------------- */

int pylog__put_entry_copy(struct pylog__plan *plan, struct pylog__node_value *dict, const char *key,
                          const struct pylog__node_value *value) {
    struct pylog__node_value *copy = pylog__node_new(plan->reader.document, value->kind);
    if (!copy)
        return -1;
    copy->line = value->line;
    copy->column = value->column;
    copy->as = value->as;
    pylog__node_set(dict, key, copy);
    return 0;
}

int pylog__read_class_name(struct pylog__plan *plan, const struct pylog__node_value *value, const char **out) {
    const struct pylog__node_value *name;
    struct pylog__mark mark = pylog__reader_enter(&plan->reader, value->key, value);
    if (pylog__reader_value(&plan->reader, value, &name))
        return -1;
    if (name->kind != PYLOG__NODE_STR)
        return pylog__fail_type("a dotted name is needed here, not %s", pylog__node_type(name));
    pylog__reader_leave(&plan->reader, mark);
    *out = name->as.text.bytes;
    return 0;
}

int pylog__read_call(struct pylog__plan *plan, const struct pylog__node_value *entry,
                     const struct pylog__node_value *name, const char *const *left_out,
                     struct pylog__call *out) {
    struct pylog__node_value *keywords = pylog__node_new(plan->reader.document, PYLOG__NODE_DICT);
    *out = (struct pylog__call){ .keywords = keywords };
    if (!keywords || pylog__read_class_name(plan, name, &out->class) ||
        pylog__reader_get(&plan->reader, entry, ".", &out->attributes))
        return -1;
    for (const struct pylog__node_value *at = entry->as.items.first; at; at = at->next)
        if (at != name && strcmp(at->key, ".") != 0 && !pylog__is_among(at->key, left_out) &&
            pylog__put_entry_copy(plan, keywords, at->key, at))
            return -1;
    if (!out->attributes || !pylog__node_is_true(out->attributes))
        out->attributes = NULL;
    return out->attributes ? pylog__check_dict(out->attributes) : 0;
}

/* ---- What handlers and loggers share --------------------------------------------------------- */

int pylog__read_level_of(struct pylog__plan *plan, const struct pylog__node_value *entry, bool *has_level,
                         int *level) {
    const struct pylog__node_value *value;
    struct pylog__mark mark = pylog__reader_enter(&plan->reader, "level", pylog__node_get(entry, "level"));
    if (pylog__reader_get(&plan->reader, entry, "level", &value))
        return -1;
    *has_level = value && value->kind != PYLOG__NODE_NONE;
    if (*has_level && pylog__read_level(value, level))
        return -1;
    pylog__reader_leave(&plan->reader, mark);
    return 0;
}

/* An id of a list: a value of its own, a key of a dict, or a character of a string. */
struct id {
    const struct pylog__node_value *value; /* NULL at the end */
    const char *text;                      /* NULL: it is no string */
    size_t at;                             /* in a string */
};

static int next_id(struct pylog__plan *plan, const struct pylog__node_value *list, struct id *id) {
    if (list->kind != PYLOG__NODE_STR) {
        id->value = id->value ? id->value->next : list->as.items.first;
        id->text = !id->value                           ? NULL
                   : list->kind == PYLOG__NODE_DICT     ? id->value->key
                   : id->value->kind == PYLOG__NODE_STR ? id->value->as.text.bytes
                                                        : NULL;
        return 0;
    }
    const char *bytes = list->as.text.bytes + id->at;
    size_t length = *bytes ? 1 : 0;
    while (length && (bytes[length] & 0xC0) == 0x80)
        length++;
    id->at += length;
    id->value = length ? list : NULL;
    id->text = length ? pylog__document_copy(plan->reader.document, bytes, length) : NULL;
    return length && !id->text ? -1 : 0;
}

/* There is no filter or handler of that id in the section of that name. */
static int fail_id(struct pylog__plan *plan, const char *section, const struct id *id) {
    char head[40];
    snprintf(head, sizeof head, "Unable to add %.*s", (int)strlen(section) - 1, section);
    if (!id->text)
        return pylog__fail_repr("ValueError", head, id->value);
    pylog__wrap_error(head, id->text);
    return pylog__hint_at_key(&plan->reader, id->text, pylog__node_get(plan->reader.document->root, section));
}

typedef void *find_by_id(const struct pylog__plan *plan, const char *id);

static void *find_filter(const struct pylog__plan *plan, const char *id) {
    return pylog__plan_find_filter(plan, id);
}

static void *find_planned_handler(const struct pylog__plan *plan, const char *id) {
    return pylog__plan_find_handler(plan, id);
}

static int check_iterable(const struct pylog__node_value *list) {
    switch (list->kind) {
    case PYLOG__NODE_STR:
    case PYLOG__NODE_LIST:
    case PYLOG__NODE_TUPLE:
    case PYLOG__NODE_DICT: return 0;
    case PYLOG__NODE_NONE:
    case PYLOG__NODE_BOOL:
    case PYLOG__NODE_INT:
    case PYLOG__NODE_FLOAT:
    case PYLOG__NODE_NAME: break;
    }
    return pylog__fail_type("'%s' object is not iterable", pylog__node_type(list));
}

static int read_ids(struct pylog__plan *plan, const struct pylog__node_value *list, const char *section,
                    find_by_id *find, void **out) {
    struct id id = { .at = 0 };
    for (;;) {
        if (next_id(plan, list, &id))
            return -1;
        if (!id.value)
            return 0;
        struct pylog__mark mark = pylog__reader_enter(&plan->reader, NULL, id.value);
        *out = id.text ? find(plan, id.text) : NULL;
        if (!*out++)
            return fail_id(plan, section, &id);
        pylog__reader_leave(&plan->reader, mark);
    }
}

/* The objects that a key lists, by ids of the section of that name; NULL in *out, if there are none. */
static int read_list(struct pylog__plan *plan, const struct pylog__node_value *entry, const char *key,
                     find_by_id *find, void ***out) {
    const struct pylog__node_value *list;
    struct pylog__mark mark = pylog__reader_enter(&plan->reader, key, pylog__node_get(entry, key));
    *out = NULL;
    if (pylog__reader_get(&plan->reader, entry, key, &list))
        return -1;
    if (list && pylog__node_is_true(list)) {
        if (check_iterable(list))
            return -1;
        size_t count = list->kind == PYLOG__NODE_STR ? list->as.text.length : list->as.items.count;
        size_t weight = find == find_filter ? 8 : 1; /* each is compared with all before it */
        if (pylog__document_spend(plan->reader.document, count, 1 + count / 8 * weight))
            return -1;
        *out = pylog__plan_list(plan, count);
        if (!*out || read_ids(plan, list, key, find, *out))
            return -1;
    }
    pylog__reader_leave(&plan->reader, mark);
    return 0;
}

int pylog__read_filter_ids(struct pylog__plan *plan, const struct pylog__node_value *entry,
                           struct pylog__filter_plan ***out) {
    void **list;
    int result = read_list(plan, entry, "filters", find_filter, &list);
    *out = (struct pylog__filter_plan **)list;
    return result;
}

int pylog__read_handler_ids(struct pylog__plan *plan, const struct pylog__node_value *entry,
                            struct pylog__handler_plan ***out) {
    void **list;
    int result = read_list(plan, entry, "handlers", find_planned_handler, &list);
    *out = (struct pylog__handler_plan **)list;
    return result;
}
