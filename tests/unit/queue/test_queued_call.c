/* Calls that go into a queue without a record being made of them: what they show is what the same calls show
 * without a queue, and they keep what a log call keeps. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <fixture.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <pylog/handlers.h>
#include <logger/call_packed.h>
#include <queues.h>
#include <stdlib.h>
#include <string.h>
#include <thread/thread.h>

static int set_up(void) {
    pylog_set_thread_name(NULL);
    return 0;
}

static const struct fixture fixture = { .seconds = 40, .set_up = set_up };

/* ---- The same calls with a queue and without ------------------------------------------------- */

static const char line[] = "%(levelname)s %(name)s %(funcName)s %(lineno)d %(threadName)s %(message)s";

/* Where the calls go: what stands at the root is a queue handler, or it writes. */
static struct {
    pylog_handler *handler;
    bool queued;
} here;

/* A place is there for the first time only once: so each round is a call of its own, from the same places. */
enum { ROUNDS = 4 };

static char *text_without_queue(void (*calls)(int round)) {
    pylog_handler *capture = capture_new(line);
    here.handler = capture;
    here.queued = false;
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    pylog_logger_add_handler(NULL, capture);
    for (int round = 0; round < ROUNDS; round++)
        calls(round);
    pylog_logger_remove_handler(NULL, capture);
    char *text = strdup(capture_text(capture));
    pylog_handler_unref(capture);
    return text;
}

static void assert_as_without_queue(void (*calls)(int round)) {
    struct queued queued = queued_begin(&(struct pylog_queue_options){ .capacity = 1 << 20 }, line);
    here.handler = queued.handler;
    here.queued = true;
    for (int round = 0; round < ROUNDS; round++)
        calls(round);
    char *text = strdup(queued_text(&queued));
    queued_end(&queued);
    char *expected = text_without_queue(calls);
    assert_true(*expected);
    assert_string_equal(text, expected);
    free(text);
    free(expected);
}

#define AS_WITHOUT_QUEUE(name, calls)                                                                        \
    static void name(void **state) {                                                                         \
        (void)state;                                                                                         \
        assert_as_without_queue(calls);                                                                      \
    }

/* What the next call of the logger would do; NULL: the root. */
static bool has_fast_path(pylog_logger *logger) {
    return pylog__thread()->plain &&
           pylog__has_fast_path(logger ? logger : &pylog__root, PYLOG_INFO, pylog__thread());
}

static void call_plainly(int round) {
    pylog_info(NULL, "%d", round);
    if (here.queued && round) /* else the fast way has not been tested here */
        assert_true(has_fast_path(NULL));
}

AS_WITHOUT_QUEUE(calls_go_the_short_way, call_plainly)

/* What a ring's putter knows is free never gets so little that a call has to go the long way to know more. */
static void calls_stay_on_it_round_the_ring(void **state) {
    enum { CAPACITY = 8192, CALLS = 1000 };
    (void)state;
    struct queued queued = queued_begin(&(struct pylog_queue_options){ .capacity = CAPACITY }, NULL);
    for (int n = 0; n < CALLS; n++) {
        pylog_info(NULL, "%d", n);
        const struct pylog__ring *ring = &pylog__thread()->producer->ring;
        if (n > 1 && ring->end - ring->next < PYLOG__RING_STRINGS)
            fail_msg("after call %d %td bytes are known to be free", n, ring->end - ring->next);
        struct pylog_record *record = pylog_queue_get(queued.queue, PYLOG_NO_WAIT);
        assert_int_equal(atoi(pylog_record_message(record, NULL)), n);
        pylog_record_free(record);
    }
    assert_true(atomic_load(&pylog__thread()->producer->ring.head) > 4 * CAPACITY);
    queued_end(&queued);
}

/* ---- errno ----------------------------------------------------------------------------------- */

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat" /* %m */

static void call_with_errno(int round) {
    static const int errors[] = { ENOENT, 0, EACCES, 4711, EINTR };
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        errno = errors[i];
        pylog_info(NULL, "%m");
        assert_int_equal(errno, errors[i]);
        pylog_info(NULL, "%d %m|%s|%m %5.1f", round, "text", 2.5);
        assert_int_equal(errno, errors[i]);
        pylog_log(NULL, PYLOG_INFO + round, "%s %20m", "a text of more than eight bytes");
        assert_int_equal(errno, errors[i]);
        pylog_debug(pylog_get_logger("app"), "%-30m|%m%m");
    }
}

