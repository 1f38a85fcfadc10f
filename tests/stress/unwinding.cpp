/* Code of the program's, called by a log call, does not return: it throws an exception, jumps out, ends its thread, or
 * is cancelled. Afterwards no lock is taken and no section open: other threads log through the same handler, what
 * is replaced is destroyed, and the program ends. */
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <pthread.h>
#include <pylog.h>
#include <pylog/handlers.h>
#include <unistd.h>

extern "C" {
#include <stress.h>
}

namespace {

enum way { THROW, JUMP, EXIT, CANCEL, WAYS };
enum place { EMIT, WRITE, SHARED, LOCKLESS, FILTER, LOGGER_FILTER, FORMATTER, CALLBACK, FACTORY, FLUSH, CLOSE, NESTED, PLACES };
const char *const way_names[] = { "throw", "longjmp", "pthread_exit", "pthread_cancel" };
const char *const place_names[] = { "emit",      "write",    "shared write", "lockless emit", "filter", "logger's filter",
                                    "formatter", "callback", "factory",      "flush",         "close",  "nested emit" };

thread_local bool leaves;
thread_local jmp_buf outside;
thread_local way how;

void leave() {
    if (!leaves)
        return;
    leaves = false;
    switch (how) {
    case THROW: throw 1;
    case JUMP: longjmp(outside, 1);
    case EXIT: pthread_exit(nullptr);
    default: pthread_cancel(pthread_self()); pthread_testcancel(); /* the thread ends when the call has done its work */
    }
}

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
    pylog_handler *null = pylog_null_handler_new();
    pylog_logger_add_handler(pylog_get_logger("other"), null);
    pylog_logger_set_propagate(pylog_get_logger("other"), false);
    pylog_handler_unref(null);
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

struct scenario {
    way how;
    place where;
};

pthread_barrier_t left, checked;

void call(place where) {
    leaves = true;
    if (where == FLUSH)
        pylog_handler_flush(subject);
    else if (where == CLOSE)
        pylog_handler_close(subject);
    else
        pylog_warning(nullptr, "left %d", 1);
}

/* After a jump the thread's next call gives back what it had. */
void *leaving(void *data) {
    const scenario *now = static_cast<scenario *>(data);
    how = now->how;
    if (how == THROW) {
        try {
            call(now->where);
        } catch (int) {
        }
    } else if (how == JUMP) {
        if (setjmp(outside) == 0)
            call(now->where);
        pylog_warning(pylog_get_logger("other"), "next");
    } else {
        call(now->where);
        pthread_testcancel();
    }
    pthread_barrier_wait(&left);
    pthread_barrier_wait(&checked);
    return nullptr;
}

void *log_once(void *) {
    pylog_warning(nullptr, "goes on");
    return nullptr;
}

int run(void *data) {
    scenario *now = static_cast<scenario *>(data);
    bool ends = now->how == EXIT || now->how == CANCEL;
    set_up(now->where);
    pthread_barrier_init(&left, nullptr, 2);
    pthread_barrier_init(&checked, nullptr, 2);
    pthread_t thread = start_thread(leaving, now);
    if (ends)
        join_thread(thread);
    else
        pthread_barrier_wait(&left);
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
    if (!ends) {
        pthread_barrier_wait(&checked);
        join_thread(thread);
    }
    pylog_shutdown();
    return !goes_on ? 1 : !released ? 2 : 0;
}

} // namespace

int main() {
    size_t hung = 0, bad = 0, count = 0;
    pylog_set_raise_exceptions(false);
    for (int w = 0; w < WAYS; w++) {
        for (int p = 0; p < PLACES; p++) {
            scenario now = { static_cast<way>(w), static_cast<place>(p) };
            struct stress_end end = stress_in_child(run, &now, 10);
            count++;
            hung += end.hung;
            bad += !end.hung && end.status != 0;
            stress_check(!end.hung && end.status == 0, "%s out of %s: %s%d", way_names[w], place_names[p],
                         end.hung ? "hung, " : "status ", end.status);
        }
    }
    stress_figure("%zu ways out: %zu hung, %zu bad", count, hung, bad);
    return stress_end();
}
