/* A configuration file that is applied again whenever it has changed.
 *
 * What is watched stands under the mutex; the thread has a copy, so that it looks and applies without it. A
 * file that has changed is left alone until it stays as it is for a moment: it may be half written. */
#include <pylog/config.h>

#include "../handler/handler.h"
#include "../thread/hooks.h"
#include "../port/compiler.h"
#include "../handler/append_file.h"
#include "../base/error.h"
#include "../base/memory.h"
#include "../base/timeout.h"
#include "environment.h"
#include "plan.h"

static const int64_t watch_second = 1000000000, watch_moment = 200000000;

static struct pylog__mutex watch_mutex = PYLOG__MUTEX_INIT;
static struct pylog__condition watch_changed;
static struct {
    bool running, stopping;
    unsigned started, asked; /* how often the thread was; and how often something to watch was given */
    uint64_t thread;
    bool watching;
    char *path; /* what is watched, or was */
    int64_t interval;
    struct pylog__file_status applied; /* what the file was like when it was applied */
} watch;

/* ---- The thread ------------------------------------------------------------------------------ */

/* What the watching thread knows of the file. No other thread uses it. */
struct look {
    unsigned asked; /* which request it works on */
    struct pylog_buffer path;
    int64_t interval, due;
    struct pylog__file_status applied, seen;
    bool unsettled; /* the last look found the file changed, as in `seen` */
    char storage[256];
};

/* With the mutex locked. Without memory it is tried again. */
static void adopt_look(struct look *look) {
    int64_t now = pylog__port_monotonic();
    pylog_buffer_clear(&look->path);
    pylog__put_string(&look->path, watch.watching ? watch.path : "");
    look->due = now + watch_second;
    if (look->path.failed)
        return;
    look->asked = watch.asked;
    look->interval = watch.interval;
    look->due = watch.watching ? now + watch.interval : INT64_MAX;
    look->applied = watch.applied;
    look->unsettled = false;
}

static bool is_same(const struct pylog__file_status *a, const struct pylog__file_status *b) {
    return a->device == b->device && a->number == b->number && a->size == b->size &&
           a->modified == b->modified;
}

/* An empty file is about to be written. */
static bool is_there(const char *path, struct pylog__file_status *out) {
    return pylog__port_path_status(path, out) == 0 && out->size != 0;
}

static void apply_changed(const char *path) {
    struct pylog__file_status status;
    if (pylog__configure_by_file(path) == 0)
        return;
    if (is_there(path, &status))
        pylog__print_error(NULL);
    pylog__error_clear();
}

/* Known to all before it is applied: a factory may throw, and then this thread begins again with a look of its own. */
static void note_applied(struct look *look, const struct pylog__file_status *status) {
    look->applied = *status;
    pylog__mutex_lock(&watch_mutex);
    if (look->asked == watch.asked)
        watch.applied = *status;
    pylog__mutex_unlock(&watch_mutex);
}

static void inspect(struct look *look) {
    const char *path = pylog__buffer_text(&look->path);
    struct pylog__file_status status;
    int64_t pause = look->interval;
    if (!is_there(path, &status) || is_same(&status, &look->applied)) {
        look->unsettled = false;
    } else if (!look->unsettled || !is_same(&status, &look->seen)) {
        look->unsettled = true;
        look->seen = status;
        pause = watch_moment < pause ? watch_moment : pause;
    } else {
        look->unsettled = false;
        note_applied(look, &status);
        apply_changed(path);
    }
    look->due = pylog__port_monotonic() + pause;
}

static void run_watch(struct pylog__task *unused) {
    struct look look = { .asked = 0, .due = INT64_MAX };
    (void)unused;
    pylog__buffer_init(&look.path, look.storage, sizeof look.storage);
    pylog__mutex_lock(&watch_mutex);
    watch.thread = pylog__port_thread_id();
    while (!watch.stopping) {
        if (look.asked != watch.asked)
            adopt_look(&look);
        pylog__condition_wait(&watch_changed, &watch_mutex, look.due);
        if (watch.stopping || look.asked != watch.asked || pylog__port_monotonic() < look.due)
            continue;
        pylog__mutex_unlock(&watch_mutex);
        inspect(&look);
        pylog__mutex_lock(&watch_mutex);
    }
    watch.running = false;
    pylog__condition_broadcast(&watch_changed);
    pylog__mutex_unlock(&watch_mutex);
    pylog__buffer_release(&look.path);
}

