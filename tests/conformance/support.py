"""What every program here shares with its C twin: support.h does the same, function by function.

Fixed are the zone (TZ), the clock, the start time, and each record's place, thread and process. stderr goes
to a file, from which print_stderr() prints it.
"""
import logging
import os
import sys
import time

CREATED_NS = 1700000000123456000
START_NS = CREATED_NS - 1234567890

_clock_ns = CREATED_NS
_stderr_read = 0


def set_clock(nanoseconds):
    global _clock_ns
    _clock_ns = nanoseconds


def set_zone(zone):
    os.environ["TZ"] = zone
    time.tzset()


class FixedRecord(logging.LogRecord):
    """Made at `run`, /src/app/main.c, line 42, in process 4321 and thread 140001."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        super().__init__(name, level, "/src/app/main.c", 42, msg, args, exc_info, "run", sinfo, **kwargs)
        if self.thread is not None:
            self.thread = 140001
        if self.process is not None:
            self.process = 4321


def begin():
    set_zone("UTC0")
    time.time_ns = lambda: _clock_ns
    logging._startTime = START_NS
    logging.setLogRecordFactory(FixedRecord)
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    sys.stderr.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    file = os.open("stderr.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o644)
    os.dup2(file, 2)


def _unescape(cell):
    if cell == "\\N":
        return None
    out = bytearray()
    raw = cell.encode("utf-8", "surrogateescape")
    position = 0
    while position < len(raw):
        if raw[position] != 0x5C:
            out.append(raw[position])
            position += 1
        elif raw[position + 1] == ord("x"):
            out.append(int(raw[position + 2 : position + 4], 16))
            position += 4
        else:
            out.append({"n": 10, "t": 9, "\\": 92}[chr(raw[position + 1])])
            position += 2
    return out.decode("utf-8", "surrogateescape")


def rows(table):
    """The rows of tables/TABLE.txt, as lists of cells: text, or None."""
    with open(os.path.join(sys.argv[1], table + ".txt"), encoding="utf-8", newline="\n") as file:
        for line in file.read().split("\n"):
            if line and not line.startswith("#"):
                yield [_unescape(cell) for cell in line.split("\t")]


def escaped(text):
    """Printable ASCII as it is, everything else as \\n, \\t or \\xNN of its UTF-8; None as \\N."""
    if text is None:
        return "\\N"
    names = {10: "\\n", 9: "\\t", 92: "\\\\"}
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    return "".join(names.get(c) or (chr(c) if 32 <= c < 127 else "\\x%02x" % c) for c in raw)


def without_directory(text):
    """The text without the directory in which the test happens to run."""
    return text.replace(os.getcwd() + "/", "")


def print_file(path):
    """Print the lines of a file, escaped, under its name."""
    print("[%s]" % path)
    try:
        with open(path, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        print("(no such file)")
        return
    _print_lines(content)


def _print_lines(content):
    lines = content.split(b"\n")
    for line in lines[:-1]:
        print("| " + escaped(line))
    if lines[-1]:
        print("| " + escaped(lines[-1]) + " (no newline)")


def print_and_remove_directory(directory):
    """Print all files of a directory below the current one, in the order of their names, and remove them with it."""
    for name in sorted(os.listdir(directory)):
        print_file(os.path.join(directory, name))
        os.remove(os.path.join(directory, name))
    os.rmdir(directory)


def print_stderr():
    """Print what has gone to stderr since the last time."""
    global _stderr_read
    sys.stderr.flush()
    with open("stderr.txt", "rb") as file:
        file.seek(_stderr_read)
        content = file.read()
    _stderr_read += len(content)
    print("[stderr]")
    _print_lines(content)


def print_reported_errors():
    """Print what handleError wrote to stderr, each error as its first line, the line of the exception, and
    the last two lines: what lies between has no counterpart in C."""
    global _stderr_read
    sys.stderr.flush()
    with open("stderr.txt", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        file.seek(_stderr_read)
        lines = file.read().split("\n")
        _stderr_read = file.seek(0, 2)
    print("[reported]")
    previous = ""
    for line in lines:
        if line == "Call stack:":
            print(escaped(previous))
        if line.startswith(("--- Logging error ---", "Message: ", "Arguments: ")):
            print(escaped(line))
        previous = line


def print_to_stdout(logger, format):
    """A handler that writes to stdout in this format; the root logger gets it if `logger` is None."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter(format))
    (logger or logging.getLogger()).addHandler(handler)
    return handler
