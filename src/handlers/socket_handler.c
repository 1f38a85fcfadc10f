/* Handlers that send records as pickles: Python's SocketHandler and DatagramHandler. */
#include "../base/error.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "../base/timeout.h"
#include "../wire/pickle.h"
#include "link.h"

enum { PREFIX = 4 }; /* bytes: the length of the pickle */

/* ---- The pickle of a record ------------------------------------------------------------------ */

struct pickling {
    struct pylog__pickle pickle;
    const struct pylog_record *record;
};

static bool is(const struct pylog_field *field, const char *key) {
    return strcmp(field->key, key) == 0;
}

/* What Python's makePickle changes: objects that the receiver could not have are text, or left out. */
static int pickle_field(struct pylog_field field, size_t length, void *data) {
    struct pickling *pickling = data;
    if (is(&field, "message"))
        return 0;
    if (is(&field, "args") || is(&field, "exc_info"))
        field = pylog_field_none(field.key);
    if (is(&field, "msg")) {
        field = pylog_field_str("msg", pylog_record_message(pickling->record, &length));
        if (!field.value.s)
            return -1;
    }
    struct pylog__value value = pylog__value_of(&field, length);
    pylog__pickle_pair(&pickling->pickle, field.key, &value);
    return 0;
}

static int put_pickle(const struct pylog_record *record, struct pylog_buffer *out) {
    struct pickling pickling = { .record = record };
    pylog__put(out, "\0\0\0\0", PREFIX);
    size_t start = out->length;
    pylog__pickle_begin(&pickling.pickle, out);
    if (pylog_record_visit(record, pickle_field, &pickling))
        return -1;
    pylog__pickle_end(&pickling.pickle);
    if (out->failed)
        return pylog__fail_memory();
    size_t length = out->length - start;
    if (length > UINT32_MAX)
        return pylog__fail_value("a record of %zu bytes is too long to be sent", length);
    for (size_t i = 0; i < PREFIX; i++)
        out->data[start - 1 - i] = (char)(length >> 8 * i & 0xFF);
    return 0;
}

/* The error's text is made by a formatter, and kept in the record. */
static int have_exc_text(const struct pylog_record *record) {
    struct pylog_field text;
    if (!record->exc_info ||
        (pylog_record_get(record, "exc_text", &text) == 0 && text.type != PYLOG_TYPE_NONE))
        return 0;
    char storage[512];
    struct pylog_buffer unused;
    pylog__buffer_init(&unused, storage, sizeof storage);
    int result = pylog_formatter_format(NULL, record, &unused);
    pylog__buffer_release(&unused);
    return result;
}

int pylog_socket_handler_make_pickle(const struct pylog_record *record, pylog_buffer *out) {
    if (!record || !out)
        return pylog__fail_type("a record and a buffer are needed");
    size_t before = out->length;
    if (have_exc_text(record) == 0 && put_pickle(record, out) == 0)
        return 0;
    out->length = before;
    out->data[before] = '\0';
    out->failed = false;
    return -1;
}

/* ---- The handlers ---------------------------------------------------------------------------- */

/* As Python does, the handler's own formatter runs for a record with an error: its asctime is sent, too. */
static int make_pickle(pylog_handler *handler, const struct pylog_record *record, struct pylog_buffer *out) {
    if (record->exc_info && pylog_handler_format(handler, record, out))
        return -1;
    out->length = 0;
    return pylog_socket_handler_make_pickle(record, out);
}

static int socket_emit(pylog_handler *handler, const struct pylog_record *record) {
    struct pylog__link *link = pylog_handler_data(handler);
    char storage[1024];
    struct pylog_buffer pickle;
    if (record->exc_info && pylog__link_is_mine(link)) { /* no formatter is to run within, and not to return */
        pylog_handler_count_dropped(handler, 1);
        return 1;
    }
    pylog__buffer_init(&pickle, storage, sizeof storage);
    int result = make_pickle(handler, record, &pickle)
                     ? pylog__link_fail(handler, link)
                     : pylog__link_send(handler, link, pickle.data, pickle.length);
    pylog__buffer_release(&pickle);
    return result;
}

static int socket_flush(pylog_handler *handler) {
    return pylog__link_flush(handler, pylog_handler_data(handler));
}

static void socket_close(pylog_handler *handler) {
    pylog__link_close(handler, pylog_handler_data(handler));
}

static void socket_after_fork(pylog_handler *handler) {
    pylog__link_after_fork(pylog_handler_data(handler));
}

static void socket_after_unwinding(pylog_handler *handler) {
    pylog__link_after_unwinding(pylog_handler_data(handler));
}

static void socket_destroy(void *data) {
    pylog__link_release(data);
    pylog__free(data);
}

static const struct pylog_handler_ops socket_ops = {
    .name = "SocketHandler",
    .flags = PYLOG_HANDLER_SHARED_WRITE | PYLOG_HANDLER_REOPENS,
    .emit = socket_emit,
    .flush = socket_flush,
    .close = socket_close,
    .destroy = socket_destroy,
    .after_fork = socket_after_fork,
    .after_unwinding = socket_after_unwinding,
};

