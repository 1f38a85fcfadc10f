/* The SMTP handler: its dialogue and its mails, and servers that behave badly. */
#define _POSIX_C_SOURCE 200809L

#include <ctype.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <loopback.h>
#include <pylog/handlers.h>
#include <scripted_peer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HELLO                                                                                                \
    { "", "220 mx.example.com\r\n", 0 }, {                                                                   \
        "\r\n", "250-mx.example.com\r\n250-SIZE\r\n250 8BITMIME\r\n", 0                                      \
    }
#define SENDER                                                                                               \
    { "\r\n", "250 ok\r\n", 0 }
#define RECIPIENT                                                                                            \
    { "\r\n", "250 ok\r\n", 0 }
#define MAIL                                                                                                 \
    { "data\r\n", "354 go\r\n", 0 }, {                                                                       \
        "\r\n.\r\n", "250 taken\r\n", 0                                                                      \
    }
#define QUIT                                                                                                 \
    { "quit\r\n", "221 bye\r\n", 0 }, { "", NULL, 0 }, {                                                     \
        0                                                                                                    \
    }

static const struct fixture fixture = { .seconds = 50 };

static const char *const to_you[] = { "you", NULL };

static struct pylog_smtp_options options_for(int port) {
    return (struct pylog_smtp_options){
        .mailhost = "127.0.0.1", .port = port, .fromaddr = "me", .toaddrs = to_you, .subject = "Log"
    };
}

static pylog_handler *handler_of(const struct pylog_smtp_options *options) {
    pylog_handler *handler = pylog_smtp_handler_new(options);
    if (!handler)
        fail_msg("no handler: %s", pylog_last_error());
    pylog_handler_set_error_callback(handler, report, NULL);
    pylog_logger_add_handler(pylog_get_logger("mail"), handler);
    return handler;
}

