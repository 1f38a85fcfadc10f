/* Levels from a command line: each -v logs more and each -q less, and -l is for single loggers.
 * The output is that of `command_line -vvv -l app.db=error`.
 *
 * Output:
 *     Level 5:app:details, with -vvv
 *     ERROR:app.db:of the database only errors
 */
#include <pylog.h>
#include <string.h>

enum { TRACE = 5 };

int main(int argc, char **argv) {
    int verbosity = 0;
    const char *levels = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-l") == 0 && i + 1 < argc)
            levels = argv[++i];
        else
            for (const char *at = argv[i]; *at; at++)
                verbosity += (*at == 'v') - (*at == 'q');
    }

    const struct pylog_config config = {
        .stream = stdout,
        .level = pylog_level_from_verbosity(verbosity),
        .force = true,
    };
    if (pylog_basic_config(&config) != 0 || pylog_set_levels(levels) != 0) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 2;
    }

    pylog_log(pylog_get_logger("app"), TRACE, "details, with -vvv");
    pylog_info(pylog_get_logger("app.db"), "not shown");
    pylog_error(pylog_get_logger("app.db"), "of the database only errors");
}
