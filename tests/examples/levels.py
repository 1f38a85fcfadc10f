import logging
import sys

NOTICE = 25

logging.basicConfig(stream=sys.stdout)
log = logging.getLogger("app")

log.setLevel(logging.INFO)
log.debug("not shown")
log.info("shown, because the level is %s", logging.getLevelName(logging.INFO))
log.error("shown")

logging.addLevelName(NOTICE, "NOTICE")
log.log(NOTICE, "a level of the program's own")
log.log(35, "a level without a name")

print("the level of 'NOTICE' is %d" % logging.getLevelName("NOTICE"))
try:
    log.setLevel("LOUD")
except ValueError as error:
    print(error)

logging.disable(logging.ERROR)
log.error("not shown")
log.critical("all but CRITICAL is disabled")
