/* Time-outs mean the same at every place that takes one: 0 is the place's default, PYLOG_FOREVER and PYLOG_NO_WAIT say
 * the rest, and what is none is refused. */
#include <capture.h>
#include <fixture.h>
#include <errno.h>
#include <math.h>
#include <parallel.h>
#include <port/lock.h>
#include <pylog/config.h>
#include <queues.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What the places ask for: the last time-out, and its default in nanoseconds from then on; -1 is for ever, -2 as long as
 * there is progress. */
static struct {
    double timeout;
    int64_t usual;
} asked;
enum { WITHOUT_END = -1, PATIENT = -2 };

int64_t __real_pylog__timeout_end(double timeout, int64_t usual);
int64_t __wrap_pylog__timeout_end(double timeout, int64_t usual);
int __real_pylog__timeout_check(const char *name, double timeout);
int __wrap_pylog__timeout_check(const char *name, double timeout);

int64_t __wrap_pylog__timeout_end(double timeout, int64_t usual) {
    if (pylog__port_is_main_thread()) {
        asked.timeout = timeout;
        asked.usual = usual == INT64_MAX         ? WITHOUT_END
                      : usual == PYLOG__PATIENTLY ? PATIENT
                                                  : usual - pylog__port_monotonic();
    }
    return __real_pylog__timeout_end(timeout, usual);
}

static double checked; /* the last one that is not 0 */
int __wrap_pylog__timeout_check(const char *name, double timeout) {
    if (pylog__port_is_main_thread() && (timeout > 0 || timeout < 0))
        checked = timeout;
    return __real_pylog__timeout_check(name, timeout);
}

static const struct fixture fixture = { .seconds = 60 };

/* ---- Which there are ---- */

static int accepted(bool is) {
    return is ? 0 : -1;
}

static int flush(double timeout) {
    return pylog_flush(timeout);
}

static int acquire(double timeout) {
    pylog_handler *handler = pylog_null_handler_new();
    int result = pylog_handler_acquire_within(handler, timeout);
    if (!result)
        pylog_handler_release(handler);
    pylog_handler_unref(handler);
    return result;
}

static int make_queue(double timeout) {
    pylog_queue *queue = pylog_queue_new(&(struct pylog_queue_options){ .timeout = timeout });
    pylog_queue_unref(queue);
    return accepted(queue);
}

static int get(double timeout) {
    struct queued queued = queued_begin(NULL, NULL);
    pylog_info(NULL, "there is one");
    struct pylog_record *record = pylog_queue_get(queued.queue, timeout);
    int result = accepted(record), error = errno;
    pylog_record_free(record);
    queued_end(&queued);
    errno = error;
    return result;
}

static int make_listener(double timeout) {
    pylog_queue *queue = pylog_queue_new(NULL);
    pylog_handler *none[] = { NULL };
    pylog_queue_listener *listener =
        pylog_queue_listener_new(queue, none, &(struct pylog_queue_listener_options){ .stop_timeout = timeout });
    int result = accepted(listener);
    pylog_queue_listener_free(listener);
    pylog_queue_unref(queue);
    return result;
}

static int set_of_socket(double timeout) {
    pylog_handler *handler = pylog_socket_handler_new("127.0.0.1", 9);
    int result = pylog_socket_handler_set_timeout(handler, timeout);
    pylog_handler_unref(handler);
    return result;
}

static int set_of_datagram(double timeout) {
    pylog_handler *handler = pylog_datagram_handler_new("127.0.0.1", 9);
    int result = pylog_socket_handler_set_timeout(handler, timeout);
    pylog_handler_unref(handler);
    return result;
}

static int make_syslog(double timeout) {
    pylog_handler *handler =
        pylog_syslog_handler_new(&(struct pylog_syslog_options){ .address = "127.0.0.1", .port = 9, .timeout = timeout });
    pylog_handler_unref(handler);
    return accepted(handler);
}

static int make_smtp(double timeout) {
    pylog_handler *handler = pylog_smtp_handler_new(&(struct pylog_smtp_options){
        .mailhost = "h", .fromaddr = "a@b", .toaddrs = (const char *[]){ "c@d", NULL }, .timeout = timeout });
    pylog_handler_unref(handler);
    return accepted(handler);
}

static int make_http(double timeout) {
    pylog_handler *handler = pylog_http_handler_new("h", "/", &(struct pylog_http_options){ .timeout = timeout });
    pylog_handler_unref(handler);
    return accepted(handler);
}

