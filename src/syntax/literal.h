/* Python's literals, and dotted names, as they stand in INI files where Python evaluates an expression; and
 * of expressions those that such files have. */
#ifndef PYLOG_SYNTAX_LITERAL_H
#define PYLOG_SYNTAX_LITERAL_H

#include "node.h"
#include "source.h"

#pragma GCC visibility push(hidden)

/* Read `text`, which begins at that line and column of its file, and return its value, of the document's
 * memory. NULL with a ValueError that says what and where (`integer of more than 64 bits: line 7 column 12`), or
 * ENOMEM. Taken are None, True, False, whole numbers of 64 bits, floats, strings without bytes, tuples, lists,
 * dicts and dotted names; what the names stand for is for the caller to know. + - * of numbers, ** << >> of
 * whole ones, + of strings, and the calls below are worked out here. Text that these make is limited. */
struct pylog__node_value *pylog__literal_parse(struct pylog__document *document, const char *text,
                                               size_t length, int line, int column);

/* The same for the text of a value, whose lines know their places. */
struct pylog__node_value *pylog__literal_of(struct pylog__document *document,
                                            const struct pylog__node_value *text);

/* Append what the string literal at *at, which begins with its quote, stands for; *at moves behind it. 0, or
 * -1 with ValueError. */
int pylog__literal_string(struct pylog__source *source, const char **at, bool raw, struct pylog_buffer *out);

/* ---- What literals are combined by ------------------------------------------------------------------ */

struct pylog__literal_operator {
    char symbol; /* + - * < > and ^ for ** */
    int rank;    /* the higher, the more it binds */
};

/* Put what comes of two numbers into the left one; or the sign of a number before it. NULL, or what is wrong.
 */
const char *pylog__literal_operate(char symbol, struct pylog__node_value *left,
                                   const struct pylog__node_value *right);
const char *pylog__literal_sign(bool negative, struct pylog__node_value *value);

/* Where a call stands, for its errors. */
struct pylog__literal_site {
    struct pylog__document *document;
    struct pylog__source *source;
    const char *at;
};

/* What may be called, or has an index. `run` makes of `value` what the call gives. 0, or -1. */
struct pylog__literal_function {
    const char *name;
    char bracket;
    bool keywords; /* its arguments are a dict, not a tuple */
    int (*run)(const struct pylog__literal_site *site, const struct pylog__node_value *arguments,
               struct pylog__node_value *value);
};
#define PYLOG__LITERAL_CALLS "os.path.join, os.getenv, os.environ.get, tuple, list and dict"

/* The function of that name with that bracket behind it, or NULL. */
const struct pylog__literal_function *pylog__literal_function(const char *name, size_t length, char bracket);

/* Memory for text that stands nowhere in the file, of which there is as much as a file may have. NULL with the
 * error set. */
char *pylog__literal_room(const struct pylog__literal_site *site, size_t size);

#pragma GCC visibility pop

#endif
