/* Listeners: starting and stopping, what they hand to whom, and what becomes of
 * a queue at the program's end. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <files.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <queues.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static int set_up(void) {
    remove("queued.log");
    return 0;
}

static int clean_up(void) {
    remove("queued.log");
    return 0;
}

static const struct fixture fixture = { .seconds = 30, .set_up = set_up, .clean_up = clean_up };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void start(pylog_queue_listener *listener) {
    assert_int_equal(pylog_queue_listener_start(listener), 0);
}

static void stop(pylog_queue_listener *listener) {
    assert_int_equal(pylog_queue_listener_stop(listener), 0);
}

/* ---- Starting and stopping
 * ------------------------------------------------------------------- */

static void a_listener_is_not_started_twice(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    start(queued.listener);
    errno = 0;
    assert_int_equal(pylog_queue_listener_start(queued.listener), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "Listener already started");
    pylog_info(NULL, "still here");
    stop(queued.listener);
    assert_string_equal(capture_text(queued.capture), "still here\n");
    queued_end(&queued);
}

static void a_queue_has_one_listener_at_a_time(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_handler *handlers[] = { queued.capture, NULL };
    pylog_queue_listener *other = pylog_queue_listener_new(queued.queue, handlers, NULL);
    start(queued.listener);
    errno = 0;
    assert_int_equal(pylog_queue_listener_start(other), -1);
    assert_int_equal(errno, EINVAL);
    stop(queued.listener);
    start(other);
    pylog_queue_listener_free(other);
    start(queued.listener);
    queued_end(&queued);
}

static void stopping_drains_and_stopping_again_is_nothing(void **state) {
    char expected[8192] = "", line[16];
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    stop(queued.listener);
    start(queued.listener);
    for (int i = 0; i < 1000; i++) {
        pylog_info(NULL, "%d", i);
        snprintf(line, sizeof line, "%d\n", i);
        strcat(expected, line);
    }
    stop(queued.listener);
    assert_string_equal(capture_text(queued.capture), expected);
    stop(queued.listener);
    queued_end(&queued);
}

static void a_listener_can_be_started_again(void **state) {
    char line[32];
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    for (int i = 0; i < 20; i++) {
        pylog_info(NULL, "before %d", i);
        start(queued.listener);
        pylog_info(NULL, "while %d", i);
        stop(queued.listener);
        snprintf(line, sizeof line, "while %d\n", i);
        assert_non_null(strstr(capture_text(queued.capture), line));
    }
    assert_string_equal(queued_counts(&queued), "40 40 0 0");
    queued_end(&queued);
}

static void a_listener_that_sleeps_is_woken(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    start(queued.listener);
    for (uint64_t i = 1; i <= 20; i++) {
        struct pylog_queue_stats stats = { 0 };
        sleep_milliseconds(i % 2 ? 4 : 1); /* it sleeps after some 1.6 ms */
        pylog_info(NULL, "wake");
        for (double begun = now(); stats.taken < i && now() - begun < 10;)
            pylog_queue_get_stats(queued.queue, &stats);
        assert_int_equal(stats.taken, i);
    }
    queued_end(&queued);
}

static void an_idle_listener_takes_no_time(void **state) {
    struct rusage before, after;
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    start(queued.listener);
    pylog_info(NULL, "once");
    sleep_milliseconds(20);
    getrusage(RUSAGE_SELF, &before);
    sleep_milliseconds(200);
    getrusage(RUSAGE_SELF, &after);
    long micros =
        (after.ru_utime.tv_sec + after.ru_stime.tv_sec - before.ru_utime.tv_sec - before.ru_stime.tv_sec) *
            1000000 +
        after.ru_utime.tv_usec + after.ru_stime.tv_usec - before.ru_utime.tv_usec - before.ru_stime.tv_usec;
    assert_true(micros < 10000);
    assert_true(after.ru_nvcsw - before.ru_nvcsw < 20); /* nobody wakes up to look */
    queued_end(&queued);
}

static int compare_doubles(const void *a, const void *b) {
    double first = *(const double *)a, second = *(const double *)b;
    return first < second ? -1 : first > second;
}

