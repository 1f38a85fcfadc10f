/* How a stream handler hands its bytes over: each of them once, behind the program's own, whatever the
 * descriptor, the stream's lock, or a fork do meanwhile. write, poll and the clock are the test's. */
#define _GNU_SOURCE

#include <capture.h>
#include <errno.h>
#include <fcntl.h>
#include <fixture.h>
#include <poll.h>
#include <pthread.h>
#include <pylog.h>
#include <pylog/handlers.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

ssize_t __real_write(int descriptor, const void *bytes, size_t length);
ssize_t __wrap_write(int descriptor, const void *bytes, size_t length);
int __real_poll(struct pollfd *wanted, nfds_t count, int timeout);
int __wrap_poll(struct pollfd *wanted, nfds_t count, int timeout);
int64_t __real_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void);

enum { SECOND = 1000000000 };

/* What write(2) does at each call: so many bytes are taken, or an errno as a negative number; 0: as it will.
 */
static struct {
    int target; /* the descriptor; -1: none */
    int steps[16];
    size_t next, count;
    size_t calls;
    void (*during)(void); /* called in the first write */
} faults;
static _Atomic int64_t clock_moved; /* by poll, in nanoseconds */
static int polls_that_find_room;

ssize_t __wrap_write(int descriptor, const void *bytes, size_t length) {
    if (descriptor != faults.target)
        return __real_write(descriptor, bytes, length);
    faults.calls++;
    void (*during)(void) = faults.during;
    faults.during = NULL;
    if (during)
        during();
    int step = faults.next < faults.count ? faults.steps[faults.next++] : 0;
    if (step < 0) {
        errno = -step;
        return -1;
    }
    return __real_write(descriptor, bytes, step && (size_t)step < length ? (size_t)step : length);
}

/* There is room, or the whole time passes. */
int __wrap_poll(struct pollfd *wanted, nfds_t count, int timeout) {
    if (faults.target < 0 || count != 1 || wanted->fd != faults.target)
        return __real_poll(wanted, count, timeout);
    if (polls_that_find_room) {
        polls_that_find_room--;
        return 1;
    }
    clock_moved += (int64_t)timeout * (SECOND / 1000);
    return 0;
}

int64_t __wrap_pylog__port_monotonic(void) {
    return __real_pylog__port_monotonic() + clock_moved;
}

static FILE *file;
static pylog_handler *handler;

