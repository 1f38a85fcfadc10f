/* Configurations over a socket: what comes is applied, what is wrong is reported, nobody waits for anybody.
 */
#define _GNU_SOURCE

#include <arpa/inet.h>
#include <capture.h>
#include <errno.h>
#include <fixture.h>
#include <loopback.h>
#include <parallel.h>
#include <port/net.h>
#include <pylog/config.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int port;

/* The system may refuse to make a thread, or to wait. */
static bool refuses_threads;
static atomic_int refused_waits;

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *data);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *data);
int __real_pylog__net_wait(const pylog__socket *sockets, size_t count, bool *ready, int64_t deadline);
int __wrap_pylog__net_wait(const pylog__socket *sockets, size_t count, bool *ready, int64_t deadline);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *data) {
    return refuses_threads ? EAGAIN : __real_pthread_create(thread, attributes, run, data);
}

int __wrap_pylog__net_wait(const pylog__socket *sockets, size_t count, bool *ready, int64_t deadline) {
    int result = __real_pylog__net_wait(sockets, count, ready, deadline);
    if (!atomic_load(&refused_waits))
        return result;
    atomic_fetch_sub(&refused_waits, 1);
    errno = ENOMEM;
    return -1;
}

static int set_up(void) {
    port = pylog_listen(-1, NULL);
    return port > 0 ? 0 : -1;
}

static int tear_down(void) {
    pylog_stop_listening();
    return 0;
}

static const struct fixture fixture = { .seconds = 60, .set_up = set_up, .tear_down = tear_down };

/* ---- Clients ---- */

static int connect_to(int to) {
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)to) };
    struct timeval limit = { .tv_sec = 10 };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int made = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(made, (struct sockaddr *)&address, sizeof address) == 0)
        return made;
    close(made);
    return -1;
}

static void send_bytes(int made, const void *bytes, size_t length) {
    for (const char *at = bytes; length;) {
        ssize_t taken = send(made, at, length, MSG_NOSIGNAL);
        if (taken < 0)
            return;
        at += taken;
        length -= (size_t)taken;
    }
}

static void send_head(int made, size_t length) {
    uint32_t head = htonl((uint32_t)length);
    send_bytes(made, &head, sizeof head);
}

static void send_text(const char *text) {
    int made = connect_to(port);
    assert_true(made >= 0);
    send_head(made, strlen(text));
    send_bytes(made, text, strlen(text));
    assert_true(client_wait_for_end(made));
}

static const char *json_with_level(const char *level) {
    static char text[128];
    snprintf(text, sizeof text, "{\"version\": 1, \"root\": {\"level\": \"%s\"}}", level);
    return text;
}

static const char ini[] = "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\n"
                          "level=CRITICAL\nhandlers=\n";

/* ---- What comes ---- */

static void json_and_ini_are_applied(void **state) {
    (void)state;
    send_text(json_with_level("ERROR"));
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    send_text(ini);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_CRITICAL);
    send_text(" \n{\"version\": 1, \"root\": {\"level\": \"INFO\"}}");
    assert_int_equal(pylog_logger_level(NULL), PYLOG_INFO);
}

static void a_configuration_may_come_byte_by_byte(void **state) {
    const char *text = json_with_level("ERROR");
    int made = connect_to(port);
    uint32_t head = htonl((uint32_t)strlen(text));
    (void)state;
    for (size_t i = 0; i < sizeof head; i++) {
        send_bytes(made, (char *)&head + i, 1);
        sleep_milliseconds(2);
    }
    for (; *text; text++)
        send_bytes(made, text, 1);
    assert_true(client_wait_for_end(made));
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
}

static void a_large_configuration_is_taken_whole(void **state) {
    enum { SIZE = 3000000 };
    char *text = malloc(SIZE + 128);
    (void)state;
    assert_non_null(text);
    memset(text, ' ', SIZE);
    strcpy(text + SIZE, json_with_level("ERROR"));
    send_text(text);
    free(text);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
}

/* ---- What is wrong ---- */

