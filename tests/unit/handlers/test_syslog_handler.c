/* The syslog handler: what it sends, compared with CPython's (tables/syslog_messages.py) and with RFC 5424
 * and 6587, and how it takes its peer's misdeeds. */
#define _GNU_SOURCE

#include <fixture.h>
#include <loopback.h>
#include <parallel.h>
#include <port/port.h>
#include <pylog/handlers.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>
#include <wire/syslog.h>

#include "tables/syslog_messages.h"

int64_t __real_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void);
static _Atomic int64_t clock_moved;

int64_t __wrap_pylog__port_monotonic(void) {
    return __real_pylog__port_monotonic() + clock_moved;
}

static struct loopback *peer;
static pylog_handler *handler;
static void forget_handler(void) {
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    handler = NULL;
}

static int tear_down(void) {
    forget_handler();
    loopback_stop(peer);
    peer = NULL;
    return 0;
}

static const struct fixture fixture = { .seconds = 60, .tear_down = tear_down };

/* To the peer, if there is one; with a time-out of a second unless another is given. */
static void log_with(struct pylog_syslog_options options) {
    if (peer) {
        options.address = loopback_host(peer);
        options.port = loopback_port(peer);
    }
    if (!(options.timeout > 0))
        options.timeout = 1;
    handler = pylog_syslog_handler_new(&options);
    if (!handler)
        return;
    pylog_handler_set_error_callback(handler, report, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
}

static void listen_at(enum loopback_kind kind) {
    peer = loopback_start(kind, NULL);
    assert_non_null(peer);
}

static void assert_stats(uint64_t emitted, uint64_t dropped, uint64_t errors, uint64_t reconnects) {
    struct pylog_handler_stats now;
    pylog_handler_get_stats(handler, &now);
    assert_int_equal(now.emitted, emitted);
    assert_int_equal(now.dropped, dropped);
    assert_int_equal(now.errors, errors);
    assert_int_equal(now.reconnects, reconnects);
}

static void assert_got(const char *expected, size_t expected_length) {
    size_t length;
    assert_true(loopback_wait_for_bytes(peer, expected_length));
    char *bytes = loopback_take(peer, &length);
    assert_int_equal(length, expected_length);
    assert_memory_equal(bytes, expected, length);
    free(bytes);
}

/* ---- What CPython sends */

static void sends_what_CPython_sends(void **state) {
    (void)state;
    listen_at(LOOPBACK_UDP);
    for (size_t row = 0; row < sizeof sent_by_python / sizeof *sent_by_python; row++) {
        size_t length;
        log_with((struct pylog_syslog_options){ .facility = sent_by_python[row].facility,
                                                .ident = sent_by_python[row].ident,
                                                .no_append_nul = sent_by_python[row].no_append_nul });
        struct pylog_record *record = pylog_logger_make_record(NULL, sent_by_python[row].level, NULL, "%s",
                                                               sent_by_python[row].message);
        pylog_handler_handle(handler, record);
        pylog_record_free(record);
        assert_true(loopback_wait_for_messages(peer, row + 1));
        char *bytes = loopback_take_last(peer, &length);
        if (length != sent_by_python[row].length || memcmp(bytes, sent_by_python[row].sent, length) != 0)
            fail_msg("row %zu: `%s` and not `%s`", row, bytes, sent_by_python[row].sent);
        free(bytes);
        forget_handler();
    }
}

static void the_numbers_of_facilities_are_those_of_syslog_h(void **state) {
    static const struct {
        int facility;
        const char *sent;
    } rows[] = {
        { LOG_USER, "<14>" },    { LOG_DAEMON, "<30>" }, { LOG_AUTHPRIV, "<86>" },      { LOG_CRON, "<78>" },
        { LOG_LOCAL0, "<134>" }, { LOG_LOCAL7, "<190>" }, { 0, "<14>" }, { PYLOG_SYSLOG_KERN, "<6>" },
    };
    (void)state;
    listen_at(LOOPBACK_UDP);
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        size_t length;
        log_with((struct pylog_syslog_options){ .facility = rows[row].facility, .no_append_nul = true });
        pylog_info(NULL, "%s", "");
        assert_true(loopback_wait_for_messages(peer, row + 1));
        char *bytes = loopback_take_last(peer, &length);
        if (length != strlen(rows[row].sent) || memcmp(bytes, rows[row].sent, length) != 0)
            fail_msg("row %zu: `%s` and not `%s`", row, bytes, rows[row].sent);
        free(bytes);
        forget_handler();
    }
}

