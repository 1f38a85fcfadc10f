/* Sockets with deadlines, and names that are looked up for as long as a caller can wait: getaddrinfo is
 * replaced by one that answers when the test says so, and poll by one that fails. */
#define _GNU_SOURCE

#include <errno.h>
#include <fixture.h>
#include <loopback.h>
#include <netdb.h>
#include <netinet/in.h>
#include <parallel.h>
#include <poll.h>
#include <port/net.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int __real_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **out);
int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **out);

int __real_poll(struct pollfd *files, nfds_t count, int timeout);
int __wrap_poll(struct pollfd *files, nfds_t count, int timeout);
static _Thread_local bool poll_fails; /* in this thread */

int __wrap_poll(struct pollfd *files, nfds_t count, int timeout) {
    if (!poll_fails)
        return __real_poll(files, count, timeout);
    errno = ENOMEM;
    return -1;
}

static struct gate answers = GATE_CLOSED;
static _Atomic int lookups, answered;

/* Hosts that begin with "slow" are 127.0.0.1, once the gate is open; "nobody" is unknown. */
int __wrap_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                       struct addrinfo **out) {
    if (hints->ai_flags & AI_NUMERICHOST)
        return __real_getaddrinfo(host, service, hints, out);
    atomic_fetch_add(&lookups, 1);
    if (strcmp(host, "nobody") == 0)
        return EAI_NONAME;
    if (strncmp(host, "slow", 4) == 0)
        gate_pass(&answers);
    int result = __real_getaddrinfo("127.0.0.1", service, hints, out);
    atomic_fetch_add(&answered, 1);
    return result;
}

static int set_up(void) {
    gate_close(&answers);
    atomic_store(&lookups, 0);
    atomic_store(&answered, 0);
    return 0;
}

/* All lookups that were left behind end, and their slots are free for others. */
static int tear_down(void) {
    gate_open(&answers);
    while (atomic_load(&answered) < atomic_load(&lookups))
        sleep_milliseconds(1);
    sleep_milliseconds(20);
    return 0;
}

static const struct fixture fixture = { .seconds = 30, .set_up = set_up, .tear_down = tear_down };

static int64_t in_milliseconds(int64_t milliseconds) {
    return pylog__port_monotonic() + milliseconds * 1000000;
}

static int resolve(const char *host, int64_t deadline, struct pylog__addresses *out) {
    return pylog__net_resolve(host, 514, PYLOG__NET_STREAM, deadline, out);
}

/* ---- Names */

static void numbers_need_no_lookup(void **state) {
    struct pylog__addresses found;
    (void)state;
    assert_int_equal(resolve("127.0.0.1", 0, &found), 0);
    assert_int_equal(found.count, 1);
    assert_true(pylog__net_is_ipv4(&found.list[0]));
    assert_int_equal(resolve("::1", 0, &found), 0);
    assert_false(pylog__net_is_ipv4(&found.list[0]));
    assert_int_equal(atomic_load(&lookups), 0);
}

static void tells_that_a_name_is_unknown(void **state) {
    struct pylog__addresses found;
    (void)state;
    assert_int_equal(resolve("nobody", in_milliseconds(5000), &found), -1);
    assert_int_equal(errno, EHOSTUNREACH);
    assert_string_equal(found.text, "Name or service not known");
    atomic_fetch_add(&answered, 1);
}

static void waits_for_an_answer_no_longer_than_until_the_deadline(void **state) {
    struct pylog__addresses found;
    int64_t start = pylog__port_monotonic();
    (void)state;
    assert_int_equal(resolve("slow", in_milliseconds(50), &found), -1);
    assert_int_equal(errno, ETIMEDOUT);
    assert_true(pylog__port_monotonic() - start < INT64_C(10000000000));
}

static void asks_once_for_all_who_wait_for_the_same_name(void **state) {
    struct pylog__addresses found;
    (void)state;
    for (int i = 0; i < 5; i++)
        assert_int_equal(resolve("slow once", in_milliseconds(10), &found), -1);
    assert_int_equal(atomic_load(&lookups), 1);
}

