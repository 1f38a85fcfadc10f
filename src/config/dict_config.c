/* The schema of Python's dictConfig, version 1: from a tree of values to a plan. */
#include "dict_config.h"

#include "../base/error.h"
#include "../syntax/json.h"
#include "../syntax/read_file.h"
#include "../base/value.h"
#include "names.h"

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

/* Does a cfg:// path in this value lead to that key of the whole? */
static bool leads_to(struct pylog__plan *plan, const struct pylog__node_value *value, const char *key) {
    static const char prefix[] = "cfg://";
    if (pylog__document_spend(plan->reader.document, 1, 1))
        return false;
    if (value->kind == PYLOG__NODE_STR) {
        const char *text = value->as.text.bytes;
        size_t length = strncmp(text, prefix, sizeof prefix - 1) == 0 ? strlen(key) : 0;
        bool is_path = length && strncmp(text + sizeof prefix - 1, key, length) == 0;
        return is_path && strchr(".[ ", text[sizeof prefix - 1 + length]);
    }
    if (value->kind != PYLOG__NODE_LIST && value->kind != PYLOG__NODE_DICT)
        return false;
    const struct pylog__node_value *item = value->as.items.first;
    while (item && !leads_to(plan, item, key))
        item = item->next;
    return item != NULL;
}

