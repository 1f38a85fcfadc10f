"""What Python's logging cookbook shows, recipe by recipe, in programs of our own."""
import contextlib
import json
import logging
import logging.config
import logging.handlers
import os
import queue
import sys
import threading
import time

from support import begin, print_and_remove_directory, print_file, print_stderr, print_to_stdout, set_zone


def title(text):
    """Begin a recipe with a root logger as a program finds it."""
    print("== " + text, flush=True)
    root = logging.getLogger()
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(logging.WARNING)


def in_a_thread(name, function):
    thread = threading.Thread(name=name, target=function)
    thread.start()
    thread.join()


# ---- One program, several places ----


def several_modules():
    title("several modules")
    log = logging.getLogger("mill")
    log.setLevel(logging.DEBUG)
    file, console = logging.FileHandler("mill.log"), logging.StreamHandler(sys.stdout)
    console.setLevel(logging.ERROR)
    for handler in file, console:
        handler.setFormatter(logging.Formatter("%(asctime)s - %(name)s - %(levelname)s - %(message)s"))
        log.addHandler(handler)
    log.info("asking the wheel")
    wheel = logging.getLogger("mill.wheel")
    wheel.info("turning")
    wheel.error("stuck")
    for handler in file, console:
        log.removeHandler(handler)
        handler.close()
    print_file("mill.log")


def several_destinations():
    title("several destinations")
    logging.basicConfig(level=logging.DEBUG, format="%(asctime)s %(name)-12s %(levelname)-8s %(message)s",
                        datefmt="%m-%d %H:%M", filename="all.log", filemode="w")
    console = print_to_stdout(None, "%(name)-12s: %(levelname)-8s %(message)s")
    console.setLevel(logging.INFO)
    logging.info("this is the root")
    logging.getLogger("mill.area1").debug("only in the file")
    logging.getLogger("mill.area2").error("in both")
    print_file("all.log")


def several_threads():
    title("several threads")
    logging.basicConfig(stream=sys.stdout, format="%(threadName)s %(message)s")
    in_a_thread("worker 1", lambda: logging.warning("hi from a thread"))
    in_a_thread("worker 2", lambda: logging.warning("hi from another one"))
    logging.warning("hi from the first one")


# ---- Levels for handlers, by a filter that is configured ----


class Below:
    """Lets pass what is not above a level."""

    def __init__(self, level):
        self.level = getattr(logging, level)

    def filter(self, record):
        return record.levelno <= self.level


LEVELS = """{
  "version": 1, "disable_existing_loggers": false,
  "formatters": {"simple": {"format": "%(levelname)-8s - %(message)s"}},
  "filters": {"quiet": {"()": "__main__.Below", "level": "WARNING"}},
  "handlers": {
    "out": {"class": "logging.StreamHandler", "level": "INFO", "formatter": "simple", "stream": "ext://sys.stdout",
            "filters": ["quiet"]},
    "file": {"class": "logging.FileHandler", "formatter": "simple", "filename": "errors.log", "mode": "w",
             "level": "ERROR"}},
  "root": {"level": "DEBUG", "handlers": ["out", "file"]}
}"""


def custom_handling_of_levels():
    title("custom handling of levels")
    logging.config.dictConfig(json.loads(LEVELS))
    logging.debug("nowhere")
    logging.info("to stdout")
    logging.warning("to stdout, too")
    logging.error("to the file")
    title("whose file is")
    print_file("errors.log")


# ---- Queues and processes ----


def handlers_that_block():
    title("handlers that block")
    between = queue.Queue(-1)
    put = logging.handlers.QueueHandler(between)
    slow = logging.StreamHandler(sys.stdout)
    slow.setFormatter(logging.Formatter("%(threadName)s: %(message)s"))
    listener = logging.handlers.QueueListener(between, slow)
    log = logging.getLogger("queued")
    log.propagate = False
    log.addHandler(put)
    listener.start()
    log.warning("look out")
    listener.stop()
    log.removeHandler(put)


