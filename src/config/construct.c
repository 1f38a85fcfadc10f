/* Finding what a text names, and reading its arguments into the structure that its constructor takes. */
#include "construct.h"

#include "../base/error.h"
#include "../base/secret.h"
#include "../base/value.h"
#include "stand_in.h"
#include <limits.h>

/* ---- Values into members --------------------------------------------------------------------- */

static int fail_kind(const char *wanted, const struct pylog__node_value *value) {
    return pylog__fail_type("%s is needed here, not %s", wanted, pylog__node_type(value));
}

/* An int, or a float that is whole. */
static int read_integer(const struct pylog__node_value *value, int64_t *out) {
    if (value->kind == PYLOG__NODE_BOOL)
        *out = value->as.boolean;
    else if (value->kind == PYLOG__NODE_INT)
        *out = value->as.integer;
    else if (value->kind == PYLOG__NODE_FLOAT && value->as.real > -1e15 && value->as.real < 1e15)
        *out = (int64_t)value->as.real;
    else
        return fail_kind("an int", value);
    if (value->kind == PYLOG__NODE_FLOAT && ((double)*out < value->as.real || (double)*out > value->as.real))
        return fail_kind("an int", value);
    return 0;
}

int pylog__read_int(const struct pylog__node_value *value, int *out) {
    int64_t number;
    if (read_integer(value, &number))
        return -1;
    if (number < INT_MIN || number > INT_MAX)
        return pylog__fail_value("this number is too large");
    *out = (int)number;
    return 0;
}

/* What is negative is no limit, as 0 is not. */
static int read_count(const struct pylog__node_value *value, uint64_t most, uint64_t *out) {
    int64_t number;
    if (read_integer(value, &number))
        return -1;
    *out = number < 0 ? 0 : (uint64_t)number;
    return *out > most ? pylog__fail_value("this number is too large") : 0;
}

static int read_size(const struct pylog__node_value *value, size_t *out) {
    uint64_t number;
    if (read_count(value, SIZE_MAX / 2, &number))
        return -1;
    *out = (size_t)number;
    return 0;
}

int pylog__read_real(const struct pylog__node_value *value, double *out) {
    if (value->kind == PYLOG__NODE_FLOAT)
        *out = value->as.real;
    else if (value->kind == PYLOG__NODE_INT)
        *out = (double)value->as.integer;
    else if (value->kind == PYLOG__NODE_BOOL)
        *out = value->as.boolean;
    else
        return fail_kind("a number", value);
    return *out == *out ? 0 : pylog__fail_value("nan is no number to be used here");
}

/* An object that ext:// names is none of the values that there are here. */
static int fail_object(const char *wanted, const char *name) {
    return pylog__find_stream(name) ? pylog__fail_type("%s is needed here, not the stream %s", wanted, name)
                                    : pylog__fail_unresolved(name, NULL);
}

int pylog__read_string(struct pylog__reader *reader, const struct pylog__node_value *value,
                       const char **out) {
    const char *name = pylog__reader_name(reader, value);
    if (name)
        return fail_object("a str", name);
    if (value->kind != PYLOG__NODE_STR)
        return fail_kind("a str", value);
    if (strlen(value->as.text.bytes) != value->as.text.length)
        return pylog__fail_value("embedded null byte");
    *out = value->as.text.bytes;
    return 0;
}

static int read_stream(struct pylog__reader *reader, const struct pylog__node_value *value, FILE **out) {
    const char *name = pylog__reader_name(reader, value);
    if (!name)
        return fail_kind("a stream, ext://sys.stdout say,", value);
    *out = pylog__find_stream(name);
    return *out ? 0 : pylog__fail_unresolved(name, "stream");
}

static int read_foreign(const struct pylog__node_value *value) {
    return value->kind == PYLOG__NODE_NONE ? 0 : pylog__fail_type("only None can be given here");
}

static int read_parameter_member(struct pylog__reader *reader, const struct pylog__parameter *parameter,
                                 const struct pylog__node_value *value, void *member) {
    switch (parameter->kind) {
    case PYLOG__PARAMETER_BOOL: *(bool *)member = pylog__node_is_true(value); return 0;
    case PYLOG__PARAMETER_NOT: *(bool *)member = !pylog__node_is_true(value); return 0;
    case PYLOG__PARAMETER_INT: return pylog__read_int(value, member);
    case PYLOG__PARAMETER_SIZE: return read_size(value, member);
    case PYLOG__PARAMETER_COUNT: return read_count(value, UINT64_MAX, member);
    case PYLOG__PARAMETER_FLOAT: return pylog__read_real(value, member);
    case PYLOG__PARAMETER_STRING: return pylog__read_string(reader, value, member);
    case PYLOG__PARAMETER_LEVEL: return pylog__read_level(value, member);
    case PYLOG__PARAMETER_STREAM: return read_stream(reader, value, member);
    case PYLOG__PARAMETER_READ: return parameter->read(reader, value, member);
    case PYLOG__PARAMETER_FOREIGN: return read_foreign(value);
    }
    return 0;
}

