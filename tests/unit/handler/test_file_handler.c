/* The file handler: how it opens, what it does on bad days, and that no record is lost or torn for good. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <fcntl.h>
#include <files.h>
#include <fixture.h>
#include <poll.h>
#include <pthread.h>
#include <pylog.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- write(2), as a test wants it ---- */

enum outcome { WHOLE, SHORT, ERROR };

static struct {
    struct {
        enum outcome outcome;
        size_t number; /* bytes taken, or errno */
    } steps[16];
    size_t step_count, next;
    size_t calls;
    int file;
} writes;

static void plan(enum outcome outcome, size_t number) {
    writes.steps[writes.step_count].outcome = outcome;
    writes.steps[writes.step_count].number = number;
    writes.step_count++;
}

ssize_t __real_write(int file, const void *bytes, size_t length);
ssize_t __wrap_write(int file, const void *bytes, size_t length);

ssize_t __wrap_write(int file, const void *bytes, size_t length) {
    writes.calls++;
    writes.file = file;
    if (writes.next == writes.step_count)
        return __real_write(file, bytes, length);
    size_t number = writes.steps[writes.next].number;
    enum outcome outcome = writes.steps[writes.next++].outcome;
    if (outcome == ERROR) {
        errno = (int)number;
        return -1;
    }
    if (outcome == SHORT && number == 0)
        return 0;
    return __real_write(file, bytes, outcome == SHORT ? number : length);
}

/* The time of a wait passes at once. */
static int waited; /* milliseconds */
int __real_poll(struct pollfd *files, nfds_t count, int timeout);
int __wrap_poll(struct pollfd *files, nfds_t count, int timeout);
int __real_clock_gettime(clockid_t clock, struct timespec *now);
int __wrap_clock_gettime(clockid_t clock, struct timespec *now);

int __wrap_poll(struct pollfd *files, nfds_t count, int timeout) {
    int found = __real_poll(files, count, 0);
    waited += found ? 0 : timeout;
    return found;
}

int __wrap_clock_gettime(clockid_t clock, struct timespec *now) {
    int result = __real_clock_gettime(clock, now);
    now->tv_sec += clock == CLOCK_MONOTONIC ? waited / 1000 : 0;
    return result;
}

/* ---- What the tests share ---- */

static int set_up(void) {
    memset(&writes, 0, sizeof writes);
    waited = 0;
    return 0;
}

static const struct fixture fixture = { .directory = "file_handler", .in_directory = true, .set_up = set_up };

static pylog_handler *make(const char *filename, const struct pylog_file_options *options) {
    pylog_handler *handler = pylog_file_handler_new(filename, options);
    assert_non_null(handler);
    pylog_handler_set_error_callback(handler, report, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    return handler;
}

static void log_text(const char *text) {
    pylog_error(pylog_get_logger(NULL), "%s", text);
}

/* Refused, with this errno and this sentence, in which ~ stands for the directory of the test. */
static void assert_refused(const char *filename, const struct pylog_file_options *options, int error,
                           const char *sentence) {
    char expected[2048];
    const char *tilde = strchr(sentence, '~');
    int before = tilde ? (int)(tilde - sentence) : (int)strlen(sentence);
    snprintf(expected, sizeof expected, "%.*s%s%s", before, sentence, tilde ? fixture_home() : "",
             tilde ? tilde + 1 : "");
    errno = 0;
    assert_null(pylog_file_handler_new(filename, options));
    int got = errno;
    assert_string_equal(pylog_last_error(), expected);
    assert_int_equal(got, error);
}

/* ---- Opening ---- */

static void a_record_is_one_write(void **state) {
    (void)state;
    pylog_handler *handler = make("a.log", NULL);
    log_text("one");
    assert_int_equal(writes.calls, 1);
    log_text("two\nlines");
    assert_int_equal(writes.calls, 2);
    files_assert("a.log", "one\ntwo\nlines\n");
    files_assert_stats(handler, 2, 0, 0, 0);
}

static void a_record_of_a_megabyte_is_one_write(void **state) {
    char *text = malloc(1000 * 1000 + 1);
    (void)state;
    assert_non_null(text);
    memset(text, 'x', 1000 * 1000);
    text[1000 * 1000] = '\0';
    make("a.log", NULL);
    log_text(text);
    assert_int_equal(writes.calls, 1);
    char *content = read_whole_file("a.log");
    assert_int_equal(strlen(content), 1000 * 1000 + 1);
    free(content);
    free(text);
}

static void a_file_is_opened_for_append_and_closed_on_exec(void **state) {
    static const char *const modes[] = { "a", "w", "x" };
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        make(modes[i], &(struct pylog_file_options){ .mode = modes[i] });
        log_text("x");
        assert_true(fcntl(writes.file, F_GETFL) & O_APPEND);
        assert_true(fcntl(writes.file, F_GETFD) & FD_CLOEXEC);
        pylog__reset();
    }
}

