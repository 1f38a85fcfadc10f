/* The start of a line, which a thread keeps from one record to the next, and asctime, which is a part of it: all
 * is as the general way has it, which copies of records take. */
#define _XOPEN_SOURCE 700

#include <fixture.h>
#include <formatter/formatter.h>
#include <parallel.h>
#include <pylog.h>
#include <record/record.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SIXTY  "123456789 123456789 123456789 123456789 123456789 123456789 "
#define SECOND INT64_C(1000000000)
#define TODAY  (1700000000 * SECOND)

/* ---- Formatters ------------------------------------------------------------------------------ */

static const struct {
    const char *fmt, *datefmt;
    char style;
    const char *milliseconds, *time; /* NULL: left as they are; "": none */
} rows[] = {
    { .fmt = "%(asctime)s %(levelname)s %(name)s: %(message)s" },
    { .fmt = "%(levelname)s:%(name)s:%(message)s" },
    { .fmt = "%(message)s" },
    { .fmt = "%(message)s [%(asctime)s]" },
    { .fmt = "%(asctime)s %(message)s, at %(asctime)s, and that is the end of it" },
    { .fmt = "%(asctime)s|%(name)s|%(name)s|%(message)s|%(message)s" },
    { .fmt = "%(asctime)s %(message)s", .datefmt = "%H:%M:%S" },
    { .fmt = "%(asctime)s %(name)s %(message)s", .datefmt = "%d " SIXTY },
    { .fmt = "%(asctime)s %(message)s", .milliseconds = "" },
    { .fmt = "%(asctime)s %(message)s", .milliseconds = "%s.%03d" },
    { .fmt = "%(asctime)s %(message)s", .time = "%S " SIXTY },
    { .fmt = "{asctime} {name} {levelname} {message}", .style = '{' },
    { .fmt = "$asctime ${levelname} $message $name", .style = '$' },
    { .fmt = "no message, but %(asctime)s %(name)s" },
    { .fmt = "%(asctime)s a literal of more than sixteen bytes %(message)s and another one" },
    { .fmt = SIXTY SIXTY SIXTY SIXTY "%(asctime)s %(message)s" },
    { .fmt = "%(asctime)s " SIXTY SIXTY "%(levelname)s " SIXTY "%(message)s" },
    { .fmt = "%(lineno)d %(threadName)s %(asctime)s %(message)s" },
    { .fmt = "%(user)s %(asctime)s %(message)s" },
    { .fmt = "%(asctime)s %(levelname)-8s %(message)s" },
    { .fmt = "%(asctime)s %(nope)s %(message)s" },
};

enum { FORMATTERS = sizeof rows / sizeof *rows };
static pylog_formatter *formatters[FORMATTERS];

static pylog_formatter *make(size_t row) {
    const struct pylog_formatter_options options = { .datefmt = rows[row].datefmt,
                                                     .style = rows[row].style,
                                                     .defaults = PYLOG_FIELDS(pylog_field_str("user", "nobody")) };
    pylog_formatter *made = pylog_formatter_new(rows[row].fmt, &options);
    assert_non_null(made);
    if (rows[row].milliseconds)
        pylog_formatter_set_default_msec_format(made,
                                                *rows[row].milliseconds ? rows[row].milliseconds : NULL);
    if (rows[row].time)
        pylog_formatter_set_default_time_format(made, rows[row].time);
    return made;
}

/* ---- Both ways ------------------------------------------------------------------------------- */

enum { MOST_TEXTS = 6, MOST_RECORDS = 64 };

struct text {
    size_t formatter;
    int result;
    pylog_buffer *text;
};

/* A thread's: what formatters have made of records on the stack, and copies of these. Those are formatted
 * later, for then nothing is kept of their lines. */
static _Thread_local struct {
    struct {
        struct text texts[MOST_TEXTS];
        size_t count;
        struct pylog_record *copy;
    } records[MOST_RECORDS];
    size_t count;
} seen;

/* What happens to the thread's next record. */
static _Thread_local struct {
    size_t formatters[MOST_TEXTS], count;
    int64_t created;
    int room;        /* in the buffer */
    const char *set; /* the field that a filter sets; NULL: none */
} plan;

