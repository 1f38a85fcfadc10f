/* OpenSSL between a handler and a socket. TLS works in memory here, and the socket is ours: so there are
 * time-outs, and no SIGPIPE. */
#define _GNU_SOURCE

#include "openssl_transport.h"

#include <fcntl.h>
#include <netdb.h>
#include <openssl/err.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

struct connection {
    int socket;
    SSL *ssl;      /* NULL: plain so far */
    BIO *in, *out; /* what came from the socket, and what is to go there; the SSL's */
    SSL_CTX *context;
    double timeout; /* of connecting; start_tls has the same */
};

/* ---- Time ------------------------------------------------------------------------------------ */

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* When a time-out ends: PYLOG_FOREVER is long enough for never, and PYLOG_NO_WAIT is over already. */
static double end_of(double timeout) {
    return now() + timeout;
}

static int wait_for(int socket, short events, double end) {
    double left = end - now();
    struct pollfd one = { .fd = socket, .events = events };
    int result = left <= 0 ? 0 : poll(&one, 1, left > 1e6 ? -1 : (int)(left * 1000) + 1);
    if (result == 0)
        errno = ETIMEDOUT;
    return result > 0 || (result < 0 && errno == EINTR) ? 0 : -1;
}

/* ---- The socket ------------------------------------------------------------------------------ */

static ptrdiff_t socket_send(int socket, const void *bytes, size_t length, double end) {
    for (;;) {
        ptrdiff_t taken = send(socket, bytes, length, MSG_NOSIGNAL);
        if (taken >= 0 || errno != EAGAIN || wait_for(socket, POLLOUT, end) != 0)
            return taken;
    }
}

static ptrdiff_t socket_receive(int socket, void *bytes, size_t size, double end) {
    for (;;) {
        ptrdiff_t came = recv(socket, bytes, size, 0);
        if (came >= 0 || errno != EAGAIN || wait_for(socket, POLLIN, end) != 0)
            return came;
    }
}

static int connect_one(const struct addrinfo *address, double end) {
    int error = 0, made = socket(address->ai_family, address->ai_socktype, address->ai_protocol);
    socklen_t size = sizeof error;
    if (made < 0)
        return -1;
    fcntl(made, F_SETFD, FD_CLOEXEC);
    fcntl(made, F_SETFL, fcntl(made, F_GETFL) | O_NONBLOCK);
    if (connect(made, address->ai_addr, address->ai_addrlen) == 0)
        return made;
    if (errno == EINPROGRESS && wait_for(made, POLLOUT, end) == 0 &&
        getsockopt(made, SOL_SOCKET, SO_ERROR, &error, &size) == 0) {
        errno = error;
        if (!error)
            return made;
    }
    error = errno;
    close(made);
    errno = error;
    return -1;
}

static int connect_socket(const char *host, int port, double end) {
    const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
    struct addrinfo *found;
    char service[16];
    int made = -1;
    snprintf(service, sizeof service, "%d", port);
    errno = EHOSTUNREACH;
    if (getaddrinfo(host, service, &hints, &found) != 0)
        return -1;
    for (struct addrinfo *at = found; at && made < 0; at = at->ai_next)
        made = connect_one(at, end);
    freeaddrinfo(found);
    return made;
}

/* ---- TLS ------------------------------------------------------------------------------------- */

static int send_what_tls_wrote(struct connection *connection, double end) {
    char *bytes;
    long length;
    while ((length = BIO_get_mem_data(connection->out, &bytes)) > 0) {
        ptrdiff_t taken = socket_send(connection->socket, bytes, (size_t)length, end);
        if (taken < 0)
            return -1;
        char skipped[4096];
        for (ptrdiff_t left = taken; left > 0;)
            left -= BIO_read(connection->out, skipped, (int)(left < 4096 ? left : 4096));
    }
    return 0;
}

static int receive_what_tls_wants(struct connection *connection, double end) {
    char bytes[8192];
    ptrdiff_t came = socket_receive(connection->socket, bytes, sizeof bytes, end);
    if (came == 0)
        errno = ECONNRESET;
    if (came <= 0)
        return -1;
    BIO_write(connection->in, bytes, (int)came);
    return 0;
}