static struct pylog_handler_stats stats_of(const pylog_handler *handler) {
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    return stats;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Log one record to a server of this script, and give all that the server got, to be freed. */
static char *dialogue(struct pylog_smtp_options *options, const struct script_step *steps,
                      const char *message) {
    struct scripted_peer *peer = scripted_peer_start(steps, 0);
    options->port = scripted_peer_port(peer);
    pylog_handler *handler = handler_of(options);
    pylog_error(pylog_get_logger("mail"), "%s", message);
    char *got = scripted_peer_take(peer, 1);
    pylog_logger_remove_handler(pylog_get_logger("mail"), handler);
    pylog_handler_unref(handler);
    scripted_peer_stop(peer);
    return got;
}

/* The lines between `ehlo` with this machine's name, and `quit`; to be freed. The date becomes `DATE`. */
static char *without_names_and_dates(char *got) {
    char *ehlo = strstr(got, "\r\n"), *date = strstr(got, "\r\nDate: "), *out = malloc(strlen(got) + 16);
    assert_non_null(out);
    assert_int_equal(strncmp(got, "ehlo ", 5), 0);
    assert_non_null(ehlo);
    assert_non_null(date);
    char *after_date = strstr(date + 2, "\r\n");
    sprintf(out, "%.*s\r\nDATE%s", (int)(date - ehlo - 2), ehlo + 2, after_date);
    free(got);
    return out;
}

/* ---- The dialogue ---------------------------------------------------------------------------- */

/* Python's SMTPHandlerTest.test_basic; the dialogue is smtplib's, in its spelling. */
static void sends_a_mail_in_the_words_of_smtplib(void **state) {
    (void)state;
    struct pylog_smtp_options options = options_for(0);
    char *got = without_names_and_dates(dialogue(
        &options, (struct script_step[]){ HELLO, SENDER, RECIPIENT, MAIL, QUIT }, "Hello \342\234\223"));
    assert_string_equal(got, "mail from:<me> size=180\r\n"
                             "rcpt to:<you>\r\n"
                             "data\r\n"
                             "From: me\r\nTo: you\r\nSubject: Log\r\nDATE\r\n"
                             "Content-Type: text/plain; charset=\"utf-8\"\r\n"
                             "Content-Transfer-Encoding: 8bit\r\nMIME-Version: 1.0\r\n\r\n"
                             "Hello \342\234\223\r\n.\r\nquit\r\n");
    assert_int_equal(reported.count, 0);
    free(got);
}

static void dates_the_mail_as_Python_does(void **state) {
    (void)state;
    struct pylog_smtp_options options = options_for(0);
    char *got = dialogue(&options, (struct script_step[]){ HELLO, SENDER, RECIPIENT, MAIL, QUIT }, "x");
    char *date = strstr(got, "\r\nDate: ");
    assert_non_null(date);
    static const char pattern[] = "Aaa, 00 Aaa 0000 00:00:00 +0000\r";
    for (size_t i = 0; pattern[i]; i++) {
        char c = date[8 + i];
        if (pattern[i] == '0'                    ? !isdigit((unsigned char)c)
            : isalpha((unsigned char)pattern[i]) ? !isalpha((unsigned char)c)
                                                 : c != pattern[i] && c != '-')
            fail_msg("no date: %.40s", date);
    }
    free(got);
}

static void writes_to_several_recipients_by_their_addresses(void **state) {
    (void)state;
    static const char *const to[] = { "Ann <ann@x>", "bob@y, \"C, D\" <cd@z>", NULL };
    struct pylog_smtp_options options = options_for(0);
    options.toaddrs = to;
    options.fromaddr = "App <app@x>";
    struct script_step steps[] = { HELLO,     SENDER, RECIPIENT, { "\r\n", "550 no\r\n", 0 },
                                   RECIPIENT, MAIL,   QUIT };
    char *got = dialogue(&options, steps, ".dot");
    assert_non_null(strstr(got, "mail from:<app@x> size="));
    assert_non_null(strstr(got, "\r\nrcpt to:<ann@x>\r\nrcpt to:<bob@y>\r\nrcpt to:<cd@z>\r\ndata\r\n"));
    assert_non_null(strstr(got, "\r\nTo: Ann <ann@x>,bob@y, \"C, D\" <cd@z>\r\n"));
    assert_non_null(strstr(got, "\r\n\r\n..dot\r\n.\r\n"));
    assert_int_equal(reported.count, 0); /* one of them was refused, and the others have their mail */
    free(got);
}

static void asks_for_SMTPUTF8_if_an_address_needs_it(void **state) {
    (void)state;
    struct pylog_smtp_options options = options_for(0);
    options.fromaddr = "j\303\274rgen@x";
    options.subject = "\303\274";
    static const struct script_step knows[] = {
        { "", "220 hi\r\n", 0 }, { "\r\n", "250-hi\r\n250 SMTPUTF8\r\n", 0 }, SENDER, RECIPIENT, MAIL, QUIT
    };
    char *got = dialogue(&options, knows, "x");
    assert_non_null(strstr(got, "mail from:<j\303\274rgen@x> SMTPUTF8 BODY=8BITMIME\r\n"));
    assert_non_null(strstr(got, "\r\nFrom: j\303\274rgen@x\r\n"));
    assert_non_null(strstr(got, "\r\nSubject: \303\274\r\n"));
    free(got);
    free(dialogue(&options, (struct script_step[]){ HELLO, QUIT }, "x"));
    assert_int_equal(reported.error, EOPNOTSUPP);
}

static void greets_an_old_server_with_HELO(void **state) {
    (void)state;
    struct pylog_smtp_options options = options_for(0);
    struct script_step steps[] = { { "", "220 hi\r\n", 0 },
                                   { "\r\n", "502 what\r\n", 0 },
                                   { "\r\n", "250 hi\r\n", 0 },
                                   SENDER,
                                   RECIPIENT,
                                   MAIL,
                                   QUIT };
    char *got = dialogue(&options, steps, "x");
    assert_non_null(strstr(got, "\r\nhelo "));
    assert_non_null(strstr(got, "\r\nmail from:<me>\r\n"));
    assert_int_equal(reported.count, 0);
    free(got);
}

/* ---- Authentication -------------------------------------------------------------------------- */

#define OFFERS(methods)                                                                                      \
    { "", "220 hi\r\n", 0 }, {                                                                               \
        "\r\n", "250-hi\r\n250 AUTH " methods "\r\n", 0                                                      \
    }
#define WELCOME                                                                                              \
    { "\r\n", "235 welcome\r\n", 0 }

static void logs_in_by_what_the_server_offers(void **state) {
    (void)state;
    static const struct {
        const struct script_step steps[12];
        const char *expected;
    } rows[] = {
        { { OFFERS("LOGIN PLAIN"), WELCOME, SENDER, RECIPIENT, MAIL, QUIT },
          "\r\nAUTH PLAIN AHVzZXIAcGFzcw==\r\nmail " },
        { { OFFERS("CRAM-MD5 LOGIN"),
            { "\r\n", "334 UGFzc3dvcmQ6\r\n", 0 },
            WELCOME,
            SENDER,
            RECIPIENT,
            MAIL,
            QUIT },
          "\r\nAUTH LOGIN dXNlcg==\r\ncGFzcw==\r\nmail " },
        { { OFFERS("LOGIN"),
            { "\r\n", "334 VXNlcm5hbWU6\r\n", 0 },
            { "\r\n", "334 UGFzc3dvcmQ6\r\n", 0 },
            WELCOME,
            SENDER,
            RECIPIENT,
            MAIL,
            QUIT },
          "\r\nAUTH LOGIN dXNlcg==\r\ndXNlcg==\r\ncGFzcw==\r\nmail " },
        { { OFFERS("PLAIN LOGIN"),
            { "\r\n", "504 not really\r\n", 0 },
            { "\r\n", "334 UGFzc3dvcmQ6\r\n", 0 },
            WELCOME,
            SENDER,
            RECIPIENT,
            MAIL,
            QUIT },
          "\r\nAUTH PLAIN AHVzZXIAcGFzcw==\r\nAUTH LOGIN dXNlcg==\r\ncGFzcw==\r\nmail " },
    };
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        struct pylog_smtp_options options = options_for(0);
        options.username = "user";
        options.password = "pass";
        char *got = dialogue(&options, rows[row].steps, "x");
        if (!strstr(got, rows[row].expected) || reported.count)
            fail_msg("row %zu: %s: %s", row, reported.text, got);
        free(got);
    }
}