static void begin(FILE *stream) {
    file = stream;
    assert_non_null(file);
    handler = pylog_stream_handler_new(file);
    pylog_handler_set_error_callback(handler, report, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    forget_reports();
    memset(&faults, 0, sizeof faults);
    faults.target = fileno(file);
    polls_that_find_room = 0;
}

static void end(void) {
    pylog_logger_remove_handler(NULL, handler);
    faults.target = -1;
    fclose(file);
}

static void fail_with(size_t count, const int *steps) {
    memcpy(faults.steps, steps, count * sizeof *steps);
    faults.count = count;
    faults.next = faults.calls = 0;
}
#define FAULTS(...) fail_with(sizeof((int[]){ __VA_ARGS__ }) / sizeof(int), (int[]){ __VA_ARGS__ })

static void log_text(const char *text) {
    pylog_error(pylog_get_logger(NULL), "%s", text);
}

static void assert_file_is(const char *expected) {
    char *content = read_whole_file("stream.log");
    assert_non_null(content);
    assert_string_equal(content, expected);
    free(content);
}

static int set_up(void) {
    clock_moved = 0;
    faults.target = -1;
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

static uint64_t emitted(void) {
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    return stats.emitted;
}

/* ---- Once ---- */

static void a_write_that_is_cut_short_goes_on_where_it_was(void **state) {
    (void)state;
    begin(fopen("stream.log", "w"));
    FAULTS(2, -EINTR, 3, -EINTR, -EINTR, 1);
    log_text("0123456789");
    log_text("next");
    assert_file_is("0123456789\nnext\n");
    assert_int_equal(reported.count, 0);
    assert_int_equal(emitted(), 2);
    end();
}

static void a_record_is_one_write(void **state) {
    (void)state;
    begin(fopen("stream.log", "w"));
    log_text("one");
    log_text("two");
    assert_int_equal(faults.calls, 2);
    end();
}

static void what_remains_of_a_record_after_an_error_is_not_joined_by_the_next(void **state) {
    (void)state;
    begin(fopen("stream.log", "w"));
    FAULTS(4, -ENOSPC, -ENOSPC);
    log_text("0123456789");
    log_text("lost");
    log_text("next");
    assert_file_is("0123\nnext\n");
    assert_int_equal(reported.count, 2);
    assert_int_equal(reported.error, ENOSPC);
    end();
}

/* ---- A reader that sleeps ---- */

static void a_reader_that_is_slow_is_waited_for(void **state) {
    (void)state;
    begin(fopen("stream.log", "w"));
    FAULTS(-EAGAIN, 3, -EAGAIN, 3, -EAGAIN);
    polls_that_find_room = 3;
    log_text("0123456789");
    assert_file_is("0123456789\n");
    assert_int_equal(reported.count, 0);
    end();
}

static void one_that_sleeps_is_given_up_after_ten_seconds_and_not_waited_for_again(void **state) {
    (void)state;
    begin(fopen("stream.log", "w"));
    FAULTS(-EAGAIN, -EAGAIN, -EAGAIN);
    log_text("one");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, EAGAIN);
    assert_in_range(clock_moved, INT64_C(9900) * (SECOND / 1000), INT64_C(10100) * (SECOND / 1000));
    int64_t before = clock_moved;
    log_text("two");
    assert_int_equal(reported.count, 2);
    assert_true(clock_moved == before);
    assert_int_equal(faults.calls, 2);
    end();
}

static void when_it_wakes_it_is_waited_for_again(void **state) {
    (void)state;
    begin(fopen("stream.log", "w"));
    FAULTS(-EAGAIN, 2, -EAGAIN);
    log_text("one");
    polls_that_find_room = 1;
    log_text("two");
    assert_file_is("two\n");
    assert_int_equal(reported.count, 1);
    end();
}

/* ---- Among the program's own output ---- */

static void records_stand_where_they_were_logged(void **state) {
    static const struct {
        const char *mode;
        int buffering;
    } streams[] = {
        { "w", _IOFBF }, { "a", _IOFBF }, { "r+", _IOFBF }, { "w+", _IOFBF }, { "w", _IOLBF },
        { "w", _IONBF }, { "a", _IOLBF }, { "a+", _IONBF }, { "r+", _IONBF },
    };
    (void)state;
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        fclose(fopen("stream.log", "w"));
        begin(fopen("stream.log", streams[i].mode));
        setvbuf(file, NULL, streams[i].buffering, BUFSIZ);
        fputs("1 ", file);
        log_text("one");
        assert_int_equal(ftell(file), 6);
        fputs("2 ", file);
        log_text("two");
        log_text("three");
        fputs("3\n", file);
        assert_int_equal(ftell(file), 20);
        fflush(file);
        assert_file_is("1 one\n2 two\nthree\n3\n");
        end();
    }
}

static void a_stream_that_is_read_is_written_to_at_its_place(void **state) {
    char line[16];
    (void)state;
    FILE *made = fopen("stream.log", "w");
    fputs("first\nsecond\nthird\n", made);
    fclose(made);
    begin(fopen("stream.log", "r+"));
    assert_non_null(fgets(line, sizeof line, file));
    fseek(file, 0, SEEK_CUR);
    log_text("SECOND");
    fseek(file, 0, SEEK_CUR);
    assert_non_null(fgets(line, sizeof line, file));
    assert_string_equal(line, "third\n");
    end();
    assert_file_is("first\nSECOND\nthird\n");
}

static void what_the_program_has_printed_waits_for_room_as_well(void **state) {
    (void)state;
    begin(fopen("stream.log", "w"));
    fputs("mine ", file);
    polls_that_find_room = 1;
    log_text("ours");
    assert_int_equal(polls_that_find_room, 0);
    assert_file_is("mine ours\n");
    end();
}

/* ---- Locks and forks ---- */

static sem_t locked, let_go;

static void *hold_the_stream(void *unused) {
    flockfile(file);
    sem_post(&locked);
    sem_wait(&let_go);
    funlockfile(file);
    return unused;
}

/* The clock is moved by whoever looks at it, so that the test does not wait. */
static void *pass_the_time(void *unused) {
    usleep(20000);
    clock_moved += INT64_C(10) * SECOND;
    return unused;
}

