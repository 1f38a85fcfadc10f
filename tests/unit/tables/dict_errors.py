"""Writes dict_errors.h: configurations that are wrong, with what CPython's dictConfig says about each: the sentence of
its exception, and those of its causes.
PYENV_VERSION=3.13.0 python3 dict_errors.py >dict_errors.h

`path` is where pylog says that the error is; `depth` is how many of the sentences count (0: all), for some causes are
accidents (AttributeError: 'NoneType' object has no attribute 'split').
"""
import json
import logging.config
import os
import tempfile

from parsed_texts import c_string as quoted, c_json

STREAM = {"class": "logging.StreamHandler"}


def handler(**entry):
    return {"version": 1, "handlers": {"h": entry}}


def formatter(**entry):
    return {"version": 1, "formatters": {"f": entry}}


def logger(**entry):
    return {"version": 1, "handlers": {"h": STREAM}, "loggers": {"l": entry}}


def factory(name, **entry):
    return {"()": name, **entry}


FILE = "logging.FileHandler"
HANDLERS = "logging.handlers."
# (path, configuration, depth)
ROWS = [
    ("", {}, 0),
    ("", {"formatters": {}}, 0),
    ("version", {"version": 2}, 0),
    ("version", {"version": "1"}, 0),
    ("version", {"version": None}, 0),
    ("version", {"version": 1.5}, 0),
    ("version", {"version": [1]}, 0),
    # formatters
    ("formatters.f", formatter(format="foo"), 0),
    ("formatters.f", formatter(format="{foo", style="{"), 0),
    ("formatters.f", formatter(format="$", style="$"), 0),
    ("formatters.f.style", formatter(style="x"), 0),
    ("formatters.f.style", formatter(style=None), 0),
    ("formatters.f.style", formatter(style="%%"), 0),
    ("formatters.f", formatter(**{"class": "nope.Formatter"}), 0),
    ("formatters.f.foo", formatter(**factory("logging.Formatter", foo=1)), 0),
    ("formatters.f.foo-bar", formatter(**factory("logging.Formatter", **{"foo-bar": 1})), 0),
    ("formatters.f", formatter(**factory("nope.Formatter")), 0),
    ("formatters.f", formatter(**factory("logging.Formatter", format="foo")), 0),
    # filters
    ("filters.f.foo", {"version": 1, "filters": {"f": factory("logging.Filter", foo=1)}}, 0),
    ("filters.f", {"version": 1, "filters": {"f": factory("nope.Filter")}}, 0),
    ("filters.f.1", {"version": 1, "filters": {"f": factory("logging.Filter", **{"1": 1})}}, 0),
    # handlers
    ("handlers.h", handler(), 1),
    ("handlers.h.class", handler(**{"class": 5}), 1),
    ("handlers.h", handler(**{"class": "logging.Nope"}), 0),
    ("handlers.h", handler(**{"class": "logging.handlers.Nope"}), 0),
    ("handlers.h", handler(**{"class": "nope.Handler"}), 0),
    ("handlers.h", handler(**{"class": "nope"}), 0),
    ("handlers.h", handler(**factory("nope.Handler")), 0),
    ("handlers.h", handler(**factory("sys.nope")), 0),
    ("handlers.h", handler(**{"class": "ext://nope.Handler"}), 0),
    ("handlers.h.level", handler(**STREAM, level="LOUD"), 0),
    ("handlers.h.level", handler(**STREAM, level="debug"), 0),
    ("handlers.h.level", handler(**STREAM, level=1.5), 0),
    ("handlers.h.level", handler(**STREAM, level=["INFO"]), 0),
    ("handlers.h.level", handler(**STREAM, level=""), 0),
    ("handlers.h.formatter", handler(**STREAM, formatter="x"), 0),
    ("handlers.h.formatter", {**handler(**STREAM, formatter="x"), "formatters": {"y": {}}}, 0),
    ("handlers.h.formatter", {**handler(**STREAM, formatter=5), "formatters": {"y": {}}}, 2),
    ("handlers.h.filters", {**handler(**STREAM, filters=["x"]), "filters": {}}, 0),
    ("handlers.h.filters", {**handler(**STREAM, filters=["y", "x"]), "filters": {"y": {}}}, 0),
    ("handlers.h.filters", {**handler(**STREAM, filters="yz"), "filters": {"y": {}}}, 0),
    ("handlers.h.filters", {**handler(**STREAM, filters=[5]), "filters": {"y": {}}}, 2),
    ("handlers.h.filters", handler(**STREAM, filters=5), 0),
    ("handlers.h.foo", handler(**STREAM, foo=1), 0),
    ("handlers.h.foo-bar", handler(**STREAM, **{"foo-bar": 1}), 0),
    ("handlers.h.strm", handler(**{"class": FILE, "filename": "x", "strm": 1}), 0),
    ("handlers.h.stream", handler(**STREAM, stream="ext://nope.stream"), 0),
    ("handlers.h.stream", handler(**STREAM, stream="ext://sys.nope"), 0),
    ("handlers.h.stream", handler(**STREAM, stream="cfg://nope"), 0),
    ("handlers.h.stream", handler(**STREAM, stream="cfg://!x"), 0),
    ("handlers.h.stream", handler(**STREAM, stream="cfg://version[0]!"), 1),
    ("handlers.h.stream", handler(**STREAM, stream="cfg://handlers!x"), 0),
    ("handlers.h.stream", handler(**STREAM, stream="cfg://handlers.h[0]"), 0),
    ("handlers.h.stream", handler(**STREAM, stream="cfg://handlers..h"), 0),
    ("handlers.h.stream", handler(**STREAM, stream="cfg://handlers.h.nope"), 0),
    ("handlers.h.filename", {**handler(**{"class": FILE, "filename": "cfg://x[1]"}), "root": {}, "filters": {}}, 0),
    ("handlers.h.level", handler(**STREAM, level="cfg://handlers.nope"), 0),
    ("handlers.h", handler(**{"class": FILE}), 0),
    ("handlers.h", handler(**{"class": HANDLERS + "SocketHandler"}), 0),
    ("handlers.h", handler(**{"class": HANDLERS + "SMTPHandler"}), 0),
    ("handlers.h", handler(**{"class": HANDLERS + "SMTPHandler", "subject": "x", "fromaddr": "x"}), 0),
    ("handlers.h", handler(**{"class": FILE, "filename": "/nope/x.log"}), 0),
    ("handlers.h", handler(**{"class": FILE, "filename": "x", "mode": "q"}), 0),
    ("handlers.h.foo", handler(**{"class": FILE, "filename": "x", "mode": "ab", "encoding": None, "errors": None, "foo": 1}), 0),
    ("handlers.h", handler(**{"class": HANDLERS + "TimedRotatingFileHandler", "filename": "x", "when": "X"}), 0),
    ("handlers.h", handler(**{"class": HANDLERS + "TimedRotatingFileHandler", "filename": "x", "when": "W7"}), 0),
    ("handlers.h", handler(**{"class": HANDLERS + "HTTPHandler", "host": "h", "url": "u", "method": "PUT"}), 0),
    ("handlers.h.mailhost", handler(**{"class": HANDLERS + "SMTPHandler", "mailhost": ["a", 1, 2], "fromaddr": "x", "toaddrs": "x", "subject": "x"}), 0),
    ("handlers.h.mailhost", handler(**{"class": HANDLERS + "SMTPHandler", "mailhost": ["a"], "fromaddr": "x", "toaddrs": "x", "subject": "x"}), 0),
    ("handlers.h.flushLevel", handler(**{"class": HANDLERS + "MemoryHandler", "capacity": 1, "flushLevel": "LOUD"}), 0),
    ("handlers.h.target", handler(**{"class": HANDLERS + "MemoryHandler", "capacity": 1, "target": "b"}), 0),
    ("handlers.h.target", handler(**{"class": HANDLERS + "MemoryHandler", "capacity": 1, "target": "h"}), 0),
    ("handlers.a.target", {"version": 1, "handlers": {
        "a": {"class": HANDLERS + "MemoryHandler", "capacity": 1, "target": "b"},
        "b": {"class": HANDLERS + "MemoryHandler", "capacity": 1, "target": "c"}, "c": STREAM}}, 0),
    ("handlers.h", handler(**{"class": HANDLERS + "MemoryHandler"}), 0),
    ("handlers.h.queue", handler(**{"class": HANDLERS + "QueueHandler", "queue": 5}), 0),
    ("handlers.h.queue", handler(**{"class": HANDLERS + "QueueHandler", "queue": {"a": 1}}), 0),
    ("handlers.h.queue", handler(**{"class": HANDLERS + "QueueHandler", "queue": "nope.Queue"}), 0),
    ("handlers.h.listener", handler(**{"class": HANDLERS + "QueueHandler", "listener": 5}), 0),
    ("handlers.h.listener", handler(**{"class": HANDLERS + "QueueHandler", "listener": {"a": 1}}), 0),
    ("handlers.h.listener", handler(**{"class": HANDLERS + "QueueHandler", "listener": "nope.Listener"}), 0),
    ("handlers.h.handlers", handler(**{"class": HANDLERS + "QueueHandler", "handlers": ["x"]}), 0),
    ("handlers.h.handlers", handler(**{"class": HANDLERS + "QueueHandler", "handlers": ["h"]}), 0),
    # loggers
    ("loggers.l.level", logger(level="LOUD"), 0),
    ("loggers.l.level", logger(level={}), 0),
    ("loggers.l.handlers", logger(handlers=["x"]), 0),
    ("loggers.l.handlers", logger(handlers=["h", "x"]), 0),
    ("loggers.l.handlers", logger(handlers="hx"), 0),
    ("loggers.l.handlers", logger(handlers=5), 0),
    ("loggers.l.handlers", {"version": 1, "loggers": {"l": {"handlers": ["x"]}}}, 0),
    ("loggers.l.filters", logger(filters=["x"]), 0),
    ("loggers.a.b.level", {"version": 1, "loggers": {"a.b": {"level": "X"}}}, 0),
    ("root.level", {"version": 1, "root": {"level": "LOUD"}}, 0),
    ("root.handlers", {"version": 1, "root": {"handlers": ["x"]}}, 0),
    ("root.handlers", {"version": 1, "handlers": {"h": STREAM}, "root": {"handlers": ["x"]}}, 0),
    ("root.filters", {"version": 1, "filters": {"h": {}}, "root": {"filters": ["x"]}}, 0),
    # incremental
    ("handlers.x", {"version": 1, "incremental": True, "handlers": {"x": {"level": 10}}}, 0),
    ("loggers.l.level", {"version": 1, "incremental": True, "loggers": {"l": {"level": "LOUD"}}}, 0),
    ("root.level", {"version": 1, "incremental": True, "root": {"level": "LOUD"}}, 0),
]


def sentences(config):
    try:
        logging.config.dictConfig(json.loads(config))
    except Exception as error:
        found = []
        while error:
            found.append(str(error))
            error = error.__cause__
        return found
    raise SystemExit("this is no error: " + config)


def main():
    os.chdir(tempfile.mkdtemp())
    print("/* Made by dict_errors.py: wrong configurations (with ' for double quotes), where pylog says that they are, and what CPython says. */")
    print("static const struct {\n    const char *path, *json, *sentences[5];\n} rows[] = {")
    for path, config, depth in ROWS:
        text = json.dumps(config)
        found = sentences(text)[: depth or None]
        print("    { %s,\n      %s,\n      { %s, NULL } }," % (quoted(path), c_json(text), ",\n        ".join(map(quoted, found))))
    print("};")


main()
