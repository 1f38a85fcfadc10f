/* The base of all handlers: the object, its setup and its lock. */
#include "handler.h"

#include "../base/error.h"
#include "../base/memory.h"
#include "../base/reserved.h"
#include "../base/timeout.h"
#include "../port/compiler.h"
#include "../thread/hooks.h"
#include "../thread/lifecycle.h"
#include "../thread/unwinding.h"
#include <stdio.h>

/* ---- Setup ----------------------------------------------------------------------------------- */

static void release_setup(struct pylog__retired *self) {
    struct pylog__setup *setup = (struct pylog__setup *)self;
    pylog_formatter_unref(setup->formatter);
    pylog__free(setup);
}

static struct pylog__setup *make_setup(const struct pylog__setup *from, const char *terminator) {
    size_t length = strlen(terminator);
    struct pylog__setup *setup = pylog__allocate(sizeof *setup + length + 1);
    if (!setup)
        return NULL;
    *setup = *from;
    setup->retired = (struct pylog__retired){ .release = release_setup };
    pylog_formatter_ref(setup->formatter);
    setup->terminator_length = length;
    memcpy(setup->terminator, terminator, length + 1);
    return setup;
}

/* Publish a copy of the setup in which `change` has changed something. */
static int change_setup(pylog_handler *handler, const char *terminator,
                        void (*change)(struct pylog__setup *setup, const void *argument),
                        const void *argument) {
    pylog__tree_lock();
    struct pylog__setup *before = atomic_load_explicit(&handler->setup, memory_order_relaxed);
    struct pylog__setup *now = make_setup(before, terminator ? terminator : before->terminator);
    if (now) {
        change(now, argument);
        pylog__publish(&handler->setup, now);
        if (handler->queue)
            pylog__change_fast_paths();
        pylog__retire(&before->retired);
    }
    pylog__tree_unlock();
    return now ? 0 : pylog__fail_memory();
}

/* The former formatter is the former setup's, and released with it. */
static void change_formatter(struct pylog__setup *setup, const void *argument) {
    pylog_formatter *const *formatter = argument;
    pylog_formatter *before = setup->formatter;
    setup->formatter = pylog_formatter_ref(*formatter);
    pylog_formatter_unref(before);
}

static void change_codec(struct pylog__setup *setup, const void *argument) {
    setup->codec = *(const struct pylog__codec *)argument;
}

static void change_nothing(struct pylog__setup *setup, const void *argument) {
    (void)setup, (void)argument;
}

static void change_error_callback(struct pylog__setup *setup, const void *argument) {
    const struct pylog__setup *wanted = argument;
    setup->error_callback = wanted->error_callback;
    setup->error_data = wanted->error_data;
}

int pylog_handler_set_formatter(pylog_handler *handler, pylog_formatter *formatter) {
    return change_setup(handler, NULL, change_formatter, &formatter);
}

struct pylog__setup **pylog__setups_prepare(pylog_handler *const *handlers, size_t count,
                                            pylog_formatter *formatter) {
    struct pylog__setup **setups = pylog__allocate_zeroed((count + 1) * sizeof *setups);
    for (size_t i = 0; setups && i < count; i++) {
        struct pylog__setup *before = atomic_load_explicit(&handlers[i]->setup, memory_order_relaxed);
        if (before->formatter)
            continue;
        setups[i] = make_setup(before, before->terminator);
        if (!setups[i]) {
            pylog__setups_discard(setups, count);
            return NULL;
        }
        setups[i]->formatter = pylog_formatter_ref(formatter);
    }
    return setups;
}

void pylog__setups_publish(struct pylog__setup **setups, pylog_handler *const *handlers, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!setups[i])
            continue;
        struct pylog__setup *before = atomic_load_explicit(&handlers[i]->setup, memory_order_relaxed);
        pylog__publish(&handlers[i]->setup, setups[i]);
        pylog__retire(&before->retired);
    }
    pylog__change_fast_paths();
    pylog__free(setups);
}

