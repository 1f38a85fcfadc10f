/* Formatters: what is made of bad input, and what is kept from one to the next. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <errno.h>
#include <fixture.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>

static struct pylog_record *record;
static pylog_buffer *out;

static int set_up(void) {
    record = pylog_logger_make_record(pylog_get_logger("app"), PYLOG_INFO, NULL, "hello");
    record->created_ns = 1700000000123456789;
    out = pylog_buffer_new();
    return 0;
}

static int tear_down(void) {
    pylog_record_free(record);
    pylog_buffer_free(out);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .tear_down = tear_down };

/* The text of the record, by a formatter that is then given up. */
static const char *format_by(pylog_formatter *formatter) {
    assert_non_null(formatter);
    pylog_buffer_clear(out);
    int result = pylog_formatter_format(formatter, record, out);
    pylog_formatter_unref(formatter);
    return result ? NULL : pylog_buffer_data(out);
}

static pylog_formatter *make(const char *fmt, const struct pylog_formatter_options *options) {
    pylog_formatter *formatter = pylog_formatter_new(fmt, options);
    if (formatter)
        pylog_formatter_set_converter(formatter, PYLOG_GMTIME);
    return formatter;
}

/* ---- Formats ---- */

static void without_a_format_it_is_the_message(void **state) {
    (void)state;
    assert_string_equal(format_by(make(NULL, NULL)), "hello");
    assert_string_equal(format_by(make("", NULL)), "hello");
    assert_string_equal(format_by(make(NULL, &(struct pylog_formatter_options){ .style = '{' })), "hello");
}

static void the_default_formatter_is_null(void **state) {
    (void)state;
    assert_int_equal(pylog_formatter_format(NULL, record, out), 0);
    assert_string_equal(pylog_buffer_data(out), "hello");
    assert_false(pylog_formatter_uses_time(NULL));
    assert_null(pylog_formatter_ref(NULL));
    pylog_formatter_unref(NULL);
}

