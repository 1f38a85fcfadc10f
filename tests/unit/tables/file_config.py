"""Writes file_config.h: what CPython makes of INI files. python3 file_config.py > file_config.h"""
import os
import subprocess
import sys
import tempfile

DRIVER = r'''
import logging, logging.config, sys
try:
    logging.config.fileConfig(sys.argv[1])
except Exception as error:
    with open("error", "w") as file:
        file.write(str(error))
else:
    logging.raiseExceptions = False
    for name in ["", "compiler", "compiler.parser", "compiler.lexer", "app.db", "sqlalchemy.engine", "alembic.env"]:
        logger = logging.getLogger(name)
        for level in (10, 20, 30, 40, 50):
            logger.log(level, "%s at %d", name or "root", level)
'''

HEAD = "[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=f\n[logger_root]\nlevel=DEBUG\nhandlers=h\n"
FORMATTER = "[formatter_f]\nformat=%(levelname)s:%(name)s:%(message)s\n"
HANDLER = "[handler_h]\nclass=FileHandler\nlevel=INFO\nargs=('out.log', 'w')\nformatter=f\n"


def handler(text):
    return HEAD + "[handler_h]\n" + text + FORMATTER


def formatter(text):
    return HEAD + HANDLER + "[formatter_f]\n" + text


def logger(keys, *sections):
    text = HEAD.replace("keys=root", "keys=" + keys) + HANDLER + FORMATTER
    return text + "".join("[logger_%s]\n%s" % section for section in zip(keys.split(",")[1:], sections))


