/* Queues, by the behaviour that CPython's own tests ask for: QueueHandlerTest, QueueListenerTest. */
#include <capture.h>
#include <fixture.h>
#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>

/* BaseTest's: a handler at the root and its format. */
static const char log_format[] = "%(name)s -> %(levelname)s: %(message)s";
static pylog_handler *root_handler;

/* QueueHandlerTest's. */
static pylog_queue *queue;
static pylog_handler *queue_handler;
static pylog_logger *logger;

static int set_up(void) {
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    root_handler = capture_on(NULL, log_format);
    queue = pylog_queue_new(NULL);
    queue_handler = pylog_queue_handler_new(queue);
    logger = pylog_get_logger("que");
    pylog_logger_set_propagate(logger, false);
    pylog_logger_set_level(logger, PYLOG_WARNING);
    return pylog_logger_add_handler(logger, queue_handler);
}

static int clean_up(void) {
    pylog_handler_unref(queue_handler);
    pylog_queue_unref(queue);
    return 0;
}

static const struct fixture fixture = { .seconds = 30, .set_up = set_up, .clean_up = clean_up };

static struct pylog_record *get_nowait(void) {
    return pylog_queue_get(queue, PYLOG_NO_WAIT);
}

/* A listener with one handler, which has been started. */
static pylog_queue_listener *listen_with(pylog_handler *handler, bool respect_handler_level) {
    struct pylog_queue_listener_options options = { .respect_handler_level = respect_handler_level };
    pylog_handler *handlers[] = { handler, NULL };
    pylog_queue_listener *listener = pylog_queue_listener_new(queue, handlers, &options);
    assert_non_null(listener);
    assert_int_equal(pylog_queue_listener_start(listener), 0);
    return listener;
}

static size_t count_in(const char *text, const char *part) {
    size_t count = 0;
    for (; (text = strstr(text, part)) != NULL; text++)
        count++;
    return count;
}

/* ---- QueueHandlerTest */

static void what_is_below_the_level_does_not_go_into_the_queue(void **state) {
    (void)state;
    pylog_debug(logger, "1");
    assert_null(get_nowait());
    assert_int_equal(errno, EAGAIN);
    pylog_info(logger, "2");
    assert_null(get_nowait());
    pylog_warning(logger, "3");
    struct pylog_record *record = get_nowait();
    assert_non_null(record);
    assert_string_equal(record->name, "que");
    assert_string_equal(record->msg, "3");
    pylog_record_free(record);
}

static void a_formatter_of_the_queue_handler_makes_the_message(void **state) {
    struct pylog_field message;
    (void)state;
    pylog_handler_set_format(queue_handler, log_format, NULL);
    pylog_warning(logger, "1");
    struct pylog_record *record = get_nowait();
    assert_string_equal(record->msg, "que -> WARNING: 1");
    assert_int_equal(pylog_record_get(record, "message", &message), 0);
    assert_string_equal(message.value.s, "que -> WARNING: 1");
    pylog_record_free(record);
}

static void log_three(const char *warning, const char *error, const char *critical) {
    pylog_warning(logger, "%s", warning);
    pylog_error(logger, "%s", error);
    pylog_critical(logger, "%s", critical);
}

static void a_listener_hands_records_on_and_respects_levels_if_told(void **state) {
    (void)state;
    pylog_handler *handler = capture_new("%(levelname)s %(message)s");
    pylog_queue_listener *listener = listen_with(handler, false);
    log_three("1", "2", "3");
    assert_int_equal(pylog_queue_listener_stop(listener), 0);
    assert_int_equal(pylog_queue_listener_stop(listener), 0); /* gh-114706 */
    assert_string_equal(capture_text(handler), "WARNING 1\nERROR 2\nCRITICAL 3\n");
    pylog_queue_listener_free(listener);
    capture_clear(handler);
    pylog_handler_set_level(handler, PYLOG_CRITICAL);
    listener = listen_with(handler, true);
    log_three("4", "5", "6");
    pylog_queue_listener_free(listener);
    assert_string_equal(capture_text(handler), "CRITICAL 6\n");
    pylog_handler_unref(handler);
}