#pragma GCC diagnostic pop

AS_WITHOUT_QUEUE(errno_is_that_of_each_call, call_with_errno)

static void errno_is_kept_when_the_listener_is_woken(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    for (int i = 0; i < 10; i++) {
        sleep_milliseconds(i < 5 ? 15 : 0); /* it sleeps, or naps, or is at work */
        errno = EDOM;
        pylog_info(NULL, "%d", i);
        assert_int_equal(errno, EDOM);
    }
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_string_equal(capture_text(queued.capture), "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    queued_end(&queued);
}

static void errno_is_kept_when_the_ring_is_full(void **state) {
    (void)state;
    struct queued queued =
        queued_begin(&(struct pylog_queue_options){ .capacity = 1024, .overflow = PYLOG_DROP_NEWEST }, NULL);
    for (int i = 0; i < 50; i++) {
        errno = EDOM;
        pylog_info(NULL, "%d", i);
        assert_int_equal(errno, EDOM);
    }
    queued_end(&queued);
}

/* ---- Strings --------------------------------------------------------------------------------- */

static void call_with_strings(int round) {
    static const size_t others[] = { 63, 64, 65, 300, 5000 };
    static char text[5001];
    const char *volatile none = NULL;
    for (size_t i = 0; i <= 40 + sizeof others / sizeof *others; i++) {
        size_t length = i <= 40 ? i : others[i - 41];
        memset(text, round % 2 ? 'a' + (int)i % 26 : 0x80 + (int)i, length);
        text[length] = '\0';
        pylog_info(NULL, "%s", text);
        pylog_info(NULL, "%s|%d|%s", text, round, text);
        pylog_info(NULL, "%s%s%s|%s", none, text, "", none);
        pylog_warning(NULL, "%10s|%-10s|%c", text, text, round + 'a');
    }
}

AS_WITHOUT_QUEUE(strings_of_any_length_are_whole, call_with_strings)

static void call_with_parts(int round) {
    static const char cut[4] = { 'a', 'b', 'c', 'd' }; /* no NUL behind it */
    for (int precision = -1; precision <= 4; precision++) {
        pylog_info(NULL, "%.*s|%.3s|%.0s", precision < 0 ? 4 : precision, cut, cut, cut);
        pylog_info(NULL, "%*d|%-*d|%.*f", precision * 3, round, precision, round, precision, 1.0 / 3);
        pylog_info(NULL, "%s %.*s %s", "before", precision < 0 ? 0 : precision, cut, "behind");
        pylog_info(NULL, "%*.*s|%d", 7, precision, "a text", round);
    }
}

AS_WITHOUT_QUEUE(parts_of_strings_are_not_read_beyond, call_with_parts)

/* ---- Numbers --------------------------------------------------------------------------------- */

static void call_with_integers(int round) {
    static const int64_t values[] = {
        0, 1, -1, 127, 128, -129, 65536, INT_MAX, INT_MIN, INT64_MAX, INT64_MIN
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        int64_t value = values[i];
        pylog_info(NULL, "%hhd %hhu %hd %hu %d %u", (signed char)value, (unsigned char)value, (short)value,
                   (unsigned short)value, (int)value, (unsigned)value);
        pylog_info(NULL, "%ld %lu %lld %llx %zd %zu", (long)value, (unsigned long)value, (long long)value,
                   (unsigned long long)value, (ssize_t)value, (size_t)value);
        pylog_info(NULL, "%jd %ju %td %#o %#X %+d", (intmax_t)value, (uintmax_t)value, (ptrdiff_t)value,
                   (unsigned)value, (unsigned)value, (int)value);
        pylog_info(NULL, "%d %" PRIu64 " %c%% %p", round, (uint64_t)value, 'x', (void *)(intptr_t)value);
    }
}

AS_WITHOUT_QUEUE(integers_of_all_sizes_are_whole, call_with_integers)

static void call_with_reals(int round) {
    static const double values[] = { 0, -0.0, 1.5, -1e300, 5e-324, 1e17, HUGE_VAL, -HUGE_VAL };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        pylog_info(NULL, "%f %e %g %a", values[i], values[i], values[i], values[i]);
        pylog_info(NULL, "%d %.17g %s %G", round, values[i], "x", values[i]);
        pylog_info(NULL, "%Lf %d", (long double)round, round);
    }
}

