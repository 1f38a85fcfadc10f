/* Threads, sections and retirement.
 *
 * Epochs: the counter moves on when something has been retired. A section remembers the epoch in which it
 * began; an object retired in epoch e can be seen only by sections that began in e or before.
 *
 * A section's store must be visible before its loads. Where the port has a barrier, who releases uses that
 * and a section needs nothing; elsewhere all of these accesses are sequentially consistent.
 *
 * Order of locks: a handler's lock, then the tree's lock, then nothing; queue.h has those of queues and what
 * may be waited for. */
#include "thread.h"

#include "../port/compiler.h"
#include "../base/error.h"
#include "../base/memory.h"
#include "hooks.h"
#include <stdio.h>
#include <string.h>

#include <pylog.h>

static struct pylog__mutex tree = PYLOG__MUTEX_INIT;
static struct pylog__thread *threads; /* under the tree's lock, as the next two */
static struct pylog__retired *retired;
static struct pylog__thread *tree_owner; /* who holds the tree's lock */

_Atomic uint64_t pylog__epoch = 1;
static atomic_uint unlisted_sections; /* open in threads that are not listed: nothing is released meanwhile */

static atomic_bool thread_started;
static bool has_barrier;
static int64_t start_time;
static _Atomic int64_t process_id;

/* Apart from the pointer to it: there is little memory for thread-locals that are found fast, if the library
 * is loaded by a running program. */
static _Thread_local struct pylog__thread this_thread;
static struct pylog__thread nobody;
struct pylog__line_start pylog__no_starts[PYLOG__STARTS];
_Thread_local PYLOG__TLS_FAST struct pylog__thread *pylog__current_thread = &nobody;

extern inline struct pylog__thread *pylog__thread(void);

/* ---- Setting up ------------------------------------------------------------------------------ */

/* Also in a thread, or a program, that has not used the library yet: then the owner is nobody. */
static bool tree_held; /* for a fork; under the tree's lock */

static void before_fork(void) {
    pylog__mutex_lock(&tree);
    tree_owner = pylog__current_thread;
    tree_held = true;
}

static void after_fork_in_parent(void) {
    tree_owner = NULL;
    tree_held = false;
    pylog__mutex_unlock(&tree);
}

/* The other threads are gone, with whatever they had locked and whatever sections they had open. */
static void after_fork_in_child(void) {
    struct pylog__thread *self = pylog__current_thread;
    threads = NULL;
    if (self->listed) {
        threads = self;
        self->next = NULL;
        self->link = &threads;
    }
    atomic_store_explicit(&unlisted_sections, !self->listed && self->sections, memory_order_relaxed);
    atomic_store_explicit(&process_id, pylog__port_process_id(), memory_order_relaxed);
    if (tree_held)
        after_fork_in_parent();
    else
        pylog__mutex_init(&tree);
}

PYLOG__AT_LOAD static void enter_thread_hooks(void) {
    static struct pylog__hooks hooks = { .phase = PYLOG__PHASE_EPOCHS,
                                         .prepare = before_fork,
                                         .parent = after_fork_in_parent,
                                         .child = after_fork_in_child };
    pylog__port_stay_loaded(); /* before anything of the module's is known to others */
    pylog__hooks_add(&hooks);
}

void (*pylog__thread_gives_back)(struct pylog__thread *thread);

static void set_up(void) {
    start_time = pylog__port_now();
    has_barrier = pylog__port_has_barrier();
    atomic_store_explicit(&process_id, pylog__port_process_id(), memory_order_relaxed);
    pylog__hooks_start();
}

static void start(void) {
    if (atomic_load_explicit(&thread_started, memory_order_acquire))
        return;
    pylog__mutex_lock(&tree);
    if (!atomic_load_explicit(&thread_started, memory_order_relaxed)) {
        set_up();
        atomic_store_explicit(&thread_started, true, memory_order_release);
    }
    pylog__mutex_unlock(&tree);
}

static void free_memory(struct pylog__thread *self) {
    while (self->spare_count)
        pylog__free(self->spares[--self->spare_count].data);
    if (self->starts != pylog__no_starts)
        pylog__free(self->starts);
    self->starts = pylog__no_starts;
}

/* With nothing in its way a section is two plain stores. */
static void settle(struct pylog__thread *thread) {
    thread->plain = thread->listed && has_barrier && !thread->collects_later && !thread->takes_later;
    if (!thread->plain)
        pylog__thread_forget_producer(thread);
}

static void use_first_calls(struct pylog__thread *self) {
    pylog__free(self->more);
    self->more = NULL;
    self->holds = self->first_holds;
    self->marks = self->first_marks;
    self->most_holds = PYLOG__FIRST_HOLDS;
    self->most_calls = PYLOG__FIRST_CALLS;
}

static void forget_thread(void) {
    struct pylog__thread *self = &this_thread;
    if (pylog__thread_gives_back)
        pylog__thread_gives_back(self); /* if the thread was ended in the middle of one */
    pylog__tree_lock();
    *self->link = self->next;
    if (self->next)
        self->next->link = self->link;
    self->listed = false;
    settle(self);
    self->leaving = true;
    self->takes_later = NULL;
    pylog__tree_unlock();
    free_memory(self);
    use_first_calls(self);
    pylog__free(self->name);
    self->name = NULL;
}