static void mode_a_keeps_and_mode_w_drops_what_is_there(void **state) {
    (void)state;
    static const struct {
        const char *mode, *content;
    } rows[] = { { NULL, "1\n2\n" }, { "a", "1\n2\n" }, { "at", "1\n2\n" }, { "a+", "1\n2\n" },
                 { "w", "2\n" },     { "wb", "2\n" },   { "w+", "2\n" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        remove("a.log");
        make("a.log", NULL);
        log_text("1");
        pylog__reset();
        make("a.log", &(struct pylog_file_options){ .mode = rows[i].mode });
        log_text("2");
        pylog__reset();
        files_assert("a.log", rows[i].content);
    }
}

static void mode_x_refuses_an_existing_file(void **state) {
    (void)state;
    make("a.log", &(struct pylog_file_options){ .mode = "x" });
    assert_refused("a.log", &(struct pylog_file_options){ .mode = "x" }, EEXIST,
                   "[Errno 17] File exists: '~/file_handler/a.log'");
}

static void a_wrong_mode_is_refused_in_pythons_words(void **state) {
    static const char none[] = "Must have exactly one of create/read/write/append mode and at most one plus";
    static const char many[] = "must have exactly one of create/read/write/append mode";
    static const char *const rows[][2] = {
        { "", none },
        { "b", none },
        { "+", none },
        { "q", "invalid mode: 'q'" },
        { "aa", "invalid mode: 'aa'" },
        { "a++", "invalid mode: 'a++'" },
        { "a\xC3\xA9", "invalid mode: 'a\xC3\xA9'" },
        { "aw", many },
        { "wx", many },
        { "abt", "can't have text and binary mode at once" },
        { "bt", "can't have text and binary mode at once" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int delay = 0; delay < 2; delay++)
            assert_refused("a.log", &(struct pylog_file_options){ .mode = rows[i][0], .delay = delay }, EINVAL,
                           rows[i][1]);
    assert_null(read_whole_file("a.log"));
}

static void a_mode_that_only_reads_is_refused(void **state) {
    (void)state;
    assert_null(pylog_file_handler_new("a.log", &(struct pylog_file_options){ .mode = "r+" }));
    assert_int_equal(errno, EINVAL);
    assert_null(read_whole_file("a.log"));
}

static void a_wrong_encoding_is_refused_before_the_file_is_made(void **state) {
    (void)state;
    assert_refused("a.log", &(struct pylog_file_options){ .encoding = "nope" }, EINVAL,
                   "unknown encoding: nope");
    assert_refused("a.log", &(struct pylog_file_options){ .errors = "nope" }, EINVAL,
                   "unknown error handler name 'nope'");
    assert_null(read_whole_file("a.log"));
}

static void a_file_name_is_needed(void **state) {
    (void)state;
    assert_null(pylog_file_handler_new(NULL, NULL));
    assert_int_equal(errno, EINVAL);
    assert_string_not_equal(pylog_last_error(), "");
}

static void what_cannot_be_opened_is_refused_with_path_and_reason(void **state) {
    (void)state;
    make("file", NULL);
    mkdir("dir", 0777);
    assert_refused("nodir/a.log", NULL, ENOENT,
                   "[Errno 2] No such file or directory: '~/file_handler/nodir/a.log'");
    assert_refused("dir", NULL, EISDIR, "[Errno 21] Is a directory: '~/file_handler/dir'");
    assert_refused("", NULL, EISDIR, "[Errno 21] Is a directory: '~/file_handler'");
    assert_refused("file/a.log", NULL, ENOTDIR, "[Errno 20] Not a directory: '~/file_handler/file/a.log'");
}

/* Root may write everywhere: a child that is nobody tries. */
static void a_file_without_permission_is_refused(void **state) {
    int status = -1;
    (void)state;
    mkdir("closed", 0555);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(77);
        errno = 0;
        bool refused = !pylog_file_handler_new("closed/a.log", NULL) && errno == EACCES;
        _exit(refused && strstr(pylog_last_error(), "[Errno 13] Permission denied: '") ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WEXITSTATUS(status) == 77)
        skip();
    assert_int_equal(status, 0);
}

static void missing_directories_are_made_if_asked_for(void **state) {
    struct pylog_file_options options = { .make_directories = true };
    (void)state;
    make("one/two//three/a.log", &options);
    log_text("x");
    files_assert("one/two/three/a.log", "x\n");
    make("one/two/three/b.log", &options);
    log_text("y");
    files_assert("one/two/three/b.log", "y\n");
}

static void a_file_in_the_place_of_a_directory_is_told(void **state) {
    (void)state;
    make("file", NULL);
    assert_refused("file/deep/a.log", &(struct pylog_file_options){ .make_directories = true }, ENOTDIR,
                   "[Errno 20] Not a directory: '~/file_handler/file'");
}

static void with_delay_the_first_record_opens_the_file(void **state) {
    (void)state;
    pylog_handler *handler = make("a.log", &(struct pylog_file_options){ .delay = true });
    assert_null(read_whole_file("a.log"));
    log_text("x");
    files_assert("a.log", "x\n");
    files_assert_stats(handler, 1, 0, 0, 0);
}

static void with_delay_each_record_tries_to_open_until_it_can(void **state) {
    (void)state;
    pylog_handler *handler = make("later/a.log", &(struct pylog_file_options){ .delay = true });
    log_text("lost");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, ENOENT);
    assert_non_null(strstr(reported.text, "No such file or directory: '/"));
    mkdir("later", 0777);
    log_text("written");
    files_assert("later/a.log", "written\n");
    files_assert_stats(handler, 1, 0, 1, 0);
}

static void the_base_filename_is_absolute_and_plain(void **state) {
    char expected[1024];
    (void)state;
    mkdir("dir", 0777);
    pylog_handler *handler = make("./dir/../dir//./a.log", &(struct pylog_file_options){ .delay = true });
    snprintf(expected, sizeof expected, "%s/file_handler/dir/a.log", fixture_home());
    assert_string_equal(pylog_file_handler_base_filename(handler), expected);
    assert_int_equal(chdir("dir"), 0);
    log_text("x");
    files_assert("a.log", "x\n");
}

static void only_a_file_handler_has_a_base_filename(void **state) {
    pylog_handler *handler = pylog_null_handler_new();
    (void)state;
    assert_null(pylog_file_handler_base_filename(handler));
    assert_int_equal(errno, EINVAL);
    assert_int_equal(pylog_file_handler_reopen(handler), -1);
    assert_null(pylog_file_handler_base_filename(NULL));
    pylog_handler_unref(handler);
}

static void its_repr_has_path_and_level(void **state) {
    char expected[1024], repr[1024];
    (void)state;
    pylog_handler *handler = make("a.log", NULL);
    pylog_handler_set_level(handler, PYLOG_ERROR);
    snprintf(expected, sizeof expected, "<FileHandler %s/file_handler/a.log (ERROR)>", fixture_home());
    assert_int_equal(pylog_handler_repr(handler, repr, sizeof repr), strlen(expected));
    assert_string_equal(repr, expected);
}

/* ---- Closing and opening again ---- */

static void after_a_file_has_been_moved_reopen_makes_a_new_one(void **state) {
    (void)state;
    pylog_handler *handler = make("a.log", NULL);
    log_text("1");
    rename("a.log", "old.log");
    log_text("2");
    assert_int_equal(pylog_file_handler_reopen(handler), 0);
    log_text("3");
    files_assert("old.log", "1\n2\n");
    files_assert("a.log", "3\n");
    files_assert_stats(handler, 3, 0, 0, 1);
}

static void reopening_does_not_truncate_again(void **state) {
    (void)state;
    pylog_handler *handler = make("a.log", &(struct pylog_file_options){ .mode = "w" });
    log_text("1");
    assert_int_equal(pylog_file_handler_reopen(handler), 0);
    log_text("2");
    files_assert("a.log", "1\n2\n");
}

static void a_file_that_cannot_be_reopened_stays_in_use(void **state) {
    (void)state;
    mkdir("dir", 0777);
    pylog_handler *handler = make("dir/a.log", NULL);
    rename("dir", "moved");
    assert_int_equal(pylog_file_handler_reopen(handler), -1);
    assert_int_equal(errno, ENOENT);
    log_text("still here");
    files_assert("moved/a.log", "still here\n");
    files_assert_stats(handler, 1, 0, 0, 0);
}

static void a_closed_file_is_opened_again_by_a_record(void **state) {
    (void)state;
    pylog_handler *handler = make("a.log", NULL);
    log_text("1");
    pylog_handler_close(handler);
    log_text("2");
    files_assert("a.log", "1\n2\n");
    files_assert_stats(handler, 2, 0, 0, 1);
}

static void a_closed_file_goes_on_behind_what_is_in_it_whatever_its_mode(void **state) {
    static const char *const modes[] = { "w", "wt", "tw", "w+", "+w", "t+w", "wb", "x", "xt", "+x", "a", "at" };
    (void)state;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        remove("a.log");
        pylog_handler *handler = make("a.log", &(struct pylog_file_options){ .mode = modes[i], .delay = i % 2 });
        log_text("1");
        pylog_handler_close(handler);
        log_text("2");
        pylog_handler_close(handler);
        log_text("3");
        files_assert("a.log", "1\n2\n3\n");
        files_assert_stats(handler, 3, 0, 0, 2);
        assert_int_equal(reported.count, 0);
        pylog__reset();
    }
}

