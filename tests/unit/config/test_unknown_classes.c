/* Classes that nobody has registered, and what takes their place if the program wants that. */
#include <capture.h>
#include <config/file_config.h>
#include <config/names.h>
#include <errno.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <pylog/config.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "configs.h"

static int set_up(void) {
    pylog__names_reset();
    configs_begin();
    pylog_config_ignore_unknown_classes(true);
    return 0;
}

static int tear_down(void) {
    pylog_config_ignore_unknown_classes(false);
    pylog_set_raise_exceptions(true);
    configs_end();
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .tear_down = tear_down };

/* Apply what must be taken; what it says on stderr, to be freed. */
static char *said_by(const char *text) {
    capture_stderr_begin();
    int result = *text == '{' ? apply_json(text) : pylog__file_config_text(text, strlen(text), NULL, NULL);
    char *said = capture_stderr_end();
    if (result)
        fail_msg("%s", pylog_last_error());
    return said;
}

static void assert_says(const char *text, const char *expected) {
    char *said = said_by(text);
    assert_string_equal(said, expected);
    free(said);
}

static int set_up_without_memory(void) {
    pylog_config_ignore_unknown_classes(true);
    return 0;
}

static int tear_down_without_memory(void) {
    pylog_config_ignore_unknown_classes(false);
    pylog__names_reset();
    return 0;
}

static const struct fixture without_memory = {
    .counts_memory = true, .set_up = set_up_without_memory, .tear_down = tear_down_without_memory
};

#define OUT "'out': { 'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'"

static void a_handler_that_is_not_known_is_a_null_handler(void **state) {
    (void)state;
    assert_says("{ 'version': 1, 'handlers': { 'mail': { 'class': 'my.MailHandler', 'to': ['a', {}], "
                "'level': 'ERROR' }, "
                "'rows': { '()': 'my.rows', '$x': 1, '.': { 'y': 1 } }, " OUT
                " } }, 'root': { 'handlers': ['mail', "
                "'rows', 'out'] } }",
                "pylog: nothing is registered as my.MailHandler: a NullHandler takes its place\n"
                "pylog: nothing is registered as my.rows: a NullHandler takes its place\n");
    char repr[64];
    pylog_handler *handler = pylog_get_handler_by_name("mail");
    pylog_handler_repr(handler, repr, sizeof repr);
    assert_string_equal(repr, "<NullHandler (ERROR)>");
    pylog_handler_unref(handler);
    pylog_error(NULL, "lost by none");
    assert_string_equal(printed(), "lost by none\n");
}

static void a_formatter_that_is_not_known_is_the_default_one(void **state) {
    (void)state;
    assert_says("{ 'version': 1, 'formatters': { 'f': { 'class': 'my.Formatter', 'format': '%(colour)s', "
                "'style': '?' } }, "
                "'handlers': { " OUT ", 'formatter': 'f' } }, 'root': { 'handlers': ['out'] } }",
                "pylog: nothing is registered as my.Formatter: the default formatter takes its place\n");
    pylog_error(NULL, "text");
    assert_string_equal(printed(), "text\n");
}

static void a_filter_that_is_not_known_lets_all_pass(void **state) {
    (void)state;
    assert_says(
        "{ 'version': 1, 'filters': { 'f': { '()': 'my.Filter', 'words': ['a'] } }, 'handlers': { " OUT
        ", 'filters': ['f'] } }, 'root': { 'handlers': ['out'] } }",
        "pylog: nothing is registered as my.Filter: a filter that lets all records pass takes its place\n");
    pylog_error(NULL, "text");
    assert_string_equal(printed(), "text\n");
}

#define INI(class, args)                                                                                     \
    "[formatters]\nkeys=\n[handlers]\nkeys=h\n[loggers]\nkeys=root\n[logger_root]\nhandlers=h\n[handler_h]"  \
    "\nclass=" class "\nargs=" args "\n"

