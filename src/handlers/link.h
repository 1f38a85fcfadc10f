/* A peer that comes and goes, and the way of records to it: what the handlers for sockets and for syslog
 * share.
 *
 * A handler with a link has PYLOG_HANDLER_SHARED_WRITE: several threads prepare their records at once and
 * then enter the link, one at a time, waiting no longer than the time-out. That is the reason for a lock of
 * its own beside the handler's: the latter can be waited for, but not for a while only.
 *
 * What is done about a connection that fails while a record is sent: it is closed, made again at once, and
 * the record sent again, whole. If that fails, or takes too long, a pause begins in which nothing is tried.
 */
#ifndef PYLOG_HANDLERS_LINK_H
#define PYLOG_HANDLERS_LINK_H

#include "backoff.h"
#include "connection.h"
#include "pending.h"

#pragma GCC visibility push(hidden)

struct pylog__link {
    /* The handler's settings; changed with its lock held exclusively. */
    struct pylog__peer peer; /* the host is the link's own */
    bool or_stream;          /* a Unix socket that takes no datagrams: connect to it as a stream */
    bool reports;            /* what cannot be sent is an error; otherwise it is dropped and counted */
    bool pauses;             /* after an attempt to connect that failed, and not after time-outs alone */
    bool close_on_error;     /* instead of reporting it, if there is a connection */
    double timeout;          /* of a log call, in seconds; never 0 */
    struct pylog_transport transport; /* used if its `connect` is set */

    /* Whoever has entered the link: */
    struct pylog__backoff backoff;
    struct pylog__connection connection;
    struct pylog__pending pending;
    bool connected; /* has been once */
    bool torn;      /* a transport has not returned: what has been sent may have no end */
    bool refuses;   /* nobody listens at the UDP peer's port: that has been told */
    unsigned refusals_told;
    int64_t next_refusal_told; /* not before that, on the monotonic clock */

    struct pylog__mutex mutex; /* of what follows; held for moments */
    struct pylog__condition left;
    bool busy;
    unsigned waiting; /* threads */
    uint64_t owner;   /* the mark of the thread that has entered */
};

/* The host is copied; settings are Python's for SocketHandler. 0, or -1 with EINVAL (no host, a port that is
 * none) or ENOMEM; there is nothing to release then. */
int pylog__link_init(struct pylog__link *link, const char *host, int port, enum pylog__net_kind kind);
void pylog__link_release(struct pylog__link *link);

/* Connect now, as the result of pylog__connection_open. Before any other thread knows the handler. */
int pylog__link_connect(struct pylog__link *link);

/* Send a record: the handler's write or emit, which returns what this returns. */
int pylog__link_send(pylog_handler *handler, struct pylog__link *link, const char *bytes, size_t length);
/* The record could not be made, errno says why: what its write or emit returns. */
int pylog__link_fail(pylog_handler *handler, struct pylog__link *link);
/* The handler's flush and close: with its lock held exclusively. */
int pylog__link_flush(pylog_handler *handler, struct pylog__link *link);
void pylog__link_close(pylog_handler *handler, struct pylog__link *link);
/* The handler's after_fork and after_unwinding. */
void pylog__link_after_fork(struct pylog__link *link);
void pylog__link_after_unwinding(struct pylog__link *link);
/* Is the calling thread within the link? Then it is a transport that logs. */
bool pylog__link_is_mine(struct pylog__link *link);

#pragma GCC visibility pop

#endif
