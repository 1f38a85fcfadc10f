/* A queue that is full: who waits, what is dropped, how that is counted and
 * told. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <queues.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CAPACITY = 4096 };

static const struct fixture fixture = { .seconds = 30 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct pylog_queue_stats stats_of(const struct queued *queued) {
    struct pylog_queue_stats stats;
    pylog_queue_get_stats(queued->queue, &stats);
    return stats;
}

static atomic_size_t reports;
static char noted[128];

static void note_report(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    (void)handler, (void)record, (void)data;
    snprintf(noted, sizeof noted, "%d %s", error, text);
    atomic_fetch_add(&reports, 1);
}

/* A capturing handler behind a gate, which is closed; the listener is at work
 * on a first record, "stuck", that waits there, if `started`. */
static struct stuck gated;

static struct queued begin(const struct pylog_queue_options *options, bool started) {
    gated = (struct stuck){ .gate = GATE_CLOSED, .target = capture_new("%(message)s") };
    struct queued queued = queued_with(options, stuck_new(&gated));
    atomic_store(&reports, 0);
    pylog_handler_set_error_callback(queued.handler, note_report, NULL);
    if (started) {
        assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
        pylog_info(NULL, "stuck");
        wait_until(&gated.entered, 1);
    }
    return queued;
}

static const char *finish(struct queued *queued) {
    gate_open(&gated.gate);
    pylog_queue_listener_stop(queued->listener);
    return capture_text(gated.target);
}

/* ---- Blocking
 * --------------------------------------------------------------------------------
 */

static void a_full_queue_that_nobody_reads_is_an_error_and_no_wait(void **state) {
    int put = 0;
    (void)state;
    struct queued queued = begin(&(struct pylog_queue_options){ .capacity = CAPACITY }, false);
    for (; !atomic_load(&reports); put++)
        pylog_info(NULL, "%d", put);
    put--;
    char expected[128];
    snprintf(expected, sizeof expected, "%d the queue is full, and nobody takes records from it", EAGAIN);
    assert_string_equal(noted, expected);
    assert_int_equal(stats_of(&queued).put, put);
    assert_true(put > CAPACITY / 80 && put < CAPACITY / 32);
    pylog_handler_set_error_callback(queued.handler, NULL, NULL);
    capture_stderr_begin();
    pylog_info(NULL, "%d on stderr", put);
    char *text = capture_stderr_end();
    assert_non_null(strstr(text, "queue.Full: the queue is full, and nobody takes records from it\n"));
    free(text);
    gate_open(&gated.gate);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_int_equal(stats_of(&queued).taken, put);
    queued_end(&queued);
}

static void *log_many(void *number) {
    for (int i = 0; i < 200; i++)
        pylog_info(NULL, "%d %d", (int)(uintptr_t)number, i);
    return NULL;
}

static void blocked_threads_are_woken_and_lose_nothing(void **state) {
    enum { THREADS = 3 };
    pthread_t threads[THREADS];
    char line[32];
    (void)state;
    struct queued queued = begin(&(struct pylog_queue_options){ .capacity = CAPACITY }, true);
    for (int i = 0; i < THREADS; i++)
        threads[i] = start_thread(log_many, (void *)(uintptr_t)i);
    wait_until_blocked(queued.queue, THREADS);
    gate_open(&gated.gate);
    for (int i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    const char *text = finish(&queued);
    assert_int_equal(stats_of(&queued).put, 1 + THREADS * 200);
    assert_int_equal(stats_of(&queued).taken, 1 + THREADS * 200);
    assert_int_equal(stats_of(&queued).dropped, 0);
    for (int i = 0; i < THREADS; i++) {
        const char *at = text;
        for (int n = 0; n < 200; n++) {
            snprintf(line, sizeof line, "\n%d %d\n", i, n);
            at = strstr(at, line);
            assert_non_null(at);
        }
    }
    queued_end(&queued);
}

static void after_the_time_out_a_record_is_dropped_and_told(void **state) {
    int put = 0;
    (void)state;
    struct queued queued =
        begin(&(struct pylog_queue_options){ .capacity = CAPACITY, .timeout = 0.02 }, true);
    while (!stats_of(&queued).dropped) {
        double start = now();
        pylog_info(NULL, "%d", put++);
        assert_true(stats_of(&queued).dropped || now() - start < 10);
        assert_true(!stats_of(&queued).dropped || now() - start >= 0.019);
    }
    assert_int_equal(stats_of(&queued).blocked, 1);
    assert_int_equal(atomic_load(&reports), 0);
    const char *text = finish(&queued);
    assert_int_equal(stats_of(&queued).put, put);
    assert_non_null(strstr(text, "\n1 record dropped\n"));
    queued_end(&queued);
}

static void *open_soon(void *gate) {
    sleep_milliseconds(20);
    gate_open(gate);
    return NULL;
}

static void within_the_time_out_a_record_waits_for_its_place(void **state) {
    (void)state;
    struct queued queued = begin(&(struct pylog_queue_options){ .capacity = CAPACITY, .timeout = 20 }, true);
    pthread_t opener = start_thread(open_soon, &gated.gate);
    log_many(NULL);
    join_thread(opener);
    finish(&queued);
    assert_int_equal(stats_of(&queued).dropped, 0);
    assert_int_equal(stats_of(&queued).taken, 201);
    assert_true(stats_of(&queued).blocked > 0);
    queued_end(&queued);
}

static void *log_until_told(void *data) {
    while (!atomic_load(&reports))
        pylog_info(NULL, "blocked");
    return data;
}

static void a_blocked_thread_is_told_when_the_listener_is_given_up(void **state) {
    (void)state;
    gated = (struct stuck){ .gate = GATE_CLOSED, .target = capture_new("%(message)s") };
    struct queued queued =
        queued_with(&(struct pylog_queue_options){ .capacity = CAPACITY }, stuck_new(&gated));
    pylog_queue_listener_free(queued.listener);
    queued.listener =
        pylog_queue_listener_new(queued.queue, (pylog_handler *[]){ queued.capture, NULL },
                                 &(struct pylog_queue_listener_options){ .stop_timeout = 0.02 });
    atomic_store(&reports, 0);
    pylog_handler_set_error_callback(queued.handler, note_report, NULL);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    pthread_t thread = start_thread(log_until_told, NULL);
    wait_until_blocked(queued.queue, 1);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), -1);
    assert_int_equal(errno, ETIMEDOUT);
    join_thread(thread);
    gate_open(&gated.gate);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    queued_end(&queued);
}