/* bpo-34334, bpo-46755 */
static void an_error_and_a_stack_are_printed_once(void **state) {
    (void)state;
    struct pylog_exc_info error = { .type = "ZeroDivisionError",
                                    .message = "division by zero",
                                    .traceback = "Traceback (most recent call last):" };
    pylog_queue_listener *listener = listen_with(root_handler, false);
    pylog_log_with(logger, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &error }, "1");
    pylog_log_with(logger, PYLOG_ERROR, &(struct pylog_call){ .stack_info = true }, "2");
    pylog_queue_listener_free(listener);
    assert_int_equal(count_in(capture_text(root_handler), "Traceback"), 1);
    assert_int_equal(count_in(capture_text(root_handler), "ZeroDivisionError: division by zero\n"), 1);
    assert_int_equal(count_in(capture_text(root_handler), "Stack (most recent call last)"), 1);
}

/* bpo-35726 */
static void a_formatter_of_the_queue_handler_does_not_affect_other_handlers(void **state) {
    (void)state;
    pylog_handler_set_format(queue_handler, log_format, NULL);
    pylog_logger_add_handler(logger, root_handler);
    pylog_handler *other = capture_new(NULL);
    pylog_queue_listener *listener = listen_with(other, false);
    pylog_error(logger, "error");
    pylog_queue_listener_free(listener);
    assert_string_equal(capture_text(root_handler), "que -> ERROR: error\n");
    assert_string_equal(capture_text(other), "que -> ERROR: error\n");
    pylog_handler_unref(other);
}

/* ---- QueueListenerTest */

enum { REPEAT = 20 };

/* Log five messages to a queue that is read by a listener meanwhile; how many it has handled. */
static size_t set_up_and_log(pylog_queue *log_queue, const char *ident) {
    pylog_logger *one = pylog_logger_get_child(pylog_get_logger("test_logger_with_id"), ident);
    pylog_logger_set_level(one, PYLOG_DEBUG);
    pylog_logger_set_propagate(one, false);
    pylog_handler *handler = pylog_queue_handler_new(log_queue), *handled = capture_new(NULL);
    pylog_logger_add_handler(one, handler);
    pylog_queue_listener *listener =
        pylog_queue_listener_new(log_queue, (pylog_handler *[]){ handled, NULL }, NULL);
    assert_int_equal(pylog_queue_listener_start(listener), 0);
    pylog_info(one, "one");
    pylog_info(one, "two");
    pylog_info(one, "three");
    pylog_info(one, "four");
    pylog_info(one, "five");
    assert_int_equal(pylog_queue_listener_stop(listener), 0);
    assert_string_equal(capture_text(handled), "one\ntwo\nthree\nfour\nfive\n");
    size_t count = capture_count(handled);
    pylog_logger_remove_handler(one, handler);
    pylog_handler_close(handler);
    pylog_handler_unref(handler);
    pylog_queue_listener_free(listener);
    pylog_handler_unref(handled);
    return count;
}

static void every_record_is_handled_and_none_is_left_after_stop(void **state) {
    size_t handled = 0;
    (void)state;
    for (int i = 0; i < REPEAT; i++) {
        char ident[16];
        snprintf(ident, sizeof ident, "%d", i);
        pylog_queue *log_queue = pylog_queue_new(NULL);
        handled += set_up_and_log(log_queue, ident);
        assert_null(pylog_queue_get(log_queue, PYLOG_NO_WAIT));
        pylog_queue_unref(log_queue);
    }
    assert_int_equal(handled, 5 * REPEAT);
}

/* Issue 36813: waiting for the queue does not hang after stop, though nothing was ever put. */
static void after_stop_there_is_nothing_to_wait_for(void **state) {
    (void)state;
    pylog_queue_listener *listener = listen_with(root_handler, false);
    assert_int_equal(pylog_queue_listener_stop(listener), 0);
    assert_int_equal(pylog_flush(0), 0);
    struct pylog_queue_stats stats;
    pylog_queue_get_stats(queue, &stats);
    assert_int_equal(stats.put - stats.taken, 0);
    pylog_queue_listener_free(listener);
}

static const struct CMUnitTest tests[] = {
    TEST(what_is_below_the_level_does_not_go_into_the_queue),
    TEST(a_formatter_of_the_queue_handler_makes_the_message),
    TEST(a_listener_hands_records_on_and_respects_levels_if_told),
    TEST(an_error_and_a_stack_are_printed_once),
    TEST(a_formatter_of_the_queue_handler_does_not_affect_other_handlers),
    TEST(every_record_is_handled_and_none_is_left_after_stop),
    TEST(after_stop_there_is_nothing_to_wait_for),
};
TEST_MAIN
