/* A server in a thread of the test itself, on 127.0.0.1, that speaks by a script: what it says when it
 * accepts, and what it answers to which request. It keeps all that it is sent. */
#ifndef SUPPORT_SCRIPTED_PEER_H
#define SUPPORT_SCRIPTED_PEER_H

#include <stddef.h>

/* When the bytes of a connection since the last answer end with `after`, it says `say`. */
struct script_step {
    const char *after; /* "": at once */
    const char *say;   /* NULL: it says nothing, and closes the connection */
    size_t length;     /* of `say`; 0: up to its NUL */
};

/* Each connection goes through the steps, which end with `after` NULL; then the peer only reads until the
 * other end closes. `port` 0: any. */
struct scripted_peer *scripted_peer_start(const struct script_step *steps, int port);
void scripted_peer_stop(struct scripted_peer *peer);
int scripted_peer_port(const struct scripted_peer *peer);
/* Wait, ten seconds at the most, until so many connections have ended; all bytes that came, to be freed. */
char *scripted_peer_take(struct scripted_peer *peer, size_t connections);

#endif
