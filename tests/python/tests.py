"""Write tests.txt, the tests of CPython's suite for logging, and names.txt's left column, its public names:
python3.13 tests/python/tests.py; with --check say whether they are up to date."""
import logging
import logging.config
import logging.handlers
import os
import sys
import unittest
from test import test_logging

HERE = os.path.dirname(os.path.abspath(__file__))


def tests(suite):
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from tests(part)
        else:
            yield "%s %s" % (type(part).__name__, part._testMethodName)


def names():
    """Those of logging.__all__, the classes and constants of handlers, the functions of config."""
    yield from logging.__all__
    for module in (logging.handlers, logging.config):
        for name, value in vars(module).items():
            own = getattr(value, "__module__", module.__name__) == module.__name__
            if own and not name.startswith("_") and (name[0].isupper() or callable(value)):
                yield module.__name__ + "." + name


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(test_logging)
    expected = "".join(line + "\n" for line in sorted(set(tests(suite))))
    path = os.path.join(HERE, "tests.txt")
    if "--check" not in sys.argv:
        with open(path, "w") as file:
            file.write(expected)
    with open(path) as file:
        current = file.read() == expected
    with open(os.path.join(HERE, "names.txt")) as file:
        listed = {line.split()[0] for line in file if not line.startswith("#")}
    missing = sorted(set(names()) ^ listed)
    print("tests.txt is%s up to date; names.txt %s" % ("" if current else " not", missing or "too"))
    return not current or bool(missing)


sys.exit(main())
