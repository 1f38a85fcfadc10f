/* Entering the link, connecting, sending, and what is done when that fails. */
#include "link.h"

#include "../port/lock.h"
#include "../base/error.h"
#include "../base/memory.h"
#include "../base/timeout.h"

/* ---- Making ---------------------------------------------------------------------------------- */

static void forget_threads(struct pylog__link *link) {
    pylog__mutex_init(&link->mutex);
    pylog__condition_init(&link->left);
    link->busy = false;
    link->waiting = 0;
}

int pylog__link_init(struct pylog__link *link, const char *host, int port, enum pylog__net_kind kind) {
    if (!host || !*host)
        return pylog__fail_type("a host, or the path of a socket, is needed");
    if (port != PYLOG_UNIX && (port < 0 || port > 65535))
        return pylog__fail_as("OverflowError", EINVAL, "port must be 0-65535.");
    char *copy = pylog__copy_string(host);
    if (!copy)
        return pylog__fail_memory();
    *link = (struct pylog__link){
        .peer = { .host = copy, .port = port, .kind = kind },
        .pauses = true,
        .timeout = PYLOG__SOCKET_SECONDS,
        .backoff = { .start = 1, .factor = 2, .max = 30 },
        .connection = PYLOG__NO_CONNECTION(NULL),
    };
    forget_threads(link);
    return 0;
}

void pylog__link_release(struct pylog__link *link) {
    pylog__connection_close(&link->connection);
    pylog__pending_resize(&link->pending, 0);
    pylog__free((char *)(uintptr_t)link->peer.host);
    pylog__mutex_destroy(&link->mutex);
    pylog__condition_destroy(&link->left);
}

/* The connection, and what waits for it, are the parent's; so are the threads that were within. */
void pylog__link_after_fork(struct pylog__link *link) {
    pylog__connection_abandon(&link->connection);
    pylog__pending_clear(&link->pending);
    forget_threads(link);
}

/* ---- Entering -------------------------------------------------------------------------------- */

static int64_t end_of_call(const struct pylog__link *link) {
    return pylog__timeout_end(link->timeout, INT64_MAX);
}

/* Without a time-out: as long as threads leave the link, one at least in ten seconds. */
static int64_t end_of_wait(int64_t deadline) {
    return deadline == INT64_MAX ? pylog__port_monotonic() + pylog__lock_patience : deadline;
}

/* False if there is no getting in: in time, or at all, for a transport that logs to its own handler. */
static bool enter_link(struct pylog__link *link, int64_t deadline) {
    uint64_t self = pylog__thread_mark();
    bool in_time = true;
    pylog__mutex_lock(&link->mutex);
    link->waiting++;
    while (link->busy && link->owner != self && in_time)
        in_time = pylog__condition_wait(&link->left, &link->mutex, end_of_wait(deadline));
    link->waiting--;
    bool entered = !link->busy;
    if (entered) {
        link->busy = true;
        link->owner = self;
    }
    pylog__mutex_unlock(&link->mutex);
    return entered;
}

static void leave(struct pylog__link *link) {
    pylog__mutex_lock(&link->mutex);
    link->busy = false;
    if (link->waiting)
        pylog__condition_broadcast(&link->left);
    pylog__mutex_unlock(&link->mutex);
}

bool pylog__link_is_mine(struct pylog__link *link) {
    pylog__mutex_lock(&link->mutex);
    bool mine = link->busy && link->owner == pylog__thread_mark();
    pylog__mutex_unlock(&link->mutex);
    return mine;
}

/* The transport is not called here: the connection is closed by whoever comes next. */
void pylog__link_after_unwinding(struct pylog__link *link) {
    if (!pylog__link_is_mine(link))
        return;
    link->torn = true;
    leave(link);
}

/* ---- Within: connecting ---------------------------------------------------------------------- */

static bool is_datagram(const struct pylog__link *link) {
    return link->peer.kind == PYLOG__NET_DATAGRAM;
}

