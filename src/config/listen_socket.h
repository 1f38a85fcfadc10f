/* The socket at which configurations are listened for, and who may connect to it. */
#ifndef PYLOG_CONFIG_LISTEN_SOCKET_H
#define PYLOG_CONFIG_LISTEN_SOCKET_H

#include "../port/net.h"
#include <pylog/config.h>

#pragma GCC visibility push(hidden)

struct pylog__listen_socket {
    pylog__socket socket;      /* PYLOG__NO_SOCKET: it is closed */
    struct pylog__identity is; /* the open socket */
    struct pylog__address address;
    char *path;                     /* of a Unix socket, absolute; NULL: it is TCP */
    struct pylog__file_status file; /* what was made there */
    bool any_user, verified;        /* nobody is asked who he is; what he sends is looked at by the program */
};

/* Open it as pylog_listen says: the port, 0 for a Unix socket, or -1 with the error set. */
int pylog__listen_socket_open(struct pylog__listen_socket *out, int port,
                              const struct pylog_listen_options *options);
/* Closes it, and removes its file if it is still that. In a child of fork the file is the parent's: `forked`.
 */
void pylog__listen_socket_close(struct pylog__listen_socket *listening, bool forked);

/* Have whoever waits for a client wake up. */
void pylog__listen_socket_wake(const struct pylog__address *address);
/* May this client configure? TRUSTED, STRANGER, or GONE: for all that is known he may not. Over TCP clients
 * of Python's close without waiting for an answer, and then the system has forgotten them: for root that is
 * not good enough. */
enum pylog__net_peer pylog__listen_socket_ask(const struct pylog__listen_socket *listening,
                                              pylog__socket accepted);

#pragma GCC visibility pop

#endif
