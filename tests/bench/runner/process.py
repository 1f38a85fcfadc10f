"""What is not a time per record: whole programs, compiling, counted instructions."""
import os
import re
import shutil

from measure import Failed, Figures, in_order_of, output_of, pairs

GATE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gates", "gate.sh")


def _spawn(config, count, command):
    return pairs(output_of([config["spawn"], str(count)] + command))


# ---- Start, configure, log one line, exit ----------------------------------------------------------

def _stripped_size(program, directory):
    stripped = os.path.join(directory, "stripped")
    output_of(["strip", "-o", stripped, program])
    return os.path.getsize(stripped)


ALWAYS_NEEDED = re.compile(r"(libc|libm|libstdc\+\+|libgcc_s|libpthread|ld-linux.*)\.so")


def shared_libraries(program):
    """The libraries that it loads, but for those that every C or C++ program does."""
    if not shutil.which("readelf"):
        return []
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", output_of(["readelf", "-d", program]))
    return [name for name in needed if not ALWAYS_NEEDED.match(name)]


def whole_programs(config, python, directory, repeats, count):
    """label -> a row of the table."""
    log = os.path.join(directory, "log")
    commands = {"empty": [config["empty_line"]]}
    commands.update((p["name"], [p["line"], log]) for p in config["programs"])
    if python:
        lines = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lines")
        commands["python"] = [python, os.path.join(lines, "python.py"), log]

    times, peaks = {label: [] for label in commands}, dict.fromkeys(commands, 0)
    for turn in range(repeats):
        for label, command in in_order_of(turn, commands.items()):
            result = _spawn(config, max(count // 10, 3) if label == "python" else count, command)
            times[label].append(float(result["ns"]))
            peaks[label] = max(peaks[label], int(result["rss_kib"]))
    if os.path.exists(log):
        os.remove(log)

    rows = {}
    for label, command in commands.items():
        figures = Figures(times[label])
        rows[label] = {"ns": figures, "rss_kib": peaks[label], "stripped_kib": None, "shared": []}
        if label != "python" and shutil.which("strip"):
            rows[label]["stripped_kib"] = _stripped_size(command[0], directory) / 1024
            rows[label]["shared"] = shared_libraries(command[0])
    return rows


# ---- A hundred calls -------------------------------------------------------------------------------

def _section_bytes(file, pattern):
    total = 0
    for line in output_of(["size", "-A", file]).splitlines():
        words = line.split()
        if len(words) == 3 and re.match(pattern, words[0]):
            total += int(words[1])
    return total


def compiling(config, directory, repeats):
    """label -> a row of the table: a file of 100 calls, and the same file without them."""
    compiled = os.path.join(directory, "calls.o")
    commands = {"plain call": config["plain_calls"], "bare call": config["bare_calls"]}
    commands.update((p["name"], p["compile"]) for p in config["programs"])
    seconds = {(name, calls): [] for name in commands for calls in (True, False)}
    sizes = {}
    for turn in range(repeats):
        for name, calls in in_order_of(turn, seconds):
            command = commands[name] + ["-o", compiled] + ([] if calls else ["-DNO_CALLS"])
            seconds[name, calls].append(float(_spawn(config, 1, command)["ns"]) / 1e9)
            sizes[name, calls] = (_section_bytes(compiled, r"\.text"),
                                  _section_bytes(compiled, r"\.(text|rodata|data|bss)"))
    os.remove(compiled)

    rows = {}
    for name in commands:
        with_calls, without = sizes[name, True], sizes[name, False]
        rows[name] = {"seconds": Figures(seconds[name, True]), "seconds_without": Figures(seconds[name, False]),
                      "code_per_call": (with_calls[0] - without[0]) / 100,
                      "all_per_call": (with_calls[1] - without[1]) / 100}
    return rows


# ---- Instructions ----------------------------------------------------------------------------------

def instructions(programs, scenarios=("disabled", "null", "file", "buffered", "queued-alone")):
    """name -> scenario -> instructions of a record, counted as the gates do; None where there is no such scenario.
    Empty without valgrind."""
    rows = {}
    if not shutil.which("valgrind"):
        return rows
    for name, program in programs.items():
        if program.interpreted:
            continue
        rows[name] = dict.fromkeys(scenarios)
        for scenario in scenarios:
            if program.offers(scenario, "M3"):
                said = output_of(["sh", GATE, program.command[0], "instructions", scenario, "M3", "-1e9", "1e9"])
                counted = re.search(r"M3: (\S+) a record", said)
                if not counted:
                    raise Failed(f"{GATE} did not count the instructions of {name}: {said}")
                rows[name][scenario] = float(counted.group(1))
    return rows
