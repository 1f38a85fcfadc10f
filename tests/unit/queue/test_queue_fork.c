/* Queues and forks: the child begins with an empty queue and a listener of its own, and the parent loses
 * nothing. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <files.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <queues.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char path[] = "queue_fork.log", childs_path[] = "queue_fork_child.log";

static int set_up(void) {
    remove(path);
    remove(childs_path);
    return 0;
}

static int clean_up(void) {
    remove(path);
    remove(childs_path);
    return 0;
}

static const struct fixture fixture = { .seconds = 40, .set_up = set_up, .clean_up = clean_up };

/* In the child: end with a status that says which condition failed, without running what belongs to the
 * parent. */
static void require(bool condition, int number) {
    if (!condition)
        _exit(number);
}

static void put_some(const char *text, int count) {
    for (int i = 0; i < count; i++)
        pylog_info(NULL, "%s %d", text, i);
}

/* What put_some puts, `name` alone in a line of "%(message)s". */
static void expect_some(char *out, const char *text, int count) {
    char line[64];
    for (int i = 0; i < count; i++) {
        snprintf(line, sizeof line, "%s %d\n", text, i);
        strcat(out, line);
    }
}

/* ---- What is in the queue -------------------------------------------------------------------- */

static void the_child_begins_with_an_empty_queue(void **state) {
    char expected[4096] = "";
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    put_some("parent", 20);
    char large[300000];
    memset(large, 'x', sizeof large);
    pylog_info(NULL, "%.*s", (int)sizeof large, large); /* by the heap */
    pid_t child = fork();
    if (child == 0) {
        must_end_within(20);
        require(!pylog_queue_get(queued.queue, PYLOG_NO_WAIT), 1);
        require(strcmp(queued_counts(&queued), "0 0 0 0") == 0, 2);
        put_some("child", 3);
        require(strcmp(queued_text(&queued), "child 0\nchild 1\nchild 2\n") == 0, 3);
        require(strcmp(queued_counts(&queued), "3 3 0 0") == 0, 4);
        queued_end(&queued);
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    expect_some(expected, "parent", 20);
    const char *text = queued_text(&queued);
    assert_memory_equal(text, expected, strlen(expected));
    assert_int_equal(strlen(text), strlen(expected) + sizeof large + 1);
    queued_end(&queued);
}

static void the_childs_listener_starts_with_its_first_record(void **state) {
    char expected[8192] = "";
    (void)state;
    struct queued queued = queued_with(NULL, pylog_file_handler_new(path, NULL));
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    put_some("before", 50);
    assert_int_equal(pylog_flush(0), 0);
    for (int i = 0; i < 3; i++) {
        pid_t child = fork();
        if (child == 0) {
            must_end_within(20);
            put_some("child", 50);
            require(pylog_flush(0) == 0, 1);
            put_some("child again", 50);
            pylog_shutdown();
            put_some("child after shutdown", 2);
            _exit(0);
        }
        assert_int_equal(wait_for_child(child), 0);
        put_some("parent", 50);
        assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
        assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    }
    queued_end(&queued);
    expect_some(expected, "before", 50);
    for (int i = 0; i < 3; i++) {
        expect_some(expected, "child", 50);
        expect_some(expected, "child again", 50);
        expect_some(expected, "child after shutdown", 2);
        expect_some(expected, "parent", 50);
    }
    files_assert(path, expected);
}

static void a_listener_that_was_not_started_is_not_started_in_the_child(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pid_t child = fork();
    if (child == 0) {
        must_end_within(20);
        put_some("child", 2);
        sleep_milliseconds(20);
        require(strcmp(queued_counts(&queued), "2 0 0 0") == 0, 1);
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    queued_end(&queued);
}

static void a_child_that_logs_nothing_ends_at_once(void **state) {
    (void)state;
    struct queued queued = queued_with(NULL, pylog_file_handler_new(path, NULL));
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    put_some("parent", 10);
    pid_t child = fork();
    if (child == 0) {
        must_end_within(20);
        require(pylog_flush(10) == 0, 1);
        require(pylog_queue_listener_stop(queued.listener) == 0, 2);
        pylog_shutdown();
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    queued_end(&queued);
    char expected[256] = "";
    expect_some(expected, "parent", 10);
    files_assert(path, expected);
}

static void children_of_children_are_no_different(void **state) {
    char expected[256] = "";
    (void)state;
    struct queued queued = queued_with(NULL, pylog_file_handler_new(path, NULL));
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    pid_t child = fork();
    if (child == 0) {
        must_end_within(20);
        put_some("child", 2);
        pylog_flush(0);
        pid_t grandchild = fork();
        if (grandchild == 0) {
            put_some("grandchild", 2);
            pylog_shutdown();
            _exit(0);
        }
        require(wait_for_child(grandchild) == 0, 1);
        put_some("child", 2);
        pylog_shutdown();
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    queued_end(&queued);
    expect_some(expected, "child", 2);
    expect_some(expected, "grandchild", 2);
    expect_some(expected, "child", 2);
    files_assert(path, expected);
}

/* ---- Forks at bad moments -------------------------------------------------------------------- */

static void *log_once(void *number) {
    pylog_info(NULL, "thread %d", (int)(uintptr_t)number);
    return NULL;
}

static struct stuck gated;

static void *log_from_a_thread(void *data) {
    put_some("thread", 20);
    pthread_barrier_wait(data);
    return NULL;
}

/* Lanes of threads that are no more in the child are there for those that it makes. */
static void the_child_has_the_channels_of_threads_that_it_lacks(void **state) {
    pthread_barrier_t barrier;
    (void)state;
    pthread_barrier_init(&barrier, NULL, 2);
    struct queued queued = queued_begin(NULL, NULL);
    pthread_t thread = start_thread(log_from_a_thread, &barrier);
    while (strncmp(queued_counts(&queued), "20 ", 3) != 0)
        sleep_milliseconds(1);
    pid_t child = fork();
    if (child == 0) {
        must_end_within(20);
        put_some("child", 1);
        join_thread(start_thread(log_once, (void *)(uintptr_t)1));
        require(strcmp(queued_text(&queued), "child 0\nthread 1\n") == 0, 1);
        _exit(0);
    }
    pthread_barrier_wait(&barrier);
    join_thread(thread);
    assert_int_equal(wait_for_child(child), 0);
    assert_string_equal(queued_counts(&queued), "20 0 0 0");
    queued_end(&queued);
    pthread_barrier_destroy(&barrier);
}

static void the_listener_may_be_in_the_middle_of_a_record(void **state) {
    (void)state;
    gated = (struct stuck){ .gate = GATE_CLOSED, .target = pylog_file_handler_new(path, NULL) };
    struct queued queued = queued_with(NULL, stuck_new(&gated));
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    put_some("parent", 3);
    wait_until(&gated.entered, 1);
    pid_t child = fork();
    if (child == 0) {
        must_end_within(20);
        gated.gate = (struct gate)GATE_CLOSED;
        gate_open(&gated.gate);
        put_some("child", 3);
        require(pylog_flush(10) == 0, 1);
        pylog_shutdown();
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    gate_open(&gated.gate);
    queued_end(&queued);
    files_assert(path, "child 0\nchild 1\nchild 2\nparent 0\nparent 1\nparent 2\n");
}

/* A handler that forks at a record "fork"; the child goes on as the listener's thread, and ends when told. */
static atomic_int forked;

static int fork_within(pylog_handler *handler, const struct pylog_record *record) {
    pylog_handler *file = pylog_handler_data(handler);
    const char *message = pylog_record_message(record, NULL);
    if (strncmp(message, "fork", 4) != 0)
        return pylog_handler_emit(file, record);
    pid_t child = fork();
    if (child) {
        atomic_store(&forked, wait_for_child(child));
        return pylog_handler_emit(file, record);
    }
    must_end_within(20);
    /* the record is there still, and what is logged from here goes past the queue */
    require(pylog_record_message(record, NULL) == message && strncmp(message, "fork", 4) == 0, 1);
    require(strcmp(pylog_record_thread_name(record), "origin") == 0, 2);
    require(pylog_handler_emit(file, record) == 0, 3);
    pylog_info(NULL, "child");
    return 0;
}

/* When the child has written what it had to. */
static void *wait_and_end(void *data) {
    for (bool written = false; !written;) {
        sleep_milliseconds(10);
        char *text = read_whole_file(path);
        written = text && strstr(text, "child\n");
        free(text);
    }
    _exit(7);
    return data;
}

static void begin_in_child(void) {
    if (atomic_load(&forked) < 0)
        start_thread(wait_and_end, NULL);
}

static void a_handler_of_the_listener_may_fork(void **state) {
    static const struct pylog_handler_ops operations = { .name = "Forking", .emit = fork_within };
    static char large[400000];
    (void)state;
    memset(large, 'x', sizeof large - 1);
    static bool hooked;
    if (!hooked)
        pthread_atfork(NULL, NULL, begin_in_child);
    hooked = true;
    for (int kind = 0; kind < 3; kind++) {
        remove(path);
        atomic_store(&forked, -1);
        pylog_set_thread_name("origin");
        pylog_handler *file = pylog_file_handler_new(path, NULL);
        pylog_handler_set_format(file, "%(message).10s", NULL);
        struct queued queued = queued_with(NULL, pylog_handler_new(&operations, file));
        put_some("before", 1);
        join_thread(start_thread(log_once, (void *)(uintptr_t)1)); /* in another channel */
        if (kind == 0)
            pylog_info(NULL, "fork %s", "call");
        else if (kind == 1)
            pylog_log_with(NULL, PYLOG_INFO, &(struct pylog_call){ .exc_info = NULL }, "fork %ls", L"copy");
        else
            pylog_info(NULL, "fork %s", large);
        join_thread(start_thread(log_once, (void *)(uintptr_t)2));
        put_some("after", 1);
        assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
        assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
        assert_int_equal(atomic_load(&forked), 7);
        char *text = read_whole_file(path);
        size_t parents = 0;
        for (const char *at = text; (at = strstr(at, "fork")) != NULL; at++)
            parents++;
        assert_int_equal(parents, 2); /* once in each process */
        assert_non_null(strstr(text, "child\n"));
        assert_non_null(strstr(text, "after 0\n"));
        free(text);
        queued_end(&queued);
        pylog_handler_unref(file);
        atomic_store(&forked, 0);
    }
}

/* ---- While others log ------------------------------------------------------------------------ */

enum { WRITERS = 3, LINES = 3000, LONGEST = 100, CHILDREN = 20, CHILDS_LINES = 50 };

static void *write_lines(void *writer) {
    char text[LINE_SIZE];
    for (size_t i = 0; i < LINES; i++) {
        compose_line(text, (size_t)(uintptr_t)writer, i, LONGEST);
        pylog_info(NULL, "%s", text);
        if (i % 256 == 0)
            sleep_milliseconds(1);
    }
    return NULL;
}

static size_t fork_some(void) {
    size_t failed = 0;
    char text[LINE_SIZE];
    for (size_t n = 0; n < CHILDREN; n++) {
        pid_t child = fork();
        if (child == 0) {
            must_end_within(20);
            for (size_t i = 0; i < CHILDS_LINES; i++) {
                compose_line(text, WRITERS, n * CHILDS_LINES + i, LONGEST);
                pylog_info(NULL, "%s", text);
            }
            pylog_shutdown();
            _exit(0);
        }
        failed += wait_for_child(child) != 0;
    }
    return failed;
}

/* Into one file, which shows that nobody writes what is another's. */
static void threads_may_put_and_the_listener_be_at_work(void **state) {
    pthread_t threads[WRITERS];
    (void)state;
    if (!allocator_survives_fork())
        skip();
    struct queued queued =
        queued_with(&(struct pylog_queue_options){ .capacity = 16384 }, pylog_file_handler_new(path, NULL));
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    for (size_t i = 0; i < WRITERS; i++)
        threads[i] = start_thread(write_lines, (void *)(uintptr_t)i);
    assert_int_equal(fork_some(), 0);
    for (size_t i = 0; i < WRITERS; i++)
        join_thread(threads[i]);
    queued_end(&queued);
    struct tally tally = tally_new(WRITERS + 1, LINES, LONGEST);
    tally_file(&tally, path);
    assert_int_equal(tally.torn, 0);
    assert_int_equal(tally.twice, 0);
    assert_int_equal(tally.lines, WRITERS * LINES + CHILDREN * CHILDS_LINES);
    tally_free(&tally);
}

static const struct CMUnitTest tests[] = {
    TEST(the_child_begins_with_an_empty_queue),
    TEST(the_childs_listener_starts_with_its_first_record),
    TEST(a_listener_that_was_not_started_is_not_started_in_the_child),
    TEST(a_child_that_logs_nothing_ends_at_once),
    TEST(children_of_children_are_no_different),
    TEST(the_child_has_the_channels_of_threads_that_it_lacks),
    TEST(the_listener_may_be_in_the_middle_of_a_record),
    TEST(a_handler_of_the_listener_may_fork),
    TEST(threads_may_put_and_the_listener_be_at_work),
};
TEST_MAIN
