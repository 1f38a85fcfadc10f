/* What the library keeps for each thread, and how threads read what others change.
 *
 * Snapshots (a logger's route, a handler's setup, ...) are immutable. Who reads them does so inside a
 * section, which costs two plain stores; who changes them holds the tree's lock, publishes a new snapshot
 * and retires the old one, and never waits. A retired object is freed by whoever unlocks the tree when no
 * section is open any more that could see it. Only who closes what was replaced may wait for sections to end
 * (pylog__synchronize). */
#ifndef PYLOG_THREAD_THREAD_H
#define PYLOG_THREAD_THREAD_H

#include "../port/lock.h"
#include "../base/buffer.h"

#pragma GCC visibility push(hidden)

/* What a thread must give back, and a call that is under way in it: see unwinding.h. */
struct pylog__hold {
    void *object;
    void (*give_back)(void *object);
};
struct pylog__call_mark {
    void *frame;                       /* the address of the frame of the function that was called */
    const void *returns;               /* and where that returns to, as it stands in the frame */
    unsigned sections, nesting, holds; /* what the thread had before */
};

/* A rendered second, see formatter.c. */
struct pylog__rendered_second {
    uint64_t owner; /* whose format it is; 0: none */
    int64_t second;
    size_t length;
    char text[48];
};

/* What begins a formatter's lines for a logger, a level and a second, see formatter.c. */
struct pylog__line_start {
    uint64_t owner; /* which time format's it is, and so which formatter's; 0: none */
    const char *name, *levelname;
    int64_t from;  /* of records made since then, nanoseconds since the epoch, */
    uint64_t span; /* and less than so many later */
    unsigned length;
    unsigned asctime, asctime_length; /* where it stands, and how long it is; 0: it is not there */
    bool milliseconds;                /* it ends with them */
    char text[200];                   /* with the rest 256 bytes */
};

enum { PYLOG__SPARES = 4, PYLOG__RENDERED = 2, PYLOG__STARTS = 4 };
/* So many are written down; handlers nest less deep. Most threads never have more than the first of them, and
 * the rest gets memory when it is needed: thread-locals must be small, or a plugin with the library in it
 * cannot be loaded (tests/embed/plugin_copies.sh). */
enum { PYLOG__MOST_CALLS = 40, PYLOG__MOST_HOLDS = 48, PYLOG__FIRST_CALLS = 6, PYLOG__FIRST_HOLDS = 8 };
struct pylog__more_calls {
    struct pylog__hold holds[PYLOG__MOST_HOLDS];
    struct pylog__call_mark marks[PYLOG__MOST_CALLS];
};

struct pylog__thread {
    _Atomic uint64_t section;  /* the epoch in which the open section began; 0: none is open */
    unsigned sections;         /* how many are nested */
    unsigned nesting;          /* how many handlers are at work inside of each other */
    bool collects_later;       /* something may be released when the open section ends */
    void (*takes_later)(void); /* to be called when the open section ends; NULL: nothing */
    bool listed;               /* the tree's lock holders can see `section` */
    bool plain;   /* listed, the port has a barrier, and nothing is to be collected: sections are stores */
    bool leaving; /* the thread is ending: nothing may be kept here any more */
    unsigned calls, hold_count;
    unsigned drains;     /* it is the consumer of so many queues */
    unsigned lock_free; /* so many of the holds are no locks: these, and references */
    uintptr_t stack_low, stack_high; /* of its stack; 0: not asked for yet, or not known */
    bool stack_asked;
    bool shielded;    /* from pthread_cancel, by the first of the calls */
    int cancel_state; /* as it was before */
    unsigned most_calls, most_holds;
    struct pylog__hold *holds; /* so many of each: first_holds and first_marks, */
    struct pylog__call_mark *marks;
    struct pylog__more_calls *more; /* or in here; NULL: not needed yet */
    struct pylog__hold first_holds[PYLOG__FIRST_HOLDS];
    struct pylog__call_mark first_marks[PYLOG__FIRST_CALLS];
    struct pylog__thread *next, **link; /* in the list of threads; under the tree's lock */
    struct pylog__thread_exit exit_hook;

    uint64_t id;
    char *name;               /* as set; NULL: the default */
    unsigned name_version;    /* 1, and one more for each time it has been set */
    const char *default_name; /* NULL: not asked for yet */

    struct {
        char *data;
        size_t size;
    } spares[PYLOG__SPARES]; /* memory that buffers have grown into, for the next ones */
    unsigned spare_count;

    /* What the thread has put into a queue with last, and that queue's id (0: none): see record/packed_call.h. Not
     * after it has been given another name, which the consumer has to be told; not while it is at work for a listener,
     * because then a log call has to look whether it is that queue's. */
    struct pylog__producer *producer;
    uint64_t producer_queue;

    struct pylog__rendered_second rendered[PYLOG__RENDERED];
    unsigned next_rendered;
    struct pylog__line_start *starts; /* PYLOG__STARTS, allocated when one is kept first */
};
extern struct pylog__line_start pylog__no_starts[PYLOG__STARTS]; /* until then; nobody's */

/* The calling thread's; before its first use nobody's, which is all zeroes and not to be written to. */
extern _Thread_local PYLOG__TLS_FAST struct pylog__thread *pylog__current_thread;
struct pylog__thread *pylog__thread_first_use(void);