/* ---- Bad servers ----------------------------------------------------------------------------- */

#define GONE                                                                                                 \
    { "", NULL, 0 }, {                                                                                       \
        0                                                                                                    \
    }

static void reports_what_a_server_refuses_in_Pythons_words(void **state) {
    (void)state;
    static const struct {
        const struct script_step steps[10];
        const char *username;
        int error;
        const char *text;
    } rows[] = {
        { { GONE }, NULL, ECONNRESET, "Connection unexpectedly closed" },
        { { { "", "554 go away\r\n", 0 }, GONE }, NULL, ECONNREFUSED, "(554, b'go away')" },
        { { { "", "22", 0 }, GONE }, NULL, ECONNRESET, "Connection unexpectedly closed" },
        { { { "", "HTTP/1.1 400 Bad\r\n", 0 }, { 0 } }, NULL, EPROTO, "(-1, b'')" },
        { { { "", "220 hi\r\n", 0 }, { "\r\n", "250-a\r\n250-", 0 }, GONE },
          NULL,
          ECONNRESET,
          "Connection unexpectedly closed" },
        { { { "", "220 hi\r\n", 0 }, { "\r\n", "500 a\r\n", 0 }, { "\r\n", "500 'b'\r\n", 0 }, GONE },
          NULL,
          EPROTO,
          "(500, b\"'b'\")" },
        { { HELLO, { 0 } }, "u", EOPNOTSUPP, "SMTP AUTH extension not supported by server." },
        { { OFFERS("GSSAPI"), { 0 } }, "u", EOPNOTSUPP, "No suitable authentication method found." },
        { { OFFERS("PLAIN"), { "\r\n", "535 no\xff\r\n", 0 }, { 0 } }, "u", EACCES, "(535, b'no\\xff')" },
        { { OFFERS("PLAIN"), { "\r\n", "535 ~ \x1f\x7f\x80\r\n", 0 }, { 0 } }, "u", EACCES, "(535, b'~ \\x1f\\x7f\\x80')" },
        { { HELLO, { "\r\n", "550-not\r\n550 you\r\n", 0 }, { 0 } }, NULL, EPROTO, "(550, b'not\\nyou')" },
        { { HELLO, SENDER, { "\r\n", "550 who\r\n", 0 }, { 0 } }, NULL, EPROTO, "(550, b'who')" },
        { { HELLO, SENDER, RECIPIENT, { "\r\n", "451 later\r\n", 0 }, { 0 } },
          NULL,
          EPROTO,
          "(451, b'later')" },
        { { HELLO,
            SENDER,
            RECIPIENT,
            { "\r\n", "354 go\r\n", 0 },
            { "\r\n.\r\n", "552 full\r\n", 0 },
            { 0 } },
          NULL,
          EPROTO,
          "(552, b'full')" },
        { { HELLO, SENDER, RECIPIENT, { "\r\n", "354 go\r\n", 0 }, { "\r\n.\r\n", "25", 0 }, GONE },
          NULL,
          ECONNRESET,
          "Connection unexpectedly closed" },
    };
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        struct pylog_smtp_options options = options_for(0);
        options.username = rows[row].username;
        free(dialogue(&options, rows[row].steps, "x"));
        if (reported.count != row + 1 || reported.error != rows[row].error ||
            strcmp(reported.text, rows[row].text) != 0)
            fail_msg("row %zu: %zu reports, %d, %s", row, reported.count, reported.error, reported.text);
    }
}

