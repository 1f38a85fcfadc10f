/* A listening socket, and one connection after the other. */
#define _GNU_SOURCE

#include "scripted_peer.h"

#include "parallel.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct scripted_peer {
    const struct script_step *steps;
    int listener, port;
    int stop[2]; /* a pipe: closed to stop the thread */
    pthread_t thread;

    pthread_mutex_t mutex; /* of all that follows */
    pthread_cond_t changed;
    char *bytes;
    size_t length, ended;
};

/* False: the test is over. */
static bool wait_for_input(struct scripted_peer *peer, int socket) {
    struct pollfd sockets[2] = { { .fd = socket, .events = POLLIN },
                                 { .fd = peer->stop[0], .events = POLLIN } };
    poll(sockets, 2, -1);
    return !sockets[1].revents;
}

static void keep(struct scripted_peer *peer, const char *bytes, size_t length) {
    pthread_mutex_lock(&peer->mutex);
    char *grown = realloc(peer->bytes, peer->length + length + 1);
    if (!grown)
        abort();
    memcpy(grown + peer->length, bytes, length);
    peer->bytes = grown;
    peer->length += length;
    grown[peer->length] = '\0';
    pthread_mutex_unlock(&peer->mutex);
}

static bool ends_with(const struct scripted_peer *peer, size_t since, const char *after) {
    size_t length = strlen(after);
    return peer->length - since >= length && memcmp(peer->bytes + peer->length - length, after, length) == 0;
}

/* Only this thread writes the bytes, so it may read them without the mutex. */
static void serve(struct scripted_peer *peer, int socket) {
    const struct script_step *step = peer->steps;
    size_t since = peer->length;
    char piece[4096];
    for (;;) {
        while (step->after && ends_with(peer, since, step->after)) {
            size_t length = step->say && !step->length ? strlen(step->say) : step->length;
            since = peer->length;
            if (!step->say || send(socket, step->say, length, MSG_NOSIGNAL) < 0)
                return;
            step++;
        }
        ptrdiff_t came = wait_for_input(peer, socket) ? recv(socket, piece, sizeof piece, 0) : 0;
        if (came <= 0)
            return;
        keep(peer, piece, (size_t)came);
    }
}

static void *run(void *data) {
    struct scripted_peer *peer = data;
    while (wait_for_input(peer, peer->listener)) {
        int socket = accept4(peer->listener, NULL, NULL, SOCK_CLOEXEC);
        if (socket < 0)
            continue;
        serve(peer, socket);
        close(socket);
        pthread_mutex_lock(&peer->mutex);
        peer->ended++;
        pthread_cond_broadcast(&peer->changed);
        pthread_mutex_unlock(&peer->mutex);
    }
    return NULL;
}

struct scripted_peer *scripted_peer_start(const struct script_step *steps, int port) {
    struct scripted_peer *peer = calloc(1, sizeof *peer);
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((unsigned short)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    const int on = 1;
    if (!peer || pipe2(peer->stop, O_CLOEXEC) != 0)
        abort();
    peer->steps = steps;
    peer->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(peer->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (peer->listener < 0 || bind(peer->listener, (struct sockaddr *)&address, length) != 0 ||
        listen(peer->listener, 16) != 0 ||
        getsockname(peer->listener, (struct sockaddr *)&address, &length) != 0)
        abort();
    peer->port = ntohs(address.sin_port);
    pthread_mutex_init(&peer->mutex, NULL);
    pthread_cond_init(&peer->changed, NULL);
    keep(peer, "", 0);
    peer->thread = start_thread(run, peer);
    return peer;
}

void scripted_peer_stop(struct scripted_peer *peer) {
    if (!peer)
        return;
    close(peer->stop[1]);
    join_thread(peer->thread);
    close(peer->stop[0]);
    close(peer->listener);
    free(peer->bytes);
    free(peer);
}

int scripted_peer_port(const struct scripted_peer *peer) {
    return peer->port;
}

char *scripted_peer_take(struct scripted_peer *peer, size_t connections) {
    struct timespec until;
    int result = 0;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 10;
    pthread_mutex_lock(&peer->mutex);
    while (peer->ended < connections && result == 0)
        result = pthread_cond_timedwait(&peer->changed, &peer->mutex, &until);
    char *taken = strdup(peer->bytes);
    pthread_mutex_unlock(&peer->mutex);
    if (!taken)
        abort();
    return taken;
}