static void what_is_refused_is_reported_and_the_server_goes_on(void **state) {
    static const struct {
        const char *text, *report;
    } wrong[] = {
        { "{\"version\": 1, \"root\": {\"level\": \"LOUD\"}}",
          "--- Logging error ---\nValueError: <socket>: root.level: Unable to configure root logger: Unknown "
          "level: 'LOUD' "
          "(line 1, column 34)\n" },
        { "{\"version\": 1,", "--- Logging error ---\nValueError: <socket>: Expecting property name enclosed "
                              "in double quotes: line 1 column 15 (char 14)\n" },
        { "[1]", "--- Logging error ---\nValueError: <socket>: formatters: missing section: 'formatters'\n" },
        { "x=1\n", "--- Logging error ---\nRuntimeError: <socket> is invalid: File contains no section "
                   "headers.\\nfile: '<socket>', line: 1\\n'x=1\\n'\n" },
        { "", "--- Logging error ---\nValueError: <socket>: formatters: missing section: 'formatters'\n" },
    };
    int failures = 0;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        capture_stderr_begin();
        send_text(wrong[i].text);
        char *report = capture_stderr_end();
        if (strcmp(report, wrong[i].report) != 0) {
            print_error("%s: \"%s\", not \"%s\"\n", wrong[i].text, report, wrong[i].report);
            failures++;
        }
        free(report);
    }
    assert_int_equal(failures, 0);
    send_text(json_with_level("ERROR"));
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
}

/* ---- Who is told ---- */

static struct {
    pthread_mutex_t mutex;
    char text[512]; /* what has been told, `errno sentence` a line */
} told = { .mutex = PTHREAD_MUTEX_INITIALIZER };

static void note_done(int error, const char *text, void *data) {
    pthread_mutex_lock(&told.mutex);
    snprintf(told.text + strlen(told.text), sizeof told.text - strlen(told.text), "%s %d %s\n", (char *)data,
             error, text);
    pthread_mutex_unlock(&told.mutex);
    pylog_logger_set_level(NULL, 77);
}

static int reject_brackets(const char *bytes, size_t length, pylog_buffer *out, void *data) {
    (void)data;
    return *bytes == '[' ? -1 : pylog_buffer_append(out, bytes, length);
}

static void what_is_applied_refused_and_rejected_is_told_and_not_printed(void **state) {
    char data[] = "told";
    (void)state;
    assert_int_equal(pylog_stop_listening(), 0);
    told.text[0] = '\0';
    port = pylog_listen(-1, &(struct pylog_listen_options){
                                .verify = reject_brackets, .data = data, .done = note_done });
    assert_true(port > 0);
    capture_stderr_begin();
    send_text(json_with_level("ERROR"));
    send_text(json_with_level("LOUD"));
    send_text("[1]");
    int made = connect_to(port);
    send_head(made, 100);
    send_bytes(made, "ten bytes.", 10);
    shutdown(made, SHUT_WR);
    assert_true(client_wait_for_end(made));
    assert_int_equal(pylog_stop_listening(), 0);
    char *printed = capture_stderr_end();
    assert_string_equal(printed, "");
    free(printed);
    char expected[512];
    snprintf(expected, sizeof expected,
             "told 0 \n"
             "told %d <socket>: root.level: Unable to configure root logger: Unknown level: 'LOUD' (line 1, column "
             "34)\n"
             "told %d verify has rejected the configuration\n",
             EINVAL, EPERM);
    assert_int_equal(strncmp(told.text, expected, strlen(expected)), 0);
    assert_non_null(strstr(told.text + strlen(expected), "the connection was closed after 10 bytes of 100"));
    assert_int_equal(pylog_logger_level(NULL), 77);
}

static int reject_and_say_why(const char *bytes, size_t length, pylog_buffer *out, void *data) {
    (void)out, (void)data;
    pylog_fail(EACCES, "%.*s is not signed", (int)length, bytes);
    errno = 0;
    return -1;
}

