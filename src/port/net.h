/* Sockets: what the network handlers ask of the system, kept by posix_net.c and windows_net.c; looking up
 * names without waiting for ever is in resolve.c.
 *
 * A deadline is a time of pylog__port_monotonic(), INT64_MAX: wait for ever. What is not done by then fails
 * with ETIMEDOUT; a deadline that is past (0) means: do not wait. Sockets are not inherited by child
 * programs, and raise no SIGPIPE. Errors, memory and threads are as in port.h. */
#ifndef PYLOG_PORT_NET_H
#define PYLOG_PORT_NET_H

#include "port.h"

#pragma GCC visibility push(hidden)

typedef intptr_t pylog__socket;
#define PYLOG__NO_SOCKET ((pylog__socket)-1)

enum pylog__net_kind { PYLOG__NET_STREAM, PYLOG__NET_DATAGRAM };

/* A socket address of the system. */
struct pylog__address {
    size_t length;
    union {
        max_align_t align;
        unsigned char bytes[128];
    } native;
};

enum { PYLOG__MOST_ADDRESSES = 8 };

/* What a name stands for, in the system's order of preference; or why it stands for nothing. */
struct pylog__addresses {
    size_t count;
    struct pylog__address list[PYLOG__MOST_ADDRESSES];
    int code;         /* of getaddrinfo, 0 if it was no error of its own */
    const char *text; /* its meaning in English; NULL: errno tells */
};

/* The addresses of a host, by name or number. A name is looked up in a thread of its own, at most eight at a
 * time (then EAGAIN); the answer to a lookup that took longer than its caller could wait is kept for a
 * minute, for the next one who asks. 0, or -1 with errno and out->code, out->text. */
int pylog__net_resolve(const char *host, int port, enum pylog__net_kind kind, int64_t deadline,
                       struct pylog__addresses *out);
/* The address of a Unix socket. Fails with ENAMETOOLONG, or EAFNOSUPPORT where there are none. */
int pylog__net_unix_address(const char *path, struct pylog__address *out);
bool pylog__net_is_ipv4(const struct pylog__address *address);

/* A socket that is connected; one for datagrams has that address as its peer. PYLOG__NO_SOCKET with errno. */
pylog__socket pylog__net_connect(const struct pylog__address *address, enum pylog__net_kind kind,
                                 int64_t deadline);
/* Hand bytes to the system as far as it takes them: how many, at least one. A datagram goes whole or not at
 * all. -1 with errno. */
ptrdiff_t pylog__net_send(pylog__socket socket, const void *bytes, size_t length, int64_t deadline);
/* How many bytes have come, 0 at the end of the stream, or -1 with errno. */
ptrdiff_t pylog__net_receive(pylog__socket socket, void *bytes, size_t size, int64_t deadline);
void pylog__net_close(pylog__socket socket);

/* ---- Being connected to ---- */

/* A socket that others may connect to at that address; with port 0 at one that is free. One that was in use
 * just before may be taken again, but not one that is in use. PYLOG__NO_SOCKET with errno. */
pylog__socket pylog__net_listen(const struct pylog__address *address);
/* The same at the address of a Unix socket, whose file gets these permissions before anybody can connect. The
 * file of a socket that nobody listens at any more is replaced; any other file is EADDRINUSE. */
pylog__socket pylog__net_listen_unix(const char *path, unsigned permissions);
/* Whose is the other end of an accepted connection? TRUSTED: the user's whose rights this process has, or
 * root's. STRANGER: another's. GONE: the system knew, but that end is closed already. UNTOLD: it does not
 * say: of TCP only Linux does (/proc/net/tcp), of Unix sockets all but Windows. */
enum pylog__net_peer { PYLOG__PEER_TRUSTED, PYLOG__PEER_STRANGER, PYLOG__PEER_GONE, PYLOG__PEER_UNTOLD };
enum pylog__net_peer pylog__net_peer_of(pylog__socket accepted);
/* One who has connected. Does not wait: PYLOG__NO_SOCKET with EAGAIN, or another errno, if there is nobody.
 */
pylog__socket pylog__net_accept(pylog__socket listening);
/* The socket's own address, and the port in an address; -1 with errno. */
int pylog__net_local_address(pylog__socket socket, struct pylog__address *out);
int pylog__net_port(const struct pylog__address *address);
/* Wait until something can be received from, or somebody accepted by, one of these sockets: how many of them,
 * marked in `ready`; 0 when the time is up, or -1 with errno. */
enum { PYLOG__MOST_WAITED = 64 }; /* what select of Windows can */
int pylog__net_wait(const pylog__socket *sockets, size_t count, bool *ready, int64_t deadline);

/* The machine's name. 0, or -1 with errno (ENAMETOOLONG). */
int pylog__net_host_name(char *out, size_t size);

/* ---- For resolve.c --------------------------------------------------------------------------- */

/* Look up, in this thread, for as long as it takes; `numeric`: only if the host is a number. */
int pylog__net_lookup(const char *host, int port, enum pylog__net_kind kind, bool numeric,
                      struct pylog__addresses *out);
/* Run this in a thread that nobody waits for, and that no signal interrupts. */
int pylog__net_start_thread(void *(*run)(void *data), void *data);

/* How long poll() may wait: milliseconds, -1 for ever. */
static inline int pylog__net_milliseconds(int64_t deadline) {
    if (deadline == INT64_MAX)
        return -1;
    int64_t left = deadline > 0 ? deadline - pylog__port_monotonic() : 0;
    return left <= 0 ? 0 : left > INT64_C(1000000000000) ? 1000000 : (int)((left + 999999) / 1000000);
}

#pragma GCC visibility pop

#endif
