/* A listener with one file handler keeps the handler's lock from record to record: others get it in time, the
 * program's functions are called without it, and the file is as it would be without a queue. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <files.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <queues.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char path[] = "batch_lock.log", moved[] = "batch_lock.moved";

static int set_up(void) {
    remove(path);
    return 0;
}

static int clean_up(void) {
    remove(path);
    remove(moved);
    return 0;
}

static const struct fixture fixture = { .seconds = 50, .set_up = set_up, .clean_up = clean_up };

static void write_all(struct queued *queued) {
    assert_int_equal(pylog_queue_listener_start(queued->listener), 0);
    assert_int_equal(pylog_queue_listener_stop(queued->listener), 0);
}

static void write_and_end(struct queued *queued) {
    write_all(queued);
    pylog_logger_remove_handler(NULL, queued->capture);
    queued_end(queued);
}

static void log_without_queue(const struct queued *queued) {
    pylog_logger_remove_handler(NULL, queued->handler);
    pylog_logger_add_handler(NULL, queued->capture);
}

static const struct pylog_queue_options roomy = { .capacity = 8 << 20 };

/* ---- Others get through ---------------------------------------------------------------------- */

enum { PRODUCERS = 2, DIRECT = PRODUCERS, FIRST, WRITERS, LONGEST = 100 };

static pylog_handler *file;
static atomic_bool done;
static atomic_size_t produced[WRITERS];

static void compose(char *line, size_t writer) {
    compose_line(line, writer, atomic_fetch_add(&produced[writer], 1), LONGEST);
}

static void log_line(size_t writer) {
    char line[LINE_SIZE];
    compose(line, writer);
    pylog_info(NULL, "%s", line);
}

/* The listener is never without work, until it is told that the others are through. */
static void *produce(void *number) {
    while (!atomic_load(&done))
        log_line((size_t)(uintptr_t)number);
    return NULL;
}

static int pass(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    return 1;
}

static void flush_it(void) {
    pylog_handler_flush(file);
}

static void hold_it(void) {
    pylog_handler_acquire(file);
    pylog_handler_release(file);
}

static void reopen_it(void) {
    pylog_file_handler_reopen(file);
}

static void close_it(void) {
    pylog_handler_close(file);
}

static void change_its_formatter(void) {
    pylog_handler_set_format(file, "[%(message)s]", NULL);
    pylog_handler_set_formatter(file, NULL);
}

static void change_its_filters(void) {
    pylog_filter *filter = pylog_filter_new_callback(pass, NULL, NULL);
    pylog_handler_add_filter(file, filter);
    pylog_handler_remove_filter(file, filter);
    pylog_filter_unref(filter);
}

static void change_its_level(void) {
    pylog_handler_set_level(file, PYLOG_CRITICAL); /* which a listener does not ask */
    pylog_handler_set_level(file, PYLOG_NOTSET);
}

static void log_to_it(void) {
    char line[LINE_SIZE];
    compose(line, DIRECT);
    files_log(file, line);
}

static void (*const others[])(void) = {
    flush_it, hold_it, reopen_it, close_it, change_its_formatter, change_its_filters, change_its_level,

    log_to_it
};
enum { OTHERS = sizeof others / sizeof *others };

static void *act_often(void *number) {
    for (size_t i = 0; i < 100; i++)
        others[(uintptr_t)number]();
    return NULL;
}

/* The next line of its writer, with other text around it? */
static bool is_next(const char *line, size_t *next) {
    char expected[LINE_SIZE];
    const char *start = strchr(line, '<');
    size_t writer;
    if (!start || sscanf(start, "<%zu ", &writer) != 1 || writer >= WRITERS)
        return false;
    compose_line(expected, writer, next[writer]++, LONGEST);
    return strncmp(start, expected, strlen(expected)) == 0 && !strpbrk(start + strlen(expected), "<>");
}

