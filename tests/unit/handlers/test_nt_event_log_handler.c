/* The handler for the event log of Windows, where there is none. On Windows: tests/peers/event_log.sh. */
#include <fixture.h>
#include <port/event_log.h>
#include <pylog/handlers.h>

static void needs_a_name_for_the_source(void **state) {
    (void)state;
    errno = 0;
    assert_null(pylog_nt_event_log_handler_new(NULL, NULL));
    assert_int_equal(errno, EINVAL);
    errno = 0;
    assert_null(pylog_nt_event_log_handler_new("", NULL));
    assert_int_equal(errno, EINVAL);
}

static void fails_where_there_is_no_event_log(void **state) {
    (void)state;
    errno = 0;
    assert_null(pylog_nt_event_log_handler_new("pylog_test", NULL));
    assert_int_equal(errno, ENOSYS);
    errno = 0;
    assert_int_equal(pylog__event_report(NULL, PYLOG__EVENT_ERROR, "", 0), -1);
    assert_int_equal(errno, ENOSYS);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(needs_a_name_for_the_source),
    cmocka_unit_test(fails_where_there_is_no_event_log),
};
TEST_MAIN
