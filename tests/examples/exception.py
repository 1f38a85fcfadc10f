import logging
import sys

logging.basicConfig(stream=sys.stdout)
log = logging.getLogger("app")

# C has no traceback, and errno no file name: without them Python prints the same.
try:
    open("settings.ini")
except OSError as error:
    bare = type(error)(error.errno, error.strerror)
    log.error("cannot read %s", "settings.ini", exc_info=(type(bare), bare, None))

error = ValueError("no port in 'localhost:'")
log.warning("using the default port", exc_info=(type(error), error, None))
