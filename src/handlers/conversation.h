/* One exchange with a peer, from connecting to closing, in a bounded time: what the handlers for mail and
 * HTTP share. It lives on the stack of a log call, so that several threads have theirs at once and nobody
 * waits for a lock. */
#ifndef PYLOG_HANDLERS_CONVERSATION_H
#define PYLOG_HANDLERS_CONVERSATION_H

#include "connection.h"

#pragma GCC visibility push(hidden)

struct pylog__conversation {
    struct pylog__connection connection;
    int64_t deadline;
};

/* All return 0 (receive: the number of bytes, 0 at the end), or -1 with errno and the sentence: for a time
 * that is up Python's `TimeoutError: timed out`. `timeout` is never 0; `transport` NULL: TCP. */
int pylog__conversation_begin(struct pylog__conversation *conversation,
                              const struct pylog_transport *transport, const char *host, int port,
                              double timeout);
int pylog__conversation_send(struct pylog__conversation *conversation, const char *bytes, size_t length);
ptrdiff_t pylog__conversation_receive(struct pylog__conversation *conversation, void *bytes, size_t size);
int pylog__conversation_start_tls(struct pylog__conversation *conversation, const char *host);
/* Keeps errno. */
void pylog__conversation_end(struct pylog__conversation *conversation);

/* An answer must have come within so many seconds; earlier, if the time is up before. */
void pylog__conversation_hurry(struct pylog__conversation *conversation, double seconds);

/* Has a transport all that an exchange needs? 0, or -1 with EINVAL. NULL is fine. */
int pylog__check_transport(const struct pylog_transport *transport);

/* A peer that was lost and has come back is counted as a reconnection. `lost` is the handler's. */
void pylog__note_outcome(pylog_handler *handler, atomic_bool *lost, bool succeeded);

#pragma GCC visibility pop

#endif
