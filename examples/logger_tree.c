/* Names with dots make a tree. A logger without a level has its parent's, and records go up to the handlers
 * of every ancestor, until one does not propagate.
 *
 * Output:
 *     root: app: at INFO by app's level
 *     root: app.db.pool: at INFO, too
 *     audit: app.audit: seen here alone
 *     <Logger app.db.pool (INFO)> is below <Logger app (INFO)>
 */
#include <pylog.h>

static void add_handler(pylog_logger *log, const char *format) {
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    pylog_handler_set_format(handler, format, NULL);
    pylog_logger_add_handler(log, handler);
    pylog_handler_unref(handler);
}

int main(void) {
    pylog_logger *app = pylog_get_logger("app");
    pylog_logger *pool = pylog_get_logger("app.db.pool"); /* its parent is app, until there is an app.db */
    pylog_logger *audit = pylog_logger_get_child(app, "audit");

    add_handler(NULL, "root: %(name)s: %(message)s");
    add_handler(audit, "audit: %(name)s: %(message)s");
    pylog_logger_set_propagate(audit, false);
    pylog_logger_set_level(app, PYLOG_INFO);

    pylog_info(app, "at INFO by app's level");
    pylog_info(pool, "at INFO, too");
    pylog_info(audit, "seen here alone");
    pylog_info(pylog_get_logger("other"), "not seen: its level is the root's, WARNING");

    char child[64], parent[64];
    pylog_logger_repr(pool, child, sizeof child);
    pylog_logger_repr(pylog_logger_parent(pool), parent, sizeof parent);
    printf("%s is below %s\n", child, parent);
}
