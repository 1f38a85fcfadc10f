/* Opening the socket that is listened at, and asking the system who has connected. */
#include "listen_socket.h"

#include "../handler/append_file.h"
#include "../base/error.h"
#include "../base/memory.h"

enum { OWNER_ALONE = 0600 };

/* ---- Opening --------------------------------------------------------------------------------- */

static void take_listening(struct pylog__listen_socket *out, pylog__socket opened) {
    struct pylog__identity identity;
    pylog__port_identify(opened, &identity);
    pylog__port_hold_forks();
    out->socket = opened;
    out->is = identity;
    pylog__port_let_fork();
}

static int open_tcp(struct pylog__listen_socket *out, int port) {
    struct pylog__addresses found;
    if (port > 65535)
        return pylog__fail_as("OverflowError", EINVAL, "bind(): port must be 0-65535.");
    int wanted = port < 0 ? 0 : port == 0 ? PYLOG_DEFAULT_LOGGING_CONFIG_PORT : port;
    if (pylog__net_lookup("127.0.0.1", wanted, PYLOG__NET_STREAM, true, &found))
        return pylog__fail_os(errno, NULL);
    take_listening(out, pylog__net_listen(&found.list[0]));
    return out->socket == PYLOG__NO_SOCKET ? pylog__fail_os(errno, NULL) : 0;
}

static int open_unix(struct pylog__listen_socket *out, const struct pylog_listen_options *options) {
    out->path = pylog__absolute_path(options->path);
    if (!out->path)
        return -1;
    take_listening(out, pylog__net_listen_unix(out->path, options->mode ? options->mode : OWNER_ALONE));
    if (out->socket == PYLOG__NO_SOCKET)
        return pylog__fail_os(errno, options->path);
    if (pylog__port_path_status(out->path, &out->file) == 0)
        return 0;
    return pylog__fail_os(errno, options->path);
}

/* Where the system does not tell of TCP clients, or is too late, they could be anybody. */
static void warn_of_root(const struct pylog__listen_socket *listening) {
    static const struct pylog_site nowhere = { .pathname = "sys", .lineno = 1 }; /* as Python's */
    static atomic_bool warned;
    if (listening->path || listening->verified || !pylog__port_is_privileged() ||
        atomic_exchange(&warned, true))
        return;
    pylog__show_warning(&nowhere, "RuntimeWarning", "%s",
                        "pylog_listen at a TCP port with the rights of root and without verify: whoever gets "
                        "through can have any file written; listen at a path");
}

int pylog__listen_socket_open(struct pylog__listen_socket *out, int port,
                              const struct pylog_listen_options *options) {
    *out = (struct pylog__listen_socket){ .socket = PYLOG__NO_SOCKET };
    out->any_user = options->any_user || (options->path && options->mode);
    out->verified = options->verify != NULL;
    int result = options->path ? open_unix(out, options) : open_tcp(out, port);
    if (!result && pylog__net_local_address(out->socket, &out->address))
        result = pylog__fail_os(errno, NULL);
    if (result) {
        int error = errno;
        pylog__listen_socket_close(out, false);
        errno = error;
        return -1;
    }
    warn_of_root(out);
    return options->path ? 0 : pylog__net_port(&out->address);
}

/* ---- Closing --------------------------------------------------------------------------------- */

static bool is_still_there(const struct pylog__listen_socket *listening) {
    struct pylog__file_status status;
    return listening->path && pylog__port_path_status(listening->path, &status) == 0 &&
           status.device == listening->file.device && status.number == listening->file.number;
}

/* The number is forgotten first, so that a child of a fork in between does not close it, too. */
void pylog__listen_socket_close(struct pylog__listen_socket *listening, bool forked) {
    pylog__socket closed = pylog__port_place(&listening->socket, PYLOG__NO_SOCKET);
    char *path = listening->path;
    if (!forked && closed != PYLOG__NO_SOCKET && is_still_there(listening))
        pylog__port_remove(path);
    listening->path = NULL;
    if (closed != PYLOG__NO_SOCKET && pylog__port_is_same(closed, &listening->is))
        pylog__net_close(closed);
    pylog__free(path);
}

/* ---- Clients --------------------------------------------------------------------------------- */

/* It is readable at the latest when this is in the queue of those who have connected; if that is full, it is
 * readable already. */
void pylog__listen_socket_wake(const struct pylog__address *address) {
    enum { MOMENT = 100000000 };
    pylog__socket waking = pylog__net_connect(address, PYLOG__NET_STREAM, pylog__port_monotonic() + MOMENT);
    if (waking != PYLOG__NO_SOCKET)
        pylog__net_close(waking);
}

enum pylog__net_peer pylog__listen_socket_ask(const struct pylog__listen_socket *listening,
                                              pylog__socket accepted) {
    enum pylog__net_peer peer = listening->any_user ? PYLOG__PEER_TRUSTED : pylog__net_peer_of(accepted);
    if (peer == PYLOG__PEER_GONE && (listening->verified || !pylog__port_is_privileged()))
        return PYLOG__PEER_TRUSTED;
    return peer == PYLOG__PEER_UNTOLD ? PYLOG__PEER_TRUSTED : peer;
}
