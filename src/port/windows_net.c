/* The contract of net.h on Windows 7 and later: Winsock 2, which programs link as ws2_32. */
#ifdef _WIN32
/* What is younger than Windows 7 is asked for, and done without where it is missing. */
#undef _WIN32_WINNT
#define _WIN32_WINNT 0x0601
#endif

#include "net.h"

#ifdef _WIN32

#include <winsock2.h>
#include <ws2tcpip.h>

#include <afunix.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#ifndef WSA_FLAG_NO_HANDLE_INHERIT
#define WSA_FLAG_NO_HANDLE_INHERIT 0x80
#endif

/* ---- Errors ---------------------------------------------------------------------------------- */

static const struct {
    int system, error;
} socket_errno_values[] = {
    { WSAEACCES, EACCES },
    { WSAEADDRINUSE, EADDRINUSE },
    { WSAEADDRNOTAVAIL, EADDRNOTAVAIL },
    { WSAEAFNOSUPPORT, EAFNOSUPPORT },
    { WSAECONNABORTED, ECONNABORTED },
    { WSAECONNREFUSED, ECONNREFUSED },
    { WSAECONNRESET, ECONNRESET },
    { WSAEHOSTUNREACH, EHOSTUNREACH },
    { WSAEINTR, EINTR },
    { WSAEMFILE, EMFILE },
    { WSAEMSGSIZE, EMSGSIZE },
    { WSAENETDOWN, ENETDOWN },
    { WSAENETRESET, ENETRESET },
    { WSAENETUNREACH, ENETUNREACH },
    { WSAENOBUFS, ENOBUFS },
    { WSAENOTCONN, ENOTCONN },
    { WSAENOTSOCK, ENOTSOCK },
    { WSAEPROTONOSUPPORT, EPROTONOSUPPORT },
    { WSAESHUTDOWN, EPIPE },
    { WSAETIMEDOUT, ETIMEDOUT },
    { WSAEWOULDBLOCK, EWOULDBLOCK },
    { WSA_NOT_ENOUGH_MEMORY, ENOMEM },
};

static int socket_errno_of(int system) {
    for (size_t i = 0; i < sizeof socket_errno_values / sizeof *socket_errno_values; i++)
        if (socket_errno_values[i].system == system)
            return socket_errno_values[i].error;
    return EIO;
}

static int fail_socket(void) {
    errno = socket_errno_of(WSAGetLastError());
    return -1;
}

/* ---- Winsock itself, at the first use and until the end of the process ----------------------- */

static pthread_once_t start_once = PTHREAD_ONCE_INIT;
static int start_error;

static void start_winsock(void) {
    WSADATA unused;
    start_error = WSAStartup(MAKEWORD(2, 2), &unused);
}

static bool have_winsock(void) {
    pthread_once(&start_once, start_winsock);
    errno = start_error ? ENETDOWN : errno;
    return !start_error;
}

/* ---- Addresses ------------------------------------------------------------------------------- */

static int socket_type(enum pylog__net_kind kind) {
    return kind == PYLOG__NET_STREAM ? SOCK_STREAM : SOCK_DGRAM;
}

static void set_address(struct pylog__address *out, const void *native, size_t length) {
    out->length = length;
    memcpy(out->native.bytes, native, length);
}

static int fail_lookup(int code, struct pylog__addresses *out) {
    out->code = code;
    out->text = "getaddrinfo failed";
    errno = code == EAI_MEMORY ? ENOMEM : code == EAI_AGAIN ? EAGAIN : EHOSTUNREACH;
    return -1;
}

