/* A file that begins anew at certain times. At midnight, app.log becomes app.log.2024-03-10, say, and the
 * seven newest of such files are kept. The first lines show when a file begun on that Sunday would be
 * rotated.
 *
 * Output:
 *     begun                    2024-03-10 10:55:01
 *     every 6 hours            2024-03-10 16:55:01
 *     every 2 days             2024-03-12 10:55:01
 *     at midnight              2024-03-11 00:00:00
 *     at 04:30                 2024-03-11 04:30:00
 *     on Wednesdays, at 04:30  2024-03-13 04:30:00
 *
 * app.log:
 *     INFO:app:until midnight
 */
#include <pylog/handlers.h>

static void show(const char *title, int64_t seconds) {
    time_t moment = (time_t)seconds;
    char text[32];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", gmtime(&moment));
    printf("%-23s  %s\n", title, text);
}

static pylog_handler *rotate(const char *when, int interval, const struct pylog_time_of_day *at_time) {
    return pylog_timed_rotating_file_handler_new(
        "app.log", &(struct pylog_timed_rotating_options){ .file.delay = true,
                                                           .when = when,
                                                           .interval = interval,
                                                           .backup_count = 7,
                                                           .utc = true,
                                                           .at_time = at_time });
}

static void show_rollover(const char *title, pylog_handler *handler) {
    show(title, pylog_timed_rotating_file_handler_compute_rollover(handler, 1710068101));
    pylog_handler_unref(handler);
}

int main(void) {
    const struct pylog_time_of_day half_past_four = { .hour = 4, .minute = 30 };
    show("begun", 1710068101);
    show_rollover("every 6 hours", rotate("H", 6, NULL));
    show_rollover("every 2 days", rotate("D", 2, NULL));
    show_rollover("at midnight", rotate("midnight", 1, NULL));
    show_rollover("at 04:30", rotate("midnight", 1, &half_past_four));
    show_rollover("on Wednesdays, at 04:30", rotate("W2", 1, &half_past_four));

    pylog_handler *handler = rotate("midnight", 1, NULL);
    pylog_basic_config(
        &(struct pylog_config){ .handlers = (pylog_handler *const[]){ handler, NULL }, .level = PYLOG_INFO });
    pylog_handler_unref(handler);
    pylog_info(pylog_get_logger("app"), "until midnight");
}
