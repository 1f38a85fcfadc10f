/* Replies of SMTP servers, whole and in pieces. */
#include <fixture.h>
#include <pylog.h>
#include <string.h>
#include <wire/smtp_reply.h>

static const struct {
    const char *bytes;
    enum pylog__smtp_state state;
    int code;
    const char *text;
    size_t taken;
} rows[] = {
    { "250 ok\r\n", PYLOG__SMTP_DONE, 250, "ok", 8 },
    { "250 ok\n", PYLOG__SMTP_DONE, 250, "ok", 7 },
    { "250\r\n", PYLOG__SMTP_DONE, 250, "", 5 },
    { "250\n", PYLOG__SMTP_DONE, 250, "", 4 },
    { "250-a\r\n250-b c \r\n250 d\r\n", PYLOG__SMTP_DONE, 250, "a\nb c\nd", 24 },
    { "250 one\r\n354 two\r\n", PYLOG__SMTP_DONE, 250, "one", 9 },
    { "250-a\r\n550 b\r\n", PYLOG__SMTP_DONE, 550, "a\nb", 14 },
    { "250-a\r\n", PYLOG__SMTP_MORE, 250, "a\n", 7 },
    { "", PYLOG__SMTP_MORE, 0, "", 0 },
    { "hello\r\n", PYLOG__SMTP_BROKEN, 0, "", 1 },
    { "\r\n", PYLOG__SMTP_BROKEN, 0, "", 1 },
    { "25\r\n", PYLOG__SMTP_BROKEN, 25, "", 3 },
    { "-25 x\r\n", PYLOG__SMTP_BROKEN, 0, "", 1 },
};

static void reads_each_reply_in_pieces_of_any_size(void **state) {
    (void)state;
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
        for (size_t piece = 1; piece <= strlen(rows[row].bytes) + 1; piece++) {
            char storage[8];
            struct pylog_buffer text;
            struct pylog__smtp_reply reply;
            size_t taken = 0, length = strlen(rows[row].bytes), fed = 0;
            pylog__buffer_init(&text, storage, sizeof storage);
            pylog__smtp_reply_begin(&reply, &text);
            for (; fed < length && taken == fed; fed += piece < length - fed ? piece : length - fed)
                taken += pylog__smtp_reply_feed(&reply, rows[row].bytes + fed,
                                                piece < length - fed ? piece : length - fed);
            const char *found = pylog__buffer_text(&text);
            if (reply.state != rows[row].state || taken != rows[row].taken ||
                (reply.state == PYLOG__SMTP_DONE && reply.code != rows[row].code) ||
                strcmp(found, rows[row].text) != 0)
                fail_msg("%s in pieces of %zu: state %d, code %d, %zu bytes taken, text %s", rows[row].bytes,
                         piece, (int)reply.state, reply.code, taken, found);
            pylog__buffer_release(&text);
        }
}

static void refuses_a_line_or_a_reply_without_end(void **state) {
    (void)state;
    static const char *const endless[] = { "250 xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                                           "250-xxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n" };
    for (size_t row = 0; row < 2; row++) {
        char storage[8];
        struct pylog_buffer text;
        struct pylog__smtp_reply reply;
        pylog__buffer_init(&text, storage, sizeof storage);
        pylog__smtp_reply_begin(&reply, &text);
        pylog__smtp_reply_feed(&reply, endless[row], strlen(endless[row]));
        size_t rounds = 0;
        for (; reply.state == PYLOG__SMTP_MORE && rounds < 100000; rounds++)
            pylog__smtp_reply_feed(&reply, endless[row] + (row ? 0 : 4),
                                   strlen(endless[row]) - (row ? 0 : 4));
        assert_int_equal(reply.state, PYLOG__SMTP_BROKEN);
        assert_true(text.length <= 65537);
        pylog__buffer_release(&text);
    }
}

static void finds_extensions_and_their_parameters(void **state) {
    (void)state;
    static const char text[] =
        "mx.example.com SIZE auth\nSIZE 1000\nAUTH CRAM-MD5 PLAIN\nAUTH=LOGIN PLAINER\nsmtputf8";
    assert_true(pylog__smtp_has_extension(text, "size"));
    assert_true(pylog__smtp_has_extension(text, "SMTPUTF8"));
    assert_false(pylog__smtp_has_extension(text, "starttls"));
    assert_false(pylog__smtp_has_extension("SIZE only in the greeting", "size"));
    assert_false(pylog__smtp_has_extension("hi\nSIZEABLE", "size"));
    assert_true(pylog__smtp_has_parameter(text, "auth", "plain"));
    assert_true(pylog__smtp_has_parameter(text, "auth", "login"));
    assert_false(pylog__smtp_has_parameter(text, "auth", "md5"));
    assert_false(pylog__smtp_has_parameter("hi\nAUTH PLAINER", "auth", "plain"));
    assert_false(pylog__smtp_has_parameter("hi\nAUTH\nPLAIN", "auth", "plain"));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(reads_each_reply_in_pieces_of_any_size),
    cmocka_unit_test(refuses_a_line_or_a_reply_without_end),
    cmocka_unit_test(finds_extensions_and_their_parameters),
};
TEST_MAIN