static void a_priority_is_that_of_the_nearest_level_below(void **state) {
    static const struct {
        int level;
        const char *sent;
    } rows[] = {
        { -1, "<15>" }, { 0, "<15>" },  { 9, "<15>" },  { 10, "<15>" }, { 19, "<15>" }, { 20, "<14>" }, { 25, "<14>" },
        { 29, "<14>" }, { 30, "<12>" }, { 39, "<12>" }, { 40, "<11>" }, { 49, "<11>" }, { 50, "<10>" }, { 60, "<10>" },
    };
    (void)state;
    listen_at(LOOPBACK_UDP);
    log_with((struct pylog_syslog_options){ .no_append_nul = true });
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        size_t length;
        struct pylog_record *record = pylog_logger_make_record(NULL, rows[row].level, NULL, "%s", "");
        pylog_handler_handle(handler, record);
        pylog_record_free(record);
        assert_true(loopback_wait_for_messages(peer, row + 1));
        char *bytes = loopback_take_last(peer, &length);
        if (length != strlen(rows[row].sent) || memcmp(bytes, rows[row].sent, length) != 0)
            fail_msg("level %d: `%s` and not `%s`", rows[row].level, bytes, rows[row].sent);
        free(bytes);
    }
}

static int notice_or_too_high(const char *levelname, void *data) {
    assert_string_equal(data, "data");
    return strcmp(levelname, "INFO") == 0 ? 5 : 8 + 1;
}

static void asks_the_program_for_priorities(void **state) {
    (void)state;
    listen_at(LOOPBACK_TCP);
    log_with((struct pylog_syslog_options){
        .map_priority = notice_or_too_high, .data = (char[]){ "data" }, .socktype = PYLOG_SOCK_STREAM });
    pylog_info(NULL, "a");
    pylog_error(NULL, "b");
    assert_got("<13>a\0<9>b", 11);
}

/* ---- RFC 5424 and RFC 6587 */

static void prints_times_as_rfc_5424_has_them(void **state) {
    static const struct {
        int64_t ns;
        const char *expected;
    } times[] = {
        { 0, "1970-01-01T00:00:00.000000Z" },
        { INT64_C(1065910455003000999), "2003-10-11T22:14:15.003000Z" },
        { INT64_C(1677903920999999999), "2023-03-04T04:25:20.999999Z" },
        { -1, "1969-12-31T23:59:59.999999Z" },
        { INT64_MAX, "2262-04-11T23:47:16.854775Z" },
    };
    (void)state;
    for (size_t row = 0; row < sizeof times / sizeof *times; row++) {
        char storage[64];
        struct pylog_buffer out;
        pylog__buffer_init(&out, storage, sizeof storage);
        pylog__put_syslog_time(&out, times[row].ns);
        assert_string_equal(pylog__buffer_text(&out), times[row].expected);
        pylog__buffer_release(&out);
    }
}

static void names_are_printable_ascii_of_a_length(void **state) {
    static const struct {
        const char *name;
        size_t longest;
        const char *expected;
    } names[] = {
        { "app", 48, "app" }, { "app: ", 48, "app:" }, { "", 48, "-" },         { NULL, 48, "-" },
        { " app", 48, "-" },  { "longer", 4, "long" }, { "h\xC3\xA9", 9, "h" }, { "a\x7F", 9, "a" },
    };
    (void)state;
    for (size_t row = 0; row < sizeof names / sizeof *names; row++) {
        char storage[64];
        struct pylog_buffer out;
        pylog__buffer_init(&out, storage, sizeof storage);
        pylog__put_syslog_name(&out, names[row].name, names[row].longest);
        assert_string_equal(pylog__buffer_text(&out), names[row].expected);
        pylog__buffer_release(&out);
    }
}

