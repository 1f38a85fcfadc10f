/* The lock of a handler: shared or exclusive, owned by a thread.
 *
 * - The exclusive side may be taken again by its owner; so may the shared side, then a part of it.
 * - A thread that waits for the exclusive side keeps new shared holders out, so that it is not starved. A
 *   thread that holds some lock already (`nested`) is let in all the same: the one that waits may be
 *   waiting for it.
 * - Waiting with patience (PYLOG__PATIENTLY) ends after ten seconds in which nobody has given the lock back: whoever
 *   holds it is stuck. Each release lets the ten seconds begin anew, so that a slow holder is waited for. Once they are
 *   over a flag says so, and the next ones that wait with patience give up at once, until the lock is given back.
 * - A thread that has given up its shared holds for the exclusive side has to have them back, also if somebody is stuck
 *   with that one. Then it gets them beside him.
 * - Uncontended, each side costs two atomic operations. */
#ifndef PYLOG_PORT_LOCK_H
#define PYLOG_PORT_LOCK_H

#include "port.h"

#pragma GCC visibility push(hidden)

/* A number of the calling thread's own, never 0, which no other thread gets, neither after its end nor in a
 * child of fork: what a system calls a thread is given again. */
uint64_t pylog__thread_mark(void);

/* A deadline: wait with patience. And how long that is, in nanoseconds; tests set it while nobody waits. */
#define PYLOG__PATIENTLY (INT64_MAX - 1)
extern int64_t pylog__lock_patience;

struct pylog__lock {
    atomic_uint state;      /* number of shared holders, and the flags of lock.c */
    unsigned depth;         /* how often the owner has taken it again; the owner's */
    _Atomic uint64_t owner; /* its mark; 0: nobody */
    unsigned suspended;     /* shared holds of the owner's that its exclusive one replaces; the owner's */
    unsigned waiting;       /* threads that want the exclusive side; under the mutex */
    atomic_uint turns;      /* how often it was given back while others waited */
    struct pylog__mutex mutex;
    struct pylog__condition changed;
#if PYLOG__CHECKS_LOCKS
    const char *place; /* which one it is, for order.c */
#endif
};

#if PYLOG__CHECKS_LOCKS
void pylog__lock_init_at(struct pylog__lock *lock, const char *place);
#define pylog__lock_init(lock) pylog__lock_init_at(lock, __FILE__ ":" #lock)
#else
void pylog__lock_init(struct pylog__lock *lock);
#endif
void pylog__lock_destroy(struct pylog__lock *lock);
/* In the child of fork: make it anew, as the other threads are gone. What the calling thread holds it keeps;
 * `held` is how often it has the lock shared. */
void pylog__lock_after_fork(struct pylog__lock *lock, unsigned held);

enum {
    PYLOG__LOCK_EXCLUSIVE = 1 << 30, /* held exclusively */
    PYLOG__LOCK_WANTED = 1 << 29,    /* a thread waits for the exclusive side */
    PYLOG__LOCK_SLEEPERS = 1 << 28,  /* threads wait for the shared side */
    PYLOG__LOCK_STUCK = 1 << 27,     /* patience with those who hold it is over */
    PYLOG__LOCK_HOLDERS = PYLOG__LOCK_STUCK - 1
};

/* What is left to do where any of the flags is set, or others changed the state in between. */
bool pylog__lock_shared_slowly(struct pylog__lock *lock, bool nested);
void pylog__lock_release_shared_slowly(struct pylog__lock *lock);

/* With patience: false if that is over. */
static inline bool pylog__lock_shared(struct pylog__lock *lock, bool nested) {
    pylog__order_take(lock, lock->place, true);
    unsigned state = atomic_load_explicit(&lock->state, memory_order_relaxed);
    if (state > PYLOG__LOCK_HOLDERS ||
        !atomic_compare_exchange_strong_explicit(&lock->state, &state, state + 1, memory_order_acquire,
                                                 memory_order_relaxed))
        return pylog__lock_shared_slowly(lock, nested);
    return true;
}

static inline void pylog__lock_release_shared(struct pylog__lock *lock) {
    pylog__order_give(lock);
    unsigned state = atomic_load_explicit(&lock->state, memory_order_relaxed);
    if (state > PYLOG__LOCK_HOLDERS ||
        !atomic_compare_exchange_strong_explicit(&lock->state, &state, state - 1, memory_order_release,
                                                 memory_order_relaxed))
        pylog__lock_release_shared_slowly(lock);
}

/* False if it could not be had until `deadline` on the monotonic clock (INT64_MAX: wait for ever). A thread
 * that has the lock shared already says how often (`held`): these holds are given up, and taken again when
 * the exclusive one ends. Others may come in between. */
bool pylog__lock_exclusive(struct pylog__lock *lock, unsigned held, int64_t deadline);
void pylog__lock_release_exclusive(struct pylog__lock *lock);

/* Does another thread wait for it, or for its shared side? One that has just come may not have said so. */
static inline bool pylog__lock_is_wanted(const struct pylog__lock *lock) {
    return atomic_load_explicit(&lock->state, memory_order_relaxed) &
           (PYLOG__LOCK_WANTED | PYLOG__LOCK_SLEEPERS);
}

/* Does the calling thread hold the exclusive side? */
bool pylog__lock_is_mine(const struct pylog__lock *lock);
/* How often does it? */
unsigned pylog__lock_depth(const struct pylog__lock *lock);

#pragma GCC visibility pop

#endif