/* At the top a key may be there for paths alone. */
static int check_top_keys(struct pylog__plan *plan, const struct pylog__node_value *config) {
    static const char *const known[] = { "version",    "incremental", "disable_existing_loggers",
                                         "formatters", "filters",     "handlers",
                                         "loggers",    "root",        NULL };
    for (const struct pylog__node_value *at = config->as.items.first; at; at = at->next)
        if (!pylog__key_passes(at->key, known) && !leads_to(plan, config, at->key))
            return pylog__document_spend(plan->reader.document, 1, 1)
                       ? -1
                       : pylog__check_key(&plan->reader, at, known);
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

/* A copy that can stand in another dict. */
static int put_copy(struct pylog__plan *plan, struct pylog__node_value *dict, const char *key,
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

static int read_class_name(struct pylog__plan *plan, const struct pylog__node_value *value,
                           const char **out) {
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
    if (!keywords || read_class_name(plan, name, &out->class) ||
        pylog__reader_get(&plan->reader, entry, ".", &out->attributes))
        return -1;
    for (const struct pylog__node_value *at = entry->as.items.first; at; at = at->next)
        if (at != name && strcmp(at->key, ".") != 0 && !pylog__is_among(at->key, left_out) &&
            put_copy(plan, keywords, at->key, at))
            return -1;
    if (!out->attributes || !pylog__node_is_true(out->attributes))
        out->attributes = NULL;
    return out->attributes ? pylog__check_dict(out->attributes) : 0;
}

/* ---- Formatters and filters ------------------------------------------------------------------ */

static const char *const nothing[] = { NULL };

/* The value under that key becomes an argument of another name; if there is none, and `otherwise` is not
 * NULL, that one. */
static int put_argument(struct pylog__plan *plan, const struct pylog__node_value *entry, const char *key,
                        const char *name, const struct pylog__node_value *otherwise,
                        struct pylog__node_value *keywords) {
    const struct pylog__node_value *value = pylog__node_get(entry, key);
    if (!value)
        value = otherwise;
    return value ? put_copy(plan, keywords, name, value) : 0;
}

static int read_formatter_class(struct pylog__plan *plan, const char *id,
                                const struct pylog__node_value *entry) {
    static const char *const known[] = { "format",   "datefmt", "style", "validate",
                                         "defaults", "class",   "()",    NULL };
    static const struct pylog__node_value none = { .kind = PYLOG__NODE_NONE },
                                          percent = { .kind = PYLOG__NODE_STR,
                                                      .as.text = { .bytes = "%", .length = 1 } };
    struct pylog__node_value *keywords = pylog__node_new(plan->reader.document, PYLOG__NODE_DICT);
    const struct pylog__node_value *class, *defaults;
    struct pylog__call call = { .keywords = keywords };
    if (!keywords || pylog__check_keys(plan, entry, known) ||
        put_argument(plan, entry, "format", "fmt", &none, keywords) ||
        put_argument(plan, entry, "datefmt", "datefmt", &none, keywords) ||
        put_argument(plan, entry, "style", "style", &percent, keywords) ||
        put_argument(plan, entry, "validate", "validate", NULL, keywords) ||
        pylog__reader_get(&plan->reader, entry, "defaults", &defaults) ||
        pylog__reader_get(&plan->reader, entry, "class", &class))
        return -1;
    if (defaults && defaults->kind != PYLOG__NODE_NONE && put_copy(plan, keywords, "defaults", defaults))
        return -1;
    if (class && pylog__node_is_true(class) &&
        read_class_name(plan, pylog__node_get(entry, "class"), &call.class))
        return -1;
    return pylog__plan_formatter(plan, id, &call) ? 0 : -1;
}

static int read_formatter(struct pylog__plan *plan, const char *id, const struct pylog__node_value *entry) {
    const struct pylog__node_value *factory = pylog__node_get(entry, "()");
    struct pylog__call call;
    if (!factory)
        return read_formatter_class(plan, id, entry);
    if (pylog__read_call(plan, entry, factory, nothing, &call))
        return -1;
    return pylog__plan_formatter(plan, id, &call) ? 0 : -1;
}

static int read_filter_class(struct pylog__plan *plan, const char *id,
                             const struct pylog__node_value *entry) {
    static const char *const known[] = { "name", "()", NULL };
    struct pylog__node_value *keywords = pylog__node_new(plan->reader.document, PYLOG__NODE_DICT);
    const struct pylog__call call = { .keywords = keywords };
    if (!keywords || pylog__check_keys(plan, entry, known) ||
        put_argument(plan, entry, "name", "name", NULL, keywords))
        return -1;
    return pylog__plan_filter(plan, id, &call) ? 0 : -1;
}

static int read_filter(struct pylog__plan *plan, const char *id, const struct pylog__node_value *entry) {
    const struct pylog__node_value *factory = pylog__node_get(entry, "()");
    struct pylog__call call;
    if (!factory)
        return read_filter_class(plan, id, entry);
    if (pylog__read_call(plan, entry, factory, nothing, &call))
        return -1;
    return pylog__plan_filter(plan, id, &call) ? 0 : -1;
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

static void *find_handler(const struct pylog__plan *plan, const char *id) {
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
    int result = read_list(plan, entry, "handlers", find_handler, &list);
    *out = (struct pylog__handler_plan **)list;
    return result;
}

/* ---- Loggers --------------------------------------------------------------------------------- */

/* With `name` NULL: the root, for which propagate is of no concern; nor is qualname, which many
 * configurations have taken over from INI files. */
static int read_logger(struct pylog__plan *plan, const char *name, const struct pylog__node_value *entry) {
    static const char *const known[] = { "level", "propagate", "filters", "handlers", "qualname", NULL };
    const struct pylog__node_value *propagate;
    struct pylog__logger_plan *logger = pylog__plan_logger(plan, name);
    if (!logger || pylog__check_keys(plan, entry, known) ||
        pylog__read_level_of(plan, entry, &logger->has_level, &logger->level) ||
        pylog__reader_get(&plan->reader, entry, "propagate", &propagate))
        return -1;
    logger->has_propagate = name && propagate && propagate->kind != PYLOG__NODE_NONE;
    logger->propagate = logger->has_propagate && pylog__node_is_true(propagate);
    if (plan->incremental)
        return 0;
    return pylog__read_handler_ids(plan, entry, &logger->handlers) ||
                   pylog__read_filter_ids(plan, entry, &logger->filters)
               ? -1
               : 0;
}

static int read_root(struct pylog__plan *plan, const struct pylog__node_value *root) {
    const struct pylog__node_value *entry;
    struct pylog__mark mark = pylog__reader_enter(&plan->reader, "root", root);
    if (pylog__reader_value(&plan->reader, root, &entry))
        return -1;
    if (pylog__node_is_true(entry) && (pylog__check_dict(entry) || read_logger(plan, NULL, entry)))
        return pylog__wrap_error("Unable to configure root logger", NULL);
    pylog__reader_leave(&plan->reader, mark);
    return 0;
}

/* ---- The whole ------------------------------------------------------------------------------- */

static int check_version(struct pylog__plan *plan, const struct pylog__node_value *config) {
    const struct pylog__node_value *version;
    if (!pylog__node_get(config, "version"))
        return pylog__fail_value("dictionary doesn't specify a version");
    struct pylog__mark mark =
        pylog__reader_enter(&plan->reader, "version", pylog__node_get(config, "version"));
    if (pylog__reader_get(&plan->reader, config, "version", &version))
        return -1;
    if (version->kind == PYLOG__NODE_STR)
        return pylog__fail_value("Unsupported version: %s", version->as.text.bytes);
    bool one = (version->kind == PYLOG__NODE_INT && version->as.integer == 1) ||
               (version->kind == PYLOG__NODE_BOOL && version->as.boolean) ||
               (version->kind == PYLOG__NODE_FLOAT && !(version->as.real < 1 || version->as.real > 1));
    if (!one)
        return pylog__fail_repr("ValueError", "Unsupported version:", version);
    pylog__reader_leave(&plan->reader, mark);
    return 0;
}

/* A switch of the whole configuration; as it is, if there is none. */
static int read_switch(struct pylog__plan *plan, const struct pylog__node_value *config, const char *key,
                       bool *out) {
    const struct pylog__node_value *value;
    if (pylog__reader_get(&plan->reader, config, key, &value))
        return -1;
    if (value)
        *out = pylog__node_is_true(value);
    return 0;
}

static int read_section(struct pylog__plan *plan, const struct pylog__node_value *config, const char *key,
                        int (*read)(struct pylog__plan *plan, const struct pylog__node_value *dict)) {
    const struct pylog__node_value *dict;
    struct pylog__mark mark = pylog__reader_enter(&plan->reader, key, pylog__node_get(config, key));
    if (pylog__reader_get(&plan->reader, config, key, &dict))
        return -1;
    if (dict && (pylog__check_dict(dict) || read(plan, dict)))
        return -1;
    pylog__reader_leave(&plan->reader, mark);
    return 0;
}

static int read_formatters(struct pylog__plan *plan, const struct pylog__node_value *dict) {
    return pylog__read_each(plan, "formatter", dict, read_formatter);
}

static int read_filters(struct pylog__plan *plan, const struct pylog__node_value *dict) {
    return pylog__read_each(plan, "filter", dict, read_filter);
}

static int read_loggers(struct pylog__plan *plan, const struct pylog__node_value *dict) {
    return pylog__read_each(plan, "logger", dict, read_logger);
}

static int read_objects(struct pylog__plan *plan, const struct pylog__node_value *config) {
    if (plan->incremental)
        return read_section(plan, config, "handlers", pylog__read_incremental_handlers);
    return read_section(plan, config, "formatters", read_formatters) ||
                   read_section(plan, config, "filters", read_filters) ||
                   read_section(plan, config, "handlers", pylog__read_handlers)
               ? -1
               : 0;
}

static int read_config(struct pylog__plan *plan, const struct pylog__node_value *config) {
    bool disables = true;
    if (pylog__check_dict(config) || check_version(plan, config) || check_top_keys(plan, config) ||
        read_switch(plan, config, "incremental", &plan->incremental) ||
        read_switch(plan, config, "disable_existing_loggers", &disables) || read_objects(plan, config) ||
        read_section(plan, config, "loggers", read_loggers))
        return -1;
    const struct pylog__node_value *root = pylog__node_get(config, "root");
    plan->keep_existing_loggers = !disables;
    return root ? read_root(plan, root) : 0;
}

static int read_document(struct pylog__document *document, bool apply) {
    struct pylog__plan *plan = pylog__configured_plan(document);
    int result = read_config(plan, document->root);
    if (!result && apply)
        result = pylog__plan_apply(plan);
    if (result)
        pylog__reader_locate_error(&plan->reader);
    return result;
}

struct dict_text {
    const char *text;
    size_t length;
    bool apply;
};

static int read_dict(void *data) {
    const struct dict_text *dict = data;
    struct pylog__document *document = pylog__configured_document();
    int result = pylog__json_parse(dict->text, dict->length, document);
    return result ? result : read_document(document, dict->apply);
}

static int read_text(const char *text, size_t length, bool apply) {
    return pylog__configure(read_dict, &(struct dict_text){ text, length, apply });
}

int pylog__dict_config_check(const char *text, size_t length) {
    return read_text(text, length, false);
}

int pylog__dict_config_text(const char *text, size_t length, const char *source) {
    if (read_text(text, length, true) == 0)
        return 0;
    if (source && pylog__error_code() != ENOMEM)
        pylog__fail_as(pylog__error_kind(), pylog__error_code(), "%s: %s", source, pylog__error_text());
    errno = pylog__error_code();
    return -1;
}

int pylog_dict_config(const char *json) {
    if (!json)
        return pylog__fail_type("a text is needed, not NULL");
    return pylog__dict_config_text(json, strlen(json), NULL);
}

int pylog_dict_config_text(const char *text, size_t length) {
    if (!text)
        return pylog__fail_type("a text is needed, not NULL");
    return pylog__dict_config_text(text, length, NULL);
}

int pylog_dict_config_file(const char *path) {
    char storage[1024];
    struct pylog_buffer text;
    if (!path)
        return pylog__fail_type("a path is needed, not NULL");
    pylog__buffer_init(&text, storage, sizeof storage);
    int result = pylog__read_file(path, &text);
    if (!result)
        result = pylog__dict_config_text(text.data, text.length, path);
    int error = errno;
    pylog__buffer_release(&text);
    errno = error;
    return result;
}
