/* Configuring by environment variables: a file, then levels; both or none. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <failing_allocator.h>
#include <files.h>
#include <fixture.h>
#include <pylog/config.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char json[] =
    "{\"version\": 1, \"handlers\": {\"h\": {\"class\": \"logging.FileHandler\", \"filename\": \"out.log\"}},"
    " \"root\": {\"level\": \"INFO\", \"handlers\": [\"h\"]}}";
static const char ini[] =
    "[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n[logger_root]\nlevel=ERROR\n"
    "handlers=h\n[handler_h]\nclass=FileHandler\nargs=('out.log',)\n";

/* What a set-user-id program is told. */
static bool has_foreign_rights;
char *__real_secure_getenv(const char *name);
char *__wrap_secure_getenv(const char *name);

char *__wrap_secure_getenv(const char *name) {
    return has_foreign_rights ? NULL : __real_secure_getenv(name);
}

static int set_up(void) {
    has_foreign_rights = false;
    unsetenv("PYLOG_CONFIG");
    unsetenv("PYLOG_LEVELS");
    remove("out.log");
    files_write("c.json", json);
    files_write("c.ini", ini);
    files_write("c.conf", ini);
    return 0;
}

static int clean_up(void) {
    unsetenv("PYLOG_CONFIG");
    unsetenv("PYLOG_LEVELS");
    remove("out.log");
    remove("c.json");
    remove("c.ini");
    remove("c.conf");
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .clean_up = clean_up };

static void without_variables_nothing_happens(void **state) {
    (void)state;
    setenv("PYLOG_LEVELS", "", 1);
    assert_int_equal(pylog_config_from_env(NULL), 0);
    assert_int_equal(pylog_config_from_env("NOPE"), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 0);
}

static void levels_are_set(void **state) {
    (void)state;
    setenv("PYLOG_LEVELS", "error, app=info,app.db=debug,root=critical", 1);
    assert_int_equal(pylog_config_from_env("PYLOG"), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_CRITICAL);
    assert_int_equal(pylog_logger_level(pylog_get_logger("app")), PYLOG_INFO);
    assert_int_equal(pylog_logger_level(pylog_get_logger("app.db")), PYLOG_DEBUG);
}

static void a_program_with_foreign_rights_does_not_believe_them(void **state) {
    (void)state;
    setenv("PYLOG_CONFIG", "c.json", 1);
    setenv("PYLOG_LEVELS", "debug,nonsense=", 1);
    has_foreign_rights = true;
    assert_int_equal(pylog_config_from_env(NULL), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 0);
}

static void the_prefix_is_that_of_the_program(void **state) {
    (void)state;
    setenv("MY_APP_LEVELS", "debug", 1);
    assert_int_equal(pylog_config_from_env("MY_APP"), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_DEBUG);
    unsetenv("MY_APP_LEVELS");
}

static void a_file_is_json_unless_its_name_says_otherwise(void **state) {
    static const struct {
        const char *path;
        int level;
    } files[] = { { "c.json", PYLOG_INFO }, { "c.ini", PYLOG_ERROR }, { "c.conf", PYLOG_ERROR } };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        fixture_begin(state);
        setenv("PYLOG_CONFIG", files[i].path, 1);
        assert_int_equal(pylog_config_from_env(NULL), 0);
        assert_int_equal(pylog_logger_level(NULL), files[i].level);
        pylog_error(pylog_get_logger(NULL), "x");
        files_assert("out.log", "x\n");
    }
}

static void levels_come_after_the_file_and_enable_their_loggers(void **state) {
    pylog_logger *logger = pylog_get_logger("app"), *other = pylog_get_logger("other");
    (void)state;
    setenv("PYLOG_CONFIG", "c.json", 1);
    setenv("PYLOG_LEVELS", "critical,app=debug", 1);
    assert_int_equal(pylog_config_from_env(NULL), 0);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_CRITICAL);
    assert_false(pylog_logger_disabled(logger));
    assert_true(pylog_logger_disabled(other));
    pylog_debug(logger, "x");
    files_assert("out.log", "x\n");
}

static void what_is_wrong_with_one_keeps_the_other_from_being_applied(void **state) {
    static const struct {
        const char *config, *levels, *error;
    } wrong[] = {
        { "c.json", "app=loud", "PYLOG_LEVELS: Unknown level: 'loud' in 'app=loud': line 1 column 5" },
        { "nope.json", "debug", "PYLOG_CONFIG: [Errno 2] No such file or directory: 'nope.json'" },
        { "nope.ini", "debug", "PYLOG_CONFIG: nope.ini doesn't exist" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        setenv("PYLOG_CONFIG", wrong[i].config, 1);
        setenv("PYLOG_LEVELS", wrong[i].levels, 1);
        assert_int_equal(pylog_config_from_env(NULL), -1);
        assert_int_equal(errno, i ? ENOENT : EINVAL);
        assert_string_equal(pylog_last_error(), wrong[i].error);
        assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
        assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 0);
        files_assert("out.log", NULL);
    }
}

static void without_memory_nothing_changes(void **state) {
    (void)state;
    setenv("PYLOG_CONFIG", "c.json", 1);
    setenv("PYLOG_LEVELS", "critical,app=debug,root=error", 1);
    failing_allocator_begin();
    for (size_t failing = 1;; failing++) {
        failing_allocator_fail_at(failing);
        int result = pylog_config_from_env(NULL), error = errno;
        bool failed = failing_allocator_has_failed();
        failing_allocator_fail_at(0);
        if (!failed) {
            assert_int_equal(result, 0);
            assert_true(failing > 10);
            break;
        }
        assert_int_equal(result, -1);
        assert_int_equal(error, ENOMEM);
        assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
        assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 0);
    }
    pylog__reset();
    assert_int_equal(failing_allocator_blocks(), 0);
    failing_allocator_end();
}

static const struct CMUnitTest tests[] = {
    TEST(without_variables_nothing_happens),
    TEST(levels_are_set),
    TEST(a_program_with_foreign_rights_does_not_believe_them),
    TEST(the_prefix_is_that_of_the_program),
    TEST(a_file_is_json_unless_its_name_says_otherwise),
    TEST(levels_come_after_the_file_and_enable_their_loggers),
    TEST(what_is_wrong_with_one_keeps_the_other_from_being_applied),
    TEST(without_memory_nothing_changes),
};
TEST_MAIN
