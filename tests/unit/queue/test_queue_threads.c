/* Queues among threads that come and go, while listeners, handlers and processes change. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <queue/queue.h>
#include <queues.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char path[] = "queue_threads.log";

static int set_up(void) {
    remove(path);
    return 0;
}

static int clean_up(void) {
    remove(path);
    return 0;
}

static const struct fixture fixture = { .seconds = 40, .set_up = set_up, .clean_up = clean_up };

/* ---- Threads that end ------------------------------------------------------------------------ */

static void *log_once(void *number) {
    pylog_info(NULL, "from %zu", (size_t)(uintptr_t)number);
    return NULL;
}

static void a_thread_that_ends_leaves_its_records(void **state) {
    char expected[1024] = "", line[32];
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    for (size_t i = 0; i < 20; i++) {
        join_thread(start_thread(log_once, (void *)(uintptr_t)i));
        snprintf(line, sizeof line, "from %zu\n", i);
        strcat(expected, line);
    }
    assert_string_equal(queued_text(&queued), expected);
    queued_end(&queued);
}

static void names_stay_with_the_records_when_a_channel_is_used_again(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, "%(threadName)s");
    pylog_set_thread_name("test");
    pylog_info(NULL, "x");
    for (size_t i = 0; i < 3; i++)
        join_thread(start_thread(log_once, NULL));
    pylog_info(NULL, "x");
    int first, second, third;
    assert_int_equal(
        sscanf(queued_text(&queued), "test\nThread-%d\nThread-%d\nThread-%d\ntest", &first, &second, &third),
        3);
    assert_true(second == first + 1 && third == first + 2);
    queued_end(&queued);
}

static size_t bytes_after(size_t threads) {
    for (size_t i = 0; i < threads; i++)
        join_thread(start_thread(log_once, (void *)(uintptr_t)i));
    assert_int_equal(pylog_flush(0), 0);
    return failing_allocator_bytes();
}

static void a_thousand_short_threads_do_not_grow_memory(void **state) {
    (void)state;
    failing_allocator_begin();
    struct queued queued = queued_with(NULL, pylog_null_handler_new());
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    size_t few = bytes_after(10);
    size_t many = bytes_after(1000);
    assert_true(many < few + 2000); /* the listener's thread may be anywhere */
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_string_equal(queued_counts(&queued), "1010 1010 0 0");
    queued_end(&queued);
    failing_allocator_end();
}

/* Of the channels of threads that have ended two are kept, for others. */
static void *log_when_all_are_there(void *barrier) {
    pthread_barrier_wait(barrier);
    pylog_info(NULL, "x");
    pthread_barrier_wait(barrier);
    return NULL;
}

static void channels_of_threads_that_ended_are_given_back(void **state) {
    enum { AT_ONCE = 5, KEPT = 2 };
    pthread_t threads[AT_ONCE];
    pthread_barrier_t barrier;
    size_t bytes = 0;
    (void)state;
    pthread_barrier_init(&barrier, NULL, AT_ONCE);
    failing_allocator_begin();
    struct queued queued = queued_begin(NULL, NULL);
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < AT_ONCE; i++)
            threads[i] = start_thread(log_when_all_are_there, &barrier);
        for (int i = 0; i < AT_ONCE; i++)
            join_thread(threads[i]);
        queued_text(&queued);
        capture_clear(queued.capture);
        if (round == 1)
            bytes = failing_allocator_bytes();
        if (round > 1)
            assert_true(failing_allocator_bytes() < bytes + 2000);
    }
    assert_true(bytes > KEPT * 256 * 1024 && bytes < (KEPT + 1) * 256 * 1024);
    assert_string_equal(queued_counts(&queued), "25 25 0 0"); /* what they have counted is not forgotten */
    queued_end(&queued);
    failing_allocator_end();
    pthread_barrier_destroy(&barrier);
}

static pthread_key_t key;

static void log_from_a_destructor(void *rounds) {
    size_t left = (size_t)(uintptr_t)rounds;
    pylog_info(NULL, "destructor %zu", left);
    if (left > 1)
        pthread_setspecific(key, (void *)(uintptr_t)(left - 1));
}

static void *log_and_end(void *data) {
    pthread_setspecific(key, (void *)(uintptr_t)3);
    pylog_info(NULL, "thread");
    return data;
}

