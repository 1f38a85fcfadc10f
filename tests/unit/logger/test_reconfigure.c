/* The change of the whole tree in one step: what it sets, what it leaves, what it closes and when. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <failing_allocator.h>
#include <counting.h>
#include <fixture.h>
#include <handler_names.h>
#include <handler/handler.h>
#include <logger/reconfigure.h>
#include <parallel.h>
#include <stdio.h>
#include <stdlib.h>

/* Waiting may be given up at once, as if it had taken too long. */
static atomic_bool gives_up;
bool __real_pylog__synchronize(int64_t deadline);
bool __wrap_pylog__synchronize(int64_t deadline);

bool __wrap_pylog__synchronize(int64_t deadline) {
    return !atomic_load(&gives_up) && __real_pylog__synchronize(deadline);
}

static int set_up(void) {
    atomic_store(&gives_up, false);
    return 0;
}

static const struct fixture fixture = { .seconds = 60, .set_up = set_up };

static int reconfigure(const struct pylog__logger_change *loggers, size_t count,
                       enum pylog__existing existing) {
    return pylog__reconfigure(
        &(struct pylog__reconfiguration){ .loggers = loggers, .logger_count = count, .existing = existing });
}

/* ---- What is set ---- */

static void everything_is_set_that_is_said_and_nothing_else(void **state) {
    (void)state;
    pylog_logger *a = pylog_get_logger("a"), *b = pylog_get_logger("b");
    pylog_handler *before = capture_on(a, NULL), *kept = capture_on(b, NULL);
    pylog_handler *now = capture_new(NULL);
    pylog_logger_set_level(b, PYLOG_ERROR);
    const struct pylog__logger_change changes[] = {
        { .name = "a",
          .set = PYLOG__SET_LEVEL | PYLOG__SET_HANDLERS,
          .level = PYLOG_DEBUG,
          .handlers = &now,
          .handler_count = 1 },
        { .name = "b", .set = PYLOG__SET_PROPAGATE, .propagate = false },
        { .name = "c", .set = PYLOG__SET_DISABLED, .disabled = true },
        { .name = NULL, .set = PYLOG__SET_LEVEL, .level = PYLOG_CRITICAL },
    };
    pylog_handler_ref(before);
    assert_int_equal(reconfigure(changes, 4, PYLOG__EXISTING_LEFT), 0);
    pylog_debug(a, "x");
    assert_int_equal(capture_count(before), 0);
    assert_int_equal(capture_count(now), 1);
    assert_int_equal(capture_closes(before), 1);
    assert_int_equal(capture_closes(kept), 0);
    assert_int_equal(pylog_logger_level(b), PYLOG_ERROR);
    assert_false(pylog_logger_propagate(b));
    assert_true(pylog_logger_propagate(a));
    assert_true(pylog_logger_disabled(pylog_get_logger("c")));
    assert_int_equal(pylog_logger_level(NULL), PYLOG_CRITICAL);
    pylog_handler_unref(before);
    pylog_handler_unref(now);
}

static void the_last_change_of_a_logger_has_its_way(void **state) {
    (void)state;
    pylog_handler *first = capture_new(NULL), *second = capture_new(NULL);
    const struct pylog__logger_change changes[] = {
        { .name = "",
          .set = PYLOG__SET_LEVEL | PYLOG__SET_HANDLERS,
          .level = PYLOG_DEBUG,
          .handlers = &first,
          .handler_count = 1 },
        { .name = "root", .set = PYLOG__SET_HANDLERS, .handlers = &second, .handler_count = 1 },
    };
    assert_int_equal(reconfigure(changes, 2, PYLOG__EXISTING_LEFT), 0);
    pylog_debug(pylog_get_logger("x"), "x");
    assert_int_equal(capture_count(first), 0);
    assert_int_equal(capture_count(second), 1);
    pylog_handler_unref(first);
    pylog_handler_unref(second);
}

static void a_handler_is_added_once_however_often_it_is_named(void **state) {
    (void)state;
    pylog_handler *handler = capture_new(NULL), *twice[] = { handler, handler };
    const struct pylog__logger_change change = { .set = PYLOG__SET_HANDLERS,
                                                 .handlers = twice,
                                                 .handler_count = 2 };
    assert_int_equal(reconfigure(&change, 1, PYLOG__EXISTING_LEFT), 0);
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 1);
    pylog_handler_unref(handler);
}

static int drop_all(struct pylog_record *record, void *data) {
    (void)record;
    ++*(int *)data;
    return 1;
}

