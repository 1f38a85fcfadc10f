/* Four threads write to one file in every mode, while writes are cut short, interrupted or refused and
 * signals come: the numbers of each thread are complete and in order, and only where a fault was injected may
 * a fragment stand. And a process that is killed has lost nothing whose call had returned. */
#define _DEFAULT_SOURCE

#include <fixture.h>
#include <pylog/handlers.h>
#include <queues.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { WRITERS = 4, LONGEST = 120 };
static const char path[] = "torn_lines.log";
static size_t lines_per_writer;

/* ---- write(2), with faults ------------------------------------------------------------------- */

static atomic_uint write_calls, faults, refusals;
static atomic_bool faulty;

ssize_t __real_write(int file, const void *bytes, size_t length);
ssize_t __wrap_write(int file, const void *bytes, size_t length);

/* Now and then: only a part, EINTR, ENOSPC. What is refused three times is refused for good: never more than
 * one after the other. */
ssize_t __wrap_write(int file, const void *bytes, size_t length) {
    unsigned call = atomic_fetch_add(&write_calls, 1);
    if (!atomic_load_explicit(&faulty, memory_order_relaxed) || length < 2)
        return __real_write(file, bytes, length);
    if (call % 97 == 13) {
        atomic_fetch_add(&faults, 1);
        return __real_write(file, bytes, 1 + call % (length - 1));
    }
    if (call % 89 == 7) {
        errno = EINTR;
        return -1;
    }
    if (call % 1009 == 500) {
        atomic_fetch_add(&refusals, 1);
        errno = ENOSPC;
        return -1;
    }
    return __real_write(file, bytes, length);
}

/* ---- What was reported ----------------------------------------------------------------------- */

/* Records that the file handler could not write, which are reported with what they are. */
static struct tally *lost;

static atomic_uint signals;

static void on_signal(int number) {
    (void)number;
    atomic_fetch_add(&signals, 1);
}

/* A signal that is still on its way when the timer ends is ignored. */
static void set_timer(long microseconds) {
    const struct itimerval span = { { 0, microseconds }, { 0, microseconds } };
    struct sigaction action = { .sa_handler = microseconds ? on_signal : SIG_IGN }; /* without SA_RESTART */
    if (microseconds)
        sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &span, NULL);
    if (!microseconds)
        sigaction(SIGALRM, &action, NULL);
}

/* ---- Writing and counting -------------------------------------------------------------------- */

static void *write_lines(void *writer) {
    char text[LINE_SIZE];
    for (size_t i = 0; i < lines_per_writer; i++) {
        compose_line(text, (size_t)(uintptr_t)writer, i, LONGEST);
        pylog_info(NULL, "%s", text);
    }
    return NULL;
}

/* The whole line of a writer at the end of this line: others may have appended behind a fragment before its
 * writer has ended it. False if there is none. */
static bool read_line(const char *line, size_t *writer, size_t *number, bool *fragment) {
    char expected[LINE_SIZE];
    const char *at = strrchr(line, '<');
    if (!at || sscanf(at, "<%zu %zu ", writer, number) != 2 || *writer >= WRITERS)
        return false;
    compose_line(expected, *writer, *number, LONGEST);
    *fragment = at != line;
    return strcmp(at, expected) == 0;
}

static void assert_next(size_t next[WRITERS], size_t writer, size_t number) {
    for (; next[writer] < number; next[writer]++)
        if (!tally_has(lost, writer, next[writer]))
            fail_msg("<%zu %zu is missing before %zu", writer, next[writer], number);
    if (next[writer] > number)
        fail_msg("<%zu %zu comes after %zu", writer, number, next[writer] - 1);
}

/* A fragment that lacks only its end is a whole line, which comes again. One that others have appended to is
 * ended by their newline, and then by its writer's: that line is blank. */
static void assert_in_order(void) {
    size_t next[WRITERS] = { 0 }, writer, number, fragments = 0, blank = 0;
    char line[LINE_SIZE];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        bool fragment = true;
        line[strcspn(line, "\n")] = '\0';
        if (read_line(line, &writer, &number, &fragment)) {
            bool again = number + 1 == next[writer];
            fragment |= again;
            if (!again)
                assert_next(next, writer, number++);
            next[writer] = again ? next[writer] : number;
        }
        fragments += fragment && *line;
        blank += !*line;
    }
    fclose(file);
    for (writer = 0; writer < WRITERS; writer++)
        assert_next(next, writer, lines_per_writer);
    assert_true(fragments <= atomic_load(&faults));
    assert_true(blank <= atomic_load(&faults));
    assert_true(lines_per_writer * WRITERS - tally_missing(lost) <= atomic_load(&refusals));
}

enum mode { ONE_WRITE_PER_RECORD, BUFFERED, QUEUE, QUEUE_BY_TICKS };

static pylog_handler *begin(enum mode mode, struct queued *queued) {
    pylog_handler *file = pylog_file_handler_new(
        path, &(struct pylog_file_options){ .mode = "w", .buffer_size = mode == BUFFERED ? 65536 : 0 });
    pylog_handler_set_error_callback(file, tally_reported, lost);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    if (mode < QUEUE) {
        pylog_logger_add_handler(NULL, file);
        return file;
    }
    *queued = queued_with(
        &(struct pylog_queue_options){ .clock = mode == QUEUE ? PYLOG_CLOCK_REALTIME : PYLOG_CLOCK_TSC },
        file);
    assert_int_equal(pylog_queue_listener_start(queued->listener), 0);
    return file;
}

