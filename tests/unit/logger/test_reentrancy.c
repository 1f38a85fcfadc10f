/* Handlers, filters and formatters that log, and handlers that change what they are called by. */
#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>

static pylog_logger *logger;

static int set_up(void) {
    logger = pylog_get_logger("app");
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

/* ---- A handler that calls a test's function for each record ---- */

typedef void action(pylog_handler *handler, const struct pylog_record *record, const char *text);

static struct {
    size_t count, deepest, depth, closed, destroyed;
    char text[4096];
} seen;

static int run_action(pylog_handler *handler, const struct pylog_record *record, const char *text,
                      size_t length) {
    action *const *run = pylog_handler_data(handler);
    seen.count++;
    seen.depth++;
    if (seen.depth > seen.deepest)
        seen.deepest = seen.depth;
    (*run)(handler, record, text);
    seen.depth--;
    strncat(seen.text, text, length); /* as it was before the action */
    return 0;
}

static void note_close(pylog_handler *handler) {
    (void)handler;
    seen.closed++;
}

static void note_destroy(void *data) {
    seen.destroyed++;
    free(data);
}

static const struct pylog_handler_ops acting = {
    .name = "Acting",
    .write = run_action,
    .close = note_close,
    .destroy = note_destroy,
};
static const struct pylog_handler_ops acting_shared = {
    .name = "ActingShared",
    .flags = PYLOG_HANDLER_SHARED_WRITE,
    .write = run_action,
    .close = note_close,
    .destroy = note_destroy,
};

static const struct pylog_handler_ops *const kinds[] = { &acting, &acting_shared };

static pylog_handler *act(const struct pylog_handler_ops *operations, action *run) {
    action **data = malloc(sizeof *data);
    assert_non_null(data);
    *data = run;
    memset(&seen, 0, sizeof seen);
    return pylog_handler_new(operations, data);
}

/* The logger holds the only reference. */
static pylog_handler *act_on_logger(const struct pylog_handler_ops *operations, action *run) {
    pylog_handler *handler = act(operations, run);
    pylog_logger_add_handler(logger, handler);
    pylog_handler_unref(handler);
    return handler;
}

/* ---- Logging from within ---- */

static void log_three_times(pylog_handler *handler, const struct pylog_record *record, const char *text) {
    (void)handler, (void)text;
    if (record->levelno < PYLOG_ERROR + 3)
        pylog_log(logger, record->levelno + 1, "inner %d", record->levelno + 1);
}

static void a_handler_that_logs_to_its_own_logger_is_served(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        pylog_handler *handler = act_on_logger(kinds[i], log_three_times);
        pylog_error(logger, "outer");
        assert_string_equal(seen.text, "inner 43\ninner 42\ninner 41\nouter\n");
        pylog_logger_remove_handler(logger, handler);
    }
}

static void log_for_ever(pylog_handler *handler, const struct pylog_record *record, const char *text) {
    (void)handler, (void)record, (void)text;
    pylog_error(logger, "again");
}

static void a_handler_that_logs_for_ever_is_served_to_a_depth_then_dropped_and_reported(void **state) {
    struct pylog_handler_stats stats;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        pylog_handler *handler = act_on_logger(kinds[i], log_for_ever);
        pylog_handler_set_error_callback(handler, report, NULL);
        forget_reports();
        pylog_error(logger, "first");
        pylog_handler_get_stats(handler, &stats);
        assert_int_equal(seen.depth, 0);
        assert_true(seen.deepest >= 8);
        assert_true(seen.deepest <= 100);
        assert_int_equal(stats.emitted, seen.deepest);
        assert_int_equal(stats.dropped, 1);
        assert_int_equal(stats.errors, 1);
        assert_int_equal(reported.count, 1);
        assert_string_equal(reported.text, "maximum recursion depth exceeded");
        pylog_logger_remove_handler(logger, handler);
    }
}

static void log_the_error(pylog_handler *handler, const struct pylog_record *record, int error,
                          const char *text, void *data) {
    (void)handler, (void)record, (void)error, (void)data;
    reported.count++;
    pylog_error(logger, "failed: %s", text);
}

static void a_callback_that_logs_to_the_failing_handler_comes_to_an_end(void **state) {
    (void)state;
    pylog_handler *failing = capture_on(logger, NULL);
    capture_fail_write(failing, EIO);
    pylog_handler_set_error_callback(failing, log_the_error, NULL);
    forget_reports();
    pylog_error(logger, "x");
    assert_true(reported.count >= 1);
    assert_true(reported.count <= 100);
}

static int log_in_filter(struct pylog_record *record, void *data) {
    if (record->levelno == PYLOG_ERROR)
        pylog_critical(data, "from the filter, and longer than the message that it looks at");
    return 1;
}

