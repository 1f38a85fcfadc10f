/* Calls without a logger: the root logger, with basicConfig run first if it has no handlers. */
#include "support.h"

static size_t count_handlers(void) {
    return pylog_logger_handlers(NULL, NULL, 0);
}

static pylog_handler *first_handler(void) {
    pylog_handler *handler = NULL;
    pylog_logger_handlers(NULL, &handler, 1);
    return handler;
}

static void remove_first_handler(void) {
    pylog_handler *handler = first_handler();
    pylog_logger_remove_handler(NULL, handler);
    pylog_handler_unref(handler);
}

static void log_all_levels(void) {
    const struct pylog_exc_info info = { .type = "ValueError", .message = "v" };
    pylog_debug(NULL, "debug %d", 1);
    pylog_info(NULL, "info %d", 2);
    pylog_warning(NULL, "warning %d", 3);
    pylog_error(NULL, "error %d", 4);
    pylog_critical(NULL, "critical %d", 5);
    pylog_log(NULL, 35, "log %d", 6);
    errno = 0;
    pylog_exception(NULL, "exception %d", 7);
    pylog_log_with(NULL, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &info }, "with an error");
}

int main(int argc, char **argv) {
    begin(argc, argv);
    pylog_info(pylog_get_logger("a"), "not by a logger's own call");
    pylog_warning(pylog_get_logger("a"), "last resort");
    printf("%zu\n", count_handlers());
    pylog_debug(NULL, "installs a handler, although it is not logged");
    pylog_handler *handler = first_handler();
    printf("['%s']\n", handler_repr(handler));
    pylog_handler_unref(handler);
    print_stderr();
    pylog_warning(pylog_get_logger("a"), "in basicConfig's format");
    log_all_levels();
    print_stderr();
    pylog_logger_set_level(NULL, PYLOG_DEBUG);
    pylog_debug(NULL, "debug now");
    pylog_disable(PYLOG_INFO);
    pylog_info(NULL, "disabled");
    pylog_disable(PYLOG_NOTSET);
    printf("%zu\n", count_handlers());
    print_stderr();
    remove_first_handler();
    pylog_logger_set_level(NULL, PYLOG_CRITICAL);
    pylog_info(NULL, "installs one again");
    printf("%zu\n", count_handlers());
    remove_first_handler();
    pylog_critical(pylog_get_logger(NULL), "root's own call does not");
    printf("%zu\n", count_handlers());
    print_stderr();
    return 0;
}
