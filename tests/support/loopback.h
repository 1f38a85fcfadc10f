/* Peers for network handlers, in a thread of the test itself, on loopback: they keep what they are sent, and
 * can be told to behave badly. */
#ifndef SUPPORT_LOOPBACK_H
#define SUPPORT_LOOPBACK_H

#include <stdbool.h>
#include <stddef.h>

enum loopback_kind {
    LOOPBACK_TCP,
    LOOPBACK_TCP6,
    LOOPBACK_UDP,
    LOOPBACK_UDP6,
    LOOPBACK_UNIX_STREAM,
    LOOPBACK_UNIX_DATAGRAM
};

/* Zeroes: a peer that takes everything. */
struct loopback_manners {
    bool deaf;             /* accepts, and reads nothing */
    bool chatty;           /* sends garbage for whatever it gets, and when it accepts */
    size_t hangs_up_after; /* so many bytes of a connection have come: it is closed; 0: never */
    int port;              /* to listen on; 0: any */
};

/* Listening when it returns; Unix sockets are in the current directory. NULL: the system has no such sockets
 * (IPv6, say), or the port is taken. */
struct loopback *loopback_start(enum loopback_kind kind, const struct loopback_manners *manners);
/* Closes everything; a Unix socket's file goes, too. NULL: nothing. */
void loopback_stop(struct loopback *peer);

/* What a handler is given: 127.0.0.1, ::1 or a path; and the port, or PYLOG_UNIX. */
const char *loopback_host(const struct loopback *peer);
int loopback_port(const struct loopback *peer);

/* Wait, ten seconds at the most, until so many bytes have come; false if they have not. */
bool loopback_wait_for_bytes(struct loopback *peer, size_t bytes);
/* Likewise, for messages: datagrams, or for streams what begins with its length in four bytes. */
bool loopback_wait_for_messages(struct loopback *peer, size_t messages);
bool loopback_wait_for_connections(struct loopback *peer, size_t connections);
/* A copy of all that has come, with a NUL after it, to be freed. */
char *loopback_take(struct loopback *peer, size_t *length);
/* The last datagram, likewise. */
char *loopback_take_last(struct loopback *peer, size_t *length);
/* Close the connections, and go on listening. */
void loopback_hang_up(struct loopback *peer);

/* A port on 127.0.0.1 that nobody listens on at present. */
int loopback_unused_port(void);

/* A client's connection, with a limit on waiting (SO_RCVTIMEO): wait until the server has closed it, and close it. False:
 * it has not done so in time. */
bool client_wait_for_end(int connection);

/* Connect to this port of 127.0.0.1, send the length of the text in four bytes and the text, as clients of
 * pylog_listen do, and wait until the server has closed the connection. False: something went wrong. */
bool client_configure(int port, const char *text);

/* The `msg` of each pickled record after its length, one a line, to be freed; what is no complete record ends
 * it. */
char *messages_of_pickles(const char *bytes, size_t length);

#endif