/* The formatter's references given up here are not the last ones. */
void pylog__setups_discard(struct pylog__setup **setups, size_t count) {
    for (size_t i = 0; setups && i < count; i++)
        if (setups[i])
            release_setup(&setups[i]->retired);
    pylog__free(setups);
}

int pylog_handler_set_terminator(pylog_handler *handler, const char *terminator) {
    return change_setup(handler, terminator ? terminator : "\n", change_nothing, NULL);
}

int pylog__handler_set_codec(pylog_handler *handler, const struct pylog__codec *codec) {
    return change_setup(handler, NULL, change_codec, codec);
}

int pylog_handler_set_error_callback(pylog_handler *handler,
                                     void (*callback)(pylog_handler *handler,
                                                      const struct pylog_record *record, int error,
                                                      const char *text, void *data),
                                     void *data) {
    struct pylog__setup wanted = { .error_callback = callback, .error_data = data };
    return change_setup(handler, NULL, change_error_callback, &wanted);
}

/* ---- The object ------------------------------------------------------------------------------ */

static bool close_handler(pylog_handler *handler);

static void free_handler(pylog_handler *handler) {
    pylog__filters_clear(&handler->filters);
    release_setup(&atomic_load_explicit(&handler->setup, memory_order_acquire)->retired);
    pylog__lock_destroy(&handler->lock);
    pylog__free(handler->name);
    pylog__free(handler);
}

/* Its destroy has not returned. */
static void give_back_destroyed(void *handler) {
    pylog__thread()->lock_free--;
    free_handler(handler);
}

/* One that a thread is stuck in, without a reference, is left to it. */
static __attribute__((noinline)) void destroy_handler(struct pylog__retired *self) {
    pylog_handler *handler = (pylog_handler *)self;
    struct pylog__thread *thread = pylog__thread();
    pylog__handler_unlist(handler);
    if (!close_handler(handler))
        return;
    pylog__call_begin(thread);
    unsigned hold = pylog__hold_no_lock(thread, handler, give_back_destroyed);
    if (handler->ops->destroy)
        handler->ops->destroy(handler->data);
    pylog__unhold_no_lock(thread, hold, handler);
    free_handler(handler);
    pylog__call_end(thread);
}

pylog_handler *pylog_handler_new(const struct pylog_handler_ops *ops, void *data) {
    static const struct pylog__setup first = { .terminator_length = 0 };
    if (!ops || !ops->name || !(ops->write || ops->emit)) {
        pylog__fail_type("a handler needs a name, and one of write and emit");
        return NULL;
    }
    if (pylog__check_members(ops) || (ops->file && pylog__check_members(ops->file)))
        return NULL;
    pylog_handler *handler = pylog__allocate_zeroed(sizeof *handler);
    struct pylog__setup *setup = make_setup(&first, "\n");
    if (!handler || !setup) {
        pylog__free(handler);
        pylog__free(setup);
        pylog__fail_memory();
        return NULL;
    }
    handler->retired.release = destroy_handler;
    handler->ops = ops;
    handler->data = data;
    atomic_init(&handler->references, 1);
    atomic_init(&handler->setup, setup);
    pylog__lock_init(&handler->lock);
    pylog__handler_list(handler);
    return handler;
}

pylog_handler *pylog_handler_ref(pylog_handler *handler) {
    if (handler)
        atomic_fetch_add_explicit(&handler->references, 1, memory_order_relaxed);
    return handler;
}

/* Within a section the thread may be at work in this very handler, or hold the lock of another one: the
 * handler is destroyed when the section ends. */
void pylog_handler_unref(pylog_handler *handler) {
    if (!handler || atomic_fetch_sub_explicit(&handler->references, 1, memory_order_acq_rel) != 1)
        return;
    if (!pylog__thread()->sections) {
        destroy_handler(&handler->retired);
        return;
    }
    pylog__tree_lock();
    pylog__retire(&handler->retired);
    pylog__tree_unlock();
}

