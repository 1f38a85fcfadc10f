/* Code of the program's, called by a log call, does not return: it throws an exception, jumps out, ends its thread, or
 * is cancelled. Afterwards no lock is taken and no section open: other threads log through the same handler, what
 * is replaced is destroyed, and the program ends. */
#include <pylog/handlers.h>
#include <ways_out.hpp>

namespace {

enum place { EMIT, WRITE, SHARED, LOCKLESS, FILTER, LOGGER_FILTER, FORMATTER, CALLBACK, FACTORY, FLUSH, CLOSE, NESTED, PLACES };
const char *const place_names[] = { "emit",      "write",    "shared write", "lockless emit", "filter", "logger's filter",
                                    "formatter", "callback", "factory",      "flush",         "close",  "nested emit" };

/* ---- Handlers and the rest -------------------------------------------------------------------- */

int written, destroyed, wants_to_fail;

int emit(pylog_handler *, const pylog_record *) {
    leave();
    written++;
    return 0;
}

int fail(pylog_handler *, const pylog_record *) {
    return leaves ? -1 : (written++, 0);
}

int nest(pylog_handler *, const pylog_record *) {
    if (leaves)
        pylog_warning(pylog_get_logger("inner"), "nested");
    return written++, 0;
}

int write_text(pylog_handler *, const pylog_record *, const char *, size_t) {
    leave();
    written++;
    return 0;
}

int flush(pylog_handler *) {
    leave();
    return 0;
}

void close_it(pylog_handler *) {
    leave();
}

void destroy(void *) {
    destroyed++;
}

int filter(pylog_record *, void *) {
    leave();
    return 1;
}

int format(const pylog_record *record, pylog_buffer *out, void *) {
    leave();
    return pylog_buffer_append(out, "text", 4), record == nullptr;
}

void told(pylog_handler *, const pylog_record *, int, const char *, void *) {
    leave();
}

void factory(pylog_record *, void *) {
    leave();
}

pylog_handler *make(place where) {
    static pylog_handler_ops operations;
    operations = pylog_handler_ops();
    operations.name = "Leaving";
    operations.destroy = destroy;
    operations.flags = PYLOG_HANDLER_REOPENS;
    if (where == WRITE || where == SHARED || where == FORMATTER)
        operations.write = write_text;
    else
        operations.emit = where == CALLBACK ? fail : where == NESTED ? nest : emit;
    if (where == SHARED)
        operations.flags |= PYLOG_HANDLER_SHARED_WRITE;
    if (where == LOCKLESS)
        operations.flags |= PYLOG_HANDLER_LOCKLESS;
    if (where == FLUSH)
        operations.flush = flush;
    if (where == CLOSE)
        operations.close = close_it;
    return pylog_handler_new(&operations, nullptr);
}

pylog_handler *subject;

void set_up(place where) {
    make_quiet_logger("other");
    subject = make(where);
    pylog_logger_add_handler(nullptr, subject);
    if (where == FILTER || where == LOGGER_FILTER) {
        pylog_filter *made = pylog_filter_new_callback(filter, nullptr, nullptr);
        where == FILTER ? pylog_handler_add_filter(subject, made) : pylog_logger_add_filter(nullptr, made);
        pylog_filter_unref(made);
    }
    if (where == FORMATTER) {
        pylog_formatter *made = pylog_formatter_new_callback(format, nullptr, nullptr);
        pylog_handler_set_formatter(subject, made);
        pylog_formatter_unref(made);
    }
    if (where == CALLBACK)
        pylog_handler_set_error_callback(subject, told, nullptr);
    if (where == FACTORY)
        pylog_set_log_record_factory(factory, nullptr);
    if (where == NESTED) {
        pylog_handler *inner = make(EMIT);
        static pylog_handler_ops operations;
        operations = *pylog_handler_operations(inner);
        pylog_handler_unref(inner);
        inner = pylog_handler_new(&operations, nullptr);
        pylog_logger_add_handler(pylog_get_logger("inner"), inner);
        pylog_logger_set_propagate(pylog_get_logger("inner"), false);
        pylog_handler_unref(inner);
    }
}

/* ---- The scenario ----------------------------------------------------------------------------- */

void call(const void *data) {
    place where = *static_cast<const place *>(data);
    if (where == FLUSH)
        pylog_handler_flush(subject);
    else if (where == CLOSE)
        pylog_handler_close(subject);
    else
        pylog_warning(nullptr, "left %d", 1);
}

void next() {
    pylog_warning(pylog_get_logger("other"), "next");
}

void *log_once(void *) {
    pylog_warning(nullptr, "goes on");
    return nullptr;
}

int run(void *data) {
    const scenario *now = static_cast<scenario *>(data);
    place where = static_cast<place>(now->place);
    leaver thread = { now->how, call, &where, next, {}, {}, {} };
    set_up(where);
    begin_leaving(&thread);
    int before = written;
    join_thread(start_thread(log_once, nullptr));
    bool goes_on = written == before + 1;
    pylog_handler_flush(subject);
    pylog_handler_close(subject);
    destroyed = 0;
    pylog_logger_remove_handler(nullptr, subject);
    pylog_handler_unref(subject);
    pylog_logger_add_handler(nullptr, pylog_null_handler_new()); /* a change: what was retired is released */
    bool released = destroyed == 1;
    end_leaving(&thread);
    pylog_shutdown();
    return !goes_on ? 1 : !released ? 2 : 0;
}

const char *name_of(size_t where) {
    return place_names[where];
}

} // namespace

int main() {
    return leave_all(PLACES, name_of, run, 10);
}
