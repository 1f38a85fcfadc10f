/* The end of a handler's life among threads: what runs after close has returned, who destroys, and when. */
#define _POSIX_C_SOURCE 200809L

#include <fixture.h>
#include <parallel.h>
#include <pylog.h>
#include <sched.h>
#include <stdlib.h>
#include <thread/thread.h>

/* What a handler of this file sees of its operations; it outlives the handler, which may be destroyed by the
 * reset after the test. */
struct watch {
    atomic_int within, most_within;
    atomic_size_t writes, flushes, closes, destroyed;
    atomic_size_t late;           /* operations begun after close had returned for good */
    atomic_size_t destroyed_busy; /* destroyed by a thread within a handler, or with a lock */
    atomic_bool closed_for_good;
    void (*inside)(pylog_handler *handler); /* what to do in write, flush and close; NULL: nothing */
};
static struct watch first, waiting, other; /* the tests' */

static void note_most(struct watch *watch, int now) {
    int most = atomic_load(&watch->most_within);
    while (now > most && !atomic_compare_exchange_weak(&watch->most_within, &most, now)) {
    }
}

static void enter(struct watch *watch) {
    if (atomic_load(&watch->closed_for_good))
        atomic_fetch_add(&watch->late, 1);
    note_most(watch, atomic_fetch_add(&watch->within, 1) + 1);
    sched_yield();
}

static void operate(pylog_handler *handler, atomic_size_t *count) {
    struct watch *watch = pylog_handler_data(handler);
    enter(watch);
    atomic_fetch_add(count, 1);
    if (watch->inside)
        watch->inside(handler);
    atomic_fetch_sub(&watch->within, 1);
}

static int watch_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                       size_t length) {
    (void)record, (void)text, (void)length;
    operate(handler, &((struct watch *)pylog_handler_data(handler))->writes);
    return 0;
}

static int watch_flush(pylog_handler *handler) {
    operate(handler, &((struct watch *)pylog_handler_data(handler))->flushes);
    return 0;
}

static void watch_close(pylog_handler *handler) {
    operate(handler, &((struct watch *)pylog_handler_data(handler))->closes);
}

/* It may take the tree's lock: nobody has it. */
static void watch_destroy(void *data) {
    struct watch *watch = data;
    struct pylog__thread *thread = pylog__thread();
    if (thread->sections || thread->hold_count > thread->lock_free || atomic_load(&watch->within))
        atomic_fetch_add(&watch->destroyed_busy, 1);
    pylog_get_logger("made.by.destroy");
    atomic_fetch_add(&watch->destroyed, 1);
}

#define WATCH_OPERATIONS                                                                                     \
    .write = watch_write, .flush = watch_flush, .close = watch_close, .destroy = watch_destroy
static const struct pylog_handler_ops exclusive = { .name = "Exclusive", WATCH_OPERATIONS };
static const struct pylog_handler_ops shared = { .name = "Shared",
                                                 .flags = PYLOG_HANDLER_SHARED_WRITE,
                                                 WATCH_OPERATIONS };
static const struct pylog_handler_ops reopening = { .name = "Reopening",
                                                    .flags = PYLOG_HANDLER_REOPENS,
                                                    WATCH_OPERATIONS };

static pylog_handler *watched(const struct pylog_handler_ops *ops, struct watch *watch) {
    *watch = (struct watch){ .inside = NULL };
    return pylog_handler_new(ops, watch);
}

/* The tree has the only reference. */
static pylog_handler *watched_on(pylog_logger *logger, const struct pylog_handler_ops *ops,
                                 struct watch *watch) {
    pylog_handler *handler = watched(ops, watch);
    pylog_logger_add_handler(logger, handler);
    pylog_handler_unref(handler);
    return handler;
}

static int set_up(void) {
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    return 0;
}

static const struct fixture fixture = { .seconds = 40, .set_up = set_up };

/* ---- Closing ----------------------------------------------------------------------------------- */

enum { THREADS = 4 };
static pylog_handler *used;
static atomic_bool enough;

/* Three threads log, one flushes. */
static void *use_until_enough(void *number) {
    while (!atomic_load(&enough)) {
        if ((uintptr_t)number == 0)
            pylog_flush(0);
        else
            pylog_info(NULL, "a record");
    }
    return NULL;
}

static void start_using(pthread_t *threads, struct watch *watch) {
    atomic_store(&enough, false);
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(use_until_enough, (void *)(uintptr_t)i);
    while (atomic_load(&watch->writes) < 20 || !atomic_load(&watch->flushes))
        sched_yield();
}

