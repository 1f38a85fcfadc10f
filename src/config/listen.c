/* Configurations that come over a socket: Python's listen and stopListening.
 *
 * One thread serves all clients, and never waits for one of them: what has come is kept until a configuration
 * is whole. Who stops it connects, so that it wakes up. The state is guarded by the mutex; the clients are
 * the thread's own. */
#include <pylog/config.h>

#include "../core/handler.h"
#include "../core/hooks.h"
#include "../port/compiler.h"
#include "../port/net.h"
#include "../text/error.h"
#include "../text/node.h"
#include "dict_config.h"
#include "file_config.h"

enum { MOST_CLIENTS = PYLOG__MOST_WAITED - 1, HEAD = 4, PIECE = 16384 };
static const int64_t second = 1000000000, longest_silence = INT64_C(30000000000);

static struct pylog__mutex mutex = PYLOG__MUTEX_INIT;
static struct pylog__condition changed;
static struct {
    bool running, stopping;
    unsigned started; /* how often */
    uint64_t thread;
    pylog__socket socket;
    struct pylog__address address;
    struct pylog_listen_options options;
} server;

struct client {
    pylog__socket socket;
    struct pylog_buffer bytes;
    int64_t deadline; /* by which more must have come */
};
static struct client clients[MOST_CLIENTS];
static size_t client_count;

/* ---- A configuration ------------------------------------------------------------------------- */

static void report(void) {
    pylog__print_error(NULL);
    pylog__error_clear();
}

