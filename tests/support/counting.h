/* Handlers that count what comes to them, and what comes too late, while configurations change. */
#ifndef SUPPORT_COUNTING_H
#define SUPPORT_COUNTING_H

#include <pylog.h>
#include <stdatomic.h>

/* Of all of them together. */
struct counted {
    atomic_size_t handled, late; /* records; late: after the handler was closed */
    atomic_size_t closed, destroyed;
};
extern struct counted counted;

/* The data of such a handler. */
struct counting {
    atomic_bool closed;
};

pylog_handler *counting_new(void);
/* For other handlers with such data, in malloc's memory. */
void counting_close(pylog_handler *handler);
void counting_destroy(void *data);

#endif