/* From the call until it can be read; every 3 ms, when the listener sleeps,
 * half of them; a bound for a machine that is busy with other things. */
static void at_low_load_a_record_is_in_the_file_soon(void **state) {
    enum { CALLS = 41 };
    double waits[CALLS];
    (void)state;
    struct queued queued = queued_with(NULL, pylog_file_handler_new("queued.log", NULL));
    start(queued.listener);
    FILE *file = fopen("queued.log", "rb");
    for (int i = 0; i < CALLS; i++) {
        sleep_milliseconds(3);
        double begun = now();
        pylog_info(NULL, "x");
        while (fgetc(file) == EOF && now() - begun < 10)
            clearerr(file);
        waits[i] = now() - begun;
        while (fgetc(file) != EOF) {
        }
        clearerr(file);
    }
    fclose(file);
    qsort(waits, CALLS, sizeof *waits, compare_doubles);
    assert_true(waits[CALLS / 2] < 0.02);
    queued_end(&queued);
}

/* ---- Handlers
 * --------------------------------------------------------------------------------
 */

static void levels_of_handlers_are_asked_if_wanted(void **state) {
    (void)state;
    pylog_handler *high = capture_new(NULL), *low = capture_new(NULL);
    pylog_handler *handlers[] = { high, low, NULL };
    pylog_handler_set_level(high, PYLOG_ERROR);
    struct queued queued = queued_begin(NULL, NULL);
    for (int respect = 0; respect < 2; respect++) {
        pylog_queue_listener *listener = pylog_queue_listener_new(
            queued.queue, handlers,
            &(struct pylog_queue_listener_options){ .respect_handler_level = respect });
        start(listener);
        pylog_info(NULL, "info");
        pylog_error(NULL, "error");
        stop(listener);
        assert_string_equal(capture_text(high), respect ? "error\n" : "info\nerror\n");
        assert_string_equal(capture_text(low), "info\nerror\n");
        capture_clear(high);
        capture_clear(low);
        pylog_queue_listener_free(listener);
    }
    pylog_handler_unref(high);
    pylog_handler_unref(low);
    queued_end(&queued);
}

static int drop_all(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    return 0;
}

static void filters_of_handlers_are_asked(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_filter *filter = pylog_filter_new_callback(drop_all, NULL, NULL);
    pylog_info(NULL, "first");
    queued_text(&queued);
    pylog_handler_add_filter(queued.capture, filter);
    pylog_filter_unref(filter);
    pylog_info(NULL, "second");
    assert_string_equal(queued_text(&queued), "first\n");
    queued_end(&queued);
}

static void a_handler_that_fails_reports_and_the_others_get_the_record(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_handler *failing = capture_new(NULL), *handlers[] = { failing, queued.capture, NULL };
    pylog_queue_listener *listener = pylog_queue_listener_new(queued.queue, handlers, NULL);
    capture_fail_write(failing, EIO);
    atomic_store(&reported.count, 0);
    pylog_handler_set_error_callback(failing, report, NULL);
    start(listener);
    pylog_info(NULL, "one");
    pylog_info(NULL, "two");
    pylog_queue_listener_free(listener);
    assert_int_equal(atomic_load(&reported.count), 2);
    assert_int_equal(atomic_load(&reported.error), EIO);
    assert_string_equal(capture_text(queued.capture), "one\ntwo\n");
    pylog_handler_unref(failing);
    queued_end(&queued);
}

/* Logs from within, as long as the record says so. */
static int log_from_within(pylog_handler *handler, const struct pylog_record *record, const char *text,
                           size_t length) {
    pylog_buffer *seen = pylog_handler_data(handler);
    pylog_buffer_append(seen, text, length);
    if (strcmp(record->name, "inner") != 0)
        pylog_info(pylog_get_logger("inner"), "from within: %s", record->name);
    return 0;
}