/* A word without quotes may stand for a password. */
static void hide_argument(struct pylog__reader *reader, const struct pylog__node_value *value) {
    bool word = value->kind == PYLOG__NODE_NAME;
    if (value->kind == PYLOG__NODE_TUPLE)
        for (const struct pylog__node_value *item = value->as.items.first; item; item = item->next)
            word |= item->kind == PYLOG__NODE_NAME;
    if (word)
        pylog__fail_value("only literals are taken, not a word without quotes");
    else
        pylog__hide_value(reader, value);
}

/* None is how some members begin: nothing is read then. */
static int read_argument(struct pylog__reader *reader, const struct pylog__parameter *parameter,
                         const struct pylog__node_value *value, void *structure) {
    const struct pylog__node_value *meant;
    if (pylog__reader_value(reader, value, &meant))
        return -1;
    bool none = meant->kind == PYLOG__NODE_NONE && (parameter->flags & PYLOG__OR_NONE);
    if (none || read_parameter_member(reader, parameter, meant, (char *)structure + parameter->offset) == 0)
        return 0;
    if (pylog__is_secret_name(parameter->name))
        hide_argument(reader, meant);
    return -1;
}

/* ---- Arguments to parameters, as in a call of Python's --------------------------------------- */

enum { MOST_PARAMETERS = 32 };

struct binding {
    struct pylog__reader *reader;
    const struct pylog__class *class;
    void *structure;
    uint32_t given; /* a bit for each parameter */
};

static bool is_positional(const struct pylog__parameter *parameter) {
    return !(parameter->flags & (PYLOG__KEYWORD | PYLOG__ATTRIBUTE));
}

static size_t count_parameters(const struct pylog__class *class, unsigned with) {
    size_t count = 0;
    for (const struct pylog__parameter *at = class->parameters; at->name; at++)
        count += is_positional(at) && (at->flags & with) == with;
    return count;
}

static int fail_positional(const struct pylog__class *class, size_t given) {
    size_t least = count_parameters(class, PYLOG__REQUIRED) + 1, most = count_parameters(class, 0) + 1;
    if (least == most)
        return pylog__fail_type("%s.__init__() takes %zu positional argument%s but %zu were given",
                                class->owner, most, most == 1 ? "" : "s", given + 1);
    return pylog__fail_type("%s.__init__() takes from %zu to %zu positional arguments but %zu were given",
                            class->owner, least, most, given + 1);
}

static int bind_positional(struct binding *binding, const struct pylog__node_value *list) {
    const struct pylog__parameter *parameter = binding->class->parameters;
    const struct pylog__node_value *item = list ? list->as.items.first : NULL;
    for (; item; item = item->next, parameter++) {
        if (!parameter->name || !is_positional(parameter))
            return fail_positional(binding->class, list->as.items.count);
        struct pylog__mark mark = pylog__reader_enter(binding->reader, NULL, item);
        if (read_argument(binding->reader, parameter, item, binding->structure))
            return -1;
        pylog__reader_leave(binding->reader, mark);
        binding->given |= 1u << (parameter - binding->class->parameters);
    }
    return 0;
}

/* Python's regular expression for identifiers. */
static bool is_identifier(const char *name) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
    return *name && !(*name >= '0' && *name <= '9') && !name[strspn(name, letters)];
}

static int check_identifier(const char *name) {
    return is_identifier(name) ? 0
                               : pylog__fail_quoted("Not a valid Python identifier: ", name, strlen(name));
}

static const struct pylog__parameter *find_parameter(const struct pylog__class *class, const char *name) {
    const struct pylog__parameter *at = class->parameters;
    while (at->name && strcmp(at->name, name) != 0)
        at++;
    return at->name ? at : NULL;
}

enum { MOST_NAMES = MOST_PARAMETERS + 5 };