/* ---- Bad days ---- */

static void an_interrupted_write_is_done_again(void **state) {
    (void)state;
    make("a.log", NULL);
    plan(ERROR, EINTR);
    plan(ERROR, EINTR);
    log_text("whole");
    files_assert("a.log", "whole\n");
    assert_int_equal(reported.count, 0);
}

static void after_a_short_write_the_record_is_there_whole(void **state) {
    (void)state;
    pylog_handler *handler = make("a.log", NULL);
    plan(SHORT, 3);
    log_text("whole");
    log_text("next");
    files_assert("a.log", "whole\nnext\n");
    files_assert_stats(handler, 2, 0, 0, 0);
}

static void after_a_full_disk_the_next_record_has_a_line_of_its_own(void **state) {
    (void)state;
    pylog_handler *handler = make("a.log", NULL);
    plan(SHORT, 3);
    plan(ERROR, ENOSPC);
    log_text("lost");
    assert_int_equal(reported.error, ENOSPC);
    files_assert("a.log", "lo\n");
    log_text("next");
    log_text("and next");
    files_assert("a.log", "lo\nnext\nand next\n");
    files_assert_stats(handler, 2, 0, 1, 0);
}

static void a_fragment_in_utf_16_is_ended_in_utf_16(void **state) {
    (void)state;
    make("a.log", &(struct pylog_file_options){ .encoding = "utf-16-le" });
    plan(SHORT, 4);
    plan(ERROR, ENOSPC);
    log_text("abc");
    plan(SHORT, 3);
    plan(ERROR, ENOSPC);
    log_text("def");
    log_text("g");
    char *content = read_whole_file("a.log");
    assert_memory_equal(content, "a\0\n\0d\0e\0\n\0g\0\n\0", 14);
    free(content);
}

