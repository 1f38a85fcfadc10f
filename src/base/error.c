/* The last error of each thread: a kind and a sentence, kept in memory of their own. */
#include "error.h"

#include "../port/port.h"
#include "memory.h"
#include <errno.h>
#include <pylog.h>
#include <stdarg.h>
#include <stdio.h>

_Thread_local PYLOG__TLS_FAST struct pylog__error pylog__last_error;
static _Thread_local struct pylog__thread_exit forget_at_exit;
static _Thread_local enum { UNWATCHED, WATCHED, LEAVING } thread_state;

static char out_of_memory[] = "out of memory";

static void release_error(struct pylog__error *error) {
    if (error->owned)
        pylog__free(error->text);
    *error = (struct pylog__error){ 0 };
}

static void forget(void) {
    release_error(&pylog__last_error);
    thread_state = LEAVING;
}

/* Is there somebody to free the sentence when the thread ends? */
static bool error_watched(void) {
    if (thread_state == UNWATCHED) {
        forget_at_exit.run = forget;
        thread_state = pylog__port_at_thread_exit(&forget_at_exit) ? WATCHED : LEAVING;
    }
    return thread_state == WATCHED;
}

static void set_out_of_memory(int code) {
    release_error(&pylog__last_error);
    pylog__last_error = (struct pylog__error){ .kind = "MemoryError", .text = out_of_memory, .code = code };
}

/* Without memory for the sentence, that is the error that is told; errno stays the caller's. */
static void set_formatted(const char *kind, int code, const char *fmt, va_list args)
    __attribute__((format(printf, 3, 0)));
static void set_formatted(const char *kind, int code, const char *fmt, va_list args) {
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    char *text = length >= 0 && error_watched() ? pylog__allocate((size_t)length + 1) : NULL;
    if (!text) {
        set_out_of_memory(code);
        return;
    }
    vsnprintf(text, (size_t)length + 1, fmt, args);
    release_error(&pylog__last_error);
    pylog__last_error = (struct pylog__error){ .kind = kind, .text = text, .code = code, .owned = true };
}

#define FAIL(kind, error)                                                                                    \
    do {                                                                                                     \
        va_list args;                                                                                        \
        va_start(args, fmt);                                                                                 \
        set_formatted(kind, error, fmt, args);                                                               \
        va_end(args);                                                                                        \
        errno = (error);                                                                                     \
    } while (0)

int pylog__fail_value(const char *fmt, ...) {
    FAIL("ValueError", EINVAL);
    return -1;
}

int pylog__fail_type(const char *fmt, ...) {
    FAIL("TypeError", EINVAL);
    return -1;
}

int pylog__fail_key(const char *fmt, ...) {
    FAIL("KeyError", EINVAL);
    return -1;
}

int pylog__fail_as(const char *kind, int error, const char *fmt, ...) {
    FAIL(kind, error);
    return -1;
}

int pylog__fail_memory(void) {
    set_out_of_memory(ENOMEM);
    errno = ENOMEM;
    return -1;
}

int pylog__fail_os(int error, const char *path) {
    char buffer[256];
    const char *text = pylog__port_error_text(error, buffer, sizeof buffer);
    const char *quote = path ? "'" : "";
    return pylog__fail_as(pylog__error_class(error), error, "[Errno %d] %s%s%s%s%s", error, text,
                          path ? ": " : "", quote, path ? path : "", quote);
}

const char *pylog__error_class(int error) {
    switch (error) {
    case ENOENT: return "FileNotFoundError";
    case EEXIST: return "FileExistsError";
    case ENOTDIR: return "NotADirectoryError";
    case EISDIR: return "IsADirectoryError";
    case EACCES:
    case EPERM: return "PermissionError";
    case EINTR: return "InterruptedError";
    case ESRCH: return "ProcessLookupError";
    case ECHILD: return "ChildProcessError";
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS: return "BlockingIOError";
    case EPIPE: return "BrokenPipeError";
    case ECONNABORTED: return "ConnectionAbortedError";
    case ECONNREFUSED: return "ConnectionRefusedError";
    case ECONNRESET: return "ConnectionResetError";
    case ETIMEDOUT: return "TimeoutError";
    default: break;
    }
#if defined(EWOULDBLOCK) && EWOULDBLOCK != EAGAIN
    if (error == EWOULDBLOCK)
        return "BlockingIOError";
#endif
#ifdef ESHUTDOWN
    if (error == ESHUTDOWN)
        return "BrokenPipeError";
#endif
    return "OSError";
}

const char *pylog__error_kind(void) {
    return pylog__last_error.kind ? pylog__last_error.kind : "";
}

const char *pylog__error_text(void) {
    return pylog__last_error.text ? pylog__last_error.text : "";
}

int pylog__error_code(void) {
    return pylog__last_error.code;
}

void pylog__error_forget(void) {
    release_error(&pylog__last_error);
}

void pylog__error_replace(struct pylog__error error) {
    release_error(&pylog__last_error);
    pylog__last_error = error;
}

const char *pylog_last_error(void) {
    return pylog__error_text();
}

/* ---- The allocator's errors, which it cannot tell itself ------------------------------------- */

int pylog_set_allocator(void *(*allocate)(void *data, void *ptr, size_t size), void *data) {
    if (!pylog__memory_come_from(allocate, data))
        return pylog__fail_as("RuntimeError", EBUSY, "the allocator can be set before the first use only");
    return 0;
}
