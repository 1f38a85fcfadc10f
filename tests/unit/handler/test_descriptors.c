/* Which numbers files and sockets get, and what is done when the program closes them, or has them for something
 * else; and what is opened that nobody reads, or that somebody keeps locked. */
#define _GNU_SOURCE

#include <files.h>
#include <fixture.h>
#include <loopback.h>
#include <parallel.h>
#include <pylog/config.h>
#include <pylog/handlers.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define DIRECTORY "descriptors"
#define LOG       "descriptors/log"
#define FOREIGN   "descriptors/foreign"

static int64_t later; /* nanoseconds that have passed without waiting */
int64_t __real_pylog__port_now(void);
int64_t __wrap_pylog__port_now(void);
int64_t __wrap_pylog__port_now(void) {
    return __real_pylog__port_now() + later;
}
int64_t __real_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void) {
    return __real_pylog__port_monotonic() + later;
}

static void let_a_second_pass(void) {
    later += 1100000000;
}

static const struct fixture fixture = { .directory = DIRECTORY };

static pylog_handler *checked(pylog_handler *handler) {
    if (!handler)
        fail_msg("%s", pylog_last_error());
    pylog_handler_set_error_callback(handler, report, NULL);
    return handler;
}

/* ---- The handlers ---------------------------------------------------------------------------- */

static pylog_handler *make_file(void) {
    return pylog_file_handler_new(LOG, NULL);
}

static pylog_handler *make_buffered(void) {
    return pylog_file_handler_new(LOG, &(struct pylog_file_options){ .buffer_size = 4 });
}

static pylog_handler *make_watched(void) {
    return pylog_watched_file_handler_new(LOG, NULL);
}

static pylog_handler *make_rotating(void) {
    return pylog_rotating_file_handler_new(
        LOG, &(struct pylog_rotating_options){ .max_bytes = 1000, .backup_count = 1 });
}

static pylog_handler *make_timed(void) {
    return pylog_timed_rotating_file_handler_new(LOG, &(struct pylog_timed_rotating_options){ .when = "D" });
}

static pylog_handler *make_locked(void) {
    return pylog_rotating_file_handler_new(
        LOG, &(struct pylog_rotating_options){ .max_bytes = 1000, .backup_count = 1, .several_processes = true });
}

static pylog_handler *(*const makers[])(void) = { make_file,     make_buffered, make_watched,
                                                  make_rotating, make_timed,    make_locked };
enum { MAKERS = sizeof makers / sizeof *makers };

/* ---- Numbers --------------------------------------------------------------------------------- */

/* The descriptors that are open for this path; at most `most`. */
static size_t find_descriptors(const char *path, int *out, size_t most) {
    char target[4096], link[64], *full = realpath(path, NULL);
    size_t count = 0;
    for (int number = 0; full && number < 256 && count < most; number++) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", number);
        ssize_t length = readlink(link, target, sizeof target - 1);
        if (length > 0 && (size_t)length == strlen(full) && memcmp(target, full, (size_t)length) == 0)
            out[count++] = number;
    }
    free(full);
    return count;
}

static int the_descriptor_of(const char *path) {
    int number;
    assert_int_equal(find_descriptors(path, &number, 1), 1);
    return number;
}

/* A file of the program's gets the number. */
static void give_away(int number) {
    close(number);
    int file = open(FOREIGN, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file != number) {
        assert_int_equal(dup3(file, number, O_CLOEXEC), number);
        close(file);
    }
}

static bool is_foreign(int number) {
    struct stat open_file, named;
    return fstat(number, &open_file) == 0 && stat(FOREIGN, &named) == 0 && open_file.st_ino == named.st_ino;
}

static int standard_ones_that_are_open(void) {
    int count = 0;
    for (int number = 0; number < 3; number++)
        count += fcntl(number, F_GETFD) != -1;
    return count;
}

static int log_without_standard_descriptors(struct loopback *peer) {
    for (int number = 0; number < 3; number++)
        close(number);
    for (size_t i = 0; i < MAKERS; i++) {
        pylog_handler *handler = makers[i]();
        if (!handler)
            return 10;
        files_log(handler, "1");
        if (standard_ones_that_are_open())
            return 20 + (int)i;
        pylog_handler_unref(handler);
    }
    pylog_handler *sent = pylog_syslog_handler_new(
        &(struct pylog_syslog_options){ .address = loopback_host(peer), .port = loopback_port(peer) });
    if (!sent)
        return 30;
    files_log(sent, "1");
    if (standard_ones_that_are_open())
        return 40;
    if (pylog_listen(-1, NULL) < 0)
        return 50;
    return standard_ones_that_are_open() ? 60 : 0;
}

