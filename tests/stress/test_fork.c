/* A child of fork can log at once, whatever the other threads of its parent were doing, and the parent loses
 * nothing. A child that hangs is killed by its alarm. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <errno.h>
#include <fcntl.h>
#include <fixture.h>
#include <parallel.h>
#include <pylog.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* gcc's ThreadSanitizer does not survive a thread that is started in a child of a program with threads. */
#if defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define CHILDREN_HAVE_THREADS false
#else
#define CHILDREN_HAVE_THREADS true
#endif

/* AddressSanitizer's allocator has locks that a child of fork may find taken for ever; libc's has not. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ALLOCATOR_IS_SAFE false
#endif
#endif
#if !defined(ALLOCATOR_IS_SAFE) && defined(__SANITIZE_ADDRESS__)
#define ALLOCATOR_IS_SAFE false
#elif !defined(ALLOCATOR_IS_SAFE)
#define ALLOCATOR_IS_SAFE true
#endif

static bool in_child;

/* Where the allocator is not safe, nobody is within it when a process forks: the lock is taken after the
 * library's own, since this is registered before it. */
static pthread_mutex_t allocating = PTHREAD_MUTEX_INITIALIZER;

static void begin_allocating(void) {
    pthread_mutex_lock(&allocating);
}

static void end_allocating(void) {
    pthread_mutex_unlock(&allocating);
}

/* Before the library's own, which enters its hooks by such a constructor, too. */
__attribute__((constructor(101))) static void hook_into_fork(void) {
    if (!ALLOCATOR_IS_SAFE)
        pthread_atfork(begin_allocating, end_allocating, end_allocating);
}

static void *allocate_alone(void *unused, void *block, size_t size) {
    (void)unused;
    begin_allocating();
    void *result = size ? realloc(block, size) : NULL;
    if (!size)
        free(block);
    end_allocating();
    return result;
}

enum { LONGEST = 200, MOST_LINES = 400000, CHILDREN = 400, WRITERS = 4, CHILD_WRITER = WRITERS };

static const char *const files[] = { "main", "stream", "added", "pipe" };

static int set_up(void) {
    if (!ALLOCATOR_IS_SAFE)
        pylog_set_allocator(allocate_alone, NULL);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(files[i]);
    return 0;
}

static const struct fixture fixture = { .seconds = 60, .set_up = set_up };

static void log_numbered(pylog_logger *logger, size_t writer, size_t number) {
    char text[LINE_SIZE];
    compose_line(text, writer, number, LONGEST);
    pylog_warning(logger, "%s", text);
}

static pylog_handler *add_file(pylog_logger *logger, const char *path) {
    pylog_handler *handler = pylog_file_handler_new(path, NULL);
    pylog_handler_set_format(handler, "%(process)d %(asctime)s %(message)s", NULL);
    pylog_logger_add_handler(logger, handler);
    pylog_handler_unref(handler);
    return handler;
}

/* ---- What a child does ------------------------------------------------------------------------- */

/* A fault is for the parent to see, and not for cmocka, which would go on with the next test. */
static void begin_child(void) {
    static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        signal(faults[i], SIG_DFL);
    in_child = true;
    alarm(10);
}

static void change_main_handler(void) {
    pylog_handler *handler = pylog_get_handler_by_name("main");
    if (handler)
        pylog_handler_set_format(handler, "%(message)s", NULL);
    pylog_handler_unref(handler);
}

static void use_everything(size_t number) {
    log_numbered(NULL, CHILD_WRITER, number);
    add_file(NULL, "added");
    log_numbered(pylog_get_logger("new.in.child"), CHILD_WRITER, CHILDREN + number);
    change_main_handler();
    pylog_flush(1);
    pylog_shutdown();
    log_numbered(pylog_get_logger("after.shutdown"), CHILD_WRITER, 2 * CHILDREN + number);
}

static pid_t fork_one(void) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        begin_child();
    return child;
}

static int run_child(size_t number) {
    pid_t child = fork_one();
    if (child == 0) {
        use_everything(number);
        exit(0);
    }
    return wait_for_child(child);
}

