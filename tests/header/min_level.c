/* Calls that PYLOG_MIN_LEVEL takes out of the program, and calls that it leaves: see min_level.sh. */
#include <pylog.h>

void calls(pylog_logger *log, int level, int value);
void calls(pylog_logger *log, int level, int value) {
    pylog_debug(log, "vanishes debug %d", value);
    pylog_debug(NULL, "vanishes module");
    pylog_log(log, 5, "vanishes number %d", value);
    pylog_log(log, -5, "vanishes negative");
    pylog_log_with(log, PYLOG_DEBUG, NULL, "vanishes with %d", value);
    pylog_info(log, "stays info %d", value);
    pylog_log(log, level, "stays run-time level");
    pylog_log_with(log, PYLOG_INFO, NULL, "stays with %d", value);
    pylog_exception(log, "stays exception");
    pylog_error(log, "stays error %d", value);
}
