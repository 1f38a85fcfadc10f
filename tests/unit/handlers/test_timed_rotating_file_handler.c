/* Rotation by time: what CPython's TimedRotatingFileHandlerTest asks for, what C adds, and bad days. When it
 * rotates, and how backups are called, is tested in test_rollover.c, by tables. */
#define _XOPEN_SOURCE 700

#include <files.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOG "timed/log"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* 11 March 2024, a Monday, 12:00 UTC, when each test begins. */
#define NOON INT64_C(1710158400)

static int64_t now, monotonic; /* seconds */
int64_t __wrap_pylog__port_now(void);
int64_t __wrap_pylog__port_now(void) {
    return now * 1000000000 + 500000000;
}
int64_t __wrap_pylog__port_monotonic(void);
int64_t __wrap_pylog__port_monotonic(void) {
    return monotonic * 1000000000;
}

/* Renaming fails with EACCES. */
static bool fixed;
int __real_pylog__port_rename(const char *from, const char *to);
int __wrap_pylog__port_rename(const char *from, const char *to);
int __wrap_pylog__port_rename(const char *from, const char *to) {
    errno = EACCES;
    return fixed ? -1 : __real_pylog__port_rename(from, to);
}

static void set_zone(const char *zone) {
    setenv("TZ", zone, 1);
    tzset();
}

static int set_up(void) {
    set_zone("UTC0");
    now = NOON;
    monotonic = 1;
    fixed = false;
    return 0;
}

static const struct fixture fixture = { .directory = "timed", .set_up = set_up };

static pylog_handler *timed_at(const char *path, const struct pylog_timed_rotating_options *options) {
    pylog_handler *handler = pylog_timed_rotating_file_handler_new(path, options);
    assert_non_null(handler);
    pylog_handler_set_error_callback(handler, report, NULL);
    return handler;
}

/* A handler whose file was made just now. */
static pylog_handler *timed(const struct pylog_timed_rotating_options *options) {
    files_write(LOG, "");
    files_set_time(LOG, now);
    return timed_at(LOG, options);
}

/* ---- TimedRotatingFileHandlerTest */

static void what_is_no_regular_file_is_not_rotated(void **state) {
    pylog_handler *handler =
        timed_at("/dev/null", &(struct pylog_timed_rotating_options){ .when = "S", .backup_count = 1 });
    struct stat status;
    (void)state;
    files_log(handler, "1");
    now += 10 * HOUR * 24 * 365;
    files_log(handler, "2");
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
    assert_int_equal(reported.count, 0);
    pylog_handler_unref(handler);
}

static void when_the_time_has_come_the_record_goes_into_a_new_file(void **state) {
    pylog_handler *handler = timed(&(struct pylog_timed_rotating_options){ .when = "S", .backup_count = 1 });
    (void)state;
    files_log(handler, "initial");
    now += 1;
    files_log(handler, "after delay");
    files_assert(LOG ".2024-03-11_12-00-00", "initial\n");
    files_assert(LOG, "after delay\n");
    pylog_handler_unref(handler);
}

/* Handlers are made anew, as by a program that is started again: the file's own time says when it began. */
static void check_restarts(const char *when, const char *backup) {
    const struct pylog_timed_rotating_options options = { .when = when,
                                                          .at_time =
                                                              &(struct pylog_time_of_day){ 12, 0, 0 } };
    for (int i = 0; i < 3; i++) {
        pylog_handler *handler = timed_at(LOG, &options);
        files_log(handler, "1");
        pylog_handler_unref(handler);
        files_set_time(LOG, now);
    }
    files_assert(LOG, "1\n1\n1\n");
    files_set_time(LOG, now - 1);
    for (int i = 0; i < 2; i++) {
        pylog_handler *handler = timed_at(LOG, &options);
        files_log(handler, "2");
        pylog_handler_unref(handler);
        files_set_time(LOG, now);
    }
    files_assert(LOG, "2\n2\n");
    files_assert(backup, "1\n1\n1\n");
}

static void a_file_of_yesterday_is_rotated_at_the_time_of_day(void **state) {
    (void)state;
    check_restarts("midnight", LOG ".2024-03-10");
}

static void a_file_of_last_week_is_rotated_on_the_weekday(void **state) {
    (void)state;
    check_restarts("W0", LOG ".2024-03-04");
}

