"""captureWarnings: warnings go to the logger py.warnings, and back to stderr."""
import logging
import warnings

from support import begin, print_stderr, print_to_stdout


def warn(category, text):
    """As warnings.warn at /src/app/main.c, line 7, whose source Python cannot find."""
    warnings.showwarning(warnings.WarningMessage(category(text), category, "/src/app/main.c", 7).message, category,
                         "/src/app/main.c", 7)


begin()
logger = logging.getLogger("py.warnings")
logging.captureWarnings(False)
logging.captureWarnings(True)
logging.captureWarnings(True)
print(len(logger.handlers))
warn(UserWarning, "nobody listens")
print(len(logger.handlers), [repr(handler) for handler in logger.handlers])
handler = print_to_stdout(None, "<%(levelname)s:%(name)s:%(message)s>")
warn(UserWarning, "use b instead")
warn(DeprecationWarning, "two\nlines")
logger.setLevel(logging.ERROR)
warn(UserWarning, "not enabled")
logger.setLevel(logging.NOTSET)
print(len(logger.handlers))
handler.setFormatter(logging.Formatter("%(msg)s %(args)s"))
warn(UserWarning, "100% as it is")
print_stderr()
logging.captureWarnings(False)
logging.captureWarnings(False)
warn(UserWarning, "to stderr")
print_stderr()
logging.captureWarnings(True)
warn(UserWarning, "captured again")
print_stderr()
