/* pylog_fail: callbacks of the program's own say why they failed, and that is what is told. */
#include <capture.h>
#include <config/names.h>
#include <errno.h>
#include <failing_allocator.h>
#include <files.h>
#include <fixture.h>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int tear_down(void) {
    pylog_dict_config("{\"version\": 1}");
    pylog__names_reset();
    return 0;
}

static const struct fixture fixture = { .tear_down = tear_down };

static void assert_reported(int error, const char *text) {
    assert_int_equal(reported.count, 1);
    assert_int_equal(reported.error, error);
    assert_string_equal(reported.text, text);
}

/* The handler gives its errors to `report`, and belongs to the root. */
static pylog_handler *observed(pylog_handler *handler) {
    assert_non_null(handler);
    pylog_handler_set_error_callback(handler, report, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    return handler;
}

/* ---- The function ---------------------------------------------------------------------------- */

/* What no compiler checks as a format: ISO C knows no %m. */
static int (*const fail_unchecked)(int error, const char *format, ...) = pylog_fail;

static void it_sets_errno_class_and_sentence(void **state) {
    static const struct {
        int error, code;
        const char *class;
        enum pylog_error_kind kind;
    } rows[] = {
        { EINVAL, EINVAL, "ValueError", PYLOG_KIND_VALUE },  { 0, EINVAL, "ValueError", PYLOG_KIND_VALUE },
        { ENOMEM, ENOMEM, "MemoryError", PYLOG_KIND_MEMORY }, { EIO, EIO, "OSError", PYLOG_KIND_OS },
        { ENOENT, ENOENT, "FileNotFoundError", PYLOG_KIND_OS },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        errno = 0;
        assert_int_equal(pylog_fail(rows[i].error, "row %zu of %s", i, "five"), -1);
        char expected[32];
        snprintf(expected, sizeof expected, "row %zu of five", i);
        assert_int_equal(errno, rows[i].code);
        assert_string_equal(pylog_last_error(), expected);
        assert_string_equal(pylog_last_error_class(), rows[i].class);
        assert_int_equal(pylog_last_error_kind(), rows[i].kind);
    }
}

static void the_format_is_that_of_a_log_call(void **state) {
    (void)state;
    errno = ENOENT;
    fail_unchecked(ENOSPC, "%m, %.1f %%", 1.5);
    assert_string_equal(pylog_last_error(), "No space left on device, 1.5 %");
    fail_unchecked(EIO, NULL);
    assert_string_equal(pylog_last_error(), "(null)");
}

static void a_wrong_format_is_told_instead(void **state) {
    (void)state;
    assert_int_equal(fail_unchecked(EIO, "%y", 1), -1);
    assert_string_equal(pylog_last_error(), "unsupported format character 'y' (0x79) at index 1");
    assert_int_equal(errno, EINVAL);
}

static void the_former_sentence_may_be_a_part_of_the_new_one(void **state) {
    char expected[700];
    (void)state;
    pylog_fail(EIO, "%0600d", 7);
    snprintf(expected, sizeof expected, "before: %0600d", 7);
    pylog_fail(EACCES, "before: %s", pylog_last_error());
    assert_string_equal(pylog_last_error(), expected);
    assert_int_equal(errno, EACCES);
}

static void without_memory_it_fails_all_the_same(void **state) {
    (void)state;
    failing_allocator_begin();
    pylog_get_logger("used");
    failing_allocator_fail_from(1);
    assert_int_equal(pylog_fail(EIO, "%0600d", 7), -1);
    assert_int_equal(errno, ENOMEM);
    assert_int_equal(pylog_fail(EIO, "short"), -1);
    assert_int_equal(errno, EIO);
    failing_allocator_fail_at(0);
    assert_string_equal(pylog_last_error(), "out of memory");
    failing_allocator_end();
}

static void a_log_call_leaves_it_as_it_was(void **state) {
    (void)state;
    pylog_handler *handler = capture_on(NULL, NULL);
    capture_fail_write(observed(pylog_handler_ref(handler)), ENOSPC);
    pylog_fail(EIO, "of the program");
    pylog_error(pylog_get_logger("x"), "lost");
    assert_reported(ENOSPC, "[Errno 28] No space left on device");
    assert_string_equal(pylog_last_error(), "of the program");
}

/* ---- Handlers -------------------------------------------------------------------------------- */

static bool says_why;

static int fail_to_emit(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    if (says_why)
        pylog_fail(ENODEV, "no printer for %s", record->msg);
    errno = ENOTDIR; /* by what was cleaned up */
    return -1;
}

static int fail_to_write(pylog_handler *handler, const struct pylog_record *record, const char *text, size_t length) {
    (void)text, (void)length;
    return fail_to_emit(handler, record);
}

static void a_handler_says_why_whatever_errno_is_when_it_returns(void **state) {
    static const struct pylog_handler_ops ops[] = { { .name = "Emits", .emit = fail_to_emit },
                                                    { .name = "Writes", .write = fail_to_write } };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        fixture_begin(state);
        pylog_handler *handler = observed(pylog_handler_new(&ops[i], NULL));
        says_why = true;
        pylog_error(pylog_get_logger(NULL), "x");
        assert_reported(ENODEV, "no printer for x");
        says_why = false;
        pylog_error(pylog_get_logger(NULL), "x");
        assert_int_equal(reported.error, ENOTDIR);
        assert_string_equal(reported.text, "[Errno 20] Not a directory");
        pylog_logger_remove_handler(NULL, handler);
    }
}