static void stop_using(pthread_t *threads) {
    atomic_store(&enough, true);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
}

static void close_in_the_middle(const struct pylog_handler_ops *ops, int most_within) {
    for (size_t round = 0; round < 15 * test_scale(); round++) {
        pthread_t threads[THREADS];
        used = watched(ops, &first);
        pylog_logger_add_handler(NULL, used);
        start_using(threads, &first);
        pylog_handler_close(used);
        int within = atomic_load(&first.within);
        atomic_store(&first.closed_for_good, true);
        sleep_milliseconds(2);
        stop_using(threads);
        pylog_logger_remove_handler(NULL, used);
        pylog_handler_unref(used);
        assert_int_equal(within, 0);
        assert_int_equal(first.late, 0);
        assert_int_equal(first.closes, 1);
        assert_int_equal(first.destroyed, 1);
        assert_true(first.most_within <= most_within);
    }
}

static void after_close_no_operation_runs_in_another_thread(void **state) {
    (void)state;
    close_in_the_middle(&exclusive, 1);
}

static void after_close_no_shared_operation_runs_in_another_thread(void **state) {
    (void)state;
    close_in_the_middle(&shared, THREADS);
}

static void a_handler_that_opens_again_is_in_one_operation_at_a_time(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    used = watched(&reopening, &first);
    pylog_logger_add_handler(NULL, used);
    start_using(threads, &first);
    for (size_t i = 0; i < 100 * test_scale(); i++) {
        size_t writes = atomic_load(&first.writes);
        while (atomic_load(&first.writes) == writes)
            sched_yield();
        pylog_handler_close(used);
    }
    stop_using(threads);
    pylog_handler_unref(used);
    assert_int_equal(first.most_within, 1);
    assert_true(first.closes > 50);
    pylog_logger_remove_handler(NULL, used);
    assert_int_equal(first.destroyed, 1);
}

static void a_closed_handler_is_not_flushed(void **state) {
    (void)state;
    pylog_handler *handler = watched(&exclusive, &first);
    pylog_handler_close(handler);
    assert_int_equal(pylog_handler_flush(handler), 0);
    assert_int_equal(pylog_flush(0), 0);
    pylog_shutdown();
    assert_int_equal(first.flushes, 0);
    assert_int_equal(first.closes, 1);
    pylog_handler_unref(handler);
    assert_int_equal(first.closes, 1);
}

/* ---- A handler that is in use for long --------------------------------------------------------- */

static struct gate stuck = GATE_CLOSED, ending = GATE_CLOSED; /* an ending thread releases, too */
static atomic_bool is_stuck;

static void get_stuck(pylog_handler *handler) {
    (void)handler;
    atomic_store(&is_stuck, true);
    gate_pass(&stuck);
}

static void *log_to_stuck(void *unused) {
    (void)unused;
    pylog_info(pylog_get_logger("stuck"), "waits");
    atomic_store(&is_stuck, false);
    gate_pass(&ending);
    return NULL;
}

static pthread_t start_getting_stuck(struct watch *watch) {
    watched_on(pylog_get_logger("stuck"), &exclusive, watch);
    watch->inside = get_stuck;
    atomic_store(&is_stuck, false);
    gate_close(&stuck);
    gate_close(&ending);
    pthread_t thread = start_thread(log_to_stuck, NULL);
    while (!atomic_load(&is_stuck))
        sleep_milliseconds(1);
    return thread;
}

static void let_go(void) {
    gate_open(&stuck);
    while (atomic_load(&is_stuck))
        sleep_milliseconds(1);
}

static void let_go_and_join(pthread_t thread) {
    let_go();
    gate_open(&ending);
    join_thread(thread);
}

static void flushing_all_waits_no_longer_than_asked_and_flushes_the_others(void **state) {
    (void)state;
    pylog_handler *one = watched(&exclusive, &first);
    pthread_t thread = start_getting_stuck(&waiting);
    pylog_handler *two = watched(&exclusive, &other);
    int64_t start = pylog__port_monotonic();
    assert_int_equal(pylog_flush(0.05), -1);
    assert_int_equal(errno, ETIMEDOUT);
    assert_true(pylog__port_monotonic() - start >= 50000000);
    assert_int_equal(first.flushes, 1);
    assert_int_equal(other.flushes, 1);
    assert_int_equal(waiting.flushes, 0);
    let_go_and_join(thread);
    assert_int_equal(pylog_flush(0.05), 0);
    assert_int_equal(waiting.flushes, 1);
    pylog_handler_unref(one);
    pylog_handler_unref(two);
}

