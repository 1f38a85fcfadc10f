/* The classes, and how arguments are read that are more than a number or a string. */
#ifndef PYLOG_CONFIG_CLASSES_H
#define PYLOG_CONFIG_CLASSES_H

#include "construct.h"
#include <pylog/handlers.h>

#pragma GCC visibility push(hidden)

extern const struct pylog__class pylog__memory_class, pylog__queue_handler_class, pylog__file_class,
    pylog__watched_file_class, pylog__rotating_file_class, pylog__timed_rotating_file_class,
    pylog__socket_class, pylog__datagram_class, pylog__syslog_class, pylog__smtp_class, pylog__http_class,
    pylog__nt_event_log_class;

struct pylog__host_port {
    const char *host; /* NULL: the default */
    int port;         /* 0: the default; PYLOG_UNIX: host is a path */
};
struct pylog__rotation_hooks {
    pylog_namer *namer;     /* NULL: none */
    pylog_rotator *rotator; /* NULL: none */
    void *namer_data, *rotator_data;
};
struct pylog__credentials {
    const char *username, *password; /* NULL: none */
};

/* Each reads a value into the member of the type that is said; 0, or -1 with the error set. */
typedef int pylog__read(struct pylog__reader *reader, const struct pylog__node_value *value, void *member);

pylog__read pylog__read_style;          /* char: %, { or $ */
pylog__read pylog__read_defaults;       /* const struct pylog_field *: a dict */
pylog__read pylog__read_string_or_none; /* const char *: None is NULL */
pylog__read pylog__read_converter;      /* enum pylog_converter: ext://time.gmtime */
pylog__read pylog__read_flush_level;    /* int: a level, in which 0 is not the default */
pylog__read pylog__read_overflow;       /* enum pylog_overflow: "drop_newest" */
pylog__read pylog__read_timeout;        /* double: as for Python's sockets, None is PYLOG_FOREVER */
pylog__read pylog__read_clock;          /* enum pylog_clock: "tsc" */
pylog__read pylog__read_interval;       /* int: likewise */
pylog__read pylog__read_permissions;    /* unsigned: 0o600, or "0600" */
pylog__read pylog__read_time_of_day;    /* struct pylog_time_of_day: "02:30" */
pylog__read pylog__read_namer;          /* struct pylog__rotation_hooks: ext://, or none */
pylog__read pylog__read_rotator;        /* likewise */
pylog__read pylog__read_port;           /* int: None is PYLOG_UNIX */
pylog__read pylog__read_syslog_address; /* struct pylog__address: a path, or host and port */
pylog__read pylog__read_mailhost;       /* struct pylog__address: a host, or host and port */
pylog__read pylog__read_facility;       /* an int of <syslog.h>: a name, or Python's number */
pylog__read pylog__read_socktype;       /* enum pylog_socktype: Python's number */
pylog__read pylog__read_addresses;      /* const char *const *: a list, or one */
pylog__read pylog__read_credentials;    /* struct pylog__credentials: a pair; anything else is none */
pylog__read pylog__read_secure;         /* bool: anything but false is true, () as well */

#pragma GCC visibility pop

#endif
