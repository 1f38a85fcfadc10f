"""Errors below the message: exc_info, errno, stack_info, the newline rules, and exc_text that is kept."""
import errno
import logging
import os

from support import begin, print_stderr, print_to_stdout

NUMBERS = ["EPERM", "ENOENT", "ESRCH", "EINTR", "EIO", "EAGAIN", "ENOMEM", "EACCES", "EEXIST", "ENOTDIR", "EISDIR",
           "EINVAL", "ENOSPC", "EPIPE", "ECHILD", "ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "ETIMEDOUT",
           "EALREADY", "EINPROGRESS", "EWOULDBLOCK", "EROFS", "EMFILE"]


class Traceback(Exception):
    """An error whose traceback is text already."""


class GivenTraceback(logging.Formatter):
    def formatException(self, info):
        if isinstance(info[1], Traceback):
            return info[1].args[0]
        return super().formatException(info)


def by_errno(log):
    for name in NUMBERS:
        number = getattr(errno, name)
        error = OSError(number, os.strerror(number))
        log.error("%s", name, exc_info=(type(error), error, None))
    log.exception("no error")


def by_text(log):
    log.error("text", exc_info=(ValueError, ValueError("bad value"), None))
    log.error("empty", exc_info=(ValueError, ValueError(""), None))
    log.error("none", exc_info=(None, None, None))
    log.error("two lines", exc_info=(ValueError, ValueError("one\ntwo"), None))
    log.warning("at another level", exc_info=ValueError("v"))
    trace = Traceback("Traceback (most recent call last):\n  main.c:42 in run\nValueError: bad value")
    log.error("with traceback", exc_info=(Traceback, trace, None))


def newlines(log):
    error = ValueError("v")
    log.error("ends with a newline\n", exc_info=error)
    log.error("", exc_info=error)
    log.error("\n", exc_info=error)
    log.error("ends with two\n\n", exc_info=error)


def stacks(log):
    """A record with a stack of its own, as it comes from elsewhere."""
    fields = {"name": "app", "levelno": 40, "levelname": "ERROR", "stack_info": "Stack (most recent call last):\n  ST"}
    log.handle(logging.makeLogRecord({**fields, "msg": "a stack"}))
    log.handle(logging.makeLogRecord({**fields, "msg": "a stack\n"}))
    log.handle(logging.makeLogRecord({**fields, "msg": "a stack", "exc_text": "ValueError: v"}))
    log.handle(logging.makeLogRecord({**fields, "msg": "a stack", "exc_text": "ValueError: v\n"}))
    log.handle(logging.makeLogRecord({**fields, "msg": "no stack", "stack_info": "", "exc_text": ""}))


def kept(log, handler):
    """The text that is there stays for all formatters, in %(exc_text)s as well; so does the first formatter's."""
    handler.setFormatter(logging.Formatter("first %(message)s [%(exc_text)s]"))
    second = print_to_stdout(log, "second %(message)s [%(exc_text)s]")
    record = log.makeRecord("app", 40, "", 0, "kept", (), (ValueError, ValueError("v"), None))
    record.exc_text = "given text"
    log.handle(record)
    log.error("worked out once", exc_info=(ValueError, ValueError("v"), None))
    log.removeHandler(second)


begin()
log = logging.getLogger("app")
handler = print_to_stdout(log, "%(levelname)s %(message)s")
handler.setFormatter(GivenTraceback("%(levelname)s %(message)s"))
by_errno(log)
by_text(log)
newlines(log)
stacks(log)
kept(log, handler)
log.removeHandler(handler)
log.error("by the last resort", exc_info=ValueError("v"))
print_stderr()