static void other_handlers_and_the_tree_work_while_one_is_stuck(void **state) {
    (void)state;
    pthread_t thread = start_getting_stuck(&waiting);
    pylog_handler *handler = watched_on(pylog_get_logger("free"), &shared, &first);
    for (int i = 0; i < 100; i++) {
        pylog_info(pylog_get_logger("free"), "goes on");
        pylog_handler_set_format(handler, "%(message)s %(asctime)s", NULL);
        pylog_logger_set_propagate(pylog_get_logger("free"), i % 2);
    }
    assert_int_equal(first.writes, 100);
    pylog_logger_remove_handler(pylog_get_logger("stuck"), NULL);
    let_go_and_join(thread);
}

/* ---- Destroying -------------------------------------------------------------------------------- */

static void drop_reference(pylog_handler *handler) {
    struct watch *watch = pylog_handler_data(handler);
    watch->inside = NULL;
    pylog_handler_unref(handler);
    pylog_get_logger("after.the.last.reference");
}

static void assert_destroyed_once(const struct watch *watch) {
    assert_int_equal(watch->destroyed, 1);
    assert_int_equal(watch->closes, 1);
    assert_int_equal(watch->destroyed_busy, 0);
}

static void write_may_drop_the_last_reference(void **state) {
    (void)state;
    const struct pylog_handler_ops *const kinds[] = { &exclusive, &shared, &reopening };
    for (size_t i = 0; i < 3; i++) {
        pylog_handler *handler = watched(kinds[i], &first);
        struct pylog_record *record = pylog_make_log_record(NULL);
        first.inside = drop_reference;
        assert_true(pylog_handler_handle(handler, record));
        pylog_record_free(record);
        assert_int_equal(first.writes, 1);
        assert_destroyed_once(&first);
    }
}

static void flush_may_drop_the_last_reference(void **state) {
    (void)state;
    pylog_handler *handler = watched(&exclusive, &first);
    first.inside = drop_reference;
    assert_int_equal(pylog_handler_flush(handler), 0);
    assert_destroyed_once(&first);
}

static void close_may_drop_the_last_reference(void **state) {
    (void)state;
    pylog_handler *handler = watched(&exclusive, &first);
    first.inside = drop_reference;
    pylog_handler_close(handler);
    assert_destroyed_once(&first);
}

static void the_last_reference_may_go_while_the_lock_is_held(void **state) {
    (void)state;
    pylog_handler *handler = watched(&exclusive, &first);
    pylog_handler_acquire(handler);
    pylog_handler_acquire(handler);
    pylog_handler_unref(handler);
    pylog_handler_release(handler);
    assert_int_equal(first.destroyed, 0);
    pylog_handler_release(handler);
    assert_destroyed_once(&first);
}

static void remove_itself(pylog_handler *handler) {
    pylog_logger_remove_handler(pylog_get_logger("removing"), handler);
    pylog_get_logger("after.removing");
}

static void a_handler_may_remove_itself(void **state) {
    (void)state;
    watched_on(pylog_get_logger("removing"), &exclusive, &first);
    first.inside = remove_itself;
    pylog_info(pylog_get_logger("removing"), "once");
    assert_destroyed_once(&first);
    pylog_info(pylog_get_logger("removing"), "twice");
    assert_int_equal(first.writes, 1);
}

/* The stuck thread keeps a removed handler from being released. When it is gone, the next one that looks is
 * within a handler itself, and must leave the release for later. */
static struct watch removed;

static void find_what_is_to_be_released(pylog_handler *handler) {
    (void)handler;
    pylog_get_logger("new.within.a.handler");
    if (atomic_load(&removed.destroyed))
        atomic_fetch_add(&removed.destroyed_busy, 1);
}

static void destroy_is_never_called_within_another_handler(void **state) {
    (void)state;
    pthread_t thread = start_getting_stuck(&waiting);
    pylog_handler *handler = watched_on(NULL, &exclusive, &removed);
    pylog_logger_remove_handler(NULL, handler);
    assert_int_equal(removed.destroyed, 0);
    pylog_logger *finding = pylog_get_logger("finding");
    watched_on(finding, &exclusive, &other);
    other.inside = find_what_is_to_be_released;
    let_go();
    pylog_info(finding, "a record");
    assert_int_equal(other.writes, 1);
    assert_destroyed_once(&removed);
    let_go_and_join(thread);
}

static void destroy_and_fail(void *data) {
    (void)data;
    errno = EDOM;
    pylog_level_from_name("no such level", NULL);
    pylog_add_level_name(1, NULL);
}

