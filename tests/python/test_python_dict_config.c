/* dict_config, by the behaviour that CPython's own ConfigDictTest asks for. What is printed and what is said
 * of errors, case by case: tests/conformance, pairs `configurations` and `refused_configurations`. */
#define _POSIX_C_SOURCE 200809L

#include <configs.h>
#include <handler_names.h>
#include <errno.h>
#include <files.h>
#include <fixture.h>
#include <loopback.h>
#include <pylog/config.h>
#include <string.h>

static int set_up(void) {
    configs_begin();
    return 0;
}

static int tear_down(void) {
    pylog_stop_listening();
    assert_int_equal(pylog_dict_config("{\"version\": 1}"), 0);
    return 0;
}

static int clean_up(void) {
    configs_end();
    return 0;
}

static const struct fixture fixture = {
    .seconds = 60, .directory = "python_dict_config", .set_up = set_up, .tear_down = tear_down, .clean_up = clean_up
};

/* ---- Texts, with ' for " --------------------------------------------------------------------- */

#define BRIEF   "'formatters': { 'brief': { 'format': '%(levelname)s ++ %(message)s' } }"
#define STDOUT  "'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'"
#define CONSOLE "'handlers': { 'console': { " STDOUT ", 'formatter': 'brief', 'level': 'NOTSET' } }"
#define PLAIN   "'version': 1, " BRIEF ", " CONSOLE

/* ---- Loggers and handlers -------------------------------------------------------------------- */

static void the_root_gets_level_and_handler(void **state) {
    (void)state;
    assert_int_equal(apply_json("{ " PLAIN ", 'root': { 'level': 'WARNING', 'handlers': ['console'] } }"), 0);
    log_info_and_error(NULL);
    assert_string_equal(printed(), "ERROR ++ 2\n");
}

static const char below_the_root[] =
    "{ " PLAIN ", 'loggers': { 'app.parser': { 'level': 'DEBUG', 'handlers': ['console'] } },"
    "  'root': { 'level': 'WARNING' } }";

static void a_logger_below_the_root_gets_a_handler(void **state) {
    (void)state;
    assert_int_equal(apply_json(below_the_root), 0);
    log_info_and_error("app.parser");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\n");
}

static void loggers_that_are_not_named_are_disabled(void **state) {
    (void)state;
    assert_int_equal(apply_json(below_the_root), 0);
    log_info_and_error("app.parser");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\n");
    assert_int_equal(
        apply_json("{ " PLAIN
                   ", 'loggers': { 'app.lexer': { 'level': 'DEBUG', 'handlers': ['console'] } } }"),
        0);
    assert_true(pylog_logger_disabled(pylog_get_logger("app.parser")));
    log_info_and_error("app.parser");
    log_info_and_error("app.lexer");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\n");
}

#define APP_AND_LEXER "'loggers': { 'app': { 'level': 'DEBUG', 'handlers': ['console'] }, 'app.lexer': {} }"

static void loggers_that_are_not_named_may_be_kept(void **state) {
    (void)state;
    assert_int_equal(apply_json(below_the_root), 0);
    assert_int_equal(apply_json("{ 'disable_existing_loggers': false, " PLAIN ", " APP_AND_LEXER " }"), 0);
    assert_false(pylog_logger_disabled(pylog_get_logger("app.parser")));
    log_info_and_error("app.parser");
    log_info_and_error("app.lexer");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\nINFO ++ 1\nERROR ++ 2\n");
}

/* "app-other" stands between "app" and "app.lexer" in the order of characters, and is no child of "app". */
static void children_of_a_named_logger_stay_enabled_and_others_do_not(void **state) {
    (void)state;
    assert_int_equal(apply_json("{ " PLAIN ", 'loggers': { 'app.parser': { 'level': 'DEBUG' } },"
                                "  'root': { 'handlers': ['console'] } }"),
                     0);
    pylog_logger *other = pylog_get_logger("app-other");
    log_info_and_error("app.parser");
    pylog_critical(other, "3");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\nCRITICAL ++ 3\n");

    assert_int_equal(apply_json("{ 'disable_existing_loggers': true, " PLAIN ", " APP_AND_LEXER
                                ", 'root': { 'level': 'WARNING' } }"),
                     0);
    assert_false(pylog_logger_disabled(pylog_get_logger("app.parser")));
    log_info_and_error("app.parser");
    log_info_and_error("app.lexer");
    pylog_critical(other, "3");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\nINFO ++ 1\nERROR ++ 2\n");
}

