/* Configurations that do not come back: a `verify`, a factory or a handler that hangs. Whoever stops
 * listening or watching, configures, or exits beside them, or from within them, ends within its bound. */
#include <capture.h>
#include <errno.h>
#include <loopback.h>
#include <port/port.h>
#include <pylog.h>
#include <pylog/config.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <stress.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char text[] = "{\"version\": 1, \"root\": {\"level\": \"ERROR\"}}";
static const char with_factory[] =
    "{\"version\": 1, \"handlers\": {\"h\": {\"()\": \"my.Handler\"}}, \"root\": {\"handlers\": [\"h\"]}}";

static struct gate gate = GATE_CLOSED;
static atomic_bool entered;
static int failures; /* of this process: what it returns */

static void expect(bool holds, const char *what) {
    if (holds)
        return;
    failures++;
    printf("not so: %s\n", what);
    fflush(stdout);
}

static double now(void) {
    return (double)pylog__port_monotonic() / 1e9;
}

static void wait_until_entered(void) {
    while (!atomic_load(&entered))
        sleep_milliseconds(2);
}

static void *send_text(void *port) {
    client_configure((int)(size_t)port, text);
    return NULL;
}

/* ---- What hangs ---- */

static int hanging_verify(const char *bytes, size_t length, pylog_buffer *out, void *data) {
    (void)data;
    atomic_store(&entered, true);
    gate_pass(&gate);
    return pylog_buffer_append(out, bytes, length);
}

static int stopping_verify(const char *bytes, size_t length, pylog_buffer *out, void *data) {
    double before = now();
    (void)data;
    expect(pylog_stop_listening() == 0 && now() - before < 8, "stopping in verify does not wait");
    atomic_store(&entered, true);
    return pylog_buffer_append(out, bytes, length);
}

static pylog_handler *hanging_factory(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    atomic_store(&entered, true);
    gate_pass(&gate);
    return pylog_null_handler_new();
}

static atomic_uint done_calls;

static void count_done(int error, const char *sentence, void *data) {
    (void)error, (void)sentence, (void)data;
    atomic_fetch_add(&done_calls, 1);
}

static void listen_and_be_stuck(int (*verify)(const char *, size_t, pylog_buffer *, void *)) {
    int port = pylog_listen(-1, &(struct pylog_listen_options){ .verify = verify, .done = count_done });
    expect(port > 0, "it listens");
    start_thread(send_text, (void *)(size_t)port);
    wait_until_entered();
}

/* ---- The trials: each in a process of its own ---- */

static int stops_beside_a_verify_that_hangs(void) {
    listen_and_be_stuck(hanging_verify);
    double before = now();
    expect(pylog_stop_listening() == -1 && errno == ETIMEDOUT, "stopping gives up");
    expect(now() - before > 8, "it has waited");
    expect(strstr(pylog_last_error(), "left behind") != NULL, "it says so");
    expect(pylog_listen(-1, NULL) == -1 && errno == EALREADY, "the thread is there still");
    gate_open(&gate);
    int port = -1;
    for (int i = 0; port < 0 && i < 1000; i++) {
        port = pylog_listen(-1, NULL);
        sleep_milliseconds(port < 0 ? 10 : 0);
    }
    expect(port > 0, "another one can listen afterwards");
    return failures;
}

static int exits_beside_a_verify_that_hangs(void) {
    listen_and_be_stuck(hanging_verify);
    exit(failures);
}

static int shuts_down_beside_a_verify_that_hangs(void) {
    listen_and_be_stuck(hanging_verify);
    pylog_set_raise_exceptions(true);
    capture_stderr_begin();
    pylog_shutdown();
    char *printed = capture_stderr_end();
    expect(atomic_load(&done_calls) == 0, "done is not called in another thread");
    expect(printed && strstr(printed, "left behind") != NULL, "that it is left behind is printed");
    free(printed);
    return failures;
}

static int stops_in_verify(void) {
    listen_and_be_stuck(stopping_verify);
    expect(pylog_stop_listening() == 0, "stopping again waits for the rest");
    return failures;
}

static int stops_beside_a_watched_file_that_hangs(void) {
    FILE *file = fopen("stuck_watch.json", "w");
    expect(file && fputs("{\"version\": 1}", file) >= 0 && fclose(file) == 0, "the file is written");
    expect(pylog_config_watch("stuck_watch.json", 0.05) == 0, "it is watched");
    pylog_config_register_handler("my.Handler", hanging_factory, NULL);
    file = fopen("stuck_watch.json", "w");
    expect(file && fputs(with_factory, file) >= 0 && fclose(file) == 0, "it is changed");
    wait_until_entered();
    double before = now();
    expect(pylog_config_watch(NULL, 0) == -1 && errno == ETIMEDOUT, "stopping gives up");
    expect(now() - before > 8, "it has waited");
    remove("stuck_watch.json");
    return failures;
}

static void *configure_with_factory(void *result) {
    *(int *)result = pylog_dict_config(with_factory);
    return NULL;
}

static int configures_beside_a_factory_that_hangs(void) {
    int result = -2;
    pylog_config_register_handler("my.Handler", hanging_factory, NULL);
    pthread_t other = start_thread(configure_with_factory, &result);
    wait_until_entered();
    expect(pylog_dict_config(text) == -1 && errno == ETIMEDOUT, "configuring gives up");
    gate_open(&gate);
    join_thread(other);
    expect(result == 0, "the other one is applied");
    expect(pylog_dict_config(text) == 0, "and another one after it");
    return failures;
}

