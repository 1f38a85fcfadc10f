/* Formatters, by the behaviour that CPython's own tests ask for: FormatterTest, BufferingFormatterTest,
 * ExceptionTest. The formats themselves, right and wrong, are rows of tests/conformance/tables/fields.txt. */
#include <capture.h>
#include <fixture.h>
#include <pylog.h>
#include <stdlib.h>
#include <string.h>

static pylog_buffer *out;
static struct pylog_record *record;

static int set_up(void) {
    out = pylog_buffer_new();
    record = pylog_logger_make_record(pylog_get_logger("formatter.test"), PYLOG_DEBUG, NULL,
                                      "Message with %d %s", 2, "placeholders");
    return 0;
}

static int tear_down(void) {
    pylog_record_free(record);
    pylog_buffer_free(out);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .tear_down = tear_down };

static pylog_formatter *new_formatter(char style, const char *format) {
    return pylog_formatter_new(format, &(struct pylog_formatter_options){ .style = style });
}

/* The text of the test's record, or NULL. */
static const char *formatted(pylog_formatter *formatter) {
    pylog_buffer_clear(out);
    int result = pylog_formatter_format(formatter, record, out);
    pylog_formatter_unref(formatter);
    return result ? NULL : pylog_buffer_data(out);
}

static void fields_stand_among_the_signs_of_other_styles(void **state) {
    (void)state;
    assert_string_equal(formatted(new_formatter('%', "${%(message)s}")), "${Message with 2 placeholders}");
    assert_string_equal(formatted(new_formatter('{', "$%{message}%$")), "$%Message with 2 placeholders%$");
    assert_string_equal(formatted(new_formatter('$', "$$%${message}%$$")), "$%Message with 2 placeholders%$");
    assert_string_equal(formatted(new_formatter('$', "$message")), "Message with 2 placeholders");
}

static void a_field_that_the_record_lacks_is_an_error(void **state) {
    static const struct {
        char style;
        const char *format;
    } rows[] = { { '%', "%(random)s" }, { '{', "{random}" }, { '$', "${random}" } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_null(formatted(new_formatter(rows[i].style, rows[i].format)));
        assert_int_equal(errno, EINVAL);
        assert_string_equal(pylog_last_error(), "Formatting field not found in record: 'random'");
    }
}

static void knows_whether_the_time_is_used(void **state) {
    static const struct {
        char style;
        const char *format;
        bool uses_time;
    } rows[] = {
        { '%', "%(random)s", false },    { '%', "%(asctime)s", true },  { '%', "%(asctime)-15s", true },
        { '%', "%(asctime)#15s", true }, { '{', "{message}", false },   { '{', "{asctime}", true },
        { '{', "{asctime!s:15}", true }, { '{', "{asctime:15}", true }, { '$', "${random}", false },
        { '$', "${asctime}", true },     { '$', "$asctime", true },     { '$', "${message}", false },
        { '$', "${asctime}--", true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pylog_formatter *formatter = new_formatter(rows[i].style, rows[i].format);
        if (!formatter || pylog_formatter_uses_time(formatter) != rows[i].uses_time)
            fail_msg("%s", rows[i].format);
        pylog_formatter_unref(formatter);
    }
}

static pylog_formatter *with_default(char style, const char *format, const char *key) {
    const struct pylog_field fields[] = { pylog_field_str(key, "Default"), pylog_field_none(NULL) };
    return pylog_formatter_new(format,
                               &(struct pylog_formatter_options){ .style = style, .defaults = fields });
}

static void defaults_are_used_where_the_record_has_no_value(void **state) {
    static const struct {
        char style;
        const char *format;
    } rows[] = { { '%', "%(custom)s %(message)s" },
                 { '{', "{custom} {message}" },
                 { '$', "$custom $message" } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(formatted(with_default(rows[i].style, rows[i].format, "custom")),
                            "Default Message with 2 placeholders");
        assert_null(formatted(new_formatter(rows[i].style, rows[i].format)));
    }
    pylog_record_set(record, pylog_field_int("custom", 1234));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(formatted(with_default(rows[i].style, rows[i].format, "custom")),
                            "1234 Message with 2 placeholders");
        assert_string_equal(formatted(with_default(rows[i].style, rows[i].format, "unused")),
                            "1234 Message with 2 placeholders");
    }
}

