/* What programs set in a handler and learn of it, which the base does not need for itself. */
#include "handler.h"

#include "../base/memory.h"
#include <stdio.h>

pylog_formatter *pylog_handler_formatter(const pylog_handler *handler) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    pylog_formatter *formatter = pylog_formatter_ref(pylog__snapshot(&handler->setup)->formatter);
    pylog__section_leave(thread);
    return formatter;
}

int pylog_handler_add_filter(pylog_handler *handler, pylog_filter *filter) {
    return pylog__filters_add(&handler->filters, filter);
}

int pylog_handler_remove_filter(pylog_handler *handler, pylog_filter *filter) {
    return pylog__filters_remove(&handler->filters, filter);
}

size_t pylog_handler_repr(const pylog_handler *handler, char *buffer, size_t size) {
    char detail[256], *longer = NULL;
    const char *described = "";
    if (handler->ops->describe) {
        size_t length = handler->ops->describe(handler, detail, sizeof detail);
        longer = length < sizeof detail ? NULL : pylog__allocate(length + 1);
        if (longer)
            handler->ops->describe(handler, longer, length + 1);
        described = longer ? longer : detail;
    }
    int length = snprintf(buffer, size, "<%s%s%s (%s)>", handler->ops->name, *described ? " " : "", described,
                          pylog_get_level_name(pylog_handler_level(handler)));
    pylog__free(longer);
    return length < 0 ? 0 : (size_t)length;
}

static uint64_t read_handler_counter(const _Atomic uint64_t *counter) {
    return atomic_load_explicit(counter, memory_order_relaxed);
}

void pylog_handler_get_stats(const pylog_handler *handler, struct pylog_handler_stats *out) {
    *out = (struct pylog_handler_stats){ .emitted = read_handler_counter(&handler->emitted),
                                         .dropped = read_handler_counter(&handler->dropped),
                                         .errors = read_handler_counter(&handler->errors),
                                         .reconnects = read_handler_counter(&handler->reconnects) };
}
