"""What send_http.c does, line by line: send_http.py HOST:PORT."""
import logging
import logging.handlers
import sys

host = sys.argv[1]
make_record = logging.getLogRecordFactory()


def factory(*args, **kwargs):
    record = make_record(*args, **kwargs)
    record.pathname, record.filename, record.module = "/src/app.c", "app.c", "app"
    record.lineno, record.funcName = 42, "work"
    record.created, record.msecs, record.relativeCreated = 1677903920.25, 250.0, 12.5
    record.thread, record.threadName = 140737353971520, "MainThread"
    record.process, record.processName = 4711, "MainProcess"
    record.taskName = None  # which Python has had since 3.12
    return record


def log_all(handler):
    log = logging.getLogger("app.db")
    log.addHandler(handler)
    log.setLevel(1)
    log.info("plain")
    log.warning("connected to %s in %d ms", "localhost", 7)
    log.error("h\u00e9llo \u20ac \U0001f600 ~_.-/&=+?#%%")
    log.info("with\0NUL and\nline breaks\r\t")
    log.info("extra fields", extra={
        "nothing": None, "yes": True, "no": False, "small": 255, "longest": 18446744073709551615,
        "lowest": -9223372036854775808, "half": 0.5, "tiny": 5e-324, "infinite": float("inf"),
        "text": "t\u00e9xt", "empty": "", "k\u00e9y": 1})
    log.info("x" * 30000)
    log.removeHandler(handler)


class Mapped(logging.handlers.HTTPHandler):
    def mapLogRecord(self, record):
        return {"name": record.name, "text": "\u00fc " + record.levelname, "level": record.levelno}


logging.setLogRecordFactory(factory)
for method in "GET", "POST":
    for url in "/log", "/log?key=1", "/":
        log_all(logging.handlers.HTTPHandler(host, url, method, credentials=("user", "p\u00e4ss:word")))
    log_all(Mapped(host, "/log", method))
log_all(logging.handlers.HTTPHandler(host, "", "POST"))
log_all(logging.handlers.HTTPHandler(host, "http://other.example:8080/log?x"))
