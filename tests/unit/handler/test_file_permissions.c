/* Permissions of what file handlers make, whatever the umask is, and links in its place. */
#define _XOPEN_SOURCE 700

#include <files.h>
#include <fixture.h>
#include <pylog/config.h>
#include <pylog/handlers.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIRECTORY "permissions"
#define LOG       "permissions/log"

static mode_t umask_before;
static int set_up(void) {
    umask_before = umask(0);
    return 0;
}

static int tear_down(void) {
    umask(umask_before);
    return 0;
}

static const struct fixture fixture = { .directory = DIRECTORY, .set_up = set_up, .tear_down = tear_down };

static void assert_mode(const char *path, unsigned mode) {
    struct stat status;
    if (stat(path, &status) != 0)
        fail_msg("there is no %s", path);
    if ((status.st_mode & 07777) != mode)
        fail_msg("%s has 0%o, not 0%o", path, (unsigned)status.st_mode & 07777, mode);
}

static void assert_made_with(pylog_handler *handler, unsigned mode) {
    if (!handler)
        fail_msg("%s", pylog_last_error());
    files_log(handler, "1");
    assert_mode(LOG, mode);
    pylog_handler_unref(handler);
    remove(LOG);
}

static void permissions_are_kept_whatever_the_umask_is(void **state) {
    static const mode_t masks[] = { 0, 022, 077, 0777 };
    static const unsigned wanted[] = { 0600, 0640, 0660, 0666, 0444 };
    (void)state;
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++)
        for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++) {
            const struct pylog_file_options file = { .permissions = wanted[k] };
            umask(masks[i]);
            assert_made_with(pylog_file_handler_new(LOG, &file), wanted[k]);
            assert_made_with(pylog_watched_file_handler_new(LOG, &file), wanted[k]);
            assert_made_with(
                pylog_timed_rotating_file_handler_new(LOG, &(struct pylog_timed_rotating_options){ .file = file }),
                wanted[k]);
            assert_made_with(
                pylog_file_handler_new(LOG, &(struct pylog_file_options){ .permissions = wanted[k], .mode = "x" }),
                wanted[k]);
        }
}

static void without_permissions_the_umask_decides_as_in_python(void **state) {
    (void)state;
    assert_made_with(pylog_file_handler_new(LOG, NULL), 0666);
    umask(027);
    assert_made_with(pylog_file_handler_new(LOG, NULL), 0640);
}

static void a_file_that_is_there_keeps_its_own(void **state) {
    (void)state;
    files_write(LOG, "0\n");
    chmod(LOG, 0644);
    pylog_handler *handler = pylog_file_handler_new(LOG, &(struct pylog_file_options){ .permissions = 0600 });
    files_log(handler, "1");
    assert_mode(LOG, 0644);
    files_assert(LOG, "0\n1\n");
    pylog_handler_unref(handler);
}

static void files_that_are_rotated_backups_and_directories_have_them_too(void **state) {
    const struct pylog_rotating_options options = {
        .file = { .make_directories = true, .permissions = 0600, .directory_permissions = 0750 },
        .max_bytes = 3,
        .backup_count = 2,
        .several_processes = true,
    };
    (void)state;
    umask(077);
    pylog_handler *handler = pylog_rotating_file_handler_new(DIRECTORY "/a/b/log", &options);
    files_log(handler, "1");
    umask(0);
    files_log(handler, "2");
    files_log(handler, "3");
    assert_mode(DIRECTORY "/a", 0750);
    assert_mode(DIRECTORY "/a/b", 0750);
    assert_mode(DIRECTORY "/a/b/log", 0600);
    assert_mode(DIRECTORY "/a/b/log.1", 0600);
    assert_mode(DIRECTORY "/a/b/log.2", 0600);
    assert_mode(DIRECTORY "/a/b/log.lock", 0600);
    pylog_handler_unref(handler);
}

static void a_file_that_is_opened_again_has_them(void **state) {
    (void)state;
    pylog_handler *handler = pylog_file_handler_new(LOG, &(struct pylog_file_options){ .permissions = 0620 });
    remove(LOG);
    assert_int_equal(pylog_file_handler_reopen(handler), 0);
    assert_mode(LOG, 0620);
    pylog_handler_unref(handler);
}

/* Whoever may read the lock file could keep it locked. */
static void the_lock_file_is_for_those_who_may_write(void **state) {
    static const struct {
        unsigned log, lock;
    } modes[] = { { 0, 0600 }, { 0644, 0600 }, { 0660, 0660 }, { 0666, 0666 }, { 0602, 0606 } };
    (void)state;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        pylog_handler *handler = pylog_rotating_file_handler_new(
            LOG, &(struct pylog_rotating_options){
                     .file.permissions = modes[i].log, .max_bytes = 100, .several_processes = true });
        files_log(handler, "1");
        assert_mode(LOG ".lock", modes[i].lock);
        pylog_handler_unref(handler);
        remove(LOG ".lock");
    }
}

