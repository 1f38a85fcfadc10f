/* The schema of Python's dictConfig, version 1: from a tree of values to a plan. */
#include "dict_config.h"

#include "../base/error.h"
#include "../syntax/json.h"
#include "../syntax/read_file.h"
#include "../base/value.h"
#include "names.h"

/* ---- Formatters and filters ------------------------------------------------------------------ */

static const char *const no_keys[] = { NULL };

/* The value under that key becomes an argument of another name; if there is none, and `otherwise` is not
 * NULL, that one. */
static int put_argument(struct pylog__plan *plan, const struct pylog__node_value *entry, const char *key,
                        const char *name, const struct pylog__node_value *otherwise,
                        struct pylog__node_value *keywords) {
    const struct pylog__node_value *value = pylog__node_get(entry, key);
    if (!value)
        value = otherwise;
    return value ? pylog__put_entry_copy(plan, keywords, name, value) : 0;
}

static int read_formatter_class(struct pylog__plan *plan, const char *id,
                                const struct pylog__node_value *entry) {
    static const char *const known[] = { "format",   "datefmt", "style", "validate",
                                         "defaults", "class",   "()",    NULL };
    static const struct pylog__node_value none = { .kind = PYLOG__NODE_NONE },
                                          percent = { .kind = PYLOG__NODE_STR,
                                                      .as.text = { .bytes = "%", .length = 1 } };
    struct pylog__node_value *keywords = pylog__node_new(plan->reader.document, PYLOG__NODE_DICT);
    const struct pylog__node_value *class;
    struct pylog__call call = { .keywords = keywords };
    if (!keywords || pylog__check_keys(plan, entry, known) ||
        put_argument(plan, entry, "format", "fmt", &none, keywords) ||
        put_argument(plan, entry, "datefmt", "datefmt", &none, keywords) ||
        put_argument(plan, entry, "style", "style", &percent, keywords) ||
        put_argument(plan, entry, "validate", "validate", NULL, keywords) ||
        put_argument(plan, entry, "defaults", "defaults", NULL, keywords) ||
        pylog__reader_get(&plan->reader, entry, "class", &class))
        return -1;
    if (class && pylog__node_is_true(class) &&
        pylog__read_class_name(plan, pylog__node_get(entry, "class"), &call.class))
        return -1;
    return pylog__plan_formatter(plan, id, &call) ? 0 : -1;
}

static int read_formatter(struct pylog__plan *plan, const char *id, const struct pylog__node_value *entry) {
    const struct pylog__node_value *factory = pylog__node_get(entry, "()");
    struct pylog__call call;
    if (!factory)
        return read_formatter_class(plan, id, entry);
    if (pylog__read_call(plan, entry, factory, no_keys, &call))
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
    if (pylog__read_call(plan, entry, factory, no_keys, &call))
        return -1;
    return pylog__plan_filter(plan, id, &call) ? 0 : -1;
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

static int read_dict_text(const char *text, size_t length, bool apply) {
    return pylog__configure(read_dict, &(struct dict_text){ text, length, apply });
}

int pylog__dict_config_check(const char *text, size_t length) {
    return read_dict_text(text, length, false);
}

int pylog__dict_config_text(const char *text, size_t length, const char *source) {
    if (read_dict_text(text, length, true) == 0)
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
