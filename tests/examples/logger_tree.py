import logging
import sys


def add_handler(log, format):
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter(format))
    log.addHandler(handler)


app = logging.getLogger("app")
pool = logging.getLogger("app.db.pool")
audit = app.getChild("audit")

add_handler(logging.getLogger(), "root: %(name)s: %(message)s")
add_handler(audit, "audit: %(name)s: %(message)s")
audit.propagate = False
app.setLevel(logging.INFO)

app.info("at INFO by app's level")
pool.info("at INFO, too")
audit.info("seen here alone")
logging.getLogger("other").info("not seen: its level is the root's, WARNING")
print("%r is below %r" % (pool, pool.parent))
