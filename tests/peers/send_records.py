"""What send_records.c does, line by line: send_records.py KIND HOST PORT."""
import logging
import logging.handlers
import sys

kind, host, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
make_record = logging.getLogRecordFactory()


def factory(*args, **kwargs):
    record = make_record(*args, **kwargs)
    record.pathname, record.filename, record.module = "/src/app.c", "app.c", "app"
    record.lineno, record.funcName = 42, "work"
    record.created, record.msecs, record.relativeCreated = 1677903920.25, 250.0, 12.5
    record.thread, record.threadName = 140737353971520, "MainThread"
    record.process, record.processName = 4711, "MainProcess"
    if record.levelno == 15:
        record.stack_info = "Stack (most recent call last):\n  here"
    return record


logging.setLogRecordFactory(factory)
handler = {"udp": logging.handlers.DatagramHandler, "unixgram": logging.handlers.DatagramHandler}.get(
    kind, logging.handlers.SocketHandler)(host, None if port == -1 else port)
root = logging.getLogger()
root.addHandler(handler)
root.setLevel(1)
log = logging.getLogger("app.db")

logging.info("plain")
log.warning("connected to %s in %d ms", "localhost", 7)
log.error("h\u00e9llo \u20ac \U0001f600 %s", "\udcff")
log.critical("%s", "")
log.info("with\0NUL")
log.log(15, "a level without a name, and a stack")
log.info("extra fields", extra={
    "nothing": None, "yes": True, "no": False, "zero": 0, "small": 255, "medium": 256, "short": 65535, "large": 65536,
    "limit": 2147483647, "over": 2147483648, "negative": -1, "low": -2147483648, "lower": -2147483649,
    "longest": 18446744073709551615, "lowest": -9223372036854775808, "half": 0.5, "tiny": 5e-324,
    "infinite": float("inf"), "text": "t\u00e9xt", "empty": ""})
log.error("with an error", exc_info=ValueError("no such value"))
handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "fixed"))
log.error("with an error, and a formatter that prints the time", exc_info=KeyError())
log.info("%s", "x" * 30000)
