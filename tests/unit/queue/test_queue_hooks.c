/* Records put into a queue by hand, listeners that look at records first, and kinds of errors; the pair `queue_hooks`
 * compares them with Python. */
#define _POSIX_C_SOURCE 200809L

#include <capture.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <queues.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct fixture fixture = { .seconds = 30 };

static struct pylog_record *record_of(const char *text) {
    return pylog_logger_make_record_text(NULL, PYLOG_ERROR, NULL, text, strlen(text));
}

static int put_text(pylog_queue *queue, const char *text) {
    struct pylog_record *record = record_of(text);
    const int result = pylog_queue_put(queue, record);
    pylog_record_free(record);
    return result;
}

/* ---- By hand */

static void what_is_put_comes_out_and_is_counted(void **state) {
    struct queued queued = queued_begin(NULL, NULL);
    (void)state;
    assert_int_equal(put_text(queued.queue, "one"), 0);
    pylog_info(NULL, "two");
    assert_int_equal(put_text(queued.queue, "three"), 0);
    assert_string_equal(queued_text(&queued), "one\ntwo\nthree\n");
    assert_string_equal(queued_counts(&queued), "3 3 0 0");
    queued_end(&queued);
}

static void a_record_is_put_as_it_is(void **state) {
    pylog_queue *queue = pylog_queue_new(NULL);
    struct pylog_record *record = record_of("text");
    struct pylog_field user;
    (void)state;
    pylog_record_set(record, pylog_field_str("user", "eve"));
    pylog_record_set(record, pylog_field_str("stack_info", "my stack"));
    assert_int_equal(pylog_queue_put(queue, record), 0);
    pylog_record_free(record);
    record = pylog_queue_get(queue, PYLOG_NO_WAIT);
    assert_non_null(record);
    assert_string_equal(record->msg, "text");
    assert_string_equal(record->stack_info, "my stack");
    assert_int_equal(pylog_record_get(record, "user", &user), 0);
    assert_string_equal(user.value.s, "eve");
    pylog_record_free(record);
    pylog_queue_unref(queue);
}

/* The largest records go by the heap, and take but an entry. */
static int fill(pylog_queue *queue) {
    int result = 0;
    for (int i = 0; i < 1000 && !result; i++)
        result = put_text(queue, "a record that takes some room in a small queue");
    return result;
}

static void a_full_queue_drops_or_says_that_it_is_full(void **state) {
    pylog_queue *dropping =
        pylog_queue_new(&(struct pylog_queue_options){ .capacity = 1024, .overflow = PYLOG_DROP_NEWEST });
    pylog_queue *waiting = pylog_queue_new(&(struct pylog_queue_options){ .capacity = 1024 });
    (void)state;
    assert_int_equal(fill(dropping), 1);
    assert_int_equal(fill(waiting), -1);
    assert_int_equal(errno, EAGAIN);
    assert_string_equal(pylog_last_error_class(), "queue.Full");
    assert_int_equal(pylog_last_error_kind(), PYLOG_KIND_OTHER);
    pylog_queue_unref(dropping);
    pylog_queue_unref(waiting);
}

