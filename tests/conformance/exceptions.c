/* Errors below the message: exc_info, errno, stack_info, the newline rules, and exc_text that is kept. */
#include "support.h"

static void by_errno(pylog_logger *log) {
    static const struct {
        const char *name;
        int number;
    } errors[] = {
        { "EPERM", EPERM },
        { "ENOENT", ENOENT },
        { "ESRCH", ESRCH },
        { "EINTR", EINTR },
        { "EIO", EIO },
        { "EAGAIN", EAGAIN },
        { "ENOMEM", ENOMEM },
        { "EACCES", EACCES },
        { "EEXIST", EEXIST },
        { "ENOTDIR", ENOTDIR },
        { "EISDIR", EISDIR },
        { "EINVAL", EINVAL },
        { "ENOSPC", ENOSPC },
        { "EPIPE", EPIPE },
        { "ECHILD", ECHILD },
        { "ECONNREFUSED", ECONNREFUSED },
        { "ECONNRESET", ECONNRESET },
        { "ECONNABORTED", ECONNABORTED },
        { "ETIMEDOUT", ETIMEDOUT },
        { "EALREADY", EALREADY },
        { "EINPROGRESS", EINPROGRESS },
        { "EWOULDBLOCK", EWOULDBLOCK },
        { "EROFS", EROFS },
        { "EMFILE", EMFILE },
    };
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        errno = errors[i].number;
        pylog_exception(log, "%s", errors[i].name);
    }
    errno = 0;
    pylog_exception(log, "no error");
}

static void log_error(pylog_logger *log, int level, const char *text, const char *type, const char *message,
                      const char *traceback) {
    const struct pylog_exc_info info = { .type = type, .message = message, .traceback = traceback };
    pylog_log_with(log, level, &(struct pylog_call){ .exc_info = &info }, "%s", text);
}

static void by_text(pylog_logger *log) {
    log_error(log, PYLOG_ERROR, "text", "ValueError", "bad value", NULL);
    log_error(log, PYLOG_ERROR, "empty", "ValueError", "", NULL);
    log_error(log, PYLOG_ERROR, "none", NULL, NULL, NULL);
    log_error(log, PYLOG_ERROR, "two lines", "ValueError", "one\ntwo", NULL);
    log_error(log, PYLOG_WARNING, "at another level", "ValueError", "v", NULL);
    log_error(log, PYLOG_ERROR, "with traceback", "ValueError", "bad value",
              "Traceback (most recent call last):\n  main.c:42 in run\n");
}

static void newlines(pylog_logger *log) {
    log_error(log, PYLOG_ERROR, "ends with a newline\n", "ValueError", "v", NULL);
    log_error(log, PYLOG_ERROR, "", "ValueError", "v", NULL);
    log_error(log, PYLOG_ERROR, "\n", "ValueError", "v", NULL);
    log_error(log, PYLOG_ERROR, "ends with two\n\n", "ValueError", "v", NULL);
}

static void handle_made(pylog_logger *log, const char *msg, const char *stack_info, const char *exc_text) {
    struct pylog_record *record = pylog_make_log_record(PYLOG_FIELDS(
        pylog_field_str("name", "app"), pylog_field_int("levelno", 40), pylog_field_str("levelname", "ERROR"),
        pylog_field_str("stack_info", stack_info), pylog_field_str("msg", msg), pylog_field_str("exc_text", exc_text)));
    pylog_logger_handle(log, record);
    pylog_record_free(record);
}

/* A record with a stack of its own, as it comes from elsewhere. */
static void stacks(pylog_logger *log) {
    static const char stack[] = "Stack (most recent call last):\n  ST";
    handle_made(log, "a stack", stack, NULL);
    handle_made(log, "a stack\n", stack, NULL);
    handle_made(log, "a stack", stack, "ValueError: v");
    handle_made(log, "a stack", stack, "ValueError: v\n");
    handle_made(log, "no stack", "", "");
}

/* The text that is there stays for all formatters, in %(exc_text)s as well; so does the first formatter's. */
static void kept(pylog_logger *log, pylog_handler *handler) {
    const struct pylog_exc_info info = { .type = "ValueError", .message = "v" };
    pylog_handler_set_format(handler, "first %(message)s [%(exc_text)s]", NULL);
    pylog_handler *second = print_to_stdout(log, "second %(message)s [%(exc_text)s]");
    struct pylog_record *record =
        pylog_logger_make_record(log, PYLOG_ERROR, &(struct pylog_call){ .exc_info = &info }, "kept");
    pylog_record_set(record, pylog_field_str("exc_text", "given text"));
    pylog_logger_handle(log, record);
    pylog_record_free(record);
    log_error(log, PYLOG_ERROR, "worked out once", "ValueError", "v", NULL);
    pylog_logger_remove_handler(log, second);
    pylog_handler_unref(second);
}

int main(int argc, char **argv) {
    begin(argc, argv);
    pylog_logger *log = pylog_get_logger("app");
    pylog_handler *handler = print_to_stdout(log, "%(levelname)s %(message)s");
    by_errno(log);
    by_text(log);
    newlines(log);
    stacks(log);
    kept(log, handler);
    pylog_logger_remove_handler(log, handler);
    pylog_handler_unref(handler);
    log_error(log, PYLOG_ERROR, "by the last resort", "ValueError", "v", NULL);
    print_stderr();
    return 0;
}