/* The names that mean something. */
static void list_names(const struct pylog__class *class, bool attribute, const char *out[MOST_NAMES]) {
    static const char *const own[] = { "level", "formatter", "filters", "class" };
    bool has_own = class->kind == PYLOG__HANDLER_CLASS && !attribute;
    size_t count = has_own ? sizeof own / sizeof *own : 0;
    memcpy(out, own, count * sizeof *own);
    for (const struct pylog__parameter *at = class->parameters; at->name; at++)
        if (attribute || !(at->flags & PYLOG__ATTRIBUTE))
            out[count++] = at->name;
    out[count] = NULL;
}

static int fail_unknown(struct binding *binding, const char *key, bool attribute) {
    const char *known[MOST_NAMES];
    list_names(binding->class, attribute, known);
    pylog__fail_unknown_key(binding->reader, key, known);
    if (pylog__error_code() == ENOMEM)
        return -1;
    return attribute
               ? pylog__fail_as("AttributeError", EINVAL, "'%s' object has no attribute '%s' that can be set",
                                binding->class->owner, key)
               : pylog__fail_type("%s.__init__() got an unexpected keyword argument '%s'",
                                  binding->class->owner, key);
}

static int bind_keyword(struct binding *binding, const struct pylog__node_value *value) {
    const struct pylog__parameter *parameter = find_parameter(binding->class, value->key);
    if (!binding->reader->in_logging && check_identifier(value->key))
        return -1;
    if (!parameter || (parameter->flags & PYLOG__ATTRIBUTE))
        return fail_unknown(binding, value->key, false);
    uint32_t bit = 1u << (parameter - binding->class->parameters);
    if (binding->given & bit)
        return pylog__fail_type("%s.__init__() got multiple values for argument '%s'", binding->class->owner,
                                value->key);
    binding->given |= bit;
    return read_argument(binding->reader, parameter, value, binding->structure);
}

/* Python gives an object any attribute. One that changes nothing is let pass; not one that Python's own code
 * reads, nor an object of the program. */
static bool attribute_passes(const struct binding *binding, const struct pylog__node_value *value) {
    static const char *const read_by_python[] = {
        "address",    "baseFilename",   "buffer",         "credentials", "dev",
        "extMatch",   "facility_names", "filters",        "formatter",   "fromaddr",
        "ino",        "level",          "listener",       "lock",        "mode",
        "name",       "priority_map",   "priority_names", "queue",       "retryTime",
        "rolloverAt", "sock",           "socket",         "stream",      "suffix",
        "timeout",    "unixsocket",     "username",       NULL
    };
    const char *known[MOST_NAMES];
    list_names(binding->class, true, known);
    return !pylog__reader_name(binding->reader, value) && !pylog__is_among(value->key, read_by_python) &&
           !pylog__is_among(value->key, known) && pylog__key_passes(value->key, known);
}

static int bind_attribute(struct binding *binding, const struct pylog__node_value *value) {
    const struct pylog__parameter *parameter = find_parameter(binding->class, value->key);
    if (attribute_passes(binding, value))
        return 0;
    if (!parameter || parameter->kind == PYLOG__PARAMETER_FOREIGN)
        return fail_unknown(binding, value->key, true);
    return read_argument(binding->reader, parameter, value, binding->structure);
}

static int bind_each(struct binding *binding, const struct pylog__node_value *dict,
                     int (*bind)(struct binding *binding, const struct pylog__node_value *value)) {
    const struct pylog__node_value *value = dict ? dict->as.items.first : NULL;
    for (; value; value = value->next) {
        struct pylog__mark mark = pylog__reader_enter(binding->reader, value->key, value);
        if (bind(binding, value))
            return -1;
        pylog__reader_leave(binding->reader, mark);
    }
    return 0;
}

/* Python's list of them: 'a', 'b', and 'c'. */
static int fail_missing_argument(const struct binding *binding, size_t missing) {
    char storage[256];
    struct pylog_buffer names;
    size_t put = 0;
    pylog__buffer_init(&names, storage, sizeof storage);
    for (size_t i = 0; binding->class->parameters[i].name; i++) {
        const struct pylog__parameter *at = &binding->class->parameters[i];
        if (!(at->flags & PYLOG__REQUIRED) || (binding->given & 1u << i))
            continue;
        if (put++)
            pylog__put_string(&names, put == missing ? missing == 2 ? " and " : ", and " : ", ");
        pylog_buffer_printf(&names, "'%s'", at->name);
    }
    pylog__fail_type("%s.__init__() missing %zu required positional argument%s: %s", binding->class->owner,
                     missing, missing == 1 ? "" : "s", pylog__buffer_text(&names));
    pylog__buffer_release(&names);
    return -1;
}

