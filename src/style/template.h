/* A format string in one of Python's three styles, `%(name)s`, `{name}` or `${name}`, parsed once into
 * pieces. It knows nothing of records: keys are resolved by the caller. */
#ifndef PYLOG_STYLE_TEMPLATE_H
#define PYLOG_STYLE_TEMPLATE_H

#include "../base/value.h"

#pragma GCC visibility push(hidden)

enum pylog__piece_kind {
    PYLOG__LITERAL, /* text as it is */
    PYLOG__FIELD,   /* the value of the key `text` */
    PYLOG__WRONG    /* fails with the error `error_kind: text` when it is reached */
};

struct pylog__spec; /* how a field is to be printed; private to the style */

/* '%', '{' and '$'. By name: pylog__style_find (declared in pylog/parts.h); NULL with EINVAL if there is
 * none. */
extern const struct pylog__style pylog__percent_style, pylog__brace_style, pylog__dollar_style;

struct pylog__piece {
    enum pylog__piece_kind kind;
    const char *text; /* NUL-terminated; for literals `length` counts */
    size_t length;
    const char *error_kind;         /* "ValueError", "TypeError" */
    const struct pylog__spec *spec; /* NULL: plain str() */
    int id;                         /* the caller's: what the key stands for */
};

struct pylog__template {
    struct pylog__piece *pieces;
    size_t count;
    bool uses_time; /* Python's usesTime() */
    void *memory;   /* everything that the pieces point to */
};

/* Parse fmt. With `validate`, what Python's validate() refuses is refused here: -1 with EINVAL and Python's
 * sentence, or ENOMEM. Errors that Python finds only when it formats become PYLOG__WRONG pieces. */
int pylog__template_parse(struct pylog__template *out, const char *fmt, const struct pylog__style *style,
                          bool validate);
void pylog__template_free(struct pylog__template *parsed); /* also of zeroes */

/* How many characters the widths of its fields may come to in a line; a width that stands in a field of its
 * own, as in {:{width}}, counts as the most that it may be. */
enum { PYLOG__WIDEST_NESTED = 4096 };
size_t pylog__template_width(const struct pylog__template *parsed);

/* Finds the value of a key: 0, or -1 if there is none, without setting an error. Nested fields in {} specs
 * need it. The value is valid until the next call. */
typedef int pylog__lookup(void *data, const char *key, struct pylog__value *out);

/* Append the value as a piece with a spec says. 0, or -1 with EINVAL and Python's sentence (the text may
 * then be half written). */
int pylog__piece_format(const struct pylog__piece *piece, const struct pylog__value *value,
                        pylog__lookup *lookup, void *data, struct pylog_buffer *out);

#pragma GCC visibility pop

#endif
