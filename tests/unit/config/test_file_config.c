/* INI files: what CPython makes of them, and where it says that something is wrong. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <config/file_config.h>
#include <errno.h>
#include <failing_allocator.h>
#include <files.h>
#include <fixture.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tables/file_config.h"

enum { ROWS = sizeof rows / sizeof *rows };

static int set_up(void) {
    remove("out.log");
    return 0;
}

static int tear_down(void) {
    pylog_shutdown();
    return 0;
}

static int clean_up(void) {
    remove("out.log");
    remove("c.ini");
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .tear_down = tear_down, .clean_up = clean_up };

static void log_everywhere(void) {
    static const char *const names[] = { "",       "compiler",          "compiler.parser", "compiler.lexer",
                                         "app.db", "sqlalchemy.engine", "alembic.env" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int level = PYLOG_DEBUG; level <= PYLOG_CRITICAL; level += 10)
            pylog_log(pylog_get_logger(names[i]), level, "%s at %d", *names[i] ? names[i] : "root", level);
}

/* Text of the working directory in front of a relative path is left out. */
static void leave_out_directory(char *text) {
    char directory[512];
    if (!getcwd(directory, sizeof directory))
        abort();
    char *found = strstr(text, directory);
    if (found)
        memmove(found, found + strlen(directory) + 1, strlen(found + strlen(directory) + 1) + 1);
}

static bool check_error(size_t row, int result) {
    char error[1024], *left = read_whole_file("out.log");
    snprintf(error, sizeof error, "%s", pylog_last_error());
    leave_out_directory(error);
    bool right = result == -1 && strstr(error, rows[row].error) && !left;
    if (!right)
        print_error("%s: %d, \"%s\", not \"%s\"%s\n", rows[row].name, result, error, rows[row].error,
                    left ? "; out.log is there" : "");
    free(left);
    return right;
}

static bool check_output(size_t row, int result) {
    char output[8192];
    capture_stderr_begin();
    log_everywhere();
    pylog_flush(0);
    char *on_stderr = capture_stderr_end(), *in_file = read_whole_file("out.log");
    snprintf(output, sizeof output, "%s%s", in_file ? in_file : "", on_stderr);
    bool right = result == 0 && strcmp(output, rows[row].output) == 0;
    if (!right)
        print_error("%s: %d, %s\n%s\nnot\n%s\n", rows[row].name, result, pylog_last_error(), output,
                    rows[row].output);
    free(on_stderr);
    free(in_file);
    return right;
}

static void a_file_does_what_it_does_in_python(void **state) {
    int failures = 0;
    for (size_t row = 0; row < ROWS; row++) {
        fixture_begin(state);
        files_write("c.ini", rows[row].text);
        int result = pylog_file_config("c.ini", NULL);
        failures += rows[row].error ? !check_error(row, result) : !check_output(row, result);
        fixture_end(state);
    }
    assert_int_equal(failures, 0);
}

/* ---- Where ---- */

