/* Which zone the program is in, and when that is looked at. */
#define _GNU_SOURCE
#include <fixture.h>
#include <pylog.h>
#include <pylog/handlers.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <time/local_time.h>
#include <unistd.h>

#include <failing_allocator.h>
#include <files.h>
#include <parallel.h>
#include <stdio.h>
#include <string.h>

static const char directory[] = "local_time";

static int set_up(void) {
    unsetenv("TZDIR");
    unsetenv("TZ");
    return 0;
}

static int clean_up(void) {
    unsetenv("TZDIR");
    unsetenv("TZ");
    return 0;
}

static const struct fixture fixture = {
    .seconds = 50, .directory = directory, .set_up = set_up, .clean_up = clean_up
};

static const char *zone_shown(void) {
    static char text[64];
    struct pylog__calendar time;
    assert_int_equal(pylog__local_time(1700000000, &time), 0);
    snprintf(text, sizeof text, "%s %ld", time.zone, time.utc_offset);
    return text;
}

static const char *zone_of(const char *value) {
    setenv("TZ", value, 1);
    assert_int_equal(pylog_tzset(), 0);
    return zone_shown();
}

/* What a version 1 file needs at least. */
static void write_zone(const char *path, const char *name, unsigned char hours) {
    unsigned char bytes[44 + 6 + 4] = { 'T', 'Z', 'i', 'f', [39] = 1, [43] = 4 };
    const int offset = hours * 3600;
    bytes[46] = (unsigned char)(offset >> 8);
    bytes[47] = (unsigned char)offset;
    memcpy(bytes + 50, name, 4);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, sizeof bytes, file), sizeof bytes);
    fclose(file);
}

static void absolute(char out[4200], const char *path) {
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    snprintf(out, 4200, "%s/%s", here, path);
}

static void tz_is_a_string(void **state) {
    (void)state;
    assert_string_equal(zone_of("XYZ-3"), "XYZ 10800");
    assert_string_equal(zone_of(":XYZ-4"), "XYZ 14400");
}

static void tz_is_a_path(void **state) {
    char path[4200], with_colon[4210];
    (void)state;
    write_zone("local_time/mine", "AAA", 5);
    absolute(path, "local_time/mine");
    assert_string_equal(zone_of(path), "AAA 18000");
    snprintf(with_colon, sizeof with_colon, ":%s", path);
    assert_string_equal(zone_of(with_colon), "AAA 18000");
}

static void tz_is_a_name_in_tzdir(void **state) {
    char path[4200];
    (void)state;
    absolute(path, directory);
    setenv("TZDIR", path, 1);
    write_zone("local_time/EST5EDT", "BBB", 6);
    assert_string_equal(zone_of("EST5EDT"), "BBB 21600");
}

static void empty_is_utc(void **state) {
    (void)state;
    assert_string_equal(zone_of(""), "UTC 0");
    assert_string_equal(zone_of(":"), "UTC 0");
}

static void what_is_none_is_utc_under_its_first_letters(void **state) {
    (void)state;
    assert_string_equal(zone_of("Nowhere/Land"), "Nowhere 0");
    assert_string_equal(zone_of("7"), " 0");
}

static void without_tz_it_is_the_systems(void **state) {
    struct tm expected;
    char text[64];
    const time_t when = 1700000000;
    (void)state;
    tzset();
    assert_non_null(localtime_r(&when, &expected));
    snprintf(text, sizeof text, "%s %ld", expected.tm_zone, expected.tm_gmtoff);
    zone_of("XYZ-3");
    unsetenv("TZ");
    assert_int_equal(pylog_tzset(), 0);
    assert_string_equal(zone_shown(), text);
}

static void what_can_be_no_file_of_a_zone_is_not_waited_for(void **state) {
    char path[4200];
    (void)state;
    assert_int_equal(mkfifo("local_time/pipe", 0600), 0);
    absolute(path, "local_time/pipe");
    assert_string_equal(zone_of(path), " 0");
    absolute(path, directory);
    assert_string_equal(zone_of(path), " 0");
    assert_string_equal(zone_of("/dev/zero"), " 0");
    absolute(path, "local_time/long");
    files_write("local_time/long", "TZif");
    assert_int_equal(truncate("local_time/long", (off_t)1 << 40), 0);
    assert_string_equal(zone_of(path), " 0");
}

static void a_value_too_long_is_utc(void **state) {
    static char value[100000];
    (void)state;
    memset(value, 'A', sizeof value - 1);
    assert_string_equal(zone_of(value), "UTC 0");
}

static void a_zone_that_comes_back_is_not_read_again(void **state) {
    (void)state;
    failing_allocator_begin();
    zone_of("AAA-1");
    zone_of("BBB-2");
    const size_t calls = failing_allocator_calls();
    for (int i = 0; i < 1000; i++) {
        assert_string_equal(zone_of("AAA-1"), "AAA 3600");
        assert_string_equal(zone_of("BBB-2"), "BBB 7200");
    }
    assert_int_equal(failing_allocator_calls(), calls);
    pylog__reset();
    failing_allocator_end();
}

