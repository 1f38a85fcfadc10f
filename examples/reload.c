/* A configuration that is edited while the program runs. Here the program edits it itself, as an
 * administrator would who wants to see more; a file that is wrong would be reported on stderr, and change
 * nothing.
 *
 * Output:
 *     INFO:app:started
 *     DEBUG:app:details, from now on
 */
#define _POSIX_C_SOURCE 200809L

#include <pylog/config.h>
#include <time.h>

static void write_config(const char *level) {
    FILE *file = fopen("logging.json", "w");
    if (!file)
        return;
    fprintf(file,
            "{\"version\": 1, \"disable_existing_loggers\": false,\n"
            " \"formatters\": {\"f\": {\"format\": \"%%(levelname)s:%%(name)s:%%(message)s\"}},\n"
            " \"handlers\": {\"h\": {\"class\": \"logging.StreamHandler\", \"formatter\": \"f\"}},\n"
            " \"root\": {\"level\": \"%s\", \"handlers\": [\"h\"]}}\n",
            level);
    fclose(file);
}

int main(void) {
    write_config("INFO");
    if (pylog_config_watch("logging.json", 0.05) != 0) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_logger *log = pylog_get_logger("app");
    pylog_debug(log, "not logged");
    pylog_info(log, "started");

    write_config("DEBUG");
    while (!pylog_is_enabled_for(log, PYLOG_DEBUG))
        nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    pylog_debug(log, "details, from now on");
}