static void a_filter_that_logs_does_not_overwrite_its_callers_text(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(logger, NULL);
    pylog_filter *filter = pylog_filter_new_callback(log_in_filter, logger, NULL);
    pylog_logger_add_filter(logger, filter);
    pylog_handler_add_filter(capture, filter);
    pylog_filter_unref(filter);
    pylog_error(logger, "outer %d", 7);
    assert_string_equal(capture_text(capture),
                        "from the filter, and longer than the message that it looks at\n"
                        "from the filter, and longer than the message that it looks at\n"
                        "outer 7\n");
}

static int format_and_log(const struct pylog_record *record, pylog_buffer *out, void *data) {
    pylog_buffer_printf(out, "<%s", pylog_record_message(record, NULL));
    if (record->levelno == PYLOG_ERROR)
        pylog_critical(data, "from the formatter: %3000d", 1);
    return pylog_buffer_append(out, ">", 1);
}

static void a_formatter_that_logs_does_not_overwrite_its_callers_text(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(logger, NULL);
    pylog_formatter *formatter = pylog_formatter_new_callback(format_and_log, logger, NULL);
    pylog_handler_set_formatter(capture, formatter);
    pylog_formatter_unref(formatter);
    for (int i = 0; i < 3; i++) {
        capture_clear(capture);
        pylog_error(logger, "outer %2000d", 7);
        const char *outer = strchr(capture_text(capture), '\n') + 1;
        assert_int_equal(strncmp(outer, "<outer ", 7), 0);
        assert_string_equal(outer + strlen(outer) - 3, "7>\n");
        assert_int_equal(strlen(outer), 2000 + strlen("<outer >\n"));
    }
}

static void log_in_process(struct pylog_record *record, void *data) {
    (void)record;
    pylog_critical(data, "from the adapter");
}

static void an_adapter_that_logs_does_not_overwrite_its_callers_text(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(logger, NULL);
    struct pylog_adapter_options options = { .process = log_in_process, .data = logger };
    pylog_logger *adapter = pylog_logger_adapter_new(logger, NULL, &options);
    pylog_log_text(adapter, PYLOG_ERROR, NULL, "outer text", 10);
    pylog_error(adapter, "outer %d", 7);
    assert_string_equal(capture_text(capture), "from the adapter\nouter text\nfrom the adapter\nouter 7\n");
    pylog_logger_adapter_free(adapter);
}

/* ---- Changing what is under way ---- */

static void remove_itself(pylog_handler *handler, const struct pylog_record *record, const char *text) {
    (void)record, (void)text;
    pylog_logger_remove_handler(logger, handler);
}

static void a_handler_that_removes_itself_and_with_that_its_last_reference_is_destroyed_later(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        act_on_logger(kinds[i], remove_itself);
        pylog_handler *next = capture_on(logger, NULL);
        pylog_error(logger, "one");
        assert_int_equal(seen.destroyed, 1);
        assert_int_equal(seen.closed, 1);
        assert_string_equal(capture_text(next), "one\n");
        pylog_error(logger, "two");
        assert_int_equal(seen.count, 1);
        assert_string_equal(capture_text(next), "one\ntwo\n");
        pylog_logger_remove_handler(logger, next);
    }
}

static void drop_the_reference(pylog_handler *handler, const struct pylog_record *record, const char *text) {
    (void)record, (void)text;
    pylog_handler_unref(handler);
}

static void a_handler_may_drop_the_last_reference_to_itself_when_it_is_called_directly(void **state) {
    (void)state;
    struct pylog_record *record = pylog_logger_make_record(logger, PYLOG_INFO, NULL, "x");
    for (size_t i = 0; i < 2; i++) {
        assert_true(pylog_handler_handle(act(kinds[i], drop_the_reference), record));
        assert_int_equal(seen.destroyed, 1);
        assert_int_equal(pylog_handler_emit(act(kinds[i], drop_the_reference), record), 0);
        assert_int_equal(seen.destroyed, 1);
    }
    pylog_record_free(record);
}

static void close_itself(pylog_handler *handler, const struct pylog_record *record, const char *text) {
    (void)record, (void)text;
    pylog_handler_close(handler);
}

static void a_handler_that_closes_itself_gets_no_more_records(void **state) {
    struct pylog_handler_stats stats;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        pylog_handler *handler = act_on_logger(kinds[i], close_itself);
        pylog_error(logger, "one");
        pylog_error(logger, "two");
        pylog_handler_get_stats(handler, &stats);
        assert_int_equal(seen.count, 1);
        assert_int_equal(seen.closed, 1);
        assert_int_equal(stats.emitted, 1);
        assert_int_equal(stats.dropped, 1);
        pylog_logger_remove_handler(logger, handler);
        assert_int_equal(seen.closed, 1);
    }
}

