"""Writes rollover.h: when CPython's TimedRotatingFileHandler rotates, and how it calls the backup. python3 -P rollover.py > rollover.h"""
import datetime
import logging.handlers
import os
import tempfile
import time

# Changes in the north and in the south, of half an hour, at midnight, and none.
ZONES = ["UTC0", "EST+05EDT,M3.2.0,M11.1.0", "CET-1CEST,M3.5.0,M10.5.0/3", "NZST-12NZDT,M9.5.0,M4.1.0/3",
         "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "<-04>4<-03>,M9.1.6/24,M4.1.6/24"]
AT = [None, (0, 0, 0), (1, 30, 0), (2, 0, 0), (2, 30, 0), (12, 0, 0), (23, 59, 59)]
RULES = [(when, interval, utc, None) for when in ("S", "M", "H", "D", "midnight", "W0", "w6")
         for interval in (1, 3) for utc in (False, True)]
RULES += [(when, 1, False, at) for when in ("MIDNIGHT", "W6") for at in AT[1:]]
RULES += [(when, 3, False, at) for when in ("midnight", "W3") for at in ((0, 0, 0), (12, 0, 0))]
RULES += [("midnight", 1, True, (12, 0, 0)), ("W2", 1, True, (12, 0, 0))]
AROUND = [-8 * 86400, -86400 - 3600, -86400, -7201, -7200, -3601, -3600, -1801, -1800, -1, 0, 1799, 1800, 3599, 3600,
          5400, 7200, 86400 - 3600, 86400, 43200]
ERRORS = ["X", "", "SS", "week", "W", "w7", "W10", "W-", "midnigh"]


def set_zone(zone):
    os.environ["TZ"] = zone
    time.tzset()


def changes():
    """The seconds of 2012 in which the clock is changed; some other ones where it is not."""
    start = int(datetime.datetime(2012, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
    hours = [start + 1800 * n for n in range(366 * 48)]
    found = [b for a, b in zip(hours, hours[1:]) if time.localtime(a).tm_isdst != time.localtime(b).tm_isdst]
    return found or [0, 1330840800]


def handler(rule):
    when, interval, utc, at = rule
    return logging.handlers.TimedRotatingFileHandler(
        os.path.join(directory, "log"), when, interval, utc=utc, atTime=at and datetime.time(*at), delay=True)


def name_of(rotating, at, now):
    names = []
    rotating.rolloverAt = at
    rotating.rotator = lambda source, dest: names.append(dest)
    real, time.time = time.time, lambda: now
    try:
        rotating.doRollover()
    finally:
        time.time = real
    return names[0][len(rotating.baseFilename) + 1:]


def error_of(when):
    try:
        handler((when, 1, False, None))
    except ValueError as error:
        return str(error)


def c_string(text):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in text.encode()) + '"'


def table(declaration, rows):
    print("\nstatic const %s = {" % declaration)
    for row in rows:
        print("    %s," % row)
    print("};")


with tempfile.TemporaryDirectory() as directory:
    print("/* Written by rollover.py with CPython; not edited by hand. */")
    print("\nenum { ZONES = %d, RULES = %d, MOMENTS = %d };" % (len(ZONES), len(RULES), 2 * len(AROUND)))
    table("char *const rollover_zones[]", map(c_string, ZONES))
    table("struct {\n    const char *when;\n    int interval;\n    bool utc;\n    int hour, minute, second; /* hour -1: none */\n"
          "} rollover_rules[]",
          ("{ %s, %d, %s, %d, %d, %d }" % ((c_string(w), i, str(u).lower()) + (at or (-1, 0, 0)))
           for w, i, u, at in RULES))
    moments, waits, names = [], [], []
    for z, zone in enumerate(ZONES):
        set_zone(zone)
        moments.append([change + around for change in changes() for around in AROUND])
        for r, rule in enumerate(RULES):
            rotating = handler(rule)
            nexts = [int(rotating.computeRollover(now)) for now in moments[z]]
            waits.append([then - now for then, now in zip(nexts, moments[z])])
            for then in nexts[r % 5 :: 5]:
                for late in (0, 13 * 3600, 100 * 86400):
                    names.append("{ %d, %d, %d, %d, %s }"
                                 % (z, r, then, then + late, c_string(name_of(rotating, then, then + late))))
            rotating.close()
    table("int64_t rollover_moments[][MOMENTS]", ("{ %s }" % ", ".join(map(str, row)) for row in moments))
    print("\n/* From the moment to the rollover, in seconds; by zone and rule. */", end="")
    table("int rollover_waits[][MOMENTS]", ("{ %s }" % ", ".join(map(str, row)) for row in waits))
    table("struct {\n    int zone, rule;\n    int64_t at, now;\n    const char *name;\n} rollover_names[]", names[::9])
    table("struct {\n    const char *when, *error;\n} rollover_errors[]",
          ("{ %s, %s }" % (c_string(when), c_string(error_of(when))) for when in ERRORS))