static void an_answer_that_came_too_late_is_there_for_the_next_one(void **state) {
    struct pylog__addresses found;
    (void)state;
    assert_int_equal(resolve("slow answer", in_milliseconds(10), &found), -1);
    gate_open(&answers);
    while (!atomic_load(&answered))
        sleep_milliseconds(1);
    assert_int_equal(resolve("slow answer", in_milliseconds(5000), &found), 0);
    assert_int_equal(atomic_load(&lookups), 1);
    assert_int_equal(resolve("slow answer", in_milliseconds(5000), &found), 0);
    assert_int_equal(atomic_load(&lookups), 2);
}

static void lookups_that_hang_are_limited_in_number(void **state) {
    struct pylog__addresses found;
    char name[16];
    (void)state;
    for (int i = 0; i < 8; i++) {
        snprintf(name, sizeof name, "slow %d", i);
        assert_int_equal(resolve(name, in_milliseconds(5), &found), -1);
        assert_int_equal(errno, ETIMEDOUT);
    }
    assert_int_equal(resolve("slow 8", in_milliseconds(5), &found), -1);
    assert_int_equal(errno, EAGAIN);
    assert_int_equal(resolve("127.0.0.1", in_milliseconds(5), &found), 0);
}

static void a_child_of_fork_looks_up_for_itself(void **state) {
    struct pylog__addresses found;
    (void)state;
    assert_int_equal(resolve("slow child", in_milliseconds(5), &found), -1);
    pid_t child = fork();
    if (child == 0) {
        alarm(10);
        gate_open(&answers);
        _exit(resolve("slow child", in_milliseconds(5000), &found) == 0 && atomic_load(&lookups) == 2 ? 0
                                                                                                      : 1);
    }
    assert_int_equal(wait_for_child(child), 0);
}

static void a_name_that_is_too_long_is_refused(void **state) {
    struct pylog__addresses found;
    char name[300];
    (void)state;
    memset(name, 'a', sizeof name);
    name[sizeof name - 1] = '\0';
    assert_int_equal(resolve(name, in_milliseconds(5), &found), -1);
    assert_int_equal(errno, ENAMETOOLONG);
    assert_int_equal(atomic_load(&lookups), 0);
}

/* ---- Sockets */

static pylog__socket connect_to(const struct loopback *peer) {
    struct pylog__addresses found;
    assert_int_equal(pylog__net_resolve(loopback_host(peer), loopback_port(peer), PYLOG__NET_STREAM,
                                        in_milliseconds(1000), &found),
                     0);
    return pylog__net_connect(&found.list[0], PYLOG__NET_STREAM, in_milliseconds(1000));
}

static void says_that_nobody_listens(void **state) {
    struct pylog__addresses found;
    (void)state;
    pylog__net_resolve("127.0.0.1", loopback_unused_port(), PYLOG__NET_STREAM, 0, &found);
    assert_int_equal(pylog__net_connect(&found.list[0], PYLOG__NET_STREAM, in_milliseconds(1000)),
                     PYLOG__NO_SOCKET);
    assert_int_equal(errno, ECONNREFUSED);
}

static void sending_to_a_deaf_peer_ends_at_the_deadline(void **state) {
    static char bytes[1 << 20];
    struct loopback *peer = loopback_start(LOOPBACK_TCP, &(struct loopback_manners){ .deaf = true });
    pylog__socket made = connect_to(peer);
    int64_t deadline = in_milliseconds(100);
    ptrdiff_t taken = 1;
    (void)state;
    while (taken > 0)
        taken = pylog__net_send(made, bytes, sizeof bytes, deadline);
    assert_int_equal(errno, ETIMEDOUT);
    assert_true(pylog__port_monotonic() >= deadline && pylog__port_monotonic() < deadline + INT64_C(10000000000));
    pylog__net_close(made);
    loopback_stop(peer);
}

