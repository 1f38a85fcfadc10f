"""Every way to print a field, in the three styles: one formatter and one record a row."""
import logging

from support import begin, escaped, rows

EXTRA = {"nothing": None, "yes": True, "no": False, "small": -5, "large": 2**64 - 1, "least": -(2**63), "half": 2.5,
         "tiny": 1e-05, "huge": 1e16, "third": 1 / 3, "most": 1.7976931348623157e308, "denormal": 5e-324,
         "minus": -0.0, "infinite": float("-inf"), "nan": float("nan"), "text": "it's",
         "wide": "h\u00e9llo\u20ac", "empty": ""}
DEFAULTS = {"fallback": "given", "number": 7, "name": "never seen"}


def run(style, validate, message, format):
    print(style, escaped(format), end=" => ")
    try:
        formatter = logging.Formatter(format, style=style, validate=validate == "1", defaults=DEFAULTS)
    except ValueError as error:
        print("refused: " + escaped(str(error)))
        return
    record = logging.getLogger("app.db").makeRecord("app.db", logging.WARNING, "", 0, "%s", (message,), None,
                                                    None, EXTRA)
    try:
        text = formatter.format(record)
    except Exception as error:
        print("failed: " + escaped(str(error)))
        return
    print(escaped(text))
    if formatter.usesTime() != hasattr(record, "asctime"):
        print("asctime is wrong")


begin()
for table in "fields", "fields_random":
    for row in rows(table):
        run(*row)
