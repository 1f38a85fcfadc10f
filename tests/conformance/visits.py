"""All loggers and all handlers that there are."""
import logging
import logging.handlers
import sys

from support import begin, rows


def show(name, item):
    print("logger:", name, "placeholder" if isinstance(item, logging.PlaceHolder) else repr(item))


def show_loggers():
    print("[loggers]")
    for name, item in logging.root.manager.loggerDict.items():
        show(name, item)


def show_handlers():
    print("[handlers]")
    for reference in reversed(logging._handlerList):
        handler = reference()
        if handler is not None and handler is not logging.lastResort:
            print("handler:", type(handler).__name__, handler.name, handler.level)


begin()
show_loggers()
for name, level in (("a.b.c", 10), ("x", 20), ("a", 0), ("a.b", 30), ("a..b", 0), ("deep.er.and.deeper", 0), (".dot", 0),
                    ("a.b.c.", 0), ("deep.er", 40), ("x", 0), ("q.r", 0), ("q.s", 0), ("root.child", 0)):
    logging.getLogger(name).setLevel(level)
    show_loggers()
show_handlers()
kept = [logging.StreamHandler(sys.stdout), logging.NullHandler(), logging.FileHandler("app.log", delay=True)]
kept[1].setLevel(logging.ERROR)
kept[2].name = "file"
show_handlers()
kept.append(logging.handlers.MemoryHandler(10))
show_handlers()
del kept[1]
show_handlers()
