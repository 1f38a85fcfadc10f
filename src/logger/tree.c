/* The tree of loggers: their names and places.
 *
 * Each prefix of a name at a dot has a node, be it a placeholder, so that a logger that is made later finds
 * its descendants below its own node. All of this file is done with the tree's lock held, but for
 * pylog__tree_get. */
#include "logger.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../handler/handler.h"

/* ---- Names ----------------------------------------------------------------------------------- */

/* Open addressing; at most half full. */
static struct {
    pylog_logger **slots;
    size_t size, used;
} table;

static size_t hash_of(const char *name, size_t length) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)name[i]) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

/* The slot where the name is, or belongs. */
static pylog_logger **slot_of(pylog_logger **slots, size_t size, const char *name, size_t length) {
    size_t at = hash_of(name, length) & (size - 1);
    while (slots[at] && (slots[at]->node.name_length != length || memcmp(slots[at]->name, name, length) != 0))
        at = (at + 1) & (size - 1);
    return &slots[at];
}

pylog_logger *pylog__tree_find(const char *name, size_t length) {
    return table.size ? *slot_of(table.slots, table.size, name, length) : NULL;
}

static bool make_room(size_t more) {
    size_t size = table.size ? table.size : 64;
    while ((table.used + more) * 2 > size)
        size *= 2;
    if (size == table.size)
        return true;
    pylog_logger **slots = pylog__allocate_zeroed(size * sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < table.size; i++)
        if (table.slots[i])
            *slot_of(slots, size, table.slots[i]->name, table.slots[i]->node.name_length) = table.slots[i];
    pylog__free(table.slots);
    table.slots = slots;
    table.size = size;
    return true;
}

/* ---- Places ---------------------------------------------------------------------------------- */

/* The length of the longest prefix that ends before a dot among the first `within` characters; 0: the root.
 * As in Python, a dot at the very beginning does not count. */
static size_t prefix_length(const char *name, size_t within) {
    while (within > 1 && name[within - 1] != '.')
        within--;
    return within > 1 ? within - 1 : 0;
}

/* Python looks on from a placeholder for the next dot that is not adjacent: "a..b" is below "a." and the
 * root, but not below "a". A logger goes by its own name: "a." is below "a". */
size_t pylog__tree_up_length(const char *name, size_t length, bool exists) {
    return prefix_length(name, exists || !length ? length : length - 1);
}

static void link_below(pylog_logger *node, pylog_logger *up) {
    node->node.up = up;
    node->node.next_sibling = up->node.first_child;
    up->node.first_child = node;
}

static void take_out(pylog_logger *node) {
    pylog_logger **at = &node->node.up->node.first_child;
    while (*at != node)
        at = &(*at)->node.next_sibling;
    *at = node->node.next_sibling;
}

static pylog_logger *make_node(const char *name, size_t length) {
    pylog_logger *node = pylog__allocate_zeroed(sizeof *node);
    if (!node)
        return NULL;
    node->name = name;
    node->node.name_length = length;
    atomic_init(&node->propagate, true);
    atomic_init(&node->fast_path, PYLOG__NO_FAST_PATH);
    return node;
}

static void insert(pylog_logger *node, pylog_logger *up) {
    *slot_of(table.slots, table.size, node->name, node->node.name_length) = node;
    table.used++;
    link_below(node, up);
    pylog__tree_inherit(node);
}

/* Nodes for the prefix of this length and all its own prefixes that lack one, the shortest first in the list;
 * *up is where they belong. */
static bool make_placeholders(const char *name, size_t length, pylog_logger **list, pylog_logger **up) {
    size_t count = 0;
    *list = NULL;
    *up = &pylog__root;
    for (; length; length = pylog__tree_up_length(name, length, false), count++) {
        pylog_logger *known = pylog__tree_find(name, length);
        if (known) {
            *up = known;
            break;
        }
        pylog_logger *node = make_node(name, length);
        if (!node)
            return false;
        node->node.next_sibling = *list;
        *list = node;
    }
    return make_room(count + 1);
}

/* The node of a prefix, made if it is missing, and one more slot in the table; NULL without memory.
 * Placeholders' names lie in `name`, which must live as long as the tree. */
static pylog_logger *ensure_placeholders(const char *name, size_t length) {
    pylog_logger *list, *up;
    bool complete = make_placeholders(name, length, &list, &up);
    while (list) {
        pylog_logger *node = list;
        list = node->node.next_sibling;
        if (complete) {
            insert(node, up);
            up = node;
        } else {
            pylog__free(node);
        }
    }
    return complete ? up : NULL;
}

/* ---- Making ---------------------------------------------------------------------------------- */