static void the_report_on_stderr_has_the_sentence(void **state) {
    static const struct pylog_handler_ops ops = { .name = "Emits", .emit = fail_to_emit };
    struct pylog_call call = { .site = &(struct pylog_site){ "/src/db.c", "main", 42 } };
    (void)state;
    pylog_handler_set_error_callback(observed(pylog_handler_new(&ops, NULL)), NULL, NULL);
    says_why = true;
    capture_stderr_begin();
    pylog_log_with(pylog_get_logger(NULL), PYLOG_ERROR, &call, "x");
    char *text = capture_stderr_end();
    assert_string_equal(text, "--- Logging error ---\nOSError: no printer for x\n"
                              "Logged from file db.c, line 42\nMessage: 'x'\nArguments: ()\n");
    free(text);
}

/* Two errors of one record, reported by hand: the first has a reason, the second has none. */
static int report_twice(pylog_handler *handler, const struct pylog_record *record) {
    pylog_fail(ENODEV, "the first one");
    pylog_handler_handle_error(handler, record);
    assert_string_equal(reported.text, "the first one");
    errno = ENOTDIR;
    return -1;
}

static void a_reason_is_told_once(void **state) {
    static const struct pylog_handler_ops ops = { .name = "Twice", .emit = report_twice };
    (void)state;
    observed(pylog_handler_new(&ops, NULL));
    pylog_error(pylog_get_logger(NULL), "x");
    assert_int_equal(reported.count, 2);
    assert_string_equal(reported.text, "[Errno 20] Not a directory");
}

static int report_while_flushing(pylog_handler *handler) {
    errno = ENOTDIR;
    pylog_handler_handle_error(handler, NULL);
    return 0;
}

static int take(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    return 0;
}

static void a_sentence_of_the_programs_is_not_taken_for_the_handlers(void **state) {
    static const struct pylog_handler_ops ops = { .name = "Flushes", .emit = take, .flush = report_while_flushing };
    (void)state;
    pylog_handler *handler = observed(pylog_handler_new(&ops, NULL));
    pylog_fail(EIO, "of the program");
    assert_int_equal(pylog_handler_flush(handler), 0);
    assert_reported(ENOTDIR, "[Errno 20] Not a directory");
}

static int fail_to_flush(pylog_handler *handler) {
    (void)handler;
    return pylog_fail(EIO, "the printer is off");
}

