"""Make the tables whose names end in _random, from a fixed seed: cases that nobody thought of.

    python3 tests/conformance/random_tables.py
"""
import json
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


class Configurations:
    """Rows for configurations.py: some loggers, a configuration or more, and what is logged."""

    LOGGERS = ["a", "a.b", "a.b.c", "ab", "a-b", "a.c", "x", "x.y", "root"]
    LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]

    def __init__(self, chance):
        self.chance = chance

    def maybe(self, probability, **entries):
        return entries if self.chance.random() < probability else {}

    def some(self, values, most=3):
        return self.chance.sample(values, min(len(values), self.chance.randint(0, most)))

    def level(self):
        return self.chance.choice(self.LEVELS + ["NOTSET", "WARN", "cfg://levels[0]", "cfg://levels[1].here", 0, 15, 25, -1, None])

    def formatter(self):
        style = self.chance.choice("%{$")
        pieces = {"%": ["%(name)s", "%(levelname)-8s", "%(lineno)05d", "%(app)s", "%(asctime)s"],
                  "{": ["{name:>6}", "{levelname}", "{lineno:x}", "{app!r}", "{asctime}"],
                  "$": ["$name", "${levelname}", "$lineno", "${app}", "$asctime"]}[style]
        format = " ".join(self.chance.sample(pieces, 2) + [{"%": "%(message)s", "{": "{message}", "$": "$message"}[style]])
        made = {"format": format, "style": style, "defaults": {"app": self.chance.choice(["shop", 5, 1.5, None, True])},
                **self.maybe(.3, datefmt="%H:%M:%S"), **self.maybe(.2, validate=self.chance.choice([True, False, 0]))}
        if self.chance.random() < .3:
            made[self.chance.choice(["class", "()"])] = "logging.Formatter"
        return made

    def filter(self):
        return {**self.maybe(.8, name=self.chance.choice(self.LOGGERS)), **self.maybe(.2, **{"()": "logging.Filter"})}

    def handler(self, name, targets):
        kind = self.chance.choice(["StreamHandler"] * 4 + ["FileHandler", "NullHandler", "handlers.RotatingFileHandler"] +
                                  ["handlers.MemoryHandler"] * (2 if targets else 0))
        made = {"class": "logging." + kind}
        if kind == "StreamHandler":
            made.update(stream=self.chance.choice(["ext://sys.stdout", "ext://sys.stdout", "ext://sys.stderr", "cfg://out"]),
                        **self.maybe(.2, **{".": {"terminator": "|\n"}}))
        elif kind == "handlers.MemoryHandler":
            made.update(capacity=self.chance.randint(1, 4), target=self.chance.choice(targets),
                        **self.maybe(.5, flushLevel=self.chance.choice(self.LEVELS + [35])),
                        **self.maybe(.3, flushOnClose=self.chance.choice([True, False])))
        elif kind != "NullHandler":
            made.update(filename=name + ".log", **self.maybe(.3, delay=True))
            made.update(self.maybe(.5, encoding="utf-8") if kind == "FileHandler" else {"maxBytes": 60, "backupCount": 1})
        return made

    def handlers(self, formatters, filters):
        made = {}
        for name in self.some(["h", "i", "j", "k"], 4):
            targets = [each for each in made if "Memory" not in made[each]["class"]]
            made[name] = {**self.handler(name, targets), **self.maybe(.6, level=self.level()),
                          **self.maybe(.7 * bool(formatters), formatter=self.chance.choice(formatters or [None])),
                          **self.maybe(.3, filters=self.some(filters))}
        return dict(self.chance.sample(list(made.items()), len(made)))

    def logger(self, handlers, filters):
        return {**self.maybe(.6, level=self.level()), **self.maybe(.5, handlers=self.some(handlers)),
                **self.maybe(.2, filters=self.some(filters)),
                **self.maybe(.5, propagate=self.chance.choice([True, False, None, 0, 1, "no", "", []]))}

    def whole(self):
        formatters = {name: self.formatter() for name in self.some(["f", "g"])}
        filters = {name: self.filter() for name in self.some(["p", "q"])}
        handlers = self.handlers(list(formatters), list(filters))
        loggers = {name: self.logger(list(handlers), list(filters)) for name in self.some(self.LOGGERS, 5)}
        made = {"formatters": formatters, "filters": filters, "handlers": handlers, "loggers": loggers,
                **self.maybe(.8, root=self.logger(list(handlers), list(filters))),
                **self.maybe(.6, disable_existing_loggers=self.chance.choice([True, False, 0, None])),
                "levels": ["INFO", {"here": 35}], "out": "ext://sys.stdout", "use": ["cfg://levels", "cfg://out", "cfg://use"]}
        return {"version": 1, **dict(self.chance.sample(list(made.items()), len(made)))}

    def change(self, before):
        """Of levels alone."""
        return {"version": 1, "incremental": True, "levels": ["ERROR", {"here": 5}], "use": ["cfg://levels", "cfg://use"],
                "handlers": {name: self.maybe(.8, level=self.level()) for name in self.some(list(before["handlers"]))},
                "loggers": {name: self.logger([], []) for name in self.some(self.LOGGERS)},
                **self.maybe(.5, root=self.maybe(.8, level=self.level()))}

    def steps(self):
        for logger in self.some(self.LOGGERS):
            yield self.chance.choice(["get " + logger, "level %s %s" % (logger, self.chance.choice(self.LEVELS))])
        config = None
        for _ in range(self.chance.randint(1, 3)):
            if config and self.chance.random() < .3:
                yield "json " + json.dumps(self.change(config))
            else:
                config = self.whole()
                yield "json " + json.dumps(config)
            for _ in range(4):
                yield "log %s %s x" % (self.chance.choice(self.LOGGERS), self.chance.choice(self.LEVELS))
            yield "state " + self.chance.choice(self.LOGGERS)
        yield "names"


