/* file_config, by the behaviour that CPython's own ConfigFileTest asks for. What is printed and what is said
 * of errors, case by case: tests/conformance, pairs `configurations` and `refused_configurations`. */
#include <configs.h>
#include <handler_names.h>
#include <errno.h>
#include <files.h>
#include <fixture.h>
#include <pylog/config.h>
#include <string.h>

static int set_up(void) {
    configs_begin();
    return 0;
}

static int clean_up(void) {
    configs_end();
    return 0;
}

static const struct fixture fixture = {
    .directory = "python_file_config", .set_up = set_up, .clean_up = clean_up
};

/* ---- Files ----------------------------------------------------------------------------------- */

#define KEYS(loggers, handlers, formatters)                                                                  \
    "[loggers]\nkeys=" loggers "\n[handlers]\nkeys=" handlers "\n[formatters]\nkeys=" formatters "\n"
#define ROOT(level, handlers) "[logger_root]\nlevel=" level "\nhandlers=" handlers "\n"
#define PARSER(handlers)                                                                                     \
    "[logger_parser]\nlevel=DEBUG\nhandlers=" handlers "\npropagate=1\nqualname=app.parser\n"
#define CONSOLE "[handler_console]\nclass=StreamHandler\nlevel=NOTSET\nformatter=brief\nargs=(sys.stdout,)\n"
#define BRIEF   "[formatter_brief]\nformat=%(levelname)s ++ %(message)s\ndatefmt=\n"

static const char root_only[] = KEYS("root", "console", "brief") ROOT("WARNING", "console") CONSOLE BRIEF;
static const char root_and_parser[] =
    KEYS("root,parser", "console", "brief") ROOT("WARNING", "console") PARSER("") CONSOLE BRIEF;

static int apply_with(const char *text, const struct pylog_file_config_options *options) {
    files_write("python_file_config/c.ini", text);
    return pylog_file_config("python_file_config/c.ini", options);
}

static int apply(const char *text) {
    return apply_with(text, NULL);
}

/* ---- What is applied ------------------------------------------------------------------------- */

static void the_root_gets_level_and_handler(void **state) {
    (void)state;
    assert_int_equal(apply(root_only), 0);
    log_info_and_error(NULL);
    assert_string_equal(printed(), "ERROR ++ 2\n");
}

static void a_logger_below_the_root_gets_a_handler(void **state) {
    (void)state;
    assert_int_equal(
        apply(KEYS("root,parser", "console", "brief") ROOT("WARNING", "") PARSER("console") CONSOLE BRIEF),
        0);
    log_info_and_error("app.parser");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\n");
}

static void a_class_may_be_named_with_its_module(void **state) {
    (void)state;
    assert_int_equal(apply(KEYS("root", "h", "")
                               ROOT("INFO", "h") "[handler_h]\nclass=logging.StreamHandler\n"
                                                 "args=(sys.stdout,)\n"),
                     0);
    log_info_and_error(NULL);
    assert_string_equal(printed(), "1\n2\n");
}

static void blanks_may_follow_the_commas_between_names(void **state) {
    (void)state;
    assert_int_equal(
        apply(KEYS("root, parser", "console, errors", "brief, bare") ROOT("WARNING", "")
                  PARSER("console , errors") CONSOLE BRIEF
              "[handler_errors]\nclass=StreamHandler\nlevel=ERROR\nformatter=bare\nargs=(sys.stdout,)\n"
              "[formatter_bare]\nformat=%(message)s\n"),
        0);
    log_info_and_error("app.parser");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\n2\n");
}

/* "app-other" stands between "app" and "app.lexer" in the order of characters, and is no child of "app". */
static void children_of_a_named_logger_stay_enabled_and_others_do_not(void **state) {
    (void)state;
    assert_int_equal(apply(root_and_parser), 0);
    pylog_logger *other = pylog_get_logger("app-other"), *lexer = pylog_get_logger("app.lexer");
    log_info_and_error("app.parser");
    pylog_critical(other, "3");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\nCRITICAL ++ 3\n");

    assert_int_equal(apply(KEYS("root,parser,app", "console", "brief") ROOT("WARNING", "console")
                               PARSER("") "[logger_app]\nlevel=DEBUG\nhandlers=\nqualname=app\n"
                                          "[handler_console]\nclass=StreamHandler\nformatter=brief\n"
                                          "kwargs={'stream': sys.stdout,}\n" BRIEF),
                     0);
    assert_false(pylog_logger_disabled(lexer));
    log_info_and_error("app.parser");
    log_info_and_error("app.lexer");
    pylog_critical(other, "3");
    assert_string_equal(printed(), "INFO ++ 1\nERROR ++ 2\nINFO ++ 1\nERROR ++ 2\n");
}