static void log_with_fields(void) {
    const struct pylog_call call = {
        .extra = PYLOG_FIELDS(pylog_field_str("user", "a \"b\" \\ ]c\xC3\xA9"), pylog_field_int("n", -7),
                              pylog_field_bool("ok", true), pylog_field_float("f", 0.5), pylog_field_none("none"),
                              pylog_field_str("we ird=]\"k\xC3\xA9y", ""),
                              pylog_field_uint("a_name_that_is_longer_than_thirty_two", UINT64_MAX)),
    };
    struct pylog_record *record =
        pylog_logger_make_record(pylog_get_logger("app.db"), PYLOG_ERROR, &call, "text");
    record->created_ns = INT64_C(1065910455003000000);
    pylog_record_set(record, pylog_field_int("process", 4711));
    pylog_handler_handle(handler, record);
    pylog_record_free(record);
}

static const char rfc5424[] = "<11>1 2003-10-11T22:14:15.003000Z host.example app 4711 app.db [%s user=\"a "
                              "\\\"b\\\" \\\\ \\]c\xC3\xA9\" n=\"-7\" "
                              "ok=\"True\" f=\"0.5\" none=\"None\" we_ird___k__y=\"\" "
                              "a_name_that_is_longer_than_thirt=\"18446744073709551615\"] "
                              "text";

static void sends_rfc_5424_with_extra_fields_as_structured_data(void **state) {
    char expected[1024];
    (void)state;
    listen_at(LOOPBACK_UDP);
    log_with((struct pylog_syslog_options){ .rfc5424 = true, .ident = "app", .hostname = "host.example" });
    log_with_fields();
    int length = snprintf(expected, sizeof expected, rfc5424, "fields@32473");
    assert_got(expected, (size_t)length);
}

static void rfc_5424_over_a_stream_has_lengths(void **state) {
    char message[1024], expected[1040];
    (void)state;
    listen_at(LOOPBACK_UNIX_STREAM);
    log_with((struct pylog_syslog_options){ .rfc5424 = true,
                                            .socktype = PYLOG_SOCK_STREAM,
                                            .ident = "app",
                                            .hostname = "host.example",
                                            .structured_data_id = "mine@1" });
    log_with_fields();
    int length = snprintf(message, sizeof message, rfc5424, "mine@1");
    length = snprintf(expected, sizeof expected, "%d %s", length, message);
    assert_got(expected, (size_t)length);
}

static void rfc_5424_has_dashes_for_what_is_not_there(void **state) {
    static const char expected[] = "<14>1 1970-01-01T00:00:00.000000Z h - - root - text";
    (void)state;
    listen_at(LOOPBACK_UDP);
    log_with((struct pylog_syslog_options){ .rfc5424 = true, .hostname = "h" });
    struct pylog_record *record = pylog_logger_make_record(NULL, PYLOG_INFO, NULL, "text");
    record->created_ns = 0;
    pylog_record_set(record, pylog_field_none("process"));
    pylog_handler_handle(handler, record);
    pylog_record_free(record);
    assert_got(expected, sizeof expected - 1);
}

static void leaves_structured_data_out_if_told_so(void **state) {
    (void)state;
    listen_at(LOOPBACK_UDP);
    log_with((struct pylog_syslog_options){ .rfc5424 = true, .structured_data_id = "" });
    log_with_fields();
    assert_true(loopback_wait_for_messages(peer, 1));
    char *bytes = loopback_take(peer, NULL), host[256];
    gethostname(host, sizeof host);
    assert_non_null(strstr(bytes, " - 4711 app.db - text"));
    assert_non_null(strstr(bytes, host));
    free(bytes);
}

