import logging
import sys

request = 0


def add_request(record):
    record.request = request
    return True


handler = logging.StreamHandler(sys.stdout)
handler.addFilter(add_request)
handler.setFormatter(logging.Formatter("%(levelname)s [request %(request)d] %(name)s: %(message)s"))
logging.getLogger().addHandler(handler)

request = 17
logging.getLogger("app.db").warning("slow query")
request = 18
logging.getLogger("app.web").error("no such page: %s", "/favicon.ico")