static void takes_a_mail_for_sent_though_nobody_says_good_bye(void **state) {
    (void)state;
    struct pylog_smtp_options options = options_for(0);
    struct script_step steps[] = { HELLO, SENDER, RECIPIENT, MAIL, GONE };
    free(dialogue(&options, steps, "x"));
    assert_int_equal(reported.count, 0);
}

static void gives_up_on_a_silent_server_when_the_time_is_up(void **state) {
    (void)state;
    struct loopback *peer = loopback_start(LOOPBACK_TCP, &(struct loopback_manners){ .deaf = true });
    struct pylog_smtp_options options = options_for(loopback_port(peer));
    options.timeout = 0.5;
    pylog_handler *handler = handler_of(&options);
    double before = seconds();
    pylog_error(pylog_get_logger("mail"), "x");
    double took = seconds() - before;
    assert_true(took > 0.4 && took < 4.5); /* by default it is 5 */
    assert_int_equal(reported.error, ETIMEDOUT);
    assert_string_equal(reported.text, "timed out");
    loopback_stop(peer);
    pylog_handler_unref(handler);
}

/* The time-out is for the whole of it: a server that answers a little each time cannot stretch it. */
static void gives_up_on_a_server_that_dawdles(void **state) {
    (void)state;
    struct script_step steps[] = { HELLO, SENDER, { 0 } };
    struct scripted_peer *peer = scripted_peer_start(steps, 0);
    struct pylog_smtp_options options = options_for(scripted_peer_port(peer));
    options.timeout = 0.5;
    pylog_handler *handler = handler_of(&options);
    double before = seconds();
    pylog_error(pylog_get_logger("mail"), "x");
    assert_true(seconds() - before < 4.5);
    assert_int_equal(reported.error, ETIMEDOUT);
    scripted_peer_stop(peer);
    pylog_handler_unref(handler);
}

