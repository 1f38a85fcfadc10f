/* Rollover times, names and dates in names, by the tables that CPython has written, in six zones. */
#define _POSIX_C_SOURCE 200809L

#include <base/error.h>
#include <fixture.h>
#include <handlers/rollover.h>
#include <stdlib.h>
#include <time.h>
#include <time/local_time.h>

#include "tables/rollover.h"

static void set_zone(const char *zone) {
    setenv("TZ", zone, 1);
    tzset();
}

static struct pylog__rollover rule_of(int number) {
    struct pylog__rollover rule;
    assert_int_equal(
        pylog__rollover_parse(rollover_rules[number].when, rollover_rules[number].interval, &rule), 0);
    rule.utc = rollover_rules[number].utc;
    if (rollover_rules[number].hour >= 0)
        assert_int_equal(pylog__rollover_set_time(&rule, rollover_rules[number].hour,
                                                  rollover_rules[number].minute,
                                                  rollover_rules[number].second),
                         0);
    return rule;
}

static void check_rule(int zone, int number) {
    const struct pylog__rollover rule = rule_of(number);
    for (int i = 0; i < MOMENTS; i++) {
        const int64_t now = rollover_moments[zone][i];
        const int64_t wait = pylog__rollover_next(&rule, now, pylog__local_time) - now;
        const int expected = rollover_waits[zone * RULES + number][i];
        if (wait != expected)
            fail_msg("zone %s, rule %d (%s), from %lld: %lld seconds instead of %d", rollover_zones[zone],
                     number, rollover_rules[number].when, (long long)now, (long long)wait, expected);
    }
}

static void the_next_time_is_that_of_cpython(void **state) {
    (void)state;
    for (int zone = 0; zone < ZONES; zone++) {
        set_zone(rollover_zones[zone]);
        for (int rule = 0; rule < RULES; rule++)
            check_rule(zone, rule);
    }
}

static void a_backup_has_the_date_that_cpython_gives_it(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rollover_names / sizeof *rollover_names; i++) {
        char storage[64];
        struct pylog_buffer name;
        const struct pylog__rollover rule = rule_of(rollover_names[i].rule);
        set_zone(rollover_zones[rollover_names[i].zone]);
        pylog__buffer_init(&name, storage, sizeof storage);
        pylog__rollover_put_date(&rule, rollover_names[i].at, rollover_names[i].now, pylog__local_time,
                                 &name);
        if (strcmp(pylog__buffer_text(&name), rollover_names[i].name) != 0)
            fail_msg("row %zu: %s instead of %s", i, name.data, rollover_names[i].name);
    }
}

static void what_is_no_interval_is_refused_in_pythons_words(void **state) {
    struct pylog__rollover rule;
    (void)state;
    for (size_t i = 0; i < sizeof rollover_errors / sizeof *rollover_errors; i++) {
        assert_int_equal(pylog__rollover_parse(rollover_errors[i].when, 1, &rule), -1);
        assert_string_equal(pylog__error_text(), rollover_errors[i].error);
    }
}

static void an_interval_that_is_not_positive_is_refused(void **state) {
    struct pylog__rollover rule;
    (void)state;
    assert_int_equal(pylog__rollover_parse("H", 0, &rule), -1);
    assert_int_equal(pylog__rollover_parse("H", -1, &rule), -1);
}

static void what_is_no_time_of_day_is_refused(void **state) {
    struct pylog__rollover rule;
    (void)state;
    pylog__rollover_parse("midnight", 1, &rule);
    assert_int_equal(pylog__rollover_set_time(&rule, 24, 0, 0), -1);
    assert_string_equal(pylog__error_text(), "hour must be in 0..23");
    assert_int_equal(pylog__rollover_set_time(&rule, 0, -1, 0), -1);
    assert_int_equal(pylog__rollover_set_time(&rule, 0, 0, 60), -1);
}

static int no_local_time(int64_t seconds, struct pylog__calendar *out) {
    (void)seconds, (void)out;
    return -1;
}

static void without_local_time_it_is_utc(void **state) {
    struct pylog__rollover rule;
    (void)state;
    pylog__rollover_parse("midnight", 1, &rule);
    assert_int_equal(pylog__rollover_next(&rule, 86399, no_local_time), 86400);
}

/* The part of the name that is a date by the rule of `when`; "" if there is none. */
static const char *date_in(const char *when, const char *name) {
    static char found[64];
    struct pylog__rollover rule;
    size_t length = 0;
    pylog__rollover_parse(when, 1, &rule);
    const char *date = pylog__rollover_find_date(&rule, name, name, &length);
    snprintf(found, sizeof found, "%.*s", date ? (int)length : 0, date ? date : "");
    return found;
}

static void a_date_is_found_between_other_characters(void **state) {
    (void)state;
    assert_string_equal(date_in("D", "log.2024-03-10"), "2024-03-10");
    assert_string_equal(date_in("D", "2024-03-10.log"), "2024-03-10");
    assert_string_equal(date_in("S", "a2024-03-10_01-02-03z"), "2024-03-10_01-02-03");
    assert_string_equal(date_in("M", "2024-03-10_01-02-03"), "2024-03-10_01-02");
    assert_string_equal(date_in("H", "2024-99-99_99"), "2024-99-99_99");
}

static void a_date_has_no_digits_around_it(void **state) {
    (void)state;
    assert_string_equal(date_in("D", "12024-03-10"), "");
    assert_string_equal(date_in("D", "2024-03-101"), "");
    assert_string_equal(date_in("D", "2024-03-1"), "");
    assert_string_equal(date_in("D", ""), "");
    assert_string_equal(date_in("D", "1-2024-03-10-2"), "2024-03-10");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_next_time_is_that_of_cpython),
    cmocka_unit_test(a_backup_has_the_date_that_cpython_gives_it),
    cmocka_unit_test(what_is_no_interval_is_refused_in_pythons_words),
    cmocka_unit_test(an_interval_that_is_not_positive_is_refused),
    cmocka_unit_test(what_is_no_time_of_day_is_refused),
    cmocka_unit_test(without_local_time_it_is_utc),
    cmocka_unit_test(a_date_is_found_between_other_characters),
    cmocka_unit_test(a_date_has_no_digits_around_it),
};
TEST_MAIN
