/* Adapters: loggers that add fields. */
#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <string.h>

static pylog_logger *logger;
static pylog_handler *capture;

static int set_up(void) {
    logger = pylog_get_logger("app");
    capture = capture_on(logger, "%(message)s");
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

static bool has(const char *key, int64_t value) {
    struct pylog_field field;
    return pylog_record_get(capture_last(capture), key, &field) == 0 && field.value.i == value;
}

static void its_fields_are_copied(void **state) {
    char key[] = "user";
    (void)state;
    pylog_logger *adapter = pylog_logger_adapter_new(logger, PYLOG_FIELDS(pylog_field_int(key, 7)), NULL);
    key[0] = 'X';
    pylog_error(adapter, "x");
    assert_true(has("user", 7));
    pylog_logger_adapter_free(adapter);
}

static void a_reserved_field_is_refused(void **state) {
    (void)state;
    assert_null(pylog_logger_adapter_new(logger, PYLOG_FIELDS(pylog_field_int("lineno", 7)), NULL));
    assert_int_equal(errno, EINVAL);
    assert_non_null(strstr(pylog_last_error(), "Attempt to overwrite 'lineno' in LogRecord"));
}

static void it_stands_for_its_logger(void **state) {
    char repr[64];
    (void)state;
    pylog_logger *adapter = pylog_logger_adapter_new(logger, NULL, NULL);
    pylog_logger *outer = pylog_logger_adapter_new(adapter, NULL, NULL);
    assert_string_equal(pylog_logger_name(outer), "app");
    pylog_logger_set_level(outer, PYLOG_DEBUG);
    assert_int_equal(pylog_logger_level(logger), PYLOG_DEBUG);
    assert_true(pylog_is_enabled_for(outer, PYLOG_DEBUG));
    pylog_logger_set_disabled(adapter, true);
    assert_false(pylog_is_enabled_for(outer, PYLOG_CRITICAL));
    pylog_logger_set_disabled(adapter, false);
    assert_ptr_equal(pylog_logger_get_child(outer, "db"), pylog_get_logger("app.db"));
    assert_int_equal(pylog_logger_handlers(outer, NULL, 0), 1);
    pylog_logger_repr(outer, repr, sizeof repr);
    assert_string_equal(repr, "<LoggerAdapter app (DEBUG)>");
    pylog_logger_adapter_free(outer);
    pylog_logger_adapter_free(adapter);
}

static void every_kind_of_call_takes_it(void **state) {
    (void)state;
    pylog_logger *adapter = pylog_logger_adapter_new(logger, PYLOG_FIELDS(pylog_field_int("user", 7)), NULL);
    pylog_log_text(adapter, PYLOG_ERROR, NULL, "text", 4);
    assert_true(has("user", 7));
    pylog_exception(adapter, "exception");
    assert_true(has("user", 7));
    pylog_log_with(adapter, PYLOG_ERROR, NULL, "with");
    assert_true(has("user", 7));
    struct pylog_record *record = pylog_logger_make_record(adapter, PYLOG_INFO, NULL, "x");
    struct pylog_field field;
    assert_int_equal(pylog_record_get(record, "user", &field), 0);
    pylog_record_free(record);
    pylog_logger_adapter_free(adapter);
}

static void an_adapter_without_fields_and_without_a_logger_logs_to_the_root(void **state) {
    (void)state;
    pylog_handler *above = capture_on(NULL, "%(name)s");
    pylog_logger *adapter = pylog_logger_adapter_new(NULL, NULL, NULL);
    pylog_error(adapter, "x");
    assert_string_equal(capture_text(above), "root\n");
    pylog_logger_adapter_free(adapter);
}

static void merged_fields_of_nested_adapters_are_all_there(void **state) {
    struct pylog_adapter_options merge = { .merge_extra = true };
    (void)state;
    pylog_logger *inner =
        pylog_logger_adapter_new(logger, PYLOG_FIELDS(pylog_field_int("a", 1), pylog_field_int("b", 1)), &merge);
    pylog_logger *outer =
        pylog_logger_adapter_new(inner, PYLOG_FIELDS(pylog_field_int("b", 2), pylog_field_int("c", 2)), &merge);
    const struct pylog_field *extra = PYLOG_FIELDS(pylog_field_int("c", 3), pylog_field_int("d", 3));
    pylog_log_with(outer, PYLOG_ERROR, (&(struct pylog_call){ .extra = extra }), "x");
    assert_true(has("a", 1));
    assert_true(has("b", 2));
    assert_true(has("c", 3));
    assert_true(has("d", 3));
    pylog_logger_adapter_free(outer);
    pylog_logger_adapter_free(inner);
}

static void process(struct pylog_record *record, void *data) {
    pylog_record_set(record, pylog_field_str("msg", data));
}

static void process_may_rewrite_the_record(void **state) {
    char text[] = "rewritten";
    struct pylog_adapter_options options = { .process = process, .data = text };
    (void)state;
    pylog_logger *adapter = pylog_logger_adapter_new(logger, NULL, &options);
    pylog_error(adapter, "x %d", 1);
    assert_string_equal(capture_text(capture), "rewritten\n");
    pylog_logger_adapter_free(adapter);
}

static void freeing_what_is_no_adapter_does_nothing(void **state) {
    (void)state;
    pylog_logger_adapter_free(NULL);
    pylog_logger_adapter_free(logger);
    pylog_error(logger, "x");
    assert_string_equal(capture_text(capture), "x\n");
}

static const struct CMUnitTest tests[] = {
    TEST(its_fields_are_copied),
    TEST(a_reserved_field_is_refused),
    TEST(it_stands_for_its_logger),
    TEST(every_kind_of_call_takes_it),
    TEST(an_adapter_without_fields_and_without_a_logger_logs_to_the_root),
    TEST(merged_fields_of_nested_adapters_are_all_there),
    TEST(process_may_rewrite_the_record),
    TEST(freeing_what_is_no_adapter_does_nothing),
};
TEST_MAIN
