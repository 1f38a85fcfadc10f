/* Adapters: whose fields win, merging, nesting, process, and what is passed on to the logger. */
#include "support.h"

static pylog_logger *adapt(pylog_logger *logger, const struct pylog_field *extra, bool merge) {
    return pylog_logger_adapter_new(logger, extra, &(struct pylog_adapter_options){ .merge_extra = merge });
}

static void whose_fields(pylog_logger *log) {
    const struct pylog_field *extra = PYLOG_FIELDS(pylog_field_str("user", "adapter"), pylog_field_int("port", 1));
    const struct pylog_call call = { .extra =
                                         PYLOG_FIELDS(pylog_field_str("user", "call"), pylog_field_str("host", "call")) };
    const struct pylog_call user = { .extra = PYLOG_FIELDS(pylog_field_str("user", "call")) };
    pylog_logger *adapter = adapt(log, extra, false);
    pylog_logger *merging = adapt(log, extra, true);
    pylog_logger *empty = adapt(log, call.extra + 2, false);
    pylog_error(adapter, "the adapter's");
    pylog_log_with(adapter, PYLOG_ERROR, &call, "the adapter's alone");
    pylog_error(merging, "the adapter's");
    pylog_log_with(merging, PYLOG_ERROR, &call, "both, the call's win");
    pylog_log_with(empty, PYLOG_ERROR, &user, "none");
    pylog_log_with(log, PYLOG_ERROR, &user, "the logger's");
    pylog_logger_adapter_free(adapter);
    pylog_logger_adapter_free(merging);
    pylog_logger_adapter_free(empty);
}

static void nested_twice(pylog_logger *log, bool merge_inner, bool merge_outer) {
    const struct pylog_call call = { .extra =
                                         PYLOG_FIELDS(pylog_field_str("user", "call"), pylog_field_str("host", "call")) };
    pylog_logger *inner =
        adapt(log, PYLOG_FIELDS(pylog_field_str("user", "inner"), pylog_field_int("port", 1)), merge_inner);
    pylog_logger *outer =
        adapt(inner, PYLOG_FIELDS(pylog_field_str("user", "outer"), pylog_field_str("host", "outer")), merge_outer);
    pylog_error(outer, "merge %d %d", merge_inner, merge_outer);
    pylog_log_with(outer, PYLOG_ERROR, &call, "merge %d %d, call", merge_inner, merge_outer);
    pylog_logger_adapter_free(outer);
    pylog_logger_adapter_free(inner);
}

static void nested(pylog_logger *log) {
    for (int i = 0; i < 4; i++)
        nested_twice(log, i >= 2, i % 2);
    pylog_logger *one = adapt(log, PYLOG_FIELDS(pylog_field_str("user", "1"), pylog_field_int("port", 1)), true);
    pylog_logger *two = adapt(one, PYLOG_FIELDS(pylog_field_str("host", "2")), true);
    pylog_logger *three = adapt(two, PYLOG_FIELDS(pylog_field_str("user", "3")), true);
    pylog_error(three, "three");
    pylog_logger_adapter_free(three);
    pylog_logger_adapter_free(two);
    pylog_logger_adapter_free(one);
}

/* Unlike Python: `process` gets the finished record, and NULL fields merge as an empty list. */
static void prefix(struct pylog_record *record, void *data) {
    char text[128];
    struct pylog_field user;
    (void)data;
    pylog_record_get(record, "user", &user);
    snprintf(text, sizeof text, "[%s] %s", user.value.s, pylog_record_message(record, NULL));
    pylog_record_set(record, pylog_field_str("msg", text));
}

static void shout(struct pylog_record *record, void *data) {
    char text[128];
    (void)data;
    snprintf(text, sizeof text, "%s!", pylog_record_message(record, NULL));
    pylog_record_set(record, pylog_field_str("msg", text));
}

