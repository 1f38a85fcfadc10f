/* What the header's section "Threads, processes, signals" promises and no other test holds: the default time-outs of
 * network handlers, how long a fork waits, and that all threads of the library block all signals. */
#define _GNU_SOURCE

#include <fixture.h>
#include <pylog/config.h>
#include <pylog/handlers.h>
#include <queues.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <port/port.h>

static int set_up(void) {
    pylog_set_raise_exceptions(false);
    return 0;
}

static int tear_down(void) {
    pylog_set_raise_exceptions(true);
    return 0;
}

static const struct fixture fixture = { .set_up = set_up, .tear_down = tear_down };

/* ---- Time-outs ---- */

/* Note the time-out in the double that data points to, and refuse the connection. */
static void *note_timeout(const char *host, int port, double timeout, void *data) {
    (void)host, (void)port;
    *(double *)data = timeout;
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

static pylog_handler *socket_with(const struct pylog_transport *transport) {
    pylog_handler *handler = pylog_socket_handler_new("127.0.0.1", 9020);
    assert_int_equal(pylog_socket_handler_set_transport(handler, transport), 0);
    return handler;
}

static pylog_handler *mail_with(const struct pylog_transport *transport) {
    return pylog_smtp_handler_new(&(struct pylog_smtp_options){ .mailhost = "127.0.0.1",
                                                                .fromaddr = "a@example.org",
                                                                .toaddrs = (const char *[]){ "b@example.org", NULL },
                                                                .subject = "test",
                                                                .transport = transport });
}

static pylog_handler *http_with(const struct pylog_transport *transport) {
    return pylog_http_handler_new("127.0.0.1", "/", &(struct pylog_http_options){ .transport = transport });
}

static void network_handlers_have_the_time_outs_of_the_manual(void **state) {
    static const struct {
        const char *name;
        pylog_handler *(*make)(const struct pylog_transport *transport);
        double timeout;
    } rows[] = { { "socket", socket_with, 1 }, { "mail", mail_with, 5 }, { "HTTP", http_with, 5 } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double timeout = 0;
        const struct pylog_transport transport = {
            .connect = note_timeout, .send = never_send, .recv = never_receive, .close = never_close, .data = &timeout
        };
        pylog_handler *handler = rows[i].make(&transport);
        assert_non_null(handler);
        pylog_logger_add_handler(NULL, handler);
        pylog_warning(NULL, "for nobody");
        pylog_logger_remove_handler(NULL, handler);
        pylog_handler_unref(handler);
        if (timeout <= rows[i].timeout * 0.5 || timeout > rows[i].timeout)
            fail_msg("%s: a time-out of %g s", rows[i].name, timeout);
    }
}

/* ---- Fork ---- */

static void a_fork_waits_a_second_for_a_listener_that_is_stuck(void **state) {
    struct stuck stuck = { .gate = GATE_CLOSED };
    (void)state;
    struct queued queued = queued_with(NULL, stuck_new(&stuck));
    pylog_queue_listener_start(queued.listener);
    pylog_info(NULL, "stuck");
    pylog_info(NULL, "behind it");
    wait_until(&stuck.entered, 1);
    int64_t before = pylog__port_monotonic();
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    double seconds = (double)(pylog__port_monotonic() - before) / 1e9;
    waitpid(child, NULL, 0);
    gate_open(&stuck.gate);
    queued_end(&queued);
    if (seconds > 5) /* another bound would be 10 s */
        fail_msg("fork took %g s", seconds);
}

/* ---- Signals ---- */

static atomic_int threads_seen, signals_let_in;

static void look_at_signals(void) {
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    for (int number = 1; number < 32; number++) { /* those behind are libc's own, and real-time signals */
        bool can_be_blocked = number != SIGKILL && number != SIGSTOP;
        if (can_be_blocked && sigismember(&blocked, number) == 0)
            atomic_fetch_add(&signals_let_in, 1);
    }
    atomic_fetch_add(&threads_seen, 1);
}

static int look_and_drop(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler, (void)record;
    look_at_signals();
    return 0;
}

static int look_and_refuse(const char *bytes, size_t length, pylog_buffer *out, void *data) {
    (void)bytes, (void)length, (void)out, (void)data;
    look_at_signals();
    return -1;
}

static pylog_handler *look_and_make(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    look_at_signals();
    return pylog_null_handler_new();
}

static void in_a_listener(void) {
    static const struct pylog_handler_ops operations = { .name = "Looking", .emit = look_and_drop };
    struct queued queued = queued_with(NULL, pylog_handler_new(&operations, NULL));
    pylog_queue_listener_start(queued.listener);
    pylog_info(NULL, "look");
    queued_end(&queued);
}

static void send_a_text(const char *path) {
    static const char text[] = "\0\0\0\2{}";
    char byte;
    int made = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    strcpy(address.sun_path, path);
    assert_int_equal(connect(made, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(send(made, text, sizeof text - 1, MSG_NOSIGNAL), sizeof text - 1);
    (void)!recv(made, &byte, 1, 0);
    close(made);
}

static void where_configurations_come(void) {
    assert_int_equal(
        pylog_listen(0, &(struct pylog_listen_options){ .path = "listen.socket", .verify = look_and_refuse }), 0);
    send_a_text("listen.socket");
    pylog_stop_listening();
}

static void write_configuration(const char *level) {
    FILE *file = fopen("watched.json", "w");
    fprintf(file,
            "{\"version\": 1, \"handlers\": {\"h\": {\"()\": \"my.Looking\"}},"
            " \"root\": {\"level\": \"%s\", \"handlers\": [\"h\"]}}",
            level);
    fclose(file);
}

static void in_a_watcher(void) {
    int before = atomic_load(&threads_seen);
    pylog_config_register_handler("my.Looking", look_and_make, NULL);
    sigset_t all, mine;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &mine); /* the first look is this thread's */
    write_configuration("INFO");
    assert_int_equal(pylog_config_watch("watched.json", 0.01), 0);
    pthread_sigmask(SIG_SETMASK, &mine, NULL);
    write_configuration("WARNING");
    while (atomic_load(&threads_seen) < before + 2)
        sleep_milliseconds(5);
    pylog_config_watch(NULL, 0);
    pylog_dict_config("{\"version\": 1}");
    pylog_config_register_handler("my.Looking", NULL, NULL);
}

static void threads_of_the_library_block_all_signals(void **state) {
    (void)state;
    in_a_listener();
    assert_int_equal(atomic_load(&threads_seen), 1);
    where_configurations_come();
    assert_int_equal(atomic_load(&threads_seen), 2);
    in_a_watcher();
    assert_int_equal(atomic_load(&signals_let_in), 0);
}

int main(void) {
    must_end_within(60);
    const struct CMUnitTest tests[] = {
        TEST(network_handlers_have_the_time_outs_of_the_manual),
        TEST(a_fork_waits_a_second_for_a_listener_that_is_stuck),
        TEST(threads_of_the_library_block_all_signals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
