/* Queues: what goes in comes out, as it was at the call, whoever else has come
 * and gone meanwhile. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <fixture.h>
#include <math.h>
#include <pylog/handlers.h>
#include <queues.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

static const struct fixture fixture = { .seconds = 30 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* ---- Options
 * ---------------------------------------------------------------------------------
 */

static void refuses_options_that_make_no_sense(void **state) {
    static const struct {
        struct pylog_queue_options options;
        const char *text;
    } rows[] = {
        { { .capacity = ((size_t)1 << 30) + 1 }, "capacity too big" },
        { { .overflow = (enum pylog_overflow)4 }, "Unknown overflow: 4" },
        { { .overflow = (enum pylog_overflow) - 1 }, "Unknown overflow: -1" },
        { { .clock = (enum pylog_clock)2 }, "Unknown clock: 2" },
        { { .timeout = -0.1 }, "'timeout' must be a non-negative number of seconds, PYLOG_FOREVER or PYLOG_NO_WAIT" },
        { { .timeout = (double)NAN }, "'timeout' must be a non-negative number of seconds, PYLOG_FOREVER or PYLOG_NO_WAIT" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        errno = 0;
        if (pylog_queue_new(&rows[i].options) || errno != EINVAL ||
            strcmp(pylog_last_error(), rows[i].text) != 0)
            fail_msg("%s: %d, %s", rows[i].text, errno, pylog_last_error());
    }
}

static void what_needs_a_queue_refuses_null(void **state) {
    pylog_handler *handlers[] = { NULL };
    (void)state;
    assert_null(pylog_queue_handler_new(NULL));
    assert_int_equal(errno, EINVAL);
    assert_null(pylog_queue_listener_new(NULL, handlers, NULL));
    assert_int_equal(errno, EINVAL);
    pylog_queue *queue = pylog_queue_new(NULL);
    assert_null(pylog_queue_listener_new(queue, NULL, NULL));
    assert_int_equal(errno, EINVAL);
    assert_int_equal(pylog_queue_listener_start(NULL), -1);
    assert_int_equal(pylog_queue_listener_stop(NULL), -1);
    pylog_queue_listener_free(NULL);
    pylog_queue_unref(queue);
    pylog_queue_unref(NULL);
    assert_null(pylog_queue_ref(NULL));
}

static void what_is_no_queue_handler_has_no_listener(void **state) {
    (void)state;
    pylog_handler *handler = capture_new(NULL);
    errno = 0;
    assert_null(pylog_queue_handler_listener(handler));
    assert_int_equal(errno, EINVAL);
    assert_int_equal(pylog_queue_handler_set_listener(handler, NULL), -1);
    assert_int_equal(pylog_queue_handler_set_listener(NULL, NULL), -1);
    pylog_handler_unref(handler);
}

/* ---- Reading a queue oneself
 * ----------------------------------------------------------------- */

static void an_empty_queue_gives_nothing_at_once_or_after_a_time(void **state) {
    (void)state;
    pylog_queue *queue = pylog_queue_new(NULL);
    double start = now();
    assert_null(pylog_queue_get(queue, PYLOG_NO_WAIT));
    assert_int_equal(errno, EAGAIN);
    assert_string_equal(pylog_last_error(), "the queue is empty");
    assert_true(now() - start < 10);
    start = now();
    assert_null(pylog_queue_get(queue, 0.05));
    assert_int_equal(errno, EAGAIN);
    assert_true(now() - start >= 0.049);
    pylog_queue_unref(queue);
}

static void *log_soon(void *data) {
    sleep_milliseconds(20);
    pylog_info(NULL, "awaited %d", 7);
    return data;
}

static void who_waits_for_a_record_is_woken_by_one(void **state) {
    (void)state;
    static const double timeouts[] = { PYLOG_FOREVER, 20, 0 };
    for (size_t i = 0; i < sizeof timeouts / sizeof *timeouts; i++) {
        struct queued queued = queued_begin(NULL, NULL);
        pthread_t thread = start_thread(log_soon, NULL);
        double start = now();
        struct pylog_record *record = pylog_queue_get(queued.queue, timeouts[i]);
        assert_non_null(record);
        assert_true(now() - start < 10);
        assert_string_equal(pylog_record_message(record, NULL), "awaited 7");
        pylog_record_free(record);
        join_thread(thread);
        queued_end(&queued);
    }
}

static void records_come_out_one_by_one_in_their_order(void **state) {
    struct pylog_field message;
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    for (int i = 0; i < 100; i++)
        pylog_info(NULL, "%d", i);
    assert_string_equal(queued_counts(&queued), "100 0 0 0");
    for (int i = 0; i < 100; i++) {
        struct pylog_record *record = pylog_queue_get(queued.queue, PYLOG_NO_WAIT);
        assert_int_equal(atoi(pylog_record_message(record, NULL)), i);
        assert_int_equal(pylog_record_get(record, "message", &message), 0);
        assert_int_equal(atoi(message.value.s), i);
        pylog_record_free(record);
    }
    assert_null(pylog_queue_get(queued.queue, PYLOG_NO_WAIT));
    assert_string_equal(queued_counts(&queued), "100 100 0 0");
    queued_end(&queued);
}

static void what_is_left_goes_with_the_queue(void **state) {
    (void)state;
    struct queued queued = queued_begin(&(struct pylog_queue_options){ .capacity = 1024 }, NULL);
    char large[3000];
    memset(large, 'x', sizeof large);
    pylog_info(NULL, "small");
    pylog_info(NULL, "%.*s", (int)sizeof large, large);
    queued_end(&queued); /* a sanitizer says if the large one stays */
}

/* ---- Sizes
 * -----------------------------------------------------------------------------------
 */

/* A text of this length that tells where it was cut. */
static char *text_of(size_t length) {
    char *text = malloc(length + 1);
    if (!text)
        abort();
    for (size_t i = 0; i < length; i++)
        text[i] = (char)('!' + (i * 31 + length) % 90);
    text[length] = '\0';
    return text;
}

static void assert_comes_out(struct queued *queued, const char *text, const char *where) {
    struct pylog_record *record = pylog_queue_get(queued->queue, PYLOG_NO_WAIT);
    if (!record || strcmp(pylog_record_message(record, NULL), text) != 0)
        fail_msg("%s of %zu bytes comes out otherwise", where, strlen(text));
    pylog_record_free(record);
}

/* Around and beyond the largest that goes into the ring, at each place in the
 * ring. */
static void texts_of_every_length_come_out_whole(void **state) {
    (void)state;
    for (int oldest = 0; oldest < 2; oldest++) {
        struct queued queued = queued_begin(
            &(struct pylog_queue_options){ .capacity = 1000,
                                           .overflow = oldest ? PYLOG_DROP_OLDEST : PYLOG_BLOCK },
            NULL);
        for (size_t length = 0; length < 1100; length++) {
            char *text = text_of(length);
            pylog_info(NULL, "%s", text);
            pylog_log_text(NULL, PYLOG_INFO, NULL, text, length);
            assert_comes_out(&queued, text, "an argument");
            assert_comes_out(&queued, text, "a text");
            free(text);
        }
        assert_string_equal(queued_counts(&queued), "2200 2200 0 0");
        queued_end(&queued);
    }
}

static void a_record_larger_than_the_ring_is_not_cut(void **state) {
    (void)state;
    struct queued queued = queued_begin(&(struct pylog_queue_options){ .capacity = 1 }, NULL);
    char *text = text_of(1000000);
    pylog_info(NULL, "before");
    pylog_info(NULL, "%s", text);
    pylog_info(NULL, "after");
    assert_comes_out(&queued, "before", "a text");
    assert_comes_out(&queued, text, "a text");
    assert_comes_out(&queued, "after", "a text");
    free(text);
    queued_end(&queued);
}

static void bytes_that_are_nul_are_carried(void **state) {
    size_t length;
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_log_text(NULL, PYLOG_INFO, NULL, "a\0b", 3);
    pylog_info(NULL, "%c-%c", 0, 'x');
    struct pylog_record *record = pylog_queue_get(queued.queue, PYLOG_NO_WAIT);
    assert_memory_equal(pylog_record_message(record, &length), "a\0b", 4);
    assert_int_equal(length, 3);
    pylog_record_free(record);
    record = pylog_queue_get(queued.queue, PYLOG_NO_WAIT);
    assert_memory_equal(pylog_record_message(record, &length), "\0-x", 4);
    assert_int_equal(length, 3);
    pylog_record_free(record);
    queued_end(&queued);
}

/* ---- Whose and when
 * -------------------------------------------------------------------------- */

enum { TURNS = 30, THREADS = 4 };
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t next;
} turn = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };

