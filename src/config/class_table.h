/* How the classes that a text can name are written down.
 *
 * A class has a structure that the arguments are read into; parameters stand in Python's order, so that they
 * can be given by position; those that are Python's attributes, or C's alone, are marked so. */
#ifndef PYLOG_CONFIG_CLASS_TABLE_H
#define PYLOG_CONFIG_CLASS_TABLE_H

#include "classes.h"

#define MEMBER(structure, member) (unsigned short)offsetof(struct structure, member)

#define ARGUMENT(name, kind, structure, member, flags)                                                       \
    { name, PYLOG__PARAMETER_##kind, MEMBER(structure, member), flags, NULL }
#define READ(name, function, structure, member, flags)                                                       \
    { name, PYLOG__PARAMETER_READ, MEMBER(structure, member), flags, function }
#define FOREIGN(name, flags)                                                                                 \
    { name, PYLOG__PARAMETER_FOREIGN, 0, flags, NULL }
#define END                                                                                                  \
    { NULL, PYLOG__PARAMETER_FOREIGN, 0, 0, NULL }

enum {
    REQUIRED = PYLOG__REQUIRED,
    ATTRIBUTE = PYLOG__ATTRIBUTE,
    KEYWORD = PYLOG__KEYWORD,
    OR_NONE = PYLOG__OR_NONE
};

/* What comes of it, unless setting it up has failed. */
static inline pylog_handler *pylog__finish_handler(pylog_handler *handler, int result) {
    if (result == 0)
        return handler;
    pylog_handler_unref(handler);
    return NULL;
}

static inline pylog_handler *pylog__with_terminator(pylog_handler *handler, const char *terminator) {
    if (!handler || !terminator)
        return handler;
    return pylog__finish_handler(handler, pylog_handler_set_terminator(handler, terminator));
}

#endif