static void descriptors_0_to_2_stay_the_programs(void **state) {
    struct loopback *peer = loopback_start(LOOPBACK_UDP, NULL);
    (void)state;
    int process = fork();
    if (process == 0)
        _exit(log_without_standard_descriptors(peer));
    assert_int_equal(wait_for_child(process), 0);
    loopback_stop(peer);
}

static void what_is_opened_is_closed_on_exec(void **state) {
    int numbers[8];
    (void)state;
    pylog_handler *handler = make_locked();
    files_log(handler, "1");
    size_t count = find_descriptors(LOG, numbers, 4);
    count += find_descriptors(LOG ".lock", numbers + count, 4);
    assert_int_equal(count, 2);
    for (size_t i = 0; i < count; i++)
        assert_true(fcntl(numbers[i], F_GETFD) & FD_CLOEXEC);
    pylog_handler_unref(handler);
}

static void a_number_that_is_closed_is_opened_again_and_told_once(void **state) {
    (void)state;
    for (size_t i = 0; i < MAKERS; i++) {
        struct pylog_handler_stats stats;
        remove(LOG);
        reported.count = 0;
        pylog_handler *handler = checked(makers[i]());
        files_log(handler, "11111");
        close(the_descriptor_of(LOG));
        files_log(handler, "22222");
        files_log(handler, "33333");
        files_assert(LOG, "11111\n22222\n33333\n");
        pylog_handler_get_stats(handler, &stats);
        assert_int_equal(stats.emitted, 3);
        assert_int_equal(stats.reconnects, 1);
        assert_int_equal(reported.count, 1);
        assert_int_equal(reported.error, EBADF);
        assert_non_null(strstr(reported.text, LOG));
        pylog_handler_unref(handler);
    }
}

static void a_number_that_is_a_foreign_files_is_not_written_to_after_a_second(void **state) {
    (void)state;
    for (size_t i = 0; i < MAKERS; i++) {
        remove(LOG);
        reported.count = 0;
        pylog_handler *handler = checked(makers[i]());
        files_log(handler, "11111");
        int number = the_descriptor_of(LOG);
        give_away(number);
        let_a_second_pass();
        files_log(handler, "22222");
        files_log(handler, "33333");
        files_assert(LOG, "11111\n22222\n33333\n");
        files_assert(FOREIGN, "");
        assert_int_equal(reported.count, 1);
        pylog_handler_unref(handler);
        assert_true(is_foreign(number));
        close(number);
    }
}

static void a_number_that_is_a_foreign_files_is_not_closed(void **state) {
    (void)state;
    for (size_t i = 0; i < MAKERS; i++) {
        remove(LOG);
        pylog_handler *handler = checked(makers[i]());
        files_log(handler, "1");
        int number = the_descriptor_of(LOG);
        give_away(number);
        assert_int_equal(pylog_file_handler_reopen(handler), 0);
        assert_true(is_foreign(number));
        files_log(handler, "2");
        pylog_handler_close(handler);
        files_assert(LOG, "1\n2\n");
        files_assert(FOREIGN, "");
        pylog_handler_unref(handler);
        assert_true(is_foreign(number));
        close(number);
    }
}

static void it_is_looked_at_once_a_second_at_the_most(void **state) {
    (void)state;
    pylog_handler *handler = checked(make_file());
    files_log(handler, "1");
    int number = the_descriptor_of(LOG);
    give_away(number);
    files_log(handler, "2");
    files_assert(FOREIGN, "2\n");
    pylog_handler_unref(handler);
    close(number);
}

static void what_is_held_back_does_not_get_into_a_foreign_file(void **state) {
    (void)state;
    pylog_handler *handler =
        checked(pylog_file_handler_new(LOG, &(struct pylog_file_options){ .buffer_size = 1000 }));
    files_log(handler, "1");
    int number = the_descriptor_of(LOG);
    give_away(number);
    let_a_second_pass();
    assert_int_equal(pylog_handler_flush(handler), 0);
    files_assert(LOG, "1\n");
    files_assert(FOREIGN, "");
    pylog_handler_unref(handler);
    assert_int_equal(reported.count, 1);
    assert_true(is_foreign(number));
    close(number);
}

static void a_lock_file_that_was_closed_is_opened_again(void **state) {
    (void)state;
    pylog_handler *handler = checked(make_locked());
    files_log(handler, "1");
    close(the_descriptor_of(LOG ".lock"));
    files_log(handler, "2");
    assert_int_equal(reported.count, 0);
    int number = the_descriptor_of(LOG ".lock");
    give_away(number);
    let_a_second_pass();
    files_log(handler, "3");
    files_assert(LOG, "1\n2\n3\n");
    assert_int_equal(flock(number, LOCK_EX | LOCK_NB), 0); /* nobody has locked it */
    the_descriptor_of(LOG ".lock");
    pylog_handler_unref(handler);
    assert_true(is_foreign(number));
    close(number);
}

