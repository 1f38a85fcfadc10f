/* Loggers, adapters and records, by the behaviour that CPython's own tests ask for: LoggerTest,
 * ChildLoggerTest, LoggerAdapterTest, ManagerTest, LogRecordFactoryTest, LogRecordTest, ModuleLevelMiscTest.
 */
#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <string.h>

static pylog_logger *blah;  /* a logger */
static pylog_handler *seen; /* on it */

static int set_up(void) {
    blah = pylog_get_logger("blah");
    seen = capture_on(blah, NULL);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up };

static void assert_field_is(const struct pylog_record *record, const char *key, const char *expected) {
    struct pylog_field field;
    assert_int_equal(pylog_record_get(record, key, &field), 0);
    assert_int_equal(field.type, PYLOG_TYPE_STR);
    assert_string_equal(field.value.s, expected);
}

static bool has_field(const struct pylog_record *record, const char *key) {
    struct pylog_field field;
    return pylog_record_get(record, key, &field) == 0;
}

/* ---- MemoryTest */

static void a_logger_keeps_its_settings_though_nobody_holds_it(void **state) {
    (void)state;
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_logger_set_level(blah, PYLOG_DEBUG);
    pylog_debug(NULL, "not logged");
    pylog_debug(pylog_get_logger("blah"), "logged");
    assert_ptr_equal(pylog_get_logger("blah"), blah);
    assert_int_equal(capture_count(seen), 1);
    assert_string_equal(capture_text(seen), "logged\n");
}

/* ---- LoggerTest */

static void an_exception_is_logged_as_an_error_with_errno(void **state) {
    (void)state;
    errno = EDOM;
    pylog_exception(blah, "testing exception: %d", 1);
    assert_int_equal(errno, EDOM);
    assert_int_equal(capture_count(seen), 1);
    assert_int_equal(capture_last(seen)->levelno, PYLOG_ERROR);
    assert_string_equal(capture_last(seen)->msg, "testing exception: %d");
    assert_string_equal(capture_last(seen)->exc_info->type, "OSError");
    assert_string_equal(capture_text(seen), "testing exception: 1\n"
                                            "OSError: [Errno 33] Numerical argument out of domain\n");
}

static void log_from_here(const struct pylog_site *site) {
    pylog_log_with(blah, PYLOG_WARNING, &(struct pylog_call){ .site = site }, "test");
}

static void a_record_says_where_the_call_stands(void **state) {
    (void)state;
    pylog_warning(blah, "test");
    const int line = __LINE__ - 1;
    assert_string_equal(capture_last(seen)->func_name, "a_record_says_where_the_call_stands");
    assert_int_equal(capture_last(seen)->lineno, line);
    assert_string_equal(pylog_record_filename(capture_last(seen)), "test_python_logger.c");
    assert_string_equal(pylog_record_module(capture_last(seen)), "test_python_logger");
}

static void a_wrapper_can_hand_on_where_its_caller_stands(void **state) {
    (void)state;
    log_from_here(NULL);
    assert_string_equal(capture_last(seen)->func_name, "log_from_here");
    log_from_here(PYLOG_HERE);
    const int line = __LINE__ - 1;
    assert_string_equal(capture_last(seen)->func_name, "a_wrapper_can_hand_on_where_its_caller_stands");
    assert_int_equal(capture_last(seen)->lineno, line);
}

static void stack_info_begins_with_pythons_line(void **state) {
    (void)state;
    pylog_log_with(blah, PYLOG_ERROR, &(struct pylog_call){ .stack_info = true }, "test");
    assert_memory_equal(capture_last(seen)->stack_info, "Stack (most recent call last):\n", 31);
}

static void an_extra_field_may_not_overwrite_one_of_the_record(void **state) {
    static const char *const keys[] = {
        "message",     "asctime",         "name",   "msg",      "args",     "levelname", "levelno",
        "pathname",    "filename",        "module", "exc_info", "exc_text", "lineno",    "stack_info",
        "funcName",    "created",         "msecs",  "thread",   "process",  "taskName",  "threadName",
        "processName", "relativeCreated",
    };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct pylog_field extra[] = { pylog_field_str(keys[i], "some value"), pylog_field_none(NULL) };
        const struct pylog_call call = { .extra = extra };
        char expected[80];
        snprintf(expected, sizeof expected, "Attempt to overwrite '%s' in LogRecord", keys[i]);
        assert_null(pylog_logger_make_record(blah, 13, &call, "text"));
        assert_int_equal(errno, EINVAL);
        assert_string_equal(pylog_last_error(), expected);
    }
}