/* Python's SysLogHandler: datagrams, else a stream; what has worked once stays. */
static int open_either(struct pylog__link *link, int64_t deadline) {
    int result = pylog__connection_open(&link->connection, &link->peer, deadline);
    if (result && link->or_stream) {
        link->peer.kind = PYLOG__NET_STREAM;
        result = pylog__connection_open(&link->connection, &link->peer, deadline);
    }
    if (!result)
        link->or_stream = false;
    else if (link->or_stream)
        link->peer.kind = PYLOG__NET_DATAGRAM;
    return result;
}

int pylog__link_connect(struct pylog__link *link) {
    link->connection.transport = link->transport.connect ? &link->transport : NULL;
    int result = open_either(link, end_of_call(link));
    link->connected |= !result;
    return result;
}

/* The program has closed what it did not open: told once, it is connected to anew. */
static void tell_if_link_lost(pylog_handler *handler, struct pylog__link *link) {
    if (!pylog__connection_is_lost(&link->connection))
        return;
    pylog__fail_as("OSError", EBADF,
                   "[Errno %d] Bad file descriptor: the program has closed a socket, which is not its own; it "
                   "is connected again",
                   EBADF);
    pylog_handler_handle_error(handler, NULL);
}

/* A peer that has gone is noticed before a record is sent into the void. */
static int connect_if_needed(pylog_handler *handler, struct pylog__link *link, int64_t deadline) {
    tell_if_link_lost(handler, link);
    if (pylog__connection_is_open(&link->connection) && !is_datagram(link) &&
        (link->torn || !pylog__connection_discard(&link->connection)))
        pylog__connection_close(&link->connection);
    link->torn = false;
    if (pylog__connection_is_open(&link->connection))
        return 0;
    link->connection.transport = link->transport.connect ? &link->transport : NULL;
    if (open_either(link, deadline))
        return -1;
    if (link->connected)
        pylog_handler_count_reconnect(handler);
    link->connected = true;
    return 0;
}

/* ---- Within: sending ------------------------------------------------------------------------- */

/* A datagram that is too long will be so for ever. */
static int send_pending(pylog_handler *handler, struct pylog__link *link, int64_t deadline) {
    const char *bytes;
    size_t length;
    while ((bytes = pylog__pending_first(&link->pending, &length)) != NULL) {
        if (pylog__connection_send(&link->connection, bytes, length, deadline) == 0)
            pylog_handler_count_emitted(handler, 1);
        else if (errno == EMSGSIZE)
            pylog_handler_count_dropped(handler, 1);
        else
            return -1;
        pylog__pending_drop_first(&link->pending);
    }
    return 0;
}

/* A UDP peer refuses a datagram after it was sent: the next one fails instead of it. */
static bool is_late_refusal(const struct pylog__link *link) {
    return errno == ECONNREFUSED && is_datagram(link) && link->peer.port != PYLOG_UNIX;
}

/* Told once, until the peer has taken a datagram again. A far one does not refuse each of them, so that it seems to
 * take some: that is told again after longer and longer pauses. */
static void tell_of_refusal(pylog_handler *handler, struct pylog__link *link) {
    enum { MOST_DOUBLINGS = 12 };
    int64_t now = pylog__port_monotonic(), second = 1000000000;
    if (link->refuses || now < link->next_refusal_told)
        return;
    unsigned told = link->refusals_told++;
    link->refuses = true;
    link->next_refusal_told = told ? now + (second << (told < MOST_DOUBLINGS ? told : MOST_DOUBLINGS)) : 0;
    pylog__fail_os(ECONNREFUSED, link->peer.host);
    errno = ECONNREFUSED;
    pylog_handler_handle_error(handler, NULL);
}

static bool is_worth_another_try(const struct pylog__link *link) {
    return errno != ETIMEDOUT && errno != EMSGSIZE && pylog__connection_is_open(&link->connection);
}

/* What is kept first, then the record (NULL: none). 0 if all is sent; 1 if so, but the record's place among
 * the emitted is taken by one that was refused after it had been counted; -1 with errno. */