static void what_is_no_interval_is_refused(void **state) {
    static const char *const wrong[] = { "X", "W", "W7" };
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const struct pylog_timed_rotating_options options = { .when = wrong[i] };
        assert_null(pylog_timed_rotating_file_handler_new(LOG, &options));
        assert_int_equal(errno, EINVAL);
    }
    assert_string_equal(pylog_last_error(), "Invalid day specified for weekly rollover: W7");
    assert_string_equal(files_in("timed"), "");
}

static int64_t rollover_from(const struct pylog_timed_rotating_options *options, int64_t from) {
    pylog_handler *handler = timed_at(LOG, options);
    int64_t result = pylog_timed_rotating_file_handler_compute_rollover(handler, from);
    pylog_handler_unref(handler);
    return result;
}

static void by_day_it_is_the_next_time_of_day(void **state) {
    const struct pylog_time_of_day noon = { 12, 0, 0 };
    const struct pylog_timed_rotating_options midnight = { .when = "midnight", .utc = true },
                                              at_noon = { .when = "midnight", .utc = true, .at_time = &noon };
    (void)state;
    assert_int_equal(rollover_from(&midnight, 0), DAY);
    assert_int_equal(rollover_from(&midnight, DAY - 1), DAY);
    assert_int_equal(rollover_from(&midnight, DAY), 2 * DAY);
    assert_int_equal(rollover_from(&midnight, DAY + HOUR), 2 * DAY);
    assert_int_equal(rollover_from(&at_noon, 0), DAY / 2);
    assert_int_equal(rollover_from(&at_noon, DAY / 2 - 1), DAY / 2);
    assert_int_equal(rollover_from(&at_noon, DAY / 2), DAY / 2 + DAY);
    assert_int_equal(rollover_from(&at_noon, 13 * HOUR), DAY / 2 + DAY);
}

/* NOON is a Monday. */
static void by_week_it_is_the_next_such_day(void **state) {
    const struct pylog_time_of_day noon = { 12, 0, 0 };
    (void)state;
    for (int day = 0; day < 7; day++) {
        char when[] = "W0";
        when[1] = (char)('0' + day);
        const struct pylog_timed_rotating_options options = { .when = when, .utc = true, .at_time = &noon };
        assert_int_equal(rollover_from(&options, NOON - DAY / 2), NOON + day * DAY);
        assert_int_equal(rollover_from(&options, NOON - 1), NOON + day * DAY);
        assert_int_equal(rollover_from(&options, NOON), NOON + (day ? day : 7) * DAY);
        assert_int_equal(rollover_from(&options, NOON + HOUR), NOON + (day ? day : 7) * DAY);
    }
}

