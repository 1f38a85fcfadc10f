/* Filters. */
#include "filter.h"

#include "../text/error.h"
#include "../text/memory.h"

struct pylog_filter {
    atomic_uint references;
    int (*filter)(struct pylog_record *record, void *data); /* NULL: by name */
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

pylog_filter *pylog_filter_new_callback(int (*callback)(struct pylog_record *record, void *data), void *data,
                                        void (*destroy)(void *data)) {
    if (!callback) {
        pylog__fail_type("a filter needs a function");
        return NULL;
    }
    pylog_filter *filter = make_filter("");
    if (!filter)
        return NULL;
    filter->filter = callback;
    filter->data = data;
    filter->destroy = destroy;
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

static bool passes(const pylog_filter *filter, struct pylog_record *record) {
    return filter->filter ? filter->filter(record, filter->data) != 0 : passes_by_name(filter, record->name);
}

bool pylog_filter_filter(pylog_filter *filter, struct pylog_record *record) {
    return passes(filter, record);
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

static void append(struct pylog__filters *list, pylog_filter *filter) {
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
        append(*out, kept->filters[i]);
    for (size_t i = 0; i < count; i++)
        if (!has(*out, added[i]))
            append(*out, added[i]);
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
    *out = make_list(count_of(from));
    for (size_t i = 0; *out && i < count_of(from); i++)
        if (from->filters[i] != filter)
            append(*out, from->filters[i]);
    return *out != NULL;
}

static int change(pylog__filter_slot *slot, pylog_filter *filter, bool add) {
    if (!filter)
        return pylog__fail_type("a filter is needed, not NULL");
    bool done = true;
    pylog__tree_lock();
    struct pylog__filters *before = atomic_load_explicit(slot, memory_order_relaxed), *now;
    if (add != has(before, filter)) {
        done = add ? pylog__filters_prepare(before, &filter, 1, &now) : prepare_without(before, filter, &now);
        if (done)
            pylog__filters_publish(slot, now);
    }
    pylog__tree_unlock();
    return done ? 0 : pylog__fail_memory();
}

int pylog__filters_add(pylog__filter_slot *slot, pylog_filter *filter) {
    return change(slot, filter, true);
}

int pylog__filters_remove(pylog__filter_slot *slot, pylog_filter *filter) {
    return change(slot, filter, false);
}

void pylog__filters_clear(pylog__filter_slot *slot) {
    pylog__tree_lock();
    pylog__filters_publish(slot, NULL);
    pylog__tree_unlock();
}

bool pylog__filters_run(const struct pylog__filters *list, struct pylog_record *record) {
    for (size_t i = 0; i < list->count; i++)
        if (!passes(list->filters[i], record))
            return false;
    return true;
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
