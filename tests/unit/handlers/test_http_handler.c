/* The HTTP handler: its requests, the answers that it understands, and servers that behave badly. */
#define _POSIX_C_SOURCE 200809L

#include <failing_allocator.h>
#include <fixture.h>
#include <loopback.h>
#include <parallel.h>
#include <pylog/handlers.h>
#include <scripted_peer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

static const struct fixture fixture = { .seconds = 50 };

static pylog_handler *handler_for(int port, const char *url, const struct pylog_http_options *options) {
    char host[32];
    snprintf(host, sizeof host, "127.0.0.1:%d", port);
    pylog_handler *handler = pylog_http_handler_new(host, url, options);
    assert_non_null(handler);
    pylog_handler_set_error_callback(handler, report, NULL);
    pylog_logger_add_handler(pylog_get_logger("http"), handler);
    return handler;
}

static int name_and_message(const struct pylog_record *record,
                            int (*put)(void *out, struct pylog_field field), void *out, void *data) {
    if (put(out, pylog_field_str("name", record->name)) ||
        put(out, pylog_field_str("text", pylog_record_message(record, NULL))))
        return -1;
    return put(out, pylog_field_str("data", data));
}

static char mapped_data[] = "d";
static const struct pylog_http_options mapped = { .map_record = name_and_message, .data = mapped_data };
static const struct pylog_http_options in_half_a_second = { .timeout = 0.5 };

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct pylog_handler_stats stats_of(const pylog_handler *handler) {
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    return stats;
}

/* ---- Requests -------------------------------------------------------------------------------- */

static void sends_the_form_in_the_url_of_a_GET(void **state) {
    (void)state;
    struct scripted_peer *peer =
        scripted_peer_start((struct script_step[]){ { "\r\n\r\n", OK, 0 }, { 0 } }, 0);
    pylog_handler *handler = handler_for(scripted_peer_port(peer), "/log?a=b", &mapped);
    char expected[256];
    pylog_error(pylog_get_logger("http"), "sp\303\244m & %d%%", 1);
    char *request = scripted_peer_take(peer, 1);
    snprintf(expected, sizeof expected,
             "GET /log?a=b&name=http&text=sp%%C3%%A4m+%%26+1%%25&data=d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
             "Accept-Encoding: identity\r\n\r\n",
             scripted_peer_port(peer));
    assert_string_equal(request, expected);
    assert_int_equal(stats_of(handler).emitted, 1);
    assert_int_equal(reported.count, 0);
    free(request);
    scripted_peer_stop(peer);
    pylog_handler_unref(handler);
}

static void sends_the_form_as_the_body_of_a_POST_with_credentials(void **state) {
    (void)state;
    struct scripted_peer *peer = scripted_peer_start((struct script_step[]){ { "data=d", OK, 0 }, { 0 } }, 0);
    struct pylog_http_options options = mapped;
    options.method = "post";
    options.username = "foo";
    options.password = "b\303\244r";
    pylog_handler *handler = handler_for(scripted_peer_port(peer), "/log", &options);
    char expected[320];
    pylog_error(pylog_get_logger("http"), "spam");
    char *request = scripted_peer_take(peer, 1);
    snprintf(expected, sizeof expected,
             "POST /log HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept-Encoding: identity\r\n"
             "Content-type: application/x-www-form-urlencoded\r\nContent-length: 26\r\n"
             "Authorization: Basic Zm9vOmLDpHI=\r\n\r\nname=http&text=spam&data=d",
             scripted_peer_port(peer));
    assert_string_equal(request, expected);
    free(request);
    scripted_peer_stop(peer);
    pylog_handler_unref(handler);
}

/* Python's HTTPHandlerTest.test_output. */
static void sends_all_fields_of_a_record(void **state) {
    (void)state;
    struct scripted_peer *peer =
        scripted_peer_start((struct script_step[]){ { "\r\n\r\n", OK, 0 }, { 0 } }, 0);
    pylog_handler *handler = handler_for(scripted_peer_port(peer), "/frob", NULL);
    pylog_error(pylog_get_logger("http"), "sp\303\244m");
    char *request = scripted_peer_take(peer, 1);
    assert_int_equal(
        strncmp(request, "GET /frob?name=http&msg=sp%C3%A4m&args=%28%29&levelname=ERROR&levelno=40&", 71), 0);
    assert_non_null(strstr(request, "&funcName=sends_all_fields_of_a_record&"));
    assert_non_null(strstr(request, "&exc_info=None&"));
    free(request);
    scripted_peer_stop(peer);
    pylog_handler_unref(handler);
}

/* ---- Answers --------------------------------------------------------------------------------- */

