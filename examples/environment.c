/* Whoever runs the program says what it logs. Without the variable there would be INFO and above of
 * everything:
 *
 *     PYLOG_LEVELS=warning,app=info,app.db=debug ./environment
 *
 * PYLOG_CONFIG=/etc/app/logging.json would name a whole configuration.
 *
 * Output:
 *     INFO:app:started
 *     DEBUG:app.db:connected in 7 ms
 *     WARNING:library:deprecated
 */
#include <pylog/config.h>

int main(void) {
    pylog_basic_config(&(struct pylog_config){ .stream = stdout, .level = PYLOG_INFO });
    if (pylog_config_from_env(NULL) != 0) /* goes on as it was */
        fprintf(stderr, "%s\n", pylog_last_error());

    pylog_info(pylog_get_logger("app"), "started");
    pylog_debug(pylog_get_logger("app.db"), "connected in %d ms", 7);
    pylog_info(pylog_get_logger("library"), "not logged");
    pylog_warning(pylog_get_logger("library"), "deprecated");
}
