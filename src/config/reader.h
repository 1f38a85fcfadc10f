/* Reading a configuration's tree of values: where one is, what is wrong there, and values that stand for
 * others. */
#ifndef PYLOG_CONFIG_READER_H
#define PYLOG_CONFIG_READER_H

#include "../syntax/node.h"

#pragma GCC visibility push(hidden)

struct pylog__reader {
    struct pylog__document *document; /* whose memory everything has that is read */
    bool in_logging;                  /* names mean what they mean in the module logging, as in an INI file;
                                       * strings stand for themselves: no cfg://, no ext:// */
    struct pylog_buffer path;         /* where the reader is: "handlers.file.maxBytes" */
    const struct pylog__node_value *at;
    const char
        *hint; /* what comes before the next error: "unknown key; did you mean maxBytes?"; NULL: nothing */
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
/* Go to a key below the current place (NULL: the value has no name of its own), and back. What fails does not
 * go back: so the place of the error is known. */
struct pylog__mark pylog__reader_enter(struct pylog__reader *reader, const char *key,
                                       const struct pylog__node_value *at);
void pylog__reader_leave(struct pylog__reader *reader, struct pylog__mark mark);

/* ---- Errors ---------------------------------------------------------------------------------- */

/* The last error is not to show this value: a password, or a pair of a user and one. */
void pylog__hide_value(struct pylog__reader *reader, const struct pylog__node_value *value);
/* Put the path and the hint before the last error and ` (line 4, column 18)` behind it, unless it is that
 * there is no memory. Once for each error, when it leaves the reader. Returns -1. */
int pylog__reader_locate_error(struct pylog__reader *reader);
/* Put `<before> <repr of name>: ` before the last error, which becomes a ValueError of the same errno; just
 * `<before>: ` if name is NULL. Not, if there is no memory, or if the hint says all. Returns -1. */
int pylog__wrap_error(const char *before, const char *name);
/* An error of that kind of Python's, whose sentence is `<before> <repr of value>`. Returns -1. */
int pylog__fail_repr(const char *kind, const char *before, const struct pylog__node_value *value);

/* ---- Keys that mean nothing ------------------------------------------------------------------ */

/* pylog_config_set_strict */
bool pylog__config_is_strict(void);

/* Is a key one of those (the last name is NULL), or let pass, as Python lets pass what means nothing? It is
 * not if it is nearly one of them, or if all are to be known. */
bool pylog__key_passes(const char *key, const char *const *known);
/* -1, with the reader at the key, if it does not pass. */
int pylog__check_key(struct pylog__reader *reader, const struct pylog__node_value *value,
                     const char *const *known);
bool pylog__is_among(const char *key, const char *const *names);

/* Are there two letters changed places, or one character changed, put in or left out? Capitals do not count.
 */
bool pylog__is_nearly(const char *written, const char *name);

/* The key at which the reader is means nothing; those would: the last name is NULL. Sets the hint, and an
 * error that is empty unless Python has a sentence, which the caller then sets. Returns -1. */
int pylog__fail_unknown_key(struct pylog__reader *reader, const char *key, const char *const *known);

/* The error is that there is no such id in this dict (or NULL): hint at one that it has. Returns -1. */
int pylog__hint_at_key(struct pylog__reader *reader, const char *id, const struct pylog__node_value *dict);

/* ---- Values ---------------------------------------------------------------------------------- */

/* What a value means: what a cfg:// path leads to, the number of a constant that ext:// names; else the value
 * itself. NULL with the error set: `Unable to convert 'x[0]!' at '!'`, KeyError, ... NULL is NULL, no error.
 */
int pylog__reader_value(struct pylog__reader *reader, const struct pylog__node_value *value,
                        const struct pylog__node_value **out);
/* The meaning of a dict's value: NULL in *out if there is none. */
int pylog__reader_get(struct pylog__reader *reader, const struct pylog__node_value *dict, const char *key,
                      const struct pylog__node_value **out);

/* Python's bool(value). */
bool pylog__node_is_true(const struct pylog__node_value *value);
static inline bool pylog__node_is(const struct pylog__node_value *value, enum pylog__node_kind kind) {
    return value && value->kind == kind;
}

/* Python's _checkLevel: an int, or a name. */
int pylog__read_level(const struct pylog__node_value *value, int *level);

/* The dotted name that a value is: a literal's name, or a string that begins with ext://; NULL if it is
 * neither. */
const char *pylog__reader_name(const struct pylog__reader *reader, const struct pylog__node_value *value);

/* A value as JSON, with what cfg:// and ext:// mean in it, at any depth. 0, or -1 with what is wrong; without
 * memory for the text it has failed. */
int pylog__reader_put_json(struct pylog__reader *reader, const struct pylog__node_value *value,
                           struct pylog_buffer *out);

#pragma GCC visibility pop

#endif
