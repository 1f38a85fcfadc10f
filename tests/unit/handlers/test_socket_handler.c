/* The socket and datagram handlers and their peers' misdeeds: nothing hangs, nothing is lost uncounted. */
#define _GNU_SOURCE

#include <fixture.h>
#include <loopback.h>
#include <parallel.h>
#include <port/port.h>
#include <pylog/handlers.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int64_t __real_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void);
static _Atomic int64_t clock_moved;

int64_t __wrap_pylog__port_monotonic(void) {
    return __real_pylog__port_monotonic() + atomic_load(&clock_moved);
}

/* While nobody waits. */
static void move_clock(int64_t seconds) {
    atomic_fetch_add(&clock_moved, seconds * 1000000000);
}

static struct loopback *peer;
static pylog_handler *handler;
static char *long_text; /* four megabytes: a few of them are more than the buffers of a socket hold */
enum { LONG = 4 << 20 };

static int set_up(void) {
    atomic_store(&clock_moved, 0);
    return 0;
}

static int tear_down(void) {
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    loopback_stop(peer);
    handler = NULL;
    peer = NULL;
    return 0;
}

static const struct fixture fixture = { .seconds = 60, .set_up = set_up, .tear_down = tear_down };

static int make_long_text(void **state) {
    (void)state;
    long_text = malloc(LONG + 1);
    if (!long_text)
        return -1;
    memset(long_text, 'x', LONG);
    long_text[LONG] = '\0';
    return 0;
}

static int free_long_text(void **state) {
    (void)state;
    free(long_text);
    return 0;
}

