"""Handlers: repr, names, levels, formatters, streams, terminators, and handlers that log or remove themselves."""
import logging
import os
import sys

from support import begin, print_file, print_stderr, without_directory


def record(text, level=logging.INFO):
    return logging.getLogger("app").makeRecord("app", level, "", 0, "%s", (text,), None)


def reprs():
    logging.addLevelName(15, "TRACE")
    stream = logging.StreamHandler(sys.stdout)
    for handler in (stream, logging.StreamHandler(), logging.FileHandler("repr.log", delay=True),
                    logging.FileHandler("a/../b//./repr.log", delay=True), logging.NullHandler(), logging.lastResort):
        print(without_directory(repr(handler)))
    for level in (15, 17, -1, 50):
        stream.setLevel(level)
        print(stream.level, repr(stream))
    print(without_directory(logging.FileHandler("./x/../y.log", delay=True).baseFilename))


def show_names(*names):
    print(sorted(logging.getHandlerNames()))
    for name in names:
        handler = logging.getHandlerByName(name)
        print(name, repr(handler) if handler else None)


def names():
    one, two = logging.StreamHandler(sys.stdout), logging.NullHandler()
    print(one.name)
    show_names("one")
    one.name = "one"
    two.name = "two"
    print(one.name, two.name)
    show_names("one", "two", "three")
    two.name = "one"  # the last to take a name has it
    print(one.name, two.name)
    show_names("one", "two")
    two.name = None
    print(one.name, two.name)
    show_names("one")
    one.name = "again"
    show_names("one", "again")
    one.close()
    print(one.name)
    show_names("again")
    one.name = ""
    show_names("")


def streams():
    handler = logging.StreamHandler(sys.stdout)
    handler.handle(record("to stdout"))
    print(handler.setStream(sys.stdout) is None)
    print(handler.setStream(sys.stderr) is sys.stdout)
    handler.handle(record("to stderr"))
    print(repr(handler))
    print(handler.setStream(sys.stdout) is sys.stderr)
    handler.terminator = "|"
    handler.handle(record("x"))
    handler.handle(record("y"))
    handler.terminator = ""
    handler.handle(record("z"))
    handler.terminator = " end\n"
    handler.handle(record("line"))
    handler.flush()
    print_stderr()


def levels():
    """handle() does not look at the level; a logger that calls its handlers does."""
    logger = logging.getLogger("app")
    handler = logging.StreamHandler(sys.stdout)
    handler.setLevel(logging.ERROR)
    logger.addHandler(handler)
    logger.warning("below the level")
    logger.error("at the level")
    handler.handle(record("handled"))
    handler.emit(record("emitted"))
    logger.removeHandler(handler)


def formatters():
    handler = logging.StreamHandler(sys.stdout)
    print(handler.formatter)
    print(handler.format(record("default")))
    formatter = logging.Formatter("%(levelname)s %(message)s")
    handler.setFormatter(formatter)
    print(handler.formatter is formatter, handler.format(record("set")))
    handler.setFormatter(None)
    print(handler.formatter, handler.format(record("default again")))


def files():
    handler = logging.FileHandler("terminated.log")
    handler.terminator = "\r\n"
    handler.handle(record("one"))
    handler.flush()
    handler.handle(record("two"))
    handler.close()
    print_file("terminated.log")
    handler = logging.FileHandler("here.log", delay=True)  # the path is absolute from the start
    os.mkdir("elsewhere")
    os.chdir("elsewhere")
    handler.handle(record("one"))
    os.chdir("..")
    handler.close()
    print_file("here.log")
    print(without_directory(repr(handler)))


def null():
    handler = logging.NullHandler()
    handler.handle(record("nothing"))
    handler.flush()
    handler.close()
    handler.handle(record("nothing"))


class Repeating(logging.Handler):
    """Logs to another logger, and to its own once, while it handles a record."""

    def emit(self, record):
        print("begin", record.getMessage())
        if record.name == "outer":
            logging.getLogger("inner").error("from %s", record.getMessage())
        if record.getMessage() == "once":
            logging.getLogger("outer").error("twice")
        print("end", record.getMessage())


def nested():
    handler = Repeating()
    logging.getLogger("outer").addHandler(handler)
    logging.getLogger("inner").addHandler(handler)
    logging.getLogger("outer").error("first")
    logging.getLogger("outer").error("once")
    print(repr(handler))


begin()
for part in reprs, names, streams, levels, formatters, files, null, nested:
    print("##", part.__name__)
    part()