static void filters_are_added_or_replace_others(void **state) {
    int calls[3] = { 0, 0, 0 };
    pylog_filter *filters[3];
    (void)state;
    for (size_t i = 0; i < 3; i++)
        filters[i] = pylog_filter_new_callback(drop_all, &calls[i], NULL);
    pylog_handler *capture = capture_on(NULL, NULL);
    pylog_logger_add_filter(NULL, filters[0]);
    const struct pylog__logger_change add[] = {
        { .set = PYLOG__ADD_FILTERS, .filters = filters, .filter_count = 2 },
        { .set = PYLOG__ADD_FILTERS, .filters = filters + 2, .filter_count = 1 },
    };
    assert_int_equal(reconfigure(add, 2, PYLOG__EXISTING_LEFT), 0);
    pylog_error(pylog_get_logger(NULL), "x");
    assert_int_equal(calls[0] * 100 + calls[1] * 10 + calls[2], 111);
    const struct pylog__logger_change replace = { .set = PYLOG__SET_FILTERS,
                                                  .filters = filters + 1,
                                                  .filter_count = 1 };
    assert_int_equal(reconfigure(&replace, 1, PYLOG__EXISTING_LEFT), 0);
    pylog_error(pylog_get_logger(NULL), "x");
    assert_int_equal(calls[0] * 100 + calls[1] * 10 + calls[2], 121);
    const struct pylog__logger_change none = { .set = PYLOG__SET_FILTERS };
    assert_int_equal(reconfigure(&none, 1, PYLOG__EXISTING_LEFT), 0);
    pylog_error(pylog_get_logger(NULL), "x");
    assert_int_equal(calls[0] * 100 + calls[1] * 10 + calls[2], 121);
    assert_int_equal(capture_count(capture), 3);
    for (size_t i = 0; i < 3; i++)
        pylog_filter_unref(filters[i]);
}

/* ---- Loggers that are not named ---- */

#include "tables/existing_loggers.h"

static void make_existing(const char *names) {
    char *copy = strdup(names), *rest = copy;
    bool disabled = false;
    for (char *name; (name = strtok_r(rest, " ", &rest)); disabled = !disabled) {
        pylog_logger *logger = pylog_get_logger(name);
        pylog_logger_set_level(logger, PYLOG_DEBUG);
        pylog_logger_set_propagate(logger, false);
        pylog_logger_set_disabled(logger, disabled);
        capture_on(logger, NULL);
    }
    free(copy);
}

static bool is_among(const char *name, const char *names) {
    char padded[128], wanted[64];
    snprintf(padded, sizeof padded, " %s ", names);
    snprintf(wanted, sizeof wanted, " %s ", name);
    return strstr(padded, wanted) != NULL;
}

static void describe_existing(const char *names, const char *named, char *out, size_t size) {
    char *copy = strdup(names), *rest = copy;
    *out = '\0';
    for (char *name; (name = strtok_r(rest, " ", &rest));) {
        pylog_logger *logger = pylog_get_logger(name);
        size_t length = strlen(out);
        if (!is_among(name, named))
            snprintf(out + length, size - length, "%s%s:%d%zu%d%d", length ? " " : "", name,
                     pylog_logger_level(logger), pylog_logger_handlers(logger, NULL, 0),
                     pylog_logger_propagate(logger), pylog_logger_disabled(logger));
    }
    free(copy);
}

static void name_loggers(const char *names, enum pylog__existing existing) {
    struct pylog__logger_change changes[8];
    char *copy = strdup(names), *rest = copy;
    size_t count = 0;
    for (char *name; (name = strtok_r(rest, " ", &rest));)
        changes[count++] = (struct pylog__logger_change){ .name = name };
    assert_int_equal(reconfigure(changes, count, existing), 0);
    free(copy);
}

