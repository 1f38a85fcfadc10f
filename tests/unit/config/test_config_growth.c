/* A text of some hundred kilobytes, perhaps a client's, that asks for much more than that is refused before
 * the work is done. Each of these would take from many seconds to years. */
#include <base/buffer.h>
#include <base/number.h>
#include <fixture.h>
#include <pylog/config.h>
#include <string.h>

static struct pylog_buffer text;
static char storage[64];

static int set_up(void) {
    pylog__buffer_init(&text, storage, sizeof storage);
    return 0;
}

static int tear_down(void) {
    pylog__buffer_release(&text);
    pylog_config_set_strict(false);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .tear_down = tear_down };

static void put(const char *part) {
    pylog__put_string(&text, part);
}

/* So many times, with the number in place of each #. */
static void repeat(int count, const char *part) {
    for (int i = 0; i < count; i++)
        for (const char *at = part; *at; at++) {
            if (*at == '#')
                pylog__put_int(&text, i);
            else
                pylog__put_char(&text, *at);
        }
}

static int apply(void) {
    assert_false(text.failed);
    return *text.data == '{' ? pylog_dict_config_text(text.data, text.length)
                             : pylog_file_config_text(text.data, text.length, NULL);
}

static void assert_is_too_much(void) {
    assert_int_equal(apply(), -1);
    assert_non_null(strstr(pylog_last_error(), "asks for too much"));
}

#define INI "[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nhandlers=\n"

/* ---- JSON ------------------------------------------------------------------------------------ */

static void paths_that_lead_to_paths_are_followed_so_far(void **state) {
    (void)state;
    put("{\"version\": \"cfg://D.x15\", \"D\": {\"x0\": \"cfg://D\"");
    for (int i = 0; i < 15; i++) {
        pylog_buffer_printf(&text, ", \"x%d\": \"cfg://D", i + 1);
        for (int times = 0; times < 4; times++)
            pylog_buffer_printf(&text, ".x%d", i);
        put("\"");
    }
    put("}}");
    assert_is_too_much();
}

static void paths_through_long_lists_are_followed_so_far(void **state) {
    (void)state;
    put("{\"version\": 1, \"list\": [");
    repeat(100000, "1,");
    put("10], \"loggers\": {\"a\": {}");
    repeat(10000, ",\"l#\":{\"level\":\"cfg://list[100000]\"}");
    put("}}");
    assert_is_too_much();
}

static void a_long_list_is_not_taken_for_each_of_many_loggers(void **state) {
    (void)state;
    put("{\"version\": 1, \"handlers\": {\"h\": {\"class\": \"logging.NullHandler\"}}, \"x\": {\"handlers\": "
        "[\"h\"");
    repeat(10000, ",\"h\"");
    put("]}, \"loggers\": {\"a\": {}");
    repeat(10000, ",\"l#\":\"cfg://x\"");
    put("}}");
    assert_is_too_much();
}

static void names_of_loggers_have_only_so_many_levels(void **state) {
    (void)state;
    put("{\"version\": 1, \"loggers\": {\"");
    repeat(200000, "a.");
    put("a\": {}}}");
    assert_is_too_much();
}

static void a_list_of_filters_is_only_so_long(void **state) {
    (void)state;
    put("{\"version\": 1, \"filters\": {\"a\": {}");
    repeat(30000, ",\"f#\":{}");
    put("}, \"root\": {\"filters\": [\"a\"");
    repeat(30000, ",\"f#\"");
    put("]}}");
    assert_is_too_much();
}

/* Each password is looked for in the error. */
static void many_passwords_in_a_long_error_hide_all_of_it(void **state) {
    (void)state;
    put("{\"version\": \"");
    repeat(20000, "xxxxxxxxxx");
    put("\", \"a\": {\"token\": \"xxxy\"");
    repeat(20000, ",\"token#\":\"xxxy#\"");
    put("}}");
    assert_is_too_much();
    assert_null(strstr(pylog_last_error(), "xxx"));
}

/* Each is looked for among all paths. */
static void many_keys_that_only_paths_lead_to_are_looked_for_so_far(void **state) {
    (void)state;
    pylog_config_set_strict(true);
    put("{\"version\": 1");
    repeat(20000, ",\"k#\":0");
    put(",\"formatters\":{\"f\":{\"()\":\"x\",\"paths\":[0");
    repeat(20000, ",\"cfg://k#\"");
    put("]}}}");
    assert_is_too_much();
}

/* ---- INI ------------------------------------------------------------------------------------- */

static void a_logger_that_is_named_again_and_again_is_read_so_often(void **state) {
    (void)state;
    put("[loggers]\nkeys=root");
    repeat(50000, ",a");
    put("\n" INI "[logger_a]\nqualname=a\nhandlers=\n");
    repeat(10000, "k#=1\n");
    assert_is_too_much();
}

static void values_that_stand_for_values_are_put_in_so_often(void **state) {
    (void)state;
    put("[DEFAULT]\ne=\ne1=");
    repeat(300, "%(e)s");
    put("\ne2=");
    repeat(300, "%(e1)s");
    put("\npropagate=%(e2)s1\n[loggers]\nkeys=root");
    repeat(5000, ",a#");
    put("\n" INI);
    repeat(5000, "[logger_a#]\nqualname=a#\nhandlers=\n");
    assert_is_too_much();
}

static void many_keys_that_only_values_name_are_looked_for_so_far(void **state) {
    (void)state;
    pylog_config_set_strict(true);
    put("[loggers]\nkeys=root\n" INI);
    repeat(20000, "k#=1\n");
    put("x=");
    repeat(20000, "%(k#)s");
    put("\n");
    assert_is_too_much();
}

static void sections_are_looked_for_among_so_many_names(void **state) {
    (void)state;
    pylog_config_set_strict(true);
    put("[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=a");
    repeat(20000, ",f#");
    put("\n[logger_root]\nhandlers=\n[formatter_a]\n");
    repeat(20000, "[formatter_f#]\n");
    assert_is_too_much();
}

/* ---- What is large, and no more than that ---------------------------------------------------- */

static void a_large_configuration_is_taken(void **state) {
    (void)state;
    put("{\"version\": 1, \"handlers\": {\"a\": {\"class\": \"logging.NullHandler\"}");
    repeat(2000, ",\"h#\":{\"class\":\"logging.NullHandler\"}");
    put("}, \"root\": {\"handlers\": [\"a\"");
    repeat(2000, ",\"h#\"");
    put("]}, \"loggers\": {\"a\": {}");
    repeat(20000, ",\"some.name.of.a.logger.l#\":{\"level\":\"INFO\",\"handlers\":[\"h1\",\"h2\"]}");
    put("}}");
    assert_int_equal(apply(), 0);
}

static const struct CMUnitTest tests[] = {
    TEST(paths_that_lead_to_paths_are_followed_so_far),
    TEST(paths_through_long_lists_are_followed_so_far),
    TEST(a_long_list_is_not_taken_for_each_of_many_loggers),
    TEST(names_of_loggers_have_only_so_many_levels),
    TEST(a_list_of_filters_is_only_so_long),
    TEST(many_passwords_in_a_long_error_hide_all_of_it),
    TEST(many_keys_that_only_paths_lead_to_are_looked_for_so_far),
    TEST(a_logger_that_is_named_again_and_again_is_read_so_often),
    TEST(values_that_stand_for_values_are_put_in_so_often),
    TEST(many_keys_that_only_values_name_are_looked_for_so_far),
    TEST(sections_are_looked_for_among_so_many_names),
    TEST(a_large_configuration_is_taken),
};
TEST_MAIN
