"""CPython's logging, with the command line of driver.h."""
import logging
import logging.handlers
import queue
import sys
import threading
import time

LINE = "%(asctime)s - %(name)s - %(levelname)s - %(message)s"
HOST, USER, MANY = "192.168.1.77", "alice", 10000
WARM_UP = 1000

log = logging.getLogger("bench")


def expensive(i):
    return "%s (%.6g of %d)" % (HOST, (i & 1023) * 0.317, i)


# ---- Bodies: the messages of driver.h, each call written out as a program would -------------------

def disabled_m1(numbers):
    for i in numbers:
        log.debug("Hello logger: msg number %d", i)


def disabled_m3(numbers):
    for i in numbers:
        log.debug("request %d from %s took %.3f ms", i, HOST, (i & 1023) * 0.317)


def disabled_m10(numbers):
    for i in numbers:
        log.debug("job %d of %u: user %s at %s:%d, code %c, flags 0x%04x, %ld bytes in %.3f ms, load %.2f",
                  i, i & 255, USER, HOST, 8080, chr(97 + (i & 15)), i & 255, i * 1021, (i & 1023) * 0.317,
                  (i & 127) / 128)


def disabled_expensive(numbers):
    for i in numbers:
        log.debug("request %d from %s", i, expensive(i))


def info_m1(numbers):
    for i in numbers:
        log.info("Hello logger: msg number %d", i)


def info_m3(numbers):
    for i in numbers:
        log.info("request %d from %s took %.3f ms", i, HOST, (i & 1023) * 0.317)


def info_m10(numbers):
    for i in numbers:
        log.info("job %d of %u: user %s at %s:%d, code %c, flags 0x%04x, %ld bytes in %.3f ms, load %.2f",
                 i, i & 255, USER, HOST, 8080, chr(97 + (i & 15)), i & 255, i * 1021, (i & 1023) * 0.317,
                 (i & 127) / 128)


def with_field(numbers):
    for i in numbers:
        log.info("request %d from %s took %.3f ms", i, HOST, (i & 1023) * 0.317, extra={"user": USER})


def many_loggers(numbers):
    for i in numbers:
        loggers[i % MANY].info("request %d from %s took %.3f ms", i, HOST, (i & 1023) * 0.317)


def get_logger(numbers):
    for i in numbers:
        logging.getLogger("bench.%05d" % (i % MANY))


# ---- Set-up: each returns what is to be called in the end, or None -----------------------------------

def add_handler(handler, line=LINE):
    handler.setFormatter(logging.Formatter(line))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def to_null(file):
    add_handler(logging.NullHandler())


def to_file(file):
    add_handler(logging.FileHandler(file))


def to_buffer(file):
    """A flush of the buffer writes each record."""
    target = logging.FileHandler(file)
    target.setFormatter(logging.Formatter(LINE))
    handler = logging.handlers.MemoryHandler(1000, target=target)
    add_handler(handler)
    return handler.flush


def to_queue(file):
    target = logging.FileHandler(file)
    target.setFormatter(logging.Formatter(LINE))
    records = queue.SimpleQueue()
    listener = logging.handlers.QueueListener(records, target)
    listener.start()
    add_handler(logging.handlers.QueueHandler(records), "%(message)s")
    return listener.stop


def to_three_files(file):
    for suffix in "", ".2", ".3":
        add_handler(logging.FileHandler(file + suffix))


def to_file_with_field(file):
    add_handler(logging.FileHandler(file), LINE + " - %(user)s")


def to_file_through_filter(file):
    to_file(file)
    log.addFilter(lambda record: True)


def from_deep(file):
    global log
    add_handler(logging.FileHandler(file), LINE.replace("%(name)s", "bench"))
    log = logging.getLogger(".".join("n" * 20))


def from_many(file):
    global loggers
    to_file(file)
    loggers = [logging.getLogger("bench.%05d" % i) for i in range(MANY)]


DISABLED = {"M1": disabled_m1, "M3": disabled_m3, "M10": disabled_m10}
INFO = {"M1": info_m1, "M3": info_m3, "M10": info_m10}
SCENARIOS = {
    "disabled": (DISABLED, to_null),
    "disabled-deep": (DISABLED, from_deep),
    "disabled-expensive": ({"M3": disabled_expensive}, to_null),
    "null": (INFO, to_null),
    "file": (INFO, to_file),
    "buffered": (INFO, to_buffer),
    "queued": (INFO, to_queue),
    "three-handlers": (INFO, to_three_files),
    "field": ({"M3": with_field}, to_file_with_field),
    "filter": (INFO, to_file_through_filter),
    "deep": (INFO, from_deep),
    "many-loggers": ({"M3": many_loggers}, from_many),
    "get-logger": ({"M3": get_logger}, from_many),
}


# ---- The command line, as in driver.c --------------------------------------------------------------

def timed(body, numbers, threads):
    if threads == 1:
        started = time.perf_counter_ns()
        body(numbers)
        return time.perf_counter_ns() - started
    times = []
    start_line = threading.Barrier(threads)

    def work():
        start_line.wait()
        started = time.perf_counter_ns()
        body(numbers)
        times.append((started, time.perf_counter_ns()))

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return max(end for _, end in times) - min(start for start, _ in times)


def peak_memory():
    with open("/proc/self/status") as status:
        return next((int(line.split()[1]) for line in status if line.startswith("VmHWM")), 0)


def main(arguments):
    if arguments == ["list"]:
        print("version", sys.version.split()[0])
        for name, (bodies, _) in SCENARIOS.items():
            print("scenario", name, *bodies)
        return
    scenario, message, threads, count, file = arguments
    threads, count = int(threads), int(count)
    bodies, set_up = SCENARIOS[scenario]
    body = bodies[message]
    warm_up = min(count // 10, WARM_UP)
    share = (count - warm_up) // threads
    finish = set_up(file)
    body(range(warm_up))
    elapsed = timed(body, range(warm_up, warm_up + share), threads)
    if finish:
        started = time.perf_counter_ns()
        finish()
        elapsed += time.perf_counter_ns() - started
    print("ns %.4f records %d dropped 0 memory %d"
          % (elapsed / (share * threads), warm_up + share * threads, peak_memory()))


main(sys.argv[1:])