AS_WITHOUT_QUEUE(reals_are_whole, call_with_reals)

#define FIVE_D  "%d %d %d %d %d "
#define FIVE(n) (n), (n) + 1, (n) + 2, (n) + 3, (n) + 4

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat" /* ISO C has no %2$s */
static void call_with_many(int round) {
    pylog_info(NULL, FIVE_D FIVE_D FIVE_D FIVE_D "%d %s %d %f", FIVE(round), FIVE(5), FIVE(10), FIVE(15), 20,
               "a text of 21", 22, 23.0);
    pylog_info(NULL, FIVE_D FIVE_D FIVE_D FIVE_D FIVE_D, FIVE(round), FIVE(5), FIVE(10), FIVE(15), FIVE(20));
    pylog_info(NULL, FIVE_D FIVE_D FIVE_D FIVE_D FIVE_D "%s %d %g %d %d", FIVE(round), FIVE(5), FIVE(10),
               FIVE(15), FIVE(20), "a text", 26, 27.0, 28, 29);
    pylog_info(NULL, "%2$s %1$d %2$s", round, "by number");
    pylog_info(NULL, "none at all");
}
#pragma GCC diagnostic pop

AS_WITHOUT_QUEUE(formats_may_have_many_arguments, call_with_many)

/* ---- Formats that are known at run time ------------------------------------------------------ */

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
static void call_with_any_format(int round) {
    static const char *const formats[] = { "%d %s", "%2$s %1$d", "only %d", "none",
                                           "%1$d",  "%5d|%-5s|", "%u %.1s" };
    char format[32];
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        pylog_info(NULL, formats[i], round, "text");
        pylog_log(NULL, PYLOG_INFO + round, formats[i], round, "text");
        snprintf(format, sizeof format, "%zu of %s", i, formats[i]);
        pylog_info(NULL, format, round, "text");
        memset(format, 'x', sizeof format - 1); /* and nobody needs it any more */
    }
}
#pragma GCC diagnostic pop

AS_WITHOUT_QUEUE(a_format_may_be_another_one_the_next_time, call_with_any_format)

/* ---- Loggers and levels ---------------------------------------------------------------------- */

static void call_at_levels(int round) {
    static const int levels[] = { 10, 15, 20, 25, 30, 99, 11 };
    pylog_logger *loggers[] = { NULL, pylog_get_logger("a"), pylog_get_logger("a.b"),
                                pylog_get_logger("root") };
    for (size_t i = 0; i < 4 * sizeof levels / sizeof *levels; i++) {
        pylog_log(loggers[i % 4], levels[i / 4], "%d %zu", round, i);
        pylog_info(loggers[i % 4], "%zu", i);
        pylog_info(loggers[i / 16], "%zu", i);
    }
}

AS_WITHOUT_QUEUE(each_call_has_its_level_and_logger, call_at_levels)

static void call_through_adapters(int round) {
    pylog_logger *logger = pylog_get_logger("app");
    pylog_logger *adapter = pylog_logger_adapter_new(logger, PYLOG_FIELDS(pylog_field_str("user", "ann")), NULL);
    for (int i = 0; i < 5; i++) {
        pylog_info(i % 2 ? adapter : logger, "%d %d", round, i);
        pylog_info(adapter, "%s", "a text of some length");
        pylog_info(logger, "%d", i);
    }
    pylog_logger_adapter_free(adapter);
}

AS_WITHOUT_QUEUE(adapters_and_their_loggers_do_not_mix, call_through_adapters)

static void call_under_names(int round) {
    static const char *const names[] = { "one", "another name", NULL, "" };
    for (int i = 0; i < 8; i++) {
        pylog_info(NULL, "%d", i);
        pylog_set_thread_name(names[(i + round) % 4]);
        pylog_info(NULL, "%d", i);
        pylog_info(NULL, "%d", i);
    }
    pylog_set_thread_name(NULL);
}