static const struct pylog_handler_ops datagram_ops = {
    .name = "DatagramHandler",
    .flags = PYLOG_HANDLER_SHARED_WRITE | PYLOG_HANDLER_REOPENS,
    .emit = socket_emit,
    .flush = socket_flush,
    .close = socket_close,
    .destroy = socket_destroy,
    .after_fork = socket_after_fork,
    .after_unwinding = socket_after_unwinding,
};

static pylog_handler *make_socket(const struct pylog_handler_ops *ops, const char *host, int port,
                                  enum pylog__net_kind kind) {
    struct pylog__link *link = pylog__allocate(sizeof *link);
    if (!link) {
        pylog__fail_memory();
        return NULL;
    }
    if (pylog__link_init(link, host, port, kind)) {
        pylog__free(link);
        return NULL;
    }
    pylog_handler *handler = pylog_handler_new(ops, link);
    if (!handler)
        socket_destroy(link);
    return handler;
}

pylog_handler *pylog_socket_handler_new(const char *host, int port) {
    return make_socket(&socket_ops, host, port, PYLOG__NET_STREAM);
}

pylog_handler *pylog_datagram_handler_new(const char *host, int port) {
    pylog_handler *handler = make_socket(&datagram_ops, host, port, PYLOG__NET_DATAGRAM);
    if (!handler)
        return NULL;
    struct pylog__link *link = pylog_handler_data(handler);
    link->peer.ipv4_first = true;
    link->reports = true;
    link->pauses = port != PYLOG_UNIX;
    return handler;
}

/* ---- Settings -------------------------------------------------------------------------------- */

static struct pylog__link *link_of(pylog_handler *handler) {
    const struct pylog_handler_ops *ops = handler ? pylog_handler_operations(handler) : NULL;
    if (ops == &socket_ops || ops == &datagram_ops)
        return pylog_handler_data(handler);
    pylog__fail_type("this is no socket handler");
    return NULL;
}

int pylog_socket_handler_set_close_on_error(pylog_handler *handler, bool close_on_error) {
    struct pylog__link *link = link_of(handler);
    if (!link || pylog_handler_acquire_within(handler, 0))
        return -1;
    link->close_on_error = close_on_error;
    pylog_handler_release(handler);
    return 0;
}

int pylog_socket_handler_set_retry(pylog_handler *handler, double start, double factor, double max) {
    struct pylog__link *link = link_of(handler);
    if (!link || pylog_handler_acquire_within(handler, 0))
        return -1;
    link->backoff.start = start;
    link->backoff.factor = factor;
    link->backoff.max = max;
    pylog_handler_release(handler);
    return 0;
}

/* The clock of the pauses is not that of the calendar. */
static double time_of_day(int64_t monotonic) {
    return (double)(pylog__port_now() + (monotonic - pylog__port_monotonic())) * 1e-9;
}

int pylog_socket_handler_state(pylog_handler *handler, struct pylog_socket_state *out) {
    struct pylog__link *link = link_of(handler);
    if (!link || pylog_handler_acquire_within(handler, 0))
        return -1;
    const struct pylog__backoff *backoff = &link->backoff;
    *out = (struct pylog_socket_state){
        .connected = pylog__connection_is_open(&link->connection),
        .close_on_error = link->close_on_error,
        .retry_start = backoff->start,
        .retry_factor = backoff->factor,
        .retry_max = backoff->max,
        .retry_period = backoff->waiting ? backoff->pause : 0,
        .retry_time = backoff->waiting ? time_of_day(backoff->next) : 0,
        .timeout = link->timeout,
    };
    pylog_handler_release(handler);
    return 0;
}

int pylog_socket_handler_set_timeout(pylog_handler *handler, double timeout) {
    struct pylog__link *link = link_of(handler);
    if (!link || pylog__timeout_check("timeout", timeout) || pylog_handler_acquire_within(handler, 0))
        return -1;
    link->timeout = timeout == 0 ? PYLOG__SOCKET_SECONDS : timeout;
    pylog_handler_release(handler);
    return 0;
}

int pylog_socket_handler_set_buffer(pylog_handler *handler, size_t bytes) {
    struct pylog__link *link = link_of(handler);
    if (!link)
        return -1;
    if (pylog_handler_acquire_within(handler, 0))
        return -1;
    size_t records = link->pending.records;
    bool done = pylog__pending_resize(&link->pending, bytes);
    pylog_handler_release(handler);
    if (!done)
        return pylog__fail_memory();
    pylog_handler_count_dropped(handler, records);
    return 0;
}

/* The former one's close is the program's, and need not return. */
static int change_transport(pylog_handler *handler, void *data) {
    struct pylog__link *link = pylog_handler_data(handler);
    const struct pylog_transport *transport = data;
    pylog__connection_close(&link->connection);
    link->transport = *transport;
    return 0;
}

int pylog_socket_handler_set_transport(pylog_handler *handler, const struct pylog_transport *transport) {
    struct pylog_transport wanted = { .connect = NULL };
    struct pylog__link *link = link_of(handler);
    if (!link)
        return -1;
    if (pylog_handler_operations(handler) == &datagram_ops)
        return pylog__fail_value("datagrams have no transport");
    if (transport && !(transport->connect && transport->send && transport->close))
        return pylog__fail_value("a transport needs connect, send and close");
    if (transport && pylog__check_members(transport))
        return -1;
    if (transport)
        wanted = *transport;
    return pylog_handler_call_locked(handler, change_transport, &wanted);
}
