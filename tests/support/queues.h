/* A queue from end to end for tests: the root logger, a queue handler, a listener, and a handler that keeps
 * what it gets; and a handler that is stuck until it is told to go on. */
#ifndef SUPPORT_QUEUES_H
#define SUPPORT_QUEUES_H

#include <parallel.h>
#include <pylog/handlers.h>
#include <stdatomic.h>

struct queued {
    pylog_queue *queue;
    pylog_handler *handler; /* at the root */
    pylog_queue_listener *listener;
    pylog_handler *capture; /* the listener's */
};

/* The listener is not started. The root logs from DEBUG on. */
struct queued queued_begin(const struct pylog_queue_options *options, const char *format);
/* The same with another handler than a capturing one, whose reference is taken over. */
struct queued queued_with(const struct pylog_queue_options *options, pylog_handler *writer);
/* Start the listener and stop it; the text of all that the capturing handler has got so far. */
const char *queued_text(struct queued *queued);
/* What pylog_queue_get_stats says, as `put taken dropped blocked`; valid until the next call. */
const char *queued_counts(const struct queued *queued);
void queued_end(struct queued *queued);

/* Each record waits at the gate before the text goes into `target`, if there is one. */
struct stuck {
    struct gate gate;
    atomic_size_t entered; /* records that have come as far as the gate */
    pylog_handler *target; /* counted by the handler; NULL: none */
};
pylog_handler *stuck_new(struct stuck *stuck);

/* Wait, ten seconds at the most, until the counter has this value; the program is ended if it has not. */
void wait_until(const atomic_size_t *counter, size_t value);
/* Wait until so many calls have had to wait for room. */
void wait_until_blocked(const pylog_queue *queue, uint64_t calls);

#endif
