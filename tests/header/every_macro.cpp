// What C++ has besides: lambdas, templates, members and default arguments as places of a call.
#include "every_macro.h"

int sum(struct point point) {
    return point.x + point.y;
}

namespace {

struct Connection {
    pylog_logger *log;
    explicit Connection(pylog_logger *logger) : log(logger) {
        pylog_info(log, "opened");
    }
    ~Connection() {
        pylog_info(log, "closed %d", 1);
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
};

template <typename T> void show(pylog_logger *log, T value) {
    pylog_info(log, "of %zu bytes", sizeof value);
    pylog_log_with(log, PYLOG_INFO, nullptr, "in %s", PYLOG_HERE->func_name);
}

} // namespace

// A name of the library means the same behind the macro, in a namespace, too.
namespace inner {
PYLOG_MODULE_LOGGER(in_a_namespace, "app.inner");
int level_of(const struct pylog_record *record);
int level_of(const struct pylog_record *record) {
    pylog_info(in_a_namespace(), "asked");
    return record->levelno;
}
} // namespace inner

void only_in_cpp(pylog_logger *log, const char *text, const char *(*pick)(int));
void only_in_cpp(pylog_logger *log, const char *text, const char *(*pick)(int)) {
    Connection connection(log);
    show(log, 1);
    show(nullptr, 1.5);
    auto lambda = [log](int value) { pylog_warning(log, "lambda %d", value); };
    lambda(1);
    run_time_formats(log, text, pick);
    inlined(log, 1);
}