static int send_all(pylog_handler *handler, struct pylog__link *link, const char *bytes, size_t length,
                    int64_t deadline) {
    bool refused = false;
    for (int attempt = 0;; attempt++) {
        if (connect_if_needed(handler, link, deadline) == 0 && send_pending(handler, link, deadline) == 0 &&
            (!bytes || pylog__connection_send(&link->connection, bytes, length, deadline) == 0)) {
            link->refuses = link->refuses && refused;
            return refused;
        }
        if (attempt > 0 || !is_worth_another_try(link))
            return -1;
        if (is_late_refusal(link)) {
            pylog_handler_count_dropped(handler, 1);
            tell_of_refusal(handler, link);
            refused = true;
        } else {
            pylog__connection_close(&link->connection);
        }
    }
}

/* ---- Within: failing ------------------------------------------------------------------------- */

/* In the middle of a stream there may be a part of a record now. */
static void close_and_pause(struct pylog__link *link, int error) {
    if (!is_datagram(link) || (error != ETIMEDOUT && error != EMSGSIZE))
        pylog__connection_close(&link->connection);
    if (error == ETIMEDOUT || (link->pauses && error != EMSGSIZE))
        pylog__backoff_failed(&link->backoff, pylog__port_monotonic());
}

static int drop_record(pylog_handler *handler) {
    pylog_handler_count_dropped(handler, 1);
    return 1;
}

static int keep_or_drop(pylog_handler *handler, struct pylog__link *link, const char *bytes, size_t length) {
    return pylog__pending_put(&link->pending, bytes, length) ? 1 : drop_record(handler);
}

static int report_error(int error) {
    if (error == ETIMEDOUT)
        return pylog__fail_as("TimeoutError", ETIMEDOUT, "timed out");
    errno = error;
    return -1;
}

static int give_up_record(pylog_handler *handler, struct pylog__link *link, const char *bytes, size_t length) {
    int error = errno;
    bool connected = pylog__connection_is_open(&link->connection);
    close_and_pause(link, error);
    if (error != EMSGSIZE && pylog__pending_put(&link->pending, bytes, length))
        return 1;
    if (!link->reports)
        return drop_record(handler);
    if (!link->close_on_error || !connected)
        return report_error(error);
    pylog__connection_close(&link->connection);
    return drop_record(handler);
}

/* ---- What handlers do ------------------------------------------------------------------------ */

int pylog__link_send(pylog_handler *handler, struct pylog__link *link, const char *bytes, size_t length) {
    int64_t deadline = end_of_call(link);
    if (!enter_link(link, deadline))
        return drop_record(handler);
    int result = 0;
    if (!pylog__backoff_is_due(&link->backoff, pylog__port_monotonic())) {
        result = keep_or_drop(handler, link, bytes, length);
    } else {
        result = send_all(handler, link, bytes, length, deadline);
        if (result < 0)
            result = give_up_record(handler, link, bytes, length);
        else
            pylog__backoff_succeeded(&link->backoff);
    }
    int error = errno;
    leave(link);
    errno = error;
    return result;
}

int pylog__link_fail(pylog_handler *handler, struct pylog__link *link) {
    int error = errno, result = -1;
    if (link->close_on_error && enter_link(link, end_of_call(link))) {
        if (pylog__connection_is_open(&link->connection)) {
            pylog__connection_close(&link->connection);
            result = drop_record(handler);
        }
        leave(link);
    }
    errno = error;
    return result;
}

/* Pauses do not count: it may be the last chance. */
int pylog__link_flush(pylog_handler *handler, struct pylog__link *link) {
    int64_t deadline = end_of_call(link);
    if (!link->pending.records)
        return 0;
    if (!enter_link(link, deadline))
        return report_error(ETIMEDOUT);
    int result = send_all(handler, link, NULL, 0, deadline), error = errno;
    if (result < 0)
        close_and_pause(link, error);
    leave(link);
    return result < 0 ? report_error(error) : 0;
}

void pylog__link_close(pylog_handler *handler, struct pylog__link *link) {
    pylog__link_flush(handler, link);
    pylog_handler_count_dropped(handler, link->pending.records);
    pylog__pending_clear(&link->pending);
    pylog__connection_close(&link->connection);
}
