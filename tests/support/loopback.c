/* A server on loopback: one thread that polls a listening socket and its connections. */
#define _GNU_SOURCE

#include "loopback.h"

#include "parallel.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pylog/handlers.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 32, PIECE = 65536 };

struct connection {
    int socket; /* below 0: none */
    size_t bytes;
};

struct loopback {
    enum loopback_kind kind;
    struct loopback_manners manners;
    char host[64];
    int port, listener;
    int wake[2]; /* a pipe: stop, or look again */
    pthread_t thread;

    pthread_mutex_t mutex; /* of all that follows */
    pthread_cond_t changed;
    struct connection connections[MOST_CONNECTIONS];
    size_t accepted;
    char *bytes;
    size_t length, last; /* where the last datagram begins */
    size_t datagrams;
    bool stopping;
};

static bool is_stream(const struct loopback *peer) {
    return peer->kind == LOOPBACK_TCP || peer->kind == LOOPBACK_TCP6 || peer->kind == LOOPBACK_UNIX_STREAM;
}

static bool is_unix(const struct loopback *peer) {
    return peer->kind == LOOPBACK_UNIX_STREAM || peer->kind == LOOPBACK_UNIX_DATAGRAM;
}

/* ---- The thread: all of it with the mutex held ------------------------------------------------ */

static void keep(struct loopback *peer, const char *bytes, size_t length) {
    char *grown = realloc(peer->bytes, peer->length + length + 1);
    if (!grown)
        abort();
    peer->bytes = grown;
    memcpy(peer->bytes + peer->length, bytes, length);
    peer->last = peer->length;
    peer->length += length;
    peer->bytes[peer->length] = '\0';
}

