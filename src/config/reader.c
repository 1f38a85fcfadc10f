/* Reading values, and saying where something is wrong. */
#include "reader.h"

#include "../base/error.h"
#include "../base/secret.h"
#include "../base/utf8.h"
#include "../base/value.h"
#include "names.h"
#include <limits.h>
#include <stdio.h>

enum { MOST_PATH_STEPS = 64 }; /* from one cfg:// to the next */

void pylog__reader_begin(struct pylog__reader *reader, struct pylog__document *document) {
    *reader = (struct pylog__reader){ .document = document, .at = document->root };
    pylog__buffer_init(&reader->path, reader->storage, sizeof reader->storage);
}

void pylog__reader_end(struct pylog__reader *reader) {
    pylog__buffer_release(&reader->path);
}

/* ---- Places ---------------------------------------------------------------------------------- */

/* The text may be somebody else's, and the error goes to a terminal. */
static void put_visible(struct pylog_buffer *out, char c, bool one_line) {
    bool control = (unsigned char)c < ' ' || c == 0x7F;
    if (control && (one_line || (c != '\n' && c != '\t')))
        pylog_buffer_printf(out, "\\x%02x", (unsigned)(unsigned char)c);
    else
        pylog__put_char(out, c);
}

struct pylog__mark pylog__reader_enter(struct pylog__reader *reader, const char *key,
                                       const struct pylog__node_value *at) {
    struct pylog__mark mark = { .length = reader->path.length, .at = reader->at };
    if (key && reader->path.length)
        pylog__put_char(&reader->path, '.');
    for (; key && *key; key++)
        put_visible(&reader->path, *key, true);
    if (at)
        reader->at = at;
    return mark;
}

void pylog__reader_leave(struct pylog__reader *reader, struct pylog__mark mark) {
    reader->path.length = mark.length;
    reader->at = mark.at;
}

/* ---- Errors ---------------------------------------------------------------------------------- */

/* The last error's kind and errno, with the text of a buffer for its sentence. */
static int replace_error(const char *kind, struct pylog_buffer *text) {
    int code = pylog__error_code();
    if (text->failed)
        pylog__fail_memory();
    else
        pylog__fail_as(kind, code, "%s", pylog__buffer_text(text));
    pylog__buffer_release(text);
    return -1;
}

/* A long error is searched for each of many passwords. Where that is too much, all of it is hidden. */
static void hide_text(struct pylog__reader *reader, const char *secret) {
    if (pylog__document_spend(reader->document, 1, strlen(pylog__error_text())))
        pylog__fail_value("the configuration asks for too much, and has too many passwords to tell more");
    else
        pylog__error_hide(secret);
}

/* Of a pair it is the second. */
void pylog__hide_value(struct pylog__reader *reader, const struct pylog__node_value *value) {
    if (value->kind == PYLOG__NODE_STR || value->kind == PYLOG__NODE_NAME) {
        const char *name = strstr(value->as.text.bytes, "://"); /* ext:// goes */
        hide_text(reader, value->as.text.bytes);
        if (name)
            hide_text(reader, name + 3);
    }
    if (value->kind != PYLOG__NODE_LIST && value->kind != PYLOG__NODE_TUPLE &&
        value->kind != PYLOG__NODE_DICT)
        return;
    bool pair = value->kind != PYLOG__NODE_DICT && value->as.items.count == 2;
    for (const struct pylog__node_value *item = value->as.items.first; item; item = item->next)
        if (!pair || item != value->as.items.first)
            pylog__hide_value(reader, item);
}

/* Whatever is said, it says no password that stands in the text. */
static void hide_secrets(struct pylog__reader *reader, const struct pylog__node_value *dict) {
    if (!dict || (dict->kind != PYLOG__NODE_DICT && dict->kind != PYLOG__NODE_LIST))
        return;
    for (const struct pylog__node_value *at = dict->as.items.first; at; at = at->next) {
        if (at->kind == PYLOG__NODE_DICT) /* the key may be the name of a logger or handler */
            hide_secrets(reader, at);
        else if (dict->kind == PYLOG__NODE_DICT && pylog__is_secret_name(at->key))
            pylog__hide_value(reader, at);
        else
            hide_secrets(reader, at);
    }
}

