/* Rotation by size: what CPython's RotatingFileHandlerTest asks for, what C adds, and bad days. */
#define _XOPEN_SOURCE 700

#include <capture.h>
#include <fcntl.h>
#include <files.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOG "rotating/log"

/* The monotonic clock, which decides when a rotation that failed is tried again. */
static int64_t monotonic;
int64_t __wrap_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void) {
    return monotonic;
}

/* Opening for append fails with this errno; 0: does not. */
static int open_error;
intptr_t __real_pylog__port_file_open(const char *path, unsigned flags, unsigned permissions);
intptr_t __wrap_pylog__port_file_open(const char *path, unsigned flags, unsigned permissions);
intptr_t __wrap_pylog__port_file_open(const char *path, unsigned flags, unsigned permissions) {
    errno = open_error;
    return open_error ? -1 : __real_pylog__port_file_open(path, flags, permissions);
}

/* Renaming a file of this name fails with EACCES. */
static const char *fixed_file;
int __real_pylog__port_rename(const char *from, const char *to);
int __wrap_pylog__port_rename(const char *from, const char *to);
int __wrap_pylog__port_rename(const char *from, const char *to) {
    const char *name = strrchr(from, '/') + 1;
    errno = EACCES;
    return fixed_file && strcmp(name, fixed_file) == 0 ? -1 : __real_pylog__port_rename(from, to);
}

static int set_up(void) {
    open_error = 0;
    fixed_file = NULL;
    monotonic = 1000000000;
    return 0;
}

static const struct fixture fixture = { .directory = "rotating", .set_up = set_up };

static pylog_handler *rotating(const struct pylog_rotating_options *options) {
    pylog_handler *handler = pylog_rotating_file_handler_new(LOG, options);
    assert_non_null(handler);
    pylog_handler_set_error_callback(handler, report, NULL);
    return handler;
}

static void log_many(pylog_handler *handler, const char *const *texts) {
    for (; *texts; texts++)
        files_log(handler, *texts);
}
#define LOG_MANY(handler, ...) log_many(handler, (const char *const[]){ __VA_ARGS__, NULL })

/* ---- RotatingFileHandlerTest */

static void an_empty_file_is_not_rotated(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 1, .backup_count = 1 });
    (void)state;
    files_log(handler, "longer than that");
    assert_string_equal(files_in("rotating"), "log ");
    pylog_handler_unref(handler);
}

static void without_a_limit_nothing_is_rotated(void **state) {
    (void)state;
    files_write(LOG, "\n");
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .backup_count = 1 });
    files_log(handler, "text");
    files_assert(LOG, "\ntext\n");
    assert_string_equal(files_in("rotating"), "log ");
    pylog_handler_unref(handler);
}

static void what_is_no_regular_file_is_not_rotated(void **state) {
    const struct pylog_rotating_options options = { .max_bytes = 1, .backup_count = 1 };
    pylog_handler *handler = pylog_rotating_file_handler_new("/dev/null", &options);
    struct stat status;
    (void)state;
    pylog_handler_set_error_callback(handler, report, NULL);
    LOG_MANY(handler, "1", "2");
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
    assert_int_equal(reported.count, 0);
    pylog_handler_unref(handler);
}

static void a_file_that_would_get_too_long_is_rotated(void **state) {
    (void)state;
    files_write(LOG, "\n");
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 2, .backup_count = 1 });
    files_log(handler, "1");
    files_assert(LOG ".1", "\n");
    files_assert(LOG, "1\n");
    pylog_handler_unref(handler);
}

static void the_file_is_made(void **state) {
    pylog_handler *handler = rotating(NULL);
    (void)state;
    files_log(handler, "1");
    files_assert(LOG, "1\n");
    pylog_handler_unref(handler);
}

