"""What filterers, formatters and handlers tell of themselves, and the level told to disable."""
import logging
import logging.handlers
import sys

from support import begin

ATTRIBUTES = ("a", "a.b", "b", "ab")


def show_filters(what, owner):
    print(what, *[getattr(item, "name", "written") for item in owner.filters])


def keep_all(record):
    return True


def filters():
    logger, handler = logging.getLogger("app"), logging.StreamHandler(sys.stdout)
    for owner in (logger, handler):
        first, second = logging.Filter("a"), logging.Filter("b")
        show_filters("none:", owner)
        for item in (first, keep_all, second, first):
            owner.addFilter(item)
        show_filters("added:", owner)
        owner.removeFilter(first)
        show_filters("one removed:", owner)
        owner.addFilter(first)
        show_filters("added again:", owner)
    by_hand = logging.Filter("a")
    for name in ATTRIBUTES:
        print("by hand:", name, by_hand.filter(logging.makeLogRecord({"name": name})))


def formatters():
    for formatter in (
        logging.Formatter(),
        logging.Formatter(""),
        logging.Formatter("%(asctime)s %(message)s", "%H:%M"),
        logging.Formatter("{levelname} {message}", style="{"),
        logging.Formatter(None, style="{"),
        logging.Formatter(None, style="$"),
        logging.Formatter("$user $message", style="$", defaults={"user": "nobody", "port": 22}),
    ):
        style = {logging.PercentStyle: "%", logging.StrFormatStyle: "{", logging.StringTemplateStyle: "$"}
        defaults = formatter._style._defaults or {}
        print("formatter:", formatter._fmt, style[type(formatter._style)], formatter.datefmt,
              *["%s=%s" % pair for pair in defaults.items()])


def memory():
    target = logging.NullHandler()
    handler = logging.handlers.MemoryHandler(3, logging.CRITICAL, target)
    print("memory:", handler.capacity, handler.flushLevel, len(handler.buffer), handler.target is target)
    for number in range(4):
        handler.handle(logging.makeLogRecord({"levelno": logging.INFO, "msg": "kept"}))
        print("memory keeps:", len(handler.buffer))
    handler.buffer.clear()
    print("discarded:", len(handler.buffer))
    handler.setTarget(None)
    print("memory without target:", handler.target)
    handler.setTarget(target)
    handler.close()
    print("closed memory:", handler.target)
    handler = logging.handlers.BufferingHandler(2)
    for number in range(3):
        handler.handle(logging.makeLogRecord({"msg": "kept"}))
        print("buffer of", handler.capacity, "keeps:", len(handler.buffer))
    handler.close()


def streams():
    handler = logging.StreamHandler(sys.stdout)
    print("stream is stdout:", handler.stream is sys.stdout, "stderr:", handler.stream is sys.stderr)
    handler.setStream(sys.stderr)
    print("stream is stdout:", handler.stream is sys.stdout, "stderr:", handler.stream is sys.stderr)
    handler = logging.StreamHandler()
    print("default stream is stderr:", handler.stream is sys.stderr)


def show_file(handler):
    print("file:", handler.mode, handler.encoding, handler.errors, "open" if handler.stream else "not open")


def files():
    for mode, encoding, errors, delay in (
        ("a", "utf-8", None, False),
        ("w", "UTF8", "strict", True),
        ("at", "latin-1", "backslashreplace", False),
        ("x", "ascii", "ignore", True),
    ):
        handler = logging.FileHandler("%s.log" % mode, mode, encoding, delay, errors)
        show_file(handler)
        handler.handle(logging.makeLogRecord({"msg": "text"}))
        show_file(handler)
        handler.close()
        show_file(handler)
    rotating = logging.handlers.RotatingFileHandler("size.log", "w", 100, 2, "utf-8", True, "replace")
    show_file(rotating)
    timed = logging.handlers.TimedRotatingFileHandler("time.log", "H", 1, 2, "ascii", True)
    show_file(timed)
    watched = logging.handlers.WatchedFileHandler("watched.log", "w", "utf-8")
    show_file(watched)
    watched.close()


def show_socket(handler):
    print("socket: connected %d, closes on error %d, retries %g %g %g, in a pause %d" % (
        handler.sock is not None, handler.closeOnError, handler.retryStart, handler.retryFactor, handler.retryMax,
        handler.retryTime is not None))


def sockets():
    handler = logging.handlers.SocketHandler("missing.sock", None)
    show_socket(handler)
    handler.retryStart, handler.retryFactor, handler.retryMax = 0.5, 3, 7
    handler.closeOnError = True
    handler.handle(logging.makeLogRecord({"msg": "lost"}))
    show_socket(handler)
    print("socket: pause of", "%g" % handler.retryPeriod)
    handler.close()


begin()
filters()
formatters()
memory()
streams()
files()
sockets()
print("disable:", logging.root.manager.disable)
logging.disable(logging.INFO)
print("disable:", logging.root.manager.disable)
logging.disable()
print("disable:", logging.root.manager.disable)
