/* Several listeners with one file: each has batches of its own in it, and what one does ends no other's. */
#include <capture.h>
#include <fixture.h>
#include <parallel.h>
#include <pylog/handlers.h>
#include <stdlib.h>

enum { QUEUES = 2, LINES = 100000 };

static pylog_logger *loggers[QUEUES];
static pylog_queue_listener *listeners[QUEUES];

static const struct fixture fixture = { .seconds = 60, .directory = "shared_batches" };

static pylog_handler *begin(const char *mode) {
    static const char *const names[QUEUES] = { "a", "b" };
    pylog_handler *file =
        pylog_file_handler_new("shared_batches/log", &(struct pylog_file_options){ .mode = mode });
    for (size_t i = 0; i < QUEUES; i++) {
        pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){ .capacity = 1 << 20 });
        pylog_handler *handler = pylog_queue_handler_new(queue);
        loggers[i] = pylog_get_logger(names[i]);
        pylog_logger_set_level(loggers[i], PYLOG_INFO);
        pylog_logger_add_handler(loggers[i], handler);
        listeners[i] = pylog_queue_listener_new(queue, (pylog_handler *[]){ file, NULL }, NULL);
        assert_int_equal(pylog_queue_listener_start(listeners[i]), 0);
        pylog_handler_unref(handler);
        pylog_queue_unref(queue);
    }
    return file;
}

static void end(pylog_handler *file) {
    for (size_t i = 0; i < QUEUES; i++) {
        pylog_queue_listener_stop(listeners[i]);
        pylog_queue_listener_free(listeners[i]);
    }
    pylog_handler_close(file);
    pylog_handler_unref(file);
}

/* One of them has always something to do, the other now and then. */
static void *log_lines(void *number) {
    size_t writer = (size_t)(uintptr_t)number;
    for (int i = 0; i < LINES; i++) {
        if (writer)
            sleep_milliseconds(i % 10 == 0);
        pylog_info(loggers[writer], "%zu %d", writer, i);
        if (writer && i == LINES / 100)
            break;
    }
    return NULL;
}

static void each_queues_records_are_in_order(void **state) {
    long next[QUEUES] = { 0 }, lines = 0;
    (void)state;
    pylog_handler *file = begin("a");
    run_in_threads(QUEUES, log_lines);
    end(file);
    char *text = read_whole_file("shared_batches/log");
    for (char *at = text; *at; at++, lines++) {
        long writer = strtol(at, &at, 10), number = strtol(at, &at, 10);
        assert_in_range(writer, 0, QUEUES - 1);
        if (*at != '\n' || number != next[writer]++)
            fail_msg("queue %ld: %ld instead of %ld", writer, number, next[writer] - 1);
    }
    assert_int_equal(lines, LINES + LINES / 100 + 1);
    free(text);
}

static void a_file_of_mode_w_that_is_closed_gets_the_rest(void **state) {
    (void)state;
    pylog_handler *file = begin("w");
    pthread_t thread = start_thread(log_lines, (void *)(uintptr_t)0);
    sleep_milliseconds(5);
    pylog_handler_close(file);
    join_thread(thread);
    end(file);
    long next = 0;
    char *text = read_whole_file("shared_batches/log");
    for (char *at = text; *at; at++) {
        assert_int_equal(strtol(at, &at, 10), 0);
        assert_int_equal(strtol(at, &at, 10), next++);
    }
    assert_int_equal(next, LINES);
    free(text);
}

static const struct CMUnitTest tests[] = {
    TEST(each_queues_records_are_in_order),
    TEST(a_file_of_mode_w_that_is_closed_gets_the_rest),
};
TEST_MAIN