static void finds_a_server_that_comes_back(void **state) {
    (void)state;
    struct pylog_smtp_options options = options_for(loopback_unused_port());
    pylog_handler *handler = handler_of(&options);
    pylog_error(pylog_get_logger("mail"), "nobody there");
    assert_int_equal(reported.error, ECONNREFUSED);
    struct script_step steps[] = { HELLO, SENDER, RECIPIENT, MAIL, QUIT };
    struct scripted_peer *peer = scripted_peer_start(steps, options.port);
    pylog_error(pylog_get_logger("mail"), "there again");
    pylog_error(pylog_get_logger("mail"), "still there");
    struct pylog_handler_stats stats = stats_of(handler);
    assert_int_equal(stats.emitted, 2);
    assert_int_equal(stats.errors, 1);
    assert_int_equal(stats.reconnects, 1);
    scripted_peer_stop(peer);
    pylog_handler_unref(handler);
}

/* ---- Subjects and addresses ------------------------------------------------------------------ */

static int subject_of(const struct pylog_record *record, pylog_buffer *subject, void *data) {
    (void)data;
    return pylog_buffer_printf(subject, "%s: %s", record->levelname, pylog_record_message(record, NULL));
}

static void makes_the_subject_of_each_record(void **state) {
    (void)state;
    struct pylog_smtp_options options = options_for(0);
    options.get_subject = subject_of;
    char *got =
        dialogue(&options, (struct script_step[]){ HELLO, SENDER, RECIPIENT, MAIL, QUIT }, "disk full");
    assert_non_null(strstr(got, "\r\nSubject: ERROR: disk full\r\n"));
    free(got);
}

static void sends_nothing_if_a_subject_would_add_headers(void **state) {
    (void)state;
    struct pylog_smtp_options options = options_for(loopback_unused_port());
    options.get_subject = subject_of;
    pylog_handler *handler = handler_of(&options);
    pylog_error(pylog_get_logger("mail"), "x\r\nBcc: everybody");
    pylog_error(pylog_get_logger("mail"), "x\nBcc: everybody");
    assert_int_equal(reported.count, 2);
    assert_int_equal(reported.error, EINVAL);
    assert_string_equal(reported.text,
                        "Header values may not contain linefeed or carriage return characters");
    pylog_handler_unref(handler);
}

static void refuses_options_that_make_no_mail(void **state) {
    (void)state;
    static const char *const nobody[] = { NULL }, *const empty[] = { "a@b,,c@d", NULL },
                             *const blank[] = { "a b", NULL }, *const broken[] = { "a@b\r\nBcc: c", NULL };
    static const struct pylog_transport no_tls = { .connect = NULL };
    const struct {
        struct pylog_smtp_options options;
        const char *sentence;
    } rows[] = {
        { { .fromaddr = "a", .toaddrs = to_you }, "mailhost, fromaddr and toaddrs are needed" },
        { { .mailhost = "h", .toaddrs = to_you }, "mailhost, fromaddr and toaddrs are needed" },
        { { .mailhost = "h", .fromaddr = "a", .toaddrs = nobody },
          "mailhost, fromaddr and toaddrs are needed" },
        { { .mailhost = "h", .fromaddr = "a", .toaddrs = blank }, "this is no address of mail: 'a b'" },
        { { .mailhost = "h", .fromaddr = "a", .toaddrs = empty }, "this is no address of mail: 'a@b,,c@d'" },
        { { .mailhost = "h", .fromaddr = "", .toaddrs = to_you }, "an address of mail is empty" },
        { { .mailhost = "h", .fromaddr = "<a@b", .toaddrs = to_you, .port = 65536 },
          "port must be 0-65535." },
        { { .mailhost = "h", .fromaddr = "a> SIZE=1 <", .toaddrs = to_you },
          "this is no address of mail: 'a> SIZE=1 <'" },
        { { .mailhost = "h", .fromaddr = "a", .toaddrs = broken },
          "Header values may not contain linefeed or carriage return characters" },
        { { .mailhost = "h", .fromaddr = "a", .toaddrs = to_you, .subject = "a\nb" },
          "Header values may not contain linefeed or carriage return characters" },
        { { .mailhost = "h", .fromaddr = "a", .toaddrs = to_you, .secure = true },
          "secure needs a transport with start_tls" },
        { { .mailhost = "h", .fromaddr = "a", .toaddrs = to_you, .secure = true, .transport = &no_tls },
          "secure needs a transport with start_tls" },
        { { .mailhost = "h", .fromaddr = "a", .toaddrs = to_you, .transport = &no_tls },
          "a transport needs connect, send, recv and close" },
    };
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        errno = 0;
        if (pylog_smtp_handler_new(&rows[row].options) || errno != EINVAL ||
            strcmp(pylog_last_error(), rows[row].sentence) != 0)
            fail_msg("row %zu: %d, %s", row, errno, pylog_last_error());
    }
    assert_null(pylog_smtp_handler_new(NULL));
}

