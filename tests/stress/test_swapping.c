/* Configurations swapped while threads log at full rate: every record is somewhere, and none comes to a
 * handler that has been closed. */
#define _POSIX_C_SOURCE 200809L

#include <config/file_config.h>
#include <files.h>
#include <counting.h>
#include <fixture.h>
#include <parallel.h>
#include <pylog/config.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_THREAD__)
enum { SWAPS = 200 };
#elif defined(__SANITIZE_ADDRESS__)
enum { SWAPS = 400 };
#else
enum { SWAPS = 1000 };
#endif
enum { THREADS = 3 };

static atomic_size_t records_logged, handlers_made;

/* ---- A handler that counts ---- */

static pylog_handler *make_counting(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    atomic_fetch_add(&handlers_made, 1);
    return counting_new();
}

/* ---- Configurations: each sends what `app` and those below it log to one handler ---- */

#define COUNTING "\"c\": {\"class\": \"test.Counting\"}"
#define BOTH     "\"loggers\": {\"app\": {}, \"app.db\": {\"propagate\": true}}"
static const char *const configurations[] = {
    "{\"version\": 1, \"handlers\": {" COUNTING "},"
    " \"root\": {\"level\": \"INFO\", \"handlers\": [\"c\"]}, " BOTH "}",

    "{\"version\": 1, \"handlers\": {" COUNTING
    "}, \"root\": {\"level\": \"DEBUG\"}, \"loggers\": {\"app.db\": {},"
    " \"app\": {\"level\": \"INFO\", \"propagate\": true, \"handlers\": [\"c\"]}, \"other\": {}}}",

    "[loggers]\nkeys=root,app,db\n[handlers]\nkeys=c\n[formatters]\nkeys=f\n"
    "[logger_root]\nlevel=ERROR\nhandlers=c\n[logger_app]\nqualname=app\nhandlers=\n"
    "[logger_db]\nqualname=app.db\nlevel=INFO\nhandlers=c\npropagate=0\n"
    "[handler_c]\nclass=test.Counting\nformatter=f\n[formatter_f]\nformat=%(asctime)s %(message)s\n",

    "{\"version\": 1, \"handlers\": {" COUNTING ","
    " \"m\": {\"class\": \"logging.handlers.MemoryHandler\", \"capacity\": 10, \"target\": \"c\"}},"
    " \"filters\": {\"f\": {\"name\": \"app\"}}, \"root\": {\"level\": \"INFO\", \"handlers\": "
    "[\"m\"]}, " BOTH "}",

    "{\"version\": 1, \"handlers\": {" COUNTING ","
    " \"q\": {\"class\": \"logging.handlers.QueueHandler\", \"handlers\": [\"c\"]}},"
    " \"root\": {\"level\": \"INFO\", \"handlers\": [\"q\"]}, " BOTH "}",

    "{\"version\": 1, \"handlers\": {\"h\": {\"class\": \"logging.FileHandler\", \"filename\": "
    "\"swapped/out.log\"}},"
    " \"root\": {\"level\": \"INFO\", \"handlers\": [\"h\"]}, " BOTH "}",
};
enum { KINDS = sizeof configurations / sizeof *configurations };

static void apply(size_t number) {
    const char *text = configurations[number % KINDS];
    int result =
        *text == '{' ? pylog_dict_config(text) : pylog__file_config_text(text, strlen(text), NULL, NULL);
    if (result) {
        fprintf(stderr, "configuration %zu: %s\n", number % KINDS, pylog_last_error());
        abort();
    }
}

/* ---- Logging ---- */

static atomic_bool stop_logging;

static void *log_all_the_time(void *data) {
    pylog_logger *logger = pylog_get_logger("app.db");
    size_t count = 0;
    for (; !atomic_load_explicit(&stop_logging, memory_order_relaxed); count++)
        pylog_info(logger, "record %zu", count);
    atomic_fetch_add(&records_logged, count);
    return data;
}

static int set_up(void) {
    return pylog_config_register_handler("test.Counting", make_counting, NULL);
}

static int tear_down(void) {
    pylog_config_register_handler("test.Counting", NULL, NULL);
    return 0;
}

static const struct fixture fixture = {
    .seconds = 200, .directory = "swapped", .set_up = set_up, .tear_down = tear_down
};

static void no_record_is_lost_and_none_comes_to_a_closed_handler(void **state) {
    pthread_t threads[THREADS];
    (void)state;
    apply(0);
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(log_all_the_time, NULL);
    for (size_t number = 1; number <= SWAPS; number++)
        apply(number);
    atomic_store(&stop_logging, true);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    pylog_shutdown();
    assert_int_equal(counted.late, 0);
    assert_int_equal(counted.handled + files_lines("swapped/out.log"), records_logged);
    pylog__reset();
    assert_int_equal(counted.closed, handlers_made);
    assert_int_equal(counted.destroyed, handlers_made);
}

/* ---- From within a handler ---- */

static int result_within, closed_within;

static int configure_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                           size_t length) {
    struct counting *counting = pylog_handler_data(handler);
    (void)record, (void)text, (void)length;
    result_within = pylog_dict_config("{\"version\": 1, \"root\": {\"level\": \"ERROR\", \"handlers\": []}}");
    closed_within = atomic_load(&counting->closed);
    return 0;
}

static void a_handler_may_configure_and_is_closed_when_it_has_ended(void **state) {
    static const struct pylog_handler_ops operations = {
        .name = "Configuring", .write = configure_write, .close = counting_close, .destroy = counting_destroy
    };
    (void)state;
    struct counting *counting = calloc(1, sizeof *counting);
    pylog_handler *handler = pylog_handler_new(&operations, counting);
    pylog_logger_add_handler(NULL, handler);
    pylog_warning(pylog_get_logger("app"), "x");
    assert_int_equal(result_within, 0);
    assert_false(closed_within);
    assert_true(atomic_load(&counting->closed));
    assert_int_equal(pylog_logger_level(NULL), PYLOG_ERROR);
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 0);
    pylog_handler_unref(handler);
}

static const struct CMUnitTest tests[] = {
    TEST(no_record_is_lost_and_none_comes_to_a_closed_handler),
    TEST(a_handler_may_configure_and_is_closed_when_it_has_ended),
};
TEST_MAIN
