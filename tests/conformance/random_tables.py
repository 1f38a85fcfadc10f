"""Make the tables whose names end in _random, from a fixed seed: cases that nobody thought of.

    python3 tests/conformance/random_tables.py
"""
import os
import random

TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables")
SEED = 20260


def write(name, header, lines):
    with open(os.path.join(TABLES, name + ".txt"), "w", encoding="utf-8", newline="\n") as file:
        file.write("# Made by random_tables.py. %s\n" % header)
        file.writelines(line + "\n" for line in lines)


KEYS = ["lineno", "small", "large", "least", "half", "tiny", "huge", "third", "most", "denormal", "minus", "infinite",
        "nan", "created", "msecs", "relativeCreated", "yes", "nothing", "wide", "text", "levelname", "message",
        "number", "args"]
MESSAGES = ["hello", "h\u00e9llo\u20ac", "", "it's", "x"]


def percent_field(random):
    flags = "".join(random.sample("-+ #0", random.choice([0, 0, 1, 1, 2, 3])))
    width = random.choice(["", "", str(random.randint(1, 30))])
    precision = random.choice(["", "", ".", "." + str(random.randint(0, 22))])
    conversion = random.choice("diuoxXeEfFgGcrsa" + "sdfx" * 3)
    return "%%(%s)%s%s%s%s" % (random.choice(KEYS), flags, width, precision, conversion)


def brace_field(random):
    align = random.choice(["", "", random.choice("<>=^"), random.choice("*0x\u20ac") + random.choice("<>=^")])
    sign = random.choice(["", "", "", "+", "-", " "])
    alternate = random.choice(["", "", "", "#"])
    zero = random.choice(["", "", "0"])
    width = random.choice(["", str(random.randint(1, 40)), "{number}"])
    grouping = random.choice(["", "", "", ",", "_"])
    precision = random.choice(["", "", "." + str(random.randint(0, 22)), ".{number}"])
    kind = random.choice(["", "", "s", "d", "f", "e", "g", "n", "x", "X", "o", "b", "c", "%", "E", "F", "G"])
    conversion = random.choice(["", "", "", "", "!r", "!s", "!a"])
    spec = align + sign + alternate + zero + width + grouping + precision + kind
    return "{%s%s%s}" % (random.choice(KEYS), conversion, ":" + spec if spec else "")


def noise(random, alphabet):
    return "".join(random.choice(alphabet) for _ in range(random.randint(1, 12)))


def field_rows():
    chance = random.Random(SEED)
    makers = [
        (700, "%", lambda: percent_field(chance) + "|"),
        (900, "{", lambda: brace_field(chance) + "|"),
        (250, "%", lambda: "%(name)s" + noise(chance, ["%", "%", "(", ")", "name", "s", "d", "5", ".", "-", "*", "l"])),
        (250, "{", lambda: "{name}" + noise(chance, ["{", "}", "{", "}", "name", "!", "r", ":", "5", "<", "x"])),
        (250, "$", lambda: "$name" + noise(chance, ["$", "$", "{", "}", "name", "_", " ", "1", "\u00e9"])),
    ]
    for count, style, make in makers:
        for _ in range(count):
            yield "\t".join([style, chance.choice("1110"), chance.choice(MESSAGES), make()])


def name(random):
    return ".".join(random.choice(["a", "b", "", "c"] if depth else "xyz") for depth in range(random.randint(1, 4)))


def level(random):
    return str(random.choice([0, 0, 10, 20, 30, 40, 50, 15, 35, -1, 1]))


def tree_rows():
    """A script for tree.py. Names never begin like `root`: children of loggers that do keep a wrong parent in
    CPython."""
    chance = random.Random(SEED + 1)
    handler = lambda: chance.choice(["h1", "h2", "h3", "h4"])
    on = lambda: chance.choice("0111")
    who = lambda: chance.choice(["root"] + [name(chance) for _ in range(9)])
    makers = {
        "get": (4, lambda: [who()]), "parent": (6, lambda: [who()]), "children": (4, lambda: [who()]),
        "level": (8, lambda: [who(), level(chance)]), "effective": (6, lambda: [who()]),
        "enabled": (6, lambda: [who(), level(chance)]), "propagate": (3, lambda: [who(), on()]),
        "disabled": (2, lambda: [who(), chance.choice("001")]), "disable": (1, lambda: [level(chance)]),
        "add": (4, lambda: [who(), handler()]), "remove": (4, lambda: [who(), handler()]),
        "handlers": (1, lambda: [who()]), "has": (3, lambda: [who()]), "hlevel": (1, lambda: [handler(), level(chance)]),
        "filter": (1, lambda: [who(), name(chance)]), "unfilter": (1, lambda: [who(), name(chance)]),
        "log": (16, lambda: [who(), level(chance), "text"]), "handle": (3, lambda: [who(), level(chance), "text"]),
        "child": (2, lambda: [who(), name(chance)]),
    }
    commands = [command for command, (weight, _) in makers.items() for _ in range(weight)]
    yield "disable\t0"
    for _ in range(3000):
        command = chance.choice(commands)
        yield "\t".join([command] + makers[command][1]())
        if command == "disable":
            yield "disable\t0" if chance.random() < 0.6 else "stderr"
    yield "stderr"


if __name__ == "__main__":
    write("fields_random", "style, validate, message, format", field_rows())
    write("tree_random", "command, arguments", tree_rows())