static void check_max_bytes(bool delay) {
    char large[101] = "";
    memset(large, 'b', 100);
    pylog_handler *handler = rotating(
        &(struct pylog_rotating_options){ .file.delay = delay, .backup_count = 2, .max_bytes = 100 });
    assert_string_equal(files_in("rotating"), delay ? "" : "log ");
    files_log(handler, "a");
    assert_string_equal(files_in("rotating"), "log ");
    files_log(handler, large);
    assert_string_equal(files_in("rotating"), "log log.1 ");
    files_log(handler, "a");
    assert_string_equal(files_in("rotating"), "log log.1 log.2 ");
    pylog_handler_unref(handler);
}

static void a_record_goes_whole_into_the_new_file(void **state) {
    (void)state;
    check_max_bytes(false);
}

static void with_delay_it_is_the_same(void **state) {
    (void)state;
    check_max_bytes(true);
}

static int add_test(const char *default_name, pylog_buffer *name, void *data) {
    (void)data;
    return pylog_buffer_printf(name, "%s.test", default_name);
}

static void backups_have_the_names_that_the_namer_makes(void **state) {
    pylog_handler *handler =
        rotating(&(struct pylog_rotating_options){ .backup_count = 2, .max_bytes = 1, .namer = add_test });
    (void)state;
    LOG_MANY(handler, "1", "2");
    assert_string_equal(files_in("rotating"), "log log.1.test ");
    files_log(handler, "3");
    assert_string_equal(files_in("rotating"), "log log.1.test log.2.test ");
    files_log(handler, "4");
    assert_string_equal(files_in("rotating"), "log log.1.test log.2.test ");
    files_assert(LOG ".2.test", "2\n");
    pylog_handler_unref(handler);
}

static int rename_to_rotated(const char *source, const char *dest, void *data) {
    char name[512];
    (void)data;
    snprintf(name, sizeof name, "%s.rotated", dest);
    return rename(source, name);
}

static void the_rotator_gets_the_name_that_the_namer_has_made(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){
        .backup_count = 2, .max_bytes = 1, .namer = add_test, .rotator = rename_to_rotated });
    (void)state;
    LOG_MANY(handler, "1", "2");
    assert_string_equal(files_in("rotating"), "log log.1.test.rotated ");
    files_assert(LOG, "2\n");
    pylog_handler_unref(handler);
}

/* It stands for one that compresses: every byte is turned round, and the source removed. */
static int turn_round(const char *source, const char *dest, void *data) {
    char *text = read_whole_file(source);
    (void)data;
    for (char *c = text; *c; c++)
        *c = (char)(*c ^ 0x20);
    files_write(dest, text);
    free(text);
    return remove(source);
}

static void a_rotator_can_change_what_is_in_the_backup(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){
        .backup_count = 2, .max_bytes = 1, .namer = add_test, .rotator = turn_round });
    (void)state;
    LOG_MANY(handler, "a", "b");
    files_assert(LOG ".1.test", "A*");
    files_log(handler, "c");
    files_assert(LOG ".2.test", "A*");
    files_assert(LOG ".1.test", "B*");
    files_log(handler, "d");
    files_assert(LOG ".2.test", "B*");
    assert_string_equal(files_in("rotating"), "log log.1.test log.2.test ");
    pylog_handler_unref(handler);
}

/* ---- The rule */

static void the_file_never_reaches_the_limit(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 10, .backup_count = 3 });
    (void)state;
    LOG_MANY(handler, "1234", "567", "8");
    files_assert(LOG ".1", "1234\n567\n");
    files_assert(LOG, "8\n");
    pylog_handler_unref(handler);
}

static void characters_are_counted_unless_bytes_are_wanted(void **state) {
    (void)state;
    for (int bytes = 0; bytes < 2; bytes++) {
        files_begin("rotating");
        pylog_handler *handler = rotating(&(struct pylog_rotating_options){
            .max_bytes = 15, .backup_count = 1, .count_bytes = bytes == 1 });
        LOG_MANY(handler, "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9");
        assert_string_equal(files_in("rotating"), bytes ? "log log.1 " : "log ");
        pylog_handler_unref(handler);
    }
}