static void *log_in_turn(void *number) {
    size_t mine = (size_t)(uintptr_t)number;
    pthread_mutex_lock(&turn.mutex);
    for (size_t i = mine; i < TURNS * THREADS; i += THREADS) {
        while (turn.next != i)
            pthread_cond_wait(&turn.changed, &turn.mutex);
        pylog_info(NULL, "%zu", i);
        turn.next++;
        pthread_cond_broadcast(&turn.changed);
    }
    pthread_mutex_unlock(&turn.mutex);
    return NULL;
}

static void records_of_several_threads_come_out_by_time(void **state) {
    char expected[TURNS * THREADS * 5] = "", line[16];
    (void)state;
    for (int clock = 0; clock < 2; clock++) {
        turn.next = 0;
        struct queued queued =
            queued_begin(&(struct pylog_queue_options){ .clock = (enum pylog_clock)clock }, NULL);
        run_in_threads(THREADS, log_in_turn);
        *expected = '\0';
        for (size_t i = 0; i < TURNS * THREADS; i++) {
            snprintf(line, sizeof line, "%zu\n", i);
            strcat(expected, line);
        }
        assert_string_equal(queued_text(&queued), expected);
        queued_end(&queued);
    }
}

static void the_time_is_that_of_the_call(void **state) {
    struct timespec before, after;
    (void)state;
    for (int clock = 0; clock < 2; clock++) {
        struct queued queued =
            queued_begin(&(struct pylog_queue_options){ .clock = (enum pylog_clock)clock }, NULL);
        pylog_info(NULL, "first");
        for (int i = 0; i < 3; i++) {
            clock_gettime(CLOCK_REALTIME, &before);
            pylog_info(NULL, "here");
            clock_gettime(CLOCK_REALTIME, &after);
            sleep_milliseconds(5);
        }
        struct pylog_record *record = NULL;
        for (int i = 0; i < 4; i++) {
            pylog_record_free(record);
            record = pylog_queue_get(queued.queue, PYLOG_NO_WAIT);
        }
        int64_t slack = clock ? 100000 : 0; /* the counter's is calibrated over some milliseconds */
        assert_true(record->created_ns >= (int64_t)before.tv_sec * 1000000000 + before.tv_nsec - slack);
        assert_true(record->created_ns <= (int64_t)after.tv_sec * 1000000000 + after.tv_nsec + slack);
        pylog_record_free(record);
        queued_end(&queued);
    }
}

