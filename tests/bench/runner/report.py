"""The tables, as text, and everything as JSON."""
import json
import os
import platform
import subprocess

import catalog
from measure import Figures, paired_ratio

PERCENTILES = ("p50", "p90", "p99", "p99.9", "p99.99", "worst")


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


def ratio(value):
    return "-" if value is None else f"{value:.2f}" if value > 0.1 else f"{value:.4f}"


# ---- Tables of batches -----------------------------------------------------------------------------

def batch_title(batch):
    threads = f"{batch.threads} thread" + ("s" if batch.threads > 1 else "")
    return f"{batch.title}: {batch.message}, {threads}" + (f", {batch.place}" if batch.place else "")


def _base_name(batch):
    """What the rows are compared with, in a word: `bare ring` for `bare ring` and `bare ring, TSC`."""
    return os.path.commonprefix([row.base for row in batch.rows]).rstrip(", ")


def _ratios(row, figures, name):
    own, pylog = figures[row.label][name], figures.get("pylog")
    return [ratio(paired_ratio(own, figures[row.base][name])),
            ratio(paired_ratio(own, pylog[name]) if pylog else None)]


def _spread_of(figure):
    return [nanoseconds(figure.median), nanoseconds(figure.min), nanoseconds(figure.max), f"{figure.spread:.0%}"]


def _record_table(batch, figures):
    header = ["ns per record", "median", "min", "max", "spread", f"x {_base_name(batch)}", "x pylog"]
    rows = [[row.label] + _spread_of(figures[row.label]["ns"]) + _ratios(row, figures, "ns") for row in batch.rows]
    if any(row["dropped"].max for row in figures.values()):
        header.append("dropped")
        for cells in rows:
            row = figures[cells[0]]
            cells.append(f"{row['dropped'].median / row['records'].median:.1%}")
    return table(header, rows)


def _percentile_table(batch, figures):
    header = ["ns, medians of the runs", *PERCENTILES, "p50 min", "p50 max", f"p50 x {_base_name(batch)}", "x pylog"]
    rows = []
    for row in batch.rows:
        own = figures[row.label]
        rows.append([row.label] + [nanoseconds(own[name].median) for name in PERCENTILES]
                    + [nanoseconds(own["p50"].min), nanoseconds(own["p50"].max)] + _ratios(row, figures, "p50"))
    return table(header, rows)


def _cost_table(batch, figures):
    """The price is what comes on top of the plain record, if the scenario logs one."""
    plain = figures[batch.rows[0].label]
    rows = []
    for row in batch.rows:
        own = figures[row.label]
        cells = [row.label] + _spread_of(own["ns"])
        if row.label != row.base and row.scenario not in catalog.NO_LINES:
            cells += [f"{own['ns'].median - plain['ns'].median:+.1f}", f"{own['ns'].min - plain['ns'].min:+.1f}"]
        else:
            cells += ["", ""]
        rows.append(cells + [f"{own['memory'].median - plain['memory'].median:+.0f}"])
    return table(["ns per record", "median", "min", "max", "spread", "over the plain, median", "min", "memory, KiB"],
                 rows)


def batch_table(batch, figures, commands):
    if batch.key.startswith("costs/"):
        text = _cost_table(batch, figures)
    elif batch.look:
        text = _percentile_table(batch, figures)
    else:
        text = _record_table(batch, figures)
    command = commands.get("pylog") or commands[batch.rows[0].label]
    return f"### {batch_title(batch)}\n\n{text}\n\n`{command}`\n"


# ---- Tables of everything else ---------------------------------------------------------------------

def process_table(rows):
    empty = rows["empty"]["ns"]
    lines = []
    for label, row in rows.items():
        size = "-" if row["stripped_kib"] is None else f"{row['stripped_kib']:.1f}"
        lines.append([label, f"{row['ns'].median / 1e6:.3f}", f"{row['ns'].min / 1e6:.3f}", f"{row['ns'].spread:.0%}",
                      ratio(paired_ratio(row["ns"], empty)), row["rss_kib"], size, " ".join(row["shared"]) or "-"])
    return "### Whole process: start, configure, one line, exit\n\n" + table(
        ["program", "ms", "min", "spread", "x empty", "peak RSS, KiB", "stripped, KiB", "shared libraries besides"],
        lines) + "\n"


def compile_table(rows):
    plain, bare = rows["plain call"]["seconds"], rows["bare call"]["seconds"]
    lines = [[label, f"{row['seconds'].median:.3f}", ratio(paired_ratio(row["seconds"], plain)),
              ratio(paired_ratio(row["seconds"], bare)), f"{row['seconds_without'].median:.3f}",
              f"{row['code_per_call']:.1f}", f"{row['all_per_call']:.1f}"] for label, row in rows.items()]
    return "### A file of 100 calls, -O2\n\n" + table(
        ["library", "compile, s", "x plain call", "x bare call", "without the calls, s", "code, bytes a call",
         "with data, bytes a call"],
        lines) + "\n"


def instructions_table(rows):
    scenarios = list(next(iter(rows.values())))
    lines = [[name] + ["-" if row[s] is None else f"{row[s]:.1f}" for s in scenarios] for name, row in rows.items()]
    return "### Instructions of a record, M3, without the kernel's\n\n" + table(["library"] + scenarios, lines) + "\n"


def goals_table(judged):
    def figure(value):
        return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
    rows = [[goal["goal"] + (f": x {goal['over']}" if goal["over"] else ""), figure(goal["measured"]),
             figure(goal["reach"]), figure(goal["aim"]), goal["verdict"]] for goal in judged]
    missed = sum(goal["verdict"] == "MISSED" for goal in judged)
    return (f"### What is to be reached: {len(rows) - missed} of {len(rows)}\n\n"
            + table(["goal", "measured", "at most", "aim", ""], rows) + "\n")


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
