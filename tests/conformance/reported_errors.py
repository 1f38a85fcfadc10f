"""handleError: what a handler writes to stderr when it fails. Of the block, the first line, the exception and the
last two lines are compared.
Unlike Python: one line stands for the traceback."""
import errno
import logging
import os

from support import begin, print_reported_errors, print_to_stdout


class Failing(logging.Handler):
    def emit(self, record):
        try:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError:
            self.handleError(record)


def renew(log, handler, format, style="%"):
    """A handler of its own for each error: of one handler's the C twin shows the first at once, and then one in a second."""
    log.removeHandler(handler)
    handler = print_to_stdout(log, "%(message)s")
    handler.setFormatter(logging.Formatter(format, style=style))
    return handler


def by_format(log):
    handler = print_to_stdout(log, "%(message)s %(nope)s")
    log.error("no such field")
    handler = renew(log, handler, "%(message)s %(nope)s")
    log.error("with arguments %s %d", "it's", 5)
    handler = renew(log, handler, "%(message)d")
    log.error("not a number: %.1f", 2.5)
    handler = renew(log, handler, "{msecs:3d}", style="{")
    log.error("brace")
    handler = renew(log, handler, "%(message)s %")
    log.error('quotes \' and "')
    handler = renew(log, handler, "%(message)s %s")
    log.error("newline\n, tab\t, h\u00e9llo \u20ac")
    handler = renew(log, handler, "$nope", style="$")
    log.error("%s", "")
    print_reported_errors()
    logging.raiseExceptions = False
    log.error("silent")
    logging.raiseExceptions = True
    print_reported_errors()
    log.removeHandler(handler)


def by_handler(log):
    handler = Failing()
    log.addHandler(handler)
    log.error("full %d%%", 100)
    print_reported_errors()
    log.removeHandler(handler)


def by_file(log):
    handler = logging.FileHandler("ascii.log", encoding="ascii")
    log.addHandler(handler)
    log.error("caf\u00e9 %d", 1)
    log.error("cafe")
    print_reported_errors()
    log.removeHandler(handler)
    handler.close()
    with open("/dev/full", "w") as full:
        handler = logging.StreamHandler(full)
        log.addHandler(handler)
        log.error("nowhere to go")
        log.removeHandler(handler)
        print_reported_errors()
        try:
            full.close()
        except OSError:
            pass


def others_go_on(log):
    """One handler's failure does not keep the record from the next."""
    first, second = Failing(), print_to_stdout(log, "%(message)s")
    log.removeHandler(second)
    log.addHandler(first)
    log.addHandler(second)
    log.error("reaches the second")
    print_reported_errors()


begin()
log = logging.getLogger("app")
for part in by_format, by_handler, by_file, others_go_on:
    print("##", part.__name__)
    part(log)
