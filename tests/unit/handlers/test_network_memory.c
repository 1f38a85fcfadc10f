/* Without memory: the handlers for sockets and syslog are made, and send, with each of their allocations
 * failing. Whatever fails says so, nothing leaks, and no record is lost uncounted. */
#include <failing_allocator.h>
#include <fixture.h>
#include <loopback.h>
#include <pylog/handlers.h>
#include <stdlib.h>
#include <string.h>

static struct loopback *peer;
static char text[3000]; /* more than a pickle or a message has room for on the stack */

static int set_up(void) {
    memset(text, 'x', sizeof text - 1);
    peer = loopback_start(LOOPBACK_TCP, NULL);
    return peer ? 0 : -1;
}

static int tear_down(void) {
    loopback_stop(peer);
    return 0;
}

static const struct fixture fixture = { .seconds = 60, .set_up = set_up, .tear_down = tear_down };

static pylog_handler *make_socket_handler(void) {
    pylog_handler *handler = pylog_socket_handler_new(loopback_host(peer), loopback_port(peer));
    if (handler && pylog_socket_handler_set_buffer(handler, 10000)) {
        pylog_handler_unref(handler);
        return NULL;
    }
    return handler;
}

static pylog_handler *make_syslog_handler(void) {
    return pylog_syslog_handler_new(&(struct pylog_syslog_options){ .address = loopback_host(peer),
                                                                    .port = loopback_port(peer),
                                                                    .rfc5424 = true,
                                                                    .octet_counting = true,
                                                                    .timeout = 5 });
}

static void ignore_error(pylog_handler *handler, const struct pylog_record *record, int error,
                         const char *said, void *data) {
    (void)handler, (void)record, (void)said, (void)data;
    assert_int_equal(error, ENOMEM);
}

static void check_making(pylog_handler *(*make)(void)) {
    for (size_t n = 1;; n++) {
        failing_allocator_begin();
        pylog__reset();
        failing_allocator_fail_at(n);
        errno = 0;
        pylog_handler *handler = make();
        bool failed = failing_allocator_has_failed();
        if (!handler)
            assert_int_equal(errno, ENOMEM);
        assert_true(handler || failed);
        failing_allocator_fail_at(0);
        pylog_handler_unref(handler);
        pylog__reset();
        assert_int_equal(failing_allocator_blocks(), 0);
        failing_allocator_end();
        if (!failed)
            break;
    }
}

static void check_sending(pylog_handler *(*make)(void)) {
    const struct pylog_exc_info error = { "ValueError", "no", NULL };
    const struct pylog_call call = { .exc_info = &error, .extra = PYLOG_FIELDS(pylog_field_str("key", text)) };
    for (size_t n = 1;; n++) {
        failing_allocator_begin();
        pylog__reset();
        pylog_handler *handler = make();
        assert_non_null(handler);
        pylog_handler_set_error_callback(handler, ignore_error, NULL);
        pylog_logger_add_handler(NULL, handler);
        failing_allocator_fail_at(n);
        pylog_log_with(NULL, PYLOG_ERROR, &call, "%s", text);
        bool failed = failing_allocator_has_failed();
        failing_allocator_fail_at(0);
        struct pylog_handler_stats stats;
        pylog_handler_get_stats(handler, &stats);
        assert_int_equal(stats.emitted + stats.dropped + stats.errors, 1);
        pylog_logger_remove_handler(NULL, handler);
        pylog_handler_unref(handler);
        pylog__reset();
        assert_int_equal(failing_allocator_blocks(), 0);
        failing_allocator_end();
        if (!failed)
            break;
    }
}

static void a_socket_handler_is_made_whole_or_not_at_all(void **state) {
    (void)state;
    check_making(make_socket_handler);
}

static void a_syslog_handler_is_made_whole_or_not_at_all(void **state) {
    (void)state;
    check_making(make_syslog_handler);
}

static void a_record_that_finds_no_memory_for_its_pickle_is_counted(void **state) {
    (void)state;
    check_sending(make_socket_handler);
}

static void a_record_that_finds_no_memory_for_its_message_is_counted(void **state) {
    (void)state;
    check_sending(make_syslog_handler);
}

static const struct CMUnitTest tests[] = {
    TEST(a_socket_handler_is_made_whole_or_not_at_all),
    TEST(a_syslog_handler_is_made_whole_or_not_at_all),
    TEST(a_record_that_finds_no_memory_for_its_pickle_is_counted),
    TEST(a_record_that_finds_no_memory_for_its_message_is_counted),
};
TEST_MAIN
