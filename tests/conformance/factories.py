"""What factories of a configuration are given: arguments, lists and dicts among them, and attributes afterwards."""
import json
import logging
import logging.config

from support import begin

CONFIG = """{
  "version": 1, "limits": {"lines": [10, 20]}, "name": "grün",
  "handlers": {
    "plain": {"()": "__main__.Shown", "text": "a", "number": 7, "level": "ERROR"},
    "nested": {"()": "__main__.Shown", "list": ["x", 1, null], "dict": {"k": "v"}, "text": "[1, 2]"},
    "referring": {"()": "__main__.Shown", "limits": "cfg://limits.lines", "first": "cfg://limits.lines[0]"},
    "characters": {"()": "__main__.Shown", "third": "cfg://name[2]", "same": "cfg://name"},
    "attributes": {"()": "__main__.Shown", "text": "a", ".": {"colour": "red", "size": 3, "sizes": [3, 4]}}},
  "root": {"handlers": ["plain", "nested", "referring", "characters", "attributes"]}
}"""


def shown(value):
    if isinstance(value, (list, dict)):
        return "%s %s" % ("list" if isinstance(value, list) else "dict", json.dumps(value))
    return "value %s" % value


class Shown(logging.NullHandler):
    def __init__(self, **kwargs):
        super().__init__()
        self.given = dict(kwargs)

    def __setattr__(self, name, value):
        if name in ("colour", "size", "sizes"):
            self.__dict__.setdefault("attributes", {})[name] = value
        super().__setattr__(name, value)


def show(handler):
    print(handler.name)
    for key, value in handler.given.items():
        print("  ", key, shown(value))
    for key, value in getattr(handler, "attributes", {}).items():
        print("   .", key, shown(value))


begin()
logging.config.dictConfig(json.loads(CONFIG))
for handler in logging.getLogger().handlers:
    show(handler)
