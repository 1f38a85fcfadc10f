/* Of which kind the last error is, by the name of Python's class. */
#include "error.h"

#include <string.h>

static bool is_class_in(const char *name, const char *const *names) {
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names;
}

static bool is_of_the_system(const char *name) {
    static const char *const names[] = {
        "OSError", "FileNotFoundError", "FileExistsError", "NotADirectoryError", "IsADirectoryError",
        "PermissionError", "InterruptedError", "ProcessLookupError", "ChildProcessError", "BlockingIOError",
        "BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError",
        "TimeoutError", "socket.gaierror", "http.client.RemoteDisconnected", NULL,
    };
    return is_class_in(name, names) || strncmp(name, "smtplib.", 8) == 0;
}

enum pylog_error_kind pylog_last_error_kind(void) {
    static const char *const values[] = { "ValueError", "UnicodeEncodeError", "UnicodeDecodeError", NULL };
    static const char *const keys[] = { "KeyError", "LookupError", "IndexError", NULL };
    const char *name = pylog__error_kind();
    if (!*name)
        return PYLOG_KIND_NONE;
    if (is_class_in(name, values))
        return PYLOG_KIND_VALUE;
    if (strcmp(name, "TypeError") == 0)
        return PYLOG_KIND_TYPE;
    if (is_class_in(name, keys))
        return PYLOG_KIND_KEY;
    if (is_of_the_system(name))
        return PYLOG_KIND_OS;
    return strcmp(name, "MemoryError") == 0 ? PYLOG_KIND_MEMORY : PYLOG_KIND_OTHER;
}

const char *pylog_last_error_class(void) {
    return pylog__error_kind();
}
