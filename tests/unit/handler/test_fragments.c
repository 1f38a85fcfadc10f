/* A write that is cut short leaves a fragment in the file: no record of another thread, of another process or
 * of the next start is ever in its line. */
#define _GNU_SOURCE

#include <capture.h>
#include <errno.h>
#include <fcntl.h>
#include <files.h>
#include <fixture.h>
#include <parallel.h>
#include <pylog/handlers.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char path[] = "fragments.log";

/* ---- write(2), with faults ------------------------------------------------------------------- */

/* One write in so many is cut short; 0: none is. Another one fails. */
static atomic_uint one_in, write_calls, cut;
/* The most that a write takes; 0: all. */
static atomic_size_t most_taken;
/* What another process appends after each write that was cut short. */
static const char *_Atomic foreign;

ssize_t __real_write(int file, const void *bytes, size_t length);
ssize_t __wrap_write(int file, const void *bytes, size_t length);

static void append_foreign(const char *text) {
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0666);
    if (__real_write(file, text, strlen(text)) != (ssize_t)strlen(text))
        abort();
    close(file);
}

static unsigned next_random(unsigned call) {
    call = (call ^ 61) ^ (call >> 16);
    call *= 9;
    call ^= call >> 4;
    call *= 0x27d4eb2d;
    return call ^ (call >> 15);
}

ssize_t __wrap_write(int file, const void *bytes, size_t length) {
    unsigned call = next_random(atomic_fetch_add(&write_calls, 1)), every = atomic_load(&one_in);
    size_t most = atomic_load(&most_taken);
    struct stat status;
    if (fstat(file, &status) || !S_ISREG(status.st_mode) || length < 2)
        return __real_write(file, bytes, length);
    if (every && call % every == 1) {
        errno = call & 64 ? ENOSPC : EINTR;
        return -1;
    }
    if (!most && every && call % every == 0)
        most = 1 + call / every % (length - 1);
    if (!most || most >= length)
        return __real_write(file, bytes, length);
    atomic_fetch_add(&cut, 1);
    ssize_t taken = __real_write(file, bytes, most);
    const char *text = atomic_load(&foreign);
    if (text)
        append_foreign(text);
    if (call & 32)
        sched_yield();
    return taken;
}

/* ---- What the tests share -------------------------------------------------------------------- */

static int set_up(void) {
    unlink(path);
    atomic_store(&one_in, 0);
    atomic_store(&most_taken, 0);
    atomic_store(&foreign, NULL);
    atomic_store(&cut, 0);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    pylog_set_raise_exceptions(false);
    return 0;
}

static int tear_down(void) {
    atomic_store(&one_in, 0);
    pylog_set_raise_exceptions(true);
    return 0;
}

static int clean_up(void) {
    unlink(path);
    return 0;
}

static const struct fixture fixture = {
    .seconds = 120, .set_up = set_up, .tear_down = tear_down, .clean_up = clean_up
};

static pylog_handler *add(pylog_handler *handler) {
    assert_non_null(handler);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    return handler;
}

static pylog_handler *add_file(const struct pylog_file_options *options) {
    return add(pylog_file_handler_new(path, options));
}

enum { WRITERS = 4, LONGEST = 200 };
static size_t lines_per_writer;
static struct tally *lost; /* what was reported as not written */

static void *write_lines(void *writer) {
    char text[LINE_SIZE];
    for (size_t i = 0; i < lines_per_writer; i++) {
        compose_line(text, (size_t)(uintptr_t)writer, i, LONGEST);
        pylog_info(NULL, "%s", text);
    }
    return NULL;
}

/* Each line is a record of which there is no other, or the beginning of one; and every record is there that
 * was not reported. */
static void assert_lines(size_t writers) {
    struct tally tally = tally_new(writers, lines_per_writer, LONGEST);
    char line[2 * LINE_SIZE], expected[LINE_SIZE];
    size_t writer, number, joined = 0;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (strlen(line) && strchr(line + 1, '<'))
            joined++;
        else if (sscanf(line, "<%zu %zu ", &writer, &number) == 2 && writer < writers &&
                 (compose_line(expected, writer, number, LONGEST), strcmp(expected, line) == 0))
            tally.seen[writer * lines_per_writer + number]++;
    }
    fclose(file);
    assert_int_equal(joined, 0);
    size_t missing = 0, twice = 0;
    for (size_t i = 0; i < writers * lines_per_writer; i++) {
        missing += !tally.seen[i] && !lost->seen[i];
        twice += tally.seen[i] > 1;
    }
    assert_int_equal(missing, 0);
    assert_int_equal(twice, 0);
    tally_free(&tally);
}