static void processing(pylog_logger *log) {
    const struct pylog_adapter_options prefixing = { .process = prefix }, shouting = { .process = shout };
    pylog_logger *adapter =
        pylog_logger_adapter_new(log, PYLOG_FIELDS(pylog_field_str("user", "alice")), &prefixing);
    pylog_error(adapter, "%d files", 3);
    pylog_warning(adapter, "plain");
    pylog_logger *outer = pylog_logger_adapter_new(adapter, NULL, &shouting);
    pylog_error(outer, "nested %s", "text");
    pylog_logger_adapter_free(outer);
    pylog_logger_adapter_free(adapter);
}

static const char *truth(bool value) {
    return value ? "True" : "False";
}

static void enabling(pylog_logger *child, pylog_logger *adapter) {
    pylog_logger_set_level(adapter, PYLOG_INFO);
    printf("%d %d %s %s\n", pylog_logger_level(child), pylog_logger_get_effective_level(adapter),
           truth(pylog_is_enabled_for(adapter, 20)), truth(pylog_is_enabled_for(adapter, 19)));
    pylog_info(adapter, "now");
    pylog_debug(adapter, "not now");
    pylog_log(adapter, 15, "nor this");
    pylog_logger_set_disabled(child, true);
    puts(truth(pylog_is_enabled_for(adapter, 50)));
    pylog_critical(adapter, "nor this");
    pylog_logger_set_disabled(child, false);
    pylog_disable(PYLOG_ERROR);
    printf("%s %s\n", truth(pylog_is_enabled_for(adapter, 40)), truth(pylog_is_enabled_for(adapter, 50)));
    pylog_error(adapter, "nor this");
    pylog_critical(adapter, "but this");
    pylog_disable(PYLOG_NOTSET);
}

/* Everything but logging itself is the logger's. */
static void passed_on(pylog_logger *log) {
    const struct pylog_exc_info info = { .type = "ValueError", .message = "v" };
    pylog_logger *child = pylog_get_logger("app.child");
    pylog_logger *inner = adapt(child, PYLOG_FIELDS(pylog_field_str("user", "u")), false);
    pylog_logger *adapter = adapt(inner, PYLOG_FIELDS(pylog_field_str("user", "v")), false);
    printf("%s %d %s %s %s\n", pylog_logger_name(adapter), pylog_logger_get_effective_level(adapter),
           truth(pylog_is_enabled_for(adapter, 30)), truth(pylog_is_enabled_for(adapter, 29)),
           truth(pylog_logger_has_handlers(adapter)));
    printf("%s ", logger_repr(adapter));
    puts(logger_repr(child));
    enabling(child, adapter);
    pylog_logger_set_propagate(child, false);
    puts(truth(pylog_logger_has_handlers(adapter)));
    pylog_logger_set_propagate(child, true);
    pylog_logger_set_level(log, PYLOG_ERROR);
    pylog_logger_set_level(child, PYLOG_NOTSET);
    printf("%d\n", pylog_logger_get_effective_level(adapter));
    pylog_warning(adapter, "not now");
    pylog_log_with(adapter, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &info }, "with an error");
    pylog_logger_set_level(log, PYLOG_NOTSET);
    pylog_logger_adapter_free(adapter);
    pylog_logger_adapter_free(inner);
}

static void set_format(pylog_handler *handler) {
    const struct pylog_formatter_options options = {
        .defaults = PYLOG_FIELDS(pylog_field_str("user", "-"), pylog_field_str("port", "-"), pylog_field_str("host", "-")),
    };
    pylog_formatter *formatter = pylog_formatter_new(
        "%(name)s %(levelname)s %(message)s user=%(user)s port=%(port)s host=%(host)s", &options);
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*run)(pylog_logger *log);
    } parts[] = { { "whose_fields", whose_fields },
                  { "nested", nested },
                  { "processing", processing },
                  { "passed_on", passed_on } };
    begin(argc, argv);
    pylog_logger *log = pylog_get_logger("app");
    pylog_handler *handler = print_to_stdout(log, "");
    set_format(handler);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        printf("## %s\n", parts[i].name);
        parts[i].run(log);
    }
    pylog_handler_unref(handler);
    return 0;
}
