/* Shutdown: order, failures, a second time, logging afterwards, and at exit. */
#include "support.h"

/* Prints what is done to it; its flush fails if it is told so. */
struct tracing {
    const char *label;
    bool fails;
    bool closed;
};

static int trace_emit(pylog_handler *handler, const struct pylog_record *record) {
    const struct tracing *tracing = pylog_handler_data(handler);
    printf("%s emit %s\n", tracing->label, pylog_record_message(record, NULL));
    return 0;
}

static int trace_flush(pylog_handler *handler) {
    const struct tracing *tracing = pylog_handler_data(handler);
    if (!tracing->closed)
        printf("%s flush\n", tracing->label);
    errno = EIO;
    return tracing->fails ? -1 : 0;
}

/* Python closes again at each shutdown; in C that does nothing, and neither is shown. */
static void trace_close(pylog_handler *handler) {
    struct tracing *tracing = pylog_handler_data(handler);
    if (!tracing->closed)
        printf("%s close\n", tracing->label);
    tracing->closed = true;
}

static pylog_handler *new_tracing(struct tracing *tracing) {
    static const struct pylog_handler_ops operations = {
        .name = "Tracing",
        .emit = trace_emit,
        .flush = trace_flush,
        .close = trace_close,
    };
    return pylog_handler_new(&operations, tracing);
}

static void in_order(void) {
    static struct tracing data[] = { { "one", false, false },
                                     { "two", false, false },
                                     { "three", false, false } };
    pylog_handler *handlers[3];
    for (size_t i = 0; i < 3; i++)
        handlers[i] = new_tracing(&data[i]);
    pylog_logger_add_handler(pylog_get_logger("a"), handlers[0]);
    puts("shutdown");
    pylog_shutdown();
    puts("again");
    pylog_shutdown();
    for (size_t i = 0; i < 3; i++)
        pylog_handler_unref(handlers[i]);
}

/* A handler whose flush fails is not closed, and the others are. */
static void failing(void) {
    static struct tracing data[] = { { "good", false, false },
                                     { "bad", true, false },
                                     { "better", false, false } };
    pylog_handler *handlers[3];
    for (size_t i = 0; i < 3; i++)
        handlers[i] = new_tracing(&data[i]);
    pylog_shutdown();
    data[1].fails = false;
    puts("later");
    pylog_shutdown();
    for (size_t i = 0; i < 3; i++)
        pylog_handler_unref(handlers[i]);
}

/* Handlers of the library log on after shutdown. */
static void afterwards(void) {
    pylog_handler *file = pylog_file_handler_new("after.log", NULL);
    pylog_logger *log = pylog_get_logger("files");
    pylog_handler *stream = print_to_stdout(log, "%(message)s");
    pylog_logger_add_handler(log, file);
    pylog_error(log, "before");
    pylog_shutdown();
    pylog_error(log, "after");
    print_file("after.log");
    pylog_error(log, "once more");
    pylog_shutdown();
    print_file("after.log");
    pylog_logger_remove_handler(log, stream);
    pylog_handler_unref(file);
    pylog_handler_unref(stream);
}

static void last_words(void) {
    pylog_error(pylog_get_logger("exit"), "before logging's own hook");
}

int main(int argc, char **argv) {
    static struct tracing late = { "late", false, false };
    begin(argc, argv);
    in_order();
    failing();
    afterwards();
    atexit(last_words);
    pylog_handler *handler = new_tracing(&late);
    pylog_logger_add_handler(pylog_get_logger("exit"), handler);
    pylog_handler_unref(handler);
    puts("exit");
    return 0;
}