TEXTS = {
    "plain": HEAD + HANDLER + FORMATTER,
    "cpython's test config 1": """
[loggers]
keys=root,parser

[handlers]
keys=hand1

[formatters]
keys=form1

[logger_root]
level=WARNING
handlers=

[logger_parser]
level=DEBUG
handlers=hand1
propagate=1
qualname=compiler.parser

[handler_hand1]
class=StreamHandler
level=NOTSET
formatter=form1
args=(sys.stderr,)

[formatter_form1]
format=%(levelname)s ++ %(message)s
datefmt=
""",
    "alembic": """
# A generic, single database configuration.

[alembic]
# path to migration scripts.
script_location = %(here)s/alembic
prepend_sys_path = .
version_path_separator = os
sqlalchemy.url = driver://user:pass@localhost/dbname

[post_write_hooks]
# hooks = black

# Logging configuration
[loggers]
keys = root,sqlalchemy,alembic

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARNING
handlers = console
qualname =

[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
""",
    "two handlers with spaces": """[loggers]
keys = root , compiler
[handlers]
keys= one,  two
[formatters]
keys=
[logger_root]
handlers=  one ,two
[logger_compiler]
qualname: compiler
level: ERROR
propagate: 0
handlers: two
[handler_one]
class: logging.FileHandler
args: ["out.log", "a"]
[handler_two]
class=logging.handlers.RotatingFileHandler
kwargs={'filename': 'out.log', "maxBytes": 10_000, 'backupCount': 0x3}
level=WARN
""",
    "memory handler": """[loggers]
keys=root
[handlers]
keys=mem,file
[formatters]
keys=f
[logger_root]
level=NOTSET
handlers=mem
[handler_mem]
class=handlers.MemoryHandler
args=(2, ERROR)
target=file
[handler_file]
class=FileHandler
args=('out.log',)
formatter=f
[formatter_f]
format={levelname} {message}
style={
""",
    "interpolation": """[DEFAULT]
dir=out
[loggers]
keys=root
[handlers]
keys=h
[formatters]
keys=
[logger_root]
level=%(lev)s
lev=ERROR
handlers=h
[handler_h]
class=FileHandler
args=('%(dir)s.log', 'w')
""",
    "interpolation of a key in capitals": handler("class=FileHandler\nArg='out.log'\nargs=(%(Arg)s,)\n"),
    "interpolation in DEFAULT": "[DEFAULT]\nargs=(%(Arg)s,)\n" + handler("class=FileHandler\narg='out.log'\n"),
    "defaults of a formatter": formatter("format=%(custom)s %(message)s\ndefaults={'custom': 'yes', 'n': 1}\n"),
    "dollar style": formatter("format=${levelname} $message\nstyle=$\n"),
    "formatter class": formatter("class=logging.Formatter\nformat=%(message)s!\n"),
    "empty formatter class": formatter("class=\nformat=%(message)s!\n"),
    "no format": formatter(""),
    "multi-line format": formatter("format=%(levelname)s\n    %(message)s\n"),
    "multi-line args": handler("class=FileHandler\nargs=(\n  'out.log',\n  'w',\n )\n"),
    "null handler": handler("class=NullHandler\n"),
    "comments": "; a\n# b\n" + HEAD + HANDLER.replace("level=INFO", "level=INFO\n; level=ERROR\n# level=DEBUG") + FORMATTER,
    "propagate 0": logger("root,p", "qualname=compiler.parser\nhandlers=\npropagate=0\n"),
    "propagate -1": logger("root,p", "qualname=compiler\nhandlers=\npropagate= -1 \n"),
    "qualname root": logger("root,p", "qualname=root\nhandlers=\nlevel=CRITICAL\n"),
    "same logger twice": logger("root,p,q", "qualname=app\nlevel=ERROR\nhandlers=h\n", "qualname=app\nhandlers=\n"),
    "handler named twice": (HEAD + HANDLER + FORMATTER).replace("keys=h", "keys=h,h").replace("handlers=h", "handlers=h,h"),
    "root later": logger("root,p", "qualname=app\nhandlers=h\nlevel=ERROR\n").replace("keys=root,p", "keys=p,root"),

    "no sections": "a=b\n",
    "not parsed": "[loggers]\nkeys=root\nnonsense\nmore nonsense\n",
    "section twice": HEAD + HANDLER + FORMATTER + "[formatter_f]\n",
    "key twice": HEAD + HANDLER + "level=INFO\n" + FORMATTER,
    "no formatters": "[loggers]\nkeys=root\n",
    "no keys": "[formatters]\n[handlers]\n",
    "no handlers": "[formatters]\nkeys=\n",
    "no loggers": "[formatters]\nkeys=\n[handlers]\nkeys=\n",
    "no formatter section": HEAD + HANDLER,
    "no handler section": HEAD + FORMATTER,
    "no class": handler("args=('out.log',)\n"),
    "no root": (HEAD + HANDLER + FORMATTER).replace("keys=root", "keys=compiler"),
    "no root section": "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n",
    "no handlers of root": "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nlevel=INFO\n",
    "unknown handler of root": HEAD.replace("handlers=h", "handlers=h,nope") + HANDLER + FORMATTER,
    "empty handler name": HEAD.replace("handlers=h", "handlers=h,") + HANDLER + FORMATTER,
    "unknown formatter": HEAD + HANDLER.replace("formatter=f", "formatter=nope") + FORMATTER,
    "unknown level of root": (HEAD + HANDLER + FORMATTER).replace("level=DEBUG", "level=LOUD"),
    "unknown level of handler": (HEAD + HANDLER + FORMATTER).replace("level=INFO", "level=debug"),
    "level by number": (HEAD + HANDLER + FORMATTER).replace("level=INFO", "level=10"),
    "no logger section": logger("root,p"),
    "no qualname": logger("root,p", "handlers=\n"),
    "no handlers of logger": logger("root,p", "qualname=p\n"),
    "propagate yes": logger("root,p", "qualname=p\npropagate=yes\nhandlers=\n"),
    "root twice": logger("root,root"),
    "unknown argument": handler("class=FileHandler\nargs=('out.log',)\nkwargs={'nope': 1}\n"),
    "too few arguments": handler("class=FileHandler\n"),
    "argument twice": handler("class=FileHandler\nargs=('out.log',)\nkwargs={'filename': 'x'}\n"),
    "bad style": formatter("format=x\nstyle=!\n"),
    "bad format": formatter("format=nothing\n"),
    "bad mode": handler("class=FileHandler\nargs=('out.log', 'q')\n"),
    "unknown target": handler("class=handlers.MemoryHandler\nargs=(10,)\ntarget=nope\n"),
    "interpolation key missing": handler("class=FileHandler\nargs=('%(nope)s.log',)\n"),
    "interpolation syntax": handler("class=FileHandler\nargs=('%s.log',)\n"),
    "interpolation recursion": handler("class=FileHandler\nargs=%(args)s\n"),
    "directory missing": handler("class=FileHandler\nargs=('nope/out.log',)\n"),
}


def c_string(text):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in text.encode()) + '"'


def run(text):
    """The error, and what is in out.log and on stderr."""
    with tempfile.TemporaryDirectory() as directory:
        with open(os.path.join(directory, "c.ini"), "w") as file:
            file.write(text)
        done = subprocess.run([sys.executable, "-c", DRIVER, "c.ini"], cwd=directory, capture_output=True, text=True)
        read = lambda name: open(os.path.join(directory, name)).read()
        error = read("error").replace(directory + "/", "") if os.path.exists(os.path.join(directory, "error")) else None
        output = read("out.log") if not error and os.path.exists(os.path.join(directory, "out.log")) else ""
        return error, output + (done.stderr if error is None else "")


print("/* Made by file_config.py: INI files, in c.ini; the error that CPython has for each, NULL if none; and what is in\n"
      " * out.log, and then on stderr, after each logger has logged at each level. */")
print("static const struct {\n    const char *name, *text, *error, *output;\n} rows[] = {")
for name, text in TEXTS.items():
    error, output = run(text)
    print('    { %s, %s, %s, %s },' % (c_string(name), c_string(text), c_string(error) if error else "NULL", c_string(output)))
print("};")