static double seconds_for_the_answer(const char *answer, size_t row) {
    struct script_step steps[] = { { "\r\n\r\n", answer, 0 }, { 0 } };
    struct scripted_peer *peer = scripted_peer_start(steps, 0);
    pylog_handler *handler = handler_for(scripted_peer_port(peer), "/", NULL);
    double before = seconds();
    pylog_error(pylog_get_logger("http"), "x");
    double took = seconds() - before;
    if (stats_of(handler).emitted != 1)
        fail_msg("answer %zu: nothing emitted: %s", row, reported.text);
    pylog_logger_remove_handler(pylog_get_logger("http"), handler);
    pylog_handler_unref(handler);
    scripted_peer_stop(peer);
    return took;
}

static void takes_an_answer_however_it_ends(void **state) {
    (void)state;
    static const char *const answers[] = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", /* and stays connected
                                                                                       */
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", /* as in Python no error of the handler */
    };
    for (size_t row = 0; row < sizeof answers / sizeof *answers; row++) {
        double fastest = 100;
        for (int times = 0; times < 10 && fastest > 0.9; times++) {
            double took = seconds_for_the_answer(answers[row], row);
            fastest = took < fastest ? took : fastest;
        }
        if (fastest > 0.9)
            fail_msg("answer %zu takes %f seconds", row, fastest);
    }
}

static void takes_an_answer_that_the_end_of_the_connection_ends(void **state) {
    (void)state;
    struct script_step steps[] = { { "\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\nbody", 0 }, { "", NULL, 0 }, { 0 } };
    struct scripted_peer *peer = scripted_peer_start(steps, 0);
    pylog_handler *handler = handler_for(scripted_peer_port(peer), "/", NULL);
    pylog_error(pylog_get_logger("http"), "x");
    assert_int_equal(stats_of(handler).emitted, 1);
    scripted_peer_stop(peer);
    pylog_handler_unref(handler);
}

static void waits_no_longer_than_a_second_for_the_rest_of_an_answer(void **state) {
    (void)state;
    struct script_step steps[] = { { "\r\n\r\n", "HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nbody", 0 },
                                   { 0 } };
    struct scripted_peer *peer = scripted_peer_start(steps, 0);
    pylog_handler *handler = handler_for(scripted_peer_port(peer), "/", NULL);
    double before = seconds();
    pylog_error(pylog_get_logger("http"), "x");
    assert_true(seconds() - before < 5);
    assert_int_equal(stats_of(handler).emitted, 1);
    scripted_peer_stop(peer);
    pylog_handler_unref(handler);
}

/* ---- Bad servers ----------------------------------------------------------------------------- */

static void reports_a_server_that_gives_no_good_answer(void **state) {
    (void)state;
    static const struct {
        const char *answer;
        int error;
        const char *text;
    } rows[] = {
        { NULL, ECONNRESET, "Remote end closed connection without response" },
        { "HTTP/1.1 200 OK\r\nContent-", ECONNRESET, "Remote end closed connection within its response" },
        { "220 mail.example.com ready\r\n", EPROTO, "the response is not HTTP" },
    };
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        struct script_step steps[] = { { "\r\n\r\n", rows[row].answer, 0 }, { "", NULL, 0 }, { 0 } };
        struct scripted_peer *peer = scripted_peer_start(steps, 0);
        pylog_handler *handler = handler_for(scripted_peer_port(peer), "/", NULL);
        pylog_error(pylog_get_logger("http"), "x");
        if (reported.count != row + 1 || reported.error != rows[row].error ||
            strcmp(reported.text, rows[row].text) != 0 || stats_of(handler).errors != 1)
            fail_msg("row %zu: %d, %s", row, reported.error, reported.text);
        pylog_logger_remove_handler(pylog_get_logger("http"), handler);
        pylog_handler_unref(handler);
        scripted_peer_stop(peer);
    }
}

static void gives_up_on_a_silent_server_when_the_time_is_up(void **state) {
    (void)state;
    struct loopback *peer = loopback_start(LOOPBACK_TCP, &(struct loopback_manners){ .deaf = true });
    pylog_handler *handler = handler_for(loopback_port(peer), "/", &in_half_a_second);
    double before = seconds();
    pylog_error(pylog_get_logger("http"), "x");
    double took = seconds() - before;
    assert_true(took > 0.4 && took < 4.5); /* by default it is 5 */
    assert_int_equal(reported.error, ETIMEDOUT);
    assert_string_equal(reported.text, "timed out");
    loopback_stop(peer);
    pylog_handler_unref(handler);
}

static void *log_one(void *number) {
    pylog_error(pylog_get_logger("http"), "%d", *(int *)number);
    return NULL;
}