static void loggers_that_are_not_named_become_what_python_makes_of_them(void **state) {
    int failures = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char actual[256];
        pylog__reset();
        make_existing(rows[i].existing);
        name_loggers(rows[i].named, rows[i].disable ? PYLOG__EXISTING_DISABLED : PYLOG__EXISTING_ENABLED);
        describe_existing(rows[i].existing, rows[i].named, actual, sizeof actual);
        if (strcmp(actual, rows[i].expected) != 0) {
            print_error("row %zu: %s, named %s: %s, not %s\n", i, rows[i].existing, rows[i].named, actual,
                        rows[i].expected);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

/* ---- Names of handlers ---- */

static void names_are_given_with_the_step_and_others_forgotten(void **state) {
    (void)state;
    pylog_handler *old = capture_new(NULL), *other = capture_new(NULL), *now = capture_new(NULL);
    pylog_handler_set_name(old, "file");
    pylog_handler_set_name(other, "other");
    const struct pylog__handler_name name = { .handler = now, .name = "file" };
    struct pylog__reconfiguration wanted = { .names = &name, .name_count = 1 };
    assert_int_equal(pylog__reconfigure(&wanted), 0);
    pylog_handler *found[] = { pylog_get_handler_by_name("file"), pylog_get_handler_by_name("other") };
    assert_ptr_equal(found[0], now);
    assert_ptr_equal(found[1], other);
    wanted.forgets_names = true;
    assert_int_equal(pylog__reconfigure(&wanted), 0);
    assert_null(pylog_get_handler_by_name("other"));
    assert_string_equal(name_of_handler(other), "other");
    pylog_handler_unref(found[0]);
    pylog_handler_unref(found[1]);
    pylog_handler_unref(old);
    pylog_handler_unref(other);
    pylog_handler_unref(now);
}

/* ---- All or nothing ---- */

struct scene {
    pylog_logger *a, *below;
    pylog_handler *before, *now;
    pylog_filter *filter;
};

static int configure_scene(const struct scene *scene) {
    const struct pylog__logger_change changes[] = {
        { .name = "a",
          .set = PYLOG__SET_LEVEL | PYLOG__SET_HANDLERS | PYLOG__ADD_FILTERS | PYLOG__SET_PROPAGATE,
          .level = PYLOG_DEBUG,
          .propagate = false,
          .handlers = &scene->now,
          .handler_count = 1,
          .filters = &scene->filter,
          .filter_count = 1 },
        { .name = "new.one", .set = PYLOG__SET_HANDLERS, .handlers = &scene->now, .handler_count = 1 },
        { .set = PYLOG__SET_LEVEL, .level = PYLOG_ERROR },
    };
    const struct pylog__handler_name name = { .handler = scene->now, .name = "now" };
    return pylog__reconfigure(&(struct pylog__reconfiguration){ .loggers = changes,
                                                                .logger_count = 3,
                                                                .existing = PYLOG__EXISTING_DISABLED,
                                                                .names = &name,
                                                                .name_count = 1,
                                                                .forgets_names = true });
}

static void assert_scene_is_as_before(const struct scene *scene) {
    pylog_handler *handlers[2], *named = pylog_get_handler_by_name("before");
    assert_ptr_equal(named, scene->before);
    assert_null(pylog_get_handler_by_name("now"));
    assert_int_equal(pylog_logger_handlers(scene->a, handlers, 2), 1);
    assert_ptr_equal(handlers[0], scene->before);
    assert_int_equal(pylog_logger_level(scene->a), PYLOG_NOTSET);
    assert_int_equal(pylog_logger_level(NULL), PYLOG_WARNING);
    assert_true(pylog_logger_propagate(scene->a));
    assert_false(pylog_logger_disabled(scene->below));
    assert_int_equal(capture_closes(scene->before), 0);
    size_t count = capture_count(scene->before);
    pylog_error(scene->below, "x");
    assert_int_equal(capture_count(scene->before), count + 1);
    pylog_handler_unref(handlers[0]);
    pylog_handler_unref(named);
}

static void without_memory_nothing_changes_wherever_it_runs_out(void **state) {
    size_t failing = 1;
    (void)state;
    failing_allocator_begin();
    struct scene scene = { .a = pylog_get_logger("a"),
                           .below = pylog_get_logger("a.b"),
                           .before = capture_new(NULL),
                           .now = capture_new(NULL),
                           .filter = pylog_filter_new("a") };
    pylog_logger_add_handler(scene.a, scene.before);
    pylog_handler_set_name(scene.before, "before");
    for (;; failing++) {
        failing_allocator_fail_at(failing);
        int result = configure_scene(&scene);
        bool failed = failing_allocator_has_failed();
        failing_allocator_fail_at(0);
        if (!failed) {
            assert_int_equal(result, 0);
            break;
        }
        assert_int_equal(result, -1);
        assert_int_equal(errno, ENOMEM);
        assert_scene_is_as_before(&scene);
    }
    assert_true(failing > 10);
    assert_int_equal(capture_closes(scene.before), 1);
    pylog_handler_unref(scene.before);
    pylog_handler_unref(scene.now);
    pylog_filter_unref(scene.filter);
    pylog__reset();
    assert_int_equal(failing_allocator_blocks(), 0);
    failing_allocator_end();
}

/* ---- What is closed, and when ---- */

static void a_handler_that_another_logger_has_stays_open(void **state) {
    (void)state;
    pylog_handler *shared = capture_on(pylog_get_logger("a"), NULL);
    pylog_logger_add_handler(pylog_get_logger("b"), shared);
    const struct pylog__logger_change change = { .name = "a", .set = PYLOG__SET_HANDLERS };
    assert_int_equal(reconfigure(&change, 1, PYLOG__EXISTING_LEFT), 0);
    assert_int_equal(capture_closes(shared), 0);
    const struct pylog__logger_change other = { .name = "b", .set = PYLOG__SET_HANDLERS };
    pylog_handler_ref(shared);
    assert_int_equal(reconfigure(&other, 1, PYLOG__EXISTING_LEFT), 0);
    assert_int_equal(capture_closes(shared), 1);
    assert_int_equal(capture_flushes(shared), 1);
    pylog_handler_unref(shared);
}

/* A handler whose writing can be held up, and which says when it was written to after it was closed. */
struct held {
    struct gate gate;
    atomic_bool within, closed, late, reconfigures;
    atomic_int closed_by_then;
};

static void drop_root_handlers(void) {
    const struct pylog__logger_change change = { .set = PYLOG__SET_HANDLERS };
    if (reconfigure(&change, 1, PYLOG__EXISTING_LEFT))
        abort();
}

static int held_write(pylog_handler *handler, const struct pylog_record *record, const char *text,
                      size_t length) {
    struct held *held = pylog_handler_data(handler);
    (void)record, (void)text, (void)length;
    atomic_store(&held->within, true);
    if (atomic_load(&held->reconfigures)) {
        drop_root_handlers();
        atomic_store(&held->closed_by_then, atomic_load(&held->closed));
    }
    gate_pass(&held->gate);
    atomic_store(&held->late, atomic_load(&held->closed));
    return 0;
}

static void held_close(pylog_handler *handler) {
    atomic_store(&((struct held *)pylog_handler_data(handler))->closed, true);
}

static void put_held(struct held *held) {
    static const struct pylog_handler_ops operations = { .name = "Held",
                                                         .write = held_write,
                                                         .close = held_close };
    pylog_handler *handler = pylog_handler_new(&operations, held);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
}

static void *log_one(void *data) {
    pylog_error(NULL, "x");
    return data;
}

static void *open_later(void *gate) {
    sleep_milliseconds(50);
    gate_open(gate);
    return NULL;
}

static void it_waits_for_a_record_on_its_way_before_it_closes(void **state) {
    struct held held = { .gate = GATE_CLOSED };
    (void)state;
    put_held(&held);
    pthread_t logging = start_thread(log_one, NULL);
    while (!atomic_load(&held.within))
        sleep_milliseconds(1);
    pthread_t opening = start_thread(open_later, &held.gate);
    drop_root_handlers();
    assert_true(held.closed);
    join_thread(logging);
    join_thread(opening);
    assert_false(held.late);
}

static void from_within_a_handler_it_closes_when_that_has_ended(void **state) {
    struct held held = { .gate = GATE_CLOSED, .reconfigures = true };
    (void)state;
    gate_open(&held.gate);
    put_held(&held);
    pylog_error(NULL, "x");
    assert_false(held.closed_by_then);
    assert_false(held.late);
    assert_true(held.closed);
}

static void a_forced_basic_config_waits_likewise(void **state) {
    struct held held = { .gate = GATE_CLOSED };
    (void)state;
    put_held(&held);
    pthread_t logging = start_thread(log_one, NULL);
    while (!atomic_load(&held.within))
        sleep_milliseconds(1);
    pthread_t opening = start_thread(open_later, &held.gate);
    assert_int_equal(pylog_basic_config(&(struct pylog_config){ .force = true }), 0);
    assert_true(held.closed);
    join_thread(logging);
    join_thread(opening);
    assert_false(held.late);
}

static void close_all_of_root(void) {
    pylog_handler *handlers[4];
    size_t count = pylog_logger_handlers(NULL, handlers, 4);
    pylog__tree_lock();
    struct pylog__closing *closing = pylog__closing_new(count);
    for (size_t i = 0; closing && i < count; i++)
        closing->handlers[closing->count++] = handlers[i];
    pylog__tree_unlock();
    pylog__close_unseen(closing);
}

static void when_a_handler_hangs_it_closes_after_that_has_come_back(void **state) {
    struct held held = { .gate = GATE_CLOSED };
    (void)state;
    put_held(&held);
    pthread_t logging = start_thread(log_one, NULL);
    while (!atomic_load(&held.within))
        sleep_milliseconds(1);
    atomic_store(&gives_up, true);
    drop_root_handlers();
    bool closed = atomic_load(&held.closed);
    gate_open(&held.gate);
    join_thread(logging);
    assert_false(closed);
    assert_false(held.late);
    pylog_logger_set_level(NULL, PYLOG_ERROR);
    assert_true(held.closed);
}

static void what_a_logger_has_is_closed_only_if_it_opens_again(void **state) {
    static struct held held = { .gate = GATE_CLOSED };
    (void)state;
    gate_open(&held.gate);
    put_held(&held);
    pylog_handler *reopens = capture_on(NULL, NULL);
    close_all_of_root();
    assert_false(held.closed);
    assert_int_equal(capture_closes(reopens), 1);
    pylog_error(NULL, "x");
    assert_true(held.within);
    assert_int_equal(capture_count(reopens), 1);
}

/* ---- Threads that log all the time ---- */

static atomic_bool stop_logging;
static atomic_size_t records_logged;

static void *log_all_the_time(void *data) {
    pylog_logger *logger = pylog_get_logger("app.db");
    size_t count = 0;
    for (; !atomic_load_explicit(&stop_logging, memory_order_relaxed); count++)
        pylog_info(logger, "record %zu", count);
    atomic_fetch_add(&records_logged, count);
    return data;
}

/* In each second one the handler is that of the logger, of its parent otherwise; there is always exactly one.
 */
static void swap(size_t round) {
    pylog_handler *handler = counting_new();
    const struct pylog__logger_change changes[] = {
        { .set = PYLOG__SET_LEVEL, .level = PYLOG_INFO },
        { .name = "app",
          .set = PYLOG__SET_HANDLERS,
          .handlers = &handler,
          .handler_count = round % 2 ? 1 : 0 },
        { .name = "app.db",
          .set = PYLOG__SET_HANDLERS | PYLOG__SET_PROPAGATE | PYLOG__SET_DISABLED,
          .propagate = round % 2,
          .handlers = &handler,
          .handler_count = round % 2 ? 0 : 1 },
    };
    if (reconfigure(changes, 3, PYLOG__EXISTING_DISABLED))
        abort();
    pylog_handler_unref(handler);
}

static void no_record_is_lost_or_late_while_the_tree_is_changed(void **state) {
    enum { THREADS = 3 };
    pthread_t threads[THREADS];
    size_t swaps = 300 * test_scale();
    (void)state;
    counted.handled = counted.late = records_logged = counted.closed = counted.destroyed = 0;
    atomic_store(&stop_logging, false);
    swap(0);
    for (size_t i = 0; i < THREADS; i++)
        threads[i] = start_thread(log_all_the_time, NULL);
    for (size_t round = 1; round <= swaps; round++)
        swap(round);
    atomic_store(&stop_logging, true);
    for (size_t i = 0; i < THREADS; i++)
        join_thread(threads[i]);
    assert_int_equal(counted.handled, records_logged);
    assert_int_equal(counted.late, 0);
    assert_int_equal(counted.closed, swaps);
    pylog__reset();
    assert_int_equal(counted.destroyed, swaps + 1);
}

static const struct CMUnitTest tests[] = {
    TEST(everything_is_set_that_is_said_and_nothing_else),
    TEST(the_last_change_of_a_logger_has_its_way),
    TEST(a_handler_is_added_once_however_often_it_is_named),
    TEST(filters_are_added_or_replace_others),
    TEST(loggers_that_are_not_named_become_what_python_makes_of_them),
    TEST(names_are_given_with_the_step_and_others_forgotten),
    TEST(without_memory_nothing_changes_wherever_it_runs_out),
    TEST(a_handler_that_another_logger_has_stays_open),
    TEST(it_waits_for_a_record_on_its_way_before_it_closes),
    TEST(from_within_a_handler_it_closes_when_that_has_ended),
    TEST(what_a_logger_has_is_closed_only_if_it_opens_again),
    TEST(when_a_handler_hangs_it_closes_after_that_has_come_back),
    TEST(a_forced_basic_config_waits_likewise),
    TEST(no_record_is_lost_or_late_while_the_tree_is_changed),
};
TEST_MAIN
