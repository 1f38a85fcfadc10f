/* Formats come in Python's three styles.
 *
 * Output:
 *     WARNING  |app       | 12|low on disk
 *     WARNING  |app       | 12|low on disk
 *     WARNING|app|12|low on disk, $5
 */
#include <pylog.h>

static void add_handler(char style, const char *format) {
    const struct pylog_formatter_options options = { .style = style };
    pylog_formatter *formatter = pylog_formatter_new(format, &options);
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    pylog_handler_set_formatter(handler, formatter);
    pylog_logger_add_handler(NULL, handler);
    pylog_formatter_unref(formatter);
    pylog_handler_unref(handler);
}

int main(void) {
    add_handler('%', "%(levelname)-9s|%(name)-10s|%(free)3d|%(message)s");
    add_handler('{', "{levelname:<9}|{name:10}|{free:3}|{message}");
    add_handler('$', "$levelname|${name}|$free|$message, $$5");

    pylog_log_with(pylog_get_logger("app"), PYLOG_WARNING,
                   &(struct pylog_call){ .extra = PYLOG_FIELDS(pylog_field_int("free", 12)) }, "low on disk");
}
