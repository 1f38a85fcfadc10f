/* Whatever is wrong with a configuration, no error shows the password in it. Each text is wrong in a way of
 * its own, near the password or far from it. */
#include <base/error.h>
#include <fixture.h>
#include <pylog/config.h>
#include <stdio.h>
#include <string.h>

#include "config/dict_config.h"
#include "config/file_config.h"

static const struct fixture fixture;

static pylog_handler *refusing_factory(const struct pylog_field *kwargs, void *data) {
    (void)data;
    for (; kwargs->key; kwargs++)
        if (strcmp(kwargs->key, "password") == 0)
            pylog__fail_value("cannot log in as me:%s", kwargs->value.s);
    return NULL;
}

static size_t check(const char *text, const char *word) {
    int result = *text == '{' ? pylog__dict_config_text(text, strlen(text), "config")
                              : pylog__file_config_text(text, strlen(text), "config", NULL);
    if (result == -1 && !strstr(pylog_last_error(), "Tr0ub4") && !strstr(pylog_last_error(), "dor&3") &&
        strstr(pylog_last_error(), word))
        return 0;
    print_error("%s\n    %s\n", text, result ? pylog_last_error() : "taken");
    return 1;
}

/* The password is Tr0ub4dor&3; a stray character stands in the middle of it where that is what is wrong. */
#define INI(arguments, more)                                                                                 \
    "[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n[logger_root]\nhandlers=h\n"             \
    "[handler_h]\nclass=handlers.SMTPHandler\nargs=" arguments "\n" more
#define ROOT_LEVEL(level)                                                                                    \
    "[DEFAULT]\npassword=Tr0ub4dor&3\n[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n"        \
    "[logger_root]\nhandlers=\nlevel=" level "\n"
#define JSON(handler)                                                                                        \
    "{\"version\": 1, \"handlers\": {\"h\": {" handler "}}, \"root\": {\"handlers\": [\"h\"]}}"
#define SMTP                                                                                                 \
    "\"class\": \"logging.handlers.SMTPHandler\", \"mailhost\": \"h\", \"fromaddr\": \"a\", \"subject\": "   \
    "\"s\""

