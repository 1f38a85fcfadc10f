/* Configurations that come over a socket: Python's listen and stopListening.
 *
 * One thread serves all clients, and never waits for one of them: what has come is kept until a configuration
 * is whole, and the oldest client goes when there are too many. Who stops it connects, so that it wakes up.
 * The state is guarded by the mutex; the clients are the thread's own. */
#include <pylog/config.h>

#include "../handler/handler.h"
#include "../thread/hooks.h"
#include "../port/compiler.h"
#include "../port/net.h"
#include "../base/error.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "../base/timeout.h"
#include "../syntax/node.h"
#include "dict_config.h"
#include "file_config.h"
#include "listen_socket.h"
#include "plan.h"
#include <stdio.h>

enum { MOST_CLIENTS = PYLOG__MOST_WAITED - 1, HEAD = 4, RECEIVED_PIECE = 16384 };
static const int64_t listen_second = 1000000000;
static const int64_t longest_listen = INT64_C(5000000000); /* it looks whether it is to stop */
static const int64_t grace = 100000000;                  /* before a client has to go for a new one */
static const int64_t usual_timeout = INT64_C(30000000000); /* for the text of a client */

static struct pylog__mutex listen_mutex = PYLOG__MUTEX_INIT;
static struct pylog__condition listen_changed;
static struct {
    bool running, stopping;
    unsigned started; /* how often */
    uint64_t thread;
    struct pylog__listen_socket listening;
    struct pylog_listen_options options;
} server = { .listening.socket = PYLOG__NO_SOCKET };

struct client {
    pylog__socket socket;
    struct pylog__identity is; /* the socket */
    struct pylog_buffer bytes;
    int64_t since, deadline; /* when it was accepted, and by when all must have come */
    bool unknown;            /* it had gone before it could be told whose it is */
};
static struct client clients[MOST_CLIENTS + 1]; /* the new one is there before the oldest goes */
static size_t client_count;

/* For exceptions out of the program's functions, after which the thread begins anew. */
static struct client *served; /* whose turn it is */
static char *listen_told;     /* what `done` is told */

/* ---- A configuration ------------------------------------------------------------------------- */

/* What is told may be changed by who is told. */
static void call_done(int error, const char *text) {
    listen_told = pylog__copy_string(text);
    server.options.done(error, listen_told ? listen_told : "", server.options.data);
    pylog__free(listen_told);
    listen_told = NULL;
}

static void report_refusal(void) {
    if (server.options.done)
        call_done(pylog__error_code(), pylog__error_text());
    else
        pylog__print_error(NULL);
    pylog__error_clear();
}

/* Strangers may connect again and again: one report in a second, with the number of those left out. */
static void refuse_received(const char *why) {
    static int64_t next;
    static size_t left_out;
    char others[48] = "";
    int64_t now = pylog__port_monotonic();
    if (now < next) {
        left_out++;
        return;
    }
    if (left_out)
        snprintf(others, sizeof others, " (and %zu more were refused)", left_out);
    left_out = 0;
    next = now + listen_second;
    pylog__fail_as("PermissionError", EACCES, "<socket>: %s%s", why, others);
    report_refusal();
}

