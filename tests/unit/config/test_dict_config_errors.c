/* Configurations that are wrong: what is said about them, in CPython's words
 * where it has some, and where. */
#include "capture.h"
#include <handler_names.h>
#include <errno.h>
#include "files.h"
#include <fixture.h>
#include <pylog/config.h>
#include <stdio.h>
#include <string.h>
#include "tables/dict_errors.h"

static const char *const directory = "dict_config_errors";

static const struct fixture fixture = { .directory = directory };

/* With ' for ". */
static int configure(const char *text) {
    char json[2048];
    snprintf(json, sizeof json, "%s", text);
    for (char *at = json; *at; at++)
        if (*at == '\'')
            *at = '"';
    return pylog_dict_config(json);
}

/* ---- CPython's words
 * ------------------------------------------------------------------------- */

static bool says(const char *const *sentences) {
    while (*sentences && strstr(pylog_last_error(), *sentences))
        sentences++;
    return !*sentences;
}

static bool begins_with(const char *path) {
    size_t length = strlen(path);
    const char *error = pylog_last_error();
    return !length || (strncmp(error, path, length) == 0 && strncmp(error + length, ": ", 2) == 0);
}

static void says_what_cpython_says_and_where(void **state) {
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int result = configure(rows[i].json);
        if (result == -1 && errno && begins_with(rows[i].path) && says(rows[i].sentences) &&
            strstr(pylog_last_error(), "(line 1, column "))
            continue;
        wrong++;
        print_error("%s\n    %s: %s\n    gave %d: %s\n", rows[i].json, rows[i].path, rows[i].sentences[0],
                    result, result ? pylog_last_error() : "");
    }
    assert_int_equal(wrong, 0);
}

/* ---- pylog's own
 * -----------------------------------------------------------------------------
 */

#define STREAM "{ 'class': 'logging.StreamHandler' }"