static void without_backups_the_file_grows(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 3 });
    (void)state;
    LOG_MANY(handler, "1", "2", "3");
    files_assert(LOG, "1\n2\n3\n");
    pylog_handler_unref(handler);
}

static void a_gap_between_backups_stays(void **state) {
    (void)state;
    files_write(LOG ".2", "old\n");
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 1, .backup_count = 5 });
    LOG_MANY(handler, "1", "2");
    assert_string_equal(files_in("rotating"), "log log.1 log.3 ");
    pylog_handler_unref(handler);
}

static void a_file_that_is_rotated_is_not_truncated(void **state) {
    (void)state;
    files_write(LOG, "old\n");
    pylog_handler *handler =
        rotating(&(struct pylog_rotating_options){ .file.mode = "w", .max_bytes = 100, .backup_count = 1 });
    files_log(handler, "new");
    files_assert(LOG, "old\nnew\n");
    pylog_handler_unref(handler);
}

static void a_closed_handler_goes_on_where_it_was(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 5, .backup_count = 1 });
    struct pylog_handler_stats stats;
    (void)state;
    files_log(handler, "1");
    pylog_handler_close(handler);
    LOG_MANY(handler, "2", "3");
    files_assert(LOG ".1", "1\n2\n");
    files_assert(LOG, "3\n");
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.emitted, 3);
    assert_int_equal(stats.reconnects, 1);
    pylog_handler_unref(handler);
}

static void what_is_held_back_counts_and_goes_into_its_file(void **state) {
    pylog_handler *handler = rotating(
        &(struct pylog_rotating_options){ .file.buffer_size = 100, .max_bytes = 5, .backup_count = 1 });
    (void)state;
    files_log(handler, "1");
    files_assert(LOG, "");
    LOG_MANY(handler, "2", "3");
    pylog_handler_flush(handler);
    files_assert(LOG ".1", "1\n2\n");
    files_assert(LOG, "3\n");
    pylog_handler_unref(handler);
}

static void the_file_can_be_named_and_opened_again(void **state) {
    pylog_handler *handler =
        rotating(&(struct pylog_rotating_options){ .max_bytes = 100, .backup_count = 1 });
    const char *name = pylog_file_handler_base_filename(handler);
    (void)state;
    assert_int_equal(name[0], '/');
    assert_string_equal(name + strlen(name) - strlen(LOG), LOG);
    files_log(handler, "1");
    rename(LOG, "rotating/other");
    assert_int_equal(pylog_file_handler_reopen(handler), 0);
    files_log(handler, "2");
    files_assert(LOG, "2\n");
    pylog_handler_unref(handler);
}

/* ---- What C adds */

static void at_the_start_a_file_with_something_in_it_is_rotated(void **state) {
    const struct pylog_rotating_options options = { .rotate_at_start = true, .backup_count = 2 };
    (void)state;
    pylog_handler_unref(rotating(&options));
    assert_string_equal(files_in("rotating"), "log ");
    files_write(LOG, "old\n");
    pylog_handler_unref(rotating(&options));
    files_assert(LOG ".1", "old\n");
    files_assert(LOG, "");
}

static void without_a_count_backups_are_kept_up_to_a_total(void **state) {
    pylog_handler *handler =
        rotating(&(struct pylog_rotating_options){ .max_bytes = 5, .max_total_bytes = 15 });
    char text[2] = "a";
    (void)state;
    for (; *text < 'n'; text[0]++)
        files_log(handler, text);
    assert_string_equal(files_in("rotating"), "log log.1 log.2 log.3 ");
    files_assert(LOG ".3", "g\nh\n");
    files_assert(LOG ".1", "k\nl\n");
    pylog_handler_unref(handler);
}

