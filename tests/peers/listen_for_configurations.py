"""The program of listen_for_configurations.c, in Python."""
import logging
import logging.config
import sys

thread = logging.config.listen(0)
thread.start()
thread.ready.wait()
print(thread.port, flush=True)
for line in sys.stdin:
    for name in ["", "app", "app.db", "other"]:
        for level in (10, 20, 30, 40, 50):
            logging.getLogger(name).log(level, "%s at %d", name, level)
    print("logged", flush=True)
logging.config.stopListening()
thread.join()