static int listen_for(double timeout) {
    int result = pylog_listen(-1, &(struct pylog_listen_options){ .timeout = timeout, .any_user = true });
    int error = errno;
    pylog_stop_listening();
    errno = error;
    return result < 0 ? -1 : 0;
}

static const struct {
    const char *name, *option;
    int (*use)(double timeout);
} places[] = {
    { "pylog_flush", "timeout", flush },
    { "pylog_handler_acquire_within", "timeout", acquire },
    { "pylog_queue_new", "timeout", make_queue },
    { "pylog_queue_get", "timeout", get },
    { "pylog_queue_listener_new", "stop_timeout", make_listener },
    { "a socket handler", "timeout", set_of_socket },
    { "a datagram handler", "timeout", set_of_datagram },
    { "a syslog handler", "timeout", make_syslog },
    { "a mail handler", "timeout", make_smtp },
    { "an HTTP handler", "timeout", make_http },
    { "pylog_listen", "timeout", listen_for },
};
enum { PLACES = sizeof places / sizeof *places };

static void what_is_no_time_out_is_refused_everywhere(void **state) {
    const double wrong[] = { (double)NAN, -1, -2, -0.001, -1e-300, -999999999, -1e300, (double)-INFINITY };
    (void)state;
    for (size_t i = 0; i < PLACES; i++)
        for (size_t j = 0; j < sizeof wrong / sizeof *wrong; j++) {
            char sentence[128];
            snprintf(sentence, sizeof sentence,
                     "'%s' must be a non-negative number of seconds, PYLOG_FOREVER or PYLOG_NO_WAIT", places[i].option);
            errno = 0;
            if (places[i].use(wrong[j]) != -1 || errno != EINVAL || strcmp(pylog_last_error(), sentence) != 0)
                fail_msg("%s, %g: %d, %s", places[i].name, wrong[j], errno, pylog_last_error());
        }
}

static void all_others_are_taken_everywhere(void **state) {
    const double right[] = { 0, -0.0, 5, 1.5, PYLOG_FOREVER, PYLOG_NO_WAIT, 1e300, (double)INFINITY };
    (void)state;
    for (size_t i = 0; i < PLACES; i++)
        for (size_t j = 0; j < sizeof right / sizeof *right; j++)
            if (places[i].use(right[j]) != 0)
                fail_msg("%s, %g: %s", places[i].name, right[j], pylog_last_error());
}

/* ---- Intervals, which are none ---- */

static int flush_later(double seconds) {
    pylog_handler *handler = pylog_null_handler_new();
    int result = pylog_handler_flush_later(handler, seconds);
    pylog_handler_unref(handler);
    return result;
}

static int flush_interval(double seconds) {
    pylog_handler *handler = pylog_file_handler_new(
        "never.log", &(struct pylog_file_options){ .delay = true, .buffer_size = 10, .flush_interval = seconds });
    pylog_handler_unref(handler);
    return accepted(handler);
}

static int max_age(double seconds) {
    pylog_handler *handler = pylog_rotating_file_handler_new(
        "never.log", &(struct pylog_rotating_options){ .file.delay = true, .max_age = seconds });
    pylog_handler_unref(handler);
    return accepted(handler);
}

static int max_age_of_timed(double seconds) {
    pylog_handler *handler = pylog_timed_rotating_file_handler_new(
        "never.log", &(struct pylog_timed_rotating_options){ .file.delay = true, .max_age = seconds });
    pylog_handler_unref(handler);
    return accepted(handler);
}

static int watch(double seconds) {
    FILE *file = fopen("timeouts.json", "w");
    fputs("{\"version\": 1}", file);
    fclose(file);
    int result = pylog_config_watch("timeouts.json", seconds), error = errno;
    pylog_config_watch(NULL, 0);
    remove("timeouts.json");
    errno = error;
    return result;
}

static void an_interval_is_no_time_out(void **state) {
    static const struct {
        const char *option;
        int (*use)(double seconds);
    } rows[] = { { "seconds", flush_later },
                 { "flush_interval", flush_interval },
                 { "max_age", max_age },
                 { "max_age", max_age_of_timed },
                 { "interval", watch } };
    const double wrong[] = { (double)NAN, -1, PYLOG_NO_WAIT };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char sentence[80];
        snprintf(sentence, sizeof sentence, "'%s' must be a non-negative number of seconds", rows[i].option);
        for (size_t j = 0; j < sizeof wrong / sizeof *wrong; j++)
            if (rows[i].use(wrong[j]) != -1 || errno != EINVAL || strcmp(pylog_last_error(), sentence) != 0)
                fail_msg("%s, %g: %d, %s", rows[i].option, wrong[j], errno, pylog_last_error());
        if (rows[i].use(0) || rows[i].use(60) || rows[i].use(PYLOG_FOREVER))
            fail_msg("%s: %s", rows[i].option, pylog_last_error());
    }
}

