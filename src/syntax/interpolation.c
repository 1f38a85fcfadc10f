/* The values of an INI file: with what DEFAULT has, and with the %(names)s in them replaced as configparser's
 * BasicInterpolation does. */
#include "../base/error.h"
#include "ini.h"
#include "../base/memory.h"
#include "../base/secret.h"
#include "../base/sentence.h"
#include "source.h"

/* MAX_INTERPOLATION_DEPTH; and, so that a few lines do not make a text without end, how many names there may
 * be in all. */
enum { DEEPEST_SUBSTITUTION = 10, MOST_SUBSTITUTIONS = 100000 };

struct substitution {
    struct pylog__document *document;
    const char *section, *key;
    const struct pylog__node_value *value; /* of the key, as it stands in the text */
    struct pylog_buffer out;
    int count;
    bool secret; /* a key whose value no error may show has been substituted */
};

static const struct pylog__node_value *find_value(const struct pylog__document *document, const char *section,
                                                  const char *key) {
    const struct pylog__node_value *found = pylog__node_get(pylog__node_get(document->root, section), key);
    return found ? found : pylog__node_get(pylog__node_get(document->root, "DEFAULT"), key);
}

/* ---- Values that no error shows ------------------------------------------------------------------------ */

/* The arguments of these hold nothing that is secret. */
static bool takes_no_secret(const char *class) {
    static const char *const harmless[] = {
        "StreamHandler",      "FileHandler",   "RotatingFileHandler", "TimedRotatingFileHandler",
        "WatchedFileHandler", "SocketHandler", "DatagramHandler",     "SysLogHandler",
        "MemoryHandler",      "QueueHandler",  "NTEventLogHandler",   "NullHandler",
    };
    const char *dot = strrchr(class, '.');
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (strcmp(dot ? dot + 1 : class, harmless[i]) == 0)
            return true;
    return false;
}

static bool is_secret(const struct substitution *substitution) {
    const struct pylog__node_value *value = substitution->value;
    bool arguments = strncmp(substitution->section, "handler_", 8) == 0 &&
                     (strcmp(substitution->key, "args") == 0 || strcmp(substitution->key, "kwargs") == 0);
    const struct pylog__node_value *class =
        arguments ? find_value(substitution->document, substitution->section, "class") : NULL;
    return substitution->secret || pylog__is_secret_name(substitution->key) ||
           (arguments && !(class && takes_no_secret(class->as.text.bytes))) ||
           pylog__has_secret(value->as.text.bytes, value->as.text.length);
}

static void put_if_shown(const struct substitution *substitution, struct pylog__sentence *sentence,
                         const char *bytes, size_t length) {
    if (is_secret(substitution))
        pylog__sentence_put_repr(sentence, "***", 3);
    else
        pylog__sentence_put_repr(sentence, bytes, length);
}

/* ---- Errors: Python's sentences, and the place, which Python does not tell ---------------------------- */

static int fail_at_value(const struct substitution *substitution, struct pylog__sentence *sentence,
                         const char *kind) {
    pylog__sentence_put_place(sentence, substitution->value->line, substitution->value->column);
    return pylog__sentence_fail(sentence, kind);
}

static int fail_in_syntax(const struct substitution *substitution, const char *words, const char *rest,
                          const char *end) {
    struct pylog__sentence sentence;
    pylog__sentence_begin(&sentence, words);
    put_if_shown(substitution, &sentence, rest, (size_t)(end - rest));
    return fail_at_value(substitution, &sentence, "configparser.InterpolationSyntaxError");
}

static void put_option(struct pylog__sentence *sentence, const struct substitution *substitution) {
    pylog__sentence_put(sentence, "option ");
    pylog__sentence_put_repr(sentence, substitution->key, strlen(substitution->key));
    pylog__sentence_put(sentence, " in section ");
    pylog__sentence_put_repr(sentence, substitution->section, strlen(substitution->section));
}

static void put_raw_value(struct pylog__sentence *sentence, const struct substitution *substitution) {
    pylog__sentence_put(sentence, ". Raw value: ");
    put_if_shown(substitution, sentence, substitution->value->as.text.bytes,
                 substitution->value->as.text.length);
}

static int fail_for_missing(const struct substitution *substitution, const char *name) {
    struct pylog__sentence sentence;
    pylog__sentence_begin(&sentence, "Bad value substitution: ");
    put_option(&sentence, substitution);
    pylog__sentence_put(&sentence, " contains an interpolation key ");
    put_if_shown(substitution, &sentence, name, strlen(name));
    pylog__sentence_put(&sentence, " which is not a valid option name");
    put_raw_value(&sentence, substitution);
    return fail_at_value(substitution, &sentence, "configparser.InterpolationMissingOptionError");
}

static int fail_for_depth(const struct substitution *substitution) {
    struct pylog__sentence sentence;
    pylog__sentence_begin(&sentence, "Recursion limit exceeded in value substitution: ");
    put_option(&sentence, substitution);
    pylog__sentence_put_int(&sentence, " contains an interpolation key which cannot be substituted in ",
                            DEEPEST_SUBSTITUTION, 0, " steps");
    put_raw_value(&sentence, substitution);
    return fail_at_value(substitution, &sentence, "configparser.InterpolationDepthError");
}