static struct queued *read_by_hand;

static void *read_all(void *data) {
    struct pylog_record *record;
    while ((record = pylog_queue_get(read_by_hand->queue, 10)) != NULL) {
        bool last = strcmp(pylog_record_message(record, NULL), "last") == 0;
        pylog_record_free(record);
        if (last)
            break;
    }
    return data;
}

static void who_reads_the_queue_by_hand_makes_room_as_well(void **state) {
    (void)state;
    struct queued queued = queued_begin(&(struct pylog_queue_options){ .capacity = CAPACITY }, NULL);
    read_by_hand = &queued;
    pylog_info(NULL, "first");
    pthread_t reader = start_thread(read_all, NULL);
    while (stats_of(&queued).taken < 1) /* from then on it is known as a reader */
        sleep_milliseconds(1);
    for (int i = 0; i < 10; i++)
        log_many(NULL);
    pylog_info(NULL, "last");
    join_thread(reader);
    assert_int_equal(stats_of(&queued).taken, 2002);
    assert_int_equal(stats_of(&queued).dropped, 0);
    queued_end(&queued);
}

/* ---- Dropping
 * --------------------------------------------------------------------------------
 */

static void drops_the_newest(void **state) {
    char expected[16384] = "stuck\n", line[32];
    (void)state;
    struct queued queued =
        begin(&(struct pylog_queue_options){ .capacity = CAPACITY, .overflow = PYLOG_DROP_NEWEST }, true);
    for (int i = 0; i < 200; i++)
        pylog_info(NULL, "%d", i);
    size_t kept = (size_t)stats_of(&queued).put - 1;
    assert_true(kept > 20 && kept < 150);
    assert_int_equal(stats_of(&queued).dropped, 200 - kept);
    for (size_t i = 0; i < kept; i++) {
        snprintf(line, sizeof line, "%zu\n", i);
        strcat(expected, line);
    }
    snprintf(line, sizeof line, "%zu records dropped\n", 200 - kept);
    strcat(expected, line);
    assert_string_equal(finish(&queued), expected);
    assert_int_equal(stats_of(&queued).taken, 1 + kept);
    assert_int_equal(stats_of(&queued).blocked, 0);
    queued_end(&queued);
}

static void drops_the_oldest(void **state) {
    char expected[16384] = "stuck\n", line[32];
    (void)state;
    struct queued queued =
        begin(&(struct pylog_queue_options){ .capacity = CAPACITY, .overflow = PYLOG_DROP_OLDEST }, true);
    for (int i = 0; i < 200; i++)
        pylog_info(NULL, "%d", i);
    size_t dropped = (size_t)stats_of(&queued).dropped;
    assert_int_equal(stats_of(&queued).put, 201);
    assert_true(dropped > 50 && dropped < 180);
    for (size_t i = dropped; i < 200; i++) {
        snprintf(line, sizeof line, "%zu\n", i);
        strcat(expected, line);
    }
    snprintf(line, sizeof line, "%zu records dropped\n", dropped);
    strcat(expected, line);
    assert_string_equal(finish(&queued), expected);
    assert_int_equal(stats_of(&queued).taken + dropped, 201);
    queued_end(&queued);
}

