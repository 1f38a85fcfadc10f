/* All handlers in the order of their creation, their names, and the handler of last resort. */
#include "handler.h"
#include "tell.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../formatter/formatter.h"
#include "../thread/unwinding.h"
#include <stdio.h>

static pylog_handler *newest_handler; /* under the tree's lock */

void pylog__handler_list(pylog_handler *handler) {
    pylog__tree_lock();
    handler->older = newest_handler;
    if (newest_handler)
        newest_handler->newer = handler;
    newest_handler = handler;
    pylog__tree_unlock();
}

/* Within a section nothing is destroyed. */
void pylog__handlers_after_fork(void) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    for (pylog_handler *handler = newest_handler; handler; handler = handler->older) {
        pylog__lock_after_fork(&handler->lock, pylog__handler_shared_holds(handler));
        handler->flush_due = 0;
        if (handler->batcher != pylog__thread_mark())
            atomic_store_explicit(&handler->batching, false, memory_order_relaxed);
        atomic_store_explicit(&handler->left_out, 0, memory_order_relaxed); /* the parent tells */
        atomic_store_explicit(&handler->next_report, 0, memory_order_relaxed);
        if (handler->ops->after_fork)
            handler->ops->after_fork(handler);
    }
    pylog__section_leave(thread);
}

/* A reference, unless the last one is just being given up. */
static bool take_handler_reference(pylog_handler *handler) {
    unsigned references = atomic_load_explicit(&handler->references, memory_order_relaxed);
    while (references)
        if (atomic_compare_exchange_weak_explicit(&handler->references, &references, references + 1,
                                                  memory_order_relaxed, memory_order_relaxed))
            return true;
    return false;
}

static pylog_handler *first_living_handler(pylog_handler *handler) {
    while (handler && !take_handler_reference(handler))
        handler = handler->older;
    return handler;
}

pylog_handler *pylog__handler_due(int64_t now, int64_t *next) {
    *next = INT64_MAX;
    for (pylog_handler *handler = newest_handler; handler; handler = handler->older) {
        if (!handler->flush_due)
            continue;
        if (handler->flush_due <= now && take_handler_reference(handler)) {
            handler->flush_due = 0;
            return handler;
        }
        if (handler->flush_due > now && handler->flush_due < *next)
            *next = handler->flush_due;
    }
    return NULL;
}

/* The reference keeps a handler in the list, and with it the way to the next one. */
static void give_back_visited(void *handler) {
    pylog__thread()->lock_free--;
    pylog_handler_unref(handler);
}

void pylog__handlers_visit(void (*visit)(pylog_handler *handler, void *data), void *data) {
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    pylog__tree_lock();
    pylog_handler *handler = first_living_handler(newest_handler);
    pylog__tree_unlock();
    while (handler) {
        unsigned hold = pylog__hold_no_lock(thread, handler, give_back_visited);
        visit(handler, data);
        pylog__unhold_no_lock(thread, hold, handler);
        pylog__tree_lock();
        pylog_handler *next = first_living_handler(handler->older);
        pylog__tree_unlock();
        pylog_handler_unref(handler);
        handler = next;
    }
    pylog__call_end(thread);
}

/* ---- Names ------------------------------------------------------------------------------------------------
 */

/* Those that are found by their names, by the hash of these; under the tree's lock. There is a table to begin
 * with, and without memory for a larger one it serves on. */
enum { FEWEST_HASHES = 64 };
static pylog_handler *first_hashes[FEWEST_HASHES];
static struct {
    pylog_handler **lists;
    size_t size, used; /* the size is a power of two */
} registry = { first_hashes, FEWEST_HASHES, 0 };

static pylog_handler **list_of_name(const char *name) {
    uint64_t hash = 14695981039346656037u;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 1099511628211u;
    return &registry.lists[(size_t)(hash ^ hash >> 32) & (registry.size - 1)];
}

static void put_into_registry(pylog_handler *handler) {
    pylog_handler **list = list_of_name(handler->name);
    handler->next_of_hash = *list;
    *list = handler;
}

static void replace_registry(pylog_handler **lists, size_t size) {
    pylog_handler **before = registry.lists;
    registry.lists = lists;
    registry.size = size;
    for (pylog_handler *handler = newest_handler; handler; handler = handler->older)
        if (handler->registered)
            put_into_registry(handler);
    if (before != first_hashes)
        pylog__free(before);
}

static void register_name(pylog_handler *handler) {
    size_t size = registry.size * 4;
    pylog_handler **larger =
        registry.used >= registry.size ? pylog__allocate_zeroed(size * sizeof *larger) : NULL;
    if (larger)
        replace_registry(larger, size);
    handler->registered = true;
    registry.used++;
    put_into_registry(handler);
}

