/* Reading the sections of an INI file. */
#include "ini_section.h"

#include "../base/error.h"
#include "../syntax/ini.h"
#include "../syntax/literal.h"
#include "../base/value.h"

/* ---- Places ---------------------------------------------------------------------------------- */

static struct pylog__document *ini_of(const struct pylog__plan *plan) {
    return plan->reader.document;
}

static const struct pylog__node_value *find_section(const struct pylog__plan *plan, const char *name) {
    return pylog__node_get(ini_of(plan)->root, name);
}

const struct pylog__node_value *pylog__ini_raw(const struct pylog__ini_section *section, const char *key) {
    const struct pylog__node_value *own = pylog__node_get(find_section(section->plan, section->name), key);
    return own ? own : pylog__node_get(find_section(section->plan, "DEFAULT"), key);
}

/* A section that is nearly called so: its name has been mistyped. */
static const char *missing_section(struct pylog__plan *plan, const char *name) {
    const struct pylog__node_value *at = ini_of(plan)->root->as.items.first;
    char storage[128];
    struct pylog_buffer text;
    while (at && !pylog__is_nearly(at->key, name))
        at = at->next;
    if (!at)
        return "missing section";
    pylog__buffer_init(&text, storage, sizeof storage);
    pylog__put_string(&text, "missing section; did you mean ");
    pylog__put_string(&text, at->key);
    pylog__put_char(&text, '?');
    const char *copy = text.failed ? NULL : pylog__document_copy(ini_of(plan), text.data, text.length);
    pylog__buffer_release(&text);
    return copy ? copy : "missing section";
}

static int fail_missing(struct pylog__plan *plan, const char *hint, const char *name) {
    plan->reader.hint = hint;
    pylog__fail_key("'%s'", name);
    return -1;
}

struct pylog__mark pylog__ini_enter_key(const struct pylog__ini_section *section, const char *key) {
    return pylog__reader_enter(&section->plan->reader, key, pylog__ini_raw(section, key));
}

void pylog__ini_leave(const struct pylog__ini_section *section, struct pylog__mark mark) {
    pylog__reader_leave(&section->plan->reader, mark);
}

/* Errors of parsing and of interpolation tell their places themselves. */
static int leave_out_place(struct pylog__plan *plan) {
    plan->reader.at = NULL;
    return -1;
}

/* A section's name is text of the document. */
int pylog__ini_enter(struct pylog__plan *plan, const char *kind, const char *id,
                     struct pylog__ini_section *out, struct pylog__mark *mark) {
    char storage[128];
    struct pylog_buffer name;
    pylog__buffer_init(&name, storage, sizeof storage);
    pylog__put_string(&name, kind);
    pylog__put_string(&name, id);
    *out = (struct pylog__ini_section){ .plan = plan };
    out->name = name.failed ? NULL : pylog__document_copy(ini_of(plan), name.data, name.length);
    pylog__buffer_release(&name);
    if (!out->name)
        return pylog__fail_memory();
    const struct pylog__node_value *found = find_section(plan, out->name);
    *mark = pylog__reader_enter(&plan->reader, out->name, found);
    return found ? 0 : fail_missing(plan, missing_section(plan, out->name), out->name);
}

/* ---- Keys -------------------------------------------------------------------------------------- */

/* Does the text go on with `key)`? Keys are in small letters, what refers to them need not be. */
static bool goes_on_with_key(const char *text, const char *key) {
    for (; *key; text++, key++)
        if (*key != (*text >= 'A' && *text <= 'Z' ? *text + ('a' - 'A') : *text))
            return false;
    return *text == ')';
}

/* Does a value of this section (NULL: there is none) say `%(key)s`? */
static bool is_interpolated(struct pylog__plan *plan, const struct pylog__node_value *section,
                            const char *key) {
    const struct pylog__node_value *value = section ? section->as.items.first : NULL;
    for (; value && !pylog__document_spend(ini_of(plan), 1, 1 + value->as.text.length);
         value = value->next)
        for (const char *at = value->as.text.bytes; at && (at = strstr(at, "%(")); at += 2)
            if (goes_on_with_key(at + 2, key))
                return true;
    return false;
}

int pylog__ini_check_keys(const struct pylog__ini_section *section, const char *const *known) {
    const struct pylog__node_value *own = find_section(section->plan, section->name);
    const struct pylog__node_value *shared = find_section(section->plan, "DEFAULT");
    const struct pylog__node_value *at = own ? own->as.items.first : NULL;
    struct pylog__document *document = ini_of(section->plan);
    if (own && pylog__document_spend(document, 16, own->as.items.count))
        return -1;
    for (; at; at = at->next)
        if (!pylog__key_passes(at->key, known) && !is_interpolated(section->plan, own, at->key) &&
            !is_interpolated(section->plan, shared, at->key))
            return pylog__document_spend(document, 1, 1)
                       ? -1
                       : pylog__check_key(&section->plan->reader, at, known);
    return 0;
}