/* ---- Without memory -------------------------------------------------------------------------- */

/* Each allocation fails once: no handler is made, or a mail is sent, whose record may be cut and says so, or
 * an error is reported. */
static void sends_a_good_mail_or_none_without_memory(void **state) {
    (void)state;
    static char text[6001];
    struct script_step steps[] = { OFFERS("PLAIN"), WELCOME, SENDER, RECIPIENT, MAIL, QUIT };
    struct scripted_peer *peer = scripted_peer_start(steps, 0);
    struct pylog_smtp_options options = options_for(scripted_peer_port(peer));
    options.username = "user";
    options.password = "pass";
    memset(text, 'x', sizeof text - 1);
    bool failed = true;
    for (size_t n = 1; failed; n++) {
        failing_allocator_begin();
        failing_allocator_fail_at(n);
        pylog_handler *handler = pylog_smtp_handler_new(&options);
        if (!handler) {
            assert_int_equal(errno, ENOMEM);
        } else {
            pylog_handler_set_error_callback(handler, report, NULL);
            pylog_set_raise_exceptions(false);
            pylog_logger_add_handler(pylog_get_logger("mail"), handler);
            pylog_log_text(pylog_get_logger("mail"), PYLOG_ERROR, NULL, text, sizeof text - 1);
            struct pylog_handler_stats stats = stats_of(handler);
            if (stats.errors + stats.emitted > 1)
                fail_msg("allocation %zu: %d mails, %d errors", n, (int)stats.emitted, (int)stats.errors);
            pylog_handler_unref(handler);
        }
        failed = failing_allocator_has_failed();
        failing_allocator_end();
    }
    pylog_set_raise_exceptions(true);
    scripted_peer_stop(peer);
}

/* ---- A transport ----------------------------------------------------------------------------- */

/* A server that answers each line from a list, and what it was sent. */
static struct {
    const char *const *answers;
    char sent[4096];
    size_t length, encrypted_from;
} carried;

static void *carry_connect(const char *host, int port, double timeout, void *data) {
    (void)host, (void)port, (void)timeout;
    return data;
}

static int carry_start_tls(void *connection, const char *host) {
    (void)connection;
    carried.encrypted_from = carried.length;
    return strcmp(host, "mx") == 0 ? 0 : -1;
}

static ptrdiff_t carry_send(void *connection, const void *bytes, size_t length, double timeout) {
    (void)connection, (void)timeout;
    memcpy(carried.sent + carried.length, bytes, length);
    carried.length += length;
    carried.sent[carried.length] = '\0';
    return (ptrdiff_t)length;
}

static ptrdiff_t carry_receive(void *connection, void *bytes, size_t size, double timeout) {
    (void)connection, (void)timeout, (void)size;
    if (!*carried.answers)
        return 0;
    size_t length = strlen(*carried.answers);
    memcpy(bytes, *carried.answers++, length);
    return (ptrdiff_t)length;
}

