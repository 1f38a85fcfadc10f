import logging
import sys

logging.basicConfig(filename="quickstart.log", format="%(asctime)s %(levelname)s %(name)s: %(message)s",
                    level=logging.INFO)
terminal = logging.StreamHandler(sys.stderr)
terminal.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
logging.getLogger().addHandler(terminal)

logging.getLogger("app").info("started")
log = logging.getLogger("app.db")
log.debug("not logged: the root's level is INFO")
log.info("connected to %s in %d ms", "localhost", 7)
log.warning("%d of %d replicas are up", 3, 4)
