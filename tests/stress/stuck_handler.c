/* A handler that a thread is stuck in: log calls of the others return, the other handlers get every record, and so it
 * is with all else that needs the handler's lock. A handler that is slow, but lives, loses nothing. */
#include <errno.h>
#include <port/lock.h>
#include <pylog.h>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <stress.h>
#include <string.h>
#include <unistd.h>

static const int64_t second = 1000000000;

/* ---- Handlers -------------------------------------------------------------------------------- */

/* Counts its records; one that says "stay" stays in it until the gate is opened. */
struct counting {
    atomic_uint records, flushes;
    atomic_bool entered;
    struct gate *gate;
    long milliseconds; /* how long each takes */
    pylog_logger *passes_to; /* logs to it, NULL: to none */
};

static int counting_emit(pylog_handler *handler, const struct pylog_record *record) {
    struct counting *counting = pylog_handler_data(handler);
    const char *message = pylog_record_message(record, NULL);
    if (counting->gate && message && !strcmp(message, "stay")) {
        atomic_store(&counting->entered, true);
        gate_pass(counting->gate);
    }
    if (counting->passes_to && message && !strcmp(message, "cross")) {
        atomic_store(&counting->entered, true);
        gate_pass(counting->gate);
        pylog_error(counting->passes_to, "passed on");
    }
    if (counting->milliseconds)
        sleep_milliseconds(counting->milliseconds);
    atomic_fetch_add(&counting->records, 1);
    return 0;
}

static int counting_flush(pylog_handler *handler) {
    struct counting *counting = pylog_handler_data(handler);
    atomic_fetch_add(&counting->flushes, 1);
    return 0;
}

static void counting_close(pylog_handler *handler) {
    (void)handler;
}

static const struct pylog_handler_ops counting_ops = {
    .name = "Counting", .emit = counting_emit, .flush = counting_flush, .close = counting_close
};

static pylog_handler *counting_on(pylog_logger *logger, struct counting *counting) {
    pylog_handler *handler = pylog_handler_new(&counting_ops, counting);
    pylog_logger_add_handler(logger, handler);
    return handler;
}

static unsigned long errors_of(const pylog_handler *handler) {
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    return (unsigned long)stats.errors;
}

static double seconds_since(int64_t start) {
    return (double)(pylog__port_monotonic() - start) / (double)second;
}

/* ---- One is stuck ---------------------------------------------------------------------------- */

enum { THREADS = 4, FIRST = 1, MORE = 50 };

static void *log_stay(void *unused) {
    pylog_error(NULL, "stay");
    return unused;
}

static _Atomic double longest_first, longest_next;

static void note_longest(_Atomic double *longest, double now) {
    double before = atomic_load(longest);
    while (now > before && !atomic_compare_exchange_weak(longest, &before, now)) {
    }
}

static void *log_beside(void *unused) {
    for (int i = 0; i < FIRST + MORE; i++) {
        int64_t start = pylog__port_monotonic();
        pylog_error(NULL, "go on");
        note_longest(i < FIRST ? &longest_first : &longest_next, seconds_since(start));
    }
    return unused;
}

static void check_other_calls(pylog_handler *handler) {
    int64_t start = pylog__port_monotonic();
    stress_check(pylog_handler_flush(handler) == -1 && errno == ETIMEDOUT, "flush gives up: %s", strerror(errno));
    stress_check(pylog_flush(0) == -1 && errno == ETIMEDOUT, "flushing all gives up: %s", strerror(errno));
    unsigned long errors = errors_of(handler);
    pylog_handler_close(handler);
    stress_check(errors_of(handler) == errors + 1, "close gives up, and counts it");
    stress_check(seconds_since(start) < 8, "all that at once: %.1f s", seconds_since(start));
}

