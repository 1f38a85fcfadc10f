/* A program that is configured by CONFIGURE, an expression that is 0 if that went well. */
#include <pylog/handlers.h>

static pylog_handler *formatted(pylog_handler *handler, pylog_formatter *formatter) {
    if (handler)
        pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    return handler;
}

static int add(pylog_handler *handler) {
    int result = handler ? pylog_logger_add_handler(NULL, handler) : -1;
    pylog_handler_unref(handler);
    return result;
}

/* What the compiler does not see. */
static const struct pylog_config *from_elsewhere(const struct pylog_config *config) {
    static const struct pylog_config *volatile elsewhere;
    elsewhere = config;
    return elsewhere;
}

int main(int argc, char **argv) {
    const char *file = argv[1];
    (void)formatted, (void)add, (void)from_elsewhere;
    if (argc != 2 || CONFIGURE) {
        fprintf(stderr, "%s\n", pylog_last_error());
        return 1;
    }
    pylog_warning(pylog_get_logger("app"), "caf\303\251 %d", 7);
}