static void writes_that_stay_short_are_given_up(void **state) {
    (void)state;
    make("a.log", NULL);
    for (size_t i = 0; i < 16; i++)
        plan(SHORT, 0);
    log_text("lost");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, EIO);
    assert_true(writes.calls < 16);
    writes.next = writes.step_count;
    log_text("next");
    files_assert("a.log", "next\n");
}

static void a_full_device_is_reported_and_other_handlers_go_on(void **state) {
    (void)state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    pylog_handler *full = make("/dev/full", NULL);
    make("a.log", NULL);
    log_text("1");
    log_text("2");
    assert_int_equal(reported.count, 2);
    assert_int_equal(reported.error, ENOSPC);
    assert_string_equal(reported.text, "[Errno 28] No space left on device");
    files_assert_stats(full, 0, 0, 2, 0);
    files_assert("a.log", "1\n2\n");
}

static void a_descriptor_closed_by_others_is_reported_and_opened_again(void **state) {
    (void)state;
    pylog_handler *handler = make("a.log", NULL);
    log_text("1");
    close(writes.file);
    log_text("2");
    assert_int_equal(reported.error, EBADF);
    log_text("3");
    files_assert("a.log", "1\n2\n3\n");
    files_assert_stats(handler, 3, 0, 1, 1);
}

