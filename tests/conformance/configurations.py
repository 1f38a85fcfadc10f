"""Configurations from files, and what is logged afterwards; one a row of the tables `dict_config`, `file_config`,
`project_configs`, `wild_configs` and `config_random`, each in a process and an empty directory of its own. The files are those of configs/."""
import io
import json
import logging
import logging.config
import logging.handlers
import os
import sys
import types

from support import begin, escaped, print_and_remove_directory, print_stderr, rows, without_directory

CONFIGS = os.path.join(os.path.abspath(sys.argv[1]), os.pardir, "configs", "")


# ---- What stands for code of projects: the C program registers the same under these names ----

class LevelPrefixFormatter(logging.Formatter):
    """Knows the field `levelprefix`, and takes more arguments than it needs."""

    def __init__(self, fmt=None, datefmt=None, style="%", **_):
        super().__init__(fmt, datefmt, style)

    def format(self, record):
        copy = logging.makeLogRecord(record.__dict__)
        copy.levelprefix = "%-9s" % (record.levelname + ":")
        return super().format(copy)


class ServerTimeFormatter(logging.Formatter):
    """Knows the field `server_time`."""

    def format(self, record):
        copy = logging.makeLogRecord(record.__dict__)
        copy.server_time = self.formatTime(record, self.datefmt)
        return super().format(copy)


class JsonFormatter(logging.Formatter):
    """Needs no format."""

    def __init__(self, fmt=None, datefmt=None, style="%", **_):
        super().__init__()

    def format(self, record):
        return '{"name": "%s", "message": "%s"}' % (record.name, record.getMessage())


class MailHandler(logging.Handler):
    """Writes what it would send to stdout."""

    def __init__(self, include_html=False):
        super().__init__()
        self.kind = "html" if include_html else "text"

    def emit(self, record):
        print("(%s mail) %s" % (self.kind, self.format(record)))


def debug_is(wanted):
    return lambda: lambda record: wanted is False


class MaskingFilter(logging.Filter):
    def filter(self, record):
        record.msg = record.getMessage().replace("hunter2", "***")
        record.args = None
        return True


class TaskHandler(logging.FileHandler):
    """Has an argument of another name."""

    def __init__(self, base_log_folder):
        super().__init__(base_log_folder + ".log")


STAND_INS = {
    "uvicorn.logging.DefaultFormatter": LevelPrefixFormatter,
    "uvicorn.logging.AccessFormatter": LevelPrefixFormatter,
    "colorlog.ColoredFormatter": LevelPrefixFormatter,
    "django.utils.log.ServerFormatter": ServerTimeFormatter,
    "django.utils.log.AdminEmailHandler": MailHandler,
    "django.utils.log.RequireDebugFalse": debug_is(False),
    "django.utils.log.RequireDebugTrue": debug_is(True),
    "pythonjsonlogger.json.JsonFormatter": JsonFormatter,
    "airflow.utils.log.secrets_masker.SecretsMasker": MaskingFilter,
    "airflow.utils.log.file_task_handler.FileTaskHandler": TaskHandler,
    "flask.logging.wsgi_errors_stream": sys.stderr,
}


# ---- What the C program does without: it says so, and something else takes its place ----

HANDLERS = """raven.contrib.django.raven_compat.handlers.SentryHandler
    airflow.providers.amazon.aws.log.s3_task_handler.S3TaskHandler flows.logging.ConsoleHandler
    flows.logging.APIHandler tqdm_logging.TqdmHandler watchtower.CloudWatchLogHandler graypy.GELFUDPHandler
    crawler.handlers.RedisHandler""".split()
FORMATTERS = """pythonjsonlogger.jsonlogger.JsonFormatter celery.app.log.TaskFormatter
    airflow.utils.log.timezone_aware.TimezoneAware flows.logging.FlowFormatter flows.logging.JsonFormatter
    coloredlogs.ColoredFormatter nbserver.log.ColorFormatter oslo_log.formatters.ContextFormatter""".split()
FILTERS = ["log_request_id.filters.RequestIDFilter"]
told = set()


def tell_once(name, instead):
    if name not in told:
        told.add(name)
        sys.stderr.write("pylog: nothing is registered as %s: %s takes its place\n" % (name, instead))