static void a_wrong_style_or_format_is_refused(void **state) {
    static const struct {
        const char *fmt;
        char style;
        const char *sentence;
    } rows[] = {
        { "x", '%', "Invalid format 'x' for '%' style" },
        { "%(message)s", '?', "Style must be one of: %,{,$" },
        { "no field", '{', "invalid format: no fields" },
        { "no field", '$', "invalid format: no fields" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        errno = 0;
        assert_null(
            pylog_formatter_new(rows[i].fmt, &(struct pylog_formatter_options){ .style = rows[i].style }));
        assert_int_equal(errno, EINVAL);
        assert_string_equal(pylog_last_error(), rows[i].sentence);
    }
}

static void an_unchecked_format_fails_when_it_is_used(void **state) {
    (void)state;
    struct pylog_formatter_options options = { .no_validate = true };
    assert_string_equal(format_by(make("no field", &options)), "no field");
    assert_null(format_by(make("%(message)", &options)));
    assert_int_equal(errno, EINVAL);
    assert_null(format_by(make("%(nope)s", &options)));
    assert_string_equal(pylog_last_error(), "Formatting field not found in record: 'nope'");
    assert_int_equal(pylog_buffer_length(out), 0);
}

static void huge_widths_are_filled(void **state) {
    (void)state;
    const char *text = format_by(make("%(message)60000s|%(lineno)05000d", NULL));
    assert_int_equal(strlen(text), 60000 + 1 + 5000);
    assert_string_equal(text + strlen(text) - 4, "0000");
    text = format_by(make("{message:*^65001}", &(struct pylog_formatter_options){ .style = '{' }));
    assert_int_equal(strlen(text), 65001);
    assert_memory_equal(text + 32498, "hello", 5);
}

static void a_format_of_a_megabyte_is_taken(void **state) {
    char *fmt = malloc(1000 * 1000 + 16);
    (void)state;
    assert_non_null(fmt);
    memset(fmt, 'x', 1000 * 1000);
    memcpy(fmt + 1000 * 1000, "%(message)s", sizeof "%(message)s");
    assert_int_equal(strlen(format_by(make(fmt, NULL))), 1000 * 1000 + 5);
    free(fmt);
}

static void defaults_stand_in_for_what_the_record_lacks(void **state) {
    (void)state;
    char key[] = "user";
    struct pylog_formatter_options options = {
        .defaults = PYLOG_FIELDS(pylog_field_str(key, "nobody"), pylog_field_int("message", 7), pylog_field_float("share", 0.5))
    };
    pylog_formatter *formatter = make("%(user)s %(message)s %(share).2f", &options);
    key[0] = 'X';
    assert_string_equal(format_by(pylog_formatter_ref(formatter)), "nobody hello 0.50");
    pylog_record_set(record, pylog_field_str("user", "ann"));
    assert_string_equal(format_by(formatter), "ann hello 0.50");
}

static void invalid_utf_8_is_passed_on_and_counted_by_bytes(void **state) {
    (void)state;
    pylog_record_set(record, pylog_field_str("msg", "a\xFF\xC3\xA9"));
    assert_string_equal(format_by(make("%(message)5s|%(message).2s", NULL)), "  a\xFF\xC3\xA9|a\xFF");
}

/* ---- Formatters in C ---- */

static int shout(const struct pylog_record *from, pylog_buffer *to, void *data) {
    ++*(int *)data;
    return pylog_buffer_printf(to, "%s!", pylog_record_message(from, NULL));
}

static void count(void *data) {
    *(int *)data += 100;
}

static void a_function_is_a_formatter(void **state) {
    int calls = 0;
    (void)state;
    pylog_formatter *formatter = pylog_formatter_new_callback(shout, &calls, count);
    assert_ptr_equal(pylog_formatter_ref(formatter), formatter);
    pylog_formatter_unref(formatter);
    assert_string_equal(format_by(formatter), "hello!");
    assert_int_equal(calls, 101);
    assert_null(pylog_formatter_new_callback(NULL, NULL, NULL));
    assert_int_equal(errno, EINVAL);
}

static int fail_half_way(const struct pylog_record *from, pylog_buffer *to, void *data) {
    (void)from, (void)data;
    pylog_buffer_append(to, "half", 4);
    errno = EDOM;
    return -1;
}

static void what_a_failing_function_has_appended_is_taken_back(void **state) {
    (void)state;
    pylog_formatter *formatter = pylog_formatter_new_callback(fail_half_way, NULL, NULL);
    pylog_buffer_append(out, "before", 6);
    assert_int_equal(pylog_formatter_format(formatter, record, out), -1);
    assert_int_equal(errno, EDOM);
    assert_string_equal(pylog_buffer_data(out), "before");
    pylog_formatter_unref(formatter);
}

static int wrap(const struct pylog_record *from, pylog_buffer *to, void *inner) {
    pylog_buffer_append(to, "[", 1);
    if (pylog_formatter_format(inner, from, to))
        return -1;
    return pylog_buffer_append(to, "]", 1);
}

static void a_function_may_call_another_formatter(void **state) {
    (void)state;
    pylog_formatter *inner = make("%(levelname)s %(message)s", NULL);
    assert_string_equal(format_by(pylog_formatter_new_callback(wrap, inner, NULL)), "[INFO hello]");
    pylog_formatter_unref(inner);
}

/* ---- Time ---- */

static void a_rendered_second_is_not_that_of_another_format(void **state) {
    (void)state;
    pylog_formatter *day = make("%(asctime)s", &(struct pylog_formatter_options){ .datefmt = "%d" });
    pylog_formatter *hour = make("%(asctime)s", &(struct pylog_formatter_options){ .datefmt = "%H" });
    pylog_formatter *whole = make("%(asctime)s", NULL);
    for (int i = 0; i < 3; i++) {
        record->created_ns = (1700000000 + i * 3600) * 1000000000LL + 7000000;
        char hours[3] = { '2', (char)('2' + i % 2), '\0' };
        if (i == 2)
            memcpy(hours, "00", 2);
        assert_string_equal(format_by(pylog_formatter_ref(hour)), hours);
        assert_string_equal(format_by(pylog_formatter_ref(day)), i == 2 ? "15" : "14");
        assert_string_equal(format_by(pylog_formatter_ref(whole)) + 11 + 2 + 6, ",007");
    }
    pylog_formatter_unref(day);
    pylog_formatter_unref(hour);
    pylog_formatter_unref(whole);
}

static void a_changed_setting_renders_the_second_anew(void **state) {
    (void)state;
    pylog_formatter *formatter = make("%(asctime)s", NULL);
    assert_string_equal(format_by(pylog_formatter_ref(formatter)), "2023-11-14 22:13:20,123");
    pylog_formatter_set_default_time_format(formatter, "%H:%M");
    assert_string_equal(format_by(pylog_formatter_ref(formatter)), "22:13,123");
    pylog_formatter_set_default_msec_format(formatter, "%s.%03d!");
    assert_string_equal(format_by(pylog_formatter_ref(formatter)), "22:13.123!");
    assert_int_equal(pylog_formatter_set_default_msec_format(formatter, ""), 0);
    assert_string_equal(format_by(pylog_formatter_ref(formatter)), "22:13");
    pylog_formatter_set_default_msec_format(formatter, NULL);
    assert_string_equal(format_by(formatter), "22:13");
}

static void a_wrong_milliseconds_format_is_refused(void **state) {
    static const char *const wrong[] = { "%s",     "%d",  "%d %s", "%s %d %d", "%s %s",
                                         "%n%s%d", "%s%", "%s %f", " " };
    (void)state;
    pylog_formatter *formatter = make("%(asctime)s", NULL);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        errno = 0;
        if (pylog_formatter_set_default_msec_format(formatter, wrong[i]) != -1 || errno != EINVAL)
            fail_msg("%s", wrong[i]);
    }
    assert_int_equal(pylog_formatter_set_default_time_format(formatter, NULL), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(format_by(formatter), "2023-11-14 22:13:20,123");
}

static void a_time_that_no_calendar_has_is_an_error_or_a_text(void **state) {
    static const double times[] = { -1.5, 1e18, -1e18, 1e300, -1e300 };
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        pylog_record_set(record, pylog_field_float("created", times[i]));
        const char *text = format_by(make("%(asctime)s", NULL));
        assert_true(text ? *text != '\0' : errno == EOVERFLOW || errno == EINVAL);
    }
    record->created_ns = INT64_MIN;
    format_by(make("%(asctime)s", NULL));
    record->created_ns = INT64_MAX;
    format_by(make("%(asctime)s", NULL));
}

