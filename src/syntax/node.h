/* What a configuration says, whatever it was written in: a tree of values, each with its place in the text.
 */
#ifndef PYLOG_SYNTAX_NODE_H
#define PYLOG_SYNTAX_NODE_H

#include "../base/buffer.h"

#pragma GCC visibility push(hidden)

enum pylog__node_kind {
    PYLOG__NODE_NONE,
    PYLOG__NODE_BOOL,
    PYLOG__NODE_INT,
    PYLOG__NODE_FLOAT,
    PYLOG__NODE_STR,
    PYLOG__NODE_LIST,
    PYLOG__NODE_TUPLE,
    PYLOG__NODE_DICT,
    PYLOG__NODE_NAME /* a dotted name without quotes, as `sys.stdout`: literals only */
};

struct pylog__place {
    int line, column; /* from 1 */
};

struct pylog__node_value {
    enum pylog__node_kind kind;
    int line, column; /* from 1; 0: from no text */
    union {
        bool boolean;
        int64_t integer;
        double real;
        struct {
            const char *bytes; /* UTF-8, with a NUL after them */
            size_t length;
            /* Where its lines after the first begin in the file, in INI, where they lose what is before them.
             */
            const struct pylog__place *lines;
            size_t line_count;
        } text; /* STR, NAME */
        struct {
            struct pylog__node_value *first, *last; /* in order, by `next` */
            size_t count;
            struct pylog__node_value *index; /* of a dict: the tree by which its keys are found */
        } items;                             /* LIST, TUPLE, DICT */
    } as;
    const char *key; /* in a dict; keys that are no strings (literals) have Python's str() here */
    struct pylog__node_value *next;
    struct pylog__node_value *below[2]; /* in the index */
};

/* Owns all values and strings of a text. Begins zeroed. */
struct pylog__document {
    struct pylog__node_value *root;
    struct pylog__document_block *blocks;
    size_t computed; /* bytes of text that expressions have made: they are limited */
    size_t spent;
};
void pylog__document_release(struct pylog__document *document); /* and zero it */

/* A short text can ask for a lot: the same long list for each of many loggers, names of names, paths through
 * long lists. Whoever does more for it than reading it once counts `times` x `steps` before, each of some
 * nanoseconds; a document's memory is counted as well, eight bytes a step. 0, or -1 with the error set when
 * it is too much in all, and from then on. */
int pylog__document_spend(struct pylog__document *document, size_t times, size_t steps);
enum { PYLOG__MOST_STEPS = 1 << 27 };

/* Memory that lives as long as the document, zeroed; NULL without memory, with the error set. */
void *pylog__document_allocate(struct pylog__document *document, size_t size);
/* A copy with a NUL after it; NULL without memory, with the error set. */
char *pylog__document_copy(struct pylog__document *document, const char *bytes, size_t length);
/* A new value of the document; NULL without memory, with the error set. */
struct pylog__node_value *pylog__node_new(struct pylog__document *document, enum pylog__node_kind kind);
/* Put a value at the end of a list or tuple. */
void pylog__node_append(struct pylog__node_value *list, struct pylog__node_value *item);
/* Put a value into a dict under a key of the document's memory. Returns it; or, if the dict has the key, the
 * value that is there, which has become a copy of `item`: keys keep their place, as in Python. */
struct pylog__node_value *pylog__node_set(struct pylog__node_value *dict, const char *key,
                                          struct pylog__node_value *item);

/* The value of a key; NULL if there is none, or `dict` is NULL or no dict. */
struct pylog__node_value *pylog__node_get(const struct pylog__node_value *dict, const char *key);

/* Python's name of the type: "dict", "str", ... */
const char *pylog__node_type(const struct pylog__node_value *value);
/* Python's repr. */
void pylog__node_put_repr(struct pylog_buffer *out, const struct pylog__node_value *value);

/* How deep values may be nested in any of the texts, and how long those may be, in bytes; beyond it is an
 * error. */
enum { PYLOG__DEEPEST_NODE = 200, PYLOG__LONGEST_TEXT = 16 << 20 };

#pragma GCC visibility pop

#endif
