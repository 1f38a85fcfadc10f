"""BufferingFormatter: a header, the lines, a footer."""
import logging

from support import begin, escaped


class Framed(logging.BufferingFormatter):
    def formatHeader(self, records):
        return "[%d " % len(records)

    def formatFooter(self, records):
        return " %s]" % records[-1].levelname


def records(*texts):
    return [logging.getLogger("app").makeRecord("app", 40, "", 0, "%s", (text,), None) for text in texts]


begin()
for formatter in (
    logging.BufferingFormatter(),
    logging.BufferingFormatter(logging.Formatter("<%(message)s>")),
    Framed(),
    Framed(logging.Formatter("%(levelname)s %(message)s\n")),
):
    print(escaped(formatter.format([])))
    print(escaped(formatter.format(records("one"))))
    print(escaped(formatter.format(records("one", "two", "three"))))