static int flush_and_fail(pylog_handler *handler) {
    pylog_handler_unref(handler);
    pylog_set_process_name("changes the tree not");
    errno = ENOSPC;
    return -1;
}

static void what_a_destructor_does_to_errno_is_not_seen(void **state) {
    (void)state;
    static const struct pylog_handler_ops failing = {
        .name = "Failing", .write = watch_write, .flush = flush_and_fail, .destroy = destroy_and_fail
    };
    pylog_handler *handler = pylog_handler_new(&failing, NULL);
    assert_int_equal(pylog_handler_flush(handler), -1);
    assert_int_equal(errno, ENOSPC);
}

/* ---- Many threads ------------------------------------------------------------------------------ */

enum { ROUNDS = 60, RECORDS = 20 };
static struct watch watches[ROUNDS];
static pthread_barrier_t round_begins, round_ends;

static void *log_each_round(void *number) {
    for (size_t round = 0; round < ROUNDS; round++) {
        if ((uintptr_t)number == 0) {
            watched_on(pylog_get_logger("removing"), round % 2 ? &exclusive : &shared, &watches[round]);
            watches[round].inside = remove_itself;
        }
        pthread_barrier_wait(&round_begins);
        for (size_t i = 0; i < RECORDS; i++)
            pylog_info(pylog_get_logger("removing"), "a record");
        pthread_barrier_wait(&round_ends);
    }
    return NULL;
}

static void a_handler_may_remove_itself_on_many_threads(void **state) {
    (void)state;
    pthread_barrier_init(&round_begins, NULL, THREADS);
    pthread_barrier_init(&round_ends, NULL, THREADS);
    run_in_threads(THREADS, log_each_round);
    pthread_barrier_destroy(&round_begins);
    pthread_barrier_destroy(&round_ends);
    pylog_get_logger("afterwards");
    for (size_t round = 0; round < ROUNDS; round++) {
        assert_true(watches[round].writes >= 1 && watches[round].writes <= THREADS);
        assert_destroyed_once(&watches[round]);
    }
}

static struct watch own_watches[THREADS][ROUNDS];

static void *make_and_drop(void *number) {
    for (size_t round = 0; round < ROUNDS; round++) {
        struct watch *watch = &own_watches[(uintptr_t)number][round];
        pylog_handler *handler = watched(round % 2 ? &exclusive : &shared, watch), *found[THREADS + 1];
        pylog_handler_set_name(handler, "the newest");
        pylog_logger_add_handler(NULL, handler);
        pylog_info(NULL, "a record");
        pylog_handler_unref(pylog_get_handler_by_name("the newest"));
        size_t count = pylog_logger_handlers(NULL, found, THREADS + 1);
        while (count)
            pylog_handler_unref(found[--count]);
        pylog_flush(0);
        pylog_logger_remove_handler(NULL, handler);
        pylog_handler_unref(handler);
    }
    return NULL;
}

static void each_handler_is_destroyed_once_whoever_has_it_last(void **state) {
    (void)state;
    pylog_handler *null = pylog_null_handler_new();
    pylog_logger_add_handler(NULL, null);
    pylog_handler_unref(null);
    run_in_threads(THREADS, make_and_drop);
    pylog_get_logger("afterwards");
    for (size_t thread = 0; thread < THREADS; thread++)
        for (size_t round = 0; round < ROUNDS; round++)
            assert_destroyed_once(&own_watches[thread][round]);
}

static const struct CMUnitTest tests[] = {
    TEST(after_close_no_operation_runs_in_another_thread),
    TEST(after_close_no_shared_operation_runs_in_another_thread),
    TEST(a_handler_that_opens_again_is_in_one_operation_at_a_time),
    TEST(a_closed_handler_is_not_flushed),
    TEST(flushing_all_waits_no_longer_than_asked_and_flushes_the_others),
    TEST(other_handlers_and_the_tree_work_while_one_is_stuck),
    TEST(write_may_drop_the_last_reference),
    TEST(flush_may_drop_the_last_reference),
    TEST(close_may_drop_the_last_reference),
    TEST(the_last_reference_may_go_while_the_lock_is_held),
    TEST(a_handler_may_remove_itself),
    TEST(destroy_is_never_called_within_another_handler),
    TEST(what_a_destructor_does_to_errno_is_not_seen),
    TEST(a_handler_may_remove_itself_on_many_threads),
    TEST(each_handler_is_destroyed_once_whoever_has_it_last),
};
TEST_MAIN
