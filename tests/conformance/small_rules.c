/* args that are None, filters of a NullHandler, references in what a factory gets, and loggers with dots side by side. */
#include "support.h"

#include <pylog/config.h>
#include <pylog/handlers.h>

static void show(struct pylog_record *record) {
    struct pylog_field args;
    pylog_buffer *text = pylog_buffer_new();
    pylog_formatter *formatter = pylog_formatter_new("%(message)s args=%(args)s", NULL);
    if (pylog_record_get(record, "args", &args) == 0)
        printf("%s ", args.type == PYLOG_TYPE_NONE ? "None" : args.value.s);
    pylog_formatter_format(formatter, record, text);
    puts(pylog_buffer_data(text));
    pylog_formatter_unref(formatter);
    pylog_buffer_free(text);
    pylog_record_free(record);
}

static void arguments(void) {
    struct pylog_record *record =
        pylog_make_log_record(PYLOG_FIELDS(pylog_field_str("msg", "m"), pylog_field_none("args")));
    struct pylog_record *copy = pylog_record_copy(record);
    pylog_queue *queue = pylog_queue_new(NULL);
    pylog_logger *log = pylog_get_logger("que");
    pylog_logger_set_propagate(log, false);
    show(record);
    show(copy);
    pylog_logger_add_handler(log, pylog_queue_handler_new(queue));
    pylog_warning(log, "a %s", "b");
    pylog_warning(log, "none");
    show(pylog_queue_get(queue, PYLOG_NO_WAIT));
    show(pylog_queue_get(queue, PYLOG_NO_WAIT));
}

static int change(struct pylog_record *record, void *data) {
    (void)data;
    pylog_record_set(record, pylog_field_str("msg", "changed"));
    return 1;
}

static void null_handler(void) {
    pylog_handler *null = pylog_null_handler_new();
    pylog_logger *lib = pylog_get_logger("lib");
    pylog_handler_add_filter(null, pylog_filter_new_callback(change, NULL, NULL));
    pylog_logger_set_propagate(lib, false);
    pylog_logger_add_handler(lib, null);
    pylog_logger_add_handler(lib, pylog_stream_handler_new(stdout));
    pylog_warning(lib, "original");
    struct pylog_record *record = pylog_make_log_record(PYLOG_FIELDS(pylog_field_str("msg", "by hand")));
    bool passed = pylog_handler_filter(null, record);
    printf("%s %s\n", passed ? "True" : "False", record->msg);
    pylog_record_free(record);
}

static pylog_handler *probe(const struct pylog_field *kwargs, void *data) {
    (void)data;
    printf("%s %s\n%s\n", kwargs[0].value.s, kwargs[1].value.s, kwargs[2].value.s);
    return pylog_null_handler_new();
}

static void references(void) {
    pylog_config_register_handler("probe", probe, NULL);
    if (pylog_dict_config("{\"version\": 1, \"hosts\": [\"a\", \"b\"], \"handlers\": {\"h\": {"
                          "\"()\": \"probe\", \"one\": \"cfg://hosts[0]\","
                          "\"list\": [\"x\", \"cfg://hosts[1]\", [\"cfg://hosts[0]\"], 1],"
                          "\"dict\": {\"deep\": {\"x\": \"cfg://handlers.h.one\"}, \"level\": "
                          "\"ext://logging.INFO\"}}}}"))
        puts(pylog_last_error());
}

static void dots(int number, const char *first, const char *second, const char *name) {
    char text[200], full[64];
    const char *const existing[] = { first, second };
    pylog_logger *loggers[2] = { NULL, NULL };
    for (int i = 0; i < 2 && existing[i]; i++) {
        snprintf(full, sizeof full, "p%d.%s", number, existing[i]);
        loggers[i] = pylog_get_logger(full);
    }
    snprintf(text, sizeof text, "{\"version\": 1, \"loggers\": {\"p%d.%s\": {\"level\": \"INFO\"}}}", number,
             name);
    if (pylog_dict_config(text))
        puts(pylog_last_error());
    printf("p%d.%s [", number, name);
    for (int i = 0; i < 2 && loggers[i]; i++)
        printf("%s('%s', %s)", i ? ", " : "", pylog_logger_name(loggers[i]),
               pylog_logger_disabled(loggers[i]) ? "True" : "False");
    puts("]");
}

int main(void) {
    arguments();
    null_handler();
    references();
    dots(0, "a..b", NULL, "a");
    dots(1, "a..b", NULL, "a.");
    dots(2, "a..b", "a", "a");
    dots(3, "a...b", NULL, "a..");
    dots(4, ".a", NULL, "");
}