AS_WITHOUT_QUEUE(each_call_has_the_name_that_its_thread_has, call_under_names)

/* ---- What changes between two calls ---------------------------------------------------------- */

static void call_three_times(int round) {
    for (int i = 0; i < 3; i++)
        pylog_info(pylog_get_logger("app"), "%d %d", round, i);
}

static int drop_odd(struct pylog_record *record, void *data) {
    (void)data;
    const char *text = pylog_record_message(record, NULL);
    return text[strlen(text) - 1] % 2 == 0;
}

static void call_with_filters(int round) {
    pylog_filter *filter = pylog_filter_new_callback(drop_odd, NULL, NULL);
    pylog_logger *loggers[] = { NULL, pylog_get_logger("app"), pylog_get_logger("elsewhere") };
    for (int i = 0; i < 3; i++) {
        call_three_times(round);
        pylog_logger_add_filter(loggers[i], filter);
        call_three_times(round);
        pylog_logger_remove_filter(loggers[i], filter);
        call_three_times(round);
    }
    pylog_handler_add_filter(here.handler, filter);
    call_three_times(round);
    pylog_handler_remove_filter(here.handler, filter);
    call_three_times(round);
    pylog_filter_unref(filter);
}

AS_WITHOUT_QUEUE(filters_see_the_next_call, call_with_filters)

static void call_with_levels_set(int round) {
    static const int levels[] = { PYLOG_WARNING, PYLOG_INFO, PYLOG_CRITICAL, PYLOG_NOTSET, PYLOG_INFO + 1 };
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        pylog_handler_set_level(here.handler, levels[i]);
        call_three_times(round);
        pylog_log(pylog_get_logger("app"), levels[i], "%d", round);
        pylog_logger_set_level(pylog_get_logger("app"), levels[4 - i]);
        call_three_times(round);
        pylog_error(pylog_get_logger("app"), "%d", round);
    }
    pylog_handler_set_level(here.handler, PYLOG_NOTSET);
    pylog_logger_set_level(pylog_get_logger("app"), PYLOG_NOTSET);
    call_three_times(round);
}

AS_WITHOUT_QUEUE(levels_hold_for_the_next_call, call_with_levels_set)

static void call_with_handler_removed(int round) {
    call_three_times(round);
    pylog_logger_remove_handler(NULL, here.handler);
    call_three_times(round + 100); /* nowhere */
    pylog_logger_add_handler(NULL, here.handler);
    call_three_times(round);
    pylog_logger_set_propagate(pylog_get_logger("app"), false);
    call_three_times(round + 200);
    pylog_logger_set_propagate(pylog_get_logger("app"), true);
    call_three_times(round);
    pylog_logger_set_disabled(pylog_get_logger("app"), true);
    call_three_times(round + 300);
    pylog_logger_set_disabled(pylog_get_logger("app"), false);
    call_three_times(round);
    pylog_logger_add_handler(pylog_get_logger("app"), here.handler); /* twice now, as in Python */
    call_three_times(round);
    pylog_logger_remove_handler(pylog_get_logger("app"), here.handler);
}

AS_WITHOUT_QUEUE(a_handler_that_is_removed_gets_nothing_more, call_with_handler_removed)

static pylog_buffer *second_text;

static void call_with_second_handler(int round) {
    call_three_times(round);
    pylog_handler *second = capture_on(NULL, line);
    call_three_times(round);
    pylog_buffer_printf(second_text, "%s", capture_text(second));
    pylog_logger_remove_handler(NULL, second);
    call_three_times(round);
    second = capture_on(pylog_get_logger("app"), line);
    call_three_times(round);
    pylog_buffer_printf(second_text, "%s", capture_text(second));
    pylog_logger_remove_handler(pylog_get_logger("app"), second);
    call_three_times(round);
}

static void a_second_handler_gets_the_next_call(void **state) {
    (void)state;
    second_text = pylog_buffer_new();
    assert_as_without_queue(call_with_second_handler);
    size_t half = pylog_buffer_length(second_text) / 2;
    const char *text = pylog_buffer_data(second_text);
    assert_true(half && memcmp(text, text + half, half) == 0);
    pylog_buffer_free(second_text);
}