static void the_newest_is_kept_however_large(void **state) {
    char large[3 * CAPACITY];
    (void)state;
    memset(large, 'x', sizeof large);
    struct queued queued =
        begin(&(struct pylog_queue_options){ .capacity = CAPACITY, .overflow = PYLOG_DROP_OLDEST }, true);
    for (int i = 0; i < 200; i++)
        pylog_info(NULL, "%.*s%d", i % 3 ? i % 700 : (int)sizeof large, large, i);
    const char *text = finish(&queued);
    assert_non_null(strstr(text, "x199\n"));
    struct pylog_queue_stats stats = stats_of(&queued);
    assert_int_equal(stats.put, 201);
    assert_int_equal(stats.taken + stats.dropped, 201);
    queued_end(&queued);
}

static void names_that_are_dropped_with_their_records_are_not_mixed_up(void **state) {
    char name[32], last[64] = "";
    (void)state;
    struct queued queued =
        begin(&(struct pylog_queue_options){ .capacity = CAPACITY, .overflow = PYLOG_DROP_OLDEST }, true);
    pylog_handler_set_format(gated.target, "%(threadName)s %(message)s", NULL);
    for (int i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "name %d", i);
        pylog_set_thread_name(name);
        pylog_info(NULL, "of %d", i);
    }
    const char *text = strchr(finish(&queued), '\n') + 1;
    size_t lines = 0;
    int named, numbered;
    for (; sscanf(text, "name %d of %d\n", &named, &numbered) == 2; text = strchr(text, '\n') + 1, lines++) {
        assert_int_equal(named, numbered);
        snprintf(last, sizeof last, "%d", numbered);
    }
    assert_string_equal(last, "199");
    assert_int_equal(lines, stats_of(&queued).taken - 1);
    queued_end(&queued);
}

static void drop_below_a_level_in(size_t capacity) {
    struct queued queued = begin(
        &(struct pylog_queue_options){ .capacity = capacity, .overflow = PYLOG_DROP_BELOW, .timeout = 0.01 },
        true);
    size_t infos = capacity / 20;
    for (size_t i = 0; i < infos; i++)
        pylog_info(NULL, "info");
    uint64_t put = stats_of(&queued).put, dropped = stats_of(&queued).dropped;
    assert_int_equal(put + dropped, infos + 1);
    assert_int_equal(stats_of(&queued).blocked, 0);
    uint64_t warnings = 0;
    while (++warnings < 4) { /* one that goes in does not let the others in */
        pylog_warning(NULL, "warning");
        pylog_info(NULL, "info");
        assert_int_equal(stats_of(&queued).put, put + warnings);
        assert_int_equal(stats_of(&queued).dropped, ++dropped);
    }
    while (stats_of(&queued).dropped == dropped) { /* until it is full to the brim */
        pylog_warning(NULL, "more");
        warnings++;
    }
    assert_int_equal(stats_of(&queued).blocked, 1);
    assert_true(warnings > put / 4 && warnings < put / 2); /* a quarter of the ring, and the others three */
    pylog_error(NULL, "error");
    assert_int_equal(stats_of(&queued).dropped, dropped + 2);
    assert_non_null(strstr(finish(&queued), "records dropped\n"));
    queued_end(&queued);
}

static void drops_what_is_below_a_level_when_three_quarters_are_full(void **state) {
    (void)state;
    drop_below_a_level_in(CAPACITY);
    pylog__reset();
    drop_below_a_level_in((size_t)16 * CAPACITY);
}

static void the_level_below_which_is_dropped_may_be_another(void **state) {
    (void)state;
    struct queued queued = begin(&(struct pylog_queue_options){ .capacity = CAPACITY,
                                                                .overflow = PYLOG_DROP_BELOW,
                                                                .drop_level = PYLOG_CRITICAL,
                                                                .timeout = 0.01 },
                                 true);
    for (int i = 0; i < 200; i++)
        pylog_error(NULL, "error");
    uint64_t put = stats_of(&queued).put;
    pylog_error(NULL, "error");
    assert_int_equal(stats_of(&queued).put, put);
    pylog_critical(NULL, "critical");
    assert_int_equal(stats_of(&queued).put, put + 1);
    finish(&queued);
    queued_end(&queued);
}

