"""Writes dict_scenarios.h: what CPython prints when it is configured by dictionaries, and logs.
PYENV_VERSION=3.13.0 python3 dict_scenarios.py >dict_scenarios.h

A scenario is a list of steps: a configuration (a dict), or a command, as run() and test_dict_config.c have them.
"""
import contextlib
import io
import json
import logging
import logging.config
import os
import tempfile
import traceback

from parsed_texts import c_string as quoted, c_json
from project_configs import PROJECTS

OUT = "ext://sys.stdout"


def stream(**more):
    return {"class": "logging.StreamHandler", "stream": OUT, **more}


def config(**more):
    return {"version": 1, **more}


PLAIN = {"plain": {"format": "%(name)s %(levelname)s %(message)s"}}
CONSOLE = config(formatters=PLAIN, handlers={"console": stream(formatter="plain")}, root={"level": "DEBUG", "handlers": ["console"]})
MEMORY = "logging.handlers.MemoryHandler"
EVERYBODY = ["log root 30 r", "log a 20 a", "log a.b 20 ab", "log a.b.c 30 abc", "log ab 30 x"]


def with_loggers(**more):
    return {**CONSOLE, "loggers": more}


SCENARIOS = {
    "root alone": [CONSOLE, "log root 10 one", "log a 20 two", "names", "state root"],
    "one logger": [with_loggers(a={"level": "INFO"}), "log a 10 no", "log a 20 yes", "log a.b 10 no", "log b 10 yes", "state a"],
    "existing loggers are disabled": ["get a", "get b.c", CONSOLE, *EVERYBODY, "log b.c 50 no", "state a", "state b.c", "state b"],
    "existing loggers are kept": ["get a", {**CONSOLE, "disable_existing_loggers": False}, *EVERYBODY, "state a"],
    "disabled loggers are enabled again": [
        "get a", "get b", CONSOLE, "state a", {**CONSOLE, "disable_existing_loggers": False}, "state a", "state b", *EVERYBODY],
    "children of a named logger are reset": [
        "get a", "get a.b", "get a.b.c", "get ab", "set a.b level 50", "set a.b propagate 0", "set a.b disabled 1",
        with_loggers(a={}), "state a", "state a.b", "state a.b.c", "state ab", *EVERYBODY],
    "children that are named, too": [
        "get a", "get a.b", "get a.b.c", with_loggers(**{"a.b": {"level": 40}, "a": {"propagate": False}}),
        "state a", "state a.b", "state a.b.c", *EVERYBODY],
    "children of what was only a prefix": ["get a.b.c", with_loggers(a={"level": 40}), "state a.b.c", *EVERYBODY],
    "a named logger that has been disabled": ["set a disabled 1", with_loggers(a={}), "state a", *EVERYBODY],
    "what is not said stays": [
        with_loggers(a={"level": 40, "propagate": False, "handlers": ["console"]}), "state a",
        with_loggers(a={}), "state a", *EVERYBODY, {**CONSOLE, "root": {}}, "state root", "state a", *EVERYBODY],
    "handlers are replaced": [
        with_loggers(a={"handlers": ["console"]}), "log a 30 twice",
        config(handlers={"other": stream(level=40)}, loggers={"a": {"handlers": ["other"]}}), "log a 30 once", "log a 40 x",
        "names", "state a", "state root"],
    "the same handler twice": [with_loggers(a={"handlers": ["console", "console"], "propagate": False}), "log a 30 once", "state a"],
    "ids from a dict and from a string": [
        config(handlers={"c": stream(), "d": stream(level=40)}, loggers={"a": {"handlers": {"c": 1}}, "b": {"handlers": "cd"}}),
        "log a 30 once", "log b 40 twice", "state b"],
    "a logger called root": [{**CONSOLE, "loggers": {"root": {"level": "ERROR"}}}, "log a 30 x", "log a 40 y", "state root"],
    "only the logger root": [{**CONSOLE, "root": None, "loggers": {"root": {"level": "ERROR", "handlers": ["console"]}}}, "log a 40 y", "state root"],
    "an empty root": [CONSOLE, config(root={}), "state root", "log a 10 x", "names"],
    "no root": [CONSOLE, config(), "state root", "log a 30 x", "names"],
    "an unnamed logger": [{**CONSOLE, "loggers": {"": {"level": 40}}}, "log a 30 x", "log root 40 y", "state root"],
    "versions": [{**CONSOLE, "version": 1.0}, "log a 30 x", {**CONSOLE, "version": True}, "log a 30 y"],
    "levels": [
        {**CONSOLE, "loggers": {"a": {"level": 15}, "b": {"level": True}, "c": {"level": 0}, "d": {"level": None}, "e": {"level": -5}, "f": {"level": "FATAL"}, "g": {"level": "WARN"}}},
        *("state " + name for name in "abcdefg"), "log a 14 x", "log a 15 y", "log f 40 x", "log g 30 y"],
    "propagate": [
        with_loggers(a={"propagate": False}, b={"propagate": 0}, c={"propagate": "no"}, d={"propagate": None}, e={"propagate": []}),
        *("state " + name for name in "abcde")],
    # formatters
    "styles": [config(
        formatters={"p": {"format": "%(message)s|%(name)5s|%(levelno)03d"}, "b": {"format": "{message}|{name:>5}|{levelno:03}", "style": "{"},
                    "d": {"format": "$message|${name}|$$", "style": "$"}, "n": {}, "e": {"format": ""}, "z": {"format": None, "datefmt": None, "style": "{"}},
        handlers={i: stream(formatter=i) for i in "pbdnez"}, root={"handlers": list("pbdnez")}), "log a 30 x"],
    "a format that is not validated": [config(
        formatters={"f": {"format": "no field", "validate": False}}, handlers={"c": stream(formatter="f")}, root={"handlers": ["c"]}), "log a 30 x"],
    "defaults": [config(
        formatters={"f": {"format": "%(app)s %(n)d %(f)s %(t)s %(z)s %(l)s %(d)s %(message)s",
                          "defaults": {"app": "shop", "n": 5, "f": 1.5, "t": True, "z": None, "l": [1, "x"], "d": {"a": None}, "name": "no"}}},
        handlers={"c": stream(formatter="f")}, root={"handlers": ["c"]}), "log a 30 x"],
    "no defaults": [config(formatters={"f": {"format": "%(message)s!", "defaults": None}}, handlers={"c": stream(formatter="f")}, root={"handlers": ["c"]}), "log a 30 x"],
    "a formatter's class": [config(
        formatters={"f": {"class": "logging.Formatter", "format": "%(message)s!"}, "g": {"class": "", "format": "%(message)s?"}},
        handlers={"c": stream(formatter="f"), "d": stream(formatter="g")}, root={"handlers": ["c", "d"]}), "log a 30 x"],
    "a formatter's factory": [config(
        formatters={"f": {"()": "logging.Formatter", "fmt": "{message}!", "style": "{"}, "g": {"()": "logging.Formatter", "format": "%(message)s?"},
                    "h": {"()": "ext://logging.Formatter", "fmt": "%(message)s%(x)s", "defaults": {"x": "."}, "validate": True}},
        handlers={i: stream(formatter=i) for i in "fgh"}, root={"handlers": list("fgh")}), "log a 30 x"],
    "a formatter's attributes": [config(
        formatters={"f": {"()": "logging.Formatter", "fmt": "%(asctime)s %(message)s", ".": {"default_time_format": "T", "default_msec_format": None}},
                    "g": {"()": "logging.Formatter", "fmt": "%(asctime)s %(message)s", ".": {"datefmt": "D"}}},
        handlers={i: stream(formatter=i) for i in "fg"}, root={"handlers": list("fg")}), "log a 30 x"],
    "no formatter": [config(formatters={}, handlers={"c": stream(formatter=None), "d": stream(formatter="")}, root={"handlers": ["c", "d"]}), "log a 30 x"],
    # filters
    "filters": [config(
        filters={"a": {"name": "a"}, "all": {}, "b": {"()": "logging.Filter", "name": "a.b"}},
        handlers={"c": stream(filters=["a", "all"], formatter="f"), "d": stream(filters=["b"])}, formatters={"f": {"format": "c %(name)s %(message)s"}},
        loggers={"b": {"filters": ["a"]}, "a": {"filters": ["a"]}}, root={"handlers": ["c", "d"], "filters": ["all"]}), *EVERYBODY, "log b 50 no"],
    "filters of a logger stay": [
        {**CONSOLE, "filters": {"b": {"name": "b"}}, "loggers": {"a": {"filters": ["b"]}}}, "log a 30 no", with_loggers(a={}), "log a 30 no"],
    "filters of a logger that is not named stay": [
        {**CONSOLE, "filters": {"b": {"name": "b"}}, "loggers": {"a": {"filters": ["b"]}}, "disable_existing_loggers": False}, "log a 30 no",
        {**CONSOLE, "disable_existing_loggers": False}, "log a 30 no", "log b 30 yes"],
    # handlers
    "a handler's factory": [config(handlers={"c": {"()": "logging.StreamHandler", "stream": OUT, "level": "ERROR"}}, root={"handlers": ["c"]}), "log a 30 x", "log a 40 y"],
    "a handler's class as an object": [config(handlers={"c": {"class": "ext://logging.StreamHandler", "stream": OUT}}, root={"handlers": ["c"]}), "log a 30 x"],
    "a terminator": [config(handlers={"c": stream(**{".": {"terminator": "!\n"}}), "d": stream(**{".": {"terminator": ""}}), "e": stream(**{".": {}})}, root={"handlers": ["c", "d", "e"]}), "log a 30 x"],
    "constants": [config(handlers={"c": stream(level="ext://logging.ERROR")}, root={"handlers": ["c"], "level": "ext://logging.DEBUG"}), "log a 30 x", "log a 40 y", "state root"],
    "files": [config(
        handlers={"a": {"class": "logging.FileHandler", "filename": "a.log"}, "w": {"class": "logging.FileHandler", "filename": "w.log", "mode": "w"},
                  "d": {"class": "logging.FileHandler", "filename": "d.log", "delay": True}, "l": {"class": "logging.FileHandler", "filename": "l.log", "encoding": "latin-1"}},
        root={"handlers": ["a", "w", "l"]}), "files", "log a 30 \u00e9", "cat a.log", "cat w.log", "bytes l.log",
        config(handlers={"w": {"class": "logging.FileHandler", "filename": "w.log", "mode": "w"}, "a": {"class": "logging.FileHandler", "filename": "a.log"}}, root={"handlers": ["w", "a"]}),
        "files", "cat w.log", "cat a.log", "log a 30 y", "cat w.log", "cat a.log"],
    "rotating files": [config(
        handlers={"r": {"class": "logging.handlers.RotatingFileHandler", "filename": "r.log", "maxBytes": 4, "backupCount": 2}},
        root={"handlers": ["r"]}), "log a 30 x", "log a 30 y", "log a 30 z", "log a 30 1", "log a 30 2", "files", "cat r.log", "cat r.log.1", "cat r.log.2"],
    "errors of encodings": [config(
        handlers={e: {"class": "logging.FileHandler", "filename": e, "encoding": "ascii", "errors": e} for e in ["ignore", "replace", "backslashreplace", "xmlcharrefreplace"]},
        root={"handlers": ["ignore", "replace", "backslashreplace", "xmlcharrefreplace"]}), "log a 30 a\u00e9b", "cat ignore", "cat replace", "cat backslashreplace", "cat xmlcharrefreplace"],
    "encodings": [config(
        handlers={"u": {"class": "logging.handlers.WatchedFileHandler", "filename": "u", "encoding": "utf-16-le", "mode": "a"},
                  "r": {"class": "logging.handlers.RotatingFileHandler", "filename": "r", "encoding": "utf-8-sig", "errors": None},
                  "t": {"class": "logging.handlers.TimedRotatingFileHandler", "filename": "t", "encoding": "cp1252", "errors": "replace"},
                  "w": {"class": "logging.handlers.RotatingFileHandler", "filename": "w", "encoding": "ascii", "errors": "ignore", "mode": "w"}},
        root={"handlers": list("urtw")}), "log a 30 \u20ac\u00e9", "bytes u", "bytes r", "bytes t", "bytes w"],
    "files that are there": [
        config(handlers={"f": {"class": "logging.FileHandler", "filename": "f"}, "g": {"class": "logging.FileHandler", "filename": "g"}, "h": {"class": "logging.FileHandler", "filename": "h"}}, root={"handlers": list("fgh")}), "log a 30 old",
        config(handlers={"a": {"class": "logging.handlers.RotatingFileHandler", "filename": "f", "mode": "w"}, "b": {"class": "logging.handlers.RotatingFileHandler", "filename": "g", "mode": "w", "maxBytes": 1000, "backupCount": 1},
                         "c": {"class": "logging.handlers.WatchedFileHandler", "filename": "h", "mode": "w", "delay": True}, "d": {"class": "logging.FileHandler", "filename": "i", "mode": "x"}}, root={"handlers": list("abcd")}),
        "files", "cat f", "cat g", "cat h", "log a 30 new", "cat f", "cat g", "cat h", "cat i"],
    "handlers that nobody has": [config(handlers={"f": {"class": "logging.FileHandler", "filename": "f"}}), "files", "log a 10 x"],
    "rotation without backups": [config(
        handlers={"r": {"class": "logging.handlers.RotatingFileHandler", "filename": "r", "maxBytes": 4, "delay": 1}, "s": {"class": "logging.handlers.RotatingFileHandler", "filename": "s", "maxBytes": 1e1, "backupCount": 1}},
        root={"handlers": ["r", "s"]}), "files", "log a 30 x", "log a 30 y", "log a 30 0123456789", "files", "cat r", "cat s", "cat s.1"],
    "times of rotation": [config(
        handlers={"s": {"class": "logging.handlers.TimedRotatingFileHandler", "filename": "x", "when": "s", "interval": 5}, "h": {"class": "logging.handlers.TimedRotatingFileHandler", "filename": "x", "utc": True},
                  "d": {"class": "logging.handlers.TimedRotatingFileHandler", "filename": "x", "when": "D", "interval": 3, "utc": True},
                  "m": {"class": "logging.handlers.TimedRotatingFileHandler", "filename": "x", "when": "midnight", "utc": True, "backupCount": 2}, "w": {"class": "logging.handlers.TimedRotatingFileHandler", "filename": "x", "when": "W3", "utc": 1, "atTime": None}},
        root={"handlers": list("shdmw")}), *("rollover %s 1710000000" % i for i in "shdmw"), "files"],
    "memory": [config(
        handlers={"m": {"class": MEMORY, "capacity": 3, "target": "z", "flushLevel": "ERROR"}, "z": stream(formatter="plain")}, formatters=PLAIN,
        root={"handlers": ["m"], "level": 0}), "log a 30 1", "log a 30 2", "print -", "log a 30 3", "print -", "log a 30 4", "log a 40 5", "print -", "log a 30 6", "flush m", "names"],
    "memory that is closed by the next configuration": [config(
        handlers={"m": {"class": MEMORY, "capacity": 30, "target": "z"}, "z": stream()}, root={"handlers": ["m"]}), "log a 30 1", "print -", CONSOLE],
    "memory that is not flushed": [config(
        handlers={"m": {"class": MEMORY, "capacity": 30, "target": "z", "flushOnClose": False}, "z": stream()}, root={"handlers": ["m"]}), "log a 30 1", "print -", CONSOLE],
    "memory of which the target comes first": [config(
        handlers={"m": {"class": MEMORY, "capacity": 1, "target": "a", "flushLevel": 50}, "a": stream()}, root={"handlers": ["m"]}), "log a 30 1"],
    "a level of its own": [config(handlers={"m": {"class": MEMORY, "capacity": 1, "target": "z", "level": "ERROR"}, "z": stream(level="CRITICAL")}, root={"handlers": ["m"]}), "log a 30 no", "log a 40 yes"],
    "nothing": [config(handlers={"n": {"class": "logging.NullHandler", "level": 5}}, root={"handlers": ["n"]}), "log a 30 x", "state root", "level n"],
    # values that stand for others
    "paths": [config(
        formatters={"f": "cfg://formatters.g", "g": {"format": "cfg://text[1]"}}, text=["no", "%(message)s!", {"a b": ["INFO"]}],
        handlers={"c": {"class": "cfg://handlers.d[class]", "stream": "cfg://where", "formatter": "f", "level": "cfg://text[2][a b][0]"}, "d": stream(formatter="g")},
        where="cfg://handlers.d.stream", root="cfg://loggers.a", loggers={"a": {"level": "cfg://text[2][a b][0]", "handlers": "cfg://list", "propagate": False}}, list=["c", "d"]),
        "log a 30 x", "state a", "state root"],
    "other prefixes": [config(formatters={"f": {"format": "http://x %(message)s"}}, handlers={"c": stream(formatter="f")}, root={"handlers": ["c"]}), "log a 30 x"],
    # incremental
    "incremental": [
        with_loggers(a={"level": "INFO"}), "set b disabled 1",
        config(incremental=True, handlers={"console": {"level": "ERROR"}}, loggers={"a": {"level": "DEBUG", "propagate": False}, "b": {}, "c.d": {"level": 5}}, root={"level": "CRITICAL"}),
        "state a", "state b", "state c.d", "state root", "level console", "names", "log c.d 40 x", "log c.d 30 y"],
    "incremental without levels": [
        CONSOLE, config(incremental=True, handlers={"console": {"level": 0}}, loggers={"a": {"level": 0}}, root={}), "level console", "state a", "state root"],
    "incremental with everything": [CONSOLE, {**CONSOLE, "incremental": True, "handlers": {"console": stream(level=40)}, "root": {"level": 30, "handlers": []}},
                                    "level console", "state root", "log a 40 x"],
    # queues
    "a queue": [config(
        handlers={"q": {"class": "logging.handlers.QueueHandler", "handlers": ["z", "y"], "respect_handler_level": True}, "z": stream(formatter="plain"), "y": stream(level="ERROR")},
        formatters=PLAIN, root={"handlers": ["q"]}), "start q", "log a 30 x", "log a 40 y", "stop q", "names"],
    "a queue that is specified": [config(
        handlers={"q": {"class": "logging.handlers.QueueHandler", "queue": {"()": "queue.Queue", "maxsize": 100}, "listener": "logging.handlers.QueueListener", "handlers": ["z"], "level": "ERROR", "formatter": "plain"},
                  "z": stream(formatter="plain", level=50)}, formatters=PLAIN, root={"handlers": ["q"]}), "start q", "log a 30 x", "log a 40 y", "stop q"],
    "a queue by its name": [config(
        handlers={"a": {"class": "logging.handlers.QueueHandler", "queue": "queue.SimpleQueue", "listener": "ext://logging.handlers.QueueListener", "handlers": ["z"]}, "z": stream()}, root={"handlers": ["a"]}), "start a", "log a 30 x", "stop a"],
}


