"""Memory handlers: when they flush, targets that come and go, close; one handler a row of `steps`."""
import logging
import logging.handlers

from support import begin, escaped, rows

LEVELS = {"D": 10, "I": 20, "W": 30, "E": 40, "C": 50}


class Target(logging.Handler):
    def emit(self, record):
        print("   ", self.format(record))


def target():
    made = Target(logging.CRITICAL)
    made.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    return made


def take(handler, step, number):
    """`flush`, `close`, `target`, `none`, or levels, of which each is a record."""
    if step == "flush":
        handler.flush()
    elif step == "close":
        handler.close()
    elif step in ("target", "none"):
        handler.setTarget(target() if step == "target" else None)
    else:
        for level in step:
            number += 1
            handler.handle(logging.getLogger("app").makeRecord("app", LEVELS[level], "", 0, "%d", (number,), None))
    print("  ", step)
    return number


def run(capacity, flush_level, with_target, flush_on_close, *steps):
    print(*map(escaped, (capacity, flush_level, with_target, flush_on_close) + steps))
    handler = logging.handlers.MemoryHandler(int(capacity), LEVELS[flush_level], target() if with_target == "1" else None,
                                             flush_on_close == "1")
    number = 0
    for step in steps:
        number = take(handler, step, number)
    print(repr(handler))
    handler.close()


begin()
for row in rows("memory"):
    run(*row)