static void a_character_that_the_encoding_lacks_is_reported(void **state) {
    (void)state;
    pylog_handler *handler = make("a.log", &(struct pylog_file_options){ .encoding = "ascii" });
    log_text("caf\xC3\xA9 \xE2\x82\xAC");
    assert_int_equal(reported.error, EINVAL);
    assert_string_equal(
        reported.text,
        "'ascii' codec can't encode character '\\xe9' in position 3: ordinal not in range(128)");
    log_text("cafe");
    files_assert("a.log", "cafe\n");
    files_assert_stats(handler, 1, 0, 1, 0);
}

static void a_byte_order_mark_stands_only_at_the_start_of_an_empty_file(void **state) {
    struct pylog_file_options options = { .encoding = "utf-8-sig" };
    (void)state;
    pylog_handler *handler = make("a.log", &options);
    log_text("1");
    pylog_handler_close(handler);
    log_text("2");
    pylog__reset();
    make("a.log", &options);
    log_text("3");
    files_assert("a.log", "\xEF\xBB\xBF"
                            "1\n2\n3\n");
}

static void a_byte_order_mark_comes_with_the_first_record_in_one_write(void **state) {
    (void)state;
    make("a.log", &(struct pylog_file_options){ .encoding = "utf-8-sig" });
    assert_int_equal(writes.calls, 0);
    plan(ERROR, ENOSPC);
    log_text("lost");
    log_text("1");
    assert_int_equal(writes.calls, 2);
    files_assert("a.log", "\xEF\xBB\xBF"
                            "1\n");
}

/* ---- What is no regular file ---- */

static void a_device_takes_records(void **state) {
    (void)state;
    pylog_handler *handler = make("/dev/null", NULL);
    log_text("x");
    log_text("y");
    assert_int_equal(writes.calls, 2);
    files_assert_stats(handler, 2, 0, 0, 0);
}

static struct {
    int file;
    size_t length;
    char bytes[64 * 1024];
} pipe_end;

/* Reads a little, and waits. */
static void *read_slowly(void *unused) {
    const struct timespec moment = { .tv_nsec = 200 * 1000 };
    for (ssize_t got; (got = read(pipe_end.file, pipe_end.bytes + pipe_end.length, 4096)) > 0;) {
        pipe_end.length += (size_t)got;
        nanosleep(&moment, NULL);
    }
    return unused;
}

static void a_slow_reader_of_a_pipe_gets_every_record_whole(void **state) {
    char line[1000];
    pthread_t reader;
    (void)state;
    memset(line, 'x', sizeof line);
    line[sizeof line - 1] = '\0';
    assert_int_equal(mkfifo("pipe", 0666), 0);
    pipe_end.length = 0;
    pipe_end.file = open("pipe", O_RDONLY | O_NONBLOCK);
    pylog_handler *handler = make("pipe", NULL);
    fcntl(pipe_end.file, F_SETFL, 0);
    pthread_create(&reader, NULL, read_slowly, NULL);
    for (int i = 0; i < 60; i++)
        log_text(line);
    pylog_handler_close(handler);
    pthread_join(reader, NULL);
    close(pipe_end.file);
    assert_int_equal(reported.count, 0);
    assert_int_equal(pipe_end.length, 60 * sizeof line);
    for (size_t i = 1; i <= 60; i++)
        assert_int_equal(pipe_end.bytes[i * sizeof line - 1], '\n');
}

static void a_pipe_takes_the_rest_of_a_record_where_it_stopped(void **state) {
    char got[64];
    (void)state;
    assert_int_equal(mkfifo("pipe", 0666), 0);
    int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    make("pipe", NULL);
    plan(SHORT, 2);
    plan(ERROR, EINTR);
    plan(SHORT, 1);
    log_text("whole");
    assert_int_equal(read(reader, got, sizeof got), 6);
    assert_memory_equal(got, "whole\n", 6);
    close(reader);
}

/* Nobody reads from it: a record is waited for, those after it are not, until somebody reads. */
static void a_full_pipe_is_waited_for_once_and_reported(void **state) {
    char got[65536];
    (void)state;
    assert_int_equal(mkfifo("pipe", 0666), 0);
    int reader = open("pipe", O_RDONLY | O_NONBLOCK), filler = open("pipe", O_WRONLY | O_NONBLOCK);
    pylog_handler *handler = make("pipe", NULL);
    log_text("first");
    fcntl(writes.file, F_SETFL, O_NONBLOCK);
    assert_int_equal(read(reader, got, sizeof got), 6);
    memset(got, 'x', sizeof got);
    assert_int_equal(__real_write(filler, got, sizeof got), sizeof got);
    log_text("lost");
    assert_int_equal(reported.error, EAGAIN);
    assert_true(waited >= 9000 && waited <= 11000);
    waited = 0;
    log_text("lost");
    log_text("lost");
    assert_int_equal(waited, 0);
    assert_int_equal(read(reader, got, sizeof got), sizeof got);
    log_text("next");
    assert_int_equal(read(reader, got, sizeof got), 5);
    files_assert_stats(handler, 2, 0, 3, 0);
    close(reader);
    close(filler);
}