/* No INI file begins with a brace, so that what is wrong with JSON is not said of an INI file. */
static bool is_json(const char *text, size_t length) {
    size_t at = 0;
    while (at < length && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')))
        at++;
    return at < length && text[at] == '{';
}

static void apply(const char *text, size_t length) {
    static const char source[] = "<socket>";
    int result = is_json(text, length) ? pylog__dict_config_text(text, length, source)
                                       : pylog__file_config_text(text, length, source, NULL);
    if (result)
        report();
}

static void verify_and_apply(const char *bytes, size_t length) {
    char storage[1024];
    struct pylog_buffer out;
    if (!server.options.verify) {
        apply(bytes, length);
        return;
    }
    pylog__buffer_init(&out, storage, sizeof storage);
    if (server.options.verify(bytes, length, &out, server.options.data) == 0) {
        if (!out.failed)
            apply(pylog__buffer_text(&out), out.length);
        else if (pylog__fail_memory())
            report();
    }
    pylog__buffer_release(&out);
}

/* ---- A client -------------------------------------------------------------------------------- */

/* The length of the configuration, which comes first. */
static size_t length_of(const struct client *client) {
    const unsigned char *head = (const unsigned char *)client->bytes.data;
    return (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
}

/* How many bytes are missing, as far as is known. */
static size_t missing(const struct client *client) {
    size_t have = client->bytes.length;
    return have < HEAD ? HEAD - have : HEAD + length_of(client) - have;
}

/* What was begun is lost; one that says nothing at all, or resets the connection as Python's do, is no error.
 */
static bool give_up(const struct client *client, const char *why) {
    if (client->bytes.length > HEAD) {
        pylog__fail_value("<socket>: %s after %zu bytes of %zu", why, client->bytes.length - HEAD,
                          length_of(client));
        report();
    }
    return false;
}

static bool take_whole(const struct client *client) {
    if (client->bytes.length < HEAD)
        return true;
    if (length_of(client) > PYLOG__LONGEST_TEXT) {
        pylog__fail_value("<socket>: the text is too long: %zu bytes, of %d at the most", length_of(client),
                          (int)PYLOG__LONGEST_TEXT);
        report();
        return false;
    }
    if (missing(client))
        return true;
    verify_and_apply(client->bytes.data + HEAD, client->bytes.length - HEAD);
    return false;
}

/* Take what has come. False: the connection is of no more use. */
static bool serve_client(struct client *client) {
    size_t wanted = missing(client) < PIECE ? missing(client) : PIECE;
    char *room = pylog__buffer_room(&client->bytes, wanted);
    if (!room) {
        pylog__fail_memory();
        report();
        return false;
    }
    ptrdiff_t came = pylog__net_receive(client->socket, room, wanted, 0);
    if (came < 0)
        return errno == ETIMEDOUT || give_up(client, "the connection failed");
    if (came == 0)
        return give_up(client, "the connection was closed");
    client->bytes.length += (size_t)came;
    client->deadline = pylog__port_monotonic() + longest_silence;
    return take_whole(client);
}

/* A child of fork, which closes all sockets, may find this half done. */
static void drop_client(size_t index) {
    pylog__socket closed = clients[index].socket;
    clients[index].socket = PYLOG__NO_SOCKET;
    pylog__net_close(closed);
    pylog__buffer_release(&clients[index].bytes);
    clients[index] = clients[client_count - 1];
    client_count--;
}

/* Clients are moved about: their buffers begin empty. */
static void accept_client(void) {
    static char nothing[1];
    pylog__socket accepted = pylog__net_accept(server.socket);
    if (accepted == PYLOG__NO_SOCKET)
        return;
    struct client *client = &clients[client_count];
    client->socket = accepted;
    client->deadline = pylog__port_monotonic() + longest_silence;
    pylog__buffer_init(&client->bytes, nothing, sizeof nothing);
    client_count++;
}

/* ---- The thread ------------------------------------------------------------------------------ */

/* When there is something to do though nothing comes. Nobody can be accepted, nor wake the thread, when there
 * are too many clients. */
static int64_t next_deadline(void) {
    int64_t next = client_count < MOST_CLIENTS ? INT64_MAX : pylog__port_monotonic() + second;
    for (size_t i = 0; i < client_count; i++)
        if (clients[i].deadline < next)
            next = clients[i].deadline;
    return next;
}

static bool is_stopping(void) {
    pylog__mutex_lock(&mutex);
    bool stopping = server.stopping;
    pylog__mutex_unlock(&mutex);
    return stopping;
}

/* The system refuses, for want of memory say: not all the time. */
static void pause_a_second(void) {
    int64_t until = pylog__port_monotonic() + second;
    pylog__mutex_lock(&mutex);
    while (!server.stopping && pylog__condition_wait(&changed, &mutex, until)) {
    }
    pylog__mutex_unlock(&mutex);
}

/* From the last one on: the place of one that is dropped is taken by one that has been served. */
static void serve_clients(const bool *ready) {
    int64_t now = pylog__port_monotonic();
    for (size_t i = client_count; i-- > 0 && !is_stopping();) {
        bool stays = ready[i] ? serve_client(&clients[i])
                              : clients[i].deadline > now || give_up(&clients[i], "nothing more came");
        if (!stays)
            drop_client(i);
    }
}

static void serve(void) {
    pylog__socket sockets[PYLOG__MOST_WAITED];
    bool ready[PYLOG__MOST_WAITED];
    size_t count = client_count;
    for (size_t i = 0; i < count; i++)
        sockets[i] = clients[i].socket;
    if (count < MOST_CLIENTS)
        sockets[count++] = server.socket;
    if (pylog__net_wait(sockets, count, ready, next_deadline()) < 0) {
        pause_a_second();
        return;
    }
    bool somebody = client_count < MOST_CLIENTS && ready[client_count];
    serve_clients(ready);
    if (somebody)
        accept_client();
}

static void run(struct pylog__task *unused) {
    (void)unused;
    pylog__mutex_lock(&mutex);
    server.thread = pylog__port_thread_id();
    pylog__mutex_unlock(&mutex);
    while (!is_stopping())
        serve();
    while (client_count)
        drop_client(client_count - 1);
    pylog__mutex_lock(&mutex);
    pylog__net_close(server.socket);
    server.running = false;
    pylog__condition_broadcast(&changed);
    pylog__mutex_unlock(&mutex);
}

/* ---- Starting and stopping ------------------------------------------------------------------- */

static void shut_listening_down(int64_t deadline) {
    (void)deadline;
    pylog_stop_listening();
}

/* The child does not listen. What a client had sent cannot be freed: the thread may have been at it. */
static void after_fork(void) {
    pylog__mutex_init(&mutex);
    pylog__condition_init(&changed);
    if (server.running)
        pylog__net_close(server.socket);
    for (size_t i = 0; i < client_count; i++)
        if (clients[i].socket != PYLOG__NO_SOCKET)
            pylog__net_close(clients[i].socket);
    client_count = 0;
    server.running = false;
    server.stopping = true;
}

PYLOG__AT_LOAD static void enter_listen_hooks(void) {
    static struct pylog__hooks hooks = { .phase = PYLOG__PHASE_CONFIG,
                                         .child = after_fork,
                                         .shut_down = shut_listening_down };
    pylog__hooks_add(&hooks);
}

static void prepare(void) {
    static bool prepared; /* under the mutex */
    if (prepared)
        return;
    prepared = true;
    pylog__condition_init(&changed);
}

static int open_socket(int port) {
    struct pylog__addresses found;
    if (port > 65535)
        return pylog__fail_as("OverflowError", EINVAL, "bind(): port must be 0-65535.");
    int wanted = port < 0 ? 0 : port == 0 ? PYLOG_DEFAULT_LOGGING_CONFIG_PORT : port;
    if (pylog__net_lookup("127.0.0.1", wanted, PYLOG__NET_STREAM, true, &found))
        return pylog__fail_os(errno, NULL);
    server.socket = pylog__net_listen(&found.list[0]);
    if (server.socket == PYLOG__NO_SOCKET)
        return pylog__fail_os(errno, NULL);
    if (pylog__net_local_address(server.socket, &server.address) == 0)
        return 0;
    int error = errno;
    pylog__net_close(server.socket);
    return pylog__fail_os(error, NULL);
}

static int start(int port, const struct pylog_listen_options *options) {
    static const struct pylog_listen_options defaults = { .verify = NULL };
    static struct pylog__task task = { run };
    prepare();
    if (server.running)
        return pylog__fail_as("RuntimeError", EALREADY, "configurations are listened for already");
    if (open_socket(port))
        return -1;
    server.options = options ? *options : defaults;
    server.stopping = false;
    server.thread = 0;
    if (pylog__port_thread_start(&task)) {
        int error = errno;
        pylog__net_close(server.socket);
        return pylog__fail_os(error, NULL);
    }
    server.running = true;
    server.started++;
    return pylog__net_port(&server.address);
}

int pylog_listen(int port, const struct pylog_listen_options *options) {
    pylog__mutex_lock(&mutex);
    int result = start(port, options);
    int error = errno;
    pylog__mutex_unlock(&mutex);
    errno = error;
    return result;
}

/* Only the thread itself cannot wait for its end. */
int pylog_stop_listening(void) {
    pylog__mutex_lock(&mutex);
    bool running = server.running;
    bool own = server.thread == pylog__port_thread_id();
    unsigned started = server.started;
    struct pylog__address address = server.address;
    server.stopping = true;
    pylog__mutex_unlock(&mutex);
    if (!running)
        return 0;
    pylog__socket waking = pylog__net_connect(&address, PYLOG__NET_STREAM, pylog__port_monotonic() + second);
    if (waking != PYLOG__NO_SOCKET)
        pylog__net_close(waking);
    pylog__mutex_lock(&mutex);
    pylog__condition_broadcast(&changed);
    while (server.running && server.started == started && !own)
        pylog__condition_wait(&changed, &mutex, INT64_MAX);
    pylog__mutex_unlock(&mutex);
    return 0;
}
