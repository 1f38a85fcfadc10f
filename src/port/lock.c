/* The lock of a handler, on one atomic word; the mutex and the condition are for those who must wait. */
#include "lock.h"

#include "compiler.h"

enum {
    EXCLUSIVE = PYLOG__LOCK_EXCLUSIVE,
    WANTED = PYLOG__LOCK_WANTED,
    SLEEPERS = PYLOG__LOCK_SLEEPERS,
    STUCK = PYLOG__LOCK_STUCK,
    HOLDERS = PYLOG__LOCK_HOLDERS
};

int64_t pylog__lock_patience = INT64_C(10000000000);

static _Thread_local PYLOG__TLS_FAST uint64_t thread_mark;

uint64_t pylog__thread_mark(void) {
    static _Atomic uint64_t last;
    if (!thread_mark)
        thread_mark = atomic_fetch_add_explicit(&last, 1, memory_order_relaxed) + 1;
    return thread_mark;
}

static void make_lock(struct pylog__lock *lock) {
    atomic_init(&lock->state, 0);
    atomic_init(&lock->owner, 0);
    atomic_init(&lock->turns, 0);
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
    return owner && owner == thread_mark;
}

PYLOG__COLD unsigned pylog__lock_depth(const struct pylog__lock *lock) {
    return pylog__lock_is_mine(lock) ? lock->depth + 1 : 0;
}

PYLOG__COLD void pylog__lock_after_fork(struct pylog__lock *lock, unsigned held) {
    bool ours = pylog__lock_is_mine(lock);
    unsigned depth = ours ? lock->depth : 0, suspended = ours ? lock->suspended : 0;
    make_lock(lock);
    lock->depth = depth;
    lock->suspended = suspended;
    atomic_store_explicit(&lock->owner, ours ? thread_mark : 0, memory_order_relaxed);
    atomic_store_explicit(&lock->state, ours ? EXCLUSIVE : held, memory_order_relaxed);
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
        if (atomic_compare_exchange_weak_explicit(&lock->state, &state, (state | EXCLUSIVE) & ~(unsigned)STUCK,
                                                  memory_order_acquire, memory_order_relaxed))
            return true;
    return false;
}

PYLOG__COLD static void wake(struct pylog__lock *lock) {
    pylog__mutex_lock(&lock->mutex);
    atomic_fetch_and_explicit(&lock->state, ~(unsigned)(SLEEPERS | STUCK), memory_order_relaxed);
    pylog__condition_broadcast(&lock->changed);
    pylog__mutex_unlock(&lock->mutex);
}

/* ---- Waiting --------------------------------------------------------------------------------- */

struct lock_wait {
    int64_t until;
    unsigned turns; /* those seen; each new one lets the patience begin anew */
    bool patient;   /* else `until` stands */
};

static struct lock_wait begin_to_wait(const struct pylog__lock *lock, int64_t deadline) {
    bool patient = deadline == PYLOG__PATIENTLY;
    return (struct lock_wait){ .until = patient ? pylog__port_monotonic() + pylog__lock_patience : deadline,
                               .turns = atomic_load_explicit(&lock->turns, memory_order_relaxed),
                               .patient = patient };
}

/* Patience is over with an exclusive holder: nobody can get in. With shared ones somebody may: the stuck one may have
 * gone while others have come, so that the flag has not been cleared. It takes a moment to find out. */
static void shorten_patience(const struct pylog__lock *lock, struct lock_wait *wait, int64_t now) {
    unsigned state = atomic_load_explicit(&lock->state, memory_order_relaxed);
    int64_t moment = state & EXCLUSIVE ? 0 : pylog__lock_patience / 100;
    if ((state & STUCK) && wait->until > now + moment)
        wait->until = now + moment;
}

/* Sleep until something has changed; false if the time was over before. With the mutex locked, after having tried. */
static bool wait_for_change(struct pylog__lock *lock, struct lock_wait *wait) {
    if (!wait->patient)
        return pylog__condition_wait(&lock->changed, &lock->mutex, wait->until);
    int64_t now = pylog__port_monotonic();
    unsigned turns = atomic_load_explicit(&lock->turns, memory_order_relaxed);
    if (turns != wait->turns)
        wait->until = now + pylog__lock_patience;
    wait->turns = turns;
    shorten_patience(lock, wait, now);
    if (now >= wait->until)
        return false;
    pylog__condition_wait(&lock->changed, &lock->mutex, wait->until);
    return true;
}