static void no_error_shows_a_password(void **state) {
    static const struct {
        const char *text, *word; /* which the error has */
    } wrong[] = {
        /* interpolation */
        { INI("('h','f',['t'],'s',('me','Tr0ub4%dor&3'))", ""), "'%' must be followed by" },
        { INI("('h','f',['t'],'s',('me','Tr0ub4%(dor&3'))", ""), "bad interpolation variable reference" },
        { INI("('h','f',['t'],'s',('me','Tr0ub4%(dor&3)s'))", ""), "Raw value: '***'" },
        { INI("('h','f',['t'],'s',('me','%(smtp_password)s'))", "smtp_password=Tr0ub4%dor&3"),
          "'%' must be followed by" },
        { INI("('h','f',['t'],'s',('me','%(x)s'))", "x=Tr0ub4dor&3%(x)s"), "Recursion limit exceeded" },
        { ROOT_LEVEL("%(password)s"), "Unknown level: '***'" },
        { ROOT_LEVEL("smtp://me:Tr0ub4dor&3@host"), "Unknown level: 'smtp://***@host'" },
        { ROOT_LEVEL("smtp://me:Tr0ub4%%dor&3@host"), "Unknown level: 'smtp://***@host'" },
        { ROOT_LEVEL("smtp://me:Tr0ub4%dor&3@host"), "'%' must be followed by" },
        { INI("('h',)", "kwargs={'credentials': ('me', 'Tr0ub4%dor&3')}"), "'%' must be followed by" },
        /* literals */
        { INI("('h','f',['t'],'s',('me',Tr0ub4dor3))", ""), "without quotes" },
        { INI("('h','f',['t'],'s',('me',Tr0ub4.dor3))", ""), "without quotes" },
        { INI("('h','f',['t'],'s',('me','Tr0ub4'dor3'))", ""), "without quotes" },
        { INI("('h','f',['t'],'s',('me','Tr0ub4dor&3',))(", ""), "calls" },
        { INI("('h','f',['t'],'s',('me','Tr0ub4dor&3)", ""), "line" },
        { INI("('h','f',['t'],'s',('me','Tr0ub4dor&3','more'))", ""), "too many values to unpack" },
        { INI("('h','f',['t'],'s',('me','Tr0ub4dor&3'),None,1,2,3)", ""), "positional arguments" },
        { INI("('h',)",
              "kwargs={'fromaddr':'f','toaddrs':'t','subject':'s','credentials':('me',Tr0ub4dor3)}"),
          "without quotes" },
        { INI("('h',)", "kwargs={'fromaddr':'f','toaddrs':'t','subject':'s','password':'Tr0ub4dor&3'}"),
          "unexpected keyword argument 'password'" },
        /* the file itself */
        { INI("('h','f',['t'],'s',\n('me','Tr0ub4dor&3'))", ""), "parsing errors" },
        { "password Tr0ub4dor&3\n" INI("()", ""), "no section headers" },
        { "[DEFAULT]\npassword Tr0ub4dor&3\n" INI("()", ""), "parsing errors" },
        { "[DEFAULT]\npassword=Tr0ub4dor&3\npassword=Tr0ub4dor&3\n" INI("()", ""), "already exists" },
        /* JSON */
        { JSON(SMTP ", \"toaddrs\": \"t\", \"credentials\": [\"me\", \"Tr0ub4dor&3\", 1]"), "unpack" },
        { JSON(SMTP ", \"toaddrs\": \"t\", \"credentials\": [\"me\", \"ext://Tr0ub4dor&3\"]"), "***" },
        { JSON(SMTP ", \"toaddrs\": \"t\", \"passwort\": \"Tr0ub4dor&3\""), "unexpected keyword" },
        { JSON(SMTP ", \"toaddrs\": \"t\", \"credentials\": [\"me\", \"Tr0ub4dor&3\"], \"level\": \"X\""),
          "Unknown level: 'X'" },
        { JSON("\"()\": \"my.Handler\", \"password\": \"Tr0ub4dor&3\""), "cannot log in as me:***" },
        { JSON("\"class\": \"logging.handlers.HTTPHandler\", \"host\": \"me:Tr0ub4dor&3@host\", \"url\": "
               "\"/\""),
          "nonnumeric port: '***@host'" },
        { "{\"version\": 1, \"password\": \"Tr0ub4dor&3\", \"rot\": \"Tr0ub4dor&3\"}", "unknown key" },
        { "{\"version\": 1, \"x\": \"Tr0ub4dor&3", "line 1 column" },
    };
    size_t failures = 0;
    (void)state;
    assert_int_equal(pylog_config_register_handler("my.Handler", refusing_factory, NULL), 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        failures += check(wrong[i].text, wrong[i].word);
    assert_int_equal(pylog_config_register_handler("my.Handler", NULL, NULL), 0);
    assert_int_equal(failures, 0);
}

/* Where there is no password, Python's sentence is whole; a logger may be called what it likes. */
static void other_errors_show_what_is_wrong(void **state) {
    static const struct {
        const char *text, *word;
    } wrong[] = {
        { "[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n[logger_root]\nhandlers=h\n"
          "[handler_h]\nclass=FileHandler\nargs=('%(nope)s.log',)\n",
          "Raw value: \"('%(nope)s.log',)\"" },
        { "[a]\nline\n", "'line\\n'" },
        { "{\"version\": 1, \"loggers\": {\"app.auth\": {\"level\": \"LOUD\"}}}", "Unknown level: 'LOUD'" },
    };
    size_t failures = 0;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        failures += check(wrong[i].text, wrong[i].word);
    assert_int_equal(failures, 0);
}

static void no_error_has_control_characters_of_the_text(void **state) {
    static const char text[] = "{\"version\": 1, \"a\\u001b[31m\\nb\": 1}";
    static const char other[] =
        JSON("\"class\": \"logging.StreamHandler\", \"level\": 1, \"\\u001b]0;title\\u0007\": 1");
    (void)state;
    pylog_config_set_strict(true);
    assert_int_equal(pylog__dict_config_text(text, strlen(text), NULL), -1);
    pylog_config_set_strict(false);
    assert_non_null(strstr(pylog_last_error(), "a\\x1b[31m\\x0ab: unknown key"));
    assert_int_equal(pylog__dict_config_text(other, strlen(other), NULL), -1);
    for (const char *at = pylog_last_error(); *at; at++)
        assert_true((unsigned char)*at >= ' ' || *at == '\n');
}

static const struct CMUnitTest tests[] = {
    TEST(no_error_shows_a_password),
    TEST(other_errors_show_what_is_wrong),
    TEST(no_error_has_control_characters_of_the_text),
};
TEST_MAIN
