"""Writes error_classes.h: the class and the words CPython has for errno. python3 error_classes.py > error_classes.h"""
import errno

NAMES = """ENOENT EEXIST ENOTDIR EISDIR EACCES EPERM EINTR ESRCH ECHILD EAGAIN EALREADY EINPROGRESS EWOULDBLOCK EPIPE
ESHUTDOWN ECONNABORTED ECONNREFUSED ECONNRESET ETIMEDOUT ENOSPC EIO EINVAL EBADF ENOMEM EMFILE EROFS""".split()

print("/* Made by error_classes.py: an errno value, CPython's class for it, and its name in C. */")
print("static const struct {\n    int error;\n    const char *class, *name;\n} rows[] = {")
for name in NAMES:
    error = OSError(getattr(errno, name), "text")
    print('    { %s, "%s", "%s" },' % (name, type(error).__name__, name))
print("};")
