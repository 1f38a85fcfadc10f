/* Python's literals, and dotted names, as they stand in INI files where Python evaluates an expression. */
#ifndef PYLOG_TEXT_LITERAL_H
#define PYLOG_TEXT_LITERAL_H

#include "node.h"
#include "source.h"

/* Read `text`, which begins at that line and column of its file, and return its value, of the document's
 * memory. NULL with a ValueError that says what and where (`only literals are taken, no calls: line 7 column
 * 12`), or ENOMEM. Taken are None, True, False, whole numbers of 64 bits, floats, strings without bytes,
 * tuples, lists, dicts and dotted names; what the names stand for is for the caller to know. */
struct pylog__node_value *pylog__literal_parse(struct pylog__document *document, const char *text,
                                               size_t length, int line, int column);

/* The same for the text of a value, whose lines know their places. */
struct pylog__node_value *pylog__literal_of(struct pylog__document *document,
                                            const struct pylog__node_value *text);

/* Append what the string literal at *at, which begins with its quote, stands for; *at moves behind it. 0, or
 * -1 with ValueError. */
int pylog__literal_string(struct pylog__source *source, const char **at, bool raw, struct pylog_buffer *out);

#endif
