/* A plugin that logs through the pylog of its host: loaded and let go of by plugin_queue_host.c. */
#include <pylog.h>

void work(int round);
void work(int round) {
    pylog_logger *logger = pylog_get_logger("plugin");
    char name[] = "a format made at run time: %d";
    pylog_info(logger, "round %d of %s", round, "text");
    pylog_log(logger, PYLOG_WARNING, "no arguments");
    pylog_error(logger, name, round);
    pylog_log_with(
        logger, PYLOG_ERROR,
        &(struct pylog_call){ .exc_info = &(struct pylog_exc_info){ "Trouble", "by a plugin", NULL },
                              .extra = PYLOG_FIELDS(pylog_field_str("user", "me")) },
        "with %s", "all");
}
