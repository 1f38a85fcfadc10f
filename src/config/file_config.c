/* Python's fileConfig: from the sections of an INI file to a plan. */
#include "file_config.h"

#include "../base/error.h"
#include "../base/reserved.h"
#include "../syntax/ini.h"
#include "../syntax/read_file.h"
#include "../syntax/source.h"
#include "../base/value.h"
#include "ini_section.h"
#include "stand_in.h"

static struct pylog__document *document_of(const struct pylog__plan *plan) {
    return plan->reader.document;
}

/* ---- Formatters ------------------------------------------------------------------------------ */

/* A copy under another name, since a value stands in one dict; `otherwise` if there is none. */
static int put_ini_text(struct pylog__plan *plan, struct pylog__node_value *dict, const char *key,
                        const struct pylog__node_value *value, const char *otherwise) {
    bool none = !value && !otherwise;
    struct pylog__node_value *copy =
        pylog__node_new(document_of(plan), none ? PYLOG__NODE_NONE : PYLOG__NODE_STR);
    if (!copy)
        return -1;
    if (value) {
        copy->as = value->as;
        copy->line = value->line;
        copy->column = value->column;
    } else if (otherwise) {
        copy->as.text.bytes = otherwise;
        copy->as.text.length = strlen(otherwise);
    }
    pylog__node_set(dict, key, copy);
    return 0;
}

/* Does something else take the place of that class? What stands in its arguments is of no concern then. */
static bool takes_no_arguments(const struct pylog__ini_section *section, enum pylog__class_kind kind,
                               const char *class) {
    return class && pylog__stands_in(&section->plan->reader, kind, class);
}

static int put_defaults(const struct pylog__ini_section *section, const char *class,
                        struct pylog__node_value *keywords) {
    const struct pylog__node_value *text = pylog__ini_raw(section, "defaults"), *defaults;
    if (!text || takes_no_arguments(section, PYLOG__FORMATTER_CLASS, class))
        return 0;
    if (pylog__ini_literal(section, "defaults", text, true, &defaults))
        return -1;
    struct pylog__node_value *copy = pylog__node_new(document_of(section->plan), PYLOG__NODE_DICT);
    if (!copy)
        return -1;
    copy->as = defaults->as;
    pylog__node_set(keywords, "defaults", copy);
    return 0;
}

/* Formats are full of percent signs, and not interpolated. */
static int read_ini_formatter(struct pylog__plan *plan, const char *id) {
    static const char *const known[] = { "class", "format", "datefmt", "style", "defaults", NULL };
    struct pylog__ini_section section;
    struct pylog__mark mark;
    const struct pylog__node_value *class;
    struct pylog__node_value *keywords = pylog__node_new(document_of(plan), PYLOG__NODE_DICT);
    if (!keywords || pylog__ini_enter(plan, "formatter_", id, &section, &mark) ||
        pylog__ini_check_keys(&section, known) ||
        put_ini_text(plan, keywords, "fmt", pylog__ini_raw(&section, "format"), NULL) ||
        put_ini_text(plan, keywords, "datefmt", pylog__ini_raw(&section, "datefmt"), NULL) ||
        put_ini_text(plan, keywords, "style", pylog__ini_raw(&section, "style"), "%") ||
        pylog__ini_text(&section, "class", &class))
        return -1;
    const char *name = class && class->as.text.length ? class->as.text.bytes : NULL;
    if (put_defaults(&section, name, keywords) ||
        !pylog__plan_formatter(plan, id, &(struct pylog__call){ .class = name, .keywords = keywords }))
        return -1;
    pylog__ini_leave(&section, mark);
    return 0;
}

/* ---- Handlers -------------------------------------------------------------------------------- */

static int read_ini_call(const struct pylog__ini_section *section, struct pylog__call *out) {
    const struct pylog__node_value *class;
    if (pylog__ini_required(section, "class", &class))
        return -1;
    out->class = class->as.text.bytes;
    if (!takes_no_arguments(section, PYLOG__HANDLER_CLASS, out->class) &&
        (pylog__ini_optional_literal(section, "args", false, &out->positional) ||
         pylog__ini_optional_literal(section, "kwargs", true, &out->keywords)))
        return -1;
    return 0;
}

