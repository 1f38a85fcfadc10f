/* The checker of the order of locks, see order.h. It has no lock of its own: what a thread holds is the thread's. */
#include "order.h"

#if PYLOG__CHECKS_LOCKS
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum rank { HANDLER, LINK, STATE, CHANNEL, QUEUE, TREE, PORT };

/* The first row whose words are all in a lock's place. */
static const struct order_row {
    const char *file, *words;
    const char *name;
    enum rank rank;
} order_rows[] = {
    { "tests/", "", "test", HANDLER }, /* first: tests/unit has the rooms once more */
    { "config/", "", "state", STATE },
    { "handler/flusher.c", "", "state", STATE },
    { "handler/handler.c", "", "handler", HANDLER },
    { "handlers/link.c", "", "link", LINK },
    { "queue/", "channel", "channel", CHANNEL },
    { "queue/", "", "queue", QUEUE },
    { "thread/thread.c", "&mutex", "pause", PORT },
    { "thread/thread.c", "", "tree", TREE },
    { "port/", "", "port", PORT },
};

enum { ORDER_MOST = 128 };
static _Thread_local struct order_held {
    const void *lock;
    const struct order_row *row;
} order_held[ORDER_MOST];
static _Thread_local unsigned order_count; /* how many are held; those above ORDER_MOST are not known */
static _Thread_local bool order_alone;     /* no other thread is there to be waited for */

static const struct order_row *find_row(const char *place) {
    for (size_t i = 0; i < sizeof order_rows / sizeof *order_rows; i++)
        if (strstr(place, order_rows[i].file) && strstr(place, order_rows[i].words))
            return &order_rows[i];
    fprintf(stderr, "pylog: the lock %s is not in the table of order.c\n", place);
    abort();
}

static _Noreturn void order_broken(const char *what, const char *name, const struct order_held *under) {
    fprintf(stderr, "pylog: %s %s, with %s held; this thread holds, in the order of taking:", what, name,
            under->row->name);
    for (unsigned i = 0; i < order_count && i < ORDER_MOST; i++)
        fprintf(stderr, " %s", order_held[i].row->name);
    fprintf(stderr, "; the order is: handler, link, state, channel, queue, tree, port\n");
    fflush(stderr);
    abort();
}

void pylog__order_take(const void *lock, const char *place, bool forever) {
    const struct order_row *row = find_row(place);
    for (unsigned i = 0; i < order_count && i < ORDER_MOST; i++) {
        const struct order_held *held = &order_held[i];
        bool again = held->row->rank == HANDLER || held->row->rank == PORT;
        if (forever && !order_alone && held->lock != lock &&
            (held->row->rank > row->rank || (held->row->rank == row->rank && !again)))
            order_broken("takes", row->name, held);
    }
    if (order_count < ORDER_MOST)
        order_held[order_count] = (struct order_held){ lock, row };
    order_count++;
}

void pylog__order_set_alone(bool alone) {
    order_alone = alone;
}

void pylog__order_give(const void *lock) {
    for (unsigned i = order_count < ORDER_MOST ? order_count : ORDER_MOST; i-- > 0;) {
        if (order_held[i].lock != lock)
            continue;
        memmove(&order_held[i], &order_held[i + 1], (ORDER_MOST - i - 1) * sizeof *order_held);
        order_count--;
        return;
    }
}

void pylog__order_forget(const void *lock) {
    for (unsigned before = order_count + 1; before != order_count;) {
        before = order_count;
        pylog__order_give(lock);
    }
}

void pylog__order_wait(const void *lock, const char *place, bool forever) {
    if (strstr(place, "port/lock.c"))
        return; /* a handler's lock is waited for: that has been looked at already */
    for (unsigned i = 0; i < order_count && i < ORDER_MOST; i++) {
        const struct order_held *held = &order_held[i];
        if (held->lock != lock && (held->row->rank > HANDLER || forever))
            order_broken("waits at", find_row(place)->name, held);
    }
}

void pylog__order_no_handler(const char *what) {
    for (unsigned i = 0; i < order_count && i < ORDER_MOST; i++)
        if (order_held[i].row->rank == HANDLER)
            order_broken("waits for", what, &order_held[i]);
}
#else
typedef int pylog__order_is_not_checked; /* a file has to have something in it */
#endif