static void backups_that_are_too_old_are_removed(void **state) {
    (void)state;
    files_write(LOG, "old\n");
    files_write(LOG ".1", "older\n");
    files_write(LOG ".2", "oldest\n");
    files_set_time(LOG ".2", 1000000000);
    pylog_handler *handler =
        rotating(&(struct pylog_rotating_options){ .max_bytes = 1, .backup_count = 9, .max_age = 3600 });
    files_log(handler, "new");
    assert_string_equal(files_in("rotating"), "log log.1 log.2 ");
    files_assert(LOG ".2", "older\n");
    pylog_handler_unref(handler);
}

/* ---- Bad days */

static void where_the_file_cannot_be_moved_it_is_written_on(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 2 });
    struct pylog_handler_stats stats;
    (void)state;
    fixed_file = "log";
    LOG_MANY(handler, "1", "2", "3");
    files_assert(LOG, "1\n2\n3\n");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, EACCES);
    assert_non_null(strstr(reported.text, "[Errno 13] Permission denied: '"));
    assert_non_null(strstr(reported.text, "/rotating/log' -> '"));
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.emitted, 3);
    assert_int_equal(stats.errors, 1);
    pylog_handler_unref(handler);
}

static void moving_is_tried_again_after_a_second(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 2 });
    (void)state;
    fixed_file = "log";
    LOG_MANY(handler, "1", "2");
    fixed_file = NULL;
    files_log(handler, "3");
    assert_string_equal(files_in("rotating"), "log ");
    monotonic += 1000000000;
    files_log(handler, "4");
    files_assert(LOG ".1", "1\n2\n3\n");
    files_assert(LOG, "4\n");
    fixed_file = "log";
    files_log(handler, "5");
    assert_int_equal(reported.count, 2);
    pylog_handler_unref(handler);
}

static void attempts_that_fail_do_not_push_backups_out(void **state) {
    (void)state;
    files_write(LOG ".1", "b\n");
    files_write(LOG ".2", "a\n");
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 3 });
    fixed_file = "log";
    for (int i = 0; i < 5; i++) {
        files_log(handler, "c");
        monotonic += 1000000000;
    }
    fixed_file = NULL;
    files_log(handler, "d");
    assert_string_equal(files_in("rotating"), "log log.1 log.2 log.3 ");
    files_assert(LOG ".3", "a\n");
    files_assert(LOG ".1", "c\nc\nc\nc\nc\n");
    pylog_handler_unref(handler);
}

static void a_backup_that_cannot_be_moved_is_not_overwritten(void **state) {
    (void)state;
    files_write(LOG ".1", "b\n");
    files_write(LOG ".2", "a\n");
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 3 });
    fixed_file = "log.1";
    for (int i = 0; i < 5; i++) {
        files_log(handler, "c");
        monotonic += 1000000000;
    }
    files_assert(LOG ".1", "b\n");
    files_assert(LOG ".3", "a\n");
    files_assert(LOG, "c\nc\nc\nc\nc\n");
    pylog_handler_unref(handler);
}

static void where_a_directory_has_the_name_of_the_backup_nothing_is_lost(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 1 });
    (void)state;
    mkdir(LOG ".1", 0777);
    LOG_MANY(handler, "1", "2");
    files_assert(LOG, "1\n2\n");
    assert_int_equal(reported.error, EISDIR);
    pylog_handler_unref(handler);
}

static void where_no_new_file_can_be_made_the_moved_one_is_written_on(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 2 });
    (void)state;
    files_log(handler, "1");
    open_error = ENOSPC;
    LOG_MANY(handler, "2", "3");
    assert_string_equal(files_in("rotating"), "log.1 ");
    files_assert(LOG ".1", "1\n2\n3\n");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, ENOSPC);
    open_error = 0;
    monotonic += 1000000000;
    files_log(handler, "4");
    assert_string_equal(files_in("rotating"), "log log.1 ");
    files_assert(LOG, "4\n");
    pylog_handler_unref(handler);
}

