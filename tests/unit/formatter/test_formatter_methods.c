/* Formatters of which a program does some steps itself, and records with texts of its own; the pair
 * `formatter_methods` compares them with Python. */
#include <capture.h>
#include <failing_allocator.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>

static pylog_buffer *out;
static int destroyed;

static int set_up(void) {
    out = pylog_buffer_new();
    destroyed = 0;
    return 0;
}

static int tear_down(void) {
    pylog_buffer_free(out);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .tear_down = tear_down };

static void count_destroyed(void *data) {
    (void)data;
    destroyed++;
}

static int own_time(pylog_formatter *formatter, const struct pylog_record *record, const char *datefmt,
                    pylog_buffer *text, void *data) {
    (void)formatter, (void)record, (void)datefmt;
    return pylog_buffer_printf(text, "%s", (const char *)data);
}

static int own_exception(pylog_formatter *formatter, const struct pylog_exc_info *exc_info, pylog_buffer *text,
                         void *data) {
    (void)formatter, (void)data;
    return pylog_buffer_printf(text, "E %s", exc_info->type);
}

static int fail_with_a_reason(pylog_formatter *formatter, const char *stack, pylog_buffer *text, void *data) {
    (void)formatter, (void)stack, (void)text, (void)data;
    errno = ENOENT;
    return -1;
}

static int fail_without_a_reason(pylog_formatter *formatter, const struct pylog_record *record,
                                 pylog_buffer *text, void *data) {
    (void)formatter, (void)record, (void)text, (void)data;
    return -1;
}

static const struct pylog_exc_info wrong = { "ValueError", "wrong", NULL };

static pylog_formatter *subclass(const char *fmt, const struct pylog_formatter_methods *methods) {
    pylog_formatter *formatter = pylog_formatter_new_subclass(fmt, NULL, methods);
    assert_non_null(formatter);
    return formatter;
}

/* ---- Steps of a program's own */

static void a_log_call_goes_through_the_programs_steps(void **state) {
    char now[] = "now";
    pylog_handler *handler = capture_on(NULL, NULL);
    pylog_formatter *formatter =
        subclass("%(asctime)s %(message)s", &(struct pylog_formatter_methods){ .format_time = own_time,
                                                                              .format_exception = own_exception,
                                                                              .data = now });
    (void)state;
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    for (int i = 0; i < 3; i++) {
        now[0] = (char)('a' + i);
        pylog_log_with(NULL, PYLOG_ERROR, &(struct pylog_call){ .exc_info = i == 1 ? &wrong : NULL }, "%d", i);
    }
    assert_string_equal(capture_text(handler), "aow 0\nbow 1\nE ValueError\ncow 2\n");
}

static void the_data_is_destroyed_once_with_the_last_reference(void **state) {
    pylog_formatter *formatter = subclass(NULL, &(struct pylog_formatter_methods){ .destroy = count_destroyed });
    (void)state;
    pylog_formatter_ref(formatter);
    pylog_formatter_unref(formatter);
    assert_int_equal(destroyed, 0);
    pylog_formatter_unref(formatter);
    assert_int_equal(destroyed, 1);
}

static void what_is_refused_has_not_taken_the_data(void **state) {
    const struct pylog_formatter_methods methods = { .destroy = count_destroyed };
    (void)state;
    assert_null(pylog_formatter_new_subclass("%(message)s", NULL, NULL));
    assert_int_equal(errno, EINVAL);
    assert_null(pylog_formatter_new_subclass("nothing", NULL, &methods));
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "Invalid format 'nothing' for '%' style");
    assert_int_equal(destroyed, 0);
}

