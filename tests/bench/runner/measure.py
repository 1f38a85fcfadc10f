"""Runs of the programs, interleaved, and the check that what they wrote is whole."""
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass

import catalog

TIMEOUT = 300  # seconds for one run; none comes near it


class Failed(Exception):
    pass


def output_of(command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=TIMEOUT)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(f"{' '.join(command)}: {error}")
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def pairs(line):
    """`ns 12.5 records 100` as a dict."""
    words = line.split()
    return dict(zip(words[::2], words[1::2]))


class Program:
    """One of the programs with the command line of driver.h."""

    def __init__(self, name, command):
        self.name, self.command, self.scenarios = name, command, {}
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


@dataclass
class Batch:
    key: str
    title: str
    message: str
    threads: int
    place: str  # None: no file
    files: int
    rows: list
    base: str   # label of the row that the others are compared with, besides pylog


class Figures:
    """The runs of one row."""

    def __init__(self, values):
        self.values = values
        self.median, self.min, self.max = statistics.median(values), min(values), max(values)
        self.spread = (self.max - self.min) / self.median if self.median else 0.0


# ---- Batches from the catalogue --------------------------------------------------------------------

def _row(label, program, scenario, count, slow):
    return Row(label, program, scenario, count // slow if program.name == "python" else count)


def _scenario_batches(scenario, programs, quick, scale):
    reference = programs["reference"]
    for place in scenario.places[:1] if quick else scenario.places:
        for threads in scenario.threads:
            for message in scenario.messages:
                if quick and (message, threads) not in scenario.quick:
                    continue
                count = max(scenario.count // scale, 1000)
                rows = [_row(label, reference, name, count, 1) for label, name in scenario.baselines.items()]
                rows += [_row(program.name, program, scenario.name, count, scenario.slow)
                         for program in programs.values()
                         if program is not reference and program.offers(scenario.name, message)]
                key = f"{scenario.name}/{message}/{threads}" + (f"/{place}" if place else "")
                yield Batch(key, scenario.title, message, threads, place, scenario.files, rows, rows[0].label)


def _cost_batches(programs, scale):
    for name in catalog.COST_PROGRAMS:
        program = programs.get(name)
        if program:
            count = max(catalog.COST_COUNT // scale, 2000)
            rows = [_row(label, program, scenario, count, catalog.COST_SLOW)
                    for label, scenario in catalog.COSTS.items()]
            yield Batch(f"costs/{name}", f"The price of features, {name}", "M3", 1, catalog.TMPFS, 1, rows,
                        rows[0].label)


def batches(programs, quick, only):
    scale = 20 if quick else 1
    for scenario in catalog.SCENARIOS:
        yield from (b for b in _scenario_batches(scenario, programs, quick, scale) if only in b.key)
    yield from (b for b in _cost_batches(programs, scale) if only in b.key)


# ---- Running ---------------------------------------------------------------------------------------

class Runner:
    def __init__(self, reference, check, directories, repeats):
        self.reference, self.check, self.directories, self.repeats = reference, check, directories, repeats
        self.expected = {}   # what the reference writes: (scenario, message, threads, count) -> digest
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

    def run_program(self, batch, row):
        """One run on a new file: its output, and what became of the files."""
        self.remove(batch)
        command = row.program.command + [row.scenario, batch.message, str(batch.threads), str(row.count),
                                         self.file_in(batch.place)]
        self.commands.setdefault(batch.key, {})[row.label] = " ".join(command)
        result = pairs(output_of(command))
        checks = []
        if batch.place and row.scenario not in catalog.NO_LINES:
            checks = [pairs(output_of([self.check, file])) for file in self.files(batch)]
        self.remove(batch)
        return result, checks

    def expected_digest(self, batch, row):
        scenario = catalog.LINES_AS.get(row.scenario, row.scenario)
        key = (scenario, batch.message, batch.threads, row.count)
        if key not in self.expected:
            _, checks = self.run_program(batch, Row("", self.reference, scenario, row.count))
            self.expected[key] = checks[0]["digest"]
        return self.expected[key]

    def verify(self, batch, row, result, checks):
        """Every record is in every file, once and whole, and says what the reference's says."""
        same_lines = row.scenario not in ("write", "write-three")  # copies of one ready line
        for check in checks:
            if check["lines"] != result["records"] or check["strange"] != "0":
                self.problem(f"{batch.key}: {row.label} wrote {check['lines']} lines for {result['records']} "
                             f"records, {check['strange']} of them broken")
            elif same_lines and check["digest"] != self.expected_digest(batch, row):
                self.problem(f"{batch.key}: {row.label} wrote other lines than the reference")

    def problem(self, text):
        self.problems.append(text)
        print("PROBLEM:", text, file=sys.stderr)

    def run(self, batch):
        """All rows, one after the other, again and again: label -> Figures."""
        values = {row.label: [] for row in batch.rows}
        for _ in range(self.repeats):
            for row in batch.rows:
                result, checks = self.run_program(batch, row)
                values[row.label].append(float(result["ns"]))
                self.verify(batch, row, result, checks)
        return {label: Figures(runs) for label, runs in values.items()}
