/* Made by error_classes.py: an errno value, CPython's class for it, and its name in C. */
static const struct {
    int error;
    const char *class, *name;
} rows[] = {
    { ENOENT, "FileNotFoundError", "ENOENT" },
    { EEXIST, "FileExistsError", "EEXIST" },
    { ENOTDIR, "NotADirectoryError", "ENOTDIR" },
    { EISDIR, "IsADirectoryError", "EISDIR" },
    { EACCES, "PermissionError", "EACCES" },
    { EPERM, "PermissionError", "EPERM" },
    { EINTR, "InterruptedError", "EINTR" },
    { ESRCH, "ProcessLookupError", "ESRCH" },
    { ECHILD, "ChildProcessError", "ECHILD" },
    { EAGAIN, "BlockingIOError", "EAGAIN" },
    { EALREADY, "BlockingIOError", "EALREADY" },
    { EINPROGRESS, "BlockingIOError", "EINPROGRESS" },
    { EWOULDBLOCK, "BlockingIOError", "EWOULDBLOCK" },
    { EPIPE, "BrokenPipeError", "EPIPE" },
    { ESHUTDOWN, "BrokenPipeError", "ESHUTDOWN" },
    { ECONNABORTED, "ConnectionAbortedError", "ECONNABORTED" },
    { ECONNREFUSED, "ConnectionRefusedError", "ECONNREFUSED" },
    { ECONNRESET, "ConnectionResetError", "ECONNRESET" },
    { ETIMEDOUT, "TimeoutError", "ETIMEDOUT" },
    { ENOSPC, "OSError", "ENOSPC" },
    { EIO, "OSError", "EIO" },
    { EINVAL, "OSError", "EINVAL" },
    { EBADF, "OSError", "EBADF" },
    { ENOMEM, "OSError", "ENOMEM" },
    { EMFILE, "OSError", "EMFILE" },
    { EROFS, "OSError", "EROFS" },
};