static void another_extra_field_is_in_the_record(void **state) {
    const struct pylog_call call = { .extra = PYLOG_FIELDS(pylog_field_str("valid_key", "some value")) };
    (void)state;
    struct pylog_record *record = pylog_logger_make_record(blah, 13, &call, "text");
    assert_field_is(record, "valid_key", "some value");
    pylog_record_free(record);
}

static void a_logger_has_handlers_until_they_are_removed(void **state) {
    (void)state;
    assert_true(pylog_logger_has_handlers(blah));
    pylog_logger_remove_handler(blah, seen);
    assert_false(pylog_logger_has_handlers(blah));
}

static void a_child_that_does_not_propagate_has_only_its_own_handlers(void **state) {
    pylog_logger *child = pylog_get_logger("blah.child");
    (void)state;
    assert_true(pylog_logger_has_handlers(child));
    pylog_logger_set_propagate(child, false);
    assert_false(pylog_logger_has_handlers(child));
}

static void disabling_a_level_disables_those_below(void **state) {
    (void)state;
    pylog_logger_set_level(blah, 1);
    pylog_disable(23);
    assert_false(pylog_is_enabled_for(blah, 22));
    assert_false(pylog_is_enabled_for(blah, 23));
    assert_true(pylog_is_enabled_for(blah, 24));
}

static void a_disabled_logger_is_enabled_for_nothing(void **state) {
    (void)state;
    pylog_logger_set_disabled(blah, true);
    pylog_disable(21);
    assert_false(pylog_is_enabled_for(blah, 22));
    assert_false(pylog_is_enabled_for(blah, PYLOG_CRITICAL));
}

static void the_root_has_three_names_and_is_every_top_loggers_parent(void **state) {
    pylog_logger *root = pylog_get_logger(NULL);
    (void)state;
    assert_ptr_equal(pylog_get_logger(""), root);
    assert_ptr_equal(pylog_get_logger("root"), root);
    assert_ptr_equal(pylog_logger_parent(pylog_get_logger("foo")), root);
    assert_ptr_not_equal(pylog_get_logger("\x01"), root);
    assert_ptr_not_equal(pylog_logger_parent(pylog_get_logger("foo.bar")), root);
    assert_null(pylog_logger_parent(root));
}

static void assert_enabled_from(int level) {
    static const char *const names[] = { "abc", "abc.def" };
    for (size_t i = 0; i < 2; i++) {
        assert_true(pylog_is_enabled_for(pylog_get_logger(names[i]), level));
        assert_false(pylog_is_enabled_for(pylog_get_logger(names[i]), level - 1));
    }
}

static void what_is_enabled_follows_every_change_above(void **state) {
    pylog_logger *top = pylog_get_logger("abc"), *below = pylog_get_logger("abc.def");
    (void)state;
    pylog_logger_set_level(NULL, PYLOG_ERROR);
    assert_int_equal(pylog_logger_get_effective_level(below), PYLOG_ERROR);
    assert_enabled_from(PYLOG_ERROR);
    pylog_logger_set_level(top, PYLOG_CRITICAL);
    assert_int_equal(pylog_logger_get_effective_level(below), PYLOG_CRITICAL);
    assert_enabled_from(PYLOG_CRITICAL);
    assert_true(pylog_is_enabled_for(NULL, PYLOG_ERROR));
    pylog_logger_set_level(below, PYLOG_NOTSET);
    assert_enabled_from(PYLOG_CRITICAL);
    pylog_disable(PYLOG_CRITICAL);
    assert_int_equal(pylog_logger_get_effective_level(below), PYLOG_CRITICAL);
    assert_false(pylog_is_enabled_for(top, PYLOG_CRITICAL));
    assert_false(pylog_is_enabled_for(below, PYLOG_CRITICAL));
    assert_false(pylog_is_enabled_for(NULL, PYLOG_CRITICAL));
}

