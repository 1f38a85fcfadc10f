/* A plugin that logs: loaded and let go of by plugin_host.c. */
#include <pylog.h>

void work(void);
void work(void) {
    pylog_basic_config(&(struct pylog_config){ .stream = stdout });
    pylog_warning(pylog_get_logger("plugin"), "loaded");
}
