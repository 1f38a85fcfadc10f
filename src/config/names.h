/* What dotted names in a text mean: factories and streams that the program has registered, and constants of
 * Python's modules. */
#ifndef PYLOG_CONFIG_NAMES_H
#define PYLOG_CONFIG_NAMES_H

#include <pylog/config.h>

#pragma GCC visibility push(hidden)

enum pylog__class_kind {
    PYLOG__FORMATTER_CLASS,
    PYLOG__FILTER_CLASS,
    PYLOG__HANDLER_CLASS,
    PYLOG__QUEUE_CLASS /* which nobody registers */
};

struct pylog__factory {
    union {
        pylog_formatter_factory *formatter;
        pylog_filter_factory *filter;
        pylog_handler_factory *handler;
        FILE *stream;
        pylog_namer *namer;
        pylog_rotator *rotator;
    } is;
    void *data;
};

/* The registered factory of that name; false if there is none. */
bool pylog__find_factory(enum pylog__class_kind kind, const char *name, struct pylog__factory *out);

/* sys.stdout, sys.stderr, or a registered stream; NULL if there is none of that name. */
FILE *pylog__find_stream(const char *name);

/* A registered namer or rotator; false if there is none of that name. */
bool pylog__find_namer(const char *name, struct pylog__factory *out);
bool pylog__find_rotator(const char *name, struct pylog__factory *out);

/* A number that Python's modules have under that name ("logging.INFO", "socket.SOCK_STREAM", ...). */
bool pylog__find_constant(const char *name, int *out);

/* Does the name begin with one of Python's modules that are known here? */
bool pylog__is_in_python(const char *name);

/* ValueError: Cannot resolve 'x': No module named 'x'; and that pylog_config_register_WHAT makes it known, unless
 * `what` is NULL. Returns -1. */
int pylog__fail_unresolved(const char *name, const char *what);

/* Has nobody asked this for that name before? After a hundred names that is no longer known: false. */
bool pylog__first_time(const char *name);

void pylog__names_reset(void); /* for tests: nothing is registered */

#pragma GCC visibility pop

#endif
