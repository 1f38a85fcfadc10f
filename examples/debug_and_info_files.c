/* One logger, two files: all that it logs in logs/debug.log, INFO and above in logs/info.log. The directory
 * is made if it is missing.
 *
 * Output:
 *
 * logs/debug.log:
 *     2026-11-20 10:55:01,123 - app - DEBUG - a debug message
 *     2026-11-20 10:55:01,123 - app - INFO - an info message
 *     2026-11-20 10:55:01,123 - app - WARNING - a warning message
 *     2026-11-20 10:55:01,123 - app - ERROR - an error message
 *     2026-11-20 10:55:01,123 - app - CRITICAL - a critical message
 *
 * logs/info.log:
 *     2026-11-20 10:55:01,123 - app - INFO - an info message
 *     2026-11-20 10:55:01,123 - app - WARNING - a warning message
 *     2026-11-20 10:55:01,123 - app - ERROR - an error message
 *     2026-11-20 10:55:01,123 - app - CRITICAL - a critical message
 */
#include <pylog.h>
#include <stdlib.h>

static void log_to_file(pylog_logger *log, const char *path, int level) {
    const struct pylog_file_options options = { .make_directories = true };
    pylog_handler *handler = pylog_file_handler_new(path, &options);
    if (!handler) {
        fprintf(stderr, "%s\n", pylog_last_error());
        exit(EXIT_FAILURE);
    }
    pylog_handler_set_level(handler, level);
    pylog_handler_set_format(handler, "%(asctime)s - %(name)s - %(levelname)s - %(message)s", NULL);
    pylog_logger_add_handler(log, handler);
    pylog_handler_unref(handler);
}

int main(void) {
    pylog_logger *log = pylog_get_logger("app");

    pylog_logger_set_level(log, PYLOG_DEBUG);
    log_to_file(log, "logs/debug.log", PYLOG_DEBUG);
    log_to_file(log, "logs/info.log", PYLOG_INFO);

    pylog_debug(log, "a debug message");
    pylog_info(log, "an info message");
    pylog_warning(log, "a warning message");
    pylog_error(log, "an error message");
    pylog_critical(log, "a critical message");
}