static void flushing_by_hand_gives_the_sentence(void **state) {
    static const struct pylog_handler_ops ops = { .name = "Flushes", .emit = take, .flush = fail_to_flush };
    (void)state;
    pylog_handler *handler = observed(pylog_handler_new(&ops, NULL));
    assert_int_equal(pylog_handler_flush(handler), -1);
    assert_int_equal(errno, EIO);
    assert_string_equal(pylog_last_error(), "the printer is off");
}

/* ---- Filters --------------------------------------------------------------------------------- */

static int fail_and_return(struct pylog_record *record, void *data) {
    pylog_fail(EIO, "no address of %s", record->msg);
    errno = 0;
    return *(int *)data;
}

static struct pylog_record *fail_to_replace(struct pylog_record *record, void *data) {
    (void)data;
    pylog_fail(EIO, "no address of %s", record->msg);
    return NULL;
}

static void a_filter_is_reported_and_keeps_or_drops_as_it_returns(void **state) {
    static int keeps = -1, drops = 0;
    pylog_filter *const filters[] = { pylog_filter_new_callback(fail_and_return, &keeps, NULL),
                                      pylog_filter_new_callback(fail_and_return, &drops, NULL),
                                      pylog_filter_new_replacing(fail_to_replace, NULL, NULL) };
    static const char *const texts[] = { "x\n", "", "" };
    for (size_t i = 0; i < 3; i++) {
        fixture_begin(state);
        pylog_handler *handler = observed(pylog_handler_ref(capture_on(NULL, NULL)));
        pylog_handler_add_filter(handler, filters[i]);
        pylog_error(pylog_get_logger(NULL), "x");
        assert_reported(EIO, "no address of x");
        assert_string_equal(capture_text(handler), texts[i]);
        pylog_filter_unref(filters[i]);
    }
}

static void a_filter_of_a_logger_is_reported_on_stderr(void **state) {
    static int keeps = 1;
    (void)state;
    pylog_filter *filter = pylog_filter_new_callback(fail_and_return, &keeps, NULL);
    pylog_handler *handler = observed(pylog_handler_ref(capture_on(NULL, NULL)));
    pylog_logger_add_filter(NULL, filter);
    pylog_filter_unref(filter);
    capture_stderr_begin();
    pylog_error(pylog_get_logger(NULL), "x");
    char *text = capture_stderr_end();
    assert_int_equal(strncmp(text, "--- Logging error ---\nOSError: no address of x\n", 47), 0);
    free(text);
    assert_int_equal(reported.count, 0);
    assert_string_equal(capture_text(handler), "x\n");
}

static void a_filter_that_is_run_by_hand_is_not_reported(void **state) {
    static int drops = 0;
    (void)state;
    pylog_filter *filter = pylog_filter_new_callback(fail_and_return, &drops, NULL);
    struct pylog_record *record = pylog_logger_make_record(NULL, PYLOG_INFO, NULL, "x");
    capture_stderr_begin();
    assert_false(pylog_filter_filter(filter, record));
    char *text = capture_stderr_end();
    assert_string_equal(text, "");
    assert_string_equal(pylog_last_error(), "no address of x");
    free(text);
    pylog_record_free(record);
    pylog_filter_unref(filter);
}

/* ---- Formatters ------------------------------------------------------------------------------ */

static int fail_to_format(const struct pylog_record *record, pylog_buffer *out, void *data) {
    (void)out, (void)data;
    return pylog_fail(ERANGE, "%s is too loud", record->msg);
}

static int fail_to_format_message(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *out,
                                  void *data) {
    (void)formatter;
    fail_to_format(record, out, data);
    errno = 0;
    return -1;
}

static void a_formatter_says_why(void **state) {
    static const struct pylog_formatter_methods methods = { .format_message = fail_to_format_message };
    pylog_formatter *const formatters[] = { pylog_formatter_new_callback(fail_to_format, NULL, NULL),
                                            pylog_formatter_new_subclass(NULL, NULL, &methods) };
    for (size_t i = 0; i < 2; i++) {
        fixture_begin(state);
        pylog_handler *handler = observed(pylog_handler_ref(capture_on(NULL, NULL)));
        pylog_handler_set_formatter(handler, formatters[i]);
        pylog_error(pylog_get_logger(NULL), "x");
        assert_reported(ERANGE, "x is too loud");
        pylog_formatter_unref(formatters[i]);
    }
}