static void a_link_is_not_followed_where_that_is_asked_for(void **state) {
    static const char *const modes[] = { "a", "w", "x" };
    (void)state;
    files_write(DIRECTORY "/victim", "precious\n");
    assert_int_equal(symlink("victim", LOG), 0);
    for (size_t i = 0; i < 3; i++) {
        const struct pylog_file_options options = { .mode = modes[i], .no_follow = true };
        errno = 0;
        assert_null(pylog_file_handler_new(LOG, &options));
        assert_int_equal(errno, i == 2 ? EEXIST : ELOOP);
        assert_null(pylog_watched_file_handler_new(LOG, &options));
    }
    files_assert(DIRECTORY "/victim", "precious\n");
    pylog_handler *followed = pylog_file_handler_new(LOG, NULL);
    files_log(followed, "1");
    files_assert(DIRECTORY "/victim", "precious\n1\n");
    pylog_handler_unref(followed);
}

static void a_link_that_comes_later_is_not_followed_either(void **state) {
    (void)state;
    pylog_handler *handler =
        pylog_watched_file_handler_new(LOG, &(struct pylog_file_options){ .no_follow = true });
    pylog_handler_set_error_callback(handler, report, NULL);
    files_log(handler, "1");
    files_write(DIRECTORY "/victim", "precious\n");
    rename(LOG, LOG ".1");
    assert_int_equal(symlink("victim", LOG), 0);
    files_log(handler, "2");
    files_assert(LOG ".1", "1\n2\n");
    files_assert(DIRECTORY "/victim", "precious\n");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, ELOOP);
    pylog_handler_unref(handler);
}

static void permissions_that_are_none_are_refused(void **state) {
    (void)state;
    assert_null(pylog_file_handler_new(LOG, &(struct pylog_file_options){ .permissions = 01000 }));
    assert_int_equal(errno, EINVAL);
    assert_null(
        pylog_file_handler_new(LOG, &(struct pylog_file_options){ .directory_permissions = 010000 }));
    assert_int_equal(errno, EINVAL);
    files_assert(LOG, NULL);
}

static int configure_with(const char *arguments) {
    char text[512];
    snprintf(text, sizeof text,
             "{\"version\": 1, \"handlers\": {\"h\": {\"class\": \"logging.handlers.RotatingFileHandler\", "
             "\"filename\": \"" DIRECTORY "/d/log\", \"make_directories\": true, %s}}, "
             "\"root\": {\"handlers\": [\"h\"]}}",
             arguments);
    return pylog_dict_config(text);
}

static void a_configuration_can_say_them(void **state) {
    static const struct {
        const char *arguments;
        unsigned file, directory;
    } cases[] = {
        { "\"permissions\": \"0600\", \"directory_permissions\": \"0o700\"", 0600, 0700 },
        { "\"permissions\": \"640\", \"mode\": \"w\"", 0640, 0755 },
        { "\"permissions\": 384", 0600, 0755 },
    };
    (void)state;
    umask(022);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        files_end(DIRECTORY "/d");
        assert_int_equal(configure_with(cases[i].arguments), 0);
        assert_mode(DIRECTORY "/d/log", cases[i].file);
        assert_mode(DIRECTORY "/d", cases[i].directory);
    }
    assert_int_equal(configure_with("\"permissions\": 600"), -1); /* meant as 0600 */
    assert_int_equal(configure_with("\"permissions\": \"0688\""), -1);
    assert_int_equal(configure_with("\"permissions\": \"\""), -1);
    assert_int_equal(configure_with("\"permissions\": \"7777777777777777\""), -1);
    files_end(DIRECTORY "/d");
    mkdir(DIRECTORY "/d", 0700);
    assert_int_equal(symlink("victim", DIRECTORY "/d/log"), 0);
    assert_int_equal(configure_with("\"no_follow\": true, \"mode\": \"w\""), -1);
    assert_int_equal(errno, ELOOP);
    files_assert(DIRECTORY "/d/victim", NULL);
}

static const struct CMUnitTest tests[] = {
    TEST(permissions_are_kept_whatever_the_umask_is),
    TEST(without_permissions_the_umask_decides_as_in_python),
    TEST(a_file_that_is_there_keeps_its_own),
    TEST(files_that_are_rotated_backups_and_directories_have_them_too),
    TEST(a_file_that_is_opened_again_has_them),
    TEST(the_lock_file_is_for_those_who_may_write),
    TEST(a_link_is_not_followed_where_that_is_asked_for),
    TEST(a_link_that_comes_later_is_not_followed_either),
    TEST(permissions_that_are_none_are_refused),
    TEST(a_configuration_can_say_them),
};
TEST_MAIN