/* The calling thread's; the first call in a process sets the library up. */
inline struct pylog__thread *pylog__thread(void) {
    struct pylog__thread *thread = pylog__current_thread;
    return thread->id ? thread : pylog__thread_first_use();
}

static inline void pylog__thread_forget_producer(struct pylog__thread *thread) {
    thread->producer_queue = 0;
}

/* Is the thread within a handler, besides so many that hold nothing, or does it hold something? There it
 * waits for nobody who may want such a lock himself. */
static inline bool pylog__thread_is_within(const struct pylog__thread *thread, unsigned handlers) {
    return thread->nesting > handlers || thread->hold_count > thread->lock_free;
}

/* Give back what calls of the thread still have, because it ends, or the program exits: pylog__calls_abandon, which
 * unwinding.c enters here while the module is loaded. */
extern void (*pylog__thread_gives_back)(struct pylog__thread *thread);

/* The thread's name: the one that was set, "MainThread", or "Thread-1" and so on. Valid until set anew. */
const char *pylog__thread_name(struct pylog__thread *thread);

/* The process id, remembered. */
int64_t pylog__process_id(void);

/* Nanoseconds since the epoch at which the library was first used: Python's logging._startTime. */
int64_t pylog__start_time(void);

/* ---- Sections -------------------------------------------------------------------------------- */

extern _Atomic uint64_t pylog__epoch; /* moves on when something has been retired */

/* Have this called when the open section ends: then the thread holds no handler's lock. */
void pylog__section_defer(struct pylog__thread *thread, void (*what)(void));

void pylog__section_enter_slowly(struct pylog__thread *thread);
void pylog__section_left(struct pylog__thread *thread);

/* If the thread is `plain`, and has no section open. */
static inline void pylog__section_enter_first(struct pylog__thread *thread) {
    thread->sections = 1;
    uint64_t now = atomic_load_explicit(&pylog__epoch, memory_order_acquire);
    atomic_store_explicit(&thread->section, now, memory_order_release);
    atomic_signal_fence(memory_order_seq_cst); /* for the compiler alone */
}

static inline void pylog__section_enter(struct pylog__thread *thread) {
    if (thread->sections++)
        return;
    if (thread->plain)
        pylog__section_enter_first(thread);
    else
        pylog__section_enter_slowly(thread);
}

static inline void pylog__section_leave(struct pylog__thread *thread) {
    if (--thread->sections)
        return;
    if (thread->plain)
        atomic_store_explicit(&thread->section, 0, memory_order_release);
    else
        pylog__section_left(thread);
}

/* Wait until every section that is open in other threads has ended; the calling thread has none open, and
 * holds nothing that a handler may want. What was published before the call is then seen by all, and what it
 * replaced by none. False if that was not so by the deadline. */
bool pylog__synchronize(int64_t deadline);

/* For tests, while no other thread uses the library: do without the port's barrier, or with it if there is
 * one. */
void pylog__sections_use_barrier(bool on);

/* Read a published snapshot, inside a section. */
#define pylog__snapshot(pointer) atomic_load_explicit(pointer, memory_order_seq_cst)
/* Publish one, with the tree locked. */
#define pylog__publish(pointer, value) atomic_store_explicit(pointer, value, memory_order_seq_cst)

/* Begins every object that can be retired. */
struct pylog__retired {
    struct pylog__retired *next;
    uint64_t epoch;
    int64_t since; /* of pylog__port_monotonic() */
    void (*release)(struct pylog__retired *self); /* called without a lock; it may run user code */
};

/* The tree's lock is a leaf: nothing else is locked and no user code is called while it is held. It guards
 * the tree, the lists of handlers and threads, the level names and what is retired. */
void pylog__tree_lock(void);
/* Unlocks, and then releases what nobody can see any more; within a section, when that ends. */
void pylog__tree_unlock(void);
/* Have an object released once nobody can see it. NULL is fine. With the tree locked, after publishing. */
void pylog__retire(struct pylog__retired *object);

/* ---- Text on its way ------------------------------------------------------------------------- */

/* A buffer that begins in memory of the thread, and lends it back when it is done. Buffers of a thread are
 * used like a stack, so that a formatter or handler that logs has its own. */
struct pylog__scratch {
    struct pylog_buffer buffer;
    char storage[1024];
};
void pylog__scratch_take_spare(struct pylog__thread *thread, struct pylog__scratch *scratch);
void pylog__scratch_keep_spare(struct pylog__thread *thread, struct pylog__scratch *scratch);

static inline void pylog__scratch_begin(struct pylog__thread *thread, struct pylog__scratch *scratch) {
    if (thread->spare_count)
        pylog__scratch_take_spare(thread, scratch);
    else
        pylog__buffer_init(&scratch->buffer, scratch->storage, sizeof scratch->storage);
}

static inline void pylog__scratch_end(struct pylog__thread *thread, struct pylog__scratch *scratch) {
    if (scratch->buffer.owned)
        pylog__scratch_keep_spare(thread, scratch);
}

/* Forget what the thread has rendered: the zone is another one. */
void pylog__thread_forget_times(struct pylog__thread *thread);

void pylog__thread_reset(void); /* for tests: give back what the calling thread keeps */

#pragma GCC visibility pop

#endif