static void time_is_used_if_the_format_has_it(void **state) {
    static const struct {
        const char *fmt;
        char style;
        bool uses;
    } rows[] = { { "%(asctime)s", '%', true }, { "%(message)s", '%', false }, { "{asctime:>30}", '{', true },
                 { "{message}", '{', false },  { "$asctime", '$', true },     { "${asctime}", '$', true },
                 { "$message", '$', false } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pylog_formatter *formatter =
            make(rows[i].fmt, &(struct pylog_formatter_options){ .style = rows[i].style });
        if (pylog_formatter_uses_time(formatter) != rows[i].uses)
            fail_msg("%s", rows[i].fmt);
        pylog_formatter_unref(formatter);
    }
}

/* ---- Exceptions and stacks ---- */

static void the_text_of_an_exception_is_worked_out_by_the_first_formatter(void **state) {
    struct pylog_exc_info error = { "TypeError", "wrong", NULL };
    struct pylog_field text;
    (void)state;
    pylog_record_free(record);
    record = pylog_logger_make_record(NULL, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &error }, "x");
    assert_string_equal(format_by(make("%(message)s", NULL)), "x\nTypeError: wrong");
    assert_int_equal(pylog_record_get(record, "exc_text", &text), 0);
    assert_string_equal(text.value.s, "TypeError: wrong");
    pylog_record_set(record, pylog_field_str("exc_text", "cached"));
    assert_string_equal(format_by(make("%(message)s", NULL)), "x\ncached");
    pylog_record_set(record, pylog_field_none("exc_text"));
    assert_string_equal(format_by(make("%(message)s", NULL)), "x\nTypeError: wrong");
}

