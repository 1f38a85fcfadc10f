/* Connecting, sending and receiving with a deadline. */
#include "connection.h"

#include "../base/error.h"

double pylog__seconds_left(int64_t deadline) {
    if (deadline == INT64_MAX)
        return PYLOG_FOREVER;
    int64_t left = deadline - pylog__port_monotonic();
    return left > 0 ? (double)left / 1e9 : PYLOG_NO_WAIT;
}

bool pylog__connection_is_open(const struct pylog__connection *connection) {
    return connection->custom || connection->socket != PYLOG__NO_SOCKET;
}

/* ---- Opening --------------------------------------------------------------------------------- */

static int fail_connecting(const struct pylog__addresses *found) {
    int error = errno;
    if (found->text)
        return pylog__fail_as("socket.gaierror", error, "[Errno %d] %s", found->code, found->text);
    return pylog__fail_os(error, NULL);
}

static int find_addresses(const struct pylog__peer *peer, int64_t deadline, struct pylog__addresses *out) {
    if (peer->port != PYLOG_UNIX)
        return pylog__net_resolve(peer->host, peer->port, peer->kind, deadline, out) ? fail_connecting(out) : 0;
    if (pylog__net_unix_address(peer->host, &out->list[0]))
        return pylog__fail_os(errno, peer->host);
    out->count = 1;
    return 0;
}

static void put_ipv4_first(struct pylog__addresses *found) {
    for (size_t i = 1; i < found->count && !pylog__net_is_ipv4(&found->list[0]); i++) {
        struct pylog__address former = found->list[0];
        found->list[0] = found->list[i];
        found->list[i] = former;
    }
}

/* Its share of the time for the first of so many. */
static int64_t share(int64_t deadline, size_t many) {
    if (deadline == INT64_MAX || many <= 1)
        return deadline;
    int64_t now = pylog__port_monotonic();
    return now + (deadline - now) / (int64_t)many;
}

enum { SECOND_OF_CONNECTIONS = 1000000000 };

static void take_socket(struct pylog__connection *connection, pylog__socket opened) {
    struct pylog__identity identity;
    pylog__port_identify(opened, &identity);
    pylog__port_hold_forks();
    connection->socket = opened;
    connection->is = identity;
    pylog__port_let_fork();
    connection->look_at = pylog__port_monotonic() + SECOND_OF_CONNECTIONS;
}

static int open_socket(struct pylog__connection *connection, const struct pylog__peer *peer,
                       int64_t deadline) {
    struct pylog__addresses found;
    if (find_addresses(peer, deadline, &found))
        return PYLOG__NO_ADDRESS;
    if (peer->ipv4_first)
        put_ipv4_first(&found);
    for (size_t i = 0; i < found.count; i++) {
        const pylog__socket opened =
            pylog__net_connect(&found.list[i], peer->kind, share(deadline, found.count - i));
        if (opened == PYLOG__NO_SOCKET)
            continue;
        take_socket(connection, opened);
        return 0;
    }
    return pylog__fail_os(errno, NULL);
}

int pylog__connection_open(struct pylog__connection *connection, const struct pylog__peer *peer,
                           int64_t deadline) {
    const struct pylog_transport *transport = connection->transport;
    if (!transport)
        return open_socket(connection, peer, deadline);
    errno = 0;
    connection->custom =
        transport->connect(peer->host, peer->port, pylog__seconds_left(deadline), transport->data);
    if (connection->custom)
        return 0;
    return pylog__fail_os(errno ? errno : EIO, NULL);
}

/* ---- Using ----------------------------------------------------------------------------------- */

/* A transport that gives no reason, or takes nothing, has failed. */
static ptrdiff_t checked(ptrdiff_t result) {
    if (result < 0 && !errno)
        errno = EIO;
    return result;
}

static ptrdiff_t send_some(struct pylog__connection *connection, const char *bytes, size_t length,
                           int64_t deadline) {
    if (!connection->transport)
        return pylog__net_send(connection->socket, bytes, length, deadline);
    errno = 0;
    ptrdiff_t taken =
        connection->transport->send(connection->custom, bytes, length, pylog__seconds_left(deadline));
    return checked(taken > 0 ? taken : -1);
}

int pylog__connection_send(struct pylog__connection *connection, const char *bytes, size_t length,
                           int64_t deadline) {
    while (length) {
        ptrdiff_t taken = send_some(connection, bytes, length, deadline);
        if (taken < 0)
            return -1;
        bytes += taken;
        length -= (size_t)taken;
    }
    return 0;
}

ptrdiff_t pylog__connection_receive(struct pylog__connection *connection, void *bytes, size_t size,
                                    int64_t deadline) {
    const struct pylog_transport *transport = connection->transport;
    if (!transport)
        return pylog__net_receive(connection->socket, bytes, size, deadline);
    if (!transport->recv) {
        errno = ETIMEDOUT;
        return -1;
    }
    errno = 0;
    return checked(transport->recv(connection->custom, bytes, size, pylog__seconds_left(deadline)));
}

bool pylog__connection_discard(struct pylog__connection *connection) {
    enum { MOST_AT_ONCE = 16 };
    char unwanted[1024];
    for (int i = 0; i < MOST_AT_ONCE; i++) {
        ptrdiff_t came = pylog__connection_receive(connection, unwanted, sizeof unwanted, 0);
        if (came <= 0)
            return came < 0 && errno == ETIMEDOUT;
    }
    return true;
}

/* ---- Closing --------------------------------------------------------------------------------- */

/* It is forgotten first, so that a child of a fork in between does not close it a second time. */
void pylog__connection_close(struct pylog__connection *connection) {
    void *custom = connection->custom;
    int error = errno;
    connection->custom = NULL;
    const pylog__socket closing = pylog__port_place(&connection->socket, PYLOG__NO_SOCKET);
    if (custom)
        connection->transport->close(custom);
    if (closing != PYLOG__NO_SOCKET && pylog__port_is_same(closing, &connection->is))
        pylog__net_close(closing);
    errno = error;
}

bool pylog__connection_is_lost(struct pylog__connection *connection) {
    if (connection->socket == PYLOG__NO_SOCKET)
        return false;
    const int64_t now = pylog__port_monotonic();
    if (now < connection->look_at)
        return false;
    connection->look_at = now + SECOND_OF_CONNECTIONS;
    if (pylog__port_is_same(connection->socket, &connection->is))
        return false;
    pylog__port_place(&connection->socket, PYLOG__NO_SOCKET);
    return true;
}

/* Closing the child's descriptor says nothing to the peer; what a transport says, we cannot know. */
void pylog__connection_abandon(struct pylog__connection *connection) {
    if (connection->custom) {
        if (connection->transport->abandon)
            connection->transport->abandon(connection->custom);
        connection->custom = NULL;
    }
    pylog__connection_close(connection);
}
