/* What the tests of parsers share: the values that they make as text, and texts in memory of exactly their
 * size. */
#ifndef SUPPORT_NODES_H
#define SUPPORT_NODES_H

#include <syntax/node.h>

/* Python's repr, in malloc's memory. */
char *node_repr(const struct pylog__node_value *value);
/* `1:1 1:2`: line and column of each value, a container's before its items', in malloc's memory. */
char *node_places(const struct pylog__node_value *value);

/* A copy in a block of exactly that size (at least 1), so that a sanitizer sees who reads beyond it. */
char *exact_copy(const char *bytes, size_t length);

/* Call `run` with every allocation failing once, until none does: whenever one has failed it must have
 * returned false and left nothing behind, with errno ENOMEM. */
void expect_no_trace_without_memory(bool (*run)(void *data), void *data);

#endif