void *pylog_handler_data(const pylog_handler *handler) {
    return handler->data;
}

const struct pylog_handler_ops *pylog_handler_operations(const pylog_handler *handler) {
    return handler->ops;
}

void pylog_handler_set_level(pylog_handler *handler, int level) {
    if (handler->queue)
        pylog__tree_lock();
    atomic_store_explicit(&handler->level, level, memory_order_relaxed);
    if (handler->queue) {
        pylog__change_fast_paths();
        pylog__tree_unlock();
    }
}

/* A record is needed for filters and for a formatter, and where the program wants to see each. */
uint64_t pylog__handler_fast_path(const pylog_handler *handler) {
    const struct pylog__setup *setup = atomic_load_explicit(&handler->setup, memory_order_relaxed);
    if (!handler->queue || handler->queue >= UINT32_MAX || setup->formatter || pylog__has_task_names() ||
        atomic_load_explicit(&handler->filters, memory_order_relaxed) || pylog__has_record_factory())
        return PYLOG__NO_FAST_PATH;
    return handler->queue << 32 | (uint32_t)pylog_handler_level(handler);
}

int pylog_handler_level(const pylog_handler *handler) {
    return atomic_load_explicit(&handler->level, memory_order_relaxed);
}

void pylog_handler_count_dropped(pylog_handler *handler, uint64_t records) {
    atomic_fetch_add_explicit(&handler->dropped, records, memory_order_relaxed);
}

void pylog_handler_count_reconnect(pylog_handler *handler) {
    atomic_fetch_add_explicit(&handler->reconnects, 1, memory_order_relaxed);
}

/* ---- The lock -------------------------------------------------------------------------------- */

unsigned pylog__handler_shared_holds(const pylog_handler *handler) {
    const struct pylog__thread *thread = pylog__thread();
    unsigned holds = 0;
    for (unsigned i = 0; i < thread->hold_count && i < thread->most_holds; i++)
        holds += thread->holds[i].object == &handler->lock &&
                 thread->holds[i].give_back == pylog__give_back_shared;
    return holds;
}

static pylog_handler *handler_of(void *lock) {
    return (pylog_handler *)(void *)((char *)lock - offsetof(pylog_handler, lock));
}

/* An operation has not returned. */
static void end_operation(pylog_handler *handler) {
    if (handler->ops->after_unwinding)
        handler->ops->after_unwinding(handler);
}

/* It was at work on a record, which is one of the handler's errors. */
static void count_unwound(pylog_handler *handler) {
    if (!pylog__note_uncaught(handler))
        atomic_fetch_add_explicit(&handler->errors, 1, memory_order_relaxed);
}

void pylog__give_back_shared(void *lock) {
    end_operation(handler_of(lock));
    pylog__lock_release_shared(lock);
    count_unwound(handler_of(lock));
}

void pylog__give_back_exclusive(void *lock) {
    end_operation(handler_of(lock));
    pylog__lock_release_exclusive(lock);
    count_unwound(handler_of(lock));
}

static void release_acquired(void *lock) {
    pylog__lock_release_exclusive(lock);
    pylog__section_leave(pylog__thread());
}

void pylog__give_back_acquired(void *lock) {
    end_operation(handler_of(lock));
    release_acquired(lock);
}

/* A section goes with the lock: while a thread has one, it releases nothing (thread.h). */
static bool acquire_before(pylog_handler *handler, int64_t deadline) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    if (pylog__lock_exclusive(&handler->lock, pylog__handler_shared_holds(handler), deadline)) {
        pylog__hold(thread, &handler->lock, pylog__give_back_acquired);
        return true;
    }
    pylog__section_leave(thread);
    return false;
}

/* Within pylog_handler_call_locked its frame would be taken for that of the call. */
PYLOG__OWN_FRAME void pylog_handler_acquire(pylog_handler *handler) {
    struct pylog__thread *thread = pylog__thread();
    if (thread->calls)
        pylog__calls_check(thread, __builtin_frame_address(0));
    acquire_before(handler, INT64_MAX);
}

