/* JSON as Python's json module reads it. */
#ifndef PYLOG_SYNTAX_JSON_H
#define PYLOG_SYNTAX_JSON_H

#include "node.h"

#pragma GCC visibility push(hidden)

/* Read a whole text into an empty document. 0; or -1 with ValueError and Python's sentence (`Expecting ','
 * delimiter: line 3 column 5 (char 40)`), or ENOMEM; the document is then empty. */
int pylog__json_parse(const char *text, size_t length, struct pylog__document *out);

#pragma GCC visibility pop

#endif
