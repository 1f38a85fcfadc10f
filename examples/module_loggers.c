/* A logger per source file, as `logger = logging.getLogger(__name__)` in each module of a Python program. The
 * other file is module_loggers_db.c.
 *
 * Output:
 *     INFO:shop:opening
 *     DEBUG:shop.db:reading orders
 *     INFO:shop:3 orders
 */
#include <pylog.h>

PYLOG_MODULE_LOGGER(logger, "shop");

int count_orders(void);

int main(void) {
    pylog_basic_config(&(struct pylog_config){ .level = PYLOG_DEBUG, .stream = stdout });
    pylog_logger_set_level(logger(), PYLOG_INFO);
    pylog_logger_set_level(pylog_get_logger("shop.db"), PYLOG_DEBUG);

    pylog_info(logger(), "opening");
    pylog_debug(logger(), "not shown");
    pylog_info(logger(), "%d orders", count_orders());
}
