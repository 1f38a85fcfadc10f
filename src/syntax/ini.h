/* INI as Python's configparser.ConfigParser reads it. */
#ifndef PYLOG_SYNTAX_INI_H
#define PYLOG_SYNTAX_INI_H

#include "node.h"

#pragma GCC visibility push(hidden)

/* Read a whole text into an empty document: a dict of sections, each a dict of strings (not interpolated,
 * with keys in lower case), in order, each string with its place. `source` names the file in errors. Keys of
 * DEFAULT are kept in a section of that name. 0; or -1 with EINVAL and configparser's sentence (`File
 * contains no section headers.\nfile: 'x', line: 1\n'a=b\\n'`), or ENOMEM; the document is then empty.
 *
 * Of letters beyond ASCII no lower case is known. */
int pylog__ini_parse(const char *text, size_t length, const char *source, struct pylog__document *out);

/* The value of a key of a section, or of DEFAULT; NULL with KeyError and its name if there is none, or no
 * such section. With `interpolate` each `%(name)s` stands for that key's value and `%%` for a percent sign
 * (configparser's BasicInterpolation and its errors, with line and column of the value after them); the value
 * is then a new one of the document's. */
const struct pylog__node_value *pylog__ini_get(struct pylog__document *document, const char *section,
                                               const char *key, bool interpolate);

#pragma GCC visibility pop

#endif