static int read_formatter_of(const struct pylog__ini_section *section, struct pylog__handler_plan *handler) {
    const struct pylog__node_value *id;
    if (pylog__ini_text(section, "formatter", &id))
        return -1;
    if (!id || !id->as.text.length)
        return 0;
    struct pylog__mark mark = pylog__ini_enter_key(section, "formatter");
    handler->formatter = pylog__plan_find_formatter(section->plan, id->as.text.bytes);
    if (!handler->formatter)
        return -1;
    pylog__ini_leave(section, mark);
    return 0;
}

static int read_ini_handler(struct pylog__plan *plan, const char *id) {
    static const char *const known[] = { "class", "args", "kwargs", "level", "formatter", "target", NULL };
    struct pylog__ini_section section;
    struct pylog__mark mark;
    struct pylog__call call = { .class = NULL };
    if (pylog__ini_enter(plan, "handler_", id, &section, &mark) || pylog__ini_check_keys(&section, known) ||
        read_ini_call(&section, &call))
        return -1;
    struct pylog__handler_plan *handler = pylog__plan_handler(plan, id, &call);
    if (!handler || pylog__ini_level(&section, &handler->has_level, &handler->level) ||
        read_formatter_of(&section, handler))
        return -1;
    pylog__ini_leave(&section, mark);
    return 0;
}

/* A target may stand behind the handler that has it. */
static int read_ini_target(struct pylog__plan *plan, const char *id) {
    struct pylog__ini_section section;
    struct pylog__mark mark;
    const struct pylog__node_value *target;
    struct pylog__handler_plan *handler = pylog__plan_find_handler(plan, id);
    if (!handler || pylog__ini_enter(plan, "handler_", id, &section, &mark) ||
        pylog__ini_text(&section, "target", &target))
        return -1;
    if (target && target->as.text.length && pylog__plan_has_target(handler)) {
        pylog__ini_enter_key(&section, "target");
        handler->target = pylog__plan_find_handler(plan, target->as.text.bytes);
        if (!handler->target)
            return -1;
    }
    pylog__ini_leave(&section, mark);
    return 0;
}

/* ---- Loggers --------------------------------------------------------------------------------- */

static int read_handlers_of(const struct pylog__ini_section *section, struct pylog__logger_plan *logger) {
    const struct pylog__node_value *value;
    struct pylog__ini_names names;
    if (pylog__ini_required(section, "handlers", &value) || pylog__ini_split(section->plan, value, &names))
        return -1;
    struct pylog__mark mark = pylog__ini_enter_key(section, "handlers");
    if (pylog__document_spend(document_of(section->plan), names.count, 1 + names.count / 8))
        return -1;
    logger->handlers = pylog__plan_list(section->plan, names.count);
    if (!logger->handlers)
        return -1;
    for (size_t i = 0; i < names.count; i++) {
        logger->handlers[i] = pylog__plan_find_handler(section->plan, names.list[i]);
        if (!logger->handlers[i])
            return -1;
    }
    pylog__ini_leave(section, mark);
    return 0;
}

/* The root has no name, and does not propagate. */
static int read_ini_logger(struct pylog__plan *plan, const char *id, bool root) {
    static const char *const known[] = { "level", "handlers", "qualname", "propagate", NULL };
    struct pylog__ini_section section;
    struct pylog__mark mark;
    const struct pylog__node_value *name = NULL;
    bool propagate = true;
    if (pylog__ini_enter(plan, "logger_", id, &section, &mark) || pylog__ini_check_keys(&section, known) ||
        (!root && (pylog__ini_required(&section, "qualname", &name) ||
                   pylog__ini_switch(&section, "propagate", &propagate))))
        return -1;
    struct pylog__logger_plan *logger = pylog__plan_logger(plan, name ? name->as.text.bytes : NULL);
    if (!logger)
        return -1;
    logger->has_propagate = !root;
    logger->propagate = propagate;
    if (pylog__ini_level(&section, &logger->has_level, &logger->level) || read_handlers_of(&section, logger))
        return -1;
    pylog__ini_leave(&section, mark);
    return 0;
}

/* ---- The whole ------------------------------------------------------------------------------- */

static bool is_listed(struct pylog__plan *plan, const struct pylog__ini_names *names, const char *id) {
    if (pylog__document_spend(document_of(plan), 1, names->count))
        return false;
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->list[i], id) == 0)
            return true;
    return false;
}