static void receiving_nothing_ends_at_the_deadline(void **state) {
    char bytes[16];
    struct loopback *peer = loopback_start(LOOPBACK_TCP, NULL);
    pylog__socket made = connect_to(peer);
    (void)state;
    assert_int_equal(pylog__net_receive(made, bytes, sizeof bytes, 0), -1);
    assert_int_equal(errno, ETIMEDOUT);
    int64_t deadline = in_milliseconds(50);
    assert_int_equal(pylog__net_receive(made, bytes, sizeof bytes, deadline), -1);
    assert_int_equal(errno, ETIMEDOUT);
    assert_true(pylog__port_monotonic() >= deadline);
    loopback_stop(peer);
    assert_int_equal(pylog__net_receive(made, bytes, sizeof bytes, in_milliseconds(1000)), 0);
    pylog__net_close(made);
}

static void sending_to_a_peer_that_has_gone_raises_no_signal(void **state) {
    struct loopback *peer = loopback_start(LOOPBACK_TCP, NULL);
    pylog__socket made = connect_to(peer);
    (void)state;
    signal(SIGPIPE, SIG_DFL);
    loopback_stop(peer);
    ptrdiff_t taken = 1;
    for (int i = 0; i < 100 && taken > 0; i++, sleep_milliseconds(1))
        taken = pylog__net_send(made, "x", 1, in_milliseconds(1000));
    assert_int_equal(taken, -1);
    assert_true(errno == EPIPE || errno == ECONNRESET);
    pylog__net_close(made);
}

static void a_path_that_is_too_long_for_a_socket_is_refused(void **state) {
    struct pylog__address address;
    char path[200];
    (void)state;
    memset(path, 'a', sizeof path);
    path[sizeof path - 1] = '\0';
    assert_int_equal(pylog__net_unix_address(path, &address), -1);
    assert_int_equal(errno, ENAMETOOLONG);
}

/* A server that takes no more clients does not answer: the connection is never made. */
static void connecting_to_a_server_that_is_full_ends_at_the_deadline(void **state) {
    enum { MOST = 8 };
    struct sockaddr_in own = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof own;
    pylog__socket made[MOST];
    struct pylog__addresses found;
    int count = 0, listening = socket(AF_INET, SOCK_STREAM, 0), error = 0;
    (void)state;
    assert_int_equal(bind(listening, (struct sockaddr *)&own, size), 0);
    assert_int_equal(listen(listening, 0), 0);
    assert_int_equal(getsockname(listening, (struct sockaddr *)&own, &size), 0);
    pylog__net_resolve("127.0.0.1", ntohs(own.sin_port), PYLOG__NET_STREAM, 0, &found);
    for (; count < MOST && !error; count++) {
        made[count] = pylog__net_connect(&found.list[0], PYLOG__NET_STREAM, in_milliseconds(count ? 100 : 5000));
        error = made[count] == PYLOG__NO_SOCKET ? errno : 0;
    }
    assert_true(count > 1 && count < MOST);
    assert_int_equal(error, ETIMEDOUT);
    while (--count)
        pylog__net_close(made[count - 1]);
    close(listening);
}

/* The system is not asked again and again. */
static void where_nobody_can_wait_it_fails_at_once(void **state) {
    struct loopback *peer = loopback_start(LOOPBACK_TCP, NULL);
    pylog__socket made = connect_to(peer);
    char byte;
    (void)state;
    poll_fails = true;
    const ptrdiff_t came = pylog__net_receive(made, &byte, 1, in_milliseconds(20000));
    const int error = errno;
    poll_fails = false;
    assert_int_equal(came, -1);
    assert_int_equal(error, ENOMEM);
    pylog__net_close(made);
    loopback_stop(peer);
}

/* ---- Listening ---- */

static pylog__socket listen_on(int port, int *actual) {
    struct pylog__addresses found;
    struct pylog__address own;
    assert_int_equal(pylog__net_lookup("127.0.0.1", port, PYLOG__NET_STREAM, true, &found), 0);
    pylog__socket listening = pylog__net_listen(&found.list[0]);
    if (listening == PYLOG__NO_SOCKET)
        return listening;
    assert_int_equal(pylog__net_local_address(listening, &own), 0);
    *actual = pylog__net_port(&own);
    return listening;
}

static pylog__socket connect_to_port(int port) {
    struct pylog__addresses found;
    assert_int_equal(pylog__net_lookup("127.0.0.1", port, PYLOG__NET_STREAM, true, &found), 0);
    return pylog__net_connect(&found.list[0], PYLOG__NET_STREAM, in_milliseconds(1000));
}