static pylog_handler *added;

static void add_another(pylog_handler *handler, const struct pylog_record *record, const char *text) {
    (void)handler, (void)record, (void)text;
    if (!added)
        added = capture_on(logger, NULL);
}

static void a_handler_added_in_the_middle_gets_the_next_record(void **state) {
    (void)state;
    added = NULL;
    act_on_logger(&acting, add_another);
    pylog_error(logger, "one");
    pylog_error(logger, "two");
    assert_string_equal(capture_text(added), "two\n");
}

static void change_everything(pylog_handler *handler, const struct pylog_record *record, const char *text) {
    (void)record, (void)text;
    pylog_handler_set_format(handler, "new %(message)s", NULL);
    pylog_handler_set_terminator(handler, ";");
    pylog_handler_set_level(handler, PYLOG_CRITICAL);
    pylog_logger_set_level(logger, PYLOG_DEBUG);
    pylog_logger_set_propagate(logger, false);
    pylog_get_logger("app.made.in.the.middle");
    pylog_shutdown();
}

static void a_handler_may_change_the_tree_and_itself(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        pylog_handler *handler = act_on_logger(kinds[i], change_everything);
        pylog_error(logger, "one");
        assert_string_equal(seen.text, "one\n");
        assert_int_equal(seen.closed, 1);
        pylog_logger_remove_handler(logger, handler);
    }
}

static void take_the_lock(pylog_handler *handler, const struct pylog_record *record, const char *text) {
    (void)record, (void)text;
    pylog_handler_acquire(handler);
    pylog_handler_acquire(handler);
    pylog_handler_flush(handler);
    pylog_handler_release(handler);
    pylog_handler_release(handler);
}

static void a_handler_may_take_its_lock_again(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        pylog_handler *handler = act_on_logger(kinds[i], take_the_lock);
        pylog_error(logger, "one");
        assert_string_equal(seen.text, "one\n");
        pylog_logger_remove_handler(logger, handler);
    }
}

static void init_and_log(pylog_logger *made, void *data) {
    pylog_error(data, "made %s", pylog_logger_name(made));
    pylog_get_logger("made.by.the.hook");
}

static void a_logger_hook_may_log_and_make_loggers(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(logger, NULL);
    pylog_set_logger_class(init_and_log, logger);
    pylog_get_logger("new");
    assert_string_equal(capture_text(capture), "made new\nmade made.by.the.hook\n");
    pylog_set_logger_class(NULL, NULL);
}

static void log_in_destroy(void *data) {
    pylog_error(logger, "destroyed");
    free(data);
}

static int write_nothing(pylog_handler *handler, const struct pylog_record *record, const char *text,
                         size_t length) {
    (void)handler, (void)record, (void)text, (void)length;
    return 0;
}

static void a_handler_may_log_when_it_is_destroyed(void **state) {
    static const struct pylog_handler_ops last_words = { .name = "LastWords",
                                                         .write = write_nothing,
                                                         .destroy = log_in_destroy };
    (void)state;
    pylog_handler *capture = capture_on(logger, NULL);
    pylog_handler *handler = pylog_handler_new(&last_words, malloc(1));
    pylog_logger_add_handler(logger, handler);
    pylog_handler_unref(handler);
    pylog_logger_remove_handler(logger, handler);
    assert_string_equal(capture_text(capture), "destroyed\n");
}

static const struct CMUnitTest tests[] = {
    TEST(a_handler_that_logs_to_its_own_logger_is_served),
    TEST(a_handler_that_logs_for_ever_is_served_to_a_depth_then_dropped_and_reported),
    TEST(a_callback_that_logs_to_the_failing_handler_comes_to_an_end),
    TEST(a_filter_that_logs_does_not_overwrite_its_callers_text),
    TEST(a_formatter_that_logs_does_not_overwrite_its_callers_text),
    TEST(an_adapter_that_logs_does_not_overwrite_its_callers_text),
    TEST(a_handler_that_removes_itself_and_with_that_its_last_reference_is_destroyed_later),
    TEST(a_handler_may_drop_the_last_reference_to_itself_when_it_is_called_directly),
    TEST(a_handler_that_closes_itself_gets_no_more_records),
    TEST(a_handler_added_in_the_middle_gets_the_next_record),
    TEST(a_handler_may_change_the_tree_and_itself),
    TEST(a_handler_may_take_its_lock_again),
    TEST(a_logger_hook_may_log_and_make_loggers),
    TEST(a_handler_may_log_when_it_is_destroyed),
};
TEST_MAIN