static void a_logger_that_is_named_is_enabled_again(void **state) {
    static const char *const kept = "{ 'disable_existing_loggers': false, " PLAIN
                                    ", 'loggers': { 'a': { 'level': 'DEBUG', 'handlers': ['console'] } } }";
    pylog_logger *logger = pylog_get_logger("a");
    (void)state;
    assert_int_equal(apply_json(kept), 0);
    assert_false(pylog_logger_disabled(logger));
    assert_int_equal(apply_json("{ 'version': 1 }"), 0);
    assert_true(pylog_logger_disabled(logger));
    assert_int_equal(apply_json("{ " PLAIN ", 'loggers': { 'a': { 'handlers': ['console'] } } }"), 0);
    assert_false(pylog_logger_disabled(logger));
}

static void incremental_changes_levels_of_loggers_and_handlers(void **state) {
    pylog_logger *parser = pylog_get_logger("app.parser");
    (void)state;
    assert_int_equal(
        apply_json("{ 'version': 1, 'handlers': { 'console': { " STDOUT ", 'level': 'WARNING' } },"
                   "  'loggers': { 'app.parser': { 'level': 'WARNING', 'handlers': ['console'] } } }"),
        0);
    pylog_info(parser, "1");
    assert_int_equal(
        apply_json("{ 'version': 1, 'incremental': true, 'handlers': { 'console': { 'level': 'WARNING' } },"
                   "  'loggers': { 'app.parser': { 'level': 'INFO' } } }"),
        0);
    pylog_info(parser, "2");
    assert_string_equal(printed(), "");
    assert_int_equal(
        apply_json("{ 'version': 1, 'incremental': true, 'handlers': { 'console': { 'level': 'INFO' } } }"),
        0);
    pylog_info(parser, "3");
    assert_string_equal(printed(), "3\n");
}

static void filters_of_handler_and_logger_are_asked(void **state) {
    (void)state;
    assert_int_equal(apply_json("{ 'version': 1, 'filters': { 'parser': { 'name': 'app.parser' } },"
                                "  'handlers': { 'console': { " STDOUT ", 'filters': ['parser'] } },"
                                "  'loggers': { 'app.parser': { 'level': 'DEBUG', 'filters': ['parser'] } },"
                                "  'root': { 'level': 'WARNING', 'handlers': ['console'] } }"),
                     0);
    pylog_warning(pylog_get_logger("app.parser"), "1");
    pylog_warning(pylog_get_logger("app"), "2");
    pylog_warning(pylog_get_logger("app.lexer"), "3");
    pylog_warning(pylog_get_logger("app.parser.codegen"), "4");
    assert_string_equal(printed(), "1\n4\n");
}

static void values_may_be_references_into_the_text(void **state) {
    (void)state;
    assert_int_equal(
        apply_json(
            "{ 'version': 1, 'true_formatters': { 'brief': { 'format': '%(levelname)s ++ %(message)s' } },"
            "  'handler_configs': { 'console': { " STDOUT ", 'formatter': 'brief' } },"
            "  'formatters': 'cfg://true_formatters',"
            "  'handlers': { 'console': 'cfg://handler_configs[console]' },"
            "  'loggers': { 'app.parser': { 'level': 'DEBUG', 'handlers': ['console'] } } }"),
        0);
    log_info_and_error("app.parser");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\n");
}

static void attributes_are_set(void **state) {
    (void)state;
    assert_int_equal(apply_json("{ 'version': 1, 'handlers': { 'console': { " STDOUT
                                ", '.': { 'terminator': '!\\n' } } },"
                                "  'root': { 'handlers': ['console'] } }"),
                     0);
    pylog_warning(NULL, "Exclamation");
    assert_string_equal(printed(), "Exclamation!\n");
}

static void attributes_that_mean_nothing_are_let_pass(void **state) {
    (void)state;
    assert_int_equal(apply_json("{ 'version': 1, 'handlers': { 'console': { " STDOUT
                                ", '.': { 'foo': 'bar', 'terminator': '!\\n' } } },"
                                "  'root': { 'handlers': ['console'] } }"),
                     0);
    pylog_warning(NULL, "Exclamation");
    assert_string_equal(printed(), "Exclamation!\n");
}