static void a_pipe_whose_reader_is_gone_is_reported_until_one_comes(void **state) {
    char got[16];
    (void)state;
    assert_int_equal(mkfifo("pipe", 0666), 0);
    int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    pylog_handler *handler = make("pipe", NULL);
    close(reader);
    log_text("lost"); /* SIGPIPE would end this program */
    log_text("lost");
    assert_int_equal(reported.error, EPIPE);
    reader = open("pipe", O_RDONLY | O_NONBLOCK);
    log_text("next");
    assert_int_equal(read(reader, got, sizeof got), 5);
    files_assert_stats(handler, 1, 0, 2, 0);
    close(reader);
}

static void a_pipe_that_takes_a_part_gets_the_rest_of_the_record(void **state) {
    char got[16];
    (void)state;
    assert_int_equal(mkfifo("pipe", 0666), 0);
    int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    make("pipe", NULL);
    plan(ERROR, EAGAIN);
    plan(SHORT, 2);
    plan(ERROR, EAGAIN);
    plan(ERROR, EAGAIN);
    log_text("whole");
    assert_int_equal(read(reader, got, sizeof got), 6);
    assert_memory_equal(got, "whole\n", 6);
    assert_int_equal(reported.count, 0);
    close(reader);
}

static const struct CMUnitTest tests[] = {
    TEST(a_record_is_one_write),
    TEST(a_record_of_a_megabyte_is_one_write),
    TEST(a_file_is_opened_for_append_and_closed_on_exec),
    TEST(mode_a_keeps_and_mode_w_drops_what_is_there),
    TEST(mode_x_refuses_an_existing_file),
    TEST(a_wrong_mode_is_refused_in_pythons_words),
    TEST(a_mode_that_only_reads_is_refused),
    TEST(a_wrong_encoding_is_refused_before_the_file_is_made),
    TEST(a_file_name_is_needed),
    TEST(what_cannot_be_opened_is_refused_with_path_and_reason),
    TEST(a_file_without_permission_is_refused),
    TEST(missing_directories_are_made_if_asked_for),
    TEST(a_file_in_the_place_of_a_directory_is_told),
    TEST(with_delay_the_first_record_opens_the_file),
    TEST(with_delay_each_record_tries_to_open_until_it_can),
    TEST(the_base_filename_is_absolute_and_plain),
    TEST(only_a_file_handler_has_a_base_filename),
    TEST(its_repr_has_path_and_level),
    TEST(after_a_file_has_been_moved_reopen_makes_a_new_one),
    TEST(reopening_does_not_truncate_again),
    TEST(a_file_that_cannot_be_reopened_stays_in_use),
    TEST(a_closed_file_is_opened_again_by_a_record),
    TEST(a_closed_file_goes_on_behind_what_is_in_it_whatever_its_mode),
    TEST(an_interrupted_write_is_done_again),
    TEST(after_a_short_write_the_record_is_there_whole),
    TEST(after_a_full_disk_the_next_record_has_a_line_of_its_own),
    TEST(a_fragment_in_utf_16_is_ended_in_utf_16),
    TEST(writes_that_stay_short_are_given_up),
    TEST(a_full_device_is_reported_and_other_handlers_go_on),
    TEST(a_descriptor_closed_by_others_is_reported_and_opened_again),
    TEST(a_character_that_the_encoding_lacks_is_reported),
    TEST(a_byte_order_mark_stands_only_at_the_start_of_an_empty_file),
    TEST(a_byte_order_mark_comes_with_the_first_record_in_one_write),
    TEST(a_device_takes_records),
    TEST(a_slow_reader_of_a_pipe_gets_every_record_whole),
    TEST(a_pipe_takes_the_rest_of_a_record_where_it_stopped),
    TEST(a_pipe_whose_reader_is_gone_is_reported_until_one_comes),
    TEST(a_full_pipe_is_waited_for_once_and_reported),
    TEST(a_pipe_that_takes_a_part_gets_the_rest_of_the_record),
};
TEST_MAIN