static void lets_no_thread_wait_for_anothers_time_out(void **state) {
    (void)state;
    struct loopback *peer = loopback_start(LOOPBACK_TCP, &(struct loopback_manners){ .deaf = true });
    const struct pylog_http_options in_time = { .timeout = 1.5 };
    pylog_handler *handler = handler_for(loopback_port(peer), "/", &in_time);
    pylog_handler_set_error_callback(handler, NULL, NULL);
    pylog_set_raise_exceptions(false);
    pthread_t threads[6];
    int number = 1;
    double before = seconds();
    for (size_t i = 0; i < 6; i++)
        threads[i] = start_thread(log_one, &number);
    for (size_t i = 0; i < 6; i++)
        join_thread(threads[i]);
    assert_true(seconds() - before < 7); /* one after the other: 9 */
    assert_int_equal(stats_of(handler).errors, 6);
    pylog_set_raise_exceptions(true);
    loopback_stop(peer);
    pylog_handler_unref(handler);
}

static void finds_a_server_that_comes_back(void **state) {
    (void)state;
    int port = loopback_unused_port();
    pylog_handler *handler = handler_for(port, "/", NULL);
    pylog_error(pylog_get_logger("http"), "nobody there");
    assert_int_equal(reported.error, ECONNREFUSED);
    struct scripted_peer *peer =
        scripted_peer_start((struct script_step[]){ { "\r\n\r\n", OK, 0 }, { 0 } }, port);
    pylog_error(pylog_get_logger("http"), "there again");
    struct pylog_handler_stats stats = stats_of(handler);
    assert_int_equal(stats.emitted, 1);
    assert_int_equal(stats.errors, 1);
    assert_int_equal(stats.reconnects, 1);
    scripted_peer_stop(peer);
    pylog_handler_unref(handler);
}

/* ---- Making ---------------------------------------------------------------------------------- */

static void refuses_what_cannot_become_a_request(void **state) {
    (void)state;
    static const struct pylog_transport lame = { .connect = NULL };
    static const struct {
        const char *host, *url;
        struct pylog_http_options options;
        const char *sentence;
    } rows[] = {
        { "h", "/", { .method = "PUT" }, "method must be GET or POST" },
        { "h", "/a b", { 0 }, "URL can't contain control characters. '/a b'" },
        { "h", "/\r\nX: y", { 0 }, "URL can't contain control characters. '/\\r\\nX: y'" },
        { "h", "/\x20", { 0 }, "URL can't contain control characters. '/ '" },
        { "h", "/\x7f", { 0 }, "URL can't contain control characters. '/\\x7f'" },
        { "h", "/\303\251", { 0 }, "URL can't contain control characters. '/\303\251'" },
        { "h\nx", "/", { 0 }, "URL can't contain control characters. 'h\\nx'" },
        { "h:x", "/", { 0 }, "nonnumeric port: 'x'" },
        { "h:65536", "/", { 0 }, "port must be 0-65535." },
        { ":80", "/", { 0 }, "there is no host before the port" },
        { "h", "/", { .secure = true }, "secure needs a transport" },
        { "h", "/", { .transport = &lame }, "a transport needs connect, send, recv and close" },
        { "", "/", { 0 }, "a host and a URL are needed" },
        { "h", NULL, { 0 }, "a host and a URL are needed" },
    };
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        errno = 0;
        if (pylog_http_handler_new(rows[row].host, rows[row].url, &rows[row].options) || errno != EINVAL ||
            strcmp(pylog_last_error(), rows[row].sentence) != 0)
            fail_msg("row %zu: %d, %s", row, errno, pylog_last_error());
    }
}

/* ---- Without memory -------------------------------------------------------------------------- */

/* Each allocation fails once: no handler is made, or a request is sent, whose record may be cut and says so,
 * or an error is reported. */
static void sends_a_good_request_or_none_without_memory(void **state) {
    (void)state;
    static char text[6001];
    struct script_step steps[] = { { "data=d", OK, 0 }, { 0 } };
    struct scripted_peer *peer = scripted_peer_start(steps, 0);
    struct pylog_http_options options = mapped;
    char host[32];
    snprintf(host, sizeof host, "127.0.0.1:%d", scripted_peer_port(peer));
    options.method = "POST";
    options.username = "user";
    memset(text, 'x', sizeof text - 1);
    bool failed = true;
    for (size_t n = 1; failed; n++) {
        failing_allocator_begin();
        failing_allocator_fail_at(n);
        pylog_handler *handler = pylog_http_handler_new(host, "/", &options);
        if (!handler) {
            assert_int_equal(errno, ENOMEM);
        } else {
            pylog_handler_set_error_callback(handler, report, NULL);
            pylog_set_raise_exceptions(false);
            pylog_logger_add_handler(pylog_get_logger("http"), handler);
            pylog_log_text(pylog_get_logger("http"), PYLOG_ERROR, NULL, text, sizeof text - 1);
            struct pylog_handler_stats stats = stats_of(handler);
            if (stats.errors + stats.emitted > 1)
                fail_msg("allocation %zu: %d requests, %d errors", n, (int)stats.emitted, (int)stats.errors);
            pylog_handler_unref(handler);
        }
        failed = failing_allocator_has_failed();
        failing_allocator_end();
    }
    pylog_set_raise_exceptions(true);
    scripted_peer_stop(peer);
}

