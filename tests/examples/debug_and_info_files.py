import logging
import os

os.makedirs("logs", exist_ok=True)
log = logging.getLogger("app")
log.setLevel(logging.DEBUG)
for path, level in ("logs/debug.log", logging.DEBUG), ("logs/info.log", logging.INFO):
    handler = logging.FileHandler(path)
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter("%(asctime)s - %(name)s - %(levelname)s - %(message)s"))
    log.addHandler(handler)

log.debug("a debug message")
log.info("an info message")
log.warning("a warning message")
log.error("an error message")
log.critical("a critical message")
