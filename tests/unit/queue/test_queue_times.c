/* The times of queued records, where the oldest ones make room for new ones while the listener is at work. */
#include <capture.h>
#include <fixture.h>
#include <port/port.h>
#include <queues.h>
#include <stdlib.h>

enum { BEFORE = 60, RECORDS = 100, CAPACITY = 4096 }; /* some 80 records have room */

static const struct fixture fixture = { .seconds = 30 };

static struct gate leave;
static atomic_size_t logged;

/* It stays, and its channel with it. */
static void *log_first(void *data) {
    pylog_info(NULL, "%d", 0);
    atomic_fetch_add(&logged, 1);
    gate_pass(&leave);
    return data;
}

static int64_t times[RECORDS]; /* just before the calls */

static void log_records(int from, int until) {
    for (int i = from; i < until; i++) {
        times[i] = pylog__port_now();
        pylog_info(NULL, "%d", i);
        sleep_milliseconds(1);
    }
}

/* The listener is stuck with another thread's record, and has seen the first of this thread, which then is
 * dropped, as some of those behind it are: who is the first now has a time of its own. */
static void a_record_has_no_time_of_one_that_was_dropped(void **state) {
    (void)state;
    struct stuck stuck = { .gate = GATE_CLOSED, .target = capture_new("%(message)s %(created)f") };
    struct queued queued =
        queued_with(&(struct pylog_queue_options){ .capacity = CAPACITY, .overflow = PYLOG_DROP_OLDEST },
                    stuck_new(&stuck));
    leave = (struct gate)GATE_CLOSED;
    pthread_t thread = start_thread(log_first, NULL);
    wait_until(&logged, 1);
    times[0] = 0;
    log_records(1, BEFORE);
    assert_int_equal(pylog_queue_listener_start(queued.listener), 0);
    wait_until(&stuck.entered, 1);
    log_records(BEFORE, RECORDS);
    gate_open(&stuck.gate);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    gate_open(&leave);
    join_thread(thread);
    size_t seen = 0;
    for (char *at = (char *)(uintptr_t)capture_text(stuck.target); *at; at++, seen++) {
        long number = strtol(at, &at, 10);
        double created = strtod(at, &at);
        if (*at != '\n')
            break; /* `20 records dropped` */
        if (created < (double)times[number] / 1e9 - 0.001)
            fail_msg("record %ld is %f s too old", number, (double)times[number] / 1e9 - created);
    }
    assert_true(seen > 2 && seen < RECORDS);
    queued_end(&queued);
}

static const struct CMUnitTest tests[] = {
    TEST(a_record_has_no_time_of_one_that_was_dropped),
};
TEST_MAIN