static void chat(const struct loopback *peer, int socket) {
    static const char garbage[] = "\0\xff\x80 garbage \r\n";
    if (peer->manners.chatty && send(socket, garbage, sizeof garbage, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        errno = 0;
}

static void hang_up(struct connection *connection) {
    close(connection->socket);
    connection->socket = -1;
}

static void accept_one(struct loopback *peer) {
    int socket = accept4(peer->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    for (size_t i = 0; socket >= 0 && i < MOST_CONNECTIONS; i++) {
        if (peer->connections[i].socket >= 0)
            continue;
        peer->connections[i] = (struct connection){ .socket = socket };
        peer->accepted++;
        chat(peer, socket);
        return;
    }
}

static void read_stream(struct loopback *peer, struct connection *connection) {
    char piece[PIECE];
    size_t most = sizeof piece, limit = peer->manners.hangs_up_after;
    if (limit && limit - connection->bytes < most)
        most = limit - connection->bytes;
    ptrdiff_t came = recv(connection->socket, piece, most, 0);
    if (came < 0 && errno == EAGAIN)
        return;
    if (came > 0) {
        keep(peer, piece, (size_t)came);
        connection->bytes += (size_t)came;
        chat(peer, connection->socket);
    }
    if (came <= 0 || (limit && connection->bytes >= limit))
        hang_up(connection);
}

static void read_datagram(struct loopback *peer) {
    char piece[PIECE];
    ptrdiff_t came = recv(peer->listener, piece, sizeof piece, MSG_DONTWAIT);
    if (came < 0)
        return;
    keep(peer, piece, (size_t)came);
    peer->datagrams++;
}

static size_t list_sockets(struct loopback *peer, struct pollfd *out, struct connection **owners) {
    size_t count = 0;
    out[count++] = (struct pollfd){ .fd = peer->wake[0], .events = POLLIN };
    if (is_stream(peer) || !peer->manners.deaf)
        out[count++] = (struct pollfd){ .fd = peer->listener, .events = POLLIN };
    for (size_t i = 0; i < MOST_CONNECTIONS && !peer->manners.deaf; i++) {
        if (peer->connections[i].socket < 0)
            continue;
        owners[count] = &peer->connections[i];
        out[count++] = (struct pollfd){ .fd = peer->connections[i].socket, .events = POLLIN };
    }
    return count;
}

static void serve(struct loopback *peer, struct pollfd *sockets, size_t count, struct connection **owners) {
    char unused[16];
    for (size_t i = 0; i < count; i++) {
        if (!sockets[i].revents)
            continue;
        if (sockets[i].fd == peer->wake[0] && read(peer->wake[0], unused, sizeof unused) > 0)
            continue;
        if (sockets[i].fd == peer->listener && is_stream(peer))
            accept_one(peer);
        else if (sockets[i].fd == peer->listener)
            read_datagram(peer);
        else if (owners[i]->socket == sockets[i].fd)
            read_stream(peer, owners[i]);
    }
    pthread_cond_broadcast(&peer->changed);
}

static void *run(void *data) {
    struct loopback *peer = data;
    struct pollfd sockets[MOST_CONNECTIONS + 2];
    struct connection *owners[MOST_CONNECTIONS + 2];
    pthread_mutex_lock(&peer->mutex);
    while (!peer->stopping) {
        size_t count = list_sockets(peer, sockets, owners);
        pthread_mutex_unlock(&peer->mutex);
        poll(sockets, count, -1);
        pthread_mutex_lock(&peer->mutex);
        if (!peer->stopping)
            serve(peer, sockets, count, owners);
    }
    pthread_mutex_unlock(&peer->mutex);
    return NULL;
}

/* ---- Starting and stopping -------------------------------------------------------------------- */

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un local;
};

static socklen_t set_address(struct loopback *peer, union address *out) {
    static unsigned number;
    memset(out, 0, sizeof *out);
    if (is_unix(peer)) {
        out->local.sun_family = AF_UNIX;
        if (peer->manners.port)
            snprintf(peer->host, sizeof peer->host, "peer-%d.sock", peer->manners.port);
        else
            snprintf(peer->host, sizeof peer->host, "peer-%d-%u.sock", (int)getpid(), number++);
        strcpy(out->local.sun_path, peer->host);
        unlink(peer->host);
        return sizeof out->local;
    }
    if (peer->kind == LOOPBACK_TCP6 || peer->kind == LOOPBACK_UDP6) {
        strcpy(peer->host, "::1");
        out->v6 = (struct sockaddr_in6){ .sin6_family = AF_INET6,
                                         .sin6_port = htons((uint16_t)peer->manners.port),
                                         .sin6_addr = IN6ADDR_LOOPBACK_INIT };
        return sizeof out->v6;
    }
    strcpy(peer->host, "127.0.0.1");
    out->v4 = (struct sockaddr_in){ .sin_family = AF_INET,
                                    .sin_port = htons((uint16_t)peer->manners.port),
                                    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    return sizeof out->v4;
}

static bool listen_on(struct loopback *peer) {
    union address address;
    const int on = 1;
    socklen_t length = set_address(peer, &address);
    peer->listener =
        socket(address.any.sa_family, (is_stream(peer) ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC, 0);
    if (peer->listener < 0)
        return false;
    if (!is_unix(peer))
        setsockopt(peer->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(peer->listener, &address.any, length) != 0 ||
        (is_stream(peer) && listen(peer->listener, 16) != 0) ||
        getsockname(peer->listener, &address.any, &length) != 0) {
        close(peer->listener);
        return false;
    }
    peer->port = PYLOG_UNIX;
    if (!is_unix(peer))
        peer->port = ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
    return true;
}

struct loopback *loopback_start(enum loopback_kind kind, const struct loopback_manners *manners) {
    struct loopback *peer = calloc(1, sizeof *peer);
    if (!peer)
        abort();
    peer->kind = kind;
    if (manners)
        peer->manners = *manners;
    for (size_t i = 0; i < MOST_CONNECTIONS; i++)
        peer->connections[i].socket = -1;
    if (!listen_on(peer)) {
        free(peer);
        return NULL;
    }
    if (pipe2(peer->wake, O_CLOEXEC) != 0)
        abort();
    keep(peer, "", 0);
    pthread_mutex_init(&peer->mutex, NULL);
    pthread_cond_init(&peer->changed, NULL);
    peer->thread = start_thread(run, peer);
    return peer;
}

static void wake(struct loopback *peer) {
    if (write(peer->wake[1], "", 1) != 1)
        abort();
}

void loopback_hang_up(struct loopback *peer) {
    pthread_mutex_lock(&peer->mutex);
    for (size_t i = 0; i < MOST_CONNECTIONS; i++)
        if (peer->connections[i].socket >= 0)
            hang_up(&peer->connections[i]);
    pthread_mutex_unlock(&peer->mutex);
    wake(peer);
}

void loopback_stop(struct loopback *peer) {
    if (!peer)
        return;
    pthread_mutex_lock(&peer->mutex);
    peer->stopping = true;
    pthread_mutex_unlock(&peer->mutex);
    wake(peer);
    join_thread(peer->thread);
    for (size_t i = 0; i < MOST_CONNECTIONS; i++)
        if (peer->connections[i].socket >= 0)
            hang_up(&peer->connections[i]);
    close(peer->listener);
    close(peer->wake[0]);
    close(peer->wake[1]);
    if (is_unix(peer))
        unlink(peer->host);
    free(peer->bytes);
    free(peer);
}

/* ---- What the test asks ----------------------------------------------------------------------- */

const char *loopback_host(const struct loopback *peer) {
    return peer->host;
}

int loopback_port(const struct loopback *peer) {
    return peer->port;
}

static size_t bytes_of(const struct loopback *peer) {
    return peer->length;
}

static size_t connections_of(const struct loopback *peer) {
    return peer->accepted;
}

/* How many bytes a pickle after its length takes; 0 if it is not complete. */
static size_t frame_length(const char *bytes, size_t length) {
    if (length < 4)
        return 0;
    size_t pickle = 0;
    for (size_t i = 0; i < 4; i++)
        pickle = pickle << 8 | (unsigned char)bytes[i];
    return length - 4 < pickle ? 0 : pickle + 4;
}

static size_t messages_in(const struct loopback *peer) {
    if (!is_stream(peer))
        return peer->datagrams;
    size_t count = 0, at = 0, frame;
    for (; (frame = frame_length(peer->bytes + at, peer->length - at)) > 0; at += frame)
        count++;
    return count;
}

static bool wait_for(struct loopback *peer, size_t (*have)(const struct loopback *peer), size_t wanted) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 10;
    int result = 0;
    pthread_mutex_lock(&peer->mutex);
    while (have(peer) < wanted && result == 0)
        result = pthread_cond_timedwait(&peer->changed, &peer->mutex, &until);
    bool enough = have(peer) >= wanted;
    pthread_mutex_unlock(&peer->mutex);
    return enough;
}

bool loopback_wait_for_bytes(struct loopback *peer, size_t bytes) {
    return wait_for(peer, bytes_of, bytes);
}

bool loopback_wait_for_messages(struct loopback *peer, size_t messages) {
    return wait_for(peer, messages_in, messages);
}

bool loopback_wait_for_connections(struct loopback *peer, size_t connections) {
    return wait_for(peer, connections_of, connections);
}

static char *copy(struct loopback *peer, size_t from, size_t *length) {
    char *taken = malloc(peer->length - from + 1);
    if (!taken)
        abort();
    memcpy(taken, peer->bytes + from, peer->length - from + 1);
    if (length)
        *length = peer->length - from;
    return taken;
}

char *loopback_take(struct loopback *peer, size_t *length) {
    pthread_mutex_lock(&peer->mutex);
    char *taken = copy(peer, 0, length);
    pthread_mutex_unlock(&peer->mutex);
    return taken;
}

char *loopback_take_last(struct loopback *peer, size_t *length) {
    pthread_mutex_lock(&peer->mutex);
    char *taken = copy(peer, peer->last, length);
    pthread_mutex_unlock(&peer->mutex);
    return taken;
}

int loopback_unused_port(void) {
    struct loopback *peer = loopback_start(LOOPBACK_TCP, NULL);
    int port = peer ? peer->port : 0;
    loopback_stop(peer);
    return port;
}

char *messages_of_pickles(const char *bytes, size_t length) {
    static const char key[] = "X\3\0\0\0msgq";
    enum { KEY = sizeof key - 1, BEFORE_TEXT = KEY + 1 + 1 + 4 }; /* memo, X, length */
    char *out = calloc(1, length + 2), *end = out;
    size_t frame;
    if (!out)
        abort();
    for (; (frame = frame_length(bytes, length)) > 0; bytes += frame, length -= frame) {
        const char *found = memmem(bytes, frame, key, KEY);
        if (!found)
            break;
        const unsigned char *at = (const unsigned char *)found + KEY + 2;
        size_t text = (size_t)(at[0] | at[1] << 8 | at[2] << 16);
        memcpy(end, found + BEFORE_TEXT, text);
        end += text;
        *end++ = '\n';
    }
    return out;
}

bool client_configure(int port, const char *text) {
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    uint32_t head = htonl((uint32_t)strlen(text));
    char byte;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int made = socket(AF_INET, SOCK_STREAM, 0);
    bool applied = connect(made, (struct sockaddr *)&address, sizeof address) == 0 &&
                   send(made, &head, sizeof head, MSG_NOSIGNAL) == sizeof head &&
                   send(made, text, strlen(text), MSG_NOSIGNAL) == (ssize_t)strlen(text) &&
                   recv(made, &byte, 1, 0) == 0;
    close(made);
    return applied;
}

bool client_wait_for_end(int connection) {
    char byte;
    ssize_t got;
    do /* with a limit on waiting Linux does not go on by itself if another thread forks at the moment */
        got = recv(connection, &byte, 1, 0);
    while (got < 0 && errno == EINTR);
    const bool ended = got == 0 || errno == ECONNRESET;
    close(connection);
    return ended;
}
