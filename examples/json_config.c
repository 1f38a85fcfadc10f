/* Configure by a file of JSON: Python's logging.config.dictConfig. json_config.json does the same for a
 * Python program. The path may be given on the command line.
 *
 * Output:
 *     INFO    started
 *     WARNING 3 of 4 replicas are up
 *
 * app.log:
 *     2026-11-20 10:55:01,123 INFO app: started
 *     2026-11-20 10:55:01,123 DEBUG app.db: connected in 7 ms
 *     2026-11-20 10:55:01,124 WARNING app.db: 3 of 4 replicas are up
 */
#include <pylog/config.h>

int main(int argc, char **argv) {
    if (pylog_dict_config_file(argc > 1 ? argv[1] : "examples/json_config.json") != 0) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_logger *app = pylog_get_logger("app"), *db = pylog_get_logger("app.db");

    pylog_debug(app, "not logged: the level of app is the root's");
    pylog_info(app, "started");
    pylog_debug(db, "connected in %d ms", 7);
    pylog_warning(db, "%d of %d replicas are up", 3, 4);
}