/* Every section of this kind must be listed where all keys are to be known. Of another kind it may be
 * somebody else's. */
static int check_sections(struct pylog__plan *plan, const char *kind, const struct pylog__ini_names *names) {
    size_t length = strlen(kind);
    const struct pylog__node_value *at = document_of(plan)->root->as.items.first;
    for (; at && pylog__config_is_strict(); at = at->next) {
        if (strncmp(at->key, kind, length) != 0 || is_listed(plan, names, at->key + length))
            continue;
        pylog__reader_enter(&plan->reader, at->key, at);
        if (pylog__document_spend(document_of(plan), 1, 1))
            return -1;
        plan->reader.hint = "section that no `keys` names";
        return pylog__fail_value("%s", "");
    }
    return 0;
}

/* What is named twice is made once. */
static int read_each(struct pylog__plan *plan, const struct pylog__ini_names *names,
                     int (*read)(struct pylog__plan *plan, const char *id)) {
    struct pylog__node_value *seen = pylog__node_new(document_of(plan), PYLOG__NODE_DICT);
    for (size_t i = 0; i < names->count; i++) {
        struct pylog__node_value *mark = seen ? pylog__node_new(document_of(plan), PYLOG__NODE_NONE) : NULL;
        if (!mark)
            return -1;
        if (pylog__node_get(seen, names->list[i]))
            continue;
        pylog__node_set(seen, names->list[i], mark);
        if (read(plan, names->list[i]))
            return -1;
    }
    return 0;
}

static int read_ini_loggers(struct pylog__plan *plan) {
    struct pylog__ini_names names;
    size_t root = 0;
    if (pylog__ini_keys(plan, "loggers", &names) || check_sections(plan, "logger_", &names))
        return -1;
    while (root < names.count && strcmp(names.list[root], "root") != 0)
        root++;
    if (root == names.count) {
        const struct pylog__ini_section section = { .plan = plan, .name = "loggers" };
        pylog__reader_enter(&plan->reader, section.name, NULL);
        pylog__ini_enter_key(&section, "keys");
        plan->reader.hint = "root is missing";
        return pylog__fail_value("list.remove(x): x not in list");
    }
    if (read_ini_logger(plan, "root", true))
        return -1;
    for (size_t i = 0; i < names.count; i++)
        if (i != root && read_ini_logger(plan, names.list[i], false))
            return -1;
    return 0;
}

static int read_ini_config(struct pylog__plan *plan) {
    struct pylog__ini_names formatters, handlers;
    if (pylog__ini_keys(plan, "formatters", &formatters) || check_sections(plan, "formatter_", &formatters) ||
        read_each(plan, &formatters, read_ini_formatter) || pylog__ini_keys(plan, "handlers", &handlers) ||
        check_sections(plan, "handler_", &handlers) || read_each(plan, &handlers, read_ini_handler) ||
        read_each(plan, &handlers, read_ini_target))
        return -1;
    return read_ini_loggers(plan);
}

/* What the program gives for DEFAULT; what the file says there goes before. */
static int put_default(struct pylog__document *document, struct pylog__node_value *dict,
                       const struct pylog_field *field) {
    char storage[128];
    struct pylog_buffer text;
    size_t length = field->type == PYLOG_TYPE_STR && field->value.s ? strlen(field->value.s) : 0;
    const struct pylog__value value = pylog__value_of(field, length);
    char *key = pylog__document_copy(document, field->key, strlen(field->key));
    if (!key)
        return -1;
    pylog__lower(key);
    if (pylog__node_get(dict, key))
        return 0;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_str(&text, &value);
    struct pylog__node_value *made = pylog__node_new(document, PYLOG__NODE_STR);
    char *bytes = made && !text.failed ? pylog__document_copy(document, text.data, text.length) : NULL;
    if (bytes) {
        made->as.text.bytes = bytes;
        made->as.text.length = text.length;
        pylog__node_set(dict, key, made);
    }
    pylog__buffer_release(&text);
    return bytes ? 0 : pylog__fail_memory();
}

static int put_all_defaults(struct pylog__document *document, const struct pylog_field *fields) {
    struct pylog__node_value *dict = pylog__node_get(document->root, "DEFAULT");
    if (!fields || !fields->key)
        return 0;
    if (!dict) {
        dict = pylog__node_new(document, PYLOG__NODE_DICT);
        if (!dict)
            return -1;
        pylog__node_set(document->root, "DEFAULT", dict);
    }
    for (; fields->key; fields++)
        if (put_default(document, dict, fields))
            return -1;
    return 0;
}

