"""Queues: what a listener's handlers print of what a queue handler has put, and what is in the records meanwhile."""
import logging
import logging.handlers
import queue
import sys

from support import begin, escaped

LINE = "%(levelname)s:%(name)s:%(message)s"


class End:
    """A queue with its handler at the logger `app`, and a listener that prints in two formats."""

    def __init__(self, title, format=None, respect=False, level=logging.NOTSET):
        print("[%s]" % title)
        self.log = logging.getLogger("app")
        self.log.propagate = False
        self.log.setLevel(logging.DEBUG)
        self.queue = queue.Queue()
        self.handler = logging.handlers.QueueHandler(self.queue)
        if format:
            self.handler.setFormatter(logging.Formatter(format))
        self.log.addHandler(self.handler)
        self.first = logging.StreamHandler(sys.stdout)
        self.first.setFormatter(logging.Formatter(LINE))
        self.first.setLevel(level)
        self.second = logging.StreamHandler(sys.stdout)
        self.second.setFormatter(logging.Formatter("  %(asctime)s %(funcName)s %(threadName)s %(msg)s %(args)s"))
        self.listener = logging.handlers.QueueListener(self.queue, self.first, self.second,
                                                       respect_handler_level=respect)

    def finish(self):
        self.listener.start()
        self.listener.stop()
        self.log.removeHandler(self.handler)


def messages(end):
    end.log.info("plain")
    end.log.debug("%d %s", 1, "text")
    end.log.warning("%5d|%-5d|%05d|%x|%#o", 42, 42, 42, 255, 8)
    end.log.error("%.3f %e %g %c %%%s", 1.5, 12345.678, 1e-7, "z", "")
    end.log.critical("two\nlines %s", "and\nmore")
    end.log.info("%s", "")
    end.log.log(15, "another level")
    end.log.info("caf\u00e9 %s", "\u20ac")


def error(text, traceback=None):
    made = ValueError(text)
    return (ValueError, made, None)


def errors(end):
    end.log.error("wrong", exc_info=error("bad value"))
    end.log.error("%d wrong", 2, exc_info=error("one\ntwo"))
    end.log.error("no error", exc_info=(None, None, None))
    end.log.error("ends with a newline\n", exc_info=error("v"))


def put_stack(record):
    record.stack_info = "Stack (most recent call last):\n  here"
    return True


def stacks(end):
    end.log.addFilter(put_stack)
    end.log.info("with a stack")
    end.log.info("with %s", "both", exc_info=error("bad value"))
    end.log.removeFilter(put_stack)


def levels(end):
    for level in (10, 20, 30, 40, 50):
        end.log.log(level, "level %d", level)


def fields(end):
    extra = {"user": "ann", "port": 22, "nothing": None}
    end.first.setFormatter(logging.Formatter("%(user)s %(port)d %(nothing)s %(message)s"))
    end.log.info("by extra %d", 1, extra=extra)
    logging.LoggerAdapter(end.log, extra).warning("by an adapter")


def drop_odd(record):
    record.seen = "seen"
    return record.getMessage() != "odd"


def filters(end):
    end.first.setFormatter(logging.Formatter("%(seen)s %(message)s"))
    end.handler.addFilter(drop_odd)
    end.log.info("odd")
    end.log.info("even")


def deferred(end):
    """In C the factory is taken away, so that the arguments go into the queue as they are."""
    end.second.setFormatter(logging.Formatter("  %(threadName)s %(msg)s %(args)s"))
    messages(end)


SHOWN = ("name", "msg", "args", "levelname", "levelno", "pathname", "filename", "module", "exc_info", "exc_text",
         "stack_info", "lineno", "funcName", "threadName", "processName", "taskName", "user", "message", "asctime")


def in_the_queue(end):
    """What a record has that a program takes out of the queue."""
    other = logging.StreamHandler(sys.stdout)
    other.setFormatter(logging.Formatter("other: %(asctime)s %(message)s"))
    end.log.info("%d %s", 1, "text")
    end.log.info("%s", "by extra", extra={"user": "ann"})
    end.log.error("wrong", exc_info=error("bad value"))
    end.log.removeHandler(end.handler)
    end.log.addHandler(other)
    end.log.addHandler(end.handler)
    end.log.info("after %s", "another handler")
    end.log.removeHandler(other)
    for _ in range(4):
        record = end.queue.get_nowait()
        for key, value in record.__dict__.items():
            if key in SHOWN:
                print("  %s=%s" % (key, escaped(str(value))))


begin()
for title, run, options in [
    ("messages", messages, {}),
    ("formatted messages", messages, {"format": "<%(levelname)s %(message)s>"}),
    ("errors", errors, {}),
    ("formatted errors", errors, {"format": "<%(message)s>"}),
    ("stacks", stacks, {}),
    ("formatted stacks", stacks, {"format": "<%(message)s>"}),
    ("levels", levels, {"level": logging.ERROR}),
    ("levels respected", levels, {"level": logging.ERROR, "respect": True}),
    ("fields", fields, {}),
    ("formatted fields", fields, {"format": "<%(user)s %(message)s>"}),
    ("filters", filters, {}),
    ("in the queue", in_the_queue, {}),
    ("formatted in the queue", in_the_queue, {"format": "%(asctime)s %(message)s"}),
    ("deferred", deferred, {}),
]:
    end = End(title, **options)
    run(end)
    end.finish()