static void carry_close(void *connection) {
    (void)connection;
}

static void log_through_transport(const char *const *answers) {
    static int token;
    static const struct pylog_transport transport = { .connect = carry_connect,
                                                      .start_tls = carry_start_tls,
                                                      .send = carry_send,
                                                      .recv = carry_receive,
                                                      .close = carry_close,
                                                      .data = &token };
    struct pylog_smtp_options options = options_for(0);
    options.mailhost = "mx";
    options.username = "user";
    options.password = "pass";
    options.secure = true;
    options.transport = &transport;
    memset(&carried, 0, sizeof carried);
    carried.answers = answers;
    pylog_handler *handler = handler_of(&options);
    pylog_error(pylog_get_logger("mail"), "x");
    pylog_logger_remove_handler(pylog_get_logger("mail"), handler);
    pylog_handler_unref(handler);
}

static void begins_TLS_before_it_tells_the_password(void **state) {
    (void)state;
    static const char *const answers[] = { "220 hi\r\n", "250-hi\r\n250 STARTTLS\r\n",
                                           "220 go\r\n", "250-hi\r\n250 AUTH PLAIN\r\n",
                                           "235 ok\r\n", "250 ok\r\n",
                                           "250 ok\r\n", "354 go\r\n",
                                           "250 ok\r\n", "221 bye\r\n",
                                           NULL };
    log_through_transport(answers);
    assert_int_equal(reported.count, 0);
    assert_true(carried.encrypted_from > 0);
    const char *encrypted = carried.sent + carried.encrypted_from;
    assert_int_equal(strncmp(encrypted - strlen("STARTTLS\r\n"), "STARTTLS\r\nehlo ", 15), 0);
    assert_non_null(strstr(encrypted, "\r\nAUTH PLAIN AHVzZXIAcGFzcw==\r\n"));
}

static void tells_no_password_to_a_server_without_TLS(void **state) {
    (void)state;
    static const char *const without[] = { "220 hi\r\n", "250-hi\r\n250 AUTH PLAIN\r\n", NULL };
    static const char *const refused[] = { "220 hi\r\n", "250-hi\r\n250 STARTTLS\r\n", "454 no\r\n", NULL };
    static const char *const slipped_in[] = { "220 hi\r\n", "250-hi\r\n250 STARTTLS\r\n",
                                              "220 go\r\n250-hi\r\n250 AUTH PLAIN\r\n", NULL };
    static const char *const *const rows[] = { without, refused, slipped_in };
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        log_through_transport(rows[row]);
        if (reported.count != row + 1 || strstr(carried.sent, "AUTH") || carried.encrypted_from)
            fail_msg("row %zu: %s: %s", row, reported.text, carried.sent);
    }
}

static const struct CMUnitTest tests[] = {
    TEST(sends_a_mail_in_the_words_of_smtplib),
    TEST(dates_the_mail_as_Python_does),
    TEST(writes_to_several_recipients_by_their_addresses),
    TEST(asks_for_SMTPUTF8_if_an_address_needs_it),
    TEST(greets_an_old_server_with_HELO),
    TEST(logs_in_by_what_the_server_offers),
    TEST(reports_what_a_server_refuses_in_Pythons_words),
    TEST(takes_a_mail_for_sent_though_nobody_says_good_bye),
    TEST(gives_up_on_a_silent_server_when_the_time_is_up),
    TEST(gives_up_on_a_server_that_dawdles),
    TEST(finds_a_server_that_comes_back),
    TEST(makes_the_subject_of_each_record),
    TEST(sends_nothing_if_a_subject_would_add_headers),
    TEST(refuses_options_that_make_no_mail),
    TEST(sends_a_good_mail_or_none_without_memory),
    TEST(begins_TLS_before_it_tells_the_password),
    TEST(tells_no_password_to_a_server_without_TLS),
};
TEST_MAIN
