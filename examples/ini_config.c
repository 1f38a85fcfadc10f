/* Configure by an INI file: Python's logging.config.fileConfig. ini_config.ini does the same for a Python
 * program. The path may be given on the command line.
 *
 * Output:
 *     WARNI [app] the disk is nearly full
 *     DEBUG [app.db] connecting
 *     ERROR [app.db] no answer
 */
#include <pylog/config.h>

int main(int argc, char **argv) {
    if (pylog_file_config(argc > 1 ? argv[1] : "examples/ini_config.ini", NULL) != 0) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_logger *app = pylog_get_logger("app"), *db = pylog_get_logger("app.db");

    pylog_debug(db, "connecting");
    pylog_info(app, "not logged");
    pylog_warning(app, "the disk is nearly full");
    pylog_error(db, "no answer");
    pylog_debug(db, "this has no error after it, and is forgotten");
}