static void it_holds_for_ini_files(void **state) {
    (void)state;
    assert_says(INI("my.Handler", "('x', 1, [None])"),
                "pylog: nothing is registered as my.Handler: a NullHandler takes its place\n");
    assert_says(INI("my.Other", "(my.Conf(), %(nope)s)\nkwargs={'x': lambda: 1}"),
                "pylog: nothing is registered as my.Other: a NullHandler takes its place\n");
    assert_says("[formatters]\nkeys=f\n[formatter_f]\nclass=my.Formatter\ndefaults=my.defaults()\n"
                "[handlers]\nkeys=\n[loggers]\nkeys=root\n[logger_root]\nhandlers=\n",
                "pylog: nothing is registered as my.Formatter: the default formatter takes its place\n");
}

static pylog_handler *make_registered(const struct pylog_field *kwargs, void *data) {
    (void)kwargs;
    return capture_new(data);
}

static void arguments_of_a_known_class_are_looked_at(void **state) {
    static const char pythons[] = INI("StreamHandler", "(my.Conf(),)"),
                      text[] = INI("my.Handler", "(my.Conf(),)");
    (void)state;
    assert_refused(pylog__file_config_text(pythons, sizeof pythons - 1, NULL, NULL),
                   "handler_h.args: of calls only");
    assert_int_equal(pylog_config_register_handler("my.Handler", make_registered, NULL), 0);
    assert_refused(pylog__file_config_text(text, sizeof text - 1, NULL, NULL),
                   "handler_h.args: of calls only");
    pylog__names_reset();
    pylog_config_ignore_unknown_classes(false);
    assert_refused(pylog__file_config_text(text, sizeof text - 1, NULL, NULL),
                   "handler_h.args: of calls only");
}

