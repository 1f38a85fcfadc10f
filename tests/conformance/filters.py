"""Filters: names, callables, their order, and what they change."""
import logging

from support import begin, print_to_stdout, rows


def by_name(filter, name):
    record = logging.getLogger("x").makeRecord(name, logging.INFO, "", 0, "text", (), None)
    record.name = name
    print(repr(filter), repr(name), "passes" if logging.Filter(filter).filter(record) else "dropped")


def numbered(number, verdict):
    def filter(record):
        print("   ", number, record.getMessage(), getattr(record, "seen", "None"))
        record.seen = number
        return verdict

    return filter


def shout(record):
    record.msg = record.getMessage().upper()
    record.args = ()
    return True


def raise_level(record):
    record.levelno = logging.CRITICAL
    record.levelname = "RAISED"
    return True


def with_user(record):
    record.user = "alice"
    return True


def order(log):
    one, two, three = numbered(1, True), numbered(2, False), numbered(3, True)
    for filter in (one, two, three, one):
        log.addFilter(filter)
    log.error("dropped by the second")
    log.removeFilter(two)
    log.removeFilter(two)
    log.error("passes both")
    print(bool(log.filter(log.makeRecord("app", 40, "", 0, "direct", (), None))))
    log.removeFilter(one)
    log.removeFilter(three)


def changes(log, handler):
    """A change made by a logger's filter is seen by all handlers, by a handler's filter from there on."""
    log.addFilter(shout)
    log.error("loud %d", 1)
    log.removeFilter(shout)
    handler.addFilter(with_user)
    handler.setFormatter(logging.Formatter("%(levelname)s %(user)s %(message)s", defaults={"user": "nobody"}))
    log.error("with context")
    handler.removeFilter(with_user)
    log.error("without")
    handler.setLevel(logging.CRITICAL)
    log.addFilter(raise_level)
    log.error("raised in time for the handler's level")
    log.removeFilter(raise_level)
    handler.addFilter(raise_level)
    log.error("too late")
    log.critical("high enough")
    handler.removeFilter(raise_level)
    handler.setLevel(logging.NOTSET)


def print_left_behind(record):
    print("   ", getattr(record, "message", "None"), getattr(record, "asctime", "None"))
    return True


def left_behind(log, handler):
    """A formatter puts message and asctime into the record, where later filters and formatters find them."""
    handler.addFilter(print_left_behind)
    handler.setFormatter(logging.Formatter("%(message)s %(asctime)s", "first"))
    second = print_to_stdout(log, "")
    second.setFormatter(logging.Formatter("$$asctime %(asctime)s %(message)s", "second"))
    second.addFilter(print_left_behind)
    log.error("text %d", 1)
    second.setFormatter(logging.Formatter("{message} {levelname}", style="{"))
    log.error("text %d", 2)
    third = print_to_stdout(log, "%(message)s")
    third.addFilter(print_left_behind)
    log.error("text %d", 3)
    for extra in second, third:
        log.removeHandler(extra)
    handler.removeFilter(print_left_behind)


def on_the_way(log, handler):
    """The handlers of a record see what the handlers before them have changed in it."""
    parent = print_to_stdout(None, "root %(message)s %(user)s")
    handler.addFilter(with_user)
    log.error("shared")
    handler.removeFilter(with_user)
    logging.getLogger().removeHandler(parent)


begin()
for row in rows("filters"):
    by_name(*row)
log = logging.getLogger("app")
handler = print_to_stdout(log, "%(levelname)s %(message)s")
order(log)
changes(log, handler)
left_behind(log, handler)
on_the_way(log, handler)