def one_file_from_several_processes():
    """A pipe stands between the processes; the parent alone has the file."""
    title("one file from several processes")
    sys.stdout.flush()
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        handler = logging.StreamHandler(os.fdopen(write_end, "w"))
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        log = logging.getLogger("worker")
        log.addHandler(handler)
        log.propagate = False
        log.setLevel(logging.INFO)
        for i in range(3):
            log.info("job %d", i)
        os._exit(0)
    os.close(write_end)
    logging.basicConfig(filename="jobs.log", format="%(message)s", level=logging.INFO)
    with os.fdopen(read_end) as lines:
        for line in lines:
            logging.info(line.rstrip("\n"))
    os.waitpid(child, 0)
    logging.info("no more jobs")
    print_file("jobs.log")


# ---- Context ----


class Connection(logging.LoggerAdapter):
    """Puts the connection before each message."""

    def process(self, msg, kwargs):
        return "[%s] %s" % (self.extra["connid"], msg), kwargs


def context_by_an_adapter():
    title("context by an adapter")
    logging.basicConfig(stream=sys.stdout, format="%(name)s %(message)s")
    Connection(logging.getLogger("server"), {"connid": "c42"}).warning("lost %d bytes", 7)


class Context(logging.Filter):
    """Adds who asks, of the thread that logs."""

    asks = threading.local()

    def filter(self, record):
        record.user = getattr(self.asks, "user", "nobody")
        return True


def context_by_a_filter():
    title("context by a filter")
    console = print_to_stdout(None, "%(levelname)s %(user)s: %(message)s")
    console.addFilter(Context())

    def serve(user):
        Context.asks.user = user
        logging.warning("asks for more")

    in_a_thread("first", lambda: serve("jim"))
    in_a_thread("second", lambda: serve("sheila"))
    logging.warning("asks for nothing")


def records_of_ones_own():
    title("records of one's own")
    made = logging.getLogRecordFactory()

    def record(*args, **kwargs):
        new = made(*args, **kwargs)
        new.coffee = 0xDECAFBAD
        return new

    logging.setLogRecordFactory(record)
    logging.basicConfig(stream=sys.stdout, format="%(message)s %(coffee)x")
    logging.warning("with an attribute:")
    logging.setLogRecordFactory(made)


# ---- Files ----


def rotating_files():
    title("rotating files")
    os.mkdir("rotating")
    log = logging.getLogger("rotating")
    log.setLevel(logging.DEBUG)
    log.propagate = False
    handler = logging.handlers.RotatingFileHandler("rotating/out.log", maxBytes=20, backupCount=5)
    log.addHandler(handler)
    for i in range(20):
        log.debug("i = %d", i)
    log.removeHandler(handler)
    handler.close()
    print_and_remove_directory("rotating")


def a_rotator_and_a_namer():
    title("a rotator and a namer")

    def quote(source, dest):
        with open(source) as old, open(dest, "w") as new:
            new.writelines("> " + line for line in old)
        os.remove(source)

    os.mkdir("quoted")
    log = logging.getLogger("quoted")
    log.propagate = False
    handler = logging.handlers.RotatingFileHandler("quoted/out.log", maxBytes=30, backupCount=2)
    handler.rotator = quote
    handler.namer = lambda name: name + ".quoted"
    log.addHandler(handler)
    for i in range(6):
        log.warning("message no. %d", i)
    log.removeHandler(handler)
    handler.close()
    print_and_remove_directory("quoted")


# ---- Formats ----


def styles():
    title("styles")
    root = logging.getLogger()
    root.setLevel(logging.DEBUG)
    console = print_to_stdout(None, "%(asctime)s %(name)s %(levelname)-8s %(message)s")
    root.info("percent")
    console.setFormatter(logging.Formatter("{asctime} {name} {levelname:8s} {message}", style="{"))
    root.info("braces")
    console.setFormatter(logging.Formatter("$asctime $name ${levelname} $message", style="$"))
    root.info("dollars")