static atomic_size_t hits, differences;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char first_difference[4096];

/* What is kept is only used if there is room for it. */
static pylog_buffer *buffer_with_room(int bytes) {
    pylog_buffer *made = pylog_buffer_new();
    pylog_buffer_printf(made, "%*s", bytes, "");
    pylog_buffer_clear(made);
    return made;
}

static struct text format(size_t formatter, const struct pylog_record *record) {
    struct text made = { formatter, 0, buffer_with_room(plan.room) };
    made.result = pylog_formatter_format(formatters[formatter], record, made.text);
    return made;
}

/* Does the thread have a start of this formatter's lines for the record? Otherwise it has one afterwards. */
static bool has_start(size_t formatter, const struct pylog_record *record) {
    const struct pylog__time_format *time_format = atomic_load(&formatters[formatter]->time_format);
    for (size_t i = 0; i < PYLOG__STARTS; i++) {
        const struct pylog__line_start *start = &pylog__thread()->starts[i];
        if (start->owner == time_format->id && start->name == record->name &&
            start->levelname == record->levelname &&
            (uint64_t)record->created_ns - (uint64_t)start->from < start->span)
            return true;
    }
    return false;
}

static int format_on_the_stack(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    struct text *texts = seen.records[seen.count].texts;
    for (size_t i = 0; i < plan.count; i++) {
        atomic_fetch_add(&hits, has_start(plan.formatters[i], record));
        texts[i] = format(plan.formatters[i], record);
    }
    seen.records[seen.count].copy = pylog_record_copy(record);
    seen.records[seen.count++].count = plan.count;
    return 0;
}

static void compare(const struct text *made, const struct text *expected) {
    size_t length = pylog_buffer_length(made->text);
    const char *text = pylog_buffer_data(made->text), *wanted = pylog_buffer_data(expected->text);
    if (made->result == expected->result && length == pylog_buffer_length(expected->text) &&
        memcmp(text, wanted, length) == 0)
        return;
    pthread_mutex_lock(&mutex);
    if (!atomic_fetch_add(&differences, 1))
        snprintf(first_difference, sizeof first_difference, "row %zu: %d `%.600s`, not %d `%.600s`",
                 made->formatter, made->result, text, expected->result, wanted);
    pthread_mutex_unlock(&mutex);
}

/* Before settings change. */
static void compare_all(void) {
    for (size_t i = 0; i < seen.count; i++) {
        for (size_t n = 0; n < seen.records[i].count; n++) {
            struct text *made = &seen.records[i].texts[n];
            struct text expected = format(made->formatter, seen.records[i].copy);
            compare(made, &expected);
            pylog_buffer_free(made->text);
            pylog_buffer_free(expected.text);
        }
        pylog_record_free(seen.records[i].copy);
    }
    seen.count = 0;
}

static void use_format(const char *fmt) {
    pylog_formatter_unref(formatters[0]);
    formatters[0] = pylog_formatter_new(fmt, NULL);
}

static void assert_no_difference(void) {
    if (atomic_load(&differences))
        fail_msg("%zu differences, the first: %s", atomic_load(&differences), first_difference);
}

static void set_time(struct pylog_record *record, void *data) {
    (void)data;
    record->created_ns = plan.created;
}

static int set_field(struct pylog_record *record, void *data) {
    (void)data;
    if (plan.set && strcmp(plan.set, "created") == 0)
        pylog_record_set(record, pylog_field_float("created", 1600000000.25));
    else if (plan.set)
        pylog_record_set(record, pylog_field_str(plan.set, "set"));
    return 1;
}

static const struct pylog_handler_ops operations = { .name = "BothWays",
                                                     .flags = PYLOG_HANDLER_LOCKLESS,
                                                     .emit = format_on_the_stack };

static void add_handler(const struct pylog_handler_ops *ops) {
    pylog_handler *handler = pylog_handler_new(ops, NULL);
    pylog_filter *filter = pylog_filter_new_callback(set_field, NULL, NULL);
    pylog_handler_add_filter(handler, filter);
    pylog_logger_add_handler(NULL, handler);
    pylog_filter_unref(filter);
    pylog_handler_unref(handler);
}

