/* Who may send configurations: whose clients are served, how long they may take, how many there may be; and
 * the socket that has a path. */
#define _GNU_SOURCE

#include <arpa/inet.h>
#include <capture.h>
#include <errno.h>
#include <files.h>
#include <fixture.h>
#include <loopback.h>
#include <parallel.h>
#include <port/net.h>
#include <port/port.h>
#include <pylog/config.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* What the system tells of a client, and of this process; PRETENDS_NOTHING: the truth. */
enum { PRETENDS_NOTHING = -1 };
static atomic_int pretended_peer; /* read by the thread that listens, as the next two */
static atomic_bool pretends_rights, has_rights;

enum pylog__net_peer __real_pylog__net_peer_of(pylog__socket accepted);
enum pylog__net_peer __wrap_pylog__net_peer_of(pylog__socket accepted);
bool __real_pylog__port_is_privileged(void);
bool __wrap_pylog__port_is_privileged(void);

enum pylog__net_peer __wrap_pylog__net_peer_of(pylog__socket accepted) {
    return pretended_peer == PRETENDS_NOTHING ? __real_pylog__net_peer_of(accepted)
                                              : (enum pylog__net_peer)pretended_peer;
}

bool __wrap_pylog__port_is_privileged(void) {
    return pretends_rights ? has_rights : __real_pylog__port_is_privileged();
}

static int set_up(void) {
    pretended_peer = PRETENDS_NOTHING;
    pretends_rights = has_rights = false;
    return 0;
}

static int tear_down(void) {
    pylog_stop_listening();
    return 0;
}

static int clean_up(void) {
    remove("listen.sock");
    return 0;
}

static const struct fixture fixture = {
    .seconds = 60, .set_up = set_up, .tear_down = tear_down, .clean_up = clean_up
};

/* ---- Clients ---- */

static const char text[] = "{\"version\": 1, \"root\": {\"level\": \"ERROR\"}}";
static const char path[] = "listen.sock";

static int connected(int made, const void *address, socklen_t size) {
    struct timeval limit = { .tv_sec = 20 };
    setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(made, address, size) == 0)
        return made;
    close(made);
    return -1;
}

static int connect_to(int port) {
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return connected(socket(AF_INET, SOCK_STREAM, 0), &address, sizeof address);
}

static int connect_to_path(void) {
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    strcpy(address.sun_path, path);
    return connected(socket(AF_UNIX, SOCK_STREAM, 0), &address, sizeof address);
}

static void send_whole(int made) {
    uint32_t head = htonl((uint32_t)strlen(text));
    if (send(made, &head, sizeof head, MSG_NOSIGNAL) == sizeof head)
        (void)!send(made, text, strlen(text), MSG_NOSIGNAL);
}

/* A client that sends the text, and waits; has it been applied? */
static bool configures(int made) {
    pylog_logger_set_level(NULL, PYLOG_WARNING);
    if (made < 0)
        return false;
    send_whole(made);
    return client_wait_for_end(made) && pylog_logger_level(NULL) == PYLOG_ERROR;
}

static int listen_with(struct pylog_listen_options options) {
    pylog_stop_listening();
    int port = pylog_listen(-1, &options);
    assert_true(port >= 0);
    return port;
}

static int take_as_it_is(const char *bytes, size_t length, pylog_buffer *out, void *data) {
    (void)data;
    return pylog_buffer_append(out, bytes, length);
}

/* ---- Whose they are ---- */

static void whose_clients_are_served(void **state) {
    static const struct {
        enum pylog__net_peer peer;
        bool root, verified, any_user, served;
    } rows[] = {
        { PYLOG__PEER_TRUSTED, false, false, false, true },
        { PYLOG__PEER_TRUSTED, true, false, false, true },
        { PYLOG__PEER_STRANGER, false, false, false, false },
        { PYLOG__PEER_STRANGER, true, true, false, false },
        { PYLOG__PEER_STRANGER, true, false, true, true },
        { PYLOG__PEER_GONE, false, false, false, true },
        { PYLOG__PEER_GONE, true, false, false, false },
        { PYLOG__PEER_GONE, true, true, false, true },
        { PYLOG__PEER_GONE, true, false, true, true },
        { PYLOG__PEER_UNTOLD, true, false, false, true },
    };
    int failures = 0;
    (void)state;
    pretends_rights = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        has_rights = rows[i].root;
        pretended_peer = (int)rows[i].peer;
        capture_stderr_begin();
        int port = listen_with((struct pylog_listen_options){
            .verify = rows[i].verified ? take_as_it_is : NULL, .any_user = rows[i].any_user });
        bool served = configures(connect_to(port));
        free(capture_stderr_end());
        failures += served != rows[i].served;
        if (served != rows[i].served)
            print_error("row %zu: %sserved\n", i, served ? "" : "not ");
    }
    assert_int_equal(failures, 0);
}

