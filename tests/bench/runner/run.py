"""Measure pylog beside its peers. Run by `cmake --workflow --preset bench` (or bench-quick), see ../README.md.

Prints tables, and leaves results.md, results.json and charts where the build is."""
import argparse
import json
import os
import shutil
import sys
import tempfile
import time

import catalog
import goals
import measure
import plot
import process
import report


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("config", help="bench.json of the build")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--quick", action="store_true", help="seconds: fewer records, fewer combinations")
    mode.add_argument("--full", action="store_true", help="minutes (the default)")
    parser.add_argument("--repeats", type=int,
                        help="interleaved runs of each row (by default 5, or more where a limit is near)")
    parser.add_argument("--only", default="", metavar="TEXT", help="only batches with this in their key: file/M3")
    parser.add_argument("--python", default=sys.executable, help="the interpreter to measure")
    return parser.parse_args(arguments)


def find_programs(config, python):
    peers = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "peers")
    programs = {"reference": measure.Program("reference", [config["reference"]])}
    for program in config["programs"]:
        programs[program["name"]] = measure.Program(program["name"], [program["program"]])
    programs["python"] = measure.Program("python", [python, os.path.join(peers, "python.py")], interpreted=True)
    return programs


def make_directories(config):
    """Where log files go: memory, if the machine has a directory for that, and the disk of the build."""
    disk = tempfile.mkdtemp(prefix="run-", dir=config["results"])
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else config["results"]
    return {catalog.TMPFS: tempfile.mkdtemp(prefix="pylog-bench-", dir=memory), catalog.DISK: disk}


class Output:
    """To the terminal, and kept for results.md."""

    def __init__(self):
        self.parts = []

    def say(self, text):
        print(text, flush=True)
        self.parts.append(text)


def introduce(say, results, programs, config):
    say("# pylog beside its peers\n")
    for name, value in results["machine"].items():
        say(f"- {name}: {value}")
    say("- versions: " + ", ".join(f"{p.name} {p.version}" for p in programs.values()))
    for missing in config["missing"]:
        say(f"- MISSING: {missing['name']} (Debian: {missing['package']})")
    say(f"- load at the start: {' '.join(f'{n:.2f}' for n in results['load_before'])}\n")
    if results["load_before"][0] > 0.3:
        say("WARNING: the machine is busy; these figures are not worth quoting.\n")


def measure_all(arguments, config, results, directories, output):
    programs = find_programs(config, arguments.python)
    results["programs"] = {p.name: {"version": p.version, "command": p.command} for p in programs.values()}
    introduce(output.say, results, programs, config)

    tables = results["tables"]
    repeats = arguments.repeats or (3 if arguments.quick else None)
    runner = measure.Runner(programs["reference"], config["check"], directories, repeats)
    for batch in measure.batches(programs, arguments.quick, arguments.only):
        tables[batch.key] = runner.run(batch)
        output.say(report.batch_table(batch, tables[batch.key], runner.commands[batch.key]))
    if arguments.only in "process":
        tables["process"] = process.whole_programs(config, arguments.python, directories[catalog.TMPFS],
                                                   repeats or 7, 10 if arguments.quick else 100)
        output.say(report.process_table(tables["process"]))
    if arguments.only in "compile":
        tables["compile"] = process.compiling(config, directories[catalog.TMPFS], 1 if arguments.quick else 7)
        output.say(report.compile_table(tables["compile"]))
    if arguments.only in "instructions" and not arguments.quick:
        tables["instructions"] = process.instructions(programs)
        if tables["instructions"]:
            output.say(report.instructions_table(tables["instructions"]))
    results["goals"] = goals.judge(tables)
    output.say(report.goals_table(results["goals"]))
    results["commands"], results["problems"] = runner.commands, runner.problems


def finish(config, results, output):
    directory = config["results"]
    results["load_after"], results["seconds"] = os.getloadavg(), time.time() - results["started"]
    output.say(f"{results['seconds']:.0f} s; load at the end: {results['load_after'][0]:.2f}; "
               f"{len(results['problems'])} files that were not as they should be")
    report.write_json(os.path.join(directory, "results.json"), results)
    with open(os.path.join(directory, "results.md"), "w") as file:
        file.write("\n".join(output.parts) + "\n")
    drawn = plot.charts(directory, results["tables"])
    print(f"In {directory}: " + ", ".join(["results.md", "results.json"] + [os.path.basename(svg) for svg in drawn])
          + ("" if shutil.which("gnuplot") else " (no charts: no gnuplot here)"))


def main(arguments):
    arguments = parse(arguments)
    with open(arguments.config) as file:
        config = json.load(file)
    directories = make_directories(config)
    output = Output()
    results = {"mode": "quick" if arguments.quick else "full", "started": time.time(),
               "machine": report.machine(config, directories), "missing": config["missing"],
               "load_before": os.getloadavg(), "tables": {}}
    try:
        measure_all(arguments, config, results, directories, output)
        finish(config, results, output)
    except measure.Failed as failure:
        sys.exit(f"FAILED: {failure}")
    finally:
        for directory in directories.values():
            shutil.rmtree(directory, ignore_errors=True)
    sys.exit(1 if results["problems"] else 0)


main(sys.argv[1:])