/* No INI file begins with a brace, so that what is wrong with JSON is not said of an INI file. */
static bool is_json(const char *text, size_t length) {
    size_t at = 0;
    while (at < length && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')))
        at++;
    return at < length && text[at] == '{';
}

static void apply_received(const char *text, size_t length) {
    static const char source[] = "<socket>";
    int result = is_json(text, length) ? pylog__dict_config_text(text, length, source)
                                       : pylog__file_config_text(text, length, source, NULL);
    if (result)
        report_refusal();
    else if (server.options.done)
        call_done(0, "");
}

static void verify_and_apply(const char *bytes, size_t length) {
    char storage[1024];
    struct pylog_buffer out;
    if (!server.options.verify) {
        apply_received(bytes, length);
        return;
    }
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__error_begin_callback();
    if (server.options.verify(bytes, length, &out, server.options.data) == 0) {
        if (!out.failed)
            apply_received(pylog__buffer_text(&out), out.length);
        else if (pylog__fail_memory())
            report_refusal();
    } else if (pylog__callback_has_failed()) {
        report_refusal();
    } else if (server.options.done) {
        call_done(EPERM, "verify has rejected the configuration");
    }
    pylog__buffer_release(&out);
}

/* ---- A client -------------------------------------------------------------------------------- */

/* The length of the configuration, which comes first. */
static size_t client_length(const struct client *client) {
    const unsigned char *head = (const unsigned char *)client->bytes.data;
    return (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
}

/* How many bytes are missing, as far as is known. */
static size_t missing(const struct client *client) {
    size_t have = client->bytes.length;
    return have < HEAD ? HEAD - have : HEAD + client_length(client) - have;
}

/* What was begun is lost; one that says nothing at all, or resets the connection as Python's do, is no error.
 */
static bool give_up_client(const struct client *client, const char *why) {
    if (client->bytes.length > HEAD) {
        pylog__fail_value("<socket>: %s after %zu bytes of %zu", why, client->bytes.length - HEAD,
                          client_length(client));
        report_refusal();
    }
    return false;
}

static bool take_whole(const struct client *client) {
    if (client->bytes.length < HEAD)
        return true;
    if (client_length(client) > PYLOG__LONGEST_TEXT) {
        pylog__fail_value("<socket>: the text is too long: %zu bytes, of %d at the most", client_length(client),
                          (int)PYLOG__LONGEST_TEXT);
        report_refusal();
        return false;
    }
    if (missing(client))
        return true;
    if (client->unknown)
        refuse_received("a client has closed its connection before it could be told whose it is: it has to wait until "
                        "the server closes");
    else
        verify_and_apply(client->bytes.data + HEAD, client->bytes.length - HEAD);
    return false;
}

/* Take what has come. False: the connection is of no more use. */
static bool serve_client(struct client *client) {
    size_t wanted = missing(client) < RECEIVED_PIECE ? missing(client) : RECEIVED_PIECE;
    char *room = pylog__buffer_room(&client->bytes, wanted);
    if (!room) {
        pylog__fail_memory();
        report_refusal();
        return false;
    }
    ptrdiff_t came = pylog__net_receive(client->socket, room, wanted, 0);
    if (came < 0)
        return errno == ETIMEDOUT || give_up_client(client, "the connection failed");
    if (came == 0)
        return give_up_client(client, "the connection was closed");
    client->bytes.length += (size_t)came;
    return take_whole(client);
}

/* Others may have closed it, and its number is not its own then. */
static void close_client(const struct client *client) {
    if (pylog__port_is_same(client->socket, &client->is))
        pylog__net_close(client->socket);
}

/* A child of fork closes all sockets that it finds. In one that has come out of verify or done, no client is
 * left. */
static void drop_client(size_t index) {
    if (index >= client_count)
        return;
    struct client dropped = clients[index];
    pylog__port_hold_forks();
    clients[index] = clients[client_count - 1];
    client_count--;
    pylog__port_let_fork();
    close_client(&dropped);
    pylog__buffer_release(&dropped.bytes);
}

/* Clients are moved about: their buffers begin empty. */
static void add_client(pylog__socket accepted, bool unknown) {
    static char nothing[1];
    struct client *client = &clients[client_count];
    client->unknown = unknown;
    client->since = pylog__port_monotonic();
    client->deadline = pylog__timeout_end(server.options.timeout, client->since + usual_timeout);
    pylog__buffer_init(&client->bytes, nothing, sizeof nothing);
    pylog__port_identify(accepted, &client->is);
    pylog__port_hold_forks();
    client->socket = accepted;
    client_count++;
    pylog__port_let_fork();
}

static size_t oldest_client(void) {
    size_t oldest = 0;
    for (size_t i = 1; i < client_count; i++)
        if (clients[i].since < clients[oldest].since)
            oldest = i;
    return oldest;
}

/* When there is a place for a new client: the oldest one's, if there is no other. */
static int64_t next_place(void) {
    return client_count < MOST_CLIENTS ? 0 : clients[oldest_client()].since + grace;
}

static void make_place(void) {
    size_t oldest = oldest_client();
    if (client_count <= MOST_CLIENTS)
        return;
    served = &clients[oldest];
    give_up_client(served, "others wanted to connect");
    served = NULL;
    drop_client(oldest);
}

static bool is_stopping(void) {
    pylog__mutex_lock(&listen_mutex);
    bool stopping = server.stopping;
    pylog__mutex_unlock(&listen_mutex);
    return stopping;
}

/* The program has closed what it did not open: nobody can connect any more. */
static void stop_if_lost(void) {
    if (pylog__port_is_same(server.listening.socket, &server.listening.is))
        return;
    pylog__mutex_lock(&listen_mutex);
    server.stopping = true;
    pylog__mutex_unlock(&listen_mutex);
    pylog__fail_as("OSError", EBADF,
                   "[Errno %d] Bad file descriptor: the program has closed the socket of pylog_listen, which is "
                   "not its own; configurations are not listened for any more",
                   EBADF);
    report_refusal();
}

static bool accept_client(void) {
    pylog__socket accepted = pylog__net_accept(server.listening.socket);
    if (accepted == PYLOG__NO_SOCKET) {
        stop_if_lost();
        return false;
    }
    enum pylog__net_peer peer = pylog__listen_socket_ask(&server.listening, accepted);
    if (peer == PYLOG__PEER_STRANGER) {
        pylog__net_close(accepted);
        refuse_received("a client of another user is refused; see any_user");
        return true;
    }
    add_client(accepted, peer == PYLOG__PEER_GONE);
    make_place();
    return true;
}

/* Those whom it has already are to have their turn. */
static void accept_clients(void) {
    for (int i = 0; i < MOST_CLIENTS && next_place() <= pylog__port_monotonic() && !is_stopping(); i++)
        if (!accept_client())
            return;
}

/* ---- The thread ------------------------------------------------------------------------------ */

/* When there is something to do though nothing comes. */
static int64_t next_deadline(int64_t now, int64_t place) {
    int64_t next = now + longest_listen;
    if (place > now && place < next)
        next = place;
    for (size_t i = 0; i < client_count; i++)
        if (clients[i].deadline < next)
            next = clients[i].deadline;
    return next;
}

/* The system refuses, for want of memory say: not all the time. */
static void pause_a_second(void) {
    int64_t until = pylog__port_monotonic() + listen_second;
    pylog__mutex_lock(&listen_mutex);
    while (!server.stopping && pylog__condition_wait(&listen_changed, &listen_mutex, until)) {
    }
    pylog__mutex_unlock(&listen_mutex);
}

/* From the last one on: the place of one that is dropped is taken by one that has been served. */
static void serve_clients(const bool *ready) {
    int64_t now = pylog__port_monotonic();
    for (size_t i = client_count; i-- > 0 && !is_stopping();) {
        served = &clients[i];
        bool stays = !ready[i] || serve_client(served);
        if (stays && served->deadline <= now)
            stays = give_up_client(served, "the time is up");
        served = NULL;
        if (!stays)
            drop_client(i);
    }
}

static void serve(void) {
    pylog__socket sockets[PYLOG__MOST_WAITED] = { 0 };
    bool ready[PYLOG__MOST_WAITED];
    size_t count = client_count;
    int64_t now = pylog__port_monotonic(), place = next_place();
    for (size_t i = 0; i < count; i++)
        sockets[i] = clients[i].socket;
    if (place <= now)
        sockets[count++] = server.listening.socket;
    if (pylog__net_wait(sockets, count, ready, next_deadline(now, place)) < 0) {
        pause_a_second();
        return;
    }
    bool somebody = count > client_count && ready[client_count];
    serve_clients(ready);
    if (somebody)
        accept_clients();
}

/* The program is called for a client at the end of its turn only. So the client goes if an exception ends it.
 */
static void drop_interrupted_client(void) {
    if (served)
        drop_client((size_t)(served - clients));
    served = NULL;
    pylog__free(listen_told);
    listen_told = NULL;
}

static void run_listener(struct pylog__task *unused) {
    (void)unused;
    drop_interrupted_client();
    pylog__mutex_lock(&listen_mutex);
    server.thread = pylog__port_thread_id();
    pylog__mutex_unlock(&listen_mutex);
    while (!is_stopping())
        serve();
    while (client_count)
        drop_client(client_count - 1);
    pylog__mutex_lock(&listen_mutex);
    pylog__listen_socket_close(&server.listening, false);
    server.running = false;
    pylog__condition_broadcast(&listen_changed);
    pylog__mutex_unlock(&listen_mutex);
}

/* ---- Starting and stopping ------------------------------------------------------------------- */

/* The child does not listen. What a client had sent cannot be freed: the thread may have been at it. */
static void listen_after_fork(void) {
    pylog__mutex_init(&listen_mutex);
    pylog__condition_init(&listen_changed);
    pylog__listen_socket_close(&server.listening, true);
    for (size_t i = 0; i < client_count; i++)
        close_client(&clients[i]);
    client_count = 0;
    served = NULL;
    listen_told = NULL;
    server.running = false;
    server.stopping = true;
}

/* It is in a configuration, or in the program's verify, and does not come back from there. Nobody shall wait
 * at the socket. */
static int give_listening_up(void) {
    pylog__listen_socket_close(&server.listening, false);
    return pylog__fail_as("TimeoutError", ETIMEDOUT,
                          "the thread that listens for configurations is still at one: it is left behind");
}

/* Only the thread itself, and whoever it may be waiting for, cannot wait for its end. */
static int stop_listening_before(int64_t deadline) {
    bool waits = pylog__may_wait_for_configuring(), left = false;
    pylog__mutex_lock(&listen_mutex);
    bool running = server.running;
    unsigned seen = server.started;
    struct pylog__address address = server.listening.address;
    waits = waits && server.thread != pylog__port_thread_id();
    server.stopping = true;
    pylog__mutex_unlock(&listen_mutex);
    if (!running)
        return 0;
    pylog__listen_socket_wake(&address);
    pylog__mutex_lock(&listen_mutex);
    pylog__condition_broadcast(&listen_changed);
    while (waits && !left && server.running && server.started == seen)
        left = !pylog__condition_wait(&listen_changed, &listen_mutex, deadline);
    left = left && server.running && server.started == seen;
    int result = left ? give_listening_up() : 0;
    pylog__mutex_unlock(&listen_mutex);
    return result;
}

int pylog_stop_listening(void) {
    return stop_listening_before(pylog__port_monotonic() + PYLOG__LONGEST_CONFIGURING);
}

/* `done` is for the listening thread alone. */
static void shut_listening_down(int64_t deadline) {
    if (!stop_listening_before(deadline))
        return;
    pylog__print_error(NULL);
    pylog__error_clear();
}

PYLOG__AT_LOAD static void enter_listen_hooks(void) {
    static struct pylog__hooks hooks = { .phase = PYLOG__PHASE_CONFIG,
                                         .child = listen_after_fork,
                                         .shut_down = shut_listening_down };
    pylog__hooks_add(&hooks);
}

static void prepare_listening(void) {
    static bool prepared; /* under the mutex */
    if (prepared)
        return;
    prepared = true;
    pylog__condition_init(&listen_changed);
}

static int start_listening(int port, const struct pylog_listen_options *options) {
    static struct pylog__task task = { .run = run_listener, .goes_on = true };
    prepare_listening();
    if (server.running)
        return pylog__fail_as("RuntimeError", EALREADY, "configurations are listened for already");
    int opened = pylog__listen_socket_open(&server.listening, port, options);
    if (opened < 0)
        return -1;
    server.options = *options;
    server.options.path = NULL; /* the caller's */
    server.stopping = false;
    server.thread = 0;
    if (pylog__port_thread_start(&task)) {
        int error = errno;
        pylog__listen_socket_close(&server.listening, false);
        return pylog__fail_os(error, NULL);
    }
    server.running = true;
    server.started++;
    return opened;
}

int pylog_listen(int port, const struct pylog_listen_options *options) {
    static const struct pylog_listen_options defaults = { .verify = NULL };
    if (!options)
        options = &defaults;
    if (pylog__check_members(options) || pylog__timeout_check("timeout", options->timeout))
        return -1;
    pylog__mutex_lock(&listen_mutex);
    int result = start_listening(port, options);
    int error = errno;
    pylog__mutex_unlock(&listen_mutex);
    errno = error;
    return result;
}
