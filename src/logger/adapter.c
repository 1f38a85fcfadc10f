/* Loggers that add fields to what is logged through them: Python's LoggerAdapter. */
#include "adapter.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/reserved.h"

/* From here on the adapter is told what its logger suppresses. */
static void attach(pylog_logger *adapter) {
    pylog_logger *base = pylog__logger_of(adapter);
    pylog__tree_lock();
    adapter->adapter.next = base->node.adapters;
    base->node.adapters = adapter;
    atomic_store_explicit(&adapter->suppressed, atomic_load_explicit(&base->suppressed, memory_order_relaxed),
                          memory_order_relaxed);
    pylog__tree_unlock();
}

static void detach(pylog_logger *adapter) {
    pylog__tree_lock();
    pylog_logger **at = &pylog__logger_of(adapter)->node.adapters;
    while (*at && *at != adapter)
        at = &(*at)->adapter.next;
    if (*at)
        *at = adapter->adapter.next;
    pylog__tree_unlock();
}

pylog_logger *pylog_logger_adapter_new(pylog_logger *logger, const struct pylog_field *extra,
                                       const struct pylog_adapter_options *options) {
    static const struct pylog_adapter_options defaults = { .merge_extra = false };
    if (!options)
        options = &defaults;
    if (pylog__check_members(options) || pylog__fields_check(extra))
        return NULL;
    pylog_logger *adapter = pylog__allocate_zeroed(sizeof *adapter);
    struct pylog_field *copy = extra ? pylog__fields_copy(extra) : NULL;
    if (!adapter || (extra && !copy)) {
        pylog__free(adapter);
        pylog__free(copy);
        pylog__fail_memory();
        return NULL;
    }
    adapter->adapter = (struct pylog__adapter){ .logger = logger ? logger : &pylog__root,
                                                .extra = copy,
                                                .merge_extra = options->merge_extra,
                                                .process = options->process,
                                                .data = options->data };
    atomic_init(&adapter->route, &pylog__no_route);
    atomic_init(&adapter->fast_path, PYLOG__NO_FAST_PATH);
    attach(adapter);
    return adapter;
}

void pylog_logger_adapter_free(pylog_logger *adapter) {
    if (!adapter || !adapter->adapter.logger)
        return;
    detach(adapter);
    pylog__free(adapter->adapter.extra);
    pylog__free(adapter);
}

static bool has_key(const struct pylog_field *fields, const char *key) {
    for (; fields->key; fields++)
        if (strcmp(fields->key, key) == 0)
            return true;
    return false;
}

/* {**own, **call}: the call's values win. Without memory, the call's alone, and the record is incomplete. */
static const struct pylog_field *merge_fields(const struct pylog_field *own, const struct pylog_field *call,
                                              struct pylog__record *record) {
    if (!own || !own->key)
        return call;
    size_t count = pylog__fields_count(own) + pylog__fields_count(call), used = 0;
    struct pylog_field *merged = pylog__record_allocate(record, (count + 1) * sizeof *merged);
    if (!merged) {
        record->incomplete = true;
        return call;
    }
    for (; own->key; own++)
        if (!has_key(call, own->key))
            merged[used++] = *own;
    for (; call->key; call++)
        merged[used++] = *call;
    merged[used] = pylog_field_none(NULL);
    return merged;
}

const struct pylog_field *pylog__adapter_extra(const pylog_logger *logger, const struct pylog_field *extra,
                                               struct pylog__record *record) {
    for (; pylog__is_adapter(logger); logger = logger->adapter.logger) {
        const struct pylog__adapter *adapter = &logger->adapter;
        extra = adapter->merge_extra && extra ? merge_fields(adapter->extra, extra, record) : adapter->extra;
    }
    return extra ? extra : pylog__no_fields;
}

void pylog__adapter_process(const pylog_logger *logger, struct pylog__record *record) {
    for (; pylog__is_adapter(logger); logger = logger->adapter.logger)
        if (logger->adapter.process)
            logger->adapter.process(&record->head, logger->adapter.data);
}
