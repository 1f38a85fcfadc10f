/* What the library keeps for each thread, and how threads read what others change: epoch-based reclamation.
 *
 * Snapshots (a logger's route, a handler's setup, ...) are immutable. A thread reads them inside a reader section, which
 * costs two plain stores. A thread that changes something holds the tree's lock, publishes a new snapshot, retires the
 * old one, and never waits. A retired object is freed when the tree is unlocked and no section is open any more that could
 * see it. Only pylog__synchronize waits for sections to end: for closing what was replaced. */
#ifndef PYLOG_THREAD_THREAD_H
#define PYLOG_THREAD_THREAD_H

#include "../port/lock.h"
#include "../base/buffer.h"

#pragma GCC visibility push(hidden)

/* Something that a thread must give back, and a call that is under way: see unwinding.h. */
struct pylog__hold {
    void *object;
    void (*give_back)(void *object);
};
struct pylog__call_mark {
    void *frame;                       /* the stack frame of the function that was called */
    const void *returns;               /* the return address in that frame */
    unsigned sections, nesting, holds; /* how many the thread had before */
};

/* A second, rendered: see time_format.c. */
struct pylog__rendered_second {
    uint64_t owner; /* the id of the time format; 0: none */
    int64_t second;
    size_t length;
    char text[48];
};

/* The start of a line, rendered for one formatter, logger, level and second: see formatter.c. */
struct pylog__line_start {
    uint64_t owner; /* the id of the formatter's time format; 0: none */
    const char *name, *levelname;
    int64_t from;  /* it is for records made from this time on, in nanoseconds since the epoch, */
    uint64_t span; /* and before so many nanoseconds later */
    unsigned length;
    unsigned asctime, asctime_length; /* where asctime stands in the text, and its length; 0: it does not */
    bool milliseconds;                /* asctime ends with milliseconds */
    char text[200];                   /* with the rest 256 bytes */
};

enum { PYLOG__SPARES = 4, PYLOG__RENDERED = 2, PYLOG__STARTS = 4 };
/* The most holds and calls that are written down; handlers nest less deep. Most threads need only the first few. The rest
 * is allocated at need: thread-locals must be small, or a plugin with the library in it cannot be loaded
 * (tests/embed/plugin_copies.sh). */
enum { PYLOG__MOST_CALLS = 40, PYLOG__MOST_HOLDS = 48, PYLOG__FIRST_CALLS = 6, PYLOG__FIRST_HOLDS = 8 };
struct pylog__more_calls {
    struct pylog__hold holds[PYLOG__MOST_HOLDS];
    struct pylog__call_mark marks[PYLOG__MOST_CALLS];
};

struct pylog__thread {
    _Atomic uint64_t section;  /* the epoch in which the open section began; 0: none is open */
    unsigned sections;         /* how deep they are nested */
    unsigned nesting;          /* how many handlers are running, one within the other */
    bool collects_later;       /* retired objects may be freed when the open section ends */
    void (*takes_later)(void); /* called when the open section ends; NULL: nothing is */
    bool listed;               /* the thread is in the list of threads */
    bool plain;   /* it is listed, the port has a barrier, and nothing waits for the section's end: two stores do */
    bool leaving; /* the thread is ending: nothing may be kept here any more */
    unsigned calls, hold_count;
    unsigned drains;     /* it is the consumer of so many queues */
    unsigned lock_free; /* so many of the holds are not locks, but references and the like */
    uintptr_t stack_low, stack_high; /* the bounds of its stack; 0: not asked for yet, or not known */
    bool stack_asked;
    bool shielded;    /* the first of the calls has switched pthread_cancel off */
    int cancel_state; /* the state before that */
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
    } spares[PYLOG__SPARES]; /* a pool: memory that buffers have grown into, for the next ones */
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
extern struct pylog__line_start pylog__no_starts[PYLOG__STARTS]; /* the value of `starts` until then */

/* The calling thread's. Before the thread's first use it is a null object: all zeroes, and not to be written to. */
extern _Thread_local PYLOG__TLS_FAST struct pylog__thread *pylog__current_thread;
struct pylog__thread *pylog__thread_first_use(void);

/* The calling thread's. The first call in a process sets the library up. */
inline struct pylog__thread *pylog__thread(void) {
    struct pylog__thread *thread = pylog__current_thread;
    return thread->id ? thread : pylog__thread_first_use();
}

static inline void pylog__thread_forget_producer(struct pylog__thread *thread) {
    thread->producer_queue = 0;
}

/* Is the thread within more than so many handlers, or does it hold a lock? Then it must not wait for a thread that may
 * want that lock. (`handlers` counts those that hold no lock.) */
static inline bool pylog__thread_is_within(const struct pylog__thread *thread, unsigned handlers) {
    return thread->nesting > handlers || thread->hold_count > thread->lock_free;
}

/* Gives back what calls of the thread still hold, because it ends, or the program exits. It is pylog__calls_abandon, which
 * unwinding.c enters here when the module is loaded. */
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

/* Only if the thread is `plain`, and has no section open. */
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

/* Wait until every section that is open in other threads has ended. The calling thread must have none open, and hold no
 * lock that a handler may want. Afterwards all threads see what was published before the call, and none sees what that
 * has replaced. Returns false if the deadline came first. */
bool pylog__synchronize(int64_t deadline);

/* For tests: do without the port's barrier, or with it, if there is one. While no other thread uses the library. */
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

/* The tree's lock is a leaf: while it is held, nothing else is locked and no code of the program's is called. It guards the
 * tree, the level names, what is retired, and the lists of handlers, threads, queues and flush times. */
void pylog__tree_lock(void);
/* Unlock, and free what nobody can see any more. Within a section that is done when the section ends. */
void pylog__tree_unlock(void);
/* Have an object released once nobody can see it any more. NULL is fine. With the tree locked, after publishing. */
void pylog__retire(struct pylog__retired *object);

/* ---- Text on its way ------------------------------------------------------------------------- */

/* A buffer whose memory comes from the thread's pool, and goes back there. A thread's buffers are used like a stack: a
 * formatter or handler that logs gets one of its own. */
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