PYLOG__COLD int pylog__handler_fail_in_use(void) {
    return pylog__fail_as("TimeoutError", ETIMEDOUT, "a handler is in use by another thread");
}

PYLOG__OWN_FRAME int pylog_handler_acquire_within(pylog_handler *handler, double timeout) {
    struct pylog__thread *thread = pylog__thread();
    if (thread->calls)
        pylog__calls_check(thread, __builtin_frame_address(0));
    if (pylog__timeout_check("timeout", timeout))
        return -1;
    int64_t deadline = pylog__timeout_end(timeout, PYLOG__PATIENTLY);
    return acquire_before(handler, deadline) ? 0 : pylog__handler_fail_in_use();
}

void pylog_handler_release(pylog_handler *handler) {
    bool held = pylog__unhold_last(pylog__thread(), &handler->lock, pylog__give_back_acquired);
    if (held || pylog__lock_is_mine(&handler->lock)) /* else exit has given it back (lifecycle.c) */
        release_acquired(&handler->lock);
}

unsigned pylog_handler_depth(const pylog_handler *handler) {
    return pylog__lock_depth(&handler->lock);
}

int pylog_handler_call_locked(pylog_handler *handler, int (*step)(pylog_handler *handler, void *data), void *data) {
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    int result = pylog_handler_acquire_within(handler, 0);
    if (!result) {
        result = step(handler, data);
        pylog_handler_release(handler);
    }
    pylog__call_end(thread);
    return result;
}

/* A closed handler holds nothing back, and might not expect to be called, unless it says so. */
static int flush_before(pylog_handler *handler, int64_t deadline) {
    struct pylog__thread *thread = pylog__thread();
    if (!handler->ops->flush)
        return 0;
    pylog__error_begin_callback();
    pylog__call_begin(thread);
    if (!acquire_before(handler, deadline)) {
        pylog__call_end(thread);
        return pylog__handler_fail_in_use();
    }
    bool over = !(handler->ops->flags & PYLOG_HANDLER_REOPENS) && handler->ops->close &&
                atomic_load_explicit(&handler->closed, memory_order_relaxed);
    int result = over ? 0 : handler->ops->flush(handler);
    pylog_handler_release(handler);
    pylog__call_end(thread);
    return result;
}

int pylog_handler_flush(pylog_handler *handler) {
    return flush_before(handler, PYLOG__PATIENTLY);
}

/* What it holds back, if anything, is not written. */
static void give_up_handler(pylog_handler *handler) {
    pylog__fail_as("TimeoutError", ETIMEDOUT, "a %s is in use by another thread, and is not closed",
                   handler->ops->name);
    atomic_fetch_add_explicit(&handler->errors, 1, memory_order_relaxed);
    pylog__print_error(NULL);
}

/* False if another thread is stuck in it: that has been told. */
static __attribute__((noinline)) bool close_handler(pylog_handler *handler) {
    struct pylog__thread *thread = pylog__thread();
    pylog__error_begin_callback();
    pylog__call_begin(thread);
    bool taken = acquire_before(handler, PYLOG__PATIENTLY);
    if (taken) {
        bool again = atomic_exchange_explicit(&handler->closed, true, memory_order_relaxed);
        if (!again && handler->ops->close)
            handler->ops->close(handler);
        pylog__handler_forget_name(handler);
        pylog__tell_left_out(handler);
        pylog_handler_release(handler); /* perhaps its last reference was given up meanwhile */
    } else {
        give_up_handler(handler);
        pylog__tell_left_out(handler);
    }
    pylog__call_end(thread);
    return taken;
}

void pylog_handler_close(pylog_handler *handler) {
    close_handler(handler);
}

/* ---- All handlers ---------------------------------------------------------------------------------------
 */

struct flush_pass {
    int64_t deadline;
    int result, error;
};

static void flush_one(pylog_handler *handler, void *data) {
    struct flush_pass *flushing = data;
    if (flush_before(handler, flushing->deadline) && !flushing->result) {
        flushing->result = -1;
        flushing->error = errno;
    }
}

