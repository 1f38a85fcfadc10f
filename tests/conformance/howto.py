"""What Python's logging HOWTO teaches, section by section, in programs of our own."""
import json
import logging
import logging.config
import sys

from support import begin, print_file, print_reported_errors, print_stderr

INI = """\
[loggers]
keys=root,kitchen

[handlers]
keys=console

[formatters]
keys=plain

[logger_root]
level=DEBUG
handlers=console

[logger_kitchen]
level=DEBUG
handlers=console
qualname=kitchen
propagate=0

[handler_console]
class=StreamHandler
level=DEBUG
formatter=plain
args=(sys.stdout,)

[formatter_plain]
format=%(asctime)s - %(name)s - %(levelname)s - %(message)s
"""

DICT = """{
  "version": 1,
  "formatters": {"plain": {"format": "%(asctime)s - %(name)s - %(levelname)s - %(message)s"}},
  "handlers": {"console": {"class": "logging.StreamHandler", "level": "DEBUG", "formatter": "plain",
                           "stream": "ext://sys.stdout"}},
  "loggers": {"kitchen": {"level": "DEBUG", "handlers": ["console"], "propagate": false}},
  "root": {"level": "DEBUG", "handlers": ["console"]}
}"""


def title(text):
    """Begin a section with a root logger as a program finds it."""
    print("== " + text)
    root = logging.getLogger()
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(logging.WARNING)


def each_level(log):
    log.debug("the oven is cold")
    log.info("the oven is on")
    log.warning("the oven is hot")
    log.error("the bread is black")
    log.critical("the kitchen burns")


def a_simple_example():
    title("a simple example")
    logging.warning("look out")
    logging.info("nobody sees this")
    print_stderr()


def to_a_file():
    title("to a file")
    logging.basicConfig(filename="example.log", encoding="utf-8", level=logging.DEBUG)
    logging.debug("for the file")
    logging.info("so is this")
    logging.warning("and this, too")
    logging.error("and what is not ASCII, like Øresund and Malmö")
    print_file("example.log")
    logging.basicConfig(filename="example.log", filemode="w", force=True)
    logging.warning("begun anew")
    print_file("example.log")


def a_level_from_the_command_line():
    title("a level from the command line")
    for name in ("debug", "INFO", "Warning", "loud"):
        level = logging.getLevelNamesMapping().get(name.upper())
        print("Invalid log level: " + name if level is None else level)


def variable_data():
    title("variable data")
    logging.basicConfig(stream=sys.stdout)
    logging.warning("%s before you %s", "look", "leap")
    logging.warning("%d of %d, %.1f %%", 7, 8, 87.5)


def the_format():
    title("the format of messages")
    logging.basicConfig(stream=sys.stdout, format="%(levelname)s:%(message)s", level=logging.DEBUG)
    logging.debug("not only for warnings")
    logging.info("so")
    logging.warning("and so")


def date_and_time():
    title("date and time")
    logging.basicConfig(stream=sys.stdout, format="%(asctime)s %(message)s")
    logging.warning("is when this was logged")
    logging.basicConfig(stream=sys.stdout, format="%(asctime)s %(message)s", datefmt="%m/%d/%Y %I:%M:%S %p", force=True)
    logging.warning("is when this was logged")


def loggers_handlers_formatters():
    title("loggers, handlers and formatters")
    log = logging.getLogger("pantry")
    log.setLevel(logging.DEBUG)
    console = logging.StreamHandler(sys.stdout)
    console.setLevel(logging.INFO)
    console.setFormatter(logging.Formatter("%(asctime)s - %(name)s - %(levelname)s - %(message)s"))
    log.addHandler(console)
    each_level(log)
    log.removeHandler(console)


def from_an_ini_file():
    title("a configuration in an INI file")
    with open("logging.conf", "w") as file:
        file.write(INI)
    logging.config.fileConfig("logging.conf")
    each_level(logging.getLogger("kitchen"))
    logging.getLogger("cellar").info("the root has a handler, too")


def from_a_dictionary():
    title("a configuration in a dictionary")
    logging.config.dictConfig(json.loads(DICT))
    each_level(logging.getLogger("kitchen"))


def without_configuration():
    title("no configuration")
    log = logging.getLogger("somewhere")
    log.warning("goes to stderr as it is")
    log.info("goes nowhere")
    print_stderr()


def in_a_library():
    title("a library")
    library = logging.getLogger("library")
    library.addHandler(logging.NullHandler())
    logging.getLogger("library.part").error("the program says where this goes, or nobody sees it")
    print_stderr()
    logging.basicConfig(stream=sys.stdout)
    logging.getLogger("library.part").error("now it does")


def the_flow_of_a_record():
    title("the flow of a record")
    logging.basicConfig(stream=sys.stdout, format="root: %(name)s %(message)s")
    parent, child = logging.getLogger("house"), logging.getLogger("house.door")
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("house: %(name)s %(message)s"))
    parent.addHandler(handler)
    child.warning("goes to both")
    parent.setLevel(logging.ERROR)
    child.warning("is below the level that it inherits")
    child.setLevel(logging.DEBUG)
    child.debug("is not held up by the level of its parent's logger")
    handler.setLevel(logging.ERROR)
    child.warning("is below the level of a handler")
    parent.propagate = False
    child.error("ends at the house")
    parent.removeHandler(handler)
    parent.propagate = True


def levels_of_ones_own():
    title("levels of one's own")
    logging.addLevelName(25, "NOTICE")
    logging.basicConfig(stream=sys.stdout, level="NOTICE")
    logging.log(25, "between INFO and WARNING")
    logging.log(24, "below it")
    logging.log(35, "without a name")


class Broken(logging.Handler):
    def emit(self, record):
        try:
            raise OSError(28, "No space left on device")
        except OSError:
            self.handleError(record)


def errors_while_logging():
    title("errors while logging")
    handler = Broken()
    logging.getLogger().addHandler(handler)
    logging.warning("the program goes on after this")
    print_reported_errors()
    logging.raiseExceptions = False
    logging.warning("and after this, in silence")
    print_reported_errors()
    logging.raiseExceptions = True


calls = 0


def expensive():
    global calls
    calls += 1
    return 42


def optimization():
    title("optimization")
    logging.basicConfig(stream=sys.stdout, format="%(threadName)s %(processName)s %(process)s %(message)s")
    log = logging.getLogger("fast")
    if log.isEnabledFor(logging.DEBUG):
        log.debug("%d", expensive())
    if log.isEnabledFor(logging.WARNING):
        log.warning("%d", expensive())
    print(calls)
    logging.logThreads = logging.logMultiprocessing = logging.logProcesses = False
    log.warning("what is not wanted is not found out")
    logging.logThreads = logging.logMultiprocessing = logging.logProcesses = True


begin()
a_simple_example()
to_a_file()
a_level_from_the_command_line()
variable_data()
the_format()
date_and_time()
loggers_handlers_formatters()
without_configuration()
in_a_library()
the_flow_of_a_record()
levels_of_ones_own()
errors_while_logging()
optimization()
from_an_ini_file()
from_a_dictionary()
title("the end")