static void a_file_that_was_removed_is_made_anew_when_it_is_rotated(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 2 });
    (void)state;
    files_log(handler, "1");
    remove(LOG);
    files_log(handler, "2");
    files_assert(LOG, "2\n");
    assert_string_equal(files_in("rotating"), "log ");
    assert_int_equal(reported.count, 0);
    pylog_handler_unref(handler);
}

static void without_its_directory_it_says_so_once(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 2 });
    struct pylog_handler_stats stats;
    (void)state;
    files_log(handler, "1");
    files_end("rotating");
    LOG_MANY(handler, "2", "3");
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, ENOENT);
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.emitted, 3);
    files_begin("rotating");
    monotonic += 1000000000;
    files_log(handler, "4");
    files_assert(LOG, "4\n");
    pylog_handler_unref(handler);
}

static int refuse_to_name(const char *default_name, pylog_buffer *name, void *data) {
    (void)default_name, (void)name, (void)data;
    errno = EINVAL;
    return -1;
}

static int refuse_to_rotate(const char *source, const char *dest, void *data) {
    (void)source, (void)dest, (void)data;
    errno = EXDEV;
    return -1;
}

static void a_namer_or_rotator_that_fails_loses_nothing(void **state) {
    const struct pylog_rotating_options options[] = {
        { .max_bytes = 3, .backup_count = 2, .namer = refuse_to_name },
        { .max_bytes = 3, .backup_count = 2, .rotator = refuse_to_rotate },
    };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        files_begin("rotating");
        reported.count = 0;
        pylog_handler *handler = rotating(&options[i]);
        LOG_MANY(handler, "1", "2", "3");
        files_assert(LOG, "1\n2\n3\n");
        assert_int_equal(reported.count, 1);
        assert_int_equal(reported.error, i ? EXDEV : EINVAL);
        pylog_handler_unref(handler);
    }
}

static pylog_handler *logged_to;

static int log_while_rotating(const char *source, const char *dest, void *data) {
    (void)data;
    files_log(logged_to, "from within");
    return rename(source, dest);
}

static void a_rotator_may_log_to_its_own_handler(void **state) {
    logged_to = rotating(
        &(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 2, .rotator = log_while_rotating });
    (void)state;
    LOG_MANY(logged_to, "1", "2");
    files_assert(LOG ".1", "1\nfrom within\n");
    files_assert(LOG, "2\n");
    pylog_handler_unref(logged_to);
}

static void where_there_is_no_lock_nothing_is_rotated(void **state) {
    pylog_handler *handler = rotating(&(struct pylog_rotating_options){
        .file.delay = true, .max_bytes = 3, .backup_count = 2, .several_processes = true });
    (void)state;
    mkdir(LOG ".lock", 0777);
    LOG_MANY(handler, "1", "2");
    files_assert(LOG, "1\n2\n");
    assert_int_equal(reported.count, 1);
    remove(LOG ".lock");
    files_log(handler, "3");
    files_assert(LOG ".1", "1\n2\n");
    files_assert(LOG, "3\n");
    pylog_handler_unref(handler);
}

static void the_directory_of_the_lock_can_be_made(void **state) {
    const struct pylog_rotating_options options = {
        .file.make_directories = true, .max_bytes = 3, .backup_count = 2, .several_processes = true
    };
    pylog_handler *handler = pylog_rotating_file_handler_new("rotating/new/log", &options);
    (void)state;
    assert_non_null(handler);
    pylog_handler_set_error_callback(handler, report, NULL);
    LOG_MANY(handler, "1", "2");
    assert_string_equal(files_in("rotating/new"), "log log.1 log.lock ");
    assert_int_equal(reported.count, 0);
    pylog_handler_unref(handler);
}