static void *log_under_names(void *data) {
    char *id = data;
    pylog_set_thread_name("worker");
    pylog_info(NULL, "first");
    pylog_info(NULL, "second");
    pylog_set_thread_name("renamed");
    pylog_info(NULL, "third");
    pylog_error(NULL, "%ls", L"fourth, which is made at the call");
    pylog_set_thread_name("worker");
    pylog_info(NULL, "fifth");
    snprintf(id, 32, "%llu", (unsigned long long)(uintptr_t)pthread_self());
    return NULL;
}

static void a_record_keeps_the_name_and_id_of_its_thread(void **state) {
    char id[32], expected[512];
    (void)state;
    struct queued queued = queued_begin(NULL, "%(threadName)s %(thread)d %(message)s");
    join_thread(start_thread(log_under_names, id));
    snprintf(expected, sizeof expected,
             "worker %s first\nworker %s second\nrenamed %s third\n"
             "renamed %s fourth, which is made at the call\nworker %s fifth\n",
             id, id, id, id, id);
    assert_string_equal(queued_text(&queued), expected);
    queued_end(&queued);
}

static void the_place_is_that_of_the_call(void **state) {
    char expected[128];
    (void)state;
    struct queued queued = queued_begin(NULL, "%(name)s %(levelname)s %(filename)s %(funcName)s "
                                              "%(lineno)d %(message)s");
    pylog_logger *logger = pylog_get_logger("app.db");
    const int line = __LINE__ + 1;
    pylog_warning(logger, "in %s", "place");
    snprintf(expected, sizeof expected, "app.db WARNING test_queue.c %s %d in place\n", __func__, line);
    assert_string_equal(queued_text(&queued), expected);
    queued_end(&queued);
}

static const char *name_task(void *data) {
    return data;
}

static void a_record_keeps_the_name_of_its_task(void **state) {
    char task[] = "task-1";
    (void)state;
    struct queued queued = queued_begin(NULL, "%(taskName)s %(message)s");
    pylog_info(NULL, "none");
    pylog_set_task_name_callback(name_task, task);
    pylog_info(NULL, "one");
    memcpy(task, "gone..", sizeof task);
    pylog_set_task_name_callback(NULL, NULL);
    assert_string_equal(queued_text(&queued), "None none\ntask-1 one\n");
    queued_end(&queued);
}