static void a_step_that_fails_is_the_error_of_the_formatter(void **state) {
    pylog_formatter *no_stack =
        subclass(NULL, &(struct pylog_formatter_methods){ .format_stack = fail_with_a_reason });
    pylog_formatter *no_message =
        subclass(NULL, &(struct pylog_formatter_methods){ .format_message = fail_without_a_reason });
    struct pylog_record *record = pylog_logger_make_record_text(
        NULL, PYLOG_INFO, &(struct pylog_call){ .stack_text = "stack" }, "text", 4);
    (void)state;
    pylog_buffer_append(out, "before", 6);
    assert_int_equal(pylog_formatter_format(no_stack, record, out), -1);
    assert_int_equal(errno, ENOENT);
    errno = ENOENT;
    assert_int_equal(pylog_formatter_format(no_message, record, out), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(pylog_buffer_length(out), 6);
    pylog_record_free(record);
    pylog_formatter_unref(no_stack);
    pylog_formatter_unref(no_message);
}

static int clear_for_message(pylog_formatter *formatter, const struct pylog_record *record, pylog_buffer *text,
                             void *data) {
    (void)formatter, (void)record, (void)data;
    pylog_buffer_clear(text);
    return 0;
}

static int clear_for_exception(pylog_formatter *formatter, const struct pylog_exc_info *exc_info,
                               pylog_buffer *text, void *data) {
    (void)formatter, (void)exc_info, (void)data;
    pylog_buffer_clear(text);
    return 0;
}

static int clear_for_stack(pylog_formatter *formatter, const char *stack, pylog_buffer *text, void *data) {
    (void)formatter, (void)stack, (void)data;
    pylog_buffer_clear(text);
    return 0;
}

static void a_step_that_clears_the_buffer_is_refused(void **state) {
    const struct pylog_formatter_methods cases[] = { { .format_message = clear_for_message },
                                                     { .format_exception = clear_for_exception },
                                                     { .format_stack = clear_for_stack } };
    (void)state;
    pylog_buffer_append(out, "before", 6);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pylog_formatter *formatter = subclass(NULL, &cases[i]);
        struct pylog_record *record = pylog_logger_make_record_text(
            NULL, PYLOG_INFO, &(struct pylog_call){ .exc_info = &wrong, .stack_text = "stack" }, "text", 4);
        errno = 0;
        assert_int_equal(pylog_formatter_format(formatter, record, out), -1);
        assert_int_equal(errno, EINVAL);
        assert_non_null(strstr(pylog_last_error(), "must not clear it"));
        assert_int_equal(pylog_buffer_length(out), 6);
        pylog_record_free(record);
        pylog_formatter_unref(formatter);
    }
}

static void an_exceptions_text_is_made_once(void **state) {
    pylog_formatter *first =
        subclass(NULL, &(struct pylog_formatter_methods){ .format_exception = own_exception });
    struct pylog_record *record =
        pylog_logger_make_record_text(NULL, PYLOG_INFO, &(struct pylog_call){ .exc_info = &wrong }, "text", 4);
    struct pylog_field text;
    (void)state;
    assert_int_equal(pylog_formatter_format(first, record, out), 0);
    assert_int_equal(pylog_record_get(record, "exc_text", &text), 0);
    assert_string_equal(text.value.s, "E ValueError");
    pylog_buffer_clear(out);
    assert_int_equal(pylog_formatter_format(NULL, record, out), 0);
    assert_string_equal(pylog_buffer_data(out), "text\nE ValueError");
    pylog_record_free(record);
    pylog_formatter_unref(first);
}

/* How many blocks of memory a record has more after it has been formatted a second time. */
static size_t blocks_for_time(char *time) {
    struct pylog_field asctime;
    pylog_formatter *formatter =
        subclass("%(asctime)s", &(struct pylog_formatter_methods){ .format_time = own_time, .data = time });
    struct pylog_record *record = pylog_logger_make_record_text(NULL, PYLOG_INFO, NULL, "text", 4);
    assert_int_equal(pylog_formatter_format(formatter, record, out), 0);
    const size_t before = failing_allocator_blocks();
    pylog_buffer_clear(out);
    assert_int_equal(pylog_formatter_format(formatter, record, out), 0);
    const size_t blocks = failing_allocator_blocks() - before;
    assert_string_equal(pylog_buffer_data(out), time);
    assert_int_equal(pylog_record_get(record, "asctime", &asctime), 0);
    assert_string_equal(asctime.value.s, time);
    pylog_record_free(record);
    pylog_formatter_unref(formatter);
    pylog_buffer_clear(out);
    return blocks;
}

static void a_time_of_a_programs_own_needs_memory_only_if_it_is_long(void **state) {
    char time[] = "of more than forty-seven characters, as no time has";
    (void)state;
    pylog_buffer_free(out);
    pylog__reset();
    failing_allocator_begin();
    out = pylog_buffer_new();
    assert_int_equal(blocks_for_time(time), 1);
    assert_int_equal(blocks_for_time(time + strlen(time) - 48), 1);
    assert_int_equal(blocks_for_time(time + strlen(time) - 47), 0);
    assert_int_equal(blocks_for_time(time + strlen(time)), 0);
    pylog_buffer_free(out);
    pylog__reset();
    failing_allocator_end();
    out = NULL;
}

