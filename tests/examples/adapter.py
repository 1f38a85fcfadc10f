import logging
import sys

logging.basicConfig(format="%(user)s %(address)s %(message)s", level=logging.INFO, stream=sys.stdout)
log = logging.getLogger("app")

alice = logging.LoggerAdapter(log, {"user": "alice", "address": "192.0.2.7"})
alice.info("logged in")
alice.info("changed %d settings", 2)
log.info("logged in", extra={"user": "bob", "address": "192.0.2.8"})