static const struct {
    const char *json, *error;
} own_rows[] = {
    { "", "Expecting value: line 1 column 1 (char 0)" },
    { "{ 'version': 1,\n }", "Illegal trailing comma before end of object: line 1 column 15 (char 14)" },
    { "[]", "a dict is needed here, not list (line 1, column 1)" },
    { "{ 'version': 1, 'handler': {} }", "handler: unknown key; did you mean handlers? (line 1, column 28)" },
    { "{ 'version': 1, 'disable_existing_logger': false }",
      "disable_existing_logger: unknown key; did you mean "
      "disable_existing_loggers? (line 1, column 44)" },
    { "{ 'version': 1, 'handlers': [] }", "handlers: a dict is needed here, not list (line 1, column 29)" },
    { "{ 'version': 1, 'loggers': null }",
      "loggers: a dict is needed here, not NoneType (line 1, column 28)" },
    { "{ 'version': 1, 'loggers': {\n 'a': { 'levle': 'INFO' } } }",
      "loggers.a.levle: unknown key; did you mean level? (line 2, column 18)" },
    { "{ 'version': 1, 'root': { 'handler': [] } }",
      "root.handler: unknown key; did you mean handlers? (line 1, column 38)" },
    { "{ 'version': 1, 'filters': { 'f': { 'names': 'x' } } }",
      "filters.f.names: unknown key; did you mean name? (line 1, column 46)" },
    { "{ 'version': 1, 'handlers': { 'file': { 'class': "
      "'logging.handlers.RotatingFileHandler',\n"
      "  'filename': 'x', 'maxByte': 5 } } }",
      "handlers.file.maxByte: unknown key; did you mean maxBytes? Unable to "
      "configure handler 'file': "
      "RotatingFileHandler.__init__() got an unexpected keyword argument "
      "'maxByte' (line 2, column 31)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.StreamHandler', "
      "'formater': 'x' } } }",
      "handlers.h.formater: unknown key; did you mean formatter? Unable to "
      "configure handler 'h': "
      "StreamHandler.__init__() got an unexpected keyword argument 'formater' "
      "(line 1, column 84)" },
    { "{ 'version': 1, 'handlers': { 'h': {} } }",
      "handlers.h: Unable to configure handler 'h': a handler needs a 'class' "
      "(line 1, column 36)" },
    { "{ 'version': 1, 'handlers': { 'h': [] } }",
      "handlers.h: Unable to configure handler 'h': a dict is needed here, not "
      "list (line 1, column 36)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.Formatter' } } }",
      "handlers.h: Unable to configure handler 'h': logging.Formatter is "
      "something else than what is needed here "
      "(line 1, column 36)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'my.Handler' } } }",
      "handlers.h: Unable to configure handler 'h': Cannot resolve "
      "'my.Handler': No module named 'my'; make it known by "
      "pylog_config_register_handler(\"my.Handler\", ...) (line 1, column 36)" },
    { "{ 'version': 1, 'handlers': { 'h': { '()': 'my.handler' } } }",
      "handlers.h: Unable to configure handler 'h': Cannot resolve "
      "'my.handler': No module named 'my'; make it known by "
      "pylog_config_register_handler(\"my.handler\", ...) (line 1, column 36)" },
    { "{ 'version': 1, 'formatters': { 'f': { 'class': 'my.Formatter' } } }",
      "formatters.f: Unable to configure formatter 'f': Cannot resolve "
      "'my.Formatter': No module named 'my'; make it known by "
      "pylog_config_register_formatter(\"my.Formatter\", ...) (line 1, column 38)" },
    { "{ 'version': 1, 'filters': { 'f': { '()': 'my.Filter' } } }",
      "filters.f: Unable to configure filter 'f': Cannot resolve 'my.Filter': "
      "No module named 'my'; make it known by "
      "pylog_config_register_filter(\"my.Filter\", ...) (line 1, column 35)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.StreamHandler', "
      "'stream': 'ext://my.stream' } } }",
      "handlers.h.stream: Unable to configure handler 'h': Cannot resolve "
      "'my.stream': No module named 'my'; make it known by "
      "pylog_config_register_stream(\"my.stream\", ...) (line 1, column 82)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.handlers.RotatingFileHandler', "
      "'filename': 'x', '.': { 'namer': 'ext://my.namer' } } } }",
      "handlers.h.'.'.namer: Unable to configure handler 'h': Cannot resolve "
      "'my.namer': No module named 'my'; make it known by "
      "pylog_config_register_namer(\"my.namer\", ...) (line 1, column 120)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.handlers.QueueHandler', "
      "'queue': 'my.Queue' } } }",
      "handlers.h.queue: Unable to configure handler 'h': Cannot resolve "
      "'my.Queue': No module named 'my' (line 1, column 89)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.StreamHandler', "
      "'.': { 'terminater': '' } } } }",
      "handlers.h.'.'.terminater: unknown key; did you mean terminator? Unable "
      "to configure handler 'h': "
      "'StreamHandler' object has no attribute 'terminater' that can be set "
      "(line 1, column 93)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.StreamHandler', "
      "'stream': 'sys.stdout' } } }",
      "handlers.h.stream: Unable to configure handler 'h': a stream, "
      "ext://sys.stdout say, is needed here, not "
      "str (line 1, column 82)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.FileHandler', "
      "'filename': 5 } } }",
      "handlers.h.filename: Unable to configure handler 'h': a str is needed "
      "here, not int "
      "(line 1, column 82)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.FileHandler', "
      "'filename': 'ext://sys.stderr' } } }",
      "handlers.h.filename: Unable to configure handler 'h': a str is needed "
      "here, not the stream sys.stderr "
      "(line 1, column 82)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': "
      "'logging.handlers.SysLogHandler', 'facility': 'nope' } } }",
      "handlers.h.facility: Unable to configure handler 'h': Unknown facility: "
      "'nope' (line 1, column 93)" },
    { "{ 'version': 1, 'handlers': { 'h': { 'class': "
      "'logging.handlers.TimedRotatingFileHandler',\n"
      " 'filename': 'x', 'when': 'midnight', 'atTime': '25:00' } } }",
      "handlers.h.atTime: Unable to configure handler 'h': Invalid isoformat "
      "string: '25:00' "
      "(line 2, column 49)" },
    { "{ 'version': 1, 'handlers': { 'console': " STREAM " }, 'root': { 'handlers': ['consle'] } }",
      "root.handlers: did you mean console? Unable to configure root logger: Unable to add handler 'consle': "
      "'consle' "
      "(line 1, column 105)" },
    { "{ 'version': 1, 'formatters': { 'brief': {} }, 'handlers': { 'h': { 'class': "
      "'logging.StreamHandler',\n"
      " 'formatter': 'breif' } } }",
      "handlers.h.formatter: did you mean brief? Unable to configure handler 'h': Unable to set formatter "
      "'breif': "
      "'breif' (line 2, column 15)" },
    { "{ 'version': 1, 'handlers': { 'file': { 'class': 'logging.handlers.MemoryHandler', 'capacity': 1,\n"
      " 'target': 'flie' } } }",
      "handlers.file.target: did you mean file? Unable to configure handler 'file': Unable to set target "
      "handler "
      "'flie': 'flie' (line 2, column 12)" },
    { "{ 'version': 1, 'handlers': { "
      "'consolxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxe':\n" STREAM
      " },\n 'root': { 'handlers': ['console'] } }",
      "root.handlers: Unable to configure root logger: Unable to add handler 'console': 'console' "
      "(line 3, column 25)" },
    { "{ 'version': 1, 'handlers': { 'a': 'cfg://handlers.a' } }",
      "handlers.a: Unable to configure handler 'a': maximum recursion depth "
      "exceeded: cfg:// leads in circles "
      "(line 1, column 36)" },
};

