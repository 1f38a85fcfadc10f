/* A handler that puts records into a queue: Python's QueueHandler. */
#include "listener.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../handler/handler.h"

struct queue_handler {
    pylog_queue *queue;                       /* counted */
    _Atomic(pylog_queue_listener *) listener; /* its own, or NULL; a shutdown may look while it is set */
};

static pylog_queue_listener *listener_of(struct queue_handler *self) {
    return atomic_load_explicit(&self->listener, memory_order_acquire);
}

/* Counted by the queue: a log call changes nothing that is shared. */
static int queue_emit(pylog_handler *handler, const struct pylog_record *record) {
    struct queue_handler *self = handler->data;
    pylog_formatter *formatter = pylog__snapshot(&handler->setup)->formatter;
    return pylog__queue_put(self->queue, pylog__record(record), formatter) < 0 ? -1 : 1;
}

static void queue_close(pylog_handler *handler) {
    struct queue_handler *self = handler->data;
    pylog_queue_listener *listener = listener_of(self);
    if (listener && pylog__listener_retire(listener))
        pylog_handler_handle_error(handler, NULL);
}

static void queue_destroy(void *data) {
    struct queue_handler *self = data;
    pylog_queue_listener_free(listener_of(self));
    pylog_queue_unref(self->queue);
    pylog__free(self);
}

static const struct pylog_handler_ops queue_ops = {
    .name = "QueueHandler",
    .flags = PYLOG_HANDLER_LOCKLESS | PYLOG_HANDLER_REOPENS,
    .emit = queue_emit,
    .close = queue_close,
    .destroy = queue_destroy,
};

pylog_handler *pylog_queue_handler_new(pylog_queue *queue) {
    if (!queue) {
        pylog__fail_type("a queue is needed, not NULL");
        return NULL;
    }
    struct queue_handler *self = pylog__allocate_zeroed(sizeof *self);
    pylog_handler *handler = self ? pylog_handler_new(&queue_ops, self) : NULL;
    if (!handler) {
        pylog__free(self);
        pylog__fail_memory();
        return NULL;
    }
    self->queue = pylog_queue_ref(queue);
    handler->queue = queue->id;
    return handler;
}

static struct queue_handler *queue_handler(const pylog_handler *handler) {
    if (handler && handler->ops == &queue_ops)
        return handler->data;
    pylog__fail_type("this is no queue handler");
    return NULL;
}

pylog_queue_listener *pylog_queue_handler_listener(const pylog_handler *handler) {
    struct queue_handler *self = queue_handler(handler);
    return self ? listener_of(self) : NULL;
}

int pylog_queue_handler_set_listener(pylog_handler *handler, pylog_queue_listener *listener) {
    struct queue_handler *self = queue_handler(handler);
    if (!self)
        return -1;
    atomic_store_explicit(&self->listener, listener, memory_order_release);
    return 0;
}

pylog_handler *pylog__queue_make_handler(pylog_queue *queue, pylog_handler *const *writers) {
    pylog_handler *handler = pylog_queue_handler_new(queue);
    pylog_queue_listener *listener = handler ? pylog_queue_listener_new(queue, writers, NULL) : NULL;
    if (listener && pylog_queue_listener_start(listener) == 0) {
        pylog_queue_handler_set_listener(handler, listener);
        return handler;
    }
    pylog_queue_listener_free(listener);
    pylog_handler_unref(handler);
    return NULL;
}