/* ---- The defaults, and no waiting ---- */

static void the_defaults_are_those_of_the_manual(void **state) {
    (void)state;
    assert_int_equal(pylog_flush(0), 0);
    assert_int_equal(asked.usual, PATIENT);
    assert_int_equal(acquire(0), 0);
    assert_int_equal(asked.usual, PATIENT);
    assert_int_equal(get(0), 0);
    asked.usual = 0;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_info(NULL, "there is one");
    pylog_record_free(pylog_queue_get(queued.queue, 0));
    assert_true(asked.usual > INT64_C(9000000000) && asked.usual <= INT64_C(10000000000));
    pylog_queue_listener_start(queued.listener);
    assert_int_equal(pylog_queue_listener_stop(queued.listener), 0);
    assert_int_equal(asked.usual, PATIENT);
    queued_end(&queued);
}

static pylog_handler *used;
static struct gate taken = GATE_CLOSED, given_back = GATE_CLOSED;

static void *use_until_told(void *unused) {
    pylog_handler_acquire(used);
    gate_open(&taken);
    gate_pass(&given_back);
    pylog_handler_release(used);
    return unused;
}

static void without_waiting_a_handler_in_use_is_not_flushed_or_acquired(void **state) {
    (void)state;
    used = capture_new(NULL);
    gate_close(&taken);
    gate_close(&given_back);
    pthread_t thread = start_thread(use_until_told, NULL);
    gate_pass(&taken);
    int flushed = pylog_flush(PYLOG_NO_WAIT), flush_error = errno;
    int acquired = pylog_handler_acquire_within(used, PYLOG_NO_WAIT), error = errno;
    gate_open(&given_back);
    join_thread(thread);
    assert_int_equal(flushed, -1);
    assert_int_equal(flush_error, ETIMEDOUT);
    assert_int_equal(acquired, -1);
    assert_int_equal(error, ETIMEDOUT);
    assert_int_equal(pylog_flush(PYLOG_NO_WAIT), 0);
    pylog_handler_unref(used);
}

static void without_waiting_an_idle_queue_is_flushed_all_the_same(void **state) {
    (void)state;
    struct queued queued = queued_begin(NULL, NULL);
    pylog_queue_listener_start(queued.listener);
    pylog_info(NULL, "written");
    assert_int_equal(pylog_flush(PYLOG_FOREVER), 0);
    while (pylog_flush(PYLOG_NO_WAIT))
        assert_int_equal(errno, ETIMEDOUT); /* it may be at work for a moment still */
    queued_end(&queued);
}

static void without_waiting_a_full_queue_takes_nothing(void **state) {
    struct stuck stuck = { .gate = GATE_CLOSED };
    (void)state;
    struct queued queued = queued_with(&(struct pylog_queue_options){ .capacity = 1024, .timeout = PYLOG_NO_WAIT },
                                       stuck_new(&stuck));
    pylog_queue_listener_start(queued.listener);
    pylog_info(NULL, "stuck");
    wait_until(&stuck.entered, 1);
    for (int i = 0; i < 100; i++)
        pylog_info(NULL, "%d", i);
    struct pylog_queue_stats stats;
    pylog_queue_get_stats(queued.queue, &stats);
    gate_open(&stuck.gate);
    assert_true(stats.dropped > 50);
    assert_int_equal(stats.put + stats.dropped, 101);
    queued_end(&queued);
}

static void without_waiting_a_busy_listener_is_not_stopped(void **state) {
    struct stuck stuck = { .gate = GATE_CLOSED };
    (void)state;
    struct queued queued = queued_with(NULL, stuck_new(&stuck));
    pylog_queue_listener_free(queued.listener);
    queued.listener =
        pylog_queue_listener_new(queued.queue, (pylog_handler *[]){ queued.capture, NULL },
                                 &(struct pylog_queue_listener_options){ .stop_timeout = PYLOG_NO_WAIT });
    pylog_queue_listener_start(queued.listener);
    pylog_info(NULL, "stuck");
    wait_until(&stuck.entered, 1);
    int result = pylog_queue_listener_stop(queued.listener), error = errno;
    gate_open(&stuck.gate);
    assert_int_equal(result, -1);
    assert_int_equal(error, ETIMEDOUT);
    assert_null(pylog_queue_get(queued.queue, PYLOG_NO_WAIT));
    queued_end(&queued);
}