def nothing_like(name, base, instead):
    def begin(self, *args, **kwargs):
        tell_once(name, instead)
        base.__init__(self)

    return type(base.__name__, (base,), {"__init__": begin})


def stand_ins():
    yield from STAND_INS.items()
    for names, base, instead in ((HANDLERS, logging.NullHandler, "a NullHandler"),
                                 (FORMATTERS, logging.Formatter, "the default formatter"),
                                 (FILTERS, logging.Filter, "a filter that lets all records pass")):
        for name in names:
            yield name, nothing_like(name, base, instead)


def register():
    """Have the modules of those names, and all above them, be there."""
    for name, value in stand_ins():
        module, _, last = name.rpartition(".")
        parts = module.split(".")
        for count in range(1, len(parts) + 1):
            made = sys.modules.setdefault(".".join(parts[:count]), types.ModuleType(parts[count - 1]))
            if count > 1:
                setattr(sys.modules[".".join(parts[:count - 1])], parts[count - 1], made)
        setattr(sys.modules[module], last, value)


# ---- Steps ----

def apply_dict(file):
    with open(CONFIGS + file, encoding="utf-8") as config:
        logging.config.dictConfig(json.load(config))


def apply_json(*words):
    logging.config.dictConfig(json.loads(" ".join(words)))


def apply_ini(file):
    logging.config.fileConfig(CONFIGS + file)


def apply_ini_text(*words):
    logging.config.fileConfig(io.StringIO(" ".join(words)))


def apply_ini_and_keep(file):
    logging.config.fileConfig(CONFIGS + file, disable_existing_loggers=False)


def apply_ini_with(file, key, value):
    logging.config.fileConfig(CONFIGS + file, defaults={key: value})


def log(name, level, text):
    logging.getLogger(name).log(getattr(logging, level), text)


def log_each(name):
    """At each level."""
    for level in (10, 20, 30, 40, 50):
        logging.getLogger(name).log(level, "%s at %d", name, level)


def log_request(name, text):
    extra = {"client_addr": "127.0.0.1:8000", "request_line": "GET / HTTP/1.1", "status_code": 200}
    logging.getLogger(name).info(text, extra=extra)


def log_error(name, text):
    try:
        raise FileNotFoundError(2, "No such file or directory")
    except FileNotFoundError as error:
        logging.getLogger(name).error(text, exc_info=error.with_traceback(None))


def set_level(name, level):
    logging.getLogger(name).setLevel(getattr(logging, level))


def print_state(name):
    logger = logging.getLogger(name)
    print(without_directory(repr(logger)), "level", logger.level, "propagate", int(bool(logger.propagate)), "disabled",
          int(bool(logger.disabled)))
    for handler in logger.handlers:
        print("   ", without_directory(repr(handler)))


def print_tree():
    """All loggers but the root."""
    for name, logger in logging.root.manager.loggerDict.items():
        if isinstance(logger, logging.PlaceHolder):
            print(name, "is a placeholder")
        else:
            print_state(name)


def print_names():
    print(*sorted(logging.getHandlerNames()))


STEPS = {
    "dict": apply_dict,
    "json": apply_json,
    "ini": apply_ini,
    "ini_text": apply_ini_text,
    "ini_kept": apply_ini_and_keep,
    "ini_with": apply_ini_with,
    "get": logging.getLogger,
    "log": log,
    "each": log_each,
    "request": log_request,
    "error": log_error,
    "level": set_level,
    "state": print_state,
    "tree": print_tree,
    "names": print_names,
    "foreign": lambda: None,
    "start": lambda name: logging.getHandlerByName(name).listener.start(),
    "stop": lambda name: logging.getHandlerByName(name).listener.stop(),
    "say": print,
}


def take(step):
    words = step.split(" ", 3)
    arguments = words[1:]
    if words[0] in ("request", "error") and len(arguments) == 3:
        arguments = [arguments[0], " ".join(arguments[1:])]
    STEPS[words[0]](*arguments)


def run(title, *steps):
    print("==", escaped(title))
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.mkdir("files")
        os.chdir("files")
        for step in steps:
            take(step)
        logging.shutdown()
        sys.stdout.flush()
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        sys.exit("failed: " + title)
    print_stderr()
    print_and_remove_directory("files")


begin()
register()
for table in ("dict_config", "file_config", "project_configs", "wild_configs", "config_random"):
    for row in rows(table):
        run(*row)