/* ---- Threads --------------------------------------------------------------------------------- */

static void run_threads(pylog_handler *handler) {
    struct tally noted;
    lines_per_writer = 4000 * test_scale();
    noted = tally_new(WRITERS, lines_per_writer, LONGEST);
    lost = &noted;
    pylog_handler_set_error_callback(handler, tally_reported, lost);
    atomic_store(&one_in, 10);
    run_in_threads(WRITERS, write_lines);
    atomic_store(&one_in, 0);
    pylog_handler_close(handler);
    assert_true(atomic_load(&cut) > lines_per_writer / 10);
    assert_lines(WRITERS);
    tally_free(&noted);
}

static void no_record_of_another_thread_is_in_the_line_of_a_fragment(void **state) {
    (void)state;
    run_threads(add_file(NULL));
}

static void nor_in_a_watched_file(void **state) {
    (void)state;
    run_threads(add(pylog_watched_file_handler_new(path, NULL)));
}

/* Two handlers of one file are to each other as two processes are. */
static void *write_lines_by_two_handlers(void *writer) {
    char text[LINE_SIZE];
    size_t mine = (size_t)(uintptr_t)writer;
    pylog_logger *own = pylog_get_logger("own");
    for (size_t i = 0; i < lines_per_writer; i++) {
        compose_line(text, mine, i, LONGEST);
        pylog_info(mine % 2 ? own : NULL, "%s", text);
    }
    return NULL;
}

static void nor_in_a_file_that_has_two_handlers(void **state) {
    struct tally noted;
    (void)state;
    pylog_handler *one = add_file(NULL), *other = pylog_file_handler_new(path, NULL);
    pylog_logger_set_propagate(pylog_get_logger("own"), false);
    pylog_logger_add_handler(pylog_get_logger("own"), other);
    lines_per_writer = 2000 * test_scale();
    noted = tally_new(WRITERS, lines_per_writer, LONGEST);
    lost = &noted;
    pylog_handler_set_error_callback(one, tally_reported, lost);
    pylog_handler_set_error_callback(other, tally_reported, lost);
    atomic_store(&one_in, 10);
    run_in_threads(WRITERS, write_lines_by_two_handlers);
    atomic_store(&one_in, 0);
    pylog_handler_close(one);
    pylog_handler_close(other);
    pylog_handler_unref(other);
    assert_lines(WRITERS);
    tally_free(&noted);
}

/* ---- Processes ------------------------------------------------------------------------------- */

static void what_another_process_appends_to_a_fragment_gets_a_line_of_its_own(void **state) {
    (void)state;
    pylog_handler *file = add_file(NULL);
    atomic_store(&foreign, "foreign\n");
    atomic_store(&most_taken, 4);
    pylog_info(NULL, "record");
    files_assert(path, "rec\nforeign\nrec\nforeign\nrec\nforeign\nrec\nforeign\n"
                       "rec\nforeign\nrec\nforeign\nrec\nforeign\nrec\nforeign\n");
    atomic_store(&most_taken, 0);
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(file, &stats);
    assert_int_equal(stats.errors, 1);
    unlink(path);
    pylog_file_handler_reopen(file);
    atomic_store(&most_taken, 4);
    atomic_store(&foreign, NULL);
    pylog_info(NULL, "record");
    files_assert(path, "record\n");
}

static void processes_that_share_an_opening_join_nothing(void **state) {
    struct tally noted;
    (void)state;
    pylog_handler *file = add_file(NULL);
    lines_per_writer = 1000;
    noted = tally_new(WRITERS, lines_per_writer, LONGEST);
    lost = &noted;
    pid_t children[WRITERS];
    for (size_t i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            must_end_within(60);
            atomic_store(&write_calls, (unsigned)i * 100000);
            atomic_store(&one_in, 12);
            for (size_t n = 0; n < lines_per_writer; n++) {
                char text[LINE_SIZE];
                struct pylog_handler_stats before, after;
                compose_line(text, i, n, LONGEST);
                do { /* what was reported is logged again */
                    pylog_handler_get_stats(file, &before);
                    pylog_info(NULL, "%s", text);
                    pylog_handler_get_stats(file, &after);
                } while (after.errors > before.errors);
            }
            _exit(0);
        }
    }
    for (size_t i = 0; i < WRITERS; i++)
        assert_int_equal(wait_for_child(children[i]), 0);
    assert_lines(WRITERS);
    tally_free(&noted);
}