static void a_stream_that_another_thread_has_locked_for_ever_is_written_to_all_the_same(void **state) {
    pthread_t holder, time;
    (void)state;
    begin(fopen("stream.log", "w"));
    sem_init(&locked, 0, 0);
    sem_init(&let_go, 0, 0);
    log_text("zero");
    pthread_create(&holder, NULL, hold_the_stream, NULL);
    sem_wait(&locked);
    pthread_create(&time, NULL, pass_the_time, NULL);
    log_text("one"); /* would be for ever in flockfile */
    log_text("two");
    sem_post(&let_go);
    pthread_join(holder, NULL);
    pthread_join(time, NULL);
    assert_file_is("zero\none\ntwo\n");
    end();
}

static pid_t child;

static void fork_child(void) {
    child = fork();
    if (child == 0)
        exit(0); /* which writes what is in its streams */
}

static void assert_child_is_well(void) {
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void a_fork_in_the_middle_of_a_write_doubles_nothing(void **state) {
    (void)state;
    begin(fopen("stream.log", "w"));
    faults.during = fork_child;
    log_text("one");
    assert_child_is_well();
    log_text("two");
    end();
    assert_file_is("one\ntwo\n");
}

/* ---- Signals that a write raises ---- */

static int log_to_a_pipe_without_reader(bool printing) {
    int ends[2];
    struct pylog_handler_stats stats;
    if (pipe(ends) != 0)
        return 1;
    close(ends[0]);
    begin(fdopen(ends[1], "w"));
    if (printing)
        fputs("mine ", file);
    log_text("one");
    log_text("two");
    pylog_handler_get_stats(handler, &stats);
    return reported.count == 2 && reported.error == EPIPE && stats.emitted == 0 ? 0 : 2;
}

static int report_to_a_pipe_without_reader(void) {
    int ends[2];
    if (pipe(ends) != 0)
        return 1;
    close(ends[0]);
    dup2(ends[1], STDERR_FILENO);
    pylog_warning(pylog_get_logger("nobody"), "by the last resort");
    pylog_show_warning("UserWarning", "a warning");
    begin(fopen("/dev/full", "w"));
    pylog_handler_set_error_callback(handler, NULL, NULL);
    log_text("one");
    return 0;
}

static int what_is_told(int number) {
    signal(SIGPIPE, SIG_DFL);
    return number < 2 ? log_to_a_pipe_without_reader(number) : report_to_a_pipe_without_reader();
}

static void a_reader_that_is_gone_kills_nobody(void **state) {
    (void)state;
    for (int number = 0; number < 3; number++) {
        child = fork();
        if (child == 0)
            _exit(what_is_told(number));
        assert_child_is_well();
    }
}

/* ---- Batches ---- */

static int fork_in_a_record(struct pylog_record *record, void *data) {
    (void)data;
    if (strcmp(pylog_record_message(record, NULL), "5") == 0)
        fork_child();
    return 1;
}

static void log_by_queue(void) {
    pylog_queue *queue = pylog_queue_new(NULL);
    pylog_handler *putter = pylog_queue_handler_new(queue);
    pylog_queue_listener *listener =
        pylog_queue_listener_new(queue, (pylog_handler *[]){ handler, NULL }, NULL);
    pylog_logger *logger = pylog_get_logger("queued");
    pylog_logger_set_propagate(logger, false);
    pylog_logger_add_handler(logger, putter);
    for (int i = 0; i < 9; i++)
        pylog_error(logger, "%d", i);
    pylog_queue_listener_start(listener);
    pylog_queue_listener_stop(listener);
    pylog_queue_listener_free(listener);
    pylog_logger_remove_handler(logger, putter);
    pylog_handler_unref(putter);
    pylog_queue_unref(queue);
}

static void a_batch_is_one_write(void **state) {
    (void)state;
    begin(fopen("stream.log", "w"));
    log_by_queue();
    assert_file_is("0\n1\n2\n3\n4\n5\n6\n7\n8\n");
    assert_int_equal(faults.calls, 1);
    assert_int_equal(emitted(), 9);
    end();
}

static void a_fork_in_a_batch_doubles_nothing(void **state) {
    (void)state;
    begin(fopen("stream.log", "w"));
    pylog_filter *filter = pylog_filter_new_callback(fork_in_a_record, NULL, NULL);
    pylog_handler_add_filter(handler, filter);
    pylog_filter_unref(filter);
    log_by_queue();
    assert_child_is_well();
    end();
    assert_file_is("0\n1\n2\n3\n4\n5\n6\n7\n8\n");
}

static void records_of_a_batch_that_cannot_be_written_are_counted(void **state) {
    struct pylog_handler_stats stats;
    (void)state;
    begin(fopen("stream.log", "w"));
    FAULTS(7, -ENOSPC);
    log_by_queue();
    log_text("next");
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.emitted, 3 + 1);
    assert_int_equal(stats.dropped, 6);
    assert_int_equal(stats.errors, 1);
    assert_int_equal(reported.error, ENOSPC);
    assert_file_is("0\n1\n2\n3\nnext\n");
    end();
}

