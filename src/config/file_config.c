/* Python's fileConfig: from the sections of an INI file to a plan. */
#include "file_config.h"

#include "../text/error.h"
#include "../text/ini.h"
#include "../text/literal.h"
#include "../text/read_file.h"
#include "../text/source.h"
#include "../text/value.h"
#include "plan.h"

/* ---- Places ---------------------------------------------------------------------------------- */

/* A section that is being read. */
struct section {
    struct pylog__plan *plan;
    const char *name;
};

static struct pylog__document *document_of(const struct pylog__plan *plan) {
    return plan->reader.document;
}

static const struct pylog__node_value *find_section(const struct pylog__plan *plan, const char *name) {
    return pylog__node_get(document_of(plan)->root, name);
}

/* The value as it stands in the file, or in DEFAULT; NULL if there is none. */
static const struct pylog__node_value *raw_value(const struct section *section, const char *key) {
    const struct pylog__node_value *own = pylog__node_get(find_section(section->plan, section->name), key);
    return own ? own : pylog__node_get(find_section(section->plan, "DEFAULT"), key);
}

static int fail_missing(struct pylog__plan *plan, const char *hint, const char *name) {
    plan->reader.hint = hint;
    pylog__fail_key("'%s'", name);
    return -1;
}

/* Have what fails next be reported at the key. */
static struct pylog__mark enter_key(const struct section *section, const char *key) {
    return pylog__reader_enter(&section->plan->reader, key, raw_value(section, key));
}

static void leave(const struct section *section, struct pylog__mark mark) {
    pylog__reader_leave(&section->plan->reader, mark);
}

/* A section's name is text of the document. */
static int enter_section(struct pylog__plan *plan, const char *kind, const char *id, struct section *out,
                         struct pylog__mark *mark) {
    char storage[128];
    struct pylog_buffer name;
    pylog__buffer_init(&name, storage, sizeof storage);
    pylog__put_string(&name, kind);
    pylog__put_string(&name, id);
    *out = (struct section){ .plan = plan };
    out->name = name.failed ? NULL : pylog__document_copy(document_of(plan), name.data, name.length);
    pylog__buffer_release(&name);
    if (!out->name)
        return pylog__fail_memory();
    const struct pylog__node_value *found = find_section(plan, out->name);
    *mark = pylog__reader_enter(&plan->reader, out->name, found);
    return found ? 0 : fail_missing(plan, "missing section", out->name);
}

/* ---- Values ---------------------------------------------------------------------------------- */

/* The text of a key, interpolated; NULL in *out if there is none. The error has its own place. */
static int read_text(const struct section *section, const char *key, const struct pylog__node_value **out) {
    *out = NULL;
    if (!raw_value(section, key))
        return 0;
    struct pylog__mark mark = enter_key(section, key);
    *out = pylog__ini_get(document_of(section->plan), section->name, key, true);
    if (!*out) {
        section->plan->reader.at = NULL;
        return -1;
    }
    leave(section, mark);
    return 0;
}

static int read_required(const struct section *section, const char *key,
                         const struct pylog__node_value **out) {
    if (raw_value(section, key))
        return read_text(section, key, out);
    pylog__reader_enter(&section->plan->reader, key, NULL);
    return fail_missing(section->plan, "missing key", key);
}

/* What a text means as an expression, which must be a dict or, if that is wanted, a tuple or list. */
static int read_literal(const struct section *section, const char *key, const struct pylog__node_value *text,
                        bool dict, const struct pylog__node_value **out) {
    struct pylog__mark mark = enter_key(section, key);
    *out = pylog__literal_parse(document_of(section->plan), text->as.text.bytes, text->as.text.length,
                                text->line, text->column);
    if (!*out) {
        section->plan->reader.at = NULL;
        return -1;
    }
    bool is_list = (*out)->kind == PYLOG__NODE_TUPLE || (*out)->kind == PYLOG__NODE_LIST;
    if (dict ? (*out)->kind != PYLOG__NODE_DICT : !is_list)
        return pylog__fail_type("%s are needed, not %s: is a comma missing?", dict ? "{...}" : "(...,)",
                                pylog__node_type(*out));
    leave(section, mark);
    return 0;
}