static void list_thread(struct pylog__thread *self) {
    self->exit_hook.run = forget_thread;
    if (!pylog__port_at_thread_exit(&self->exit_hook)) {
        self->leaving = true;
        return;
    }
    pylog__mutex_lock(&tree);
    self->next = threads;
    self->link = &threads;
    if (threads)
        threads->link = &self->next;
    threads = self;
    self->listed = true;
    settle(self);
    pylog__mutex_unlock(&tree);
}

struct pylog__thread *pylog__thread_first_use(void) {
    struct pylog__thread *self = &this_thread;
    start();
    pylog__current_thread = self;
    self->starts = pylog__no_starts;
    use_first_calls(self);
    self->id = pylog__port_thread_id();
    self->name_version = 1;
    list_thread(self);
    return self;
}

int64_t pylog__start_time(void) {
    start();
    return start_time;
}

int64_t pylog__process_id(void) {
    start();
    return atomic_load_explicit(&process_id, memory_order_relaxed);
}

/* ---- Names ----------------------------------------------------------------------------------- */

static const char *default_name(void) {
    static atomic_uint numbered;
    static _Thread_local char name[24];
    if (pylog__port_is_main_thread())
        return "MainThread";
    snprintf(name, sizeof name, "Thread-%u", atomic_fetch_add(&numbered, 1) + 1);
    return name;
}

const char *pylog__thread_name(struct pylog__thread *thread) {
    if (thread->name)
        return thread->name;
    if (!thread->default_name)
        thread->default_name = default_name();
    return thread->default_name;
}

int pylog_set_thread_name(const char *name) {
    struct pylog__thread *thread = pylog__thread();
    if (name && thread->leaving)
        return pylog__fail_as("RuntimeError", EINVAL, "a thread that is ending cannot be named");
    char *copy = name ? pylog__copy_string(name) : NULL;
    if (name && !copy)
        return pylog__fail_memory();
    pylog__free(thread->name);
    thread->name = copy;
    thread->name_version++;
    pylog__thread_forget_producer(thread);
    return 0;
}

/* ---- Sections -------------------------------------------------------------------------------- */

void pylog__section_enter_slowly(struct pylog__thread *thread) {
    if (!thread->listed)
        atomic_fetch_add_explicit(&unlisted_sections, 1, memory_order_seq_cst);
    else
        atomic_store_explicit(&thread->section, atomic_load_explicit(&pylog__epoch, memory_order_acquire),
                              memory_order_seq_cst);
}

void pylog__section_left(struct pylog__thread *thread) {
    if (thread->listed)
        atomic_store_explicit(&thread->section, 0, memory_order_release);
    else
        atomic_fetch_sub_explicit(&unlisted_sections, 1, memory_order_release);
    if (thread->collects_later) {
        struct pylog__port_error saved = pylog__port_save_error();
        thread->collects_later = false;
        settle(thread);
        pylog__tree_lock();
        pylog__tree_unlock();
        pylog__port_restore_error(saved);
    }
    if (thread->takes_later) {
        void (*what)(void) = thread->takes_later;
        pylog__section_defer(thread, NULL);
        what();
    }
}

void pylog__section_defer(struct pylog__thread *thread, void (*what)(void)) {
    thread->takes_later = what;
    settle(thread);
}

void pylog__sections_use_barrier(bool on) {
    start();
    pylog__tree_lock();
    has_barrier = on && pylog__port_has_barrier();
    for (struct pylog__thread *thread = threads; thread; thread = thread->next)
        settle(thread);
    pylog__tree_unlock();
}

/* The oldest epoch in which an open section began; UINT64_MAX if none is open. */
static uint64_t oldest_section(void) {
    uint64_t oldest = UINT64_MAX;
    if (atomic_load_explicit(&unlisted_sections, memory_order_seq_cst))
        return 0;
    for (struct pylog__thread *thread = threads; thread; thread = thread->next) {
        uint64_t section = atomic_load_explicit(&thread->section, memory_order_seq_cst);
        if (section && section < oldest)
            oldest = section;
    }
    return oldest;
}

/* Without a barrier after all, because a sandbox forbids it from some time on, time does its work: what a thread
 * has stored reaches the others long before this is over, whatever the processor. */
static const int64_t surely_stored = INT64_C(20000000);
static bool barrier_failed, failure_told; /* under the tree's lock */

/* Stores that were made before this instant can be seen now. */
static int64_t see_sections(void) {
    if (!has_barrier || pylog__port_barrier())
        return INT64_MAX;
    barrier_failed = true;
    return pylog__port_monotonic() - surely_stored;
}

/* Without a lock. */
static void tell_failure(void) {
    fprintf(stderr, "pylog: membarrier is not allowed any more: what is replaced is released somewhat later\n");
}