static void who_connects_is_accepted_and_heard(void **state) {
    char bytes[4];
    bool ready[2];
    int port = 0;
    (void)state;
    pylog__socket listening = listen_on(0, &port);
    assert_true(port > 0);
    assert_int_equal(pylog__net_accept(listening), PYLOG__NO_SOCKET);
    assert_true(errno == EAGAIN || errno == EWOULDBLOCK);
    assert_int_equal(pylog__net_wait(&listening, 1, ready, in_milliseconds(10)), 0);
    assert_false(ready[0]);
    pylog__socket client = connect_to_port(port);
    assert_int_equal(pylog__net_wait(&listening, 1, ready, in_milliseconds(1000)), 1);
    assert_true(ready[0]);
    pylog__socket both[] = { listening, pylog__net_accept(listening) };
    assert_int_equal(pylog__net_send(client, "abc", 3, in_milliseconds(1000)), 3);
    assert_int_equal(pylog__net_wait(both, 2, ready, in_milliseconds(1000)), 1);
    assert_false(ready[0]);
    assert_true(ready[1]);
    assert_int_equal(pylog__net_receive(both[1], bytes, sizeof bytes, 0), 3);
    pylog__net_close(client);
    assert_int_equal(pylog__net_wait(both, 2, ready, in_milliseconds(1000)), 1);
    assert_int_equal(pylog__net_receive(both[1], bytes, sizeof bytes, 0), 0);
    pylog__net_close(both[1]);
    pylog__net_close(listening);
}

static void a_port_in_use_is_refused_and_had_again_when_it_is_free(void **state) {
    int port = 0, same = 0;
    (void)state;
    pylog__socket listening = listen_on(0, &port), client = connect_to_port(port);
    pylog__socket accepted = pylog__net_accept(listening);
    assert_int_equal(listen_on(port, &same), PYLOG__NO_SOCKET);
    assert_int_equal(errno, EADDRINUSE);
    pylog__net_close(accepted); /* first, so that the port is left waiting */
    pylog__net_close(client);
    pylog__net_close(listening);
    listening = listen_on(port, &same);
    assert_int_not_equal(listening, PYLOG__NO_SOCKET);
    assert_int_equal(same, port);
    pylog__net_close(listening);
}

static void an_address_of_another_kind_has_no_port(void **state) {
    struct pylog__addresses found;
    struct pylog__address address;
    (void)state;
    assert_int_equal(pylog__net_unix_address("x", &address), 0);
    assert_int_equal(pylog__net_port(&address), -1);
    assert_int_equal(errno, EAFNOSUPPORT);
    assert_int_equal(pylog__net_lookup("::1", 4711, PYLOG__NET_STREAM, true, &found), 0);
    assert_int_equal(pylog__net_port(&found.list[0]), 4711);
}

static const struct CMUnitTest tests[] = {
    TEST(numbers_need_no_lookup),
    TEST(tells_that_a_name_is_unknown),
    TEST(waits_for_an_answer_no_longer_than_until_the_deadline),
    TEST(asks_once_for_all_who_wait_for_the_same_name),
    TEST(an_answer_that_came_too_late_is_there_for_the_next_one),
    TEST(lookups_that_hang_are_limited_in_number),
    TEST(a_child_of_fork_looks_up_for_itself),
    TEST(a_name_that_is_too_long_is_refused),
    TEST(says_that_nobody_listens),
    TEST(sending_to_a_deaf_peer_ends_at_the_deadline),
    TEST(receiving_nothing_ends_at_the_deadline),
    TEST(sending_to_a_peer_that_has_gone_raises_no_signal),
    TEST(a_path_that_is_too_long_for_a_socket_is_refused),
    TEST(connecting_to_a_server_that_is_full_ends_at_the_deadline),
    TEST(where_nobody_can_wait_it_fails_at_once),
    TEST(who_connects_is_accepted_and_heard),
    TEST(a_port_in_use_is_refused_and_had_again_when_it_is_free),
    TEST(an_address_of_another_kind_has_no_port),
};
TEST_MAIN
