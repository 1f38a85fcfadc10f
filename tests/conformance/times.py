"""Time as text: formats, fractions, zones and far times, one a row."""
import logging

from support import begin, escaped, rows, set_clock, set_zone


def run(zone, converter, nanoseconds, datefmt, time_format, msec_format):
    print(zone, converter, nanoseconds, *map(escaped, (datefmt, time_format, msec_format)), end=" => ")
    set_zone(zone)
    set_clock(int(nanoseconds))
    record = logging.getLogger("app").makeRecord("app", logging.INFO, "", 0, "text", (), None)
    formatter = logging.Formatter("%(asctime)s", datefmt)
    if converter == "gmtime":
        formatter.converter = logging.time.gmtime
    if time_format:
        formatter.default_time_format = time_format
    formatter.default_msec_format = None if msec_format == "none" else msec_format or "%s,%03d"
    text = formatter.format(record)
    print(escaped(text), repr(record.created), repr(record.msecs))
    if formatter.formatTime(record, datefmt) != text:
        print("formatTime gives something else")


begin()
for row in rows("times"):
    run(*row)
