/* All loggers, in the order of Python's loggerDict: a name, then the placeholders that it needed. */
#include "logger.h"

#include "../base/error.h"
#include "../base/memory.h"

/* One of them as it was; a placeholder's name stands in a longer one. */
struct listed {
    pylog_logger *logger; /* NULL: a placeholder */
    const char *name;
    size_t length;
};

struct listing {
    struct listed *items;
    size_t count, capacity;
    size_t longest; /* of the names */
};

static size_t count_names(void) {
    size_t count = 0;
    for (const struct pylog__tree_name *name = pylog__tree_names(); name; name = name->next)
        count++;
    return count;
}

/* The oldest first; false without memory. */
static bool collect_names(const char ***out, size_t *count) {
    *count = count_names();
    *out = pylog__allocate((*count + 1) * sizeof **out);
    size_t at = *count;
    for (const struct pylog__tree_name *name = pylog__tree_names(); *out && name; name = name->next)
        (*out)[--at] = name->text;
    return *out != NULL;
}

/* False without memory. */
static bool list_node(struct listing *listing, const char *name, size_t length) {
    pylog_logger *node = pylog__tree_find(name, length);
    if (!node || node->node.listed)
        return true;
    if (listing->count == listing->capacity) {
        const size_t capacity = listing->capacity ? 2 * listing->capacity : 64;
        struct listed *items = pylog__resize(listing->items, capacity * sizeof *items);
        if (!items)
            return false;
        listing->items = items;
        listing->capacity = capacity;
    }
    node->node.listed = true;
    listing->items[listing->count++] = (struct listed){ node->node.exists ? node : NULL, name, length };
    if (length > listing->longest)
        listing->longest = length;
    return true;
}

static bool list_name(struct listing *listing, const char *name) {
    size_t length = strlen(name);
    bool done = list_node(listing, name, length);
    for (length = pylog__tree_up_length(name, length, true); done && length;
         length = pylog__tree_up_length(name, length, false))
        done = list_node(listing, name, length);
    return done;
}

static bool list_all(struct listing *listing) {
    const char **names;
    size_t count;
    bool done = collect_names(&names, &count);
    for (size_t i = 0; done && i < count; i++)
        done = list_name(listing, names[i]);
    for (size_t i = 0; i < listing->count; i++)
        pylog__tree_find(listing->items[i].name, listing->items[i].length)->node.listed = false;
    pylog__free(names);
    return done;
}

int pylog_visit_loggers(int (*visit)(const char *name, pylog_logger *logger, void *data), void *data) {
    struct listing listing = { .items = NULL };
    int result = 0;
    if (!visit)
        return pylog__fail_type("a function to be called is needed, not NULL");
    pylog__tree_lock();
    bool done = list_all(&listing);
    pylog__tree_unlock();
    char *name = done ? pylog__allocate(listing.longest + 1) : NULL;
    for (size_t i = 0; name && i < listing.count && !result; i++) {
        const struct listed *item = &listing.items[i];
        memcpy(name, item->name, item->length);
        name[item->length] = '\0';
        result = visit(name, item->logger, data);
    }
    pylog__free(listing.items);
    pylog__free(name);
    return name ? result : pylog__fail_memory();
}
