/* The calls that files make where Python evaluates them: the environment, paths, and empty containers. */
#include "../port/port.h"
#include "../base/error.h"
#include "literal.h"

static int refuse_call(const struct pylog__literal_site *site, const char *sentence) {
    return pylog__source_fail(site->source, site->at, sentence);
}

char *pylog__literal_room(const struct pylog__literal_site *site, size_t size) {
    if (size > PYLOG__LONGEST_TEXT || site->document->computed > PYLOG__LONGEST_TEXT - size) {
        refuse_call(site, "expressions make too much text");
        return NULL;
    }
    site->document->computed += size;
    return pylog__document_allocate(site->document, size);
}

/* ---- What the system says ----------------------------------------------------------------------------- */

/* The system would find `a=b` where the variable `a` has a value that begins with `b=`. */
static ptrdiff_t ask_system(const char *name, char *out, size_t size) {
    if (name && (!*name || strchr(name, '=')))
        return -1;
    return name ? pylog__port_environment(name, out, size) : pylog__port_program(out, size);
}

/* The value of a variable, or of argv[0] for NULL: 1; 0 if there is none. Another thread may make it longer
 * meanwhile, against the rules: then it is asked for again. */
static int put_from_system(const struct pylog__literal_site *site, const char *name,
                           struct pylog__node_value *value) {
    char *bytes = NULL;
    size_t size = 0;
    ptrdiff_t length = ask_system(name, NULL, 0);
    for (; length >= 0 && (size_t)length >= size; length = ask_system(name, bytes, size)) {
        size = (size_t)length + 1;
        bytes = pylog__literal_room(site, size);
        if (!bytes)
            return -1;
    }
    if (length < 0)
        return 0;
    value->kind = PYLOG__NODE_STR;
    value->as.text.bytes = bytes;
    value->as.text.length = (size_t)length;
    return 1;
}

static void put_copy(struct pylog__node_value *value, const struct pylog__node_value *from) {
    value->kind = from->kind;
    value->as = from->as;
}

static bool are(const struct pylog__node_value *arguments, size_t least, size_t most) {
    const size_t count = arguments->as.items.count;
    return count >= least && count <= most;
}

/* os.getenv(name, default) */
static int get_variable(const struct pylog__literal_site *site, const struct pylog__node_value *arguments,
                        struct pylog__node_value *value) {
    static const struct pylog__node_value none = { .kind = PYLOG__NODE_NONE };
    const struct pylog__node_value *name = arguments->as.items.first;
    if (!are(arguments, 1, 2) || name->kind != PYLOG__NODE_STR)
        return refuse_call(site, "('NAME') or ('NAME', default) is needed here");
    int found = put_from_system(site, name->as.text.bytes, value);
    if (!found)
        put_copy(value, name->next ? name->next : &none);
    return found < 0 ? -1 : 0;
}

/* os.environ[name] */
static int require_variable(const struct pylog__literal_site *site, const struct pylog__node_value *arguments,
                            struct pylog__node_value *value) {
    const struct pylog__node_value *name = arguments->as.items.first;
    if (!are(arguments, 1, 1) || name->kind != PYLOG__NODE_STR)
        return refuse_call(site, "['NAME'] is needed here");
    int found = put_from_system(site, name->as.text.bytes, value);
    return found ? (found < 0 ? -1 : 0) : refuse_call(site, "the environment has no variable of that name");
}

/* sys.argv[0] */
static int get_program(const struct pylog__literal_site *site, const struct pylog__node_value *arguments,
                       struct pylog__node_value *value) {
    const struct pylog__node_value *index = arguments->as.items.first;
    if (!are(arguments, 1, 1) || index->kind != PYLOG__NODE_INT || index->as.integer)
        return refuse_call(site, "of sys.argv only sys.argv[0] is taken");
    int found = put_from_system(site, NULL, value);
    return found ? (found < 0 ? -1 : 0) : refuse_call(site, "sys.argv[0] is not known here");
}

