/* One thread for all handlers that hold records back for a time. It is started when it is first needed, and
 * sleeps until a flush is due. When is kept in the handlers, under the tree's lock; the lock here is for
 * sleeping alone. */
#include "handler.h"

#include "../text/error.h"

static struct pylog__mutex mutex = PYLOG__MUTEX_INIT;
static struct pylog__condition changed;
static bool running; /* under the mutex, as the next one */
static bool poked;   /* something is due earlier than the thread has been told */

static void flush(pylog_handler *handler) {
    if (pylog_handler_flush(handler))
        pylog_handler_handle_error(handler, NULL);
    pylog_handler_unref(handler);
}

static void sleep_until(int64_t due) {
    pylog__mutex_lock(&mutex);
    while (!poked && pylog__condition_wait(&changed, &mutex, due)) {
    }
    poked = false;
    pylog__mutex_unlock(&mutex);
}

static void run(void) {
    for (;;) {
        int64_t next;
        pylog__tree_lock();
        pylog_handler *handler = pylog__handler_due(pylog__port_monotonic(), &next);
        pylog__tree_unlock();
        if (handler)
            flush(handler);
        else
            sleep_until(next);
    }
}

/* Start the thread, or have it look again. */
static int poke(void) {
    int result = 0;
    pylog__mutex_lock(&mutex);
    poked = true;
    if (running) {
        pylog__condition_broadcast(&changed);
    } else {
        pylog__condition_init(&changed);
        result = pylog__port_thread_start(run);
        running = result == 0;
    }
    pylog__mutex_unlock(&mutex);
    return result;
}

int pylog_handler_flush_later(pylog_handler *handler, double seconds) {
    int64_t span = seconds > 0 ? (int64_t)((seconds < 1e9 ? seconds : 1e9) * 1e9) : 0;
    int64_t due = pylog__port_monotonic() + span;
    pylog__tree_lock();
    bool earlier = !handler->flush_due || due < handler->flush_due;
    if (earlier)
        handler->flush_due = due;
    pylog__tree_unlock();
    if (earlier && poke())
        return pylog__fail_os(errno, NULL);
    return 0;
}

void pylog__flusher_after_fork(void) {
    pylog__mutex_init(&mutex);
    running = poked = false;
}