/* The status of the first child that fails; 0 if none does. */
static int fork_many(size_t count) {
    int status = 0;
    for (size_t i = 0; i < count && !status; i++)
        status = run_child(i);
    return status;
}

/* The children's lines are all there, and so are the parent's, without a gap. */
static void assert_complete(size_t children, const size_t *written, size_t writers) {
    struct tally tally = tally_new(WRITERS + 1, MOST_LINES, LONGEST);
    tally_file(&tally, "main");
    assert_int_equal(tally.torn, 0);
    assert_int_equal(tally.twice, 0);
    for (size_t i = 0; i < 3; i++)
        for (size_t child = 0; child < children; child++)
            assert_true(tally_has(&tally, CHILD_WRITER, i * CHILDREN + child));
    for (size_t writer = 0; writer < writers; writer++)
        for (size_t i = 0; i < written[writer]; i++)
            assert_true(tally_has(&tally, writer, i));
    tally_free(&tally);
}

/* ---- While other threads do something ---------------------------------------------------------- */

static atomic_bool enough;
static size_t written[WRITERS];
static atomic_size_t busy;

/* Let each get under way, so that there is something to disturb. */
static void start_busy(pthread_t *threads, size_t count, void *(*run)(void *number)) {
    atomic_store(&enough, false);
    atomic_store(&busy, 0);
    for (size_t i = 0; i < count; i++)
        threads[i] = start_thread(run, (void *)(uintptr_t)i);
    while (atomic_load(&busy) < count)
        sched_yield();
}

static void stop_busy(pthread_t *threads, size_t count) {
    atomic_store(&enough, true);
    for (size_t i = 0; i < count; i++)
        join_thread(threads[i]);
}

static void *hammer(void *number) {
    size_t writer = (size_t)(uintptr_t)number, i = 0;
    atomic_fetch_add(&busy, 1);
    for (; !atomic_load(&enough) && i < MOST_LINES; i++)
        log_numbered(pylog_get_logger(writer % 2 ? "a.b" : "c"), writer, i);
    written[writer] = i;
    return NULL;
}

static void a_child_logs_while_threads_of_the_parent_hammer_a_file(void **state) {
    (void)state;
    pthread_t threads[WRITERS];
    size_t children = 12 * test_scale();
    pylog_handler_set_name(add_file(NULL, "main"), "main");
    start_busy(threads, WRITERS, hammer);
    int status = fork_many(children);
    stop_busy(threads, WRITERS);
    assert_int_equal(status, 0);
    assert_complete(children, written, WRITERS);
}

/* The stream's buffer is libc's: the child may find in it what a thread of the parent was just writing. */
static void a_child_logs_while_threads_of_the_parent_hammer_a_stream(void **state) {
    (void)state;
    pthread_t threads[WRITERS];
    size_t children = 12 * test_scale();
    FILE *stream = fopen("stream", "a");
    pylog_handler *handler = pylog_stream_handler_new(stream);
    pylog_logger_add_handler(NULL, handler);
    start_busy(threads, WRITERS, hammer);
    int status = fork_many(children);
    stop_busy(threads, WRITERS);
    assert_int_equal(status, 0);
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    fclose(stream);

    struct tally tally = tally_new(WRITERS + 1, MOST_LINES, LONGEST);
    tally_file(&tally, "stream");
    for (size_t writer = 0; writer < WRITERS; writer++)
        for (size_t i = 0; i < written[writer]; i++)
            assert_true(tally_has(&tally, writer, i));
    for (size_t child = 0; child < children; child++)
        assert_true(tally_has(&tally, CHILD_WRITER, child));
    tally_free(&tally);
}

static void *change_the_tree(void *number) {
    pylog_handler *handler = pylog_null_handler_new();
    char name[64];
    atomic_fetch_add(&busy, 1);
    for (unsigned turn = 0; !atomic_load(&enough); turn++) {
        snprintf(name, sizeof name, "changing.%u.%u", (unsigned)(uintptr_t)number, turn % 500);
        pylog_logger *logger = pylog_get_logger(name);
        pylog_logger_add_handler(logger, handler);
        pylog_handler_set_format(handler, turn % 2 ? "%(name)s" : "%(message)s", NULL);
        pylog_logger_set_level(logger, (int)(turn % 5) * 10);
        pylog_add_level_name(77, turn % 2 ? "ONE" : "OTHER");
        pylog_logger_remove_handler(logger, handler);
        pylog_handler_unref(pylog_null_handler_new());
    }
    pylog_handler_unref(handler);
    return NULL;
}