/* ---- Paths -------------------------------------------------------------------------------------------- */

/* How much of a path is its drive, which paths have where a backslash separates. */
static size_t drive_length(const char *path) {
    return pylog__port_is_separator('\\') && path[0] && path[1] == ':' ? 2 : 0;
}

/* Python's os.path.join of what there is, `length` bytes of it, and one more part. Returns the new length. */
static size_t join_part(char *path, size_t length, const struct pylog__node_value *part) {
    const char *bytes = part->as.text.bytes;
    const size_t drive = drive_length(path);
    if (drive_length(bytes) || !length)
        length = 0;
    else if (pylog__port_is_separator(*bytes))
        length = drive;
    else if (!pylog__port_is_separator(path[length - 1]) && length != drive)
        path[length++] = pylog__port_is_separator('\\') ? '\\' : '/';
    memcpy(path + length, bytes, part->as.text.length);
    length += part->as.text.length;
    path[length] = '\0';
    return length;
}

static int join_path(const struct pylog__literal_site *site, const struct pylog__node_value *arguments,
                     struct pylog__node_value *value) {
    size_t size = 1, length = 0;
    const struct pylog__node_value *part;
    for (part = arguments->as.items.first; part && part->kind == PYLOG__NODE_STR; part = part->next)
        size += part->as.text.length + 1;
    if (part || size == 1)
        return refuse_call(site, "os.path.join takes strings");
    char *path = pylog__literal_room(site, size);
    if (!path)
        return -1;
    for (part = arguments->as.items.first; part; part = part->next)
        length = join_part(path, length, part);
    value->kind = PYLOG__NODE_STR;
    value->as.text.bytes = path;
    value->as.text.length = length;
    return 0;
}

/* ---- Containers --------------------------------------------------------------------------------------- */

/* tuple(), or of the items of one that there is. */
static int make_items(const struct pylog__literal_site *site, const struct pylog__node_value *arguments,
                      struct pylog__node_value *value, enum pylog__node_kind kind) {
    const struct pylog__node_value *items = arguments->as.items.first;
    bool has_items = items && (items->kind == PYLOG__NODE_TUPLE || items->kind == PYLOG__NODE_LIST);
    if (!are(arguments, 0, has_items))
        return refuse_call(site, "nothing, or one list or tuple is needed here");
    if (items)
        put_copy(value, items);
    value->kind = kind;
    return 0;
}

static int make_tuple(const struct pylog__literal_site *site, const struct pylog__node_value *arguments,
                      struct pylog__node_value *value) {
    return make_items(site, arguments, value, PYLOG__NODE_TUPLE);
}

static int call_list(const struct pylog__literal_site *site, const struct pylog__node_value *arguments,
                     struct pylog__node_value *value) {
    return make_items(site, arguments, value, PYLOG__NODE_LIST);
}

static int make_dict(const struct pylog__literal_site *site, const struct pylog__node_value *arguments,
                     struct pylog__node_value *value) {
    (void)site;
    put_copy(value, arguments);
    return 0;
}

static const struct pylog__literal_function literal_functions[] = {
    { "os.getenv", '(', false, get_variable },        { "os.environ.get", '(', false, get_variable },
    { "os.environ", '[', false, require_variable },   { "sys.argv", '[', false, get_program },
    { "os.path.join", '(', false, join_path },        { "tuple", '(', false, make_tuple },
    { "list", '(', false, call_list },                { "dict", '(', true, make_dict },
};

const struct pylog__literal_function *pylog__literal_function(const char *name, size_t length, char bracket) {
    for (size_t i = 0; i < sizeof literal_functions / sizeof *literal_functions; i++) {
        const struct pylog__literal_function *function = &literal_functions[i];
        if (function->bracket == bracket && strlen(function->name) == length &&
            memcmp(function->name, name, length) == 0)
            return function;
    }
    return NULL;
}