static void counts_octets_without_a_nul(void **state) {
    (void)state;
    listen_at(LOOPBACK_TCP);
    log_with((struct pylog_syslog_options){ .octet_counting = true, .ident = "x: " });
    pylog_info(NULL, "one\ntwo");
    pylog_info(NULL, "%s", "");
    assert_got("14 <14>x: one\ntwo7 <14>x: ", 26);
}

static void refuses_options_that_contradict_each_other(void **state) {
    static const struct pylog_syslog_options wrong[] = {
        { .octet_counting = true, .socktype = PYLOG_SOCK_DGRAM },
        { .facility = PYLOG_SYSLOG_LOCAL7 + 1 },
        { .facility = PYLOG_SYSLOG_LOCAL7 + 8 },
        { .facility = 3 }, /* Python's LOG_DAEMON */
        { .facility = -2 },
        { .port = 65536 },
        { .port = -2 },
        { .address = "", .port = 514 },
    };
    (void)state;
    for (size_t row = 0; row < sizeof wrong / sizeof *wrong; row++) {
        errno = 0;
        if (pylog_syslog_handler_new(&wrong[row]) || errno != EINVAL)
            fail_msg("row %zu: not refused", row);
    }
}

/* ---- Peers */

static void a_tcp_peer_that_refuses_is_an_error_at_once(void **state) {
    (void)state;
    log_with((struct pylog_syslog_options){
        .address = "127.0.0.1", .port = loopback_unused_port(), .socktype = PYLOG_SOCK_STREAM });
    assert_null(handler);
    assert_int_equal(errno, ECONNREFUSED);
}

static void a_udp_port_where_nobody_listens_is_told_once_and_again_after_somebody_has(void **state) {
    struct loopback_manners place = { .port = loopback_unused_port() };
    (void)state;
    log_with((struct pylog_syslog_options){ .address = "127.0.0.1", .port = place.port });
    for (int i = 0; i < 20; i++)
        pylog_info(NULL, "refused");
    assert_stats(1, 19, 1, 0);
    assert_int_equal(reported.error, ECONNREFUSED);
    peer = loopback_start(LOOPBACK_UDP, &place);
    for (int i = 0; i < 3; i++)
        pylog_info(NULL, "taken");
    assert_true(loopback_wait_for_messages(peer, 3));
    loopback_stop(peer);
    peer = NULL;
    assert_stats(3, 20, 1, 0);
    for (int i = 0; i < 20; i++)
        pylog_info(NULL, "refused");
    assert_stats(4, 39, 2, 0);
}

static void a_unix_socket_may_come_later(void **state) {
    (void)state;
    log_with((struct pylog_syslog_options){ .address = "peer-78.sock", .port = PYLOG_UNIX });
    assert_non_null(handler);
    pylog_info(NULL, "lost");
    assert_stats(0, 0, 1, 0);
    assert_int_equal(reported.error, ENOENT);
    peer = loopback_start(LOOPBACK_UNIX_DATAGRAM, &(struct loopback_manners){ .port = 78 });
    pylog_info(NULL, "found");
    assert_got("<14>found", 10);
    assert_stats(1, 0, 1, 0);
}

static void takes_a_unix_stream_where_there_are_no_datagrams(void **state) {
    (void)state;
    listen_at(LOOPBACK_UNIX_STREAM);
    log_with((struct pylog_syslog_options){ .ident = "x" });
    pylog_info(NULL, "one");
    pylog_info(NULL, "two");
    assert_got("<14>xone\0<14>xtwo", 18);
}

static void finds_a_unix_socket_again_that_was_made_anew(void **state) {
    (void)state;
    peer = loopback_start(LOOPBACK_UNIX_DATAGRAM, &(struct loopback_manners){ .port = 79 });
    log_with((struct pylog_syslog_options){ .no_append_nul = true });
    pylog_info(NULL, "one");
    assert_got("<14>one", 7);
    loopback_stop(peer);
    peer = loopback_start(LOOPBACK_UNIX_DATAGRAM, &(struct loopback_manners){ .port = 79 });
    pylog_info(NULL, "two");
    assert_got("<14>two", 7);
    assert_stats(2, 0, 0, 1);
}