static void nothing_can_be_put_without_queue_or_record(void **state) {
    pylog_queue *queue = pylog_queue_new(NULL);
    struct pylog_record *record = record_of("x");
    (void)state;
    assert_int_equal(pylog_queue_put(NULL, record), -1);
    assert_int_equal(errno, EINVAL);
    errno = 0;
    assert_int_equal(pylog_queue_put(queue, NULL), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(pylog_last_error_kind(), PYLOG_KIND_TYPE);
    pylog_record_free(record);
    pylog_queue_unref(queue);
}

static void after_shutdown_what_is_put_is_written_at_once(void **state) {
    struct queued queued = queued_begin(NULL, NULL);
    (void)state;
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    pylog_shutdown();
    assert_int_equal(put_text(queued.queue, "late"), 0);
    assert_string_equal(capture_text(queued.capture), "late\n");
    queued_end(&queued);
}

/* A handler of the program's that queues its records itself: its lock is held meanwhile. */
static int queue_it(pylog_handler *handler, const struct pylog_record *record) {
    return pylog_queue_put(pylog_handler_data(handler), record);
}

static void a_handler_of_the_programs_may_put_its_records(void **state) {
    static const struct pylog_handler_ops ops = { .name = "MyQueueHandler", .emit = queue_it };
    struct queued queued = queued_begin(&(struct pylog_queue_options){ .capacity = 1024 }, NULL);
    pylog_handler *handler = pylog_handler_new(&ops, queued.queue);
    pylog_logger *logger = pylog_get_logger("mine");
    (void)state;
    pylog_logger_add_handler(logger, handler);
    pylog_logger_set_propagate(logger, false);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    for (int i = 0; i < 500; i++)
        pylog_error(logger, "%d", i);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_int_equal(capture_count(queued.capture), 500);
    pylog_logger_remove_handler(logger, handler);
    pylog_handler_unref(handler);
    queued_end(&queued);
}

/* ---- Listeners that look at records first */

struct seen {
    atomic_size_t records;
    bool logs;
};

static int look(struct pylog_record *record, void *data) {
    struct seen *seen = data;
    atomic_fetch_add(&seen->records, 1);
    if (seen->logs)
        pylog_warning(NULL, "seen %s", pylog_record_message(record, NULL));
    return strcmp(pylog_record_message(record, NULL), "no") != 0;
}

static pylog_queue_listener *listener_of(struct queued *queued, struct seen *seen) {
    pylog_handler *handlers[] = { queued->capture, NULL };
    return pylog_queue_listener_new(queued->queue, handlers,
                                    &(struct pylog_queue_listener_options){ .handle = look, .data = seen });
}

static void what_the_program_keeps_back_reaches_no_handler(void **state) {
    struct queued queued = queued_begin(NULL, NULL);
    struct seen seen = { 0 };
    pylog_queue_listener *listener = listener_of(&queued, &seen);
    (void)state;
    pylog_info(NULL, "yes");
    pylog_info(NULL, "no");
    assert_int_equal(pylog_queue_listener_start(listener), 0);
    assert_int_equal(pylog_queue_listener_stop(listener), 0);
    assert_string_equal(capture_text(queued.capture), "yes\n");
    assert_int_equal(atomic_load(&seen.records), 2);
    assert_string_equal(queued_counts(&queued), "2 2 0 0");
    pylog_queue_listener_free(listener);
    queued_end(&queued);
}

static void what_is_logged_while_looking_goes_to_the_handlers(void **state) {
    struct queued queued = queued_begin(NULL, NULL);
    struct seen seen = { .logs = true };
    pylog_queue_listener *listener = listener_of(&queued, &seen);
    (void)state;
    pylog_info(NULL, "yes");
    assert_int_equal(pylog_queue_listener_start(listener), 0);
    assert_int_equal(pylog_queue_listener_stop(listener), 0);
    assert_string_equal(capture_text(queued.capture), "seen yes\nyes\n");
    assert_int_equal(atomic_load(&seen.records), 1);
    pylog_queue_listener_free(listener);
    queued_end(&queued);
}

static void after_shutdown_records_are_looked_at_as_well(void **state) {
    struct queued queued = queued_begin(NULL, NULL);
    struct seen seen = { 0 };
    pylog_queue_listener *listener = listener_of(&queued, &seen);
    (void)state;
    assert_int_equal(pylog_queue_listener_start(listener), 0);
    pylog_shutdown();
    pylog_info(NULL, "no");
    pylog_info(NULL, "yes");
    assert_string_equal(capture_text(queued.capture), "yes\n");
    pylog_queue_listener_free(listener);
    queued_end(&queued);
}

/* A hook that does not return, or ends the logging itself. */
static jmp_buf back;

static int leave_or_look(struct pylog_record *record, void *data) {
    if (strcmp(pylog_record_message(record, NULL), "jump") == 0)
        longjmp(back, 1);
    if (strcmp(pylog_record_message(record, NULL), "shut down") == 0)
        pylog_shutdown();
    return look(record, data);
}

static pylog_queue_listener *leaving_listener_of(struct queued *queued, struct seen *seen) {
    pylog_handler *handlers[] = { queued->capture, NULL };
    return pylog_queue_listener_new(
        queued->queue, handlers,
        &(struct pylog_queue_listener_options){ .handle = leave_or_look, .data = seen });
}

static void after_a_hook_that_jumped_out_the_next_records_are_looked_at(void **state) {
    struct queued queued = queued_begin(NULL, NULL);
    struct seen seen = { 0 };
    pylog_queue_listener *listener = leaving_listener_of(&queued, &seen);
    (void)state;
    assert_int_equal(pylog_queue_listener_start(listener), 0);
    pylog_shutdown();
    if (setjmp(back) == 0) {
        pylog_info(NULL, "jump");
        fail_msg("the hook has returned");
    }
    pylog_info(NULL, "no");
    pylog_info(NULL, "yes");
    assert_string_equal(capture_text(queued.capture), "yes\n");
    assert_int_equal(atomic_load(&seen.records), 2);
    pylog_queue_listener_free(listener);
    queued_end(&queued);
}

static void what_is_left_at_a_shutdown_by_the_hook_is_looked_at(void **state) {
    struct queued queued = queued_begin(NULL, NULL);
    struct seen seen = { 0 };
    pylog_queue_listener *listener = leaving_listener_of(&queued, &seen);
    (void)state;
    pylog_info(NULL, "shut down");
    pylog_info(NULL, "no");
    pylog_info(NULL, "yes");
    assert_int_equal(pylog_queue_listener_start(listener), 0);
    assert_int_equal(pylog_queue_listener_stop(listener), 0);
    assert_string_equal(capture_text(queued.capture), "yes\nshut down\n");
    assert_int_equal(atomic_load(&seen.records), 3);
    pylog_queue_listener_free(listener);
    queued_end(&queued);
}

/* ---- Kinds of errors */

static void each_error_has_a_kind_and_a_class(void **state) {
    (void)state;
    assert_int_equal(pylog_last_error_kind(), PYLOG_KIND_NONE);
    assert_string_equal(pylog_last_error_class(), "");
    assert_null(pylog_formatter_new("nothing", NULL));
    assert_int_equal(pylog_last_error_kind(), PYLOG_KIND_VALUE);
    assert_string_equal(pylog_last_error_class(), "ValueError");
    assert_int_equal(pylog_logger_add_handler(NULL, NULL), -1);
    assert_int_equal(pylog_last_error_kind(), PYLOG_KIND_TYPE);
    assert_null(pylog_file_handler_new("a.log", &(struct pylog_file_options){ .encoding = "nope" }));
    assert_int_equal(pylog_last_error_kind(), PYLOG_KIND_KEY);
    assert_null(pylog_file_handler_new("missing/a.log", NULL));
    assert_int_equal(pylog_last_error_kind(), PYLOG_KIND_OS);
    assert_string_equal(pylog_last_error_class(), "FileNotFoundError");
    assert_null(pylog_file_handler_new("a.log", &(struct pylog_file_options){ .buffer_size = SIZE_MAX }));
    assert_int_equal(pylog_last_error_kind(), PYLOG_KIND_MEMORY);
    assert_string_equal(pylog_last_error_class(), "MemoryError");
}

static const struct CMUnitTest tests[] = {
    TEST(each_error_has_a_kind_and_a_class), /* first: none has failed yet */
    TEST(what_is_put_comes_out_and_is_counted),
    TEST(a_record_is_put_as_it_is),
    TEST(a_full_queue_drops_or_says_that_it_is_full),
    TEST(nothing_can_be_put_without_queue_or_record),
    TEST(after_shutdown_what_is_put_is_written_at_once),
    TEST(a_handler_of_the_programs_may_put_its_records),
    TEST(what_the_program_keeps_back_reaches_no_handler),
    TEST(what_is_logged_while_looking_goes_to_the_handlers),
    TEST(after_shutdown_records_are_looked_at_as_well),
    TEST(after_a_hook_that_jumped_out_the_next_records_are_looked_at),
    TEST(what_is_left_at_a_shutdown_by_the_hook_is_looked_at),
};
TEST_MAIN