/* Each writer's lines stand in the file in order, each once, none torn; and they have been counted. */
static void assert_all_in_order(size_t row) {
    char *text = read_whole_file(path);
    size_t next[WRITERS] = { 0 }, all = 0;
    struct pylog_handler_stats stats;
    for (char *at = text, *end; at && *at; at = end + 1) {
        end = strchr(at, '\n');
        assert_non_null(end);
        *end = '\0';
        if (!is_next(at, next))
            fail_msg("row %zu: torn, or not in its place: %s", row, at);
        all++;
    }
    free(text);
    for (size_t i = 0; i < WRITERS; i++)
        if (next[i] != atomic_load(&produced[i]))
            fail_msg("row %zu: writer %zu: %zu of %zu", row, i, next[i], atomic_load(&produced[i]));
    pylog_handler_get_stats(file, &stats);
    assert_int_equal(stats.emitted, all);
    assert_int_equal(stats.errors + stats.dropped, 0);
}

/* So many of the others, while threads log, and so many records have been put before. */
static void disturb(size_t first, size_t count, int before) {
    pthread_t producers[PRODUCERS], threads[OTHERS];
    remove(path);
    atomic_store(&done, false);
    for (size_t i = 0; i < WRITERS; i++)
        atomic_store(&produced[i], 0);
    file = pylog_file_handler_new(path, NULL);
    struct queued queued = queued_with(before ? &roomy : NULL, file);
    for (int i = 0; i < before; i++)
        log_line(FIRST);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    for (size_t i = 0; i < PRODUCERS; i++)
        producers[i] = start_thread(produce, (void *)(uintptr_t)i);
    for (size_t i = 0; i < count; i++)
        threads[i] = start_thread(act_often, (void *)(uintptr_t)(first + i));
    for (size_t i = 0; i < count; i++)
        join_thread(threads[i]);
    atomic_store(&done, true);
    for (size_t i = 0; i < PRODUCERS; i++)
        join_thread(producers[i]);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_all_in_order(first);
    queued_end(&queued);
}

static void others_get_the_lock_while_the_listener_works(void **state) {
    (void)state;
    for (size_t i = 0; i < OTHERS; i++)
        disturb(i, 1, 0);
}

static void tens_of_thousands_that_wait_come_out_in_order(void **state) {
    (void)state;
    disturb(0, OTHERS, 40000);
}

/* ---- As without a queue ---------------------------------------------------------------------- */

static int drop_odd(struct pylog_record *record, void *data) {
    (void)data;
    return (pylog_record_message(record, NULL)[7] - '0') % 2 == 0;
}

static int shout(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)data;
    return pylog_buffer_printf(out, "%s!", pylog_record_message(record, NULL));
}

static void set_filter(int (*function)(struct pylog_record *, void *)) {
    pylog_filter *filter = pylog_filter_new_callback(function, NULL, NULL);
    pylog_handler_add_filter(file, filter);
    pylog_filter_unref(filter);
}

static void set_function(int (*function)(const struct pylog_record *, pylog_buffer *, void *)) {
    pylog_formatter *formatter = pylog_formatter_new_callback(function, NULL, NULL);
    pylog_handler_set_formatter(file, formatter);
    pylog_formatter_unref(formatter);
}

static void with_a_filter(void) {
    set_filter(drop_odd);
}

static void with_a_formatter(void) {
    pylog_handler_set_format(file, "%(levelname)s %(name)s %(lineno)d %(threadName)s %(message)s", NULL);
}

static void with_a_function(void) {
    set_function(shout);
}

static void log_number(int number) {
    if (number % 5)
        pylog_info(NULL, "number %d \xC3\xA9", number);
    else
        pylog_warning(pylog_get_logger("other"), "number %d", number);
}

static char *log_into(const char *encoding, void (*with)(void), bool through_a_queue, size_t *length) {
    remove(path);
    file = pylog_file_handler_new(path,
                                  &(struct pylog_file_options){ .encoding = encoding, .errors = "replace" });
    with();
    struct queued queued = queued_with(&roomy, file);
    if (!through_a_queue)
        log_without_queue(&queued);
    for (int i = 0; i < 3000; i++)
        log_number(i % 10);
    write_and_end(&queued);
    struct stat status;
    *length = stat(path, &status) ? 0 : (size_t)status.st_size;
    return read_whole_file(path);
}