class IniFiles(Configurations):
    """The same for fileConfig, after which handlers that no logger has are garbage, and their names gone."""

    ARGUMENTS = {
        "StreamHandler": ["args=(sys.stdout,)", "kwargs = {'stream': sys.stdout,}", "args: [sys.stderr]", "args=()", ""],
        "FileHandler": ["args=('%s.log', 'a')", "args=(\"%s\" '.log',)\nkwargs={'encoding': None, 'delay': False}",
                        "kwargs={'filename': r'%s.log', 'mode': 'a', 'errors': \"ignore\"}"],
        "NullHandler": ["", "args = ( )", "kwargs={'level': ERROR}"],
        "handlers.RotatingFileHandler": ["args=('%s.log', 'a', 0x3c, 1)", "args=('%s.log',)\nkwargs={\"maxBytes\": 60, \"backupCount\": 1}",
                                         "args=('%s.log',)\nkwargs={'maxBytes': 6_0,\n   'backupCount': +1}"],
        "handlers.MemoryHandler": ["args=(2, ERROR)", "args=(3,)", "kwargs={'capacity': 1, 'flushOnClose': False}"],
    }

    def entry(self, key, value):
        return key + self.chance.choice(["=", " = ", ": ", "=  "]) + value

    def names(self, values):
        return self.chance.choice([",", ", ", " ,"]).join(values)

    def section(self, name, *entries):
        noise = self.chance.choice(["", "", "\n", "; a comment\n", "# x = 1\n", "unknown = 5\n"])
        return "[%s]\n%s%s\n" % (name, noise, "\n".join(self.chance.sample(entries, len(entries))))

    def some_level(self):
        level = self.chance.choice(self.LEVELS + ["NOTSET", "WARN", "%(lev)s"])
        return [self.entry("level", level)] if self.chance.random() < .7 else []

    def formatter_section(self, name):
        made = self.formatter()
        entries = [self.entry("format", made["format"]), "style=" + made["style"], "defaults=%r" % made["defaults"]]
        if self.chance.random() < .5:
            entries.append(self.entry("datefmt", self.chance.choice(["%H:%M", ""])))
        if self.chance.random() < .3:
            entries.append(self.entry("class", self.chance.choice(["logging.Formatter", ""])))
        return self.section("formatter_" + name, *entries)

    def handler_section(self, name, handlers, formatters):
        kind = self.chance.choice(["StreamHandler"] * 3 + list(self.ARGUMENTS))
        arguments = self.chance.choice(self.ARGUMENTS[kind]).replace("%s", name)
        entries = [self.entry("class", self.chance.choice(["", "logging."]) + kind), arguments, *self.some_level()]
        if formatters and self.chance.random() < .6:
            entries.append(self.entry("formatter", self.chance.choice(formatters)))
        targets = [each for each in handlers if each > name]
        if targets and self.chance.random() < .7:
            entries.append(self.entry("target", self.chance.choice(targets)))
        return self.section("handler_" + name, *entries)

    def logger_section(self, name, handlers):
        entries = [self.entry("handlers", self.names(self.some(handlers))), *self.some_level()]
        if name != "root":
            entries.append(self.entry("qualname", name))
            entries += self.chance.choice([[], ["propagate=0"], ["propagate = 1"], ["propagate: -1"]])
        return self.section("logger_" + name, *entries)

    def text(self):
        formatters, handlers = self.some(["f", "g"]), self.some(["h", "i", "j", "k"], 4)
        loggers = self.some(self.LOGGERS[:-1], 4)
        loggers.insert(self.chance.randint(0, len(loggers)), "root")
        sections = [self.section("formatters", self.entry("keys", self.names(formatters))),
                    self.section("handlers", self.entry("keys", self.names(handlers))),
                    self.section("loggers", self.entry("keys", self.names(loggers))),
                    "[DEFAULT]\nlev=%s\n" % self.chance.choice(self.LEVELS),
                    *map(self.formatter_section, formatters),
                    *(self.handler_section(each, handlers, formatters) for each in handlers),
                    *(self.logger_section(each, handlers) for each in loggers)]
        return "\n".join(self.chance.sample(sections, len(sections)))

    def steps(self):
        for logger in self.some(self.LOGGERS):
            yield self.chance.choice(["get " + logger, "level %s %s" % (logger, self.chance.choice(self.LEVELS))])
        for _ in range(self.chance.randint(1, 2)):
            yield "ini_text " + self.text()
            for _ in range(4):
                yield "log %s %s x" % (self.chance.choice(self.LOGGERS), self.chance.choice(self.LEVELS))
            yield "state " + self.chance.choice(self.LOGGERS)