int pylog__reader_locate_error(struct pylog__reader *reader) {
    char storage[512];
    struct pylog_buffer text;
    if (pylog__error_code() == ENOMEM)
        return -1;
    reader->document->spent = 0; /* nothing more is read */
    hide_secrets(reader, reader->document->root);
    pylog__error_hide_users();
    pylog__buffer_init(&text, storage, sizeof storage);
    const char *parts[] = { pylog__buffer_text(&reader->path), reader->hint, pylog__error_text() };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i] || !*parts[i])
            continue;
        if (text.length)
            pylog__put_string(&text, text.data[text.length - 1] == '?' ? " " : ": ");
        for (const char *at = parts[i]; *at; at++)
            put_visible(&text, *at, false);
    }
    if (reader->at && reader->at->line)
        pylog_buffer_printf(&text, " (line %d, column %d)", reader->at->line, reader->at->column);
    reader->hint = NULL;
    return replace_error(pylog__error_kind(), &text);
}

int pylog__wrap_error(const char *before, const char *name) {
    char storage[512];
    struct pylog_buffer text;
    if (pylog__error_code() == ENOMEM || !*pylog__error_text())
        return -1;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_string(&text, before);
    if (name) {
        pylog__put_char(&text, ' ');
        pylog__put_quoted(&text, name, strlen(name));
    }
    pylog__put_string(&text, ": ");
    pylog__put_string(&text, pylog__error_text());
    return replace_error("ValueError", &text);
}

int pylog__fail_repr(const char *kind, const char *before, const struct pylog__node_value *value) {
    char storage[256];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_string(&text, before);
    pylog__put_char(&text, ' ');
    pylog__node_put_repr(&text, value);
    pylog__fail_value("%s", "");
    return replace_error(kind, &text);
}

/* ---- Values ---------------------------------------------------------------------------------- */

bool pylog__node_is_true(const struct pylog__node_value *value) {
    switch (value->kind) {
    case PYLOG__NODE_NONE: return false;
    case PYLOG__NODE_BOOL: return value->as.boolean;
    case PYLOG__NODE_INT: return value->as.integer != 0;
    case PYLOG__NODE_FLOAT:
        return value->as.real < 0 || value->as.real > 0 || value->as.real != value->as.real;
    case PYLOG__NODE_STR: return value->as.text.length != 0;
    case PYLOG__NODE_LIST:
    case PYLOG__NODE_TUPLE:
    case PYLOG__NODE_DICT: return value->as.items.count != 0;
    case PYLOG__NODE_NAME: return true;
    }
    return true;
}

int pylog__read_level(const struct pylog__node_value *value, int *level) {
    if (value->kind == PYLOG__NODE_STR)
        return pylog_level_from_name(value->as.text.bytes, level);
    if (value->kind == PYLOG__NODE_BOOL) {
        *level = value->as.boolean;
        return 0;
    }
    if (value->kind == PYLOG__NODE_INT && value->as.integer >= INT_MIN && value->as.integer <= INT_MAX) {
        *level = (int)value->as.integer;
        return 0;
    }
    return pylog__fail_repr("TypeError", "Level not an integer or a valid string:", value);
}

static const char *after_prefix(const struct pylog__node_value *value, const char *prefix) {
    size_t length = strlen(prefix);
    bool found = value->kind == PYLOG__NODE_STR && strncmp(value->as.text.bytes, prefix, length) == 0;
    return found ? value->as.text.bytes + length : NULL;
}

const char *pylog__reader_name(const struct pylog__reader *reader, const struct pylog__node_value *value) {
    if (value->kind == PYLOG__NODE_NAME)
        return value->as.text.bytes;
    return reader->in_logging ? NULL : after_prefix(value, "ext://");
}

/* ---- cfg:// ---------------------------------------------------------------------------------- */

static bool is_path_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static const char *skip_space(const char *at) {
    return at + strspn(at, " \t\n\r\f\v");
}

/* One step of a path: the key, which is `length` long at `key`. */
struct path_step {
    const char *key, *rest;
    size_t length;
    bool indexed; /* in brackets */
};

/* A word, with space around it. */
static bool take_word(const char *at, struct path_step *out) {
    const char *end = at = skip_space(at);
    while (is_path_word(*end))
        end++;
    *out = (struct path_step){ .key = at, .length = (size_t)(end - at), .rest = skip_space(end) };
    return end > at;
}

static bool take_step(const char *at, struct path_step *out) {
    if (*at == '.')
        return take_word(at + 1, out);
    if (*at != '[')
        return false;
    size_t length = strcspn(at + 1, "[]");
    if (at[1 + length] != ']')
        return false;
    *out = (struct path_step){
        .key = at + 1, .length = length, .rest = skip_space(at + length + 2), .indexed = true
    };
    return true;
}

static int fail_key(const struct path_step *step, bool number) {
    char storage[128];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    if (number)
        pylog__put(&text, step->key, step->length);
    else
        pylog__put_quoted(&text, step->key, step->length);
    pylog__fail_key("%s", "");
    return replace_error("KeyError", &text);
}

