/* Handlers that count. */
#include "counting.h"

#include <stdlib.h>

struct counted counted;

static int count_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                       size_t length) {
    struct counting *counting = pylog_handler_data(handler);
    (void)record, (void)text, (void)length;
    if (atomic_load(&counting->closed))
        atomic_fetch_add(&counted.late, 1);
    atomic_fetch_add(&counted.handled, 1);
    return 0;
}

void counting_close(pylog_handler *handler) {
    atomic_store(&((struct counting *)pylog_handler_data(handler))->closed, true);
    atomic_fetch_add(&counted.closed, 1);
}

void counting_destroy(void *data) {
    atomic_fetch_add(&counted.destroyed, 1);
    free(data);
}

pylog_handler *counting_new(void) {
    static const struct pylog_handler_ops operations = {
        .name = "Counting",
        .flags = PYLOG_HANDLER_SHARED_WRITE | PYLOG_HANDLER_REOPENS,
        .write = count_write,
        .close = counting_close,
        .destroy = counting_destroy,
    };
    pylog_handler *handler = pylog_handler_new(&operations, calloc(1, sizeof(struct counting)));
    if (!handler)
        abort();
    return handler;
}
