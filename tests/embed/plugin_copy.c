/* A plugin with a copy of pylog inside, for plugin_copy_host.c. */
#include <pylog.h>
#include <pylog/handlers.h>

#define EXPORT __attribute__((visibility("default")))

EXPORT void plugin_start(int with_queue);
EXPORT void plugin_log(int number);
EXPORT void plugin_stop(void);

void plugin_start(int with_queue) {
    pylog_basic_config(&(struct pylog_config){ .filename = "plugin.log",
                                               .level = PYLOG_INFO,
                                               .queue = with_queue ? pylog_queue_new(NULL) : NULL });
}

void plugin_log(int number) {
    pylog_info(pylog_get_logger("plugin"), "record %d", number);
}

void plugin_stop(void) {
    pylog_shutdown();
}