static void what_handlers_log_passes_by_the_queue(void **state) {
    static const struct pylog_handler_ops operations = { .name = "Talkative", .write = log_from_within };
    (void)state;
    pylog_buffer *seen = pylog_buffer_new();
    struct queued queued =
        queued_with(&(struct pylog_queue_options){ .capacity = 1024 }, pylog_handler_new(&operations, seen));
    for (int i = 0; i < 10; i++)
        pylog_info(pylog_get_logger("outer"), "%d", i);
    start(queued.listener);
    stop(queued.listener);
    assert_string_equal(queued_counts(&queued), "10 10 0 0");
    assert_memory_equal(pylog_buffer_data(seen), "0\nfrom within: outer\n1\nfrom within: outer\n2\n", 40);
    queued_end(&queued);
    pylog_buffer_free(seen);
}

static int see_signals(struct pylog_record *record, void *data) {
    (void)record;
    return pthread_sigmask(SIG_BLOCK, NULL, data);
}

static void signals_are_for_other_threads(void **state) {
    sigset_t mask;
    (void)state;
    sigemptyset(&mask);
    struct queued queued = queued_begin(NULL, NULL);
    pylog_filter *filter = pylog_filter_new_callback(see_signals, &mask, NULL);
    pylog_handler_add_filter(queued.capture, filter);
    pylog_filter_unref(filter);
    pylog_info(NULL, "look");
    queued_text(&queued);
    assert_true(sigismember(&mask, SIGALRM) == 1 && sigismember(&mask, SIGTERM) == 1);
    queued_end(&queued);
}

static pylog_queue_listener *own_listener;

static int stop_from_within(struct pylog_record *record, void *data) {
    int *result = data;
    (void)record;
    *result = pylog_queue_listener_stop(own_listener) ? errno : 0;
    return 1;
}

static void a_handler_cannot_stop_its_own_listener(void **state) {
    int result = -1;
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    own_listener = queued.listener;
    pylog_filter *filter = pylog_filter_new_callback(stop_from_within, &result, NULL);
    pylog_handler_add_filter(queued.capture, filter);
    pylog_filter_unref(filter);
    pylog_info(NULL, "stop");
    assert_string_equal(queued_text(&queued), "stop\n");
    assert_int_equal(result, EDEADLK);
    queued_end(&queued);
}

/* ---- Stuck handlers
 * -------------------------------------------------------------------------- */

static struct stuck gated;

static struct queued begin_stuck(double stop_timeout) {
    gated = (struct stuck){ .gate = GATE_CLOSED, .target = capture_new(NULL) };
    struct queued queued = queued_with(NULL, stuck_new(&gated));
    pylog_queue_listener_free(queued.listener);
    queued.listener =
        pylog_queue_listener_new(queued.queue, (pylog_handler *[]){ queued.capture, NULL },
                                 &(struct pylog_queue_listener_options){ .stop_timeout = stop_timeout });
    start(queued.listener);
    pylog_info(NULL, "stuck");
    wait_until(&gated.entered, 1);
    return queued;
}

/* While its own threads are at work. */
static size_t count_of(pylog_handler *capture) {
    pylog_handler_acquire(capture);
    size_t count = capture_count(capture);
    pylog_handler_release(capture);
    return count;
}

static void stopping_takes_no_longer_than_its_time_out(void **state) {
    (void)state;
    struct queued queued = begin_stuck(0.03);
    pylog_info(NULL, "left");
    double begun = now();
    assert_int_equal(pylog_queue_listener_stop(queued.listener), -1);
    assert_int_equal(errno, ETIMEDOUT);
    assert_true(now() - begun >= 0.029 && now() - begun < 10);
    gate_open(&gated.gate);
    stop(queued.listener);
    assert_string_equal(capture_text(gated.target), "stuck\n"); /* the other one stays in the queue */
    assert_string_equal(queued_counts(&queued), "2 1 0 0");
    start(queued.listener);
    stop(queued.listener);
    assert_string_equal(capture_text(gated.target), "stuck\nleft\n");
    queued_end(&queued);
}

