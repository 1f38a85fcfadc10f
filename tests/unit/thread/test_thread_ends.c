/* Threads that come and go, and the end of the program: names and ids, memory, logging from destructors of
 * threads and from atexit, and by other threads meanwhile. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <fixture.h>
#include <parallel.h>
#include <pylog.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *program;

static const struct fixture fixture = { .seconds = 40 };

/* ---- Names and ids ----------------------------------------------------------------------------- */

enum { NAMED = 6, NAME_SIZE = 128 };
static pylog_handler *seen;
static pthread_barrier_t all_are_there;
static char lines[NAMED][2][NAME_SIZE];

/* The text of one record of this thread's, without the other threads'. */
static void log_into(char *out) {
    pylog_handler_acquire(seen);
    capture_clear(seen);
    pylog_warning(NULL, "here");
    snprintf(out, NAME_SIZE, "%s", capture_text(seen));
    pylog_handler_release(seen);
}

static void describe_thread(char *out, const char *name) {
    snprintf(out, NAME_SIZE, "%.32s %llu\n", name, (unsigned long long)(uintptr_t)pthread_self());
}

static void *log_with_names(void *number) {
    size_t at = (size_t)(uintptr_t)number;
    char name[32], expected[NAME_SIZE];
    pthread_barrier_wait(&all_are_there);
    log_into(lines[at][0]);
    snprintf(name, sizeof name, "worker %zu", at);
    pylog_set_thread_name(name);
    pthread_barrier_wait(&all_are_there);
    describe_thread(expected, name);
    log_into(lines[at][1]);
    bool named = strcmp(lines[at][1], expected) == 0;
    pylog_set_thread_name(NULL);
    log_into(lines[at][1]);
    if (!named || strcmp(lines[at][0], lines[at][1]) != 0)
        snprintf(lines[at][0], NAME_SIZE, "wrong");
    return NULL;
}

static void each_thread_has_a_name_and_an_id_of_its_own(void **state) {
    (void)state;
    char expected[NAME_SIZE];
    seen = capture_on(NULL, "%(threadName)s %(thread)d");
    pthread_barrier_init(&all_are_there, NULL, NAMED);
    run_in_threads(NAMED, log_with_names);
    pthread_barrier_destroy(&all_are_there);
    for (size_t i = 0; i < NAMED; i++) {
        assert_true(strncmp(lines[i][0], "Thread-", 7) == 0);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(lines[i][0], lines[j][0]);
    }
    log_into(lines[0][0]);
    describe_thread(expected, "MainThread");
    assert_string_equal(lines[0][0], expected);
}

/* ---- Memory ------------------------------------------------------------------------------------ */

static atomic_llong bytes_in_use;

/* Each block knows its size. */
static void *count_bytes(void *unused, void *block, size_t size) {
    (void)unused;
    max_align_t *before = block ? (max_align_t *)block - 1 : NULL;
    size_t size_before = before ? *(size_t *)before : 0;
    atomic_fetch_sub(&bytes_in_use, (long long)size_before);
    if (!size) {
        free(before);
        return NULL;
    }
    max_align_t *now = realloc(before, sizeof *now + size);
    if (!now)
        abort();
    *(size_t *)now = size;
    atomic_fetch_add(&bytes_in_use, (long long)size);
    return now + 1;
}

static void *live_shortly(void *number) {
    char name[64], text[3000];
    snprintf(name, sizeof name, "number %zu", (size_t)(uintptr_t)number);
    pylog_set_thread_name(name);
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    pylog_warning(pylog_get_logger("short.lived"), "%s", text);
    pylog_handler_set_format(seen, "%(asctime)s %(message)s", NULL);
    pylog_level_from_name("no such level", &(int){ 0 });
    return NULL;
}

static void live_in_turn(size_t threads) {
    for (size_t i = 0; i < threads; i += 4)
        run_in_threads(4, live_shortly);
}

