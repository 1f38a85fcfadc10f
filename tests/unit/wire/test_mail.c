/* Messages of mail, compared byte for byte with CPython's (tables/mail.py), and the parts that SMTP asks for.
 */
#include <fixture.h>
#include <pylog.h>
#include <stdio.h>
#include <string.h>
#include <wire/base64.h>
#include <wire/mail.h>
#include <wire/url.h>

#include "tables/mail.h"

static void makes_each_message_as_CPython_does(void **state) {
    (void)state;
    size_t different = 0;
    for (size_t row = 0; row < sizeof mails / sizeof *mails; row++) {
        char storage[64];
        struct pylog_buffer out;
        pylog__buffer_init(&out, storage, sizeof storage);
        pylog__put_address_header(&out, "From", mails[row].from, mails[row].utf8);
        pylog__put_address_header(&out, "To", mails[row].to, mails[row].utf8);
        pylog__put_text_header(&out, "Subject", mails[row].subject, strlen(mails[row].subject),
                               mails[row].utf8);
        pylog__put_mail_text(&out, mails[row].text, mails[row].text_length);
        if (strcmp(pylog__buffer_text(&out), mails[row].message) != 0) {
            different++;
            print_error("row %zu: CPython makes\n%s\nand this is\n%s\n", row, mails[row].message, out.data);
        }
        pylog__buffer_release(&out);
    }
    assert_int_equal(different, 0);
}

static void stuffs_dots_at_the_beginning_of_lines_only(void **state) {
    (void)state;
    char storage[64];
    struct pylog_buffer out;
    static const char message[] = ".a\r\nb.\r\n..\r\n\r\n.\r\n";
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_dot_stuffed(&out, message, sizeof message - 1);
    assert_string_equal(pylog__buffer_text(&out), "..a\r\nb.\r\n...\r\n\r\n..\r\n.\r\n");
    pylog__buffer_release(&out);
}

static void finds_the_addresses_among_names(void **state) {
    (void)state;
    static const struct {
        const char *list, *found;
    } rows[] = {
        { "me", "me|" },
        { "a@b,c@d", "a@b|c@d|" },
        { " a@b , c@d ", "a@b|c@d|" },
        { "Ann <a@b>, Bob <b@c>", "a@b|b@c|" },
        { "\"Smith, Ann\" <a@b>,c@d", "a@b|c@d|" },
        { "\"quote \\\" <x@y>\" <a@b>", "a@b|" },
        { "", "" },
        { "<a@b", "a@b|" },
        { "a@b,,c@d", "a@b||c@d|" },
    };
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        char found[128] = "";
        const char *at = rows[row].list, *address;
        size_t length;
        while (pylog__next_address(&at, &address, &length)) {
            strncat(found, address, length);
            strcat(found, "|");
        }
        if (strcmp(found, rows[row].found) != 0)
            fail_msg("%s: %s instead of %s", rows[row].list, found, rows[row].found);
    }
}

static void refuses_addresses_that_would_be_more_than_one_word(void **state) {
    (void)state;
    assert_true(pylog__is_plain_address("a@b", 3));
    assert_true(pylog__is_plain_address("j\303\274rgen", 7));
    assert_true(pylog__is_plain_address("!~", 2));
    assert_false(pylog__is_plain_address("a\x7f", 2));
    assert_false(pylog__is_plain_address("\x1f", 1));
    assert_true(pylog__is_ascii("\x01\x7f", 2));
    assert_false(pylog__is_ascii("a\x80", 2));
    assert_false(pylog__is_plain_address("", 0));
    assert_false(pylog__is_plain_address("a b", 3));
    assert_false(pylog__is_plain_address("a>b", 3));
    assert_false(pylog__is_plain_address("a\rb", 3));
}

static void encodes_base_64_with_padding(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        { "", "" },        { "f", "Zg==" },        { "fo", "Zm8=" },
        { "foo", "Zm9v" }, { "foob", "Zm9vYg==" }, { "\377\376\375", "//79" }
    };
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        char storage[16];
        struct pylog_buffer out;
        pylog__buffer_init(&out, storage, sizeof storage);
        pylog__put_base64(&out, rows[row][0], strlen(rows[row][0]));
        assert_string_equal(pylog__buffer_text(&out), rows[row][1]);
        assert_int_equal(out.length, pylog__base64_length(strlen(rows[row][0])));
        pylog__buffer_release(&out);
    }
}

static void quotes_for_urls_as_quote_plus(void **state) {
    (void)state;
    char storage[16];
    struct pylog_buffer out;
    pylog__buffer_init(&out, storage, sizeof storage);
    pylog__put_quoted_plus(&out, "a b~c_d.e-f+g\303\244%/\0", 18);
    assert_string_equal(pylog__buffer_text(&out), "a+b~c_d.e-f%2Bg%C3%A4%25%2F%00");
    pylog__buffer_release(&out);
}

static void finds_the_host_that_a_url_names(void **state) {
    (void)state;
    size_t length = 0;
    const char *host = pylog__url_network_location("http://h:80/log?x=//y", &length);
    assert_non_null(host);
    assert_int_equal(length, 4);
    assert_memory_equal(host, "h:80", 4);
    assert_null(pylog__url_network_location("/log?to=http://h", &length));
    assert_null(pylog__url_network_location("http:log", &length));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(makes_each_message_as_CPython_does),
    cmocka_unit_test(stuffs_dots_at_the_beginning_of_lines_only),
    cmocka_unit_test(finds_the_addresses_among_names),
    cmocka_unit_test(refuses_addresses_that_would_be_more_than_one_word),
    cmocka_unit_test(encodes_base_64_with_padding),
    cmocka_unit_test(quotes_for_urls_as_quote_plus),
    cmocka_unit_test(finds_the_host_that_a_url_names),
};
TEST_MAIN