/* ---- Starting and stopping ------------------------------------------------------------------- */

/* The thread is applying a file, and does not come back from there. */
static int give_watch_up(void) {
    return pylog__fail_as("TimeoutError", ETIMEDOUT,
                          "the thread that watches a configuration is still at one: it is left behind");
}

/* Nothing is watched any more, unless another thread has begun anew meanwhile. Only the thread itself, and
 * whoever it may be waiting for, cannot wait for its end. */
static int stop_watching(int64_t deadline) {
    bool waits = pylog__may_wait_for_configuring(), left = false;
    pylog__mutex_lock(&watch_mutex);
    char *path = watch.path;
    unsigned seen = watch.started;
    waits = waits && watch.thread != pylog__port_thread_id();
    watch.path = NULL;
    watch.watching = false;
    watch.stopping = true;
    if (watch.running)
        pylog__condition_broadcast(&watch_changed);
    while (waits && !left && watch.running && watch.stopping && watch.started == seen)
        left = !pylog__condition_wait(&watch_changed, &watch_mutex, deadline);
    left = left && watch.running;
    pylog__mutex_unlock(&watch_mutex);
    pylog__free(path);
    return left ? give_watch_up() : 0;
}

static int stop(void) {
    return stop_watching(pylog__port_monotonic() + PYLOG__LONGEST_CONFIGURING);
}

static void watch_after_fork(void) {
    pylog__mutex_init(&watch_mutex);
    pylog__condition_init(&watch_changed);
    watch.running = watch.watching = false;
}

static void shut_watch_down(int64_t deadline) {
    if (stop_watching(deadline))
        pylog__print_error(NULL);
}

PYLOG__AT_LOAD static void enter_watch_hooks(void) {
    static struct pylog__hooks hooks = { .phase = PYLOG__PHASE_CONFIG,
                                         .child = watch_after_fork,
                                         .shut_down = shut_watch_down };
    pylog__hooks_add(&hooks);
}

/* With the mutex locked. A thread that is stopping will see that it is wanted, or has ended. */
static int ensure_running(void) {
    static struct pylog__task task = { .run = run_watch, .goes_on = true };
    static bool prepared; /* under the mutex */
    if (!prepared)
        pylog__condition_init(&watch_changed);
    prepared = true;
    watch.stopping = false;
    if (watch.running)
        return 0;
    watch.thread = 0;
    if (pylog__port_thread_start(&task))
        return pylog__fail_os(errno, NULL);
    watch.running = true;
    watch.started++;
    return 0;
}

static int ensure_running_locked(void) {
    pylog__mutex_lock(&watch_mutex);
    int result = ensure_running();
    pylog__mutex_unlock(&watch_mutex);
    return result;
}

/* Takes the path. Returns the former one. */
static char *begin_watching(char *path, int64_t interval, const struct pylog__file_status *applied) {
    pylog__mutex_lock(&watch_mutex);
    ensure_running();
    char *before = watch.path;
    watch.path = path;
    watch.watching = true;
    watch.interval = interval;
    watch.applied = *applied;
    watch.asked++;
    pylog__condition_broadcast(&watch_changed);
    pylog__mutex_unlock(&watch_mutex);
    return before;
}

static bool is_watching(void) {
    pylog__mutex_lock(&watch_mutex);
    bool watching = watch.watching;
    pylog__mutex_unlock(&watch_mutex);
    return watching;
}

static int to_nanoseconds(double interval, int64_t *out) {
    if (pylog__interval_check("interval", interval))
        return -1;
    *out = interval > 0 ? (int64_t)((interval < 1e9 ? interval : 1e9) * 1e9) : watch_second;
    return 0;
}

/* The thread is had first, and the file looked at before it is applied, so that no change is overlooked. */
int pylog_config_watch(const char *path, double interval) {
    struct pylog__file_status status = { .size = -1 };
    int64_t nanoseconds = 0;
    if (!path)
        return stop();
    if (to_nanoseconds(interval, &nanoseconds))
        return -1;
    char *absolute = pylog__absolute_path(path); /* the program may go to another directory */
    if (!absolute || ensure_running_locked()) {
        pylog__free(absolute);
        return -1;
    }
    is_there(path, &status);
    if (pylog__configure_by_file(path) == 0) {
        pylog__free(begin_watching(absolute, nanoseconds, &status));
        return 0;
    }
    int error = errno;
    pylog__free(absolute);
    if (!is_watching())
        stop();
    errno = error;
    return -1;
}
