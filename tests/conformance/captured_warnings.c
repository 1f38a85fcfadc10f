/* captureWarnings: warnings go to the logger py.warnings, and back to stderr. */
#include "support.h"

/* The place of a warning is where the macro stands: these lines pretend to be /src/app/main.c, line 7. */
static void warn(const char *category, const char *text) {
#line 7 "/src/app/main.c"
    pylog_show_warning(category, "%s", text);
#line 9 "captured_warnings.c"
}

static size_t count_handlers(const pylog_logger *logger) {
    return pylog_logger_handlers(logger, NULL, 0);
}

static void print_handlers(const pylog_logger *logger) {
    pylog_handler *handlers[8];
    size_t count = pylog_logger_handlers(logger, handlers, 8);
    printf("%zu [", count);
    for (size_t i = 0; i < count; i++) {
        printf("%s'%s'", i ? ", " : "", handler_repr(handlers[i]));
        pylog_handler_unref(handlers[i]);
    }
    puts("]");
}

int main(int argc, char **argv) {
    begin(argc, argv);
    pylog_logger *logger = pylog_get_logger("py.warnings");
    pylog_capture_warnings(false);
    pylog_capture_warnings(true);
    pylog_capture_warnings(true);
    printf("%zu\n", count_handlers(logger));
    warn("UserWarning", "nobody listens");
    print_handlers(logger);
    pylog_handler *handler = print_to_stdout(NULL, "<%(levelname)s:%(name)s:%(message)s>");
    warn("UserWarning", "use b instead");
    warn("DeprecationWarning", "two\nlines");
    pylog_logger_set_level(logger, PYLOG_ERROR);
    warn("UserWarning", "not enabled");
    pylog_logger_set_level(logger, PYLOG_NOTSET);
    printf("%zu\n", count_handlers(logger));
    pylog_handler_set_format(handler, "%(msg)s %(args)s", NULL);
    warn("UserWarning", "100% as it is");
    print_stderr();
    pylog_capture_warnings(false);
    pylog_capture_warnings(false);
    warn("UserWarning", "to stderr");
    print_stderr();
    pylog_capture_warnings(true);
    warn("UserWarning", "captured again");
    print_stderr();
    pylog_handler_unref(handler);
    return 0;
}