static void says_where_a_key_or_a_value_is_wrong(void **state) {
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof own_rows / sizeof *own_rows; i++) {
        int result = configure(own_rows[i].json);
        if (result == -1 && errno == EINVAL && strcmp(pylog_last_error(), own_rows[i].error) == 0)
            continue;
        wrong++;
        print_error("%s\n    should give %s\n    and gave    %s\n", own_rows[i].json, own_rows[i].error,
                    result ? pylog_last_error() : "no error");
    }
    assert_int_equal(wrong, 0);
}

static void tells_the_file_with_the_error(void **state) {
    (void)state;
    files_write("dict_config_errors/bad.json", "{ \"version\": 1,\n  \"rot\": {} }\n");
    assert_int_equal(pylog_dict_config_file("dict_config_errors/bad.json"), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "dict_config_errors/bad.json: rot: unknown key; did you "
                                            "mean root? (line 2, column 10)");
    assert_int_equal(pylog_dict_config_file("dict_config_errors/none.json"), -1);
    assert_int_equal(errno, ENOENT);
    assert_string_equal(pylog_last_error(),
                        "[Errno 2] No such file or directory: 'dict_config_errors/none.json'");
}

/* ---- What is left
 * ----------------------------------------------------------------------------
 */

static const char in_force[] = "{ 'version': 1, 'handlers': { 'old': { 'class': 'logging.FileHandler',"
                               "  'filename': 'dict_config_errors/old.log' } }, 'loggers': { 'a': { "
                               "'level': 'INFO' } },"
                               "  'root': { 'level': 'WARNING', 'handlers': ['old'] } }";

