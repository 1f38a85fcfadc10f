/* Forks while another thread is sending: the child logs at once, over a connection of its own. */
#define _GNU_SOURCE

#include <fixture.h>
#include <loopback.h>
#include <parallel.h>
#include <pylog/handlers.h>
#include <stdatomic.h>
#include <unistd.h>

static _Atomic bool stop_logging;

static void *log_all_the_time(void *data) {
    while (!atomic_load(&stop_logging))
        pylog_info(NULL, "from a thread");
    return data;
}

static int fork_and_log(void) {
    pid_t child = fork();
    if (child == 0) {
        alarm(10);
        pylog_info(NULL, "child");
        _exit(0);
    }
    return wait_for_child(child);
}

/* Takes over the reference. */
static void check_forks(pylog_handler *handler) {
    enum { FORKS = 20 };
    int failures = 0;
    assert_non_null(handler);
    pylog_logger_add_handler(NULL, handler);
    pylog_logger_set_level(NULL, PYLOG_INFO);
    atomic_store(&stop_logging, false);
    pthread_t thread = start_thread(log_all_the_time, NULL);
    for (int i = 0; i < FORKS; i++)
        failures += fork_and_log() != 0;
    atomic_store(&stop_logging, true);
    join_thread(thread);
    struct pylog_handler_stats stats;
    pylog_handler_get_stats(handler, &stats);
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
    assert_int_equal(failures, 0);
    assert_int_equal(stats.dropped + stats.errors + stats.reconnects, 0);
}

static struct loopback *peer;

static int set_up(void) {
    peer = loopback_start(LOOPBACK_TCP, NULL);
    return peer ? 0 : -1;
}

static int tear_down(void) {
    loopback_stop(peer);
    return 0;
}

static const struct fixture fixture = { .seconds = 60, .set_up = set_up, .tear_down = tear_down };

static void children_log_though_the_parent_is_sending_pickles(void **state) {
    (void)state;
    pylog_handler *handler = pylog_socket_handler_new(loopback_host(peer), loopback_port(peer));
    pylog_socket_handler_set_timeout(handler, 20);
    check_forks(handler);
}

static void children_log_though_the_parent_is_sending_to_syslog(void **state) {
    (void)state;
    check_forks(pylog_syslog_handler_new(&(struct pylog_syslog_options){ .address = loopback_host(peer),
                                                                         .port = loopback_port(peer),
                                                                         .socktype = PYLOG_SOCK_STREAM,
                                                                         .timeout = 20 }));
}

static const struct CMUnitTest tests[] = {
    TEST(children_log_though_the_parent_is_sending_pickles),
    TEST(children_log_though_the_parent_is_sending_to_syslog),
};
TEST_MAIN