/* After an operation has returned `result`: 1: it is done, 0: it is to be repeated, -1: it has failed. */
static int after_operation(struct connection *connection, int result, double end) {
    int error = SSL_get_error(connection->ssl, result);
    if (send_what_tls_wrote(connection, end))
        return -1;
    if (error == SSL_ERROR_WANT_READ)
        return receive_what_tls_wants(connection, end);
    if (error == SSL_ERROR_NONE || error == SSL_ERROR_ZERO_RETURN)
        return 1;
    errno = SSL_get_verify_result(connection->ssl) == X509_V_OK ? EPROTO : EACCES;
    return -1;
}

/* The peer must prove that it is this host. */
static int begin_tls(struct connection *connection, const char *host, double end) {
    connection->ssl = SSL_new(connection->context);
    connection->in = BIO_new(BIO_s_mem());
    connection->out = BIO_new(BIO_s_mem());
    if (!connection->ssl || !connection->in || !connection->out) {
        errno = ENOMEM;
        return -1;
    }
    BIO_set_mem_eof_return(connection->in, -1);
    SSL_set_bio(connection->ssl, connection->in, connection->out);
    SSL_set_tlsext_host_name(connection->ssl, (char *)(uintptr_t)host);
    SSL_set1_host(connection->ssl, host);
    for (;;) {
        ERR_clear_error();
        int done = after_operation(connection, SSL_connect(connection->ssl), end);
        if (done)
            return done > 0 ? 0 : -1;
    }
}

/* ---- The transport --------------------------------------------------------------------------- */

static void release(struct connection *connection) {
    int error = errno;
    SSL_free(connection->ssl);
    if (connection->socket >= 0)
        close(connection->socket);
    free(connection);
    errno = error;
}

static void *tls_connect(const char *host, int port, double timeout, void *data) {
    struct openssl_transport *tls = data;
    struct connection *connection = calloc(1, sizeof *connection);
    double end = end_of(timeout);
    if (!connection)
        return NULL;
    connection->context = tls->context;
    connection->timeout = timeout;
    connection->socket = connect_socket(host, port, end);
    if (connection->socket >= 0 && (tls->plain_first || begin_tls(connection, host, end) == 0))
        return connection;
    release(connection);
    return NULL;
}

static int tls_start(void *data, const char *host) {
    struct connection *connection = data;
    return begin_tls(connection, host, end_of(connection->timeout));
}

static ptrdiff_t tls_send(void *data, const void *bytes, size_t length, double timeout) {
    struct connection *connection = data;
    double end = end_of(timeout);
    if (!connection->ssl)
        return socket_send(connection->socket, bytes, length, end);
    for (;;) {
        ERR_clear_error();
        int taken = SSL_write(connection->ssl, bytes, length < 16384 ? (int)length : 16384);
        int done = after_operation(connection, taken, end);
        if (done)
            return done > 0 && taken > 0 ? taken : -1;
    }
}

static ptrdiff_t tls_receive(void *data, void *bytes, size_t size, double timeout) {
    struct connection *connection = data;
    double end = end_of(timeout);
    if (!connection->ssl)
        return socket_receive(connection->socket, bytes, size, end);
    for (;;) {
        ERR_clear_error();
        int came = SSL_read(connection->ssl, bytes, size < 16384 ? (int)size : 16384);
        int done = after_operation(connection, came, end);
        if (done)
            return done < 0 ? -1 : came > 0 ? came : 0;
    }
}

static void tls_close(void *data) {
    struct connection *connection = data;
    if (connection->ssl && SSL_is_init_finished(connection->ssl)) {
        SSL_shutdown(connection->ssl);
        send_what_tls_wrote(connection, 0);
    }
    release(connection);
}

/* The connection is the parent's: nothing is said to the peer. */
static void tls_abandon(void *data) {
    release(data);
}

int openssl_transport_init(struct openssl_transport *tls, const char *trusted, bool plain_first) {
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!context) {
        errno = ENOMEM;
        return -1;
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    if (!(trusted ? SSL_CTX_load_verify_locations(context, trusted, NULL)
                  : SSL_CTX_set_default_verify_paths(context))) {
        SSL_CTX_free(context);
        errno = ENOENT;
        return -1;
    }
    *tls = (struct openssl_transport){
        .transport = { .connect = tls_connect,
                       .start_tls = tls_start,
                       .send = tls_send,
                       .recv = tls_receive,
                       .close = tls_close,
                       .data = tls,
                       .abandon = tls_abandon },
        .context = context,
        .plain_first = plain_first,
    };
    return 0;
}

void openssl_transport_release(struct openssl_transport *tls) {
    SSL_CTX_free(tls->context);
}