/* And give its memory back. */
static void empty_registry(void) {
    if (registry.lists != first_hashes)
        pylog__free(registry.lists);
    registry.lists = memset(first_hashes, 0, sizeof first_hashes);
    registry.size = FEWEST_HASHES;
    registry.used = 0;
}

static void unregister_handler(pylog_handler *handler) {
    if (!handler->registered)
        return;
    pylog_handler **at = list_of_name(handler->name);
    while (*at != handler)
        at = &(*at)->next_of_hash;
    *at = handler->next_of_hash;
    handler->registered = false;
    if (--registry.used == 0)
        empty_registry();
}

static pylog_handler *find_by_name(const char *name) {
    pylog_handler *handler = *list_of_name(name);
    while (handler && strcmp(handler->name, name) != 0)
        handler = handler->next_of_hash;
    return handler;
}

void pylog__handler_unlist(pylog_handler *handler) {
    pylog__tree_lock();
    *(handler->newer ? &handler->newer->older : &newest_handler) = handler->older;
    if (handler->older)
        handler->older->newer = handler->newer;
    unregister_handler(handler);
    pylog__tree_unlock();
}

/* Take the name out of the registry, whoever stands there: as Python does. */
static void unregister(const char *name) {
    pylog_handler *registered = name ? find_by_name(name) : NULL;
    if (registered)
        unregister_handler(registered);
}

void pylog__handler_forget_name(pylog_handler *handler) {
    pylog__tree_lock();
    if (!handler->forgotten)
        unregister(handler->name);
    pylog__tree_unlock();
}

char *pylog__handler_take_name(pylog_handler *handler, char *name) {
    char *before = handler->name;
    unregister(before);
    unregister(name);
    handler->name = name;
    handler->forgotten = false;
    if (name && *name)
        register_name(handler);
    return before;
}

void pylog__handlers_forget_names(void) {
    for (pylog_handler *handler = newest_handler; handler; handler = handler->older) {
        handler->registered = false;
        handler->forgotten = true;
    }
    empty_registry();
}

int pylog_handler_set_name(pylog_handler *handler, const char *name) {
    char *copy = name ? pylog__copy_string(name) : NULL;
    if (name && !copy)
        return pylog__fail_memory();
    pylog__tree_lock();
    char *before = pylog__handler_take_name(handler, copy);
    pylog__tree_unlock();
    pylog__free(before);
    return 0;
}

/* Put a name and its NUL at this place, as far as the buffer goes. Returns the place behind it. */
static size_t copy_out(char *buffer, size_t size, size_t at, const char *name) {
    size_t length = strlen(name) + 1;
    if (at < size) {
        size_t fits = length < size - at ? length : size - at;
        memcpy(buffer + at, name, fits);
        buffer[at + fits - 1] = '\0';
    }
    return at + length;
}

size_t pylog_handler_name(const pylog_handler *handler, char *buffer, size_t size) {
    pylog__tree_lock();
    size_t end = copy_out(buffer, size, 0, handler->name ? handler->name : "");
    pylog__tree_unlock();
    return end - 1;
}

pylog_handler *pylog_get_handler_by_name(const char *name) {
    pylog__tree_lock();
    pylog_handler *found = name ? find_by_name(name) : NULL;
    if (found && !take_handler_reference(found))
        found = NULL;
    pylog__tree_unlock();
    return found;
}

size_t pylog_get_handler_names(char *buffer, size_t size) {
    size_t end = 0;
    pylog__tree_lock();
    for (const pylog_handler *handler = newest_handler; handler; handler = handler->older)
        if (handler->registered)
            end = copy_out(buffer, size, end, handler->name);
    pylog__tree_unlock();
    return end;
}

/* ---- The last resort ------------------------------------------------------------------------- */

static int last_resort_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                             size_t length) {
    (void)handler, (void)record;
    return pylog__stderr_write(text, length);
}

static size_t last_resort_describe(const pylog_handler *handler, char *buffer, size_t size) {
    (void)handler;
    return (size_t)snprintf(buffer, size, "<stderr>");
}

static const struct pylog_handler_ops last_resort_ops = {
    .name = "_StderrHandler",
    .write = last_resort_write,
    .describe = last_resort_describe,
};

/* Made when it is first needed, unless the program has set another one, or none. */
static pylog_handler *last_resort; /* under the tree's lock, as the next one */
static bool last_resort_set;

static void replace_last_resort(pylog_handler *now, bool set) {
    pylog__tree_lock();
    pylog_handler *before = last_resort;
    last_resort = now;
    last_resort_set = set;
    pylog__tree_unlock();
    pylog_handler_unref(before);
}