static void a_child_of_fork_uses_no_number_that_is_another_files(void **state) {
    (void)state;
    for (size_t i = 0; i < MAKERS; i++) {
        remove(LOG);
        pylog_handler *handler = checked(makers[i]());
        files_log(handler, "11111");
        int number = the_descriptor_of(LOG);
        give_away(number);
        int process = fork();
        if (process == 0) {
            files_log(handler, "22222");
            pylog_handler_close(handler);
            _exit(is_foreign(number) ? 0 : 1);
        }
        assert_int_equal(wait_for_child(process), 0);
        files_assert(LOG, "11111\n22222\n");
        files_assert(FOREIGN, "");
        pylog_handler_unref(handler);
        close(number);
    }
}

static int the_socket_to(int port) {
    for (int number = 3; number < 256; number++) {
        struct sockaddr_in peer;
        socklen_t length = sizeof peer;
        if (getpeername(number, (struct sockaddr *)&peer, &length) == 0 && peer.sin_family == AF_INET &&
            ntohs(peer.sin_port) == port)
            return number;
    }
    return -1;
}

static void a_socket_that_is_another_files_is_left_alone(void **state) {
    struct loopback *peer = loopback_start(LOOPBACK_UDP, NULL);
    (void)state;
    pylog_handler *handler = checked(pylog_syslog_handler_new(
        &(struct pylog_syslog_options){ .address = loopback_host(peer), .port = loopback_port(peer) }));
    files_log(handler, "1");
    assert_true(loopback_wait_for_messages(peer, 1));
    int number = the_socket_to(loopback_port(peer));
    assert_true(number >= 3);
    give_away(number);
    let_a_second_pass();
    files_log(handler, "2");
    assert_true(loopback_wait_for_messages(peer, 2));
    assert_int_equal(reported.count, 1);
    assert_true(is_foreign(number));
    int second = the_socket_to(loopback_port(peer));
    assert_true(second >= 3);
    close(number);
    give_away(second);
    pylog_handler_unref(handler);
    assert_true(is_foreign(second));
    close(second);
    loopback_stop(peer);
}

static int the_socket_at(int port) {
    for (int number = 3; number < 256; number++) {
        struct sockaddr_in own;
        socklen_t length = sizeof own;
        if (getsockname(number, (struct sockaddr *)&own, &length) == 0 && own.sin_family == AF_INET &&
            ntohs(own.sin_port) == port)
            return number;
    }
    return -1;
}

static void a_server_whose_socket_is_another_files_stops(void **state) {
    (void)state;
    pylog_set_raise_exceptions(false);
    must_end_within(30);
    int port = pylog_listen(-1, NULL);
    int number = the_socket_at(port);
    assert_true(number >= 3);
    give_away(number);
    while (pylog_listen(port, NULL) == -1) /* as long as it is the former one that listens */
        sleep_milliseconds(50);
    must_end_within(0);
    assert_true(is_foreign(number));
    assert_int_equal(pylog_stop_listening(), 0);
    assert_true(is_foreign(number));
    close(number);
    pylog_set_raise_exceptions(true);
}

/* ---- FIFOs ----------------------------------------------------------------------------------- */

static void a_fifo_that_nobody_reads_is_refused_and_not_waited_for(void **state) {
    (void)state;
    assert_int_equal(mkfifo(LOG, 0600), 0);
    must_end_within(20);
    for (size_t i = 0; i < MAKERS; i++) {
        errno = 0;
        assert_null(makers[i]());
        assert_int_equal(errno, ENXIO);
    }
    assert_int_equal(pylog_dict_config("{'version': 1, 'handlers': {'h': {'class': 'logging.FileHandler', "
                                       "'filename': '" LOG "'}}, 'root': {'handlers': ['h']}}"),
                     -1);
    must_end_within(0);
}

static void a_file_that_becomes_a_fifo_is_written_on(void **state) {
    (void)state;
    pylog_handler *handler = checked(make_watched());
    files_log(handler, "1");
    rename(LOG, LOG ".1");
    assert_int_equal(mkfifo(LOG, 0600), 0);
    must_end_within(20);
    files_log(handler, "2");
    files_log(handler, "3");
    must_end_within(0);
    files_assert(LOG ".1", "1\n2\n3\n");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, ENXIO);
    pylog_handler_unref(handler);
}

static void a_fifo_with_a_reader_takes_records(void **state) {
    char text[8] = "";
    (void)state;
    assert_int_equal(mkfifo(LOG, 0600), 0);
    int reader = open(LOG, O_RDONLY | O_NONBLOCK);
    pylog_handler *handler = checked(make_file());
    files_log(handler, "1");
    assert_int_equal(read(reader, text, sizeof text), 2);
    assert_string_equal(text, "1\n");
    pylog_handler_unref(handler);
    close(reader);
}