/* Some of these come after the library has seen the thread end. */
static void destructors_of_threads_may_log(void **state) {
    (void)state;
    pthread_key_create(&key, log_from_a_destructor);
    struct queued queued = queued_begin(NULL, NULL);
    for (int i = 0; i < 3; i++)
        join_thread(start_thread(log_and_end, NULL));
    const char *text = queued_text(&queued);
    for (int i = 0; i < 3; i++) {
        static const char once[] = "thread\ndestructor 3\ndestructor 2\ndestructor 1\n";
        assert_memory_equal(text, once, sizeof once - 1);
        text += sizeof once - 1;
    }
    join_thread(start_thread(log_and_end, NULL));
    queued_end(&queued); /* the queue goes after its threads */
    pthread_key_delete(key);
}

static void queues_may_go_before_their_threads(void **state) {
    (void)state;
    for (int i = 0; i < 30; i++) {
        struct queued one = queued_begin(NULL, NULL), two = queued_begin(NULL, NULL);
        pylog_info(NULL, "%d", i);
        join_thread(start_thread(log_once, NULL));
        queued_end(i % 2 ? &one : &two);
        pylog_info(NULL, "%d", i);
        queued_end(i % 2 ? &two : &one);
    }
}

static struct stuck gated;

static void *log_until_canceled(void *data) {
    for (;;)
        pylog_info(NULL, "more");
    return data;
}

static void *exit_the_process(void *queue) {
    wait_until_blocked(queue, 1);
    _exit(0);
}

static void the_process_may_end_while_a_thread_is_blocked(void **state) {
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        gated = (struct stuck){ .gate = GATE_CLOSED };
        struct queued queued =
            queued_with(&(struct pylog_queue_options){ .capacity = 1024 }, stuck_new(&gated));
        pylog_queue_listener_start(queued.listener);
        start_thread(exit_the_process, queued.queue);
        log_until_canceled(NULL);
    }
    assert_int_equal(wait_for_child(child), 0);
}

/* ---- Many records ---------------------------------------------------------------------------- */

enum { WRITERS = 4, LONGEST = 200 };
static size_t lines_per_writer;

static void *write_lines(void *writer) {
    char text[LINE_SIZE];
    for (size_t i = 0; i < lines_per_writer; i++) {
        compose_line(text, (size_t)(uintptr_t)writer, i, LONGEST);
        pylog_info(NULL, "%s", text);
    }
    return NULL;
}

/* All are there, whole, once, and those of each writer in order. */
static void assert_complete(const char *file, size_t writers) {
    size_t next[16] = { 0 };
    struct tally tally = tally_new(writers, lines_per_writer, LONGEST);
    tally_file(&tally, file);
    assert_int_equal(tally.torn, 0);
    assert_int_equal(tally.twice, 0);
    assert_int_equal(tally_missing(&tally), 0);
    tally_free(&tally);
    char *text = read_whole_file(file);
    for (char *at = strchr(text, '<'); at; at = strchr(at, '<')) {
        size_t writer = strtoul(at + 1, &at, 10);
        assert_int_equal(strtoul(at, &at, 10), next[writer]++);
    }
    free(text);
}

static void lose_nothing_with(enum pylog_clock clock, bool barrier) {
    remove(path);
    struct queued queued = queued_with(&(struct pylog_queue_options){ .capacity = 16384, .clock = clock },
                                       pylog_file_handler_new(path, NULL));
    queued.queue->barrier &= barrier;
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    run_in_threads(WRITERS, write_lines);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    queued_end(&queued);
    assert_complete(path, WRITERS);
}

static void many_threads_lose_nothing_and_keep_their_order(void **state) {
    (void)state;
    lines_per_writer = 5000 * test_scale();
    lose_nothing_with(PYLOG_CLOCK_REALTIME, true);
    lose_nothing_with(PYLOG_CLOCK_TSC, true);
}

static void without_a_barrier_of_the_port_it_is_no_different(void **state) {
    (void)state;
    lines_per_writer = 5000 * test_scale();
    pylog__sections_use_barrier(false); /* nor have log calls one, then */
    lose_nothing_with(PYLOG_CLOCK_REALTIME, false);
    struct queued queued = queued_begin(NULL, NULL);
    queued.queue->barrier = false;
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    for (int i = 0; i < 10; i++) {
        sleep_milliseconds(3); /* it sleeps, and is woken */
        pylog_info(NULL, "%d", i);
        assert_int_equal(pylog_flush(10), 0);
    }
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_int_equal(capture_count(queued.capture), 10);
    queued_end(&queued);
    pylog__sections_use_barrier(true);
}

