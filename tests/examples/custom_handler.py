import logging


class NumberedHandler(logging.Handler):
    lines = 0

    def emit(self, record):
        self.lines += 1
        print("%d: %s" % (self.lines, self.format(record)))


handler = NumberedHandler()
handler.setFormatter(logging.Formatter("[%(name)s] %(message)s"))
handler.setLevel(logging.WARNING)
logging.getLogger().addHandler(handler)

logging.getLogger("app").warning("first")
logging.getLogger("app").info("below the handler's level")
logging.getLogger("app").error("second")