static void a_child_logs_while_threads_of_the_parent_change_the_tree(void **state) {
    (void)state;
    pthread_t threads[WRITERS];
    size_t children = 12 * test_scale();
    pylog_handler_set_name(add_file(NULL, "main"), "main");
    start_busy(threads, WRITERS, change_the_tree);
    int status = fork_many(children);
    stop_busy(threads, WRITERS);
    assert_int_equal(status, 0);
    assert_complete(children, NULL, 0);
}

/* A new second each time, so that none is remembered: libc's lock on the zone is in use all the time. */
static void *render_times(void *number) {
    pylog_formatter *formatter = pylog_formatter_new("%(asctime)s", NULL);
    pylog_buffer *text = pylog_buffer_new();
    atomic_fetch_add(&busy, 1);
    for (int64_t second = 0; !atomic_load(&enough); second += 86400) {
        struct pylog_record *record =
            pylog_make_log_record(PYLOG_FIELDS(pylog_field_float("created", (double)(second % 2000000000))));
        pylog_formatter_format(formatter, record, text);
        pylog_formatter_format_time(formatter, record, "%Z %z %c", text);
        pylog_buffer_clear(text);
        pylog_record_free(record);
    }
    pylog_buffer_free(text);
    pylog_formatter_unref(formatter);
    (void)number;
    return NULL;
}

static void a_child_logs_while_threads_of_the_parent_render_local_time(void **state) {
    (void)state;
    pthread_t threads[WRITERS];
    size_t children = 12 * test_scale();
    pylog_handler_set_name(add_file(NULL, "main"), "main");
    start_busy(threads, WRITERS, render_times);
    int status = fork_many(children);
    stop_busy(threads, WRITERS);
    assert_int_equal(status, 0);
    assert_complete(children, NULL, 0);
}

static void *come_and_go(void *number) {
    (void)number;
    pylog_set_thread_name("shortly here");
    log_numbered(pylog_get_logger("come.and.go"), 0, 0);
    return NULL;
}

static void *start_others(void *number) {
    atomic_fetch_add(&busy, 1);
    while (!atomic_load(&enough))
        join_thread(start_thread(come_and_go, number));
    return NULL;
}

static void a_child_logs_while_threads_of_the_parent_come_and_go(void **state) {
    (void)state;
    pthread_t threads[WRITERS];
    size_t children = 12 * test_scale();
    if (!ALLOCATOR_IS_SAFE)
        skip();
    pylog_handler_set_name(add_file(NULL, "main"), "main");
    pylog_logger_set_propagate(pylog_get_logger("come"), false);
    add_file(pylog_get_logger("come"), "stream");
    start_busy(threads, WRITERS, start_others);
    int status = fork_many(children);
    stop_busy(threads, WRITERS);
    assert_int_equal(status, 0);
    assert_complete(children, NULL, 0);
}

/* ---- While a handler is stuck ------------------------------------------------------------------ */

static struct gate stuck = GATE_CLOSED;
static atomic_bool is_stuck;

static int get_stuck(pylog_handler *handler, const struct pylog_record *record, const char *text,
                     size_t length) {
    (void)handler, (void)record, (void)text, (void)length;
    if (in_child)
        return 0;
    atomic_store(&is_stuck, true);
    gate_pass(&stuck);
    return 0;
}

static const struct pylog_handler_ops stuck_alone = { .name = "Stuck", .write = get_stuck };
static const struct pylog_handler_ops stuck_shared = { .name = "Stuck",
                                                       .flags = PYLOG_HANDLER_SHARED_WRITE,
                                                       .write = get_stuck };

static void *log_until_stuck(void *unused) {
    (void)unused;
    pylog_warning(pylog_get_logger("stuck"), "waits");
    return NULL;
}

static void *want_it_alone(void *handler) {
    pylog_handler_acquire(handler);
    pylog_handler_release(handler);
    return NULL;
}