static void a_stranger_is_reported_but_not_each_time(void **state) {
    (void)state;
    pretended_peer = PYLOG__PEER_STRANGER;
    int port = listen_with((struct pylog_listen_options){ .verify = take_as_it_is });
    sleep_milliseconds(1100); /* since the last one */
    capture_stderr_begin();
    for (int i = 0; i < 100; i++)
        assert_true(client_wait_for_end(connect_to(port)));
    char *report = capture_stderr_end();
    const char *first = strstr(report, "PermissionError: <socket>: a client of another user is refused");
    assert_non_null(first);
    assert_true(strlen(report) < 1000);
    free(report);
}

static void root_is_warned_once_of_a_port_without_verify(void **state) {
    (void)state;
    pretends_rights = has_rights = true;
    capture_stderr_begin();
    listen_with((struct pylog_listen_options){ .timeout = 1 });
    free(capture_stderr_end());
    capture_stderr_begin();
    listen_with((struct pylog_listen_options){ .timeout = 1 });
    char *second = capture_stderr_end();
    assert_string_equal(second, "");
    free(second);
}

/* The truth, if this is root. */
static bool is_served_as(uid_t user, int port, bool by_path) {
    pylog_logger_set_level(NULL, PYLOG_WARNING);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        if (setuid(user))
            _exit(2);
        int made = by_path ? connect_to_path() : connect_to(port);
        if (made < 0)
            _exit(0);
        send_whole(made);
        _exit(client_wait_for_end(made) ? 0 : 3);
    }
    assert_int_equal(wait_for_child(child), 0);
    return pylog_logger_level(NULL) == PYLOG_ERROR;
}

static void another_user_is_told_from_the_own_one(void **state) {
    (void)state;
    if (geteuid() != 0) {
        print_message("SKIPPED: only root can be another user\n");
        skip();
    }
    capture_stderr_begin();
    int port = listen_with((struct pylog_listen_options){ .timeout = 10 });
    bool own = is_served_as(0, port, false), other = is_served_as(65534, port, false);
    listen_with((struct pylog_listen_options){ .any_user = true, .path = path, .mode = 0666 });
    bool open_to_all = is_served_as(65534, 0, true);
    listen_with((struct pylog_listen_options){ .path = path });
    assert_int_equal(chmod(path, 0666), 0); /* only credentials keep it out now */
    bool by_path = is_served_as(65534, 0, true), own_by_path = is_served_as(0, 0, true);
    free(capture_stderr_end());
    assert_true(own && own_by_path && open_to_all);
    assert_false(other);
    assert_false(by_path);
}

/* ---- How long they may take, and how many there may be ---- */

static void a_client_that_sends_now_and_then_has_to_be_done_in_time(void **state) {
    int port = listen_with((struct pylog_listen_options){ .timeout = 0.5 });
    int64_t before = pylog__port_monotonic();
    uint32_t head = htonl(1000);
    char byte = ' ';
    (void)state;
    capture_stderr_begin();
    int made = connect_to(port);
    bool ended = send(made, &head, sizeof head, MSG_NOSIGNAL) != sizeof head;
    for (int i = 0; i < 400 && !ended; i++) {
        sleep_milliseconds(50);
        ended = send(made, &byte, 1, MSG_NOSIGNAL) != 1;
    }
    close(made);
    char *report = capture_stderr_end();
    assert_true(ended);
    assert_true(pylog__port_monotonic() - before < INT64_C(20000000000)); /* by default it is 30 */
    assert_non_null(strstr(report, "<socket>: the time is up after "));
    free(report);
}

static void silent_clients_do_not_keep_an_honest_one_out(void **state) {
    enum { SILENT = 300 };
    static int silent[SILENT];
    (void)state;
    int port = listen_with((struct pylog_listen_options){ .verify = take_as_it_is });
    for (size_t i = 0; i < SILENT; i++)
        silent[i] = connect_to(port);
    int64_t before = pylog__port_monotonic();
    assert_true(configures(connect_to(port)));
    assert_true(pylog__port_monotonic() - before < INT64_C(25000000000));
    assert_true(client_wait_for_end(silent[0]));
    for (size_t i = 1; i < SILENT; i++)
        close(silent[i]);
}