static void exceptions_of_every_shape_have_a_text(void **state) {
    static const struct {
        struct pylog_exc_info info;
        const char *text;
    } rows[] = {
        { { "E", "m", "T" }, "T\nE: m" },
        { { "E", "m", "T\n" }, "T\nE: m" },
        { { "E", NULL, NULL }, "E" },
        { { "E", "", "" }, "E" },
        { { NULL, NULL, NULL }, "NoneType: None" },
        { { NULL, "m", NULL }, "NoneType: None" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pylog_buffer_clear(out);
        assert_int_equal(pylog_formatter_format_exception(NULL, &rows[i].info, out), 0);
        assert_string_equal(pylog_buffer_data(out), rows[i].text);
    }
    pylog_buffer_clear(out);
    pylog_formatter_format_exception(NULL, NULL, out);
    assert_string_equal(pylog_buffer_data(out), "NoneType: None");
}

static void a_stack_is_its_own_text(void **state) {
    (void)state;
    pylog_formatter_format_stack(NULL, "Stack\n  here", out);
    pylog_formatter_format_stack(NULL, NULL, out);
    assert_string_equal(pylog_buffer_data(out), "Stack\n  here");
}

/* ---- Many records ---- */

static int fail_header(const struct pylog_record *const *records, size_t n, pylog_buffer *to, void *data) {
    (void)records, (void)n, (void)to, (void)data;
    errno = EDOM;
    return -1;
}

static void a_failing_header_is_the_callers(void **state) {
    (void)state;
    const struct pylog_record *records[] = { record };
    pylog_buffering_formatter *formatter = pylog_buffering_formatter_new(NULL);
    pylog_buffering_formatter_set_callbacks(formatter, fail_header, NULL, NULL);
    assert_int_equal(pylog_buffering_formatter_format(formatter, records, 1, out), -1);
    assert_int_equal(errno, EDOM);
    assert_int_equal(pylog_buffering_formatter_format(formatter, NULL, 0, out), 0);
    assert_int_equal(pylog_buffer_length(out), 0);
    pylog_buffering_formatter_free(formatter);
    pylog_buffering_formatter_free(NULL);
}

static void widths_have_a_limit(void **state) {
    static const struct {
        const char *fmt;
        char style;
        bool taken;
    } rows[] = {
        { "%(message)65536s", '%', true },
        { "%(message)65537s", '%', false },
        { "%(message)300000000s", '%', false },
        { "%(message)-300000000s", '%', false },
        { "%(lineno).300000000d", '%', false },
        { "%(message).300000000s", '%', true },
        { "%(message)40000s%(message)40000s", '%', false },
        { "{message:>65536}", '{', true },
        { "{message:>300000000}", '{', false },
        { "{lineno:0300000000d}", '{', false },
        { "{created:.300000000f}", '{', false },
        { "{message:{lineno}}{message:{lineno}}", '{', true },
        { "${message}", '$', true },
    };
    int failures = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pylog_formatter *made =
            pylog_formatter_new(rows[i].fmt, &(struct pylog_formatter_options){ .style = rows[i].style });
        failures += rows[i].taken != (made != NULL);
        if (rows[i].taken != (made != NULL))
            print_error("%s is %s\n", rows[i].fmt, made ? "taken" : pylog_last_error());
        pylog_formatter_unref(made);
    }
    assert_int_equal(failures, 0);
    assert_null(pylog_formatter_new("%(message)65537s", NULL));
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "the widths of a format may come to 65536 at the most");
    pylog_formatter *made = pylog_formatter_new("%(asctime)s", NULL);
    assert_int_equal(pylog_formatter_set_default_msec_format(made, "%s%65536d"), 0);
    assert_int_equal(pylog_formatter_set_default_msec_format(made, "%s%300000000d"), -1);
    assert_int_equal(pylog_formatter_set_default_msec_format(made, "%s%.300000000d"), -1);
    assert_int_equal(pylog_formatter_set_default_msec_format(made, "%99999999999999999999999s%d"), -1);
    pylog_formatter_unref(made);
}

static void a_width_from_a_field_has_a_limit_when_it_is_used(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    const struct pylog_formatter_options options = { .style = '{', .no_validate = true };
    pylog_formatter *made = pylog_formatter_new("{message:9{lineno}0000000}", &options);
    assert_non_null(made);
    assert_int_equal(pylog_handler_set_formatter(capture, made), 0);
    pylog_formatter_unref(made);
    capture_stderr_begin();
    pylog_error(NULL, "x");
    char *report = capture_stderr_end();
    assert_non_null(strstr(report, "ValueError: a width from a field may be 4096 at the most"));
    free(report);
    assert_int_equal(capture_count(capture), 0);
}

static const struct CMUnitTest tests[] = {
    TEST(without_a_format_it_is_the_message),
    TEST(the_default_formatter_is_null),
    TEST(a_wrong_style_or_format_is_refused),
    TEST(an_unchecked_format_fails_when_it_is_used),
    TEST(huge_widths_are_filled),
    TEST(a_format_of_a_megabyte_is_taken),
    TEST(defaults_stand_in_for_what_the_record_lacks),
    TEST(invalid_utf_8_is_passed_on_and_counted_by_bytes),
    TEST(a_function_is_a_formatter),
    TEST(what_a_failing_function_has_appended_is_taken_back),
    TEST(a_function_may_call_another_formatter),
    TEST(a_rendered_second_is_not_that_of_another_format),
    TEST(a_changed_setting_renders_the_second_anew),
    TEST(a_wrong_milliseconds_format_is_refused),
    TEST(a_time_that_no_calendar_has_is_an_error_or_a_text),
    TEST(time_is_used_if_the_format_has_it),
    TEST(the_text_of_an_exception_is_worked_out_by_the_first_formatter),
    TEST(exceptions_of_every_shape_have_a_text),
    TEST(a_stack_is_its_own_text),
    TEST(a_failing_header_is_the_callers),
    TEST(widths_have_a_limit),
    TEST(a_width_from_a_field_has_a_limit_when_it_is_used),
};
TEST_MAIN