static void applied_again_it_closes_the_file_that_was_open(void **state) {
    static const char *const text =
        "{ 'version': 1, 'handlers': { 'file': { 'class': 'logging.FileHandler', 'encoding': 'utf-8',"
        "  'filename': 'python_dict_config/a.log' } }, 'root': { 'handlers': ['file'] } }";
    (void)state;
    assert_int_equal(apply_json(text), 0);
    pylog_warning(NULL, "1");
    int before = lowest_free_descriptor();
    assert_int_equal(apply_json(text), 0); /* the file is opened before the former one is closed, */
    assert_int_equal(apply_json(text), 0); /* and gets the number of that now */
    pylog_warning(NULL, "2");
    assert_int_equal(lowest_free_descriptor(), before);
    files_assert("python_dict_config/a.log", "1\n2\n");
}

static void defaults_stand_for_fields_that_a_record_lacks(void **state) {
    const struct pylog_call call = { .extra = PYLOG_FIELDS(pylog_field_str("customer", "shop")) };
    (void)state;
    assert_int_equal(
        apply_json("{ 'version': 1, 'formatters': { 'f': { 'format': '%(message)s ++ %(customer)s',"
                   "  'defaults': { 'customer': 'nobody' } } },"
                   "  'handlers': { 'console': { " STDOUT ", 'formatter': 'f' } },"
                   "  'root': { 'handlers': ['console'] } }"),
        0);
    pylog_log_with(NULL, PYLOG_ERROR, &call, "Hello");
    pylog_error(NULL, "Hello");
    assert_string_equal(printed(), "Hello ++ shop\nHello ++ nobody\n");
}

/* The handler that is the target is closed with the others. */
static void a_memory_handler_flushes_at_the_level_that_is_named(void **state) {
    (void)state;
    assert_int_equal(apply_json("{ 'version': 1, 'handlers': { 'console': { " STDOUT ", 'level': 'DEBUG' },"
                                "  'buffering': { 'class': 'logging.handlers.MemoryHandler', 'capacity': 5,"
                                "    'target': 'console', 'level': 'DEBUG', 'flushLevel': 'ERROR' } },"
                                "  'loggers': { 'mymodule': { 'level': 'DEBUG', 'handlers': ['buffering'], "
                                "'propagate': 'true' } } }"),
                     0);
    pylog_debug(pylog_get_logger("mymodule"), "1");
    assert_string_equal(printed(), "");
    pylog_error(pylog_get_logger("mymodule"), "2");
    assert_string_equal(printed(), "1\n2\n");
}

static void a_buffer_and_its_target_may_share_a_formatter_of_dollar_style(void **state) {
    const char *names[2] = { "", "" };
    (void)state;
    assert_int_equal(
        apply_json(
            "{ 'version': 1, 'formatters': { 'f': { 'format': '${levelname}: ${message}', 'style': '$' } },"
            "  'handlers': { 'fileGlobal': { " STDOUT ", 'level': 'DEBUG', 'formatter': 'f' },"
            "  'bufferGlobal': { 'class': 'logging.handlers.MemoryHandler', 'capacity': 1,"
            "    'formatter': 'f', 'target': 'fileGlobal', 'level': 'DEBUG' } },"
            "  'loggers': { 'mymodule': { 'level': 'DEBUG', 'handlers': ['bufferGlobal'], 'propagate': "
            "'true' } } }"),
        0);
    assert_int_equal(names_of_handlers(names, 2), 2);
    assert_string_equal(names[0], "bufferGlobal");
    assert_string_equal(names[1], "fileGlobal");
    pylog_debug(pylog_get_logger("mymodule"), "1");
    assert_string_equal(printed(), "DEBUG: 1\n");
}

/* ---- What is refused ------------------------------------------------------------------------- */