static int check_required(const struct binding *binding) {
    size_t missing = 0;
    for (size_t i = 0; binding->class->parameters[i].name; i++)
        missing += (binding->class->parameters[i].flags & PYLOG__REQUIRED) && !(binding->given & 1u << i);
    return missing ? fail_missing_argument(binding, missing) : 0;
}

static int bind_attributes(struct binding *binding, const struct pylog__node_value *attributes) {
    if (!attributes)
        return 0;
    struct pylog__mark mark = pylog__reader_enter(binding->reader, "'.'", attributes);
    if (bind_each(binding, attributes, bind_attribute))
        return -1;
    pylog__reader_leave(binding->reader, mark);
    return 0;
}

static int read_class(struct pylog__reader *reader, const struct pylog__class *class,
                      const struct pylog__call *call, struct pylog__construction *out) {
    struct binding binding = { .reader = reader, .class = class };
    binding.structure = pylog__document_allocate(reader->document, class->size);
    if (!binding.structure)
        return -1;
    if (class->defaults)
        memcpy(binding.structure, class->defaults, class->size);
    if (bind_positional(&binding, call->positional) || bind_each(&binding, call->keywords, bind_keyword) ||
        check_required(&binding) || bind_attributes(&binding, call->attributes))
        return -1;
    out->class = class;
    out->arguments = binding.structure;
    return 0;
}

/* ---- Arguments to the fields of a factory ---------------------------------------------------- */

static int json_field(struct pylog__reader *reader, const struct pylog__node_value *value,
                      struct pylog_field *out) {
    char storage[512];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    int result = pylog__reader_put_json(reader, value, &text);
    if (!result) {
        char *copy = text.failed ? NULL : pylog__document_copy(reader->document, text.data, text.length);
        result = copy ? 0 : pylog__fail_memory();
        *out = pylog_field_str(out->key, copy);
    }
    pylog__buffer_release(&text);
    return result;
}

int pylog__read_field(struct pylog__reader *reader, const char *key, const struct pylog__node_value *value,
                      struct pylog_field *out) {
    const struct pylog__node_value *meant;
    if (pylog__reader_value(reader, value, &meant))
        return -1;
    *out = pylog_field_none(key);
    switch (meant->kind) {
    case PYLOG__NODE_NONE: return 0;
    case PYLOG__NODE_BOOL: *out = pylog_field_bool(key, meant->as.boolean); return 0;
    case PYLOG__NODE_INT: *out = pylog_field_int(key, meant->as.integer); return 0;
    case PYLOG__NODE_FLOAT: *out = pylog_field_float(key, meant->as.real); return 0;
    case PYLOG__NODE_STR:
    case PYLOG__NODE_NAME: *out = pylog_field_str(key, meant->as.text.bytes); return 0;
    case PYLOG__NODE_LIST:
    case PYLOG__NODE_TUPLE:
    case PYLOG__NODE_DICT: return json_field(reader, meant, out);
    }
    return 0;
}

static size_t count_items(const struct pylog__node_value *items) {
    return items ? items->as.items.count : 0;
}

/* "0", "1" and so on, for arguments that were given by position. */
static const char *position_key(struct pylog__reader *reader, size_t position) {
    char text[24];
    int length = snprintf(text, sizeof text, "%zu", position);
    return pylog__document_copy(reader->document, text, (size_t)length);
}

static int put_kind(struct pylog__reader *reader, const struct pylog__node_value *value, unsigned char *kind) {
    const struct pylog__node_value *meant;
    if (pylog__reader_value(reader, value, &meant))
        return -1;
    *kind = meant->kind == PYLOG__NODE_LIST    ? PYLOG_CONFIG_LIST
            : meant->kind == PYLOG__NODE_TUPLE ? PYLOG_CONFIG_TUPLE
            : meant->kind == PYLOG__NODE_DICT  ? PYLOG_CONFIG_DICT
                                               : PYLOG_CONFIG_VALUE;
    return 0;
}

/* Each field, and its kind. */
static int put_fields(struct pylog__reader *reader, const struct pylog__node_value *items,
                      struct pylog_field *out, unsigned char *kinds) {
    const struct pylog__node_value *value = items ? items->as.items.first : NULL;
    for (size_t position = 0; value; value = value->next, position++) {
        const char *key = value->key ? value->key : position_key(reader, position);
        struct pylog__mark mark = pylog__reader_enter(reader, value->key, value);
        if (!key || (value->key && !reader->in_logging && check_identifier(key)) ||
            pylog__read_field(reader, key, value, &out[position]) || put_kind(reader, value, &kinds[position]))
            return -1;
        pylog__reader_leave(reader, mark);
    }
    return 0;
}