def configuration_rows():
    chance = random.Random(SEED + 2)
    for number in range(40):
        for name, steps in ("json", Configurations(chance).steps()), ("ini", IniFiles(chance).steps()):
            escaped = (step.replace("\\", "\\\\").replace("\n", "\\n") for step in steps)
            yield "\t".join(["random %s %d" % (name, number), *escaped])


class Literals:
    """Expressions as they stand in `args`, by Python's grammar, most of them right. No %, which INI would take, and no
    line ends."""

    NUMBERS = ["0", "1", "2", "3", "7", "10", "1024", "0x1f", "0o17", "0b101", "1_000", "65536", "9223372036854775807",
               "9223372036854775808", "4611686018427387904", "0.5", "1.", ".25", "1e3", "2.5e-3", "1e15", "1_0.5"]
    WORDS = ["", "a", "app.log", "logs/", "/var/log", "\u00e4\u20ac", "it is", "x y", "a\\\\b", "\\t", "\\x41", "\\u20ac", "\\101", "\\q",
             "\\N", "]", "(", ",", "#", ";", "{}"]
    VARIABLES = ["LITERAL_WORD", "LITERAL_EMPTY", "LITERAL_PATH", "LITERAL_MISSING"]

    def __init__(self, chance):
        self.chance = chance

    def blank(self):
        return self.chance.choice(["", "", "", " ", "  "])

    def joined(self, parts, between=","):
        return (self.blank() + between + self.blank()).join(parts)

    def several(self, make, depth, least=0):
        return [make(depth - 1) for _ in range(self.chance.randint(least, 3))]

    def number(self, depth=0):
        pick = self.chance.random()
        if depth <= 0 or pick < 0.35:
            return self.chance.choice(self.NUMBERS)
        if pick < 0.5:
            return self.chance.choice("-+-") + self.blank() + self.number(depth - 1)
        if pick < 0.6:
            return "(%s)" % self.number(depth - 1)
        operator = self.chance.choice(["+", "-", "*", "*", "<<", ">>", "**", "+", "-", "*"])
        right = self.number(0) if operator in ("<<", ">>", "**") and pick < 0.9 else self.number(depth - 1)
        return self.joined([self.number(depth - 1), right], operator)

    def string(self, depth=0):
        pick = self.chance.random()
        if depth <= 0 or pick < 0.4:
            quote = self.chance.choice(["'", '"', "'", '"', "'''", '"""'])
            word = self.chance.choice(self.WORDS)
            return self.chance.choice(["", "", "", "", "r", "u", "R"]) + quote + word + quote
        if pick < 0.55:
            return self.joined([self.string(), self.string()], self.chance.choice([" ", "+", "+"]))
        if pick < 0.65:
            return "(%s)" % self.string(depth - 1)
        if pick < 0.75:
            return "os.path.join(%s)" % self.joined(self.several(self.string, depth, 1))
        variable = "'%s'" % self.chance.choice(self.VARIABLES)
        return self.chance.choice(["os.environ[%s]" % variable, "os.environ.get(%s)" % variable,
                                   "os.getenv(%s, %s)" % (variable, self.string(depth - 1)),
                                   "os.environ.get(%s, %s)" % (variable, self.value(depth - 1))])

    def container(self, depth):
        items = self.several(self.value, depth)
        pick = self.chance.randint(0, 5)
        if pick == 0:
            return "[%s]" % self.joined(items)
        if pick == 1:
            return "(%s)" % (self.joined(items) + "," * (len(items) == 1 or self.chance.random() < 0.2 and len(items) > 0))
        if pick == 2:
            keys = [self.chance.choice(["'k'", "'a b'", "1", "'\u00e4'", '"x" "y"', "2 + 3"]) for _ in items]
            return "{%s}" % self.joined([key + self.blank() + ":" + self.blank() + item for key, item in zip(keys, items)])
        if pick == 3:
            names = self.chance.sample(["a", "b_1", "maxBytes", "level"], len(items))
            return "dict(%s)" % self.joined([name + self.blank() + "=" + self.blank() + item
                                             for name, item in zip(names, items)])
        return "%s(%s)" % (self.chance.choice(["list", "tuple"]), self.container(depth - 1) if depth > 0 else "")

    def wrong(self, depth):
        return self.chance.choice([
            "%s + %s" % (self.string(), self.number()), "%s / %s" % (self.number(), self.number()), "b'x'", "f'x'", "1j", "{1, 2}",
            "%s * 2" % self.string(), "not True", "1 if 1 else 2", "len('x')", "os.listdir()", "[x for x in (1, 2)]", "...",
            "lambda: 1", "-%s" % self.string(), "1 << -1", "2 ** -1", "2 ** 0.5", "(1)(2)", "'a'[0]", "1 < 2",
            "dict(a=1, a=2)", "dict([(1, 2)])", "os.path.join()", "os.path.join(1)", "tuple(1, 2)", "0777", "1__0", "'x", "(1", "1)"])

    def value(self, depth):
        pick = self.chance.random()
        if pick < 0.06:
            return self.wrong(depth)
        if pick < 0.14:
            return self.chance.choice(["None", "True", "False", "ERROR", "DEBUG", "handlers.SysLogHandler.LOG_LOCAL3",
                                       "handlers.SYSLOG_UDP_PORT"])
        if depth > 0 and pick < 0.4:
            return self.container(depth)
        return self.number(depth) if pick < 0.7 else self.string(depth)


def literal_rows():
    literals = Literals(random.Random(SEED + 3))
    for number in range(2500):
        yield literals.value(1 + number % 4).replace("\\", "\\\\")


if __name__ == "__main__":
    write("literals_random", "what stands in args", literal_rows())
    write("fields_random", "style, validate, message, format", field_rows())
    write("tree_random", "command, arguments", tree_rows())
    write("config_random", "name, steps: see configurations.py", configuration_rows())
