"""Shutdown: order, failures, a second time, logging afterwards, and at exit."""
import atexit
import logging

from support import begin, print_file, print_to_stdout


class Tracing(logging.Handler):
    """Prints what is done to it; its flush fails if it is told so."""

    def __init__(self, name, fails=False):
        super().__init__()
        self.label, self.fails = name, fails
        self.closed = False

    def emit(self, record):
        print(self.label, "emit", record.getMessage())

    def flush(self):
        if not self.closed:
            print(self.label, "flush")
        if self.fails:
            raise OSError("flush failed")

    def close(self):
        # Python closes again at each shutdown; in C that does nothing, and neither is shown.
        if not self.closed:
            print(self.label, "close")
        self.closed = True
        super().close()


def in_order():
    handlers = [Tracing(name) for name in ("one", "two", "three")]
    logging.getLogger("a").addHandler(handlers[0])
    print("shutdown")
    logging.shutdown()
    print("again")
    logging.shutdown()
    return handlers


def failing():
    """A handler whose flush fails is not closed, and the others are."""
    handlers = [Tracing("good"), Tracing("bad", fails=True), Tracing("better")]
    logging.shutdown()
    handlers[1].fails = False
    print("later")
    logging.shutdown()
    return handlers


def afterwards():
    """Handlers of the library log on after shutdown."""
    file = logging.FileHandler("after.log")
    log = logging.getLogger("files")
    stream = print_to_stdout(log, "%(message)s")
    log.addHandler(file)
    log.error("before")
    logging.shutdown()
    log.error("after")
    print_file("after.log")
    log.error("once more")
    logging.shutdown()
    print_file("after.log")
    log.removeHandler(stream)


def last_words():
    log = logging.getLogger("exit")
    log.error("before logging's own hook")


begin()
kept = in_order(), failing()
afterwards()
atexit.register(last_words)
late = Tracing("late")
logging.getLogger("exit").addHandler(late)
print("exit")
