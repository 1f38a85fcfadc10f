/* The base of all handlers: levels, filters, formatters, names, repr, statistics, closing. */
#include <capture.h>
#include <fixture.h>
#include <handler_names.h>
#include <failing_allocator.h>
#include <errno.h>
#include <limits.h>
#include <parallel.h>
#include <pylog.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct fixture fixture;

static pylog_logger *root(void) {
    return pylog_get_logger(NULL);
}

static int drop(struct pylog_record *record, void *data) {
    (void)record;
    ++*(int *)data;
    return 0;
}

static struct pylog_handler_stats stats_of(const pylog_handler *handler) {
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    return stats;
}

/* ---- Making ---- */

static int accept(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    return 0;
}

static void a_handler_needs_operations_a_name_and_a_way_to_write(void **state) {
    static const struct pylog_handler_ops nameless = { .emit = accept }, idle = { .name = "Idle" };
    (void)state;
    assert_null(pylog_handler_new(NULL, NULL));
    assert_null(pylog_handler_new(&nameless, NULL));
    assert_null(pylog_handler_new(&idle, NULL));
    assert_int_equal(errno, EINVAL);
    assert_string_not_equal(pylog_last_error(), "");
}

static void it_knows_its_operations_and_data(void **state) {
    static const struct pylog_handler_ops accepting = { .name = "Accepting", .emit = accept };
    int mine;
    (void)state;
    pylog_handler *handler = pylog_handler_new(&accepting, &mine);
    assert_ptr_equal(pylog_handler_operations(handler), &accepting);
    assert_ptr_equal(pylog_handler_data(handler), &mine);
    assert_ptr_equal(pylog_handler_ref(handler), handler);
    pylog_handler_unref(handler);
    pylog_handler_unref(handler);
    assert_null(pylog_handler_ref(NULL));
    pylog_handler_unref(NULL);
}

/* ---- Levels and filters ---- */

static void records_below_its_level_are_left_out(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, "%(levelno)s");
    assert_int_equal(pylog_handler_level(capture), PYLOG_NOTSET);
    pylog_handler_set_level(capture, PYLOG_ERROR);
    pylog_warning(root(), "x");
    pylog_error(root(), "x");
    pylog_handler_set_level(capture, INT_MAX);
    pylog_critical(root(), "x");
    pylog_log(root(), INT_MAX, "x");
    assert_string_equal(capture_text(capture), "40\n2147483647\n");
}

static void handle_tells_whether_the_filters_let_it_pass(void **state) {
    int calls = 0;
    (void)state;
    pylog_handler *capture = capture_new(NULL);
    pylog_handler_set_level(capture, PYLOG_CRITICAL);
    struct pylog_record *record = pylog_logger_make_record(NULL, PYLOG_INFO, NULL, "x");
    assert_true(pylog_handler_handle(capture, record));
    pylog_filter *filter = pylog_filter_new_callback(drop, &calls, NULL);
    pylog_handler_add_filter(capture, filter);
    pylog_handler_add_filter(capture, filter);
    assert_false(pylog_handler_handle(capture, record));
    assert_false(pylog_handler_filter(capture, record));
    assert_int_equal(calls, 2);
    assert_int_equal(pylog_handler_emit(capture, record), 0);
    pylog_handler_remove_filter(capture, filter);
    assert_true(pylog_handler_handle(capture, record));
    assert_int_equal(capture_count(capture), 3);
    pylog_filter_unref(filter);
    pylog_record_free(record);
    pylog_handler_unref(capture);
}

static void null_is_no_filter(void **state) {
    (void)state;
    pylog_handler *handler = pylog_null_handler_new();
    assert_int_equal(pylog_handler_add_filter(handler, NULL), -1);
    assert_int_equal(pylog_handler_remove_filter(handler, NULL), -1);
    assert_int_equal(errno, EINVAL);
    pylog_handler_unref(handler);
}

/* ---- The text ---- */

static void the_formatter_can_be_changed_and_asked_for(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    assert_null(pylog_handler_formatter(capture));
    pylog_formatter *formatter = pylog_formatter_new("<%(message)s>", NULL);
    pylog_handler_set_formatter(capture, formatter);
    pylog_formatter *got = pylog_handler_formatter(capture);
    assert_ptr_equal(got, formatter);
    pylog_formatter_unref(got);
    pylog_formatter_unref(formatter);
    pylog_error(root(), "x");
    pylog_handler_set_formatter(capture, NULL);
    pylog_error(root(), "y");
    assert_string_equal(capture_text(capture), "<x>\ny\n");
}

static void a_wrong_format_is_refused_and_the_old_one_stays(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, "<%(message)s>");
    assert_int_equal(pylog_handler_set_format(capture, "no field", NULL), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "Invalid format 'no field' for '%' style");
    pylog_error(root(), "x");
    assert_string_equal(capture_text(capture), "<x>\n");
    assert_int_equal(pylog_handler_set_format(capture, NULL, NULL), 0);
}