static void make_last_resort(void) {
    pylog_handler *made = pylog_handler_new(&last_resort_ops, NULL);
    if (!made)
        return;
    pylog_handler_set_level(made, PYLOG_WARNING);
    pylog__tree_lock();
    if (!last_resort_set) {
        last_resort = made;
        last_resort_set = true;
        made = NULL;
    }
    pylog__tree_unlock();
    pylog_handler_unref(made);
}

pylog_handler *pylog_get_last_resort(void) {
    pylog__tree_lock();
    bool set = last_resort_set;
    pylog__tree_unlock();
    if (!set)
        make_last_resort();
    pylog__tree_lock();
    pylog_handler *handler = pylog_handler_ref(last_resort);
    pylog__tree_unlock();
    return handler;
}

bool pylog__last_resort_is_none(void) {
    pylog__tree_lock();
    bool none = last_resort_set && !last_resort;
    pylog__tree_unlock();
    return none;
}

void pylog__print_as_last_resort(struct pylog__record *record) {
    struct pylog__thread *thread = pylog__thread();
    struct pylog__scratch line;
    if (record->head.levelno < PYLOG_WARNING)
        return;
    pylog__scratch_begin(thread, &line);
    if (pylog__formatter_format(NULL, &record->head, &line.buffer) == 0) {
        pylog__finish_text(&line.buffer, "\n", 1);
        pylog__tell(line.buffer.data, line.buffer.length);
    }
    pylog__scratch_end(thread, &line);
}

int pylog_set_last_resort(pylog_handler *handler) {
    replace_last_resort(pylog_handler_ref(handler), true);
    return 0;
}

void pylog__last_resort_reset(void) {
    replace_last_resort(NULL, false);
}

/* ---- Visiting -------------------------------------------------------------------------------------------------- */

struct handler_visit {
    int (*visit)(pylog_handler *handler, void *data);
    void *data;
    int result;
};

/* The rest of the list is passed over. */
static void visit_one(pylog_handler *handler, void *data) {
    struct handler_visit *visit = data;
    if (!visit->result)
        visit->result = visit->visit(handler, visit->data);
}

int pylog_visit_handlers(int (*visit)(pylog_handler *handler, void *data), void *data) {
    struct handler_visit wanted = { visit, data, 0 };
    if (!visit)
        return pylog__fail_type("a function to be called is needed, not NULL");
    pylog__handlers_visit(visit_one, &wanted);
    return wanted.result;
}

/* ---- Opening all files again ------------------------------------------------------------------- */

struct reopening {
    int64_t deadline;          /* of all waits together, on the monotonic clock */
    struct pylog__error first; /* of the handlers that failed */
    int error;                 /* its errno value; 0: none has failed */
};

static bool has_open_file(pylog_handler *handler) {
    struct pylog_file_state state = { .open = true };
    if (pylog__has_file_operation(handler, state))
        handler->ops->file->state(handler, &state);
    return state.open;
}

/* 0, or -1 with errno. */
static int reopen_before(pylog_handler *handler, int64_t deadline) {
    const double left = (double)(deadline - pylog__port_monotonic()) / 1e9;
    int result = 0;
    if (pylog_handler_acquire_within(handler, left > 0.1 ? left : 0.1))
        return -1;
    if (has_open_file(handler)) {
        result = handler->ops->file->reopen(handler);
        if (!result)
            pylog_handler_count_reconnect(handler);
    }
    pylog_handler_release(handler);
    return result;
}

static void keep_first_error(struct reopening *reopening, int error) {
    if (reopening->error)
        return;
    if (!*pylog__error_text())
        pylog__fail_os(error, NULL);
    reopening->error = error ? error : EIO;
    reopening->first = pylog__error_take();
}

static void reopen_one(pylog_handler *handler, void *data) {
    struct reopening *reopening = data;
    struct pylog__thread *thread = pylog__thread();
    if (!pylog__has_file_operation(handler, reopen))
        return;
    pylog__error_clear();
    pylog__call_begin(thread);
    if (reopen_before(handler, reopening->deadline))
        keep_first_error(reopening, errno);
    pylog__call_end(thread);
}

int pylog_reopen_all(void) {
    struct reopening reopening = { .deadline = pylog__port_monotonic() + INT64_C(10000000000) };
    struct pylog__error before = pylog__error_take();
    pylog__handlers_visit(reopen_one, &reopening);
    pylog__error_replace(before);
    if (!reopening.error)
        return 0;
    pylog__error_replace(reopening.first);
    errno = reopening.error;
    return -1;
}
