/* Handlers for sockets and syslog, by the behaviour that CPython's own tests ask for: SocketHandlerTest,
 * UnixSocketHandlerTest, DatagramHandlerTest, UnixDatagramHandlerTest, SysLogHandlerTest,
 * UnixSysLogHandlerTest, IPv6SysLogHandlerTest. */
#include <capture.h>
#include <fixture.h>
#include <loopback.h>
#include <parallel.h>
#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>

static struct loopback *peer;
static pylog_handler *handler;

static int tear_down(void) {
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    loopback_stop(peer);
    handler = NULL;
    peer = NULL;
    return 0;
}

static const struct fixture fixture = { .seconds = 30, .tear_down = tear_down };

static void listen_at(enum loopback_kind kind) {
    peer = loopback_start(kind, NULL);
    if (!peer)
        skip();
}

static void log_to(pylog_handler *made) {
    handler = made;
    assert_non_null(handler);
    pylog_logger_add_handler(NULL, handler);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
}

static struct pylog_handler_stats stats(void) {
    struct pylog_handler_stats now;
    pylog_handler_get_stats(handler, &now);
    return now;
}

static void assert_messages(const char *expected) {
    size_t length;
    char *bytes = loopback_take(peer, &length), *messages = messages_of_pickles(bytes, length);
    assert_string_equal(messages, expected);
    free(messages);
    free(bytes);
}

/* ---- SocketHandlerTest, UnixSocketHandlerTest */

static void check_output_of_socket_handler(enum loopback_kind kind) {
    listen_at(kind);
    log_to(pylog_socket_handler_new(loopback_host(peer), loopback_port(peer)));
    pylog_logger *logger = pylog_get_logger("tcp");
    pylog_error(logger, "spam");
    assert_true(loopback_wait_for_messages(peer, 1));
    pylog_debug(logger, "eggs");
    assert_true(loopback_wait_for_messages(peer, 2));
    assert_messages("spam\neggs\n");
}

static void sends_records_over_tcp(void **state) {
    (void)state;
    check_output_of_socket_handler(LOOPBACK_TCP);
}

static void sends_records_over_a_unix_socket(void **state) {
    (void)state;
    check_output_of_socket_handler(LOOPBACK_UNIX_STREAM);
}

static void check_missing_server(enum loopback_kind kind) {
    static const struct pylog_exc_info mistake = { "RuntimeError", "Deliberate mistake", NULL };
    listen_at(kind);
    log_to(pylog_socket_handler_new(loopback_host(peer), loopback_port(peer)));
    pylog_socket_handler_set_retry(handler, 0.05, 2, 30);
    loopback_stop(peer);
    peer = NULL;
    capture_stderr_begin();
    pylog_log_with(NULL, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &mistake }, "Never sent");
    pylog_error(NULL, "Never sent, either");
    sleep_milliseconds(60);
    pylog_error(NULL, "Nor this");
    char *printed = capture_stderr_end();
    assert_string_equal(printed, "");
    free(printed);
    assert_int_equal(stats().dropped, 3);
    assert_int_equal(stats().emitted, 0);
    assert_int_equal(stats().errors, 0);
}

static void drops_and_counts_what_a_missing_tcp_server_cannot_get(void **state) {
    (void)state;
    check_missing_server(LOOPBACK_TCP);
}

static void drops_and_counts_what_a_missing_unix_socket_cannot_get(void **state) {
    (void)state;
    check_missing_server(LOOPBACK_UNIX_STREAM);
}

/* ---- DatagramHandlerTest, UnixDatagramHandlerTest */

static void check_output_of_datagram_handler(enum loopback_kind kind) {
    listen_at(kind);
    log_to(pylog_datagram_handler_new(loopback_host(peer), loopback_port(peer)));
    pylog_logger *logger = pylog_get_logger("udp");
    pylog_error(logger, "spam");
    assert_true(loopback_wait_for_messages(peer, 1));
    pylog_error(logger, "eggs");
    assert_true(loopback_wait_for_messages(peer, 2));
    assert_messages("spam\neggs\n");
}

