"""args that are None, filters of a NullHandler, references in what a factory gets, and loggers with dots side by side."""
import json
import logging
import logging.config
import logging.handlers
import queue
import sys


def show(record):
    print(repr(record.args), logging.Formatter("%(message)s args=%(args)s").format(record))


record = logging.makeLogRecord({"msg": "m", "args": None})
show(record)
show(logging.makeLogRecord(record.__dict__))
way = queue.Queue()
log = logging.getLogger("que")
log.propagate = False
log.addHandler(logging.handlers.QueueHandler(way))
log.warning("a %s", "b")
log.warning("none")
show(way.get())
show(way.get())


def change(record):
    record.msg = "changed"
    return True


null = logging.NullHandler()
null.addFilter(change)
lib = logging.getLogger("lib")
lib.propagate = False
lib.addHandler(null)
lib.addHandler(logging.StreamHandler(sys.stdout))
lib.warning("original")
by_hand = logging.makeLogRecord({"msg": "by hand"})
print(bool(null.filter(by_hand)), by_hand.msg)


def probe(one, list, dict):
    print(one, json.dumps([list[0], list[1], [list[2][0]], list[3]]))
    print(json.dumps({"deep": {"x": dict["deep"]["x"]}, "level": dict["level"]}))
    return logging.NullHandler()


logging.config.dictConfig({"version": 1, "hosts": ["a", "b"], "handlers": {"h": {
    "()": probe, "one": "cfg://hosts[0]", "list": ["x", "cfg://hosts[1]", ["cfg://hosts[0]"], 1],
    "dict": {"deep": {"x": "cfg://handlers.h.one"}, "level": "ext://logging.INFO"}}}})

for number, (existing, named) in enumerate([("a..b", "a"), ("a..b", "a."), ("a..b a", "a"), ("a...b", "a.."), (".a", "")]):
    existing = "p%d.%s" % (number, existing.replace(" ", " p%d." % number))
    named = "p%d.%s" % (number, named)
    loggers = [logging.getLogger(name) for name in existing.split()]
    logging.config.dictConfig({"version": 1, "loggers": {named: {"level": "INFO"}}})
    print(named, [(logger.name, logger.disabled) for logger in loggers])