static void log_to(pylog_handler *made) {
    handler = made;
    assert_non_null(handler);
    pylog_handler_set_error_callback(handler, report, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
}

static void log_to_peer(enum loopback_kind kind, const struct loopback_manners *manners) {
    bool datagrams = kind == LOOPBACK_UDP || kind == LOOPBACK_UDP6 || kind == LOOPBACK_UNIX_DATAGRAM;
    peer = loopback_start(kind, manners);
    assert_non_null(peer);
    log_to((datagrams ? pylog_datagram_handler_new : pylog_socket_handler_new)(loopback_host(peer),
                                                                               loopback_port(peer)));
}

/* The peer dies; returns what it takes to come back to the same place. */
static struct loopback_manners kill_peer(void) {
    struct loopback_manners place = { .port = loopback_port(peer) };
    loopback_stop(peer);
    peer = NULL;
    return place;
}

static void bring_back(struct loopback_manners place) {
    peer = loopback_start(LOOPBACK_TCP, &place);
    assert_non_null(peer);
}

static struct pylog_handler_stats stats(void) {
    struct pylog_handler_stats now;
    pylog_handler_get_stats(handler, &now);
    return now;
}

static void assert_stats(uint64_t emitted, uint64_t dropped, uint64_t errors, uint64_t reconnects) {
    struct pylog_handler_stats now = stats();
    assert_int_equal(now.emitted, emitted);
    assert_int_equal(now.dropped, dropped);
    assert_int_equal(now.errors, errors);
    assert_int_equal(now.reconnects, reconnects);
}

static void assert_messages(size_t count, const char *expected) {
    size_t length;
    assert_true(loopback_wait_for_messages(peer, count));
    char *bytes = loopback_take(peer, &length), *messages = messages_of_pickles(bytes, length);
    assert_string_equal(messages, expected);
    free(messages);
    free(bytes);
}

static double seconds_since(int64_t start) {
    return (double)(pylog__port_monotonic() - start) / 1e9;
}

/* ---- Peers that go and come back */

static void notices_that_the_peer_has_gone_before_it_sends(void **state) {
    (void)state;
    log_to_peer(LOOPBACK_TCP, NULL);
    pylog_info(NULL, "one");
    assert_true(loopback_wait_for_messages(peer, 1));
    loopback_hang_up(peer);
    sleep_milliseconds(20);
    pylog_info(NULL, "two");
    assert_messages(2, "one\ntwo\n");
    assert_stats(2, 0, 0, 1);
}

static void reaches_a_peer_that_comes_back(void **state) {
    (void)state;
    log_to_peer(LOOPBACK_TCP, NULL);
    pylog_socket_handler_set_retry(handler, 1000, 2, 3000);
    pylog_info(NULL, "before");
    assert_true(loopback_wait_for_messages(peer, 1));
    struct loopback_manners place = kill_peer();
    pylog_info(NULL, "lost: nobody is there");
    bring_back(place);
    move_clock(999);
    pylog_info(NULL, "lost: it is too early to try again");
    move_clock(2);
    pylog_info(NULL, "after");
    assert_messages(1, "after\n");
    assert_stats(2, 2, 0, 1);
}

static void survives_a_peer_that_hangs_up_in_mid_record(void **state) {
    (void)state;
    log_to_peer(LOOPBACK_TCP, &(struct loopback_manners){ .hangs_up_after = 100 });
    size_t records = 0;
    for (; records < 5000 && stats().reconnects <= 5; records++) {
        pylog_info(NULL, "a record of more than a hundred bytes");
        sleep_milliseconds(2);
    }
    struct pylog_handler_stats now = stats();
    assert_int_equal(now.emitted + now.dropped, records);
    assert_int_equal(now.errors, 0);
    assert_true(now.reconnects > 5);
    bring_back(kill_peer());
    pylog_socket_handler_set_retry(handler, 0, 1, 0);
    pylog_info(NULL, "a whole one");
    assert_messages(1, "a whole one\n");
}

static void is_not_disturbed_by_what_the_peer_says(void **state) {
    char expected[200 * 12 + 1], *end = expected;
    (void)state;
    log_to_peer(LOOPBACK_TCP, &(struct loopback_manners){ .chatty = true });
    for (int i = 0; i < 200; i++) {
        pylog_info(NULL, "record %d", i);
        end += sprintf(end, "record %d\n", i);
    }
    assert_messages(200, expected);
    assert_stats(200, 0, 0, 0);
}

static void looks_up_a_name_and_tries_all_its_addresses(void **state) {
    (void)state;
    peer = loopback_start(LOOPBACK_TCP, NULL);
    assert_non_null(peer);
    log_to(pylog_socket_handler_new("localhost", loopback_port(peer)));
    pylog_info(NULL, "one");
    assert_messages(1, "one\n");
}

/* ---- Peers that hang */

static void waits_for_a_deaf_peer_no_longer_than_the_time_out(void **state) {
    static const enum loopback_kind kinds[] = { LOOPBACK_TCP, LOOPBACK_UNIX_STREAM };
    for (size_t i = 0; i < 2; i++) {
        log_to_peer(kinds[i], &(struct loopback_manners){ .deaf = true });
        pylog_socket_handler_set_timeout(handler, 0.2);
        pylog_socket_handler_set_retry(handler, 1000, 1, 1000); /* a new connection would have empty buffers */
        uint64_t records = 0;
        for (; records < 100 && !stats().dropped; records++) {
            int64_t start = pylog__port_monotonic();
            pylog_info(NULL, "%s", long_text);
            assert_true(seconds_since(start) < 10);
        }
        assert_stats(records - 1, 1, 0, 0);
        pylog_info(NULL, "in the pause");
        assert_stats(records - 1, 2, 0, 0);
        fixture_end(state);
        fixture_begin(state);
    }
}

/* ---- The buffer */

static void sends_what_it_kept_when_the_peer_is_there(void **state) {
    (void)state;
    struct loopback_manners place = { .port = loopback_unused_port() };
    log_to(pylog_socket_handler_new("127.0.0.1", place.port));
    assert_int_equal(pylog_socket_handler_set_buffer(handler, 100000), 0);
    pylog_socket_handler_set_retry(handler, 0.02, 1, 0.02);
    pylog_info(NULL, "one");
    pylog_info(NULL, "two");
    assert_stats(0, 0, 0, 0);
    bring_back(place);
    sleep_milliseconds(30);
    pylog_info(NULL, "three");
    assert_messages(3, "one\ntwo\nthree\n");
    assert_stats(3, 0, 0, 0);
}

static void flushing_sends_what_it_kept(void **state) {
    (void)state;
    struct loopback_manners place = { .port = loopback_unused_port() };
    log_to(pylog_socket_handler_new("127.0.0.1", place.port));
    pylog_socket_handler_set_buffer(handler, 100000);
    pylog_info(NULL, "one");
    assert_int_equal(pylog_handler_flush(handler), -1);
    assert_int_equal(errno, ECONNREFUSED);
    bring_back(place);
    assert_int_equal(pylog_handler_flush(handler), 0);
    assert_messages(1, "one\n");
    assert_stats(1, 0, 0, 0);
}

static void counts_what_the_buffer_cannot_keep(void **state) {
    (void)state;
    log_to(pylog_socket_handler_new("127.0.0.1", loopback_unused_port()));
    pylog_socket_handler_set_buffer(handler, 1500);
    for (int i = 0; i < 10; i++)
        pylog_info(NULL, "a record of some five hundred bytes");
    uint64_t dropped = stats().dropped;
    assert_true(dropped >= 6 && dropped <= 8);
    pylog_handler_close(handler);
    assert_stats(0, 10, 0, 0);
}

/* ---- Fork */

static void a_child_of_fork_has_a_connection_of_its_own(void **state) {
    (void)state;
    log_to_peer(LOOPBACK_TCP, NULL);
    pylog_info(NULL, "parent");
    assert_true(loopback_wait_for_messages(peer, 1));
    pid_t child = fork();
    if (child == 0) {
        alarm(10);
        pylog_info(NULL, "child");
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    assert_true(loopback_wait_for_connections(peer, 2));
    assert_true(loopback_wait_for_messages(peer, 2));
    pylog_info(NULL, "parent again");
    assert_messages(3, "parent\nchild\nparent again\n");
    assert_stats(2, 0, 0, 0);
}

static void a_child_of_fork_does_not_send_what_its_parent_kept(void **state) {
    (void)state;
    struct loopback_manners place = { .port = loopback_unused_port() };
    log_to(pylog_socket_handler_new("127.0.0.1", place.port));
    pylog_socket_handler_set_buffer(handler, 100000);
    pylog_socket_handler_set_retry(handler, 0, 1, 0);
    pylog_info(NULL, "the parent's");
    bring_back(place);
    pid_t child = fork();
    if (child == 0) {
        alarm(10);
        pylog_info(NULL, "the child's");
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    assert_true(loopback_wait_for_messages(peer, 1));
    assert_int_equal(pylog_handler_flush(handler), 0);
    assert_messages(2, "the child's\nthe parent's\n");
}

static void child_programs_do_not_inherit_the_connection(void **state) {
    (void)state;
    log_to_peer(LOOPBACK_TCP, NULL);
    pylog_info(NULL, "connected");
    assert_true(loopback_wait_for_connections(peer, 1));
    assert_int_equal(system("for fd in /proc/$$/fd/*; do\n"
                            "    case $(readlink $fd) in socket:*) [ ${fd##*/} -le 2 ] || exit 1 ;; esac\n"
                            "done"),
                     0);
}

/* ---- Errors */

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
static void log_with_a_wrong_format(void) {
    const char *wrong = "%y";
    pylog_log(NULL, PYLOG_INFO, wrong);
}
#pragma GCC diagnostic pop

static void reports_a_record_that_cannot_be_formatted(void **state) {
    (void)state;
    log_to_peer(LOOPBACK_TCP, NULL);
    pylog_info(NULL, "fine");
    assert_true(loopback_wait_for_messages(peer, 1));
    log_with_a_wrong_format();
    assert_stats(1, 0, 1, 0);
    assert_int_equal(reported.error, EINVAL);
    pylog_info(NULL, "fine again");
    assert_messages(2, "fine\nfine again\n");
}

static void closes_instead_of_reporting_if_told_so(void **state) {
    (void)state;
    log_to_peer(LOOPBACK_TCP, NULL);
    pylog_socket_handler_set_close_on_error(handler, true);
    log_with_a_wrong_format();
    assert_stats(0, 0, 1, 0); /* there is no connection to be closed */
    pylog_info(NULL, "fine");
    log_with_a_wrong_format();
    assert_stats(1, 1, 1, 0);
    pylog_info(NULL, "over another connection");
    assert_true(loopback_wait_for_connections(peer, 2));
    assert_stats(2, 1, 1, 1);
}

static void counts_datagrams_that_the_peer_has_refused(void **state) {
    (void)state;
    log_to_peer(LOOPBACK_UDP, NULL);
    pylog_info(NULL, "arrives");
    assert_true(loopback_wait_for_messages(peer, 1));
    kill_peer();
    for (int i = 0; i < 10; i++) {
        pylog_info(NULL, "refused");
        sleep_milliseconds(2);
    }
    struct pylog_handler_stats now = stats();
    assert_int_equal(now.emitted + now.dropped, 11);
    assert_true(now.dropped >= 8);
    assert_int_equal(now.errors, 1); /* told once */
    assert_int_equal(reported.error, ECONNREFUSED);
}

/* What is sent there is refused at once. */
static void log_refused(size_t records) {
    for (size_t i = 0; i < records; i++)
        pylog_info(NULL, "refused");
}

static void log_taken(struct loopback_manners place, size_t records) {
    peer = loopback_start(LOOPBACK_UDP, &place);
    assert_non_null(peer);
    pylog_info(NULL, "the refusal of the last one comes first");
    for (size_t i = 0; i < records; i++)
        pylog_info(NULL, "taken");
    assert_true(loopback_wait_for_messages(peer, records));
    kill_peer();
}

static void tells_once_that_nobody_listens_and_again_when_it_has_been_better_meanwhile(void **state) {
    struct loopback_manners place = { .port = loopback_unused_port() };
    (void)state;
    log_to(pylog_datagram_handler_new("127.0.0.1", place.port));
    log_refused(50);
    assert_int_equal(stats().errors, 1);
    assert_int_equal(reported.error, ECONNREFUSED);
    log_taken(place, 5);
    assert_int_equal(stats().errors, 1);
    log_refused(50);
    assert_int_equal(stats().errors, 2);
    log_taken(place, 5); /* that often is told after a pause */
    log_refused(50);
    assert_int_equal(stats().errors, 2);
    log_taken(place, 5);
    move_clock(3);
    log_refused(50);
    assert_int_equal(stats().errors, 3);
    assert_int_equal(stats().emitted + stats().dropped, 4 * 50 + 3 * 6);
    assert_true(stats().dropped >= 4 * 49 && stats().emitted >= 3 * 5);
}

static void reports_a_datagram_that_is_too_long(void **state) {
    (void)state;
    log_to_peer(LOOPBACK_UDP, NULL);
    pylog_info(NULL, "%s", long_text);
    assert_stats(0, 0, 1, 0);
    assert_int_equal(reported.error, EMSGSIZE);
    pylog_info(NULL, "short");
    assert_messages(1, "short\n");
}

static void reports_a_unix_socket_that_is_not_there_until_it_is(void **state) {
    (void)state;
    log_to(pylog_datagram_handler_new("peer-77.sock", PYLOG_UNIX));
    pylog_info(NULL, "lost");
    pylog_info(NULL, "lost, too");
    assert_stats(0, 0, 2, 0);
    assert_int_equal(reported.error, ENOENT);
    peer = loopback_start(LOOPBACK_UNIX_DATAGRAM, &(struct loopback_manners){ .port = 77 });
    pylog_info(NULL, "found");
    assert_messages(1, "found\n");
    assert_stats(1, 0, 2, 0);
}

static void waits_for_a_unix_socket_whose_queue_is_full_no_longer_than_the_time_out(void **state) {
    int64_t start = pylog__port_monotonic();
    (void)state;
    log_to_peer(LOOPBACK_UNIX_DATAGRAM, &(struct loopback_manners){ .deaf = true });
    pylog_socket_handler_set_timeout(handler, 0.2);
    pylog_socket_handler_set_retry(handler, 1000, 1, 1000);
    for (int i = 0; i < 2000; i++)
        pylog_info(NULL, "into the queue");
    assert_true(seconds_since(start) < 10);
    struct pylog_handler_stats now = stats();
    assert_int_equal(now.emitted + now.dropped + now.errors, 2000);
    assert_int_equal(now.errors, 1); /* and then a pause */
    assert_int_equal(reported.error, ETIMEDOUT);
}

static void refuses_peers_that_cannot_be(void **state) {
    static const struct {
        const char *host;
        int port;
    } wrong[] = { { NULL, 1 }, { "", 1 }, { "localhost", 65536 }, { "localhost", -2 }, { NULL, PYLOG_UNIX } };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        errno = 0;
        if (pylog_socket_handler_new(wrong[i].host, wrong[i].port) || errno != EINVAL ||
            pylog_datagram_handler_new(wrong[i].host, wrong[i].port))
            fail_msg("row %zu: not refused", i);
    }
}

/* ---- Transports */

static char carried[16384];
static size_t carried_length;
static int transport_error, open_transports, sends_until_failure;

static void *fake_connect(const char *host, int port, double timeout, void *data) {
    assert_string_equal(host, "peer.example");
    assert_int_equal(port, 7);
    assert_true(timeout > 0 && timeout <= 1);
    if (transport_error) {
        errno = transport_error;
        return NULL;
    }
    open_transports++;
    return data;
}

/* Takes little at a time. */
static ptrdiff_t fake_send(void *connection, const void *bytes, size_t length, double timeout) {
    assert_ptr_equal(connection, carried);
    assert_true(timeout > 0 && timeout <= 1);
    if (sends_until_failure && --sends_until_failure == 0) {
        carried_length = 0;
        errno = ECONNRESET;
        return -1;
    }
    size_t taken = length < 100 ? length : 100;
    memcpy(carried + carried_length, bytes, taken);
    carried_length += taken;
    return (ptrdiff_t)taken;
}

static void fake_close(void *connection) {
    assert_ptr_equal(connection, carried);
    open_transports--;
}

static const struct pylog_transport fake = {
    .connect = fake_connect, .send = fake_send, .close = fake_close, .data = carried
};

static void log_over(const struct pylog_transport *transport) {
    carried_length = 0;
    transport_error = open_transports = sends_until_failure = 0;
    log_to(pylog_socket_handler_new("peer.example", 7));
    assert_int_equal(pylog_socket_handler_set_transport(handler, transport), 0);
}

static void assert_carried(const char *expected) {
    char *messages = messages_of_pickles(carried, carried_length);
    assert_string_equal(messages, expected);
    free(messages);
}

static void sends_through_a_transport(void **state) {
    (void)state;
    log_over(&fake);
    pylog_info(NULL, "one");
    pylog_info(NULL, "two");
    assert_carried("one\ntwo\n");
    assert_int_equal(open_transports, 1);
    pylog_handler_close(handler);
    assert_int_equal(open_transports, 0);
}

static void sends_a_record_again_when_the_transport_has_failed(void **state) {
    (void)state;
    log_over(&fake);
    sends_until_failure = 2;
    pylog_info(NULL, "one");
    assert_carried("one\n");
    assert_int_equal(open_transports, 1);
    assert_stats(1, 0, 0, 1);
}

static void drops_what_no_transport_can_be_had_for(void **state) {
    (void)state;
    log_over(&fake);
    transport_error = EHOSTUNREACH;
    pylog_info(NULL, "one");
    assert_stats(0, 1, 0, 0);
}

static size_t attempts;

static void *count_and_refuse(const char *host, int port, double timeout, void *data) {
    (void)host, (void)port, (void)timeout, (void)data;
    attempts++;
    errno = ECONNREFUSED;
    return NULL;
}

static void tries_no_more_often_than_the_pauses_allow(void **state) {
    static const size_t after_seconds[] = { 1, 1, 1, 2, 2, 2, 2, 3 }; /* pauses of 1000, 2000 and 3000 */
    struct pylog_transport refusing = fake;
    (void)state;
    refusing.connect = count_and_refuse;
    log_over(&refusing);
    pylog_socket_handler_set_retry(handler, 1000, 2, 3000);
    attempts = 0;
    for (size_t i = 0; i < sizeof after_seconds / sizeof *after_seconds; i++) {
        pylog_info(NULL, "dropped");
        assert_int_equal(attempts, after_seconds[i]);
        move_clock(i < 2 ? 400 : 501);
    }
    assert_stats(0, sizeof after_seconds / sizeof *after_seconds, 0, 0);
}

static ptrdiff_t send_and_log(void *connection, const void *bytes, size_t length, double timeout) {
    pylog_info(NULL, "from within");
    return fake_send(connection, bytes, length, timeout);
}

static void a_transport_that_logs_to_its_own_handler_does_not_hang(void **state) {
    struct pylog_transport chatty = fake;
    (void)state;
    chatty.send = send_and_log;
    log_over(&chatty);
    pylog_info(NULL, "one");
    assert_carried("one\n");
    assert_int_equal(stats().emitted, 1);
    assert_true(stats().dropped > 0);
}

/* A peer that never takes anything. */
static void *hanging_connect(const char *host, int port, double timeout, void *data) {
    (void)host, (void)port, (void)timeout;
    return data;
}

static void hanging_close(void *connection) {
    (void)connection;
}

static ptrdiff_t hanging_send(void *connection, const void *bytes, size_t length, double timeout) {
    (void)connection, (void)bytes, (void)length;
    sleep_milliseconds((long)(timeout * 1000));
    errno = ETIMEDOUT;
    return -1;
}

static _Atomic int64_t longest;

static void *log_and_take_the_time(void *data) {
    int64_t start = pylog__port_monotonic();
    pylog_info(NULL, "waits");
    int64_t took = pylog__port_monotonic() - start, most = atomic_load(&longest);
    while (took > most && !atomic_compare_exchange_weak(&longest, &most, took)) {
    }
    return data;
}

static void threads_wait_for_each_other_no_longer_than_the_time_out(void **state) {
    struct pylog_transport hanging = fake;
    (void)state;
    hanging.connect = hanging_connect;
    hanging.send = hanging_send;
    hanging.close = hanging_close;
    log_over(&hanging);
    pylog_socket_handler_set_timeout(handler, 1.5);
    pylog_socket_handler_set_retry(handler, 0, 1, 0); /* or else only the first one would wait for the peer */
    atomic_store(&longest, 0);
    run_in_threads(8, log_and_take_the_time);
    assert_true(atomic_load(&longest) < 8 * INT64_C(1000000000)); /* one after the other: 12 */
    assert_int_equal(stats().dropped, 8);
}

static int abandoned;

static void fake_abandon(void *connection) {
    assert_ptr_equal(connection, carried);
    abandoned++;
}

static void a_child_of_fork_says_nothing_to_the_parents_peer(void **state) {
    struct pylog_transport abandonable = fake;
    (void)state;
    abandonable.abandon = fake_abandon;
    abandoned = 0;
    log_over(&abandonable);
    pylog_info(NULL, "one");
    pid_t child = fork();
    if (child == 0) {
        alarm(10);
        pylog_info(NULL, "two");
        _exit(abandoned == 1 && open_transports == 2 ? 0 : 1);
    }
    assert_int_equal(wait_for_child(child), 0);
    assert_int_equal(abandoned, 0);
}

static void goes_back_to_sockets_without_a_transport(void **state) {
    (void)state;
    peer = loopback_start(LOOPBACK_TCP, NULL);
    log_to(pylog_socket_handler_new(loopback_host(peer), loopback_port(peer)));
    assert_int_equal(pylog_socket_handler_set_transport(handler, &fake), 0);
    assert_int_equal(pylog_socket_handler_set_transport(handler, NULL), 0);
    pylog_info(NULL, "one");
    assert_messages(1, "one\n");
}

static void refuses_transports_that_cannot_be_used(void **state) {
    struct pylog_transport incomplete = fake;
    (void)state;
    incomplete.send = NULL;
    log_to(pylog_socket_handler_new("peer.example", 7));
    assert_int_equal(pylog_socket_handler_set_transport(handler, &incomplete), -1);
    assert_int_equal(errno, EINVAL);
    pylog_handler *datagrams = pylog_datagram_handler_new("peer.example", 7);
    assert_int_equal(pylog_socket_handler_set_transport(datagrams, &fake), -1);
    assert_int_equal(errno, EINVAL);
    pylog_handler_unref(datagrams);
    pylog_handler *other = pylog_null_handler_new();
    assert_int_equal(pylog_socket_handler_set_transport(other, &fake), -1);
    pylog_handler_unref(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(notices_that_the_peer_has_gone_before_it_sends),
        TEST(reaches_a_peer_that_comes_back),
        TEST(survives_a_peer_that_hangs_up_in_mid_record),
        TEST(is_not_disturbed_by_what_the_peer_says),
        TEST(looks_up_a_name_and_tries_all_its_addresses),
        TEST(waits_for_a_deaf_peer_no_longer_than_the_time_out),
        TEST(sends_what_it_kept_when_the_peer_is_there),
        TEST(flushing_sends_what_it_kept),
        TEST(counts_what_the_buffer_cannot_keep),
        TEST(a_child_of_fork_has_a_connection_of_its_own),
        TEST(a_child_of_fork_does_not_send_what_its_parent_kept),
        TEST(child_programs_do_not_inherit_the_connection),
        TEST(reports_a_record_that_cannot_be_formatted),
        TEST(closes_instead_of_reporting_if_told_so),
        TEST(counts_datagrams_that_the_peer_has_refused),
        TEST(tells_once_that_nobody_listens_and_again_when_it_has_been_better_meanwhile),
        TEST(reports_a_datagram_that_is_too_long),
        TEST(reports_a_unix_socket_that_is_not_there_until_it_is),
        TEST(waits_for_a_unix_socket_whose_queue_is_full_no_longer_than_the_time_out),
        TEST(refuses_peers_that_cannot_be),
        TEST(sends_through_a_transport),
        TEST(sends_a_record_again_when_the_transport_has_failed),
        TEST(drops_what_no_transport_can_be_had_for),
        TEST(tries_no_more_often_than_the_pauses_allow),
        TEST(a_transport_that_logs_to_its_own_handler_does_not_hang),
        TEST(threads_wait_for_each_other_no_longer_than_the_time_out),
        TEST(a_child_of_fork_says_nothing_to_the_parents_peer),
        TEST(goes_back_to_sockets_without_a_transport),
        TEST(refuses_transports_that_cannot_be_used),
    };
    return cmocka_run_group_tests(tests, make_long_text, free_long_text);
}