/* ---- Values ---------------------------------------------------------------------------------- */

int pylog__ini_text(const struct pylog__ini_section *section, const char *key,
                    const struct pylog__node_value **out) {
    *out = NULL;
    if (!pylog__ini_raw(section, key))
        return 0;
    struct pylog__mark mark = pylog__ini_enter_key(section, key);
    *out = pylog__ini_get(ini_of(section->plan), section->name, key, true);
    if (!*out)
        return leave_out_place(section->plan);
    pylog__ini_leave(section, mark);
    return 0;
}

int pylog__ini_required(const struct pylog__ini_section *section, const char *key,
                        const struct pylog__node_value **out) {
    if (pylog__ini_raw(section, key))
        return pylog__ini_text(section, key, out);
    pylog__reader_enter(&section->plan->reader, key, NULL);
    return fail_missing(section->plan, "missing key", key);
}

int pylog__ini_literal(const struct pylog__ini_section *section, const char *key,
                       const struct pylog__node_value *text, bool dict,
                       const struct pylog__node_value **out) {
    struct pylog__mark mark = pylog__ini_enter_key(section, key);
    *out = pylog__literal_parse(ini_of(section->plan), text->as.text.bytes, text->as.text.length,
                                text->line, text->column);
    if (!*out)
        return leave_out_place(section->plan);
    bool is_list = (*out)->kind == PYLOG__NODE_TUPLE || (*out)->kind == PYLOG__NODE_LIST;
    if (dict ? (*out)->kind != PYLOG__NODE_DICT : !is_list)
        return pylog__fail_type("%s are needed, not %s: is a comma missing?", dict ? "{...}" : "(...,)",
                                pylog__node_type(*out));
    pylog__ini_leave(section, mark);
    return 0;
}

int pylog__ini_optional_literal(const struct pylog__ini_section *section, const char *key, bool dict,
                                const struct pylog__node_value **out) {
    const struct pylog__node_value *text;
    if (pylog__ini_text(section, key, &text))
        return -1;
    *out = NULL;
    return text ? pylog__ini_literal(section, key, text, dict, out) : 0;
}

int pylog__ini_level(const struct pylog__ini_section *section, bool *has_level, int *level) {
    const struct pylog__node_value *text;
    if (pylog__ini_text(section, "level", &text))
        return -1;
    *has_level = text != NULL;
    struct pylog__mark mark = pylog__ini_enter_key(section, "level");
    if (text && pylog_level_from_name(text->as.text.bytes, level))
        return -1;
    pylog__ini_leave(section, mark);
    return 0;
}

static bool is_ini_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

int pylog__ini_switch(const struct pylog__ini_section *section, const char *key, bool *out) {
    const struct pylog__node_value *value;
    if (pylog__ini_text(section, key, &value))
        return -1;
    if (!value)
        return 0;
    const char *at = value->as.text.bytes;
    while (is_ini_blank(*at))
        at++;
    at += *at == '-' || *at == '+';
    size_t length = strspn(at, "0123456789");
    const char *end = at + length;
    while (is_ini_blank(*end))
        end++;
    if (!length || *end) {
        pylog__ini_enter_key(section, key);
        return pylog__fail_quoted("invalid literal for int() with base 10: ", value->as.text.bytes,
                                  value->as.text.length);
    }
    *out = strspn(at, "0") != length;
    return 0;
}

/* ---- Lists of names -------------------------------------------------------------------------- */

static char *strip_ini_name(char *name, char *end) {
    while (name < end && is_ini_blank(*name))
        name++;
    while (end > name && is_ini_blank(end[-1]))
        end--;
    *end = '\0';
    return name;
}

int pylog__ini_split(struct pylog__plan *plan, const struct pylog__node_value *value,
                     struct pylog__ini_names *out) {
    size_t most = 1;
    *out = (struct pylog__ini_names){ .count = 0 };
    char *text = pylog__document_copy(ini_of(plan), value->as.text.bytes, value->as.text.length);
    for (const char *at = text; at && *at; at++)
        most += *at == ',';
    out->list = text ? pylog__plan_list(plan, most) : NULL;
    if (!out->list)
        return -1;
    for (char *at = text; *text && at;) {
        char *comma = strchr(at, ',');
        out->list[out->count++] = strip_ini_name(at, comma ? comma : at + strlen(at));
        at = comma ? comma + 1 : NULL;
    }
    return 0;
}

int pylog__ini_keys(struct pylog__plan *plan, const char *section_name, struct pylog__ini_names *out) {
    struct pylog__ini_section section;
    static const char *const known[] = { "keys", NULL };
    struct pylog__mark mark;
    const struct pylog__node_value *value;
    if (pylog__ini_enter(plan, section_name, "", &section, &mark) || pylog__ini_check_keys(&section, known) ||
        pylog__ini_required(&section, "keys", &value) || pylog__ini_split(plan, value, out))
        return -1;
    pylog__ini_leave(&section, mark);
    return 0;
}