static void without_memory_nothing_is_lost_but_the_text(void **state) {
    char now[] = "now";
    int result = -1;
    (void)state;
    pylog_buffer_free(out);
    pylog__reset();
    failing_allocator_begin();
    out = pylog_buffer_new();
    for (size_t n = 1; result; n++) {
        const size_t before = failing_allocator_blocks();
        failing_allocator_fail_at(n);
        pylog_formatter *formatter = pylog_formatter_new_subclass(
            "%(asctime)s %(message)s", NULL,
            &(struct pylog_formatter_methods){
                .format_time = own_time, .format_exception = own_exception, .data = now });
        struct pylog_record *record = pylog_logger_make_record_text(
            NULL, PYLOG_INFO, &(struct pylog_call){ .exc_info = &wrong }, "text", 4);
        result = formatter && record ? pylog_formatter_format(formatter, record, out) : -1;
        assert_int_equal(errno == ENOMEM || !result, 1);
        if (!result && failing_allocator_has_failed()) { /* of what is only kept for later */
            assert_string_equal(pylog_buffer_data(out), "now text\nE ValueError");
            result = -1;
        }
        failing_allocator_fail_at(0);
        pylog_formatter_unref(formatter);
        pylog_record_free(record);
        if (result)
            pylog_buffer_clear(out);
        assert_true(n == 1 || failing_allocator_blocks() <= before + 2); /* a first use keeps something */
        assert_true(n < 60);
    }
    assert_string_equal(pylog_buffer_data(out), "now text\nE ValueError");
    pylog_buffer_free(out);
    pylog__reset();
    assert_int_equal(failing_allocator_blocks(), 0);
    failing_allocator_end();
    out = pylog_buffer_new();
}

/* ---- One step by itself */

static int write_nothing(const struct pylog_record *record, pylog_buffer *text, void *data) {
    (void)record, (void)text, (void)data;
    return 0;
}

static void the_line_alone_has_no_error_and_no_stack(void **state) {
    pylog_formatter *formatter = pylog_formatter_new("%(levelname)s %(message)s", NULL);
    struct pylog_record *record = pylog_logger_make_record(
        NULL, PYLOG_INFO, &(struct pylog_call){ .exc_info = &wrong, .stack_text = "stack" }, "%d", 7);
    (void)state;
    assert_int_equal(pylog_formatter_format_message(formatter, record, out), 0);
    assert_string_equal(pylog_buffer_data(out), "INFO 7");
    assert_int_equal(pylog_formatter_format_message(NULL, record, out), 0);
    assert_string_equal(pylog_buffer_data(out), "INFO 77");
    pylog_record_free(record);
    pylog_formatter_unref(formatter);
}

static void the_line_alone_shows_the_message_that_was_set(void **state) {
    pylog_formatter *formatter = pylog_formatter_new("%(message)s", NULL);
    struct pylog_record *record = pylog_logger_make_record_text(NULL, PYLOG_INFO, NULL, "text", 4);
    (void)state;
    assert_int_equal(pylog_record_set(record, pylog_field_str("message", "mine")), 0);
    assert_int_equal(pylog_formatter_format_message(formatter, record, out), 0);
    assert_int_equal(pylog_formatter_format_message(NULL, record, out), 0);
    assert_string_equal(pylog_buffer_data(out), "minemine");
    assert_int_equal(pylog_formatter_format(formatter, record, out), 0);
    assert_int_equal(pylog_formatter_format_message(formatter, record, out), 0);
    assert_string_equal(pylog_buffer_data(out), "mineminetexttext");
    pylog_record_free(record);
    pylog_formatter_unref(formatter);
}

static void an_asctime_that_is_not_shown_is_left_as_it_is(void **state) {
    pylog_formatter *formatter = subclass("%(message)s", &(struct pylog_formatter_methods){ .format_time = own_time });
    struct pylog_record *record = pylog_logger_make_record_text(NULL, PYLOG_INFO, NULL, "text", 4);
    struct pylog_field asctime;
    (void)state;
    assert_int_equal(pylog_record_set(record, pylog_field_str("asctime", "noon")), 0);
    assert_int_equal(pylog_formatter_format(formatter, record, out), 0);
    assert_int_equal(pylog_record_get(record, "asctime", &asctime), 0);
    assert_string_equal(asctime.value.s, "noon");
    pylog_record_free(record);
    pylog_formatter_unref(formatter);
}

