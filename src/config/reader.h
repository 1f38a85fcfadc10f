/* Reading a configuration, which is a tree of values. The reader knows where it is, for errors, and follows values that
 * stand for others (cfg:// and ext://). */
#ifndef PYLOG_CONFIG_READER_H
#define PYLOG_CONFIG_READER_H

#include "../syntax/node.h"

#pragma GCC visibility push(hidden)

struct pylog__reader {
    struct pylog__document *document; /* it owns the memory of everything that is read */
    bool in_logging;                  /* as in an INI file: names are those of the module logging, and strings stand
                                       * for themselves (no cfg://, no ext://) */
    struct pylog_buffer path;         /* where the reader is: "handlers.file.maxBytes" */
    const struct pylog__node_value *at;
    const char
        *hint; /* text before the next error: "unknown key; did you mean maxBytes?"; NULL: none */
    char storage[128];
};

/* Begin at the top. It must not be moved. */
void pylog__reader_begin(struct pylog__reader *reader, struct pylog__document *document);
void pylog__reader_end(struct pylog__reader *reader);

/* ---- Places ---------------------------------------------------------------------------------- */

struct pylog__mark {
    size_t length;
    const struct pylog__node_value *at;
};
/* Go to a key below the current place (NULL: the value has no name of its own), and back. After an error nobody goes back:
 * so the place of the error is known. */
struct pylog__mark pylog__reader_enter(struct pylog__reader *reader, const char *key,
                                       const struct pylog__node_value *at);
void pylog__reader_leave(struct pylog__reader *reader, struct pylog__mark mark);

/* ---- Errors ---------------------------------------------------------------------------------- */

/* Hide this value in the last error: a password, or a pair of user and password. */
void pylog__hide_value(struct pylog__reader *reader, const struct pylog__node_value *value);
/* Put the path and the hint before the last error, and ` (line 4, column 18)` behind it. Not if the error is ENOMEM. To be
 * called once for each error, when it leaves the reader. Returns -1. */
int pylog__reader_locate_error(struct pylog__reader *reader);
/* Put `<before> <repr of name>: ` before the last error, or `<before>: ` if name is NULL. The error becomes a ValueError with
 * the same errno. Nothing is done if it is ENOMEM, or if the hint says all. Returns -1. */
int pylog__wrap_error(const char *before, const char *name);
/* Set an error of this Python class, with the sentence `<before> <repr of value>`. Returns -1. */
int pylog__fail_repr(const char *kind, const char *before, const struct pylog__node_value *value);

/* ---- Keys that mean nothing ------------------------------------------------------------------ */

/* pylog_config_set_strict */
bool pylog__config_is_strict(void);

/* May this key stand here? Known keys may (the last name is NULL). Python ignores unknown keys, so these may, too, unless
 * one is nearly a known key, or pylog_config_set_strict demands known keys. */
bool pylog__key_passes(const char *key, const char *const *known);
/* 0, or -1 with the error set and the reader at the key: it may not. */
int pylog__check_key(struct pylog__reader *reader, const struct pylog__node_value *value,
                     const char *const *known);
bool pylog__is_among(const char *key, const char *const *names);

/* Does `written` differ from the name by one edit: two letters have changed places, or one character was changed, added or
 * left out? Case does not count. */
bool pylog__is_nearly(const char *written, const char *name);

/* The reader is at an unknown key; `known` are the keys that may stand there (the last name is NULL). Sets the hint, and an
 * empty error, in whose place the caller puts Python's sentence, if there is one. Returns -1. */
int pylog__fail_unknown_key(struct pylog__reader *reader, const char *key, const char *const *known);

/* The error is that a dict (or NULL) has no such id: hint at one that it has. Returns -1. */
int pylog__hint_at_key(struct pylog__reader *reader, const char *id, const struct pylog__node_value *dict);

/* ---- Values ---------------------------------------------------------------------------------- */

/* Follow a value: a cfg:// path leads to another value, ext:// to a number; all else stands for itself. `value` may be NULL.
 * Returns 0, or -1 with the error set: `Unable to convert 'x[0]!' at '!'`, KeyError, ... */
int pylog__reader_value(struct pylog__reader *reader, const struct pylog__node_value *value,
                        const struct pylog__node_value **out);
/* The same for the value of a key in a dict. *out is NULL if there is none. */
int pylog__reader_get(struct pylog__reader *reader, const struct pylog__node_value *dict, const char *key,
                      const struct pylog__node_value **out);

/* Python's bool(value). */
bool pylog__node_is_true(const struct pylog__node_value *value);
static inline bool pylog__node_is(const struct pylog__node_value *value, enum pylog__node_kind kind) {
    return value && value->kind == kind;
}

/* Python's _checkLevel: an int, or a name. */
int pylog__read_level(const struct pylog__node_value *value, int *level);

/* The dotted name in a value: a name in a literal, or a string that begins with ext://. NULL if it is neither. */
const char *pylog__reader_name(const struct pylog__reader *reader, const struct pylog__node_value *value);

/* Append a value as JSON. cfg:// and ext:// are followed at any depth. 0, or -1 with the error set. Without memory the
 * buffer has failed. */
int pylog__reader_put_json(struct pylog__reader *reader, const struct pylog__node_value *value,
                           struct pylog_buffer *out);

#pragma GCC visibility pop

#endif