/* The epoch was a Thursday. */
static void every_unit_has_its_length(void **state) {
    static const struct {
        const char *when;
        int interval;
        int64_t expected;
    } rows[] = {
        { "S", 1, 1 },          { "S", 3, 3 },
        { "M", 1, MINUTE },     { "M", 3, 3 * MINUTE },
        { "H", 1, HOUR },       { "H", 3, 3 * HOUR },
        { "D", 1, DAY },        { "D", 3, 3 * DAY },
        { "MIDNIGHT", 1, DAY }, { "MIDNIGHT", 3, 3 * DAY },
        { "W0", 1, 5 * DAY },   { "W0", 3, 19 * DAY },
        { NULL, 0, HOUR },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(rollover_from(&(struct pylog_timed_rotating_options){ .when = rows[i].when,
                                                                               .interval = rows[i].interval,
                                                                               .utc = true },
                                       0),
                         rows[i].expected);
}

/* In New York the clock went forward at 2:00 on 10 March 2024 (07:00 UTC), a Sunday. */
static void local_midnight_and_weekday_follow_a_change_of_the_clock(void **state) {
    const struct pylog_time_of_day half_past_two = { 2, 30, 0 };
    (void)state;
    set_zone("EST+05EDT,M3.2.0,M11.1.0");
    const int64_t change = 1710054000;
    assert_int_equal(
        rollover_from(&(struct pylog_timed_rotating_options){ .when = "midnight" }, change - HOUR),
        change + 21 * HOUR);
    assert_int_equal(
        rollover_from(&(struct pylog_timed_rotating_options){ .when = "midnight", .interval = 3 },
                      change - HOUR),
        change + 21 * HOUR + 2 * DAY);
    assert_int_equal(rollover_from(&(struct pylog_timed_rotating_options){ .when = "W6" }, change - HOUR),
                     change + 21 * HOUR);
    assert_int_equal(
        rollover_from(&(struct pylog_timed_rotating_options){ .when = "midnight", .at_time = &half_past_two },
                      change - HOUR),
        change + HOUR / 2);
}

/* Make ten backups, five seconds apart, the first of them an hour ago. */
static void make_backups(const char *before, const char *after) {
    for (int i = 0; i < 10; i++) {
        char path[128];
        snprintf(path, sizeof path, "timed/%s2024-03-11_11-00-%02d%s", before, 5 * i, after);
        files_write(path, "");
    }
}

static size_t count_of(const char *text) {
    size_t count = 0;
    for (const char *at = files_in("timed"); (at = strstr(at, text)); at++)
        count++;
    return count;
}

/* Rotate that file once, with that many backups to be kept; its own backup is one of them. */
static void rotate_once(const char *path, int backup_count, pylog_namer *namer) {
    files_write(path, "x\n");
    files_set_time(path, now);
    pylog_handler *handler =
        timed_at(path, &(struct pylog_timed_rotating_options){
                           .when = "s", .interval = 5, .backup_count = backup_count, .namer = namer });
    now += 5;
    files_log(handler, "y");
    pylog_handler_unref(handler);
}

/* DIR/d.e.log.DATE becomes DIR/d.e.DATE.log. */
static int log_last(const char *default_name, pylog_buffer *name, void *data) {
    const char *log = strstr(default_name, ".log");
    (void)data;
    return pylog_buffer_printf(name, "%.*s%s.log", (int)(log - default_name), default_name, log + 4);
}

/* DIR/g.log.DATE becomes DIR/gDATE.oldlog. */
static int without_dots(const char *default_name, pylog_buffer *name, void *data) {
    const char *log = strstr(default_name, ".log.");
    (void)data;
    return pylog_buffer_printf(name, "%.*s%s.oldlog", (int)(log - default_name), default_name, log + 5);
}

static void only_backups_of_this_file_are_removed(void **state) {
    (void)state;
    make_backups("a.b.log.", "");
    make_backups("a.b.c.log.", "");
    make_backups("d.e.", ".log");
    make_backups("d.e.f.", ".log");
    make_backups("g", ".oldlog");
    rotate_once("timed/a.b.log", 7, NULL);
    assert_int_equal(count_of("a.b.log."), 7);
    assert_int_equal(count_of("a.b.c.log."), 10);
    rotate_once("timed/d.e.log", 7, log_last);
    assert_int_equal(count_of("d.e.2"), 7);
    assert_int_equal(count_of("d.e.f.2"), 10);
    rotate_once("timed/g.log", 7, without_dots);
    assert_int_equal(count_of(".oldlog"), 7);
    assert_int_equal(count_of("_11-00-15"), 2);
    assert_int_equal(count_of("_11-00-20"), 5);
}

static void backups_with_something_behind_the_date_stay(void **state) {
    (void)state;
    make_backups("a.log.", "");
    make_backups("a.log.b.", "");
    make_backups("a.log.", ".c");
    rotate_once("timed/a.log", 1, NULL);
    rotate_once("timed/a.log.b", 2, NULL);
    assert_int_equal(count_of("a.log.2"), 1 + 10);
    assert_int_equal(count_of("a.log.b.2"), 2);
    assert_int_equal(count_of(".c "), 10);
}

/* ---- More of Python's rules */

static void a_date_that_is_taken_puts_the_rotation_off_until_the_next(void **state) {
    pylog_handler *handler = timed(&(struct pylog_timed_rotating_options){ .when = "D" });
    (void)state;
    files_write(LOG ".2024-03-11", "taken\n");
    now += DAY;
    files_log(handler, "1");
    files_assert(LOG, "1\n");
    files_assert(LOG ".2024-03-11", "taken\n");
    remove(LOG ".2024-03-11");
    now += 10;
    files_log(handler, "2");
    files_assert(LOG ".2024-03-11", NULL);
    now += DAY;
    files_log(handler, "3");
    files_assert(LOG ".2024-03-12", "1\n2\n");
    files_assert(LOG, "3\n");
    assert_int_equal(reported.count, 0);
    pylog_handler_unref(handler);
}

static void a_late_rotation_leaves_no_files_for_what_was_missed(void **state) {
    pylog_handler *handler = timed(&(struct pylog_timed_rotating_options){ .when = "S" });
    (void)state;
    now += 10;
    files_log(handler, "1");
    files_log(handler, "2");
    now += 1;
    files_log(handler, "3");
    assert_string_equal(files_in("timed"), "log log.2024-03-11_12-00-00 log.2024-03-11_12-00-10 ");
    pylog_handler_unref(handler);
}

static void with_delay_and_no_file_there_is_nothing_to_move(void **state) {
    pylog_handler *handler =
        timed_at(LOG, &(struct pylog_timed_rotating_options){ .when = "S", .file.delay = true });
    (void)state;
    now += 1;
    files_log(handler, "1");
    assert_string_equal(files_in("timed"), "log ");
    pylog_handler_unref(handler);
}

/* ---- What C adds */

static void by_size_as_well_a_date_has_several_backups(void **state) {
    pylog_handler *handler =
        timed(&(struct pylog_timed_rotating_options){ .when = "midnight", .max_bytes = 5 });
    (void)state;
    for (char text[] = "a"; *text < 'h'; text[0]++)
        files_log(handler, text);
    now += DAY;
    files_log(handler, "next");
    assert_string_equal(files_in("timed"),
                        "log log.2024-03-11 log.2024-03-11.1 log.2024-03-11.2 log.2024-03-11.3 ");
    files_assert(LOG ".2024-03-11", "a\nb\n");
    files_assert(LOG ".2024-03-11.3", "g\n");
    files_log(handler, "x");
    assert_int_equal(count_of("2024-03-12"), 1);
    pylog_handler_unref(handler);
}

static void of_several_backups_of_a_date_the_oldest_go_first(void **state) {
    pylog_handler *handler = timed(
        &(struct pylog_timed_rotating_options){ .when = "midnight", .max_bytes = 3, .backup_count = 2 });
    char text[] = "a";
    (void)state;
    for (; *text < 'p'; text[0]++)
        files_log(handler, text);
    assert_string_equal(files_in("timed"), "log log.2024-03-11.12 log.2024-03-11.13 ");
    files_assert(LOG ".2024-03-11.13", "n\n");
    pylog_handler_unref(handler);
}

static void a_rotation_by_size_does_not_put_off_that_by_time(void **state) {
    pylog_handler *handler = timed(&(struct pylog_timed_rotating_options){ .when = "H", .max_bytes = 3 });
    (void)state;
    now += HOUR - 1;
    files_log(handler, "a");
    files_log(handler, "b");
    now += 1;
    files_log(handler, "c");
    assert_string_equal(files_in("timed"), "log log.2024-03-11_12 log.2024-03-11_12.1 ");
    pylog_handler_unref(handler);
}

static pylog_handler *asked;
static bool asks;

static int ask_and_rename(const char *from, const char *to, void *data) {
    (void)data;
    if (asks) {
        struct pylog_record *record = pylog_make_log_record(NULL);
        pylog_base_rotating_handler_should_rollover(asked, record);
        pylog_record_free(record);
    } else {
        files_log(asked, "");
    }
    return rename(from, to);
}

static void check_in_a_rotation(bool by_asking) {
    asks = by_asking;
    asked = timed(&(struct pylog_timed_rotating_options){
        .when = "H", .max_bytes = 4, .rotator = ask_and_rename });
    now += HOUR - 1;
    files_log(asked, "a");
    files_log(asked, "b");
    now += 1;
    files_log(asked, ""); /* small enough */
    assert_string_equal(files_in("timed"), "log log.2024-03-11_12 log.2024-03-11_12.1 ");
    pylog_handler_unref(asked);
}

static void asking_in_a_rotation_by_size_does_not_put_off_that_by_time(void **state) {
    (void)state;
    check_in_a_rotation(true);
}

static void logging_in_a_rotation_by_size_does_not_put_off_that_by_time(void **state) {
    (void)state;
    check_in_a_rotation(false);
}

static void at_the_start_a_file_gets_a_name_of_its_own(void **state) {
    const struct pylog_timed_rotating_options options = { .when = "midnight", .rotate_at_start = true };
    (void)state;
    for (int i = 0; i < 3; i++) {
        files_write(LOG, i == 0 ? "first\n" : i == 1 ? "second\n" : "third\n");
        files_set_time(LOG, now);
        pylog_handler_unref(timed_at(LOG, &options));
    }
    files_assert(LOG ".2024-03-11", "first\n");
    files_assert(LOG ".2024-03-11.1", "second\n");
    files_assert(LOG ".2024-03-11.2", "third\n");
}

static void old_backups_and_those_beyond_a_total_are_removed(void **state) {
    (void)state;
    for (int by_age = 0; by_age < 2; by_age++) {
        files_begin("timed");
        for (int day = 1; day < 6; day++) {
            char path[64];
            snprintf(path, sizeof path, LOG ".2024-03-%02d", day);
            files_write(path, "1234567\n");
            files_set_time(path, NOON - (11 - day) * DAY);
        }
        now = NOON;
        pylog_handler *handler = timed(&(struct pylog_timed_rotating_options){
            .when = "D", .max_age = by_age ? 8.5 * DAY : 0, .max_total_bytes = by_age ? 0 : 17 });
        now += DAY;
        files_log(handler, "x");
        assert_string_equal(files_in("timed"), "log log.2024-03-04 log.2024-03-05 log.2024-03-11 ");
        pylog_handler_unref(handler);
    }
}

/* ---- Bad days */

static void where_the_file_cannot_be_moved_it_is_written_on(void **state) {
    pylog_handler *handler = timed(&(struct pylog_timed_rotating_options){ .when = "S" });
    (void)state;
    fixed = true;
    now += 1;
    files_log(handler, "1");
    files_log(handler, "2");
    fixed = false;
    files_assert(LOG, "1\n2\n");
    assert_int_equal(reported.count, 1);
    monotonic += 1;
    now += 1;
    files_log(handler, "3");
    files_assert(LOG ".2024-03-11_12-00-00", "1\n2\n");
    files_assert(LOG, "3\n");
    pylog_handler_unref(handler);
}

static void a_backup_that_cannot_be_removed_is_reported(void **state) {
    pylog_handler *handler = timed(&(struct pylog_timed_rotating_options){ .when = "D", .backup_count = 1 });
    (void)state;
    mkdir(LOG ".2000-01-01", 0777);
    now += DAY;
    files_log(handler, "1");
    files_assert(LOG, "1\n");
    assert_int_equal(reported.count, 1);
    assert_int_equal(count_of("2024-03-11"), 1);
    pylog_handler_unref(handler);
}

static void wrong_options_make_no_file(void **state) {
    const struct pylog_time_of_day late = { 24, 0, 0 };
    (void)state;
    assert_null(pylog_timed_rotating_file_handler_new(
        LOG, &(struct pylog_timed_rotating_options){ .when = "midnight", .at_time = &late }));
    assert_string_equal(pylog_last_error(), "hour must be in 0..23");
    assert_null(
        pylog_timed_rotating_file_handler_new(LOG, &(struct pylog_timed_rotating_options){ .interval = -1 }));
    assert_int_equal(errno, EINVAL);
    assert_null(pylog_timed_rotating_file_handler_new("timed/no/log", NULL));
    assert_int_equal(errno, ENOENT);
    assert_string_equal(files_in("timed"), "");
}

static void another_handler_has_no_rollover(void **state) {
    pylog_handler *handler = pylog_rotating_file_handler_new(LOG, NULL);
    (void)state;
    assert_int_equal(pylog_timed_rotating_file_handler_compute_rollover(handler, 0), -1);
    assert_int_equal(pylog_timed_rotating_file_handler_compute_rollover(NULL, 0), -1);
    assert_int_equal(errno, EINVAL);
    pylog_handler_unref(handler);
}

static const struct CMUnitTest tests[] = {
    TEST(what_is_no_regular_file_is_not_rotated),
    TEST(when_the_time_has_come_the_record_goes_into_a_new_file),
    TEST(a_file_of_yesterday_is_rotated_at_the_time_of_day),
    TEST(a_file_of_last_week_is_rotated_on_the_weekday),
    TEST(what_is_no_interval_is_refused),
    TEST(by_day_it_is_the_next_time_of_day),
    TEST(by_week_it_is_the_next_such_day),
    TEST(every_unit_has_its_length),
    TEST(local_midnight_and_weekday_follow_a_change_of_the_clock),
    TEST(only_backups_of_this_file_are_removed),
    TEST(backups_with_something_behind_the_date_stay),
    TEST(a_date_that_is_taken_puts_the_rotation_off_until_the_next),
    TEST(a_late_rotation_leaves_no_files_for_what_was_missed),
    TEST(with_delay_and_no_file_there_is_nothing_to_move),
    TEST(by_size_as_well_a_date_has_several_backups),
    TEST(of_several_backups_of_a_date_the_oldest_go_first),
    TEST(a_rotation_by_size_does_not_put_off_that_by_time),
    TEST(asking_in_a_rotation_by_size_does_not_put_off_that_by_time),
    TEST(logging_in_a_rotation_by_size_does_not_put_off_that_by_time),
    TEST(at_the_start_a_file_gets_a_name_of_its_own),
    TEST(old_backups_and_those_beyond_a_total_are_removed),
    TEST(where_the_file_cannot_be_moved_it_is_written_on),
    TEST(a_backup_that_cannot_be_removed_is_reported),
    TEST(wrong_options_make_no_file),
    TEST(another_handler_has_no_rollover),
};
TEST_MAIN