/* There `handlers.` means logging.handlers. */
static void what_is_mistyped_in_an_ini_file_is_an_error(void **state) {
    static const char *const texts[] = {
        INI("handlers.RotatingFileHandlr", "('x', 'a', 10)"),
        INI("config.Handler", "()"),
        INI("logging.handlers.RotatingFileHandlr", "()"),
        INI("StreamHandlr", "()"),
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_refused(pylog__file_config_text(texts[i], strlen(texts[i]), NULL, NULL), "Cannot resolve");
    assert_says("{ 'version': 1, 'handlers': { 'h': { 'class': 'handlers.Mine' } } }",
                "pylog: nothing is registered as handlers.Mine: a NullHandler takes its place\n");
    assert_says(
        "[formatters]\nkeys=f\n[formatter_f]\nclass=handlers.Formatter\n[handlers]\nkeys=\n[loggers]\nkeys="
        "root\n"
        "[logger_root]\nhandlers=\n",
        "pylog: nothing is registered as handlers.Formatter: the default formatter takes its place\n");
    assert_says(INI("handlersof.Mine", "()"),
                "pylog: nothing is registered as handlersof.Mine: a NullHandler takes its place\n");
    assert_int_equal(pylog_config_register_handler("handlers.Mine", make_registered, NULL), 0);
    assert_says(INI("handlers.Mine", "()"), "");
}

static void a_name_is_told_once(void **state) {
    static const char *const text =
        "{ 'version': 1, 'handlers': { 'a': { 'class': 'my.Handler' }, 'b': { 'class': 'my.Handler' } } }";
    (void)state;
    assert_says(text, "pylog: nothing is registered as my.Handler: a NullHandler takes its place\n");
    assert_says(text, "");
}

/* Configurations may come from outside, with other names each time. */
static void a_hundred_names_are_told_and_no_more(void **state) {
    char text[128], line[128];
    (void)state;
    for (int i = 1; i <= 102; i++) {
        snprintf(text, sizeof text, "{ 'version': 1, 'handlers': { 'a': { 'class': 'my.H%d' } } }", i);
        snprintf(line, sizeof line, "pylog: nothing is registered as my.H%d: a NullHandler takes its place\n",
                 i);
        assert_says(text, i <= 100 ? line : "");
    }
}

static void it_is_told_to_nobody_who_does_not_want_to_know(void **state) {
    (void)state;
    pylog_set_raise_exceptions(false);
    assert_says("{ 'version': 1, 'handlers': { 'a': { 'class': 'my.Handler' } } }", "");
}

static void a_name_of_somebody_else_cannot_command_a_terminal(void **state) {
    (void)state;
    assert_says("{ 'version': 1, 'handlers': { 'a': { 'class': 'my.\\u001b[31m' } } }",
                "pylog: nothing is registered as my.\\x1b[31m: a NullHandler takes its place\n");
}

static void what_is_registered_is_made(void **state) {
    (void)state;
    assert_int_equal(pylog_config_register_handler("my.Handler", make_registered, NULL), 0);
    assert_says("{ 'version': 1, 'handlers': { 'a': { 'class': 'my.Handler' } } }", "");
}

/* What cannot be a class of somebody else's, or cannot be done without. */
static void other_names_are_errors_as_before(void **state) {
    static const char *const refused[][2] = {
        { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.StreamHandlr' } } }", "Cannot resolve" },
        { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.handlers.Nothing' } } }",
          "Cannot resolve" },
        { "{ 'version': 1, 'handlers': { 'h': { 'class': 'StreamHandler' } } }", "Cannot resolve" },
        { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.StreamHandler', 'stream': "
          "'ext://my.stream' } } }",
          "Cannot resolve" },
        { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.handlers.QueueHandler', 'queue': "
          "'my.Queue' } } }",
          "Cannot resolve" },
        { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.handlers.QueueHandler', 'listener': "
          "'my.Listener' } } }",
          "Cannot resolve" },
        { "{ 'version': 1, 'handlers': { 'h': { 'class': 'my.Handler', 'level': 'LOUD' } } }",
          "Unknown level" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_refused(apply_json(refused[i][0]), refused[i][1]);
}

static void without_memory_nothing_leaks(void **state) {
    static const char text[] = "{\"version\": 1, \"handlers\": {\"a\": {\"class\": \"my.Handler\"}}, "
                               "\"formatters\": {\"a\": {\"class\": \"my.Formatter\"}}, "
                               "\"filters\": {\"a\": {\"()\": \"my.Filter\"}}}";
    size_t n = 0;
    (void)state;
    capture_stderr_begin();
    assert_int_equal(pylog_dict_config(text), 0);
    assert_int_equal(pylog_dict_config("{\"version\": 1}"), 0);
    pylog__names_reset();
    const size_t blocks = failing_allocator_blocks();
    do {
        failing_allocator_fail_at(++n);
        int result = pylog_dict_config(text);
        bool failed = failing_allocator_has_failed();
        failing_allocator_fail_at(0);
        if (result && (!failed || errno != ENOMEM))
            fail_msg("allocation %zu: %s", n, pylog_last_error());
        assert_int_equal(pylog_dict_config("{\"version\": 1}"), 0);
        pylog__names_reset();
        if (failing_allocator_blocks() != blocks)
            fail_msg("allocation %zu: %zu blocks are left", n, failing_allocator_blocks() - blocks);
        if (!failed)
            break;
    } while (n < 1000);
    free(capture_stderr_end());
    assert_true(n > 10 && n < 1000);
}

static const struct CMUnitTest tests[] = {
    TEST(a_handler_that_is_not_known_is_a_null_handler),
    TEST(a_formatter_that_is_not_known_is_the_default_one),
    TEST(a_filter_that_is_not_known_lets_all_pass),
    TEST(it_holds_for_ini_files),
    TEST(arguments_of_a_known_class_are_looked_at),
    TEST(what_is_mistyped_in_an_ini_file_is_an_error),
    TEST(a_name_is_told_once),
    TEST(a_hundred_names_are_told_and_no_more),
    TEST(it_is_told_to_nobody_who_does_not_want_to_know),
    TEST(a_name_of_somebody_else_cannot_command_a_terminal),
    TEST(what_is_registered_is_made),
    TEST(other_names_are_errors_as_before),
    TEST_IN(without_memory, without_memory_nothing_leaks),
};
TEST_MAIN
