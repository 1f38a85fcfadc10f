/* Two configurations meet: one comes over a socket, or is applied by a handler of a queue's listener, while the program
 * applies another one. The one is really in the middle of its work when the other one waits: the first goes on only
 * then. Both end soon, one after the other or with EDEADLK, and what is logged afterwards is written once. */
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
#include <unistd.h>

/* ---- Meeting ---------------------------------------------------------------------------------- */

static struct gate within = GATE_CLOSED; /* the first is in the middle of it */
static struct gate met = GATE_CLOSED;    /* and the second one waits */
static _Thread_local bool second;        /* this thread is to wait */
static atomic_bool second_is_a_listener; /* or a thread of the library's */
static _Thread_local bool is_the_programs;

bool __real_pylog__condition_wait(struct pylog__condition *condition, struct pylog__mutex *mutex, int64_t deadline);
bool __wrap_pylog__condition_wait(struct pylog__condition *condition, struct pylog__mutex *mutex, int64_t deadline);

bool __wrap_pylog__condition_wait(struct pylog__condition *condition, struct pylog__mutex *mutex, int64_t deadline) {
    if (second || (atomic_load(&second_is_a_listener) && !is_the_programs))
        gate_open(&met);
    return __real_pylog__condition_wait(condition, mutex, deadline);
}

static void wait_to_be_met(void) {
    gate_open(&within);
    gate_pass(&met);
}

static pylog_handler *meeting_factory(const struct pylog_field *kwargs, void *data) {
    (void)kwargs, (void)data;
    wait_to_be_met();
    return pylog_null_handler_new();
}

/* ---- Configurations --------------------------------------------------------------------------- */

#define TO_A_FILE "\"f\": {\"class\": \"logging.FileHandler\", \"filename\": \"%s-%zu.log\"}"

static size_t trial_number;
static char program[512], other[512], meeting[512];

static void name_file(char *out, size_t size, const char *whose, size_t number) {
    snprintf(out, size, "%s-%zu.log", whose, number);
}

static void compose(size_t number) {
    trial_number = number;
    snprintf(program, sizeof program,
             "{\"version\": 1, \"handlers\": {" TO_A_FILE "}, \"root\": {\"level\": \"WARNING\", \"handlers\": [\"f\"]}}",
             "program", number);
    snprintf(other, sizeof other,
             "{\"version\": 1, \"handlers\": {" TO_A_FILE "}, \"root\": {\"level\": \"INFO\", \"handlers\": [\"f\"]}}",
             "other", number);
    snprintf(meeting, sizeof meeting,
             "{\"version\": 1, \"handlers\": {\"m\": {\"()\": \"my.Meeting\"}, " TO_A_FILE "},"
             " \"root\": {\"level\": \"INFO\", \"handlers\": [\"f\", \"m\"]}}",
             "other", number);
    pylog_config_register_handler("my.Meeting", meeting_factory, NULL);
    is_the_programs = true;
}

/* By the thread that has to wait for the other one. */
static int configure_second(const char *text) {
    gate_pass(&within);
    second = true;
    int result = pylog_dict_config(text);
    second = false;
    return result;
}

/* ---- Over a socket ---------------------------------------------------------------------------- */

static int port;

/* Returns when the server closes the connection, after it has applied the text. */
static void *send_text(void *text) {
    is_the_programs = true;
    client_configure(port, text);
    return NULL;
}

static int the_socket_first(void) {
    port = pylog_listen(-1, NULL);
    pthread_t sender = start_thread(send_text, meeting);
    int result = configure_second(program);
    join_thread(sender);
    stress_check(result == 0, "the program's is applied: %s", pylog_last_error());
    return pylog_logger_level(NULL) == PYLOG_WARNING;
}

/* Once the program is in the middle of its own. */
static void *send_second(void *text) {
    gate_pass(&within);
    return send_text(text);
}

static int the_program_first(void) {
    port = pylog_listen(-1, NULL);
    atomic_store(&second_is_a_listener, true);
    pthread_t sender = start_thread(send_second, program);
    int result = pylog_dict_config(meeting);
    join_thread(sender);
    stress_check(result == 0, "the one that was first is applied: %s", pylog_last_error());
    return pylog_logger_level(NULL) == PYLOG_WARNING;
}

