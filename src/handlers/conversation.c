/* Connections with a deadline, and Python's words for what goes wrong. */
#include "conversation.h"

#include "../base/error.h"
#include "../base/reserved.h"
#include "../base/timeout.h"

static int fail_conversation(int error) {
    if (error == ETIMEDOUT)
        return pylog__fail_as("TimeoutError", ETIMEDOUT, "timed out");
    return pylog__fail_os(error ? error : EIO, NULL);
}

int pylog__conversation_begin(struct pylog__conversation *conversation,
                              const struct pylog_transport *transport, const char *host, int port,
                              double timeout) {
    const struct pylog__peer peer = { .host = host, .port = port, .kind = PYLOG__NET_STREAM };
    *conversation = (struct pylog__conversation){ .connection = PYLOG__NO_CONNECTION(transport),
                                                  .deadline = pylog__timeout_end(timeout, INT64_MAX) };
    int result = pylog__connection_open(&conversation->connection, &peer, conversation->deadline);
    if (!result)
        return 0;
    return errno == ETIMEDOUT ? fail_conversation(ETIMEDOUT) : -1; /* otherwise the sentence is there */
}

int pylog__conversation_send(struct pylog__conversation *conversation, const char *bytes, size_t length) {
    if (pylog__connection_send(&conversation->connection, bytes, length, conversation->deadline))
        return fail_conversation(errno);
    return 0;
}

ptrdiff_t pylog__conversation_receive(struct pylog__conversation *conversation, void *bytes, size_t size) {
    ptrdiff_t came =
        pylog__connection_receive(&conversation->connection, bytes, size, conversation->deadline);
    return came < 0 ? fail_conversation(errno) : came;
}

int pylog__conversation_start_tls(struct pylog__conversation *conversation, const char *host) {
    errno = 0;
    if (conversation->connection.transport->start_tls(conversation->connection.custom, host))
        return fail_conversation(errno);
    return 0;
}

void pylog__conversation_end(struct pylog__conversation *conversation) {
    pylog__connection_close(&conversation->connection);
}

void pylog__conversation_hurry(struct pylog__conversation *conversation, double seconds) {
    int64_t deadline = pylog__timeout_end(seconds, INT64_MAX);
    if (deadline < conversation->deadline)
        conversation->deadline = deadline;
}

int pylog__check_transport(const struct pylog_transport *transport) {
    if (transport && !(transport->connect && transport->send && transport->recv && transport->close))
        return pylog__fail_value("a transport needs connect, send, recv and close");
    return transport ? pylog__check_members(transport) : 0;
}

void pylog__note_outcome(pylog_handler *handler, atomic_bool *lost, bool succeeded) {
    bool was_lost = atomic_exchange_explicit(lost, !succeeded, memory_order_acq_rel);
    if (succeeded && was_lost)
        pylog_handler_count_reconnect(handler);
}