def a_byte_order_mark_for_syslog():
    title("a byte order mark for syslog")
    logging.basicConfig(filename="bom.log", encoding="utf-8", format="ASCII part \ufeff%(message)s")
    logging.warning("part with ünïcode")
    print_file("bom.log")


class Structured(logging.Formatter):
    """The message, and the fields that the call has given, as JSON."""

    keys = "foo", "bar", "num", "fnum"

    def format(self, record):
        return "%s >>> %s" % (record.getMessage(), json.dumps({key: getattr(record, key) for key in self.keys}))


def structured_logging():
    title("structured logging")
    console = print_to_stdout(None, None)
    console.setFormatter(Structured())
    logging.warning("message 1", extra={"foo": "bar", "bar": 'b"az', "num": 123, "fnum": 123.456})


class OneLine(logging.Formatter):
    """An error in the line of its message."""

    def format(self, record):
        text = super().format(record)
        return text.replace("\n", "") + "|" if record.exc_info else text

    def formatException(self, exc_info):
        return "|" + repr(super().formatException(exc_info).split("\n")[-1])


def errors_in_one_line():
    title("errors in one line")
    console = print_to_stdout(None, None)
    console.setFormatter(OneLine("%(asctime)s|%(levelname)s|%(message)s", "%d/%m/%Y %H:%M:%S"))
    logging.warning("sample message")
    try:
        raise FileNotFoundError(2, "No such file or directory")
    except FileNotFoundError:
        logging.exception("the file:")


class Utc(logging.Formatter):
    converter = time.gmtime


TIMES = """{
  "version": 1, "disable_existing_loggers": false,
  "formatters": {"utc": {"()": "__main__.Utc", "format": "%(asctime)s %(message)s"},
                 "local": {"format": "%(asctime)s %(message)s"}},
  "handlers": {"one": {"class": "logging.StreamHandler", "formatter": "utc", "stream": "ext://sys.stdout"},
               "two": {"class": "logging.StreamHandler", "formatter": "local", "stream": "ext://sys.stdout"}},
  "root": {"handlers": ["one", "two"]}
}"""


def utc_by_configuration():
    title("UTC by configuration")
    set_zone("CET-1CEST,M3.5.0,M10.5.0/3")
    logging.config.dictConfig(json.loads(TIMES))
    logging.warning("the local time is another one")
    set_zone("UTC0")


# ---- Handlers of one's own ----


class Owned(logging.FileHandler):
    """A file that tells whose it is in its first line."""

    def __init__(self, filename, owner, mode="a"):
        with open(filename, "w") as file:
            file.write("owner: %s\n" % owner)
        super().__init__(filename, mode)


OWNED = """{
  "version": 1, "disable_existing_loggers": false,
  "formatters": {"default": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
  "handlers": {"file": {"()": "__main__.Owned", "level": "DEBUG", "formatter": "default", "owner": "pulse",
                        "filename": "owned.log"}},
  "root": {"handlers": ["file"], "level": "DEBUG"}
}"""


def a_handler_with_arguments_of_its_own():
    title("a handler with arguments of its own")
    logging.config.dictConfig(json.loads(OWNED))
    logging.getLogger("mylogger").debug("a debug message")
    print_file("owned.log")


class NoShow(logging.Filter):
    def __init__(self, param=None):
        super().__init__()
        self.param = param

    def filter(self, record):
        allow = self.param is None or self.param not in record.msg
        if allow:
            record.msg = "changed: " + record.msg
        return allow


FILTERED = """{
  "version": 1, "disable_existing_loggers": false,
  "filters": {"mine": {"()": "__main__.NoShow", "param": "noshow"}},
  "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["mine"], "stream": "ext://sys.stdout"}},
  "root": {"level": "DEBUG", "handlers": ["console"]}
}"""


def a_filter_with_arguments_of_its_own():
    title("a filter with arguments of its own")
    logging.config.dictConfig(json.loads(FILTERED))
    logging.debug("hello")
    logging.debug("hello - noshow")