static int read_optional_literal(const struct section *section, const char *key, bool dict,
                                 const struct pylog__node_value **out) {
    const struct pylog__node_value *text;
    if (read_text(section, key, &text))
        return -1;
    *out = NULL;
    return text ? read_literal(section, key, text, dict, out) : 0;
}

static int read_level(const struct section *section, bool *has_level, int *level) {
    const struct pylog__node_value *text;
    if (read_text(section, "level", &text))
        return -1;
    *has_level = text != NULL;
    struct pylog__mark mark = enter_key(section, "level");
    if (text && pylog_level_from_name(text->as.text.bytes, level))
        return -1;
    leave(section, mark);
    return 0;
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Python's int(text); only whether it is zero is wanted. */
static int read_switch(const struct section *section, const char *key, bool *out) {
    const struct pylog__node_value *value;
    if (read_text(section, key, &value))
        return -1;
    if (!value)
        return 0;
    const char *at = value->as.text.bytes;
    while (is_blank(*at))
        at++;
    at += *at == '-' || *at == '+';
    size_t length = strspn(at, "0123456789");
    const char *end = at + length;
    while (is_blank(*end))
        end++;
    if (!length || *end) {
        enter_key(section, key);
        return pylog__fail_quoted("invalid literal for int() with base 10: ", value->as.text.bytes,
                                  value->as.text.length);
    }
    *out = strspn(at, "0") != length;
    return 0;
}

/* ---- Lists of names -------------------------------------------------------------------------- */

struct names {
    char **list;
    size_t count;
};

static char *strip(char *name, char *end) {
    while (name < end && is_blank(*name))
        name++;
    while (end > name && is_blank(end[-1]))
        end--;
    *end = '\0';
    return name;
}

/* Names between commas; an empty text has none. */
static int split(struct pylog__plan *plan, const struct pylog__node_value *value, struct names *out) {
    size_t most = 1;
    *out = (struct names){ .count = 0 };
    char *text = pylog__document_copy(document_of(plan), value->as.text.bytes, value->as.text.length);
    for (const char *at = text; at && *at; at++)
        most += *at == ',';
    out->list = text ? pylog__plan_list(plan, most) : NULL;
    if (!out->list)
        return -1;
    for (char *at = text; *text && at;) {
        char *comma = strchr(at, ',');
        out->list[out->count++] = strip(at, comma ? comma : at + strlen(at));
        at = comma ? comma + 1 : NULL;
    }
    return 0;
}

/* The `keys` of [formatters], [handlers] and [loggers]. */
static int read_keys(struct pylog__plan *plan, const char *section_name, struct names *out) {
    struct section section;
    struct pylog__mark mark;
    const struct pylog__node_value *value;
    if (enter_section(plan, section_name, "", &section, &mark) || read_required(&section, "keys", &value) ||
        split(plan, value, out))
        return -1;
    leave(&section, mark);
    return 0;
}

/* ---- Formatters ------------------------------------------------------------------------------ */

/* A copy under another name, since a value stands in one dict; `otherwise` if there is none. */
static int put_text(struct pylog__plan *plan, struct pylog__node_value *dict, const char *key,
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

static int put_defaults(const struct section *section, struct pylog__node_value *keywords) {
    const struct pylog__node_value *text = raw_value(section, "defaults"), *defaults;
    if (!text)
        return 0;
    if (read_literal(section, "defaults", text, true, &defaults))
        return -1;
    struct pylog__node_value *copy = pylog__node_new(document_of(section->plan), PYLOG__NODE_DICT);
    if (!copy)
        return -1;
    copy->as = defaults->as;
    pylog__node_set(keywords, "defaults", copy);
    return 0;
}

/* Formats are full of percent signs, and not interpolated. */
static int read_formatter(struct pylog__plan *plan, const char *id) {
    struct section section;
    struct pylog__mark mark;
    const struct pylog__node_value *class;
    struct pylog__node_value *keywords = pylog__node_new(document_of(plan), PYLOG__NODE_DICT);
    if (!keywords || enter_section(plan, "formatter_", id, &section, &mark) ||
        put_text(plan, keywords, "fmt", raw_value(&section, "format"), NULL) ||
        put_text(plan, keywords, "datefmt", raw_value(&section, "datefmt"), NULL) ||
        put_text(plan, keywords, "style", raw_value(&section, "style"), "%") ||
        read_text(&section, "class", &class) || put_defaults(&section, keywords))
        return -1;
    const char *name = class && class->as.text.length ? class->as.text.bytes : NULL;
    if (!pylog__plan_formatter(plan, id, &(struct pylog__call){ .class = name, .keywords = keywords }))
        return -1;
    leave(&section, mark);
    return 0;
}

/* ---- Handlers -------------------------------------------------------------------------------- */

static int read_call(const struct section *section, struct pylog__call *out) {
    const struct pylog__node_value *class;
    if (read_required(section, "class", &class) ||
        read_optional_literal(section, "args", false, &out->positional) ||
        read_optional_literal(section, "kwargs", true, &out->keywords))
        return -1;
    out->class = class->as.text.bytes;
    return 0;
}

static int read_formatter_of(const struct section *section, struct pylog__handler_plan *handler) {
    const struct pylog__node_value *id;
    if (read_text(section, "formatter", &id))
        return -1;
    if (!id || !id->as.text.length)
        return 0;
    struct pylog__mark mark = enter_key(section, "formatter");
    handler->formatter = pylog__plan_find_formatter(section->plan, id->as.text.bytes);
    if (!handler->formatter)
        return -1;
    leave(section, mark);
    return 0;
}

static int read_handler(struct pylog__plan *plan, const char *id) {
    struct section section;
    struct pylog__mark mark;
    struct pylog__call call = { .class = NULL };
    if (enter_section(plan, "handler_", id, &section, &mark) || read_call(&section, &call))
        return -1;
    struct pylog__handler_plan *handler = pylog__plan_handler(plan, id, &call);
    if (!handler || read_level(&section, &handler->has_level, &handler->level) ||
        read_formatter_of(&section, handler))
        return -1;
    leave(&section, mark);
    return 0;
}

/* A target may stand behind the handler that has it. */
static int read_target(struct pylog__plan *plan, const char *id) {
    struct section section;
    struct pylog__mark mark;
    const struct pylog__node_value *target;
    struct pylog__handler_plan *handler = pylog__plan_find_handler(plan, id);
    if (!handler || enter_section(plan, "handler_", id, &section, &mark) ||
        read_text(&section, "target", &target))
        return -1;
    if (target && target->as.text.length && pylog__plan_has_target(handler)) {
        enter_key(&section, "target");
        handler->target = pylog__plan_find_handler(plan, target->as.text.bytes);
        if (!handler->target)
            return -1;
    }
    leave(&section, mark);
    return 0;
}

/* ---- Loggers --------------------------------------------------------------------------------- */

static int read_handlers_of(const struct section *section, struct pylog__logger_plan *logger) {
    const struct pylog__node_value *value;
    struct names names;
    if (read_required(section, "handlers", &value) || split(section->plan, value, &names))
        return -1;
    struct pylog__mark mark = enter_key(section, "handlers");
    logger->handlers = pylog__plan_list(section->plan, names.count);
    if (!logger->handlers)
        return -1;
    for (size_t i = 0; i < names.count; i++) {
        logger->handlers[i] = pylog__plan_find_handler(section->plan, names.list[i]);
        if (!logger->handlers[i])
            return -1;
    }
    leave(section, mark);
    return 0;
}

/* The root has no name, and does not propagate. */
static int read_logger(struct pylog__plan *plan, const char *id, bool root) {
    struct section section;
    struct pylog__mark mark;
    const struct pylog__node_value *name = NULL;
    bool propagate = true;
    if (enter_section(plan, "logger_", id, &section, &mark) ||
        (!root &&
         (read_required(&section, "qualname", &name) || read_switch(&section, "propagate", &propagate))))
        return -1;
    struct pylog__logger_plan *logger = pylog__plan_logger(plan, name ? name->as.text.bytes : NULL);
    if (!logger)
        return -1;
    logger->has_propagate = !root;
    logger->propagate = propagate;
    if (read_level(&section, &logger->has_level, &logger->level) || read_handlers_of(&section, logger))
        return -1;
    leave(&section, mark);
    return 0;
}

/* ---- The whole ------------------------------------------------------------------------------- */

static bool stands_before(const struct names *names, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (strcmp(names->list[i], names->list[index]) == 0)
            return true;
    return false;
}

/* What is named twice is made once. */
static int read_each(struct pylog__plan *plan, const struct names *names,
                     int (*read)(struct pylog__plan *plan, const char *id)) {
    for (size_t i = 0; i < names->count; i++)
        if (!stands_before(names, i) && read(plan, names->list[i]))
            return -1;
    return 0;
}

static int read_loggers(struct pylog__plan *plan) {
    struct names names;
    size_t root = 0;
    if (read_keys(plan, "loggers", &names))
        return -1;
    while (root < names.count && strcmp(names.list[root], "root") != 0)
        root++;
    if (root == names.count) {
        const struct section section = { .plan = plan, .name = "loggers" };
        pylog__reader_enter(&plan->reader, section.name, NULL);
        enter_key(&section, "keys");
        plan->reader.hint = "root is missing";
        return pylog__fail_value("list.remove(x): x not in list");
    }
    if (read_logger(plan, "root", true))
        return -1;
    for (size_t i = 0; i < names.count; i++)
        if (i != root && read_logger(plan, names.list[i], false))
            return -1;
    return 0;
}

static int read_config(struct pylog__plan *plan) {
    struct names formatters, handlers;
    if (read_keys(plan, "formatters", &formatters) || read_each(plan, &formatters, read_formatter) ||
        read_keys(plan, "handlers", &handlers) || read_each(plan, &handlers, read_handler) ||
        read_each(plan, &handlers, read_target))
        return -1;
    return read_loggers(plan);
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
    struct pylog__plan plan;
    if (put_all_defaults(document, options->defaults))
        return -1;
    pylog__plan_begin(&plan, document);
    plan.plain = true;
    plan.reader.in_logging = true;
    plan.keep_existing_loggers = options->keep_existing_loggers;
    int result = read_config(&plan);
    if (!result)
        result = pylog__plan_apply(&plan);
    if (result)
        pylog__reader_locate_error(&plan.reader);
    pylog__plan_end(&plan);
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

int pylog__file_config_text(const char *text, size_t length, const char *source,
                            const struct pylog_file_config_options *options) {
    static const struct pylog_file_config_options defaults = { .defaults = NULL };
    struct pylog__document document = { .root = NULL };
    if (pylog__configuring_begin())
        return -1;
    int result = pylog__ini_parse(text, length, source ? source : "<string>", &document);
    if (result)
        fail_to_parse(source);
    else if (apply_document(&document, options ? options : &defaults))
        result = source ? put_before_error(pylog__error_kind(), source, ": ") : -1;
    int error = errno;
    pylog__document_release(&document);
    pylog__configuring_end();
    errno = error;
    return result;
}

static int read_and_decode(const char *path, enum pylog__encoding encoding, struct pylog_buffer *raw,
                           struct pylog_buffer *text) {
    struct pylog__file_status status;
    if (pylog__port_path_status(path, &status) && (errno == ENOENT || errno == ENOTDIR))
        return pylog__fail_as("FileNotFoundError", ENOENT, "%s doesn't exist", path);
    if (pylog__read_file(path, raw))
        return -1;
    if (!raw->length)
        return pylog__fail_as("RuntimeError", EINVAL, "%s is an empty file", path);
    return pylog__decode(encoding, raw->data, raw->length, text);
}

int pylog_file_config(const char *path, const struct pylog_file_config_options *options) {
    char raw_storage[1024], storage[1024];
    struct pylog_buffer raw, text;
    struct pylog__codec codec;
    if (!path)
        return pylog__fail_type("a path is needed, not NULL");
    if (pylog__codec_find(options && options->encoding ? options->encoding : "utf-8", NULL, &codec))
        return -1;
    pylog__buffer_init(&raw, raw_storage, sizeof raw_storage);
    pylog__buffer_init(&text, storage, sizeof storage);
    int result = read_and_decode(path, codec.encoding, &raw, &text);
    if (!result)
        result = pylog__file_config_text(text.data, text.length, path, options);
    int error = errno;
    pylog__buffer_release(&text);
    pylog__buffer_release(&raw);
    errno = error;
    return result;
}
