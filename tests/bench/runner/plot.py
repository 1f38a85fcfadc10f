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
set key top left
set offsets 0, 0, 0, 0
plot {plots}
"""
COLOURS = ("#306998", "#ffd43b", "#8a8a8a")


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
            file.write(f'"{row}" ' + " ".join("NaN" if v is None else f"{v:.4g}" for v in values) + "\n")
    values = [v for row in rows.values() for v in row if v]
    script = SCRIPT.format(svg=svg, title=title, label=label, low=min(values) / 2, plots=_plots(data, series))
    subprocess.run(["gnuplot"], input=script, text=True, check=True)
    return svg


def _medians(batches, keys):
    labels = dict.fromkeys(label for key in keys for label in batches[key])
    return {label: [batches[key][label].median if label in batches[key] else None for key in keys]
            for label in labels}


def charts(directory, results):
    """Draw what the batches allow; the paths of what was drawn."""
    if not shutil.which("gnuplot"):
        return []
    batches, drawn = results["batches"], []
    for place in "tmpfs", "disk":
        keys = [key for key in (f"file/M3/{n}/{place}" for n in (1, 2, 4)) if key in batches]
        if keys:
            series = [f"{n} thread" + ("s" if n != "1" else "") for n in (key.split("/")[2] for key in keys)]
            drawn.append(chart(directory, f"file-{place}", f"One write per record (M3, {place})",
                               "ns per record, logarithmic", series, _medians(batches, keys)))
    if "disabled/M3/1" in batches:
        drawn.append(chart(directory, "disabled", "A call that is not logged (M3)", "ns per call, logarithmic",
                           ["1 thread"], _medians(batches, ["disabled/M3/1"])))
    if results.get("process"):
        milliseconds = {label: [row["ns"].median / 1e6] for label, row in results["process"].items()}
        drawn.append(chart(directory, "process", "Start, configure, one line, exit", "ms, logarithmic",
                           ["process"], milliseconds))
    return drawn
