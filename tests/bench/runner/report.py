"""The tables, as text, and everything as JSON."""
import json
import os
import platform
import subprocess

import catalog
from measure import Figures


def table(header, rows):
    """A Markdown table that is readable as it is; the first column is text, the others are figures."""
    cells = [header] + [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]

    def line(row):
        return "| " + " | ".join(cell.ljust(w) if i == 0 else cell.rjust(w)
                                 for i, (cell, w) in enumerate(zip(row, widths))) + " |"
    rule = "|" + "|".join("-" * (w + 2) if i == 0 else "-" * (w + 1) + ":" for i, w in enumerate(widths)) + "|"
    return "\n".join([line(cells[0]), rule] + [line(row) for row in cells[1:]])


def nanoseconds(value):
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def ratio(value, base):
    if not base:
        return "-"
    return f"{value / base:.2f}" if value > base / 10 else f"{value / base:.4f}"


# ---- Tables ----------------------------------------------------------------------------------------

def batch_title(batch):
    threads = f"{batch.threads} thread" + ("s" if batch.threads > 1 else "")
    return f"{batch.title}: {batch.message}, {threads}" + (f", {batch.place}" if batch.place else "")


def logs(label, batch):
    """Is its price one on top of the plain record's?"""
    return label != batch.base and catalog.COSTS[label] not in catalog.NO_LINES


def batch_table(batch, figures, commands):
    base = figures[batch.base].median
    costs = batch.key.startswith("costs/")
    header = ["ns per record", "median", "min", "max", "spread"]
    header += ["over the plain, median", "min"] if costs else [f"x {batch.base}", "x pylog"]
    rows = []
    for label, row in figures.items():
        cells = [label, nanoseconds(row.median), nanoseconds(row.min), nanoseconds(row.max), f"{row.spread:.0%}"]
        if costs:
            plain = figures[batch.base]
            cells += [f"{row.median - base:+.1f}", f"{row.min - plain.min:+.1f}"] if logs(label, batch) else ["", ""]
        else:
            pylog = figures.get("pylog")
            cells += [ratio(row.median, base), ratio(row.median, pylog.median) if pylog else "-"]
        rows.append(cells)
    command = commands.get("pylog") or commands[batch.base]
    return f"### {batch_title(batch)}\n\n{table(header, rows)}\n\n`{command}`\n"


def process_table(rows):
    empty = rows["empty"]["ns"].median
    lines = []
    for label, row in rows.items():
        size = "-" if row["stripped_kib"] is None else f"{row['stripped_kib']:.1f}"
        lines.append([label, f"{row['ns'].median / 1e6:.3f}", f"{row['ns'].min / 1e6:.3f}", f"{row['ns'].spread:.0%}",
                      ratio(row["ns"].median, empty), row["rss_kib"], size, " ".join(row["shared"]) or "-"])
    return "### Whole process: start, configure, one line, exit\n\n" + table(
        ["program", "ms", "min", "spread", "x empty", "peak RSS, KiB", "stripped, KiB", "shared libraries besides"],
        lines) + "\n"


def compile_table(rows):
    lines = [[label, f"{row['seconds']:.3f}", f"{row['seconds_without']:.3f}", f"{row['code_per_call']:.1f}",
              f"{row['all_per_call']:.1f}"] for label, row in rows.items()]
    return "### A file of 100 calls, -O2\n\n" + table(
        ["library", "compile, s", "without the calls, s", "code, bytes a call", "with data, bytes a call"],
        lines) + "\n"


def instructions_table(rows):
    scenarios = list(next(iter(rows.values())))
    lines = [[name] + ["-" if row[s] is None else f"{row[s]:.1f}" for s in scenarios] for name, row in rows.items()]
    return "### Instructions of a record, M3, without the kernel's\n\n" + table(["library"] + scenarios, lines) + "\n"


# ---- Goals -----------------------------------------------------------------------------------------

def _verdict(value, reach, aim):
    return "missed" if value > reach else "reached" if value > aim else "reached, with the aim"


def goals(results):
    """Rows for what was measured: what, figure, to reach, aim, verdict."""
    rows = []
    for goal in catalog.GOALS:
        if goal.batch == "process":
            figures = {label: row["ns"] for label, row in results.get("process", {}).items()}
        else:
            figures = results["batches"].get(goal.batch, {})
        if goal.row in figures and goal.base in figures:
            value = figures[goal.row].median / figures[goal.base].median
            rows.append([f"{goal.what}: x {goal.base}", f"{value:.3f}", f"{goal.reach:.3f}", f"{goal.aim:.3f}",
                         _verdict(value, goal.reach, goal.aim)])
    for what, kind, column, most in catalog.LIMITS:
        value = results.get(kind, {}).get("pylog", {}).get(column)
        if value is not None:
            rows.append([what, f"{value:.3f}", f"{most:g}", "", _verdict(value, most, most)])
    return rows


def goals_table(rows):
    return "### What is to be reached\n\n" + table(["goal", "measured", "at most", "aim", ""], rows) + "\n"


# ---- The machine -----------------------------------------------------------------------------------

def _first_line(command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return done.stdout.splitlines()[0] if done.returncode == 0 and done.stdout else ""
    except OSError:
        return ""


def _cpu():
    try:
        with open("/proc/cpuinfo") as file:
            return next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "")
    except OSError:
        return platform.processor()


def file_system(directory):
    """The type of the file system that a directory lies on."""
    best = ("", "unknown")
    try:
        with open("/proc/mounts") as file:
            for _, point, kind, *_ in map(str.split, file):
                if (directory + "/").startswith(point.rstrip("/") + "/") and len(point) >= len(best[0]):
                    best = (point, kind)
    except OSError:
        pass
    return best[1]


def machine(config, directories):
    here = os.path.dirname(os.path.abspath(__file__))
    return {"cpu": _cpu(), "cores": os.cpu_count(), "system": " ".join(platform.uname()[i] for i in (0, 2, 4)),
            "libc": " ".join(platform.libc_ver()), "compiler": _first_line([config["c_compiler"], "--version"]),
            "flags": config["c_flags"].strip(),
            "commit": _first_line(["git", "-C", here, "describe", "--always", "--dirty"]),
            "TZ": os.environ.get("TZ"),
            "files": ", ".join(f"{place}: {file_system(path)} at {path}" for place, path in directories.items())}


# ---- JSON ------------------------------------------------------------------------------------------

def _plain(value):
    if isinstance(value, Figures):
        return {"runs": value.values, "median": value.median, "min": value.min, "max": value.max,
                "spread": value.spread}
    raise TypeError(type(value))


def write_json(path, results):
    with open(path, "w") as file:
        json.dump(results, file, indent=1, default=_plain)
        file.write("\n")