static int fail_to_begin(const struct pylog_record *const *records, size_t count, pylog_buffer *out, void *data) {
    (void)records, (void)out, (void)data;
    return pylog_fail(ERANGE, "no page for %zu", count);
}

static void a_buffering_formatter_gives_what_its_header_says(void **state) {
    (void)state;
    pylog_buffering_formatter *formatter = pylog_buffering_formatter_new(NULL);
    struct pylog_record *record = pylog_logger_make_record(NULL, PYLOG_INFO, NULL, "x");
    pylog_buffer *out = pylog_buffer_new();
    pylog_buffering_formatter_set_callbacks(formatter, fail_to_begin, NULL, NULL);
    const struct pylog_record *const records[] = { record };
    assert_int_equal(pylog_buffering_formatter_format(formatter, records, 1, out), -1);
    assert_string_equal(pylog_last_error(), "no page for 1");
    pylog_buffer_free(out);
    pylog_record_free(record);
    pylog_buffering_formatter_free(formatter);
}

/* ---- Namers and rotators --------------------------------------------------------------------- */

static int fail_to_name(const char *default_name, pylog_buffer *name, void *data) {
    (void)name, (void)data;
    pylog_fail(EXDEV, "no place for %s", strrchr(default_name, '/') + 1);
    errno = 0;
    return -1;
}

static int fail_to_rotate(const char *source, const char *dest, void *data) {
    (void)source, (void)data;
    pylog_fail(EXDEV, "no place for %s", strrchr(dest, '/') + 1);
    errno = 0;
    return -1;
}

static void a_namer_and_a_rotator_say_why(void **state) {
    const struct pylog_rotating_options options[] = {
        { .max_bytes = 1, .backup_count = 1, .namer = fail_to_name },
        { .max_bytes = 1, .backup_count = 1, .rotator = fail_to_rotate },
    };
    for (size_t i = 0; i < 2; i++) {
        fixture_begin(state);
        files_begin("failing");
        pylog_handler *handler = observed(pylog_rotating_file_handler_new("failing/log", &options[i]));
        pylog_error(pylog_get_logger(NULL), "first");
        assert_int_equal(reported.count, 0);
        pylog_error(pylog_get_logger(NULL), "second");
        assert_reported(EXDEV, "no place for log.1");
        files_assert("failing/log", "first\nsecond\n");
        pylog_fail(EIO, "something else");
        assert_int_equal(pylog_base_rotating_handler_do_rollover(handler), -1);
        assert_string_equal(pylog_last_error(), "no place for log.1");
        pylog_logger_remove_handler(NULL, handler);
        files_end("failing");
    }
}

/* ---- Factories ------------------------------------------------------------------------------- */

static pylog_handler *make_no_handler(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    pylog_fail(ENXIO, "the handler %d is missing", 5);
    errno = 0;
    return NULL;
}

static pylog_formatter *make_no_formatter(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    pylog_fail(ENXIO, "the formatter %d is missing", 5);
    return NULL;
}

static pylog_filter *make_no_filter(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    pylog_fail(ENXIO, "the filter %d is missing", 5);
    return NULL;
}