/* ---- A transport ----------------------------------------------------------------------------- */

static struct {
    char host[64];
    int port;
    double timeout;
    char sent[4096];
    size_t length;
    bool closed;
} carried;

static void *carry_connect(const char *host, int port, double timeout, void *data) {
    carried.timeout = timeout;
    snprintf(carried.host, sizeof carried.host, "%s", host);
    carried.port = port;
    return data;
}

static ptrdiff_t carry_send(void *connection, const void *bytes, size_t length, double timeout) {
    (void)connection, (void)timeout;
    size_t some = length > 100 ? 100 : length;
    memcpy(carried.sent + carried.length, bytes, some);
    carried.length += some;
    return (ptrdiff_t)some;
}

static ptrdiff_t carry_receive(void *connection, void *bytes, size_t size, double timeout) {
    (void)connection, (void)timeout, (void)size;
    memcpy(bytes, OK, sizeof OK - 1);
    return sizeof OK - 1;
}

static void carry_close(void *connection) {
    (void)connection;
    carried.closed = true;
}

static void goes_through_a_transport_to_the_port_of_https(void **state) {
    (void)state;
    static int token;
    const struct pylog_transport transport = { .connect = carry_connect,
                                               .send = carry_send,
                                               .recv = carry_receive,
                                               .close = carry_close,
                                               .data = &token };
    struct pylog_http_options options = mapped;
    options.secure = true;
    options.transport = &transport;
    pylog_handler *handler = pylog_http_handler_new("[::1]", "/", &options);
    assert_non_null(handler);
    pylog_logger_add_handler(pylog_get_logger("http"), handler);
    pylog_error(pylog_get_logger("http"), "x");
    assert_string_equal(carried.host, "::1");
    assert_int_equal(carried.port, 443);
    assert_non_null(strstr(carried.sent, "\r\nHost: [::1]\r\n"));
    assert_true(carried.closed);
    assert_int_equal(stats_of(handler).emitted, 1);
    pylog_handler_unref(handler);
}

static void waits_for_five_seconds_unless_told_otherwise(void **state) {
    static int token;
    static const struct {
        double given, least, most;
    } cases[] = { { 0, 4, 5 }, { 2, 1, 2 }, { PYLOG_FOREVER, PYLOG_FOREVER, PYLOG_FOREVER } };
    const struct pylog_transport transport = { .connect = carry_connect,
                                               .send = carry_send,
                                               .recv = carry_receive,
                                               .close = carry_close,
                                               .data = &token };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct pylog_http_options options = { .timeout = cases[i].given, .transport = &transport };
        pylog_handler *handler = pylog_http_handler_new("h", "/", &options);
        carried.length = 0;
        pylog_logger_add_handler(pylog_get_logger("http"), handler);
        pylog_error(pylog_get_logger("http"), "x");
        pylog_logger_remove_handler(pylog_get_logger("http"), handler);
        pylog_handler_unref(handler);
        assert_true(carried.timeout >= cases[i].least && carried.timeout <= cases[i].most);
    }
}

static const struct CMUnitTest tests[] = {
    TEST(sends_the_form_in_the_url_of_a_GET),
    TEST(sends_the_form_as_the_body_of_a_POST_with_credentials),
    TEST(sends_all_fields_of_a_record),
    TEST(takes_an_answer_however_it_ends),
    TEST(takes_an_answer_that_the_end_of_the_connection_ends),
    TEST(waits_no_longer_than_a_second_for_the_rest_of_an_answer),
    TEST(reports_a_server_that_gives_no_good_answer),
    TEST(gives_up_on_a_silent_server_when_the_time_is_up),
    TEST(lets_no_thread_wait_for_anothers_time_out),
    TEST(finds_a_server_that_comes_back),
    TEST(refuses_what_cannot_become_a_request),
    TEST(sends_a_good_request_or_none_without_memory),
    TEST(goes_through_a_transport_to_the_port_of_https),
    TEST(waits_for_five_seconds_unless_told_otherwise),
};
TEST_MAIN
