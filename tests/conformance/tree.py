"""Levels, the logger tree and dispatch: a script of small commands, one a row."""
import logging
import sys

from support import begin, escaped, print_stderr, rows

handlers = {}
filters = {}
number = int


def logger(name):
    return logging.getLogger(name)


def named_handler(name):
    if name not in handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("    " + name + " %(levelname)s:%(name)s:%(message)s"))
        handlers[name] = handler
    return handlers[name]


def named_filter(name):
    return filters.setdefault(name, logging.Filter(name))


def answer(text):
    print("    " + escaped(str(text)))


def parent(name):
    found = logger(name).parent
    answer(repr(found) if found else "none")


def children(name):
    answer(" ".join(sorted(child.name for child in logger(name).getChildren())))


def handle(name, level, text):
    record = logger(name).makeRecord(name, int(level), "", 0, text, (), None)
    logger(name).handle(record)


def own_handlers(name):
    names = {handler: name for name, handler in handlers.items()}
    answer(" ".join(names[handler] for handler in logger(name).handlers))


def set_propagate(name, on):
    logger(name).propagate = on == "1"


def set_disabled(name, on):
    logger(name).disabled = on == "1"


COMMANDS = {
    "get": lambda name: answer(repr(logger(name))),
    "parent": parent,
    "child": lambda name, suffix: answer(repr(logger(name).getChild(suffix))),
    "children": children,
    "level": lambda name, level: logger(name).setLevel(int(level)),
    "own": lambda name: answer(logger(name).level),
    "effective": lambda name: answer(logger(name).getEffectiveLevel()),
    "enabled": lambda name, level: answer(int(logger(name).isEnabledFor(int(level)))),
    "propagate": set_propagate,
    "disabled": set_disabled,
    "disable": lambda level: logging.disable(int(level)),
    "add": lambda name, handler: logger(name).addHandler(named_handler(handler)),
    "remove": lambda name, handler: logger(name).removeHandler(named_handler(handler)),
    "handlers": own_handlers,
    "has": lambda name: answer(int(logger(name).hasHandlers())),
    "hlevel": lambda handler, level: named_handler(handler).setLevel(int(level)),
    "filter": lambda name, filter: logger(name).addFilter(named_filter(filter)),
    "unfilter": lambda name, filter: logger(name).removeFilter(named_filter(filter)),
    "hfilter": lambda handler, filter: named_handler(handler).addFilter(named_filter(filter)),
    "hunfilter": lambda handler, filter: named_handler(handler).removeFilter(named_filter(filter)),
    "log": lambda name, level, text: logger(name).log(int(level), text),
    "handle": handle,
    "stderr": print_stderr,
}


def run(command, *arguments):
    print(command, *(escaped(argument) for argument in arguments))
    COMMANDS[command](*arguments)


begin()
for table in "tree", "tree_random":
    for row in rows(table):
        run(*row)