/* Digits alone: a number, SIZE_MAX if it is too large. */
static bool read_index(const struct path_step *step, size_t *out) {
    *out = 0;
    for (size_t i = 0; i < step->length; i++) {
        if (step->key[i] < '0' || step->key[i] > '9')
            return false;
        *out = *out > SIZE_MAX / 16 ? SIZE_MAX : *out * 10 + (size_t)(step->key[i] - '0');
    }
    return step->indexed && step->length;
}

static int item_at(struct pylog__reader *reader, const struct pylog__node_value *list, size_t index,
                   const struct pylog__node_value **out) {
    const struct pylog__node_value *item = list->as.items.first;
    if (pylog__document_spend(reader->document, 1, index < list->as.items.count ? index : 0))
        return -1;
    if (index >= list->as.items.count)
        item = NULL;
    while (item && index--)
        item = item->next;
    *out = item;
    return item ? 0 : pylog__fail_as("IndexError", EINVAL, "%s index out of range", pylog__node_type(list));
}

/* One character of a string is a string of its own. */
static int character_at(struct pylog__reader *reader, const struct pylog__node_value *text, size_t index,
                        const struct pylog__node_value **out) {
    if (pylog__document_spend(reader->document, 1, text->as.text.length))
        return -1;
    const char *at = text->as.text.bytes;
    const size_t before = pylog__utf8_prefix(at, text->as.text.length, index);
    const size_t length = pylog__utf8_prefix(at + before, text->as.text.length - before, 1);
    if (!length)
        return pylog__fail_as("IndexError", EINVAL, "string index out of range");
    struct pylog__node_value *made = pylog__node_new(reader->document, PYLOG__NODE_STR);
    char *bytes = made ? pylog__document_copy(reader->document, at + before, length) : NULL;
    if (!bytes)
        return -1;
    made->as.text.bytes = bytes;
    made->as.text.length = length;
    made->line = text->line;
    made->column = text->column;
    *out = made;
    return 0;
}

static int value_at(struct pylog__reader *reader, const struct pylog__node_value *from,
                    const struct path_step *step, const struct pylog__node_value **out) {
    size_t index;
    bool number = read_index(step, &index);
    if (from->kind == PYLOG__NODE_LIST || from->kind == PYLOG__NODE_TUPLE) {
        if (number)
            return item_at(reader, from, index, out);
        return pylog__fail_type("%s indices must be integers or slices, not str", pylog__node_type(from));
    }
    if (from->kind == PYLOG__NODE_STR) {
        if (number)
            return character_at(reader, from, index, out);
        return pylog__fail_type("string indices must be integers, not 'str'");
    }
    if (from->kind != PYLOG__NODE_DICT)
        return pylog__fail_type("'%s' object is not subscriptable", pylog__node_type(from));
    char *key = number ? NULL : pylog__document_copy(reader->document, step->key, step->length);
    if (!number && !key)
        return -1;
    *out = number ? NULL : pylog__node_get(from, key);
    return *out ? 0 : fail_key(step, number);
}

static int fail_cfg_path(const char *path, const char *rest) {
    char storage[256];
    struct pylog_buffer text;
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_string(&text, "Unable to convert ");
    pylog__put_quoted(&text, path, strlen(path));
    if (rest) {
        pylog__put_string(&text, " at ");
        pylog__put_quoted(&text, rest, strlen(rest));
    }
    pylog__fail_value("%s", "");
    return replace_error("ValueError", &text);
}

static int resolve(struct pylog__reader *reader, const struct pylog__node_value *value, unsigned steps,
                   const struct pylog__node_value **out);

static int follow_path(struct pylog__reader *reader, const char *path, unsigned steps,
                       const struct pylog__node_value **out) {
    struct path_step step;
    const struct pylog__node_value *found = reader->document->root;
    if (!take_word(path, &step))
        return fail_cfg_path(path, NULL);
    for (;;) {
        if (pylog__document_spend(reader->document, 8, 1 + step.length) ||
            value_at(reader, found, &step, &found) || resolve(reader, found, steps, &found))
            return -1;
        const char *rest = step.rest;
        *out = found;
        if (!*rest)
            return 0;
        if (!take_step(rest, &step))
            return fail_cfg_path(path, rest);
    }
}