static void reaches_a_tcp_peer_that_comes_back(void **state) {
    (void)state;
    listen_at(LOOPBACK_TCP);
    log_with((struct pylog_syslog_options){ .socktype = PYLOG_SOCK_STREAM });
    pylog_info(NULL, "one");
    assert_got("<14>one", 8);
    struct loopback_manners place = { .port = loopback_port(peer) };
    loopback_stop(peer);
    pylog_info(NULL, "an error");
    pylog_info(NULL, "in the pause after it");
    assert_stats(1, 1, 1, 0);
    assert_int_equal(reported.error, ECONNREFUSED);
    peer = loopback_start(LOOPBACK_TCP, &place);
    clock_moved += 1000000000;
    pylog_info(NULL, "two");
    assert_got("<14>two", 8);
    assert_stats(2, 1, 1, 1);
}

static void waits_for_a_deaf_peer_no_longer_than_the_time_out(void **state) {
    enum { LONG = 4 << 20 };
    static char text[LONG + 1];
    (void)state;
    memset(text, 'x', LONG);
    peer = loopback_start(LOOPBACK_TCP, &(struct loopback_manners){ .deaf = true });
    log_with((struct pylog_syslog_options){ .socktype = PYLOG_SOCK_STREAM, .timeout = 0.2 });
    int64_t start = pylog__port_monotonic();
    pylog_log_text(NULL, PYLOG_INFO, NULL, text, LONG);
    pylog_log_text(NULL, PYLOG_INFO, NULL, text, LONG);
    assert_true(pylog__port_monotonic() - start < INT64_C(10000000000));
    assert_int_equal(reported.error, ETIMEDOUT);
    struct pylog_handler_stats now;
    pylog_handler_get_stats(handler, &now);
    assert_int_equal(now.emitted + now.errors + now.dropped, 2);
}

static void a_child_of_fork_has_a_connection_of_its_own(void **state) {
    (void)state;
    listen_at(LOOPBACK_TCP);
    log_with((struct pylog_syslog_options){ .socktype = PYLOG_SOCK_STREAM });
    pid_t child = fork();
    if (child == 0) {
        alarm(10);
        pylog_info(NULL, "child");
        _exit(0);
    }
    assert_int_equal(wait_for_child(child), 0);
    assert_got("<14>child", 10);
    assert_true(loopback_wait_for_connections(peer, 2));
}

static const struct CMUnitTest tests[] = {
    TEST(sends_what_CPython_sends),
    TEST(the_numbers_of_facilities_are_those_of_syslog_h),
    TEST(a_priority_is_that_of_the_nearest_level_below),
    TEST(asks_the_program_for_priorities),
    TEST(prints_times_as_rfc_5424_has_them),
    TEST(names_are_printable_ascii_of_a_length),
    TEST(sends_rfc_5424_with_extra_fields_as_structured_data),
    TEST(rfc_5424_over_a_stream_has_lengths),
    TEST(rfc_5424_has_dashes_for_what_is_not_there),
    TEST(leaves_structured_data_out_if_told_so),
    TEST(counts_octets_without_a_nul),
    TEST(refuses_options_that_contradict_each_other),
    TEST(a_tcp_peer_that_refuses_is_an_error_at_once),
    TEST(a_udp_port_where_nobody_listens_is_told_once_and_again_after_somebody_has),
    TEST(a_unix_socket_may_come_later),
    TEST(takes_a_unix_stream_where_there_are_no_datagrams),
    TEST(finds_a_unix_socket_again_that_was_made_anew),
    TEST(reaches_a_tcp_peer_that_comes_back),
    TEST(waits_for_a_deaf_peer_no_longer_than_the_time_out),
    TEST(a_child_of_fork_has_a_connection_of_its_own),
};
TEST_MAIN