/* ---- ChildLoggerTest */

static void a_child_is_the_logger_of_the_joined_name(void **state) {
    pylog_logger *abc = pylog_get_logger("abc");
    (void)state;
    assert_ptr_equal(pylog_logger_get_child(NULL, "xyz"), pylog_get_logger("xyz"));
    assert_ptr_equal(pylog_logger_get_child(NULL, "uvw.xyz"), pylog_get_logger("uvw.xyz"));
    pylog_logger *child = pylog_logger_get_child(abc, "def");
    assert_ptr_equal(child, pylog_get_logger("abc.def"));
    assert_ptr_equal(pylog_logger_get_child(child, "ghi"), pylog_get_logger("abc.def.ghi"));
    assert_ptr_equal(pylog_logger_get_child(abc, "def.ghi"), pylog_get_logger("abc.def.ghi"));
}

static bool is_child(pylog_logger *child, pylog_logger *parent) {
    pylog_logger *children[8];
    size_t count = pylog_logger_get_children(parent, children, 8);
    assert_true(count <= 8);
    for (size_t i = 0; i < count; i++)
        if (children[i] == child)
            return true;
    return false;
}

static void children_are_the_loggers_one_level_below(void **state) {
    pylog_logger *foo = pylog_get_logger("foo"), *foo_bar = pylog_get_logger("foo.bar");
    pylog_logger *bar = pylog_get_logger("bar");
    (void)state;
    pylog_get_logger("foo.bar.baz.bozz");
    assert_true(is_child(foo, NULL));
    assert_true(is_child(bar, NULL));
    assert_false(is_child(foo_bar, NULL));
    assert_int_equal(pylog_logger_get_children(foo, NULL, 0), 1);
    assert_true(is_child(foo_bar, foo));
    assert_int_equal(pylog_logger_get_children(foo_bar, NULL, 0), 0);
}

/* Unlike CPython, where `ro` keeps the root as its child's parent because its name begins the root's. */
static void a_name_that_begins_like_root_comes_between_child_and_root(void **state) {
    pylog_logger *child = pylog_get_logger("ro.child");
    pylog_logger *parent = pylog_get_logger("ro");
    (void)state;
    assert_ptr_equal(pylog_logger_parent(child), parent);
    assert_ptr_equal(pylog_logger_parent(parent), pylog_get_logger(NULL));
}

/* ---- LoggerAdapterTest */

static pylog_logger *adapt(const struct pylog_field *extra, bool merge) {
    return pylog_logger_adapter_new(blah, extra, &(struct pylog_adapter_options){ .merge_extra = merge });
}

static void an_adapter_logs_an_exception(void **state) {
    pylog_logger *adapter = adapt(NULL, false);
    (void)state;
    errno = ENOENT;
    pylog_exception(adapter, "testing exception: %d", 1);
    assert_int_equal(capture_last(seen)->levelno, PYLOG_ERROR);
    assert_string_equal(capture_last(seen)->exc_info->type, "FileNotFoundError");
    pylog_logger_adapter_free(adapter);
}

static void an_adapter_takes_the_error_that_it_is_given(void **state) {
    const struct pylog_exc_info info = { .type = "ZeroDivisionError", .message = "division by zero" };
    pylog_logger *adapter = adapt(NULL, false);
    (void)state;
    pylog_log_with(adapter, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &info }, "exc_info test");
    assert_string_equal(capture_text(seen), "exc_info test\nZeroDivisionError: division by zero\n");
    pylog_logger_adapter_free(adapter);
}

static void an_adapters_record_says_where_the_call_stands(void **state) {
    pylog_logger *adapter = adapt(NULL, false);
    (void)state;
    pylog_critical(adapter, "critical test! %d", 5);
    assert_int_equal(capture_last(seen)->levelno, PYLOG_CRITICAL);
    assert_string_equal(capture_last(seen)->msg, "critical test! %d");
    assert_string_equal(capture_last(seen)->func_name, "an_adapters_record_says_where_the_call_stands");
    assert_string_equal(capture_last(seen)->name, "blah");
    pylog_logger_adapter_free(adapter);
}