static void rename_thread(struct pylog_record *record, void *data) {
    (void)data;
    pylog_record_set(record, pylog_field_str("threadName", "made"));
}

static void call_with_factory(int round) {
    call_three_times(round);
    pylog_set_log_record_factory(rename_thread, NULL);
    call_three_times(round);
    pylog_set_log_record_factory(NULL, NULL);
    call_three_times(round);
}

AS_WITHOUT_QUEUE(a_factory_makes_the_next_record, call_with_factory)

static void what_a_level_is_called_is_asked_by_the_listener(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, "%(levelname)s %(threadName)s");
    pylog_add_level_name(25, "FIRST");
    pylog_log(NULL, 25, "m");
    pylog_add_level_name(25, "SECOND");
    pylog_set_log_threads(false);
    assert_string_equal(queued_text(&queued), "SECOND None\n");
    pylog_set_log_threads(true);
    queued_end(&queued);
}

/* ---- Which calls take it --------------------------------------------------------------------- */

static void *log_once(void *data) {
    pylog_info(data, "from another thread");
    return NULL;
}

static void loggers_in_turn_all_take_it_whatever_is_asked_in_between(void **state) {
    enum { LOGGERS = 16 };
    pylog_logger *loggers[LOGGERS];
    char name[32];
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_info(NULL, "the first of this thread");
    for (int i = 0; i < LOGGERS; i++) {
        snprintf(name, sizeof name, "app.part%d", i);
        loggers[i] = pylog_get_logger(name);
    }
    for (int i = 0; i < 3 * LOGGERS; i++) {
        pthread_t thread;
        pylog_logger *logger = loggers[i % LOGGERS];
        assert_true(has_fast_path(logger));
        pylog_info(logger, "%d", i);
        pylog_logger_get_effective_level(logger);
        pylog_get_logger("app.another");
        pylog_handler_set_name(queued.handler, i % 2 ? "queue" : NULL);
        assert_int_equal(pthread_create(&thread, NULL, log_once, logger), 0);
        assert_int_equal(pthread_join(thread, NULL), 0);
    }
    queued_end(&queued);
}

static int drop_nothing(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    return 1;
}

static const char *name_task(void *data) {
    (void)data;
    return "task";
}

static pylog_handler *path_handler;
static pylog_filter *path_filter;

static void set_factory(bool on) {
    pylog_set_log_record_factory(on ? rename_thread : NULL, NULL);
}
static void set_task_names(bool on) {
    pylog_set_task_name_callback(on ? name_task : NULL, NULL);
}
static void set_logger_filter(bool on) {
    pylog_logger *app = pylog_get_logger("app");
    on ? pylog_logger_add_filter(app, path_filter) : pylog_logger_remove_filter(app, path_filter);
}
static void set_handler_filter(bool on) {
    on ? pylog_handler_add_filter(path_handler, path_filter)
       : pylog_handler_remove_filter(path_handler, path_filter);
}
static void set_formatter(bool on) {
    pylog_formatter *formatter = on ? pylog_formatter_new("%(message)s", NULL) : NULL;
    pylog_handler_set_formatter(path_handler, formatter);
    pylog_formatter_unref(formatter);
}
static void set_handler_level(bool on) {
    pylog_handler_set_level(path_handler, on ? PYLOG_WARNING : PYLOG_INFO);
}
static void set_second_handler(bool on) {
    static pylog_handler *second;
    pylog_logger *app = pylog_get_logger("app");
    if (on) {
        second = pylog_null_handler_new();
        pylog_logger_add_handler(app, second);
    } else {
        pylog_logger_remove_handler(app, second);
        pylog_handler_unref(second);
    }
}
static void set_no_propagate(bool on) {
    pylog_logger_set_propagate(pylog_get_logger("app"), !on);
}
static void set_no_handler(bool on) {
    on ? pylog_logger_remove_handler(NULL, path_handler) : pylog_logger_add_handler(NULL, path_handler);
}

