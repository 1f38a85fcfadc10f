import logging
import sys


def add_handler(style, format):
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter(format, style=style))
    logging.getLogger().addHandler(handler)


add_handler("%", "%(levelname)-9s|%(name)-10s|%(free)3d|%(message)s")
add_handler("{", "{levelname:<9}|{name:10}|{free:3}|{message}")
add_handler("$", "$levelname|${name}|$free|$message, $$5")
logging.getLogger("app").warning("low on disk", extra={"free": 12})