static void the_file_is_as_without_a_queue(void **state) {
    static const char *const encodings[] = { NULL, "utf-8", "utf-8-sig", "utf-16", "utf-32-le", "ascii" };
    static void (*const withs[])(void) = { with_a_filter, with_a_formatter, with_a_function };
    (void)state;
    for (size_t i = 0; i < 6 * 3; i++) {
        size_t length, direct_length;
        char *direct = log_into(encodings[i / 3], withs[i % 3], false, &direct_length);
        char *text = log_into(encodings[i / 3], withs[i % 3], true, &length);
        if (length != direct_length || memcmp(text, direct, length) != 0)
            fail_msg("row %zu: %zu bytes, not %zu", i, length, direct_length);
        free(text);
        free(direct);
    }
}

/* ---- Records that cannot be written ---------------------------------------------------------- */

static atomic_size_t reports;
static void (*act)(void);

static void report_and_act(pylog_handler *handler, const struct pylog_record *record, int error, const char *text,
                   void *data) {
    (void)handler, (void)record, (void)error, (void)text, (void)data;
    atomic_fetch_add(&reports, 1);
    if (act)
        act();
}

/* The file handler wants a field that a record may lack. */
static struct queued begin_wanting(const char *mode, void (*how)(void)) {
    act = how;
    atomic_store(&reports, 0);
    file = pylog_file_handler_new(path, &(struct pylog_file_options){ .mode = mode });
    pylog_handler_set_format(file, "%(user)s %(message)s", NULL);
    pylog_handler_set_error_callback(file, report_and_act, NULL);
    struct queued queued = queued_with(&roomy, file);
    pylog_handler_set_error_callback(queued.handler, report_and_act, NULL);
    return queued;
}

static void log_of_user(int number) {
    pylog_log_with(NULL, PYLOG_INFO, &(struct pylog_call){ .extra = PYLOG_FIELDS(pylog_field_str("user", "ann")) },
                   "number %d", number);
}

/* ---- Handlers that change within a batch ----------------------------------------------------- */

/* Something is done to the handler when it reports the sixth record; the others are written. */
static char *log_with_act(const char *mode, void (*how)(void), bool through_a_queue) {
    remove(path);
    struct queued queued = begin_wanting(mode, how);
    if (!through_a_queue)
        log_without_queue(&queued);
    for (int i = 0; i < 30; i++) {
        log_of_user(i % 10);
        if (i == 5)
            pylog_info(NULL, "without a user");
    }
    write_and_end(&queued);
    assert_int_equal(atomic_load(&reports), 1);
    return read_whole_file(path);
}

static void assert_the_same(const char *mode, void (*how)(void)) {
    char *direct = log_with_act(mode, how, false), *text = log_with_act(mode, how, true);
    assert_string_equal(text, direct);
    free(text);
    free(direct);
}

static void move_away(void) {
    rename(path, moved);
    pylog_file_handler_reopen(file);
}

static void a_handler_may_be_changed_within_a_batch(void **state) {
    static void (*const acts[])(void) = { flush_it,         hold_it,       reopen_it, close_it,
                                          with_a_formatter, with_a_filter, move_away };
    (void)state;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        assert_the_same("a", acts[i]);
}

static void a_file_of_mode_w_may_be_closed_within_a_batch_too(void **state) {
    (void)state;
    assert_the_same("w", close_it);
}

/* ---- Records that do not fit ----------------------------------------------------------------- */

static void a_record_that_cannot_be_formatted_is_reported_alone(void **state) {
    char expected[8192] = "";
    const char *volatile wrong = "%y";
    (void)state;
    struct queued queued = begin_wanting(NULL, NULL);
    for (int i = 0; i < 300; i++) {
        log_of_user(i);
        if (i % 10 == 0)
            pylog_info(NULL, "without a user");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        if (i % 30 == 0)
            pylog_info(NULL, wrong);
#pragma GCC diagnostic pop
        snprintf(expected + strlen(expected), 24, "ann number %d\n", i);
    }
    write_all(&queued);
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(file, &stats);
    assert_true(stats.emitted == 300 && stats.errors == 30 && atomic_load(&reports) == 30 + 10);
    queued_end(&queued);
    files_assert(path, expected);
}