static void the_terminator_can_be_anything(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    pylog_handler_set_terminator(capture, "");
    pylog_error(root(), "a");
    pylog_handler_set_terminator(capture, "\r\n--\r\n");
    pylog_error(root(), "b");
    pylog_handler_set_terminator(capture, NULL);
    pylog_error(root(), "c");
    assert_string_equal(capture_text(capture), "ab\r\n--\r\nc\n");
}

static void the_encoding_is_that_of_text_and_terminator(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    pylog_handler_set_encoding(capture, "utf-16-be", NULL);
    pylog_error(root(), "\xC3\xA9");
    assert_memory_equal(capture_text(capture), "\0\xE9\0\n", 4);
    capture_clear(capture);
    assert_int_equal(pylog_handler_set_encoding(capture, "ascii", "backslashreplace"), 0);
    pylog_error(root(), "\xC3\xA9");
    assert_string_equal(capture_text(capture), "\\xe9\n");
    assert_int_equal(pylog_handler_set_encoding(capture, "nope", NULL), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(pylog_handler_set_encoding(capture, NULL, NULL), 0);
    capture_clear(capture);
    pylog_error(root(), "\xFF");
    assert_string_equal(capture_text(capture), "\xFF\n");
}

static void format_appends_the_text_without_the_terminator(void **state) {
    (void)state;
    pylog_handler *capture = capture_new("<%(message)s>");
    struct pylog_record *record = pylog_logger_make_record(NULL, PYLOG_INFO, NULL, "x");
    pylog_buffer *out = pylog_buffer_new();
    pylog_buffer_append(out, "before ", 7);
    assert_int_equal(pylog_handler_format(capture, record, out), 0);
    assert_string_equal(pylog_buffer_data(out), "before <x>");
    pylog_handler_set_format(capture, "%(nope)s", NULL);
    assert_int_equal(pylog_handler_format(capture, record, out), -1);
    assert_string_equal(pylog_buffer_data(out), "before <x>");
    pylog_buffer_free(out);
    pylog_record_free(record);
    pylog_handler_unref(capture);
}

/* ---- Names and repr ---- */

static void the_last_one_to_take_a_name_has_it(void **state) {
    const char *names[4];
    (void)state;
    pylog_handler *one = capture_new(NULL), *two = capture_new(NULL);
    char name[] = "mine";
    pylog_handler_set_name(one, name);
    name[0] = 'X';
    assert_string_equal(name_of_handler(one), "mine");
    assert_int_equal(names_of_handlers(names, 4), 1);
    assert_string_equal(names[0], "mine");
    pylog_handler_set_name(two, "mine");
    pylog_handler *got = pylog_get_handler_by_name("mine");
    assert_ptr_equal(got, two);
    pylog_handler_unref(got);
    pylog_handler_close(two);
    assert_null(pylog_get_handler_by_name("mine"));
    assert_null(pylog_get_handler_by_name(NULL));
    pylog_handler_set_name(two, NULL);
    assert_null(name_of_handler(two));
    assert_int_equal(names_of_handlers(NULL, 0), 0);
    pylog_handler_unref(one);
    pylog_handler_unref(two);
}

static size_t describe_at_length(const pylog_handler *handler, char *buffer, size_t size) {
    (void)handler;
    int length = snprintf(buffer, size, "%0*d", 1000, 7);
    return (size_t)length;
}

static void a_repr_has_class_description_and_level(void **state) {
    static const struct pylog_handler_ops described = { .name = "Described",
                                                        .emit = accept,
                                                        .describe = describe_at_length };
    char repr[2000];
    (void)state;
    pylog_handler *handler = pylog_null_handler_new();
    assert_int_equal(pylog_handler_repr(handler, repr, sizeof repr), 22);
    assert_string_equal(repr, "<NullHandler (NOTSET)>");
    pylog_handler_set_level(handler, 15);
    pylog_handler_repr(handler, repr, sizeof repr);
    assert_string_equal(repr, "<NullHandler (Level 15)>");
    assert_int_equal(pylog_handler_repr(handler, repr, 3), 24);
    assert_string_equal(repr, "<N");
    pylog_handler_unref(handler);
    handler = pylog_handler_new(&described, NULL);
    assert_int_equal(pylog_handler_repr(handler, repr, sizeof repr), strlen("<Described  (NOTSET)>") + 1000);
    assert_string_equal(repr + 1000, "00000000007 (NOTSET)>");
    pylog_handler_unref(handler);
}

/* ---- Closing, flushing, counting ---- */

static void a_closed_handler_gets_no_more_records_unless_it_reopens(void **state) {
    (void)state;
    pylog_handler *reopens = capture_on(NULL, NULL);
    pylog_handler_close(reopens);
    pylog_handler_close(reopens);
    assert_int_equal(capture_closes(reopens), 1);
    pylog_error(root(), "x");
    assert_string_equal(capture_text(reopens), "x\n");
    pylog_handler_close(reopens);
    assert_int_equal(capture_closes(reopens), 2);
}

static int write_nowhere(pylog_handler *handler, const struct pylog_record *record, const char *text,
                         size_t length) {
    (void)handler, (void)record, (void)text, (void)length;
    return 0;
}

static void close_nowhere(pylog_handler *handler) {
    (void)handler;
}

/* The format would fail, and be counted as an error. */
static void nothing_is_formatted_for_a_closed_handler(void **state) {
    (void)state;
    static const struct pylog_handler_ops ops = { .name = "Nowhere", .write = write_nowhere, .close = close_nowhere };
    pylog_handler *handler = pylog_handler_new(&ops, NULL);
    struct pylog_handler_stats stats;
    pylog_handler_set_format(handler, "%(missing)s", NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_close(handler);
    pylog_error(root(), "x");
    pylog_handler_get_stats(handler, &stats);
    assert_int_equal(stats.dropped, 1);
    assert_int_equal(stats.errors, 0);
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
}

static void a_handler_without_close_goes_on(void **state) {
    static const struct pylog_handler_ops accepting = { .name = "Accepting", .emit = accept };
    (void)state;
    pylog_handler *handler = pylog_handler_new(&accepting, NULL);
    pylog_logger_add_handler(NULL, handler);
    pylog_handler_unref(handler);
    pylog_handler_close(handler);
    pylog_error(root(), "x");
    assert_int_equal(stats_of(handler).emitted, 1);
}

static void flushing_tells_what_went_wrong(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    assert_int_equal(pylog_handler_flush(capture), 0);
    capture_fail_flush(capture, ENOSPC);
    assert_int_equal(pylog_handler_flush(capture), -1);
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(capture_flushes(capture), 2);
    pylog_handler *nothing = pylog_null_handler_new();
    assert_int_equal(pylog_handler_flush(nothing), 0);
    pylog_handler_unref(nothing);
    capture_fail_flush(capture, 0);
}

static void statistics_count_what_became_of_each_record(void **state) {
    (void)state;
    pylog_handler *capture = capture_on(NULL, NULL);
    pylog_set_raise_exceptions(false);
    pylog_error(root(), "x");
    capture_fail_write(capture, EIO);
    pylog_error(root(), "y");
    pylog_handler_count_dropped(capture, 7);
    pylog_handler_count_reconnect(capture);
    struct pylog_handler_stats stats = stats_of(capture);
    assert_int_equal(stats.emitted, 1);
    assert_int_equal(stats.errors, 1);
    assert_int_equal(stats.dropped, 7);
    assert_int_equal(stats.reconnects, 1);
}

static struct {
    size_t writes, emits;
    const struct pylog_record *record;
} got;

static int get_text(pylog_handler *handler, const struct pylog_record *record, const char *text,
                    size_t length) {
    (void)handler, (void)record;
    got.writes += length == 2 && memcmp(text, "x\n", 2) == 0;
    return 0;
}

static int get_record(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    got.emits++;
    got.record = record;
    return 0;
}

static void a_handler_gets_the_text_or_the_record(void **state) {
    static const struct pylog_handler_ops writing = { .name = "Writing", .write = get_text };
    static const struct pylog_handler_ops emitting = { .name = "Emitting", .emit = get_record };
    (void)state;
    memset(&got, 0, sizeof got);
    struct pylog_record *record = pylog_logger_make_record(NULL, PYLOG_INFO, NULL, "x");
    pylog_handler *writer = pylog_handler_new(&writing, NULL), *emitter = pylog_handler_new(&emitting, NULL);
    pylog_handler_handle(writer, record);
    pylog_handler_handle(emitter, record);
    assert_int_equal(got.writes, 1);
    assert_int_equal(got.emits, 1);
    assert_ptr_equal(got.record, record);
    pylog_handler_unref(writer);
    pylog_handler_unref(emitter);
    pylog_record_free(record);
}

static void a_name_is_copied_as_far_as_the_buffer_goes(void **state) {
    (void)state;
    static const struct {
        size_t size;
        const char *expected;
    } rows[] = { { 6, "first" }, { 5, "firs" }, { 2, "f" }, { 1, "" } };
    pylog_handler *handler = pylog_null_handler_new();
    char buffer[8] = "none";
    assert_int_equal(pylog_handler_name(handler, buffer, sizeof buffer), 0);
    assert_string_equal(buffer, "");
    pylog_handler_set_name(handler, "first");
    assert_int_equal(pylog_handler_name(handler, NULL, 0), 5);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        memset(buffer, '?', sizeof buffer);
        assert_int_equal(pylog_handler_name(handler, buffer, rows[i].size), 5);
        assert_string_equal(buffer, rows[i].expected);
        assert_int_equal(buffer[rows[i].size], '?');
    }
    pylog_handler_unref(handler);
}

/* The newest comes first, which the header does not promise. */
static void names_stand_one_behind_the_other_as_far_as_the_buffer_goes(void **state) {
    (void)state;
    static const struct {
        size_t size;
        const char *expected;
    } rows[] = {
        { 10, "four\0one\0??" }, { 9, "four\0one\0??" }, { 8, "four\0on\0???" },
        { 6, "four\0\0?????" },  { 5, "four\0??????" },  { 3, "fo\0????????" },
    };
    pylog_handler *one = pylog_null_handler_new(), *nameless = pylog_null_handler_new(),
                  *four = pylog_null_handler_new();
    pylog_handler_set_name(one, "one");
    pylog_handler_set_name(four, "four");
    pylog_handler_set_name(nameless, "");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char buffer[] = "???????????";
        assert_int_equal(pylog_get_handler_names(buffer, rows[i].size), 9);
        assert_memory_equal(buffer, rows[i].expected, 11);
    }
    pylog_handler_unref(one);
    pylog_handler_unref(nameless);
    pylog_handler_unref(four);
}

