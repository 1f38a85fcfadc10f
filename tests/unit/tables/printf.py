"""Write printf_errors.h and printf_arguments.h: what CPython says of wrong formats, and how it prints the
arguments of a message. Run from this directory: python3 printf.py"""
import logging


def c_string(text):
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else "\\%03o" % b for b in data) + '"'


WRONG = ["%", "100%", "%5", "%-", "%.3", "%l", "%.", "abc %y", "%y", "%-10.3y", "%ly", "%!", "%\x1f", "%\x7f",
         "%\n", "é%é", "h\u20acllo %\U0001f600", "\udcff%\udcfe", "%k %d", "%99999999999999999999d",
         "%.99999999999d", "%v%", "% "]
with open("printf_errors.h", "w") as out:
    out.write("/* Made by printf.py: wrong formats, and CPython's ValueError. */\n")
    out.write("static const struct {\n    const char *format, *error;\n} format_errors[] = {\n")
    for fmt in WRONG:
        try:
            fmt % 1
        except ValueError as error:
            out.write("    { %s, %s },\n" % (c_string(fmt), c_string(str(error))))
    out.write("};\n")

ARGUMENTS = [
    ("nothing", ()), ("100%%", ()), ("%d", (1,)), ("%s", ("x",)), ("%d %s", (-7, "it's")), ("%f %g", (2.5, 1e16)),
    ("%.3f", (0.1,)), ("%s", ('say "hi"',)), ("%s", ("tab\tnewline\n\\",)), ("%s", ("h\u00e9llo \u20ac",)),
    ("%u %x %o", (4294967295, 255, 8)), ("%i%%%i", (1, 2)), ("%c%c", ("a", "'")), ("%*d", (5, 42)),
    ("%-*.*f", (8, 2, 3.0)), ("%.*s", (5, "hello")), ("%s%s%s", ("", "a" * 300, "")), ("%e", (float("1e-5"),)),
    ("%d %d %d %d", (0, 1, -1, 2147483647)), ("%s", (None,)),
]


def c_argument(fmt, value):
    if value is None:
        return "(char *)NULL"
    if isinstance(value, str) and "%c" in fmt:
        return "'\\%s'" % value if value == "'" else "'%s'" % value
    if isinstance(value, str):
        return c_string(value)
    return repr(value) + ("u" if isinstance(value, int) and value > 2147483647 else "")


with open("printf_arguments.h", "w") as out:
    out.write("/* Made by printf.py: messages, and CPython's record.args of them. */\n")
    for fmt, args in ARGUMENTS:
        record = logging.LogRecord("n", 10, "p", 1, fmt, args, None)
        out.write("ROW(%s, %s%s)\n" % (c_string(repr(record.args)), c_string(fmt),
                                       "".join(", " + c_argument(fmt, a) for a in args)))