/* And what the logger's children do: they do not pass its filters. */
static void whoever_wants_a_record_gets_one_until_it_goes(void **state) {
    static const struct {
        const char *what;
        void (*set)(bool on);
        bool children;
    } rows[] = {
        { "a factory", set_factory, false },
        { "task names", set_task_names, false },
        { "a logger's filter", set_logger_filter, true },
        { "a handler's filter", set_handler_filter, false },
        { "a formatter", set_formatter, false },
        { "a handler's level", set_handler_level, false },
        { "a second handler", set_second_handler, false },
        { "no propagation", set_no_propagate, false },
        { "no handler", set_no_handler, false },
    };
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_logger *app = pylog_get_logger("app"), *child = pylog_get_logger("app.child");
    path_handler = queued.handler;
    path_filter = pylog_filter_new_callback(drop_nothing, NULL, NULL);
    pylog_info(app, "the first of this thread");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rows[i].set(true);
        if (has_fast_path(app) || has_fast_path(child) != rows[i].children)
            fail_msg("%s is not regarded", rows[i].what);
        pylog_logger *later = pylog_get_logger(rows[i].what);
        if (rows[i].set != set_second_handler && rows[i].set != set_no_propagate && !rows[i].children)
            assert_false(has_fast_path(later));
        rows[i].set(false);
        if (!has_fast_path(app) || !has_fast_path(child) || !has_fast_path(later))
            fail_msg("%s is gone, and still regarded", rows[i].what);
    }
    pylog_filter_unref(path_filter);
    queued_end(&queued);
}

/* ---- Two queues ------------------------------------------------------------------------------ */

static void two_loggers_with_two_queues_do_not_mix(void **state) {
    static const char *const names[] = { "left", "right" };
    char expected[2][2048] = { "", "" };
    struct queued queued[2];
    (void)state;
    for (int i = 0; i < 2; i++) {
        queued[i] = queued_begin(NULL, "%(name)s %(message)s");
        pylog_logger_remove_handler(NULL, queued[i].handler);
        pylog_logger_add_handler(pylog_get_logger(names[i]), queued[i].handler);
    }
    for (int i = 0; i < 60; i++) {
        int which = i % 7 % 2;
        pylog_info(pylog_get_logger(names[which]), "%d %s", i, "text");
        snprintf(expected[which] + strlen(expected[which]), 32, "%s %d text\n", names[which], i);
    }
    for (int i = 0; i < 2; i++) {
        assert_string_equal(queued_text(&queued[i]), expected[i]);
        pylog_logger_remove_handler(pylog_get_logger(names[i]), queued[i].handler);
        queued_end(&queued[i]);
    }
}

/* The new queue may lie where the old one did. */
static void a_queue_that_is_gone_gets_nothing(void **state) {
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct queued queued = queued_begin(NULL, NULL);
        for (int n = 0; n < 3; n++)
            pylog_info(NULL, "%d", n);
        assert_string_equal(queued_text(&queued), "0\n1\n2\n");
        queued_end(&queued);
        pylog_info(pylog_get_logger("app"), "nowhere"); /* the last resort takes warnings only */
    }
}

static const struct CMUnitTest tests[] = {
    TEST(calls_go_the_short_way),
    TEST(calls_stay_on_it_round_the_ring),
    TEST(errno_is_that_of_each_call),
    TEST(errno_is_kept_when_the_listener_is_woken),
    TEST(errno_is_kept_when_the_ring_is_full),
    TEST(strings_of_any_length_are_whole),
    TEST(parts_of_strings_are_not_read_beyond),
    TEST(integers_of_all_sizes_are_whole),
    TEST(reals_are_whole),
    TEST(formats_may_have_many_arguments),
    TEST(a_format_may_be_another_one_the_next_time),
    TEST(each_call_has_its_level_and_logger),
    TEST(adapters_and_their_loggers_do_not_mix),
    TEST(each_call_has_the_name_that_its_thread_has),
    TEST(filters_see_the_next_call),
    TEST(levels_hold_for_the_next_call),
    TEST(a_handler_that_is_removed_gets_nothing_more),
    TEST(a_second_handler_gets_the_next_call),
    TEST(a_factory_makes_the_next_record),
    TEST(what_a_level_is_called_is_asked_by_the_listener),
    TEST(loggers_in_turn_all_take_it_whatever_is_asked_in_between),
    TEST(whoever_wants_a_record_gets_one_until_it_goes),
    TEST(two_loggers_with_two_queues_do_not_mix),
    TEST(a_queue_that_is_gone_gets_nothing),
};
TEST_MAIN