static int set_up(void) {
    setenv("TZ", "EST5", 1);
    tzset();
    memset(&plan, 0, sizeof plan);
    plan.room = 1000;
    atomic_store(&hits, 0);
    atomic_store(&differences, 0);
    for (size_t i = 0; i < FORMATTERS; i++)
        formatters[i] = make(i);
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    pylog_set_log_record_factory(set_time, NULL);
    return 0;
}

static int clean_up(void) {
    for (size_t i = 0; i < FORMATTERS; i++)
        pylog_formatter_unref(formatters[i]);
    return 0;
}

static const struct fixture fixture = { .seconds = 50, .set_up = set_up, .clean_up = clean_up };

/* ---- At random ------------------------------------------------------------------------------- */

static const char *const names[] = {
    "a", "b", "app.db", "a.name.of.more.than.sixteen.bytes", SIXTY, SIXTY SIXTY SIXTY SIXTY "long", "root"
};
static const int levels[] = { 10, 15, 20, 25, 30, 35, 40, 7777 };
static const int64_t moments[] = { 0,         1,         999999,    1000000, 123456789, 998999999, 999000000,
                                   999499999, 999500000, 999999999, SECOND,  -1,        500000000 };
static const int64_t seconds[] = { TODAY,   TODAY,        TODAY + SECOND, TODAY - 5 * SECOND, 0,
                                   -SECOND, -10 * SECOND, -TODAY,         9223372035 * SECOND };
static const char *const fields[] = { "name", "levelname", "asctime", "created", "user", "message", "msg" };

#define COUNT(table) (sizeof(table) / sizeof *(table))

static uint32_t random_below(uint32_t *random, size_t bound) {
    *random ^= *random << 13;
    *random ^= *random >> 17;
    *random ^= *random << 5;
    return (uint32_t)(*random % bound);
}

/* What stays from one record to the next, but for one thing or another. */
struct situation {
    uint32_t random;
    size_t formatter, name, level;
    int64_t second;
};

static void vary(struct situation *now) {
    uint32_t *random = &now->random;
    plan.set = NULL;
    plan.count = 1 + random_below(random, 3);
    switch (random_below(random, 16)) {
    case 0: now->formatter = random_below(random, FORMATTERS); break;
    case 1: now->name = random_below(random, COUNT(names)); break;
    case 2: now->level = random_below(random, COUNT(levels)); break;
    case 3: now->second = seconds[random_below(random, COUNT(seconds))]; break;
    case 4: plan.set = fields[random_below(random, COUNT(fields))]; break;
    }
    plan.room = 16 << random_below(random, 9);
    plan.created = now->second + moments[random_below(random, COUNT(moments))];
    for (size_t i = 0; i < plan.count; i++)
        plan.formatters[i] = now->formatter;
    if (plan.count > 1 && random_below(random, 5) == 0)
        plan.formatters[1] = random_below(random, FORMATTERS);
}

static void log_one(struct situation *now) {
    static const struct pylog_exc_info error = { "TypeError", "wrong", NULL };
    const struct pylog_call calls[] = { { .exc_info = &error },
                                        { .extra = PYLOG_FIELDS(pylog_field_str("user", "ann")) } };
    pylog_logger *logger = pylog_get_logger(names[now->name]);
    size_t kind = random_below(&now->random, 20);
    int length = (int)random_below(&now->random, kind < 10 ? 2001 : 40);
    if (kind < COUNT(calls))
        pylog_log_with(logger, levels[now->level], &calls[kind], "%0*d", length, 0);
    else
        pylog_log(logger, levels[now->level], "%0*d", length, 0);
    if (seen.count == MOST_RECORDS)
        compare_all();
}

static void change_a_setting(struct situation *now) {
    static const char *const times[] = { "%Y-%m-%d %H:%M:%S", "%H:%M:%S", "%s", "" };
    static const char *const milliseconds[] = { "%s,%03d", "%s.%03d", "%s,%4d", NULL };
    static const char *const level_names[] = { "NOTICE", "NOTE", SIXTY, "NOTICE" };
    pylog_formatter *formatter = formatters[now->formatter];
    size_t one = random_below(&now->random, 4);
    compare_all();
    switch (random_below(&now->random, 4)) {
    case 0: pylog_formatter_set_converter(formatter, one % 2 ? PYLOG_GMTIME : PYLOG_LOCALTIME); break;
    case 1: pylog_formatter_set_default_time_format(formatter, times[one]); break;
    case 2: pylog_formatter_set_default_msec_format(formatter, milliseconds[one]); break;
    default: pylog_add_level_name(25, level_names[one]); break;
    }
}