static pylog_handler *busy_factory(const struct pylog_field *kwargs, void *data) {
    double before = now();
    (void)kwargs, (void)data;
    expect(pylog_dict_config(text) == -1 && errno == EDEADLK, "a factory cannot configure");
    expect(pylog_file_config("none.ini", NULL) == -1, "nor from a file");
    expect(pylog_stop_listening() == 0, "it can have listening stopped");
    expect(pylog_config_watch(NULL, 0) == 0, "and watching");
    expect(now() - before < 8, "without waiting");
    return pylog_null_handler_new();
}

static int a_factory_stops_and_configures(void) {
    pylog_config_register_handler("my.Handler", busy_factory, NULL);
    expect(pylog_listen(-1, NULL) > 0, "it listens");
    expect(pylog_dict_config(with_factory) == 0, "it is applied");
    return failures;
}

/* ---- Handlers that configure ---- */

static atomic_uint refused, applied;
static const char queued[] = "{\"version\": 1, \"handlers\": {\"c\": {\"()\": \"my.Handler\"},"
                             " \"q\": {\"class\": \"logging.handlers.QueueHandler\", \"handlers\": [\"c\"]}},"
                             " \"root\": {\"handlers\": [\"q\"]}}";
static const char direct[] =
    "{\"version\": 1, \"handlers\": {\"c\": {\"()\": \"my.Handler\"}}, \"root\": {\"handlers\": [\"c\"]}}";

static int configuring_emit(pylog_handler *handler, const struct pylog_record *record) {
    static const char incremental[] = "{\"version\": 1, \"incremental\": true}";
    double before = now();
    (void)handler, (void)record;
    int result = pylog_dict_config(incremental);
    bool clear = result == 0 || errno == EDEADLK;
    atomic_fetch_add(result ? &refused : &applied, 1);
    expect(clear && now() - before < 4 * stress_patience(),
           "configuring in a handler is over soon, or EDEADLK");
    return 0;
}

static const struct pylog_handler_ops configuring_ops = { .name = "Configuring", .emit = configuring_emit };

static pylog_handler *configuring_handler(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    return pylog_handler_new(&configuring_ops, NULL);
}

static atomic_bool over;

static void *log_until_over(void *unused) {
    while (!atomic_load(&over)) {
        pylog_error(NULL, "configure!");
        sleep_milliseconds(1);
    }
    return unused;
}

static int configure_again_and_again(const char *json) {
    pylog_config_register_handler("my.Handler", configuring_handler, NULL);
    expect(pylog_dict_config(json) == 0, "the first is applied");
    pthread_t logger = start_thread(log_until_over, NULL);
    for (unsigned i = 0; i < 5; i++) {
        while (atomic_load(&applied) + atomic_load(&refused) < 20 * i + 1)
            sleep_milliseconds(1);
        double before = now();
        int result = pylog_dict_config(json);
        expect(result == 0 || errno == ETIMEDOUT, "it is applied, or given up");
        expect(now() - before < 21 * stress_patience(), "within its bound");
    }
    atomic_store(&over, true);
    join_thread(logger);
    expect(atomic_load(&applied) > 0, "handlers did configure");
    return failures;
}

static int configures_beside_handlers_that_configure(void) {
    return configure_again_and_again(direct);
}

static int configures_beside_a_listener_that_configures(void) {
    return configure_again_and_again(queued);
}

/* ---- All of them ---- */

static const struct trial {
    const char *name;
    int (*run)(void);
    double bound; /* seconds */
} trials[] = {
    { "stop listening beside a verify that hangs", stops_beside_a_verify_that_hangs, 20 },
    { "exit beside a verify that hangs", exits_beside_a_verify_that_hangs, 14 },
    { "shut down beside a verify that hangs", shuts_down_beside_a_verify_that_hangs, 14 },
    { "stop listening in verify", stops_in_verify, 10 },
    { "stop watching beside a factory that hangs", stops_beside_a_watched_file_that_hangs, 30 },
    { "configure beside a factory that hangs", configures_beside_a_factory_that_hangs, 20 },
    { "stop and configure in a factory", a_factory_stops_and_configures, 10 },
    { "configure beside handlers that configure", configures_beside_handlers_that_configure, 60 },
    { "configure beside a listener that configures", configures_beside_a_listener_that_configures, 60 },
};
enum { TRIALS = sizeof trials / sizeof *trials };

static void run_trial(const struct trial *trial) {
    pylog_set_raise_exceptions(false);
    _exit(trial->run() != 0);
}

/* They wait, and take no time of the processor: all at once. */
int main(void) {
    int children[TRIALS];
    for (size_t i = 0; i < TRIALS; i++) {
        children[i] = (int)fork();
        if (children[i] == 0)
            run_trial(&trials[i]);
    }
    for (size_t i = 0; i < TRIALS; i++) {
        struct stress_end end = stress_wait_for(children[i], trials[i].bound);
        stress_check(!end.hung && end.status == 0, "%s: %s, status %d after %.1f s", trials[i].name,
                     end.hung ? "hung" : "ended", end.status, end.seconds);
        printf("%s: %.1f s\n", trials[i].name, end.seconds);
    }
    stress_figure("%d ways to be stuck, each within its bound", (int)TRIALS);
    return stress_end();
}
