/* Python's literals, and dotted names, as they stand in INI files where Python evaluates an expression. */
#ifndef PYLOG_TEXT_LITERAL_H
#define PYLOG_TEXT_LITERAL_H

#include "node.h"

/* Read `text`, which begins at that line and column of its file, and return its value, of the document's
 * memory. NULL with a ValueError that says what and where, or ENOMEM. */
struct pylog__node_value *pylog__literal_parse(struct pylog__document *document, const char *text,
                                               size_t length, int line, int column);

#endif