static void applied_again_it_closes_the_file_that_was_open(void **state) {
    static const char text[] = KEYS("root", "file", "")
        ROOT("DEBUG",
             "file") "[handler_file]\nclass=FileHandler\nlevel=DEBUG\nargs=('python_file_config/a.log',)\n"
                     "kwargs={'encoding': 'utf-8'}\n";
    (void)state;
    assert_int_equal(apply(text), 0);
    pylog_info(NULL, "1");
    int before = lowest_free_descriptor();
    assert_int_equal(apply(text), 0); /* the file is opened before the former one is closed, */
    assert_int_equal(apply(text), 0); /* and gets the number of that now */
    pylog_info(NULL, "2");
    assert_int_equal(lowest_free_descriptor(), before);
    files_assert("python_file_config/a.log", "1\n2\n");
}

static void defaults_stand_for_fields_that_a_record_lacks(void **state) {
    const struct pylog_call call = { .extra = PYLOG_FIELDS(pylog_field_str("customer", "shop")) };
    (void)state;
    assert_int_equal(apply(KEYS("root", "console", "brief") ROOT("WARNING", "console") CONSOLE
                           "[formatter_brief]\nformat=%(message)s ++ %(customer)s\n"
                           "defaults={'customer': 'nobody'}\n"),
                     0);
    pylog_error(NULL, "test");
    pylog_log_with(NULL, PYLOG_ERROR, &call, "test");
    assert_string_equal(printed(), "test ++ nobody\ntest ++ shop\n");
}

static void existing_loggers_are_disabled_unless_they_are_to_be_kept(void **state) {
    const struct pylog_file_config_options keep = { .keep_existing_loggers = true };
    (void)state;
    assert_int_equal(apply(root_only), 0);
    pylog_logger *pristine = pylog_get_logger("pristine");
    assert_false(pylog_logger_disabled(pristine));
    assert_int_equal(apply(root_only), 0);
    assert_true(pylog_logger_disabled(pristine));
    assert_int_equal(apply_with(root_only, &keep), 0);
    assert_false(pylog_logger_disabled(pristine));
}

static void a_handler_has_the_name_of_its_section(void **state) {
    pylog_handler *handlers[1] = { NULL };
    (void)state;
    assert_int_equal(apply(KEYS("root", "console",
                                "brief") "[logger_root]\nhandlers=console\n"
                                         "[handler_console]\nclass=StreamHandler\nformatter=brief\n" BRIEF),
                     0);
    assert_int_equal(pylog_logger_handlers(NULL, handlers, 1), 1);
    assert_string_equal(name_of_handler(handlers[0]), "console");
    pylog_handler_unref(handlers[0]);
}

static void defaults_of_the_program_may_have_percent_signs(void **state) {
    const struct pylog_field defaults[] = {
        pylog_field_int("version", 1),
        pylog_field_bool("disable_existing_loggers", false),
        pylog_field_str("formatters", "{'f': {'format': '%(asctime)s [%(process)d] %(message)s', "
                                "'datefmt': '[%Y-%m-%d %H:%M:%S %z]'}}"),
        { .key = NULL }
    };
    (void)state;
    assert_int_equal(apply_with("[formatters]\nkeys=default\n[formatter_default]\n"
                                "[handlers]\nkeys=console\n"
                                "[handler_console]\nclass=logging.StreamHandler\nargs=()\n"
                                "[loggers]\nkeys=root\n[logger_root]\nformatter=default\nhandlers=console\n",
                                &(struct pylog_file_config_options){ .defaults = defaults }),
                     0);
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 1);
}

/* ---- What stands for code -------------------------------------------------------------------- */

struct brief {
    char fmt[64], style[2];
};

