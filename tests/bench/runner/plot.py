"""Bar charts in SVG, drawn by gnuplot from the medians of the batches."""
import os
import shutil
import subprocess

SCRIPT = """set terminal svg size 860,420 font 'sans-serif,13' background '#ffffff'
set output '{svg}'
set title '{title}' noenhanced
set ylabel '{label}'
set style data histograms
set style histogram clustered gap 1
set style fill solid 0.9 border -1
set boxwidth 0.9
set xtics rotate by -25 noenhanced
set grid ytics lc rgb '#dddddd'
set logscale y
set yrange [{low}:*]
set key {key}
plot {plots}
"""
COLOURS = ("#306998", "#ffd43b", "#8a8a8a")


def _figure(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _plots(data, series):
    plots = [f"'{data}' using {i + 2}:xtic(1) title '{name}' lc rgb '{COLOURS[i]}'"
             for i, name in enumerate(series)]
    if len(series) == 1:
        plots.append(f"'{data}' using 0:2:2 with labels offset 0,0.6 notitle")
    return ", ".join(plots)


def chart(directory, name, title, label, series, rows):
    """series: the names of the columns; rows: label -> a value for each, None where there is none."""
    data, svg = (os.path.join(directory, f"{name}.{ending}") for ending in ("dat", "svg"))
    with open(data, "w") as file:
        for row, values in rows.items():
            file.write(f'"{row}" ' + " ".join("NaN" if v is None else _figure(v) for v in values) + "\n")
    values = [v for row in rows.values() for v in row if v]
    script = SCRIPT.format(svg=svg, title=title, label=label, low=min(values) / 2,
                           key="top left" if len(series) > 1 else "off", plots=_plots(data, series))
    subprocess.run(["gnuplot"], input=script, text=True, check=True)
    return svg


def _medians(tables, columns, unit):
    """label -> the medians of these columns, each a pair of table and figure, in units of so many ns."""
    labels = dict.fromkeys(label for table, _ in columns for label in tables[table])

    def median(label, table, figure):
        row = tables[table].get(label)
        return row[figure].median / unit if row else None
    return {label: [median(label, *column) for column in columns] for label in labels}


def _threads(scenario, place):
    return {f"{n} thread" + ("s" if n > 1 else ""): (f"{scenario}/M3/{n}/{place}", "ns") for n in (1, 2, 4)}


# name: (title, label of the axis, its unit in ns, series -> (table, figure)); M3 everywhere, since messages do not compare
CHARTS = {
    "file-tmpfs": ("One write per record, tmpfs", "ns per record", 1, _threads("file", "tmpfs")),
    "file-disk": ("One write per record, disk", "ns per record", 1, _threads("file", "disk")),
    "buffered": ("Buffered file, tmpfs", "ns per record", 1, _threads("buffered", "tmpfs")),
    "queued": ("Queued, until the file is complete", "ns per record", 1, {"records": ("queued/M3/1/tmpfs", "ns")}),
    "call": ("A queued call, as its caller sees it", "ns per call", 1,
             {name: ("call/M3/1/tmpfs", name) for name in ("p50", "p99", "p99.9")}),
    "disabled": ("A call that is not logged", "ns per call", 1, {"calls": ("disabled/M3/1", "ns")}),
    "process": ("Start, configure, one line, exit", "ms", 1e6, {"process": ("process", "ns")}),
}


def charts(directory, tables):
    """Draw what the tables allow; the paths of what was drawn."""
    if not shutil.which("gnuplot"):
        return []
    drawn = []
    for name, (title, label, unit, series) in CHARTS.items():
        there = {series_name: column for series_name, column in series.items() if tables.get(column[0])}
        if there:
            drawn.append(chart(directory, name, title, label + ", logarithmic", list(there),
                               _medians(tables, list(there.values()), unit)))
    return drawn
