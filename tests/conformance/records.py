"""Records: fields and their rounding, names of files, repr, makeLogRecord, what the log... switches leave out."""
import logging
import threading
import time

from support import START_NS, FixedRecord, begin, escaped, print_to_stdout, rows, set_clock

FIELDS = ("name msg args levelname levelno pathname filename module exc_info exc_text stack_info lineno funcName "
          "created msecs relativeCreated thread threadName processName process taskName").split()
FORMAT = "|".join("%%(%s)s" % field for field in FIELDS)


def show(record):
    print(escaped(logging.Formatter(FORMAT).format(record)))
    print(escaped(repr(record)))


def times(nanoseconds):
    set_clock(START_NS + int(nanoseconds[1:]) if nanoseconds[0] == "+" else int(nanoseconds))
    record = logging.getLogger("app").makeRecord("app", 20, "", 0, "m", (), None)
    print(nanoseconds, logging.Formatter("%(created)s %(created)f %(msecs)s %(relativeCreated)s").format(record))


def places(pathname):
    record = logging.LogRecord("app", 20, pathname, 7, "m", (), None, "f")
    print(escaped(pathname), escaped(logging.Formatter("%(filename)s %(module)s").format(record)))


def made_at(created, msecs):
    """A record that comes from elsewhere brings its own created and msecs."""
    record = logging.makeLogRecord({"msg": "m", "created": float(created), "msecs": float(msecs)})
    formatter = logging.Formatter("%(asctime)s %(created)s %(msecs)s")
    formatter.converter = time.gmtime
    print(created, msecs, formatter.format(record))


def made():
    """What does not come from the outside: no place, no thread, and Python's own text for what is missing."""
    show(logging.makeLogRecord(SHOWN))
    fields = dict(SHOWN, name="far", msg="hello", levelno=25, levelname="Level 25", pathname="/x/y.c", lineno=3,
                  funcName="g", threadName="T", thread=5, process=6, processName="P", taskName="task", user="alice",
                  port=22, ratio=0.5, flag=True, nothing=None)
    record = logging.makeLogRecord(fields)
    show(record)
    print(logging.Formatter("%(user)s %(port)05d %(ratio).2f %(flag)s %(nothing)s").format(record))


def switches():
    formatter = logging.Formatter("%(thread)s %(threadName)s %(process)s %(processName)s %(taskName)s")
    for switch in "logThreads", "logProcesses", "logMultiprocessing", "logAsyncioTasks":
        setattr(logging, switch, False)
        print(formatter.format(logging.getLogger("app").makeRecord("app", 20, "", 0, "m", (), None)))
    for switch in "logThreads", "logProcesses", "logMultiprocessing", "logAsyncioTasks":
        setattr(logging, switch, True)
    print(formatter.format(logging.getLogger("app").makeRecord("app", 20, "", 0, "m", (), None)))


def extras(log):
    log.error("%s", "m", extra={"user": "alice", "port": 22})
    for key in FIELDS + ["message", "asctime"]:
        try:
            log.makeRecord("app", 40, "", 0, "m", (), None, extra={"user": "alice", key: "x"})
            print(key, "is free")
        except KeyError as error:
            print(key, error)


def threads(log):
    threading.current_thread().name = "worker \u20ac"
    log.error("named", extra={"user": "", "port": 0})
    threading.current_thread().name = "MainThread"


SHOWN = {"created": 1700000000.5, "msecs": 500.0, "relativeCreated": 1.25, "thread": 1, "process": 2}

begin()
for kind, *values in rows("records"):
    {"time": times, "place": places, "made": made_at}[kind](*values)
set_clock(START_NS + 1500000)
show(logging.getLogger("a.b").makeRecord("a.b", 15, "", 0, "%s and %d", ("x", 5), None))
logging.setLogRecordFactory(logging.LogRecord)
made()
logging.setLogRecordFactory(FixedRecord)
switches()
log = logging.getLogger("app")
print_to_stdout(log, "%(threadName)s %(user)s %(port)d")
extras(log)
threads(log)