/* ---- Everything at once ---------------------------------------------------------------------- */

static atomic_bool over;
static struct queued busy;

static void *start_and_stop(void *data) {
    while (!atomic_load(&over)) {
        pylog_queue_listener_stop(busy.listener);
        pylog_queue_listener_start(busy.listener);
    }
    return data;
}

static void *change_handlers(void *data) {
    while (!atomic_load(&over)) {
        pylog_handler *other = pylog_null_handler_new();
        pylog_logger_add_handler(NULL, other);
        pylog_handler_set_format(other, "%(asctime)s", NULL);
        pylog_logger_remove_handler(NULL, other);
        pylog_handler_unref(other);
        struct queued second =
            queued_begin(&(struct pylog_queue_options){ .overflow = PYLOG_DROP_NEWEST }, NULL);
        pylog_queue_listener_start(second.listener);
        queued_end(&second);
    }
    return data;
}

static void *log_elsewhere(void *data) {
    pylog_info(pylog_get_logger("elsewhere"), "x");
    return data;
}

static void *begin_and_end_threads(void *data) {
    while (!atomic_load(&over))
        join_thread(start_thread(log_elsewhere, NULL));
    return data;
}

static void *fork_children(void *data) {
    while (!atomic_load(&over) && allocator_survives_fork()) {
        pid_t child = fork();
        if (child == 0)
            _exit(0);
        wait_for_child(child);
        sleep_milliseconds(1);
    }
    return data;
}

/* The queue holds all that may be put while no listener is there: one thread after the other may have the
 * same channel. */
static void disturb(void) {
    static void *(*const disturbances[])(void *data) = { start_and_stop, change_handlers,
                                                         begin_and_end_threads, fork_children };
    enum { DISTURBANCES = sizeof disturbances / sizeof *disturbances };
    pthread_t threads[DISTURBANCES];
    lines_per_writer = 1000;
    atomic_store(&over, false);
    busy =
        queued_with(&(struct pylog_queue_options){ .capacity = 1 << 22 }, pylog_file_handler_new(path, NULL));
    pylog_logger_set_propagate(pylog_get_logger("elsewhere"), true);
    pylog_filter *lines_alone = pylog_filter_new("root");
    pylog_handler_add_filter(busy.capture, lines_alone);
    pylog_filter_unref(lines_alone);
    assert_int_equal(pylog_queue_listener_start(busy.listener), 0);
    for (size_t i = 0; i < DISTURBANCES; i++)
        threads[i] = start_thread(disturbances[i], NULL);
    run_in_threads(WRITERS, write_lines);
    atomic_store(&over, true);
    for (size_t i = 0; i < DISTURBANCES; i++)
        join_thread(threads[i]);
    pylog_queue_listener_stop(busy.listener);
    pylog_queue_listener_start(busy.listener);
    pylog_queue_listener_stop(busy.listener);
    struct pylog_queue_stats stats;
    pylog_queue_get_stats(busy.queue, &stats);
    assert_int_equal(stats.put, stats.taken);
    queued_end(&busy);
    assert_complete(path, WRITERS);
}

static void nothing_is_lost_while_everything_changes(void **state) {
    (void)state;
    for (size_t i = 0; i < test_scale(); i++) {
        remove(path);
        disturb();
    }
}

static const struct CMUnitTest tests[] = {
    TEST(a_thread_that_ends_leaves_its_records),
    TEST(names_stay_with_the_records_when_a_channel_is_used_again),
    TEST(a_thousand_short_threads_do_not_grow_memory),
    TEST(channels_of_threads_that_ended_are_given_back),
    TEST(destructors_of_threads_may_log),
    TEST(queues_may_go_before_their_threads),
    TEST(the_process_may_end_while_a_thread_is_blocked),
    TEST(many_threads_lose_nothing_and_keep_their_order),
    TEST(without_a_barrier_of_the_port_it_is_no_different),
    TEST(nothing_is_lost_while_everything_changes),
};
TEST_MAIN