def state(name):
    logger = logging.getLogger(name)
    print(logger.name, int(logger.level), int(logger.getEffectiveLevel()), int(bool(logger.propagate)), int(bool(logger.disabled)), len(logger.handlers))


def change(name, attribute, value):
    logger = logging.getLogger(name)
    if attribute == "level":
        logger.setLevel(int(value))
    else:
        setattr(logger, attribute, int(value))


COMMANDS = {
    "log": lambda name, level, text: logging.getLogger(name).log(int(level), text),
    "get": logging.getLogger,
    "set": change,
    "state": state,
    "names": lambda: print(*sorted(logging.getHandlerNames())),
    "level": lambda name: print(logging.getHandlerByName(name).level),
    "flush": lambda name: logging.getHandlerByName(name).flush(),
    "start": lambda name: logging.getHandlerByName(name).listener.start(),
    "stop": lambda name: logging.getHandlerByName(name).listener.stop(),
    "rollover": lambda name, now: print(logging.getHandlerByName(name).computeRollover(int(now))),
    "files": lambda: print(*sorted(os.listdir("."))),
    "cat": lambda path: print(open(path).read(), end=""),
    "bytes": lambda path: print(open(path, "rb").read().hex()),
    "print": print,
}


def run(steps):
    for step in steps:
        if step.startswith("{"):
            logging.config.dictConfig(json.loads(step))
        else:
            words = step.split(" ", 3)
            COMMANDS[words[0]](*words[1:])


def output_of(steps):
    """In a process of its own, which has not logged before."""
    with tempfile.TemporaryDirectory() as directory:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.chdir(directory)
                out = io.StringIO()
                with contextlib.redirect_stdout(out):
                    run(steps)
                os.write(writer, out.getvalue().encode())
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        os.close(writer)
        with open(reader, "rb") as stream:
            printed = stream.read().decode()
        assert os.waitpid(child, 0)[1] == 0
        return printed


def pieces(text):
    lines = text.splitlines(keepends=True)
    return "\n      ".join(map(quoted, lines)) or '""'


def main():
    print("/* Made by dict_scenarios.py: configurations (with ' for double quotes), commands, and what CPython prints. */")
    print("static const struct {\n    const char *name, *steps[24], *output;\n} scenarios[] = {")
    for name, steps in [*SCENARIOS.items(), *PROJECTS.items()]:
        texts = [step if isinstance(step, str) else json.dumps(step, ensure_ascii=False) for step in steps]
        print("    { %s,\n      { %s,\n        NULL },\n      %s }," % (quoted(name), ",\n        ".join(map(c_json, texts)), pieces(output_of(texts))))
    print("};")


if __name__ == "__main__":
    main()
