"""Writes existing_loggers.h: what CPython's fileConfig does to loggers that it does not name.
python3 existing_loggers.py > existing_loggers.h"""
import logging
import logging.config

# The loggers that exist, in the order in which they were made, and those that are named.
CASES = [
    ("a b c", "b"), ("a a.b a.b.c ab", "a"), ("a.b.c", "a"), ("a.b.c a.b", "a"), ("a a.b a.b.c", "a.b"),
    ("a..b a.b", "a."), ("a.. a. a a...", "a."), (".a ..a a", "."), ("a A", "a"), ("a.b", "a b"),
    ("a b", ""), ("a-b a.b a", "a"), ("root.a roots", "a"), ("x x.y", "x.y.z"), ("a a.b a.b.c", "a a.b.c"),
    ("m.n.o.p m.n m.n.o.q", "m.n m"), ("a..b", "a"), ("a..b", "a."), ("a..b", "a a."), ("a..b a.c", "a"), ("a..b a", "a"), ("a..b", "a.x a"),
    ("..a", "."), ("..a", ". .."), ("a...b", "a"), ("a...b", "a a. a.."), ("a..b..c", "a..b a"), ("a..b.c", "a..b a a."), ("x..y..z x..y", "x"), ("a.b..c", "a.b a"),
]


def outcome(existing, named, disable):
    manager = logging.Logger.manager = logging.Manager(logging.root)
    for number, name in enumerate(existing):
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        logger.disabled = number % 2
        logger.addHandler(logging.NullHandler())
    left = sorted(manager.loggerDict)
    children = []
    for name in named:
        if name in left:
            prefixed = name + "."
            children += [other for other in left[left.index(name) + 1:] if other.startswith(prefixed)]
            left.remove(name)
    logging.config._handle_existing_loggers(left, children, disable)
    for name in existing:
        if name not in named:
            logger = logging.getLogger(name)
            yield "%s:%d%d%d%d" % (name, logger.level, len(logger.handlers), logger.propagate, logger.disabled)


print("/* Made by existing_loggers.py: loggers that exist (at DEBUG, with a handler, not propagating, every second\n"
      " * one disabled), those that are named, are others to be disabled; and then, for each that is not named, its\n"
      " * level, how many handlers it has, and whether it propagates and is disabled. */")
print("static const struct {\n    const char *existing, *named;\n    bool disable;\n    const char *expected;\n} rows[] = {")
for existing, named in CASES:
    for disable in (True, False):
        result = " ".join(outcome(existing.split(), named.split(), disable))
        print('    { "%s", "%s", %s, "%s" },' % (existing, named, str(disable).lower(), result))
print("};")