static int apply_document(struct pylog__document *document, const struct pylog_file_config_options *options) {
    if (put_all_defaults(document, options->defaults))
        return -1;
    struct pylog__plan *plan = pylog__configured_plan(document);
    plan->plain = true;
    plan->reader.in_logging = true;
    plan->keep_existing_loggers = options->keep_existing_loggers;
    int result = read_ini_config(plan);
    if (!result)
        result = pylog__plan_apply(plan);
    if (result)
        pylog__reader_locate_error(&plan->reader);
    return result;
}

static int put_before_error(const char *kind, const char *source, const char *between) {
    if (pylog__error_code() == ENOMEM)
        return -1;
    if (strcmp(kind, "KeyError") == 0)
        kind = "ValueError"; /* a KeyError has nothing but the key */
    return pylog__fail_as(kind, pylog__error_code(), "%s%s%s", source, between, pylog__error_text());
}

/* Python has the parser's errors say where they are, and two of them be a RuntimeError. */
static int fail_to_parse(const char *source) {
    const char *kind = pylog__error_kind();
    if (source && (strcmp(kind, "configparser.ParsingError") == 0 ||
                   strcmp(kind, "configparser.MissingSectionHeaderError") == 0))
        return put_before_error("RuntimeError", source, " is invalid: ");
    return -1;
}

struct ini_text {
    const char *text;
    size_t length;
    const char *source; /* NULL: none */
    const struct pylog_file_config_options *options;
};

static int read_ini(void *data) {
    const struct ini_text *ini = data;
    struct pylog__document *document = pylog__configured_document();
    int result = pylog__ini_parse(ini->text, ini->length, ini->source ? ini->source : "<string>", document);
    if (result)
        fail_to_parse(ini->source);
    else if (apply_document(document, ini->options))
        result = ini->source ? put_before_error(pylog__error_kind(), ini->source, ": ") : -1;
    return result;
}

int pylog__file_config_text(const char *text, size_t length, const char *source,
                            const struct pylog_file_config_options *options) {
    static const struct pylog_file_config_options defaults = { .defaults = NULL };
    return pylog__configure(read_ini, &(struct ini_text){ text, length, source, options ? options : &defaults });
}

static int read_path(const char *path, struct pylog_buffer *out) {
    struct pylog__file_status status;
    if (pylog__port_path_status(path, &status) && (errno == ENOENT || errno == ENOTDIR))
        return pylog__fail_as("FileNotFoundError", ENOENT, "%s doesn't exist", path);
    if (pylog__read_file(path, out))
        return -1;
    return out->length ? 0 : pylog__fail_as("RuntimeError", EINVAL, "%s is an empty file", path);
}

/* Of bytes in the encoding of the options. */
static int config_bytes(const char *bytes, size_t length, const char *source,
                        const struct pylog_file_config_options *options) {
    char storage[1024];
    struct pylog_buffer text;
    struct pylog__codec codec;
    if (options && pylog__check_members(options))
        return -1;
    if (pylog__codec_find(options && options->encoding ? options->encoding : "utf-8", NULL, &codec))
        return -1;
    pylog__buffer_init(&text, storage, sizeof storage);
    int result = pylog__decode(codec.encoding, bytes, length, &text);
    if (!result)
        result = pylog__file_config_text(text.data, text.length, source, options);
    int error = errno;
    pylog__buffer_release(&text);
    errno = error;
    return result;
}

int pylog_file_config_text(const char *text, size_t length, const struct pylog_file_config_options *options) {
    if (!text)
        return pylog__fail_type("a text is needed, not NULL");
    return config_bytes(text, length, NULL, options);
}

int pylog_file_config(const char *path, const struct pylog_file_config_options *options) {
    char storage[1024];
    struct pylog_buffer bytes;
    if (!path)
        return pylog__fail_type("a path is needed, not NULL");
    pylog__buffer_init(&bytes, storage, sizeof storage);
    int result = read_path(path, &bytes);
    if (!result)
        result = config_bytes(bytes.data, bytes.length, path, options);
    int error = errno;
    pylog__buffer_release(&bytes);
    errno = error;
    return result;
}