static void *write_configuration(void *data) {
    static const char text[] = "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n"
                               "[logger_root]\nlevel=INFO\nhandlers=\n";
    sleep_milliseconds(100);
    int writer = open(DIRECTORY "/fifo", O_WRONLY);
    ssize_t written = write(writer, text, sizeof text - 1);
    close(writer);
    return written == (ssize_t)sizeof text - 1 ? NULL : data;
}

static void a_configuration_may_come_out_of_a_fifo_that_is_written_to_later(void **state) {
    (void)state;
    assert_int_equal(mkfifo(DIRECTORY "/fifo", 0600), 0);
    must_end_within(20);
    pthread_t thread = start_thread(write_configuration, NULL);
    assert_int_equal(pylog_file_config(DIRECTORY "/fifo", NULL), 0);
    join_thread(thread);
    must_end_within(0);
}

/* ---- Locks ----------------------------------------------------------------------------------- */

static double seconds_of_a_record(pylog_handler *handler, const char *text) {
    int64_t begun = __real_pylog__port_monotonic();
    files_log(handler, text);
    return (double)(__real_pylog__port_monotonic() - begun) / 1e9;
}

static pylog_handler *rotating_with_a_lock(uint64_t max_bytes) {
    return checked(pylog_rotating_file_handler_new(
        LOG, &(struct pylog_rotating_options){
                 .max_bytes = max_bytes, .backup_count = 2, .several_processes = true }));
}

static void who_keeps_the_lock_holds_up_one_record_for_a_second(void **state) {
    (void)state;
    pylog_handler *handler = rotating_with_a_lock(3);
    files_log(handler, "1");
    int keeper = open(LOG ".lock", O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(keeper, LOCK_EX), 0);
    double first = seconds_of_a_record(handler, "2");
    assert_true(first > 0.9 && first < 5);
    for (int i = 0; i < 100; i++)
        first += seconds_of_a_record(handler, "3");
    assert_true(first < 5); /* none of them waits */
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, ETIMEDOUT);
    files_assert(LOG ".1", NULL);
    close(keeper);
    files_log(handler, "4"); /* at once */
    files_assert(LOG, "4\n");
    assert_int_equal(reported.count, 1);
    pylog_handler_unref(handler);
}

static void without_the_lock_a_file_that_others_have_rotated_is_left(void **state) {
    (void)state;
    pylog_handler *handler = rotating_with_a_lock(1000);
    files_log(handler, "1");
    int keeper = open(LOG ".lock", O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(keeper, LOCK_EX), 0);
    files_log(handler, "2");
    rename(LOG, LOG ".1");
    files_log(handler, "3");
    files_assert(LOG ".1", "1\n2\n");
    files_assert(LOG, "3\n");
    close(keeper);
    pylog_handler_unref(handler);
}

static void a_link_in_the_place_of_the_lock_file_is_not_followed(void **state) {
    (void)state;
    assert_int_equal(symlink("victim", LOG ".lock"), 0);
    pylog_handler *handler = checked(pylog_rotating_file_handler_new(
        LOG, &(struct pylog_rotating_options){
                 .file.delay = true, .max_bytes = 3, .backup_count = 2, .several_processes = true }));
    files_log(handler, "1");
    files_log(handler, "2");
    files_assert(DIRECTORY "/victim", NULL);
    files_assert(LOG, "1\n2\n");
    assert_int_equal(reported.count, 1);
    pylog_handler_unref(handler);
}

static const struct CMUnitTest tests[] = {
    TEST(descriptors_0_to_2_stay_the_programs),
    TEST(what_is_opened_is_closed_on_exec),
    TEST(a_number_that_is_closed_is_opened_again_and_told_once),
    TEST(a_number_that_is_a_foreign_files_is_not_written_to_after_a_second),
    TEST(a_number_that_is_a_foreign_files_is_not_closed),
    TEST(it_is_looked_at_once_a_second_at_the_most),
    TEST(what_is_held_back_does_not_get_into_a_foreign_file),
    TEST(a_lock_file_that_was_closed_is_opened_again),
    TEST(a_child_of_fork_uses_no_number_that_is_another_files),
    TEST(a_socket_that_is_another_files_is_left_alone),
    TEST(a_server_whose_socket_is_another_files_stops),
    TEST(a_fifo_that_nobody_reads_is_refused_and_not_waited_for),
    TEST(a_file_that_becomes_a_fifo_is_written_on),
    TEST(a_fifo_with_a_reader_takes_records),
    TEST(a_configuration_may_come_out_of_a_fifo_that_is_written_to_later),
    TEST(who_keeps_the_lock_holds_up_one_record_for_a_second),
    TEST(without_the_lock_a_file_that_others_have_rotated_is_left),
    TEST(a_link_in_the_place_of_the_lock_file_is_not_followed),
};
TEST_MAIN