static void an_adapter_is_enabled_and_has_handlers_as_its_logger(void **state) {
    pylog_logger *adapter = adapt(NULL, false);
    (void)state;
    assert_true(pylog_is_enabled_for(adapter, 32));
    pylog_disable(33);
    assert_false(pylog_is_enabled_for(adapter, 32));
    assert_true(pylog_logger_has_handlers(adapter));
    pylog_logger_remove_handler(blah, seen);
    assert_false(pylog_logger_has_handlers(adapter));
    pylog_logger_adapter_free(adapter);
}

static void put_before(struct pylog_record *record, void *data) {
    char text[128];
    snprintf(text, sizeof text, "%s %s", (const char *)data, pylog_record_message(record, NULL));
    pylog_record_set(record, pylog_field_str("msg", text));
}

static void nested_adapters_process_from_the_outer_to_the_inner(void **state) {
    static char inner_prefix[] = "Adapter", outer_prefix[] = "AdapterAdapter";
    const struct pylog_adapter_options inner_options = { .process = put_before, .data = inner_prefix };
    const struct pylog_adapter_options outer_options = { .process = put_before, .data = outer_prefix };
    char inner_text[64], outer_text[64];
    (void)state;
    pylog_logger *inner = pylog_logger_adapter_new(blah, NULL, &inner_options);
    pylog_logger *outer = pylog_logger_adapter_new(inner, NULL, &outer_options);
    pylog_critical(outer, "can be nested");
    assert_string_equal(capture_text(seen), "Adapter AdapterAdapter can be nested\n");
    pylog_logger_repr(inner, inner_text, sizeof inner_text);
    pylog_logger_repr(outer, outer_text, sizeof outer_text);
    assert_string_equal(inner_text, outer_text);
    pylog_logger_adapter_free(outer);
    pylog_logger_adapter_free(inner);
}

static void fields_of_an_adapter_are_in_the_record(void **state) {
    pylog_logger *adapter = adapt(PYLOG_FIELDS(pylog_field_str("foo", "1")), false);
    (void)state;
    pylog_critical(adapter, "foo should be here");
    assert_field_is(capture_last(seen), "foo", "1");
    pylog_logger_adapter_free(adapter);
}

static void without_merge_the_fields_of_the_call_are_left_out(void **state) {
    const struct pylog_call call = { .extra = PYLOG_FIELDS(pylog_field_str("foo", "nope")) };
    pylog_logger *adapter = adapt(NULL, false);
    (void)state;
    pylog_log_with(adapter, PYLOG_CRITICAL, &call, "foo should NOT be here");
    assert_false(has_field(capture_last(seen), "foo"));
    pylog_logger_adapter_free(adapter);
}

static void with_merge_both_fields_are_there_and_the_calls_win(void **state) {
    const struct pylog_call other = { .extra = PYLOG_FIELDS(pylog_field_str("bar", "2")) };
    const struct pylog_call same = { .extra = PYLOG_FIELDS(pylog_field_str("foo", "2")) };
    pylog_logger *adapter = adapt(PYLOG_FIELDS(pylog_field_str("foo", "1")), true);
    (void)state;
    pylog_log_with(adapter, PYLOG_CRITICAL, &other, "both");
    assert_field_is(capture_last(seen), "foo", "1");
    assert_field_is(capture_last(seen), "bar", "2");
    pylog_log_with(adapter, PYLOG_CRITICAL, &same, "the call's");
    assert_field_is(capture_last(seen), "foo", "2");
    pylog_logger_adapter_free(adapter);
}

/* ---- ManagerTest, LogRecordFactoryTest, ModuleLevelMiscTest */

static void note_logger(pylog_logger *logger, void *data) {
    ++*(int *)data;
    pylog_logger_set_level(logger, PYLOG_DEBUG);
}

static void the_logger_hook_sees_each_new_logger_once(void **state) {
    static int made;
    (void)state;
    made = 0;
    pylog_set_logger_class(note_logger, &made);
    pylog_logger *logger = pylog_get_logger("hooked");
    pylog_get_logger("hooked");
    assert_int_equal(made, 1);
    pylog_handler *handler = capture_on(logger, NULL);
    pylog_debug(logger, "hello");
    assert_string_equal(capture_text(handler), "hello\n");
    pylog_logger_set_level(logger, PYLOG_INFO);
    pylog_debug(logger, "hello");
    assert_int_equal(capture_count(handler), 1);
    pylog_set_logger_class(NULL, NULL);
    pylog_get_logger("later");
    assert_int_equal(made, 1);
}