static void a_large_record_ends_what_a_killed_process_has_left(void **state) {
    static char large[100000];
    (void)state;
    memset(large, 'x', sizeof large - 1);
    add_file(NULL);
    append_foreign("fragment");
    pylog_info(NULL, "%s", large);
    char *text = read_whole_file(path);
    assert_memory_equal(text, "fragmen\nxxx", 11);
    assert_int_equal(strlen(text), 8 + sizeof large);
    free(text);
}

/* ---- The next start -------------------------------------------------------------------------- */

static void the_next_start_begins_a_line_of_its_own(void **state) {
    (void)state;
    static const struct {
        const char *before, *after;
    } rows[] = { { "", "record\n" },
                 { "whole\n", "whole\nrecord\n" },
                 { "frag", "frag\nrecord\n" },
                 { "whole\nf", "whole\nf\nrecord\n" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pylog__reset();
        pylog_logger_set_level(NULL, PYLOG_DEBUG);
        files_write(path, rows[i].before);
        pylog_handler *file = add_file(NULL);
        pylog_info(NULL, "record");
        files_assert(path, rows[i].after);
        files_write(path, rows[i].before);
        assert_int_equal(pylog_file_handler_reopen(file), 0);
        pylog_info(NULL, "record");
        files_assert(path, rows[i].after);
        unlink(path);
    }
}

static void a_rotating_file_begins_a_line_of_its_own_too(void **state) {
    (void)state;
    files_write(path, "frag");
    add(pylog_rotating_file_handler_new(path, NULL));
    pylog_info(NULL, "record");
    files_assert(path, "frag\nrecord\n");
}

static void of_several_processes_each_looks_behind_the_others(void **state) {
    (void)state;
    add(pylog_rotating_file_handler_new(path, &(struct pylog_rotating_options){ .several_processes = true }));
    pylog_info(NULL, "one");
    append_foreign("frag");
    pylog_info(NULL, "two");
    append_foreign("whole\n");
    pylog_info(NULL, "three");
    files_assert(path, "one\nfrag\ntwo\nwhole\nthree\n");
    unlink("fragments.log.lock");
}

static void what_is_not_written_in_lines_is_left_alone(void **state) {
    (void)state;
    files_write(path, "a;b;");
    pylog_handler *file = add_file(NULL);
    pylog_handler_set_terminator(file, ";");
    pylog_info(NULL, "c");
    pylog_info(NULL, "d");
    files_assert(path, "a;b;c;d;");
}

static void in_utf_16_half_a_character_is_completed(void **state) {
    (void)state;
    int made = open(path, O_WRONLY | O_CREAT, 0666);
    assert_int_equal(__real_write(made, "a\0\n\0b", 5), 5);
    close(made);
    add_file(&(struct pylog_file_options){ .encoding = "utf-16-le" });
    pylog_info(NULL, "c");
    char *text = read_whole_file(path);
    assert_memory_equal(text, "a\0\n\0b\0\n\0c\0\n\0", 12);
    free(text);
}

static void a_byte_order_mark_alone_is_no_fragment(void **state) {
    (void)state;
    files_write(path, "\xEF\xBB\xBF");
    add_file(&(struct pylog_file_options){ .encoding = "utf-8-sig" });
    pylog_info(NULL, "c");
    files_assert(path, "\xEF\xBB\xBF"
                       "c\n");
}

/* ---- Pieces ---------------------------------------------------------------------------------- */

static void a_file_that_takes_little_at_a_time_gets_it_in_pieces(void **state) {
    static char large[100001];
    (void)state;
    memset(large, 'x', sizeof large - 1);
    pylog_handler *file = add_file(NULL);
    atomic_store(&most_taken, 4096);
    pylog_info(NULL, "%s", large);
    pylog_info(NULL, "next");
    char *text = read_whole_file(path);
    assert_int_equal(strlen(text), sizeof large + 5);
    assert_memory_equal(text, large, sizeof large - 1);
    assert_string_equal(text + sizeof large - 1, "\nnext\n");
    free(text);
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(file, &stats);
    assert_int_equal(stats.emitted, 2);
}

/* A limit that is reached within a record, and what comes when it is gone. */
static void at_a_limit_the_program_goes_on_and_the_fragment_is_ended(void **state) {
    struct rlimit before, limit;
    (void)state;
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = 10;
    pylog_handler *file = add_file(NULL);
    pylog_info(NULL, "1234");
    setrlimit(RLIMIT_FSIZE, &limit);
    for (int i = 0; i < 10; i++)
        pylog_info(NULL, "abcdefgh");
    files_assert(path, "1234\nabcd\n");
    setrlimit(RLIMIT_FSIZE, &before);
    pylog_info(NULL, "next");
    files_assert(path, "1234\nabcd\nnext\n");
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(file, &stats);
    assert_int_equal(stats.errors, 10);
    assert_int_equal(stats.emitted, 2);
}

static void a_file_that_is_opened_at_its_limit_kills_nobody(void **state) {
    struct rlimit before, limit;
    (void)state;
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = 5;
    setrlimit(RLIMIT_FSIZE, &limit);
    pylog_handler *file = add_file(NULL);
    for (int i = 0; i < 10; i++)
        pylog_info(NULL, "1234");
    setrlimit(RLIMIT_FSIZE, &before);
    files_assert(path, "1234\n");
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(file, &stats);
    assert_int_equal(stats.errors, 9);
}

/* ---- Batches --------------------------------------------------------------------------------- */

static pylog_handler *batched;
static struct gate in_batch = GATE_CLOSED, batch_over = GATE_CLOSED;

static void *hold_a_batch(void *unused) {
    pylog_handler_acquire(batched);
    pylog_handler_operations(batched)->file->batch(batched, true);
    pylog_handler_release(batched);
    gate_open(&in_batch);
    gate_pass(&batch_over);
    pylog_handler_acquire(batched);
    pylog_handler_operations(batched)->file->batch(batched, false);
    pylog_handler_release(batched);
    return unused;
}

static void *log_as_a_child(void *unused) {
    pylog_info(NULL, "child");
    return unused;
}

/* A thread that a child starts gets the stack, and so the number, of one that only the parent has. */
static void a_childs_record_is_written_at_once_whoever_its_thread_is(void **state) {
    (void)state;
    batched = add_file(NULL);
    pthread_t thread = start_thread(hold_a_batch, NULL);
    gate_pass(&in_batch);
    pid_t child = fork();
    if (child == 0) {
        must_end_within(20);
        for (int i = 0; i < 3; i++)
            join_thread(start_thread(log_as_a_child, NULL));
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    gate_open(&batch_over);
    join_thread(thread);
    files_assert(path, "child\nchild\nchild\n");
}

static const struct CMUnitTest tests[] = {
    TEST(no_record_of_another_thread_is_in_the_line_of_a_fragment),
    TEST(nor_in_a_watched_file),
    TEST(nor_in_a_file_that_has_two_handlers),
    TEST(what_another_process_appends_to_a_fragment_gets_a_line_of_its_own),
    TEST(processes_that_share_an_opening_join_nothing),
    TEST(a_large_record_ends_what_a_killed_process_has_left),
    TEST(the_next_start_begins_a_line_of_its_own),
    TEST(a_rotating_file_begins_a_line_of_its_own_too),
    TEST(of_several_processes_each_looks_behind_the_others),
    TEST(what_is_not_written_in_lines_is_left_alone),
    TEST(in_utf_16_half_a_character_is_completed),
    TEST(a_byte_order_mark_alone_is_no_fragment),
    TEST(a_file_that_takes_little_at_a_time_gets_it_in_pieces),
    TEST(at_a_limit_the_program_goes_on_and_the_fragment_is_ended),
    TEST(a_file_that_is_opened_at_its_limit_kills_nobody),
    TEST(a_childs_record_is_written_at_once_whoever_its_thread_is),
};
TEST_MAIN
