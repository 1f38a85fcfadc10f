"""What is measured, and what is to be reached. Scenarios are those of the programs (driver.h): a program takes part
in all that it lists. A batch is a set of runs that are interleaved, so that its figures can be compared."""
from dataclasses import dataclass, field

TMPFS, DISK = "tmpfs", "disk"


@dataclass
class Scenario:
    name: str
    title: str
    count: int                       # records of a full run, over all threads
    slow: int                        # an interpreter logs so many times fewer
    messages: tuple = ("M1", "M3", "M10")
    threads: tuple = (1, 2, 4)
    places: tuple = (None,)          # where its file lies; None: it writes none
    baselines: dict = field(default_factory=dict)  # rows of the reference: label -> its scenario
    quick: tuple = (("M3", 1),)      # what the quick run has of it: (message, threads)
    files: int = 1


SCENARIOS = [
    Scenario("disabled", "Disabled call", 20_000_000, 100,
             baselines={"empty loop": "empty", "bare test": "disabled"}),
    Scenario("disabled-expensive", "Disabled call with an argument that is expensive to make", 1_000_000, 10,
             messages=("M3",), baselines={"empty loop": "empty"}),
    Scenario("disabled-function", "Disabled call through a log function of the program's own", 10_000_000, 100,
             messages=("M3",), baselines={"empty loop": "empty"}),
    Scenario("null", "Null handler", 1_000_000, 20, baselines={"empty loop": "empty"}),
    Scenario("file", "One write per record", 100_000, 5, places=(TMPFS, DISK),
             baselines={"raw write": "write", "bare writer": "file"}, quick=(("M1", 1), ("M3", 1), ("M3", 2))),
    Scenario("three-handlers", "Three files for one record", 50_000, 5, messages=("M3",), threads=(1,),
             places=(TMPFS,), baselines={"raw writes": "write-three", "bare writer": "three-handlers"}, files=3),
]

# The price of a feature is the difference to the plain record, in a batch of their own: label -> scenario.
COSTS = {
    "plain record": "file",
    "an extra field, printed": "field",
    "a filter": "filter",
    "a logger 20 levels deep": "deep",
    "10,000 loggers in turn": "many-loggers",
    "finding one of 10,000 loggers": "get-logger",
}
COST_PROGRAMS = ("pylog", "python")
COST_COUNT, COST_SLOW = 50_000, 5

# Scenarios whose lines are, for the reference, those of another one; and those that write none.
LINES_AS = {"filter": "file", "deep": "file"}
NO_LINES = ("get-logger",)


@dataclass
class Goal:
    what: str
    batch: str      # key of the batch
    row: str
    base: str       # the row that it is compared with
    reach: float    # at most this ratio of the medians
    aim: float


def _file_goals():
    for place in TMPFS, DISK:
        for message, aim, spdlog in ("M1", 1.12, 0.80), ("M3", 1.20, 0.70):
            key = f"file/{message}/1/{place}"
            what = f"one write per record, {message}, {place}"
            yield Goal(what, key, "pylog", "raw write", 1.25, aim)
            yield Goal(what, key, "pylog", "spdlog", spdlog, spdlog)
            yield Goal(what, key, "pylog", "python", 1 / 12, 1 / 14)
        for threads in 2, 4:
            key = f"file/M3/{threads}/{place}"
            what = f"one write per record, {threads} threads, {place}"
            yield Goal(what, key, "pylog", "raw write", 1.25, 1.05)
            yield Goal(what, key, "pylog", "spdlog", 0.50, 0.50)


GOALS = list(_file_goals()) + [
    Goal("whole process", "process", "pylog", "empty", 1.25, 1.15),
]

# Figures that are no ratios: (what, table, column, at most).
LIMITS = [
    ("size of the stripped program, KiB", "process", "stripped_kib", 96),
    ("peak of resident memory, KiB", "process", "rss_kib", 1.8 * 1024),
    ("compiling 100 calls, s", "compile", "seconds", 0.05),
    ("code of a call, bytes", "compile", "code_per_call", 120),
]
