/* The second file of module_loggers.c: its `logger` is its own. */
#include <pylog.h>

PYLOG_MODULE_LOGGER(logger, "shop.db");

int count_orders(void);
int count_orders(void) {
    pylog_debug(logger(), "reading orders");
    return 3;
}