/* ---- In a queue's listener -------------------------------------------------------------------- */

static const char queued[] = "{\"version\": 1, \"handlers\": {\"c\": {\"()\": \"my.Configuring\"},"
                             " \"q\": {\"class\": \"logging.handlers.QueueHandler\", \"handlers\": [\"c\"]}},"
                             " \"root\": {\"level\": \"INFO\", \"handlers\": [\"q\"]}}";

static bool meets_itself; /* before it configures; else its configuration does */
static atomic_int handlers_result, handlers_error;

static int configuring_emit(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    if (strcmp(pylog_record_message(record, NULL), "configure") != 0)
        return 0;
    if (meets_itself)
        wait_to_be_met();
    int result = pylog_dict_config(meets_itself ? other : meeting);
    atomic_store(&handlers_error, result ? errno : 0);
    atomic_store(&handlers_result, result);
    return 0;
}

static pylog_handler *configuring_handler(const struct pylog_field *kwargs, void *data) {
    static const struct pylog_handler_ops operations = { .name = "Configuring", .emit = configuring_emit };
    (void)kwargs, (void)data;
    return pylog_handler_new(&operations, NULL);
}

static int beside_a_handler_that_configures(void) {
    atomic_store(&handlers_result, -2);
    pylog_config_register_handler("my.Configuring", configuring_handler, NULL);
    stress_check(pylog_dict_config(queued) == 0, "the queue is there: %s", pylog_last_error());
    pylog_info(NULL, "configure");
    int result = configure_second(program);
    stress_check(result == 0, "the program's is applied: %s", pylog_last_error());
    return pylog_logger_level(NULL) == PYLOG_WARNING;
}

/* The program closes the listener's handlers already, and waits for this one: it cannot wait for the program. */
static int the_handler_while_its_listener_is_stopped(void) {
    meets_itself = true;
    int good = beside_a_handler_that_configures();
    stress_check(handlers_result == -1 && handlers_error == EDEADLK, "the handler is refused: %d, %d",
                 handlers_result, handlers_error);
    return good;
}

static int the_handler_first(void) {
    int good = beside_a_handler_that_configures();
    stress_check(handlers_result == 0, "the handler's is applied: %d, %d", handlers_result, handlers_error);
    return good;
}

/* ---- All of them ------------------------------------------------------------------------------ */

static const struct trial {
    const char *name;
    int (*run)(void);
} trials[] = {
    { "one over a socket, and the program's", the_socket_first },
    { "the program's, and one over a socket", the_program_first },
    { "a handler's, while the program stops its listener", the_handler_while_its_listener_is_stopped },
    { "a handler's, and then the program's", the_handler_first },
};
enum { TRIALS = sizeof trials / sizeof *trials };

static int run(size_t number) {
    compose(number);
    pylog_set_raise_exceptions(false);
    int good = trials[number].run();
    stress_check(good, "%s: the second one is in force", trials[number].name);
    pylog_warning(NULL, "afterwards");
    pylog_shutdown();
    return stress_end();
}

static void judge(size_t number, const struct stress_end *end) {
    static const char *const files[] = { "program", "other" };
    char path[64];
    stress_check(!end->hung && end->status == 0, "%s: %s, status %d", trials[number].name,
                 end->hung ? "hung" : "ended", end->status);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        name_file(path, sizeof path, files[i], number);
        char *text = read_whole_file(path);
        const char *expected = i == 0 ? "afterwards\n" : "";
        stress_check(strcmp(text ? text : "", expected) == 0, "%s: %s has: %s", trials[number].name, path,
                     text ? text : "");
        free(text);
        remove(path);
    }
}

int main(void) {
    struct stress_end ends[TRIALS];
    double longest = 0;
    stress_in_children(TRIALS, TRIALS, run, 9, ends); /* nobody waits for the ten seconds of a bound */
    for (size_t i = 0; i < TRIALS; i++) {
        judge(i, &ends[i]);
        longest = ends[i].seconds > longest ? ends[i].seconds : longest;
    }
    stress_figure("%d ways to meet, %.1f s at most", (int)TRIALS, longest);
    return stress_end();
}