static void fork_while_stuck(const struct pylog_handler_ops *ops) {
    pylog_handler *handler = pylog_handler_new(ops, NULL);
    pylog_logger_add_handler(pylog_get_logger("stuck"), handler);
    pylog_logger_set_propagate(pylog_get_logger("stuck"), false);
    pylog_handler_set_name(add_file(NULL, "main"), "main");
    atomic_store(&is_stuck, false);
    gate_close(&stuck);
    pthread_t holding = start_thread(log_until_stuck, NULL);
    while (!atomic_load(&is_stuck))
        sleep_milliseconds(1);
    pthread_t wanting = start_thread(want_it_alone, handler);
    sleep_milliseconds(5);

    pid_t child = fork_one();
    if (child == 0) {
        pylog_warning(pylog_get_logger("stuck"), "waits not");
        pylog_handler_close(handler);
        use_everything(0);
        exit(0);
    }
    int status = wait_for_child(child);
    gate_open(&stuck);
    join_thread(holding);
    join_thread(wanting);
    pylog_handler_unref(handler);
    assert_int_equal(status, 0);
    struct tally tally = tally_new(WRITERS + 1, MOST_LINES, LONGEST);
    tally_file(&tally, "main");
    assert_true(tally_has(&tally, CHILD_WRITER, 0) && tally_has(&tally, CHILD_WRITER, 2 * CHILDREN));
    tally_free(&tally);
}

static void a_child_can_use_a_handler_that_another_thread_holds(void **state) {
    (void)state;
    fork_while_stuck(&stuck_alone);
}

static void a_child_can_use_a_handler_that_another_thread_holds_shared(void **state) {
    (void)state;
    fork_while_stuck(&stuck_shared);
}

/* The file handler itself, in write(2): a pipe that nobody reads is soon full. */
static void *fill_pipe(void *unused) {
    (void)unused;
    atomic_fetch_add(&busy, 1);
    for (size_t i = 0; i < 2000; i++)
        log_numbered(pylog_get_logger("pipe"), 0, i);
    return NULL;
}

static int open_pipe(void) {
    if (mkfifo("pipe", 0666) != 0)
        abort();
    int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    add_file(pylog_get_logger("pipe"), "pipe");
    pylog_logger_set_propagate(pylog_get_logger("pipe"), false);
    return reader;
}

static size_t drain(int reader) {
    char bytes[4096];
    size_t lines = 0;
    for (ssize_t count; (count = read(reader, bytes, sizeof bytes)) != 0;) {
        if (count < 0 && errno != EAGAIN)
            break;
        for (ssize_t i = 0; i < count; i++)
            lines += bytes[i] == '\n';
        if (lines == 2000)
            break;
    }
    return lines;
}

static void a_child_logs_while_a_thread_of_the_parent_is_stuck_in_a_full_pipe(void **state) {
    (void)state;
    pthread_t thread;
    int reader = open_pipe();
    pylog_handler_set_name(add_file(NULL, "main"), "main");
    start_busy(&thread, 1, fill_pipe);
    sleep_milliseconds(30);
    int status = fork_many(5);
    size_t lines = drain(reader);
    stop_busy(&thread, 1);
    assert_int_equal(status, 0);
    close(reader);
    assert_int_equal(lines, 2000);
    assert_complete(5, NULL, 0);
}

/* ---- From within a log call -------------------------------------------------------------------- */

static pid_t forked;
static pylog_handler *used;

static void fork_here(void) {
    if (forked == -1)
        forked = fork_one();
}

static void *flush_all(void *result) {
    *(int *)result = pylog_flush(0.02) ? errno : 0;
    return NULL;
}

static int flushed_by_another_thread(void) {
    int result = 0;
    join_thread(start_thread(flush_all, &result));
    return result;
}

static int fork_in_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                         size_t length) {
    (void)record, (void)text, (void)length;
    bool first = forked == -1;
    fork_here();
    if (!first || forked != 0)
        return 0;
    if (CHILDREN_HAVE_THREADS && flushed_by_another_thread() != ETIMEDOUT)
        _exit(3);
    pylog_handler_acquire(handler);
    log_numbered(NULL, CHILD_WRITER, 3 * CHILDREN);
    pylog_handler_release(handler);
    return 0;
}

