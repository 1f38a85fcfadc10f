// A C++ program: built by cplusplus.sh as C++11 to C++20.
#include <pylog.h>

static void wrapper(pylog_logger *log, const struct pylog_site *site) {
    struct pylog_call call = pylog_call();
    call.site = site;
    call.extra = PYLOG_FIELDS(pylog_field_str("user", "alice"), pylog_field_int("port", 22));
    pylog_log_with(log, PYLOG_WARNING, &call, "%d fields", 2);
}

static void caller(pylog_logger *log) {
    wrapper(log, PYLOG_HERE);
}

int main() {
    struct pylog_config config = pylog_config();
    config.stream = stdout;
    config.format = "%(levelname)s:%(funcName)s:%(lineno)d:%(message)s";
    if (pylog_basic_config(&config) != 0)
        return 1;

    pylog_logger *log = pylog_get_logger("app");
    pylog_handler *handler = pylog_stream_handler_new(stdout);
    pylog_handler_set_format(handler, "user=%(user)s port=%(port)d", nullptr);
    caller(log);
    auto lambda = [log](const char *text) { pylog_error(log, "from a lambda: %s", text); };
    lambda("text");

    pylog_logger_add_handler(pylog_get_logger("app.db"), handler);
    for (int i = 0; i < 2; i++)
        caller(pylog_get_logger("app.db"));
    pylog_handler_unref(handler);
    return 0;
}