/* The number of a constant as a value of its own. */
static int constant_value(struct pylog__reader *reader, const struct pylog__node_value *like,
                          const char *name, const struct pylog__node_value **out) {
    char storage[128];
    struct pylog_buffer full;
    int number;
    pylog__buffer_init(&full, storage, sizeof storage);
    pylog__put_string(&full, "logging.");
    pylog__put_string(&full, name);
    bool found = (reader->in_logging && pylog__find_constant(pylog__buffer_text(&full), &number)) ||
                 pylog__find_constant(name, &number);
    pylog__buffer_release(&full);
    if (!found)
        return 0;
    struct pylog__node_value *value = pylog__node_new(reader->document, PYLOG__NODE_INT);
    if (!value)
        return -1;
    value->as.integer = number;
    value->line = like->line;
    value->column = like->column;
    *out = value;
    return 0;
}

static int resolve(struct pylog__reader *reader, const struct pylog__node_value *value, unsigned steps,
                   const struct pylog__node_value **out) {
    *out = value;
    if (!value)
        return 0;
    const char *path = reader->in_logging ? NULL : after_prefix(value, "cfg://");
    if (path && steps == MOST_PATH_STEPS)
        return pylog__fail_as("RecursionError", EINVAL,
                              "maximum recursion depth exceeded: cfg:// leads in circles");
    if (path)
        return follow_path(reader, path, steps + 1, out);
    const char *name = pylog__reader_name(reader, value);
    return name ? constant_value(reader, value, name, out) : 0;
}

int pylog__reader_value(struct pylog__reader *reader, const struct pylog__node_value *value,
                        const struct pylog__node_value **out) {
    return resolve(reader, value, 0, out);
}

int pylog__reader_get(struct pylog__reader *reader, const struct pylog__node_value *dict, const char *key,
                      const struct pylog__node_value **out) {
    return pylog__reader_value(reader, pylog__node_get(dict, key), out);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void put_json_string(struct pylog_buffer *out, const char *text, size_t length) {
    pylog__put_char(out, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\')
            pylog__put_char(out, '\\');
        if (c < 0x20)
            pylog_buffer_printf(out, "\\u%04x", c);
        else
            pylog__put_char(out, text[i]);
    }
    pylog__put_char(out, '"');
}

static int put_json_value(struct pylog__reader *reader, struct pylog_buffer *out,
                          const struct pylog__node_value *value, int depth);

static int put_json_items(struct pylog__reader *reader, struct pylog_buffer *out,
                          const struct pylog__node_value *value, int depth) {
    bool dict = value->kind == PYLOG__NODE_DICT;
    pylog__put_char(out, dict ? '{' : '[');
    for (const struct pylog__node_value *item = value->as.items.first; item; item = item->next) {
        if (dict) {
            put_json_string(out, item->key, strlen(item->key));
            pylog__put_string(out, ": ");
        }
        if (put_json_value(reader, out, item, depth + 1))
            return -1;
        if (item->next)
            pylog__put_string(out, ", ");
    }
    pylog__put_char(out, dict ? '}' : ']');
    return 0;
}

/* What is meant may contain itself, or much more than the text has. */
static int put_json_value(struct pylog__reader *reader, struct pylog_buffer *out,
                          const struct pylog__node_value *value, int depth) {
    const struct pylog__node_value *meant;
    if (depth > PYLOG__DEEPEST_NODE)
        return pylog__fail_as("RecursionError", EINVAL,
                              "maximum recursion depth exceeded: cfg:// leads in circles");
    if (out->length > PYLOG__LONGEST_TEXT)
        return pylog__fail_value("cfg:// leads to too much text");
    if (pylog__reader_value(reader, value, &meant))
        return -1;
    size_t text = meant->kind == PYLOG__NODE_STR ? meant->as.text.length : 0;
    if (pylog__document_spend(reader->document, 1, 1 + text))
        return -1;
    switch (meant->kind) {
    case PYLOG__NODE_NONE: pylog__put_string(out, "null"); break;
    case PYLOG__NODE_BOOL: pylog__put_string(out, meant->as.boolean ? "true" : "false"); break;
    case PYLOG__NODE_INT:
    case PYLOG__NODE_FLOAT: pylog__node_put_repr(out, meant); break;
    case PYLOG__NODE_STR:
    case PYLOG__NODE_NAME: put_json_string(out, meant->as.text.bytes, meant->as.text.length); break;
    case PYLOG__NODE_LIST:
    case PYLOG__NODE_TUPLE:
    case PYLOG__NODE_DICT: return put_json_items(reader, out, meant, depth);
    }
    return 0;
}

int pylog__reader_put_json(struct pylog__reader *reader, const struct pylog__node_value *value,
                           struct pylog_buffer *out) {
    return put_json_value(reader, out, value, 0);
}
