"""What is measured. Scenarios are those of the programs (driver.h): a program takes part in all that it lists. A batch
is a set of runs that are interleaved, so that its figures can be compared. What is to be reached is in goals.txt."""
from dataclasses import dataclass, field

TMPFS, DISK = "tmpfs", "disk"
CALL, DELIVERY = "call", "delivery"  # how the driver looks at it, if not as time per record


@dataclass
class Scenario:
    name: str
    title: str
    count: int                       # records of a full run, over all threads; batches of calls; deliveries
    slow: dict = field(default_factory=dict)       # program -> it logs so many times fewer
    messages: tuple = ("M1", "M3", "M10")
    threads: tuple = (1, 2, 4)       # more than one: only with M3
    places: tuple = (None,)          # where its file lies; None: it writes none
    variants: dict = None            # of a program: what its label ends with -> the scenario; None: only this one
    baselines: dict = field(default_factory=dict)  # rows of the reference: label -> its scenario
    quick: tuple = (("M3", 1),)      # what the quick run has of it: (message, threads)
    without: tuple = ()              # programs
    files: int = 1
    look: str = ""                   # CALL or DELIVERY
    repeats: int = 5


CLOCKS = {"": "queued", ", TSC": "queued-ticks"}
RINGS = {"bare ring": "queued", "bare ring, TSC": "queued-ticks"}
POLICIES = {
    ", blocks": "overload-block",
    ", blocks for 1 ms": "overload-timeout",
    ", drops the newest": "overload-newest",
    ", drops the oldest": "overload-oldest",
    ", drops below WARNING": "overload-below",
}

TWIN = ("spdlog-header",)  # its queue is that of spdlog

SCENARIOS = [
    Scenario("disabled", "Disabled call", 20_000_000, {"python": 100},
             baselines={"empty loop": "empty", "bare test": "disabled"}),
    Scenario("disabled-expensive", "Disabled call with an argument that is expensive to make", 1_000_000,
             {"python": 10}, messages=("M3",), baselines={"empty loop": "empty"}),
    Scenario("disabled-function", "Disabled call through a log function of the program's own", 10_000_000,
             {"python": 100}, messages=("M3",), baselines={"empty loop": "empty"}, quick=()),
    Scenario("null", "Null handler", 500_000, {"python": 20}, baselines={"empty loop": "empty"}),
    Scenario("file", "One write per record", 100_000, {"python": 5}, places=(TMPFS, DISK),
             baselines={"raw write": "write", "bare writer": "file"}, quick=(("M1", 1), ("M3", 1), ("M3", 2)),
             repeats=21),
    Scenario("buffered", "Buffered file", 200_000, {"python": 20, "glog": 5}, places=(TMPFS, DISK),
             baselines={"copy and write": "copy", "bare writer": "buffered"}, quick=(("M3", 1), ("M3", 2))),
    Scenario("three-handlers", "Three files for one record", 50_000, {"python": 5}, messages=("M3",), threads=(1,),
             places=(TMPFS,), baselines={"raw writes": "write-three", "bare writer": "three-handlers"}, files=3),
    Scenario("call", "A queued call, as its caller sees it", 10_000, messages=("M3",), threads=(1,), places=(TMPFS,),
             look=CALL, variants=CLOCKS, baselines=RINGS, without=TWIN, repeats=11),
    Scenario("call", "A queued call, as its caller sees it, few samples", 2_000, messages=("M1", "M10"), threads=(1,),
             places=(TMPFS,), look=CALL, variants=CLOCKS, baselines=RINGS, without=TWIN),
    Scenario("queued", "Queued, until the file is complete", 1_000_000, {"python": 50, "spdlog": 2, "log4cplus": 10},
             threads=(1,), places=(TMPFS,), variants=CLOCKS, baselines=RINGS, repeats=7, without=TWIN),
    Scenario("delivery", "A single record's way through a queue that sleeps", 300, messages=("M3",), threads=(1,),
             places=(TMPFS,), look=DELIVERY, variants={"": "delivered"}, baselines={"bare ring": "delivered"},
             without=TWIN),
    Scenario("overload", "More than a small queue can hold", 200_000, messages=("M3",), threads=(1,), places=(TMPFS,),
             variants=POLICIES, without=TWIN,
             baselines={"bare ring, blocks": "overload-block", "bare ring, drops the newest": "overload-newest"}),
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
COST_COUNT, COST_SLOW, COST_REPEATS = 50_000, {"python": 5}, 7

# Scenarios whose lines are others than those of `file`; those with copies of one line; and those that write none.
OTHER_LINES = ("field", "many-loggers")
COPIES = ("write", "write-three", "copy")
NO_LINES = ("get-logger",)