static void run(enum mode mode, bool with_faults) {
    struct queued queued;
    struct tally noted;
    lines_per_writer = 5000 * (test_scale() == 1 ? 1 : 4 * test_scale()); /* 400,000 at a scale of 20 */
    pylog__reset();
    noted = tally_new(WRITERS, lines_per_writer, LONGEST);
    lost = &noted;
    atomic_store(&faults, 0);
    atomic_store(&refusals, 0);
    atomic_store(&signals, 0);
    atomic_store(&write_calls, 0);
    pylog_handler *file = begin(mode, &queued);
    atomic_store(&faulty, with_faults);
    set_timer(with_faults ? 1000 : 0);
    run_in_threads(WRITERS, write_lines);
    set_timer(0);
    atomic_store(&faulty, false);
    if (mode >= QUEUE) {
        queued_end(&queued);
    } else {
        pylog_logger_remove_handler(NULL, file);
        pylog_handler_unref(file);
    }
    assert_in_order();
    if (with_faults && mode == ONE_WRITE_PER_RECORD)
        assert_true(atomic_load(&faults) > 100 && atomic_load(&refusals) > 5);
    tally_free(&noted);
    remove(path);
}

static void with_one_write_per_record_no_line_is_torn_or_missing(void **state) {
    (void)state;
    run(ONE_WRITE_PER_RECORD, false);
    run(ONE_WRITE_PER_RECORD, true);
}

static void with_a_buffer_no_line_is_torn_or_missing(void **state) {
    (void)state;
    run(BUFFERED, false);
    run(BUFFERED, true);
}

static void with_a_queue_no_line_is_torn_or_missing(void **state) {
    (void)state;
    run(QUEUE, false);
    run(QUEUE, true);
}

static void with_a_queue_by_ticks_no_line_is_torn_or_missing(void **state) {
    (void)state;
    run(QUEUE_BY_TICKS, false);
    run(QUEUE_BY_TICKS, true);
}

/* ---- Killed ---------------------------------------------------------------------------------- */

enum { MOST_LINES = 100000 };

/* How many calls of each thread have returned, for the parent to see. */
static _Atomic uint32_t *returned;

static void *write_until_killed(void *writer) {
    char text[LINE_SIZE];
    size_t mine = (size_t)(uintptr_t)writer;
    for (size_t i = 0; i < MOST_LINES; i++) {
        compose_line(text, mine, i, LONGEST);
        pylog_info(NULL, "%s", text);
        atomic_store(&returned[mine], (uint32_t)(i + 1));
    }
    return NULL;
}

static void be_killed(void) {
    pylog_handler *file = pylog_file_handler_new(path, &(struct pylog_file_options){ .mode = "w" });
    pylog_logger_add_handler(NULL, file);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    run_in_threads(WRITERS, write_until_killed);
    _exit(0);
}

/* The kernel may leave a part of what was being written, once for each thread. */
static void assert_has_what_had_returned(void) {
    size_t writer, number, torn = 0, next[WRITERS] = { 0 };
    char line[LINE_SIZE];
    FILE *file = fopen(path, "rb");
    while (file && fgets(line, sizeof line, file)) {
        bool fragment = true, ended = strchr(line, '\n');
        line[strcspn(line, "\n")] = '\0';
        if (ended && read_line(line, &writer, &number, &fragment))
            assert_int_equal(number, next[writer]++);
        torn += fragment;
    }
    if (file)
        fclose(file);
    assert_true(torn <= WRITERS);
    for (writer = 0; writer < WRITERS; writer++)
        if (next[writer] < atomic_load(&returned[writer]))
            fail_msg("thread %zu: %zu of %u", writer, next[writer], (unsigned)atomic_load(&returned[writer]));
}

static void what_is_killed_has_lost_no_record_whose_call_had_returned(void **state) {
    size_t kills = 5 * test_scale();
    (void)state;
    returned =
        mmap(NULL, WRITERS * sizeof *returned, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(returned, MAP_FAILED);
    pylog__reset();
    if (kills > 100)
        kills = 100;
    if (kills < 20)
        kills = 20;
    for (size_t i = 0; i < kills; i++) {
        for (size_t writer = 0; writer < WRITERS; writer++)
            atomic_store(&returned[writer], 0);
        remove(path);
        pid_t child = fork();
        if (child == 0)
            be_killed();
        const struct timespec span = { .tv_nsec = (long)(i * 7919 % 300) * 50000 };
        nanosleep(&span, NULL); /* up to 15 ms */
        kill(child, SIGKILL);
        wait_for_child(child);
        assert_has_what_had_returned();
    }
    munmap(returned, WRITERS * sizeof *returned);
    remove(path);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(with_one_write_per_record_no_line_is_torn_or_missing),
    cmocka_unit_test(with_a_buffer_no_line_is_torn_or_missing),
    cmocka_unit_test(with_a_queue_no_line_is_torn_or_missing),
    cmocka_unit_test(with_a_queue_by_ticks_no_line_is_torn_or_missing),
    cmocka_unit_test(what_is_killed_has_lost_no_record_whose_call_had_returned),
};
TEST_MAIN