static void a_child_of_fork_rotates_with_a_lock_of_its_own(void **state) {
    pylog_handler *handler = rotating(
        &(struct pylog_rotating_options){ .max_bytes = 3, .backup_count = 5, .several_processes = true });
    int status = -1;
    (void)state;
    files_log(handler, "1");
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        files_log(handler, "2");
        _exit((int)reported.count);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    files_log(handler, "3");
    files_assert(LOG ".2", "1\n");
    files_assert(LOG ".1", "2\n");
    files_assert(LOG, "3\n");
    pylog_handler_unref(handler);
}

static void a_buffer_cannot_be_had_with_several_processes(void **state) {
    const struct pylog_rotating_options options = { .file.buffer_size = 100, .several_processes = true };
    (void)state;
    assert_null(pylog_rotating_file_handler_new(LOG, &options));
    assert_int_equal(errno, EINVAL);
    assert_string_equal(files_in("rotating"), "");
}

static void a_wrong_option_makes_no_file(void **state) {
    const struct pylog_rotating_options options = { .file.encoding = "nope" };
    (void)state;
    assert_null(pylog_rotating_file_handler_new(LOG, &options));
    assert_int_equal(errno, EINVAL);
    assert_null(pylog_rotating_file_handler_new(NULL, NULL));
    assert_int_equal(errno, EINVAL);
    assert_string_equal(files_in("rotating"), "");
    assert_null(pylog_rotating_file_handler_new("rotating/no/log", NULL));
    assert_int_equal(errno, ENOENT);
}

static const struct CMUnitTest tests[] = {
    TEST(an_empty_file_is_not_rotated),
    TEST(without_a_limit_nothing_is_rotated),
    TEST(what_is_no_regular_file_is_not_rotated),
    TEST(a_file_that_would_get_too_long_is_rotated),
    TEST(the_file_is_made),
    TEST(a_record_goes_whole_into_the_new_file),
    TEST(with_delay_it_is_the_same),
    TEST(backups_have_the_names_that_the_namer_makes),
    TEST(the_rotator_gets_the_name_that_the_namer_has_made),
    TEST(a_rotator_can_change_what_is_in_the_backup),
    TEST(the_file_never_reaches_the_limit),
    TEST(characters_are_counted_unless_bytes_are_wanted),
    TEST(without_backups_the_file_grows),
    TEST(a_gap_between_backups_stays),
    TEST(a_file_that_is_rotated_is_not_truncated),
    TEST(a_closed_handler_goes_on_where_it_was),
    TEST(what_is_held_back_counts_and_goes_into_its_file),
    TEST(the_file_can_be_named_and_opened_again),
    TEST(at_the_start_a_file_with_something_in_it_is_rotated),
    TEST(without_a_count_backups_are_kept_up_to_a_total),
    TEST(backups_that_are_too_old_are_removed),
    TEST(where_the_file_cannot_be_moved_it_is_written_on),
    TEST(moving_is_tried_again_after_a_second),
    TEST(attempts_that_fail_do_not_push_backups_out),
    TEST(a_backup_that_cannot_be_moved_is_not_overwritten),
    TEST(where_a_directory_has_the_name_of_the_backup_nothing_is_lost),
    TEST(where_no_new_file_can_be_made_the_moved_one_is_written_on),
    TEST(a_file_that_was_removed_is_made_anew_when_it_is_rotated),
    TEST(without_its_directory_it_says_so_once),
    TEST(a_namer_or_rotator_that_fails_loses_nothing),
    TEST(a_rotator_may_log_to_its_own_handler),
    TEST(where_there_is_no_lock_nothing_is_rotated),
    TEST(the_directory_of_the_lock_can_be_made),
    TEST(a_child_of_fork_rotates_with_a_lock_of_its_own),
    TEST(a_buffer_cannot_be_had_with_several_processes),
    TEST(a_wrong_option_makes_no_file),
};
TEST_MAIN