static int fail_for_size(const struct substitution *substitution) {
    struct pylog__sentence sentence;
    pylog__sentence_begin(&sentence, "Too much is substituted: ");
    put_option(&sentence, substitution);
    return fail_at_value(substitution, &sentence, "ValueError");
}

/* ---- Substitution -------------------------------------------------------------------------------------- */

static int substitute(struct substitution *substitution, const char *rest, const char *end, int depth);

static int substitute_name(struct substitution *substitution, const char *name, size_t length, int depth) {
    if (++substitution->count > MOST_SUBSTITUTIONS || substitution->out.length > PYLOG__LONGEST_TEXT)
        return fail_for_size(substitution);
    if (pylog__document_spend(substitution->document, 8, 2 + length + strlen(substitution->section) / 4))
        return -1;
    char *key = pylog__copy_bytes(name, length);
    if (!key)
        return pylog__fail_memory();
    pylog__lower(key);
    const struct pylog__node_value *found = find_value(substitution->document, substitution->section, key);
    if (!found)
        fail_for_missing(substitution, key);
    substitution->secret |= found && pylog__is_secret_name(key);
    pylog__free(key);
    if (!found)
        return -1;
    const char *bytes = found->as.text.bytes;
    return substitute(substitution, bytes, bytes + found->as.text.length, depth + 1);
}

/* What begins with a percent sign at *rest, which moves past it. */
static int substitute_one(struct substitution *substitution, const char **rest, const char *end, int depth) {
    const char *percent = *rest;
    char next = percent + 1 < end ? percent[1] : '\0';
    *rest = percent + 2;
    if (next == '%') {
        pylog__put_char(&substitution->out, '%');
        return 0;
    }
    if (next != '(')
        return fail_in_syntax(substitution, "'%' must be followed by '%' or '(', found: ", percent, end);
    const char *name = percent + 2, *closing = memchr(name, ')', (size_t)(end - name));
    if (!closing || closing == name || closing + 1 == end || closing[1] != 's')
        return fail_in_syntax(substitution, "bad interpolation variable reference ", percent, end);
    *rest = closing + 2;
    return substitute_name(substitution, name, (size_t)(closing - name), depth);
}

static int substitute(struct substitution *substitution, const char *rest, const char *end, int depth) {
    while (rest < end) {
        const char *percent = memchr(rest, '%', (size_t)(end - rest));
        if (percent && depth > DEEPEST_SUBSTITUTION)
            return fail_for_depth(substitution);
        pylog__put(&substitution->out, rest, (size_t)((percent ? percent : end) - rest));
        if (!percent)
            break;
        rest = percent;
        if (substitute_one(substitution, &rest, end, depth))
            return -1;
    }
    return 0;
}

static size_t count_lines(const char *bytes, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += bytes[i] == '\n';
    return count;
}

/* Its lines are where those of the value are, unless a name stood for more than one. */
static struct pylog__node_value *copy_value(struct pylog__document *document,
                                            const struct pylog__node_value *value,
                                            const struct pylog_buffer *text) {
    if (text->failed) {
        pylog__fail_memory();
        return NULL;
    }
    struct pylog__node_value *made = pylog__node_new(document, PYLOG__NODE_STR);
    const char *bytes = made ? pylog__document_copy(document, text->data, text->length) : NULL;
    if (!bytes)
        return NULL;
    *made = *value;
    made->next = NULL;
    if (count_lines(bytes, text->length) != count_lines(value->as.text.bytes, value->as.text.length))
        made->as.text.line_count = 0;
    made->as.text.bytes = bytes;
    made->as.text.length = text->length;
    return made;
}

static const struct pylog__node_value *interpolate_value(struct pylog__document *document,
                                                         struct substitution *substitution) {
    char storage[256];
    const char *text = substitution->value->as.text.bytes;
    struct pylog__node_value *made = NULL;
    pylog__buffer_init(&substitution->out, storage, sizeof storage);
    if (substitute(substitution, text, text + substitution->value->as.text.length, 1) == 0)
        made = copy_value(document, substitution->value, &substitution->out);
    pylog__buffer_release(&substitution->out);
    return made;
}

static void *fail_for_key(const char *key) {
    struct pylog__sentence sentence;
    pylog__sentence_begin(&sentence, "");
    pylog__sentence_put_repr(&sentence, key, strlen(key));
    pylog__sentence_fail(&sentence, "KeyError");
    return NULL;
}

const struct pylog__node_value *pylog__ini_get(struct pylog__document *document, const char *section,
                                               const char *key, bool interpolate) {
    if (!pylog__node_get(document->root, section) && strcmp(section, "DEFAULT") != 0)
        return fail_for_key(section);
    const struct pylog__node_value *found = find_value(document, section, key);
    if (!found)
        return fail_for_key(key);
    if (!interpolate)
        return found;
    struct substitution substitution = {
        .document = document, .section = section, .key = key, .value = found
    };
    return interpolate_value(document, &substitution);
}
