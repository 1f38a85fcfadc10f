"""A whole program: start, configure, log one line, exit."""
import logging
import sys

logging.basicConfig(filename=sys.argv[1], level=logging.INFO,
                    format="%(asctime)s - %(name)s - %(levelname)s - %(message)s")
logging.getLogger("bench").info("Hello logger: msg number %d", 0)