/* With the patience that programs have. */
static int one_is_stuck(void *unused) {
    static struct gate gate = GATE_CLOSED;
    static struct counting stuck = { .gate = &gate }, other;
    (void)unused;
    pylog_handler *handler = counting_on(NULL, &stuck), *beside = counting_on(NULL, &other);
    pthread_t thread = start_thread(log_stay, NULL);
    while (!atomic_load(&stuck.entered))
        sleep_milliseconds(1);
    run_in_threads(THREADS, log_beside);
    const unsigned long calls = (unsigned long)THREADS * (FIRST + MORE);
    stress_check(longest_first > 9 && longest_first < 18, "the first wait: %.1f s",
                 longest_first);
    stress_check(longest_next < 8, "the next ones: %.1f s", longest_next);
    stress_check(other.records == calls, "the other handler has %u of %lu", other.records, calls);
    stress_check(stuck.records == 0 && errors_of(handler) == calls, "%lu errors of %lu", errors_of(handler), calls);
    check_other_calls(handler);
    gate_open(&gate);
    join_thread(thread);
    stress_check(stuck.records == 1 && other.records == calls + 1, "the one that was stuck is written");
    pylog_error(NULL, "again");
    stress_check(stuck.records == 2 && pylog_flush(0) == 0 && stuck.flushes, "afterwards all is as before");
    stress_figure("%lu calls beside a stuck handler: the first %.1f s, the next %.3f s at most", calls,
                  longest_first, longest_next);
    pylog_handler_unref(handler);
    pylog_handler_unref(beside);
    return stress_end();
}

/* ---- Two that log to each other -------------------------------------------------------------- */

static pylog_logger *loggers[2];

static void *log_across(void *number) {
    pylog_error(loggers[(size_t)number], "cross");
    return NULL;
}

static int two_log_to_each_other(void *unused) {
    static struct gate gate = GATE_CLOSED;
    static struct counting pair[2];
    pylog_handler *handlers[2];
    (void)unused;
    pylog__lock_patience = second / 2;
    loggers[0] = pylog_get_logger("a");
    loggers[1] = pylog_get_logger("b");
    for (int i = 0; i < 2; i++) {
        pair[i].gate = &gate;
        pair[i].passes_to = loggers[1 - i];
        handlers[i] = counting_on(loggers[i], &pair[i]);
    }
    pthread_t threads[2];
    for (size_t i = 0; i < 2; i++)
        threads[i] = start_thread(log_across, (void *)i);
    while (!atomic_load(&pair[0].entered) || !atomic_load(&pair[1].entered))
        sleep_milliseconds(1);
    int64_t start = pylog__port_monotonic();
    gate_open(&gate);
    for (size_t i = 0; i < 2; i++)
        join_thread(threads[i]);
    double lasted = seconds_since(start);
    unsigned long errors = errors_of(handlers[0]) + errors_of(handlers[1]);
    unsigned records = pair[0].records + pair[1].records;
    stress_check(lasted >= 0.4 && lasted < 8, "it ends after %.1f s", lasted);
    stress_check(errors >= 1 && records + errors == 4, "%u records, %lu errors", records, errors);
    for (int i = 0; i < 2; i++)
        pylog_handler_unref(handlers[i]);
    return stress_end();
}

/* ---- One that is slow ------------------------------------------------------------------------ */

static void *log_twice(void *unused) {
    pylog_error(NULL, "slow");
    pylog_error(NULL, "slow");
    return unused;
}

/* All together wait for several times as long as the patience is. */
static int a_slow_one_loses_nothing(void *unused) {
    static struct counting slow = { .milliseconds = 150 };
    (void)unused;
    pylog__lock_patience = 2 * second;
    pylog_handler *handler = counting_on(NULL, &slow);
    int64_t start = pylog__port_monotonic();
    run_in_threads(2 * THREADS * 2, log_twice);
    stress_check(slow.records == 4 * THREADS * 2 && !errors_of(handler), "%u records, %lu errors", slow.records,
                 errors_of(handler));
    stress_check(seconds_since(start) > 4, "it was slow: %.1f s", seconds_since(start));
    pylog_handler_unref(handler);
    return stress_end();
}

/* ---- All that takes a handler's lock --------------------------------------------------------- */

struct holding {
    pylog_handler *handler;
    struct gate may_go, held;
};

static void *hold_it(void *data) {
    struct holding *holding = data;
    pylog_handler_acquire(holding->handler);
    gate_open(&holding->held);
    gate_pass(&holding->may_go);
    pylog_handler_release(holding->handler);
    return NULL;
}

static void check_setters(pylog_handler *file, pylog_handler *memory, pylog_handler *stream, pylog_handler *socket) {
    stress_check(pylog_file_handler_reopen(file) == -1 && errno == ETIMEDOUT, "reopen gives up");
    stress_check(pylog_memory_handler_set_target(memory, file) == -1 && errno == ETIMEDOUT, "set_target gives up");
    stress_check(!pylog_stream_handler_set_stream(stream, stdout) && errno == ETIMEDOUT, "set_stream gives up");
    stress_check(pylog_socket_handler_set_buffer(socket, 100) == -1 && errno == ETIMEDOUT, "set_buffer gives up");
    errno = 0;
    pylog_socket_handler_set_timeout(socket, 2);
    stress_check(errno == ETIMEDOUT, "set_timeout gives up");
    stress_check(pylog_handler_acquire_within(file, 0) == -1 && errno == ETIMEDOUT, "acquire_within gives up");
}