static void sends_records_over_udp(void **state) {
    (void)state;
    check_output_of_datagram_handler(LOOPBACK_UDP);
}

static void sends_records_over_unix_datagrams(void **state) {
    (void)state;
    check_output_of_datagram_handler(LOOPBACK_UNIX_DATAGRAM);
}

/* ---- SysLogHandlerTest, UnixSysLogHandlerTest, IPv6SysLogHandlerTest */

static void log_to_syslog(const char *ident, bool no_append_nul) {
    if (handler)
        pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    log_to(pylog_syslog_handler_new(&(struct pylog_syslog_options){
        .address = loopback_host(peer),
        .port = loopback_port(peer),
        .ident = ident,
        .no_append_nul = no_append_nul,
    }));
}

/* The expected text with what follows it, its NUL byte included. */
static void assert_next_datagram_is(size_t number, const char *expected, size_t expected_length) {
    size_t length;
    assert_true(loopback_wait_for_messages(peer, number));
    char *bytes = loopback_take_last(peer, &length);
    assert_int_equal(length, expected_length);
    assert_memory_equal(bytes, expected, length);
    free(bytes);
}

static void check_output_of_syslog_handler(enum loopback_kind kind) {
    listen_at(kind);
    pylog_logger *logger = pylog_get_logger("slh");
    log_to_syslog(NULL, false);
    pylog_error(logger, "sp\xC3\xA4m");
    assert_next_datagram_is(1, "<11>sp\xC3\xA4m", 10);
    log_to_syslog(NULL, true);
    pylog_error(logger, "sp\xC3\xA4m");
    assert_next_datagram_is(2, "<11>sp\xC3\xA4m", 9);
    log_to_syslog("h\xC3\xA4m-", true);
    pylog_error(logger, "sp\xC3\xA4m");
    assert_next_datagram_is(3, "<11>h\xC3\xA4m-sp\xC3\xA4m", 14);
}

static void check_reconnection_of_syslog_handler(enum loopback_kind kind) {
    listen_at(kind);
    log_to_syslog(NULL, false);
    pylog_handler_close(handler);
    pylog_error(pylog_get_logger("slh"), "sp\xC3\xA4m");
    assert_next_datagram_is(1, "<11>sp\xC3\xA4m", 10);
}

static void sends_text_to_syslog_over_udp(void **state) {
    (void)state;
    check_output_of_syslog_handler(LOOPBACK_UDP);
}

static void sends_text_to_syslog_over_udp_after_closing(void **state) {
    (void)state;
    check_reconnection_of_syslog_handler(LOOPBACK_UDP);
}

static void sends_text_to_syslog_over_a_unix_socket(void **state) {
    (void)state;
    check_output_of_syslog_handler(LOOPBACK_UNIX_DATAGRAM);
}

static void sends_text_to_syslog_over_a_unix_socket_after_closing(void **state) {
    (void)state;
    check_reconnection_of_syslog_handler(LOOPBACK_UNIX_DATAGRAM);
}

static void sends_text_to_syslog_over_ipv6(void **state) {
    (void)state;
    check_output_of_syslog_handler(LOOPBACK_UDP6);
}

static void sends_text_to_syslog_over_ipv6_after_closing(void **state) {
    (void)state;
    check_reconnection_of_syslog_handler(LOOPBACK_UDP6);
}

static const struct CMUnitTest tests[] = {
    TEST(sends_records_over_tcp),
    TEST(sends_records_over_a_unix_socket),
    TEST(drops_and_counts_what_a_missing_tcp_server_cannot_get),
    TEST(drops_and_counts_what_a_missing_unix_socket_cannot_get),
    TEST(sends_records_over_udp),
    TEST(sends_records_over_unix_datagrams),
    TEST(sends_text_to_syslog_over_udp),
    TEST(sends_text_to_syslog_over_udp_after_closing),
    TEST(sends_text_to_syslog_over_a_unix_socket),
    TEST(sends_text_to_syslog_over_a_unix_socket_after_closing),
    TEST(sends_text_to_syslog_over_ipv6),
    TEST(sends_text_to_syslog_over_ipv6_after_closing),
};
TEST_MAIN