static void mark(struct pylog_record *record, void *data) {
    pylog_record_set(record, pylog_field_str("mark", data));
}

static int is_marked(struct pylog_record *record, void *data) {
    (void)data;
    return has_field(record, "mark");
}

static void a_factory_has_changed_the_record_before_the_filters_see_it(void **state) {
    static char text[] = "here";
    pylog_filter *filter = pylog_filter_new_callback(is_marked, NULL, NULL);
    (void)state;
    pylog_logger_add_filter(blah, filter);
    pylog_error(blah, "1");
    pylog_set_log_record_factory(mark, text);
    pylog_error(blah, "2");
    assert_string_equal(capture_text(seen), "2\n");
    assert_field_is(capture_last(seen), "mark", "here");
    pylog_filter_unref(filter);
}

static void disable_keeps_the_level_until_it_is_given_another(void **state) {
    (void)state;
    pylog_disable(83);
    assert_false(pylog_is_enabled_for(blah, 83));
    assert_true(pylog_is_enabled_for(blah, 84));
    pylog_disable(PYLOG_CRITICAL);
    assert_false(pylog_is_enabled_for(blah, 50));
    assert_true(pylog_is_enabled_for(blah, 51));
}

static void calls_without_a_logger_go_to_the_root_as_they_are(void **state) {
    pylog_handler *handler = capture_on(NULL, "%(levelname)s:%(name)s:%(message)s");
    (void)state;
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    pylog_log(NULL, PYLOG_ERROR, "test me: %d", 0);
    pylog_debug(NULL, "test me: %d", 1);
    pylog_info(NULL, "test me: %d", 2);
    pylog_warning(NULL, "test me: %d", 3);
    pylog_error(NULL, "test me: %d", 4);
    pylog_critical(NULL, "test me: %d", 5);
    assert_string_equal(capture_text(handler),
                        "ERROR:root:test me: 0\nDEBUG:root:test me: 1\nINFO:root:test me: 2\n"
                        "WARNING:root:test me: 3\nERROR:root:test me: 4\nCRITICAL:root:test me: 5\n");
    assert_int_equal(pylog_logger_handlers(NULL, NULL, 0), 1);
}

static void the_level_names_can_be_listed(void **state) {
    static const struct pylog_level_name expected[] = {
        { 50, "CRITICAL" }, { 50, "FATAL" }, { 40, "ERROR" }, { 30, "WARN" },
        { 30, "WARNING" },  { 20, "INFO" },  { 10, "DEBUG" }, { 0, "NOTSET" },
    };
    enum { COUNT = sizeof expected / sizeof *expected };
    struct pylog_level_name names[COUNT + 1];
    (void)state;
    assert_int_equal(pylog_get_level_names_mapping(names, COUNT + 1), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        size_t found = 0;
        for (size_t j = 0; j < COUNT; j++)
            found += names[j].level == expected[i].level && strcmp(names[j].name, expected[i].name) == 0;
        assert_int_equal(found, 1);
    }
    assert_int_equal(pylog_get_level_names_mapping(names, 1), COUNT);
}

/* ---- LogRecordTest */

static void a_records_repr_stands_in_angle_brackets(void **state) {
    struct pylog_record *record = pylog_make_log_record(NULL);
    char text[128];
    (void)state;
    size_t length = pylog_record_repr(record, text, sizeof text);
    assert_int_equal(length, strlen(text));
    assert_string_equal(text, "<LogRecord: None, None, , 0, \"\">");
    assert_int_equal(pylog_record_repr(record, text, 5), length);
    assert_string_equal(text, "<Log");
    pylog_record_free(record);
}

