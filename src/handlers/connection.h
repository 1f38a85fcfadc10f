/* A connection to a peer: over a socket of the system, or over what a program has put in its place (struct
 * pylog_transport). One thread at a time. Deadlines as in port/net.h. */
#ifndef PYLOG_HANDLERS_CONNECTION_H
#define PYLOG_HANDLERS_CONNECTION_H

#include "../port/net.h"
#include <pylog/handlers.h>

#pragma GCC visibility push(hidden)

struct pylog__peer {
    const char *host; /* with PYLOG_UNIX the path of a socket */
    int port;
    enum pylog__net_kind kind;
    bool ipv4_first; /* Python's DatagramHandler knows no other */
};

struct pylog__connection {
    const struct pylog_transport *transport; /* NULL: sockets of the system */
    void *custom;                            /* the transport's; NULL: not open */
    pylog__socket socket;                    /* PYLOG__NO_SOCKET: not open */
    struct pylog__identity is;               /* the open socket */
    int64_t look_at;                         /* monotonic: whether the number is still that socket's */
};

#define PYLOG__NO_CONNECTION(transport)                                                                      \
    { (transport), NULL, PYLOG__NO_SOCKET, { 0, 0 }, 0 }

bool pylog__connection_is_open(const struct pylog__connection *connection);
/* Look up and connect; of several addresses each gets its share of the time. 0, or -1 with the error set;
 * PYLOG__NO_ADDRESS likewise, if there was no address to connect to. */
enum { PYLOG__NO_ADDRESS = -2 };
int pylog__connection_open(struct pylog__connection *connection, const struct pylog__peer *peer,
                           int64_t deadline);
/* Send everything; 0, or -1 with errno, when any part may have been sent. */
int pylog__connection_send(struct pylog__connection *connection, const char *bytes, size_t length,
                           int64_t deadline);
/* How many bytes have come; 0: the peer has ended the connection; -1 with errno. */
ptrdiff_t pylog__connection_receive(struct pylog__connection *connection, void *bytes, size_t size,
                                    int64_t deadline);
/* Throw away what has come, without waiting. False if the peer has ended the connection. */
bool pylog__connection_discard(struct pylog__connection *connection);
/* Others close descriptors that are not theirs, and the number is given to a file of the program's. Is the
 * socket still the one that was opened? Looked at once a second; if not, it is forgotten, and not closed. */
bool pylog__connection_is_lost(struct pylog__connection *connection);
/* Both also if it is not open. To abandon is to let go of what is the parent's, after fork. Keep errno. */
void pylog__connection_close(struct pylog__connection *connection);
void pylog__connection_abandon(struct pylog__connection *connection);

/* How long a log call may take, in seconds, unless it is told otherwise: to a socket, and to all else. */
#define PYLOG__SOCKET_SECONDS 1
#define PYLOG__PEER_SECONDS 5
/* The time that is left until then, as a time-out. */
double pylog__seconds_left(int64_t deadline);

#pragma GCC visibility pop

#endif
