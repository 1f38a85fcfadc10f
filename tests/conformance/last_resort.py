"""Records that reach no handler: the last resort, another one, none, and the line that is printed once."""
import logging
import sys

from support import begin, print_stderr

begin()
log = logging.getLogger("a.b")
log.setLevel(logging.DEBUG)
default = logging.lastResort
print(repr(default), default.level)
log.info("below its level")
log.warning("message only")
log.error("%s only", "message")
print_stderr()

logging.lastResort = logging.StreamHandler(sys.stdout)
logging.lastResort.setFormatter(logging.Formatter("other %(levelname)s %(message)s"))
log.debug("another has no level of its own")
logging.lastResort.setLevel(logging.ERROR)
log.warning("below")
log.error("at its level")
log.addHandler(logging.NullHandler())
log.error("found a handler")
log.removeHandler(log.handlers[0])

logging.lastResort = None
logging.raiseExceptions = False
log.error("not even the line")
print_stderr()
logging.raiseExceptions = True
log.propagate = False
log.debug("any level")
log.error("once only")
logging.getLogger("other").error("for all loggers")
print_stderr()

logging.lastResort = default
log.error("as before")
print_stderr()
