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

static size_t find(const struct pylog__filters *list, const pylog_filter *filter) {
    size_t i = 0;
    while (i < count_of(list) && list->filters[i] != filter)
        i++;
    return i;
}

static void replace(pylog__filter_slot *slot, struct pylog__filters *before, struct pylog__filters *now) {
    pylog__publish(slot, now);
    pylog__retire(before ? &before->retired : NULL);
}

/* A copy without the filter at `without` (if it is within the list), with `added` (unless NULL). */
static struct pylog__filters *copy_list(const struct pylog__filters *from, size_t without,
                                        pylog_filter *added) {
    struct pylog__filters *copy =
        pylog__allocate(sizeof *copy + (count_of(from) + 1) * sizeof *copy->filters);
    if (!copy)
        return NULL;
    *copy = (struct pylog__filters){ .retired.release = release_filters };
    for (size_t i = 0; i < count_of(from); i++)
        if (i != without)
            copy->filters[copy->count++] = pylog_filter_ref(from->filters[i]);
    if (added)
        copy->filters[copy->count++] = pylog_filter_ref(added);
    return copy;
}

static int change(pylog__filter_slot *slot, pylog_filter *filter, bool add) {
    if (!filter)
        return pylog__fail_type("a filter is needed, not NULL");
    int result = 0;
    pylog__tree_lock();
    struct pylog__filters *before = atomic_load_explicit(slot, memory_order_relaxed);
    size_t at = find(before, filter);
    if (add == (at == count_of(before))) {
        struct pylog__filters *now = copy_list(before, at, add ? filter : NULL);
        if (now)
            replace(slot, before, now);
        else
            result = pylog__fail_memory();
    }
    pylog__tree_unlock();
    return result;
}

int pylog__filters_add(pylog__filter_slot *slot, pylog_filter *filter) {
    return change(slot, filter, true);
}

int pylog__filters_remove(pylog__filter_slot *slot, pylog_filter *filter) {
    return change(slot, filter, false);
}

void pylog__filters_clear(pylog__filter_slot *slot) {
    pylog__tree_lock();
    replace(slot, atomic_load_explicit(slot, memory_order_relaxed), NULL);
    pylog__tree_unlock();
}

bool pylog__filters_run(const struct pylog__filters *list, struct pylog_record *record) {
    for (size_t i = 0; i < list->count; i++)
        if (!passes(list->filters[i], record))
            return false;
    return true;
}