static void a_name_is_freed_when_another_one_is_given(void **state) {
    (void)state;
    failing_allocator_begin();
    pylog_handler *handler = pylog_null_handler_new();
    pylog_handler_set_name(handler, "first");
    size_t blocks = failing_allocator_blocks();
    for (int i = 10; i < 100; i++) {
        char name[16];
        snprintf(name, sizeof name, "name %d", i);
        assert_int_equal(pylog_handler_set_name(handler, name), 0);
    }
    assert_int_equal(failing_allocator_blocks(), blocks);
    failing_allocator_fail_at(1);
    assert_int_equal(pylog_handler_set_name(handler, "another"), -1);
    assert_int_equal(errno, ENOMEM);
    assert_string_equal(name_of_handler(handler), "name 99");
    pylog_handler_unref(handler);
    failing_allocator_end();
}

static void *rename_again_and_again(void *handler) {
    for (int i = 0; i < 2000; i++)
        pylog_handler_set_name(handler, i % 2 ? "aaaaaaaaaaaaaaaaaaaaaaaa" : "bbbbbbbbbbbbbbbb");
    return NULL;
}

static void a_name_can_be_read_while_another_thread_gives_others(void **state) {
    (void)state;
    pylog_handler *handler = pylog_null_handler_new();
    rename_again_and_again(handler);
    pthread_t other = start_thread(rename_again_and_again, handler);
    for (int i = 0; i < 2000; i++) {
        char name[40], names[40];
        size_t length = pylog_handler_name(handler, name, sizeof name);
        assert_int_equal(length, name[0] == 'a' ? 24 : 16);
        assert_int_equal(strspn(name, name[0] == 'a' ? "a" : "b"), length);
        length = pylog_get_handler_names(names, sizeof names);
        assert_int_equal(strlen(names) + 1, length);
    }
    join_thread(other);
    pylog_handler_unref(handler);
}