class Mail(logging.handlers.BufferingHandler):
    """Prints what it has kept as one mail."""

    def flush(self):
        if self.buffer:
            print("Subject: test logging")
            for record in self.buffer:
                print(self.format(record))
        self.buffer = []


def one_mail_for_many_records():
    title("one mail for many records")
    mail = Mail(3)
    mail.setFormatter(logging.Formatter("%(asctime)s %(levelname)-5s %(message)s"))
    log = logging.getLogger("mail")
    log.propagate = False
    log.addHandler(mail)
    for i in range(4):
        log.warning("index = %d", i)
    log.removeHandler(mail)
    mail.close()


def only_if_something_goes_wrong():
    """A memory handler that forgets what it has kept, unless there was an error."""
    title("only if something goes wrong")
    log = logging.getLogger("conditional")
    log.propagate = False
    log.setLevel(logging.DEBUG)
    target = logging.StreamHandler(sys.stdout)
    target.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    for wrong in False, True:
        print("wrong:", int(wrong))
        memory = logging.handlers.MemoryHandler(100, logging.ERROR, target, flushOnClose=False)
        log.addHandler(memory)
        log.debug("about to try")
        log.info("trying")
        if wrong:
            log.error("tried")
        log.debug("done")
        log.removeHandler(memory)
        memory.close()


# ---- Ways to log ----


@contextlib.contextmanager
def logging_context(log, level, handler):
    old = log.level
    log.setLevel(level)
    log.addHandler(handler)
    yield
    log.removeHandler(handler)
    log.setLevel(old)


def selective_logging():
    title("selective logging")
    log = logging.getLogger("selective")
    log.propagate = False
    first = print_to_stdout(log, "1 %(message)s")
    log.setLevel(logging.INFO)
    second = logging.StreamHandler(sys.stdout)
    second.setFormatter(logging.Formatter("2 %(message)s"))
    log.info("once")
    log.debug("not at all")
    with logging_context(log, logging.DEBUG, second):
        log.debug("twice")
    log.info("once again")
    log.debug("not at all again")
    log.removeHandler(first)


class Writer:
    """A stream whose lines go to a logger."""

    def __init__(self, log, level):
        self.log, self.level, self.rest = log, level, ""

    def write(self, text):
        lines = (self.rest + text).split("\n")
        self.rest = lines.pop()
        for line in lines:
            self.log.log(self.level, "%s", line)


def a_logger_as_a_stream():
    title("a logger as a stream")
    logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(message)s", level=logging.INFO)
    writer = Writer(logging.getLogger("stream"), logging.INFO)
    print("100 %", file=writer)
    print("two\nlines", file=writer)
    writer.write("a line in ")
    writer.write("two parts\n")


def a_command_line_program():
    title("a command line program")
    for arguments in (["start", "web"], ["--log-level", "DEBUG", "stop", "web", "db"]):
        level = "INFO"
        if arguments[0] == "--log-level":
            level, arguments = arguments[1], arguments[2:]
        logging.basicConfig(stream=sys.stdout, level=level, format="%(levelname)s %(name)s %(message)s", force=True)
        log = logging.getLogger("services")
        command, names = arguments[0], arguments[1:]
        log.debug("about to %s %d of them", command, len(names))
        for name in names:
            log.info("%s: %s", command, name)


begin()
several_modules()
several_destinations()
several_threads()
custom_handling_of_levels()
handlers_that_block()
one_file_from_several_processes()
context_by_an_adapter()
context_by_a_filter()
records_of_ones_own()
rotating_files()
a_rotator_and_a_namer()
styles()
a_byte_order_mark_for_syslog()
structured_logging()
errors_in_one_line()
utc_by_configuration()
a_handler_with_arguments_of_its_own()
a_filter_with_arguments_of_its_own()
one_mail_for_many_records()
only_if_something_goes_wrong()
selective_logging()
a_logger_as_a_stream()
a_command_line_program()
title("the end")
print_stderr()