/* ---- What is deferred, and what cannot be
 * ---------------------------------------------------- */

static void arguments_are_those_of_the_call(void **state) {
    char text[] = "then", unended[] = { 'a', 'b', 'c' };
    const char *volatile nothing = NULL;
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_info(NULL, "%s %.3s %.*s %s", text, unended, 2, unended, nothing);
    memcpy(text, "now!", sizeof text);
    memset(unended, 'X', sizeof unended);
    pylog_info(NULL, "%d %u %ld %llu %zu %hhd %#x %5d|%-5d|%05d", -1, 2u, -3L, 4ULL, (size_t)5,
               (signed char)44, 255, 42, 42, 42);
    pylog_info(NULL, "%.3f %g %e %c %%", 1.0005, 1e-7, 12345.678, 'z');
    assert_string_equal(queued_text(&queued), "then abc ab (null)\n"
                                              "-1 2 -3 4 5 44 0xff    42|42   |00042\n"
                                              "1.000 1e-07 1.234568e+04 z %\n");
    queued_end(&queued);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat"
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat" /* ISO C has no %2$s */
static void what_cannot_be_deferred_is_made_at_the_call(void **state) {
    wchar_t wide[] = L"h\x00e9";
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_info(NULL, "%ls %Lf %lc", wide, 1.5L, (wint_t)L'\x20ac');
    wide[0] = L'X';
    pylog_info(NULL, "%2$s %1$d", 1, "positional");
    assert_string_equal(queued_text(&queued), "h\xc3\xa9 1.500000 \xe2\x82\xac\npositional 1\n");
    queued_end(&queued);
}
#pragma GCC diagnostic pop

static void log_by_a_format_in_memory(const char *text, const char *argument) {
    char *fmt = malloc(64);
    snprintf(fmt, 64, "%s: %%s %%d", text);
    pylog_info(NULL, fmt, argument, 5);
    memset(fmt, 'X', 63);
    free(fmt);
}

static void a_format_may_be_gone_by_then(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    log_by_a_format_in_memory("one", "a");
    log_by_a_format_in_memory("another", "b");
    assert_string_equal(queued_text(&queued), "one: a 5\nanother: b 5\n");
    queued_end(&queued);
}

static void the_error_is_that_of_the_call(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    errno = ENOENT;
    pylog_info(NULL, "%m");
    assert_int_equal(errno, ENOENT);
    errno = EACCES;
    pylog_info(NULL, "%m, and %s", "more");
    errno = ENOENT;
    pylog_exception(NULL, "failed");
    errno = 0;
    assert_string_equal(queued_text(&queued),
                        "No such file or directory\nPermission denied, and more\n"
                        "failed\nFileNotFoundError: [Errno 2] No such file or directory\n");
    queued_end(&queued);
}

static void a_wrong_format_is_reported_at_the_call_and_does_not_go_in(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    capture_stderr_begin();
    pylog_info(NULL, "%d %n", 1, &(int){ 0 });
    char *text = capture_stderr_end();
    assert_non_null(strstr(text, "--- Logging error ---"));
    free(text);
    assert_string_equal(queued_counts(&queued), "0 0 0 0");
    queued_end(&queued);
}

#pragma GCC diagnostic pop

/* ---- More than a message
 * --------------------------------------------------------------------- */

static void extra_fields_are_carried(void **state) {
    char user[] = "ann";
    (void)state;
    struct queued queued = queued_begin(NULL, "%(user)s %(port)d %(ratio).1f %(on)s %(none)s %(message)s");
    const struct pylog_field *fields =
        PYLOG_FIELDS(pylog_field_str("user", user), pylog_field_int("port", 22), pylog_field_float("ratio", 0.5),
                     pylog_field_bool("on", true), pylog_field_none("none"));
    pylog_log_with(NULL, PYLOG_INFO, &(struct pylog_call){ .extra = fields }, "in %d", 3);
    memcpy(user, "bob", sizeof user);
    pylog_logger *adapter = pylog_logger_adapter_new(NULL, fields, NULL);
    pylog_info(adapter, "by an adapter");
    pylog_logger_adapter_free(adapter);
    assert_string_equal(queued_text(&queued),
                        "ann 22 0.5 True None in 3\nbob 22 0.5 True None by an adapter\n");
    queued_end(&queued);
}

static void error_and_stack_are_made_part_of_the_message(void **state) {
    struct pylog_exc_info error = { .type = "ValueError",
                                    .message = "bad",
                                    .traceback = "Traceback:\n  here" };
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_log_with(NULL, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &error, .stack_info = true },
                   "%d wrong", 2);
    struct pylog_record *record = pylog_queue_get(queued.queue, PYLOG_NO_WAIT);
    const char expected[] = "2 wrong\nTraceback:\n  here\nValueError: bad\n";
    assert_memory_equal(pylog_record_message(record, NULL), expected, sizeof expected - 1);
    assert_ptr_equal(strcmp(record->msg, pylog_record_message(record, NULL)), 0);
    assert_null(record->exc_info);
    assert_null(record->stack_info);
    pylog_record_free(record);
    queued_end(&queued);
}