static int flush_handlers(int64_t deadline) {
    struct flush_pass flushing = { .deadline = deadline };
    pylog__handlers_visit(flush_one, &flushing);
    if (flushing.result)
        errno = flushing.error;
    return flushing.result;
}

static const int64_t longest_lock_wait = INT64_C(10000000000);

static void shut_down_before(pylog_handler *handler, int64_t deadline) {
    struct pylog__thread *thread = pylog__thread();
    pylog__call_begin(thread);
    if (!acquire_before(handler, deadline)) {
        give_up_handler(handler);
        pylog__tell_left_out(handler);
        pylog__call_end(thread);
        return;
    }
    bool closed = atomic_load_explicit(&handler->closed, memory_order_relaxed);
    bool flushes = !(handler->ops->flags & PYLOG_HANDLER_NO_FLUSH_ON_CLOSE);
    if (!closed && (!flushes || pylog_handler_flush(handler) == 0))
        pylog_handler_close(handler);
    pylog_handler_release(handler);
    pylog__tell_left_out(handler);
    pylog__call_end(thread);
}

void pylog__handler_shut_down(pylog_handler *handler) {
    shut_down_before(handler, pylog__port_monotonic() + longest_lock_wait);
}

static void shut_down_one(pylog_handler *handler, void *deadline) {
    shut_down_before(handler, *(const int64_t *)deadline);
}

static void shut_handlers_down(int64_t deadline) {
    pylog__handlers_visit(shut_down_one, &deadline);
}

PYLOG__AT_LOAD static void enter_handler_hooks(void) {
    static struct pylog__hooks hooks = { .phase = PYLOG__PHASE_HANDLERS,
                                         .start = pylog__shut_down_at_exit,
                                         .child = pylog__handlers_after_fork,
                                         .shut_down = shut_handlers_down,
                                         .flush = flush_handlers };
    pylog__hooks_add(&hooks);
}

/* ---- What programs set and ask --------------------------------------------------------------------------------- */

pylog_formatter *pylog_handler_formatter(const pylog_handler *handler) {
    struct pylog__thread *thread = pylog__thread();
    pylog__section_enter(thread);
    pylog_formatter *formatter = pylog_formatter_ref(pylog__snapshot(&handler->setup)->formatter);
    pylog__section_leave(thread);
    return formatter;
}

int pylog_handler_add_filter(pylog_handler *handler, pylog_filter *filter) {
    return pylog__filters_add(&handler->filters, filter);
}

int pylog_handler_remove_filter(pylog_handler *handler, pylog_filter *filter) {
    return pylog__filters_remove(&handler->filters, filter);
}

size_t pylog_handler_repr(const pylog_handler *handler, char *buffer, size_t size) {
    char detail[256], *longer = NULL;
    const char *described = "";
    if (handler->ops->describe) {
        size_t length = handler->ops->describe(handler, detail, sizeof detail);
        longer = length < sizeof detail ? NULL : pylog__allocate(length + 1);
        if (longer)
            handler->ops->describe(handler, longer, length + 1);
        described = longer ? longer : detail;
    }
    int length = snprintf(buffer, size, "<%s%s%s (%s)>", handler->ops->name, *described ? " " : "", described,
                          pylog_get_level_name(pylog_handler_level(handler)));
    pylog__free(longer);
    return length < 0 ? 0 : (size_t)length;
}

static uint64_t read_handler_counter(const _Atomic uint64_t *counter) {
    return atomic_load_explicit(counter, memory_order_relaxed);
}

void pylog_handler_get_stats(const pylog_handler *handler, struct pylog_handler_stats *out) {
    *out = (struct pylog_handler_stats){ .emitted = read_handler_counter(&handler->emitted),
                                         .dropped = read_handler_counter(&handler->dropped),
                                         .errors = read_handler_counter(&handler->errors),
                                         .reconnects = read_handler_counter(&handler->reconnects) };
}