/* What is held back takes 64 KiB: a record that fits, fits exactly, or does not, behind another one. */
static void a_record_that_does_not_fit_is_whole_and_in_its_place(void **state) {
    enum { HELD = 64 * 1024 };
    static char text[2 * HELD], expected[4 * HELD];
    (void)state;
    memset(text, 'x', sizeof text);
    for (int more = -70; more <= 70; more++) {
        int before = 10 + 400 * (more & 3), length = HELD + more - before - 2;
        remove(path);
        struct queued queued = queued_with(&roomy, pylog_file_handler_new(path, NULL));
        pylog_info(NULL, "%0*d", before, 1);
        pylog_info(NULL, "%.*s", length, text);
        pylog_info(NULL, "behind");
        write_and_end(&queued);
        snprintf(expected, sizeof expected, "%0*d\n%.*s\nbehind\n", before, 1, length, text);
        char *written = read_whole_file(path);
        if (strcmp(written, expected) != 0)
            fail_msg("%d: %zu bytes, not %zu", more, strlen(written), strlen(expected));
        free(written);
    }
}

/* ---- The program's functions are called without the lock ------------------------------------- */

static atomic_size_t asked;

static void *use_file(void *data) {
    pylog_handler_flush(file);
    hold_it();
    reopen_it();
    return data;
}

/* Another thread needs the handler's lock, and this one waits for it. */
static void ask(void) {
    join_thread(start_thread(use_file, NULL));
    atomic_fetch_add(&asked, 1);
}

static int ask_in_filter(struct pylog_record *record, void *data) {
    (void)record, (void)data;
    ask();
    return 1;
}

static int ask_in_formatter(const struct pylog_record *record, pylog_buffer *out, void *data) {
    ask();
    return shout(record, out, data);
}

static const char *ask_for_task(void *data) {
    ask();
    return data;
}

static void add_asking_filter(void) {
    set_filter(ask_in_filter);
}

static void set_asking_formatter(void) {
    set_function(ask_in_formatter);
}

/* Some records are held back already, when one cannot be formatted; from then on it is asked. */
static void functions_are_called_without_the_lock(void **state) {
    static void (*const ways[])(void) = { ask, add_asking_filter, set_asking_formatter };
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct queued queued = begin_wanting(NULL, ways[i]);
        atomic_store(&asked, 0);
        for (int n = 0; n < 20; n++)
            log_of_user(n);
        pylog_info(NULL, "without a user");
        for (int n = 0; n < 20; n++)
            log_of_user(n);
        write_all(&queued);
        assert_int_equal(atomic_load(&reports), 1);
        assert_int_equal(atomic_load(&asked), i ? 20 : 1);
        queued_end(&queued);
    }
}

static void tasks_are_asked_for_without_the_lock(void **state) {
    char expected[1024] = "", name[] = "task";
    (void)state;
    file = pylog_file_handler_new(path, NULL);
    pylog_handler_set_format(file, "%(taskName)s", NULL);
    struct queued queued = queued_with(&roomy, file);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    pylog_set_task_name_callback(ask_for_task, name);
    for (int i = 0; i < 100; i++) {
        pylog_info(NULL, "x");
        strcat(expected, "task\n");
    }
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    pylog_set_task_name_callback(NULL, NULL);
    queued_end(&queued);
    files_assert(path, expected);
}

static const struct CMUnitTest tests[] = {
    TEST(others_get_the_lock_while_the_listener_works),
    TEST(tens_of_thousands_that_wait_come_out_in_order),
    TEST(the_file_is_as_without_a_queue),
    TEST(a_handler_may_be_changed_within_a_batch),
    TEST(a_file_of_mode_w_may_be_closed_within_a_batch_too),
    TEST(a_record_that_cannot_be_formatted_is_reported_alone),
    TEST(a_record_that_does_not_fit_is_whole_and_in_its_place),
    TEST(functions_are_called_without_the_lock),
    TEST(tasks_are_asked_for_without_the_lock),
};
TEST_MAIN
