"""What a program may hook into: the record factory and the logger class."""
import logging

from support import begin, print_to_stdout


class Marked(logging.LogRecord):
    def __init__(self, name, level, *rest, **more):
        super().__init__(name, level, *rest, **more)
        self.mark = "<%s>" % name
        if level == logging.ERROR:
            self.levelname = "FAULT"
        self.threadName = "some thread"
        self.taskName = "some task"


class Announced(logging.Logger):
    def __init__(self, name):
        super().__init__(name)
        print("new", name)
        if name == "quiet":
            self.disabled = True


def factory(log):
    old = logging.getLogRecordFactory()
    logging.setLogRecordFactory(Marked)
    log.error("marked")
    log.warning("%s too", "this")
    record = logging.makeLogRecord({"msg": "made", "name": "other"})
    print(record.mark, record.name, record.getMessage())
    try:
        log.makeRecord("app", 40, "", 0, "m", (), None, extra={"mark": "again"})
    except KeyError as error:
        print(error)
    logging.setLogRecordFactory(old)
    log.error("plain", extra={"mark": "-"})


def logger_class(log):
    logging.setLoggerClass(Announced)
    logging.getLogger("new.one")
    logging.getLogger("new.one")
    logging.getLogger("new")
    logging.getLogger("app")
    logging.getLogger("quiet").critical("disabled", extra={"mark": "-"})
    logging.setLoggerClass(logging.Logger)
    logging.getLogger("unannounced")


begin()
log = logging.getLogger("app")
print_to_stdout(log, "%(levelname)s %(message)s %(mark)s %(threadName)s %(taskName)s")
factory(log)
logger_class(log)