/* ---- What a transport is told ---- */

static double told;

static void *note_and_refuse(const char *host, int port, double timeout, void *data) {
    (void)host, (void)port, (void)data;
    told = timeout;
    errno = ECONNREFUSED;
    return NULL;
}

static ptrdiff_t never_send(void *connection, const void *bytes, size_t length, double timeout) {
    (void)connection, (void)bytes, (void)length, (void)timeout;
    return -1;
}

static ptrdiff_t never_receive(void *connection, void *bytes, size_t size, double timeout) {
    (void)connection, (void)bytes, (void)size, (void)timeout;
    return -1;
}

static void never_close(void *connection) {
    (void)connection;
}

static const struct pylog_transport transport = {
    .connect = note_and_refuse, .send = never_send, .recv = never_receive, .close = never_close
};

static pylog_handler *socket_with(double timeout) {
    pylog_handler *handler = pylog_socket_handler_new("127.0.0.1", 9);
    pylog_socket_handler_set_transport(handler, &transport);
    pylog_socket_handler_set_retry(handler, 0, 0, 0);
    pylog_socket_handler_set_timeout(handler, timeout);
    return handler;
}

static pylog_handler *smtp_with(double timeout) {
    return pylog_smtp_handler_new(&(struct pylog_smtp_options){ .mailhost = "h",
                                                                .fromaddr = "a@b",
                                                                .toaddrs = (const char *[]){ "c@d", NULL },
                                                                .transport = &transport,
                                                                .timeout = timeout });
}

static pylog_handler *http_with(double timeout) {
    return pylog_http_handler_new("h", "/",
                                  &(struct pylog_http_options){ .transport = &transport, .timeout = timeout });
}

static const struct {
    const char *name;
    pylog_handler *(*make)(double timeout);
    double usual;
} networks[] = { { "socket", socket_with, 1 }, { "mail", smtp_with, 5 }, { "HTTP", http_with, 5 } };
enum { NETWORKS = sizeof networks / sizeof *networks };

static void log_to(pylog_handler *handler) {
    told = 0;
    pylog_set_raise_exceptions(false);
    pylog_logger_add_handler(NULL, handler);
    pylog_warning(NULL, "for nobody");
    pylog_logger_remove_handler(NULL, handler);
    pylog_set_raise_exceptions(true);
}

static void a_transport_is_told_the_time_that_is_left(void **state) {
    const struct {
        double timeout, least, most; /* 0: the default's */
    } rows[] = { { 0, 0, 0 },
                 { 20, 10, 20 },
                 { PYLOG_FOREVER, PYLOG_FOREVER, PYLOG_FOREVER },
                 { (double)INFINITY, PYLOG_FOREVER, PYLOG_FOREVER },
                 { PYLOG_NO_WAIT, PYLOG_NO_WAIT, PYLOG_NO_WAIT } };
    (void)state;
    for (size_t i = 0; i < NETWORKS; i++)
        for (size_t j = 0; j < sizeof rows / sizeof *rows; j++) {
            pylog_handler *handler = networks[i].make(rows[j].timeout);
            log_to(handler);
            double most = rows[j].most == 0 ? networks[i].usual : rows[j].most;
            double least = rows[j].least == 0 ? networks[i].usual / 2 : rows[j].least;
            if (told < least || told > most)
                fail_msg("%s, %g: %g", networks[i].name, rows[j].timeout, told);
            pylog_handler_unref(handler);
        }
}

/* ---- Shutting down, and exit ---- */

static int log_at_close(pylog_handler *handler) {
    pylog_handler *network = pylog_handler_data(handler);
    log_to(network);
    return 0;
}

static int drop(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    return 1;
}

static void nothing_is_waited_for_without_a_bound_while_shutting_down(void **state) {
    static const struct pylog_handler_ops at_shutdown = { .name = "AtShutdown", .emit = drop, .flush = log_at_close };
    (void)state;
    for (size_t i = 0; i < NETWORKS; i++) {
        pylog__reset();
        pylog_handler *handler = networks[i].make(PYLOG_FOREVER);
        pylog_handler *logging = pylog_handler_new(&at_shutdown, handler);
        pylog_shutdown();
        if (told <= 1 || told > 10)
            fail_msg("%s, within the shutdown: %g", networks[i].name, told);
        log_to(handler);
        if (told <= 5 || told > 10)
            fail_msg("%s, afterwards: %g", networks[i].name, told);
        pylog_handler_unref(logging);
        pylog_handler_unref(handler);
    }
}