static void a_formatter_in_c_has_no_line_of_a_format(void **state) {
    pylog_formatter *formatter = pylog_formatter_new_callback(write_nothing, NULL, NULL);
    struct pylog_record *record = pylog_make_log_record(NULL);
    (void)state;
    assert_int_equal(pylog_formatter_format_message(formatter, record, out), -1);
    assert_int_equal(errno, EINVAL);
    assert_string_equal(pylog_last_error(), "a formatter that is written in C has no format");
    pylog_record_free(record);
    pylog_formatter_unref(formatter);
}

/* ---- Texts of a program's own */

static void a_calls_own_texts_are_printed_and_not_made(void **state) {
    pylog_handler *handler = capture_on(NULL, NULL);
    (void)state;
    pylog_log_with(NULL, PYLOG_ERROR,
                   &(struct pylog_call){ .exc_info = &wrong,
                                         .exc_text = "Traceback of mine",
                                         .stack_info = true,
                                         .stack_text = "Stack of mine" },
                   "text");
    assert_string_equal(capture_text(handler), "text\nTraceback of mine\nStack of mine\n");
}

static void what_a_record_is_made_of_is_copied(void **state) {
    char text[] = "a\0b", stack[] = "stack", error[] = "error";
    size_t length;
    struct pylog_record *record = pylog_logger_make_record_text(
        NULL, PYLOG_INFO, &(struct pylog_call){ .stack_text = stack, .exc_text = error }, text, 3);
    (void)state;
    memset(text, 'X', 3);
    stack[0] = error[0] = 'X';
    assert_int_equal(pylog_formatter_format(NULL, record, out), 0);
    assert_int_equal(pylog_buffer_length(out), 15);
    assert_memory_equal(pylog_buffer_data(out), "a\0b\nerror\nstack", 15);
    pylog_record_message(record, &length);
    assert_int_equal(length, 3);
    pylog_record_free(record);
}

/* Not checked as a format: ISO C knows no %m. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static struct pylog_record *make_by_list(const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    struct pylog_record *record = pylog_logger_make_record_v(NULL, PYLOG_INFO, NULL, fmt, args);
    va_end(args);
    return record;
}
#pragma GCC diagnostic pop

static void a_list_of_arguments_makes_the_message_with_errno(void **state) {
    (void)state;
    errno = ENOENT;
    struct pylog_record *record = make_by_list("%s %d: %m", "one", 2);
    assert_string_equal(pylog_record_message(record, NULL), "one 2: No such file or directory");
    assert_string_equal(record->msg, "%s %d: %m");
    pylog_record_free(record);
}

static void own_texts_go_through_a_queue(void **state) {
    pylog_handler *handlers[] = { capture_new(NULL), NULL };
    pylog_queue *queue = pylog_queue_new(NULL);
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, handlers, NULL);
    pylog_handler *handler = pylog_queue_handler_new(queue);
    (void)state;
    pylog_logger_add_handler(NULL, handler);
    assert_int_equal(pylog_queue_listener_start(listener), 0);
    char error[] = "error";
    pylog_log_with(NULL, PYLOG_ERROR, &(struct pylog_call){ .exc_text = error, .stack_text = "stack" }, "text");
    pylog_log_with(NULL, PYLOG_ERROR, &(struct pylog_call){ .exc_text = error }, "alone");
    error[0] = 'X';
    assert_int_equal(pylog_queue_listener_stop(listener), 0);
    assert_string_equal(capture_text(handlers[0]), "text\nerror\nstack\nalone\nerror\n");
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    pylog_queue_listener_free(listener);
    pylog_queue_unref(queue);
    pylog_handler_unref(handlers[0]);
}

static const struct CMUnitTest tests[] = {
    TEST(a_log_call_goes_through_the_programs_steps),
    TEST(the_data_is_destroyed_once_with_the_last_reference),
    TEST(what_is_refused_has_not_taken_the_data),
    TEST(a_step_that_fails_is_the_error_of_the_formatter),
    TEST(a_step_that_clears_the_buffer_is_refused),
    TEST(an_exceptions_text_is_made_once),
    TEST(a_time_of_a_programs_own_needs_memory_only_if_it_is_long),
    TEST(without_memory_nothing_is_lost_but_the_text),
    TEST(the_line_alone_has_no_error_and_no_stack),
    TEST(the_line_alone_shows_the_message_that_was_set),
    TEST(an_asctime_that_is_not_shown_is_left_as_it_is),
    TEST(a_formatter_in_c_has_no_line_of_a_format),
    TEST(a_calls_own_texts_are_printed_and_not_made),
    TEST(what_a_record_is_made_of_is_copied),
    TEST(a_list_of_arguments_makes_the_message_with_errno),
    TEST(own_texts_go_through_a_queue),
};
TEST_MAIN