static void a_formatter_makes_the_message(void **state) {
    struct pylog_field field;
    (void)state;
    struct queued queued = queued_begin(NULL, "<%(message)s>");
    pylog_handler_set_format(queued.handler, "%(levelname)s %(user)s %(message)s", NULL);
    struct pylog_call call = { .extra = PYLOG_FIELDS(pylog_field_str("user", "ann")) };
    pylog_log_with(NULL, PYLOG_INFO, &call, "in %d", 3);
    struct pylog_record *record = pylog_queue_get(queued.queue, PYLOG_NO_WAIT);
    assert_string_equal(record->msg, "INFO ann in 3");
    assert_string_equal(pylog_record_message(record, NULL), "INFO ann in 3");
    assert_int_equal(pylog_record_get(record, "user", &field), 0);
    assert_int_equal(pylog_record_get(record, "args", &field), 0);
    assert_int_equal(field.type, PYLOG_TYPE_NONE);
    pylog_record_free(record);
    pylog_log_with(NULL, PYLOG_INFO, &call, "again");
    assert_string_equal(queued_text(&queued), "<INFO ann again>\n");
    queued_end(&queued);
}

static void a_formatter_that_fails_is_reported_and_nothing_goes_in(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_handler_set_format(queued.handler, "%(nope)s", NULL);
    capture_stderr_begin();
    pylog_info(NULL, "lost");
    char *text = capture_stderr_end();
    assert_non_null(strstr(text, "Formatting field not found in record: 'nope'"));
    free(text);
    assert_string_equal(queued_counts(&queued), "0 0 0 0");
    queued_end(&queued);
}

static void the_time_that_another_handler_has_put_there_is_carried(void **state) {
    struct pylog_field before, after;
    (void)state;
    pylog_handler *first = capture_on(NULL, "%(asctime)s");
    struct queued queued = queued_begin(NULL, NULL);
    pylog_info(NULL, "timed");
    struct pylog_record *record = pylog_queue_get(queued.queue, PYLOG_NO_WAIT);
    assert_int_equal(pylog_record_get(capture_last(first), "asctime", &before), 0);
    assert_int_equal(pylog_record_get(record, "asctime", &after), 0);
    assert_string_equal(before.value.s, after.value.s);
    assert_true(record->created_ns == capture_last(first)->created_ns);
    pylog_record_free(record);
    queued_end(&queued);
}

/* ---- At the call
 * -----------------------------------------------------------------------------
 */

static int keep_some(struct pylog_record *record, void *data) {
    (void)data;
    pylog_record_set(record, pylog_field_str("seen", "by a filter"));
    return strstr(pylog_record_message(record, NULL), "drop") == NULL;
}

static void filters_and_levels_of_the_handler_are_asked_at_the_call(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, "%(seen)s: %(message)s");
    pylog_filter *filter = pylog_filter_new_callback(keep_some, NULL, NULL);
    pylog_handler_add_filter(queued.handler, filter);
    pylog_filter_unref(filter);
    pylog_handler_set_level(queued.handler, PYLOG_INFO);
    pylog_debug(NULL, "below the level");
    pylog_info(NULL, "keep %d", 1);
    pylog_info(NULL, "drop %d", 2);
    assert_string_equal(queued_counts(&queued), "1 0 0 0");
    pylog_handler_set_level(queued.handler, PYLOG_ERROR);
    assert_string_equal(queued_text(&queued), "by a filter: keep 1\n");
    queued_end(&queued);
}