static void another_style_is_refused(void **state) {
    (void)state;
    assert_null(new_formatter('x', NULL));
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "Style must be one of: %,{,$");
}

static const char *time_text(pylog_formatter *formatter, const char *datefmt) {
    pylog_buffer_clear(out);
    assert_int_equal(pylog_formatter_format_time(formatter, record, datefmt, out), 0);
    return pylog_buffer_data(out);
}

static void time_is_printed_with_its_format_and_milliseconds(void **state) {
    pylog_formatter *formatter = pylog_formatter_new("%(asctime)s %(message)s", NULL);
    (void)state;
    record->created_ns = INT64_C(735379380123000000); /* 21 April 1993, 08:03 UTC */
    pylog_formatter_set_converter(formatter, PYLOG_GMTIME);
    assert_string_equal(time_text(formatter, NULL), "1993-04-21 08:03:00,123");
    assert_string_equal(time_text(formatter, "%Y:%d"), "1993:21");
    assert_int_equal(pylog_formatter_format(formatter, record, out), 0);
    struct pylog_field asctime;
    assert_int_equal(pylog_record_get(record, "asctime", &asctime), 0);
    assert_string_equal(asctime.value.s, "1993-04-21 08:03:00,123");
    pylog_formatter_unref(formatter);
}

static void without_a_milliseconds_format_there_are_none(void **state) {
    pylog_formatter *formatter = pylog_formatter_new(NULL, NULL);
    (void)state;
    record->created_ns = INT64_C(735379380123000000);
    pylog_formatter_set_converter(formatter, PYLOG_GMTIME);
    pylog_formatter_set_default_msec_format(formatter, NULL);
    pylog_formatter_set_default_time_format(formatter, "%d/%m/%Y %H:%M:%S");
    assert_string_equal(time_text(formatter, NULL), "21/04/1993 08:03:00");
    pylog_formatter_unref(formatter);
}

static void milliseconds_are_never_a_thousand(void **state) {
    (void)state;
    for (int64_t ns = 0; ns < 1000000000; ns += 499979) {
        record->created_ns = INT64_C(1677903920000000000) + ns;
        const char *text = formatted(new_formatter('{', "{msecs:03.0f}"));
        if (strlen(text) != 3)
            fail_msg("%lld ns: %s", (long long)record->created_ns, text);
    }
}

static void created_and_msecs_are_rounded_as_in_python(void **state) {
    static const struct {
        int64_t created_ns;
        double msecs;
    } rows[] = {
        { INT64_C(1677902297100000000), 100.0 },
        { INT64_C(1677903920999998503), 999.0 },
        { INT64_C(1677903920000998503), 0.0 },
        { INT64_C(1677903920999999900), 0.0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        record->created_ns = rows[i].created_ns;
        if (pylog_record_msecs(record) < rows[i].msecs || pylog_record_msecs(record) > rows[i].msecs)
            fail_msg("%lld: %f", (long long)rows[i].created_ns, pylog_record_msecs(record));
        assert_true(pylog_record_created(record) >= (double)rows[i].created_ns / 1e9);
        assert_true(pylog_record_created(record) <= (double)rows[i].created_ns / 1e9);
    }
}

static void relative_time_keeps_its_nanoseconds(void **state) {
    static const int64_t offsets[] = { 200, 500, 12354, 99999, INT64_C(1677903456999123456) };
    struct pylog_record *start = pylog_logger_make_record(NULL, PYLOG_INFO, NULL, "start");
    const double begin = pylog_record_relative_created(start);
    (void)state;
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        record->created_ns = start->created_ns + offsets[i];
        const double difference = pylog_record_relative_created(record) - begin - (double)offsets[i] / 1e6;
        if (difference > 0.0005 || difference < -0.0005)
            fail_msg("%lld ns: wrong by %f ms", (long long)offsets[i], difference);
    }
    pylog_record_free(start);
}

