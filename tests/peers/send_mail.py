"""What send_mail.c does, line by line: send_mail.py PORT."""
import logging
import logging.handlers
import sys

port = int(sys.argv[1])
log = logging.getLogger("app.db")
log.setLevel(1)
LONG = "a long line with one \u00fc in it, and otherwise only words of ASCII, up to its very end"


class ByRecord(logging.handlers.SMTPHandler):
    def getSubject(self, record):
        return "%s in %s: %s" % (record.levelname, record.name, record.getMessage())


def log_all(handler):
    log.addHandler(handler)
    log.info("plain")
    log.error("h\u00e9llo \u20ac\nsecond line\n\n.\n..dots\nlast")
    log.error(LONG)
    log.error("x" * 2000)
    log.error("\u044f" * 300)
    log.error("")
    log.removeHandler(handler)


def handler(sender, to, subject, **more):
    return logging.handlers.SMTPHandler(("127.0.0.1", port), sender, to, subject, **more)


log_all(handler("me@example.com", "you@example.com", "Log"))
log_all(handler("J\u00fcrgen <j@example.com>", ["Ann <ann@example.com>", "refused@example.com", "b@example.com"],
                "F\u00e4hler in app", credentials=("user", "pass")))
log_all(handler("j\u00fcrgen@example.com", ["you@example.com"], "\u00fcber"))
by_record = ByRecord(("127.0.0.1", port), "me@example.com", ["you@example.com"], "unused")
log.addHandler(by_record)
log.error("disk \u00fcberfull")
log.error("a subject that is so long that it does not fit into a line, and then goes on, and on, and on")
log.removeHandler(by_record)
formatted = handler("me@example.com", "you@example.com", "Log")
formatted.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
log.addHandler(formatted)
log.error("with an error", exc_info=ValueError("no such value"))