static int flush_nothing(pylog_handler *handler) {
    (void)handler;
    return 0;
}

static const struct pylog_handler_ops forking_alone = { .name = "Forking",
                                                        .write = fork_in_write,
                                                        .flush = flush_nothing };
static const struct pylog_handler_ops forking_shared = {
    .name = "Forking", .flags = PYLOG_HANDLER_SHARED_WRITE, .write = fork_in_write, .flush = flush_nothing
};

static int fork_in_filter(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    fork_here();
    return 1;
}

static int fork_in_format(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)data;
    fork_here();
    return pylog_buffer_printf(out, "%s", pylog_record_message(record, NULL));
}

/* Within the log call there are two processes; both must come out of it, with all locks free. */
static void log_and_fork(void) {
    pylog_handler_set_name(add_file(NULL, "main"), "main");
    forked = -1;
    log_numbered(pylog_get_logger("forking"), 0, 0);
    if (forked == 0) {
        if (CHILDREN_HAVE_THREADS && flushed_by_another_thread() != 0)
            _exit(4);
        pylog_handler_close(used);
        use_everything(0);
        exit(0);
    }
    assert_int_equal(wait_for_child(forked), 0);
    assert_int_equal(flushed_by_another_thread(), 0);
    pylog_handler_close(used);
    struct tally tally = tally_new(WRITERS + 1, MOST_LINES, LONGEST);
    tally_file(&tally, "main");
    assert_true(tally_has(&tally, 0, 0));
    assert_int_equal(tally.twice, 1); /* once by each process */
    assert_true(tally_has(&tally, CHILD_WRITER, 0));
    assert_true(tally_has(&tally, CHILD_WRITER, 2 * CHILDREN));
    tally_free(&tally);
}

static void fork_within(const struct pylog_handler_ops *ops) {
    used = pylog_handler_new(ops, NULL);
    pylog_logger_add_handler(pylog_get_logger("forking"), used);
    log_and_fork();
    pylog_handler_unref(used);
}

static void a_handler_may_fork_with_its_lock(void **state) {
    (void)state;
    fork_within(&forking_alone);
}

static void a_handler_may_fork_with_its_lock_shared(void **state) {
    (void)state;
    fork_within(&forking_shared);
}

static void a_filter_may_fork(void **state) {
    (void)state;
    used = pylog_file_handler_new("stream", NULL);
    pylog_filter *filter = pylog_filter_new_callback(fork_in_filter, NULL, NULL);
    pylog_logger_add_handler(pylog_get_logger("forking"), used);
    pylog_handler_add_filter(used, filter);
    log_and_fork();
    pylog_filter_unref(filter);
    pylog_handler_unref(used);
}

static void a_formatter_may_fork(void **state) {
    (void)state;
    used = pylog_file_handler_new("stream", NULL);
    pylog_formatter *formatter = pylog_formatter_new_callback(fork_in_format, NULL, NULL);
    pylog_handler_set_formatter(used, formatter);
    pylog_logger_add_handler(pylog_get_logger("forking"), used);
    log_and_fork();
    pylog_formatter_unref(formatter);
    pylog_handler_unref(used);
}

static void a_child_keeps_the_lock_that_the_program_has_taken(void **state) {
    (void)state;
    used = pylog_handler_new(&forking_alone, NULL);
    pylog_handler_acquire(used);
    pylog_handler_acquire(used);
    pid_t child = fork_one();
    if (child == 0) {
        if (CHILDREN_HAVE_THREADS && flushed_by_another_thread() != ETIMEDOUT)
            _exit(3);
        pylog_handler_release(used);
        pylog_handler_release(used);
        if (CHILDREN_HAVE_THREADS && flushed_by_another_thread() != 0)
            _exit(4);
        exit(0);
    }
    pylog_handler_release(used);
    pylog_handler_release(used);
    assert_int_equal(wait_for_child(child), 0);
    pylog_handler_unref(used);
}

/* ---- What a child knows of itself -------------------------------------------------------------- */