/* Take out of the list what no section can see. */
static struct pylog__retired *collect(void) {
    struct pylog__retired *collected = NULL;
    atomic_fetch_add_explicit(&pylog__epoch, 1, memory_order_seq_cst);
    int64_t seen = see_sections();
    uint64_t oldest = oldest_section();
    for (struct pylog__retired **at = &retired; *at;) {
        struct pylog__retired *object = *at;
        if (object->epoch < oldest && object->since < seen) {
            *at = object->next;
            object->next = collected;
            collected = object;
        } else {
            at = &object->next;
        }
    }
    return collected;
}

void pylog__tree_lock(void) {
    struct pylog__thread *self = pylog__thread();
    pylog__mutex_lock(&tree);
    tree_owner = self;
}

/* What goes wrong in a destructor is not the caller's error. */
static void release_all(struct pylog__retired *collected) {
    struct pylog__port_error saved = pylog__port_save_error();
    struct pylog__error kept = pylog__error_take();
    while (collected) {
        struct pylog__retired *object = collected;
        collected = object->next;
        object->release(object);
    }
    pylog__error_restore(kept);
    pylog__port_restore_error(saved);
}

static void defer_collecting(struct pylog__thread *thread) {
    thread->collects_later = true;
    settle(thread);
}

/* Within a section the thread may hold a handler's lock: it releases when the section ends. */
void pylog__tree_unlock(void) {
    struct pylog__retired *collected = NULL;
    if (retired && tree_owner->sections)
        defer_collecting(tree_owner);
    else if (retired)
        collected = collect();
    bool tell = barrier_failed && !failure_told;
    failure_told = barrier_failed;
    tree_owner = NULL;
    pylog__mutex_unlock(&tree);
    if (tell)
        tell_failure();
    if (collected)
        release_all(collected);
}

/* Sections end without telling anybody: who waits looks again. */
static void pause_for(int64_t span) {
    struct pylog__mutex mutex;
    struct pylog__condition never;
    int64_t until = pylog__port_monotonic() + span;
    pylog__mutex_init(&mutex);
    pylog__condition_init(&never);
    pylog__mutex_lock(&mutex);
    while (pylog__condition_wait(&never, &mutex, until)) {
    }
    pylog__mutex_unlock(&mutex);
    pylog__condition_destroy(&never);
    pylog__mutex_destroy(&mutex);
}

/* Has every section that is open begun in this epoch, or later? */
static bool have_all_begun_since(uint64_t since) {
    pylog__tree_lock();
    bool since_then = oldest_section() >= since;
    pylog__tree_unlock();
    return since_then;
}

bool pylog__synchronize(int64_t deadline) {
    enum { SHORTEST_SPAN = 50000, LONGEST_SPAN = 10000000 };
    int64_t span = SHORTEST_SPAN;
    pylog__order_no_handler("the end of sections");
    pylog__tree_lock();
    uint64_t since = atomic_fetch_add_explicit(&pylog__epoch, 1, memory_order_seq_cst) + 1;
    pylog__tree_unlock();
    if (has_barrier && !pylog__port_barrier())
        pause_for(surely_stored);
    for (;;) {
        if (have_all_begun_since(since))
            return true;
        if (pylog__port_monotonic() >= deadline)
            return false;
        pause_for(span);
        span = span < LONGEST_SPAN / 2 ? 2 * span : LONGEST_SPAN;
    }
}

void pylog__retire(struct pylog__retired *object) {
    if (!object)
        return;
    object->epoch = atomic_load_explicit(&pylog__epoch, memory_order_relaxed);
    object->since = pylog__port_monotonic();
    object->next = retired;
    retired = object;
}

/* ---- Text on its way ------------------------------------------------------------------------- */

enum { LARGEST_SPARE = 64 * 1024 };

void pylog__scratch_take_spare(struct pylog__thread *thread, struct pylog__scratch *scratch) {
    thread->spare_count--;
    pylog__buffer_init(&scratch->buffer, thread->spares[thread->spare_count].data,
                       thread->spares[thread->spare_count].size);
    scratch->buffer.owned = true;
}

void pylog__scratch_keep_spare(struct pylog__thread *thread, struct pylog__scratch *scratch) {
    struct pylog_buffer *buffer = &scratch->buffer;
    if (thread->leaving || thread->spare_count == PYLOG__SPARES || buffer->capacity > LARGEST_SPARE) {
        pylog__free(buffer->data);
        return;
    }
    thread->spares[thread->spare_count].data = buffer->data;
    thread->spares[thread->spare_count].size = buffer->capacity;
    thread->spare_count++;
}

void pylog__thread_forget_times(struct pylog__thread *thread) {
    memset(thread->rendered, 0, sizeof thread->rendered);
    for (size_t i = 0; i < PYLOG__STARTS && thread->starts != pylog__no_starts; i++)
        thread->starts[i].owner = 0;
}

void pylog__thread_reset(void) {
    struct pylog__thread *thread = pylog__thread();
    free_memory(thread);
    memset(thread->rendered, 0, sizeof thread->rendered);
}