/* ---- Streams without a descriptor ---- */

static struct {
    char bytes[65536];
    size_t length, calls;
    int steps[8];
    size_t next, count;
} cookie;

static ssize_t take(void *unused, const char *bytes, size_t length) {
    (void)unused;
    cookie.calls++;
    int step = cookie.next < cookie.count ? cookie.steps[cookie.next++] : 0;
    if (step < 0) {
        errno = -step;
        return 0;
    }
    length = step && (size_t)step < length ? (size_t)step : length;
    memcpy(cookie.bytes + cookie.length, bytes, length);
    cookie.length += length;
    return (ssize_t)length;
}

static void begin_cookie(int buffering) {
    memset(&cookie, 0, sizeof cookie);
    FILE *stream = fopencookie(NULL, "w", (cookie_io_functions_t){ .write = take });
    setvbuf(stream, NULL, buffering, 4096);
    begin(stream);
}

static void one_without_a_descriptor_gets_each_byte_once(void **state) {
    static const int buffering[] = { _IOFBF, _IOLBF, _IONBF };
    static char text[20001], expected[20100];
    (void)state;
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 100 == 99 ? '\n' : (char)('a' + i % 26);
    text[sizeof text - 1] = '\0';
    for (size_t i = 0; i < sizeof buffering / sizeof *buffering; i++) {
        begin_cookie(buffering[i]);
        fputs("mine ", file);
        fflush(file);
        cookie.count = 6;
        memcpy(cookie.steps, (int[]){ -EINTR, 0, -EINTR, -EINTR, 0, -EINTR }, 6 * sizeof(int));
        log_text(text);
        log_text("next");
        snprintf(expected, sizeof expected, "mine %s\nnext\n", text);
        cookie.bytes[cookie.length] = '\0';
        assert_string_equal(cookie.bytes, expected);
        assert_int_equal(reported.count, 0);
        end();
    }
}

static void one_that_takes_only_a_part_is_reported_and_not_given_it_again(void **state) {
    (void)state;
    begin_cookie(_IOFBF);
    cookie.count = 1;
    cookie.steps[0] = 4;
    log_text("0123456789");
    log_text("next");
    cookie.bytes[cookie.length] = '\0';
    assert_string_equal(cookie.bytes, "0123\nnext\n");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, EIO);
    end();
}

static void one_in_memory_has_the_records(void **state) {
    char *text = NULL;
    size_t length = 0;
    (void)state;
    begin(open_memstream(&text, &length));
    fputs("mine ", file);
    log_text("ours");
    assert_string_equal(text, "mine ours\n");
    end();
    free(text);
}

static const struct CMUnitTest tests[] = {
    TEST(a_write_that_is_cut_short_goes_on_where_it_was),
    TEST(a_record_is_one_write),
    TEST(what_remains_of_a_record_after_an_error_is_not_joined_by_the_next),
    TEST(a_reader_that_is_slow_is_waited_for),
    TEST(one_that_sleeps_is_given_up_after_ten_seconds_and_not_waited_for_again),
    TEST(when_it_wakes_it_is_waited_for_again),
    TEST(records_stand_where_they_were_logged),
    TEST(a_stream_that_is_read_is_written_to_at_its_place),
    TEST(what_the_program_has_printed_waits_for_room_as_well),
    TEST(a_stream_that_another_thread_has_locked_for_ever_is_written_to_all_the_same),
    TEST(a_fork_in_the_middle_of_a_write_doubles_nothing),
    TEST(a_reader_that_is_gone_kills_nobody),
    TEST(a_batch_is_one_write),
    TEST(a_fork_in_a_batch_doubles_nothing),
    TEST(records_of_a_batch_that_cannot_be_written_are_counted),
    TEST(one_without_a_descriptor_gets_each_byte_once),
    TEST(one_that_takes_only_a_part_is_reported_and_not_given_it_again),
    TEST(one_in_memory_has_the_records),
};
TEST_MAIN
