"""Runs of the programs, interleaved, and the check that what they wrote is whole."""
import dataclasses
import os
import random
import statistics
import subprocess
import sys
from dataclasses import dataclass

import catalog

TIMEOUT = 120  # seconds for one run; none comes near it


class Failed(Exception):
    pass


def run_command(command):
    """What it said on stdout and on stderr."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=TIMEOUT)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(f"{' '.join(command)}: {error}")
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout, done.stderr


def output_of(command):
    return run_command(command)[0]


def pairs(line):
    """`ns 12.5 records 100` as a dict."""
    words = line.split()
    return dict(zip(words[::2], words[1::2]))


class Program:
    """One of the programs with the command line of driver.h. An interpreted one knows only time per record."""

    def __init__(self, name, command, interpreted=False):
        self.name, self.command, self.interpreted, self.scenarios = name, command, interpreted, {}
        for line in output_of(command + ["list"]).splitlines():
            kind, value, *messages = line.split()
            if kind == "version":
                self.version = " ".join([value] + messages)
            else:
                self.scenarios[value] = messages

    def offers(self, scenario, message):
        return message in self.scenarios.get(scenario, ())


@dataclass
class Row:
    label: str
    program: Program
    scenario: str
    count: int
    base: str = ""  # the label of the row that it is compared with, besides pylog


@dataclass
class Batch:
    key: str
    title: str
    message: str
    threads: int
    place: str  # None: no file
    files: int
    look: str   # as in the catalogue
    repeats: int
    rows: list


class Figures:
    """One figure of a row, of all its runs."""

    def __init__(self, values):
        self.values = values
        self.median, self.min, self.max = statistics.median(values), min(values), max(values)
        self.spread = (self.max - self.min) / self.median if self.median else 0.0


def paired_ratio(own, other):
    """Of figures that were measured in the same rounds: the median of the rounds' ratios. A machine that is slower for a
    while is so for both."""
    return statistics.median(a / b for a, b in zip(own.values, other.values)) if all(other.values) else None


def in_order_of(turn, rows):
    """Each round has an order of its own, the same in every run, so that none always comes after the same one."""
    rows = list(rows)
    return random.Random(turn).sample(rows, len(rows))


# ---- Batches from the catalogue --------------------------------------------------------------------

def _rows(scenario, programs, message, scale):
    """Those of the reference, then those of each program. They are compared with the first, or, if the scenario has
    variants, with the baseline that has the same."""
    count = max(scenario.count // scale, 100)
    first = next(iter(scenario.baselines))
    bases = {name: label for label, name in scenario.baselines.items()} if scenario.variants else {}
    rows = [Row(label, programs["reference"], name, count, first) for label, name in scenario.baselines.items()]
    for program in programs.values():
        if program.name in ("reference", *scenario.without) or (scenario.look and program.interpreted):
            continue
        for suffix, name in (scenario.variants or {"": scenario.name}).items():
            if program.offers(name, message):
                rows.append(Row(program.name + suffix, program, name, count // scenario.slow.get(program.name, 1),
                                bases.get(name, first)))
    return rows


def _scenario_batches(scenario, programs, quick, scale):
    for place in scenario.places[:1] if quick else scenario.places:
        for threads in scenario.threads:
            for message in scenario.messages:
                if (message, threads) not in scenario.quick if quick else (threads > 1 and message != "M3"):
                    continue
                key = f"{scenario.name}/{message}/{threads}" + (f"/{place}" if place else "")
                yield Batch(key, scenario.title, message, threads, place, scenario.files, scenario.look,
                            scenario.repeats, _rows(scenario, programs, message, scale))


def _cost_batches(programs, scale):
    for name in catalog.COST_PROGRAMS:
        program = programs.get(name)
        if program:
            count = max(catalog.COST_COUNT // scale, 2000) // catalog.COST_SLOW.get(name, 1)
            plain = next(iter(catalog.COSTS))
            rows = [Row(label, program, scenario, count, plain) for label, scenario in catalog.COSTS.items()]
            yield Batch(f"costs/{name}", f"The price of features, {name}", "M3", 1, catalog.TMPFS, 1, "",
                        catalog.COST_REPEATS, rows)


def batches(programs, quick, only):
    scale = 20 if quick else 1
    for scenario in catalog.SCENARIOS:
        yield from (b for b in _scenario_batches(scenario, programs, quick, scale) if only in b.key)
    yield from (b for b in _cost_batches(programs, scale) if only in b.key)


# ---- Running ---------------------------------------------------------------------------------------

class Runner:
    def __init__(self, reference, check, directories, repeats):
        self.reference, self.check, self.directories = reference, check, directories
        self.repeats = repeats  # None: as many as the catalogue says
        self.expected = {}   # what the reference writes: (scenario, message, threads, records) -> digest
        self.commands = {}   # batch key -> row label -> the command
        self.problems = []

    def file_in(self, place):
        return os.path.join(self.directories[place or catalog.TMPFS], "log")

    def files(self, batch):
        first = self.file_in(batch.place)
        return [first] + [f"{first}.{n}" for n in range(2, batch.files + 1)]

    def remove(self, batch):
        for file in self.files(batch):
            if os.path.exists(file):
                os.remove(file)

    def command(self, batch, row):
        if batch.look:
            return row.program.command + [batch.look, row.scenario, batch.message, str(row.count),
                                          self.file_in(batch.place)]
        return row.program.command + [row.scenario, batch.message, str(batch.threads), str(row.count),
                                      self.file_in(batch.place)]

    def run_program(self, batch, row):
        """One run on new files: its output, and what the files hold."""
        self.remove(batch)
        command = self.command(batch, row)
        self.commands.setdefault(batch.key, {})[row.label] = " ".join(command)
        said, complaints = run_command(command)
        if complaints:
            self.problem(f"{batch.key}: {row.label} complained: {' | '.join(complaints.splitlines()[:5])}")
        result, checks = pairs(said), []
        if batch.place and row.scenario not in catalog.NO_LINES:
            checks = [pairs(output_of([self.check, file])) for file in self.files(batch)]
        self.remove(batch)
        return result, checks

    def expected_digest(self, batch, row, records):
        """That of the bare writer's lines, which are the same however they come to the file."""
        scenario = row.scenario if row.scenario in catalog.OTHER_LINES else "file"
        key = (scenario, batch.message, batch.threads, records)
        if key not in self.expected:
            plain = dataclasses.replace(batch, files=1, look="")
            _, checks = self.run_program(plain, Row("expected", self.reference, scenario, records))
            self.expected[key] = checks[0]["digest"]
        return self.expected[key]

    def verify(self, batch, row, result, checks):
        """Every record that was not dropped is in every file, once and whole, and says what the reference's says."""
        records, dropped = int(result["records"]), int(result["dropped"])
        for check in checks:
            lines = int(check["lines"]) - int(check["notices"])
            if lines != records - dropped or check["strange"] != "0":
                self.problem(f"{batch.key}: {row.label} wrote {lines} lines for {records} records less {dropped} "
                             f"dropped, {check['strange']} of them broken")
            elif int(check["told"]) not in (0, dropped):
                self.problem(f"{batch.key}: {row.label} told of {check['told']} dropped records, not of {dropped}")
            elif (not dropped and row.scenario not in catalog.COPIES
                  and check["digest"] != self.expected_digest(batch, row, records)):
                self.problem(f"{batch.key}: {row.label} wrote other lines than the reference")

    def problem(self, text):
        self.problems.append(text)
        print("PROBLEM:", text, file=sys.stderr)

    def run(self, batch):
        """All rows, one after the other, again and again: label -> name of the figure -> Figures."""
        runs = {row.label: [] for row in batch.rows}
        for turn in range(self.repeats or batch.repeats):
            for row in in_order_of(turn, batch.rows):
                result, checks = self.run_program(batch, row)
                runs[row.label].append(result)
                self.verify(batch, row, result, checks)
        return {label: {name: Figures([float(run[name]) for run in results]) for name in results[0]}
                for label, results in runs.items()}
