"""What FileHandler and basicConfig say of wrong arguments, one by one and together: every mode of up to four letters, and
each combination of arguments. Each sentence is printed where it is met first, and its number for each case.

Unlike Python: a mode with b writes text, as it is, and one with r is refused. So no accepted mode with r is shown.
"""
import itertools
import logging
import os

from support import begin, without_directory

root = logging.getLogger()
seen = []


def outcome(call):
    """The number of what the call says; 0: nothing."""
    try:
        call()
        said = ""
    except (ValueError, OSError, LookupError) as error:
        said = without_directory(str(error))
    if said not in seen:
        seen.append(said)
        print("%d: %s" % (seen.index(said), said or "accepted"))
    return seen.index(said)


def make(mode, encoding, errors):
    logging.FileHandler("case.txt", mode, encoding=encoding, errors=errors).close()


def invalid(mode):
    """That is said of most of them."""
    return len(set(mode)) < len(mode) or "q" in mode


def modes(encoding, errors):
    line = []
    for count in range(5):
        for letters in itertools.product("awxrb+tq", repeat=count):
            mode = "".join(letters)
            with open("case.txt", "w"):
                pass
            if "x" in mode or invalid(mode):
                os.remove("case.txt")
            if invalid(mode):
                try:
                    make(mode, encoding, errors)
                    line.append(mode + ":accepted")
                except ValueError as error:
                    if str(error) != "invalid mode: '%s'" % mode:
                        line.append(mode + ":" + str(error))
                continue
            number = outcome(lambda: make(mode, encoding, errors))
            if seen[number] or "r" not in mode:
                line.append("%s:%d" % (mode, number))
    print("modes with encoding %s and errors %s: %s" % (encoding or "none", errors or "none", " ".join(line)))


OUTER = [
    ("filename", None, "case.txt"), ("filemode", None, "w", "q", "wb", "wb+a"), ("encoding", None, "utf-8", "nope"),
    ("errors", None, "replace"), ("stream", None, "stderr"), ("handlers", None, "one"),
]
INNER = [("style", None, "?"), ("format", None, "%(x"), ("level", None, "foo")]


def configure(options):
    if "stream" in options:
        options["stream"] = None
    if "handlers" in options:
        options["handlers"] = [logging.StreamHandler()]
    try:
        logging.basicConfig(**options)
    finally:
        for handler in root.handlers[:]:
            root.removeHandler(handler)
            handler.close()


def options_of(keys):
    for values in itertools.product(*(each[1:] for each in keys)):
        yield {each[0]: value for each, value in zip(keys, values) if value is not None}


def combinations():
    """A line for each combination of some arguments, in which one number is for each of those of the others."""
    for outer in options_of(OUTER):
        numbers = [outcome(lambda: configure({**outer, **inner})) for inner in options_of(INNER)]
        print(*("%s=%s" % pair for pair in outer.items()), *numbers)


begin()
modes(None, None)
modes("utf-8", None)
modes(None, "strict")
modes("utf-8", "strict")
combinations()
