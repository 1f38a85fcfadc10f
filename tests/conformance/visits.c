/* All loggers and all handlers that there are. */
#include "support.h"
#include "../support/handler_names.h"
#include <pylog/handlers.h>

static int show(const char *name, pylog_logger *logger, void *data) {
    (void)data;
    printf("logger: %s %s\n", name, logger ? logger_repr(logger) : "placeholder");
    return 0;
}

static void show_loggers(void) {
    puts("[loggers]");
    pylog_visit_loggers(show, NULL);
}

static int show_handler(pylog_handler *handler, void *last_resort) {
    const char *name = name_of_handler(handler);
    if (handler != last_resort)
        printf("handler: %s %s %d\n", pylog_handler_operations(handler)->name, name ? name : "None",
               pylog_handler_level(handler));
    return 0;
}

static void show_handlers(void) {
    pylog_handler *last_resort = pylog_get_last_resort();
    puts("[handlers]");
    pylog_visit_handlers(show_handler, last_resort);
    pylog_handler_unref(last_resort);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        int level;
    } rows[] = {
        { "a.b.c", 10 }, { "x", 20 },      { "a", 0 },        { "a.b", 30 }, { "a..b", 0 }, { "deep.er.and.deeper", 0 },
        { ".dot", 0 },   { "a.b.c.", 0 },  { "deep.er", 40 }, { "x", 0 },    { "q.r", 0 },  { "q.s", 0 },
        { "root.child", 0 },
    };
    begin(argc, argv);
    show_loggers();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pylog_logger_set_level(pylog_get_logger(rows[i].name), rows[i].level);
        show_loggers();
    }
    show_handlers();
    pylog_handler *stream = pylog_stream_handler_new(stdout), *null = pylog_null_handler_new();
    pylog_handler *file = pylog_file_handler_new("app.log", &(struct pylog_file_options){ .delay = true });
    pylog_handler_set_level(null, PYLOG_ERROR);
    pylog_handler_set_name(file, "file");
    show_handlers();
    pylog_handler *memory = pylog_memory_handler_new(10, NULL);
    show_handlers();
    pylog_handler_unref(null);
    show_handlers();
    pylog_handler_unref(memory);
    pylog_handler_unref(file);
    pylog_handler_unref(stream);
    return 0;
}