static void a_listener_that_is_stuck_can_be_freed(void **state) {
    (void)state;
    struct queued queued = begin_stuck(0.01);
    pylog_handler *kept = pylog_handler_ref(gated.target);
    queued_end(&queued);
    gate_open(&gated.gate);
    for (double begun = now(); !count_of(kept) && now() - begun < 10;)
        sleep_milliseconds(1);
    sleep_milliseconds(5); /* its thread gives up what it had; a sanitizer says if it does not */
    pylog_handler_unref(kept);
}

static void flushing_takes_no_longer_than_it_was_told(void **state) {
    (void)state;
    struct queued queued = begin_stuck(0);
    assert_int_equal(pylog_flush(0.03), -1);
    assert_int_equal(errno, ETIMEDOUT);
    gate_open(&gated.gate);
    assert_int_equal(pylog_flush(20), 0);
    assert_string_equal(capture_text(gated.target), "stuck\n");
    queued_end(&queued);
}

/* ---- Flush and shutdown
 * ---------------------------------------------------------------------- */

static void flushing_writes_what_was_put_before(void **state) {
    (void)state;
    struct queued queued = queued_with(NULL, pylog_file_handler_new("queued.log", NULL));
    start(queued.listener);
    for (int i = 0; i < 50; i++) {
        pylog_info(NULL, "%d", i);
        assert_int_equal(pylog_flush(0), 0);
        char *text = read_whole_file("queued.log"), line[16];
        snprintf(line, sizeof line, "%d\n", i);
        assert_non_null(text);
        assert_true(strlen(text) >= strlen(line));
        assert_string_equal(text + strlen(text) - strlen(line), line);
        free(text);
    }
    queued_end(&queued);
}

static void flushing_a_queue_without_listener_does_not_wait(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_info(NULL, "left");
    assert_int_equal(pylog_flush(0), 0);
    assert_string_equal(queued_text(&queued), "left\n");
    queued_end(&queued);
}

static void after_shutdown_records_are_handled_at_the_call(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, "%(threadName)s %(message)s");
    start(queued.listener);
    for (int i = 0; i < 100; i++)
        pylog_info(NULL, "%d", i);
    pylog_shutdown();
    assert_int_equal(capture_count(queued.capture), 100);
    pylog_set_thread_name("late");
    pylog_info(NULL, "at once");
    assert_int_equal(capture_count(queued.capture), 101);
    assert_non_null(strstr(capture_text(queued.capture), "late at once\n"));
    pylog_log_with(NULL, PYLOG_INFO, &(struct pylog_call){ .stack_info = true }, "with a stack");
    assert_int_equal(capture_count(queued.capture), 102);
    pylog_shutdown();
    start(queued.listener); /* as good as new */
    pylog_info(NULL, "again");
    stop(queued.listener);
    assert_int_equal(capture_count(queued.capture), 103);
    queued_end(&queued);
}

static void after_a_shutdown_that_was_stuck_nothing_hangs(void **state) {
    (void)state;
    struct queued queued = begin_stuck(0.02);
    capture_stderr_begin();
    pylog_shutdown();
    char *text = capture_stderr_end();
    assert_non_null(strstr(text, "could not be written in time"));
    free(text);
    pylog_info(NULL, "goes into the queue");
    gate_open(&gated.gate);
    for (double begun = now(); count_of(gated.target) < 2 && now() - begun < 10; sleep_milliseconds(1))
        pylog_info(NULL, "is handled at once as soon as it is free");
    assert_non_null(strstr(capture_text(gated.target), "stuck\ngoes into the queue\nis handled"));
    queued_end(&queued);
}

/* The clock of this thread is behind, so that what it waits for is over earlier. */
static _Thread_local int64_t behind;
int64_t __real_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void) {
    return __real_pylog__port_monotonic() - behind;
}