static const struct {
    const char *text, *sentence;
} refused[] = {
    { "{ 'version': 1, 'handlers': { 'h': { 'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdbout' "
      "} } }",
      "handlers.h.stream: Unable to configure handler 'h': Cannot resolve 'sys.stdbout'" },
    { "{ 'version': 1, 'handlers': { 'h': { " STDOUT ", 'level': 'NTOSET' } } }",
      "handlers.h.level: Unable to configure handler 'h': Unknown level: 'NTOSET'" },
    { "{ " PLAIN ", 'root': { 'level': 'WRANING' } }",
      "root.level: Unable to configure root logger: Unknown level: 'WRANING'" },
    { "{ 'version': 1, 'handlers': { 'h': { " STDOUT ", 'formatter': 'misspelled_name' } } }",
      "handlers.h.formatter: Unable to configure handler 'h': Unable to set formatter 'misspelled_name'" },
    { "{ " BRIEF " }", "dictionary doesn't specify a version" },
    { "{ 'version': 2, " BRIEF " }", "version: Unsupported version: 2" },
    { "{ 'version': 1, 'formatters': { 'f': { 'format': '%(asctime)s (%(name)s): %(message)s', 'style': '$' "
      "} } }",
      "Unable to configure formatter 'f': invalid format: no fields" },
    { "{ 'version': 1, 'formatters': { 'f': { 'class': 'logging.StreamHandler' } } }",
      "Unable to configure formatter 'f': logging.StreamHandler is something else than what is needed here" },
    { "{ 'version': 1, 'root': { 'filters': [null] } }", "Unable to add filter None" },
    { "{ 'version': 1, 'root': { 'filters': [1] } }", "Unable to add filter 1" },
    { "{ 'version': 1, 'root': { 'filters': [{}] } }", "Unable to add filter {}" },
};

static void what_is_wrong_is_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_refused(apply_json(refused[i].text), refused[i].sentence);
    }
}

/* ---- References ------------------------------------------------------------------------------ */

#define CONTAINERS                                                                                           \
    "'list': ['%(message)s a', '%(message)s b'], 'lists': ['%(message)s k', ['%(message)s l', '%(message)s " \
    "m']],"                                                                                                  \
    "'dict': { 'd': '%(message)s e', 'a 1 with spaces': '%(message)s 5', 'a % ( - \u00a9 \u00df': "          \
    "'%(message)s 9', '': '%(message)s 10',"                                                                 \
    "  'nest': { 'd': '%(message)s n', 'list': ['%(message)s g', ['%(message)s h', '%(message)s i']], '': "  \
    "'%(message)s 11' } },"                                                                                  \
    "'hop': ['cfg://list[1]']"

/* Paths, and what is found there; NULL: nothing, with this in the error. */
static const struct {
    const char *path, *found, *error;
} paths[] = {
    { "list[1]", "x b\n", NULL },
    { "lists[1][1]", "x m\n", NULL },
    { "dict.d", "x e\n", NULL },
    { "dict[d]", "x e\n", NULL },
    { "dict[a 1 with spaces]", "x 5\n", NULL },
    { "dict[a % ( - \u00a9 \u00df]", "x 9\n", NULL },
    { "dict[]", "x 10\n", NULL },
    { "dict.nest.d", "x n\n", NULL },
    { "dict.nest[d]", "x n\n", NULL },
    { "dict[nest].d", "x n\n", NULL },
    { "dict[nest][d]", "x n\n", NULL },
    { "dict[nest][]", "x 11\n", NULL },
    { "dict[nest][list][0]", "x g\n", NULL },
    { "dict[nest].list[1][0]", "x h\n", NULL },
    { "dict.nest.list[1][1]", "x i\n", NULL },
    { "hop[0]", "x b\n", NULL },
    { "\u00c0", NULL, "'\u00c0'" },
    { "nosuch.\u00c0", NULL, "'nosuch'" },
    { "\x7f", NULL, "Unable to convert" },
    { "nosuch", NULL, "'nosuch'" },
    { "!", NULL, "Unable to convert '!'" },
    { "dict[2]", NULL, "2" },
    { "dict[d ] e]", NULL, "'d '" },
    { "dict[ a ]] b ]", NULL, "' a '" },
    { "dict[ a [ b ] ]", NULL, "Unable to convert" },
};

static bool leads_to_what_is_there(size_t row) {
    static const char before[] =
        "{ 'version': 1, " CONTAINERS
        ", 'used': ['cfg://list', 'cfg://lists', 'cfg://dict', 'cfg://hop', 'cfg://used'],"
        "  'handlers': { 'console': { " STDOUT ", 'formatter': 'f' } }, 'root': { 'handlers': ['console'] },"
        "  'formatters': { 'f': { 'format': 'cfg://";
    char text[2048];
    snprintf(text, sizeof text, "%s%s' } } }", before, paths[row].path);
    int result = apply_json(text);
    if (!paths[row].found)
        return result == -1 && strstr(pylog_last_error(), paths[row].error);
    pylog_warning(NULL, "x");
    return result == 0 && strcmp(printed(), paths[row].found) == 0;
}