static void a_factory_says_why_its_configuration_is_refused(void **state) {
    static const struct {
        const char *json, *sentence;
    } rows[] = {
        { "{\"version\": 1, \"handlers\": {\"h\": {\"()\": \"my.Handler\"}}}",
          "handlers.h: Unable to configure handler 'h': the handler 5 is missing (line 1, column 34)" },
        { "{\"version\": 1, \"formatters\": {\"f\": {\"()\": \"my.Formatter\"}}}",
          "formatters.f: Unable to configure formatter 'f': the formatter 5 is missing (line 1, column 36)" },
        { "{\"version\": 1, \"filters\": {\"f\": {\"()\": \"my.Filter\"}}}",
          "filters.f: Unable to configure filter 'f': the filter 5 is missing (line 1, column 33)" },
    };
    (void)state;
    pylog_config_register_handler("my.Handler", make_no_handler, NULL);
    pylog_config_register_formatter("my.Formatter", make_no_formatter, NULL);
    pylog_config_register_filter("my.Filter", make_no_filter, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(pylog_dict_config(rows[i].json), -1);
        assert_int_equal(errno, ENXIO);
        assert_string_equal(pylog_last_error(), rows[i].sentence);
    }
    static const char ini[] = "[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n[logger_root]\n"
                              "handlers=h\n[handler_h]\nclass=my.Handler\nargs=()\n";
    assert_int_equal(pylog_file_config_text(ini, strlen(ini), NULL), -1);
    assert_int_equal(errno, ENXIO);
    assert_non_null(strstr(pylog_last_error(), "the handler 5 is missing"));
}

/* ---- What changes records -------------------------------------------------------------------- */

static void fail_to_fill(struct pylog_record *record, void *data) {
    (void)data;
    pylog_fail(EIO, "no host for %s", record->name);
}

static void assert_printed_and_logged(pylog_logger *logger) {
    pylog_handler *handler = capture_on(NULL, NULL);
    capture_stderr_begin();
    pylog_error(logger, "x");
    char *text = capture_stderr_end();
    static const char expected[] = "--- Logging error ---\nOSError: no host for app\n";
    assert_int_equal(strncmp(text, expected, sizeof expected - 1), 0);
    free(text);
    assert_string_equal(capture_text(handler), "x\n");
}

static void a_record_factory_is_reported_and_the_record_is_logged(void **state) {
    (void)state;
    pylog_set_log_record_factory(fail_to_fill, NULL);
    assert_printed_and_logged(pylog_get_logger("app"));
    assert_null(pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, NULL, "x"));
    assert_string_equal(pylog_last_error(), "no host for app");
    errno = 0;
    assert_null(pylog_make_log_record(NULL));
    assert_int_equal(errno, EIO);
}

static void an_adapter_is_reported_and_the_record_is_logged(void **state) {
    static const struct pylog_adapter_options options = { .process = fail_to_fill };
    (void)state;
    pylog_logger *adapter = pylog_logger_adapter_new(pylog_get_logger("app"), NULL, &options);
    assert_printed_and_logged(adapter);
    pylog_logger_adapter_free(adapter);
}

static const struct CMUnitTest tests[] = {
    TEST(it_sets_errno_class_and_sentence),
    TEST(the_format_is_that_of_a_log_call),
    TEST(a_wrong_format_is_told_instead),
    TEST(the_former_sentence_may_be_a_part_of_the_new_one),
    TEST(without_memory_it_fails_all_the_same),
    TEST(a_log_call_leaves_it_as_it_was),
    TEST(a_handler_says_why_whatever_errno_is_when_it_returns),
    TEST(the_report_on_stderr_has_the_sentence),
    TEST(a_reason_is_told_once),
    TEST(a_sentence_of_the_programs_is_not_taken_for_the_handlers),
    TEST(flushing_by_hand_gives_the_sentence),
    TEST(a_filter_is_reported_and_keeps_or_drops_as_it_returns),
    TEST(a_filter_of_a_logger_is_reported_on_stderr),
    TEST(a_filter_that_is_run_by_hand_is_not_reported),
    TEST(a_formatter_says_why),
    TEST(a_buffering_formatter_gives_what_its_header_says),
    TEST(a_namer_and_a_rotator_say_why),
    TEST(a_factory_says_why_its_configuration_is_refused),
    TEST(a_record_factory_is_reported_and_the_record_is_logged),
    TEST(an_adapter_is_reported_and_the_record_is_logged),
};
TEST_MAIN
