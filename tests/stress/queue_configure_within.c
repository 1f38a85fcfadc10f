/* A handler of a queue's listener configures, while another thread does, and so stops that listener: the one waits
 * for the other, for a bounded time, and both end. What was logged before and after is handled, each record once. */
#include <pylog.h>
#include <pylog/handlers.h>
#include <stress.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { BOUND = 15 };

static struct gate entered = GATE_CLOSED;
static atomic_int handled, configured;

static void configure(void) {
    pylog_basic_config(&(struct pylog_config){ .filename = "configured.log", .level = PYLOG_INFO, .force = true });
    atomic_fetch_add(&configured, 1);
}

static int count_or_configure(pylog_handler *handler, const struct pylog_record *record) {
    (void)handler;
    atomic_fetch_add(&handled, 1);
    if (strcmp(pylog_record_message(record, NULL), "configure") != 0)
        return 0;
    gate_open(&entered);
    sleep_milliseconds(50); /* the other one is at it by now, and it does not matter if not */
    configure();
    return 0;
}

static int configure_in_two_threads(void *unused) {
    static const struct pylog_handler_ops operations = { .name = "Configuring", .emit = count_or_configure };
    (void)unused;
    pylog_handler *list[] = { pylog_handler_new(&operations, NULL), NULL };
    pylog_queue *queue = pylog_queue_new(NULL);
    pylog_queue_listener *listener =
        pylog_queue_listener_new(queue, list, &(struct pylog_queue_listener_options){ .stop_timeout = 1 });
    pylog_handler *putter = pylog_queue_handler_new(queue);
    pylog_queue_handler_set_listener(putter, listener);
    pylog_logger_add_handler(NULL, putter);
    pylog_handler_unref(putter);
    pylog_logger_set_level(NULL, PYLOG_INFO);
    pylog_queue_listener_start(listener);
    pylog_info(NULL, "before");
    pylog_info(NULL, "configure");
    pylog_info(NULL, "behind it");
    gate_pass(&entered);
    configure();
    for (int i = 0; i < 1000 && atomic_load(&configured) < 2; i++)
        sleep_milliseconds(10);
    pylog_info(NULL, "after");
    pylog_shutdown();
    return atomic_load(&configured) == 2 && atomic_load(&handled) >= 2 && atomic_load(&handled) <= 3 ? 0 : 1;
}

static int count_lines_after(void) {
    char line[200];
    int lines = 0;
    FILE *file = fopen("configured.log", "r");
    while (file && fgets(line, sizeof line, file))
        lines += strstr(line, "after") != NULL;
    if (file)
        fclose(file);
    return lines;
}

int main(void) {
    remove("configured.log");
    struct stress_end end = stress_in_child(configure_in_two_threads, NULL, BOUND);
    stress_figure("%.1f s, status %d, %d records afterwards", end.seconds, end.status, count_lines_after());
    stress_check(!end.hung, "both end");
    stress_check(end.status == 0, "both have configured, and no record came twice");
    stress_check(count_lines_after() == 1, "what is logged afterwards is written");
    return stress_end();
}