static void references_go_through_lists_and_dicts(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (!leads_to_what_is_there(i))
            fail_msg("cfg://%s: %s", paths[i].path, pylog_last_error());
}

/* ---- Listening ------------------------------------------------------------------------------- */

static void configure_over_a_socket(const char *text, const struct pylog_listen_options *options) {
    int port = pylog_listen(-1, options);
    assert_true(port > 0);
    assert_true(client_configure(port, text));
    assert_int_equal(pylog_stop_listening(), 0);
}

static const char ini[] = "[loggers]\nkeys=root,parser\n[handlers]\nkeys=console\n[formatters]\nkeys=brief\n"
                          "[logger_root]\nlevel=WARNING\nhandlers=\n"
                          "[logger_parser]\nlevel=DEBUG\nhandlers=console\nqualname=app.parser\n"
                          "[handler_console]\nclass=StreamHandler\nformatter=brief\nargs=(sys.stdout,)\n"
                          "[formatter_brief]\nformat=%(levelname)s ++ %(message)s\n";

static void json_comes_over_a_socket(void **state) {
    (void)state;
    configure_over_a_socket(
        json_of("{ " PLAIN ", 'filters': { 'parser': { 'name': 'app.parser' } },"
                "  'root': { 'handlers': ['console'], 'filters': ['parser'] },"
                "  'loggers': { 'app.parser': {}, 'app.lexer': { 'filters': ['parser'] } } }"),
        NULL);
    pylog_warning(pylog_get_logger("app.parser"), "1");
    pylog_warning(NULL, "2");
    pylog_warning(pylog_get_logger("app.lexer"), "3");
    pylog_error(pylog_get_logger("app.parser.codegen"), "4");
    assert_string_equal(printed(), "WARNING ++ 1\nERROR ++ 4\n");
}

static void ini_comes_over_a_socket(void **state) {
    (void)state;
    configure_over_a_socket(ini, NULL);
    log_info_and_error("app.parser");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\n");
}

static int reject(const char *bytes, size_t length, pylog_buffer *verified, void *data) {
    (void)bytes, (void)length, (void)verified, (void)data;
    return -1;
}

static int reverse(const char *bytes, size_t length, pylog_buffer *verified, void *data) {
    int result = 0;
    (void)data;
    while (length && !result)
        result = pylog_buffer_append(verified, &bytes[--length], 1);
    return result;
}

static void what_comes_is_verified_first(void **state) {
    char reversed[sizeof ini] = "";
    (void)state;
    for (size_t i = 0; i + 1 < sizeof ini; i++)
        reversed[i] = ini[sizeof ini - 2 - i];
    configure_over_a_socket(ini, &(struct pylog_listen_options){ .verify = reject });
    assert_int_equal(names_of_handlers(NULL, 0), 0);
    configure_over_a_socket(reversed, &(struct pylog_listen_options){ .verify = reverse });
    log_info_and_error("app.parser");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\n");
}

static const struct CMUnitTest tests[] = {
    TEST(the_root_gets_level_and_handler),
    TEST(a_logger_below_the_root_gets_a_handler),
    TEST(loggers_that_are_not_named_are_disabled),
    TEST(loggers_that_are_not_named_may_be_kept),
    TEST(children_of_a_named_logger_stay_enabled_and_others_do_not),
    TEST(a_logger_that_is_named_is_enabled_again),
    TEST(incremental_changes_levels_of_loggers_and_handlers),
    TEST(filters_of_handler_and_logger_are_asked),
    TEST(values_may_be_references_into_the_text),
    TEST(attributes_are_set),
    TEST(attributes_that_mean_nothing_are_let_pass),
    TEST(applied_again_it_closes_the_file_that_was_open),
    TEST(defaults_stand_for_fields_that_a_record_lacks),
    TEST(a_memory_handler_flushes_at_the_level_that_is_named),
    TEST(a_buffer_and_its_target_may_share_a_formatter_of_dollar_style),
    TEST(what_is_wrong_is_refused),
    TEST(references_go_through_lists_and_dicts),
    TEST(json_comes_over_a_socket),
    TEST(ini_comes_over_a_socket),
    TEST(what_comes_is_verified_first),
};
TEST_MAIN