/* A placeholder becomes a logger; its descendants are below it already. */
static pylog_logger *promote(pylog_logger *node, char *name) {
    pylog_logger *before = node->node.up;
    const char *name_before = node->name;
    pylog_logger *up = ensure_placeholders(name, pylog__tree_up_length(name, node->node.name_length, true));
    if (!up)
        return NULL;
    take_out(node);
    link_below(node, up);
    node->name = name;
    node->node.exists = true;
    if (pylog__tree_change(node, NULL))
        return node;
    take_out(node);
    link_below(node, before);
    node->name = name_before;
    node->node.exists = false;
    return NULL;
}

static pylog_logger *make_logger(char *name, size_t length) {
    pylog_logger *node = make_node(name, length);
    pylog_logger *up = node ? ensure_placeholders(name, pylog__tree_up_length(name, length, true)) : NULL;
    if (!up) {
        pylog__free(node);
        return NULL;
    }
    node->node.exists = true;
    insert(node, up);
    return node;
}

static struct pylog__tree_name *all_names;

const struct pylog__tree_name *pylog__tree_names(void) {
    return all_names;
}

static char *keep_name(const char *name, size_t length) {
    struct pylog__tree_name *kept = pylog__allocate(sizeof *kept + length + 1);
    if (!kept)
        return NULL;
    memcpy(kept->text, name, length + 1);
    kept->next = all_names;
    all_names = kept;
    return kept->text;
}

/* The last one kept: of a logger that could not be made. */
static void drop_name(void) {
    struct pylog__tree_name *dropped = all_names;
    all_names = dropped->next;
    pylog__free(dropped);
}

static pylog_logger *get_locked(const char *name, bool *made) {
    size_t length = strlen(name);
    pylog_logger *node = pylog__tree_find(name, length);
    *made = !node || !node->node.exists;
    if (!*made)
        return node;
    char *kept = keep_name(name, length);
    if (!kept)
        return NULL;
    size_t nodes = table.used;
    pylog_logger *logger = node ? promote(node, kept) : make_logger(kept, length);
    if (!logger && table.used == nodes)
        drop_name(); /* no placeholder has its name in it */
    return logger;
}

/* ---- The hook for new loggers ---------------------------------------------------------------- */

struct logger_class {
    struct pylog__retired retired;
    void (*init)(pylog_logger *logger, void *data);
    void *data;
};
static _Atomic(struct logger_class *) logger_class;

static void release_logger_class(struct pylog__retired *self) {
    pylog__free(self);
}

static void replace_logger_class(struct logger_class *now) {
    struct logger_class *before = atomic_load_explicit(&logger_class, memory_order_relaxed);
    pylog__publish(&logger_class, now);
    pylog__retire(before ? &before->retired : NULL);
}

int pylog_set_logger_class(void (*init)(pylog_logger *logger, void *data), void *data) {
    struct logger_class *now = init ? pylog__allocate(sizeof *now) : NULL;
    if (init && !now)
        return pylog__fail_memory();
    if (now)
        *now = (struct logger_class){ .retired.release = release_logger_class, .init = init, .data = data };
    pylog__tree_lock();
    replace_logger_class(now);
    pylog__tree_unlock();
    return 0;
}

static void run_logger_class(pylog_logger *logger) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    struct logger_class *hook = pylog__snapshot(&logger_class);
    if (hook)
        hook->init(logger, hook->data);
    pylog__section_leave(thread);
}

pylog_logger *pylog__tree_get(const char *name) {
    bool made;
    pylog__tree_lock();
    pylog_logger *logger = get_locked(name, &made);
    pylog__tree_unlock();
    if (logger && made)
        run_logger_class(logger);
    return logger;
}

/* ---- Beginning again, for tests -------------------------------------------------------------- */

void pylog__tree_reset(void) {
    pylog__tree_lock();
    pylog_logger **nodes = table.slots;
    size_t size = table.size;
    table.slots = NULL;
    table.size = table.used = 0;
    for (size_t i = 0; i < size; i++)
        if (nodes[i])
            pylog__tree_forget_route(nodes[i]);
    pylog__tree_forget_route(&pylog__root);
    pylog__root.node.first_child = NULL;
    replace_logger_class(NULL);
    pylog__tree_unlock();
    for (size_t i = 0; i < size; i++) {
        if (!nodes[i])
            continue;
        for (size_t j = 0; j < nodes[i]->node.handler_count; j++)
            nodes[i]->node.handlers[j]->loggers--;
        pylog__release_handlers(nodes[i]->node.handlers, nodes[i]->node.handler_count);
        pylog__filters_clear(&nodes[i]->filters);
        pylog__free(nodes[i]);
    }
    pylog__free(nodes);
    while (all_names) {
        struct pylog__tree_name *next = all_names->next;
        pylog__free(all_names);
        all_names = next;
    }
    pylog__root_reset();
}

/* ---- Visiting -------------------------------------------------------------------------------------------------- */

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
