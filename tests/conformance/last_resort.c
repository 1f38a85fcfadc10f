/* Records that reach no handler: the last resort, another one, none, and the line that is printed once. */
#include "support.h"

static void set_another(pylog_logger *log) {
    pylog_handler *another = pylog_stream_handler_new(stdout), *null = pylog_null_handler_new();
    pylog_handler_set_format(another, "other %(levelname)s %(message)s", NULL);
    pylog_set_last_resort(another);
    pylog_debug(log, "another has no level of its own");
    pylog_handler_set_level(another, PYLOG_ERROR);
    pylog_warning(log, "below");
    pylog_error(log, "at its level");
    pylog_logger_add_handler(log, null);
    pylog_error(log, "found a handler");
    pylog_logger_remove_handler(log, null);
    pylog_handler_unref(another);
    pylog_handler_unref(null);
}

static void set_none(pylog_logger *log) {
    pylog_set_last_resort(NULL);
    pylog_set_raise_exceptions(false);
    pylog_error(log, "not even the line");
    print_stderr();
    pylog_set_raise_exceptions(true);
    pylog_logger_set_propagate(log, false);
    pylog_debug(log, "any level");
    pylog_error(log, "once only");
    pylog_error(pylog_get_logger("other"), "for all loggers");
    print_stderr();
}

int main(int argc, char **argv) {
    begin(argc, argv);
    pylog_logger *log = pylog_get_logger("a.b");
    pylog_handler *standard = pylog_get_last_resort();
    pylog_logger_set_level(log, PYLOG_DEBUG);
    printf("%s %d\n", handler_repr(standard), pylog_handler_level(standard));
    pylog_info(log, "below its level");
    pylog_warning(log, "message only");
    pylog_error(log, "%s only", "message");
    print_stderr();
    set_another(log);
    set_none(log);
    pylog_set_last_resort(standard);
    pylog_error(log, "as before");
    print_stderr();
    pylog_handler_unref(standard);
    return 0;
}
