"""Records put into a queue by hand, a listener that looks at them before its handlers do, and kinds of errors."""
import logging
import logging.handlers
import queue
import socket
import sys

from support import begin


class Listener(logging.handlers.QueueListener):
    def handle(self, record):
        if record.getMessage().startswith("drop"):
            return
        record.user = "user of " + record.name
        if record.levelno == logging.WARNING:
            record.levelname = "CHANGED"
        super().handle(record)


def make(message, *args, exc_info=None):
    return logging.getLogger("app").makeRecord("app", logging.ERROR, "", 0, message, args, exc_info)


def to_stdout():
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(user)s %(message)s", defaults={"user": "nobody"}))
    return handler


def listen(count):
    records = queue.Queue()
    listener = Listener(records, *[to_stdout() for _ in range(count)])
    logger = logging.getLogger("app")
    logger.addHandler(logging.handlers.QueueHandler(records))
    logger.propagate = False
    listener.start()
    records.put(make("by %s", "hand"))
    records.put(make("drop this"))
    records.put(make("an error", exc_info=(ValueError, ValueError("wrong"), None)))
    logger.warning("through the %s", "handler")
    logger.warning("dropped as well")
    logger.error("last")
    listener.stop()
    logger.removeHandler(logger.handlers[0])


def get():
    records = queue.Queue()
    records.put(make("by %s", "hand"))
    record = records.get()
    print("got:", record.msg, record.args, record.getMessage())


def show(what, function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except Exception as error:
        kinds = ((ValueError, "value"), (TypeError, "type"), (LookupError, "key"), (OSError, "os"), (Exception, "other"))
        print(what, type(error).__name__, next(name for kind, name in kinds if isinstance(error, kind)))


def errors():
    show("format:", logging.Formatter, "nothing")
    show("style:", logging.Formatter, "%(message)s", style="x")
    show("field:", logging.Formatter("%(nope)s").format, make("x"))
    show("mode:", logging.FileHandler, "a.log", "q")
    show("directory:", logging.FileHandler, "missing/a.log")
    show("exists:", logging.FileHandler, ".", "x")
    show("encoding:", logging.FileHandler, "a.log", encoding="nope")
    show("level:", logging.getLogger().setLevel, "NOPE")
    show("extra:", logging.getLogger().makeRecord, "app", 20, "", 0, "x", (), None, extra={"message": 1})
    show("config:", logging.basicConfig, filename="a.log", stream=sys.stdout)
    show("when:", logging.handlers.TimedRotatingFileHandler, "a.log", "Q")
    show("refused:", logging.handlers.SysLogHandler, ("127.0.0.1", 1), socktype=socket.SOCK_STREAM)


begin()
listen(1)
listen(2)
get()
errors()
