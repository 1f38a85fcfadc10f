/* Filters. */
#include "filter.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "record.h"

struct pylog_filter {
    atomic_uint references;
    /* One of these, or by name if both are NULL. */
    int (*filter)(struct pylog_record *record, void *data);
    struct pylog_record *(*replace)(struct pylog_record *record, void *data);
    void *data;
    void (*destroy)(void *data);
    size_t length;
    char name[];
};

static pylog_filter *make_filter(const char *name) {
    size_t length = strlen(name);
    pylog_filter *filter = pylog__allocate_zeroed(sizeof *filter + length + 1);
    if (!filter) {
        pylog__fail_memory();
        return NULL;
    }
    atomic_init(&filter->references, 1);
    filter->length = length;
    memcpy(filter->name, name, length + 1);
    return filter;
}

pylog_filter *pylog_filter_new(const char *name) {
    return make_filter(name ? name : "");
}

static pylog_filter *make_filter_of(bool has_function, void *data, void (*destroy)(void *data)) {
    if (!has_function) {
        pylog__fail_type("a filter needs a function");
        return NULL;
    }
    pylog_filter *filter = make_filter("");
    if (!filter)
        return NULL;
    filter->data = data;
    filter->destroy = destroy;
    return filter;
}

pylog_filter *pylog_filter_new_callback(int (*callback)(struct pylog_record *record, void *data), void *data,
                                        void (*destroy)(void *data)) {
    pylog_filter *filter = make_filter_of(callback, data, destroy);
    if (filter)
        filter->filter = callback;
    return filter;
}

pylog_filter *pylog_filter_new_replacing(struct pylog_record *(*callback)(struct pylog_record *record,
                                                                          void *data),
                                         void *data, void (*destroy)(void *data)) {
    pylog_filter *filter = make_filter_of(callback, data, destroy);
    if (filter)
        filter->replace = callback;
    return filter;
}

pylog_filter *pylog_filter_ref(pylog_filter *filter) {
    if (filter)
        atomic_fetch_add_explicit(&filter->references, 1, memory_order_relaxed);
    return filter;
}

void pylog_filter_unref(pylog_filter *filter) {
    if (!filter || atomic_fetch_sub_explicit(&filter->references, 1, memory_order_acq_rel) != 1)
        return;
    if (filter->destroy)
        filter->destroy(filter->data);
    pylog__free(filter);
}

/* A logger of that name, or one below it. */
static bool passes_by_name(const pylog_filter *filter, const char *name) {
    if (!filter->length)
        return true;
    if (!name || strncmp(name, filter->name, filter->length) != 0)
        return false;
    return name[filter->length] == '\0' || name[filter->length] == '.';
}

/* The record to go on with; NULL: none. */
static struct pylog_record *pass_record(const pylog_filter *filter, struct pylog_record *record) {
    if (filter->replace)
        return filter->replace(record, filter->data);
    bool passes =
        filter->filter ? filter->filter(record, filter->data) != 0 : passes_by_name(filter, record->name);
    return passes ? record : NULL;
}

bool pylog_filter_filter(pylog_filter *filter, struct pylog_record *record) {
    struct pylog_record *passed = pass_record(filter, record);
    pylog__filtered_release(passed, record);
    return passed;
}

/* ---- Lists ----------------------------------------------------------------------------------- */

struct pylog__filters {
    struct pylog__retired retired;
    size_t count;
    pylog_filter *filters[];
};

static void release_filters(struct pylog__retired *self) {
    struct pylog__filters *list = (struct pylog__filters *)self;
    for (size_t i = 0; i < list->count; i++)
        pylog_filter_unref(list->filters[i]);
    pylog__free(list);
}

static size_t count_of(const struct pylog__filters *list) {
    return list ? list->count : 0;
}

static bool has(const struct pylog__filters *list, const pylog_filter *filter) {
    for (size_t i = 0; i < count_of(list); i++)
        if (list->filters[i] == filter)
            return true;
    return false;
}

/* NULL without memory. */
static struct pylog__filters *make_list(size_t capacity) {
    struct pylog__filters *list = pylog__allocate(sizeof *list + capacity * sizeof *list->filters);
    if (list)
        *list = (struct pylog__filters){ .retired.release = release_filters };
    return list;
}