static void a_verifier_says_why_it_rejects(void **state) {
    char data[] = "told";
    (void)state;
    assert_int_equal(pylog_stop_listening(), 0);
    told.text[0] = '\0';
    port = pylog_listen(-1, &(struct pylog_listen_options){
                                .verify = reject_and_say_why, .data = data, .done = note_done });
    assert_true(port > 0);
    send_text("[1]");
    assert_int_equal(pylog_stop_listening(), 0);
    char expected[64];
    snprintf(expected, sizeof expected, "told %d [1] is not signed\n", EACCES);
    assert_string_equal(told.text, expected);
}

static void what_a_verifier_says_is_printed_if_nobody_else_is_told(void **state) {
    (void)state;
    assert_int_equal(pylog_stop_listening(), 0);
    port = pylog_listen(-1, &(struct pylog_listen_options){ .verify = reject_and_say_why });
    assert_true(port > 0);
    capture_stderr_begin();
    send_text("[2]");
    assert_int_equal(pylog_stop_listening(), 0);
    char *printed = capture_stderr_end();
    assert_string_equal(printed, "--- Logging error ---\nPermissionError: [2] is not signed\n");
    free(printed);
}

static void one_that_is_too_long_is_refused_before_it_comes(void **state) {
    (void)state;
    capture_stderr_begin();
    int made = connect_to(port);
    send_head(made, 0xFFFFFFFF);
    bool ended = client_wait_for_end(made);
    char *report = capture_stderr_end();
    assert_true(ended);
    assert_string_equal(report,
                        "--- Logging error ---\nValueError: <socket>: the text is too long: 4294967295 "
                        "bytes, of 16777216 at the most\n");
    free(report);
}

static void one_that_ends_too_early_is_reported_if_it_had_begun(void **state) {
    (void)state;
    capture_stderr_begin();
    int silent = connect_to(port), begun = connect_to(port);
    send_bytes(silent, "\0\0", 2);
    send_head(begun, 100);
    send_bytes(begun, "{\"version\"", 10);
    shutdown(silent, SHUT_WR);
    shutdown(begun, SHUT_WR);
    bool ended = client_wait_for_end(silent);
    ended &= client_wait_for_end(begun);
    char *report = capture_stderr_end();
    assert_true(ended);
    assert_string_equal(
        report,
        "--- Logging error ---\nValueError: <socket>: the connection was closed after 10 bytes of 100\n");
    free(report);
}

