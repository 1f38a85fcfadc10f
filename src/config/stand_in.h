/* What stands in the place of a class that nobody has registered, if the program wants that. */
#ifndef PYLOG_CONFIG_STAND_IN_H
#define PYLOG_CONFIG_STAND_IN_H

#include "construct.h"

#pragma GCC visibility push(hidden)

/* Will something else be made instead of that class, which is neither registered nor Python's? Its arguments are
 * not to be looked at then. */
bool pylog__stands_in(const struct pylog__reader *reader, enum pylog__class_kind kind, const char *name);

/* Write down what is made instead of a class of that name. 1; 0 if there is none: the name must be known. Or -1
 * without memory. */
int pylog__stand_in(struct pylog__reader *reader, enum pylog__class_kind kind, const char *name,
                    struct pylog__construction *out);

#pragma GCC visibility pop

#endif
