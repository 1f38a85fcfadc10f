/* One thread for all handlers that hold records back for a time. It is started when it is first needed, and
 * sleeps until a flush is due. When is kept in the handlers, under the tree's lock; the lock here is for
 * sleeping alone. */
#include "handler.h"
#include "../thread/hooks.h"

#include "../port/compiler.h"
#include "../base/error.h"
#include "../base/timeout.h"

static struct pylog__mutex flusher_mutex = PYLOG__MUTEX_INIT;
static struct pylog__condition flusher_changed;
static bool flusher_running;         /* under the mutex, as the next two */
static bool poked;                   /* something is due before the thread would look again */
static int64_t wakes_at = INT64_MAX; /* when it would; INT64_MAX also while it is awake */

enum { FLUSHER_SECOND = 1000000000 };

/* An earlier time that was asked for stands. Is this one the earlier? */
static bool set_due(pylog_handler *handler, int64_t due, int64_t span) {
    pylog__tree_lock();
    bool earlier = !handler->flush_due || due < handler->flush_due;
    if (earlier) {
        handler->flush_due = due;
        handler->flush_span = span;
    }
    pylog__tree_unlock();
    return earlier;
}

/* The thread's. A flush that throws an exception does not return; then the thread begins anew, and this tells which
 * handler it was. */
static pylog_handler *being_flushed;
static int64_t flushing_span;

/* What could not be written is held still: it is tried again, but not all the time. */
static void try_again(pylog_handler *handler, int64_t span) {
    set_due(handler, pylog__port_monotonic() + (span > FLUSHER_SECOND ? span : FLUSHER_SECOND), span);
}

static void let_flusher_go(void) {
    pylog_handler *handler = being_flushed;
    being_flushed = NULL;
    pylog_handler_unref(handler);
}

/* Nobody asks this thread for its last error, and it does not end: so it keeps none. */
static void flush(pylog_handler *handler, int64_t span) {
    being_flushed = handler;
    flushing_span = span;
    if (pylog_handler_flush(handler)) {
        pylog_handler_handle_error(handler, NULL);
        try_again(handler, span);
    }
    let_flusher_go();
    pylog__error_clear();
}

static void go_on_after_exception(void) {
    if (!being_flushed)
        return;
    try_again(being_flushed, flushing_span);
    let_flusher_go();
}

static void sleep_until(int64_t due) {
    pylog__mutex_lock(&flusher_mutex);
    wakes_at = due;
    while (!poked && pylog__condition_wait(&flusher_changed, &flusher_mutex, due)) {
    }
    poked = false;
    wakes_at = INT64_MAX;
    pylog__mutex_unlock(&flusher_mutex);
}

static void run_flusher(struct pylog__task *unused) {
    (void)unused;
    go_on_after_exception();
    for (;;) {
        int64_t next, span;
        pylog__tree_lock();
        pylog_handler *handler = pylog__handler_due(pylog__port_monotonic(), &next);
        span = handler ? handler->flush_span : 0;
        pylog__tree_unlock();
        if (handler)
            flush(handler, span);
        else
            sleep_until(next);
    }
}

/* Before anything is due: what nobody would flush must not seem to be seen to. */
static int start_flusher(void) {
    static struct pylog__task task = { .run = run_flusher, .goes_on = true };
    int result = 0;
    pylog__mutex_lock(&flusher_mutex);
    if (!flusher_running) {
        pylog__condition_init(&flusher_changed);
        result = pylog__port_thread_start(&task);
        flusher_running = result == 0;
    }
    pylog__mutex_unlock(&flusher_mutex);
    return result;
}

/* Have the thread look again, unless it will do so in time. */
static void poke(int64_t due) {
    pylog__mutex_lock(&flusher_mutex);
    if (due < wakes_at) {
        poked = true;
        pylog__condition_broadcast(&flusher_changed);
    }
    pylog__mutex_unlock(&flusher_mutex);
}

int pylog_handler_flush_later(pylog_handler *handler, double seconds) {
    if (pylog__interval_check("seconds", seconds))
        return -1;
    int64_t span = (int64_t)((seconds < 1e9 ? seconds : 1e9) * 1e9);
    if (start_flusher())
        return pylog__fail_os(errno, NULL);
    int64_t due = pylog__port_monotonic() + span;
    if (set_due(handler, due, span))
        poke(due);
    return 0;
}

/* Its thread is gone. */
static void flusher_after_fork(void) {
    pylog__mutex_init(&flusher_mutex);
    flusher_running = poked = false;
    wakes_at = INT64_MAX;
}

PYLOG__AT_LOAD static void enter_flusher_hooks(void) {
    static struct pylog__hooks hooks = { .phase = PYLOG__PHASE_FLUSHER, .child = flusher_after_fork };
    pylog__hooks_add(&hooks);
}
