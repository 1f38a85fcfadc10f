"""Writes strftime.h: what CPython's time.strftime and time.gmtime give on glibc. python3 strftime.py > strftime.h"""
import datetime
import os
import time

CONVERSIONS = "aAbBcCdDeFgGhHIjklmMnpPrRStTuUVwWxXyYzZ%"
FLAGS = ["", "_", "-", "0", "^", "#"]
ODD = ["", "%", "abc %", "%-", "%5", "%10", "%E", "%5E", "%f", "%Q", "%^q", "%#q", "%10Q", "%010Q", "% d", "%+Y",
       "%+4Y", "%N", "%v", "%i", "%EEY", "%OEY", "%\n", "%\udcff%d", "\udcff %d %10\udcff", "é %H ł", "%5é %d",
       "%_0d %0_d %-_d %_-d", "%-0d %0-d", "%^#a %#^a", "%#p %^p %^#p", "%#P %^P", "%#Z %^Z %^#Z", "%#c", "%^c",
       "%#Ea", "%#Oa", "%#EA", "%010z", "%_10z", "%-z", "%-2z", "%-10z", "%3z", "%10Z", "%010Z", "%010p", "%-10p",
       "%10n", "%05%", "%30c", "%030c", "%-30c", "%Y-%m-%dT%H:%M:%S%z", "%A, %d. %B %Y %H Uhr", "100%% %H",
       # Python gives up on text that is much longer than its format.
       "%1023Y", "%2047Y", "%2048Y", "%2000Yéé", "%2048d" + "é" * 4, "%99999999999999999999d"]

FIRST = -62135596800  # 1 January of the year 1
DAY = 86400
NOON = 1700000000 // DAY * DAY + DAY // 2
COMMON = [1677903920, -62210000000, 1000000000000, 0, -1, 951782400, 4107542400, 1709164800, -DAY * 365 * 100,
          FIRST, FIRST - 1, NOON - DAY // 2, NOON - 1, NOON, NOON + DAY // 2 - 1]
SUMMER = [1679792399, 1679792400, 1688169600, 1698541199, 1698541200]  # around the changes of CET
ZONES = ["CET-1CEST,M3.5.0,M10.5.0/3", "NST3:30NDT,M3.2.0,M11.1.0", "<+1245>-12:45", "EST5EDT,M3.2.0,M11.1.0"]
# No clock gives these: a leap second, an unknown offset, an offset with seconds.
MADE = [time.struct_time((2016, 12, 31, 23, 59, 60, 5, 366, 0, "GMT", 0)),
        time.struct_time((2023, 3, 4, 5, 6, 7, 5, 63, -1, "XYZ", 3600)),
        time.struct_time((2023, 3, 4, 5, 6, 7, 5, 63, 0, "LMT", -5430))]
DETAILED = range(3)  # these moments are shown with flags, widths and modifiers too


def new_years():
    """Days around New Year, for the conversions that count weeks."""
    for year in (1999, 2004, 2005, 2008, 2009, 2010, 2015, 2016, 2020, 2021, 2022, 2023, 2024):
        new_year = datetime.datetime(year, 1, 1, tzinfo=datetime.timezone.utc)
        for day in range(-3, 7):
            yield int(new_year.timestamp()) + day * DAY


def moments():
    yield from map(time.gmtime, COMMON)
    yield from map(time.gmtime, new_years())
    for zone in ZONES:
        os.environ["TZ"] = zone
        time.tzset()
        yield from map(time.localtime, COMMON + SUMMER)
    yield from MADE
    os.environ["TZ"] = "UTC0"
    time.tzset()


def formats(number):
    yield "|".join("%" + c for c in CONVERSIONS)
    if number in DETAILED:
        for c in CONVERSIONS:
            yield "|".join("%" + flag + width + c for flag in FLAGS for width in ("", "1", "7"))
            yield "|".join("%" + flag + modifier + c for flag in ("", "_5") for modifier in "EO")
    if number == 0:
        yield from ODD


def utc(second):
    """gmtime, also of years that it does not know: 400 years are always 146097 days."""
    cycles = second // (146097 * DAY)
    moment = time.gmtime(second - cycles * 146097 * DAY)
    return (moment.tm_year + 400 * cycles,) + tuple(moment)[1:]


def c_string(text):
    data = text.encode("utf-8", "surrogateescape")
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else "\\%03o" % b for b in data) + '"'


def c_number(value):
    return "INT64_MIN" if value == -2**63 else "INT64_C(%d)" % value


def calendar(fields, dst, offset, zone):
    year, month, day, hour, minute, second, weekday, yearday = fields[:8]
    return "{ %s, %d, %d, %d, %d, %d, %d, %d, %d, %d, %s }" % (
        c_number(year), month, day, hour, minute, second, (weekday + 1) % 7, yearday - 1, dst, offset, c_string(zone))


def table(declaration, rows):
    print("\nstatic const struct %s = {" % declaration)
    for row in rows:
        print("    %s," % row)
    print("};")


MOMENTS = list(moments())
EDGES = [-2**63, -2**63 + 1, 2**63 - 1, 67768036191676799, 67768036191676800, -67768040609740800]

print("/* Written by strftime.py with CPython; not edited by hand. */")
table("pylog__calendar moments[]",
      (calendar(m, m.tm_isdst, m.tm_gmtoff, time.strftime("%Z", m)) for m in MOMENTS))
table("{\n    int moment;\n    const char *fmt, *text;\n} strftime_cases[]",
      ("{ %d, %s, %s }" % (number, c_string(fmt), c_string(time.strftime(fmt, moment)))
       for number, moment in enumerate(MOMENTS) for fmt in formats(number)))
print("\n/* With the zone TZ=UTC0. */", end="")
table("{\n    int moment;\n    const char *fmt, *text;\n} strftime_epoch_cases[]",
      ("{ %d, %s, %s }" % (number, c_string(fmt), c_string(time.strftime(fmt, MOMENTS[number])))
       for number in range(4) for fmt in ("%s", "%20s", "%020s", "%-20s", "%_20s", "%Es", "%Os")))
table("{\n    int64_t seconds;\n    struct pylog__calendar calendar;\n} utc_times[]",
      ("{ %s, %s }" % (c_number(second), calendar(utc(second), 0, 0, "GMT"))
       for second in EDGES + COMMON + list(new_years()) + [DAY * 9973 * n for n in range(-100, 100)]))