static void what_is_switched_off_is_none(void **state) {
    struct pylog_record *record = pylog_make_log_record(NULL);
    (void)state;
    assert_true(pylog_record_thread(record) != 0);
    assert_non_null(pylog_record_thread_name(record));
    assert_true(pylog_record_process(record) != 0);
    assert_string_equal(pylog_record_process_name(record), "MainProcess");
    assert_null(pylog_record_task_name(record));
    pylog_record_free(record);
    pylog_set_log_threads(false);
    pylog_set_log_processes(false);
    pylog_set_log_multiprocessing(false);
    pylog_set_log_asyncio_tasks(false);
    record = pylog_make_log_record(NULL);
    assert_true(pylog_record_thread(record) == 0);
    assert_null(pylog_record_thread_name(record));
    assert_true(pylog_record_process(record) == 0);
    assert_null(pylog_record_process_name(record));
    assert_null(pylog_record_task_name(record));
    pylog_record_free(record);
}

static void the_process_has_the_name_that_it_is_given(void **state) {
    (void)state;
    pylog_set_process_name("Worker-1");
    pylog_error(blah, "text");
    assert_string_equal(pylog_record_process_name(capture_last(seen)), "Worker-1");
    pylog_set_process_name(NULL);
    pylog_error(blah, "text");
    assert_string_equal(pylog_record_process_name(capture_last(seen)), "MainProcess");
}

static const char *current_task(void *data) {
    return data;
}

static void the_task_is_what_the_callback_says_unless_switched_off(void **state) {
    static char task[] = "Task-1";
    (void)state;
    pylog_set_task_name_callback(current_task, task);
    pylog_error(blah, "text");
    assert_string_equal(pylog_record_task_name(capture_last(seen)), "Task-1");
    pylog_set_log_asyncio_tasks(false);
    pylog_error(blah, "text");
    assert_null(pylog_record_task_name(capture_last(seen)));
    pylog_set_log_asyncio_tasks(true);
    pylog_set_task_name_callback(NULL, NULL);
    pylog_error(blah, "text");
    assert_null(pylog_record_task_name(capture_last(seen)));
}

static const struct CMUnitTest tests[] = {
    TEST(a_logger_keeps_its_settings_though_nobody_holds_it),
    TEST(an_exception_is_logged_as_an_error_with_errno),
    TEST(a_record_says_where_the_call_stands),
    TEST(a_wrapper_can_hand_on_where_its_caller_stands),
    TEST(stack_info_begins_with_pythons_line),
    TEST(an_extra_field_may_not_overwrite_one_of_the_record),
    TEST(another_extra_field_is_in_the_record),
    TEST(a_logger_has_handlers_until_they_are_removed),
    TEST(a_child_that_does_not_propagate_has_only_its_own_handlers),
    TEST(disabling_a_level_disables_those_below),
    TEST(a_disabled_logger_is_enabled_for_nothing),
    TEST(the_root_has_three_names_and_is_every_top_loggers_parent),
    TEST(what_is_enabled_follows_every_change_above),
    TEST(a_child_is_the_logger_of_the_joined_name),
    TEST(children_are_the_loggers_one_level_below),
    TEST(a_name_that_begins_like_root_comes_between_child_and_root),
    TEST(an_adapter_logs_an_exception),
    TEST(an_adapter_takes_the_error_that_it_is_given),
    TEST(an_adapters_record_says_where_the_call_stands),
    TEST(an_adapter_is_enabled_and_has_handlers_as_its_logger),
    TEST(nested_adapters_process_from_the_outer_to_the_inner),
    TEST(fields_of_an_adapter_are_in_the_record),
    TEST(without_merge_the_fields_of_the_call_are_left_out),
    TEST(with_merge_both_fields_are_there_and_the_calls_win),
    TEST(the_logger_hook_sees_each_new_logger_once),
    TEST(a_factory_has_changed_the_record_before_the_filters_see_it),
    TEST(disable_keeps_the_level_until_it_is_given_another),
    TEST(calls_without_a_logger_go_to_the_root_as_they_are),
    TEST(the_level_names_can_be_listed),
    TEST(a_records_repr_stands_in_angle_brackets),
    TEST(what_is_switched_off_is_none),
    TEST(the_process_has_the_name_that_it_is_given),
    TEST(the_task_is_what_the_callback_says_unless_switched_off),
};
TEST_MAIN