static void each_gap_is_told_once(void **state) {
    char expected[64];
    (void)state;
    struct queued queued =
        begin(&(struct pylog_queue_options){ .capacity = CAPACITY, .overflow = PYLOG_DROP_NEWEST }, true);
    pylog_handler_set_format(gated.target, "%(levelname)s:%(name)s:%(message)s", NULL);
    uint64_t told = 0;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 200; i++)
            pylog_info(NULL, "%d", i);
        uint64_t dropped = stats_of(&queued).dropped - told;
        told += dropped;
        gate_open(&gated.gate);
        assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
        snprintf(expected, sizeof expected, "\nWARNING:pylog:%llu records dropped\n",
                 (unsigned long long)dropped);
        char *found = strstr(capture_text(gated.target), expected);
        assert_non_null(found);
        assert_string_equal(found, expected); /* at the end */
        capture_clear(gated.target);
        gate_close(&gated.gate);
        assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
        size_t entered = atomic_load(&gated.entered);
        pylog_info(NULL, "stuck");
        wait_until(&gated.entered, entered + 1);
    }
    finish(&queued);
    queued_end(&queued);
}

static void who_reads_by_hand_is_told_as_well(void **state) {
    struct pylog_record *record;
    (void)state;
    struct queued queued = queued_begin(
        &(struct pylog_queue_options){ .capacity = CAPACITY, .overflow = PYLOG_DROP_NEWEST }, NULL);
    for (int i = 0; i < 300; i++)
        pylog_info(NULL, "%d", i);
    uint64_t put = stats_of(&queued).put, told = 0, read = 0;
    while ((record = pylog_queue_get(queued.queue, PYLOG_NO_WAIT)) != NULL) {
        if (strcmp(record->name, "pylog") == 0)
            told = strtoull(pylog_record_message(record, NULL), NULL, 10);
        else
            read++;
        pylog_record_free(record);
    }
    assert_int_equal(read, put);
    assert_int_equal(told, 300 - put);
    queued_end(&queued);
}

/* ---- Under way
 * -------------------------------------------------------------------------------
 */

enum { WRITERS = 4 };
static size_t records_per_thread;

static void *flood(void *number) {
    char text[LINE_SIZE], name[32];
    for (size_t i = 0; i < records_per_thread; i++) {
        compose_line(text, (size_t)(uintptr_t)number, i, 300);
        if (i % 64 == 0) {
            snprintf(name, sizeof name, "thread %zu", i);
            pylog_set_thread_name(name);
        }
        if (i % 100 == 0)
            pylog_log_text(NULL, PYLOG_INFO, NULL, text, strlen(text));
        else
            pylog_info(NULL, "%s", text);
    }
    return NULL;
}

/* Each record is there whole and in its order, or it is counted. */
static void whatever_is_dropped_the_counts_are_exact(void **state) {
    (void)state;
    records_per_thread = 2000 * test_scale();
    for (int overflow = PYLOG_BLOCK; overflow <= PYLOG_DROP_BELOW; overflow++) {
        struct queued queued = queued_begin(
            &(struct pylog_queue_options){ .capacity = 8192, .overflow = (enum pylog_overflow)overflow },
            "%(message)s");
        assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
        run_in_threads(WRITERS, flood);
        assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
        struct pylog_queue_stats stats = stats_of(&queued);
        size_t all = WRITERS * records_per_thread, lines = 0, told = 0;
        size_t next[WRITERS] = { 0 };
        char expected[LINE_SIZE];
        for (const char *at = capture_text(queued.capture); *at; at = strchr(at, '\n') + 1) {
            char *after;
            if (*at == '<') {
                size_t writer = strtoul(at + 1, &after, 10), number = strtoul(after, NULL, 10);
                assert_true(writer < WRITERS && number >= next[writer]);
                next[writer] = number + 1;
                compose_line(expected, writer, number, 300);
                assert_memory_equal(at, expected, strlen(expected));
                lines++;
            } else {
                told += strtoull(at, NULL, 10);
            }
        }
        assert_int_equal(lines, stats.taken);
        assert_int_equal(lines + stats.dropped, all);
        assert_int_equal(told, stats.dropped);
        if (overflow == PYLOG_BLOCK)
            assert_int_equal(stats.dropped, 0);
        queued_end(&queued);
    }
}

static const struct CMUnitTest tests[] = {
    TEST(a_full_queue_that_nobody_reads_is_an_error_and_no_wait),
    TEST(blocked_threads_are_woken_and_lose_nothing),
    TEST(after_the_time_out_a_record_is_dropped_and_told),
    TEST(within_the_time_out_a_record_waits_for_its_place),
    TEST(a_blocked_thread_is_told_when_the_listener_is_given_up),
    TEST(who_reads_the_queue_by_hand_makes_room_as_well),
    TEST(drops_the_newest),
    TEST(drops_the_oldest),
    TEST(the_newest_is_kept_however_large),
    TEST(names_that_are_dropped_with_their_records_are_not_mixed_up),
    TEST(drops_what_is_below_a_level_when_three_quarters_are_full),
    TEST(the_level_below_which_is_dropped_may_be_another),
    TEST(each_gap_is_told_once),
    TEST(who_reads_by_hand_is_told_as_well),
    TEST(whatever_is_dropped_the_counts_are_exact),
};
TEST_MAIN
