/* The contract of net.h on POSIX systems. */
#ifndef _WIN32
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#else
#define _GNU_SOURCE /* getaddrinfo under -std=c11; nothing that a plain POSIX build would lack */
#endif
#endif

#include "net.h"

#ifndef _WIN32

#include "posix.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 /* SO_NOSIGPIPE is there instead */
#endif

static int socket_type(enum pylog__net_kind kind) {
    return kind == PYLOG__NET_STREAM ? SOCK_STREAM : SOCK_DGRAM;
}

/* ---- Addresses ------------------------------------------------------------------------------- */

static void set_address(struct pylog__address *out, const void *native, size_t length) {
    out->length = length;
    memcpy(out->native.bytes, native, length);
}

/* gai_strerror speaks the language of the locale. */
static const struct {
    int code, error;
    const char *text;
} lookup_errors[] = {
    { EAI_NONAME, EHOSTUNREACH, "Name or service not known" },
#ifdef EAI_NODATA
    { EAI_NODATA, EHOSTUNREACH, "No address associated with hostname" },
#endif
    { EAI_AGAIN, EAGAIN, "Temporary failure in name resolution" },
    { EAI_FAIL, EHOSTUNREACH, "Non-recoverable failure in name resolution" },
    { EAI_FAMILY, EAFNOSUPPORT, "ai_family not supported" },
    { EAI_SERVICE, EINVAL, "Servname not supported for ai_socktype" },
};

static int fail_lookup(int code, struct pylog__addresses *out) {
    out->code = code;
    out->text = NULL;
    if (code == EAI_SYSTEM)
        return -1;
    errno = code == EAI_MEMORY ? ENOMEM : EHOSTUNREACH;
    for (size_t i = 0; i < sizeof lookup_errors / sizeof *lookup_errors; i++) {
        if (lookup_errors[i].code != code)
            continue;
        out->text = lookup_errors[i].text;
        errno = lookup_errors[i].error;
        break;
    }
    return -1;
}

int pylog__net_lookup(const char *host, int port, enum pylog__net_kind kind, bool numeric,
                      struct pylog__addresses *out) {
    const struct addrinfo hints = { .ai_socktype = socket_type(kind),
                                    .ai_flags = AI_NUMERICSERV | (numeric ? AI_NUMERICHOST : 0) };
    struct addrinfo *found;
    char service[16];
    snprintf(service, sizeof service, "%d", port);
    out->count = 0;
    int code = getaddrinfo(host, service, &hints, &found);
    if (code)
        return fail_lookup(code, out);
    for (struct addrinfo *at = found; at && out->count < PYLOG__MOST_ADDRESSES; at = at->ai_next)
        set_address(&out->list[out->count++], at->ai_addr, at->ai_addrlen);
    freeaddrinfo(found);
    return 0;
}

int pylog__net_unix_address(const char *path, struct pylog__address *out) {
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    size_t length = strlen(path);
    if (length >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address.sun_path, path, length + 1);
    set_address(out, &address, sizeof address);
    return 0;
}

static int family_of(const struct pylog__address *address) {
    struct sockaddr head;
    memcpy(&head, address->native.bytes, sizeof head);
    return head.sa_family;
}

bool pylog__net_is_ipv4(const struct pylog__address *address) {
    return family_of(address) == AF_INET;
}

/* ---- Sockets --------------------------------------------------------------------------------- */