static void every_line_is_as_the_general_way_has_it(void **state) {
    (void)state;
    struct situation now = { .random = 20240310, .second = TODAY };
    add_handler(&operations);
    for (int i = 0; i < 20000; i++) {
        if (random_below(&now.random, 50) == 0)
            change_a_setting(&now);
        vary(&now);
        log_one(&now);
    }
    compare_all();
    assert_no_difference();
    assert_true(atomic_load(&hits) > 2000); /* else nothing has been tested */
}

/* Those that set the same time format anew change what is kept, and nothing of the lines. */
static void *log_at_random(void *number) {
    struct situation now = { .random = 77 + (uint32_t)(uintptr_t)number, .second = TODAY };
    for (int i = 0; i < 3000; i++) {
        vary(&now);
        now.formatter = 0;
        log_one(&now);
        if (random_below(&now.random, 30) == 0)
            pylog_formatter_set_default_time_format(formatters[0], "%Y-%m-%d %H:%M:%S");
    }
    compare_all();
    return NULL;
}

static void threads_share_formatters_and_no_lines(void **state) {
    (void)state;
    add_handler(&operations);
    run_in_threads(2, log_at_random);
    assert_no_difference();
}

/* ---- Lengths --------------------------------------------------------------------------------- */

/* Beside the room that is kept for a start, and beside what it is copied by; with messages of 0 to 2000
 * bytes, and buffers that have more room, or less. */
static void starts_and_messages_may_have_any_length(void **state) {
    char fmt[512];
    (void)state;
    add_handler(&operations);
    plan.count = 2; /* of formatter 0 */
    for (int length = 0; length <= 500; length++) {
        memset(fmt, 'x', (size_t)length / 2);
        strcpy(fmt + length / 2, length % 2 ? "%(asctime)s %(message)s" : "%(name)s %(message)s");
        use_format(fmt);
        for (int i = 0; i < 4; i++) {
            plan.created = TODAY + i * 7000000;
            plan.room = length * (i + 1);
            pylog_info(NULL, "%0*d", 4 * length + i, 0);
        }
        compare_all();
    }
    assert_no_difference();
}

/* ---- asctime --------------------------------------------------------------------------------- */

/* The record's asctime; "none" if there is none. */
static const char *asctime_of(const struct pylog_record *record) {
    struct pylog_field field;
    return pylog_record_get(record, "asctime", &field) ? "none" : field.value.s;
}

static void expect_asctime(const struct pylog_record *record, const char *expected, const char *what) {
    const char *text = asctime_of(record);
    if (strcmp(text, expected) != 0 && !atomic_fetch_add(&differences, 1))
        snprintf(first_difference, sizeof first_difference, "%s: `%s`, not `%s`", what, text, expected);
}

/* Row 0 has asctime and milliseconds, 6 a datefmt, 3 has asctime behind the message, 1 has none. */
static int format_in_turn(pylog_handler *handler, const struct pylog_record *record) {
    static const size_t chosen[] = { 0, 6, 3, 1 };
    char what[64] = "";
    bool any = false;
    (void)handler;
    for (size_t i = 0; i < plan.count; i++) {
        pylog_buffer_free(format(chosen[plan.formatters[i]], record).text);
        any |= chosen[plan.formatters[i]] != 1;
        snprintf(what + 3 * i, 4, "%2zu ", chosen[plan.formatters[i]]);
    }
    struct pylog_record *after = pylog_record_copy(record), *general = pylog_record_copy(record);
    for (size_t i = 0; i < plan.count; i++)
        pylog_buffer_free(format(chosen[plan.formatters[i]], general).text);
    expect_asctime(after, any ? asctime_of(general) : "none", what);
    expect_asctime(record, any ? asctime_of(general) : "none", what);
    pylog_record_free(after);
    pylog_record_free(general);
    return 0;
}