/* Attributes of an object that only its factory knows are arguments, too, and the last ones. What is behind the list
 * is for kwargs.c. */
static int read_factory(struct pylog__reader *reader, const struct pylog__call *call,
                        struct pylog__construction *out) {
    const size_t positional = count_items(call->positional), keywords = count_items(call->keywords);
    const size_t first = positional + keywords, count = first + count_items(call->attributes);
    struct pylog_field *fields =
        pylog__document_allocate(reader->document, (count + 1) * sizeof *fields + count + 1);
    if (!fields)
        return -1;
    unsigned char *kinds = (unsigned char *)(fields + count + 1);
    fields[count] = pylog_field_uint(NULL, first);
    out->kwargs = fields;
    if (put_fields(reader, call->positional, fields, kinds) ||
        put_fields(reader, call->keywords, fields + positional, kinds + positional))
        return -1;
    return put_fields(reader, call->attributes, fields + first, kinds + first);
}

/* ---- Finding --------------------------------------------------------------------------------- */

static const struct pylog__class *find_class(const char *name) {
    const struct pylog__class *const *at = pylog__classes;
    while (*at && strcmp((*at)->name, name) != 0)
        at++;
    return *at;
}

static const struct pylog__class *find_default(enum pylog__class_kind kind) {
    const struct pylog__class *const *at = pylog__classes;
    while ((*at)->kind != kind)
        at++;
    return *at;
}

/* In an INI file `handlers.SocketHandler` is what stands in the module logging under that name. */
static const struct pylog__class *find_in_logging(const char *name) {
    static const char module[] = "logging.";
    char full[96];
    if (strlen(name) + sizeof module > sizeof full)
        return NULL;
    memcpy(full, module, sizeof module);
    strcpy(full + sizeof module - 1, name);
    return find_class(full);
}

const struct pylog__class *pylog__find_class(const struct pylog__reader *reader, const char *name) {
    const struct pylog__class *found = reader->in_logging ? find_in_logging(name) : NULL;
    return found ? found : find_class(name);
}

const char *pylog__without_ext(const char *name) {
    return strncmp(name, "ext://", 6) == 0 ? name + 6 : name;
}

/* By which function a class of that kind is made known. */
static const char *registered_as(enum pylog__class_kind kind) {
    switch (kind) {
    case PYLOG__FORMATTER_CLASS: return "formatter";
    case PYLOG__FILTER_CLASS: return "filter";
    case PYLOG__HANDLER_CLASS: return "handler";
    case PYLOG__QUEUE_CLASS: break;
    }
    return NULL;
}

int pylog__construction_read(struct pylog__reader *reader, enum pylog__class_kind kind,
                             const struct pylog__call *call, struct pylog__construction *out) {
    const char *name = call->class ? pylog__without_ext(call->class) : NULL;
    *out = (struct pylog__construction){ .kind = kind };
    if (name && pylog__find_factory(kind, name, &out->factory))
        return read_factory(reader, call, out);
    const struct pylog__class *class = name ? pylog__find_class(reader, name) : find_default(kind);
    int instead = class ? 0 : pylog__stand_in(reader, kind, name, out);
    if (instead)
        return instead < 0 ? -1 : 0;
    if (!class)
        return pylog__fail_unresolved(name, registered_as(kind));
    if (class->kind != kind)
        return pylog__fail_type("%s is something else than what is needed here", class->name);
    return read_class(reader, class, call, out);
}

/* ---- Making ---------------------------------------------------------------------------------- */

static void *make_by_factory(const struct pylog__construction *construction) {
    const struct pylog__factory *factory = &construction->factory;
    switch (construction->kind) {
    case PYLOG__FORMATTER_CLASS: return factory->is.formatter(construction->kwargs, factory->data);
    case PYLOG__FILTER_CLASS: return factory->is.filter(construction->kwargs, factory->data);
    case PYLOG__HANDLER_CLASS: return factory->is.handler(construction->kwargs, factory->data);
    case PYLOG__QUEUE_CLASS: break; /* which has none */
    }
    return NULL;
}

/* A factory has not necessarily said why it failed. */
void *pylog__construct(const struct pylog__construction *construction) {
    if (construction->class)
        return construction->class->make(construction->arguments);
    pylog__error_clear();
    errno = 0;
    void *made = make_by_factory(construction);
    int error = errno ? errno : EINVAL;
    if (!made && !*pylog__error_text())
        pylog__fail_os(error, NULL);
    return made;
}