/* Neither the queue handler, which has the listener, nor the one that it is stuck in is waited for again. */
static void shutdown_waits_once_for_a_stuck_listener(void **state) {
    (void)state;
    gated = (struct stuck){ .gate = GATE_CLOSED, .target = capture_new(NULL) };
    pylog_handler *handler = stuck_new(&gated);
    struct pylog_config config = { .handlers = (pylog_handler *[]){ handler, NULL },
                                   .queue = pylog_queue_new(NULL) };
    assert_int_equal(pylog_basic_config(&config), 0);
    pylog_warning(NULL, "stuck");
    wait_until(&gated.entered, 1);
    must_end_within(60);
    capture_stderr_begin();
    behind = 9950000000; /* of the ten seconds that are usual */
    pylog_shutdown();
    behind = 0;
    char *text = capture_stderr_end(), *report = strstr(text, "could not be written in time");
    must_end_within(0);
    assert_non_null(report);
    assert_null(strstr(report + 1, "could not be written in time"));
    free(text);
    gate_open(&gated.gate);
    for (double begun = now(); !count_of(gated.target) && now() - begun < 10;)
        sleep_milliseconds(1);
    sleep_milliseconds(5);
    pylog_handler_unref(handler);
}

/* ---- Whatever is given up first
 * -------------------------------------------------------------- */

static void everything_may_be_given_up_in_any_order(void **state) {
    (void)state;
    for (int order = 0; order < 6; order++) {
        struct queued queued = queued_begin(NULL, NULL);
        start(queued.listener);
        pylog_info(NULL, "here");
        pylog_logger_remove_handler(NULL, queued.handler);
        for (int i = 0; i < 3; i++) {
            int which = (order + (order < 3 ? i : 2 * i)) % 3;
            if (which == 0)
                pylog_queue_unref(queued.queue);
            else if (which == 1)
                pylog_handler_unref(queued.handler);
            else
                pylog_queue_listener_free(queued.listener);
        }
        assert_string_equal(capture_text(queued.capture), "here\n");
        pylog_handler_unref(queued.capture);
    }
}

static void a_handler_owns_its_listener(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    assert_null(pylog_queue_handler_listener(queued.handler));
    assert_int_equal(pylog_queue_handler_set_listener(queued.handler, queued.listener), 0);
    assert_ptr_equal(pylog_queue_handler_listener(queued.handler), queued.listener);
    start(queued.listener);
    pylog_info(NULL, "before");
    pylog_handler_close(queued.handler);
    assert_string_equal(capture_text(queued.capture), "before\n");
    pylog_info(NULL, "at once");
    assert_string_equal(capture_text(queued.capture), "before\nat once\n");
    queued.listener = NULL; /* goes with the handler */
    queued_end(&queued);
}

/* ---- pylog_basic_config
 * ---------------------------------------------------------------------- */

/* For basic_config alone. */
static pylog_queue *a_queue(void) {
    static pylog_queue *last;
    pylog_queue_unref(last);
    return last = pylog_queue_new(NULL);
}

static void one_line_puts_a_queue_before_the_root(void **state) {
    pylog_handler *handler;
    (void)state;
    assert_int_equal(pylog_basic_config(&(struct pylog_config){
                         .filename = "queued.log", .level = PYLOG_INFO, .queue = a_queue() }),
                     0);
    assert_int_equal(pylog_logger_handlers(NULL, &handler, 1), 1);
    assert_non_null(pylog_queue_handler_listener(handler));
    pylog_handler_unref(handler);
    pylog_info(NULL, "%d", 1);
    pylog_debug(NULL, "not this");
    pylog_shutdown();
    files_assert("queued.log", "INFO:root:1\n");
    pylog_info(NULL, "%d", 2);
    files_assert("queued.log", "INFO:root:1\nINFO:root:2\n");
}

static void replacing_the_handlers_writes_what_is_left(void **state) {
    (void)state;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(pylog_basic_config(&(struct pylog_config){ .filename = "queued.log",
                                                                    .level = PYLOG_INFO,
                                                                    .format = "%(message)s",
                                                                    .force = true,
                                                                    .queue = a_queue() }),
                         0);
        assert_int_equal(pylog_basic_config(&(struct pylog_config){ .queue = a_queue() }), 1);
        pylog_info(NULL, "%d", i);
    }
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .force = true, .filename = "queued.log" }),
                     0);
    files_assert("queued.log", "0\n1\n2\n3\n4\n");
}