static void takes_bytes_that_have_nothing_behind_them(void **state) {
    static const char bytes[] = "{\"version\": 1, \"root\": {\"level\": \"ERROR\"}} and more";
    (void)state;
    assert_int_equal(pylog_dict_config_text(bytes, sizeof bytes - sizeof " and more"), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    assert_int_equal(pylog_dict_config_text(bytes, sizeof bytes - 1), -1);
    assert_string_equal(pylog_last_error(), "Extra data: line 1 column 44 (char 43)");
    assert_int_equal(pylog_dict_config_text("", 0), -1);
    assert_string_equal(pylog_last_error(), "Expecting value: line 1 column 1 (char 0)");
    assert_int_equal(pylog_dict_config_text("{\"version\": 1}\0", 15), -1);
    assert_int_equal(pylog_dict_config_text(NULL, 0), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "a text is needed, not NULL");
}

static void leaves_the_configuration_in_force_as_it_was(void **state) {
    (void)state;
    assert_int_equal(configure(in_force), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(configure(rows[i].json), -1);
    pylog_handler *old = pylog_get_handler_by_name("old");
    assert_non_null(old);
    pylog_handler_unref(old);
    assert_int_equal(names_of_handlers(NULL, 0), 1);
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 1);
    pylog_info(pylog_get_logger("a"), "still there");
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(old, &stats);
    assert_int_equal(stats.reconnects, 0);
    files_assert("dict_config_errors/old.log", "still there\n");
}

static void makes_and_empties_no_file(void **state) {
    (void)state;
    files_write("dict_config_errors/full.log", "kept\n");
    assert_int_equal(configure("{ 'version': 1, 'handlers': {"
                               "  'a': { 'class': 'logging.FileHandler', 'filename': "
                               "'dict_config_errors/new.log' },"
                               "  'b': { 'class': 'logging.FileHandler', 'filename': "
                               "'dict_config_errors/full.log', 'mode': 'w' },"
                               "  'c': { 'class': 'logging.FileHandler', 'filename': "
                               "'dict_config_errors/w.log', 'mode': 'w' },"
                               "  'd': { 'class': 'logging.FileHandler', 'filename': "
                               "'dict_config_errors/x.log', 'mode': 'x' },"
                               "  'e': { 'class': 'logging.FileHandler', 'filename': "
                               "'dict_config_errors/none/e.log' } } }"),
                     -1);
    assert_int_equal(errno, ENOENT);
    assert_non_null(strstr(pylog_last_error(), "handlers.e: Unable to configure handler 'e': [Errno 2]"));
    assert_string_equal(files_in("dict_config_errors"), "full.log ");
    files_assert("dict_config_errors/full.log", "kept\n");
}

static pylog_handler *configuring_factory(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    assert_int_equal(pylog_dict_config("{\"version\": 1}"), -1);
    assert_string_equal(pylog_last_error(), "a configuration is being applied by this very thread");
    return pylog_null_handler_new();
}

static void refuses_to_configure_within_a_factory(void **state) {
    (void)state;
    assert_int_equal(pylog_config_register_handler("my.Handler", configuring_factory, NULL), 0);
    assert_int_equal(configure("{ 'version': 1, 'handlers': { 'h': { 'class': 'my.Handler' } } }"), 0);
    assert_int_equal(pylog_config_register_handler("my.Handler", NULL, NULL), 0);
}

static pylog_handler *failing_factory(const struct pylog_field *kwargs, void *data) {
    (void)kwargs;
    errno = *(int *)data;
    return NULL;
}

static void tells_that_a_factory_failed(void **state) {
    int error = EACCES;
    (void)state;
    assert_int_equal(pylog_config_register_handler("my.Handler", failing_factory, &error), 0);
    assert_int_equal(configure("{ 'version': 1, 'handlers': { 'h': { 'class': 'my.Handler' } } }"), -1);
    assert_int_equal(errno, EACCES);
    assert_string_equal(pylog_last_error(), "handlers.h: Unable to configure handler 'h': [Errno 13] "
                                            "Permission denied "
                                            "(line 1, column 36)");
    assert_int_equal(pylog_config_register_handler("my.Handler", NULL, NULL), 0);
}

static const struct CMUnitTest tests[] = {
    TEST(says_what_cpython_says_and_where), TEST(says_where_a_key_or_a_value_is_wrong),
    TEST(tells_the_file_with_the_error),
    TEST(takes_bytes_that_have_nothing_behind_them),    TEST(leaves_the_configuration_in_force_as_it_was),
    TEST(makes_and_empties_no_file),        TEST(refuses_to_configure_within_a_factory),
    TEST(tells_that_a_factory_failed),
};
TEST_MAIN
