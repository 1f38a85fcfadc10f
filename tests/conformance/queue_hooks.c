/* Records put into a queue by hand, a listener that looks at them before its handlers do, and kinds of errors. */
#include "support.h"
#include <pylog/handlers.h>

static int look(struct pylog_record *record, void *data) {
    char user[64];
    (void)data;
    if (strncmp(pylog_record_message(record, NULL), "drop", 4) == 0)
        return 0;
    snprintf(user, sizeof user, "user of %s", record->name);
    pylog_record_set(record, pylog_field_str("user", user));
    if (record->levelno == PYLOG_WARNING)
        pylog_record_set(record, pylog_field_str("levelname", "CHANGED"));
    return 1;
}

static void put(pylog_queue *queue, struct pylog_record *record) {
    if (pylog_queue_put(queue, record))
        puts(pylog_last_error());
    pylog_record_free(record);
}

static struct pylog_record *make(const struct pylog_call *call, const char *fmt, const char *argument) {
    pylog_logger *logger = pylog_get_logger("app");
    return argument ? pylog_logger_make_record(logger, PYLOG_ERROR, call, "by %s", argument)
                    : pylog_logger_make_record_text(logger, PYLOG_ERROR, call, fmt, strlen(fmt));
}

static pylog_handler *to_stdout(void) {
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    pylog_formatter *formatter = pylog_formatter_new(
        "%(name)s %(levelname)s %(user)s %(message)s",
        &(struct pylog_formatter_options){ .defaults = PYLOG_FIELDS(pylog_field_str("user", "nobody")) });
    pylog_handler_set_formatter(handler, formatter);
    pylog_formatter_unref(formatter);
    return handler;
}

static void listen_with(pylog_handler *one, pylog_handler *other) {
    static const struct pylog_exc_info wrong = { "ValueError", "wrong", NULL };
    pylog_handler *handlers[] = { one, other, NULL };
    pylog_queue *queue = pylog_queue_new(NULL);
    pylog_queue_listener *listener = pylog_queue_listener_new(
        queue, handlers, &(struct pylog_queue_listener_options){ .handle = look });
    pylog_handler *handler = pylog_queue_handler_new(queue);
    pylog_logger *logger = pylog_get_logger("app");
    pylog_logger_add_handler(logger, handler);
    pylog_logger_set_propagate(logger, false);
    pylog_queue_listener_start(listener);
    put(queue, make(NULL, NULL, "hand"));
    put(queue, make(NULL, "drop this", NULL));
    put(queue, make(&(struct pylog_call){ .exc_info = &wrong }, "an error", NULL));
    pylog_warning(logger, "through the %s", "handler");
    pylog_warning(logger, "dropped as well");
    pylog_error(logger, "last");
    pylog_queue_listener_stop(listener);
    pylog_logger_remove_handler(logger, handler);
    pylog_queue_listener_free(listener);
    pylog_handler_unref(handler);
    pylog_handler_unref(one);
    pylog_handler_unref(other);
    pylog_queue_unref(queue);
}

static void get(void) {
    pylog_queue *queue = pylog_queue_new(NULL);
    struct pylog_field args;
    put(queue, make(NULL, NULL, "hand"));
    struct pylog_record *record = pylog_queue_get(queue, PYLOG_NO_WAIT);
    pylog_record_get(record, "args", &args);
    printf("got: %s %s %s\n", record->msg, args.value.s, pylog_record_message(record, NULL));
    pylog_record_free(record);
    pylog_queue_unref(queue);
}

static void show(const char *what, bool failed) {
    static const char *const kinds[] = {
        [PYLOG_KIND_NONE] = "none", [PYLOG_KIND_VALUE] = "value", [PYLOG_KIND_TYPE] = "type",
        [PYLOG_KIND_KEY] = "key",   [PYLOG_KIND_OS] = "os",       [PYLOG_KIND_MEMORY] = "memory",
        [PYLOG_KIND_OTHER] = "other",
    };
    if (failed)
        printf("%s %s %s\n", what, pylog_last_error_class(), kinds[pylog_last_error_kind()]);
}

static bool fails_to_format(void) {
    pylog_formatter *formatter = pylog_formatter_new("%(nope)s", NULL);
    pylog_buffer *out = pylog_buffer_new();
    struct pylog_record *record = make(NULL, "x", NULL);
    const bool failed = pylog_formatter_format(formatter, record, out) != 0;
    pylog_record_free(record);
    pylog_buffer_free(out);
    pylog_formatter_unref(formatter);
    return failed;
}

static bool cannot_open(const char *path, const char *mode, const char *encoding) {
    const struct pylog_file_options options = { .mode = mode, .encoding = encoding };
    return !pylog_file_handler_new(path, &options);
}

static bool fails_to_connect(void) {
    pylog_handler *handler = pylog_syslog_handler_new(
        &(struct pylog_syslog_options){ .address = "127.0.0.1", .port = 1, .socktype = PYLOG_SOCK_STREAM });
    const bool failed = !handler;
    pylog_handler_unref(handler);
    return failed;
}

static void errors(void) {
    int level;
    show("format:", !pylog_formatter_new("nothing", NULL));
    show("style:", !pylog_formatter_new("%(message)s", &(struct pylog_formatter_options){ .style = 'x' }));
    show("field:", fails_to_format());
    show("mode:", cannot_open("a.log", "q", NULL));
    show("directory:", cannot_open("missing/a.log", NULL, NULL));
    show("exists:", cannot_open(".", "x", NULL));
    show("encoding:", cannot_open("a.log", NULL, "nope"));
    show("level:", pylog_level_from_name("NOPE", &level) != 0);
    show("extra:", !pylog_logger_make_record(NULL, PYLOG_INFO,
                                             &(struct pylog_call){ .extra = PYLOG_FIELDS(pylog_field_int("message", 1)) },
                                             "x"));
    show("config:", pylog_basic_config(&(struct pylog_config){ .filename = "a.log", .stream = stdout }) < 0);
    show("when:", !pylog_timed_rotating_file_handler_new(
                      "a.log", &(struct pylog_timed_rotating_options){ .when = "Q" }));
    show("refused:", fails_to_connect());
}

int main(int argc, char **argv) {
    begin(argc, argv);
    listen_with(to_stdout(), NULL);
    listen_with(to_stdout(), to_stdout());
    get();
    errors();
    return 0;
}