static void handlers_that_are_given_stand_behind_the_queue(void **state) {
    (void)state;
    pylog_handler *handlers[] = { capture_new(NULL), capture_new("own %(message)s"), NULL };
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .handlers = handlers, .queue = a_queue() }),
                     0);
    pylog_warning(NULL, "here");
    assert_int_equal(pylog_flush(0), 0);
    assert_string_equal(capture_text(handlers[0]), "WARNING:root:here\n");
    assert_string_equal(capture_text(handlers[1]), "own here\n");
    pylog_handler_unref(handlers[0]);
    pylog_handler_unref(handlers[1]);
}

static void a_queue_that_has_a_listener_changes_nothing(void **state) {
    (void)state;
    pylog_queue *queue = pylog_queue_new(NULL);
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, (pylog_handler *[]){ NULL }, NULL);
    assert_int_equal(pylog_queue_listener_start(listener), 0);
    errno = 0;
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .filename = "queued.log", .queue = queue }), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "the queue has another listener");
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 0);
    files_assert("queued.log", NULL);
    pylog_queue_listener_free(listener);
    pylog_queue_unref(queue);
}

/* It is the caller's still, who may give it back, look at it, or have it for longer. */
static void a_queue_is_shared_with_who_made_it(void **state) {
    struct pylog_queue_stats stats;
    (void)state;
    pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){ .capacity = 4096 });
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .filename = "queued.log", .queue = queue }), 0);
    pylog_error(NULL, "one");
    assert_int_equal(pylog_flush(0), 0);
    pylog_queue_get_stats(queue, &stats);
    assert_int_equal(stats.put, 1);
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .force = true, .filename = "queued.log" }), 0);
    pylog_queue_get_stats(queue, &stats);
    assert_int_equal(stats.taken, 1);
    pylog_queue_unref(queue);
    files_assert("queued.log", "ERROR:root:one\n");
}

static void at_exit_everything_is_written(void **state) {
    char expected[32768] = "", line[32];
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        if (pylog_basic_config(&(struct pylog_config){
                .filename = "queued.log", .format = "%(message)s", .queue = a_queue() }))
            _exit(1);
        for (int i = 0; i < 2000; i++)
            pylog_error(NULL, "line %d", i);
        exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    for (int i = 0; i < 2000; i++) {
        snprintf(line, sizeof line, "line %d\n", i);
        strcat(expected, line);
    }
    files_assert("queued.log", expected);
}

static const struct CMUnitTest tests[] = {
    TEST(a_listener_is_not_started_twice),
    TEST(a_queue_has_one_listener_at_a_time),
    TEST(stopping_drains_and_stopping_again_is_nothing),
    TEST(a_listener_can_be_started_again),
    TEST(a_listener_that_sleeps_is_woken),
    TEST(an_idle_listener_takes_no_time),
    TEST(at_low_load_a_record_is_in_the_file_soon),
    TEST(levels_of_handlers_are_asked_if_wanted),
    TEST(filters_of_handlers_are_asked),
    TEST(a_handler_that_fails_reports_and_the_others_get_the_record),
    TEST(what_handlers_log_passes_by_the_queue),
    TEST(signals_are_for_other_threads),
    TEST(a_handler_cannot_stop_its_own_listener),
    TEST(stopping_takes_no_longer_than_its_time_out),
    TEST(a_listener_that_is_stuck_can_be_freed),
    TEST(flushing_takes_no_longer_than_it_was_told),
    TEST(flushing_writes_what_was_put_before),
    TEST(flushing_a_queue_without_listener_does_not_wait),
    TEST(after_shutdown_records_are_handled_at_the_call),
    TEST(after_a_shutdown_that_was_stuck_nothing_hangs),
    TEST(shutdown_waits_once_for_a_stuck_listener),
    TEST(everything_may_be_given_up_in_any_order),
    TEST(a_handler_owns_its_listener),
    TEST(one_line_puts_a_queue_before_the_root),
    TEST(replacing_the_handlers_writes_what_is_left),
    TEST(handlers_that_are_given_stand_behind_the_queue),
    TEST(a_queue_that_has_a_listener_changes_nothing),
    TEST(a_queue_is_shared_with_who_made_it),
    TEST(at_exit_everything_is_written),
};
TEST_MAIN