/* ---- Configurations ---- */

#define MAIL(more)                                                                                                 \
    "{\"class\": \"logging.handlers.SMTPHandler\", \"mailhost\": \"h\", \"fromaddr\": \"a@b\", \"toaddrs\": [\"c@d\"]," \
    "\"subject\": \"s\"" more "}"
#define SYSLOG(more) "{\"class\": \"logging.handlers.SysLogHandler\", \"address\": [\"127.0.0.1\", 9]" more "}"
#define SOCKET(more) \
    "{\"class\": \"logging.handlers.SocketHandler\", \"host\": \"127.0.0.1\", \"port\": 9" more "}"
#define HTTP(more) "{\"class\": \"logging.handlers.HTTPHandler\", \"host\": \"h\", \"url\": \"/\"" more "}"
#define QUEUE(more) \
    "{\"class\": \"logging.handlers.QueueHandler\", \"queue\": {\"()\": \"queue.Queue\"" more "}}"

static int configure(const char *handler) {
    char text[512];
    snprintf(text, sizeof text, "{\"version\": 1, \"handlers\": {\"h\": %s}}", handler);
    checked = 0;
    return pylog_dict_config(text);
}

static void configurations_have_pythons_time_outs(void **state) {
    static const struct {
        const char *handler;
        double timeout;
    } rows[] = {
        { MAIL(""), 0 },
        { MAIL(", \"timeout\": null"), PYLOG_FOREVER },
        { MAIL(", \"timeout\": 2.5"), 2.5 },
        { SYSLOG(""), 0 },
        { SYSLOG(", \"timeout\": null"), PYLOG_FOREVER },
        { SYSLOG(", \"timeout\": 0"), PYLOG_FOREVER },
        { SYSLOG(", \"timeout\": 3"), 3 },
        { SOCKET(""), 1 },
        { SOCKET(", \"timeout\": 0"), 0 },
        { SOCKET(", \"timeout\": null"), PYLOG_FOREVER },
        { HTTP(""), 0 },
        { HTTP(", \"timeout\": 0"), 0 },
        { HTTP(", \"timeout\": null"), PYLOG_FOREVER },
        { QUEUE(""), 0 },
        { QUEUE(", \"timeout\": null"), PYLOG_FOREVER },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (configure(rows[i].handler) || checked != rows[i].timeout)
            fail_msg("%s: %g, %s", rows[i].handler, checked, pylog_last_error());
}

static void configurations_refuse_what_python_refuses(void **state) {
    static const struct {
        const char *handler, *sentence;
    } rows[] = {
        { MAIL(", \"timeout\": 0"), "Non-blocking socket (timeout=0) is not supported" },
        { MAIL(", \"timeout\": -1"), "Timeout value out of range" },
        { SYSLOG(", \"timeout\": -0.5"), "Timeout value out of range" },
        { SOCKET(", \"timeout\": -1000000000"), "Timeout value out of range" },
        { HTTP(", \"timeout\": -1e9"), "Timeout value out of range" },
        { QUEUE(", \"timeout\": -1e9"), "Timeout value out of range" },
        { QUEUE(", \"timeout\": \"1\""), "a number" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (configure(rows[i].handler) != -1 || errno != EINVAL || !strstr(pylog_last_error(), rows[i].sentence))
            fail_msg("%s: %s", rows[i].handler, pylog_last_error());
}

static const struct CMUnitTest tests[] = {
    TEST(what_is_no_time_out_is_refused_everywhere),
    TEST(all_others_are_taken_everywhere),
    TEST(an_interval_is_no_time_out),
    TEST(the_defaults_are_those_of_the_manual),
    TEST(without_waiting_a_handler_in_use_is_not_flushed_or_acquired),
    TEST(without_waiting_an_idle_queue_is_flushed_all_the_same),
    TEST(without_waiting_a_full_queue_takes_nothing),
    TEST(without_waiting_a_busy_listener_is_not_stopped),
    TEST(a_transport_is_told_the_time_that_is_left),
    TEST(nothing_is_waited_for_without_a_bound_while_shutting_down),
    TEST(configurations_have_pythons_time_outs),
    TEST(configurations_refuse_what_python_refuses),
};
TEST_MAIN