static void short_lived_threads_leave_nothing_behind(void **state) {
    (void)state;
    assert_int_equal(pylog_set_allocator(count_bytes, NULL), 0);
    seen = pylog_null_handler_new();
    pylog_handler *file = pylog_file_handler_new("short", &(struct pylog_file_options){ .mode = "w" });
    pylog_logger_add_handler(NULL, file);
    live_in_turn(20);
    long long before = bytes_in_use;
    live_in_turn(1000);
    assert_int_equal(bytes_in_use, before);

    pylog_logger_remove_handler(NULL, file);
    pylog_handler_unref(file);
    pylog_handler_unref(seen);
    pylog__reset();
    assert_int_equal(bytes_in_use, 0);
    assert_int_equal(pylog_set_allocator(NULL, NULL), 0);
}

/* ---- Destructors of threads -------------------------------------------------------------------- */

/* Destructors run in the order of the keys: this one before the library's own, the other one after it. */
static pthread_key_t early_key, late_key;

static void log_and_change(const char *when) {
    pylog_logger *logger = pylog_get_logger("destructor");
    pylog_handler *handler = pylog_null_handler_new();
    pylog_warning(logger, "%s", when);
    pylog_logger_add_handler(logger, handler);
    pylog_warning(logger, "%s, %s", when, pylog_level_from_name("unknown", &(int){ 0 }) ? "again" : "");
    pylog_logger_remove_handler(logger, handler);
    pylog_handler_unref(handler);
}

static void log_early(void *unused) {
    (void)unused;
    log_and_change("early");
}

static void log_late(void *unused) {
    (void)unused;
    log_and_change("late");
}

static void *set_both_keys(void *logs) {
    static const char present;
    pthread_setspecific(early_key, &present);
    pthread_setspecific(late_key, &present);
    if (logs)
        pylog_warning(NULL, "alive");
    return NULL;
}

static void a_thread_may_log_from_its_destructors(void **state) {
    (void)state;
    seen = capture_on(NULL, "%(message)s");
    join_thread(start_thread(set_both_keys, &seen));
    assert_string_equal(capture_text(seen), "alive\nearly\nearly, again\nlate\nlate, again\n");
}

static void a_thread_may_log_for_the_first_time_from_its_destructors(void **state) {
    (void)state;
    seen = capture_on(NULL, "%(message)s");
    join_thread(start_thread(set_both_keys, NULL));
    assert_string_equal(capture_text(seen), "early\nearly, again\nlate\nlate, again\n");
}

static void *end_many(void *unused) {
    (void)unused;
    for (size_t i = 0; i < 40; i++)
        join_thread(start_thread(set_both_keys, i % 2 ? &seen : NULL));
    return NULL;
}

static void many_threads_may_log_from_their_destructors_at_once(void **state) {
    (void)state;
    seen = capture_on(NULL, "%(message)s");
    run_in_threads(4, end_many);
    assert_int_equal(capture_count(seen), 4 * (40 * 4 + 20));
}

/* ---- The end of the program -------------------------------------------------------------------- */

enum { BUSY, MAIN = 2, FIRST_ATEXIT, LAST_ATEXIT, EXIT_WRITERS, MOST_LINES = 200000, LONGEST = 120 };
static pylog_handler *streaming;

static void log_numbered(size_t writer, size_t number) {
    char text[LINE_SIZE];
    compose_line(text, writer, number, LONGEST);
    pylog_warning(NULL, "%s", text);
}

static void *log_for_ever(void *number) {
    for (size_t i = 0; i < MOST_LINES; i++)
        log_numbered(BUSY + (size_t)(uintptr_t)number, i);
    return NULL;
}

/* Registered after the library's own, and therefore called before it. */
static void log_at_first(void) {
    log_numbered(FIRST_ATEXIT, 0);
}

static void log_at_last(void) {
    sleep_milliseconds(5);
    log_numbered(LAST_ATEXIT, 0);
    sleep_milliseconds(5);
}

static int exit_while_others_log(void) {
    must_end_within(20);
    atexit(log_at_last);
    pylog_handler *file = pylog_file_handler_new("exit", NULL);
    atexit(log_at_first);
    pylog_logger_add_handler(NULL, file);
    streaming = pylog_stream_handler_new(stdout);
    pylog_logger_add_handler(NULL, streaming);
    start_thread(log_for_ever, (void *)0);
    start_thread(log_for_ever, (void *)1);
    for (size_t i = 0; i < 100; i++)
        log_numbered(MAIN, i);
    exit(0);
}

