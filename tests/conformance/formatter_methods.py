"""Formatters of which some steps are a program's own, one step by itself, and records with texts of their own."""
import logging

from support import begin, escaped


class Time(logging.Formatter):
    def formatTime(self, record, datefmt=None):
        return "<%s %s>" % (datefmt, record.levelname)


class LaterTime(logging.Formatter):
    def formatTime(self, record, datefmt=None):
        return "at " + super().formatTime(record, datefmt)


class Exception_(logging.Formatter):
    def formatException(self, ei):
        return "! " + super().formatException(ei)


class NoException(logging.Formatter):
    def formatException(self, ei):
        return ""


class EndedException(logging.Formatter):
    def formatException(self, ei):
        return "ended\n"


class Stack(logging.Formatter):
    def formatStack(self, stack_info):
        return "[" + super().formatStack(stack_info) + "]"


class Message(logging.Formatter):
    def formatMessage(self, record):
        return "{" + super().formatMessage(record) + "}\n"


class All(Time, Exception_, Stack, Message):
    pass


CLASSES = (logging.Formatter, Time, LaterTime, Exception_, NoException, EndedException, Stack, Message, All)


def make(number, exc_info, sinfo, exc_text=None):
    record = logging.getLogger("app").makeRecord("app", logging.ERROR, "", 0, "message %d", (number,), exc_info,
                                                 sinfo=sinfo)
    record.exc_text = exc_text
    return record


def show(text):
    print("   ", escaped(text))


def records():
    error = (ValueError, ValueError("wrong"), None)
    return (make(1, None, None), make(2, error, None), make(3, None, "my stack"), make(4, error, "my\nstack"),
            make(5, error, None, "my error"), make(6, None, "my stack", "my error"))


def formats():
    for made in CLASSES:
        for fmt, datefmt in (("%(message)s", None), ("%(asctime)s %(name)s %(message)s", "%H:%M"),
                             ("%(asctime)s", None)):
            print(made.__name__.strip("_"), fmt)
            formatter = made(fmt, datefmt)
            print("   ", formatter._fmt, formatter.datefmt)
            for record in records():
                show(formatter.format(record))


def one_after_the_other():
    print("one after the other")
    for record in records():
        for formatter in (Exception_("%(message)s"), logging.Formatter("%(asctime)s"), All("%(asctime)s %(message)s"),
                          logging.Formatter("%(asctime)s %(message)s")):
            show(formatter.format(record))
        show(record.asctime)
        show(record.exc_text)
        show(record.message)


def one_step():
    print("one step")
    for record in records():
        logging.Formatter("%(asctime)s").format(record)
        for formatter in (logging.Formatter(), logging.Formatter("{levelname} {message}", style="{"),
                          Message("%(asctime)s %(message)s")):
            show(formatter.formatMessage(record) if not isinstance(formatter, Message)
                 else logging.Formatter.formatMessage(formatter, record))
        try:
            show(logging.Formatter("%(nope)s").formatMessage(record))
        except ValueError as error:
            show(str(error))


class Shows(logging.Formatter):
    def formatMessage(self, record):
        return "%s, %s" % (record.asctime, super().formatMessage(record))


def what_was_set():
    print("what was set")
    for formatter in (logging.Formatter(), logging.Formatter("{message:>8}|{message}", style="{"),
                      logging.Formatter("%(asctime)s %(message)-8s|"), Shows("%(message)s")):
        record = make(1, None, None)
        record.message = "mine"
        record.asctime = "noon"
        show(logging.Formatter.formatMessage(formatter, record))
        show(record.message)
        if not formatter.usesTime():
            show(formatter.format(record))
        show(record.asctime)
        show(record.message)
        show(logging.Formatter.formatMessage(formatter, record))


def own_records():
    print("own records")
    logger = logging.getLogger("app")
    for record in (logger.makeRecord("app", 20, "", 0, "100% text", (), None),
                   logger.makeRecord("app", 20, "", 0, "%s and %d", ("one", 2), None),
                   logger.makeRecord("app", 20, "", 0, "text", (), None, extra={"user": "eve"}, sinfo="a stack")):
        show(logging.Formatter("%(user)s %(message)s", defaults={"user": "nobody"}).format(record))
        print("   ", record.args == (), escaped(record.msg))


begin()
formats()
one_after_the_other()
one_step()
what_was_set()
own_records()
