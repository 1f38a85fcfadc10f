/* What is done when a handler fails: Python's handleError. */
#include "handler.h"
#include "tell.h"

#include "../base/error.h"
#include "../base/number.h"
#include "../port/compiler.h"
#include "../thread/unwinding.h"

static atomic_bool raise_exceptions = true;

void pylog_set_raise_exceptions(bool on) {
    atomic_store_explicit(&raise_exceptions, on, memory_order_relaxed);
}

bool pylog__raise_exceptions(void) {
    return atomic_load_explicit(&raise_exceptions, memory_order_relaxed);
}

/* Have the last error say what errno says, unless it does so already, or the program has given the reason. Returns the
 * error's number. The reason is told once: what fails after it has its own. */
static int explain(int error) {
    if (pylog__callback_has_failed()) {
        pylog__error_begin_callback();
        return pylog__error_code();
    }
    if (*pylog__error_text() && pylog__error_code() == error)
        return error;
    if (error)
        pylog__fail_os(error, NULL);
    else
        pylog__fail_as("RuntimeError", 0, "the handler failed and gave no reason");
    return error;
}

static void put_harmless_value(struct pylog_buffer *out, const struct pylog__value *value) {
    if (value->kind == PYLOG__STR)
        pylog__put_harmless(out, value->as.s, value->length);
    else
        pylog__put_str(out, value);
}

static void put_record_fields(struct pylog_buffer *out, struct pylog__record *record) {
    struct pylog__value file, line, msg, args;
    pylog__record_value(record, PYLOG__FIELD_FILENAME, &file);
    pylog__record_value(record, PYLOG__FIELD_LINENO, &line);
    pylog__record_value(record, PYLOG__FIELD_MSG, &msg);
    pylog__record_value(record, PYLOG__FIELD_ARGS, &args);
    pylog__put_string(out, "\nLogged from file ");
    put_harmless_value(out, &file);
    pylog__put_string(out, ", line ");
    put_harmless_value(out, &line);
    pylog__put_string(out, "\nMessage: ");
    pylog__put_repr(out, &msg);
    pylog__put_string(out, "\nArguments: ");
    put_harmless_value(out, &args);
}

/* As Python prints it: the sentence of a KeyError is its key's repr. */
static void put_last_error(struct pylog_buffer *out) {
    const char *kind = pylog__error_kind(), *text = pylog__error_text();
    pylog__put_harmless(out, kind, strlen(kind));
    pylog__put_string(out, ": ");
    if (strcmp(kind, "KeyError") == 0)
        pylog__put_quoted(out, text, strlen(text));
    else
        pylog__put_harmless(out, text, strlen(text));
}

static void put_left_out(struct pylog_buffer *out, const pylog_handler *handler, uint64_t left_out) {
    char repr[512];
    pylog_handler_repr(handler, repr, sizeof repr);
    pylog__put_uint(out, left_out);
    pylog__put_string(out, left_out == 1 ? " more error of " : " more errors of ");
    pylog__put_harmless(out, repr, strlen(repr));
    pylog__put_string(out, left_out == 1 ? " was not shown\n" : " were not shown\n");
}

/* Python's block, with one line for the traceback. */
static void print_block(const struct pylog_record *record, const pylog_handler *handler, uint64_t left_out) {
    struct pylog__thread *thread = pylog__thread();
    struct pylog__scratch scratch;
    struct pylog_buffer *out = &scratch.buffer;
    pylog__scratch_begin(thread, &scratch);
    pylog__put_string(out, "--- Logging error ---\n");
    put_last_error(out);
    if (record)
        put_record_fields(out, pylog__record(record));
    pylog__finish_text(out, "\n", 1);
    if (left_out)
        put_left_out(out, handler, left_out);
    pylog__tell(out->data, out->length);
    pylog__scratch_end(thread, &scratch);
}

void pylog__print_error(const struct pylog_record *record) {
    if (pylog__raise_exceptions())
        print_block(record, NULL, 0);
}

/* The first error is shown at once, and then one in a second. */
static bool may_be_shown(pylog_handler *handler) {
    enum { ERROR_SECOND = 1000000000 };
    int64_t now = pylog__port_monotonic();
    int64_t due = atomic_load_explicit(&handler->next_report, memory_order_relaxed);
    return (!due || now >= due) &&
           atomic_compare_exchange_strong_explicit(&handler->next_report, &due, now + ERROR_SECOND,
                                                   memory_order_relaxed, memory_order_relaxed);
}

static void show_error(pylog_handler *handler, const struct pylog_record *record) {
    if (!pylog__raise_exceptions())
        return;
    if (may_be_shown(handler))
        print_block(record, handler, atomic_exchange_explicit(&handler->left_out, 0, memory_order_relaxed));
    else
        atomic_fetch_add_explicit(&handler->left_out, 1, memory_order_relaxed);
}

void pylog__tell_left_out(pylog_handler *handler) {
    uint64_t left_out = atomic_exchange_explicit(&handler->left_out, 0, memory_order_relaxed);
    struct pylog__scratch line;
    if (!left_out || !pylog__raise_exceptions())
        return;
    pylog__scratch_begin(pylog__thread(), &line);
    put_left_out(&line.buffer, handler, left_out);
    pylog__tell(line.buffer.data, line.buffer.length);
    pylog__scratch_end(pylog__thread(), &line);
}

/* errno is never 0 in a report. */
void pylog_handler_handle_error(pylog_handler *handler, const struct pylog_record *record) {
    int error = errno;
    struct pylog__thread *thread = pylog__thread();
    atomic_fetch_add_explicit(&handler->errors, 1, memory_order_relaxed);
    error = explain(error);
    pylog__section_enter(thread);
    const struct pylog__setup *setup = pylog__snapshot(&handler->setup);
    if (setup->error_callback)
        setup->error_callback(handler, record, error ? error : EIO, pylog__error_text(), setup->error_data);
    else
        show_error(handler, record);
    pylog__section_leave(thread);
}

/* ---- Exceptions that nobody catches ---------------------------------------------------------------------------- */

static _Thread_local bool uncaught;             /* and not yet told */
static _Thread_local pylog_handler *innermost; /* whose error it is; NULL: nobody's, as far as is known */

bool pylog__note_uncaught(pylog_handler *handler) {
    if (!uncaught || innermost)
        return false;
    innermost = handler;
    return true;
}

/* Code of the program's is called, which may do whatever it likes. */
static void tell_uncaught(void) {
    pylog_handler *handler = innermost;
    uncaught = false;
    innermost = NULL;
    pylog__fail_as("RuntimeError", ECANCELED,
                   "a C++ exception that nobody catches was thrown in a thread of the library's");
    if (handler)
        pylog_handler_handle_error(handler, NULL);
    else
        pylog__print_error(NULL);
}

/* In a thread of the library's, whose frames are gone. It is told when nothing points to them any more; the section
 * keeps the handler until then. */
static void end_uncaught(void) {
    struct pylog__thread *thread = pylog__thread();
    uncaught = true;
    thread->calls = 0;
    pylog__section_enter(thread);
    pylog__calls_abandon_to(thread, 1);
    tell_uncaught();
    pylog__section_leave(thread);
    pylog__error_clear();
}

PYLOG__AT_LOAD static void enter_uncaught(void) {
    pylog__port_at_uncaught(end_uncaught);
}