static void an_error_says_where(void **state) {
    static const struct {
        const char *text, *error;
    } wrong[] = {
        { "[formatters]\nkeys=\n[handlers]\nkeys=a\n[handler_a]\nclass=FileHandler\nargs=('x',)\nlevel="
          "LOUD\n",
          "c.ini: handler_a.level: Unknown level: 'LOUD' (line 8, column 7)" },
        { "[formatters]\nkeys=a\n", "c.ini: formatter_a: missing section: 'formatter_a'" },
        { "[formatters]\nkeys=\n[handlers]\nkeys=a\n[handler_a]\nlevel=INFO\n",
          "c.ini: handler_a.class: missing key: 'class' (line 5, column 1)" },
        { "[formatters]\nkeys=\n[handlers]\nkeys=a\n[handler_a]\nclass=FileHandler\nargs=('x', f(1))\n",
          "c.ini: handler_a.args: of calls only os.path.join, os.getenv, os.environ.get, tuple, list and "
          "dict are "
          "taken: line 7 column 13" },
        { "[formatters]\nkeys=\n[handlers]\nkeys=a\n[handler_a]\nclass=FileHandler\nargs=('x')\n",
          "c.ini: handler_a.args: (...,) are needed, not str: is a comma missing? (line 7, column 6)" },
        { "[formatters]\nkeys=\n[handlers]\nkeys=a\n[handler_a]\nclass=FileHandler\nkwargs=('x',)\n",
          "c.ini: handler_a.kwargs: {...} are needed, not tuple: is a comma missing? (line 7, column 8)" },
        { "[formatters]\nkeys=\n[handlers]\nkeys=\n[loggers]\nkeys=app\n",
          "c.ini: loggers.keys: root is missing: list.remove(x): x not in list (line 6, column 6)" },
    };
    int failures = 0;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        fixture_begin(state);
        files_write("c.ini", wrong[i].text);
        assert_int_equal(pylog_file_config("c.ini", NULL), -1);
        assert_int_equal(errno, EINVAL);
        if (strcmp(pylog_last_error(), wrong[i].error) != 0) {
            print_error("\"%s\", not \"%s\"\n", pylog_last_error(), wrong[i].error);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

static void a_file_that_is_missing_or_empty_is_an_error_of_its_own(void **state) {
    (void)state;
    assert_int_equal(pylog_file_config("nope.ini", NULL), -1);
    assert_int_equal(errno, ENOENT);
    assert_string_equal(pylog_last_error(), "nope.ini doesn't exist");
    files_write("c.ini", "");
    assert_int_equal(pylog_file_config("c.ini", NULL), -1);
    assert_string_equal(pylog_last_error(), "c.ini is an empty file");
    assert_int_equal(pylog_file_config(NULL, NULL), -1);
    assert_int_equal(errno, EINVAL);
}

/* ---- Options ---- */

static const char to_file[] =
    "[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n[logger_root]\n"
    "level=%(lev)s\nhandlers=h\n[handler_h]\nclass=FileHandler\nargs=('%(Where)s.log',)\n";

static void defaults_stand_for_what_default_does_not_say(void **state) {
    const struct pylog_field defaults[] = {
        pylog_field_str("WHERE", "out"), pylog_field_str("lev", "ERROR"), pylog_field_int("number", 3), { .key = NULL }
    };
    const struct pylog_file_config_options options = { .defaults = defaults };
    char text[512];
    (void)state;
    files_write("c.ini", to_file);
    assert_int_equal(pylog_file_config("c.ini", &options), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    pylog_error(pylog_get_logger(NULL), "x");
    files_assert("out.log", "x\n");
    snprintf(text, sizeof text, "%s[DEFAULT]\nlev=%s\n", to_file, "CRITICAL");
    files_write("c.ini", text);
    assert_int_equal(pylog_file_config("c.ini", &options), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_CRITICAL);
}

static void loggers_that_are_not_named_are_disabled_unless_they_are_to_be_kept(void **state) {
    pylog_logger *logger = pylog_get_logger("other");
    (void)state;
    files_write("c.ini", rows[0].text);
    assert_int_equal(pylog_file_config("c.ini", NULL), 0);
    assert_true(pylog_logger_disabled(logger));
    assert_int_equal(
        pylog_file_config("c.ini", &(struct pylog_file_config_options){ .keep_existing_loggers = true }), 0);
    assert_false(pylog_logger_disabled(logger));
}

static void a_file_may_be_encoded(void **state) {
    static const char utf16[] = "\xFF\xFE[\0a\0]\0\n\0k\0=\0\xE4\0\n";
    FILE *file = fopen("c.ini", "wb");
    (void)state;
    assert_non_null(file);
    assert_int_equal(fwrite(utf16, 1, sizeof utf16, file), sizeof utf16);
    fclose(file);
    assert_int_equal(pylog_file_config("c.ini", &(struct pylog_file_config_options){ .encoding = "utf-16" }),
                     -1);
    assert_string_equal(pylog_last_error(), "c.ini: formatters: missing section: 'formatters'");
    files_write("c.ini", "[a]\nk=\xE4\n");
    assert_int_equal(pylog_file_config("c.ini", NULL), -1);
    assert_non_null(strstr(pylog_last_error(), "'utf-8' codec can't decode byte 0xe4 in position 6"));
    assert_int_equal(pylog_file_config("c.ini", &(struct pylog_file_config_options){ .encoding = "latin-1" }),
                     -1);
    assert_string_equal(pylog_last_error(), "c.ini: formatters: missing section: 'formatters'");
    assert_int_equal(pylog_file_config("c.ini", &(struct pylog_file_config_options){ .encoding = "ascii" }),
                     -1);
    assert_string_equal(pylog_last_error(),
                        "'ascii' codec can't decode byte 0xe4 in position 6: ordinal not in range(128)");
    assert_int_equal(pylog_file_config("c.ini", &(struct pylog_file_config_options){ .encoding = "nope" }),
                     -1);
    assert_string_equal(pylog_last_error(), "unknown encoding: nope");
}

/* ---- From bytes ---- */

static void bytes_need_nothing_behind_them(void **state) {
    static const char bytes[] =
        "[formatters]\nkeys=\n[handlers]\nkeys=\n[loggers]\nkeys=root\n[logger_root]\n"
        "level=ERROR\nhandlers=\n[not this";
    const size_t length = sizeof bytes - sizeof "[not this";
    (void)state;
    assert_int_equal(pylog_file_config_text(bytes, length, NULL), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    assert_int_equal(pylog_file_config_text(bytes, sizeof bytes - 1, NULL), -1);
    assert_non_null(strstr(pylog_last_error(), "[not this"));
    assert_int_equal(pylog_file_config_text("", 0, NULL), -1);
    assert_string_equal(pylog_last_error(), "formatters: missing section: 'formatters'");
    assert_int_equal(pylog_file_config_text("[a]\0[b]", 7, NULL), -1);
    assert_int_equal(pylog_file_config_text(NULL, 0, NULL), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "a text is needed, not NULL");
}

static void bytes_may_be_encoded_and_have_defaults(void **state) {
    static const char bytes[] =
        "[formatters]\nkeys=\n[handlers]\nkeys=\n[loggers]\nkeys=root\n[logger_root]\n"
        "level=%(low)s\nhandlers=\nname=\xE4\n";
    const struct pylog_field defaults[] = { pylog_field_str("low", "CRITICAL"), { .key = NULL } };
    (void)state;
    assert_int_equal(pylog_file_config_text(bytes, sizeof bytes - 1,
                                            &(struct pylog_file_config_options){ .defaults = defaults }),
                     -1);
    assert_non_null(strstr(pylog_last_error(), "'utf-8' codec can't decode byte 0xe4"));
    assert_int_equal(pylog_file_config_text(
                         bytes, sizeof bytes - 1,
                         &(struct pylog_file_config_options){ .defaults = defaults, .encoding = "latin-1" }),
                     0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_CRITICAL);
}

/* ---- All or nothing ---- */

static void without_memory_the_configuration_in_force_stays(void **state) {
    (void)state;
    failing_allocator_begin();
    pylog_handler *before = capture_on(NULL, NULL);
    files_write("c.ini", rows[0].text);
    for (size_t failing = 1;; failing++) {
        failing_allocator_fail_at(failing);
        int result = pylog_file_config("c.ini", NULL);
        int error = errno;
        bool failed = failing_allocator_has_failed();
        failing_allocator_fail_at(0);
        if (!failed) {
            assert_int_equal(result, 0);
            assert_true(failing > 10);
            break;
        }
        assert_int_equal(result, -1);
        assert_int_equal(error, ENOMEM);
        size_t count = capture_count(before);
        pylog_error(pylog_get_logger(NULL), "x");
        assert_int_equal(capture_count(before), count + 1);
        files_assert("out.log", NULL);
    }
    pylog_shutdown();
    pylog__reset();
    assert_int_equal(failing_allocator_blocks(), 0);
    failing_allocator_end();
}

static const struct CMUnitTest tests[] = {
    TEST(a_file_does_what_it_does_in_python),
    TEST(an_error_says_where),
    TEST(a_file_that_is_missing_or_empty_is_an_error_of_its_own),
    TEST(defaults_stand_for_what_default_does_not_say),
    TEST(loggers_that_are_not_named_are_disabled_unless_they_are_to_be_kept),
    TEST(a_file_may_be_encoded),
    TEST(bytes_need_nothing_behind_them),
    TEST(bytes_may_be_encoded_and_have_defaults),
    TEST(without_memory_the_configuration_in_force_stays),
};
TEST_MAIN