/* Nobody waits any longer then. With the mutex locked. */
static void lose_patience(struct pylog__lock *lock) {
    unsigned state = atomic_load_explicit(&lock->state, memory_order_relaxed);
    while ((state & (EXCLUSIVE | HOLDERS)) && !(state & STUCK))
        if (atomic_compare_exchange_weak_explicit(&lock->state, &state, state | STUCK, memory_order_relaxed,
                                                  memory_order_relaxed))
            pylog__condition_broadcast(&lock->changed);
}

/* A flag says that there are sleepers before they look once more: who releases afterwards wakes them. In the end it
 * does not matter who else wants the lock alone: he does not get it either. */
PYLOG__COLD static bool wait_shared(struct pylog__lock *lock, unsigned barring) {
    struct lock_wait wait = begin_to_wait(lock, PYLOG__PATIENTLY);
    bool taken = false, in_time = true;
    pylog__mutex_lock(&lock->mutex);
    while (!taken && in_time) {
        atomic_fetch_or_explicit(&lock->state, SLEEPERS, memory_order_relaxed);
        taken = try_shared(lock, barring);
        if (!taken)
            in_time = wait_for_change(lock, &wait);
    }
    if (!taken)
        taken = try_shared(lock, EXCLUSIVE);
    if (!taken)
        lose_patience(lock);
    pylog__mutex_unlock(&lock->mutex);
    return taken;
}

bool pylog__lock_shared_slowly(struct pylog__lock *lock, bool nested) {
    unsigned barring = nested ? EXCLUSIVE : EXCLUSIVE | WANTED;
    if (pylog__lock_is_mine(lock))
        lock->depth++;
    else if (!try_shared(lock, barring) && !wait_shared(lock, barring)) {
        pylog__order_give(lock);
        return false;
    }
    return true;
}

/* The last shared holder ends what is said of those who held it. */
static unsigned give_shared_back(struct pylog__lock *lock) {
    unsigned state = atomic_load_explicit(&lock->state, memory_order_relaxed), next;
    do {
        bool last = (state & (HOLDERS | EXCLUSIVE)) == 1;
        next = (state - 1) & ~(last ? (unsigned)STUCK : 0U);
    } while (!atomic_compare_exchange_weak_explicit(&lock->state, &state, next, memory_order_release,
                                                    memory_order_relaxed));
    return state;
}

void pylog__lock_release_shared_slowly(struct pylog__lock *lock) {
    if (pylog__lock_is_mine(lock)) {
        lock->depth--;
        return;
    }
    unsigned before = give_shared_back(lock);
    if (!(before & (WANTED | SLEEPERS)))
        return;
    atomic_fetch_add_explicit(&lock->turns, 1, memory_order_relaxed);
    if ((before & (HOLDERS | EXCLUSIVE)) == 1)
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
    struct lock_wait wait = begin_to_wait(lock, deadline);
    bool in_time = true, taken = false;
    pylog__mutex_lock(&lock->mutex);
    lock->waiting++;
    while (!taken && in_time) {
        atomic_fetch_or_explicit(&lock->state, WANTED, memory_order_relaxed);
        taken = try_exclusive(lock);
        if (!taken)
            in_time = wait_for_change(lock, &wait);
    }
    if (!taken && wait.patient)
        lose_patience(lock);
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

/* They cannot be refused. */
static void take_shared(struct pylog__lock *lock, unsigned times) {
    while (times--) {
        if (pylog__lock_shared(lock, true))
            continue;
        pylog__order_take(lock, lock->place, false);
        atomic_fetch_add_explicit(&lock->state, 1, memory_order_acquire);
    }
}

/* Waiting is in vain, as others have found out. */
static bool is_given_up(const struct pylog__lock *lock, int64_t deadline) {
    unsigned state = atomic_load_explicit(&lock->state, memory_order_relaxed);
    return deadline == PYLOG__PATIENTLY && (state & STUCK) && (state & EXCLUSIVE);
}

static bool get_exclusive(struct pylog__lock *lock, int64_t deadline) {
    return try_exclusive(lock) ||
           (!is_given_up(lock, deadline) && (spin_exclusive(lock) || wait_exclusive(lock, deadline)));
}

bool pylog__lock_exclusive(struct pylog__lock *lock, unsigned held, int64_t deadline) {
    pylog__order_take(lock, lock->place, deadline >= PYLOG__PATIENTLY);
    if (pylog__lock_is_mine(lock)) {
        lock->depth++;
        return true;
    }
    release_shared(lock, held);
    if (!get_exclusive(lock, deadline)) {
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
    unsigned before =
        atomic_fetch_and_explicit(&lock->state, ~(unsigned)(EXCLUSIVE | STUCK), memory_order_release);
    if (before & (WANTED | SLEEPERS)) {
        atomic_fetch_add_explicit(&lock->turns, 1, memory_order_relaxed);
        wake(lock);
    }
    take_shared(lock, suspended);
}
