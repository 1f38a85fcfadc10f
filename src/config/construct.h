/* Making formatters, filters and handlers: a configuration names a class or factory, and gives arguments under Python's
 * names. The classes stand in tables: see classes.c. */
#ifndef PYLOG_CONFIG_CONSTRUCT_H
#define PYLOG_CONFIG_CONSTRUCT_H

#include "names.h"
#include "reader.h"

#pragma GCC visibility push(hidden)

/* How an argument is read, and which type its member has in the class's structure of options. */
enum pylog__parameter_kind {
    PYLOG__PARAMETER_BOOL,   /* bool: Python's bool(value) */
    PYLOG__PARAMETER_NOT,    /* bool: not bool(value) */
    PYLOG__PARAMETER_INT,    /* int */
    PYLOG__PARAMETER_SIZE,   /* size_t */
    PYLOG__PARAMETER_COUNT,  /* uint64_t */
    PYLOG__PARAMETER_FLOAT,  /* double */
    PYLOG__PARAMETER_STRING, /* const char * */
    PYLOG__PARAMETER_LEVEL,  /* int: a level or its name */
    PYLOG__PARAMETER_STREAM, /* FILE * */
    PYLOG__PARAMETER_READ,   /* the parameter's function reads it */
    PYLOG__PARAMETER_FOREIGN /* ignored here: other code reads it */
};

struct pylog__parameter {
    const char *name;
    enum pylog__parameter_kind kind;
    unsigned short offset; /* in the structure */
    unsigned flags;
    int (*read)(struct pylog__reader *reader, const struct pylog__node_value *value, void *argument);
};

enum {
    PYLOG__REQUIRED = 1,
    PYLOG__ATTRIBUTE = 2, /* it is an attribute, not an argument */
    PYLOG__KEYWORD = 4,   /* cannot be given by position */
    PYLOG__OR_NONE = 8    /* None is NULL, or 0 */
};

/* How to open a handler's file. `make` leaves it closed. */
struct pylog__opening {
    bool at_once; /* false: with the first record */
    bool truncates;
    bool makes_directories;
    bool no_follow;
    unsigned permissions, directory_permissions;
};

struct pylog__class {
    enum pylog__class_kind kind;
    const char *name;                          /* "logging.handlers.RotatingFileHandler" */
    const char *owner;                         /* of the __init__ that complains: "RotatingFileHandler" */
    const struct pylog__parameter *parameters; /* in Python's order; the last one has no name */
    size_t size;                               /* of the structure */
    const void *defaults;                      /* how it begins; NULL: zeroed */
    void *(*make)(const void *arguments);      /* the object, counted; NULL with the error set */
    struct pylog__opening (*opening)(const void *arguments); /* NULL: no file */
};
extern const struct pylog__class *const pylog__classes[]; /* NULL-terminated */

/* A request to make an object, as the configuration has it. */
struct pylog__call {
    const char *class;                          /* a dotted name; NULL: the class by default */
    const struct pylog__node_value *positional; /* a list or tuple; NULL: none */
    const struct pylog__node_value *keywords;   /* a dict; NULL: none */
    const struct pylog__node_value *attributes; /* to be set afterwards: a dict; NULL: none */
};

/* The same request, resolved and checked. */
struct pylog__construction {
    const struct pylog__class *class; /* NULL: by a factory */
    void *arguments;                  /* the structure of the class */
    enum pylog__class_kind kind;
    struct pylog__factory factory;
    struct pylog_field *kwargs; /* for the factory. The last field, without a key, says which is the first attribute.
                                 * Behind it stand the kinds of all fields, a byte each */
};

/* Find the class or factory, and read its arguments. 0, or -1 with the error set. */
int pylog__construction_read(struct pylog__reader *reader, enum pylog__class_kind kind,
                             const struct pylog__call *call, struct pylog__construction *out);

/* The class of this name, NULL if there is none; and a name without the ext:// before it. */
const struct pylog__class *pylog__find_class(const struct pylog__reader *reader, const char *name);
const char *pylog__without_ext(const char *name);

/* Make it: a pylog_formatter, pylog_filter or pylog_handler, counted; NULL with the error set. */
void *pylog__construct(const struct pylog__construction *construction);

/* ---- For the `read` of parameters ------------------------------------------------------------ */

int pylog__read_int(const struct pylog__node_value *value, int *out);
int pylog__read_real(const struct pylog__node_value *value, double *out);
int pylog__read_string(struct pylog__reader *reader, const struct pylog__node_value *value, const char **out);
/* Read a value as a field. Lists and dicts become JSON. */
int pylog__read_field(struct pylog__reader *reader, const char *key, const struct pylog__node_value *value,
                      struct pylog_field *out);

#pragma GCC visibility pop

#endif