static void a_connection_that_is_reset_is_no_error(void **state) {
    const struct linger at_once = { .l_onoff = 1 };
    (void)state;
    capture_stderr_begin();
    int made = connect_to(port);
    send_head(made, 0);
    setsockopt(made, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(connect_to(port));
    int other = connect_to(port);
    setsockopt(other, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(other);
    bool ended = client_wait_for_end(made);
    send_text(json_with_level("ERROR"));
    char *report = capture_stderr_end();
    assert_true(ended);
    assert_null(strstr(report, "connection"));
    free(report);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
}

static void a_system_that_refuses_to_wait_is_asked_again(void **state) {
    (void)state;
    atomic_store(&refused_waits, 1);
    send_text(json_with_level("ERROR"));
    assert_int_equal(atomic_load(&refused_waits), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    atomic_store(&refused_waits, 1000);
    close(connect_to(port));
    pylog_stop_listening();
    atomic_store(&refused_waits, 0);
}

static void without_a_thread_nobody_listens(void **state) {
    (void)state;
    pylog_stop_listening();
    refuses_threads = true;
    int result = pylog_listen(port, NULL), error = errno;
    refuses_threads = false;
    assert_int_equal(result, -1);
    assert_int_equal(error, EAGAIN);
    assert_int_equal(connect_to(port), -1);
    assert_int_equal(pylog_listen(port, NULL), port);
}

static void reports_may_be_turned_off(void **state) {
    (void)state;
    pylog_set_raise_exceptions(false);
    capture_stderr_begin();
    send_text("nonsense");
    char *report = capture_stderr_end();
    assert_string_equal(report, "");
    free(report);
}

/* ---- Verifying ---- */

static struct {
    int result;
    const char *instead; /* NULL: what came */
    size_t calls;
    atomic_bool stops;
} verifier;

static int verify(const char *bytes, size_t length, pylog_buffer *out, void *data) {
    verifier.calls++;
    if (data != &verifier)
        return -1;
    if (atomic_load(&verifier.stops))
        pylog_stop_listening();
    if (verifier.instead)
        pylog_buffer_append(out, verifier.instead, strlen(verifier.instead));
    else
        pylog_buffer_append(out, bytes, length);
    return verifier.result;
}

static void listen_with_verifier(int result, const char *instead) {
    pylog_stop_listening();
    memset(&verifier, 0, sizeof verifier);
    verifier.result = result;
    verifier.instead = instead;
    port = pylog_listen(-1, &(struct pylog_listen_options){ .verify = verify, .data = &verifier });
    assert_true(port > 0);
}

static void what_is_not_verified_is_dropped_without_a_word(void **state) {
    (void)state;
    listen_with_verifier(-1, NULL);
    capture_stderr_begin();
    send_text(json_with_level("ERROR"));
    char *report = capture_stderr_end();
    assert_string_equal(report, "");
    free(report);
    pylog_stop_listening();
    assert_int_equal(verifier.calls, 1);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
}

static void a_verifier_may_put_another_text_in_its_place(void **state) {
    (void)state;
    listen_with_verifier(0, "{\"version\": 1, \"root\": {\"level\": \"DEBUG\"}}");
    send_text("encrypted");
    assert_int_equal(pylog_logger_level(NULL), PYLOG_DEBUG);
    listen_with_verifier(0, NULL);
    send_text(ini);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_CRITICAL);
}

static void a_verifier_may_stop_the_listening(void **state) {
    (void)state;
    listen_with_verifier(0, NULL);
    atomic_store(&verifier.stops, true);
    send_text(json_with_level("ERROR"));
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    pylog_stop_listening();
    assert_int_equal(connect_to(port), -1);
}

/* ---- Many ---- */

static void slow_clients_hinder_nobody(void **state) {
    enum { SLOW = 20 };
    int slow[SLOW];
    (void)state;
    for (size_t i = 0; i < SLOW; i++) {
        slow[i] = connect_to(port);
        send_head(slow[i], 50);
        send_bytes(slow[i], "{", i % 2);
    }
    send_text(json_with_level("ERROR"));
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    pylog_stop_listening();
    for (size_t i = 0; i < SLOW; i++)
        assert_true(client_wait_for_end(slow[i]));
    assert_int_equal(connect_to(port), -1);
}

static void more_clients_than_there_is_room_for_wait(void **state) {
    enum { MANY = 100 };
    int many[MANY];
    const char *text = json_with_level("ERROR");
    (void)state;
    for (size_t i = 0; i < MANY; i++)
        many[i] = connect_to(port);
    for (size_t i = 0; i < MANY; i++) {
        send_head(many[i], strlen(text));
        send_bytes(many[i], text, strlen(text));
    }
    for (size_t i = 0; i < MANY; i++)
        assert_true(client_wait_for_end(many[i]));
}

static void *send_ten(void *number) {
    for (int i = 0; i < 10; i++) {
        int made = connect_to(port);
        send_head(made, strlen(ini));
        send_bytes(made, ini, strlen(ini));
        if (!client_wait_for_end(made))
            abort();
    }
    return number;
}

static void clients_of_many_threads_are_all_served(void **state) {
    (void)state;
    run_in_threads(4, send_ten);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_CRITICAL);
}

/* ---- Starting and stopping ---- */

static void there_is_one_listener_at_a_time(void **state) {
    (void)state;
    assert_int_equal(pylog_listen(-1, NULL), -1);
    assert_int_equal(errno, EALREADY);
    assert_int_equal(pylog_stop_listening(), 0);
    assert_int_equal(pylog_stop_listening(), 0);
    assert_int_equal(pylog_listen(port, NULL), port);
    send_text(json_with_level("ERROR"));
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
}

static void a_port_that_cannot_be_had_is_an_error(void **state) {
    struct loopback *peer = loopback_start(LOOPBACK_TCP, NULL);
    (void)state;
    pylog_stop_listening();
    assert_int_equal(pylog_listen(loopback_port(peer), NULL), -1);
    assert_int_equal(errno, EADDRINUSE);
    assert_non_null(strstr(pylog_last_error(), "Address already in use"));
    loopback_stop(peer);
    assert_int_equal(pylog_listen(65536, NULL), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "bind(): port must be 0-65535.");
}

static void shutdown_stops_it(void **state) {
    (void)state;
    int made = connect_to(port);
    pylog_shutdown();
    assert_true(client_wait_for_end(made));
    assert_int_equal(connect_to(port), -1);
    port = pylog_listen(-1, NULL);
    send_text(json_with_level("ERROR"));
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
}

static void a_child_of_fork_does_not_listen(void **state) {
    (void)state;
    char byte = 0;
    int begun = connect_to(port), gate[2], ready[2];
    send_head(begun, 100);
    send_text(json_with_level("ERROR")); /* the one before has been accepted */
    assert_int_equal(pipe(gate), 0);
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        close(gate[1]);
        if (write(ready[1], &byte, 1) != 1 || read(gate[0], &byte, 1) != 0)
            _exit(1);
        _exit(pylog_stop_listening() != 0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    pylog_stop_listening();
    int refused = connect_to(port);
    bool ended = client_wait_for_end(begun);
    close(gate[1]);
    assert_int_equal(wait_for_child(child), 0);
    assert_int_equal(refused, -1);
    assert_true(ended);
    close(gate[0]);
    close(ready[0]);
    close(ready[1]);
}

static atomic_int forked;
static pthread_key_t last_key;

/* The thread that was the only one there ends, and the child with it: not by the C library, for what a sanitizer
 * knows of the parent's threads is not true here. */
static void end_child(void *unused) {
    (void)unused;
    _exit(0);
}

static int fork_and_reject(const char *bytes, size_t length, pylog_buffer *out, void *data) {
    (void)bytes, (void)length, (void)out, (void)data;
    int child = (int)fork();
    if (child == 0) {
        alarm(20);
        pthread_key_create(&last_key, end_child);
        pthread_setspecific(last_key, &last_key);
    } else {
        atomic_store(&forked, child);
    }
    return -1;
}

static void a_child_may_come_out_of_the_verifier_that_has_forked(void **state) {
    (void)state;
    pylog_stop_listening();
    port = pylog_listen(-1, &(struct pylog_listen_options){ .verify = fork_and_reject });
    assert_true(port > 0);
    send_text(ini);
    assert_int_equal(wait_for_child(atomic_load(&forked)), 0);
}

static const struct CMUnitTest tests[] = {
    TEST(json_and_ini_are_applied),
    TEST(a_configuration_may_come_byte_by_byte),
    TEST(a_large_configuration_is_taken_whole),
    TEST(what_is_refused_is_reported_and_the_server_goes_on),
    TEST(what_is_applied_refused_and_rejected_is_told_and_not_printed),
    TEST(a_verifier_says_why_it_rejects),
    TEST(what_a_verifier_says_is_printed_if_nobody_else_is_told),
    TEST(one_that_is_too_long_is_refused_before_it_comes),
    TEST(one_that_ends_too_early_is_reported_if_it_had_begun),
    TEST(a_connection_that_is_reset_is_no_error),
    TEST(a_system_that_refuses_to_wait_is_asked_again),
    TEST(without_a_thread_nobody_listens),
    TEST(reports_may_be_turned_off),
    TEST(what_is_not_verified_is_dropped_without_a_word),
    TEST(a_verifier_may_put_another_text_in_its_place),
    TEST(a_verifier_may_stop_the_listening),
    TEST(slow_clients_hinder_nobody),
    TEST(more_clients_than_there_is_room_for_wait),
    TEST(clients_of_many_threads_are_all_served),
    TEST(there_is_one_listener_at_a_time),
    TEST(a_port_that_cannot_be_had_is_an_error),
    TEST(shutdown_stops_it),
    TEST(a_child_of_fork_does_not_listen),
    TEST(a_child_may_come_out_of_the_verifier_that_has_forked),
};
TEST_MAIN
