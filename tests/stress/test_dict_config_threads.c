/* Configurations that are swapped while threads log: each record goes one way, the old or the new, and is
 * there once. */
#include <config/names.h>
#include <fixture.h>
#include "parallel.h"
#include <pylog/config.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 3, SWAPS = 1000 };

/* ---- Handlers that count --------------------------------------------------------------------- */

static atomic_int taken, after_closing, open_handlers;

struct counter {
    atomic_bool closed;
};

static int count(pylog_handler *handler, const struct pylog_record *record) {
    struct counter *counter = pylog_handler_data(handler);
    (void)record;
    atomic_fetch_add(&taken, 1);
    if (atomic_load(&counter->closed))
        atomic_fetch_add(&after_closing, 1);
    return 0;
}

static void note_closing(pylog_handler *handler) {
    struct counter *counter = pylog_handler_data(handler);
    atomic_store(&counter->closed, true);
}

static void forget(void *data) {
    atomic_fetch_sub(&open_handlers, 1);
    free(data);
}

static pylog_handler *make_counter(const struct pylog_field *kwargs, void *data) {
    static const struct pylog_handler_ops ops = {
        .name = "Counter", .emit = count, .close = note_closing, .destroy = forget
    };
    struct counter *counter = calloc(1, sizeof *counter);
    (void)kwargs, (void)data;
    atomic_fetch_add(&open_handlers, 1);
    return counter ? pylog_handler_new(&ops, counter) : NULL;
}

/* ---- Swapping -------------------------------------------------------------------------------- */

static const char *const configurations[] = {
    "{ 'version': 1, 'handlers': { 'h': { 'class': 'my.Counter' } }, 'loggers': { 'work': { 'propagate': "
    "true } },"
    "  'root': { 'level': 1, 'handlers': ['h'] } }",
    "{ 'version': 1, 'handlers': { 'h': { 'class': 'my.Counter' }, 'i': { 'class': 'my.Counter' } }, "
    "'loggers': {"
    "  'work': { 'handlers': ['h'], 'level': 'DEBUG', 'propagate': false } }, 'root': { 'level': 1, "
    "'handlers': ['i'] } }",
    "{ 'version': 1, 'handlers': { 'q': { 'class': 'logging.handlers.QueueHandler', 'handlers': ['z'] },"
    "  'z': { 'class': 'my.Counter' } }, 'loggers': { 'work': { 'propagate': true } },"
    "  'root': { 'level': 1, 'handlers': ['q'] } }",
    "{ 'version': 1, 'handlers': { 'm': { 'class': 'logging.handlers.MemoryHandler', 'capacity': 7, "
    "'target': 'z' },"
    "  'z': { 'class': 'my.Counter' } }, 'loggers': { 'work': { 'propagate': true } },"
    "  'root': { 'level': 1, 'handlers': ['m'] } }",
};

static int configure(const char *text) {
    char json[1024];
    snprintf(json, sizeof json, "%s", text);
    for (char *at = json; *at; at++)
        if (*at == '\'')
            *at = '"';
    return pylog_dict_config(json);
}

static atomic_bool over;
static atomic_int logged, refused;

/* The first thread configures, the others log. */
static void *work(void *number) {
    size_t thread = (size_t)(uintptr_t)number;
    for (int i = 0; thread == 0 && i < SWAPS; i++)
        if (configure(configurations[(size_t)i % (sizeof configurations / sizeof *configurations)]))
            atomic_fetch_add(&refused, 1);
    if (thread == 0)
        atomic_store(&over, true);
    while (!atomic_load(&over)) {
        pylog_info(pylog_get_logger(thread == 1 ? "work" : "work.below"), "from thread %d", (int)thread);
        atomic_fetch_add(&logged, 1);
    }
    return NULL;
}

static void no_record_is_lost_or_goes_to_a_closed_handler(void **state) {
    (void)state;
    pylog__reset();
    assert_int_equal(pylog_config_register_handler("my.Counter", make_counter, NULL), 0);
    assert_int_equal(configure(configurations[0]), 0);
    must_end_within(100);
    run_in_threads(THREADS, work);
    assert_int_equal(configure("{ 'version': 1, 'loggers': { 'work': {} }, 'root': { 'handlers': [] } }"), 0);
    assert_int_equal(atomic_load(&refused), 0);
    assert_true(atomic_load(&logged) > 0);
    assert_int_equal(atomic_load(&taken), atomic_load(&logged));
    assert_int_equal(atomic_load(&after_closing), 0);
    assert_int_equal(atomic_load(&open_handlers), 0);
    pylog__names_reset();
    pylog__reset();
}

static const struct CMUnitTest tests[] = { cmocka_unit_test(no_record_is_lost_or_goes_to_a_closed_handler) };
TEST_MAIN