static void the_process_id_is_the_childs(void **state) {
    (void)state;
    char expected[64];
    pylog_handler *seen = capture_on(NULL, "%(process)d %(processName)s %(threadName)s");
    pid_t child = fork_one();
    pylog_warning(NULL, "who is it?");
    snprintf(expected, sizeof expected, "%d MainProcess MainThread\n", (int)getpid());
    bool right = strcmp(capture_text(seen), expected) == 0;
    if (child == 0)
        exit(!right);
    assert_true(right);
    assert_int_equal(wait_for_child(child), 0);
}

static void *log_in_thread_of_child(void *number) {
    log_numbered(NULL, CHILD_WRITER, 3 * CHILDREN + (size_t)(uintptr_t)number);
    return NULL;
}

static void a_child_may_start_threads_and_fork_again(void **state) {
    (void)state;
    if (!CHILDREN_HAVE_THREADS)
        skip();
    pthread_t threads[WRITERS];
    pylog_handler_set_name(add_file(NULL, "main"), "main");
    start_busy(threads, WRITERS, hammer);
    pid_t child = fork_one();
    if (child == 0) {
        run_in_threads(4, log_in_thread_of_child);
        int status = run_child(1);
        use_everything(0);
        exit(status);
    }
    int status = wait_for_child(child);
    stop_busy(threads, WRITERS);
    assert_int_equal(status, 0);
    assert_complete(2, written, WRITERS);
    struct tally tally = tally_new(WRITERS + 1, MOST_LINES, LONGEST);
    tally_file(&tally, "main");
    for (size_t i = 0; i < 4; i++)
        assert_true(tally_has(&tally, CHILD_WRITER, 3 * CHILDREN + i));
    tally_free(&tally);
}

/* What other threads had open when they vanished keeps nothing back in the child. */
static atomic_size_t released;

static void count_release(void *unused) {
    (void)unused;
    atomic_fetch_add(&released, 1);
}

static void a_child_releases_what_the_parents_threads_could_see(void **state) {
    (void)state;
    pylog_handler *handler = pylog_handler_new(&stuck_alone, NULL);
    pylog_logger_add_handler(pylog_get_logger("stuck"), handler);
    atomic_store(&is_stuck, false);
    gate_close(&stuck);
    pthread_t holding = start_thread(log_until_stuck, NULL);
    while (!atomic_load(&is_stuck))
        sleep_milliseconds(1);
    pylog_filter *filter = pylog_filter_new_callback(fork_in_filter, NULL, count_release);
    atomic_store(&released, 0);
    pylog_logger_add_filter(NULL, filter);
    pylog_logger_remove_filter(NULL, filter);
    pylog_filter_unref(filter);
    pid_t child = fork_one();
    if (child == 0) {
        pylog_get_logger("anything");
        exit(atomic_load(&released) != 1);
    }
    int status = wait_for_child(child);
    size_t released_in_parent = released;
    gate_open(&stuck);
    join_thread(holding);
    pylog_handler_unref(handler);
    assert_int_equal(status, 0);
    assert_int_equal(released_in_parent, 0);
}

static const struct CMUnitTest tests[] = {
    TEST(a_child_logs_while_threads_of_the_parent_hammer_a_file),
    TEST(a_child_logs_while_threads_of_the_parent_hammer_a_stream),
    TEST(a_child_logs_while_threads_of_the_parent_change_the_tree),
    TEST(a_child_logs_while_threads_of_the_parent_render_local_time),
    TEST(a_child_logs_while_threads_of_the_parent_come_and_go),
    TEST(a_child_can_use_a_handler_that_another_thread_holds),
    TEST(a_child_can_use_a_handler_that_another_thread_holds_shared),
    TEST(a_child_logs_while_a_thread_of_the_parent_is_stuck_in_a_full_pipe),
    TEST(a_handler_may_fork_with_its_lock),
    TEST(a_handler_may_fork_with_its_lock_shared),
    TEST(a_filter_may_fork),
    TEST(a_formatter_may_fork),
    TEST(a_child_keeps_the_lock_that_the_program_has_taken),
    TEST(the_process_id_is_the_childs),
    TEST(a_child_may_start_threads_and_fork_again),
    TEST(a_child_releases_what_the_parents_threads_could_see),
};
TEST_MAIN
