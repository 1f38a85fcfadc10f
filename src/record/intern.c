/* Strings for ever: a hash table of lists that only grow, at their front. */
#include "intern.h"

#include "../port/port.h"
#include "../base/memory.h"
#include <string.h>

struct interned {
    struct interned *next;
    char text[];
};
enum { INTERN_LISTS = 64 };
static _Atomic(struct interned *) interned[INTERN_LISTS];

static unsigned intern_hash(const char *text) {
    unsigned hash = 5381;
    while (*text)
        hash = hash * 33 + (unsigned char)*text++;
    return hash % INTERN_LISTS;
}

static const char *find_interned(const struct interned *at, const char *text) {
    while (at && strcmp(at->text, text) != 0)
        at = at->next;
    return at ? at->text : NULL;
}

const char *pylog__intern(const char *text) {
    _Atomic(struct interned *) *list = &interned[intern_hash(text)];
    struct interned *first = atomic_load_explicit(list, memory_order_acquire);
    const char *found = find_interned(first, text);
    if (found)
        return found;
    size_t size = strlen(text) + 1;
    struct interned *made = pylog__allocate(sizeof *made + size);
    if (!made)
        return NULL;
    memcpy(made->text, text, size);
    do {
        found = find_interned(first, text);
        made->next = first;
    } while (!found && !atomic_compare_exchange_weak_explicit(list, &first, made, memory_order_acq_rel,
                                                              memory_order_acquire));
    if (found)
        pylog__free(made);
    return found ? found : made->text;
}

void pylog__intern_reset(void) {
    for (unsigned i = 0; i < INTERN_LISTS; i++) {
        struct interned *at = atomic_exchange(&interned[i], NULL);
        while (at) {
            struct interned *next = at->next;
            pylog__free(at);
            at = next;
        }
    }
}