static void asctime_is_the_last_one_that_was_formatted(void **state) {
    static const struct pylog_handler_ops in_turn = { .name = "InTurn", .emit = format_in_turn };
    (void)state;
    add_handler(&in_turn);
    for (size_t length = 1; length <= 4; length++) {
        for (size_t number = 0; number < (size_t)1 << 2 * length; number++) {
            plan.count = length;
            for (size_t i = 0; i < length; i++)
                plan.formatters[i] = number >> 2 * i & 3;
            plan.created = TODAY + (int64_t)(number % 999) * 1000000;
            pylog_info(NULL, "x");
        }
    }
    assert_no_difference();
}

/* ---- asctime, when something changes behind the line ----------------------------------------- */

static void (*change)(struct pylog_record *record, pylog_formatter **formatter);

/* The line is made twice, for the second one comes from what is kept; then the change, then asctime. */
static int format_and_change(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    pylog_buffer *out = buffer_with_room(1000);
    pylog_formatter *formatter = pylog_formatter_new("%(asctime)s %(message)s", NULL);
    pylog_formatter_set_converter(formatter, PYLOG_GMTIME);
    pylog_formatter_format(formatter, record, out);
    pylog_formatter_format(formatter, record, out);
    change(&pylog__record(record)->head, &formatter);
    expect_asctime(record, "2023-11-14 22:13:20,000", "after the change");
    pylog_formatter_unref(formatter);
    pylog_buffer_free(out);
    return 0;
}

static const struct pylog_handler_ops changes = { .name = "Changes", .emit = format_and_change };

static void log_with_change(void (*how)(struct pylog_record *record, pylog_formatter **formatter)) {
    change = how;
    plan.created = TODAY;
    pylog_info(NULL, "x");
    assert_no_difference();
}

static void give_up(struct pylog_record *record, pylog_formatter **formatter) {
    (void)record;
    pylog_formatter_unref(*formatter);
    *formatter = NULL;
}

static void asctime_outlives_its_formatter(void **state) {
    (void)state;
    add_handler(&changes);
    log_with_change(give_up);
}

static void change_converter(struct pylog_record *record, pylog_formatter **formatter) {
    (void)record;
    pylog_formatter_set_converter(*formatter, PYLOG_LOCALTIME);
}

static void change_created(struct pylog_record *record, pylog_formatter **formatter) {
    (void)formatter;
    record->created_ns += SECOND;
}

static void asctime_is_what_the_line_showed(void **state) {
    (void)state;
    add_handler(&changes);
    log_with_change(change_converter);
    log_with_change(change_created);
}

static void log_at(const int64_t *times, size_t count) {
    add_handler(&operations);
    plan.count = 1; /* formatter 0 */
    for (size_t i = 0; i < count; i++) {
        plan.created = times[i];
        pylog_info(NULL, "x");
    }
    compare_all();
    assert_no_difference();
}

static void asctime_may_stand_in_a_line_twice(void **state) {
    (void)state;
    use_format("%(asctime)s|%(asctime)s|%(message)s");
    log_at((int64_t[]){ TODAY, TODAY + 7000000, TODAY + 8000000 }, 3);
}

/* And the beginning does not follow the end. */
static void the_first_and_last_nanoseconds_have_lines(void **state) {
    static const int64_t times[] = { INT64_MIN,          INT64_MIN, INT64_MIN + 1, INT64_MIN + SECOND, 1,
                                     INT64_MAX - SECOND, INT64_MAX, INT64_MAX,     INT64_MIN };
    (void)state;
    log_at(times, COUNT(times));
}

static const struct CMUnitTest tests[] = {
    TEST(every_line_is_as_the_general_way_has_it),   TEST(threads_share_formatters_and_no_lines),
    TEST(starts_and_messages_may_have_any_length),   TEST(asctime_is_the_last_one_that_was_formatted),
    TEST(asctime_is_what_the_line_showed),           TEST(asctime_may_stand_in_a_line_twice),
    TEST(the_first_and_last_nanoseconds_have_lines), TEST(asctime_outlives_its_formatter),
};
TEST_MAIN