#if defined(SOCK_CLOEXEC) && defined(SOCK_NONBLOCK)
static int open_port_socket(int family, int type) {
    return pylog__posix_not_standard(socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

static int accept_socket(int listening) {
    return pylog__posix_not_standard(accept4(listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK));
}
#else
static int with_manners(int made) {
    made = pylog__posix_not_standard(made);
    if (made < 0)
        return -1;
    fcntl(made, F_SETFD, FD_CLOEXEC);
    fcntl(made, F_SETFL, fcntl(made, F_GETFL) | O_NONBLOCK);
#ifdef SO_NOSIGPIPE
    const int on = 1;
    setsockopt(made, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    return made;
}

static int open_port_socket(int family, int type) {
    return with_manners(socket(family, type, 0));
}

static int accept_socket(int listening) {
    return with_manners(accept(listening, NULL, NULL));
}
#endif

/* Errors show as readiness, too: the call that follows reports them. */
static int wait_until_ready(int made, short events, int64_t deadline) {
    struct pollfd one = { .fd = made, .events = events };
    for (;;) {
        if (deadline <= 0) {
            errno = ETIMEDOUT;
            return -1;
        }
        int ready = poll(&one, 1, pylog__net_milliseconds(deadline));
        if (ready > 0)
            return 0;
        if (ready < 0 && errno != EINTR)
            return -1;
        if (ready == 0 && pylog__port_monotonic() >= deadline)
            deadline = 0;
    }
}

static int finish_connecting(int made, int64_t deadline) {
    int error = 0;
    socklen_t size = sizeof error;
    if (wait_until_ready(made, POLLOUT, deadline) ||
        getsockopt(made, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        return -1;
    errno = error ? error : errno;
    return error ? -1 : 0;
}

/* The queue of a Unix socket is full, and nothing tells when there is room: ask again. */
static int pause_before_asking(int64_t deadline) {
    enum { PAUSE = 10 };
    int left = pylog__net_milliseconds(deadline);
    if (left == 0) {
        errno = ETIMEDOUT;
        return -1;
    }
    poll(NULL, 0, left < 0 || left > PAUSE ? PAUSE : left);
    return 0;
}

static int connect_socket(int made, const struct pylog__address *address, int64_t deadline) {
    const struct sockaddr *native = (const void *)address->native.bytes;
    while (connect(made, native, (socklen_t)address->length) != 0) {
        if (errno == EINPROGRESS || errno == EINTR)
            return finish_connecting(made, deadline);
        if (errno != EAGAIN || pause_before_asking(deadline))
            return -1;
    }
    return 0;
}

static pylog__socket give_up_socket(int made) {
    int error = errno;
    close(made);
    errno = error;
    return PYLOG__NO_SOCKET;
}

pylog__socket pylog__net_connect(const struct pylog__address *address, enum pylog__net_kind kind,
                                 int64_t deadline) {
    int made = open_port_socket(family_of(address), socket_type(kind));
    if (made < 0)
        return PYLOG__NO_SOCKET;
    return connect_socket(made, address, deadline) == 0 ? made : give_up_socket(made);
}

ptrdiff_t pylog__net_send(pylog__socket made, const void *bytes, size_t length, int64_t deadline) {
    for (;;) {
        ptrdiff_t taken = send((int)made, bytes, length, MSG_NOSIGNAL);
        if (taken >= 0)
            return taken;
        if (errno != EINTR && (errno != EAGAIN || wait_until_ready((int)made, POLLOUT, deadline)))
            return -1;
    }
}

ptrdiff_t pylog__net_receive(pylog__socket made, void *bytes, size_t size, int64_t deadline) {
    for (;;) {
        ptrdiff_t came = recv((int)made, bytes, size, 0);
        if (came >= 0)
            return came;
        if (errno != EINTR && (errno != EAGAIN || wait_until_ready((int)made, POLLIN, deadline)))
            return -1;
    }
}

void pylog__net_close(pylog__socket made) {
    close((int)made);
}

/* ---- Being connected to ---------------------------------------------------------------------- */

enum { WAITING_CLIENTS = 128 };

pylog__socket pylog__net_listen(const struct pylog__address *address) {
    const struct sockaddr *native = (const void *)address->native.bytes;
    const int on = 1;
    int made = open_port_socket(family_of(address), SOCK_STREAM);
    if (made < 0)
        return PYLOG__NO_SOCKET;
    if (setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(made, native, (socklen_t)address->length) != 0 || listen(made, WAITING_CLIENTS) != 0)
        return give_up_socket(made);
    return made;
}

/* Nobody can connect before listen(): until then the file's permissions may be any. */
static int bind_unix(int made, const struct pylog__address *address, const char *path, unsigned permissions) {
    const struct sockaddr *native = (const void *)address->native.bytes;
    return bind(made, native, (socklen_t)address->length) != 0 || chmod(path, (mode_t)permissions) != 0 ||
           listen(made, WAITING_CLIENTS) != 0;
}

/* A socket's file outlives the process that listened. */
static bool is_left_behind(const struct pylog__address *address, const char *path) {
    struct stat status;
    if (lstat(path, &status) != 0 || !S_ISSOCK(status.st_mode))
        return false;
    pylog__socket made = pylog__net_connect(address, PYLOG__NET_STREAM, 0);
    if (made != PYLOG__NO_SOCKET)
        pylog__net_close(made);
    return made == PYLOG__NO_SOCKET && errno == ECONNREFUSED;
}

pylog__socket pylog__net_listen_unix(const char *path, unsigned permissions) {
    struct pylog__address address;
    if (pylog__net_unix_address(path, &address))
        return PYLOG__NO_SOCKET;
    int made = open_port_socket(AF_UNIX, SOCK_STREAM);
    if (made < 0)
        return PYLOG__NO_SOCKET;
    if (bind_unix(made, &address, path, permissions) == 0)
        return made;
    if (errno == EADDRINUSE && is_left_behind(&address, path) && unlink(path) == 0 &&
        bind_unix(made, &address, path, permissions) == 0)
        return made;
    if (errno == ECONNREFUSED)
        errno = EADDRINUSE;
    return give_up_socket(made);
}

/* ---- Whose the other end is ---- */

static enum pylog__net_peer peer_with(uid_t user) {
    return user == 0 || user == geteuid() ? PYLOG__PEER_TRUSTED : PYLOG__PEER_STRANGER;
}

static enum pylog__net_peer unix_peer(int accepted) {
#if defined(__linux__)
    struct ucred credentials;
    socklen_t size = sizeof credentials;
    if (getsockopt(accepted, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0)
        return peer_with(credentials.uid);
#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__OpenBSD__) || defined(__NetBSD__) ||           \
    defined(__DragonFly__)
    uid_t user;
    gid_t group;
    if (getpeereid(accepted, &user, &group) == 0)
        return peer_with(user);
#else
    (void)accepted;
#endif
    return PYLOG__PEER_UNTOLD;
}

#if defined(__linux__)
/* What the kernel is asked, and answers, by NETLINK_SOCK_DIAG: its own headers need not be there. */
struct diag_ends {
    uint16_t port, peer_port;
    uint32_t address[4], peer_address[4], interface, cookie[2];
};
struct diag_request {
    uint32_t length;
    uint16_t type, flags;
    uint32_t sequence, sender;
    uint8_t family, protocol, extensions, padding;
    uint32_t states;
    struct diag_ends ends;
};
struct diag_answer {
    uint32_t length;
    uint16_t type, flags;
    uint32_t sequence, sender;
    uint8_t family, state, timer, retransmissions;
    struct diag_ends ends;
    uint32_t expires, receiving, sending, user, inode;
};
enum { SOCK_DIAG = 4, SOCK_DIAG_BY_FAMILY = 20, NETLINK_ERROR = 2, ANY_COOKIE = -1 };

static bool ask_kernel(const struct diag_request *request, struct diag_answer *out) {
    int asking = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, SOCK_DIAG);
    if (asking < 0)
        return false;
    bool answered = send(asking, request, sizeof *request, 0) == (ssize_t)sizeof *request &&
                    recv(asking, out, sizeof *out, MSG_DONTWAIT) >= 20; /* so long is an error */
    close(asking);
    return answered;
}

/* An end without an inode is closed, and then its user means nothing. */
static enum pylog__net_peer tcp_peer(const struct sockaddr_in *own, const struct sockaddr_in *other) {
    struct diag_answer answer = { .length = 0 };
    struct diag_request request = { .length = sizeof request,
                                    .type = SOCK_DIAG_BY_FAMILY,
                                    .flags = 1, /* a request */
                                    .family = AF_INET,
                                    .protocol = IPPROTO_TCP,
                                    .states = UINT32_MAX };
    request.ends.port = other->sin_port;
    request.ends.peer_port = own->sin_port;
    request.ends.address[0] = other->sin_addr.s_addr;
    request.ends.peer_address[0] = own->sin_addr.s_addr;
    request.ends.cookie[0] = request.ends.cookie[1] = (uint32_t)ANY_COOKIE;
    if (!ask_kernel(&request, &answer))
        return PYLOG__PEER_UNTOLD;
    int32_t error;
    memcpy(&error, &answer.family, sizeof error); /* what an error has in its place */
    if (answer.type == NETLINK_ERROR)
        return error == -ENOENT ? PYLOG__PEER_GONE : PYLOG__PEER_UNTOLD;
    return answer.inode ? peer_with((uid_t)answer.user) : PYLOG__PEER_GONE;
}
#else
static enum pylog__net_peer tcp_peer(const struct sockaddr_in *own, const struct sockaddr_in *other) {
    (void)own, (void)other;
    return PYLOG__PEER_UNTOLD;
}
#endif

enum pylog__net_peer pylog__net_peer_of(pylog__socket accepted) {
    union {
        struct sockaddr any;
        struct sockaddr_in ipv4;
        struct sockaddr_storage room;
    } own, other;
    socklen_t own_length = sizeof own, other_length = sizeof other;
    if (getsockname((int)accepted, &own.any, &own_length) != 0)
        return PYLOG__PEER_UNTOLD;
    if (own.any.sa_family == AF_UNIX)
        return unix_peer((int)accepted);
    if (own.any.sa_family != AF_INET)
        return PYLOG__PEER_UNTOLD;
    if (getpeername((int)accepted, &other.any, &other_length) != 0)
        return PYLOG__PEER_GONE;
    return tcp_peer(&own.ipv4, &other.ipv4);
}

pylog__socket pylog__net_accept(pylog__socket listening) {
    int made;
    do
        made = accept_socket((int)listening);
    while (made < 0 && errno == EINTR);
    return made < 0 ? PYLOG__NO_SOCKET : made;
}

int pylog__net_local_address(pylog__socket made, struct pylog__address *out) {
    socklen_t length = sizeof out->native.bytes;
    int result = getsockname((int)made, (void *)out->native.bytes, &length);
    out->length = length;
    return result;
}

int pylog__net_port(const struct pylog__address *address) {
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;
    switch (family_of(address)) {
    case AF_INET: memcpy(&ipv4, address->native.bytes, sizeof ipv4); return ntohs(ipv4.sin_port);
    case AF_INET6: memcpy(&ipv6, address->native.bytes, sizeof ipv6); return ntohs(ipv6.sin6_port);
    default: errno = EAFNOSUPPORT; return -1;
    }
}

int pylog__net_wait(const pylog__socket *sockets, size_t count, bool *ready, int64_t deadline) {
    struct pollfd polled[PYLOG__MOST_WAITED];
    int found;
    for (size_t i = 0; i < count; i++)
        polled[i] = (struct pollfd){ .fd = (int)sockets[i], .events = POLLIN };
    do
        found = poll(polled, (nfds_t)count, pylog__net_milliseconds(deadline));
    while (found < 0 && errno == EINTR);
    for (size_t i = 0; i < count; i++)
        ready[i] = found > 0 && polled[i].revents != 0;
    return found;
}

int pylog__net_host_name(char *out, size_t size) {
    if (gethostname(out, size) == 0 && memchr(out, '\0', size))
        return 0;
    errno = ENAMETOOLONG;
    return -1;
}

/* ---- For resolve.c --------------------------------------------------------------------------- */

int pylog__net_start_thread(void *(*run)(void *data), void *data) {
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t all, before;
    int error = pthread_attr_init(&attributes);
    if (!error) {
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        error = pthread_create(&thread, &attributes, run, data);
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        pthread_attr_destroy(&attributes);
    }
    errno = error ? error : errno;
    return error ? -1 : 0;
}

#endif