static int put_count_before(const struct pylog_record *const *records, size_t count, pylog_buffer *text,
                            void *data) {
    (void)records, (void)data;
    return pylog_buffer_printf(text, "[(%zu)", count);
}

static int put_count_after(const struct pylog_record *const *records, size_t count, pylog_buffer *text,
                           void *data) {
    (void)records, (void)data;
    return pylog_buffer_printf(text, "(%zu)]", count);
}

/* The text of the records `one` and `two`. */
static void assert_buffered(const char *expected, const char *line_format, bool framed) {
    struct pylog_record *one = pylog_make_log_record(PYLOG_FIELDS(pylog_field_str("msg", "one")));
    struct pylog_record *two = pylog_make_log_record(PYLOG_FIELDS(pylog_field_str("msg", "two")));
    const struct pylog_record *records[] = { one, two };
    pylog_formatter *lines = line_format ? pylog_formatter_new(line_format, NULL) : NULL;
    pylog_buffering_formatter *formatter = pylog_buffering_formatter_new(lines);
    if (framed)
        pylog_buffering_formatter_set_callbacks(formatter, put_count_before, put_count_after, NULL);
    assert_int_equal(pylog_buffering_formatter_format(formatter, records, 0, out), 0);
    assert_string_equal(pylog_buffer_data(out), "");
    assert_int_equal(pylog_buffering_formatter_format(formatter, records, 2, out), 0);
    assert_string_equal(pylog_buffer_data(out), expected);
    pylog_buffer_clear(out);
    pylog_buffering_formatter_free(formatter);
    pylog_formatter_unref(lines);
    pylog_record_free(one);
    pylog_record_free(two);
}

static void buffered_records_follow_each_other(void **state) {
    (void)state;
    assert_buffered("onetwo", NULL, false);
    assert_buffered("<one><two>", "<%(message)s>", false);
}

static void buffered_records_stand_between_header_and_footer(void **state) {
    (void)state;
    assert_buffered("[(2)onetwo(2)]", NULL, true);
    assert_buffered("[(2)<one><two>(2)]", "<%(message)s>", true);
}

static void error_and_stack_come_below_the_message_in_this_order(void **state) {
    const struct pylog_exc_info info = { .type = "RuntimeError", .message = "deliberate mistake" };
    pylog_handler *seen = capture_on(NULL, NULL);
    (void)state;
    pylog_log_with(NULL, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &info, .stack_info = true },
                   "failed");
    const char *expected = "failed\nRuntimeError: deliberate mistake\nStack (most recent call last):\n";
    assert_memory_equal(capture_text(seen), expected, strlen(expected));
    assert_memory_equal(capture_last(seen)->stack_info, "Stack (most recent call last):\n", 31);
    assert_string_equal(capture_last(seen)->exc_info->message, "deliberate mistake");
}

static const struct CMUnitTest tests[] = {
    TEST(fields_stand_among_the_signs_of_other_styles),
    TEST(a_field_that_the_record_lacks_is_an_error),
    TEST(knows_whether_the_time_is_used),
    TEST(defaults_are_used_where_the_record_has_no_value),
    TEST(another_style_is_refused),
    TEST(time_is_printed_with_its_format_and_milliseconds),
    TEST(without_a_milliseconds_format_there_are_none),
    TEST(milliseconds_are_never_a_thousand),
    TEST(created_and_msecs_are_rounded_as_in_python),
    TEST(relative_time_keeps_its_nanoseconds),
    TEST(buffered_records_follow_each_other),
    TEST(buffered_records_stand_between_header_and_footer),
    TEST(error_and_stack_come_below_the_message_in_this_order),
};
TEST_MAIN