static void connections_that_are_made_and_dropped_hold_up_nobody(void **state) {
    (void)state;
    int port = listen_with((struct pylog_listen_options){ .verify = take_as_it_is });
    int64_t before = pylog__port_monotonic();
    for (int i = 0; i < 500; i++)
        close(connect_to(port));
    assert_true(configures(connect_to(port)));
    assert_true(pylog__port_monotonic() - before < INT64_C(25000000000));
}

/* ---- A socket with a path ---- */

static void a_path_is_for_the_owner_alone_unless_it_is_said_otherwise(void **state) {
    struct stat status;
    mode_t mask = umask(0);
    (void)state;
    assert_int_equal(pylog_listen(0, &(struct pylog_listen_options){ .path = path }), 0);
    assert_int_equal(stat(path, &status), 0);
    assert_true(S_ISSOCK(status.st_mode));
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_true(configures(connect_to_path()));
    pylog_stop_listening();
    assert_int_equal(access(path, F_OK), -1);
    umask(077);
    listen_with((struct pylog_listen_options){ .path = path, .mode = 0660 });
    assert_int_equal(stat(path, &status), 0);
    umask(mask);
    assert_int_equal(status.st_mode & 07777, 0660);
}

static void leave_a_socket_behind(void) {
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int made = socket(AF_UNIX, SOCK_STREAM, 0);
    strcpy(address.sun_path, path);
    assert_int_equal(bind(made, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(made, 1), 0);
    close(made);
}

static void only_the_file_of_a_socket_that_nobody_listens_at_is_replaced(void **state) {
    const struct pylog_listen_options options = { .path = path };
    (void)state;
    leave_a_socket_behind();
    assert_int_equal(pylog_listen(0, &options), 0);
    assert_true(configures(connect_to_path()));
    pylog_stop_listening();

    files_write(path, "precious");
    assert_int_equal(pylog_listen(0, &options), -1);
    assert_int_equal(errno, EADDRINUSE);
    files_assert(path, "precious");
    remove(path);

    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int other = socket(AF_UNIX, SOCK_STREAM, 0);
    strcpy(address.sun_path, path);
    assert_int_equal(bind(other, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(other, 5), 0);
    assert_int_equal(pylog_listen(0, &options), -1);
    assert_int_equal(errno, EADDRINUSE);
    assert_int_equal(access(path, F_OK), 0);
    close(other);
}

static void a_file_that_has_taken_its_place_is_not_removed(void **state) {
    (void)state;
    listen_with((struct pylog_listen_options){ .path = path });
    remove(path);
    files_write(path, "precious");
    pylog_stop_listening();
    files_assert(path, "precious");
}

static void a_child_of_fork_leaves_the_path_to_its_parent(void **state) {
    (void)state;
    listen_with((struct pylog_listen_options){ .path = path });
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        pylog_stop_listening();
        pylog_shutdown();
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    assert_true(configures(connect_to_path()));
}

static void a_path_stays_the_same_when_the_program_goes_elsewhere(void **state) {
    char before[4096];
    (void)state;
    assert_non_null(getcwd(before, sizeof before));
    listen_with((struct pylog_listen_options){ .path = path });
    assert_int_equal(chdir("/"), 0);
    pylog_stop_listening();
    assert_int_equal(chdir(before), 0);
    assert_int_equal(access(path, F_OK), -1);
}

static const struct CMUnitTest tests[] = {
    TEST(whose_clients_are_served),
    TEST(a_stranger_is_reported_but_not_each_time),
    TEST(root_is_warned_once_of_a_port_without_verify),
    TEST(another_user_is_told_from_the_own_one),
    TEST(a_client_that_sends_now_and_then_has_to_be_done_in_time),
    TEST(silent_clients_do_not_keep_an_honest_one_out),
    TEST(connections_that_are_made_and_dropped_hold_up_nobody),
    TEST(a_path_is_for_the_owner_alone_unless_it_is_said_otherwise),
    TEST(only_the_file_of_a_socket_that_nobody_listens_at_is_replaced),
    TEST(a_file_that_has_taken_its_place_is_not_removed),
    TEST(a_child_of_fork_leaves_the_path_to_its_parent),
    TEST(a_path_stays_the_same_when_the_program_goes_elsewhere),
};
TEST_MAIN