static int setters_give_up(void *unused) {
    static const struct pylog_file_options delayed = { .delay = true };
    pylog_handler *handlers[] = { pylog_file_handler_new("stuck_handler.log", &delayed),
                                  pylog_memory_handler_new(10, NULL), pylog_stream_handler_new(stderr),
                                  pylog_socket_handler_new("localhost", 9) };
    static struct holding holding[4];
    pthread_t threads[4];
    (void)unused;
    pylog__lock_patience = second / 10;
    for (int i = 0; i < 4; i++) {
        holding[i] = (struct holding){ handlers[i], GATE_CLOSED, GATE_CLOSED };
        threads[i] = start_thread(hold_it, &holding[i]);
        gate_pass(&holding[i].held);
    }
    check_setters(handlers[0], handlers[1], handlers[2], handlers[3]);
    for (int i = 0; i < 4; i++) {
        gate_open(&holding[i].may_go);
        join_thread(threads[i]);
    }
    stress_check(pylog_stream_handler_set_stream(handlers[2], stdout) == stderr, "the stream had not changed");
    for (int i = 0; i < 4; i++)
        pylog_handler_unref(handlers[i]);
    return stress_end();
}

/* ---- Configurations -------------------------------------------------------------------------- */

static int configuring_beside_it(void *by_dict) {
    static struct gate gate = GATE_CLOSED;
    static struct counting stuck = { .gate = &gate };
    pylog_handler *handler = counting_on(NULL, &stuck);
    pthread_t thread = start_thread(log_stay, NULL);
    while (!atomic_load(&stuck.entered))
        sleep_milliseconds(1);
    int64_t start = pylog__port_monotonic();
    const struct pylog_config config = { .filename = "stuck_handler.log", .force = true };
    int result = by_dict ? pylog_dict_config("{\"version\": 1, \"handlers\": {\"f\": {\"class\": \"logging.FileHandler\","
                                             " \"filename\": \"stuck_handler.log\", \"mode\": \"w\"}},"
                                             " \"root\": {\"handlers\": [\"f\"]}}")
                         : pylog_basic_config(&config);
    double lasted = seconds_since(start);
    stress_check(result == 0 && lasted < 30, "configured: %d after %.1f s", result, lasted);
    start = pylog__port_monotonic();
    pylog_error(NULL, "new");
    stress_check(seconds_since(start) < 8, "the new configuration does not wait");
    gate_open(&gate);
    join_thread(thread);
    pylog_handler_unref(handler);
    return stress_end();
}

/* Each in a program of its own: ThreadSanitizer does not know locks that are made anew in a child of fork. */
int main(int count, char **arguments) {
    static char yes;
    static const struct trial {
        const char *name;
        int (*run)(void *data);
        void *data;
        double bound; /* seconds */
    } trials[] = {
        { "one is stuck", one_is_stuck, NULL, 40 },
        { "two log to each other", two_log_to_each_other, NULL, 20 },
        { "a slow one loses nothing", a_slow_one_loses_nothing, NULL, 60 },
        { "setters give up", setters_give_up, NULL, 20 },
        { "pylog_dict_config", configuring_beside_it, &yes, 60 },
        { "pylog_basic_config", configuring_beside_it, NULL, 60 },
    };
    enum { TRIALS = sizeof trials / sizeof *trials };
    int children[TRIALS];
    pylog_set_raise_exceptions(false);
    if (count > 1) {
        const struct trial *trial = &trials[(size_t)atoi(arguments[1]) % TRIALS];
        return trial->run(trial->data);
    }
    for (size_t i = 0; i < TRIALS; i++) {
        children[i] = (int)fork();
        if (children[i])
            continue;
        char number[16];
        snprintf(number, sizeof number, "%zu", i);
        execl(arguments[0], arguments[0], number, (char *)NULL);
        _exit(127);
    }
    for (size_t i = 0; i < TRIALS; i++) {
        struct stress_end end = stress_wait_for(children[i], trials[i].bound);
        stress_check(!end.hung && end.status == 0, "%s: %s, status %d after %.1f s", trials[i].name,
                     end.hung ? "hung" : "ended", end.status, end.seconds);
        printf("%s: %.1f s\n", trials[i].name, end.seconds);
    }
    remove("stuck_handler.log");
    return stress_end();
}
