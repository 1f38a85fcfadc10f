/* Responses of HTTP servers, whole and in pieces. */
#include <fixture.h>
#include <pylog.h>
#include <string.h>
#include <wire/http_response.h>

#define OK "HTTP/1.1 200 OK\r\n"

/* What is known once all bytes have come, and what when the connection ends then. `extra`: so many bytes at
 * the end are of something else. */
static const struct {
    const char *bytes;
    enum pylog__http_state state;
    int status;
    bool answered, whole;
    size_t extra;
} rows[] = {
    { OK "Content-Length: 3\r\n\r\nabc", PYLOG__HTTP_DONE, 200, true, true, 0 },
    { OK "content-length:3\r\n\r\nabcHTTP", PYLOG__HTTP_DONE, 200, true, true, 4 },
    { OK "Content-Length: 3\n\nab", PYLOG__HTTP_BODY, 200, true, false, 0 },
    { OK "Content-Length: 0\r\n\r\n", PYLOG__HTTP_DONE, 200, true, true, 0 },
    { OK "\r\nanything", PYLOG__HTTP_UNTIL_CLOSE, 200, true, true, 0 },
    { OK "Content-Length: many\r\n\r\nx", PYLOG__HTTP_UNTIL_CLOSE, 200, true, true, 0 },
    { OK "Content-Length: 99999999999999999999999\r\n\r\nx", PYLOG__HTTP_UNTIL_CLOSE, 200, true, true, 0 },
    { OK "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n", PYLOG__HTTP_DONE,
      200, true, true, 0 },
    { OK
      "Transfer-Encoding: gzip, Chunked \r\nContent-Length: 1\r\n\r\n1\r\nx\r\n0\r\nTrailer: y\r\n\r\nmore",
      PYLOG__HTTP_DONE, 200, true, true, 4 },
    { OK "Transfer-Encoding: chunked\r\n\r\n3\r\nab", PYLOG__HTTP_CHUNK, 200, true, false, 0 },
    { OK "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd", PYLOG__HTTP_CHUNK_END, 200, true, false, 0 },
    { OK "Transfer-Encoding: chunked\r\n\r\nzz\r\n", PYLOG__HTTP_BROKEN, 200, true, false, 0 },
    { OK "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffffff\r\n", PYLOG__HTTP_BROKEN, 200, true, false,
      0 },
    { "HTTP/1.0 204 No Content\r\nContent-Length: 5\r\n\r\nx", PYLOG__HTTP_DONE, 204, true, true, 1 },
    { "HTTP/1.1 304\r\n\r\n", PYLOG__HTTP_DONE, 304, true, true, 0 },
    { "HTTP/1.1 100 Continue\r\nA: b\r\n\r\n" OK "Content-Length: 0\r\n\r\n", PYLOG__HTTP_DONE, 200, true,
      true, 0 },
    { "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", PYLOG__HTTP_DONE, 500, true, true, 0 },
    { "", PYLOG__HTTP_STATUS, 0, false, false, 0 },
    { "HTTP/1.1 20", PYLOG__HTTP_STATUS, 0, false, false, 0 },
    { OK "Content-Le", PYLOG__HTTP_HEADERS, 200, false, false, 0 },
    { "220 mail.example.com ESMTP\r\n", PYLOG__HTTP_BROKEN, 0, false, false, 0 },
    { "HTTP/1.1 twenty\r\n", PYLOG__HTTP_BROKEN, 0, false, false, 0 },
    { "HTTP/1.1 2000 OK\r\n", PYLOG__HTTP_BROKEN, 0, false, false, 0 },
    { "HTTP/1.1 099 Low\r\n", PYLOG__HTTP_BROKEN, 0, false, false, 0 },
    { "HTTP/1.1\r\n", PYLOG__HTTP_BROKEN, 0, false, false, 0 },
    { "\r\n", PYLOG__HTTP_BROKEN, 0, false, false, 0 },
};

static size_t feed_in_pieces(struct pylog__http_response *response, const char *bytes, size_t piece) {
    size_t length = strlen(bytes), taken = 0;
    for (size_t fed = 0; fed < length && taken == fed;) {
        size_t next = piece < length - fed ? piece : length - fed;
        taken += pylog__http_response_feed(response, bytes + fed, next);
        fed += next;
    }
    return taken;
}

static void reads_each_response_in_pieces_of_any_size(void **state) {
    (void)state;
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
        for (size_t piece = 1; piece <= strlen(rows[row].bytes) + 1; piece++) {
            struct pylog__http_response response;
            pylog__http_response_begin(&response);
            size_t taken = feed_in_pieces(&response, rows[row].bytes, piece);
            if (response.state != rows[row].state || response.status != rows[row].status ||
                response.has_headers != rows[row].answered ||
                taken != strlen(rows[row].bytes) - rows[row].extra)
                fail_msg("row %zu in pieces of %zu: state %d, status %d, %zu bytes taken", row, piece,
                         (int)response.state, response.status, taken);
            if (pylog__http_response_end(&response) != rows[row].whole)
                fail_msg("row %zu: at the end of the connection the response is %s", row,
                         rows[row].whole ? "not whole" : "whole");
        }
}

static void cuts_no_long_header_that_does_not_matter(void **state) {
    (void)state;
    struct pylog__http_response response;
    char padding[1000];
    memset(padding, 'x', sizeof padding);
    pylog__http_response_begin(&response);
    pylog__http_response_feed(&response, OK "Cookie: ", strlen(OK "Cookie: "));
    for (int i = 0; i < 60; i++)
        pylog__http_response_feed(&response, padding, sizeof padding);
    pylog__http_response_feed(&response, "\r\nContent-Length: 0\r\n\r\n", 23);
    assert_int_equal(response.state, PYLOG__HTTP_DONE);
}

static void refuses_a_line_or_headers_without_end(void **state) {
    (void)state;
    static const char *const endless[] = { "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "a: b\r\n" };
    for (size_t row = 0; row < 2; row++) {
        struct pylog__http_response response;
        pylog__http_response_begin(&response);
        pylog__http_response_feed(&response, OK, strlen(OK));
        size_t rounds = 0;
        for (; response.state == PYLOG__HTTP_HEADERS && rounds < 10000; rounds++)
            pylog__http_response_feed(&response, endless[row], strlen(endless[row]));
        assert_int_equal(response.state, PYLOG__HTTP_BROKEN);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_each_response_in_pieces_of_any_size),
    cmocka_unit_test(cuts_no_long_header_that_does_not_matter),
    cmocka_unit_test(refuses_a_line_or_headers_without_end),
};
TEST_MAIN