static void change_the_record(struct pylog_record *record, void *data) {
    (void)data;
    record->created_ns = 1700000000123456789;
    pylog_record_set(record, pylog_field_str("threadName", "made up"));
    pylog_record_set(record, pylog_field_str("funcName", "elsewhere"));
}

static void what_a_factory_has_changed_is_carried(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, "%(created)f %(threadName)s %(funcName)s %(message)s");
    pylog_set_log_record_factory(change_the_record, NULL);
    pylog_info(NULL, "made at %d", 1);
    pylog_set_log_record_factory(NULL, NULL);
    assert_string_equal(queued_text(&queued), "1700000000.123457 made up elsewhere made at 1\n");
    queued_end(&queued);
}

static void two_queues_get_the_same_record(void **state) {
    (void)state;
    struct queued one = queued_begin(NULL, "one: %(message)s"), two = queued_begin(NULL, "two: %(message)s");
    for (int i = 0; i < 3; i++)
        pylog_info(NULL, "%d", i);
    assert_string_equal(queued_text(&one), "one: 0\none: 1\none: 2\n");
    assert_string_equal(queued_text(&two), "two: 0\ntwo: 1\ntwo: 2\n");
    queued_end(&one);
    pylog_info(NULL, "3");
    assert_string_equal(queued_text(&two), "two: 0\ntwo: 1\ntwo: 2\ntwo: 3\n");
    queued_end(&two);
}

static void a_queue_may_lead_into_another(void **state) {
    (void)state;
    struct queued last = queued_begin(NULL, "%(threadName)s %(message)s");
    struct queued first = queued_with(NULL, pylog_handler_ref(last.handler));
    pylog_logger_remove_handler(NULL, last.handler);
    pylog_set_thread_name("origin");
    pylog_info(NULL, "through %s", "both");
    assert_int_equal(pylog_queue_listener_start(first.listener), 0);
    assert_int_equal(pylog_queue_listener_stop(first.listener), 0);
    assert_string_equal(queued_text(&last), "origin through both\n");
    queued_end(&first);
    queued_end(&last);
}

static void a_record_that_is_handed_to_the_handler_goes_in(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, "%(name)s %(message)s");
    struct pylog_record *record =
        pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, NULL, "%d", 8);
    pylog_handler_handle(queued.handler, record);
    pylog_record_free(record);
    record = pylog_make_log_record((struct pylog_field[]){ pylog_field_str("msg", "made"), pylog_field_none(NULL) });
    pylog_handler_emit(queued.handler, record);
    pylog_record_free(record);
    assert_string_equal(queued_text(&queued), "app 8\nNone made\n");
    queued_end(&queued);
}

static const struct CMUnitTest tests[] = {
    TEST(refuses_options_that_make_no_sense),
    TEST(what_needs_a_queue_refuses_null),
    TEST(what_is_no_queue_handler_has_no_listener),
    TEST(an_empty_queue_gives_nothing_at_once_or_after_a_time),
    TEST(who_waits_for_a_record_is_woken_by_one),
    TEST(records_come_out_one_by_one_in_their_order),
    TEST(what_is_left_goes_with_the_queue),
    TEST(texts_of_every_length_come_out_whole),
    TEST(a_record_larger_than_the_ring_is_not_cut),
    TEST(bytes_that_are_nul_are_carried),
    TEST(records_of_several_threads_come_out_by_time),
    TEST(the_time_is_that_of_the_call),
    TEST(a_record_keeps_the_name_and_id_of_its_thread),
    TEST(the_place_is_that_of_the_call),
    TEST(a_record_keeps_the_name_of_its_task),
    TEST(arguments_are_those_of_the_call),
    TEST(what_cannot_be_deferred_is_made_at_the_call),
    TEST(a_format_may_be_gone_by_then),
    TEST(the_error_is_that_of_the_call),
    TEST(a_wrong_format_is_reported_at_the_call_and_does_not_go_in),
    TEST(extra_fields_are_carried),
    TEST(error_and_stack_are_made_part_of_the_message),
    TEST(a_formatter_makes_the_message),
    TEST(a_formatter_that_fails_is_reported_and_nothing_goes_in),
    TEST(the_time_that_another_handler_has_put_there_is_carried),
    TEST(filters_and_levels_of_the_handler_are_asked_at_the_call),
    TEST(what_a_factory_has_changed_is_carried),
    TEST(two_queues_get_the_same_record),
    TEST(a_queue_may_lead_into_another),
    TEST(a_record_that_is_handed_to_the_handler_goes_in),
};
TEST_MAIN