static void without_memory_the_zone_stays(void **state) {
    (void)state;
    failing_allocator_begin();
    zone_of("AAA-1");
    setenv("TZ", "BBB-2", 1);
    for (size_t n = 1; n <= 2; n++) {
        failing_allocator_fail_at(n);
        errno = 0;
        assert_int_equal(pylog_tzset(), -1);
        assert_int_equal(errno, ENOMEM);
        failing_allocator_fail_from(1);
        assert_string_equal(zone_shown(), "AAA 3600");
        failing_allocator_fail_at(0);
    }
    assert_int_equal(pylog_tzset(), 0);
    assert_string_equal(zone_shown(), "BBB 7200");
    pylog__reset();
    failing_allocator_end();
}

/* ---- When ------------------------------------------------------------------------------------ */

static struct gate end_of_thread = GATE_CLOSED;

static void *wait_at_gate(void *data) {
    gate_pass(&end_of_thread);
    return data;
}

static void new_formatter(void) {
    pylog_formatter_unref(pylog_formatter_new("%(asctime)s", NULL));
}

static void new_timed_handler(void) {
    pylog_handler_unref(pylog_timed_rotating_file_handler_new("local_time/timed.log", NULL));
}

static void new_smtp_handler(void) {
    static const char *const to[] = { "b@c", NULL };
    pylog_handler *handler = pylog_smtp_handler_new(&(struct pylog_smtp_options){
        .mailhost = "localhost", .fromaddr = "a@b", .toaddrs = to, .subject = "s" });
    assert_non_null(handler);
    pylog_handler_unref(handler);
}

static void call_tzset(void) {
    assert_int_equal(pylog_tzset(), 0);
}

/* With a second thread nothing but these looks at TZ. */
static void tz_is_looked_at_when_something_is_made_and_when_asked(void **state) {
    static void (*const moments[])(void) = { new_formatter, new_timed_handler, new_smtp_handler, call_tzset };
    (void)state;
    gate_close(&end_of_thread);
    pthread_t other = start_thread(wait_at_gate, NULL);
    zone_of("AAA-1");
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        setenv("TZ", "BBB-2", 1);
        assert_string_equal(zone_shown(), "AAA 3600");
        moments[i]();
        assert_string_equal(zone_shown(), "BBB 7200");
        zone_of("AAA-1");
    }
    gate_open(&end_of_thread);
    join_thread(other);
}

static void it_is_looked_at_by_the_first_who_needs_it(void **state) {
    (void)state;
    setenv("TZ", "CCC-3", 1);
    assert_string_equal(zone_shown(), "CCC 10800");
}

/* glibc tells how many threads there are. */
static void a_program_of_one_thread_need_not_say_that_it_has_changed_tz(void **state) {
    (void)state;
    if (!pylog__port_has_one_thread())
        skip();
    zone_of("AAA-1");
    setenv("TZ", "BBB-2", 1);
    assert_string_equal(zone_shown(), "BBB 7200");
}

static int64_t created;

static void set_created(struct pylog_record *record, void *data) {
    (void)data;
    record->created_ns = created;
}

/* As after chroot: what has been read is kept, though the file is there no more. */
static void a_record_needs_no_file(void **state) {
    char path[4200];
    (void)state;
    write_zone("local_time/mine", "AAA", 5);
    absolute(path, "local_time/mine");
    setenv("TZ", path, 1);
    pylog_handler *handler = pylog_file_handler_new("local_time/a.log", NULL);
    pylog_formatter *formatter =
        pylog_formatter_new("%(asctime)s", &(struct pylog_formatter_options){ .datefmt = "%H:%M %Z" });
    pylog_handler_set_formatter(handler, formatter);
    pylog_logger_add_handler(NULL, handler);
    pylog_set_log_record_factory(set_created, NULL);
    assert_int_equal(remove("local_time/mine"), 0);
    created = 0;
    pylog_warning(NULL, "x");
    files_assert("local_time/a.log", "05:00 AAA\n");
    pylog_formatter_unref(formatter);
    pylog_handler_unref(handler);
}

static void what_has_been_rendered_is_rendered_anew_in_the_new_zone(void **state) {
    (void)state;
    setenv("TZ", "AAA-1", 1);
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .filename = "local_time/a.log",
                                                                .format = "%(asctime)s %(message)s" }),
                     0);
    pylog_set_log_record_factory(set_created, NULL);
    created = 0;
    pylog_warning(NULL, "x");
    zone_of("BBB-2");
    pylog_warning(NULL, "y");
    files_assert("local_time/a.log", "1970-01-01 01:00:00,000 x\n1970-01-01 02:00:00,000 y\n");
}

static const struct CMUnitTest tests[] = {
    TEST(tz_is_a_string),
    TEST(tz_is_a_path),
    TEST(tz_is_a_name_in_tzdir),
    TEST(empty_is_utc),
    TEST(what_is_none_is_utc_under_its_first_letters),
    TEST(without_tz_it_is_the_systems),
    TEST(what_can_be_no_file_of_a_zone_is_not_waited_for),
    TEST(a_value_too_long_is_utc),
    TEST(a_zone_that_comes_back_is_not_read_again),
    TEST(without_memory_the_zone_stays),
    TEST(it_is_looked_at_by_the_first_who_needs_it),
    TEST(a_program_of_one_thread_need_not_say_that_it_has_changed_tz),
    TEST(a_record_needs_no_file),
    TEST(what_has_been_rendered_is_rendered_anew_in_the_new_zone),
    TEST(tz_is_looked_at_when_something_is_made_and_when_asked),
};
TEST_MAIN