static const struct CMUnitTest tests[] = {
    TEST(a_handler_needs_operations_a_name_and_a_way_to_write),
    TEST(a_name_is_copied_as_far_as_the_buffer_goes),
    TEST(names_stand_one_behind_the_other_as_far_as_the_buffer_goes),
    cmocka_unit_test(a_name_is_freed_when_another_one_is_given),
    TEST(a_name_can_be_read_while_another_thread_gives_others),
    TEST(it_knows_its_operations_and_data),
    TEST(records_below_its_level_are_left_out),
    TEST(handle_tells_whether_the_filters_let_it_pass),
    TEST(null_is_no_filter),
    TEST(the_formatter_can_be_changed_and_asked_for),
    TEST(a_wrong_format_is_refused_and_the_old_one_stays),
    TEST(the_terminator_can_be_anything),
    TEST(the_encoding_is_that_of_text_and_terminator),
    TEST(format_appends_the_text_without_the_terminator),
    TEST(the_last_one_to_take_a_name_has_it),
    TEST(a_repr_has_class_description_and_level),
    TEST(a_closed_handler_gets_no_more_records_unless_it_reopens),
    TEST(nothing_is_formatted_for_a_closed_handler),
    TEST(a_handler_without_close_goes_on),
    TEST(flushing_tells_what_went_wrong),
    TEST(statistics_count_what_became_of_each_record),
    TEST(a_handler_gets_the_text_or_the_record),
};
TEST_MAIN