static int run_again(const char *role, const char *output) {
    pid_t child = fork();
    if (child == 0) {
        if (!freopen(output, "w", stdout))
            _exit(9);
        execl(program, program, role, (char *)NULL);
        _exit(10);
    }
    return wait_for_child(child);
}

/* A line that a thread was just writing when the process ended may be missing, but none before it. */
static void assert_no_gaps(const struct tally *tally, size_t writer) {
    size_t last = MOST_LINES;
    while (last && !tally_has(tally, writer, last - 1))
        last--;
    for (size_t i = 0; i < last; i++)
        assert_true(tally_has(tally, writer, i));
}

static void assert_has_all_of_main(const struct tally *tally) {
    assert_no_gaps(tally, MAIN);
    assert_true(tally_has(tally, MAIN, 99));
    assert_true(tally_has(tally, FIRST_ATEXIT, 0));
    assert_true(tally_has(tally, LAST_ATEXIT, 0));
}

static struct tally tally_of(const char *path) {
    struct tally tally = tally_new(EXIT_WRITERS, MOST_LINES, LONGEST);
    tally_file(&tally, path);
    return tally;
}

/* The system ends a write at a page's end when the process is ended meanwhile: the very last line may be cut.
 */
static void assert_file_is_whole(void) {
    struct tally tally = tally_of("exit");
    assert_int_equal(tally.torn, tally.cut);
    assert_int_equal(tally.twice, 0);
    assert_no_gaps(&tally, BUSY);
    assert_no_gaps(&tally, BUSY + 1);
    assert_has_all_of_main(&tally);
    tally_free(&tally);
}

/* A stream is libc's: at the very end it is flushed without its lock, which may spoil what another thread is
 * just writing. */
static void assert_stream_has_all_of_main(void) {
    struct tally tally = tally_of("exit_stdout");
    assert_has_all_of_main(&tally);
    tally_free(&tally);
}

static void logging_goes_on_while_the_program_ends(void **state) {
    (void)state;
    for (size_t i = 0; i < 8 * test_scale(); i++) {
        unlink("exit");
        assert_int_equal(run_again("exit", "exit_stdout"), 0);
        assert_file_is_whole();
        assert_stream_has_all_of_main();
    }
}

static void log_for_the_first_time(void) {
    pylog_basic_config(&(struct pylog_config){ .stream = stdout, .format = "%(message)s" });
    log_numbered(FIRST_ATEXIT, 0);
}

static int log_from_atexit_alone(void) {
    atexit(log_for_the_first_time);
    return 0;
}

/* The first use of all, in an exit handler: the library registers its own from there. */
static void the_first_use_may_be_in_an_exit_handler(void **state) {
    (void)state;
    assert_int_equal(run_again("atexit", "exit_stdout"), 0);
    struct tally tally = tally_of("exit_stdout");
    assert_true(tally_has(&tally, FIRST_ATEXIT, 0));
    tally_free(&tally);
}

int main(int argc, char **argv) {
    program = argv[0];
    if (argc > 1 && strcmp(argv[1], "exit") == 0)
        return exit_while_others_log();
    if (argc > 1 && strcmp(argv[1], "atexit") == 0)
        return log_from_atexit_alone();
    pthread_key_create(&early_key, log_early);
    pylog_get_logger("first.use");
    pthread_key_create(&late_key, log_late);
    const struct CMUnitTest tests[] = {
        TEST(each_thread_has_a_name_and_an_id_of_its_own),
        TEST(short_lived_threads_leave_nothing_behind),
        TEST(a_thread_may_log_from_its_destructors),
        TEST(a_thread_may_log_for_the_first_time_from_its_destructors),
        TEST(many_threads_may_log_from_their_destructors_at_once),
        TEST(logging_goes_on_while_the_program_ends),
        TEST(the_first_use_may_be_in_an_exit_handler),
    };
    return cmocka_run_group_tests_name("thread_ends", tests, NULL, NULL);
}