static void append_filter(struct pylog__filters *list, pylog_filter *filter) {
    list->filters[list->count++] = pylog_filter_ref(filter);
}

bool pylog__filters_prepare(const struct pylog__filters *kept, pylog_filter *const *added, size_t count,
                            struct pylog__filters **out) {
    *out = NULL;
    if (count_of(kept) + count == 0)
        return true;
    *out = make_list(count_of(kept) + count);
    if (!*out)
        return false;
    for (size_t i = 0; i < count_of(kept); i++)
        append_filter(*out, kept->filters[i]);
    for (size_t i = 0; i < count; i++)
        if (!has(*out, added[i]))
            append_filter(*out, added[i]);
    return true;
}

void pylog__filters_publish(pylog__filter_slot *slot, struct pylog__filters *filters) {
    struct pylog__filters *before = atomic_load_explicit(slot, memory_order_relaxed);
    pylog__publish(slot, filters);
    pylog__retire(before ? &before->retired : NULL);
}

void pylog__filters_discard(struct pylog__filters *filters) {
    if (filters)
        release_filters(&filters->retired);
}

static bool prepare_without(const struct pylog__filters *from, const pylog_filter *filter,
                            struct pylog__filters **out) {
    *out = NULL;
    if (count_of(from) == 1)
        return true;
    *out = make_list(count_of(from));
    for (size_t i = 0; *out && i < count_of(from); i++)
        if (from->filters[i] != filter)
            append_filter(*out, from->filters[i]);
    return *out != NULL;
}

static int change_filters(pylog__filter_slot *slot, pylog_filter *filter, bool add) {
    if (!filter)
        return pylog__fail_type("a filter is needed, not NULL");
    bool done = true;
    pylog__tree_lock();
    struct pylog__filters *before = atomic_load_explicit(slot, memory_order_relaxed), *now;
    if (add != has(before, filter)) {
        done = add ? pylog__filters_prepare(before, &filter, 1, &now) : prepare_without(before, filter, &now);
        if (done) {
            pylog__filters_publish(slot, now);
            pylog__change_fast_paths();
        }
    }
    pylog__tree_unlock();
    return done ? 0 : pylog__fail_memory();
}

int pylog__filters_add(pylog__filter_slot *slot, pylog_filter *filter) {
    return change_filters(slot, filter, true);
}

int pylog__filters_remove(pylog__filter_slot *slot, pylog_filter *filter) {
    return change_filters(slot, filter, false);
}

void pylog__filters_clear(pylog__filter_slot *slot) {
    pylog__tree_lock();
    pylog__filters_publish(slot, NULL);
    pylog__tree_unlock();
}

/* One that is replaced again, or dropped, has no other owner. */
struct pylog_record *pylog__filters_run(const struct pylog__filters *list, struct pylog_record *record) {
    struct pylog_record *now = record;
    for (size_t i = 0; i < list->count && now; i++) {
        struct pylog_record *next = pass_record(list->filters[i], now);
        if (next != now)
            pylog__filtered_release(now, record);
        now = next;
    }
    return now;
}

void pylog__filtered_release(struct pylog_record *passed, const struct pylog_record *record) {
    if (!passed || passed == record)
        return;
    pylog__record_release(pylog__record(passed));
    pylog__free(passed);
}

bool pylog__filters_pass(pylog__filter_slot *slot, struct pylog_record *record) {
    const struct pylog__filters *filters = pylog__snapshot(slot);
    struct pylog_record *passed = filters ? pylog__filters_run(filters, record) : record;
    pylog__filtered_release(passed, record);
    return passed;
}

size_t pylog__filters_copy(pylog__filter_slot *slot, pylog_filter **out, size_t capacity) {
    pylog__tree_lock();
    const struct pylog__filters *list = atomic_load_explicit(slot, memory_order_relaxed);
    const size_t count = count_of(list);
    for (size_t i = 0; i < count && i < capacity; i++)
        out[i] = pylog_filter_ref(list->filters[i]);
    pylog__tree_unlock();
    return count;
}