/* Formats an error in its own way. */
static int format_got(const struct pylog_record *record, pylog_buffer *text, void *data) {
    const struct brief *brief = data;
    return pylog_buffer_printf(text, "%s:%s Got a [%s]", brief->fmt, pylog_record_message(record, NULL),
                               record->exc_info->type);
}

static pylog_formatter *make_got(const struct pylog_field *kwargs, void *data) {
    struct brief *brief = data;
    for (; kwargs->key; kwargs++) {
        if (strcmp(kwargs->key, "fmt") == 0)
            snprintf(brief->fmt, sizeof brief->fmt, "%s", kwargs->value.s);
        if (strcmp(kwargs->key, "style") == 0)
            snprintf(brief->style, sizeof brief->style, "%s", kwargs->value.s);
    }
    return pylog_formatter_new_callback(format_got, brief, NULL);
}

static void a_registered_factory_stands_for_a_formatters_class(void **state) {
    struct brief brief = { .fmt = "" };
    const struct pylog_call call = { .exc_info = &(struct pylog_exc_info){ .type = "RuntimeError" } };
    (void)state;
    pylog_config_register_formatter("my.Formatter", make_got, &brief);
    assert_int_equal(apply(KEYS("root", "console", "brief") ROOT("NOTSET", "console") CONSOLE
                           "[formatter_brief]\nclass=my.Formatter\nformat=%(levelname)s\ndatefmt=\n"),
                     0);
    assert_string_equal(brief.style, "%");
    pylog_log_with(NULL, PYLOG_ERROR, &call, "just testing");
    assert_string_equal(printed(), "%(levelname)s:just testing Got a [RuntimeError]\n");
    assert_int_equal(apply(root_only), 0);
    pylog_config_register_formatter("my.Formatter", NULL, NULL);
}

/* ---- What is refused ------------------------------------------------------------------------- */

static void a_name_that_means_nothing_is_refused(void **state) {
    (void)state;
    assert_refused(apply(KEYS("root", "h", "")
                             ROOT("INFO", "h") "[handler_h]\nclass=StreamHandler\nargs=(sys.stbout,)\n"),
                   "sys.stbout");
}

static void a_formatter_that_is_missing_is_refused(void **state) {
    (void)state;
    assert_refused(apply(KEYS("root", "h", "")
                             ROOT("INFO", "h") "[handler_h]\nclass=StreamHandler\nformatter=misspelled\n"),
                   "handler_h.formatter: 'misspelled'");
}

static void a_line_without_a_value_is_refused(void **state) {
    (void)state;
    assert_refused(apply(KEYS("root", "console", "brief") ROOT("INFO", "console") CONSOLE BRIEF "\nprince\n"),
                   "c.ini is invalid: Source contains parsing errors");
}

static void an_empty_file_is_refused(void **state) {
    (void)state;
    assert_refused(apply(""), "c.ini is an empty file");
}

static void a_file_that_does_not_exist_is_an_error(void **state) {
    (void)state;
    assert_int_equal(pylog_file_config("filenotfound", NULL), -1);
    assert_int_equal(errno, ENOENT);
    assert_string_equal(pylog_last_error(), "filenotfound doesn't exist");
}

static const struct CMUnitTest tests[] = {
    TEST(the_root_gets_level_and_handler),
    TEST(a_logger_below_the_root_gets_a_handler),
    TEST(a_class_may_be_named_with_its_module),
    TEST(blanks_may_follow_the_commas_between_names),
    TEST(children_of_a_named_logger_stay_enabled_and_others_do_not),
    TEST(applied_again_it_closes_the_file_that_was_open),
    TEST(defaults_stand_for_fields_that_a_record_lacks),
    TEST(existing_loggers_are_disabled_unless_they_are_to_be_kept),
    TEST(a_handler_has_the_name_of_its_section),
    TEST(defaults_of_the_program_may_have_percent_signs),
    TEST(a_registered_factory_stands_for_a_formatters_class),
    TEST(a_name_that_means_nothing_is_refused),
    TEST(a_formatter_that_is_missing_is_refused),
    TEST(a_line_without_a_value_is_refused),
    TEST(an_empty_file_is_refused),
    TEST(a_file_that_does_not_exist_is_an_error),
};
TEST_MAIN
