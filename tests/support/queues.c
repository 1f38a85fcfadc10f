/* A queue from end to end. */
#define _POSIX_C_SOURCE 200809L

#include "queues.h"

#include "capture.h"
#include <stdio.h>
#include <stdlib.h>

struct queued queued_with(const struct pylog_queue_options *options, pylog_handler *writer) {
    struct queued made = { .queue = pylog_queue_new(options), .capture = writer };
    made.handler = pylog_queue_handler_new(made.queue);
    made.listener = pylog_queue_listener_new(made.queue, (pylog_handler *[]){ writer, NULL }, NULL);
    if (!made.handler || !made.listener || pylog_logger_add_handler(NULL, made.handler))
        abort();
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    return made;
}

struct queued queued_begin(const struct pylog_queue_options *options, const char *format) {
    return queued_with(options, capture_new(format));
}

const char *queued_text(struct queued *queued) {
    if (pylog_queue_listener_start(queued->listener) || pylog_queue_listener_stop(queued->listener))
        abort();
    return capture_text(queued->capture);
}

const char *queued_counts(const struct queued *queued) {
    static char text[128];
    struct pylog_queue_stats stats;
    pylog_queue_get_stats(queued->queue, &stats);
    snprintf(text, sizeof text, "%llu %llu %llu %llu", (unsigned long long)stats.put,
             (unsigned long long)stats.taken, (unsigned long long)stats.dropped,
             (unsigned long long)stats.blocked);
    return text;
}

void queued_end(struct queued *queued) {
    pylog_logger_remove_handler(NULL, queued->handler);
    pylog_handler_unref(queued->handler);
    pylog_queue_listener_free(queued->listener);
    pylog_queue_unref(queued->queue);
    pylog_handler_unref(queued->capture);
    *queued = (struct queued){ .queue = NULL };
}

/* ---- A handler that is stuck ----------------------------------------------------------------- */

static int stuck_emit(pylog_handler *handler, const struct pylog_record *record) {
    struct stuck *stuck = pylog_handler_data(handler);
    atomic_fetch_add(&stuck->entered, 1);
    gate_pass(&stuck->gate);
    return stuck->target ? pylog_handler_emit(stuck->target, record) : 0;
}

static void stuck_destroy(void *data) {
    struct stuck *stuck = data;
    pylog_handler_unref(stuck->target);
}

pylog_handler *stuck_new(struct stuck *stuck) {
    static const struct pylog_handler_ops operations = { .name = "Stuck",
                                                         .emit = stuck_emit,
                                                         .destroy = stuck_destroy };
    pylog_handler *handler = pylog_handler_new(&operations, stuck);
    if (!handler)
        abort();
    return handler;
}

/* ---- Waiting --------------------------------------------------------------------------------- */

enum { MOST_MILLISECONDS = 10000 };

void wait_until(const atomic_size_t *counter, size_t value) {
    for (int i = 0; atomic_load(counter) < value; i++) {
        if (i == MOST_MILLISECONDS)
            abort();
        sleep_milliseconds(1);
    }
}

void wait_until_blocked(const pylog_queue *queue, uint64_t calls) {
    struct pylog_queue_stats stats;
    pylog_queue_get_stats(queue, &stats);
    for (int i = 0; stats.blocked < calls; i++) {
        if (i == MOST_MILLISECONDS)
            abort();
        sleep_milliseconds(1);
        pylog_queue_get_stats(queue, &stats);
    }
}
