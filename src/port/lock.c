/* The lock of a handler, on one atomic word; the mutex and the condition are for those who must wait. */
#include "lock.h"

#include "compiler.h"

enum {
    EXCLUSIVE = PYLOG__LOCK_EXCLUSIVE,
    WANTED = PYLOG__LOCK_WANTED,
    SLEEPERS = PYLOG__LOCK_SLEEPERS,
    HOLDERS = PYLOG__LOCK_HOLDERS
};

static _Thread_local PYLOG__TLS_FAST uint64_t mark;

uint64_t pylog__thread_mark(void) {
    static _Atomic uint64_t last;
    if (!mark)
        mark = atomic_fetch_add_explicit(&last, 1, memory_order_relaxed) + 1;
    return mark;
}

static void make_lock(struct pylog__lock *lock) {
    atomic_init(&lock->state, 0);
    atomic_init(&lock->owner, 0);
    lock->depth = 0;
    lock->suspended = 0;
    lock->waiting = 0;
    pylog__mutex_init(&lock->mutex);
    pylog__condition_init(&lock->changed);
}

#if PYLOG__CHECKS_LOCKS
void pylog__lock_init_at(struct pylog__lock *lock, const char *place) {
    lock->place = place;
    make_lock(lock);
}
#else
void pylog__lock_init(struct pylog__lock *lock) {
    make_lock(lock);
}
#endif

void pylog__lock_destroy(struct pylog__lock *lock) {
    pylog__mutex_destroy(&lock->mutex);
    pylog__condition_destroy(&lock->changed);
}

bool pylog__lock_is_mine(const struct pylog__lock *lock) {
    uint64_t owner = atomic_load_explicit(&lock->owner, memory_order_relaxed);
    return owner && owner == mark;
}

PYLOG__COLD void pylog__lock_after_fork(struct pylog__lock *lock, unsigned held) {
    bool mine = pylog__lock_is_mine(lock);
    unsigned depth = mine ? lock->depth : 0, suspended = mine ? lock->suspended : 0;
    make_lock(lock);
    lock->depth = depth;
    lock->suspended = suspended;
    atomic_store_explicit(&lock->owner, mine ? mark : 0, memory_order_relaxed);
    atomic_store_explicit(&lock->state, mine ? EXCLUSIVE : held, memory_order_relaxed);
}

static bool try_shared(struct pylog__lock *lock, unsigned barring) {
    unsigned state = atomic_load_explicit(&lock->state, memory_order_relaxed);
    while (!(state & barring))
        if (atomic_compare_exchange_weak_explicit(&lock->state, &state, state + 1, memory_order_acquire,
                                                  memory_order_relaxed))
            return true;
    return false;
}

static bool try_exclusive(struct pylog__lock *lock) {
    unsigned state = atomic_load_explicit(&lock->state, memory_order_relaxed);
    while (!(state & (EXCLUSIVE | HOLDERS)))
        if (atomic_compare_exchange_weak_explicit(&lock->state, &state, state | EXCLUSIVE,
                                                  memory_order_acquire, memory_order_relaxed))
            return true;
    return false;
}

PYLOG__COLD static void wake(struct pylog__lock *lock) {
    pylog__mutex_lock(&lock->mutex);
    atomic_fetch_and_explicit(&lock->state, ~(unsigned)SLEEPERS, memory_order_relaxed);
    pylog__condition_broadcast(&lock->changed);
    pylog__mutex_unlock(&lock->mutex);
}

/* A flag says that there are sleepers before they look once more: who releases afterwards wakes them. */
PYLOG__COLD static void wait_shared(struct pylog__lock *lock, unsigned barring) {
    pylog__mutex_lock(&lock->mutex);
    for (;;) {
        atomic_fetch_or_explicit(&lock->state, SLEEPERS, memory_order_relaxed);
        if (try_shared(lock, barring))
            break;
        pylog__condition_wait(&lock->changed, &lock->mutex, INT64_MAX);
    }
    pylog__mutex_unlock(&lock->mutex);
}

void pylog__lock_shared_slowly(struct pylog__lock *lock, bool nested) {
    unsigned barring = nested ? EXCLUSIVE : EXCLUSIVE | WANTED;
    if (pylog__lock_is_mine(lock))
        lock->depth++;
    else if (!try_shared(lock, barring))
        wait_shared(lock, barring);
}

void pylog__lock_release_shared_slowly(struct pylog__lock *lock) {
    if (pylog__lock_is_mine(lock)) {
        lock->depth--;
        return;
    }
    unsigned before = atomic_fetch_sub_explicit(&lock->state, 1, memory_order_release);
    if ((before & (WANTED | SLEEPERS)) && (before & HOLDERS) == 1)
        wake(lock);
}

/* Whoever holds it often needs it no longer than going to sleep would take. */
static bool spin_exclusive(struct pylog__lock *lock) {
    enum { SPINS = 100 };
    for (int i = 0; i < SPINS; i++) {
        if (try_exclusive(lock))
            return true;
        pylog__port_relax();
    }
    return false;
}

PYLOG__COLD static bool wait_exclusive(struct pylog__lock *lock, int64_t deadline) {
    bool in_time = true, taken = false;
    pylog__mutex_lock(&lock->mutex);
    lock->waiting++;
    while (!taken && in_time) {
        atomic_fetch_or_explicit(&lock->state, WANTED, memory_order_relaxed);
        taken = try_exclusive(lock);
        if (!taken)
            in_time = pylog__condition_wait(&lock->changed, &lock->mutex, deadline);
    }
    if (--lock->waiting == 0) {
        atomic_fetch_and_explicit(&lock->state, ~(unsigned)WANTED, memory_order_relaxed);
        pylog__condition_broadcast(&lock->changed);
    }
    pylog__mutex_unlock(&lock->mutex);
    return taken;
}

static void release_shared(struct pylog__lock *lock, unsigned times) {
    while (times--)
        pylog__lock_release_shared(lock);
}

static void take_shared(struct pylog__lock *lock, unsigned times) {
    while (times--)
        pylog__lock_shared(lock, true);
}

bool pylog__lock_exclusive(struct pylog__lock *lock, unsigned held, int64_t deadline) {
    pylog__order_take(lock, lock->place, deadline == INT64_MAX);
    if (pylog__lock_is_mine(lock)) {
        lock->depth++;
        return true;
    }
    release_shared(lock, held);
    if (!try_exclusive(lock) && !spin_exclusive(lock) && !wait_exclusive(lock, deadline)) {
        take_shared(lock, held);
        pylog__order_give(lock);
        return false;
    }
    atomic_store_explicit(&lock->owner, pylog__thread_mark(), memory_order_relaxed);
    lock->suspended = held;
    return true;
}

void pylog__lock_release_exclusive(struct pylog__lock *lock) {
    pylog__order_give(lock);
    if (lock->depth) {
        lock->depth--;
        return;
    }
    unsigned suspended = lock->suspended;
    atomic_store_explicit(&lock->owner, 0, memory_order_relaxed);
    unsigned before = atomic_fetch_and_explicit(&lock->state, ~(unsigned)EXCLUSIVE, memory_order_release);
    if (before & (WANTED | SLEEPERS))
        wake(lock);
    take_shared(lock, suspended);
}
