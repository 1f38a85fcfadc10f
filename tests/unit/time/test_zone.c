/* Local time and back, compared with libc's: every zone that the system has, from 1900 to 2100, at each
 * change of the clock and in between; and POSIX strings. */
#define _GNU_SOURCE /* tm_gmtoff, nftw */
#include <base/memory.h>
#include <fixture.h>
#include <ftw.h>
#include <stdlib.h>
#include <time.h>
#include <time/time.h>
#include <time/zone.h>

#include <parallel.h>
#include <stdio.h>
#include <string.h>

#define BEGIN      INT64_C(-2208988800) /* 1900 */
#define END        INT64_C(4133980800)  /* 2101 */
#define EPOCH_YEAR INT64_C(31536000)    /* 1971, from which on glibc knows the years of POSIX strings */

#if defined(__GLIBC__)
enum { LIBC_IS_GLIBC = 1 };
#else
enum { LIBC_IS_GLIBC = 0 };
#endif

/* ---- Comparing ------------------------------------------------------------------------------- */

static const char *zone_name; /* what TZ is now */
static const struct pylog__zone *zone;
static size_t compared, ambiguous;

static uint64_t random_number(void) {
    static uint64_t state = 0x9e3779b97f4a7c15;
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static int64_t random_between(int64_t from, int64_t to) {
    return from + (int64_t)(random_number() % (uint64_t)(to - from));
}

static void set_zone(const char *name) {
    setenv("TZ", name, 1);
    tzset();
    zone_name = name;
}

static void compare_at(int64_t seconds) {
    struct tm expected;
    struct pylog__calendar got;
    const time_t when = (time_t)seconds;
    compared++;
    assert_non_null(localtime_r(&when, &expected));
    assert_int_equal(pylog__zone_time(zone, seconds, &got), 0);
    if (got.year == expected.tm_year + 1900 && got.month == expected.tm_mon + 1 &&
        got.day == expected.tm_mday && got.hour == expected.tm_hour && got.minute == expected.tm_min &&
        got.second == expected.tm_sec && got.weekday == expected.tm_wday && got.yearday == expected.tm_yday &&
        got.dst == expected.tm_isdst && got.utc_offset == expected.tm_gmtoff &&
        strcmp(got.zone, expected.tm_zone) == 0)
        return;
    fail_msg("%s, %lld: %lld-%02d-%02d %02d:%02d:%02d %s %ld dst %d; libc has %d-%02d-%02d %02d:%02d:%02d %s "
             "%ld dst %d",
             zone_name, (long long)seconds, (long long)got.year, got.month, got.day, got.hour, got.minute,
             got.second, got.zone, got.utc_offset, got.dst, expected.tm_year + 1900, expected.tm_mon + 1,
             expected.tm_mday, expected.tm_hour, expected.tm_min, expected.tm_sec, expected.tm_zone,
             expected.tm_gmtoff, expected.tm_isdst);
}

/* Is this local time shown at these seconds, with that dst? */
static bool is_shown(const struct pylog__calendar *local, int64_t seconds) {
    struct pylog__calendar time;
    pylog__zone_time(zone, seconds, &time);
    return time.year == local->year && time.month == local->month && time.day == local->day &&
           time.hour == local->hour && time.minute == local->minute && time.second == local->second &&
           (local->dst < 0 || time.dst == local->dst);
}

/* The same time comes twice, and it depends on libc's last answer which one it gives: this one itself, or, if
 * there is no such dst for years, the one an hour off. */
static bool are_of_one_time(const struct pylog__calendar *local, int64_t a, int64_t b) {
    struct pylog__calendar any = *local;
    if (is_shown(local, a) && is_shown(local, b))
        return true;
    any.dst = -1;
    const int64_t hour = local->dst ? 3600 : -3600;
    return is_shown(&any, a + hour) && is_shown(&any, b + hour);
}

static int64_t shown_at(int64_t seconds, int *dst) {
    struct pylog__calendar time;
    pylog__zone_time(zone, seconds, &time);
    *dst = time.dst;
    return seconds + time.utc_offset;
}

/* The clock leaves the time out, and on both sides of the gap there is the same dst: libc's last answer says
 * on which side it stays. */
static bool are_around_a_gap(int64_t a, int64_t b) {
    int dst_a, dst_b;
    const int64_t shown_a = shown_at(a, &dst_a), shown_b = shown_at(b, &dst_b);
    return dst_a == dst_b && shown_a - shown_b == 2 * (a - b);
}

static void compare_back(const struct pylog__calendar *local) {
    struct tm tm = { .tm_year = (int)local->year - 1900,
                     .tm_mon = local->month - 1,
                     .tm_mday = local->day,
                     .tm_hour = local->hour,
                     .tm_min = local->minute,
                     .tm_sec = local->second,
                     .tm_isdst = local->dst };
    const int64_t expected = mktime(&tm), got = pylog__zone_seconds(zone, local);
    compared++;
    if (got == expected)
        return;
    if (are_of_one_time(local, got, expected) || are_around_a_gap(got, expected)) {
        ambiguous++;
        return;
    }
    fail_msg("%s, %lld-%02d-%02d %02d:%02d:%02d dst %d: %lld; libc has %lld", zone_name,
             (long long)local->year, local->month, local->day, local->hour, local->minute, local->second,
             local->dst, (long long)got, (long long)expected);
}

/* What a clock without rules would show: also times that are left out. */
static void compare_back_at(int64_t seconds) {
    struct pylog__calendar local;
    pylog__utc_time(seconds, &local);
    for (local.dst = -1; local.dst <= 1; local.dst++)
        compare_back(&local);
}

static long offset_at(int64_t seconds) {
    struct pylog__calendar time;
    assert_int_equal(pylog__zone_time(zone, seconds, &time), 0);
    return time.utc_offset * 2 + time.dst;
}

/* The first second of what is at `to`, given that something else is at `from`. */
static int64_t find_change(int64_t from, int64_t to) {
    while (to - from > 1) {
        const int64_t middle = from + (to - from) / 2;
        *(offset_at(middle) == offset_at(to) ? &to : &from) = middle;
    }
    return to;
}

static void compare_around(int64_t change, bool back) {
    for (int64_t at = change - 1; at <= change + 1; at++)
        compare_at(at);
    const int64_t shown = change + offset_at(change) / 2;
    for (int64_t distance = -5400; back && distance <= 5400; distance += 1800)
        compare_back_at(shown + distance);
}

/* By steps that are shorter than any summer: every change that there is, whatever says so. */
static void compare_all(int64_t from, int64_t to, bool back) {
    enum { STEP = 9 * 86400 };
    for (int64_t at = from; at < to; at += STEP)
        if (offset_at(at) != offset_at(at + STEP))
            compare_around(find_change(at, at + STEP), back);
    for (size_t i = 0; i < 50 * test_scale(); i++)
        compare_at(random_between(from, to));
    for (size_t i = 0; i < 2 * test_scale(); i++)
        compare_back_at(random_between(from, to));
}

/* ---- Files ----------------------------------------------------------------------------------- */

static unsigned char file_bytes[PYLOG__LONGEST_ZONE_FILE];

static size_t read_zone_file(const char *path) {
    FILE *file = fopen(path, "rb");
    const size_t length = file ? fread(file_bytes, 1, sizeof file_bytes, file) : 0;
    if (file)
        fclose(file);
    return length;
}

static size_t zones_seen;
static size_t every; /* the clock is set back at every so many'th zone, because mktime is slow */

static int compare_file(const char *path, const struct stat *status, int type, struct FTW *walk) {
    (void)walk;
    if (type != FTW_F || !status || strstr(path, "/posix/"))
        return 0;
    if (!LIBC_IS_GLIBC && strstr(path, "/right/"))
        return 0;
    const size_t length = read_zone_file(path);
    if (length < 4 || memcmp(file_bytes, "TZif", 4) != 0)
        return 0;
    struct pylog__zone *read = pylog__zone_from_file(file_bytes, length);
    if (!read)
        fail_msg("%s is a file of libc's", path);
    zone = read;
    set_zone(path);
    for (size_t i = 0; i < zone->transitions; i++)
        if (zone->at[i] >= BEGIN && zone->at[i] < END)
            compare_around(zone->at[i], false);
    for (size_t i = 0; i < zone->leap_count; i++)
        for (int64_t at = zone->leaps[i].at - 2; at <= zone->leaps[i].at + 2; at++)
            compare_at(at);
    compare_all(BEGIN, END, zones_seen % every == 0);
    zones_seen++;
    pylog__free(read);
    return 0;
}

static void every_zone_of_the_system_is_libcs(void **state) {
    const char *directory = getenv("TZDIR");
    (void)state;
    every = 20 / test_scale() + 1;
    zones_seen = compared = ambiguous = 0;
    nftw(directory ? directory : "/usr/share/zoneinfo", compare_file, 16, FTW_PHYS);
    print_message("%zu zones, %zu comparisons, %zu times that come twice\n", zones_seen, compared, ambiguous);
    assert_true(zones_seen > 0);
    assert_true(ambiguous < compared / 50);
}

/* ---- POSIX strings --------------------------------------------------------------------------- */

static void use_text(const char *text) {
    pylog__free((void *)(uintptr_t)zone);
    zone = pylog__zone_from_text(text);
    assert_non_null(zone);
    set_zone(text);
}

static void compare_text(const char *text, int64_t from) {
    use_text(text);
    compare_all(from, END, true);
}

static void well_known_strings_are_libcs(void **state) {
    static const char *const texts[] = {
        "UTC0",
        "EST5EDT4,M3.2.0,M11.1.0",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "<+0330>-3:30",
        "NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01",
        "AEST-10AEDT,M10.1.0,M4.1.0/3",
        "IST-2IDT,M3.4.4/26,M10.5.0",
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
        "XXX3YYY2:30:15,J60/0,J300/24",
        "XXX3YYY,59/1:02:03,364/-20",
        "<a+1>-24<b-2>-23,J1,J365",
    };
    (void)state;
    zone = NULL;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        compare_text(texts[i], LIBC_IS_GLIBC ? BEGIN : EPOCH_YEAR);
    pylog__free((void *)(uintptr_t)zone);
}

static unsigned up_to(unsigned most) {
    return (unsigned)(random_number() % (most + 1));
}

static void put_random_day(char *out, size_t size) {
    char day[32], time[32] = "";
    switch (up_to(2)) {
    case 0: snprintf(day, sizeof day, "J%u", 1 + up_to(364)); break;
    case 1: snprintf(day, sizeof day, "%u", up_to(364)); break;
    default: snprintf(day, sizeof day, "M%u.%u.%u", 1 + up_to(11), 1 + up_to(4), up_to(6)); break;
    }
    switch (up_to(3)) {
    case 0: snprintf(time, sizeof time, "/%u", up_to(25)); break;
    case 1: snprintf(time, sizeof time, "/-%u:%02u", up_to(3), up_to(59)); break;
    case 2: snprintf(time, sizeof time, "/%u:%02u:%02u", up_to(25), up_to(59), up_to(59)); break;
    default: break;
    }
    snprintf(out, size, "%s%s", day, time);
}

static void random_strings_are_libcs(void **state) {
    (void)state;
    zone = NULL;
    for (size_t i = 0; i < 100 * test_scale(); i++) {
        char text[200], begin[64], end[64];
        put_random_day(begin, sizeof begin);
        put_random_day(end, sizeof end);
        const int hours = (int)up_to(24) - 12;
        snprintf(text, sizeof text, "<S%02u>%d:%02u:%02u%s%d,%s,%s", up_to(99), hours, up_to(59), up_to(59),
                 up_to(1) ? "SUM" : "<+1->", hours - (int)up_to(2), begin, end);
        use_text(text);
        for (size_t j = 0; j < 300; j++)
            compare_at(random_between(LIBC_IS_GLIBC ? BEGIN : EPOCH_YEAR, END));
    }
    pylog__free((void *)(uintptr_t)zone);
}

/* In November and in July; as CPython has shown it on glibc. */
static const struct {
    const char *text, *winter;
    long winter_offset;
    const char *summer;
    long summer_offset;
} strange_strings[] = {
    { "Nowhere/Land", "Nowhere", 0, "Nowhere", 0 },
    { "X", "", 0, "", 0 },
    { "EST5EDT4", "EST", -18000, "EDT", -14400 },
    { "Foo5Bar,xyz", "Bar", -14400, "Bar", -14400 },
    { "EST5,", "EST", -18000, "", 0 },
    { "<+0330>-3:30", "+0330", 12600, "+0330", 12600 },
    { "Europe", "Europe", 0, "Europe", 0 },
    { "UTC+25:70:80", "UTC", -89999, "UTC", -89999 },
    { "A-1", "", 0, "", 0 },
    { "EST5", "EST", -18000, "EST", -18000 },
    { "EST+5EDT", "EST", -18000, "EDT", -14400 },
    { "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "-02", -7200, "-01", -3600 },
    { "<UTC+3>-3", "UTC+3", 10800, "UTC+3", 10800 },
    { "IST-2IDT,M3.4.4/50,M10.5.0", "IST", 7200, "IDT", 10800 },
    { "XXX3YYY2:30:15,J60/0,J300/24", "XXX", -10800, "YYY", -9015 },
    { "XXX3YYY,59,364/167", "YYY", -7200, "YYY", -7200 },
    { "AEST-10AEDT,M10.1.0,M4.1.0/3", "AEDT", 39600, "AEST", 36000 },
    { "EST5EDT,M3.2.0/1:30:30,M11.1.0", "EST", -18000, "EDT", -14400 },
    { "<a-b>1", "a-b", -3600, "a-b", -3600 },
    { "<ab>1", "", 0, "", 0 },
    { "<abc1", "", 0, "", 0 },
    { "EST5EDT,M3.2.0", "EST", -18000, "EDT", -14400 },
    { "EST5EDT,M3.2.0,", "EST", -18000, "EDT", -14400 },
    { "EST5EDT,J1/,J365", "EDT", -14400, "EDT", -14400 },
    { "EST5EDT4,M3.2.0/2,M11.1.0/2junk", "EST", -18000, "EDT", -14400 },
    { "WART4WARST,J1/0,J365/25", "WARST", -10800, "WARST", -10800 },
    { "EST5EDTJ60J300", "EST", -18000, "EST", -18000 },
};

static void expect_kind(const char *text, int64_t seconds, const char *name, long offset) {
    struct pylog__calendar time;
    assert_int_equal(pylog__zone_time(zone, seconds, &time), 0);
    if (strcmp(time.zone, name) != 0 || time.utc_offset != offset)
        fail_msg("%s: %s %ld instead of %s %ld", text, time.zone, time.utc_offset, name, offset);
}

static void strange_strings_are_what_cpython_makes_of_them(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof strange_strings / sizeof *strange_strings; i++) {
        struct pylog__zone *read = pylog__zone_from_text(strange_strings[i].text);
        zone = read;
        expect_kind(strange_strings[i].text, 1700000000, strange_strings[i].winter,
                    strange_strings[i].winter_offset);
        expect_kind(strange_strings[i].text, 1720000000, strange_strings[i].summer,
                    strange_strings[i].summer_offset);
        pylog__free(read);
    }
}

/* ---- And back -------------------------------------------------------------------------------- */

/* time.mktime of CPython, around the changes of 2024 in `CET-1CEST,M3.5.0,M10.5.0/3`; but for those that come
 * twice with dst -1, which depend on what it was asked before. */
static const struct {
    int month, day, hour, minute, dst;
    int64_t seconds;
} local_times[] = {
    { 3, 31, 1, 59, -1, 1711846740 },  { 3, 31, 1, 59, 0, 1711846740 },  { 3, 31, 1, 59, 1, 1711843140 },
    { 3, 31, 2, 0, -1, 1711846800 },   { 3, 31, 2, 0, 0, 1711846800 },   { 3, 31, 2, 0, 1, 1711843200 },
    { 3, 31, 2, 30, -1, 1711848600 },  { 3, 31, 2, 30, 0, 1711848600 },  { 3, 31, 2, 30, 1, 1711845000 },
    { 3, 31, 3, 0, -1, 1711846800 },   { 3, 31, 3, 0, 0, 1711850400 },   { 3, 31, 3, 0, 1, 1711846800 },
    { 10, 27, 1, 59, -1, 1729987140 }, { 10, 27, 1, 59, 0, 1729990740 }, { 10, 27, 1, 59, 1, 1729987140 },
    { 10, 27, 2, 0, 0, 1729990800 },   { 10, 27, 2, 0, 1, 1729987200 },  { 10, 27, 2, 30, 0, 1729992600 },
    { 10, 27, 2, 30, 1, 1729989000 },  { 10, 27, 3, 0, -1, 1729994400 }, { 10, 27, 3, 0, 0, 1729994400 },
    { 10, 27, 3, 0, 1, 1729990800 },   { 7, 1, 12, 0, -1, 1719828000 },  { 7, 1, 12, 0, 0, 1719831600 },
    { 7, 1, 12, 0, 1, 1719828000 },    { 1, 1, 12, 0, -1, 1704106800 },  { 1, 1, 12, 0, 0, 1704106800 },
    { 1, 1, 12, 0, 1, 1704103200 },
};

static void times_that_are_left_out_or_come_twice_are_those_of_cpython(void **state) {
    struct pylog__zone *read = pylog__zone_from_text("CET-1CEST,M3.5.0,M10.5.0/3");
    (void)state;
    for (size_t i = 0; i < sizeof local_times / sizeof *local_times; i++) {
        const struct pylog__calendar local = { .year = 2024,
                                               .month = local_times[i].month,
                                               .day = local_times[i].day,
                                               .hour = local_times[i].hour,
                                               .minute = local_times[i].minute,
                                               .dst = local_times[i].dst };
        const int64_t got = pylog__zone_seconds(read, &local);
        if (got != local_times[i].seconds)
            fail_msg("row %zu: %lld instead of %lld", i, (long long)got, (long long)local_times[i].seconds);
    }
    pylog__free(read);
}

static void what_no_struct_tm_can_hold_is_refused(void **state) {
    static const int64_t far_away[] = { INT64_MAX, INT64_MIN, INT64_MAX / 100, 67768036191676800,
                                        -67768040609740801 };
    struct pylog__calendar time;
    (void)state;
    for (size_t i = 0; i < sizeof far_away / sizeof *far_away; i++) {
        errno = 0;
        assert_int_equal(pylog__zone_time(&pylog__zone_utc, far_away[i], &time), -1);
        assert_int_equal(errno, EOVERFLOW);
    }
    assert_int_equal(pylog__zone_time(&pylog__zone_utc, 67768036191676799, &time), 0);
    assert_int_equal(time.year, INT64_C(2147485547));
    time.year = INT64_MAX;
    assert_int_equal(pylog__zone_seconds(&pylog__zone_utc, &time), -1);
}

/* ---- Files made up --------------------------------------------------------------------------- */

struct made {
    unsigned char bytes[1024];
    size_t length;
};

static void put_number(struct made *file, int64_t value, unsigned width) {
    while (width--)
        file->bytes[file->length++] = (unsigned char)((uint64_t)value >> (8 * width));
}

static void put_bytes(struct made *file, const char *bytes, size_t length) {
    memcpy(file->bytes + file->length, bytes, length);
    file->length += length;
}

/* At 1,000,000 from AAA (+1 h) to BBB (+2 h, summer time), with one leap second at 2,000,000 if that is
 * wanted. */
static void put_part(struct made *file, char version, unsigned width, unsigned leaps) {
    put_bytes(file, "TZif", 4);
    put_number(file, version, 1);
    put_bytes(file, (char[15]){ 0 }, 15);
    const unsigned counts[] = { 0, 0, leaps, 1, 2, 8 };
    for (size_t i = 0; i < 6; i++)
        put_number(file, counts[i], 4);
    put_number(file, 1000000, width);
    put_number(file, 1, 1);
    put_number(file, 3600, 4), put_number(file, 0, 1), put_number(file, 0, 1);
    put_number(file, 7200, 4), put_number(file, 1, 1), put_number(file, 4, 1);
    put_bytes(file, "AAA\0BBB\0", 8);
    for (unsigned i = 0; i < leaps; i++)
        put_number(file, 2000000, width), put_number(file, 1, 4);
}

static struct made make_file(char version, const char *rule, unsigned leaps) {
    struct made file = { .length = 0 };
    put_part(&file, version, 4, leaps);
    if (version) {
        put_part(&file, version, 8, leaps);
        put_bytes(&file, "\n", 1);
        put_bytes(&file, rule, strlen(rule));
        put_bytes(&file, "\n", 1);
    }
    return file;
}

static void use_file(struct pylog__zone **read, char version, const char *rule) {
    const struct made file = make_file(version, rule, 0);
    pylog__free(*read);
    zone = *read = pylog__zone_from_file(file.bytes, file.length);
    assert_non_null(zone);
}

static void each_version_of_the_file_is_read(void **state) {
    struct pylog__zone *read = NULL;
    (void)state;
    for (int version = 0; version <= 4; version += version ? 1 : 2) {
        use_file(&read, (char)(version ? '0' + version : 0), "");
        expect_kind("before", 999999, "AAA", 3600);
        expect_kind("after", 1000000, "BBB", 7200);
        expect_kind("last", 4000000000, "BBB", 7200);
    }
    pylog__free(read);
}

static void the_string_at_the_end_is_for_what_comes_after_the_last_change(void **state) {
    struct pylog__zone *read = NULL;
    (void)state;
    use_file(&read, '3', "<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
    expect_kind("before", 999999, "AAA", 3600);
    expect_kind("winter", 1700000000, "-02", -7200);
    expect_kind("summer", 1720000000, "-01", -3600);
    pylog__free(read);
}

static void a_leap_second_is_second_60(void **state) {
    const struct made file = make_file('2', "", 1);
    struct pylog__zone *read = pylog__zone_from_file(file.bytes, file.length);
    struct pylog__calendar before, within, after;
    (void)state;
    assert_non_null(read);
    pylog__zone_time(read, 1999999, &before);
    pylog__zone_time(read, 2000000, &within);
    pylog__zone_time(read, 2000001, &after);
    assert_int_equal(within.second, before.second + 1);
    assert_int_equal(after.second, within.second);
    within.dst = -1;
    assert_int_equal(pylog__zone_seconds(read, &before), 1999999);
    pylog__free(read);
}

static void expect_refused(const struct made *file) {
    errno = 0;
    assert_null(pylog__zone_from_file(file->bytes, file->length));
    assert_int_equal(errno, EINVAL);
}

static void what_is_no_file_of_a_zone_is_refused(void **state) {
    enum { HEADER = 44, VERSION_1 = HEADER + 5 + 12 + 8 };
    static const struct {
        size_t at;
        unsigned char byte;
    } spoilt[] = { { 0, 'X' },         { HEADER + 4, 2 }, { HEADER + 9, 2 },
                   { HEADER + 10, 9 }, { 36, 0xff },      { 39, 0 } };
    (void)state;
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        struct made file = make_file(0, "", 0);
        file.bytes[spoilt[i].at] = spoilt[i].byte;
        expect_refused(&file);
    }
    struct made whole = make_file('2', "", 0);
    const size_t length = whole.length;
    for (whole.length = 0; whole.length < length - 2; whole.length++)
        expect_refused(&whole);
    assert_true(length > VERSION_1);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_zone_of_the_system_is_libcs),
    cmocka_unit_test(well_known_strings_are_libcs),
    cmocka_unit_test(random_strings_are_libcs),
    cmocka_unit_test(strange_strings_are_what_cpython_makes_of_them),
    cmocka_unit_test(times_that_are_left_out_or_come_twice_are_those_of_cpython),
    cmocka_unit_test(what_no_struct_tm_can_hold_is_refused),
    cmocka_unit_test(each_version_of_the_file_is_read),
    cmocka_unit_test(the_string_at_the_end_is_for_what_comes_after_the_last_change),
    cmocka_unit_test(a_leap_second_is_second_60),
    cmocka_unit_test(what_is_no_file_of_a_zone_is_refused),
};
TEST_MAIN