int pylog__net_lookup(const char *host, int port, enum pylog__net_kind kind, bool numeric,
                      struct pylog__addresses *out) {
    const struct addrinfo hints = { .ai_socktype = socket_type(kind),
                                    .ai_flags = numeric ? AI_NUMERICHOST : 0 };
    struct addrinfo *found;
    char service[16];
    snprintf(service, sizeof service, "%d", port);
    *out = (struct pylog__addresses){ .count = 0 };
    if (!have_winsock())
        return -1;
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

static SOCKET with_manners(SOCKET made) {
    u_long on = 1;
    if (made != INVALID_SOCKET) {
        SetHandleInformation((HANDLE)made, HANDLE_FLAG_INHERIT, 0);
        ioctlsocket(made, (long)FIONBIO, &on);
    }
    return made;
}

static SOCKET open_port_socket(int family, int type) {
    SOCKET made = WSASocketW(family, type, 0, NULL, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    if (made == INVALID_SOCKET)
        made = WSASocketW(family, type, 0, NULL, 0, WSA_FLAG_OVERLAPPED);
    return with_manners(made);
}

/* WSAPoll does not tell of connections that fail; select does, as exceptions. */
static int wait_until_ready(SOCKET made, bool writable, int64_t deadline) {
    fd_set one = { .fd_count = 1, .fd_array = { made } }, failed = one;
    int left = pylog__net_milliseconds(deadline);
    struct timeval wait = { .tv_sec = left / 1000, .tv_usec = left % 1000 * 1000 };
    int ready = select(0, writable ? NULL : &one, writable ? &one : NULL, &failed, left < 0 ? NULL : &wait);
    if (ready == SOCKET_ERROR)
        return fail_socket();
    if (ready == 0) {
        errno = ETIMEDOUT;
        return -1;
    }
    return 0;
}

static int finish_connecting(SOCKET made, int64_t deadline) {
    int error = 0, size = sizeof error;
    if (wait_until_ready(made, true, deadline))
        return -1;
    if (getsockopt(made, SOL_SOCKET, SO_ERROR, (char *)&error, &size) != 0)
        return fail_socket();
    errno = error ? socket_errno_of(error) : errno;
    return error ? -1 : 0;
}

static int connect_socket(SOCKET made, const struct pylog__address *address, int64_t deadline) {
    if (connect(made, (const void *)address->native.bytes, (int)address->length) == 0)
        return 0;
    return WSAGetLastError() == WSAEWOULDBLOCK ? finish_connecting(made, deadline) : fail_socket();
}

static pylog__socket give_up_socket(SOCKET made) {
    int error = errno;
    closesocket(made);
    errno = error;
    return PYLOG__NO_SOCKET;
}

pylog__socket pylog__net_connect(const struct pylog__address *address, enum pylog__net_kind kind,
                                 int64_t deadline) {
    if (!have_winsock())
        return PYLOG__NO_SOCKET;
    SOCKET made = open_port_socket(family_of(address), socket_type(kind));
    if (made == INVALID_SOCKET) {
        fail_socket();
        return PYLOG__NO_SOCKET;
    }
    return connect_socket(made, address, deadline) == 0 ? (pylog__socket)made : give_up_socket(made);
}

static int int_length(size_t length) {
    return length > INT_MAX ? INT_MAX : (int)length;
}

ptrdiff_t pylog__net_send(pylog__socket made, const void *bytes, size_t length, int64_t deadline) {
    for (;;) {
        int taken = send((SOCKET)made, bytes, int_length(length), 0);
        if (taken != SOCKET_ERROR)
            return taken;
        if (fail_socket() && errno != EWOULDBLOCK)
            return -1;
        if (wait_until_ready((SOCKET)made, true, deadline))
            return -1;
    }
}

ptrdiff_t pylog__net_receive(pylog__socket made, void *bytes, size_t size, int64_t deadline) {
    for (;;) {
        int came = recv((SOCKET)made, bytes, int_length(size), 0);
        if (came != SOCKET_ERROR)
            return came;
        if (fail_socket() && errno != EWOULDBLOCK)
            return -1;
        if (wait_until_ready((SOCKET)made, false, deadline))
            return -1;
    }
}

void pylog__net_close(pylog__socket made) {
    closesocket((SOCKET)made);
}

/* ---- Being connected to ---------------------------------------------------------------------- */

/* What POSIX calls SO_REUSEADDR is the rule here, and what is called so lets others take the port. */
pylog__socket pylog__net_listen(const struct pylog__address *address) {
    enum { WAITING_CLIENTS = 128 };
    const struct sockaddr *native = (const void *)address->native.bytes;
    const BOOL on = TRUE;
    if (!have_winsock())
        return PYLOG__NO_SOCKET;
    SOCKET made = open_port_socket(family_of(address), SOCK_STREAM);
    if (made == INVALID_SOCKET) {
        fail_socket();
        return PYLOG__NO_SOCKET;
    }
    if (setsockopt(made, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (const char *)&on, sizeof on) != 0 ||
        bind(made, native, (int)address->length) != 0 || listen(made, WAITING_CLIENTS) != 0) {
        fail_socket();
        return give_up_socket(made);
    }
    return (pylog__socket)made;
}

/* What its file would allow is another matter on Windows. */
pylog__socket pylog__net_listen_unix(const char *path, unsigned permissions) {
    (void)path, (void)permissions;
    errno = EAFNOSUPPORT;
    return PYLOG__NO_SOCKET;
}

enum pylog__net_peer pylog__net_peer_of(pylog__socket accepted) {
    (void)accepted;
    return PYLOG__PEER_UNTOLD;
}

pylog__socket pylog__net_accept(pylog__socket listening) {
    SOCKET made = with_manners(accept((SOCKET)listening, NULL, NULL));
    if (made != INVALID_SOCKET)
        return (pylog__socket)made;
    fail_socket();
    return PYLOG__NO_SOCKET;
}

int pylog__net_local_address(pylog__socket made, struct pylog__address *out) {
    int length = sizeof out->native.bytes;
    int result = getsockname((SOCKET)made, (void *)out->native.bytes, &length) == 0 ? 0 : fail_socket();
    out->length = (size_t)length;
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
    fd_set waited = { .fd_count = 0 };
    int left = pylog__net_milliseconds(deadline);
    struct timeval wait = { .tv_sec = left / 1000, .tv_usec = left % 1000 * 1000 };
    for (size_t i = 0; i < count; i++)
        waited.fd_array[waited.fd_count++] = (SOCKET)sockets[i];
    int found = select(0, &waited, NULL, NULL, left < 0 ? NULL : &wait);
    for (size_t i = 0; i < count; i++)
        ready[i] = found > 0 && FD_ISSET((SOCKET)sockets[i], &waited);
    return found == SOCKET_ERROR ? fail_socket() : found;
}

int pylog__net_host_name(char *out, size_t size) {
    if (!have_winsock())
        return -1;
    return gethostname(out, int_length(size)) == 0 ? 0 : fail_socket();
}

/* ---- For resolve.c --------------------------------------------------------------------------- */

int pylog__net_start_thread(void *(*run)(void *data), void *data) {
    pthread_t thread;
    int error = pthread_create(&thread, NULL, run, data);
    if (!error)
        pthread_detach(thread);
    errno = error ? error : errno;
    return error ? -1 : 0;
}

#endif
